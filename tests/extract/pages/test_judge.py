"""Candidates without a full grid of rules: what speaks for a table, and what only looks like one."""

from __future__ import annotations

from extract.ink.prose import find_prose
from extract.open.aligned_lines import find_runs
from extract.open.region_to_grid import Structured, region_to_grid
from extract.pages.judge import cell_texts, has_addresses, is_contents, is_form, judge
from tests.typed_pages import lines, typed


def found(text: str) -> Structured:
    """The only candidate of the page."""
    (region,) = find_runs(lines(text), find_prose(lines(text)), [], [])
    table = region_to_grid(typed(text), region)
    assert table is not None
    return table


FIGURES = """
    Uraian            2021    2022    2023
    Jumlah desa         12      14      15
    Jumlah kota          3       4       4
    Jumlah nagari        2       2       3
"""
FORM = """
    Nama dinas:         Dinas Pendidikan
    Alamat kantor:      Jalan Merdeka
    Kepala dinas:       Budi Santoso
    Nomor surat:        Nomor Satu
"""


def test_figures_beside_names_are_a_table() -> None:
    """Also without a caption; with one all the more."""
    alone, captioned = judge(found(FIGURES), captioned=False), judge(found(FIGURES), captioned=True)
    assert alone.accepted
    assert captioned.score >= alone.score
    assert "grid_figures_beside" in {sign.name for sign in alone.signs}


def test_a_form_is_none() -> None:
    """Names that end in a colon, each with what was filled in."""
    form = found(FORM)
    assert is_form(cell_texts(form), form.grid.columns)
    assert not judge(form, captioned=False).accepted


def test_names_with_addresses_are_people() -> None:
    """In most of the columns."""
    assert has_addresses({(0, 0): ["budi@dinas.go.id"], (0, 1): ["siti@dinas.go.id"]})
    assert not has_addresses({(0, 0): ["Budi"], (0, 1): ["siti@dinas.go.id"], (0, 2): ["12"]})


def test_a_table_of_contents_is_none() -> None:
    """Titles with numbers that never fall; numbers that fall are values."""
    rising = lines("Pendahuluan      1\nGambaran umum    5\nTujuan          12\nPenutup         20")
    falling = lines("Pendahuluan      1\nGambaran umum   25\nTujuan          12\nPenutup         20")
    assert is_contents(rising)
    assert not is_contents(falling)
