"""Text of a spreadsheet cell with its signs: raised, struck and unseen stretches, symbol fonts. ODF 1.3 part 3, chapters 6 and 20."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from extract.formats.signs import Run, Script, runs_to_text
from extract.ink.symbols import letters_to_symbols
from schemas.table import Mark

Element = Any  # lxml ships no types
_TEXT = "{urn:oasis:names:tc:opendocument:xmlns:text:1.0}"
_STYLE = "{urn:oasis:names:tc:opendocument:xmlns:style:1.0}"
_FO = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
_PAPER = 0xF4  # each of red, green and blue at least this bright: nobody sees the text on white paper
_THROUGH = ("text-line-through-type", "text-line-through-style")
Property = Callable[
    [str, str, str], str
]  # (family, style name, attribute of its text properties) -> value, "" where none is stated


@dataclass(frozen=True, slots=True)
class Look:
    """What a style says of its text; `pale` is text in the colour of paper."""

    script: Script = ""
    struck: bool = False
    pale: bool = False
    unseen: bool = False
    font: str = ""


def style_to_look(of: Property, family: str, name: str, base: Look) -> Look:
    """The look of text in that style, within text that looks like `base`."""
    position = of(family, name, _STYLE + "text-position")
    through = [value for part in _THROUGH if (value := of(family, name, _STYLE + part))]
    color = of(family, name, _FO + "color")
    display = of(family, name, _TEXT + "display")
    font = of(family, name, _STYLE + "font-name") or of(family, name, _FO + "font-family")
    return Look(
        _to_script(position) if position else base.script,
        any(value != "none" for value in through) if through else base.struck,
        _is_pale(color) if color else base.pale,
        base.unseen or display == "none",
        font or base.font,
    )


def _to_script(position: str) -> Script:
    """ "super 58%", "33% 58%" and "-33% 58%" as "sup", "sup" and "sub"; "0% 100%" is on the line."""
    first = position.split(maxsplit=1)[0] if position.split() else ""
    if first in ("super", "sub"):
        return "sup" if first == "super" else "sub"
    try:
        height = float(first.rstrip("%"))
    except ValueError:
        return ""
    return "sup" if height > 0 else "sub" if height < 0 else ""


def _is_pale(color: str) -> bool:
    try:
        value = int(color[1:], 16) if len(color) == 7 else 0
    except ValueError:
        return False
    return min(value >> 16, value >> 8 & 0xFF, value & 0xFF) >= _PAPER


def cell_to_text(cell: Element, look: Look, of: Property, *, on_paper: bool) -> tuple[str, tuple[Mark, ...]]:
    """The paragraphs of a cell, one a line, and the signs set apart from them; notes and pictures on it have no say. `on_paper` says
    that no colour lies under the text."""
    runs: list[Run] = []
    for node in cell:
        if node.tag == _TEXT + "p":
            runs += [Run("\n")] if runs else []
            runs += _runs(
                node, style_to_look(of, "paragraph", node.get(_TEXT + "style-name", ""), look), of, on_paper=on_paper
            )
    return runs_to_text(runs)


def _runs(node: Element, look: Look, of: Property, *, on_paper: bool) -> Iterator[Run]:
    plain = Run("", look.script, look.struck, look.unseen or (look.pale and on_paper))
    yield replace(plain, text=letters_to_symbols(node.text or "", look.font))
    for child in node:
        if child.tag == _TEXT + "s":
            yield replace(plain, text=" " * min(_spaces(child), 1000))
        elif child.tag == _TEXT + "tab":
            yield replace(plain, text="\t")
        elif child.tag == _TEXT + "line-break":
            yield replace(plain, text="\n")
        elif child.tag in (_TEXT + "span", _TEXT + "a"):
            inner = style_to_look(of, "text", child.get(_TEXT + "style-name", ""), look)
            yield from _runs(child, inner, of, on_paper=on_paper)
        yield replace(plain, text=letters_to_symbols(child.tail or "", look.font))


def _spaces(node: Element) -> int:
    text = node.get(_TEXT + "c", "1")
    return int(text) if text.isdecimal() and text.isascii() and len(text) < 5 else 1
