"""Signs are measured on the result: what found no place, what has no name, what cannot be."""

from __future__ import annotations

import pytest

from normalize.judge.plausibility import load_weights, signs_to_difference, signs_to_plausibility
from normalize.judge.signs import SIGNS, is_name


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Jumlah laporan", True),
        ("1.", False),
        ("47", False),
        ("12 a", False),
        ("IPM", True),
        ("2.01.0003", False),
        ("", False),
    ],
)
def test_a_number_or_a_letter_is_no_name(text: str, named: bool) -> None:
    assert is_name(text) is named


def test_every_weight_belongs_to_a_sign() -> None:
    """A weight whose sign is gone would be learned and never used."""
    assert set(load_weights()) == set(SIGNS)


def test_only_differences_of_readings_count() -> None:
    """What both readings have in common is no reason for either; the strongest difference is told first."""
    better = {"placed": 1.0, "nameless": 0.0, "head_rows": 0.2}
    worse = {"placed": 0.5, "nameless": 0.5, "head_rows": 0.2}
    told = signs_to_difference(better, worse)
    assert {sign.name for sign in told} <= {"placed", "nameless"}
    assert [abs(sign.weight) for sign in told] == sorted((abs(sign.weight) for sign in told), reverse=True)
    gain = signs_to_plausibility(better) - signs_to_plausibility(worse)
    assert gain == pytest.approx(sum(sign.weight for sign in told))
