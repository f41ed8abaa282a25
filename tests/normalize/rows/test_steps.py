"""From body rows to records, step by step."""

from __future__ import annotations

import pytest

from normalize.columns.header import table_to_header
from normalize.rows.dated_rows import records_with_row_years
from normalize.rows.measure_column import columns_to_row_measures, records_with_row_measures, text_to_measure
from normalize.rows.records import record_to_indicator, rows_to_records
from normalize.rows.rejoin import share_with_values, slot_to_raw, table_to_rows
from normalize.rows.sections import columns_to_sections
from normalize.text.account_numbers import text_to_name, texts_to_codes
from normalize.text.mend import NO_WORDS
from tests.normalize.knitted import headed, knit, recorded, rowed


def test_labels_are_inherited_inside_their_group_and_values_never() -> None:
    """A blank programme left of a printed indicator is that of the row above; a blank value is blank."""
    first, second = recorded("Program | Indikator | Target 2021\nProgram Jalan | Panjang jalan | 5\n | Jumlah jembatan | ")
    assert second.labels["program"].text == first.labels["program"].text == "Program Jalan"
    assert (first.labels["program"].inherited, second.labels["program"].inherited) == (False, True)
    assert (first.empty, second.empty) == (False, True)
    indicator = record_to_indicator(second)
    assert indicator is not None
    assert indicator.text == "Jumlah jembatan"


def test_a_new_label_ends_what_stands_right_of_it() -> None:
    """The objective of the programme before is not that of the next."""
    text = "Sasaran | Program | Indikator | Target 2021\nS1 baik | Program Jalan | A maju | 1\nS2 baik | | B maju | 2"
    _, second = recorded(text)
    assert "program" not in second.labels


def test_codes_go_down_to_rows_that_name_nothing_new() -> None:
    """And no further than the next name."""
    text = "Kode | Program | Target 2021\n1.02.01 | Program Jalan | 1\n | | 2\n | Program Air | 3"
    first, second, third = recorded(text)
    assert first.code is not None
    assert second.code is not None
    assert (first.code.text, second.code.text, second.code.inherited) == ("1.02.01", "1.02.01", True)
    assert third.code is None


def test_rows_are_dated_by_their_own_column() -> None:
    """Values whose head names a year keep it."""
    table, columns, rows = rowed("Tahun | Indikator | Target\n2021 | Jumlah A | 5\n2022 | Jumlah A | 6")
    records, _ = rows_to_records(rows, columns, NO_WORDS, 1)
    dated, findings = records_with_row_years(records, rows, table)
    assert [slot.column.period.year for record in dated for slot in record.values if slot.column.period] == [2021, 2022]
    assert [finding.code for finding in findings] == ["year-in-rows"]


@pytest.mark.parametrize(
    ("text", "measure"), [("Target", "target"), ("Realisasi", "realization"), ("Jumlah desa", None), ("", None)]
)
def test_a_cell_may_name_the_measure_of_its_row(text: str, measure: str | None) -> None:
    """When it names nothing else."""
    assert text_to_measure(text) == measure


def test_measures_in_the_rows_are_those_of_their_values() -> None:
    """A row of targets and a row of what was reached under one indicator."""
    table, columns = headed("Indikator | Uraian | 2021 | 2022\nJumlah A | Target | 5 | 6\n | Realisasi | 4 | 5")
    columns, at = columns_to_row_measures(table, columns)
    assert at == 1
    rows, _ = table_to_rows(table, columns)
    records, _ = records_with_row_measures(rows_to_records(rows, columns, NO_WORDS, 1)[0], rows, at, 1)
    assert [{slot.column.measure for slot in record.values} for record in records] == [{"target"}, {"realization"}]


def test_letters_stand_for_the_measures_of_the_rows() -> None:
    """T and R, with the sign of their share; one letter alone says nothing."""
    text = "Indikator | Uraian | TW I | TW II\nJumlah A | T | 97,80 | 98,43\n | R | 97,11 | 98,42\n | % | 99,3 | 100,0"
    table, columns = headed(text)
    columns, at = columns_to_row_measures(table, columns)
    assert at == 1
    rows, _ = table_to_rows(table, columns)
    records, _ = records_with_row_measures(rows_to_records(rows, columns, NO_WORDS, 1)[0], rows, at, 1)
    assert [{slot.column.measure for slot in record.values} for record in records] == [
        {"target"},
        {"realization"},
        {"achievement"},
    ]
    table, columns = headed("Indikator | Uraian | TW I\nJumlah A | T | 97,80\nJumlah B | T | 97,11")
    assert columns_to_row_measures(table, columns)[1] is None


def test_values_between_two_indicators_part_the_row_into_sections() -> None:
    """One section where all values stand right of all names."""
    _, columns = headed(
        "Sasaran | Indikator | Target 2021 | Program | Indikator | Target 2021\nS | A maju | 1 | P | B maju | 2"
    )
    assert len(columns_to_sections(columns)) == 2
    _, columns = headed("Sasaran | Indikator | Target 2021 | Target 2022\nS | A maju | 1 | 2")
    assert len(columns_to_sections(columns)) == 1


def test_slots_and_shares() -> None:
    """The parts of a slot on lines of their own; the share of rows with a value."""
    table = knit("Indikator | Target 2021 | Target 2022\nJumlah A | 5 | \nJumlah B | | ")
    columns = table_to_header(table, None).columns
    rows, _ = table_to_rows(table, columns)
    assert slot_to_raw(rows[0].slots[0]) == "Jumlah A"
    assert slot_to_raw(()) == ""
    assert share_with_values([row.printed for row in rows], columns) == 0.5
    assert share_with_values([], columns) == 0.0


def test_account_numbers_are_parted_where_the_document_proves_them() -> None:
    """The same name stands with its number and, elsewhere, without."""
    codes = texts_to_codes(["200 General Funds", "300 Special Funds", "400 Capital Funds", "200 General Funds"])
    for text in ("200 General Funds", "12 desa"):
        name, repair = text_to_name(text, codes)
        assert (name == text) is (repair is None)
    assert text_to_name("12 desa", frozenset()) == ("12 desa", None)
