"""Names of the national nomenclature as evidence for levels: they add to sums and words, they never replace a printed name."""

from __future__ import annotations

from decimal import Decimal

import pytest

from normalize.levels.solve import Entity, entities_to_levels
from schemas.errors import ProfileError
from schemas.nomenclature import text_to_nomenclature

CSV = """code,level,name
1.01.02,program,PROGRAM PENGELOLAAN PENDIDIKAN
1.01.02.2.01,kegiatan,Pengelolaan Sekolah Dasar
1.01.02.2.01.0001,sub_kegiatan,Pembangunan Ruang Kelas
1.01.02.2.02.0001,sub_kegiatan,Pengelolaan Sekolah Dasar
1,urusan,Pendidikan
"""


def entity(name: str, known: str | None = None) -> Entity:
    value = frozenset({Decimal(5)})
    return Entity(name, ("Angka",), (), ((value, value),), known=known)  # type: ignore[arg-type]


def test_a_name_that_one_level_bears_has_that_level() -> None:
    """Level words, spaces and case don't matter for the look-up."""
    names = text_to_nomenclature(CSV, "n.csv")
    assert names.level_of("Sub Kegiatan pembangunan  ruang kelas") == "sub_activity"


def test_a_name_that_two_levels_bear_says_nothing() -> None:
    """ "Pengelolaan Sekolah Dasar" is a kegiatan and a sub kegiatan."""
    assert text_to_nomenclature(CSV, "n.csv").level_of("Pengelolaan Sekolah Dasar") is None


def test_a_file_without_the_columns_is_refused_with_its_name() -> None:
    """The message names the file and the column."""
    with pytest.raises(ProfileError, match=r"(?s)n\.csv.*'level'"):
        text_to_nomenclature("code,name\n1,x\n", "n.csv")


def test_the_nomenclature_decides_where_sums_are_silent() -> None:
    """Three equal rows: without the list the first is the only activity, with it the second too."""
    plain = entities_to_levels([entity("a"), entity("b"), entity("c")])
    listed = entities_to_levels([entity("a"), entity("b", "activity"), entity("c", "sub_activity")])
    assert [choice.level for choice in plain][1] == "sub_activity"
    assert [choice.level for choice in listed] == ["activity", "activity", "sub_activity"]
