"""Measures that stand in the rows: each indicator has a row "Target", a row "Realisasi" and so on, with years over the columns.

Only a column counts of which every printed cell is a measure and nothing else, at least two different ones.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.repair import fold
from normalize.rows.records import Label, Record
from normalize.rows.rejoin import TableRow, slot_to_raw
from normalize.words.heads import head_to_known
from normalize.words.quantities import unit_is_money, unit_is_percent
from schemas.finding import Finding
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, ColumnRole, LogicalTable
from schemas.observation import Measure

_LONGEST = 24  # characters
_MEASURES: tuple[Measure, ...] = ("target", "realization", "achievement")
_LETTERS: dict[str, Measure] = {
    letter: measure for measure in _MEASURES for letter in lexicon().named("measures.row_letters").get(measure, ())
}
_ROW_LABELS: tuple[ColumnRole, ...] = ("unit", "responsible", "location", "note")


def columns_to_row_measures(
    table: LogicalTable, columns: Sequence[ColumnMeaning]
) -> tuple[tuple[ColumnMeaning, ...], int | None]:
    """The columns with that of measures taken out of the labels, and its place; None where there is no such column, or more than one."""
    found = [
        column.column for column in columns if column.role not in {"value", "unit"} and _holds_measures(table, column.column)
    ]
    if len(found) != 1 or not any(column.role == "value" for column in columns):
        return tuple(columns), None
    return tuple(replace(c, role="unknown") if c.column == found[0] else c for c in columns), found[0]


def _holds_measures(table: LogicalTable, column: int) -> bool:
    texts = [
        cell.text
        for item in table.body
        if item.role == "data" and (cell := item.row.anchor(column)) is not None and not cell.blank
    ]
    measures = [text_to_measure(text) for text in texts]
    return (bool(measures) and None not in measures and len(set(measures)) > 1) or _are_letters(texts)


def _are_letters(texts: Sequence[str]) -> bool:
    """Do the cells say nothing but the letters of target and realization, and perhaps the sign of their share?"""
    letters = {fold(text) for text in texts}
    found = {_LETTERS.get(letter) for letter in letters}
    return None not in found and {"target", "realization"} <= found


def text_to_measure(text: str) -> Measure | None:
    """The measure that a cell names when it names nothing else; None for other texts."""
    folded = fold(text)
    if folded in _LETTERS:
        return _LETTERS[folded]
    term = head_to_known(folded) if len(folded) <= _LONGEST else None
    if term is None or term.role != "value" or term.neutral or unit_is_money(folded) or unit_is_percent(folded):
        return None
    return term.measure


def records_with_row_measures(
    records: Sequence[Record], rows: Sequence[TableRow], column: int | None, table: int
) -> tuple[tuple[Record, ...], tuple[Finding, ...]]:
    """The records with the measure of their own row, and with the unit of the first row of their indicator where their own is blank."""
    if column is None or not records:
        return tuple(records), ()
    printed = {row.index: text_to_measure(slot_to_raw(row.slots[column])) for row in rows}
    measured: list[Record] = []
    own: dict[ColumnRole, Label] = {}
    for record in records:
        if any(not label.inherited for role, label in record.labels.items() if role not in _ROW_LABELS):
            own = {role: label for role in _ROW_LABELS if (label := record.labels.get(role)) is not None}
        labels = {**{role: replace(label, inherited=True) for role, label in own.items()}, **record.labels}
        measured.append(replace(_with_measure(record, printed.get(record.row)), labels=labels))
    return tuple(measured), (Finding("measure-in-rows", table=table, fields=(("column", str(column)),)),)


def _with_measure(record: Record, measure: Measure | None) -> Record:
    if measure is None:
        return record
    values = tuple(replace(slot, column=replace(slot.column, measure=measure, proven=True)) for slot in record.values)
    return replace(record, values=values)
