"""Tables as read: cells, fragments, and the running text around them. Nothing here knows what a table means."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Literal

from schemas.decision import Sign
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.page import RGB
from schemas.provenance import CellRef, FragmentRef, SourceDocument

Align = Literal["left", "right", "center"]
TextKind = Literal["paragraph", "heading", "list_item", "key_value", "caption", "furniture"]
MarkKind = Literal[
    "raised",  # a footnote mark or a power: beside the number, never a digit of it
    "lowered",
    "struck",  # crossed out by the author; in the cell's text only where nothing else stands in the cell
    "hidden",  # in the file, seen by nobody; never in the cell's text
    "tick",
    "formula",  # the source of a formula that the text linearizes
]


class GridKind(StrEnum):
    """How the columns and rows of a page's table were found, and what people are told about it."""

    RULED = "ruled"  # rules enclose every cell
    PARTLY_RULED = "partly ruled"  # rules enclose it, its text says what they leave out
    RULES = "rules"  # a few rules of one width above, below and in it
    ALIGNED = "aligned"  # nothing but the white between its columns
    CONTINUED = "continued"  # the columns are those of the page before
    DRAWN = "drawn by hand"  # a person drew its columns and rows on the page


@dataclass(frozen=True, slots=True)
class CellStyle:
    """How the cell looks, kept as evidence. `size` is the median font size in points, `indent` the distance in points from the
    cell's left edge to its first word; None where the format or the page does not tell."""

    bold: bool = False
    italic: bool = False
    size: float | None = None
    fill: RGB | None = None
    indent: float | None = None
    align: Align | None = None
    rotated: bool = False


PLAIN = CellStyle()


@dataclass(frozen=True, slots=True)
class Mark:
    """A small sign of a cell that changes what it says, as a fact of its own: what kind, and the characters as the source has them
    ("1)" of "128" with a raised "1)", whose cell reads "128¹⁾")."""

    kind: MarkKind
    text: str


@dataclass(frozen=True, slots=True)
class Recognised:
    """How sure a machine was of a text that it saw in a picture.

    `trust` is the lowest probability of its characters, 0 to 1. `marks_agree` is False where the shape of a comma or a point speaks
    against what was read. `readings` are other texts that may stand there, the most probable first.
    """

    trust: float
    marks_agree: bool = True
    readings: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a fragment, at its anchor (top left) position, with its spans.

    `text` is what was read, lines kept apart by "\\n", never changed afterwards. `header` is True where the *format* says so
    (`<th>`, `w:tblHeader`, the first row of a Markdown table), None where it has no say. `stored` is the number that a
    spreadsheet keeps behind the text it shows (a percentage as it is shown: 12.5 for "12,5%"); None for texts and other formats.
    `recognised` is set where the text was read off a picture.
    `marks` are the small signs in it, in reading order by kind.
    """

    row: int
    column: int
    text: str
    row_span: int = 1
    column_span: int = 1
    box: BBox | None = None
    style: CellStyle = PLAIN
    header: bool | None = None
    stored: Decimal | None = None
    recognised: Recognised | None = None
    marks: tuple[Mark, ...] = ()


@dataclass(frozen=True, slots=True)
class Remark:
    """Something that the finder noticed about the cell at (row, column): a finding's code, the text in question, and what it rests on.
    It becomes a finding when the fragment has its place in the document."""

    row: int
    column: int
    code: str
    text: str
    evidence: str


@dataclass(frozen=True, slots=True)
class Fragment:
    """One table as one engine read it on one page.

    Cells are sorted by (row, column), do not overlap, and each covers `row_span` x `column_span` positions of the grid of `rows` x
    `columns`. `column_edges` are the `columns + 1` x positions in points (empty without geometry). `score` is the engine's own
    trust in the grid, 0 to 1, `signs` what spoke for it and against it. `open_bottom` is True when the page ends before a closing
    rule, `columns_inferred` when columns were told from the alignment of words and not from rules, fills or the format, and no
    other engine confirmed them. `remarks` are what the finder noticed about single cells. `grid_kind` is None for formats that hold
    tables as such, and for other engines, which do not say. `head_rows` is how many rows the finder took for the head while it
    divided the lines, a proposal for whoever knows what heads say; None where nothing was divided. `parted_rows` are rows that no
    rule parts from the row above, but white that runs through all cells. `drawn_over` is set for a table that a person drew: what
    named the table that was read at its place before (`schemas.layout.fragment_to_read`), "" where none was.
    """

    ref: FragmentRef
    rows: int
    columns: int
    cells: tuple[Cell, ...]
    box: BBox | None = None
    column_edges: tuple[float, ...] = ()
    engine: str = ""
    score: float = 1.0
    signs: tuple[Sign, ...] = ()
    open_bottom: bool = False
    columns_inferred: bool = False
    nested_in: CellRef | None = None
    remarks: tuple[Remark, ...] = ()
    grid_kind: GridKind | None = None
    head_rows: int | None = None
    drawn_over: str | None = None
    parted_rows: tuple[int, ...] = ()

    @property
    def grid_name(self) -> str:
        """Whose grid it is: the way in which it was found, else the engine that found it, else "format"."""
        return str(self.grid_kind) if self.grid_kind is not None else self.engine or "format"

    def cell_ref(self, cell: Cell) -> CellRef:
        return CellRef(self.ref, cell.row, cell.column)


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A piece of running text between tables, in reading order.

    `page` counts from 1, 0 without pages. `level` is a heading's level from 1, 0 for other text.
    """

    text: str
    kind: TextKind = "paragraph"
    page: int = 0
    box: BBox | None = None
    bold: bool = False
    level: int = 0


@dataclass(frozen=True, slots=True)
class GridRival:
    """Another grid that a region of a page may have: what stands there `instead` of some fragments of one page.

    `fragments` bear the names of those that they replace, further ones names that no other table of the page has. `texts` are what the
    replaced tables hold and these do not. `source` says whose grid it is ("aligned", "pdfplumber 0.11"), `score` is its own trust.
    """

    instead: tuple[FragmentRef, ...]
    fragments: tuple[Fragment, ...]
    source: str
    score: float
    texts: tuple[TextBlock, ...] = ()

    @property
    def page(self) -> int:
        return self.instead[0].page


@dataclass(frozen=True, slots=True)
class DocumentReading:
    """All that a reader took from one document: text blocks and fragments in reading order, and what it noticed. `rivals` are other
    grids for some of the fragments, at most a few for each."""

    source: SourceDocument
    blocks: tuple[TextBlock | Fragment, ...]
    findings: tuple[Finding, ...] = ()
    rivals: tuple[GridRival, ...] = ()

    @property
    def fragments(self) -> tuple[Fragment, ...]:
        return tuple(block for block in self.blocks if isinstance(block, Fragment))

    def with_rival(self, rival: GridRival) -> DocumentReading:
        """The same with the other grid in the place of the fragments that it is for, without what was noticed about their cells."""
        boxes = [fragment.box for fragment in rival.fragments if fragment.box is not None]
        new: list[TextBlock | Fragment] = [*rival.texts, *rival.fragments]
        new.sort(key=lambda block: (block.box.top, block.box.x0) if block.box else (0.0, 0.0))
        blocks: list[TextBlock | Fragment] = []
        for block in self.blocks:
            if isinstance(block, Fragment):
                if block.ref == rival.instead[0]:
                    blocks += new
                elif block.ref not in rival.instead:
                    blocks.append(block)
            elif block.page != rival.page or not _lies_in(block.box, boxes):
                blocks.append(block)
        findings = [f for f in self.findings if f.cell is None or f.cell.fragment not in rival.instead]
        rivals = [other for other in self.rivals if not set(other.instead) & set(rival.instead)]
        return replace(self, blocks=tuple(blocks), findings=tuple(findings), rivals=tuple(rivals))


def _lies_in(box: BBox | None, others: Sequence[BBox]) -> bool:
    return box is not None and any(box.overlap(other) > 0.5 * box.area for other in others)
