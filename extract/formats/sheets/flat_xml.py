"""Spreadsheets as OpenDocument keeps them: what each sheet shows, where, and the number behind it.

ODF 1.3 part 3, chapter 9: rows, columns and cells may be repeated, a merged cell is followed by the cells that it covers, each cell
holds its value and the text that the program showed for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from decimal import Decimal, InvalidOperation
from typing import Any

from extract.formats.html.style import style_to_size
from extract.formats.sheets.rich_text import Look, cell_to_text, style_to_look
from extract.formats.sheets.sheet import (
    HEIGHT,
    MOST_COLUMNS,
    MOST_ROWS,
    WIDTH,
    Line,
    RawCell,
    Sheet,
    Sign,
    place_cells,
    shows_no_minus,
)
from extract.options import Limits
from schemas.errors import LimitError
from schemas.page import RGB
from schemas.table import CellStyle, Mark

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
        self._raw: list[RawCell] = []
        self._covered: list[tuple[int, int, str]] = []
        self._rows: list[Line] = []
        self._columns: list[Line] = []
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
        place_cells(sheet, self._raw, self._covered, (self._rows, self._columns))
        sheet.hidden_texts = self.hidden
        return sheet

    def _read_columns(self, table: Element) -> Iterator[Line]:
        count = 0
        for node in _walk(table, _COLUMN_GROUPS, _TABLE + "table-column"):
            name = node.get(_TABLE + "style-name", "")
            width = self._styles.property("table-column", name, "table-column-properties", _STYLE + "column-width")
            line = Line(
                _to_points(width, WIDTH),
                node.get(_TABLE + "visibility", "visible") == "visible",
                node.get(_TABLE + "default-cell-style-name", ""),
            )
            for _ in range(min(_count(node, "number-columns-repeated"), MOST_COLUMNS - count)):
                count += 1
                yield line

    def _read_row(self, row: Element) -> None:
        name = row.get(_TABLE + "style-name", "")
        height = self._styles.property("table-row", name, "table-row-properties", _STYLE + "row-height")
        line = Line(
            _to_points(height, HEIGHT),
            row.get(_TABLE + "visibility", "visible") == "visible",
            row.get(_TABLE + "default-cell-style-name", ""),
        )
        times = min(_count(row, "number-rows-repeated"), max(1, MOST_ROWS - len(self._rows)))
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
        stored = _to_stored(node)
        self._raw.append(
            RawCell(
                row,
                column,
                text,
                rows=_count(node, "number-rows-spanned"),
                columns=_count(node, "number-columns-spanned"),
                stored=stored,
                style=self._styles.look(style),
                marks=marks,
                sign=self._sign(text, stored, style),
            )
        )

    def _take(self, count: int) -> None:
        self._room[0] -= count
        if self._room[0] < 0:
            raise LimitError("document-too-large", name=self._name, detail="more cells than the limit")

    def _sign(self, text: str, stored: Decimal | None, style: str) -> Sign:
        if stored is None or not shows_no_minus(text, stored):
            return ""
        return "colour" if self._styles.colours_negatives(style) else "not at all"


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
