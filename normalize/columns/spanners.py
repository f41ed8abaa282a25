"""Heads over groups of years whose spans slipped: put back over their groups by count and order.

Word processors keep merged heads with the wrong width ("Anggaran" over three of its five years). Where one row prints the same run of
years several times, and a row above has as many heads of measures, each over a part of its own group, their order says which is which.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from normalize.columns.meaning import HeadCell, Lattice, distinct_heads
from normalize.words.heads import head_to_term
from schemas.finding import Finding
from schemas.logical import LogicalTable


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
