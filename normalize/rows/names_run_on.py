"""Names of groups beside several rows, on a page without rules between rows: the lines of such a name come into the rows beside it.

Meningkatnya kualitas jalan dan | Tingkat kemantapan jalan | 78        "drainase perkotaan" is no objective:
drainase perkotaan              | Wilayah bebas genangan   | 82        both rows are of one that goes on there
"""

from __future__ import annotations

from collections.abc import Sequence

from normalize.repair import fold
from normalize.rows.rejoin import TableRow, row_with_slot, slot_to_raw
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, ColumnRole, LogicalTable
from schemas.table import GridKind

_GROUPS: frozenset[ColumnRole] = frozenset({"goal", "objective", "program", "activity"})
_FEWEST = 2
_ENDS = ".;:"
_EVIDENCE = "no rule parts the rows, the name goes on in small letters, and other names of the table begin with capitals"


def rows_to_names_run_on(
    table: LogicalTable, rows: Sequence[TableRow], columns: Sequence[ColumnMeaning]
) -> tuple[tuple[TableRow, ...], tuple[Finding, ...]]:
    """The rows with such names whole in the row where they begin, blank in the others, and a repair for each."""
    result, findings = list(rows), list[Finding]()
    unruled = {one.ref for one in table.fragments if one.grid_kind not in (GridKind.RULED, GridKind.DRAWN, None)}
    named = next((column.column for column in columns if column.role == "indicator"), None)
    if not unruled or named is None:
        return tuple(rows), ()
    groups = [one.column for one in columns if one.role in _GROUPS and one.column < named]
    for column in groups if _begin_with_capitals(rows, (*groups, named)) else ():
        head: int | None = None
        for index, row in enumerate(rows):
            tail = row.slots[column]
            text = fold(slot_to_raw(tail))
            if not text or row.role != "data" or named not in row.printed:
                head = None
            elif not text[:1].islower() or tail[0].ref.fragment not in unruled or any(cell.column_span > 1 for cell in tail):
                head = index
            elif head is not None and _goes_on(result[head], row, column):
                begun = result[head].slots[column]
                findings.append(
                    Finding(
                        "row-rejoined",
                        cell=begun[0].ref,
                        table=table.number,
                        before=fold(slot_to_raw(begun)),
                        after=fold(f"{slot_to_raw(begun)}\n{slot_to_raw(tail)}"),
                        evidence=_EVIDENCE,
                        related=tuple(cell.ref for cell in tail),
                    )
                )
                result[head] = row_with_slot(result[head], column, (*begun, *tail))
                result[index] = row_with_slot(result[index], column, ())
    return tuple(result), tuple(findings)


def _begin_with_capitals(rows: Sequence[TableRow], names: Sequence[int]) -> bool:
    """Do most names of the table begin with a capital?"""
    firsts = [text[:1] for row in rows for column in names if (text := fold(slot_to_raw(row.slots[column])))]
    capitals = sum(first.isupper() for first in firsts)
    return capitals >= _FEWEST and capitals * 2 > len(firsts)


def _goes_on(head: TableRow, row: TableRow, column: int) -> bool:
    begun = head.slots[column]
    same_page = begun[-1].ref.fragment == row.slots[column][0].ref.fragment
    return same_page and fold(slot_to_raw(begun))[-1:] not in _ENDS
