"""Keys that are the same over documents and years, and differ where things differ."""

from __future__ import annotations

from typing import Any

import pytest

from rajut.identity.columns import columns_to_derived
from rajut.identity.names import name_to_key
from rajut.identity.place import names_to_place
from rajut.identity.plans import profile_to_plan
from schemas.observation import DocumentProfile
from tests.rajut.identity.plans import program, to_columns


def key(name: str = "indicator_key", **row: Any) -> Any:
    given = {"measure": "target", "indicator": "Jumlah peserta", "unit": "Orang"} | row
    return columns_to_derived(to_columns(program(1, **given)))[name][0]


def test_case_blanks_and_unit_spelling_do_not_change_an_indicator() -> None:
    """The same indicator in another document, year and spelling has the same key."""
    assert key() == key(indicator="JUMLAH  PESERTA", unit="org", year=2026, document_id="b" * 16)


@pytest.mark.parametrize(
    "other",
    [{"indicator": "Jumlah pelatih"}, {"unit": "Dokumen"}, {"program": "Program B"}, {"organization": "Dinas Lain"}],
)
def test_another_name_unit_place_or_organization_is_another_indicator(other: dict[str, Any]) -> None:
    """What makes an indicator what it is makes its key."""
    assert key() != key(**other)


def test_without_a_place_no_document_shares_its_keys() -> None:
    """Two documents that do not say whose they are: nobody knows that their indicators are the same."""
    assert key(organization=None) != key(organization=None, document_id="b" * 16)


def test_the_budget_of_a_row_has_the_key_of_its_indicator() -> None:
    """Money stands in rupiah beside a target in people: still one row of the plan, one indicator."""
    rows = [
        program(1, row=0, measure="target", indicator="Jumlah peserta", unit="Orang"),
        program(9, row=0, measure="budget", indicator="Jumlah peserta", unit="Rp"),
    ]
    found = columns_to_derived(to_columns(*rows))
    assert len(set(found["indicator_key"])) == len(set(found["path_key"])) == len(set(found["program_key"])) == 1
    assert found["unit_kind"] == ["count", "currency"]


@pytest.mark.parametrize(
    "printed", ["PROGRAM Pelayanan Dasar", "1.02.03 Pelayanan dasar", "a. Program pelayanan-dasar", "(1) Pelayanan Dasar"]
)
def test_numbers_and_level_words_are_no_part_of_a_name(printed: str) -> None:
    """Editions renumber and print the level word or not."""
    assert name_to_key(printed) == "pelayanandasar"


@pytest.mark.parametrize("name", ["Program", "1.", "1.02.03", "Kegiatan 1"])
def test_a_name_of_nothing_else_stays(name: str) -> None:
    """What would leave nothing is kept."""
    assert name_to_key(name)


@pytest.mark.parametrize(
    ("region", "organization", "code", "office"),
    [
        ("Kabupaten Way Kanan", "Dinas Sosial", "18.08", "dinas-sosial"),
        ("KAB. WAY KANAN", "DINAS SOSIAL KABUPATEN WAY KANAN", "18.08", "dinas-sosial"),
        (None, "Dinas Sosial Kab. Way Kanan", "18.08", "dinas-sosial"),
        ("Kota Bandung", None, "32.73", None),
        ("Kabupaten Bandung", None, "32.04", None),
        ("Kabupaten Bandung Barat", None, "32.17", None),
        ("Provinsi Jawa Barat", "BKD", "32", "bkd"),
        ("Bandung", "BKD", None, "bkd@bandung"),
        ("Kabupaten Contoh", "BKD", None, "bkd@kabupaten-contoh"),
        (None, None, None, None),
    ],
)
def test_places(region: str | None, organization: str | None, code: str | None, office: str | None) -> None:
    """A region has a code where kind and name are known; an organization loses the region from its name."""
    place = names_to_place(region, organization)
    assert (place.region_code, place.organization_key) == (code, office)


def test_a_plan_is_known_by_place_kind_and_period_or_stands_alone() -> None:
    """A document that does not say all three is a plan of its own until its content says otherwise."""
    whole = DocumentProfile("Renstra", "Kota Bandung", "BKPSDM", "renstra", 2021, 2026)
    assert profile_to_plan("a" * 16, whole) == "32.73/bkpsdm/renstra/2021-2026"
    assert profile_to_plan("a" * 16, DocumentProfile("Renstra", None, None, "renstra", 2021, 2026)) == "a" * 16


def test_no_rows_have_no_keys() -> None:
    """An empty document is no special case."""
    empty: dict[str, list[Any]] = {name: [] for name in to_columns(program(1))}
    assert set(map(len, columns_to_derived(empty).values())) == {0}
