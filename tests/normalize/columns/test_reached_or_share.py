""" "Capaian" alone is what was reached or its share of the target: the figures decide, another table does, or it stays open."""

from __future__ import annotations

from tests.tables import codes, normalize, say, table

PERCENTAGES = """
    Indikator                  | Satuan | Capaian 2021 | Capaian 2022
    Persentase warga terlayani | %      | 82,50        | 106,25
    Persentase jalan mulus     | %      | 95,00        | 92,75
"""
COUNTS = """
    Indikator               | Satuan | Capaian 2021 | Capaian 2022
    Jumlah sekolah terbuka  | Unit   | 12           | 14
    Jumlah pohon yang hidup | Pohon  | 2.500        | 3.100
"""
ELSEWHERE = """
    Indikator                  | Satuan | Target 2022 | Realisasi 2022
    Persentase warga terlayani | %      | 80,00       | {first}
    Persentase jalan mulus     | %      | 96,00       | {second}
"""


def test_percentages_without_a_target_stay_open() -> None:
    """A realization in percent and a share of a target look alike."""
    document = normalize(table(PERCENTAGES))
    assert {(o.measure, o.confidence) for o in document.observations} == {("other", "unproven")}
    assert "capaian-open" in codes(document)


def test_counts_are_no_shares() -> None:
    """Twelve schools and 2.500 trees are no per cent of a target."""
    document = normalize(table(COUNTS))
    assert {o.measure for o in document.observations} == {"realization"}
    assert {o.confidence for o in document.observations} == {"consistent"}


def test_another_table_proves_the_share() -> None:
    """85 of 80 is 106,25: the column is the share, and the years that no table tells stay unproven."""
    other = ELSEWHERE.format(first="85,00", second="89,04")
    document = normalize(table(other), say("Tabel 2", "caption"), table(PERCENTAGES, 2))
    found = [o for o in document.observations if o.table == 2]
    assert {o.measure for o in found} == {"achievement"}
    assert {(o.period.year, o.confidence) for o in found} == {(2021, "unproven"), (2022, "proven")}
    assert "capaian-open" not in codes(document)


def test_another_table_proves_the_realization() -> None:
    """The same figures are printed as realization elsewhere."""
    other = ELSEWHERE.format(first="106,25", second="92,75")
    document = normalize(table(other), say("Tabel 2", "caption"), table(PERCENTAGES, 2))
    assert {o.measure for o in document.observations if o.table == 2} == {"realization"}


def test_tables_that_disagree_leave_it_open() -> None:
    """One figure is a realization elsewhere, the other a share: nothing is settled."""
    other = ELSEWHERE.format(first="106,25", second="89,04")
    document = normalize(table(other), say("Tabel 2", "caption"), table(PERCENTAGES, 2))
    assert {o.measure for o in document.observations if o.table == 2} == {"other"}


def measures(figures: tuple[str, str, str]) -> set[tuple[str, int | None]]:
    rows = "\n".join(
        f"{name} | {reached} | 14 | 18 | 128,57"
        for name, reached in zip(("Jumlah unit pelayanan", "Jumlah inovasi", "Jumlah regulasi"), figures, strict=True)
    )
    head = "Indikator | Capaian Tahun 2015 | Tahun 2016 | < | <\n^ | ^ | Target | Realisasi | % Realisasi\n"
    return {(one.measure, one.period.year) for one in normalize(table(head + rows)).observations}


def test_what_lies_near_a_later_realization_was_reached() -> None:
    """17 units in 2015 beside 18 in 2016 are no 17 per cent; 98,5 beside 18 is a share."""
    assert ("realization", 2015) in measures(("17", "15", "16"))
    assert ("achievement", 2015) in measures(("98,5", "100", "97"))


def test_capaian_is_no_share_beside_a_column_of_its_own_for_it() -> None:
    """Neither figure is near its target, and the share stands elsewhere: it stays open."""
    rows = "Jumlah sekolah | 10 | 100 | 22,9\nJumlah pohon | 7 | 102 | 33,3"
    head = "Indikator | Tahun 2016 | < | % Capaian kinerja\n^ | Target | Capaian | ^\n"
    document = normalize(table(head + rows))
    assert {one.measure for one in document.observations if one.cell.column == 2} == {"other"}
