"""Kegiatan or sub kegiatan, and how sure."""

import math
from decimal import Decimal

import pytest

from normalize.levels.outline import numbers_to_levels
from normalize.levels.solve import Entity, block_to_checks, entities_to_levels, merge_vectors
from normalize.words.plan_bands import Band, push_group, text_to_group
from normalize.words.plan_codes import code_to_level, text_to_leading_code, texts_to_code
from tests.tables import normalize, one, say, table


def entity(name: str, *figures: int | None, unit: str = "Orang", indicator: str = "") -> Entity:
    vector = tuple(None if figure is None else frozenset({Decimal(figure)}) for figure in figures)
    return Entity(name, (indicator or f"Jumlah {name}",), (unit,), (vector,))


def levels(*entities: Entity) -> str:
    return "".join("A" if choice.level == "activity" else "s" for choice in entities_to_levels(entities))


def test_an_activity_prints_the_sums_of_what_follows() -> None:
    """Two blocks: 3 = 1 + 2 and 9 = 4 + 5, in both years."""
    found = levels(
        entity("a", 3, 6), entity("b", 1, 2), entity("c", 2, 4), entity("d", 9, 3), entity("e", 4, 1), entity("f", 5, 2)
    )
    assert found == "AssAss"


def test_sums_are_found_though_units_differ() -> None:
    """People and documents add up to "Orang/ Dokumen" in such plans."""
    found = levels(entity("a", 12, unit="Orang/ Dokumen"), entity("b", 10), entity("c", 2, unit="Dokumen"))
    assert found == "Ass"


def test_one_wrong_sum_does_not_hide_the_others() -> None:
    """The source prints 405 for 403 in one year of three."""
    found = levels(
        entity("a", 405, 7, 9), entity("b", 400, 3, 4), entity("c", 3, 4, 5), entity("d", 8, 8, 8), entity("e", 8, 8, 8)
    )
    assert found[:3] == "Ass"


def test_the_margin_tells_how_sure() -> None:
    """Each name keeps how much better its level is than the other; the first name can only be an activity."""
    choices = entities_to_levels([entity("a", 3, 6, 9), entity("b", 1, 2, 3), entity("c", 2, 4, 6)])
    assert choices[0].margin == math.inf
    assert all(choice.margin > 1 for choice in choices[1:])


def test_reasons_are_given() -> None:
    """The sums that agree and the words that speak for a level."""
    choices = entities_to_levels([entity("a", 3, indicator="Tercapainya a"), entity("b", 3)])
    assert any(sign.name == "level_sums" for sign in choices[0].signs)
    assert any("Tercapainya" in sign.details[0] for sign in choices[0].signs)


def test_forty_rows_that_each_read_two_ways_are_summed_at_once() -> None:
    """Every row of an entity prints figures like 1.237, a thousand or one and a bit: 2 to the 40th sums if each row were read by itself."""
    figures = [1001 + row * row for row in range(40)]
    rows = tuple((frozenset({Decimal(figure), Decimal(figure) / 1000}),) * 3 for figure in figures)
    (sums, *_) = merge_vectors(rows)
    assert sums == frozenset({Decimal(sum(figures)), Decimal(sum(figures)) / 1000})
    whole = entity("a", *(sum(figures) + 5,) * 3)
    part = Entity("b", ("Jumlah b",), ("Orang",), rows)
    choices = entities_to_levels([whole, part, entity("c", 5, 5, 5)])
    assert [(choice.level, choice.basis) for choice in choices] == [("activity", "sum"), *[("sub_activity", "sum")] * 2]


def test_few_rows_are_read_each_in_its_own_way() -> None:
    """One row as thousands and one as a decimal, where that is what adds up."""
    rows = tuple((frozenset({Decimal(n), Decimal(n) / 1000}),) for n in (1500, 2250))
    assert merge_vectors(rows) == (frozenset(map(Decimal, ("3750", "1502.25", "2251.5", "3.75"))),)


def test_no_names_no_levels() -> None:
    """Nothing in, nothing out."""
    assert entities_to_levels([]) == ()


def test_a_blank_whole_above_printed_parts_does_not_agree() -> None:
    """A check compares print with print; both blank compares nothing."""
    checks = block_to_checks(entity("a", None, None, 3), [entity("b", 1, None, 1), entity("c", 1, None, 2)])
    assert [check.agrees for check in checks] == [False, None, True]


@pytest.mark.parametrize(
    ("code", "level"),
    [("5.03.02", "program"), ("5.03.02.2.01", "activity"), ("5.03.02.2.01.0004", "sub_activity"), ("X.XX.01.2.01.01", "sub_activity"),
     ("5.03", None), ("5", None)],
)  # fmt: skip
def test_level_of_a_code(code: str, level: str | None) -> None:
    """By the number of parts; fields of government have none."""
    assert code_to_level(code) == level


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        (["5", "03", "02", "2.01", "0004"], "5.03.02.2.01.0004"),
        (["2.08.01.1.0\n2.0001"], "2.08.01.1.02.0001"),
        (["5.03.02."], "5.03.02"),
        (["", " ", "-"], None),
        (["Program"], None),
    ],
)
def test_codes_spread_over_columns_or_lines(cells: list[str], code: str | None) -> None:
    """One code, with single dots; zeros count."""
    assert texts_to_code(cells) == code


def test_a_code_before_its_name() -> None:
    """A code printed in the name's own cell."""
    assert text_to_leading_code("5.03.02 Program Kepegawaian") == ("5.03.02", "Program Kepegawaian")
    assert text_to_leading_code("Program Kepegawaian") is None


def test_a_band_ends_bands_of_its_own_and_lower_rank() -> None:
    """A new programme ends the activity above it and not the objective."""
    stack: tuple[Band, ...] = ()
    for text in ("Sasaran 1", "Program A", "Kegiatan B", "Program C"):
        stack = push_group(stack, Band(text_to_group(text), text, ()))
    assert [band.text for band in stack] == ["Sasaran 1", "Program C"]


HEADER = "Kegiatan/Sub Kegiatan | Indikator | Satuan | 2021 | 2022\n"


def test_level_basis_is_honest() -> None:
    """Names alone, without sums or cues, are not called a sum."""
    document = normalize(table(HEADER + "Arsip | Jumlah arsip | Arsip | 1 | 2\nBuku | Jumlah buku | Buku | 7 | 9"))
    assert "sum" not in {o.level_basis for o in document.observations}


TARGETS = "Kegiatan/Sub Kegiatan | Indikator | Satuan | Target 2021 | Target 2022\n"
ROWS = "Arsip | Jumlah arsip | Arsip | 1 | 2\nBuku | Jumlah buku | Buku | 1 | 2"


def test_a_program_from_the_heading_above() -> None:
    """The heading nearest above a table names its programme."""
    document = normalize(say("PROGRAM KEPEGAWAIAN DAERAH", "heading"), table(TARGETS + ROWS))
    assert one(document, "Jumlah buku", 2021).labels.program == "PROGRAM KEPEGAWAIAN DAERAH"


def test_a_program_holds_until_the_next_one() -> None:
    """A table of activities below another table goes on with its programme."""
    program = table(
        "Indikator Kinerja Program | Formulasi | Satuan | Target 2021 | Target 2022\nCakupan arsip | a / b | % | 90 | 90"
    )
    heading, detail = say("PROGRAM ARSIP DAERAH", "heading"), say("Rincian", "heading")
    document = normalize(heading, program, detail, table(TARGETS + ROWS, 2))
    assert {o.labels.program for o in document.observations} == {"PROGRAM ARSIP DAERAH"}


def test_numbers_before_names_tell_levels() -> None:
    """1, 1.1 and 1.1.1 are a programme, its activity and its part; under activities alone, an activity and its part."""
    assert numbers_to_levels(["1", "1.1", "1.1.1", "2", "2.1"], two_levels=False) == (
        "program", "activity", "sub_activity", "program", "activity",
    )  # fmt: skip
    assert numbers_to_levels(["1", "1.1"], two_levels=True) == ("activity", "sub_activity")


@pytest.mark.parametrize("numbers", [["1", "2", "3"], ["1", "", "1.1"], ["1", "2.1"], ["1", "1.1", "1.1"], ["1.1", "1"], []])
def test_numbers_that_only_count_tell_nothing(numbers: list[str]) -> None:
    """One depth, a gap, a part without its whole, a number twice."""
    assert numbers_to_levels(numbers, two_levels=False) is None


def test_an_account_of_a_budget_is_no_program() -> None:
    """5.1.02 are goods and services; codes before 2019 had four parts for an activity."""
    assert [code_to_level(code) for code in ("5.1.02", "5.01.02", "1.01.15.01", "1.01.02.2")] == [
        None,
        "program",
        "activity",
        None,
    ]
