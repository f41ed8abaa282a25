"""Which convention an open separator follows, and whether split digits are one number: evidence in points.

A document has no single convention: dot decimals, dot thousands and decimal commas stand in one table. So each open cell is
weighed with the cells of its own series first, then of its unit and column, then of the whole table. Points are additive and
kept with their reasons; `CLEAR` points of lead make a reading consistent, `LIKELY` unproven, less leaves it open.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from decimal import Decimal

from normalize.figures.grammar import CellShape
from normalize.figures.numerals import Numeral
from normalize.numbers.evidence import DOCUMENT_KEY, SIGNS, Evidence, cell_to_unit, group_keys, log_of, series_key
from normalize.numbers.types import Candidate, NumberCell, ReadingConvention
from normalize.words.quantities import unit_is_bounded, unit_is_counted, unit_is_money, unit_is_percent
from schemas.decision import Sign
from schemas.observation import Confidence

CLEAR = 3.0
LIKELY = 1.5

GROUP_WEIGHTS = {"series": 3.0, "unit in column": 2.0, "unit": 1.5, "column": 1.5, "table": 0.7, "document": 0.7}
SOME = 5  # votes of its own that a table needs before the document's count as more than a hint
MANY = 20  # votes that count half as much again as a few
CONVENTION_CAP = 4.5
ELSEWHERE_CAP = 1.4  # other units' cells alone never make a reading consistent: half of CLEAR, less a little
ELSEWHERE_CAP_MIXED = 0.7  # where the table mixes conventions they decide nothing
ELSEWHERE_CAP_UNITLESS = 3.0  # in a table of MANY separators and no unit they are all there is
UNLIKE_VOTES = 2
COUNTED_POINTS = 4.0
MONEY_POINTS = ((Decimal(1), 5.0), (Decimal(1000), 1.0))  # smallest scale first: 3 decimals of a rupiah don't exist
MONEY_SCALED_POINTS = 0.0
ZEROS_POINTS = (0.0, 0.3, 1.0, 2.5)  # by number of zeros at the end of the three digits
ROUND_POINTS = 0.6  # per zero at the ends of a series
ROUND_CAP = 1.9  # with its own zeros less than CLEAR: an indicator may be printed with three decimals throughout
THREES_POINTS = 2.0  # less than CLEAR: something may be measured with three decimals throughout
THREES = 3  # different numbers that must agree
PERCENT_POINTS = 5.0
BOUNDED_POINTS = 3.5
PLACES_POINTS = 1.5
WHOLE_PEERS_POINTS = 2.0
NEAR_POINTS = 1.5
FAR_POINTS = 2.0
NEAR = 0.35  # decades: a factor of about two


def candidates_to_confidence(candidates: Sequence[Candidate]) -> Confidence | None:
    """How sure the first reading is: None when it doesn't lead clearly, has evidence against it, or may only be listed.

    Consistent needs a clear lead, and part of it from the cell's own unit, series or digits.
    """
    best = candidates[0]
    if best.convention == "irregular":
        return None
    if len(candidates) == 1:
        return "consistent"
    if best.score < -LIKELY:
        return None
    lead = best.score - candidates[1].score
    local = best.local - max(c.local for c in candidates[1:])
    if lead >= CLEAR and local >= LIKELY and best.score >= 0:
        return "consistent"
    return "unproven" if lead >= LIKELY else None


def shape_to_candidates(cell: NumberCell, shape: CellShape, evidence: Evidence) -> tuple[Candidate, ...]:
    """The readings of an open number, best first. Irregular ones are listed last and never chosen."""
    scored = [_numeral_to_candidate(cell, shape, numeral, evidence) for numeral in shape.numerals]
    return tuple(sorted(scored, key=lambda c: -c.score))


def _numeral_to_candidate(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> Candidate:
    if numeral.convention == "irregular":
        irregular: ReadingConvention = "irregular"
        return Candidate(numeral.value, irregular, 0.0 if len(shape.numerals) > 1 else -9.0, (numeral.sign,))
    near, distant = _convention_signs(cell, shape, numeral, evidence)
    places = list(_places_signs(cell, shape, numeral, evidence))
    signs = [
        *near,
        *_unit_signs(cell, shape, numeral),
        *_digit_signs(cell, shape, numeral, evidence),
        *_round_signs(cell, shape, numeral, evidence),
        *(sign for sign in places if sign.weight > 0),
        *_series_signs(cell, numeral, evidence),
    ]
    local = sum(sign.weight for sign in signs)
    signs += [*distant, *(sign for sign in places if sign.weight <= 0)]
    score = sum(sign.weight for sign in signs)
    weighed = (numeral.sign, *(sign for sign in signs if sign.weight))
    return Candidate(numeral.value, numeral.convention, round(score, 3), weighed, round(local, 3))


def candidates_with_threes(
    cell: NumberCell, shape: CellShape, candidates: Sequence[Candidate], evidence: Evidence
) -> tuple[Candidate, ...]:
    """The readings of a number that is open, where nothing speaks against its being grouped, and all numbers of its series have three
    digits behind their sign and most of them several before it: who measures so finely has other digits too. Otherwise as they were."""
    best = candidates[0]
    series = evidence.threes.get(series_key(cell)) if cell.series is not None else None
    if series is None or series.count < THREES or series.long * 2 <= series.count:
        return tuple(candidates)
    numeral = next((one for one in shape.numerals if one.value == best.value and one.convention == best.convention), None)
    if numeral is None or not numeral.grouped or numeral.places or best.score < 0:
        return tuple(candidates)
    sign = Sign("number_all_threes", THREES_POINTS, (str(series.count),))
    return (replace(best, score=best.score + THREES_POINTS, signs=(*best.signs, sign)), *candidates[1:])


def is_lone_fraction(cell: NumberCell, shape: CellShape, chosen: Candidate, evidence: Evidence) -> bool:
    """True for three decimals of something measured, where its series and unit print no other number with three: who writes 12,5 may also
    write 295,399 for thousands."""
    numeral = next((n for n in shape.numerals if n.value == chosen.value), None)
    unit = cell_to_unit(cell, shape)
    if numeral is None or numeral.places != 3 or unit_is_percent(unit) or unit_is_bounded(unit):
        return False
    keys = group_keys(cell, shape)
    series, unit_votes = (
        evidence.groups[keys[name]].votes if keys.get(name) in evidence.groups else () for name in ("series", "unit")
    )
    told = any(role == "decimal3" for votes in (series, unit_votes) for _, _, role in votes)
    return not told and not any(convention == numeral.convention and role == "group" for convention, _, role in series)


def is_unlike_neighbours(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> str | None:
    """Why a number with one reading may be cut or misprinted: the sign that is its decimal sign groups thousands in all others
    of its series or unit ("150.00" among "150.000"). None when it is not so."""
    if numeral.convention not in SIGNS or not numeral.places or numeral.grouped:
        return None
    sign = SIGNS[numeral.convention][1]
    for name, key in group_keys(cell, shape).items():
        if name in ("series", "unit in column") and key in evidence.groups:
            votes = evidence.groups[key].votes
            groups = sum(n for (_, printed, role), n in votes.items() if printed == sign and role == "group")
            decimals = sum(n for (_, printed, role), n in votes.items() if printed == sign and role != "group")
            if groups >= UNLIKE_VOTES and decimals <= 1:
                return f"'{sign}' groups thousands in {groups} others of its {name}"
    return None


_NAMED = {name: name.replace(" ", "_") for name in GROUP_WEIGHTS}
_NEARNESS = {"series": 0, "unit in column": 1, "unit": 1}  # 2: elsewhere


def _convention_signs(
    cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence
) -> tuple[list[Sign], list[Sign]]:
    """What the cell's own series and unit say, and what is said elsewhere in the table."""
    if numeral.convention not in SIGNS:
        return [], []
    own_signs: list[Sign] = []
    distant: list[Sign] = []
    total = elsewhere = 0.0
    own = evidence.groups["t",].votes.total() if ("t",) in evidence.groups else 0
    for name, key in (group_keys(cell, shape) | {"document": DOCUMENT_KEY}).items():
        group = evidence.groups.get(key)
        if group is None or not group.votes:
            continue
        near = _NEARNESS.get(name, 2)
        lead, agree, count, weak = group.weigh(numeral.convention, numeral.grouped, near)
        score = GROUP_WEIGHTS[name] * min(1.0, (1 + count) / 3) * (1 + min(1.0, count / MANY) / 2) * lead
        cap = CONVENTION_CAP - total
        trusted = near == 0 or (near == 1 and not evidence.mixed and not weak)
        trusted = trusted or (near == 2 and count >= MANY and evidence.unitless and (name != "document" or own >= SOME))
        if near == 2:
            most = ELSEWHERE_CAP_MIXED if evidence.mixed else ELSEWHERE_CAP_UNITLESS if trusted else ELSEWHERE_CAP
            cap = min(cap, most - elsewhere)
            elsewhere += min(cap, abs(score))
        score = max(-cap, min(cap, score))
        total += abs(score)
        sign = Sign(f"number_separators_{_NAMED[name]}", round(score, 2), (str(agree), str(count)))
        (own_signs if trusted else distant).append(sign)
    return own_signs, distant


def _unit_signs(cell: NumberCell, shape: CellShape, numeral: Numeral) -> Iterable[Sign]:
    """What the unit allows: for the reading that fits, against the one that doesn't."""
    if len(shape.numerals) < 2:
        return
    fraction = numeral.places > 0
    unit = cell_to_unit(cell, shape)
    if unit_is_money(unit):
        scale = cell.scale * shape.factor
        points = next((p for limit, p in MONEY_POINTS if scale <= limit), MONEY_SCALED_POINTS)
        if numeral.places in (0, 3):
            yield Sign("number_no_money_so_fine", -points if fraction else points)
    elif unit_is_counted(unit):
        yield Sign("number_counted", -COUNTED_POINTS if fraction else COUNTED_POINTS, (unit or "",))
    elif unit_is_percent(unit):
        if fraction or abs(numeral.value) > 1000:
            yield Sign("number_percent_bounded", PERCENT_POINTS if fraction else -PERCENT_POINTS)
    elif unit_is_bounded(unit) and (fraction or abs(numeral.value) >= 1000):
        yield Sign("number_unit_bounded", BOUNDED_POINTS if fraction else -BOUNDED_POINTS, (unit or "",))


def _digit_signs(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> Iterable[Sign]:
    """Zeros at the end speak for thousands; not among scores of one digit ("2,750", "3,000", "2,693"), whose others do not end so."""
    if numeral.places or numeral.convention == "plain" or len(shape.numerals) < 2:
        return
    series = evidence.threes.get(series_key(cell)) if cell.series is not None else None
    if series is not None and series.count >= THREES and not series.long and series_key(cell) not in evidence.rounded:
        return
    tail = str(abs(numeral.value))[-3:]
    zeros = 3 - len(tail.rstrip("0"))
    yield Sign("number_zeros", ZEROS_POINTS[zeros], (str(zeros),))


def _round_signs(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> Iterable[Sign]:
    """Zeros at the end of all open numbers of a series: of thousands as often as not, of three decimals hardly ever."""
    rounded = evidence.rounded.get(series_key(cell), 0) if cell.series is not None else 0
    if rounded and len(shape.numerals) > 1 and not numeral.places and numeral.convention != "plain":
        yield Sign("number_series_zeros", min(ROUND_CAP, ROUND_POINTS * rounded), (str(rounded),))


def _places_signs(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> Iterable[Sign]:
    if not numeral.places:
        return
    keys = group_keys(cell, shape)
    for name in ("series", "unit in column"):
        places = evidence.groups[keys[name]].places if keys.get(name) in evidence.groups else None
        if places:
            count = sum(places.values())
            if places[numeral.places]:
                yield Sign(f"number_decimals_{_NAMED[name]}", PLACES_POINTS * places[numeral.places] / count)
            else:
                points = -PLACES_POINTS * min(1.0, (1 + count) / 3)
                yield Sign(f"number_other_decimals_{_NAMED[name]}", points, (str(count),))
            return


def _series_signs(cell: NumberCell, numeral: Numeral, evidence: Evidence) -> Iterable[Sign]:
    distance = distance_to_peers(numeral.value, cell, evidence)
    if distance is None:
        return
    peers = evidence.peers[series_key(cell)]
    odd = numeral.places > 0 and peers.whole
    if odd:
        yield Sign("number_series_whole", -WHOLE_PEERS_POINTS * min(1.0, peers.count / 2), (str(peers.count),))
    if distance > 1:
        yield Sign("number_far", -min(distance, FAR_POINTS), (f"{distance:.1f}",))
    elif distance < NEAR and peers.count > 1 and not odd:
        yield Sign("number_near", NEAR_POINTS, (str(peers.count),))


def distance_to_peers(value: Decimal, cell: NumberCell, evidence: Evidence) -> float | None:
    """How many decades the value is from the middle of its series; None without a series or for zero."""
    peers = evidence.peers.get(series_key(cell)) if cell.series is not None and value else None
    return None if peers is None else abs(log_of(abs(value)) - peers.middle)
