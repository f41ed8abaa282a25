"""Heads that stand beside their columns: over groups of years whose spans slipped, put back by count and order, and over figures.

Word processors keep merged heads with the wrong width ("Anggaran" over three of its five years). Where one row prints the same run of
years several times, and a row above has as many heads of measures, each over a part of its own group, their order says which is which.

Where heads begin at the left of their columns and figures end at the right, far apart, both were read as columns of their own: each head
stands one column left of its figures.

    Satuan | 2021 | 2022   | 2023   |               no row prints anything below "2021", and the figures behind "2023" have no head
    Ton    |      | 12.540 | 12.900 | 13.100
    Indeks |      | 101,2  | 101,9  | 102,5
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalize.columns.meaning import HeadCell, Lattice, distinct_heads
from normalize.columns.unit_beside import column_to_texts
from normalize.text.look import is_value_like
from normalize.words.heads import head_to_term
from schemas.finding import Finding
from schemas.logical import LogicalTable

_FEWEST = 2  # figures in a column


def put_spanners_back(table: LogicalTable, lattice: Lattice) -> list[Finding]:
    """Moves slipped heads in `lattice` over their groups of years; one finding per head moved, none when all heads fit or nothing proves
    where they belong."""
    findings: list[Finding] = []
    for at, line in enumerate(lattice):
        groups = _groups(line)
        if len(groups) < 2:
            continue
        for upper in lattice[:at]:
            findings.extend(_realign(table, upper, groups))
    return findings


def _groups(line: Sequence[HeadCell | None]) -> list[list[int]]:
    """The columns of each group, when the row prints the same run of two or more years again and again; else []."""
    dated = [
        (column, head.period.period.year)
        for column, head in enumerate(line)
        if head is not None and head.cell.column_span == 1 and head.period is not None and head.period.period.year is not None
    ]
    groups: list[list[tuple[int, int]]] = []
    for column, year in dated:
        if year is None:
            continue
        if groups and year == groups[-1][-1][1] + 1 and column == groups[-1][-1][0] + 1:
            groups[-1].append((column, year))
        else:
            groups.append([(column, year)])
    runs = {tuple(year for _, year in group) for group in groups}
    if len(runs) != 1 or len(next(iter(runs))) < 2:
        return []
    return [[column for column, _ in group] for group in groups]


def _realign(table: LogicalTable, line: list[HeadCell | None], groups: Sequence[Sequence[int]]) -> list[Finding]:
    years = {column for group in groups for column in group}
    over = distinct_heads(line[column] for column in sorted(years))
    named = [
        head for head in over if head.label and (term := head_to_term(head.label)) is not None and term.measure is not None
    ]
    covered = [{column for column, head in enumerate(line) if head is heading} for heading in named]
    if len(named) != len(over) or len(named) != len(groups) or any(a & b for a, b in pairwise(covered)):
        return []
    pairs = list(zip(named, covered, groups, strict=True))
    if not all(columns & set(group) and columns <= years for _, columns, group in pairs):
        return []
    findings = []
    for head, columns, group in pairs:
        if columns != set(group):
            shown = (("text", head.text), ("from", _listed(columns)), ("to", _listed(group)))
            evidence = f"{len(groups)} such heads in a row and {len(groups)} equal groups of years below them, in this order"
            findings.append(Finding("spanner-realigned", head.cell.ref, table.number, evidence=evidence, fields=shown))
    for head, columns, group in pairs:
        for column in columns - set(group):
            if line[column] is head:
                line[column] = None
        for column in group:
            line[column] = head
    return findings


def _listed(columns: Sequence[int] | set[int]) -> str:
    return ", ".join(str(column) for column in sorted(columns))


def put_heads_over_figures(table: LogicalTable, lattice: Lattice) -> list[Finding]:
    """Moves such heads one column to the right, in place, and says so for each; () where rules part the columns, the column of the
    first prints anything, one of the others no figures, or the column behind them has a head."""
    if not all(fragment.columns_inferred for fragment in table.fragments):
        return []  # rules say where a column is
    texts = {column: column_to_texts(table, column) for column in range(table.columns)}
    filled = {column for column, own in texts.items() if len(own) >= _FEWEST and all(map(is_value_like, own))}
    headed = {column for column in range(table.columns) if any(line[column] is not None for line in lattice)}
    last = next((column for column in sorted(filled - headed) if column - 1 in filled & headed), None)
    if last is None:
        return []
    first = last - 1
    while first in filled & headed:
        first -= 1
    if first < 1 or texts[first] or first not in headed or not _stand_alone(lattice, first, last):
        return []
    moved = distinct_heads(line[column] for line in lattice for column in range(first, last))
    for line in lattice:
        line[first : last + 1] = [None, *line[first:last]]
    return [_finding(table, head) for head in moved]


def _stand_alone(lattice: Lattice, first: int, last: int) -> bool:
    """True where no head reaches over the edges of these columns, and none of the lowest over several of them."""
    inside = range(first, last)
    heads = distinct_heads(line[column] for line in lattice for column in inside)
    lowest = [next((line[column] for line in reversed(lattice) if line[column] is not None), None) for column in inside]
    return all(_within(head, inside) for head in heads) and all(
        head is not None and head.cell.column_span == 1 for head in lowest
    )


def _within(head: HeadCell, columns: range) -> bool:
    return head.cell.column >= columns.start and head.cell.column + head.cell.column_span <= columns.stop


def _finding(table: LogicalTable, head: HeadCell) -> Finding:
    evidence = "nothing is printed below the first of these heads, and the figures behind the last have none"
    fields = (("text", head.cell.text), ("from", str(head.cell.column)), ("to", str(head.cell.column + 1)))
    return Finding("heads-realigned", cell=head.cell.ref, table=table.number, evidence=evidence, fields=fields)
