"""Second opinions: other engines look at the same tables, and their grids are compared with ours cell by cell.

Our reading is always kept: of 40 open tables with a truth by others, the other engine's was better for one and worse for twelve
(docs/adr/0010). What an opinion changes is trust. An engine that reads every figure in the same cell, and nine in ten of all filled
cells, confirms the columns; a figure that it puts elsewhere is a finding with both readings.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from extract.grids.rival import fragments_to_rival
from extract.opinion.registry import installed_engines, load_engine
from extract.options import ReadOptions
from schemas.decision import Sign
from schemas.errors import EngineError
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.lexicon import lexicon
from schemas.provenance import SourceDocument
from schemas.sign_sentences import sign_to_words
from schemas.table import Cell, Fragment, GridRival, TextBlock

LOW_TRUST = 0.75  # a fragment with a lower score, or with inferred columns, is shown to the other engines in mode auto
SAME_TABLE = 0.6  # share of the smaller box that two engines' tables must share to be the same
AGREE = 0.9  # share of the filled cells that must read the same
RAISE = 0.15  # added to the score for agreement
MOST_ASKED = 20  # tables of one document that mode auto asks about: a hundredth of a second each for us is a tenth for others
MOST_CELLS = 3000  # cells of a table that mode auto asks about: other engines' time grows with the square
MOST_TOLD = 20  # figures of one table that are reported one by one
OTHERS = ("pdfplumber", "camelot")
WITNESSES = (
    "camelot",
)  # who is asked in mode auto: pdfplumber's agreement on open tables is no better than chance (docs/adr/0010)

_FIGURE = re.compile(
    rf"^(?!(?:19|20)\d\d$)(?:[(.-]|{lexicon().either('quantities.currencies')})*\d[\d.,]*[%)]*$", re.IGNORECASE
)  # and no year

Blocks = list[TextBlock | Fragment]


@dataclass(frozen=True, slots=True)
class Comparison:
    """`agreement` is the share of our filled cells for which the other engine has a cell with the same text at the same place;
    `figures` says whether it has all of our figures there and no other ones. `elsewhere` are the cells of ours inside which it reads
    other figures, however it divides the place, each with its text; `same` are our filled cells that it reads alike, `otherwise` those
    that it reads or divides in another way."""

    agreement: float
    figures: bool
    elsewhere: tuple[tuple[Cell, str], ...]
    same: tuple[Cell, ...] = ()
    otherwise: tuple[Cell, ...] = ()

    @property
    def confirms(self) -> bool:
        return self.agreement >= AGREE and self.figures


@dataclass(frozen=True, slots=True)
class Opinion:
    """The blocks as another engine reads them if one was chosen, or with scores weighed by second opinions; what was found, and the
    other engines' grids where they divide a table otherwise. `replaced` when the tables are another engine's."""

    blocks: Blocks
    findings: tuple[Finding, ...] = ()
    rivals: tuple[GridRival, ...] = ()
    replaced: bool = False


def ask_others(source: SourceDocument, data: bytes, options: ReadOptions, blocks: Blocks) -> Opinion:
    """What the engine that was chosen reads, or what the others say of our tables.

    Raises EngineError when a chosen engine is not installed; one that is missing or fails when asked for a second opinion is
    reported once and passed over.
    """
    if options.engine in OTHERS:
        return Opinion(
            _replaced(blocks, load_engine(options.engine).read(data, options.pages, options.password)), replaced=True
        )
    low = [b for b in blocks if isinstance(b, Fragment) and (options.second_opinion == "always" or is_doubtful(b))]
    if options.second_opinion == "never" or not low:
        return Opinion(blocks)
    names = OTHERS if options.second_opinion == "always" else WITNESSES
    known = options.opinion_engines if options.opinion_engines is not None else installed_engines()
    versions = {name: version for name, _, version in (engine.partition(" ") for engine in known) if name in names}
    findings = [_not_asked("second-opinion-missing", name, len(low)) for name in names if name not in versions]
    asked = low if options.second_opinion == "always" else [f for f in low if _is_bounded(f)][:MOST_ASKED]
    if versions and len(asked) < len(low):
        findings.append(_not_asked("second-opinion-partial", "", len(low) - len(asked)))
    weighed = {fragment.ref: fragment for fragment in asked}
    rivals: list[GridRival] = []
    for name, version in sorted(versions.items()):
        try:
            theirs = list(_opinions(name, data, options.password, asked))
        except Exception as error:  # of whatever kind: another engine's fault must never cost our own reading
            code = "second-opinion-missing" if isinstance(error, EngineError) else "second-opinion-failed"
            findings.append(_not_asked(code, name, len(asked), f"{type(error).__name__}"))
            continue
        for ref, fragment in weighed.items():
            weighed[ref], more = weigh(fragment, theirs, f"{name} {version}".strip())
            findings += more
        rivals += _rivals(blocks, theirs, f"{name} {version}".strip())
    out = [weighed.get(b.ref, b) if isinstance(b, Fragment) else b for b in blocks]
    return Opinion(out, tuple(findings), tuple(rivals))


def _rivals(blocks: Blocks, theirs: Sequence[Fragment], source: str) -> list[GridRival]:
    """The other engine's grids page by page, those of our tables whose columns were inferred."""
    found: list[GridRival] = []
    for page in sorted({fragment.ref.page for fragment in theirs}):
        ours = [block for block in blocks if isinstance(block, Fragment) and block.ref.page == page]
        for fragment in (one for one in ours if one.columns_inferred):
            over = [
                other
                for other in theirs
                if other.ref.page == page and other.box and fragment.box and _shared(fragment, other) >= SAME_TABLE
            ]
            rival = fragments_to_rival(ours, over, source) if over else None
            if rival is not None and all(rival.instead != other.instead for other in found):
                found.append(rival)
    return found


def is_doubtful(fragment: Fragment) -> bool:
    """Is our own trust in the table low: a low score, or columns that only the alignment of words tells?"""
    return fragment.columns_inferred or fragment.score < LOW_TRUST


def _is_bounded(fragment: Fragment) -> bool:
    """Can another engine be asked at a bounded cost? Not about huge tables, nor about those printed sideways: boxes are on the upright
    page, the column edges of such a table lie along its text."""
    upright = fragment.box and fragment.column_edges and abs(fragment.column_edges[0] - fragment.box.x0) < 1
    return bool(upright) and len(fragment.cells) <= MOST_CELLS


def _not_asked(code: str, engine: str, count: int, detail: str = "") -> Finding:
    return Finding(code, fields=(("engine", engine), ("count", str(count)), ("detail", detail)))


def _opinions(name: str, data: bytes, password: str | None, asked: Sequence[Fragment]) -> Iterator[Fragment]:
    """What the engine finds by its rules on the pages of ruled tables, and what it sees inside the boxes of open ones."""
    engine = load_engine(name)
    ruled = sorted({fragment.ref.page for fragment in asked if not fragment.columns_inferred})
    if ruled:
        yield from engine.read(data, ruled, password)
    areas: dict[int, list[BBox]] = {}
    for fragment in asked:
        if fragment.columns_inferred and fragment.box:
            areas.setdefault(fragment.ref.page, []).append(fragment.box)
    if areas:
        yield from engine.look(data, areas, password)


def _replaced(blocks: Blocks, fragments: Sequence[Fragment]) -> Blocks:
    """Our text blocks with the other engine's tables, in reading order. Text inside its tables stays with the tables."""
    boxes = [(f.ref.page, f.box) for f in fragments if f.box]
    texts = [
        b
        for b in blocks
        if isinstance(b, TextBlock)
        and not any(b.box and page == b.page and box.overlap(b.box) > 0.5 * b.box.area for page, box in boxes)
    ]

    def place(block: TextBlock | Fragment) -> tuple[int, float]:
        page = block.ref.page if isinstance(block, Fragment) else block.page
        return page, block.box.top if block.box else 0.0

    return sorted([*texts, *fragments], key=place)


def weigh(ours: Fragment, theirs: Sequence[Fragment], engine: str) -> tuple[Fragment, list[Finding]]:
    """Our fragment with its score raised and its columns confirmed where the other engine agrees, and what it reads differently.
    `engine` is its name, with or without its version."""
    same = [t for t in theirs if t.ref.page == ours.ref.page and t.box and ours.box and _shared(ours, t) >= SAME_TABLE]
    if not same:
        return replace(ours, signs=(*ours.signs, Sign("grid_not_found", details=(engine,)))), []
    best = max(same, key=lambda t: (_shared(ours, t), t.rows * t.columns))
    found = compare(ours, best)
    sizes = map(str, (best.rows, best.columns, ours.rows, ours.columns))
    compared = Sign("grid_compared", details=(engine, f"{found.agreement:.0%}", *sizes))
    signs, evidence = (*ours.signs, compared), sign_to_words(compared)
    name, page = engine.partition(" ")[0], ours.ref.page
    fields = (("engine", name), ("table", str(ours.ref)))
    findings = [
        Finding(code, page=page, related=tuple(map(ours.cell_ref, cells)), fields=(*fields, ("count", str(len(cells)))))
        for code, cells in (("engine-reads-same", found.same), ("engine-reads-otherwise", found.otherwise))
        if cells
    ]
    findings += [
        Finding("engines-disagree", ours.cell_ref(cell), before=cell.text, after=text, fields=fields, page=page)
        for cell, text in found.elsewhere[:MOST_TOLD]
    ]
    if not found.confirms:
        return replace(ours, signs=signs), [
            Finding("engines-differ", page=page, evidence=evidence, fields=fields),
            *findings,
        ]
    findings.append(Finding("engines-agree", page=page, evidence=evidence, fields=fields))
    inferred = ours.columns_inferred and name not in WITNESSES
    return replace(ours, score=min(1.0, ours.score + RAISE), columns_inferred=inferred, signs=signs), findings


def _shared(a: Fragment, b: Fragment) -> float:
    assert a.box is not None
    assert b.box is not None
    return a.box.overlap(b.box) / max(1.0, min(a.box.area, b.box.area))


def compare(ours: Fragment, theirs: Fragment) -> Comparison:
    """Cell by cell, by place on the page: the other engine's cell under the middle of ours must hold the same text; in the head, whose
    lines others make rows of, all that it has inside ours. Below it rows count as much as columns: engines that agree on the
    columns alone agree on wrong ones too."""
    figures = True
    elsewhere: list[tuple[Cell, str]] = []
    same: list[Cell] = []
    otherwise: list[Cell] = []
    head = _head_rows(ours)
    for cell in (cell for cell in ours.cells if cell.box):
        inside = _inside(cell, theirs)
        under = inside if cell.row + cell.row_span <= head else _under(cell, theirs)
        if not cell.text:
            if _has_figure(inside):
                figures = False
                elsewhere.append((cell, inside))
            continue
        agrees = _plain(under) == _plain(cell.text)
        (same if agrees else otherwise).append(cell)
        figures &= agrees or not _has_figure(cell.text + under)
        if not agrees and _plain(inside) != _plain(cell.text) and _has_figure(cell.text + inside):
            elsewhere.append((cell, inside))
    filled = sum(bool(cell.text and cell.box) for cell in ours.cells)
    return Comparison(len(same) / filled if filled else 1.0, figures, tuple(elsewhere), tuple(same), tuple(otherwise))


def _under(cell: Cell, theirs: Fragment) -> str:
    """The text of the other engine's cell under the middle of this one; where that is blank, of the cells beside it on this level,
    since engines put a column of their own beside figures that are set to the right."""
    box = cell.box
    assert box is not None
    x, y = box.x_mid, box.y_mid
    at = next((t.text for t in theirs.cells if t.box and t.box.contains_point(x, y)), "")
    level = [
        t for t in theirs.cells if t.text and t.box and box.x0 <= t.box.x_mid <= box.x1 and t.box.top <= y <= t.box.bottom
    ]
    return at or " ".join(t.text for t in level)


def _inside(cell: Cell, theirs: Fragment) -> str:
    """The texts of the other engine's cells whose middles lie in this one, in its order."""
    box = cell.box
    assert box is not None
    return "\n".join(t.text for t in theirs.cells if t.text and t.box and box.contains_point(t.box.x_mid, t.box.y_mid))


def _head_rows(fragment: Fragment) -> int:
    """How many rows come before the first that holds two figures or more which are no years."""
    counts = [0] * fragment.rows
    for cell in fragment.cells:
        counts[cell.row] += bool(_FIGURE.match(_plain(cell.text)))
    return next((row for row, count in enumerate(counts) if count >= 2), 0)


def _has_figure(text: str) -> bool:
    return any(character.isdigit() for character in text)


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
