"""What goes into the joint reading of numbers and what comes out."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from normalize.figures.grammar import CellShape
from normalize.figures.numerals import Convention
from normalize.repair import Note, Repair
from schemas.decision import Sign
from schemas.observation import Comparator, Confidence, ValueStatus
from schemas.sign_sentences import sign_to_words
from schemas.table import Recognised

ReadingConvention = Literal["plain", "id", "us", "irregular", "separate"]


@dataclass(frozen=True, slots=True)
class NumberCell:
    """One value cell of a logical table.

    `index` is the caller's own name for it and must be unique; `text` the raw text with its line breaks; `row`, `column` its
    place in the logical table's body. `unit` is the row's printed unit, `series` the row series (an indicator over its years);
    cells of one series and `measure` are compared. `scale` is the factor that header or title state. `wrapped` is what geometry
    says about white space between digits in the cell: True when the line before it fills the column (for a text without lines: when
    the column's header is wrapped after as many characters), False when there was room left, None without evidence.
    Cells with the same `twin` print the same fact (a row that is printed twice). `stored` is the number that the source itself
    keeps behind the text, `recognised` how sure the reader of a picture was, both as in `schemas.table.Cell`. `convention` is how a
    person says that the column separates its digits.
    """

    index: int
    text: str
    row: int = 0
    column: int = 0
    measure: str | None = None
    unit: str | None = None
    series: Hashable = None
    scale: Decimal = Decimal(1)
    wrapped: bool | None = None
    twin: Hashable = None
    stored: Decimal | None = None
    recognised: Recognised | None = None
    convention: Convention | None = None


@dataclass(frozen=True, slots=True)
class SumRelation:
    """The cell `parent` is printed as the sum of the cells `parts` (indices of NumberCells). Only a claim: it is checked."""

    parent: int
    parts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Candidate:
    """One reading that was weighed. `value` is before scaling; None for "several numbers". `score` is in evidence points, `local`
    the part of it that does not come from other rows of other units; `signs` what it was weighed by, in the same points."""

    value: Decimal | None
    convention: ReadingConvention
    score: float
    signs: tuple[Sign, ...]
    local: float = 0.0

    @property
    def reason(self) -> str:
        """The signs in words, for people."""
        return signs_to_reason(self.signs)


@dataclass(frozen=True, slots=True)
class ValueReading:
    """How one cell is read.

    `value` is the printed number times `scale` (which includes a scale word in the cell); percents keep the printed number.
    `text` is the cell's text after `repairs`, which replay from the white-space-folded raw text. `candidates` are sorted by
    score, the chosen one first; a cell that admits one reading has one. `parts` are the shapes of a composite cell.
    `unit` is the unit printed in the cell.
    """

    index: int
    status: ValueStatus
    text: str
    value: Decimal | None = None
    low: Decimal | None = None
    high: Decimal | None = None
    comparator: Comparator | None = None
    category: str | None = None
    unit: str | None = None
    scale: Decimal = Decimal(1)
    convention: ReadingConvention | None = None
    confidence: Confidence = "consistent"
    repairs: tuple[Repair, ...] = ()
    notes: tuple[Note, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    parts: tuple[CellShape, ...] = ()

    @property
    def flags(self) -> tuple[str, ...]:
        """Codes of repairs and notes, sorted, each once."""
        return tuple(sorted({r.code for r in self.repairs} | {n.code for n in self.notes}))


def signs_to_reason(signs: Sequence[Sign]) -> str:
    """What speaks for a reading of a number, the points of those that were weighed behind them; "" without signs."""
    return "; ".join(f"{sign_to_words(sign)} {sign.weight:+.1f}" if sign.weight else sign_to_words(sign) for sign in signs)
