"""Rows whose names are halves of one: the name above cannot end where it does, and both rows print values.

Percentage of adult people who were on | 95% | 97%        whose are 95% and 79%? Each name alone is wrong.
ART out of those eligible for ART      | 79% | 83%
"""

from __future__ import annotations

from collections.abc import Sequence

from normalize.judge.signs import observation_to_name
from normalize.text.look import ends_in_joining_word
from schemas.observation import Observation


def observations_to_halves(observations: Sequence[Observation]) -> frozenset[int]:
    """The rows of a table, by their number, whose name ends in a word that joins it to what follows ("dan", "on"), and each row right
    below such a one on the same page; and the rows around a page break where the name behind it begins in small letters, which most names
    of the table don't. Empty where all names end as names do."""
    names = {one.row: observation_to_name(one) for one in observations}
    pages = {one.row: one.cell.fragment for one in observations}
    cut = {row for row, name in names.items() if ends_in_joining_word(name)}
    small = {row for row, name in names.items() if name[:1].islower()}
    if 2 * len(small) >= len(names):
        return frozenset(cut)
    over = {row for row in small if row - 1 in pages and pages[row - 1] != pages[row]}
    below = {row + 1 for row in cut if pages.get(row + 1) == pages[row]}
    return frozenset(cut | below | over | {row - 1 for row in over})
