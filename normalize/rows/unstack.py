"""Several logical rows printed in one ruled row: told apart only when every printed cell has the same number of lines.

Proof is needed, since a wrapped cell looks alike: row numbers that run on ("28 / 29"), or at least two value columns in which every
line is a number of its own, complete by its thousands groups.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.figures.sorts import text_is_whole
from normalize.repair import fold
from normalize.text.look import text_to_column_number, text_to_shape
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, GridRow, PlacedCell


def _is_one_number(text: str) -> bool:
    """True for what the lines of one wrapped number make together; one that begins with a nought is none."""
    first = text.lstrip("-")[:1]
    return first.isdigit() and first != "0" and text_is_whole(text)


def row_to_stacked(
    row: GridRow, columns: Sequence[ColumnMeaning], table: int
) -> tuple[tuple[GridRow, ...], tuple[Finding, ...]]:
    """The logical rows of one ruled row, top to bottom, and the repairs; the row itself and no repair when it is one row.

    Each part keeps the reference of the cell that it was printed in.
    """
    printed = row.printed
    counts = {len(cell.text.strip().split("\n")) for cell in printed}
    if len(counts) != 1 or (count := counts.pop()) < 2:
        return (row,), ()
    evidence = _evidence(printed, columns, count)
    if evidence is None:
        return (row,), ()
    parts = tuple(_part(row, position) for position in range(count))
    findings = tuple(
        Finding(
            "row-unstacked",
            cell=cell.ref,
            table=table,
            before=fold(cell.text),
            after=" | ".join(fold(line) for line in cell.text.strip().split("\n")),
            evidence=evidence,
            fields=(("rows", str(count)), ("text", fold(cell.text))),
        )
        for cell in printed
    )
    return parts, findings


def _evidence(printed: Sequence[PlacedCell], columns: Sequence[ColumnMeaning], count: int) -> str | None:
    lines = {cell.column: [fold(line) for line in cell.text.strip().split("\n")] for cell in printed}
    for cell in printed:
        if columns[cell.column].role == "number":
            numbers = [text_to_column_number(line.rstrip(".")) for line in lines[cell.column]]
            if all(number is not None for number in numbers) and numbers == list(
                range(numbers[0] or 0, (numbers[0] or 0) + count)
            ):
                return f"the row numbers run on: {', '.join(lines[cell.column])}"
    values = [cell for cell in printed if columns[cell.column].role == "value"]
    whole = [cell for cell in values if all(map(text_is_whole, lines[cell.column]))]
    grouped = [
        cell for cell in whole if all(text_to_shape(line) == "number" and len(line) >= 5 for line in lines[cell.column])
    ]
    if len(whole) == len(values) and len(grouped) >= 2:
        return f"every line in {len(values)} value columns is a whole number"
    apart = [cell for cell in whole if not _is_one_number("".join(lines[cell.column]))]
    if len(whole) == len(values) and len(apart) >= 2:
        return f"the lines of {len(apart)} value columns make no number together, each alone is one"
    return None


def _part(row: GridRow, position: int) -> GridRow:
    """The row with line `position` of each cell that starts in it."""
    parts: dict[object, PlacedCell] = {}
    slots: list[PlacedCell | None] = []
    for cell in row.slots:
        if cell is None or cell.blank or cell.cell.row != row.index:
            slots.append(cell)
            continue
        if cell.ref not in parts:
            line = cell.text.strip().split("\n")[position]
            parts[cell.ref] = replace(cell, cell=replace(cell.cell, text=line), shape=text_to_shape(line))
        slots.append(parts[cell.ref])
    return replace(row, slots=tuple(slots))
