"""A header that the page break cuts: the tail of a head stands on the next page, over the same columns.

Read apart, the tail alone would say what the column is: "Program, Kegiatan dan Sub" / "Kegiatan" is no column of activities.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from normalize.repair import fold
from schemas.finding import Finding
from schemas.logical import GridRow, PlacedCell


@dataclass(frozen=True, slots=True)
class WholeHeads:
    """The header rows with their heads made whole, the cells that were tails, and one repair for each."""

    rows: tuple[GridRow, ...]
    tails: tuple[PlacedCell, ...]
    findings: tuple[Finding, ...]


def rows_to_whole_heads(rows: Sequence[GridRow], table: int) -> WholeHeads:
    """Joins the heads of the first header row after a page break to those that cover the same columns above it.

    A period is never a tail. Without a page break inside the header nothing changes.
    """
    result = list(rows)
    tails: list[PlacedCell] = []
    findings: list[Finding] = []
    for at, (upper, lower) in enumerate(pairwise(rows)):
        if upper.fragment == lower.fragment:
            continue
        for cell in lower.printed:
            head = upper.slots[cell.column]
            if head is None or head.blank or cell.shape != "text" or _extent(head) != _extent(cell):
                continue
            whole = replace(head, cell=replace(head.cell, text=f"{head.text}\n{cell.text}"), shape="text")
            result[: at + 1] = [_with(row, head, whole) for row in result[: at + 1]]
            result[at + 1] = _with(result[at + 1], cell, None)
            tails.append(cell)
            findings.append(_finding(head, whole, cell, table))
    return WholeHeads(tuple(result), tuple(tails), tuple(findings))


def _extent(cell: PlacedCell) -> tuple[int, int]:
    return cell.column, cell.column_span


def _with(row: GridRow, old: PlacedCell, new: PlacedCell | None) -> GridRow:
    return replace(row, slots=tuple(new if slot is old else slot for slot in row.slots))


def _finding(head: PlacedCell, whole: PlacedCell, tail: PlacedCell, table: int) -> Finding:
    return Finding(
        "row-rejoined",
        cell=head.ref,
        table=table,
        before=fold(head.text),
        after=fold(whole.text),
        evidence="the page break cuts the header, and both parts cover the same columns",
        related=(tail.ref,),
    )
