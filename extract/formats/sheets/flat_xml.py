"""Spreadsheets as OpenDocument keeps them: what each sheet shows, where, and the number behind it.

ODF 1.3 part 3, chapter 9: rows, columns and cells may be repeated, a merged cell is followed by the cells that it covers, each cell
holds its value and the text that the program showed for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal, InvalidOperation
from typing import Any, Literal

from extract.formats.html.style import style_to_size
from extract.formats.sheets.rich_text import Look, cell_to_text, style_to_look
from extract.options import Limits
from schemas.errors import LimitError
from schemas.page import RGB
from schemas.table import PLAIN, CellStyle, Mark

Element = Any  # lxml ships no types
_OFFICE = "{urn:oasis:names:tc:opendocument:xmlns:office:1.0}"
_TABLE = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_GROUPS = frozenset({_TABLE + name for name in ("table-row-group", "table-rows", "table-header-rows")})
_COLUMN_GROUPS = frozenset({_TABLE + name for name in ("table-column-group", "table-columns", "table-header-columns")})
_CALC = "{urn:org:documentfoundation:names:experimental:calc:xmlns:calcext:1.0}"
_NUMBER = "{urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0}"
_FORMATS = tuple(_NUMBER + name for name in ("number-style", "currency-style", "percentage-style"))
_NUMBERS = frozenset({"float", "percentage", "currency"})
_MINUS = frozenset("-−–‐‑(")
Sign = Literal["", "colour", "not at all"]
_WIDTH, _HEIGHT = 64.0, 12.8  # points, where a style does not say
_MOST_COLUMNS, _MOST_ROWS = 16_384, 1_048_576


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
class _Raw:
    row: int
    column: int
    text: str
    rows: int
    columns: int
    stored: Decimal | None
    style: str
    marks: tuple[Mark, ...]


@dataclass(frozen=True, slots=True)
class _Line:
    """A row or column of the file: its size in points, whether it is shown, and its cells' style."""

    size: float
    shown: bool
    style: str = ""


def roots_to_sheets(content: Element, others: tuple[Element, ...], name: str, limits: Limits) -> list[Sheet]:
    """Every sheet of the document, hidden and empty ones included. `others` are further parts that define styles.

    Raises LimitError for more cells than the limits allow, repetitions counted.
    """
    styles = _Styles([*others, content])
    room = [limits.all_cells]
    tables = content.iterfind(f".//{_OFFICE}body/{_OFFICE}spreadsheet/{_TABLE}table")
    return [_Reader(styles, name, room).read(table, number) for number, table in enumerate(tables, 1)]


class _Styles:
    """Styles by family and name, with what their parents say."""

    def __init__(self, roots: list[Element]) -> None:
        self._nodes: dict[tuple[str, str], Element] = {}
        self._looks: dict[str, CellStyle] = {}
        self._texts: dict[str, Look] = {}
        self._formats: dict[str, Element] = {}  # number formats by name
        for root in roots:
            for node in root.iter(_STYLE + "style"):
                self._nodes[node.get(_STYLE + "family", ""), node.get(_STYLE + "name", "")] = node
            for node in root.iter(*_FORMATS):
                self._formats[node.get(_STYLE + "name", "")] = node

    def property(self, family: str, name: str, part: str, attribute: str) -> str:
        """The attribute of the properties element `part`, from the nearest ancestor that has it; "" when none has."""
        for _ in range(20):  # a chain that long is a circle
            node = self._nodes.get((family, name))
            if node is None:
                return ""
            properties = node.find(_STYLE + part)
            value = None if properties is None else properties.get(attribute)
            if value:
                return str(value)
            name = node.get(_STYLE + "parent-style-name", "")
        return ""

    def text(self, name: str) -> Look:
        """How the text of a cell of this style looks where no span says otherwise."""
        if name not in self._texts:
            self._texts[name] = style_to_look(self.of_text, "table-cell", name, Look())
        return self._texts[name]

    def of_text(self, family: str, name: str, attribute: str) -> str:
        """The attribute of the style's text properties, "" where nothing states it."""
        return self.property(family, name, "text-properties", attribute) if name else ""

    def colours_negatives(self, name: str) -> bool:
        """Does the number format of cells of this style show negative numbers in a colour?"""
        for _ in range(20):
            node = self._nodes.get(("table-cell", name))
            if node is None:
                return False
            if (data := node.get(_STYLE + "data-style-name")) is not None:
                return self._is_coloured(data)
            name = node.get(_STYLE + "parent-style-name", "")
        return False

    def _is_coloured(self, data: str) -> bool:
        """The format itself, or one that it applies to a part of the numbers, sets a colour."""
        node = self._formats.get(data)
        if node is None:
            return False
        parts = [
            node,
            *(self._formats.get(part.get(_STYLE + "apply-style-name", "")) for part in node.iterchildren(_STYLE + "map")),
        ]
        return any(
            properties.get(_FO + "color")
            for part in parts
            if part is not None
            for properties in part.iterchildren(_STYLE + "text-properties")
        )

    def look(self, name: str) -> CellStyle:
        """How a cell of this style looks."""
        if name not in self._looks:
            of = self.property
            fill = of("table-cell", name, "table-cell-properties", _FO + "background-color")
            self._looks[name] = CellStyle(
                bold=of("table-cell", name, "text-properties", _FO + "font-weight") == "bold",
                italic=of("table-cell", name, "text-properties", _FO + "font-style") == "italic",
                size=style_to_size({"font-size": of("table-cell", name, "text-properties", _FO + "font-size")}),
                fill=_hex_to_rgb(fill),
            )
        return self._looks[name]


def _hex_to_rgb(text: str) -> RGB | None:
    try:
        color = (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)) if len(text) == 7 else None
    except ValueError:
        return None
    return None if color == (255, 255, 255) else color


class _Reader:
    """Reads one `table:table`. `room` is how many cells may still come, over all sheets."""

    def __init__(self, styles: _Styles, name: str, room: list[int]) -> None:
        self._styles = styles
        self._name = name
        self._room = room
        self._raw: list[_Raw] = []
        self._covered: list[tuple[int, int, str]] = []
        self._rows: list[_Line] = []
        self._columns: list[_Line] = []
        self._on_paper = True
        self.hidden = 0

    def read(self, table: Element, number: int) -> Sheet:
        display = self._styles.property("table", table.get(_TABLE + "style-name", ""), "table-properties", _TABLE + "display")
        self._columns = list(self._read_columns(table))
        # A condition may lay a colour under a cell; which one is not followed.
        self._on_paper = table.find(f"{_CALC}conditional-formats") is None
        for row in _walk(table, _GROUPS, _TABLE + "table-row"):
            self._read_row(row)
        sheet = Sheet(number, table.get(_TABLE + "name", ""), hidden=display == "false")
        self._place(sheet)
        sheet.hidden_texts = self.hidden
        return sheet

    def _read_columns(self, table: Element) -> Iterator[_Line]:
        count = 0
        for node in _walk(table, _COLUMN_GROUPS, _TABLE + "table-column"):
            name = node.get(_TABLE + "style-name", "")
            width = self._styles.property("table-column", name, "table-column-properties", _STYLE + "column-width")
            line = _Line(
                _to_points(width, _WIDTH),
                node.get(_TABLE + "visibility", "visible") == "visible",
                node.get(_TABLE + "default-cell-style-name", ""),
            )
            for _ in range(min(_count(node, "number-columns-repeated"), _MOST_COLUMNS - count)):
                count += 1
                yield line

    def _read_row(self, row: Element) -> None:
        name = row.get(_TABLE + "style-name", "")
        height = self._styles.property("table-row", name, "table-row-properties", _STYLE + "row-height")
        line = _Line(
            _to_points(height, _HEIGHT),
            row.get(_TABLE + "visibility", "visible") == "visible",
            row.get(_TABLE + "default-cell-style-name", ""),
        )
        times = min(_count(row, "number-rows-repeated"), max(1, _MOST_ROWS - len(self._rows)))
        before = len(self._raw)
        self._read_cells(row, line.style)
        own = self._raw[before:]
        self._take(len(own) * (times - 1))
        for again in range(1, times) if own else ():
            self._raw += [replace(cell, row=cell.row + again) for cell in own]
        self._rows += [line] * times

    def _read_cells(self, row: Element, row_style: str) -> None:
        column = 0
        for node in row:
            if node.tag not in (_TABLE + "table-cell", _TABLE + "covered-table-cell"):
                continue
            times = _count(node, "number-columns-repeated")
            if len(node):
                first = self._read_text(node, column, row_style)
                if first[0].strip() or first[1]:
                    self._take(times)
                    own = node.get(_TABLE + "style-name") or row_style
                    for at in range(column, column + times):
                        # cells of one element have the styles of their columns where neither it nor its row has one
                        self._keep(node, at, first if own or at == column else self._read_text(node, at, row_style))
            column += times

    def _read_text(self, node: Element, column: int, row_style: str) -> tuple[str, tuple[Mark, ...], str]:
        """What the cell shows in this column, the signs set apart from it, and its style."""
        default = self._columns[column].style if column < len(self._columns) else ""
        style = node.get(_TABLE + "style-name") or row_style or default
        text, marks = cell_to_text(
            node, self._styles.text(style), self._styles.of_text, on_paper=self._on_paper and not self._styles.look(style).fill
        )
        return text, marks, style

    def _keep(self, node: Element, column: int, read: tuple[str, tuple[Mark, ...], str]) -> None:
        row = len(self._rows)
        text, marks, style = read
        self.hidden += sum(mark.kind == "hidden" for mark in marks)
        if not text.strip():
            return
        if node.tag == _TABLE + "covered-table-cell":
            self._covered.append((row, column, text))
            return
        spans = _count(node, "number-rows-spanned"), _count(node, "number-columns-spanned")
        self._raw.append(_Raw(row, column, text, *spans, _to_stored(node), style, marks))

    def _take(self, count: int) -> None:
        self._room[0] -= count
        if self._room[0] < 0:
            raise LimitError("document-too-large", name=self._name, detail="more cells than the limit")

    def _place(self, sheet: Sheet) -> None:
        """Leaves out what is not shown and puts the rest in its place."""
        bottom = max((cell.row + cell.rows for cell in self._raw), default=0)
        right = max((cell.column + cell.columns for cell in self._raw), default=0)
        rows = (self._rows + [_Line(_HEIGHT, True)] * max(0, min(bottom, _MOST_ROWS) - len(self._rows)))[:bottom]
        columns = (self._columns + [_Line(_WIDTH, True)] * max(0, min(right, _MOST_COLUMNS) - len(self._columns)))[:right]
        sheet.ys, sheet.row_numbers, at_row = _shown(rows)
        sheet.xs, sheet.column_numbers, at_column = _shown(columns)
        sheet.hidden_rows = len({cell.row for cell in self._raw if not rows[cell.row].shown})
        sheet.hidden_columns = len({cell.column for cell in self._raw if not columns[cell.column].shown})
        sheet.covered = [(to_address(row, column), text) for row, column, text in self._covered]
        for cell in self._raw:
            row, column = at_row[cell.row], at_column[cell.column]
            last_row = at_row[min(cell.row + cell.rows, len(rows))]
            last_column = at_column[min(cell.column + cell.columns, len(columns))]
            if last_row > row and last_column > column and (rows[cell.row].shown or cell.rows > 1):
                sheet.cells.append(
                    SheetCell(
                        row,
                        column,
                        cell.text,
                        to_address(cell.row, cell.column),
                        last_row - row,
                        last_column - column,
                        cell.stored,
                        self._styles.look(cell.style),
                        cell.marks,
                        self._sign(cell),
                    )
                )

    def _sign(self, cell: _Raw) -> Sign:
        if cell.stored is None or not shows_no_minus(cell.text, cell.stored):
            return ""
        return "colour" if self._styles.colours_negatives(cell.style) else "not at all"


def shows_no_minus(text: str, stored: Decimal) -> bool:
    """True where a negative number shows digits and no sign of being negative."""
    return stored < 0 and any(map(str.isdecimal, text)) and text.strip("0.,% ") != "" and _MINUS.isdisjoint(text)


def _shown(lines: list[_Line]) -> tuple[tuple[float, ...], tuple[int, ...], list[int]]:
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


def _walk(node: Element, through: frozenset[str], wanted: str) -> Iterator[Element]:
    for child in node:
        if child.tag == wanted:
            yield child
        elif child.tag in through:
            yield from _walk(child, through, wanted)


def _count(node: Element, attribute: str) -> int:
    text = node.get(_TABLE + attribute, "1")
    return int(text) if text.isdecimal() and text.isascii() and 0 < len(text) < 8 and int(text) else 1


_POINTS: Mapping[str, float] = {"cm": 72 / 2.54, "mm": 72 / 25.4, "in": 72.0, "pt": 1.0}


def _to_points(text: str, default: float) -> float:
    try:
        size = float(text[:-2]) * _POINTS[text[-2:]]
    except (ValueError, KeyError):
        return default
    return size if 0 < size < 10_000 else default


def _to_stored(node: Element) -> Decimal | None:
    kind = node.get(_OFFICE + "value-type")
    if kind not in _NUMBERS:
        return None
    try:
        value = Decimal(node.get(_OFFICE + "value", ""))
    except InvalidOperation:
        return None
    if not value.is_finite():
        return None
    return value * 100 if kind == "percentage" else value
