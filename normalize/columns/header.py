"""Header rows to column meanings.

A head that spans several columns belongs to each of them ("up-left" in the words of unpivotr: go up, and if blank, left to the
nearest spanner). Where the format has true spans the grid says so; in pipe tables a blank right of a spanner stands for it.
Years that slipped sideways are put back over the value columns by count and order before anything else is read.

    Indikator | Satuan | Target |          column 0  indicator
              |        | 2021   | 2022     column 1  unit
                                           column 2  value, target of 2021, path ("Target", "2021")
                                           column 3  value, target of 2022, path ("Target", "2022")
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.columns.counted_from_now import columns_with_counted_years
from normalize.columns.meaning import (
    NO_PERIOD,
    Around,
    HeadCell,
    Lattice,
    columns_told_apart,
    distinct_heads,
    heads_to_own_years,
    lattice_to_column,
    lattice_to_mixed,
    lattice_to_telling,
)
from normalize.columns.spanners import put_heads_over_figures, put_spanners_back
from normalize.columns.title_texts import TitleYear, table_to_texts, texts_to_planning, texts_to_year
from normalize.columns.title_year import columns_with_title_year
from normalize.columns.unit_beside import columns_with_units_beside
from normalize.columns.years import PeriodReading, texts_to_periods
from normalize.repair import fold, notes_to_findings
from normalize.text.several_values import PackedPeriods, head_to_packed_periods
from normalize.words.heads import head_to_known, head_to_misspelt, head_to_term
from normalize.words.periods import ORDER_MARK, WRITTEN, YEAR_WORD, text_to_open_count
from schemas.finding import Finding
from schemas.logical import LABEL_ROLES, ColumnMeaning, LogicalTable, PlacedCell
from schemas.observation import Measure

_BARE_ORDER = re.compile(r"^(?:[1-9]|I|II|III|IV|V|VI)$")
_COUNTED = {"quarter": frozenset({"1", "2", "3", "4", "I", "II", "III", "IV"}), "semester": frozenset({"1", "2", "I", "II"})}
"""The bare numbers that a quarter and a half year may have."""
_ORDER = re.compile(rf"\b{YEAR_WORD}\b\.?\s*{ORDER_MARK}?\s*-?\s*(?:[0-9]{{1,2}}|[IVX]+)\s*$", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9]+")
_REALIZED: frozenset[Measure | None] = frozenset({"realization", "budget_realization", "achievement"})


@dataclass(frozen=True, slots=True)
class HeaderReading:
    """Column meanings plus what was repaired or noticed on the way."""

    columns: tuple[ColumnMeaning, ...]
    findings: tuple[Finding, ...]


def table_to_header(
    table: LogicalTable, planning: tuple[int, int] | None, fallback: str = "", form: TitleYear | None = None
) -> HeaderReading:
    """The meaning of each column, in order. `planning` is the document's period, `fallback` a title that may name the measure, `form` the
    year of the form in which the table stands.

    A table without header rows gives columns of role "unknown", and a finding when numbers are printed in it.
    """
    if not table.header:
        unknown = tuple(ColumnMeaning(column, "unknown", ()) for column in range(table.columns))
        return HeaderReading(unknown, _numbers_without_header(table))
    texts = table_to_texts(table)
    lattice, findings = _read_cells(table, planning, texts_to_planning(texts, planning))
    lattice, slips = _put_years_back(table, lattice)
    slips = [*slips, *put_spanners_back(table, lattice), *put_heads_over_figures(table, lattice)]
    _spread(lattice, table.columns)
    _spread_years(lattice)
    around = Around(fallback, lattice_to_mixed(lattice), lattice_to_telling(lattice))
    columns = tuple(lattice_to_column(table, lattice, column, around) for column in range(table.columns))
    columns = columns_with_units_beside(table, columns)
    columns, counted = columns_with_counted_years(table, columns)
    columns, told = columns_with_title_year(table, columns, _dated(lattice), texts_to_year(texts, planning, form))
    columns, contradictions = _without_contradictions(table, columns)
    columns, shared = columns_told_apart(columns)
    told = [*counted, *told, *_two_years(table, lattice), *_shared_heads(table, shared)]
    return HeaderReading(columns, (*findings, *_misspelt(table, lattice, columns), *slips, *told, *contradictions))


def _numbers_without_header(table: LogicalTable) -> tuple[Finding, ...]:
    """A continuation that could not be joined looks like this: its numbers must not be lost without a word."""
    printed = [cell for item in table.body for cell in item.row.printed if cell.shape in {"number", "year"}]
    if not printed:
        return ()
    fields = (("count", str(len(printed))), ("fragment", str(table.fragments[0].ref)))
    return (Finding("header-missing", cell=printed[0].ref, table=table.number, fields=fields),)


def _without_contradictions(
    table: LogicalTable, columns: tuple[ColumnMeaning, ...]
) -> tuple[tuple[ColumnMeaning, ...], list[Finding]]:
    """Columns under one head that print the same period twice lose their years, all of them: which is misprinted is open. Beyond
    another column of names the values are other rows', and may be of the same period.
    """
    groups: dict[tuple[object, ...], list[ColumnMeaning]] = defaultdict(list)
    named = 0
    for column in columns:
        named += column.role in LABEL_ROLES
        if column.role == "value" and column.path:
            head = tuple(_DIGITS.sub("#", text) for text in column.path)
            groups[named, head, column.measure, column.revision].append(column)
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


def _read_cells(
    table: LogicalTable, planning: tuple[int, int] | None, own: tuple[int, int] | None
) -> tuple[Lattice, list[Finding]]:
    """The heads of each row with their periods. `own` is the period that the table's own texts name: it goes before the document's."""
    lattice: Lattice = []
    findings: list[Finding] = []
    looks_back = own is None and _prints_realization(table)
    for row in table.header:
        anchors = list(row.anchors)
        packed = [head_to_packed_periods(cell.text) for cell in anchors]
        heads = ["" if pack else _with_order(cell, lattice) for cell, pack in zip(anchors, packed, strict=True)]
        counted = any(_ORDER.search(fold(text)) for text in heads)
        periods = _without_lone_months(texts_to_periods(heads, None if counted and looks_back else own or planning))
        line: list[HeadCell | None] = [None] * table.columns
        for cell, period, pack in zip(anchors, periods, packed, strict=True):
            if cell.blank:
                continue
            findings.extend(_period_findings(table.number, cell, period))
            head = _packed_head(cell, pack, own or planning) if pack is not None else _head_cell(cell, period)
            findings.extend(finding for part in head.packed for finding in _period_findings(table.number, cell, part))
            for column in range(cell.column, cell.column + cell.column_span):
                line[column] = head
        lattice.append(line)
    return lattice, findings


def _without_lone_months(periods: Sequence[PeriodReading | None]) -> list[PeriodReading | None]:
    """A single month's name in a row of heads is another word as likely as a month ("INC/DEC", "Mei"): it needs company."""
    months = [period for period in periods if period is not None and period.period.kind == "month"]
    return [None if period in months and len(months) == 1 and months[0].period.year is None else period for period in periods]


def _prints_realization(table: LogicalTable) -> bool:
    """True when a head names what was realized: its years by order may belong to the plan before this one."""
    heads = [fold(cell.text) for row in table.header for cell in row.printed]
    return any((term := head_to_known(head)) is not None and term.measure in _REALIZED for head in heads)


def _with_order(cell: PlacedCell, above: Lattice) -> str:
    """The text to read a period from: a bare "1" under "... Tahun ke-" is "Tahun ke-1", a bare "I" under "Triwulan" is "TW I"."""
    bare = cell.text.strip()
    if not _BARE_ORDER.match(bare):
        return cell.text
    upper = next((head for line in reversed(above) if (head := _head_over(line, cell.column)) is not None), None)
    counted = text_to_open_count(upper.text) if upper is not None and upper.period is None else None
    fits = counted is not None and (counted not in _COUNTED or bare in _COUNTED[counted])
    return f"{WRITTEN[counted]}{bare}" if counted is not None and fits else cell.text


def _head_over(line: Sequence[HeadCell | None], column: int) -> HeadCell | None:
    """The head over a column; where the format knows no spans, the nearest one on its left."""
    own = line[column]
    if own is not None:
        return own
    left = next((head for head in reversed(line[:column]) if head is not None), None)
    return left if left is not None and left.cell.column_span == 1 and left.cell.cell.box is None else None


def _packed_head(cell: PlacedCell, pack: PackedPeriods, planning: tuple[int, int] | None) -> HeadCell:
    readings = [
        reading or PeriodReading(NO_PERIOD, text, "", "unproven", "no period")
        for text, reading in zip(pack.texts, texts_to_periods(pack.texts, planning), strict=True)
    ]
    return HeadCell(cell, fold(cell.text), pack.rest, None, tuple(readings))


def _head_cell(cell: PlacedCell, period: PeriodReading | None) -> HeadCell:
    folded = fold(cell.text)
    if period is None:
        return HeadCell(cell, folded, folded, None)
    if period.period.kind == "none":  # a period was meant but cannot be told: the column has none
        return HeadCell(cell, period.text, period.rest.strip(), None, meant=True)
    return HeadCell(cell, period.text, period.rest.strip(), period)


def _period_findings(table: int, cell: PlacedCell, period: PeriodReading | None) -> list[Finding]:
    if period is None:
        return []
    return list(notes_to_findings(period.repairs, period.notes, cell.ref, table))


def _put_years_back(table: LogicalTable, lattice: Lattice) -> tuple[Lattice, list[Finding]]:
    """Rows of years that stand over label columns, moved over the value columns when count and order agree."""
    findings: list[Finding] = []
    for index, line in enumerate(lattice):
        years = distinct_heads(head for head in line if head is not None and head.period is not None)
        labels = _label_columns(table, lattice, index)
        if len(years) < 2 or not any(_covered(head) <= labels for head in years) or not _are_bare(years):
            continue
        targets = _value_columns(table, labels)
        others = [head for head in distinct_heads(head for head in line if head is not None) if head.period is None]
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


def _covered(head: HeadCell) -> set[int]:
    return set(range(head.cell.column, head.cell.column + head.cell.column_span))


def _are_bare(heads: Sequence[HeadCell]) -> bool:
    """True when some head prints a year and nothing else: "Rencana Tahun 2024" over a column of places has not slipped."""
    return any(not head.label or (head_to_term(head.label) is None and len(head.label.split()) < 2) for head in heads)


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
        if column not in labels and "text" not in {cell.shape for row in rows if (cell := row.anchor(column)) is not None}
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
            if any(upper[column] is not None and upper[column] is not upper[column - 1] for upper in lattice[:row]):
                continue  # a head above ends here, and with it the heads below it
            if _printed_below(lattice, row, column, left) and _printed_below(lattice, row, left.cell.column, left):
                line[column] = left


def _spread_years(lattice: Lattice) -> None:
    """Gives the columns right of each year that year, where the lowest row prints only years, at equal steps, below heads that repeat at
    the same step ("Target | Realisasi | Rasio" again and again)."""
    line = lattice[-1]
    years = [column for column, head in enumerate(line) if head is not None]
    steps = {right - left for left, right in pairwise(years)}
    if len(lattice) < 2 or len(years) < 2 or len(steps) != 1 or (step := steps.pop()) < 2 or years[-1] + step > len(line):
        return
    bare = all((head := line[column]) is not None and head.period is not None and not head.label for column in years)
    groups = [[head.label if (head := lattice[-2][column + at]) is not None else "" for at in range(step)] for column in years]
    if bare and all(groups[0]) and all(group == groups[0] for group in groups):
        for column in years:
            line[column + 1 : column + step] = [line[column]] * (step - 1)


def _is_measure(head: HeadCell) -> bool:
    term = head_to_term(head.label)
    return term is not None and term.role == "value"


def _printed_below(lattice: Lattice, row: int, column: int, head: HeadCell) -> bool:
    return any(line[column] is not None and line[column] is not head for line in lattice[row + 1 :])


def _dated(lattice: Lattice) -> bool:
    """True when a head names a year, or means one that cannot be told."""
    heads = [head for line in lattice for head in line if head is not None]
    return any(
        head.meant or head.packed or (head.period is not None and head.period.period.year is not None) for head in heads
    )


def _two_years(table: LogicalTable, lattice: Lattice) -> list[Finding]:
    """One finding per column whose own heads print two different years; its values are not sure of either."""
    findings = []
    for column in range(table.columns):
        heads = distinct_heads(line[column] for line in lattice)
        if len(years := heads_to_own_years(heads)) > 1:
            fields = (("years", ", ".join(map(str, years))),)
            findings.append(Finding("years-contradict", heads[-1].cell.ref, table.number, fields=fields))
    return findings


def _shared_heads(table: LogicalTable, shared: Sequence[Sequence[ColumnMeaning]]) -> list[Finding]:
    return [
        Finding(
            "head-shared",
            members[0].cells[-1],
            table.number,
            fields=(("text", members[0].path[-1]), ("count", str(len(members)))),
        )
        for members in shared
    ]


def _misspelt(table: LogicalTable, lattice: Lattice, columns: Sequence[ColumnMeaning]) -> list[Finding]:
    """One finding per misspelt head that gave its column a meaning."""
    used = {ref for column in columns if column.role != "unknown" for ref in column.cells}
    findings = []
    for head in distinct_heads(head for line in lattice for head in line if head is not None):
        meant = head_to_misspelt(head.label) if head.label else None
        if meant is not None and head.cell.ref in used:
            fields = (("text", head.label), ("word", meant[1]))
            evidence = "a letter or two differ, and no other head is as near"
            findings.append(Finding("head-misspelt", head.cell.ref, table.number, evidence=evidence, fields=fields))
    return findings
