"""Small multiples: many tables with the same header, each under a heading of its own. The heading then names the rows.

unpivotr calls it `partition`: what tells the tables apart is a label of their rows as much as one printed in a column.

    PUBLIC WORKS                                    a heading over several tables: the programme of all of them
    PW-2107 Harbour Road Bridge                     the heading of one, with its code: the activity
    Source of funds | FY2026 | FY2027
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.repair import fold
from normalize.rows.records import Label
from normalize.words.heads import squash
from schemas.logical import LogicalTable
from schemas.table import TextBlock

_FEWEST = 3
_LONGEST = 160
_CODE = re.compile(r"^[A-Z]{0,3}[\d.\-/]{3,20}$")
_CODED = re.compile(r"^(?P<code>[A-Z]{1,5}[-–./ ]?[0-9]{2,8}(?:[-./][0-9A-Z]{1,6}){0,3})\s*[:–—-]?\s+(?P<name>[^\W\d].*)$")


@dataclass(frozen=True, slots=True)
class Heading:
    """What stands over one table of a set: its own name and code, and the heading of the group that it belongs to."""

    name: Label
    code: Label | None = None
    group: Label | None = None


def tables_to_headings(tables: Sequence[LogicalTable]) -> dict[int, Heading]:
    """Table number -> heading for tables that belong to a set of multiples; empty when there is no set.

    A set has at least three tables with the same header texts, all of them with a heading, most of these different.
    """
    sets: dict[str, list[LogicalTable]] = defaultdict(list)
    for table in tables:
        if table.header:
            sets["|".join(squash(cell.text) for row in table.header for cell in row.printed)].append(table)
    found: dict[int, Heading] = {}
    for members in sets.values():
        lines = {table.number: own for table in members if (own := _heading_lines(table))}
        named = _lines_to_headings(lines)
        distinct = {heading.name.text for heading in named.values()}
        if len(named) >= _FEWEST and 2 * len(distinct) > len(named):
            found |= named
    return found


def _heading_lines(table: LogicalTable) -> list[str]:
    """The lines of the headings above the table, since the one before it, and those that lie in its grid."""
    headings = [block.text for block in table.context if _is_heading(block)]
    headings += [cell.text for row in table.titles for cell in row.printed if len(cell.text) <= _LONGEST]
    return [line for text in headings for line in map(fold, text.splitlines()) if line]


def _is_heading(block: TextBlock) -> bool:
    return block.kind in {"heading", "caption"} and len(block.text) <= _LONGEST


def _lines_to_headings(lines: Mapping[int, Sequence[str]]) -> dict[int, Heading]:
    """The last heading of each table, or the last with a code where all tables have one; a line above it names the group."""
    coded = {number: at for number, own in lines.items() if (at := _last_coded(own)) is not None}
    if len(coded) < len(lines) or len(coded) < _FEWEST:
        return {number: _plain_heading(own) for number, own in lines.items()}
    found: dict[int, Heading] = {}
    above = {number: lines[number][at - 1] for number, at in coded.items() if at}
    groups = above if len(set(above.values())) >= _FEWEST - 1 else {}
    group: Label | None = None
    for number, at in coded.items():
        match = _CODED.match(lines[number][at])
        assert match is not None  # that is how the line was chosen
        group = _label(groups[number]) if number in groups else group
        found[number] = Heading(_label(match["name"]), _label(match["code"]), group)
    return found


def _last_coded(lines: Sequence[str]) -> int | None:
    return next((at for at in reversed(range(len(lines))) if _CODED.match(lines[at])), None)


def _plain_heading(lines: Sequence[str]) -> Heading:
    heading = Heading(_label(lines[-1]))
    before = lines[-2] if len(lines) > 1 else ""
    return replace(heading, code=_label(before)) if _CODE.match(before) else heading


def _label(text: str) -> Label:
    return Label(text, (), False)
