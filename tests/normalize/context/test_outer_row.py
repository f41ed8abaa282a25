"""Tables in cells of other tables, and titles in common type."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.context.outer_row import context_with_outer_row
from normalize.context.plan import PlanContext
from schemas.provenance import CellRef
from tests.normalize.knitted import knit
from tests.tables import normalize, say, table

INNER = "Indikator | Satuan | 2021 | 2022\nJumlah kios | Unit | 5 | 6\nJumlah pedagang | Orang | 7 | 8"


def test_the_outer_row_names_the_programme() -> None:
    outer = table("Program | Isi\nProgram Pasar | \nProgram Perdagangan | ", 1)
    first = replace(table(INNER, 2), nested_in=CellRef(outer.ref, 1, 1))
    second = replace(table(INNER.replace("kios", "toko"), 3), nested_in=CellRef(outer.ref, 2, 1))
    document = normalize(outer, first, second)
    assert {(o.labels.indicator, o.labels.program) for o in document.observations} == {
        ("Jumlah kios", "Program Pasar"),
        ("Jumlah toko", "Program Perdagangan"),
        ("Jumlah pedagang", "Program Pasar"),
        ("Jumlah pedagang", "Program Perdagangan"),
    }


@pytest.mark.parametrize(
    ("text", "program"),
    [
        ("Program Pengembangan Pasar Rakyat", "Program Pengembangan Pasar Rakyat"),
        ("Program pengembangan pasar dijelaskan pada tabel berikut", None),
        ("Program Pengembangan Pasar Rakyat Dijelaskan Berikut:", None),
    ],
)
def test_a_title_right_above_a_table(text: str, program: str | None) -> None:
    document = normalize(say(text), table(INNER))
    assert {o.labels.program for o in document.observations} == {program}


def test_a_table_in_no_other_keeps_its_context() -> None:
    """And so does one whose outer table was not read."""
    context = PlanContext()
    alone = knit(INNER)
    assert context_with_outer_row(context, alone, []) is context
    nested = replace(alone, fragments=(replace(alone.fragments[0], nested_in=CellRef(alone.fragments[0].ref, 0, 0)),))
    assert context_with_outer_row(context, nested, []) is context
