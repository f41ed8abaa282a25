"""Codes that a table counts in a form of its own: the words before the names tell what their length means."""

from __future__ import annotations

from normalize.words.plan_codes import code_to_level, codes_to_own_form
from schemas.observation import Level
from tests.tables import normalize, table

HEAD = "Nomor Kode | < | < | Program/Kegiatan | Anggaran 2024 (Rp)"
ROWS = """
1 | 29 |    | Program Perencanaan Daerah | 900.000
1 | 29 | 01 | Penyusunan rencana kerja    | 500.000
2 | 29 | 02 | Evaluasi rencana kerja      | 400.000
3 | 38 |    | Program Penataan Arsip      | 300.000
3 | 38 | 01 | Pengendalian arsip          | 300.000
"""


def test_words_tell_what_the_length_of_a_code_means() -> None:
    """Three parts would be a programme by law; here two are, so three are an activity."""
    document = normalize(table(HEAD + ROWS))
    assert [one.level for one in document.observations] == ["program", "activity", "activity", "program", "activity"]
    assert document.observations[2].labels.program == "Program Perencanaan Daerah"


def test_codes_of_the_law_keep_their_meaning() -> None:
    worded: list[tuple[str, Level | None]] = [("1.03.02", "program"), ("1.03.02.2.01", "activity"), ("1.03.03", "program")]
    assert codes_to_own_form(worded) == {}


def test_words_that_contradict_each_other_tell_nothing() -> None:
    assert codes_to_own_form([("1.29", "program"), ("1.30.01", "program"), ("1.31", "program")]) == {}


def test_a_code_goes_on_in_the_next_column_below_the_one_that_is_printed_once() -> None:
    """ "29" stands over a programme, "01" one column further over its activity: both are one number of their own."""
    rows = """
29 |    | Program Perencanaan Daerah | 900.000
   | 01 | Penyusunan rencana kerja    | 500.000
   | 02 | Evaluasi rencana kerja      | 400.000
38 |    | Program Penataan Arsip      | 300.000
   | 03 | Pengendalian arsip          | 300.000
"""
    document = normalize(table("Kode | < | Program/Kegiatan | Anggaran 2024 (Rp)" + rows))
    assert [one.level for one in document.observations] == ["program", "activity", "activity", "program", "activity"]
    assert [one.labels.activity_code for one in document.observations] == [None, "29.01", "29.02", None, "38.03"]


def test_a_code_without_the_field_of_the_agency() -> None:
    assert code_to_level("01.2.05") == "activity"
    assert code_to_level("01.2.05.10") == "sub_activity"
    assert code_to_level("5.1.02") is None
