"""One ruled row that lists several names in a cell and as many values, in the same order, in the cells beside it.

    Meningkatnya produksi | - Jumlah padi        | 12.540.550   | 98,98       the first of three lines belongs to the objective
                          | - Jumlah ubi         |  1.792.716   | 110,26
                          |   kayu               |              | 89,63

Names end where the next mark stands, so that they may wrap; without marks each line is a name. Proof is a column with as many figures as
names, which together make no number that a narrow column broke.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.figures.sorts import text_is_whole
from normalize.repair import fold
from normalize.text.look import begins_with_figure, text_to_shape
from schemas.decision import Sign
from schemas.finding import Finding
from schemas.logical import ColumnMeaning, ColumnRole, GridRow, PlacedCell
from schemas.sign_sentences import sign_to_words

_MARK = re.compile(r"^\s*(?:[-–•·▪■●◦○▫➢➤►✓√*\uf0a7\uf0b7\uf0d8\uf0fc\uf076]|\(?(?:[0-9]{1,2}|[a-z])[.)])(?=\s+\S)")
_MARKS = "*¹²³ "  # of footnotes, behind a figure
_NAMES: tuple[ColumnRole, ...] = (
    "indicator",
    "objective_indicator",
    "sub_activity",
    "activity",
    "activity_or_sub",
    "plan_item",
)
_SHARED: frozenset[ColumnRole] = frozenset({"unit", "responsible", "location", "source", "note"})
_UNIT = re.compile(r"[^\W\d_][^\d]*")
_FEWEST = 2


@dataclass(frozen=True, slots=True)
class _List:
    """The names that a cell lists, whether marks tell them apart, and the text above the first mark."""

    names: tuple[str, ...]
    marked: bool
    heading: str


@dataclass(frozen=True, slots=True)
class ListedRows:
    """The rows of a list printed in one ruled row, top to bottom, the sign that says so, and the repairs."""

    parts: tuple[GridRow, ...]
    sign: Sign
    findings: tuple[Finding, ...]


def row_to_listed(row: GridRow, columns: Sequence[ColumnMeaning], table: int) -> ListedRows | None:
    """The rows of the list; None where the row is none.

    Each part keeps the reference of the cell that it was printed in. A text or figure above the list is a row before it; a value that is
    printed once stays with the first row.
    """
    names = next(
        (c for role in _NAMES for c in reversed(row.printed) if columns[c.column].role == role and "\n" in c.text), None
    )
    if names is None or (listed := _cell_to_list(names)) is None:
        return None
    values = {cell.column: _value_lines(cell) for cell in row.printed if columns[cell.column].role == "value"}
    count = len(listed.names)
    longest = max((len(lines) for lines in values.values()), default=0)
    if longest not in {count, count + 1} or not _proves(values, count, listed.marked):
        return None
    headed = longest == count + 1 or bool(listed.heading)
    texts = _cells_to_parts(row, columns, names, listed, headed=headed)
    parts = tuple(_part(row, {column: own[at] for column, own in texts.items()}) for at in range(count + headed))
    sign = Sign("several_names_listed", 0.8, (str(count),))
    findings = (
        Finding(
            "row-unstacked",
            cell=cell.ref,
            table=table,
            before=fold(cell.text),
            after=" | ".join(text for text in texts[cell.column] if text),
            evidence=sign_to_words(sign),
            fields=(("rows", str(count)), ("text", fold(cell.text))),
        )
        for cell in row.printed
        if len([text for text in texts[cell.column] if text]) > 1 and columns[cell.column].role not in _SHARED
    )
    return ListedRows(parts, sign, tuple(findings))


def _lines(cell: PlacedCell) -> list[str]:
    return [fold(line) for line in cell.text.strip().split("\n") if line.strip()]


def _value_lines(cell: PlacedCell) -> list[str]:
    """The lines of a value cell; words alone below a figure are its unit, which wraps ("24 / kelompok")."""
    lines: list[str] = []
    for line in _lines(cell):
        if lines and text_to_shape(line) == "text" and _UNIT.fullmatch(line) and lines[-1][:1].isdigit():
            lines[-1] = f"{lines[-1]} {line}"
        else:
            lines.append(line)
    return lines


def _cell_to_list(cell: PlacedCell) -> _List | None:
    """The names by their marks, else line by line where each begins like a name; None for a text that wraps."""
    lines = _lines(cell)
    marked = [at for at, line in enumerate(lines) if _MARK.match(line)]
    if len(marked) >= _FEWEST:
        ends = [*marked[1:], len(lines)]
        names = tuple(" ".join(lines[start:end]) for start, end in zip(marked, ends, strict=True))
        return _List(names, True, " ".join(lines[: marked[0]]))
    if len(lines) >= _FEWEST and all(line[:1].isupper() for line in lines):
        return _List(tuple(lines), False, "")
    return None


def _proves(values: Mapping[int, Sequence[str]], count: int, marked: bool) -> bool:
    """True when every value cell prints one figure, or one for each name (and one above them), and several do in two columns, or in one
    where they make no broken number; without marks before the names the figures must make none in two, or have words behind them."""
    several = [lines for lines in values.values() if len(lines) > 1]
    if not several or any(len(lines) not in {1, count, count + 1} for lines in values.values()):
        return False
    if not all(_is_figure(line) for lines in several for line in lines):
        return False
    apart = [lines for lines in several if not _is_one_number("".join(lines))]
    worded = [lines for lines in apart if sum(begins_with_figure(line) or line.endswith("%") for line in lines) == len(lines)]
    return (marked and len(several) > 1) or (bool(apart) and (marked or len(apart) > 1 or bool(worded)))


def _is_figure(text: str) -> bool:
    text = text.rstrip()
    bare = (text[:-1] if text.endswith(("*)", "¹)", "²)", "³)")) else text).rstrip(_MARKS)
    return text_to_shape(bare) in {"number", "nil", "year"} or begins_with_figure(bare)


def _is_one_number(text: str) -> bool:
    first = text.lstrip("-")[:1]
    return first.isdigit() and first != "0" and text_is_whole(text)


def _cells_to_parts(
    row: GridRow, columns: Sequence[ColumnMeaning], names: PlacedCell, listed: _List, *, headed: bool
) -> dict[int, list[str]]:
    """Per column what each part prints of it, "" for nothing."""
    count = len(listed.names)
    whole = count + headed
    texts: dict[int, list[str]] = {}
    for cell in row.printed:
        role = columns[cell.column].role
        lines = _value_lines(cell) if role == "value" else _lines(cell)
        if cell is names:
            texts[cell.column] = [*([listed.heading] if headed else []), *listed.names]
        elif len(lines) == whole and (role == "value" or role in _SHARED):
            texts[cell.column] = lines
        elif len(lines) == count and (role == "value" or role in _SHARED):
            texts[cell.column] = ["", *lines]
        elif role in _SHARED:
            texts[cell.column] = [cell.text] * whole
        else:
            texts[cell.column] = [cell.text, *[""] * (whole - 1)]
    return texts


def _part(row: GridRow, texts: Mapping[int, str]) -> GridRow:
    """The row with these texts in the cells that start in it; a cell without one is not there."""
    made: dict[object, PlacedCell | None] = {}
    for cell in row.printed:
        text = texts[cell.column]
        made[cell.ref] = replace(cell, cell=replace(cell.cell, text=text), shape=text_to_shape(text)) if text else None
    return replace(row, slots=tuple(made.get(cell.ref, cell) if cell is not None else None for cell in row.slots))
