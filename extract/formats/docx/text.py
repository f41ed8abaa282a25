"""Paragraphs of a DOCX as they are printed with all changes accepted: text with its look, list numbers, text boxes set aside.

Insertions count, deletions do not; of fields the result counts, not the instruction; of alternate content the first choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from extract.formats.docx.numbering import Numbering
from extract.formats.docx.styles import ParagraphStyle, RunStyle, Styles
from extract.formats.package import MC, A, Element, M, V, W, attribute, child_value, integer, is_on
from extract.formats.raised import to_subscript, to_superscript

_TRANSPARENT = frozenset(W + name for name in ("sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag")) | {
    MC + "Choice"
}
_INLINE = _TRANSPARENT | frozenset(W + name for name in ("hyperlink", "fldSimple", "bdo", "dir", "rubyBase", "ruby"))
_CHARACTERS = {
    W + "tab": "\t",
    W + "ptab": "\t",
    W + "br": "\n",
    W + "cr": "\n",
    W + "noBreakHyphen": "-",
    W + "softHyphen": "",
}
# Code points of Adobe's Symbol encoding and of Wingdings that stand in tables; in files they lie in U+F000 to U+F0FF.
_SYMBOL = {
    0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB0: "°", 0xB9: "≠", 0xB8: "÷", 0xA5: "∞", 0xD7: "⋅",
    0x2D: "−", 0x2B: "+", 0x3D: "=", 0x3C: "<", 0x3E: ">", 0x25: "%", 0xB7: "•", 0xE5: "∑", 0xAE: "→", 0xBB: "≈",
}  # fmt: skip
_WINGDINGS = {0xFC: "✓", 0xFB: "✗", 0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xA7: "▪", 0x6C: "●", 0xD8: "➢", 0xE0: "→"}


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look."""

    text: str
    style: RunStyle


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as shown. `mark` is its list number ("3. "), `open_end` true when its end was deleted, so that the next
    paragraph goes on in it; `boxes` are the contents of text boxes anchored in it."""

    pieces: tuple[Piece, ...]
    style: ParagraphStyle
    mark: str = ""
    boxes: tuple[Element, ...] = ()
    open_end: bool = False

    @property
    def text(self) -> str:
        return self.mark + "".join(piece.text for piece in self.pieces)

    def joined_to(self, following: Paragraph) -> Paragraph:
        """Both as one, set like the second, whose end is the one that stays."""
        return replace(following, pieces=self.pieces + following.pieces, boxes=self.boxes + following.boxes)


@dataclass(slots=True)
class _Field:
    in_result: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in document order, since list numbers, note numbers and fields run on from one to the next."""

    styles: Styles
    numbering: Numbering
    hidden: int = 0
    pictures: int = 0
    footnotes: dict[str, int] = field(default_factory=dict)  # identifier -> number
    endnotes: dict[str, int] = field(default_factory=dict)
    _fields: list[_Field] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _paragraph_id: str = ""

    def read(self, node: Element) -> Paragraph:
        """The paragraph of a `w:p` element."""
        properties = node.find(W + "pPr")
        style = self.styles.paragraph_style(properties)
        self._paragraph_id = child_value(properties, "pStyle") or ""
        self._pieces, self._boxes = [], []
        self._inline(node)
        mark_run = None if properties is None else properties.find(W + "rPr")
        deleted = mark_run is not None and any(mark_run.find(W + name) is not None for name in ("del", "moveFrom"))
        mark = "" if deleted else self._list_mark(style, mark_run)
        return Paragraph(tuple(self._pieces), style, mark, tuple(self._boxes), deleted)

    def _list_mark(self, style: ParagraphStyle, mark_run: Element | None) -> str:
        if not style.list_id:
            return ""
        mark = self.numbering.next_mark(style.list_id, style.list_level)
        if not any(piece.text for piece in self._pieces) and self.styles.run_style(self._paragraph_id, mark_run).vanish:
            return ""  # Word keeps such paragraphs to count on without showing them
        return mark

    def _inline(self, node: Element) -> None:
        for child in node:
            tag = child.tag
            if tag == W + "r":
                self._run(child)
            elif tag in _INLINE:
                self._inline(child)
            elif tag == MC + "AlternateContent":
                for chosen in alternate_choice(child):
                    self._inline(chosen)
            elif tag in (M + "oMath", M + "oMathPara"):
                self._write(_math_to_text(child), self.styles.run_style(self._paragraph_id, None))

    def _run(self, run: Element) -> None:
        style = self.styles.run_style(self._paragraph_id, run.find(W + "rPr"))
        self._run_children(run, style)

    def _run_children(self, run: Element, style: RunStyle) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._write(child.text or "", style)
            elif tag in _CHARACTERS:
                self._write(_CHARACTERS[tag], style)
            elif tag == W + "sym":
                self._write(_symbol_to_text(child), style)
            elif tag == W + "fldChar":
                self._field_mark(child, style)
            elif tag in (W + "footnoteReference", W + "endnoteReference"):
                self._note_mark(child, style)
            elif tag == MC + "AlternateContent":
                for chosen in alternate_choice(child):
                    self._run_children(chosen, style)
            elif tag in (W + "drawing", W + "pict", W + "object"):
                self._drawing(child, style)

    def _write(self, text: str, style: RunStyle) -> None:
        if not text or any(not field.in_result for field in self._fields):
            return
        if style.vanish:
            self.hidden += bool(text.strip())
            return
        if style.script:
            text = to_superscript(text) if style.script == "sup" else to_subscript(text)
        self._pieces.append(Piece(text, style))

    def _field_mark(self, mark: Element, style: RunStyle) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            shown = _form_to_text(mark.find(W + "ffData"))
            self._write(shown, style)
            self._fields.append(_Field())
        elif kind == "separate" and self._fields:
            self._fields[-1].in_result = True
        elif kind == "end" and self._fields:
            self._fields.pop()

    def _note_mark(self, reference: Element, style: RunStyle) -> None:
        if is_on(attribute(reference, "customMarkFollows", "0")):
            return
        numbers = self.footnotes if reference.tag == W + "footnoteReference" else self.endnotes
        number = numbers.setdefault(attribute(reference, "id"), len(numbers) + 1)
        self._write(to_superscript(str(number)), replace(style, script=""))

    def _drawing(self, drawing: Element, style: RunStyle) -> None:
        if style.vanish:
            return
        self.pictures += sum(1 for _ in drawing.iter(A + "blip", V + "imagedata"))
        self._boxes += _boxes_of(drawing)


def _boxes_of(node: Element) -> Iterator[Element]:
    """Contents of the text boxes in a drawing, outermost only, each once although it is stored for old programs again."""
    for child in node:
        if child.tag == W + "txbxContent":
            yield child
        elif child.tag == MC + "AlternateContent":
            for chosen in alternate_choice(child):
                yield from _boxes_of(chosen)
        else:
            yield from _boxes_of(child)


def alternate_choice(node: Element) -> list[Element]:
    """The first choice, else the fallback; empty when there is neither."""
    choice = node.find(MC + "Choice")
    if choice is None:
        choice = node.find(MC + "Fallback")
    return [] if choice is None else [choice]


def iter_through(node: Element, wanted: frozenset[str]) -> Iterator[Element]:
    """The wanted elements below `node`, through content controls, accepted insertions and moves, but not through each other."""
    for child in node:
        tag = child.tag
        if tag in wanted:
            yield child
        elif tag in _TRANSPARENT:
            yield from iter_through(child, wanted)
        elif tag == MC + "AlternateContent":
            for chosen in alternate_choice(child):
                yield from iter_through(chosen, wanted)


def _symbol_to_text(symbol: Element) -> str:
    try:
        code = int(attribute(symbol, "char"), 16)
    except ValueError:
        return "\ufffd"
    font = attribute(symbol, "font").lower()
    low = code & 0xFF if 0xF000 <= code <= 0xF0FF else code
    table = _WINGDINGS if "wingdings" in font else _SYMBOL if font == "symbol" else {}
    if low in table:
        return table[low]
    return chr(code) if code < 0x110000 and not 0xD800 <= code < 0xE000 else "\ufffd"


def _form_to_text(data: Element | None) -> str:
    """What a form field without a result run shows: a ticked box, the chosen entry of a list."""
    if data is None:
        return ""
    box, chosen = data.find(W + "checkBox"), data.find(W + "ddList")
    if box is not None:
        checked = child_value(box, "checked")
        on = is_on(checked if checked is not None else child_value(box, "default"))
        return "☑" if on else "☐"
    if chosen is not None:
        entries = [attribute(entry, "val") for entry in chosen.iterchildren(W + "listEntry")]
        at = integer(child_value(chosen, "result") or child_value(chosen, "default"))
        return entries[at] if 0 <= at < len(entries) else ""
    return ""


def _math_to_text(node: Element) -> str:
    """A formula on one line: fractions as (a)/(b), raised and lowered parts as superscripts and subscripts."""
    tag = node.tag
    if tag == M + "t":
        return node.text or ""
    if tag == M + "f":
        return "/".join(f"({_math_to_text(part)})" for name in ("num", "den") if (part := node.find(M + name)) is not None)
    if tag == M + "sup":
        return to_superscript(_children_to_text(node))
    if tag == M + "sub":
        return to_subscript(_children_to_text(node))
    return _children_to_text(node)


def _children_to_text(node: Element) -> str:
    return "".join(_math_to_text(child) for child in node if isinstance(child.tag, str))
