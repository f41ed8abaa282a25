"""How cells of a workbook look: fonts, fills and number formats by the number of a cell's style (ECMA-376 part 1, 18.8)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

from extract.formats.package import integer, is_on
from extract.formats.sheets.number_format import BUILT_IN
from extract.formats.signs import Script
from schemas.page import RGB
from schemas.table import PLAIN, CellStyle

Element = Any  # lxml ships no types
S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_PAPER = 0xF4  # each of red, green and blue at least this bright: nobody sees the text on white paper
_WHITE_THEME = 0  # the theme's first colour is the ground of its sheets


@dataclass(frozen=True, slots=True)
class Font:
    """`pale` is text in the colour of paper."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    struck: bool = False
    script: Script = ""
    pale: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class XlsxStyle:
    """The look of a cell. `code` is its number format; `filled` that a colour, known or not, lies under its text."""

    font: Font = Font()
    fill: RGB | None = None
    filled: bool = False
    code: str = "General"

    def look(self) -> CellStyle:
        """As evidence of the cell."""
        font = self.font
        look = CellStyle(bold=font.bold, italic=font.italic, size=font.size, fill=self.fill)
        return PLAIN if look == PLAIN else look


def root_to_styles(root: Element | None) -> tuple[XlsxStyle, ...]:
    """The styles in the order in which cells count them; one plain style without a part."""
    if root is None:
        return (XlsxStyle(),)
    codes = dict(BUILT_IN)
    for node in root.iterfind(f"{S}numFmts/{S}numFmt"):
        codes[integer(node.get("numFmtId"), -1)] = node.get("formatCode", "General")
    fonts = [element_to_font(node) for node in root.iterfind(f"{S}fonts/{S}font")]
    fills = [_element_to_fill(node) for node in root.iterfind(f"{S}fills/{S}fill")]
    styles = []
    for node in root.iterfind(f"{S}cellXfs/{S}xf"):
        fill, filled = _at(fills, node.get("fillId"), (None, False))
        font = _at(fonts, node.get("fontId"), Font())
        styles.append(XlsxStyle(font, fill, filled, codes.get(integer(node.get("numFmtId")), "General")))
    return tuple(styles) or (XlsxStyle(),)


def _at(values: list[Any], number: str | None, default: Any) -> Any:
    at = integer(number)
    return values[at] if 0 <= at < len(values) else default


def element_to_font(node: Element) -> Font:
    """A `font`, or the `rPr` of a run."""
    size = node.find(S + "sz")
    name = node.find(S + "rFont") if node.find(S + "rFont") is not None else node.find(S + "name")
    font = Font(
        bold=_toggle(node, "b"),
        italic=_toggle(node, "i"),
        struck=_toggle(node, "strike"),
        pale=_is_pale(node.find(S + "color")),
        name="" if name is None else name.get("val", ""),
    )
    align = node.find(S + "vertAlign")
    script: Script = {"superscript": "sup", "subscript": "sub"}.get("" if align is None else align.get("val", ""), "")  # type: ignore[assignment]
    return replace(font, script=script, size=None if size is None else _to_size(size.get("val", "")))


def _toggle(node: Element, name: str) -> bool:
    found = node.find(S + name)
    return found is not None and bool(is_on(found.get("val", "")))


def _to_size(text: str) -> float | None:
    try:
        size = float(text)
    except ValueError:
        return None
    return size if 0 < size < 1000 else None


def _is_pale(color: Element | None) -> bool:
    if color is None:
        return False
    if color.get("theme") is not None:
        return integer(color.get("theme"), -1) == _WHITE_THEME and not color.get("tint", "").startswith("-")  # darker
    rgb = _to_rgb(color)
    return rgb is not None and min(rgb) >= _PAPER


def _to_rgb(color: Element) -> RGB | None:
    text = color.get("rgb", "")
    try:
        value = int(text[-6:], 16) if len(text) in (6, 8) else -1
    except ValueError:
        value = -1
    return None if value < 0 else (value >> 16, value >> 8 & 0xFF, value & 0xFF)


def _element_to_fill(node: Element) -> tuple[RGB | None, bool]:
    """The colour where it is known and not white, and whether any lies there."""
    pattern = node.find(S + "patternFill")
    if pattern is None:
        return None, len(node) > 0  # a gradient
    if pattern.get("patternType", "none") == "none":
        return None, False
    color = pattern.find(S + "fgColor")
    rgb = None if color is None else _to_rgb(color)
    white = rgb is not None and min(rgb) >= _PAPER
    return (None, False) if white else (rgb, True)
