"""Every value cell of one logical table, read jointly.

    text -> CellShape (what it can be, number_grammar) -> proofs (sums, twins) -> evidence (number_convention, number_split)
         -> ValueReading (one reading with its confidence, or `ambiguous` with the candidates)

Two passes: what the first decides clearly is evidence for the second. Linear in the number of cells.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from normalize.figures.grammar import CellShape, text_to_shape
from normalize.figures.numerals import Convention, Numeral
from normalize.numbers.convention import (
    CLEAR,
    candidates_to_confidence,
    candidates_with_threes,
    is_lone_fraction,
    shape_to_candidates,
)
from normalize.numbers.evidence import DocumentVotes, Evidence, cells_to_evidence, texts_to_votes
from normalize.numbers.proof import Proof, cells_to_proofs
from normalize.numbers.range import range_to_reading
from normalize.numbers.result import ambiguous, numeral_to_reading, plain_reading
from normalize.numbers.seen import reading_with_doubt
from normalize.numbers.split import JOIN_CLEAR, JOIN_LIKELY, JoinVerdict, shape_to_join
from normalize.numbers.types import Candidate, NumberCell, SumRelation, ValueReading, signs_to_reason
from normalize.repair import Note, Repair
from normalize.text.mend import DocumentWords, raw_to_lines
from schemas.decision import Sign

__all__ = ["Candidate", "DocumentVotes", "NumberCell", "SumRelation", "ValueReading", "cells_to_readings", "texts_to_votes"]


def cells_to_readings(
    cells: Sequence[NumberCell],
    sums: Sequence[SumRelation] = (),
    lexicon: DocumentWords | None = None,
    document: DocumentVotes | None = None,
) -> tuple[ValueReading, ...]:
    """One reading per cell, in the order of `cells`. `lexicon` mends units that are broken over lines ("Kecamat / an");
    `document` (from `texts_to_votes` over all cells) helps tables that say little themselves.

    A reading that stays open is `ambiguous` with value None and its candidates. Never raises for any text; raises ValueError
    for two cells with one index.
    """
    if len({cell.index for cell in cells}) != len(cells):
        raise ValueError("two cells have the same index")
    mended = {at: _mend_words(cell.text, lexicon) for at, cell in enumerate(cells) if "\n" in cell.text}
    shapes = [
        shape_in_convention(text_to_shape(mended[at][0] if at in mended else cell.text), cell.convention)
        for at, cell in enumerate(cells)
    ]
    proofs = cells_to_proofs(cells, shapes, sums)
    settled = {at: proof.numeral for at, proof in proofs.items() if proof.numeral is not None and not proof.circular}
    evidence = cells_to_evidence(cells, shapes, settled, document)
    first = {
        at: reading
        for at, (cell, shape) in enumerate(zip(cells, shapes, strict=True))
        if _is_open(shape)
        and (reading := _decide(cell, shape, evidence, proofs.get(at))).confidence in ("proven", "consistent")
    }
    for at, reading in first.items():
        chosen = _chosen_numeral(shapes[at], reading)
        if chosen is not None:
            settled.setdefault(at, chosen)
    if settled:
        evidence = cells_to_evidence(cells, shapes, settled, document)
    readings = (
        first[at] if at in first else _decide(cell, shape, evidence, proofs.get(at))
        for at, (cell, shape) in enumerate(zip(cells, shapes, strict=True))
    )
    readings = (reading_with_doubt(*each) for each in zip(cells, shapes, readings, strict=True))
    return tuple(
        replace(reading, repairs=(*mended[at][1], *reading.repairs)) if at in mended and mended[at][1] else reading
        for at, reading in enumerate(readings)
    )


def shape_in_convention(shape: CellShape, convention: Convention | None) -> CellShape:
    """The shape with those readings alone that the convention allows; as it is where none of them does, or no convention is given."""
    if convention is None:
        return shape
    own, highs = (
        tuple(n for n in numerals if n.convention in (convention, "plain")) or numerals
        for numerals in (shape.numerals, shape.highs)
    )
    return replace(shape, numerals=own, highs=highs)


def _mend_words(raw: str, lexicon: DocumentWords | None) -> tuple[str, tuple[Repair, ...]]:
    """The text with broken words mended and its other line breaks kept; digits are never touched."""
    return raw_to_lines(raw, lexicon) if any(c.isalpha() or c == "-" for c in raw) else (raw, ())


def _is_open(shape: CellShape) -> bool:
    return shape.kind in ("split", "letters") or (shape.kind in ("number", "bound") and len(shape.numerals) > 1)


def _chosen_numeral(shape: CellShape, reading: ValueReading) -> Numeral | None:
    if reading.status not in ("number", "bound") or not reading.candidates:
        return None
    return next((n for n in shape.numerals if n.value == reading.candidates[0].value), None)


def _decide(cell: NumberCell, shape: CellShape, evidence: Evidence, proof: Proof | None) -> ValueReading:
    match shape.kind:
        case "number" | "bound":
            return _number(cell, shape, evidence, proof)
        case "split":
            return _split(cell, shape, evidence, proof)
        case "range":
            return range_to_reading(cell, shape, evidence)
        case "letters":
            return _letters(cell, shape, proof)
        case "malformed" | "composite":
            return _left_open(cell, shape)
        case _:
            return plain_reading(cell, shape)


def _left_open(cell: NumberCell, shape: CellShape) -> ValueReading:
    candidates = tuple(Candidate(n.value, n.convention, 0.0, (n.sign,)) for n in shape.numerals)
    code = "value-composite" if shape.kind == "composite" else "number-malformed"
    return ambiguous(cell, shape, candidates, Note(code, shape.reason))


def _letters(cell: NumberCell, shape: CellShape, proof: Proof | None) -> ValueReading:
    if proof is not None and proof.numeral is not None and not proof.circular:
        return numeral_to_reading(cell, shape, (_sure(proof.numeral, proof.sign),), "proven", None)
    letters = (Sign("number_letters_as_digits"),)
    candidates = tuple(Candidate(n.value, n.convention, 0.0, letters) for n in shape.numerals)
    return ambiguous(cell, shape, candidates, Note("number-ambiguous", shape.reason))


def _sure(numeral: Numeral, sign: Sign) -> Candidate:
    return Candidate(numeral.value, numeral.convention, CLEAR, (sign,))


def _number(cell: NumberCell, shape: CellShape, evidence: Evidence, proof: Proof | None) -> ValueReading:
    if proof is not None and not proof.circular and (chosen := proof.numeral or shape.numerals[0]):
        others = tuple(Candidate(n.value, n.convention, 0.0, (n.sign,)) for n in shape.numerals if n != chosen)
        return numeral_to_reading(cell, shape, (_sure(chosen, proof.sign), *others), "proven", evidence)
    if len(shape.numerals) == 1:
        numeral = shape.numerals[0]
        only = Candidate(numeral.value, numeral.convention, CLEAR, (numeral.sign,))
        return numeral_to_reading(cell, shape, (only,), "consistent", evidence)
    candidates = shape_to_candidates(cell, shape, evidence)
    confidence = candidates_to_confidence(candidates)
    if confidence is None:
        candidates = candidates_with_threes(cell, shape, candidates, evidence)
        confidence = "unproven" if candidates_to_confidence(candidates) is not None else None
    if confidence is None:
        return ambiguous(cell, shape, candidates, Note("number-ambiguous", candidates[0].reason))
    if confidence == "consistent" and is_lone_fraction(cell, shape, candidates[0], evidence):
        confidence = "unproven"
    return numeral_to_reading(cell, shape, candidates, confidence, evidence)


def _split(cell: NumberCell, shape: CellShape, evidence: Evidence, proof: Proof | None) -> ValueReading:
    if proof is not None and proof.numeral is not None and not proof.circular:
        return numeral_to_reading(cell, shape, (_sure(proof.numeral, proof.sign),), "proven", evidence)
    verdict = shape_to_join(cell, shape, evidence, proof.sign if proof else None)
    readings = shape_to_candidates(cell, shape, evidence)
    joined = tuple(replace(c, score=round(c.score + verdict.score, 3), signs=(*c.signs, *verdict.signs)) for c in readings)
    apart = Candidate(None, "separate", 0.0, (_pieces_to_sign(shape.pieces),))
    candidates = tuple(sorted((*joined, apart), key=lambda c: -c.score))
    lead = candidates_to_confidence(readings) if readings else None
    if verdict.score < JOIN_LIKELY or lead is None or (not evidence.spaced and _apart_is_open(shape, verdict)):
        return ambiguous(
            cell, shape, candidates, Note("number-split", signs_to_reason(verdict.signs) or "nothing says that they are one")
        )
    several = verdict.cues > 1 or shape.join is not None or evidence.spaced > 0
    clear = verdict.score >= JOIN_CLEAR and several and lead == "consistent"
    return numeral_to_reading(cell, shape, joined, "consistent" if clear else "unproven", evidence)


def _pieces_to_sign(pieces: Sequence[str]) -> Sign:
    return Sign("number_several", details=(str(len(pieces)), ", ".join(pieces)))


def _apart_is_open(shape: CellShape, verdict: JoinVerdict) -> bool:
    """Without a line break, geometry or a sum the gap may be in the print itself: one cue is not enough to close it."""
    return not shape.line_break and not verdict.closed and shape.join is None and verdict.cues < 2
