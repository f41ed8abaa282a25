"""How far a proposed table can be trusted, with what speaks for it. Pure: looks at grids and words, reads nothing."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from extract.ink.figures import DASHES, NUMERIC
from extract.ink.text_lines import TextLine
from extract.open.region_to_grid import Structured
from schemas.decision import Sign
from schemas.lexicon import lexicon
from schemas.table import GridKind

ACCEPT = 0.5
ENOUGH = 4  # cells beside the labels from which their figures count in full where no rule speaks for a table
SURE_FIGURES = 4  # figures in one row below a head of several rows: a table of one row
MEASURED = re.compile(r"^[<>≤≥~±$€]?\s*\d[\d.,]*\s*\S{1,7}$")  # 24 ml, 12 kg, 3rd

SECTION = re.compile(
    rf"^(?:{lexicon().either('titles.chapter')}\s+)?" r"(?:\d{1,2}(?:\.\d{1,2})*|[ivxIVX]{1,5}|[A-Z])[.)]?$", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`score` from 0 to 1; the candidate is kept from 0.5. `signs` tell what spoke for it and against it, in shares of that score."""

    score: float
    signs: tuple[Sign, ...]

    @property
    def accepted(self) -> bool:
        return self.score >= ACCEPT


def cell_texts(found: Structured) -> dict[tuple[int, int], list[str]]:
    """Words of each body cell, by (row, column)."""
    words = {piece.word: piece.text for line in found.lines for chunk in line.chunks for piece in chunk.words}
    return {
        (span.row, span.column): [words[w] for w in own if w in words]
        for span, own in zip(found.grid.spans, found.grid.words, strict=True)
        if own and span.row >= found.header_rows
    }


def judge(found: Structured, captioned: bool) -> Verdict:
    """Score of a candidate without a full grid of rules."""
    cells = cell_texts(found)
    columns = found.grid.columns
    body_rows = found.grid.rows - found.header_rows
    signs: list[Sign] = []

    def add(weight: float, name: str, *details: str) -> None:
        if weight:
            signs.append(Sign(name, weight, details))

    beside = [" ".join(words) for (_, column), words in cells.items() if column > 0]
    figures = (
        sum(bool(NUMERIC.match(t) or DASHES.match(t) or MEASURED.match(t)) for t in beside) / len(beside) if beside else 0.0
    )
    lengths = [len(words) for words in cells.values()]
    mean = float(np.mean(lengths)) if lengths else 0.0
    full = len(cells) / max(1, body_rows * columns)
    add(0.05 if found.grid.kind is GridKind.ALIGNED else 0.35, "grid_found_by", str(found.grid.kind))
    few = min(1.0, len(beside) / ENOUGH) if found.grid.kind is GridKind.ALIGNED else 1.0
    add(0.4 * figures * few, "grid_figures_beside")
    add(0.15 if columns >= 3 else 0.0, "grid_three_columns")
    add(min(0.15, 0.03 * body_rows), "grid_rows")
    add(0.15 if has_bold_header(found) else 0.0, "grid_bold_header")
    add(0.25 if captioned else 0.0, "grid_caption")
    add(-0.4 if mean > 6 else -0.2 if mean > 4 else 0.0, "grid_long_cells")
    add(-0.3 if full < 0.35 else -0.15 if full < 0.5 else 0.1 if full > 0.8 else 0.0, "grid_filled_cells")
    worded = any(ch.isalpha() for line in found.lines for c in line.chunks if not c.numeric for ch in c.text)
    add(0.0 if worded else -0.5, "grid_no_words")
    single = found.header_rows > 1 and figures * len(beside) >= SURE_FIGURES
    add(-0.3 if body_rows < 2 and not single else 0.0, "grid_few_rows")
    add(-0.4 if found.grid.kind is GridKind.ALIGNED and is_form(cells, columns) else 0.0, "grid_form")
    add(-0.2 if found.grid.kind is GridKind.ALIGNED and has_addresses(cells) else 0.0, "grid_addresses")
    add(-0.5 if is_contents(found.lines) else 0.0, "grid_contents")
    return Verdict(max(0.0, min(1.0, sum(sign.weight for sign in signs))), tuple(signs))


def has_bold_header(found: Structured) -> bool:
    """Is the first line bold and most of the rest not?"""
    first, rest = found.lines[0], [c for line in found.lines[1:] for c in line.chunks]
    return all(c.bold for c in first.chunks) and sum(c.bold for c in rest) < 0.4 * len(rest)


def is_form(cells: Mapping[tuple[int, int], Sequence[str]], columns: int) -> bool:
    """Names that end in a colon, each with what was filled in beside it."""
    names = [words[-1] for (_, column), words in cells.items() if column == 0]
    return columns <= 3 and len(names) > 1 and sum(name.endswith(":") for name in names) >= 0.7 * len(names)


def has_addresses(cells: Mapping[tuple[int, int], Sequence[str]]) -> bool:
    """Do most columns hold an e-mail address? Then they are people, not values."""
    columns = {column for _, column in cells}
    mailed = {column for (_, column), words in cells.items() if any("@" in word for word in words)}
    return 2 * len(mailed) > len(columns) > 1


def is_contents(lines: Sequence[TextLine]) -> bool:
    """A table of contents: nearly all lines are a title and, at the end, a page number that never falls. Where the titles have
    numbers of their own, all lines are."""
    numbers = []
    numbered = False
    for line in lines:
        chunks = line.chunks[1:] if len(line.chunks) > 2 and SECTION.match(line.chunks[0].text) else line.chunks
        last = chunks[-1].text.split()[-1].strip(".")
        if len(chunks) <= 2 and last.isdigit() and len(last) <= 4 and not chunks[0].numeric:
            numbered |= len(chunks) < len(line.chunks)
            numbers.append(int(last))
    if len(numbers) < 4 or len(numbers) < (1.0 if numbered else 0.8) * len(lines):
        return False
    return all(a <= b for a, b in pairwise(numbers))
