"""The printed rows that a row of a table is made of, and what a person may say of each: which kind it is, that it belongs to the row above,
that it holds a row in each line, or is one row."""

from __future__ import annotations

from collections.abc import Mapping

from rajut.seen.seen_document import SeenDocument, SeenRow, SeenTable

JOINED, SEVERAL, ONE = "joined", "several", "one"
_KINDS = ("data", "group", "total", "note", "furniture")


def row_to_begins(document: SeenDocument, row: SeenRow) -> tuple[str, ...]:
    """The first printed cell of each printed row, top to bottom; by it an answer knows the row.

    Of a row that a page break cut: ('p1/t3/r5c1', 'p2/t1/r0c2').
    """
    begins: dict[tuple[str, int], tuple[int, str]] = {}
    for ref in row.refs:
        cell = document.cells.get(ref)
        if cell is None or not document.text(ref).strip():
            continue
        key, found = (cell["fragment_ref"], cell["row"]), (cell["column"], ref)
        begins[key] = min(begins.get(key, found), found)
    return tuple(ref for _, ref in begins.values())


def cell_to_begin(document: SeenDocument, ref: str) -> str | None:
    """The first printed cell of the printed row that the cell stands in; None outside the body of tables."""
    row, cell = document.row_of.get(ref), document.cells.get(ref)
    if row is None or cell is None:
        return None
    begins = row_to_begins(document, row)
    same = (begin for begin in begins if _is_same_row(document.cells[begin], cell))
    return next(same, begins[0] if begins else None)


def row_to_choices(document: SeenDocument, table: SeenTable, begin: str) -> tuple[str, tuple[str, ...]]:
    """What the printed row that begins in the cell was taken for, and what a person may say of it.

    The rest of the row above is "joined", and may be a row of its own of any kind; a row whose cells all have two lines may be "several".
    """
    row = document.row_of[begin]
    decided = document.decided.get(f"row:{begin}")
    was = decided if decided in {JOINED, SEVERAL} else row.role
    begins = row_to_begins(document, row)
    said = [*_KINDS]
    if was != JOINED and (row.index or begins[:1] != (begin,)):
        said.append(JOINED)
    if was == SEVERAL:
        said.append(ONE)
    elif _line_count(document, begin, table) > 1:
        said.append(SEVERAL)
    return was, tuple(said)


def _line_count(document: SeenDocument, begin: str, table: SeenTable) -> int:
    """How many lines each printed cell of the printed row has; 0 where they differ."""
    cell = document.cells[begin]
    refs = (ref for ref in document.row_of[begin].refs if document.table_of.get(ref) is table)
    texts = (document.text(ref).strip() for ref in refs if _is_same_row(document.cells.get(ref, {}), cell))
    counts = {text.count("\n") + 1 for text in texts if text}
    return counts.pop() if len(counts) == 1 else 0


def _is_same_row(one: Mapping[str, object], other: Mapping[str, object]) -> bool:
    return (one.get("fragment_ref"), one.get("row")) == (other.get("fragment_ref"), other.get("row"))
