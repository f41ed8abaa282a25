"""Are digits that white space splits ("10 9", "119,8 / 2") one number? Joined only with proof, of which this weighs all but sums.

Points as in `number_convention`. What the print itself proves (groups of thousands regular only when joined, a separator at the
gap) is enough alone; geometry, the series, the number of decimals are cues, and one cue alone leaves the join unproven.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from normalize.figures.grammar import CellShape
from normalize.figures.numerals import JoinProof, Numeral, numeral_to_readings
from normalize.numbers.convention import NEAR, distance_to_peers
from normalize.numbers.evidence import Evidence, group_keys, series_key
from normalize.numbers.types import NumberCell
from schemas.decision import Sign

JOIN_CLEAR = 4.0
JOIN_LIKELY = 2.0

PROOF_POINTS = {"grouping": 6.0, "separator": 5.0}
WRAPPED_POINTS = 2.5
ROOM_POINTS = -4.0
SUM_POINTS = 2.0
SERIES_POINTS = 2.0
DIGITS_POINTS = 1.0
PIECES_NEAR_POINTS = -3.0
PLACES_POINTS = 1.5
SPACED_POINTS = 5.0
LIST_POINTS = -1.0


@dataclass(frozen=True, slots=True)
class JoinVerdict:
    """`score` in points for joining, `cues` the number of independent facts for it, `signs` all of them; `closed` when
    geometry or a sum is among them, so that the gap is no print."""

    score: float
    cues: int
    signs: tuple[Sign, ...]
    closed: bool


def shape_to_join(cell: NumberCell, shape: CellShape, evidence: Evidence, agreeing: Sign | None = None) -> JoinVerdict:
    """How much speaks for reading the pieces of a split number as one. `agreeing` tells the sum that agrees, where all of it is as open."""
    signs: list[Sign] = []
    if shape.join is not None:
        signs.append(_PROOF_SIGNS[shape.join])
    if cell.wrapped or (shape.line_break and cell.wrapped is False):
        signs.append(Sign("number_line_full", WRAPPED_POINTS) if cell.wrapped else Sign("number_line_had_room", ROOM_POINTS))
    if agreeing is not None:
        signs.append(Sign(f"{agreeing.name}_when_joined", SUM_POINTS, agreeing.details))
    signs += _series_signs(cell, shape, evidence)
    signs += _places_signs(cell, shape, evidence)
    if evidence.spaced:
        signs.append(Sign("number_thousands_spaced", SPACED_POINTS, (str(evidence.spaced),)))
    if len(shape.pieces) > 2 and shape.join is None and not cell.wrapped:
        signs.append(Sign("number_pieces", LIST_POINTS * (len(shape.pieces) - 2), (str(len(shape.pieces)),)))
    score = sum(sign.weight for sign in signs)
    cues = sum(sign.weight > 0 for sign in signs)
    return JoinVerdict(score, cues, tuple(signs), cell.wrapped is True or agreeing is not None)


_PROOF_SIGNS: Mapping[JoinProof, Sign] = {
    "grouping": Sign("number_regular_when_joined", PROOF_POINTS["grouping"]),
    "separator": Sign("number_separator_at_gap", PROOF_POINTS["separator"]),
}


def _series_signs(cell: NumberCell, shape: CellShape, evidence: Evidence) -> list[Sign]:
    peers = evidence.peers.get(series_key(cell)) if cell.series is not None else None
    if peers is None or peers.count < 2:
        return []
    joined = _nearest([n.value for n in shape.numerals], cell, evidence)
    apart = _nearest([n.value for piece in shape.pieces for n in _piece_to_readings(piece)], cell, evidence)
    if joined is None:
        return []
    if joined < NEAR and (apart is None or apart >= NEAR):
        same_length = peers.lengths == {n.value.adjusted() + 1 for n in shape.numerals}
        name = "number_joined_near_and_long" if same_length else "number_joined_near"
        return [Sign(name, SERIES_POINTS + DIGITS_POINTS * same_length, (str(peers.count),))]
    if apart is not None and apart < NEAR <= joined:
        return [Sign("number_piece_near", PIECES_NEAR_POINTS)]
    return []


def _piece_to_readings(piece: str) -> tuple[Numeral, ...]:
    return numeral_to_readings(piece) if piece[0].isdigit() and piece[-1].isdigit() else ()


def _nearest(values: list[Decimal], cell: NumberCell, evidence: Evidence) -> float | None:
    distances = [d for value in values if (d := distance_to_peers(value, cell, evidence)) is not None]
    return min(distances, default=None)


def _places_signs(cell: NumberCell, shape: CellShape, evidence: Evidence) -> list[Sign]:
    """ "119,8 / 2": joined it has two decimals like the others, the piece has one."""
    keys = group_keys(cell, shape)
    group = next(
        (evidence.groups[keys[k]] for k in ("series", "unit in column", "column") if keys.get(k) in evidence.groups), None
    )
    first = _piece_to_readings(shape.pieces[0])
    if group is None or not first or len(shape.numerals) != 1 or not first[0].places:
        return []
    joined, alone = shape.numerals[0].places, first[0].places
    if group.places[joined] > group.places[alone]:
        return [Sign("number_neighbours_decimals", PLACES_POINTS, (str(joined),))]
    return []
