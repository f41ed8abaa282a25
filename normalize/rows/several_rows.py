"""Is one ruled row several rows of the table? Decided here and nowhere else, from all that tells of it.

    the page    white runs between the lines of all its cells, wider than between the lines of one cell: the finder has put an edge there
                and says which rows it parted so (`Fragment.parted_rows`)
    people      who say so, or that it is one
    the text    every printed cell has the same number of lines, and row numbers run on ("28 / 29"), or in two value columns and more
                every line is a number of its own: by its groups of thousands, or because the lines make no number together
    a list      one cell lists names and the cells beside it print as many figures (listed_items)

Proof is needed, since a wrapped cell looks alike. What is left in one cell is open: the grammar of numbers reads it as several values.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.figures.grammar import text_to_shape as cell_to_shape
from normalize.figures.sorts import text_is_whole
from normalize.repair import fold
from normalize.rows.listed_items import row_to_listed
from normalize.text.look import text_to_column_number, text_to_shape
from schemas.decision import Decision, Sign, Subject, share_to_log_odds
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, GridRow, LogicalTable, PlacedCell, RoledRow
from schemas.provenance import FragmentRef
from schemas.sign_sentences import sign_to_words

SEVERAL, ONE = "several", "one"  # the choices
SEVERAL_AT = 0.6  # shares of trust, added
_WHITE = Sign("several_white_between", 0.8)
_LONG_FIGURE = 5  # characters from which a line with groups of thousands is no piece of a number
_FEWEST = 2  # value columns


@dataclass(frozen=True, slots=True)
class PartedRows:
    """The body rows with each ruled row in the rows that it holds, the decisions by the place of the row that begins there, and the
    repairs."""

    items: tuple[RoledRow, ...]
    decisions: Mapping[int, Decision]
    findings: tuple[Finding, ...]


def table_to_parted(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> PartedRows:
    """The body of the table, top to bottom; as it is where every ruled row is one row. Each part keeps the reference of the cell that it
    was printed in."""
    items: list[RoledRow] = []
    decisions: dict[int, Decision] = {}
    findings: list[Finding] = []
    white = {(fragment.ref, row) for fragment in table.fragments for row in fragment.parted_rows}
    previous: GridRow | None = None
    for item in table.body:
        row = item.row
        if (row.fragment, row.index) in white and previous is not None and previous.fragment == row.fragment:
            at = _begin_of_ruled_row(items, white)
            if items[at].said == ONE:  # a person says so: the rest goes with the row that begins there
                items.append(replace(item, said="joined"))
                previous = row
                continue
            decision = _signs_to_decision(items[at].row, (_WHITE,))
            if decision is not None:
                decisions[at] = decision
        previous = row
        signs = _item_to_signs(item, columns)
        if (
            not signs
            and item.role == "data"
            and item.said != ONE
            and (listed := row_to_listed(row, columns, table.number)) is not None
        ):
            told = _signs_to_decision(row, (listed.sign,))
            decisions |= {len(items): told} if told is not None else {}
            items.extend(RoledRow(part, item.role, item.sign) for part in listed.parts)
            findings.extend(listed.findings)
            continue
        decision = _signs_to_decision(row, signs)
        if decision is None or decision.choice == ONE:
            items.append(item)
            continue
        decisions[len(items)] = decision
        parts = row_to_parts(row)
        items.extend(RoledRow(part, item.role, item.sign) for part in parts)
        findings.extend(_row_to_findings(row, table.number, len(parts), signs))
    return PartedRows(tuple(items), decisions, tuple(findings))


def _begin_of_ruled_row(items: Sequence[RoledRow], white: set[tuple[FragmentRef, int]]) -> int:
    """Which of the rows so far begins the ruled row that the last of them stands in."""
    at = len(items) - 1
    while at and (items[at].row.fragment, items[at].row.index) in white:
        at -= 1
    return at


def _signs_to_decision(row: GridRow, signs: Sequence[Sign]) -> Decision | None:
    """The decision about the ruled row that `row` begins; None without signs, and for a row that prints nothing."""
    if not signs or not row.printed:
        return None
    share = sum(sign.weight for sign in signs)
    choice, other = (SEVERAL, ONE) if share >= SEVERAL_AT else (ONE, SEVERAL)
    odds = share_to_log_odds(share if choice == SEVERAL else 1 - share)
    return Decision(Subject("row", str(row.printed[0].ref)), choice, odds, other, tuple(signs))


def _item_to_signs(item: RoledRow, columns: Sequence[ColumnMeaning]) -> tuple[Sign, ...]:
    """What tells that the row is several: a person, else its text where it is a row of data."""
    if item.said == "several" and row_to_line_count(item.row) > 1:
        return (Sign("reviewed", 1.0),)
    return row_to_signs(item.row, columns) if item.role == "data" and item.said != "one" else ()


def row_to_line_count(row: GridRow) -> int:
    """How many lines each printed cell of the row has; 0 where they differ."""
    counts = {len(_lines(cell)) for cell in row.printed}
    return counts.pop() if len(counts) == 1 else 0


def row_to_signs(row: GridRow, columns: Sequence[ColumnMeaning]) -> tuple[Sign, ...]:
    """What the text of a row says for its being several; () where its cells have one line, or not the same number of them."""
    count = row_to_line_count(row)
    return tuple(_text_signs(row.printed, columns, count))[:1] if count > 1 else ()


def _text_signs(printed: Sequence[PlacedCell], columns: Sequence[ColumnMeaning], count: int) -> Iterator[Sign]:
    """Each is proof by itself, the surest first."""
    for cell in printed:
        numbers = [text_to_column_number(line.rstrip(".")) for line in _lines(cell)]
        run = range(numbers[0], numbers[0] + count) if numbers[0] is not None else ()
        if columns[cell.column].role == "number" and numbers == list(run):
            yield Sign("several_numbers_run_on", 0.9, (", ".join(_lines(cell)),))
    values = [cell for cell in printed if columns[cell.column].role == "value"]
    if not all(text_is_whole(line) for cell in values for line in _lines(cell)):
        return
    grouped = [cell for cell in values if all(_is_long_number(line) for line in _lines(cell))]
    if len(grouped) >= _FEWEST:
        yield Sign("several_whole_lines", 0.8, (str(len(values)),))
    apart = [cell for cell in values if cell_to_shape(cell.text).kind in {"composite", "nil"}]
    if len(apart) >= _FEWEST:
        yield Sign("several_lines_apart", 0.8, (str(len(apart)),))


def _lines(cell: PlacedCell) -> list[str]:
    return [fold(line) for line in cell.text.strip().split("\n")]


def _is_long_number(line: str) -> bool:
    return text_to_shape(line) == "number" and len(line) >= _LONG_FIGURE


def row_to_parts(row: GridRow) -> tuple[GridRow, ...]:
    """The row line by line: part k has line k of each cell that starts in it."""
    return tuple(_part(row, position) for position in range(len(row.printed[0].text.strip().split("\n"))))


def _part(row: GridRow, position: int) -> GridRow:
    parts: dict[object, PlacedCell] = {}
    slots: list[PlacedCell | None] = []
    for cell in row.slots:
        if cell is None or cell.blank or cell.cell.row != row.index:
            slots.append(cell)
            continue
        if cell.ref not in parts:
            line = cell.text.strip().split("\n")[position]
            parts[cell.ref] = replace(cell, cell=replace(cell.cell, text=line), shape=text_to_shape(line))
        slots.append(parts[cell.ref])
    return replace(row, slots=tuple(slots))


def _row_to_findings(row: GridRow, table: int, count: int, signs: Sequence[Sign]) -> Iterator[Finding]:
    for cell in row.printed:
        yield Finding(
            "row-unstacked",
            cell=cell.ref,
            table=table,
            before=fold(cell.text),
            after=" | ".join(_lines(cell)),
            evidence=sign_to_words(signs[0]),
            fields=(("rows", str(count)), ("text", fold(cell.text))),
        )
