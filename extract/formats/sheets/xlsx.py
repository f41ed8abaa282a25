"""Workbooks of Excel (XLSX, XLSM) as they show themselves: cells with their number formats, merged, hidden and rich text.

An own walk over the XML, row by row: the libraries give numbers without their formats or without hidden rows, or unfold a merged
range of a whole sheet (docs/adr/0011). ECMA-376 part 1, chapter 18.
"""

from __future__ import annotations

import io
import re
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from lxml import etree

from extract.formats.package import Package, integer, is_on
from extract.formats.sheets.number_format import number_to_shown, text_to_number, text_to_shown
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
from extract.formats.sheets.xlsx_styles import Font, S, XlsxStyle, element_to_font, root_to_styles
from extract.formats.signs import Run, runs_to_text
from extract.ink.symbols import letters_to_symbols
from schemas.errors import LimitError
from schemas.table import CellStyle, Mark

Element = Any  # lxml ships no types
_R_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_ADDRESS = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7})")
_CHARACTER = 5.25  # points of one character of the usual font, in which widths of columns are counted
_WIDE_MARGIN = 3.75
_SHEETS = "worksheet"
Text = str | tuple[tuple[str, Font | None], ...]  # plain, or runs with their own fonts


@dataclass(slots=True)
class Workbook:
    """The sheets; `uncalculated` formulas that the file keeps no result of, `odd_formats` cells whose format is not understood."""

    sheets: list[Sheet] = field(default_factory=list)
    uncalculated: int = 0
    odd_formats: int = 0


def package_to_workbook(package: Package) -> Workbook | None:
    """The workbook of the package; None for a binary one, which is of another format. Raises UnreadableError or LimitError."""
    main = next((path for path in package.related("", "officeDocument") if path.lower().endswith(".xml")), "xl/workbook.xml")
    root = package.xml(main)
    if root is None:
        return None
    relations = package.relations_of(main)
    strings = next(iter(package.related(main, "sharedStrings")), "")
    styles = next(iter(package.related(main, "styles")), "")
    properties = root.find(S + "workbookPr")
    book = _Book(
        package,
        _read_strings(package, strings),
        root_to_styles(package.xml(styles) if styles else None),
        since_1904=properties is not None and bool(is_on(properties.get("date1904", "0"))),
        room=package.limits.all_cells,
    )
    workbook = Workbook()
    for node in root.iterfind(f"{S}sheets/{S}sheet"):
        relation = relations.get(node.get(_R_ID, ""))
        if relation is not None and relation.kind == _SHEETS:
            sheet = Sheet(len(workbook.sheets) + 1, node.get("name", ""), hidden=node.get("state", "visible") != "visible")
            _SheetReader(book, workbook, relation.target).fill(sheet)
            workbook.sheets.append(sheet)
    return workbook


@dataclass(slots=True)
class _Book:
    """What all sheets share. `room` is how many cells may still come."""

    package: Package
    strings: list[Text]
    styles: tuple[XlsxStyle, ...]
    since_1904: bool
    room: int

    def style(self, number: str | None) -> XlsxStyle:
        at = integer(number)
        return self.styles[at] if 0 <= at < len(self.styles) else self.styles[0]


def _stream(package: Package, path: str, *tags: str) -> Iterator[Element]:
    """The elements of a part, each cleared after use, so that a large sheet is never whole in memory. Raises UnreadableError."""
    data = package.bytes_of(path)
    if data is None:
        return
    settings: dict[str, Any] = {
        "resolve_entities": False, "load_dtd": False, "no_network": True, "huge_tree": False, "remove_comments": True, "remove_pis": True,
    }  # fmt: skip
    try:
        for _, node in etree.iterparse(io.BytesIO(data), events=("end",), tag=[S + tag for tag in tags], **settings):
            yield node
            node.clear(keep_tail=True)
            while node.getprevious() is not None:
                del node.getparent()[0]
    except (etree.XMLSyntaxError, ValueError) as error:
        raise package.broken(f"part {path} is no well-formed XML ({str(error).splitlines()[0]})") from error


def _read_strings(package: Package, path: str) -> list[Text]:
    return [_element_to_text(node) for node in _stream(package, path, "si")] if path else []


def _element_to_text(node: Element) -> Text:
    """The text of a shared or inline string; phonetic hints are no part of it."""
    if node.find(S + "r") is None:
        return "".join(part.text or "" for part in node.iterchildren(S + "t"))
    runs: list[tuple[str, Font | None]] = []
    for part in node.iterchildren(S + "t", S + "r"):
        if part.tag == S + "t":
            runs.append((part.text or "", None))
            continue
        look = part.find(S + "rPr")
        runs.append(
            ("".join(t.text or "" for t in part.iterchildren(S + "t")), None if look is None else element_to_font(look))
        )
    return tuple(runs)


@dataclass(frozen=True, slots=True)
class _Read:
    """What one cell shows."""

    text: str
    marks: tuple[Mark, ...] = ()
    stored: Decimal | None = None
    colored: bool = False


@dataclass(slots=True)
class _SheetReader:
    book: _Book
    workbook: Workbook
    path: str
    cells: list[tuple[int, int, _Read, XlsxStyle]] = field(default_factory=list)
    rows: dict[int, Line] = field(default_factory=dict)
    columns: list[Line] = field(default_factory=list)
    merges: list[tuple[int, int, int, int]] = field(default_factory=list)
    usual: tuple[float, float] = (HEIGHT, WIDTH)
    hidden: int = 0
    on_paper: bool = True
    next_row: int = 0

    def fill(self, sheet: Sheet) -> None:
        """Reads the part and fills the sheet."""
        head = self.book.package.bytes_of(self.path) or b""
        # a condition or a style of tables may lay a colour under a cell; which one is not followed
        self.on_paper = (
            b"<conditionalFormatting" not in head and b"<tableParts" not in head and b":conditionalFormatting" not in head
        )
        for node in _stream(self.book.package, self.path, "sheetFormatPr", "col", "row", "mergeCell"):
            match node.tag.removeprefix(S):
                case "sheetFormatPr":
                    self._take_usual(node)
                case "col":
                    self._take_columns(node)
                case "row":
                    self._take_row(node)
                case _:
                    self._take_merge(node)
        self._place(sheet)

    def _take_usual(self, node: Element) -> None:
        height, width = _to_float(node.get("defaultRowHeight")), _to_float(node.get("defaultColWidth"))
        self.usual = (height or HEIGHT, _to_width(width) if width else WIDTH)

    def _take_columns(self, node: Element) -> None:
        first, last = integer(node.get("min"), 1), min(integer(node.get("max"), 1), MOST_COLUMNS)
        width = _to_float(node.get("width"))
        shown = not is_on(node.get("hidden", "0")) and width != 0
        line = Line(_to_width(width) if width else self.usual[1], shown)
        self.columns += [Line(self.usual[1], True)] * (first - 1 - len(self.columns))
        self.columns += [line] * (last - len(self.columns))

    def _take_row(self, node: Element) -> None:
        row = integer(node.get("r"), self.next_row + 1) - 1
        if not 0 <= row < MOST_ROWS:
            return
        self.next_row = row + 1
        height = _to_float(node.get("ht"))
        self.rows[row] = Line(height or self.usual[0], not is_on(node.get("hidden", "0")) and height != 0)
        column = 0
        for cell in node.iterchildren(S + "c"):
            place = _to_place(cell.get("r", ""))
            column = place[1] if place is not None else column
            style = self.book.style(cell.get("s"))
            read = self._read(cell, style)
            self.hidden += sum(mark.kind == "hidden" for mark in read.marks)
            if read.text.strip() and column < MOST_COLUMNS:
                self.book.room -= 1
                if self.book.room < 0:
                    raise LimitError("document-too-large", name=self.book.package.name, detail="more cells than the limit")
                self.cells.append((row, column, read, style))
            column += 1

    def _take_merge(self, node: Element) -> None:
        first, _, last = node.get("ref", "").partition(":")
        top, bottom = _to_place(first), _to_place(last or first)
        if top is not None and bottom is not None and bottom[0] >= top[0] and bottom[1] >= top[1]:
            self.merges.append((*top, *bottom))

    def _read(self, cell: Element, style: XlsxStyle) -> _Read:
        kind = cell.get("t", "n")
        value = cell.find(S + "v")
        content = None if value is None else value.text
        if kind == "inlineStr":
            inline = cell.find(S + "is")
            return self._text("" if inline is None else _element_to_text(inline), style)
        if content is None:
            self.workbook.uncalculated += cell.find(S + "f") is not None and kind != "str"
            return _Read("")
        if kind == "s":
            at = integer(content, -1)
            return self._text(self.book.strings[at] if 0 <= at < len(self.book.strings) else "", style)
        if kind == "b":
            return self._text("TRUE" if content.strip() == "1" else "FALSE", style)
        number = text_to_number(content) if kind == "n" else None
        return self._text(content, style) if number is None else self._number(number, style)

    def _text(self, text: Text, style: XlsxStyle) -> _Read:
        parts = ((text_to_shown(text, style.code), None),) if isinstance(text, str) else text
        return _Read(*runs_to_text([self._run(part, font or style.font, style) for part, font in parts]))

    def _number(self, number: Decimal, style: XlsxStyle) -> _Read:
        shown = number_to_shown(number, style.code, since_1904=self.book.since_1904)
        self.workbook.odd_formats += not shown.understood
        if not shown.text.strip():
            self.hidden += 1  # a format that shows nothing
        text, marks = runs_to_text([self._run(shown.text, style.font, style)])
        stored = number * (100 if shown.percents else 1) if shown.kind == "number" else None
        return _Read(text, marks, stored, shown.colored)

    def _run(self, text: str, font: Font, style: XlsxStyle) -> Run:
        unseen = font.pale and self.on_paper and not style.filled
        clean = text.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        return Run(letters_to_symbols(clean, font.name), font.script, font.struck, unseen)

    def _place(self, sheet: Sheet) -> None:
        spans, covered = self._spans()
        looks: dict[XlsxStyle, CellStyle] = {}
        raw: list[RawCell] = []
        behind: list[tuple[int, int, str]] = []
        for row, column, read, style in self.cells:
            if (row, column) in covered:
                behind.append((row, column, read.text))
                continue
            look = looks.setdefault(style, style.look())
            sign: Sign = ""
            if read.stored is not None and shows_no_minus(read.text, read.stored):
                sign = "colour" if read.colored else "not at all"
            down, across = spans.get((row, column), (1, 1))
            raw.append(
                RawCell(
                    row,
                    column,
                    read.text,
                    rows=down,
                    columns=across,
                    stored=read.stored,
                    style=look,
                    marks=read.marks,
                    sign=sign,
                )
            )
        bottom = min(max((cell.row + cell.rows for cell in raw), default=0), MOST_ROWS)
        usual = Line(self.usual[0], True)
        place_cells(sheet, raw, behind, ([self.rows.get(row, usual) for row in range(bottom)], self.columns), self.usual)
        sheet.hidden_texts = self.hidden

    def _spans(self) -> tuple[dict[tuple[int, int], tuple[int, int]], set[tuple[int, int]]]:
        """The rows and columns that each merged cell covers, and the places of cells with a text under one."""
        spans: dict[tuple[int, int], tuple[int, int]] = {}
        covered: set[tuple[int, int]] = set()
        by_row: dict[int, list[int]] = {}
        for row, column, _, _ in self.cells:
            by_row.setdefault(row, []).append(column)
        filled = sorted(by_row)
        for columns in by_row.values():
            columns.sort()
        steps = 0
        for top, left, bottom, right in self.merges:
            spans.setdefault((top, left), (bottom - top + 1, right - left + 1))
            for row in filled[bisect_left(filled, top) : bisect_left(filled, bottom + 1)]:
                columns = by_row[row]
                under = columns[bisect_left(columns, left) : bisect_left(columns, right + 1)]
                covered.update((row, column) for column in under if (row, column) != (top, left))
                steps += 1 + len(under)
                if steps > self.book.package.limits.all_cells:
                    raise LimitError("document-too-large", name=self.book.package.name, detail="merged cells over each other")
        return spans, covered


def _to_place(address: str) -> tuple[int, int] | None:
    """Row and column from 0 of "B7"; None for what is no address of a sheet."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    row = int(match[2])
    return (row - 1, column - 1) if 1 <= row <= MOST_ROWS and column <= MOST_COLUMNS else None


def _to_float(text: str | None) -> float | None:
    try:
        value = float(text or "")
    except ValueError:
        return None
    return value if 0 <= value < 10_000 else None


def _to_width(characters: float) -> float:
    return characters * _CHARACTER + _WIDE_MARGIN
