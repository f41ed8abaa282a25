"""Two rows of figures whose names are halves of one."""

from __future__ import annotations

from normalize.judge.halves import observations_to_halves
from tests.tables import normalize, table


def test_a_name_that_ends_in_a_joining_word_and_the_row_below_it_are_halves() -> None:
    rows = (
        "Indikator | Target 2024 | Target 2025\nPersentase layanan jalan dan | 95 | 96\nJembatan provinsi | 79 | 80\n"
        "Jumlah terminal | 3 | 4"
    )
    observations = normalize(table(rows)).observations
    assert observations_to_halves(observations) == {0, 1}
    assert {one.confidence for one in observations if one.row < 2} == {"unproven"}


def test_whole_names_are_no_halves() -> None:
    rows = "Indikator | Target 2024 | Target 2025\nPersentase layanan jalan | 95 | 96\nJembatan provinsi | 79 | 80"
    assert observations_to_halves(normalize(table(rows)).observations) == frozenset()


def test_small_letters_behind_a_page_break_are_the_rest_of_a_name() -> None:
    """It stands in one cell with the next name: neither row's name is whole."""
    head = "Indikator | Target 2024 | Target 2025\n"
    first = table(f"{head}Jumlah terminal | 3 | 4\nRasio luas daerah irigasi | 84 | 85")
    second = table(f"{head}oleh jaringan irigasi Tingkat kemantapan jalan | 78 | 80\nJumlah embung | 7 | 8", page=2)
    assert observations_to_halves(normalize(first, second).observations) == {1, 2}
