"""HTML: tables as fragments and the text around them, in document order, as a browser shows them with the styles in the file.

Scripts and templates are ignored, nothing is fetched, entities of a DTD are not expanded.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from lxml import etree

from extract.formats.cell_placing import fill_holes
from extract.formats.decoding import bytes_to_text
from extract.formats.html.formulas import formula_shown_twice, formula_to_runs
from extract.formats.html.style import (
    attributes_to_style,
    is_hidden,
    is_pale,
    lays_ground,
    style_to_align,
    style_to_bold,
    style_to_fill,
    style_to_indent,
    style_to_italic,
    style_to_script,
    style_to_size,
    style_to_struck,
)
from extract.formats.html.style_sheet import lay_style_sheets
from extract.formats.html.table import (
    ROW_PARTS,
    Element,
    Placed,
    Structure,
    elements_to_structure,
    row_to_headers,
    structure_to_grid,
)
from extract.formats.html.text import PLAIN_LOOK, Look, Pen
from extract.formats.list_numbers import number_to_letters, number_to_roman
from extract.options import ReadOptions
from schemas.errors import LimitError, UnreadableError, error_to_detail
from schemas.finding import Finding
from schemas.provenance import CellRef, FragmentRef, SourceDocument
from schemas.table import Cell, CellStyle, DocumentReading, Fragment, TextBlock, TextKind

HIDDEN_LOOK = Look(hidden=True)
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_.:-]+)", re.IGNORECASE)
_CONTROLS = re.compile("[\x00-\x08\x0b\x0e-\x1f\ufffe\uffff]")
_IGNORED = frozenset({"script", "style", "template", "object", "embed", "iframe", "audio", "video", "canvas", "map", "title"})
_BLOCKS = frozenset(
    {"address", "article", "aside", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset"}
    | {"figcaption", "figure", "footer", "form", "header", "hr", "html", "legend", "li", "main", "nav", "ol", "option", "p"}
    | {"pre", "section", "summary", "td", "th", "ul"}
)
_FURNITURE = frozenset({"header", "footer", "nav"})
_HEADINGS = {f"h{level}": level for level in range(1, 7)}
_BOLD = frozenset({"b", "strong", *_HEADINGS})
_STRUCK = frozenset({"s", "strike", "del"})
_ITALIC = frozenset({"i", "em", "cite"})


def html_to_reading(source: SourceDocument, data: bytes, options: ReadOptions) -> DocumentReading:
    """All tables with the text around them; no blocks for a page without text.

    Raises LimitError for a page beyond `options.limits` or nested too deeply. Never raises for malformed markup.
    """
    text, findings = _decode(data)
    blocks, more = html_to_blocks(text, source.source_name, options)
    return DocumentReading(source, tuple(blocks), (*findings, *more))


def html_to_blocks(
    text: str, name: str, options: ReadOptions, first_table: int = 1
) -> tuple[list[TextBlock | Fragment], list[Finding]]:
    """The blocks of a page or of a piece of one; its tables are numbered from `first_table`. Raises LimitError."""
    root = _parse(text, name)
    if root is None:
        return [], []
    unread = lay_style_sheets(root)
    walk = _Walk(name, options, tables=first_table - 1, styles_known=not unread)
    walk.visit(root, PLAIN_LOOK)
    walk.flush()
    counts = (("hidden-dropped", walk.hidden), ("pictures-unread", walk.pictures), ("styles-unread", unread))
    walk.findings += [Finding(code, fields=(("count", str(count)),)) for code, count in counts if count]
    return walk.blocks, walk.findings


def _decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    match = _CHARSET.search(data, 0, 4096)
    if match is not None and not data.startswith((b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")):
        try:
            encoding = codecs.lookup(match[1].decode("ascii")).name
            # A declaration that can be read as ASCII rules out UTF-16; pages say it all the same.
            if not encoding.startswith(("utf-16", "utf-32", "utf-7")):
                return re.sub(r"\r\n?", "\n", data.decode("cp1252" if encoding == "iso8859-1" else encoding)), ()
        except (LookupError, UnicodeError, ValueError, TypeError):
            pass
    return bytes_to_text(data)


def _parse(text: str, name: str) -> Element | None:
    clean = _CONTROLS.sub("\ufffd", text)
    if not clean.strip():
        return None
    parser = etree.HTMLParser(
        encoding="utf-8", recover=True, no_network=True, remove_comments=True, remove_pis=True, huge_tree=False
    )
    try:
        root = etree.fromstring(clean.encode("utf-8", "replace"), parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise UnreadableError("document-broken", name=name, found="HTML", detail=error_to_detail(error)) from error
    for entry in parser.error_log:
        if entry.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT:
            # Recovery would cut the rest of the page without a word.
            raise LimitError(
                "document-too-large", name=name, detail=f"nested or long beyond measure ({entry.message.strip()})"
            )
    return root


@dataclass(slots=True)
class _Walk:
    """One pass over the tree. `pen` collects the text of the current block or cell; while `cell` is set, block ends are line
    ends of that cell and tables are queued as nested ones."""

    name: str
    options: ReadOptions
    tables: int = 0
    cells: int = 0
    hidden: int = 0
    pictures: int = 0
    styles_known: bool = True
    pen: Pen = field(default_factory=Pen)
    kind: TextKind = "paragraph"
    level: int = 0
    cell: CellRef | None = None
    nested: list[tuple[list[Element], CellRef]] = field(default_factory=list)
    lists: dict[Element, int] = field(default_factory=dict)  # ordered list -> number of its next item
    blocks: list[TextBlock | Fragment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def flush(self) -> None:
        """Ends the block: a text block outside tables, a line inside a cell."""
        if self.cell is not None:
            self.pen.end_line()
            return
        text = self.pen.text()
        if text.strip():
            self.blocks.append(TextBlock(text, self.kind, bold=self.pen.all_bold(), level=self.level))
        self.pen = Pen()
        if len(self.blocks) > self.options.limits.blocks:
            raise LimitError("document-too-large", name=self.name, detail=f"more than {self.options.limits.blocks} blocks")

    def visit(self, node: Element, look: Look) -> None:
        """The text and tables of one element, in order, without its tail."""
        tag = node.tag
        if not isinstance(tag, str) or tag in _IGNORED:
            return
        style = attributes_to_style(node.attrib)
        if is_hidden(style):
            text = "".join(node.itertext())
            self.hidden += bool(text.strip())
            if self.cell is not None:
                self.pen.write(text, HIDDEN_LOOK)
            return
        match tag:
            case "table":
                self.take_table([node])
            case "math":
                self.pen.write_runs(formula_to_runs(node), look)
            case "svg":
                self.visit_svg(node, look)
            case "img":
                self.pictures += self.cell is not None
            case "br":
                self.pen.write("\n", replace(PLAIN_LOOK, keep_blanks=True))
            case "head":
                self.visit_head(node)
            case "input":
                self.visit_input(node, look)
            case "select":
                self.visit_select(node, look)
            case _:
                self.visit_element(node, self.restyled(look, node, style))

    def restyled(self, look: Look, node: Element, style: dict[str, str]) -> Look:
        """The look within `node`, which has that style."""
        inner = _restyle(look, node.tag, style)
        if lays_ground(style):
            return replace(inner, hidden=False)
        pale = is_pale(style) if self.styles_known else None
        if pale is None:
            return inner
        return replace(
            inner, hidden=pale and not any(lays_ground(attributes_to_style(up.attrib)) for up in node.iterancestors())
        )

    def visit_svg(self, node: Element, look: Look) -> None:
        """A drawing in a cell may print its value; one outside of tables is a picture."""
        texts = [" ".join("".join(part.itertext()).split()) for part in node.iter("text")]
        if self.cell is None or not any(texts):
            self.pictures += 1
            return
        self.pen.write(" ".join(filter(None, texts)), look)

    def visit_element(self, node: Element, look: Look) -> None:
        tag = node.tag
        block = tag in _BLOCKS or tag in _HEADINGS
        before = self.kind, self.level
        if block:
            self.flush()
            self.kind, self.level = _tag_to_kind(tag, before)
        if tag == "li":
            self.pen.write(self.list_mark(node), look)
        self.visit_children(node, look)
        if block:
            self.flush()
            self.kind, self.level = before

    def list_mark(self, item: Element) -> str:
        """ "3. " for an item of an ordered list, "" elsewhere."""
        ordered = item.getparent()
        if ordered is None or ordered.tag != "ol":
            return ""
        number = _integer(item.get("value", ""), self.lists.get(ordered, _integer(ordered.get("start", ""), 1)))
        self.lists[ordered] = number + 1
        kind = ordered.get("type", "1")
        text = {"a": number_to_letters(number), "i": number_to_roman(number)}.get(kind.lower(), str(number))
        return f"{text.upper() if kind in ('A', 'I') else text}. "

    def visit_children(self, node: Element, look: Look) -> None:
        if (formula := formula_shown_twice(node)) is not None:
            self.pen.write_runs(formula_to_runs(formula), look)
            return
        if node.text:
            self.pen.write(node.text, look)
        rows: list[Element] = []
        for child in node:
            if child.tag in ROW_PARTS:
                rows.append(child)  # rows that lost their table
            else:
                self.take_rows(rows)
                self.visit(child, look)
            if child.tail and child.tail.strip(" \t\r\n\f"):
                self.take_rows(rows)
            if child.tail:
                self.pen.write(child.tail, look)
        self.take_rows(rows)

    def take_rows(self, rows: list[Element]) -> None:
        if rows:
            self.take_table(rows.copy())
            rows.clear()

    def visit_head(self, node: Element) -> None:
        for title in node.iter("title"):
            self.kind = "furniture"
            self.visit_children(title, PLAIN_LOOK)
            self.flush()
            self.kind = "paragraph"

    def visit_input(self, node: Element, look: Look) -> None:
        kind = node.get("type", "text").lower()
        if kind in ("checkbox", "radio"):
            self.pen.write("☑" if "checked" in node.attrib else "☐", look)
        elif kind in ("text", "number", "date", "email", "tel"):
            self.pen.write(node.get("value", ""), look)

    def visit_select(self, node: Element, look: Look) -> None:
        options = list(node.iter("option"))
        chosen = [option for option in options if "selected" in option.attrib] or options[:1]
        for option in chosen:
            self.pen.write("".join(option.itertext()), look)

    def take_table(self, parts: list[Element]) -> None:
        """Reads the table now, or after the table around it when inside a cell."""
        if self.cell is not None:
            self.pen.end_line()
            self.nested.append((parts, self.cell))
            return
        self.flush()
        self.nested.append((parts, CellRef(FragmentRef(0, 1), 0, 0)))
        outermost = True
        while self.nested:
            queue, self.nested = self.nested, []
            for table, around in queue:
                self.read_table(table, None if outermost else around)
            outermost = False

    def read_table(self, parts: Sequence[Element], around: CellRef | None) -> None:
        structure = elements_to_structure(parts)
        self.hidden += structure.hidden
        self.read_outside(structure)
        placed = structure_to_grid(structure, self.name, self.options.limits)
        if not placed.cells:
            return
        self.tables += 1
        ref = FragmentRef(0, self.tables)
        self.count(placed)
        headers = [header for row in structure.rows for header in row_to_headers(row)]
        declared = any(headers)
        cells = [
            self.read_cell(CellRef(ref, cell.row, cell.column), cell, element, header if declared else None)
            for cell, element, header in zip(placed.cells, placed.elements, headers, strict=True)
        ]
        filled = fill_holes(cells, placed.rows, placed.columns)
        self.blocks.append(Fragment(ref, placed.rows, placed.columns, filled, engine="html", nested_in=around))
        self.findings += [_ragged(ref, row, found, placed.columns) for row, found in placed.ragged]

    def count(self, placed: Placed) -> None:
        self.cells += placed.rows * placed.columns
        if self.cells > self.options.limits.all_cells:
            raise LimitError("document-too-large", name=self.name, detail=f"more than {self.options.limits.all_cells} cells")

    def read_outside(self, structure: Structure) -> None:
        """Captions, and what broken markup put between the cells: shown before the table, as browsers do."""
        for caption in structure.captions:
            self.kind = "caption"
            self.visit_children(caption, PLAIN_LOOK)
            self.flush()
            self.kind = "paragraph"
        for stray in structure.stray:
            if isinstance(stray, str):
                self.pen.write(stray, PLAIN_LOOK)
            elif stray.tag == "table":
                self.read_table([stray], None)
            else:
                self.visit(stray, PLAIN_LOOK)
        self.flush()

    def read_cell(self, ref: CellRef, cell: Cell, element: Element, header: bool | None) -> Cell:
        outer_pen, self.pen, self.cell = self.pen, Pen(), ref
        style = attributes_to_style(element.attrib)
        row = element.getparent()
        around = (
            PLAIN_LOOK if row is None or row.tag != "tr" else self.restyled(PLAIN_LOOK, row, attributes_to_style(row.attrib))
        )
        self.visit_children(element, self.restyled(replace(around, script=""), element, style))
        pen, self.pen, self.cell = self.pen, outer_pen, None
        text, marks = pen.text_and_marks()
        inner = _only_block_style(element)
        look = CellStyle(
            bold=pen.all_bold(),
            italic=pen.all_italic(),
            size=style_to_size(inner) or style_to_size(style),
            fill=style_to_fill(style),
            indent=style_to_indent({**style, **inner}),
            align=style_to_align(inner) or style_to_align(style),
        )
        return replace(cell, text=text, style=look, header=header, marks=marks)


def _only_block_style(cell: Element) -> dict[str, str]:
    """The style of the paragraph that fills the cell; empty when there is none or several."""
    return attributes_to_style(cell[0].attrib) if len(cell) == 1 and cell[0].tag in ("p", "div", "span") else {}


def _tag_to_kind(tag: str, around: tuple[TextKind, int]) -> tuple[TextKind, int]:
    if tag in _HEADINGS:
        return "heading", _HEADINGS[tag]
    if tag in _FURNITURE:
        return "furniture", 0
    if tag in ("li", "dt", "dd"):
        return "list_item", 0
    if tag in ("figcaption", "caption"):
        return "caption", 0
    return around


def _restyle(look: Look, tag: str, style: dict[str, str]) -> Look:
    bold, italic = style_to_bold(style), style_to_italic(style)
    return Look(
        bold=(look.bold or tag in _BOLD) if bold is None else bold,
        italic=(look.italic or tag in _ITALIC) if italic is None else italic,
        script="sup" if tag == "sup" else "sub" if tag == "sub" else style_to_script(style) or look.script,
        struck=look.struck or tag in _STRUCK or style_to_struck(style),
        hidden=look.hidden,
        font=style.get("font-family", look.font),
        keep_blanks=look.keep_blanks or tag in ("pre", "textarea") or style.get("white-space", "").startswith("pre"),
    )


def _integer(text: str, default: int) -> int:
    return int(text) if re.fullmatch(r"-?\d{1,6}", text.strip()) else default


def _ragged(ref: FragmentRef, row: int, found: int, expected: int) -> Finding:
    fields = (("row", str(row)), ("found", str(found)), ("expected", str(expected)))
    return Finding("row-ragged", CellRef(ref, row, 0), fields=fields)
