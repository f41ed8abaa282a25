"""Years that a form counts from the year of the plan: "tahun (n-2)", "n-1", "(n)".

The forms for yearly work plans print them where an office should have put years in. One head with both ("2013 (n-1)"), or a title that
names the running year ("s.d. tahun 2015 (tahun berjalan)", the year before the plan's) tells what n is. Without one the years stay open.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from normalize.repair import fold
from normalize.words.periods import UNTIL, YEAR_WORD, text_to_period_shape
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, LogicalTable
from schemas.observation import TIMELESS_MEASURES, Measure, Period

_LONGEST_TITLE = 300
_OFFSET = r"n\s*(?:([-‐‑–−+])\s*([0-9])(?![0-9]))?"
_MARK = re.compile(
    rf"\(\s*{_OFFSET}\s*\)|\b{YEAR_WORD}\.?\s+{_OFFSET}(?![\w(])|(?<!\w)n\s*([-‐‑–−+])\s*([0-9])(?![0-9])", re.IGNORECASE
)
_UNTIL = re.compile(rf"{UNTIL}\s*(?:{YEAR_WORD}\.?\s*)?$", re.IGNORECASE)
_RUNNING = re.compile(rf"\b{lexicon().either('periods.running_year')}", re.IGNORECASE)
_TIMELESS: frozenset[Measure | None] = TIMELESS_MEASURES | {None}


def columns_with_counted_years(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], tuple[Finding, ...]]:
    """The same columns, those counted from the plan's year dated where something tells that year, with a finding for each such head.

    "Realisasi (n-2)" below a title with "2015 (tahun berjalan)" is of 2014: the running year is n-1.
    """
    marks = {column.column: mark for column in columns if (mark := _lowest_mark(column.path)) is not None}
    if not marks:
        return tuple(columns), ()
    now = _year_of_plan(table, columns)
    if now is None:
        return tuple(columns), ()
    year, evidence = now
    settled, findings = [], []
    for column in columns:
        mark = marks.get(column.column)
        open_year = column.role == "value" and (column.period is None or column.period.year is None)
        if mark is None or not open_year or column.measure in _TIMELESS or column.parts:
            settled.append(column)
            continue
        text, offset, until = mark
        own = year + offset
        sub = column.period.subperiod if column.period is not None else None
        kind = column.period.kind if column.period is not None and sub is not None else "span" if until else "year"
        settled.append(replace(column, period=Period(kind, own, sub, own if until else None)))
        fields = (("text", text), ("year", str(own)))
        cell = column.cells[-1] if column.cells else None
        findings.append(Finding("year-from-order", cell, table.number, evidence=evidence, fields=fields))
    return tuple(settled), tuple(findings)


def _lowest_mark(path: Sequence[str]) -> tuple[str, int, bool] | None:
    """The lowest head that counts from the plan's year, by how many years, and whether all up to that year is meant."""
    for text in reversed(path):
        if (match := _MARK.search(text)) is not None:
            return text, _offset(match), _UNTIL.search(text[: match.start()]) is not None
    return None


def _offset(match: re.Match[str]) -> int:
    signs, counts = (match[1] or match[3] or match[5]), (match[2] or match[4] or match[6])
    if not counts:
        return 0
    return int(counts) if signs == "+" else -int(counts)


def _year_of_plan(table: LogicalTable, columns: Sequence[ColumnMeaning]) -> tuple[int, str] | None:
    """The year n and the text that tells it; None where nothing does, or two texts tell different ones."""
    heads = [text for column in columns for text in column.path]
    titles = [fold(cell.text) for row in table.titles for cell in row.printed]
    titles += [fold(block.text) for block in table.context if len(block.text) <= _LONGEST_TITLE]
    told: dict[int, str] = {}
    for text in dict.fromkeys((*heads, *titles)):
        shape = text_to_period_shape(text)
        if shape is None or shape.year is None or len(shape.years) != 1:
            continue
        if (match := _MARK.search(text)) is not None:
            told.setdefault(shape.year - _offset(match), text)
        elif _RUNNING.search(text):
            told.setdefault(shape.year + 1, text)
    return next(iter(told.items())) if len(told) == 1 else None
