"""DOCX: tables as fragments and the text around them, in document order, with all tracked changes accepted.

An own walk over the XML, because every DOCX library loses something that these documents use: rows in content controls, inserted
text, offsets, tables in text boxes, list numbers (measured with one document that has them all, see tests/extract/formats/test_docx.py).
"""

from __future__ import annotations

import contextlib
import posixpath
import statistics
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from extract.formats.cell_placing import fill_holes, ragged_rows
from extract.formats.docx.fields import root_to_whole_fields
from extract.formats.docx.numbering import root_to_numbering
from extract.formats.docx.pictures import MOST, Picture, See, picture_to_blocks
from extract.formats.docx.styles import is_shaded, root_to_styles
from extract.formats.docx.table import DocxCell, DocxTable, table_to_grid
from extract.formats.docx.text import Paragraph, TextReader, iter_through, paragraphs_to_text
from extract.formats.package import Element, Package, W, attribute, child_value, main_part, open_package
from extract.ink.raised import to_superscript
from extract.options import ReadOptions
from schemas.errors import LimitError
from schemas.finding import Finding
from schemas.page import RGB
from schemas.provenance import CellRef, FragmentRef, SourceDocument
from schemas.table import Cell, CellStyle, DocumentReading, Fragment, Mark, TextBlock, TextKind

_CONTENT = frozenset({W + "p", W + "tbl", W + "altChunk"})
_SIDEWAYS = frozenset({"btLr", "tbRl", "tbLrV", "tbRlV", "lr", "rl", "rlV", "lrV"})


def docx_to_reading(source: SourceDocument, data: bytes, options: ReadOptions, see: See | None = None) -> DocumentReading:
    """All tables with the text around them; headers first and footers last as furniture, then notes. No blocks for an empty
    document. `see` reads a picture; without it the pictures are counted.

    Raises UnreadableError for a damaged package or XML, EncryptedError, and LimitError for a document beyond `options.limits`.
    """
    package = open_package(data, source.source_name, options.limits)
    path = main_part(package)
    root = package.xml(path)
    body = None if root is None else root.find(W + "body")
    if root is None or body is None:
        raise package.broken("the document has no body")
    styles = root_to_styles(_related_root(package, path, "styles"))
    numbering = root_to_numbering(_related_root(package, path, "numbering"), styles)
    reader = TextReader(styles, numbering, on_paper=root.find(W + "background") is None)
    walk = _Walk(source.source_name, options, reader, None if see is None else _Sight(package, path, see))
    for part in package.related(path, "header"):
        walk.add_furniture(package.xml(part))
    walk.take_fields(root)
    walk.add_content(body)
    for part in package.related(path, "footer"):
        walk.add_furniture(package.xml(part))
    walk.add_notes(package, path)
    return DocumentReading(source, tuple(walk.blocks), (*walk.findings, *_walk_to_findings(walk)))


def _related_root(package: Package, path: str, kind: str) -> Element | None:
    targets = package.related(path, kind)
    fallback = posixpath.join(posixpath.dirname(path), f"{kind}.xml")
    return package.xml(targets[0] if targets else fallback)


@dataclass(frozen=True, slots=True)
class _Content:
    """What a cell holds: its paragraphs, and the tables nested in it or in its text boxes."""

    paragraphs: tuple[Paragraph, ...]
    tables: tuple[Element, ...]

    def text_and_marks(self) -> tuple[str, tuple[Mark, ...]]:
        text, marks = paragraphs_to_text(self.paragraphs)
        return text.strip("\n"), marks


@dataclass(frozen=True, slots=True)
class _Sight:
    """Where the pictures of the document are, and who reads them."""

    package: Package
    path: str
    see: See


@dataclass(slots=True)
class _Walk:
    name: str
    options: ReadOptions
    reader: TextReader
    sight: _Sight | None = None
    blocks: list[TextBlock | Fragment] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    tables: int = 0
    cells: int = 0
    hidden_rows: int = 0
    unread_parts: int = 0
    open_fields: int = 0
    pictures: int = 0
    pictures_read: int = 0

    def take_fields(self, root: Element) -> None:
        """To be called with each part before its text is read."""
        whole, still_open = root_to_whole_fields(root)
        self.reader.fields |= whole
        self.open_fields += still_open

    def add_content(self, container: Element) -> None:
        """Paragraphs and tables of the body or of a text box, in order."""
        for item in self.items_of(container):
            if isinstance(item, Paragraph):
                self.add_paragraph(item)
            else:
                self.add_table(item, None)

    def items_of(self, container: Element) -> Iterator[Paragraph | Element]:
        """Paragraphs, read, and table elements; a paragraph whose end was deleted goes on in the next one."""
        carried: Paragraph | None = None
        for node in iter_through(container, _CONTENT):
            if node.tag == W + "altChunk":
                self.unread_parts += 1
                continue
            if node.tag == W + "tbl":
                if carried is not None:
                    yield carried
                    carried = None
                yield node
                continue
            paragraph = self.reader.read(node)
            if carried is not None:
                paragraph = carried.joined_to(paragraph)
                carried = None
            if paragraph.open_end:
                carried = paragraph
            else:
                yield paragraph
        if carried is not None:
            yield carried

    def add_paragraph(self, paragraph: Paragraph) -> None:
        if any(piece.text.strip() for piece in paragraph.pieces):
            kind, level = _paragraph_to_kind(paragraph)
            bold = _all(paragraph.pieces, "bold")
            self.blocks.append(TextBlock(paragraph.text.strip("\n"), kind, bold=bold, level=level))
        if len(self.blocks) > self.options.limits.blocks:
            raise LimitError("document-too-large", name=self.name, detail=f"more than {self.options.limits.blocks} blocks")
        for picture in paragraph.pictures:
            self.add_picture(picture)
        with self.on_ground(paper=False):
            for box in paragraph.boxes:
                self.add_content(box)

    def add_picture(self, picture: Picture) -> None:
        """The tables that a picture shows, and the text around them in it."""
        self.pictures += 1
        if self.sight is None or self.pictures > MOST:
            return
        blocks, findings = picture_to_blocks(self.sight.package, self.sight.path, picture, self.sight.see, self.tables)
        self.pictures_read += bool(blocks)
        self.tables += sum(isinstance(block, Fragment) for block in blocks)
        self.blocks += blocks
        self.findings += findings

    @contextlib.contextmanager
    def on_ground(self, *, paper: bool) -> Iterator[None]:
        """Reads what follows as standing on a ground that may be coloured, if `paper` is false: a text box has a fill of its own."""
        before = self.reader.on_paper
        self.reader.on_paper = before and paper
        try:
            yield
        finally:
            self.reader.on_paper = before

    def add_table(self, element: Element, around: CellRef | None) -> None:
        """The table as a fragment, then those nested in its cells."""
        table = table_to_grid(element, self.name, self.options.limits)
        self.hidden_rows += table.hidden
        if not table.cells:
            return
        self.cells += table.rows * table.columns
        if self.cells > self.options.limits.all_cells:
            raise LimitError("document-too-large", name=self.name, detail=f"more than {self.options.limits.all_cells} cells")
        self.tables += 1
        ref = FragmentRef(0, self.tables)
        nested: list[tuple[Element, CellRef]] = []
        with self.on_ground(paper=not self.lays_ground(element)):
            cells = [self.read_cell(ref, placed, table, nested) for placed in table.cells]
        self.findings += _table_to_findings(ref, table, cells)
        filled = fill_holes(cells, table.rows, table.columns)
        self.blocks.append(Fragment(ref, table.rows, table.columns, filled, engine="docx", nested_in=around))
        for inner, cell_ref in nested:
            self.add_table(inner, cell_ref)

    def lays_ground(self, table: Element) -> bool:
        """May the table's own shading or its style put a colour under its texts?"""
        properties = table.find(W + "tblPr")
        if properties is None:
            return False
        style = child_value(properties, "tblStyle") or ""
        return is_shaded(properties.find(W + "shd")) or self.reader.styles.lays_ground(style)

    def read_cell(self, ref: FragmentRef, placed: DocxCell, table: DocxTable, nested: list[tuple[Element, CellRef]]) -> Cell:
        properties = placed.element.find(W + "tcPr")
        with self.on_ground(paper=properties is None or not is_shaded(properties.find(W + "shd"))):
            content = self.read_content(placed.element)
        cell_ref = CellRef(ref, placed.row, placed.column)
        nested += [(inner, cell_ref) for inner in content.tables]
        for element in placed.swallowed:
            behind = self.read_content(element)
            nested += [(inner, cell_ref) for inner in behind.tables]
            covered = behind.text_and_marks()[0]
            if covered.strip():
                # Word shows only the first cell of a merge, but the text is in the file.
                self.findings.append(Finding("merged-text-hidden", cell_ref, before=covered))
        header = None if table.header_rows is None else placed.row < table.header_rows
        text, marks = content.text_and_marks()
        return Cell(
            placed.row,
            placed.column,
            text,
            placed.row_span,
            placed.column_span,
            style=_content_to_style(content, properties),
            header=header,
            marks=marks,
        )

    def read_content(self, container: Element) -> _Content:
        """Text and tables of a cell. A text box in it counts as its text, after its own paragraphs."""
        paragraphs: list[Paragraph] = []
        tables: list[Element] = []
        for item in self.items_of(container):
            if not isinstance(item, Paragraph):
                tables.append(item)
                continue
            paragraphs.append(item)
            with self.on_ground(paper=False):
                for box in item.boxes:
                    inside = self.read_content(box)
                    paragraphs += inside.paragraphs
                    tables += inside.tables
        return _Content(tuple(paragraphs), tuple(tables))

    def add_furniture(self, root: Element | None) -> None:
        """The texts of a header or footer, those in its tables too."""
        if root is not None:
            self.take_fields(root)
        for node in () if root is None else root.iter(W + "p"):
            text = replace(self.reader.read(node), mark="").text
            if text.strip():
                self.blocks.append(TextBlock(text.strip("\n"), "furniture"))

    def add_notes(self, package: Package, path: str) -> None:
        """Foot- and endnotes that the text refers to, each after its number."""
        for kind, numbers in (("footnote", dict(self.reader.footnotes)), ("endnote", dict(self.reader.endnotes))):
            root = _related_root(package, path, f"{kind}s") if numbers else None
            if root is not None:
                self.take_fields(root)
            notes = {} if root is None else {attribute(note, "id"): note for note in root.iterchildren(W + kind)}
            for note_id, number in numbers.items():
                if note_id in notes:
                    text = self.read_content(notes[note_id]).text_and_marks()[0].strip()
                    self.blocks.append(TextBlock(f"{to_superscript(str(number))} {text}"))


def _paragraph_to_kind(paragraph: Paragraph) -> tuple[TextKind, int]:
    style = paragraph.style
    if style.outline:
        return "heading", style.outline
    if style.name.startswith("toc ") or style.name == "table of figures":
        return "furniture", 0
    if style.name == "caption":
        return "caption", 0
    return ("list_item", 0) if style.list_id else ("paragraph", 0)


def _all(pieces: Iterable[object], name: str) -> bool:
    looks = [getattr(piece.style, name) for piece in pieces if piece.text.strip()]  # type: ignore[attr-defined]
    return bool(looks) and all(looks)


def _content_to_style(content: _Content, properties: Element | None) -> CellStyle:
    pieces = [piece for paragraph in content.paragraphs for piece in paragraph.pieces if piece.text.strip()]
    sizes = [piece.style.size for piece in pieces if piece.style.size is not None]
    first = next((paragraph.style for paragraph in content.paragraphs if paragraph.text.strip()), None)
    return CellStyle(
        bold=_all(pieces, "bold"),
        italic=_all(pieces, "italic"),
        size=statistics.median(sizes) if sizes else None,
        fill=_shading_to_color(None if properties is None else properties.find(W + "shd")),
        indent=None if first is None else first.indent,
        align=None if first is None else first.align,
        rotated=(child_value(properties, "textDirection") or "") in _SIDEWAYS,
    )


def _shading_to_color(shading: Element | None) -> RGB | None:
    """The fill; the pattern's own colour where it covers all. None for "auto"."""
    text = attribute(shading, "color" if attribute(shading, "val") == "solid" else "fill")
    try:
        value = int(text, 16) if len(text) == 6 else -1
    except ValueError:
        value = -1
    return None if value < 0 else (value >> 16, value >> 8 & 0xFF, value & 0xFF)


def _table_to_findings(ref: FragmentRef, table: DocxTable, cells: Sequence[Cell]) -> list[Finding]:
    findings = [
        Finding(
            "row-ragged",
            CellRef(ref, row, 0),
            fields=(("row", str(row)), ("found", str(found)), ("expected", str(table.columns))),
        )
        for row, found in ragged_rows(cells, table.rows, table.columns)
        if row not in table.offset_rows
    ]
    if table.slivers:
        findings.append(Finding("sliver-columns", CellRef(ref, 0, 0), fields=(("count", str(table.slivers)),)))
    return findings


def _walk_to_findings(walk: _Walk) -> list[Finding]:
    counts = (
        ("hidden-dropped", walk.reader.hidden + walk.hidden_rows),
        ("pictures-unread", walk.reader.pictures - walk.pictures_read),
        ("parts-unread", walk.unread_parts),
        ("fields-open", walk.open_fields),
    )
    return [Finding(code, fields=(("count", str(count)),)) for code, count in counts if count]
