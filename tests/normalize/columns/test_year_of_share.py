"""A share without a year has that of the two columns that it compares."""

from __future__ import annotations

import pytest

from normalize.columns.year_of_share import columns_to_dated_shares
from tests.normalize.knitted import headed
from tests.tables import normalize, say, table


def years(head: str, *rows: str) -> list[int | None]:
    """The year of each share of the table."""
    found, columns = headed("\n".join((head, *rows)))
    shares = [one for one in columns_to_dated_shares(found, columns)[0] if one.measure == "achievement"]
    return [one.period.year if one.period is not None else None for one in shares]


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        ("Indikator | Target 2025 | Realisasi 2025 | Capaian (%)", [2025]),
        ("Indikator | Anggaran 2025 | Realisasi 2025 | Capaian (%) | Realisasi 2024", [2025]),
        ("Indikator | Target 2024 | Realisasi 2025 | Capaian (%)", [None]),
        ("Indikator | Satuan | Realisasi 2025 | Capaian (%)", [None]),
        ("Indikator | Target 2025 | Realisasi 2025 | Capaian 2024 (%)", [2024]),
    ],
)
def test_the_two_columns_before_it_say_the_year(head: str, expected: list[int | None]) -> None:
    """Where they are a plan and what was reached of it, of one year."""
    assert years(head, "Jumlah desa | 10 | 9 | 90 | 8", "Jumlah kota | 20 | 15 | 75 | 9") == expected


def test_progress_towards_the_end_of_a_plan_is_of_the_year_reached() -> None:
    """Only where the figures are the quotient of both: a word alone could mean another pair."""
    head = "Indikator | Realisasi 2023 | Target Akhir Renstra 2026 | Tingkat Kemajuan (%)"
    rows = ("Indeks | 80 | 100 | 80,00", "Persen | 45 | 90 | 50,00", "Nilai | 30 | 40 | 75,00")
    assert years(head, *rows) == [2023]
    assert years(head, *(row.replace(",00", ",37") for row in rows)) == [None]


def test_what_was_spent_beside_its_share_is_money_of_any_year() -> None:
    """No column counts anything but money: last year's realization is no result either."""
    text = """
        Program     | Anggaran 2025     | Realisasi 2025    | %     | Realisasi 2024
        Jalan       | 12.343.525.250,00 | 11.015.666.321,00 | 89,24 | 9.655.114.475,00
        Jembatan    | 2.853.360.000,00  | 2.690.905.000,00  | 94,31 | 2.444.934.851,00
        Irigasi     | 9.463.401.250,00  | 8.197.531.262,00  | 86,62 | 6.010.327.526,00
        Air minum   | 4.069.008.000,00  | 3.817.253.750,00  | 93,81 | 2.193.837.766,00
    """
    first = normalize(table(text)).observations[:4]
    assert {(o.measure, o.period.year) for o in first} == {
        ("budget", 2025),
        ("budget_realization", 2025),
        ("achievement", 2025),
        ("budget_realization", 2024),
    }


def test_what_was_spent_by_quarter_of_a_budget_in_thousands() -> None:
    """The amounts are small as printed, and as large as the budget beside them."""
    text = """
        Perangkat Daerah | Pagu 2025   | Realisasi s.d. Triwulan | <          | %
        ^                | ^           | I                       | II         | ^
        Sekretariat      | 145,320,082 | 9,721,893               | 59,040,938 | 40.63
        Inspektorat      | 10,785,027  | 1,529,641               | 3,853,019  | 35.73
        Kepegawaian      | 12,403,236  | 1,731,993               | 4,353,480  | 35.10
    """
    found = normalize(say("dalam ribuan rupiah"), table(text)).observations
    assert {o.measure for o in found[:3]} == {"budget", "budget_realization"}


def test_an_average_is_no_indicator_wherever_its_words_stand() -> None:
    """They are set over the middle of the table, below the units."""
    text = """
        No | Indikator   | Satuan            | Target 2025 | Realisasi 2025 | Capaian (%)
        1  | Persalinan  | persen            | 94,20       | 88,96          | 94,44
        2  | Imunisasi   | persen            | 88,50       | 86,62          | 97,88
           |             | Rata-rata capaian |             |                | 96,16
    """
    assert {o.labels.indicator for o in normalize(table(text)).observations} == {"Persalinan", "Imunisasi"}
