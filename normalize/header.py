"""Header rows to column meanings.

A head that spans several columns belongs to each of them ("up-left" in the words of unpivotr: go up, and if blank, left to the
nearest spanner). Where the format has true spans the grid says so; in pipe tables a blank right of a spanner stands for it.
Years that slipped sideways are put back over the value columns by count and order before anything else is read.
"""

from __future__ import annotations

import itertools
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.cells import text_to_shape
from normalize.measures import path_to_measure, path_to_revision, path_to_scale
from normalize.repair import fold, notes_to_findings
from normalize.terms import head_to_term
from normalize.years import PeriodReading, texts_to_periods
from schemas.finding import Finding
from schemas.logical import LABEL_ROLES, ColumnMeaning, ColumnRole, GridRow, LogicalTable, PlacedCell
from schemas.observation import Period

NO_PERIOD = Period("none")


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One head over one column: its source cell, the repaired text without the period, and the period read from it."""

    cell: PlacedCell
    text: str
    label: str
    period: PeriodReading | None


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """Column meanings plus what was repaired or noticed on the way."""

    columns: tuple[ColumnMeaning, ...]
    findings: tuple[Finding, ...]


Lattice = list[list[HeadCell | None]]


def table_to_header(table: LogicalTable, planning: tuple[int, int] | None, fallback: str = "") -> HeaderReading:
    """The meaning of each column, in order. `planning` is the document's period, `fallback` a title that may name the measure.

    A table without header rows gives columns of role "unknown", and a finding when numbers are printed in it.
    """
    if not table.header:
        unknown = tuple(ColumnMeaning(column, "unknown", ()) for column in range(table.columns))
        return HeaderReading(unknown, _numbers_without_header(table))
    lattice, findings = _read_cells(table, planning)
    lattice, slips = _put_years_back(table, lattice)
    _spread(lattice, table.columns)
    columns = tuple(_column_meaning(table, lattice, column, fallback) for column in range(table.columns))
    columns, contradictions = _without_contradictions(table, columns)
    return HeaderReading(columns, (*findings, *slips, *contradictions))


def _numbers_without_header(table: LogicalTable) -> tuple[Finding, ...]:
    """A continuation that could not be joined looks like this: its numbers must not be lost without a word."""
    printed = [cell for item in table.body for cell in item.row.printed if text_to_shape(cell.text) == "number"]
    if not printed:
        return ()
    fields = (("count", str(len(printed))), ("fragment", str(table.fragments[0].ref)))
    return (Finding("header-missing", cell=printed[0].ref, table=table.number, fields=fields),)


def _without_contradictions(
    table: LogicalTable, columns: tuple[ColumnMeaning, ...]
) -> tuple[tuple[ColumnMeaning, ...], list[Finding]]:
    """Columns under one head that print the same period twice lose their years, all of them: which is misprinted is open."""
    groups: dict[tuple[object, ...], list[ColumnMeaning]] = defaultdict(list)
    for column in columns:
        if column.role == "value" and column.path:
            groups[column.path[:-1], column.measure, column.revision].append(column)
    broken: dict[int, ColumnMeaning] = {}
    findings: list[Finding] = []
    for members in groups.values():
        dated = Counter(column.period for column in members if column.period not in {None, NO_PERIOD})
        twice = sorted(str(period.year) for period, times in dated.items() if times > 1 and period is not None)
        if not twice or any(column.path == other.path for column, other in pairwise(members) if column.cells == other.cells):
            continue
        shown = " ".join(column.path[-1] for column in members)
        for column in members:
            broken[column.column] = replace(column, period=NO_PERIOD, proven=False)
            if column.cells:
                fields = (("text", ", ".join(twice)),)
                findings.append(Finding("years-contradictory", column.cells[-1], table.number, evidence=shown, fields=fields))
    return tuple(broken.get(column.column, column) for column in columns), findings


def _read_cells(table: LogicalTable, planning: tuple[int, int] | None) -> tuple[Lattice, list[Finding]]:
    lattice: Lattice = []
    findings: list[Finding] = []
    for row in table.header:
        anchors = list(row.anchors)
        periods = _without_lone_months(texts_to_periods([cell.text for cell in anchors], planning))
        line: list[HeadCell | None] = [None] * table.columns
        for cell, period in zip(anchors, periods, strict=True):
            if cell.blank:
                continue
            findings.extend(_period_findings(table.number, cell, period))
            head = _head_cell(cell, period)
            for column in range(cell.column, cell.column + cell.column_span):
                line[column] = head
        lattice.append(line)
    return lattice, findings


def _without_lone_months(periods: Sequence[PeriodReading | None]) -> list[PeriodReading | None]:
    """A single month's name in a row of heads is another word as likely as a month ("INC/DEC", "Mei"): it needs company."""
    months = [period for period in periods if period is not None and period.period.kind == "month"]
    return [None if period in months and len(months) == 1 and months[0].period.year is None else period for period in periods]


def _head_cell(cell: PlacedCell, period: PeriodReading | None) -> HeadCell:
    folded = fold(cell.text)
    if period is None:
        return HeadCell(cell, folded, folded, None)
    if period.period.kind == "none":  # a period was meant but cannot be told: the column has none
        return HeadCell(cell, period.text, period.rest.strip(), None)
    return HeadCell(cell, period.text, period.rest.strip(), period)


def _period_findings(table: int, cell: PlacedCell, period: PeriodReading | None) -> list[Finding]:
    if period is None:
        return []
    return list(notes_to_findings(period.repairs, period.notes, cell.ref, table))


def _put_years_back(table: LogicalTable, lattice: Lattice) -> tuple[Lattice, list[Finding]]:
    """Rows of years that stand over label columns, moved over the value columns when count and order agree."""
    findings: list[Finding] = []
    for index, line in enumerate(lattice):
        years = _distinct(head for head in line if head is not None and head.period is not None)
        labels = _label_columns(table, lattice, index)
        if len(years) < 2 or not any(head.cell.column in labels for head in years):
            continue
        targets = _value_columns(table, labels)
        others = [head for head in _distinct(head for head in line if head is not None) if head.period is None]
        spanning = any(head.cell.column_span > 1 for head in years)
        if others or spanning or len(targets) != len(years) or not _is_run(years):
            findings.extend(
                Finding("years-misplaced", cell=head.cell.ref, table=table.number, fields=(("text", head.text),))
                for head in years
            )
            lattice[index] = [head if head is None or head.period is None else None for head in line]
            continue
        moved: list[HeadCell | None] = [None] * len(line)
        for head, column in zip(years, targets, strict=True):
            moved[column] = head
            if column != head.cell.column:
                findings.append(_slip_finding(table, head, column))
        lattice[index] = moved
    return lattice, findings


def _slip_finding(table: LogicalTable, head: HeadCell, column: int) -> Finding:
    evidence = f"as many years in a row as value columns, {head.text} is over column {column} by order"
    fields = (("text", head.text), ("from", str(head.cell.column)), ("to", str(column)))
    return Finding("years-realigned", cell=head.cell.ref, table=table.number, evidence=evidence, fields=fields)


def _distinct(heads: object) -> list[HeadCell]:
    seen: dict[object, HeadCell] = {}
    for head in heads:  # type: ignore[attr-defined]
        seen.setdefault(head.cell.ref, head)
    return list(seen.values())


def _is_run(heads: Sequence[HeadCell]) -> bool:
    years = [head.period.period.year for head in heads if head.period is not None]
    return all(a is not None and b is not None and b == a + 1 for a, b in itertools.pairwise(years))


def _label_columns(table: LogicalTable, lattice: Lattice, skip: int) -> set[int]:
    """Columns that another header row names as labels, by a head of their own."""
    return {
        column
        for column in range(table.columns)
        for row, line in enumerate(lattice)
        if row != skip
        and (head := line[column]) is not None
        and head.period is None
        and head.cell.column_span == 1
        and (term := head_to_term(head.label)) is not None
        and term.role != "value"
    }


def _value_columns(table: LogicalTable, labels: set[int]) -> list[int]:
    """Columns that are no labels and whose body does not hold words."""
    rows = [item.row for item in table.body if item.role == "data"]
    return [
        column
        for column in range(table.columns)
        if column not in labels
        and "text" not in {text_to_shape(cell.text) for row in rows if (cell := row.anchor(column)) is not None}
    ]


def _spread(lattice: Lattice, columns: int) -> None:
    """Gives each blank place right of a spanner that spanner, when something is printed below it in its own column.

    Where the format or the page has boxes, a span that was not seen is believed only of a head that groups measures or periods.
    """
    for row, line in enumerate(lattice[:-1]):
        for column in range(1, columns):
            left = line[column - 1]
            if line[column] is not None or left is None or left.cell.cell.row_span > 1:
                continue
            if left.cell.cell.column_span > 1:  # true spans are known here: a blank beside one is a blank
                continue
            if left.cell.cell.box is not None and not _is_measure(left):
                continue
            if _printed_below(lattice, row, column, left) and _printed_below(lattice, row, left.cell.column, left):
                line[column] = left


def _is_measure(head: HeadCell) -> bool:
    term = head_to_term(head.label)
    return term is not None and term.role == "value"


def _printed_below(lattice: Lattice, row: int, column: int, head: HeadCell) -> bool:
    return any(line[column] is not None and line[column] is not head for line in lattice[row + 1 :])


def _column_meaning(table: LogicalTable, lattice: Lattice, column: int, fallback: str) -> ColumnMeaning:
    heads = _distinct(line[column] for line in lattice if line[column] is not None)
    path = tuple(head.text for head in heads)
    labels = [head.label for head in heads]
    cells = tuple(head.cell.ref for head in heads)
    period = _path_to_period(heads)
    role = _path_to_role(labels, period is not None)
    if role != "value":
        return ColumnMeaning(column, role, path, cells=cells)
    proven = all(head.period is None or head.period.confidence in {"proven", "consistent"} for head in heads)
    return ColumnMeaning(
        column,
        "value",
        path,
        measure=path_to_measure(labels, fallback),
        period=period or NO_PERIOD,
        revision=path_to_revision(labels),
        scale=path_to_scale((*labels, fallback)),
        cells=cells,
        proven=proven,
    )


def _path_to_period(heads: Sequence[HeadCell]) -> Period | None:
    """The period over a column: the lowest year, refined by a quarter or month printed above or below it."""
    periods = [head.period.period for head in heads if head.period is not None]
    if not periods:
        return None
    lowest = periods[-1]
    years = [period.year for period in periods if period.year is not None]
    parts = [period for period in periods if period.subperiod is not None]
    if parts:
        return Period(parts[-1].kind, years[-1] if years else None, parts[-1].subperiod)
    return lowest


def _path_to_role(labels: Sequence[str], has_period: bool) -> ColumnRole:
    """The lowest head that is a known term decides; a period without any term makes a value column."""
    for label in reversed(labels):
        term = head_to_term(label) if label else None
        if term is None:
            continue
        if term.role in LABEL_ROLES and has_period and label is not labels[-1]:
            return "value"
        return term.role
    return "value" if has_period else "unknown"


def header_rows_to_refs(rows: Sequence[GridRow]) -> tuple[PlacedCell, ...]:
    """Every cell that starts in the header rows, in reading order."""
    return tuple(cell for row in rows for cell in row.anchors)
