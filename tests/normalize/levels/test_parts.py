"""Looks, places and blocks: what tells whose row it is."""

from __future__ import annotations

from decimal import Decimal

from normalize.context.small_multiples import Heading
from normalize.levels.blocks import LevelledName, names_to_blocks
from normalize.levels.looks import Looks, looks_to_cues
from normalize.levels.place import Place, places_under_heading
from normalize.levels.solve import Entity
from normalize.rows.records import Label
from schemas.observation import Level
from tests.tables import normalize, table


def test_two_kinds_of_type_tell_two_levels() -> None:
    """Bold speaks for the activity; where all look alike nothing is said."""
    bold, plain = looks_to_cues([Looks(bold=True), Looks(), Looks(), Looks(bold=True), Looks()])[:2]
    assert sum(sign.weight for sign in bold) > 0 > sum(sign.weight for sign in plain)
    assert looks_to_cues([Looks(), Looks()]) == ((), ())


def test_a_heading_is_the_activity_of_rows_that_name_none() -> None:
    """A row with a programme of its own keeps it."""
    heading = Heading(Label("Pembangunan jalan", (), False))
    named = Place("program", "printed", (("program", Label("Program Jalan", (), False)),))
    under, kept = places_under_heading([Place("unknown", "unknown"), named], heading)
    assert [(level, label.text) for level, label in under.names] == [("activity", "Pembangunan jalan")]
    assert kept == named
    assert places_under_heading([named], None) == (named,)


def name(index: int, level: Level, figure: int) -> LevelledName:
    return LevelledName(Entity(f"n{index}", (), (), ((frozenset({Decimal(figure)}),),)), (index,), level, "sum")


def test_an_activity_and_what_follows_is_a_block() -> None:
    """Until the next activity; with the sums that it claims."""
    names = [name(0, "activity", 3), name(1, "sub_activity", 1), name(2, "sub_activity", 2), name(3, "activity", 9)]
    first, *rest = names_to_blocks(names, (2,))
    assert (first.head, first.parts) == ((0,), ((1,), (2,)))
    assert [check.agrees for check in first.checks] == [True]
    assert all(not block.parts for block in rest)


def test_the_deepest_name_of_a_row_is_its_level() -> None:
    """Programme and activity in columns of their own."""
    document = normalize(
        table("""
            Program       | Kegiatan      | Indikator     | Satuan | Target 2021
            Program Jalan | Kegiatan Bina | Panjang jalan | Km     | 5
            Program Air   |               | Luas sawah    | Ha     | 6
        """)
    )
    assert [observation.level for observation in document.observations] == ["activity", "program"]


def test_a_misspelt_level_word_is_read_where_others_spell_it() -> None:
    """ "Proram" beside "Program"; without one that is spelt the level stays open."""
    rows = "Program Jalan | 900.000\nRapat | 900.000\nProram Jembatan | 300.000\nSurvei | 300.000"
    document = normalize(table(f"Program dan Kegiatan | Anggaran 2024 (Rp)\n{rows}"))
    assert [one.level for one in document.observations] == ["program", "activity", "program", "activity"]


def test_equal_percentages_are_no_whole_and_its_part() -> None:
    """Two activities that reach 85 % of their targets; nothing says that one is a part of the other."""
    rows = "Program Jalan | Jalan mantap | % | 80 | 85\nRapat jalan | Rapat | % | 80 | 85\nSurvei jalan | Survei | % | 80 | 85"
    document = normalize(table(f"Program/Kegiatan | Indikator | Satuan | 2023 | 2024\n{rows}"))
    assert "proven" not in {one.value_confidence for one in document.observations}
