"""Paragraphs of a DOCX as they are printed with all changes accepted: text with its look, list numbers, text boxes set aside.

Insertions count, deletions do not; of fields the result counts, not the instruction; of alternate content the first choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.formats.docx.formulas import formula_to_runs
from extract.formats.docx.numbering import Numbering
from extract.formats.docx.pictures import Picture, pictures_of
from extract.formats.docx.styles import ParagraphStyle, RunStyle, Styles, is_shaded, is_unseen
from extract.formats.package import MC, Element, M, W, attribute, child_value, integer, is_on
from extract.formats.signs import PLAIN_RUN, Run, runs_to_text
from extract.ink.symbols import letters_to_symbols, symbol_to_text
from schemas.table import Mark

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


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text in one look, with the signs that it carries."""

    run: Run
    style: RunStyle

    @property
    def text(self) -> str:
        """What a reader of the page sees of it."""
        return "" if self.run.hidden else self.run.text


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph as shown. `mark` is its list number ("3. "), `open_end` true when its end was deleted, so that the next
    paragraph goes on in it; `boxes` are the contents of text boxes anchored in it, `pictures` the pictures."""

    pieces: tuple[Piece, ...]
    style: ParagraphStyle
    mark: str = ""
    boxes: tuple[Element, ...] = ()
    open_end: bool = False
    pictures: tuple[Picture, ...] = ()

    @property
    def text(self) -> str:
        return paragraphs_to_text([self])[0]

    def joined_to(self, following: Paragraph) -> Paragraph:
        """Both as one, set like the second, whose end is the one that stays."""
        pictures = self.pictures + following.pictures
        return replace(following, pieces=self.pieces + following.pieces, boxes=self.boxes + following.boxes, pictures=pictures)


def paragraphs_to_text(paragraphs: Sequence[Paragraph]) -> tuple[str, tuple[Mark, ...]]:
    """The paragraphs as lines of one text, and the signs that were set apart from it."""
    runs: list[Run] = []
    for at, paragraph in enumerate(paragraphs):
        shown = [piece.run for piece in paragraph.pieces if piece.text.strip()]
        runs += [Run("\n")] if at else []
        runs += [Run(paragraph.mark, struck=bool(shown) and all(run.struck for run in shown))] if paragraph.mark else []
        runs += [piece.run for piece in paragraph.pieces]
    return runs_to_text(runs)


@dataclass(slots=True)
class _Field:
    in_result: bool = False


@dataclass(slots=True)
class TextReader:
    """Reads paragraphs in document order, since list numbers, note numbers and fields run on from one to the next. `fields` are the
    marks of the fields that count; `on_paper` says that nothing coloured is known to lie under the text."""

    styles: Styles
    numbering: Numbering
    fields: frozenset[Element] = frozenset()
    on_paper: bool = True
    hidden: int = 0
    pictures: int = 0
    footnotes: dict[str, int] = field(default_factory=dict)  # identifier -> number
    endnotes: dict[str, int] = field(default_factory=dict)
    _fields: list[_Field] = field(default_factory=list)
    _pieces: list[Piece] = field(default_factory=list)
    _boxes: list[Element] = field(default_factory=list)
    _pictures: list[Picture] = field(default_factory=list)
    _paragraph_id: str = ""
    _paper: bool = True

    def read(self, node: Element) -> Paragraph:
        """The paragraph of a `w:p` element."""
        properties = node.find(W + "pPr")
        style = self.styles.paragraph_style(properties)
        self._paragraph_id = child_value(properties, "pStyle") or ""
        self._pieces, self._boxes, self._pictures = [], [], []
        shading = None if properties is None else properties.find(W + "shd")
        self._paper = self.on_paper and not is_shaded(shading) and not self.styles.lays_ground(self._paragraph_id)
        self._inline(node)
        mark_run = None if properties is None else properties.find(W + "rPr")
        deleted = mark_run is not None and any(mark_run.find(W + name) is not None for name in ("del", "moveFrom"))
        mark = "" if deleted else self._list_mark(style, mark_run)
        return Paragraph(tuple(self._pieces), style, mark, tuple(self._boxes), deleted, tuple(self._pictures))

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
                style = self.styles.run_style(self._paragraph_id, None)
                for run in formula_to_runs(child):
                    self._write(run.text, style, run)

    def _run(self, run: Element) -> None:
        style = self.styles.run_style(self._paragraph_id, run.find(W + "rPr"))
        self._run_children(run, style)

    def _run_children(self, run: Element, style: RunStyle) -> None:
        for child in run:
            tag = child.tag
            if tag == W + "t":
                self._write(letters_to_symbols(child.text or "", style.font), style)
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

    def _write(self, text: str, style: RunStyle, signs: Run = PLAIN_RUN) -> None:
        if not text or any(not field.in_result for field in self._fields):
            return
        unseen = signs.hidden or is_unseen(style, on_paper=self._paper)
        self.hidden += unseen and bool(text.strip())
        run = Run(text, signs.script or style.script, signs.struck or style.struck, unseen)
        self._pieces.append(Piece(run, style))

    def _field_mark(self, mark: Element, style: RunStyle) -> None:
        kind = attribute(mark, "fldCharType")
        if kind == "begin":
            shown = _form_to_text(mark.find(W + "ffData"))
            self._write(shown, style)
        if mark not in self.fields:
            return
        if kind == "begin":
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
        self._write(str(number), style, Run("", "note"))

    def _drawing(self, drawing: Element, style: RunStyle) -> None:
        if style.vanish:
            return
        found = list(pictures_of(drawing))
        self.pictures += len(found)
        self._pictures += found
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
    return symbol_to_text(code, attribute(symbol, "font"))


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
