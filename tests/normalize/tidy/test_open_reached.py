"""What an open "Capaian" means, by another table of the document."""

from __future__ import annotations

import pytest

from normalize.table_reading import table_to_title
from normalize.tidy.decided import findings_to_named
from normalize.tidy.open_reached import OPEN, observations_to_reached
from schemas.decision import Subject
from schemas.finding import Finding
from schemas.observation import Measure, Observation
from tests.normalize.knitted import headed, knit
from tests.tables import normalize, say, table

KNOWN = """
    Indikator Kinerja          | Satuan | Target 2021 | Realisasi 2021
    Jumlah desa yang terang    | Desa   | 40          | 30
    Jumlah jembatan yang layak | Unit   | 80          | 60
    Jumlah sekolah yang laik   | Unit   | 10          | 5
"""


def opened(first: str, second: str, third: str) -> list[Observation]:
    heads = "Indikator Kinerja | Satuan | Capaian 2021"
    names = ("Jumlah desa yang terang | Desa", "Jumlah jembatan yang layak | Unit", "Jumlah sekolah yang laik | Unit")
    rows = "\n".join(f"{name} | {figure}" for name, figure in zip(names, (first, second, third), strict=True))
    return list(normalize(table(KNOWN), say("Bab lain", "heading"), table(f"{heads}\n{rows}", number=2)).observations)


@pytest.mark.parametrize(("figures", "measure"), [(("30", "60", "5"), "realization"), (("75", "75", "50"), "achievement")])
def test_another_table_tells_what_was_reached(figures: tuple[str, str, str], measure: Measure) -> None:
    """Figures that it prints as realization were reached; those that are realization by target are shares."""
    found = [one for one in opened(*figures) if one.table == 2]
    assert {one.measure for one in found} == {measure}


def test_without_an_open_table_nothing_changes() -> None:
    """Neither values nor findings."""
    observations = normalize(table(KNOWN)).observations
    finding = Finding("unit-missing", table=1)
    assert observations_to_reached(observations, [finding]) == (observations, (finding,))
    assert observations_to_reached([], [Finding(OPEN, table=1)]) == ((), (Finding(OPEN, table=1),))


def test_the_title_is_the_nearest_text_above() -> None:
    """A title row before a heading, a heading before nothing."""
    assert table_to_title(knit(KNOWN, say("Tabel 3. Capaian", "caption"))) == "Tabel 3. Capaian"
    assert table_to_title(knit(KNOWN)) is None
    assert table_to_title(knit("Kinerja Dinas | < | <\nIndikator | Satuan | 2021\nJumlah A | Orang | 1")) == "Kinerja Dinas"


def test_a_finding_is_named_by_where_it_is() -> None:
    """By its cell, by the column of its cell, by the table; what nobody can answer has no name."""
    knitted, columns = headed(KNOWN)
    first = str(knitted.fragments[0].ref)
    head, value = columns[2].cells[0], knitted.body[0].row.printed[2].ref
    named = findings_to_named(
        [
            Finding("year-open", head),
            Finding("number-ambiguous", value),
            Finding("invisible-dropped", value),
            Finding("kind-not-planning"),
            Finding("year-open"),
            Finding("capitals-lowered"),
        ],
        knitted,
        columns,
    )
    assert [finding.decision for finding in named] == [
        Subject("column", f"{first}#c2"),
        Subject("value", str(value)),
        Subject("value", str(value)),
        Subject("table", first),
        None,
        None,
    ]
