"""All decisions that a table rests on, by name, in the order of the way: grid, head, joins, rows, kind, columns, levels, numbers."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from normalize.columns.decided import Step, steps_to_decisions
from normalize.columns.kind import ChosenKind
from normalize.rows.rejoin import TableRow
from schemas.codes.decided import DECIDED
from schemas.decision import Decision, DecisionKind, Sign, Subject, share_to_log_odds
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.provenance import CellRef
from schemas.table import Fragment


def table_to_decisions(
    table: LogicalTable, steps: Sequence[Step], rows: Sequence[TableRow], kind: ChosenKind, found: Sequence[Decision]
) -> tuple[Decision, ...]:
    """The decisions of knitting, of rows and of the columns, then `found`: those of levels and numbers."""
    first = table.fragments[0].ref
    score = Sign("kind_score", details=(f"{kind.score:.2f}",))
    return (
        *(_fragment_to_grid(fragment) for fragment in table.fragments),
        _fragment_to_head(table, table.fragments[0]),
        *(join.decision for join in table.joins),
        *_rows(table, rows),
        Decision(Subject("table", str(first)), kind.kind.name, None, kind.runner_up, (score,)),
        *steps_to_decisions(first, steps),
        *found,
    )


def _fragment_to_head(table: LogicalTable, fragment: Fragment) -> Decision:
    """Where the head ends, and where the finder would have it end if that is another row."""
    choice = str(table.head_rows(fragment.ref))
    found = None if fragment.head_rows is None else str(fragment.head_rows)
    signs = () if found is None else (Sign("header_found", details=(found,)),)
    return Decision(Subject("header", str(fragment.ref)), choice, None, None if found == choice else found, signs)


def _fragment_to_grid(fragment: Fragment) -> Decision:
    odds = share_to_log_odds(fragment.score) if fragment.grid_kind is not None else None
    return Decision(Subject("grid", str(fragment.ref)), fragment.grid_name, odds, None, fragment.signs)


def _rows(table: LogicalTable, rows: Sequence[TableRow]) -> Iterator[Decision]:
    """What each printed row is; one that is the rest of another is joined to it, one that holds several is parted, whatever it is."""
    decided = {decision.subject: decision for row in rows for decision in row.decisions}
    for item in (*table.body, *table.outside):
        decision = item.decision
        if decision is not None:
            yield decided.get(decision.subject, decision)


def findings_to_named(
    findings: Iterable[Finding], table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[Finding, ...]:
    """The findings of the table, each with the decision that it tells of: by its cell, by the column that the cell stands in, or by the
    table. A finding about all columns names none of them."""
    places: dict[CellRef, int] = {ref: column.column for column in columns for ref in column.cells}
    places |= {cell.ref: cell.column for item in table.body for cell in item.row.printed}
    values = frozenset(column.column for column in columns if column.role == "value")
    return tuple(_with_subject(finding, table, places, values) for finding in findings)


def _with_subject(finding: Finding, table: LogicalTable, places: Mapping[CellRef, int], values: frozenset[int]) -> Finding:
    kind = DECIDED.get(finding.code)
    if finding.decision is not None or kind is None:
        return finding
    where = _kind_to_place(kind, finding.cell, str(table.fragments[0].ref), places)
    if where is None:
        return finding
    if kind == "label" and finding.cell is not None and places.get(finding.cell) in values:
        kind = "value"  # the text that was mended is a number
    return replace(finding, decision=Subject(kind, where))


def _kind_to_place(kind: DecisionKind, cell: CellRef | None, first: str, places: Mapping[CellRef, int]) -> str | None:
    if kind in {"header", "stub", "table", "program"}:
        return first
    if cell is None:
        return None
    if kind == "column":
        return f"{first}#c{places[cell]}" if cell in places else None
    return str(cell)
