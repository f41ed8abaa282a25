"""Thousands parted by a space: one number where all large numbers of the table are printed like that."""

from __future__ import annotations

from tests.tables import normalize, table

HEAD = "Indicator | Actual 2021 | Actual 2022 | Target 2023"


def test_one_manner_for_all_is_proof_enough() -> None:
    document = normalize(
        table(f"{HEAD}\nRoads resealed (m2) | 640 500 | 684 748 | 724 183\nRoads graded (km) | 21 350 | 21 973 | 118")
    )
    assert [o.value for o in document.observations] == [640_500, 684_748, 724_183, 21_350, 21_973, 118]
    assert {o.value_confidence for o in document.observations} == {"consistent"}


def test_another_large_number_leaves_them_open() -> None:
    """Where thousands have a comma elsewhere, a space may part two numbers."""
    document = normalize(
        table(f"{HEAD}\nRoads resealed (m2) | 640 500 | 684 748 | 724 183\nRoads graded (km) | 21 350 | 21,973 | 118")
    )
    assert {o.value_status for o in document.observations if " " in o.value_text} == {"ambiguous"}
