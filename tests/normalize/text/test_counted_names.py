"""List numbers before names."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from normalize.text.counted_names import text_without_count, texts_are_counted


@pytest.mark.parametrize(
    ("texts", "counted"),
    [
        (["Program A", "1 Rapat", "2 Survei", "3 Pelatihan"], True),
        (["Program A", "1 Rapat", "Program B", "1 Survei", "2 Pelatihan"], True),
        (["3 Kecamatan", "5 Kelurahan", "12 Desa"], False),
        (["1. Rapat", "2. Survei", "3.Pelatihan"], True),
        (["1.1 Rapat", "1.2 Survei", "1.3 Pelatihan"], False),
        (["1 Rapat", "2 Survei"], False),
        (["1 Dokumen", "1 Laporan", "1 Unit"], False),
    ],
)
def test_numbers_that_count_are_a_list(texts: list[str], counted: bool) -> None:
    assert texts_are_counted(texts) is counted


@given(st.integers(1, 99), st.sampled_from(["Bina Marga", "Pengujian mutu"]))
def test_the_name_is_what_stands_behind(number: int, name: str) -> None:
    assert text_without_count(f"{number} {name}")[0] == name
    assert text_without_count(f"{number}. {name}")[0] == name
    assert text_without_count(name) == (name, None)
