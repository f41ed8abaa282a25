"""How sure the reader of a picture was of the words of a cell."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from extract.ink.page import Ink, Piece
from schemas.table import Recognised

MOST_READINGS = 4


def lines_to_recognised(
    ink: Ink, lines: Sequence[Sequence[Piece]], to_text: Callable[[Sequence[Piece]], str]
) -> Recognised | None:
    """The least sure of the words speaks for all; each other reading is the whole text with one word changed. None for a cell
    without words that were read off a picture."""
    pieces = [piece for line in lines for piece in line]
    seen = [(piece, known) for piece in pieces if (known := ink.recognised[piece.word]) is not None]
    if not seen:
        return None
    readings = []
    for piece, known in seen:
        for other in known.readings:
            changed = [[p._replace(text=other) if p is piece else p for p in line] for line in lines]
            readings.append((known.trust, "\n".join(to_text(line) for line in changed)))
    readings.sort(key=lambda reading: reading[0])  # the least sure word first; those of one word keep their order
    return Recognised(
        min(known.trust for _, known in seen),
        all(known.marks_agree for _, known in seen),
        tuple(dict.fromkeys(text for _, text in readings))[:MOST_READINGS],
    )
