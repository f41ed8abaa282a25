"""A sheet of any spreadsheet format: what it shows, where, and the number behind it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from schemas.table import PLAIN, CellStyle, Mark

Sign = Literal["", "colour", "not at all"]
WIDTH, HEIGHT = 64.0, 12.8  # points, where a style does not say
MOST_COLUMNS, MOST_ROWS = 16_384, 1_048_576
_MINUS = frozenset("-−–‐‑(")


@dataclass(frozen=True, slots=True)
class SheetCell:
    """A cell that shows something, at its place among the rows and columns that are shown. `address` is its place in the file
    ("B7"), `stored` the number behind the text as it is shown (12.5 for 12,5%), None for texts, dates and truth values. `sign` says how
    a negative number shows itself where its text does not: "" (it does), "colour" or "not at all"."""

    row: int
    column: int
    text: str
    address: str
    row_span: int = 1
    column_span: int = 1
    stored: Decimal | None = None
    style: CellStyle = PLAIN
    marks: tuple[Mark, ...] = ()
    sign: Sign = ""


@dataclass(slots=True)
class Sheet:
    """One sheet. `number` counts from 1 in the order of the file, hidden ones included; `xs` and `ys` are the edges in points of
    the columns and rows that are shown, as far as there are cells. `row_numbers` and `column_numbers` are their places in the file,
    from 0. `covered` are texts under merged cells, `hidden_rows` and `hidden_columns` those with content that are not shown."""

    number: int
    name: str
    hidden: bool = False
    cells: list[SheetCell] = field(default_factory=list)
    xs: tuple[float, ...] = (0.0,)
    ys: tuple[float, ...] = (0.0,)
    row_numbers: tuple[int, ...] = ()
    column_numbers: tuple[int, ...] = ()
    covered: list[tuple[str, str]] = field(default_factory=list)
    hidden_rows: int = 0
    hidden_columns: int = 0
    hidden_texts: int = 0


@dataclass(frozen=True, slots=True)
class RawCell:
    """A cell that prints something, at its place in the file, rows and columns from 0, with the rows and columns that it covers."""

    row: int
    column: int
    text: str
    rows: int
    columns: int
    stored: Decimal | None
    style: CellStyle
    marks: tuple[Mark, ...]
    sign: Sign = ""


@dataclass(frozen=True, slots=True)
class Line:
    """A row or column of the file: its size in points, whether it is shown, and its cells' style."""

    size: float
    shown: bool
    style: str = ""


def place_cells(
    sheet: Sheet,
    cells: Sequence[RawCell],
    covered: Sequence[tuple[int, int, str]],
    lines: tuple[list[Line], list[Line]],
    usual: tuple[float, float] = (HEIGHT, WIDTH),
) -> None:
    """Fills the sheet: leaves out what is not shown and puts the rest in its place. `covered` are texts under merged cells with row and
    column, `lines` the rows and columns that the file describes, from the first one on, `usual` the size of those that it does not."""
    bottom = min(max((cell.row + cell.rows for cell in cells), default=0), MOST_ROWS)
    right = min(max((cell.column + cell.columns for cell in cells), default=0), MOST_COLUMNS)
    rows = (lines[0] + [Line(usual[0], True)] * max(0, bottom - len(lines[0])))[:bottom]
    columns = (lines[1] + [Line(usual[1], True)] * max(0, right - len(lines[1])))[:right]
    sheet.ys, sheet.row_numbers, at_row = _shown(rows)
    sheet.xs, sheet.column_numbers, at_column = _shown(columns)
    sheet.hidden_rows = len({cell.row for cell in cells if not rows[cell.row].shown})
    sheet.hidden_columns = len({cell.column for cell in cells if not columns[cell.column].shown})
    sheet.covered = [(to_address(row, column), text) for row, column, text in covered]
    for cell in cells:
        row, column = at_row[cell.row], at_column[cell.column]
        last_row = at_row[min(cell.row + cell.rows, len(rows))]
        last_column = at_column[min(cell.column + cell.columns, len(columns))]
        if last_row > row and last_column > column and (rows[cell.row].shown or cell.rows > 1):
            sheet.cells.append(
                SheetCell(
                    row,
                    column,
                    cell.text,
                    address=to_address(cell.row, cell.column),
                    row_span=last_row - row,
                    column_span=last_column - column,
                    stored=cell.stored,
                    style=cell.style,
                    marks=cell.marks,
                    sign=cell.sign,
                )
            )


def shows_no_minus(text: str, stored: Decimal) -> bool:
    """True where a negative number shows digits and no sign of being negative."""
    return stored < 0 and any(map(str.isdecimal, text)) and text.strip("0.,% ") != "" and _MINUS.isdisjoint(text)


def _shown(lines: list[Line]) -> tuple[tuple[float, ...], tuple[int, ...], list[int]]:
    """Edges of the shown lines in points, their places in the file, and for each place the number of shown lines before it."""
    edges, places, before = [0.0], [], [0]
    for place, line in enumerate(lines):
        if line.shown:
            edges.append(round(edges[-1] + line.size, 2))
            places.append(place)
        before.append(len(places))
    return tuple(edges), tuple(places), before


def to_address(row: int, column: int) -> str:
    """The name of a cell as spreadsheets show it: row 6, column 1 is "B7"."""
    letters = ""
    column += 1
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return f"{letters}{row + 1}"
