"""From a chosen reading to the value that is published: scale, limits of float64, doubts, repairs of the text."""

from __future__ import annotations

import re
from decimal import Decimal, localcontext

from normalize.figures.grammar import CellShape
from normalize.numbers.convention import is_unlike_neighbours
from normalize.numbers.evidence import Evidence, cell_to_unit
from normalize.numbers.types import Candidate, NumberCell, ValueReading
from normalize.repair import Note, Repair
from normalize.words.quantities import PERCENT_SIGN, unit_is_counted
from schemas.observation import Confidence

MOST_DIGITS = 40  # beyond that nobody looks at digits; float64 keeps 15 to 17
_OPENING_DOUBTS = frozenset({"number-cut", "number-sign-apart", "number-scale-open", "number-letters", "number-power-open"})
_DOUBLED = re.compile(rf"({PERCENT_SIGN})(?:\s*{PERCENT_SIGN})+", re.IGNORECASE)


def plain_reading(cell: NumberCell, shape: CellShape) -> ValueReading:
    """The reading of a cell without a number: blank, nil, category or text."""
    status = shape.kind if shape.kind in ("blank", "nil", "category") else "text"
    return ValueReading(
        cell.index,
        status,
        shape.text,
        comparator=shape.comparator,
        category=shape.category if status == "category" else None,
    )


def ambiguous(cell: NumberCell, shape: CellShape, candidates: tuple[Candidate, ...], note: Note) -> ValueReading:
    """The open reading: no value, no repair, all candidates, and a note whose field `candidates` lists them for people."""
    listed = (
        " | ".join("several numbers" if c.value is None else f"{c.value:f}" for c in candidates if _is_short(c.value)) or "-"
    )
    noted = Note(note.code, note.evidence, (*note.fields, ("candidates", listed), ("text", _shorten(shape.text))))
    scale, notes = cell_to_scale(cell, shape)
    return ValueReading(
        cell.index,
        "ambiguous",
        shape.text,
        unit=shape.unit,
        scale=scale,
        confidence="unproven",
        notes=(noted, *notes),
        candidates=candidates,
        parts=shape.parts,
    )


def _is_short(value: Decimal | None) -> bool:
    return value is None or len(value.as_tuple().digits) <= MOST_DIGITS


def _shorten(text: str) -> str:
    return text if len(text) <= 80 else text[:77] + "..."


def cell_to_scale(cell: NumberCell, shape: CellShape) -> tuple[Decimal, tuple[Note, ...]]:
    """The factor for the printed number. A percent sign in the cell switches the table's scale off, and says so."""
    if shape.percent and cell.scale != 1:
        return shape.factor, (Note("scale-not-applied", "a percent sign stands in the cell"),)
    return cell.scale * shape.factor, ()


def value_is_exact(value: Decimal) -> bool:
    """True when a float64 gives the printed digits back."""
    digits = len(value.as_tuple().digits)
    if digits <= 15 or digits > MOST_DIGITS:
        return digits <= 15
    return Decimal(repr(float(value))) == value


def numeral_to_reading(
    cell: NumberCell,
    shape: CellShape,
    candidates: tuple[Candidate, ...],
    confidence: Confidence,
    evidence: Evidence | None,
) -> ValueReading:
    """The reading with `candidates[0]` as its value; `ambiguous` where a doubt forbids it."""
    chosen = candidates[0]
    if chosen.value is None:
        raise ValueError("the chosen reading is no number")
    scale, notes = cell_to_scale(cell, shape)
    value = chosen.value if scale == 1 else _product(chosen.value, scale)
    opening = _opening_doubt(cell, shape, value, confidence)
    if opening is not None:
        return ambiguous(cell, shape, candidates, opening)
    weakening = _weakening_notes(cell, shape, chosen, confidence, evidence)
    if len(shape.numerals) > 1:
        weakening = (*weakening, Note("number-convention-chosen", chosen.reason, (("value", f"{chosen.value:f}"),)))
    if confidence == "consistent" and any(note.code in _WEAKENING for note in weakening):
        confidence = "unproven"
    bound = shape.comparator if shape.comparator not in (None, "=", "range") else None
    return ValueReading(
        cell.index,
        "bound" if bound else "number",
        shape.clean,
        value=value,
        low=value if bound in (">=", ">") else None,
        high=value if bound in ("<=", "<") else None,
        comparator=bound or "=",
        category=shape.category,
        unit=shape.unit,
        scale=scale,
        convention=chosen.convention,
        confidence=confidence,
        repairs=shape_to_repairs(shape, chosen.reason),
        notes=(*notes, *weakening),
        candidates=candidates,
    )


def _product(value: Decimal, scale: Decimal) -> Decimal:
    with localcontext() as context:
        context.prec = MOST_DIGITS * 2
        return value * scale


def _opening_doubt(cell: NumberCell, shape: CellShape, value: Decimal, confidence: Confidence) -> Note | None:
    if not value_is_exact(value):
        return Note("number-too-long", "more digits than a double keeps")
    if shape.factor != 1 and cell.scale != 1:
        return Note("number-scale-twice", "a scale word in the cell, and a scale in its header")
    doubt = next((doubt for doubt in shape.doubts if doubt in _OPENING_DOUBTS), None)
    return Note(doubt, "what is printed can be read in two ways") if doubt and confidence != "proven" else None


_WEAKENING = frozenset(
    {
        "number-in-brackets",
        "number-leading-zero",
        "number-approximate",
        "number-dot-behind",
        "number-fraction-counted",
        "number-negative-counted",
        "number-unlike-neighbours",
    }
)


def _weakening_notes(
    cell: NumberCell, shape: CellShape, chosen: Candidate, confidence: Confidence, evidence: Evidence | None
) -> tuple[Note, ...]:
    notes = []
    for doubt in shape.doubts:
        negatives = evidence is not None and cell.column in evidence.negatives
        if doubt in _WEAKENING and not (doubt == "number-in-brackets" and negatives):
            notes.append(Note(doubt, fields=(("text", shape.text),)))
    unit = cell_to_unit(cell, shape)
    fraction = chosen.value is not None and chosen.value != chosen.value.to_integral_value()  # % fails above 28 digits
    if confidence != "proven" and fraction and unit_is_counted(unit):
        notes.append(Note("number-fraction-counted", fields=(("text", shape.text), ("unit", unit or ""))))
    if confidence != "proven" and chosen.value is not None and chosen.value < 0 and unit_is_counted(unit):
        notes.append(Note("number-negative-counted", fields=(("text", shape.text), ("unit", unit or ""))))
    if confidence == "consistent" and evidence is not None and len(shape.numerals) == 1:
        unlike = is_unlike_neighbours(cell, shape, shape.numerals[0], evidence)
        notes.extend([Note("number-unlike-neighbours", unlike, (("text", shape.text),))] if unlike else [])
    return tuple(notes)


def shape_to_repairs(shape: CellShape, reason: str) -> tuple[Repair, ...]:
    """The steps from the folded text to `shape.clean`, one per code."""
    repairs: list[Repair] = []
    text = shape.text
    if shape.pieces:
        joined = text.replace(" ".join(shape.pieces), "".join(shape.pieces), 1)
        repairs.append(Repair("number-joined", text, joined, reason))
        text = joined
    for code in shape.codes:
        after = shape.clean if code == shape.codes[-1] else _DOUBLED.sub(r"\1", text)
        if after != text:
            repairs.append(Repair(code, text, after, _CODE_REASONS[code]))
        text = after
    if text != shape.clean:  # joined digits whose text was also cleaned of invisible characters
        repairs.append(Repair("invisible-dropped", text, shape.clean, "characters without a glyph"))
    return tuple(repairs)


_CODE_REASONS = {
    "percent-sign-doubled": "the percent sign stands twice",
    "footnote-mark-dropped": "a mark that points to a note",
    "letter-in-number": "letters that look like digits; the number is proven otherwise",
}
