"""What the cells of a table that have one reading say about those that are open: evidence, gathered once, in one pass."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from statistics import median

from normalize.figures.grammar import CellShape, text_to_shape
from normalize.figures.numerals import Numeral
from normalize.numbers.types import NumberCell
from normalize.words.measures import MONEY
from normalize.words.quantities import unit_is_money, unit_is_percent

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
_TWO_BEFORE = 10_000  # "10.000": two digits before the sign
MIXED_SHARE = 0.1  # of the separators in the rarer convention

GroupKey = tuple[Hashable, ...]
Vote = tuple[str, str, str]  # convention, separator, its role: "group", "decimal" (one or two digits follow), "decimal3"
DOCUMENT_KEY: GroupKey = ("document",)
SIGNS = {"id": (".", ","), "us": (",", ".")}  # what groups, what is the decimal sign


@dataclass(slots=True)
class Group:
    """What the cells of one group print beyond doubt."""

    votes: Counter[Vote] = field(default_factory=Counter)
    places: Counter[int] = field(default_factory=Counter)
    weighed: dict[tuple[str, bool, int], tuple[float, int, int, bool]] = field(default_factory=dict)

    def weigh(self, convention: str, grouped: bool, near: int) -> tuple[float, int, int, bool]:
        """How the votes stand to a reading: mean worth from -1 to 1, votes for it, votes, whether all are weak."""
        key = (convention, grouped, near)
        if key not in self.weighed:
            sign = SIGNS[convention][0 if grouped else 1]
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


@dataclass(frozen=True, slots=True)
class Threes:
    """The different numbers of a series that all carry three digits after their sign: how many, and how many of them have two digits or
    more before it."""

    count: int
    long: int


_THOUSAND, _LARGE, _FEWEST_SPACED = 3, 10_000, 4


@dataclass(slots=True)
class Evidence:
    """What is known from cells with one reading: conventions per group, magnitudes per series, columns with negatives; whether
    no cell has a unit, and whether the table mixes conventions (then other rows say less)."""

    groups: dict[GroupKey, Group]
    peers: dict[GroupKey, Peers]
    negatives: set[int]
    unitless: bool
    mixed: bool
    rounded: dict[GroupKey, int] = field(default_factory=dict)
    """Per series of two or more open numbers that all end in zero: how many zeros."""
    threes: dict[GroupKey, Threes] = field(default_factory=dict)
    """The series whose numbers all carry three digits after their sign."""
    spaced: int = 0
    """How many cells part their thousands by a space, where all large numbers of the table do so; else 0."""


def cell_to_unit(cell: NumberCell, shape: CellShape) -> str | None:
    """The unit that counts for this cell: printed in it, given by its measure (money, achievement in percent), or the row's."""
    if shape.unit is not None:
        return shape.unit
    if shape.percent or cell.measure == "achievement":
        return "%"
    return "Rp" if shape.money or cell.measure in MONEY else cell.unit


def unit_key(cell: NumberCell, shape: CellShape) -> str:
    """The unit by which cells are compared: "%", "Rp", or the unit's text in lower case; "" for none."""
    unit = cell_to_unit(cell, shape)
    if unit_is_percent(unit):
        return "%"
    return "Rp" if unit_is_money(unit) else (unit or "").casefold()


def group_keys(cell: NumberCell, shape: CellShape) -> dict[str, GroupKey]:
    """The groups of the table that the cell belongs to, nearest first."""
    unit = unit_key(cell, shape)
    keys: dict[str, GroupKey] = {}
    if cell.series is not None:
        keys["series"] = ("s", cell.series, cell.measure)
    if unit:
        keys |= {"unit in column": ("uc", unit, cell.column), "unit": ("u", unit)}
    return keys | {"column": ("c", cell.column), "table": ("t",)}


@dataclass(frozen=True, slots=True)
class DocumentVotes:
    """How the whole document separates digits. Weak evidence, for tables that say little themselves."""

    votes: Counter[Vote]


def texts_to_votes(texts: Iterable[str]) -> DocumentVotes:
    """The votes of all cells of a document. Bare dot decimals don't count: they may be codes and section numbers."""
    found: Counter[Vote] = Counter()
    for text in texts:
        shape = text_to_shape(text)
        if shape.kind in ("number", "bound", "range"):
            for numeral in _sure_numerals(shape, None):
                votes = numeral_to_votes(numeral)
                found.update(vote for vote in votes if shape.percent or len(votes) > 1 or vote[1] != "." or vote[2] == "group")
    return DocumentVotes(found)


def cells_to_evidence(
    cells: Sequence[NumberCell],
    shapes: Sequence[CellShape],
    settled: Mapping[int, Numeral],
    document: DocumentVotes | None = None,
) -> Evidence:
    """What the cells with one reading say; `settled` (position -> reading) adds cells that were decided before."""
    groups: dict[GroupKey, Group] = defaultdict(Group)
    if document is not None:
        groups[DOCUMENT_KEY].votes.update(document.votes)
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
        _rounded_series(cells, shapes),
        _series_of_threes(cells, shapes),
        spaced=_spaced_thousands(shapes),
    )


def _spaced_thousands(shapes: Sequence[CellShape]) -> int:
    """The cells such as "640 500" and "12 400", on one line; 0 where they are few or another large number of the table is not like that."""
    found = 0
    for shape in shapes:
        if shape.kind == "split":
            first, *others = shape.pieces
            whole = first.isdigit() and first[0] != "0" and len(first) <= _THOUSAND
            if (
                shape.line_break
                or not whole
                or any(not piece[:_THOUSAND].isdigit() or len(piece) != _THOUSAND for piece in others)
            ):
                return 0
            found += 1
        elif any(numeral.grouped or abs(numeral.value) >= _LARGE for numeral in shape.numerals):
            return 0
    return found if found >= _FEWEST_SPACED else 0


def _rounded_series(cells: Sequence[NumberCell], shapes: Sequence[CellShape]) -> dict[GroupKey, int]:
    zeros: dict[GroupKey, dict[Decimal, int]] = defaultdict(dict)  # of different numbers: one that stays the same says it once
    for cell, shape in zip(cells, shapes, strict=True):
        whole = next((numeral for numeral in shape.numerals if numeral.grouped), None)
        if cell.series is not None and len(shape.numerals) > 1 and whole is not None:
            tail = str(whole.value)[-3:]
            zeros[series_key(cell)][whole.value] = 3 - len(tail.rstrip("0"))
    return {key: sum(found.values()) for key, found in zeros.items() if len(found) > 1 and min(found.values()) > 0}


def _series_of_threes(cells: Sequence[NumberCell], shapes: Sequence[CellShape]) -> dict[GroupKey, Threes]:
    found: dict[GroupKey, set[Decimal]] = defaultdict(set)
    broken: set[GroupKey] = set()
    for cell, shape in zip(cells, shapes, strict=True):
        if cell.series is None or shape.kind not in ("number", "bound"):
            continue
        whole = next((numeral for numeral in shape.numerals if numeral.grouped and not numeral.places), None)
        if len(shape.numerals) > 1 and whole is not None:
            found[series_key(cell)].add(abs(whole.value))
        elif any(numeral.places for numeral in shape.numerals):
            broken.add(series_key(cell))
    long = {key: sum(value >= _TWO_BEFORE for value in values) for key, values in found.items()}
    return {key: Threes(len(values), long[key]) for key, values in found.items() if key not in broken}


def _is_mixed(table: Group) -> bool:
    counts = Counter[str]()
    for (convention, _, _), n in table.votes.items():
        counts[convention] += n
    return min(counts["id"], counts["us"]) > MIXED_SHARE * counts.total()


def _values_to_peers(values: list[Decimal]) -> Peers:
    return Peers(
        len(values),
        median(map(log_of, values)),
        frozenset(value.adjusted() + 1 for value in values),
        all(value == value.to_integral_value() for value in values),
    )


def numeral_to_votes(numeral: Numeral) -> list[Vote]:
    """What a number with one reading says about the separators in it."""
    if numeral.convention not in SIGNS:
        return []
    grouping, decimal = SIGNS[numeral.convention]
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


def log_of(value: Decimal) -> float:
    size = value.adjusted()
    return math.log10(float(value)) if size < 300 else float(size)  # a double ends at 1e308
