"""Sums that agree, facts that are printed twice, numbers that a spreadsheet stores: the only evidence that *proves* a reading."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product
from math import prod

from normalize.figures.grammar import CellShape
from normalize.figures.numerals import Numeral
from normalize.numbers.types import NumberCell, SumRelation
from schemas.decision import Sign

MOST_COMBINATIONS = 512  # of open readings in one sum; more than that and an accidental match is no proof
MOST_PASSES = 6  # a proven part may prove the sum above it: one pass per level of the plan


@dataclass(frozen=True, slots=True)
class Proof:
    """The reading that was proven, None for a cell that has only one, and by what. `circular` when all members of the sum are
    as open as the cell itself: a cue, no proof."""

    numeral: Numeral | None
    sign: Sign
    circular: bool = False


def cells_to_proofs(cells: Sequence[NumberCell], shapes: Sequence[CellShape], sums: Sequence[SumRelation]) -> dict[int, Proof]:
    """Position in `cells` -> proof, for each cell that a sum, a twin or its stored number proves. Empty when nothing agrees.

    A sum proves its members when exactly one choice of their open readings makes parent and parts equal, exactly.
    """
    proofs = _twins_to_proofs(cells, shapes) | _stored_to_proofs(cells, shapes)
    position = {cell.index: at for at, cell in enumerate(cells)}
    todo = [(r, tuple(position[i] for i in (r.parent, *r.parts) if i in position)) for r in sums]
    todo = [(r, at) for r, at in todo if len(at) == len(r.parts) + 1 and r.parts]
    for _ in range(MOST_PASSES):
        rest = []
        progress = False
        for relation, at in todo:
            found = _members_to_proofs([(cells[i], shapes[i], proofs.get(i)) for i in at])
            if found is None:
                rest.append((relation, at))
                continue
            circular = all(_is_open(shapes[i]) for i, numeral in zip(at, found, strict=True) if numeral and numeral.value)
            for i, numeral in zip(at, found, strict=True):
                if _readings(shapes[i]) and (i not in proofs or proofs[i].circular):
                    progress = progress or (_is_open(shapes[i]) and not circular)
                    proofs[i] = Proof(numeral if _is_open(shapes[i]) else None, _sign(i == at[0], len(at) - 1), circular)
        if not progress:
            break
        todo = rest
    return proofs


def _sign(is_sum: bool, parts: int) -> Sign:
    return Sign("number_is_sum" if is_sum else "number_is_part_of_sum", details=(str(parts),))


def _is_open(shape: CellShape) -> bool:
    return len(shape.numerals) > 1 or shape.kind in ("split", "letters") or bool(shape.doubts)


def _readings(shape: CellShape) -> tuple[Numeral, ...]:
    """What the cell may contribute; brackets and signs set apart may also be no minus at all."""
    if shape.kind not in ("number", "split", "letters"):
        return ()
    return tuple(n for n in shape.numerals if n.convention != "irregular")


_ZERO = (None,)


def _choices(cell: NumberCell, shape: CellShape, proof: Proof | None) -> tuple[Numeral | None, ...]:
    if proof is not None and proof.numeral is not None and not proof.circular:
        return (proof.numeral,)
    if shape.kind in ("blank", "nil"):
        return _ZERO
    return _readings(shape)


def _members_to_proofs(members: list[tuple[NumberCell, CellShape, Proof | None]]) -> tuple[Numeral | None, ...] | None:
    choices = [_choices(*member) for member in members]
    if not all(choices) or prod(map(len, choices)) > MOST_COMBINATIONS:
        return None
    factors = [cell.scale * shape.factor for cell, shape, _ in members]
    found: tuple[Numeral | None, ...] | None = None
    for chosen in product(*choices):
        values = [(n.value if n else Decimal(0)) * f for n, f in zip(chosen, factors, strict=True)]
        if values[0] and values[0] == sum(values[1:]):
            if found is not None:
                return None
            found = chosen
    return found


def _twins_to_proofs(cells: Sequence[NumberCell], shapes: Sequence[CellShape]) -> dict[int, Proof]:
    groups: Mapping[Hashable, list[int]] = defaultdict(list)
    for at, cell in enumerate(cells):
        if cell.twin is not None:
            groups[cell.twin].append(at)
    proofs: dict[int, Proof] = {}
    for members in groups.values():
        sure = {shapes[at].numerals[0].value for at in members if len(_readings(shapes[at])) == 1 and not _is_open(shapes[at])}
        if len(sure) != 1 or len(members) < 2:
            continue
        value = sure.pop()
        for at in members:
            matching = [n for n in _readings(shapes[at]) if n.value == value]
            if len(matching) == 1:
                proofs[at] = Proof(matching[0] if _is_open(shapes[at]) else None, Sign("number_printed_twice"))
    return proofs


def _stored_to_proofs(cells: Sequence[NumberCell], shapes: Sequence[CellShape]) -> dict[int, Proof]:
    """The only reading of a cell that is the number behind it, to the decimals that are printed. A number that no reading equals
    (a format that shows thousands) proves nothing."""
    proofs: dict[int, Proof] = {}
    for at, (cell, shape) in enumerate(zip(cells, shapes, strict=True)):
        if cell.stored is None:
            continue
        matching = [n for n in _readings(shape) if abs(n.value - cell.stored) * 2 * 10**n.places <= 1]
        if len(matching) == 1:
            proofs[at] = Proof(matching[0] if _is_open(shape) else None, Sign("number_stored", details=(f"{cell.stored:f}",)))
    return proofs
