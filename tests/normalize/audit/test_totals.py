"""Rows that sum up without a word, and rows whose name is lost: neither is published as a second figure of the row above."""

from __future__ import annotations

from tests.tables import codes, normalize, one, table

HEAD = "Program | Indikator | Satuan | Target 2023 | Anggaran 2023 (Rp)\n"
ROWS = "Program Siaga Api | Posko dibangun | Unit | 9 | 450.000.000\n ^ | Relawan terlatih | Orang | 150 | 125.500.000\n"


def test_a_sum_without_a_word_is_a_total() -> None:
    """The last row prints an amount alone, and it is the sum of those above."""
    document = normalize(table(HEAD + ROWS + " ^ | | | | 575.500.000"))
    assert {o.value_text for o in document.observations} == {"9", "150", "450.000.000", "125.500.000"}
    assert "total-found" in codes(document)


def test_an_amount_without_a_name_is_unproven() -> None:
    """It is no sum of anything: published under the name above it, with a warning, and never sure."""
    document = normalize(table(HEAD + ROWS + " ^ | | | | 600.000.000"))
    [found] = [o for o in document.observations if o.value == 600_000_000]
    assert found.confidence == "unproven"
    assert "row-unnamed" in codes(document)


def test_figures_on_two_lines_of_one_row_are_its_own() -> None:
    """A row that prints its amount one line lower has one name, and no figure twice."""
    rows = "Program Siaga Api | Posko dibangun | Unit | 9 |\n ^ | | | | 450.000.000"
    document = normalize(table(HEAD + rows))
    [found] = [o for o in document.observations if o.value == 450_000_000]
    assert (found.labels.indicator, found.confidence) == ("Posko dibangun", "consistent")


def test_a_name_that_begins_with_total_and_adds_up() -> None:
    """ "Total capital programme" is the sum of the rows in every column; "Total trees planted" is an indicator."""
    head = "Scheme | Budget 2022 | Budget 2023\n"
    rows = "Pool roof | 450 | 1,200\nMarket paving | 600 | 125\nTotal capital programme | 1,050 | 1,325\n"
    assert {o.labels.indicator for o in normalize(table(head + rows)).observations} == {"Pool roof", "Market paving"}
    other = rows.replace("1,050", "1,051")
    assert "Total capital programme" in {o.labels.indicator for o in normalize(table(head + other)).observations}


def test_an_average_closes_the_table() -> None:
    """RATA-RATA is no indicator and does not take the name of the row before; a waiting time is one."""
    head = "No | Indikator | Satuan | Target 2022 | Capaian (%)\n"
    rows = "1 | Rata-rata waktu layanan | Menit | 30 | 96,00\n2 | Jumlah koperasi | Unit | 80 | 95,00\nRATA-RATA | < | < | < | 95,50"
    document = normalize(table(head + rows))
    assert one(document, "Rata-rata waktu layanan", 2022).value == 30
    assert not [o for o in document.observations if o.value == 95.5]


def test_a_nameless_last_row_above_all_others_is_a_total() -> None:
    """Its parts are rows of several levels, so that they add up to more; no amount is larger than its own."""
    head = "Kegiatan | Pagu 2022 (Rp) | Realisasi 2022 (Rp)\n"
    rows = "Kegiatan A | 400.000 | 380.000\nPelatihan | 150.000 | 140.000\nKunjungan | 250.000 | 240.000\n"
    document = normalize(table(head + rows + " | 700.000 | 650.000"))
    assert max(o.value or 0 for o in document.observations) == 400_000
    assert "total-found" in codes(document)
