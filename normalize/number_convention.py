"""Which convention an open separator follows, and whether split digits are one number: evidence in points.

A document has no single convention: dot decimals, dot thousands and decimal commas stand in one table. So each open cell is
weighed with the cells of its own series first, then of its unit and column, then of the whole table. Points are additive and
kept with their reasons; `CLEAR` points of lead make a reading consistent, `LIKELY` unproven, less leaves it open.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from normalize.number_grammar import CellShape
from normalize.number_types import Candidate, NumberCell, ReadingConvention
from normalize.number_words import unit_is_bounded, unit_is_counted, unit_is_money, unit_is_percent
from normalize.numerals import Numeral
from schemas.observation import Confidence

CLEAR = 3.0
LIKELY = 1.5

GROUP_WEIGHTS = {"series": 3.0, "unit in column": 2.0, "unit": 1.5, "column": 1.5, "table": 0.7}
MANY = 20  # votes that count half as much again as a few
CONVENTION_CAP = 4.5
ELSEWHERE_CAP = 1.4  # other units' cells alone never make a reading consistent: half of CLEAR, less a little
ELSEWHERE_CAP_UNITLESS = 3.0  # in a table of MANY separators and no unit they are all there is
# What a vote is worth, by (role of its separator, same separator as the open one): (in its series, in its unit, elsewhere).
# People who write 51.1 also write 4.500 for thousands, so a decimal sign before one or two digits says little about three.
VOTE_WORTH: dict[tuple[str, bool], tuple[float, float, float]] = {
    ("group", True): (1.0, 1.0, 1.0),
    ("group", False): (1.0, 1.0, 0.4),
    ("decimal", True): (0.5, 0.35, 0.15),
    ("decimal", False): (1.0, 1.0, 0.4),
    ("decimal3", True): (1.0, 1.0, 0.5),
    ("decimal3", False): (1.0, 1.0, 0.4),
}
UNLIKE_VOTES = 2
MIXED_SHARE = 0.1  # of the separators in the rarer convention
COUNTED_POINTS = 4.0
MONEY_POINTS = ((Decimal(1), 5.0), (Decimal(1000), 1.0))  # smallest scale first: 3 decimals of a rupiah don't exist
MONEY_SCALED_POINTS = 0.0
ZEROS_POINTS = (0.0, 0.3, 1.0, 2.5)  # by number of zeros at the end of the three digits
PERCENT_POINTS = 5.0
BOUNDED_POINTS = 3.5
PLACES_POINTS = 1.5
WHOLE_PEERS_POINTS = 2.0
NEAR_POINTS = 1.5
FAR_POINTS = 2.0
NEAR = 0.35  # decades: a factor of about two
_MONEY_MEASURES = frozenset({"budget", "budget_realization", "final_budget"})

GroupKey = tuple[Hashable, ...]
Vote = tuple[str, str, str]  # convention, separator, its role: "group", "decimal" (one or two digits follow), "decimal3"
_SIGNS = {"id": (".", ","), "us": (",", ".")}  # what groups, what is the decimal sign


@dataclass(slots=True)
class _Group:
    """What the cells of one group print beyond doubt."""

    votes: Counter[Vote] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)
    weighed: dict[tuple[str, bool, int], tuple[float, int, int, bool]] = field(default_factory=dict)

    def weigh(self, convention: str, grouped: bool, near: int) -> tuple[float, int, int, bool]:
        """How the votes stand to a reading: mean worth from -1 to 1, votes for it, votes, whether all are weak."""
        key = (convention, grouped, near)
        if key not in self.weighed:
            sign = _SIGNS[convention][0 if grouped else 1]
            count = sum(self.votes.values())
            worth = sum(
                VOTE_WORTH[role, printed == sign][near] * (n if voted == convention else -n)
                for (voted, printed, role), n in self.votes.items()
            )
            agree = sum(n for vote, n in self.votes.items() if vote[0] == convention)
            weak = not any(role != "decimal" or printed != sign for _, printed, role in self.votes)
            self.weighed[key] = (worth / count, agree, count, weak)
        return self.weighed[key]


@dataclass(frozen=True, slots=True)
class Peers:
    """The numbers of one series that have one reading: how many, the median of their decimal logarithms, their digits before
    the decimal sign, and whether none has decimals."""

    count: int
    middle: float
    lengths: frozenset[int]
    whole: bool


@dataclass(slots=True)
class Evidence:
    """What is known from cells with one reading: conventions per group, magnitudes per series, columns with negatives; whether
    no cell has a unit, and whether the table mixes conventions (then other rows say less)."""

    groups: dict[GroupKey, _Group]
    peers: dict[GroupKey, Peers]
    negatives: set[int]
    unitless: bool
    mixed: bool


def unit_key(cell: NumberCell, shape: CellShape) -> str:
    """The unit by which cells are compared: "%", "Rp", or the unit's text in lower case; "" for none."""
    if shape.percent or unit_is_percent(shape.unit) or (shape.unit is None and unit_is_percent(cell.unit)):
        return "%"
    if cell_is_money(cell, shape):
        return "Rp"
    return (shape.unit or cell.unit or "").casefold()


def cell_is_money(cell: NumberCell, shape: CellShape) -> bool:
    """True when the cell, the row's unit or the column's measure says that it is an amount of money."""
    if shape.money or unit_is_money(shape.unit):
        return True
    if shape.percent or shape.unit is not None:
        return False
    return unit_is_money(cell.unit) if cell.unit and cell.measure not in _MONEY_MEASURES else cell.measure in _MONEY_MEASURES


def group_keys(cell: NumberCell, shape: CellShape) -> dict[str, GroupKey]:
    unit = unit_key(cell, shape)
    keys: dict[str, GroupKey] = {
        "unit in column": ("uc", unit, cell.column),
        "unit": ("u", unit),
        "column": ("c", cell.column),
        "table": ("t",),
    }
    if cell.series is not None:
        keys["series"] = ("s", cell.series, cell.measure)
    if not unit:
        del keys["unit"], keys["unit in column"]
    return keys


def cells_to_evidence(cells: Sequence[NumberCell], shapes: Sequence[CellShape], settled: dict[int, Numeral]) -> Evidence:
    """What the cells with one reading say; `settled` (position -> reading) adds cells that were decided before."""
    groups: dict[GroupKey, _Group] = defaultdict(_Group)
    peers: dict[GroupKey, list[Decimal]] = defaultdict(list)
    negatives: set[int] = set()
    unitless = True
    open_series = {series_key(c) for c, s in zip(cells, shapes, strict=True) if len(s.numerals) > 1 or s.kind == "split"}
    for position, (cell, shape) in enumerate(zip(cells, shapes, strict=True)):
        if shape.kind not in ("number", "bound", "range", "split"):
            continue
        unitless = unitless and not (shape.unit or cell.unit)
        sure = _sure_numerals(shape, settled.get(position))
        for numeral in sure:
            if numeral.convention != "plain":
                votes = numeral_to_votes(numeral)
                for key in group_keys(cell, shape).values():
                    group = groups[key]
                    group.votes.update(votes)
                    if numeral.places:
                        group.places[numeral.places] += 1
        if sure and cell.series is not None and sure[0].value and (series := series_key(cell)) in open_series:
            peers[series].append(abs(sure[0].value))
        if sure and sure[0].value < 0 and "number-in-brackets" not in shape.doubts:
            negatives.add(cell.column)
    return Evidence(
        groups,
        {key: _values_to_peers(values) for key, values in peers.items()},
        negatives,
        unitless,
        _is_mixed(groups[("t",)]),
    )


def _is_mixed(table: _Group) -> bool:
    counts = Counter[str]()
    for (convention, _, _), n in table.votes.items():
        counts[convention] += n
    return min(counts["id"], counts["us"]) > MIXED_SHARE * counts.total()


def _values_to_peers(values: list[Decimal]) -> Peers:
    return Peers(
        len(values),
        median(map(_log, values)),
        frozenset(value.adjusted() + 1 for value in values),
        all(value == value.to_integral_value() for value in values),
    )


def numeral_to_votes(numeral: Numeral) -> list[Vote]:
    """What a number with one reading says about the separators in it."""
    if numeral.convention not in _SIGNS:
        return []
    grouping, decimal = _SIGNS[numeral.convention]
    votes: list[Vote] = []
    if numeral.grouped:
        votes.append((numeral.convention, grouping, "group"))
    if numeral.places:
        votes.append((numeral.convention, decimal, "decimal3" if numeral.places >= 3 else "decimal"))
    return votes


def series_key(cell: NumberCell) -> GroupKey:
    return ("s", cell.series, cell.measure)


def _sure_numerals(shape: CellShape, settled: Numeral | None) -> tuple[Numeral, ...]:
    if settled is not None:
        return (settled,)
    if shape.kind == "split":
        return ()
    return tuple(ends[0] for ends in (shape.numerals, shape.highs) if len(ends) == 1 and ends[0].convention != "irregular")


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
        return Candidate(numeral.value, irregular, 0.0 if len(shape.numerals) > 1 else -9.0, numeral.reason)
    near, distant = _convention_points(cell, shape, numeral, evidence)
    places = list(_places_points(cell, shape, numeral, evidence))
    points = [
        *near,
        *_unit_points(cell, shape, numeral),
        *_digit_points(shape, numeral),
        *(p for p in places if p[0] > 0),
        *_series_points(cell, numeral, evidence),
    ]
    local = sum(score for score, _ in points)
    points += [*distant, *(p for p in places if p[0] <= 0)]
    reason = "; ".join([numeral.reason, *(f"{why} {score:+.1f}" for score, why in points if score)])
    return Candidate(numeral.value, numeral.convention, round(sum(score for score, _ in points), 3), reason, round(local, 3))


def is_unlike_neighbours(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> str | None:
    """Why a number with one reading may be cut or misprinted: the sign that is its decimal sign groups thousands in all others
    of its series or unit ("150.00" among "150.000"). None when it is not so."""
    if numeral.convention not in _SIGNS or not numeral.places or numeral.grouped:
        return None
    sign = _SIGNS[numeral.convention][1]
    for name, key in group_keys(cell, shape).items():
        if name in ("series", "unit in column") and key in evidence.groups:
            votes = evidence.groups[key].votes
            groups = sum(n for (_, printed, role), n in votes.items() if printed == sign and role == "group")
            decimals = sum(n for (_, printed, role), n in votes.items() if printed == sign and role != "group")
            if groups >= UNLIKE_VOTES and decimals <= 1:
                return f"'{sign}' groups thousands in {groups} others of its {name}"
    return None


Points = tuple[float, str]


def _convention_points(
    cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence
) -> tuple[list[Points], list[Points]]:
    """Points from the cell's own series and unit, and from elsewhere in the table."""
    if numeral.convention not in _SIGNS:
        return [], []
    points: list[Points] = []
    distant: list[Points] = []
    total = elsewhere = 0.0
    for name, key in group_keys(cell, shape).items():
        group = evidence.groups.get(key)
        if group is None or not group.votes:
            continue
        near = 0 if name == "series" else 1 if name.startswith("unit") else 2
        lead, agree, count, weak = group.weigh(numeral.convention, numeral.grouped, near)
        score = GROUP_WEIGHTS[name] * min(1.0, (1 + count) / 3) * (1 + min(1.0, count / MANY) / 2) * lead
        cap = CONVENTION_CAP - total
        trusted = near == 0 or (near == 1 and not evidence.mixed and not weak)
        trusted = trusted or (near == 2 and evidence.unitless and count >= MANY)
        if near == 2:
            cap = min(cap, (ELSEWHERE_CAP_UNITLESS if trusted else ELSEWHERE_CAP) - elsewhere)
            elsewhere += min(cap, abs(score))
        score = max(-cap, min(cap, score))
        total += abs(score)
        (points if trusted else distant).append((round(score, 2), f"{agree} of {count} separators in its {name} agree"))
    return points, distant


def _unit_points(cell: NumberCell, shape: CellShape, numeral: Numeral) -> Iterable[Points]:
    """What the unit allows: for the reading that fits, against the one that doesn't."""
    if len(shape.numerals) < 2:
        return
    fraction = numeral.places > 0
    unit = shape.unit or cell.unit
    if cell_is_money(cell, shape):
        scale = cell.scale * shape.factor
        points = next((p for limit, p in MONEY_POINTS if scale <= limit), MONEY_SCALED_POINTS)
        if numeral.places in (0, 3):
            yield (-points if fraction else points), "no money has three decimals"
    elif unit_is_counted(unit):
        yield (-COUNTED_POINTS if fraction else COUNTED_POINTS), f"'{unit}' are counted in whole numbers"
    elif shape.percent or unit_is_percent(unit):
        if fraction or abs(numeral.value) > 1000:
            yield (PERCENT_POINTS if fraction else -PERCENT_POINTS), "percentages are below 1000"
    elif unit_is_bounded(unit) and (fraction or abs(numeral.value) >= 1000):
        yield (BOUNDED_POINTS if fraction else -BOUNDED_POINTS), f"'{unit}' is below 1000"


def _digit_points(shape: CellShape, numeral: Numeral) -> Iterable[Points]:
    if numeral.places or numeral.convention == "plain" or len(shape.numerals) < 2:
        return
    tail = str(abs(numeral.value))[-3:]
    zeros = 3 - len(tail.rstrip("0"))
    yield ZEROS_POINTS[zeros], f"ends in {zeros} zeros"


def _places_points(cell: NumberCell, shape: CellShape, numeral: Numeral, evidence: Evidence) -> Iterable[Points]:
    if not numeral.places:
        return
    keys = group_keys(cell, shape)
    for name in ("series", "unit in column"):
        places = evidence.groups[keys[name]].places if keys.get(name) in evidence.groups else None
        if places:
            count = sum(places.values())
            if places[numeral.places]:
                yield PLACES_POINTS * places[numeral.places] / count, f"so many decimals in its {name}"
            else:
                yield -PLACES_POINTS * min(1.0, (1 + count) / 3), f"{count} in its {name} have another number of decimals"
            return


def _series_points(cell: NumberCell, numeral: Numeral, evidence: Evidence) -> Iterable[Points]:
    distance = distance_to_peers(numeral.value, cell, evidence)
    if distance is None:
        return
    peers = evidence.peers[series_key(cell)]
    odd = numeral.places > 0 and peers.whole
    if odd:
        yield -WHOLE_PEERS_POINTS * min(1.0, peers.count / 2), f"the {peers.count} others of its series are whole"
    if distance > 1:
        yield -min(distance, FAR_POINTS), f"{distance:.1f} decades from its series"
    elif distance < NEAR and peers.count > 1 and not odd:
        yield NEAR_POINTS, f"near the {peers.count} others of its series"


def distance_to_peers(value: Decimal, cell: NumberCell, evidence: Evidence) -> float | None:
    """How many decades the value is from the middle of its series; None without a series or for zero."""
    peers = evidence.peers.get(series_key(cell)) if cell.series is not None and value else None
    return None if peers is None else abs(_log(abs(value)) - peers.middle)


def _log(value: Decimal) -> float:
    size = value.adjusted()
    return math.log10(float(value)) if size < 300 else float(size)  # a double ends at 1e308
