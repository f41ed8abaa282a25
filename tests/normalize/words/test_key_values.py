"""Keys of the plan before a colon, the same ones above a table, in a band and before a name."""

from __future__ import annotations

import pytest

from normalize.words.key_values import fragment_to_key_values, text_to_field, text_to_key_value, text_without_key
from normalize.words.plan_bands import text_to_band, text_to_group
from schemas.table import Fragment
from tests.tables import table


@pytest.mark.parametrize(
    ("text", "field", "value"),
    [
        ("Sasaran Strategis 1.2 : Meningkatnya mutu", "objective", "Meningkatnya mutu"),
        ("Tujuan ke-3: Terwujudnya arsip", "goal", "Terwujudnya arsip"),
        ("Sub Kegiatan: Penataan arsip", "sub_activity", "Penataan arsip"),
        ("Programme: Clean water", "program", "Clean water"),
        ("Program : 2.09.03 Program Pangan Masyarakat", "program", "Program Pangan Masyarakat"),
        ("Key performance indicator: Losses", "indicator", "Losses"),
        ("Strategic objective 2: Safer roads", "objective", "Safer roads"),
        ("Lead department: Roads", "responsible", "Roads"),
    ],
)
def test_lines_of_keys(text: str, field: str, value: str) -> None:
    """Numbered or not, in both languages."""
    assert text_to_key_value(text) == (field, value)


@pytest.mark.parametrize("text", ["Programmes of the council", "Sasaran meningkat", "Jumlah desa: 12", "12 : 3"])
def test_other_lines_hold_no_key(text: str) -> None:
    """A word of the plan inside a sentence, and keys that are none of the plan."""
    assert text_to_key_value(text) is None
    assert text_without_key(text) == text


def test_the_key_goes_where_it_stands_before_a_name() -> None:
    """However long the name is; keys that number nothing stay ("Satuan: ...")."""
    assert text_without_key("Program : Pelayanan " + "arsip " * 100) == ("Pelayanan " + "arsip " * 100).strip()
    assert text_without_key("Satuan: Orang") == "Satuan: Orang"
    assert text_to_field("Nama Program") == "program"


@pytest.mark.parametrize(
    ("text", "name"),
    [("Sasaran Strategis 1: Arsip tertata", "Arsip tertata"), ("Strategic goal: Clean rivers", "Clean rivers")],
)
def test_a_band_loses_its_key(text: str, name: str) -> None:
    """And keeps what kind of band it is, with the repair that says so."""
    band, repair = text_to_band(text, ())
    assert band.text == name
    assert band.kind == text_to_group(text)
    assert repair is not None
    assert (repair.before, repair.after) == (text, name)


FORM = """
    | DOKUMEN PELAKSANAAN ANGGARAN | FORMULIR
    | TAHUN ANGGARAN 2025 | SKPD
    Nomor DPA | : DPA/A.1/5.01/2025 |
    Program | : 5.01.02 Program Perencanaan Daerah |
    Kegiatan | : 5.01.02.2.01 Penyusunan Perencanaan |
    Sub Kegiatan | : 5.01.02.2.01.0004 Penyusunan Rancangan RKPD |
    Sumber Dana | : Dana Alokasi Umum |
    RINCIAN ANGGARAN BELANJA | |
"""


def form(text: str) -> Fragment:
    return table("\n".join(line.strip() for line in text.strip().splitlines()))


def test_the_head_of_a_form_says_what_its_tables_are_of() -> None:
    """Titles beside the name of the form, lines of known and unknown keys, the title of what follows; codes are no part of names."""
    found = {one.field: one.value for one in fragment_to_key_values(form(FORM))}
    assert found == {
        "program": "Program Perencanaan Daerah",
        "activity": "Penyusunan Perencanaan",
        "sub_activity": "Penyusunan Rancangan RKPD",
    }


@pytest.mark.parametrize("row", ["Jumlah | 12 |", "Jumlah desa | 12 | 14"])
def test_a_table_with_rows_of_its_own_is_no_form(row: str) -> None:
    """A row of figures between the lines or behind them."""
    assert fragment_to_key_values(form(f"{FORM.rstrip()}\n{row}")) == ()
    assert fragment_to_key_values(form(FORM.replace("Sumber Dana | : Dana Alokasi Umum |", row))) == ()
