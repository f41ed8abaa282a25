"""Small multiples: many tables with the same header, each under a heading of its own. The heading then names the rows.

unpivotr calls it `partition`: what tells the tables apart is a label of their rows as much as one printed in a column.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Sequence

from normalize.repair import fold
from normalize.rows.records import Label
from normalize.words.heads import squash
from schemas.logical import LogicalTable
from schemas.table import TextBlock

_FEWEST = 3
_LONGEST = 160
_CODE = re.compile(r"^[A-Z]{0,3}[\d.\-/]{3,20}$")


def tables_to_headings(tables: Sequence[LogicalTable]) -> dict[int, tuple[Label | None, Label]]:
    """Table number -> (code, heading) for tables that belong to a set of multiples; empty when there is no set.

    A set has at least three tables with the same header texts, all of them with a heading, most of these different.
    """
    sets: dict[str, list[LogicalTable]] = defaultdict(list)
    for table in tables:
        if table.header:
            sets["|".join(squash(cell.text) for row in table.header for cell in row.printed)].append(table)
    found: dict[int, tuple[Label | None, Label]] = {}
    for members in sets.values():
        named = {table.number: heading for table in members if (heading := _heading(table)) is not None}
        distinct = {heading[1].text for heading in named.values()}
        if len(named) >= _FEWEST and 2 * len(distinct) > len(named):
            found |= named
    return found


def _heading(table: LogicalTable) -> tuple[Label | None, Label] | None:
    """The last heading above the table, with the code printed before it on its line."""
    headings = [block for block in table.context if block.kind in {"heading", "caption"} and len(block.text) <= _LONGEST]
    if not headings:
        return None
    name = headings[-1]
    before = headings[-2] if len(headings) > 1 else None
    code = _block_to_label(before) if before is not None and _CODE.match(fold(before.text)) else None
    return code, _block_to_label(name)


def _block_to_label(block: TextBlock) -> Label:
    return Label(fold(block.text), (), False)
