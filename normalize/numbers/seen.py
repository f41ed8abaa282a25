"""Numbers that a machine saw in a picture: where it was not sure of a digit, there is no value, unless a sum says which one it is."""

from __future__ import annotations

from collections.abc import Sequence

from normalize.figures.grammar import CellShape, text_to_shape
from normalize.numbers.result import ambiguous
from normalize.numbers.types import Candidate, NumberCell, ValueReading
from normalize.repair import Note
from schemas.decision import Sign
from schemas.table import Recognised

# Of numbers read at 150 and 200 dpi whose least sure character had a probability below 0.8 every second was wrong, of those between
# 0.8 and 0.95 every fifth; docs/adr/0012.
OPEN = 0.8  # below it another reading of the picture is as likely
LOST = 0.5  # below it nothing is known, whether another reading offers itself or not


def cells_to_recognised(seen: Sequence[Recognised | None]) -> Recognised | None:
    """The trust of a value that stands in several cells: that of the least sure. None where none was read off a picture."""
    known = [one for one in seen if one is not None]
    if not known:
        return None
    readings = known[0].readings if len(seen) == 1 else ()
    return Recognised(min(one.trust for one in known), all(one.marks_agree for one in known), readings)


def reading_with_doubt(cell: NumberCell, shape: CellShape, reading: ValueReading) -> ValueReading:
    """The reading, or `ambiguous` with what the picture may show where its reader was not sure. What is proven stays."""
    seen = cell.recognised
    if (
        seen is None
        or seen.trust >= OPEN
        or reading.confidence == "proven"
        or reading.status not in ("number", "bound", "text")
    ):
        return reading
    own = reading.candidates or tuple(Candidate(n.value, n.convention, 0.0, (n.sign,)) for n in shape.numerals)
    others = tuple(c for c in recognised_to_candidates(seen) if c.value not in {known.value for known in own})
    if not others and (seen.trust >= LOST or reading.status == "text"):
        return reading
    return ambiguous(cell, shape, (*own, *others), Note("digits-doubtful", f"{seen.trust:.2f}"))


def recognised_to_candidates(seen: Recognised) -> tuple[Candidate, ...]:
    """The numbers among the other texts that the picture may show, each once."""
    found: dict[object, Candidate] = {}
    for text in seen.readings:
        shape = text_to_shape(text)
        if shape.kind in ("number", "bound"):
            for numeral in shape.numerals[:1]:
                found.setdefault(
                    numeral.value,
                    Candidate(numeral.value, numeral.convention, 0.0, (Sign("number_picture", details=(text,)),)),
                )
    return tuple(found.values())
