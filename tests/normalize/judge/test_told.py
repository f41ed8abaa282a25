"""What no printed word tells was assumed, and its values are not sure, however well the rest reads."""

from __future__ import annotations

import pytest

from normalize.context.profile import blocks_to_profile
from normalize.judge.signs import SeenTable
from normalize.judge.told import leaves_words_out, table_to_untold
from normalize.rivals import reading_to_best, result_to_seen
from normalize.surroundings import reading_to_facts
from schemas.decision import NO_CHOICES
from schemas.kind import builtin_kinds
from schemas.nomenclature import Nomenclature
from schemas.table import TextBlock
from tests.tables import reading, table


def seen(text: str, *above: str) -> SeenTable:
    """The table as it is read below these texts."""
    blocks = [TextBlock(line, "paragraph") for line in above]
    whole = reading(*blocks, table(text))
    facts = reading_to_facts(whole, blocks_to_profile(blocks)[0], builtin_kinds(), Nomenclature())
    (result,) = reading_to_best(facts, NO_CHOICES).results
    return result_to_seen(result)


def untold(text: str, *above: str) -> set[str]:
    return {name for one in table_to_untold(seen(text, *above)) for name in one}


ROWS = "Jumlah desa maju | Desa | 5 | 6\nJumlah kota besar | Kota | 7 | 8"


def test_heads_that_say_measure_and_year_leave_nothing_untold() -> None:
    assert untold(f"Indikator | Satuan | Target 2021 | Target 2022\n{ROWS}") == set()


@pytest.mark.parametrize(
    ("title", "expected"),
    [("Tabel 4.1 Target Kinerja Dinas", "column.measure_above"), ("Tabel 4.1 Desa dan Kota", "column.untold_measure")],
)
def test_a_measure_that_only_a_title_tells_is_a_weak_sign_and_none_at_all_is_open(title: str, expected: str) -> None:
    assert expected in untold(f"Indikator | Satuan | 2021 | 2022\n{ROWS}", title)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("Target Kinerja Tahun 2023",), {"column.year_above"}),
        (("Keadaan tahun 2021 lebih baik.", "Target Kinerja Tahun 2023"), {"column.untold_year"}),
    ],
    ids=["one year", "two years"],
)
def test_a_year_above_the_table_is_told_where_no_other_stands_there(texts: tuple[str, ...], expected: set[str]) -> None:
    rows = "Jumlah desa maju | Desa | 5\nJumlah kota besar | Kota | 7"
    assert untold(f"Indikator | Satuan | Target\n{rows}", *texts) == expected


def test_a_group_of_unknown_kind_is_open_where_only_it_tells_the_rows_apart() -> None:
    """Sources of money that stand under each project are nothing without the project; names that stand once are."""
    head = "Uraian | Target 2021 | Target 2022\n"
    twice = "PW-0417 Bridge | < | <\nFederal grants | 5 | 6\nCity bonds | 7 | 8\n"
    twice += "PW-0500 Library | < | <\nFederal grants | 1 | 2\nCity bonds | 3 | 4"
    once = twice.replace("Federal grants | 1", "State grants | 1").replace("City bonds | 3", "Private gifts | 3")
    assert "name.untold_group" in untold(head + twice)
    assert "name.untold_group" not in untold(head + once)


def test_a_column_of_names_that_nothing_was_made_of_is_noticed() -> None:
    """Under a head that nobody knows; not where it says the same of every row."""
    head = "Perihal Xyzzy | Indikator | Satuan | Target 2021\n"
    names = "Pembinaan desa | Jumlah desa | Desa | 5\nPenataan kota | Jumlah kota | Kota | 6"
    same = "Naik terus | Jumlah desa | Desa | 5\nNaik terus | Jumlah kota | Kota | 6\nNaik terus | Jumlah rumah | Unit | 6"
    assert leaves_words_out(seen(head + names))
    assert not leaves_words_out(seen(head + same))


@pytest.mark.parametrize("year", ["2021/22", "2021-22", "2021/2022", "2021"])
def test_a_fiscal_year_is_no_part_of_what_a_head_says(year: str) -> None:
    """ "2021/22 outturn" tells the measure as "Outturn" does."""
    text = f"Indicator | {year} outturn | {year} target\nHomes completed | 112 | 120\nRe-let time | 27 | 24"
    assert {name for name in untold(text) if "measure" in name or "unread" in name} == set()
