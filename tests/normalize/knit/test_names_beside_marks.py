"""Wide names over names that are set in with a list mark."""

from __future__ import annotations

import pytest

from tests.tables import normalize, table


@pytest.mark.parametrize("marks", [("a", "b"), ("1.", "2."), ("(i)", "(ii)")])
def test_wide_names_and_marked_names_are_one_column(marks: tuple[str, str]) -> None:
    first, second = marks
    text = (
        f"No | Program/Kegiatan | < | 2021 | 2022\n1 | Program Pasar Rakyat | < | 90.500.000 | 95.000.000\n"
        f" | {first} | Pembangunan kios | 50.500.000 | 55.000.000\n | {second} | Penataan parkir | 40.000.000 | 40.000.000"
    )
    document = normalize(table(text))
    names = {o.labels.sub_activity or o.labels.activity or o.labels.program for o in document.observations}
    assert names == {"Program Pasar Rakyat", "Pembangunan kios", "Penataan parkir"}
    assert {o.labels.program for o in document.observations} == {"Program Pasar Rakyat"}
