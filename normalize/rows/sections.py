"""Tables that print several indicators side by side in one row, each with its own values:

    Sasaran | Indikator sasaran | Target | Program | Indikator program | Target

A section ends with its last value column. It takes the names of the sections on its left, which it lies in, but neither their indicators
nor their units. Where a section counts its rows anew, the table is two tables side by side, and it takes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from normalize.rows.records import Record
from schemas.logical import ColumnMeaning, ColumnRole

_INDICATORS: frozenset[ColumnRole] = frozenset({"indicator", "objective_indicator", "goal_indicator"})
_OWN: frozenset[ColumnRole] = frozenset({"unit", "formula", "responsible", "location", "note", "source"})
_SHARED: frozenset[ColumnRole] = frozenset({"responsible", "location", "note"})
Section = tuple[ColumnMeaning, ...]


def columns_to_sections(columns: Sequence[ColumnMeaning]) -> tuple[Section, ...]:
    """The columns of each section, left to right; all columns as the only one where no value stands between two indicators."""
    spans = _spans(columns)
    if len(spans) < 2:
        return (tuple(columns),)
    parts = [tuple(column for column in columns if first <= column.column <= last) for first, last in spans]
    apart = all(any(column.role == "number" for column in part) for part in parts)
    return tuple(part if apart else _with_shared(part, parts[:at], parts[at + 1 :]) for at, part in enumerate(parts))


def _spans(columns: Sequence[ColumnMeaning]) -> list[tuple[int, int]]:
    """First and last column of each section: what follows the values of the one before, up to its own last value."""
    spans: list[tuple[int, int]] = []
    start = 0
    has_indicator = has_value = False
    last = -1
    for column in columns:
        if column.role in _INDICATORS and has_indicator and has_value:
            spans.append((start, last))
            start, has_value = last + 1, False
        has_indicator = has_indicator or column.role in _INDICATORS
        if column.role == "value" and has_indicator:
            has_value, last = True, column.column
    if has_value:
        spans.append((start, max(column.column for column in columns)))
    return spans


def _with_shared(part: Section, before: Sequence[Section], after: Sequence[Section]) -> Section:
    own = {column.role for column in part}
    names = [
        column
        for other in before
        for column in other
        if column.role not in _OWN | _INDICATORS | own and column.role != "value"
    ]
    behind = [column for other in after for column in other if column.role in _SHARED - own and other is after[-1]]
    return tuple(sorted((*names, *part, *behind), key=lambda column: column.column))


def records_of_section(records: Sequence[Record]) -> tuple[Record, ...]:
    """The records that print something of their own: a merged name on the left reaches over the rows of the sections right of it."""
    return tuple(
        record for record in records if not record.empty or any(not label.inherited for label in record.labels.values())
    )
