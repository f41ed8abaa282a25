"""Units under one name, and what they measure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schemas.unit import Unit, text_to_unit


@pytest.mark.parametrize("printed", ["Orang", "orang", "Org", "org", " ORG. ", "(orang)"])
def test_spellings_of_one_unit_have_one_name(printed: str) -> None:
    """Orang, orang, Org and org were four units to every GROUP BY."""
    assert text_to_unit(printed) == Unit("orang", "count")


@pytest.mark.parametrize(
    ("printed", "name", "kind"),
    [
        ("%", "persen", "percent"),
        ("Persen (%)", "persen", "percent"),
        ("Rp", "rupiah", "currency"),
        ("Rp juta", "rupiah", "currency"),
        ("Ha", "hektar", "area"),
        ("m2", "meter persegi", "area"),
        ("KM", "kilometer", "length"),
        ("ton", "ton", "mass"),
        ("Bulan", "bulan", "time"),
        ("Indeks", "indeks", "index"),
        ("Orang/ Dokumen", "orang/dokumen", "count"),
        ("Dok & Org", "dokumen/orang", "count"),
        ("Orang/ %", "orang/persen", "other"),
        ("Unit Usaha", "unit usaha", "count"),
        ("Gigabit", "gigabit", "other"),
        ("/", "/", "other"),
    ],
)
def test_units_have_a_kind(printed: str, name: str, kind: str) -> None:
    """What a unit measures is a column of its own; one that nobody knows is `other` and keeps its words."""
    assert text_to_unit(printed) == Unit(name, kind)  # type: ignore[arg-type]


def test_no_unit_is_none() -> None:
    """A blank is no unit."""
    assert text_to_unit(None) is None
    assert text_to_unit("  ") is None


@given(st.text(max_size=20))
def test_a_name_is_its_own_name(text: str) -> None:
    """Reading a name again changes nothing, whatever was printed."""
    unit = text_to_unit(text)
    if unit is not None:
        again = text_to_unit(unit.name)
        assert again is not None
        assert again.name == unit.name
