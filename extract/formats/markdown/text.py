"""Inline Markdown to plain text: emphasis becomes style, `<br>` a line break, everything else stays as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from markdown_it import MarkdownIt
from markdown_it.token import Token

from extract.formats.raised import to_subscript, to_superscript

_MARKS = re.compile(r"[\\*_`<&\[!]")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_BREAKS = frozenset({"br", "p", "div", "li"})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_KNOWN = (
    _BREAKS
    | _BOLD
    | _ITALIC
    | {"sup", "sub", "span", "font", "u", "s", "a", "small", "big", "ul", "ol", "img", "center", "code"}
)


@dataclass(frozen=True, slots=True)
class StyledText:
    """Plain text, with `bold` and `italic` true where all of it is."""

    text: str
    bold: bool = False
    italic: bool = False


@dataclass(slots=True)
class _Pen:
    bold: int = 0
    italic: int = 0
    script: str = ""
    pieces: list[tuple[str, bool, bool]] = field(default_factory=list)

    def write(self, text: str) -> None:
        if self.script:
            text = to_superscript(text) if self.script == "sup" else to_subscript(text)
        self.pieces.append((text, self.bold > 0, self.italic > 0))


def markdown_to_text(parser: MarkdownIt, source: str) -> StyledText:
    """The text of one cell or paragraph. Only lines are trimmed; a string without marks comes back unchanged."""
    if not _MARKS.search(source):
        return StyledText(source)
    tokens = parser.parseInline(source)
    return tokens_to_text(tokens[0].children or [], source)


def tokens_to_text(tokens: Sequence[Token], source: str) -> StyledText:
    """The text of inline tokens; `source` is what they were parsed from."""
    pen = _Pen()
    for token in tokens:
        _write_token(pen, token)
    text = "\n".join(line.strip(" \t") for line in "".join(piece for piece, _, _ in pen.pieces).split("\n")).strip("\n")
    inked = [(bold, italic) for piece, bold, italic in pen.pieces if piece.strip()]
    if source.strip() and not text.strip():
        # Marks around nothing ("****", an image without a name) are better shown than lost.
        return StyledText(source if not inked and "<" not in source else text)
    return StyledText(text, bool(inked) and all(bold for bold, _ in inked), bool(inked) and all(italic for _, italic in inked))


def _write_token(pen: _Pen, token: Token) -> None:
    match token.type:
        case "strong_open" | "strong_close":
            pen.bold += token.nesting
        case "em_open" | "em_close":
            pen.italic += token.nesting
        case "softbreak" | "hardbreak":
            pen.write("\n")
        case "html_inline":
            _write_tag(pen, token.content)
        case _:
            pen.write(token.content)


def _write_tag(pen: _Pen, tag: str) -> None:
    match = _TAG.match(tag)
    name = match["name"].lower() if match else ""
    if tag.startswith("<!--"):
        return
    if match is None or name not in _KNOWN:
        pen.write(tag)  # "<nama>" is a text in angle brackets, no markup
        return
    step = -1 if match["end"] else 1
    if name in _BOLD:
        pen.bold += step
    elif name in _ITALIC:
        pen.italic += step
    elif name in ("sup", "sub"):
        pen.script = name if step > 0 else ""
    elif name == "br" or (name in _BREAKS and step < 0):
        pen.write("\n")
