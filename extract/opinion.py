"""Second opinions: other engines read the same pages, and their grids are compared with ours cell by cell.

Agreement raises a fragment's score, disagreement is a finding with both readings. Our reading is kept: the others know neither
clips nor merged cells as well, and a person should see the difference instead of losing one side of it.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from extract.engines.registry import load_engine
from extract.options import ReadOptions
from schemas.errors import EngineError, UnreadableError
from schemas.finding import Finding
from schemas.provenance import SourceDocument
from schemas.table import Cell, Fragment, TextBlock

LOW_TRUST = 0.75  # a fragment with a lower score is shown to the other engines in mode auto
SAME_TABLE = 0.6  # share of the smaller box that two engines' tables must share to be the same
RAISE = 0.15  # added to the score for agreement
OTHERS = ("pdfplumber", "camelot")

Blocks = list[TextBlock | Fragment]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Share of our filled cells that the other engine reads the same, and the pairs that differ (ours, its text)."""

    agreement: float
    differing: tuple[tuple[Cell, str], ...]


def ask_others(source: SourceDocument, data: bytes, options: ReadOptions, blocks: Blocks) -> tuple[Blocks, list[Finding]]:
    """The blocks as another engine reads them if one was chosen, or with scores weighed by second opinions, and findings.

    Raises EngineError when a chosen engine is not installed; an engine that is missing for a second opinion is passed over.
    """
    if options.engine in OTHERS:
        return _replaced(blocks, load_engine(options.engine).read(data, options.pages, options.password)), []
    if options.second_opinion == "never":
        return blocks, []
    asked = [b for b in blocks if isinstance(b, Fragment) and (options.second_opinion == "always" or b.score < LOW_TRUST)]
    pages = sorted({fragment.ref.page for fragment in asked})
    findings: list[Finding] = []
    weighed = {fragment.ref: fragment for fragment in asked}
    for name in OTHERS if pages else ():
        try:
            theirs = load_engine(name).read(data, pages, options.password)
        except (EngineError, UnreadableError):
            continue
        for ref, fragment in weighed.items():
            weighed[ref], more = weigh(fragment, theirs, name)
            findings += more
    return [weighed.get(b.ref, b) if isinstance(b, Fragment) else b for b in blocks], findings


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
    """Our fragment with its score raised where the other engine agrees, and what it reads differently."""
    same = [t for t in theirs if t.ref.page == ours.ref.page and t.box and ours.box and _shared(ours, t) >= SAME_TABLE]
    if not same:
        return replace(ours, reasons=(*ours.reasons, f"{engine} finds no table here")), []
    best = max(same, key=lambda t: _shared(ours, t))
    found = compare(ours, best)
    evidence = f"{found.agreement:.0%} of the filled cells"
    findings = [
        Finding(
            "engines-disagree",
            ours.cell_ref(cell),
            before=cell.text,
            after=text,
            fields=(("engine", engine),),
            page=ours.ref.page,
        )
        for cell, text in found.differing
    ]
    if found.agreement < 0.9:
        return replace(ours, reasons=(*ours.reasons, f"{engine} agrees on {evidence}")), findings
    fields = (("engine", engine),)
    findings.append(Finding("engines-agree", page=ours.ref.page, evidence=f"{ours.ref}, {evidence}", fields=fields))
    score = min(1.0, ours.score + RAISE)
    return replace(ours, score=score, reasons=(*ours.reasons, f"{engine} agrees on {evidence}")), findings


def _shared(a: Fragment, b: Fragment) -> float:
    assert a.box is not None
    assert b.box is not None
    return a.box.overlap(b.box) / max(1.0, min(a.box.area, b.box.area))


def compare(ours: Fragment, theirs: Fragment) -> Comparison:
    """Cell by cell, by place on the page: the other engine's cell under the middle of ours."""
    differing = []
    filled = [cell for cell in ours.cells if cell.text and cell.box]
    for cell in filled:
        assert cell.box is not None
        other = next((t for t in theirs.cells if t.box and t.box.contains_point(cell.box.x_mid, cell.box.y_mid)), None)
        text = other.text if other else ""
        if _plain(text) != _plain(cell.text):
            differing.append((cell, text))
    agreement = 1 - len(differing) / len(filled) if filled else 1.0
    return Comparison(agreement, tuple(differing))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", text)
