"""Amounts that hold those of the rows below them: by codes that go on, and by sums of rows without a code."""

from __future__ import annotations

from normalize.levels.code_outline import holdings_to_sums, records_to_holdings
from normalize.levels.place import Place
from normalize.rows.records import Label
from schemas.observation import Observation
from tests.normalize.audit.test_arithmetic import read as read_numbers
from tests.tables import normalize, table

ACCOUNTS = """
    Kode Rekening | Uraian                  | Jumlah (Rp)
    5.1           | BELANJA OPERASI         | 148.650.000
    5.1.02        | Belanja Barang dan Jasa | 148.650.000
    5.1.02.01     | Belanja Barang          | 38.650.000
                  | Kertas HVS              | 2.650.000
                  | Tinta printer           | {ink}
    5.1.02.04     | Belanja Perjalanan      | 110.000.000
    Jumlah        |                         | 148.650.000
"""


def read(ink: str = "36.000.000") -> tuple[Observation, ...]:
    return normalize(table(ACCOUNTS.format(ink=ink))).observations


def holders(found: tuple[Observation, ...]) -> list[str | None]:
    return [one.labels.indicator for one in found if "parts-below" in one.flags]


def test_codes_and_sums_tell_what_is_counted_below() -> None:
    """Only what has nothing below it is counted: the two items and the journeys."""
    assert holders(read()) == ["BELANJA OPERASI", "Belanja Barang dan Jasa", "Belanja Barang"]


def test_items_that_do_not_add_up_are_no_parts() -> None:
    """Without a code only their sum says whose parts they are."""
    assert holders(read("30.000.000")) == ["BELANJA OPERASI", "Belanja Barang dan Jasa"]


def test_sums_prove_what_they_hold() -> None:
    sure = {one.labels.indicator: one.value_confidence for one in read()}
    assert sure["Belanja Barang"] == sure["Kertas HVS"] == sure["Belanja Perjalanan"] == "proven"


def test_rows_without_codes_hold_nothing() -> None:
    text = "Uraian | Anggaran 2024\nBelanja Barang | 30.000\nKertas | 10.000\nTinta | 20.000"
    assert holders(normalize(table(text)).observations) == []


def test_row_behind_the_total_is_no_part() -> None:
    """ "Surplus" stands below the last code, and belongs to none."""
    text = """
        Kode  | Uraian             | Anggaran 2024 (Rp)
        2.1   | Bidang Pemerintahan | 402.000.000
        2.1.1 | Penghasilan tetap   | 302.000.000
        2.1.2 | Operasional         | 100.000.000
              | JUMLAH BELANJA      | 402.000.000
              | SURPLUS             | 100.000.000
    """
    assert holders(normalize(table(text)).observations) == ["Bidang Pemerintahan"]


def held(*names: str) -> list[tuple[str, int, bool]]:
    """(code, parts, whether they add up) where the rows stand at these sub-activities, all at the first where one is given."""
    records, grid, readings = read_numbers(ACCOUNTS.format(ink="36.000.000"))
    own = names if len(names) > 1 else names * len(records)
    places = [Place("sub_activity", "printed", (("sub_activity", Label(name, (), True)),)) for name in own]
    return [(one.code, len(one.parts), one.exact) for one in records_to_holdings(records, places, grid, readings)]


def test_rows_of_one_form_share_its_names_and_are_told_apart_by_their_codes() -> None:
    assert held("Informasi harga") == [("5.1", 1, True), ("5.1.02", 2, True), ("5.1.02.01", 2, True)]


def test_rows_that_the_names_of_the_plan_tell_apart_say_themselves_what_they_hold() -> None:
    assert held(*"abcdefg") == []


def test_one_part_alone_proves_nothing() -> None:
    """Two amounts that are equal add up to nothing that either could not be by mistake."""
    records, grid, readings = read_numbers(ACCOUNTS.format(ink="36.000.000"))
    holdings = records_to_holdings(records, [Place("unknown", "unknown") for _ in records], grid, readings)
    assert [len(one.parts) for one in holdings_to_sums(holdings)] == [2, 2]
