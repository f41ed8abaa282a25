"""The judge looks at results: what cannot be counts against a reading, whatever the way that led there."""

from __future__ import annotations

import pytest

from normalize.document import reading_to_normalized
from normalize.judge.plausibility import load_weights, signs_to_difference, signs_to_plausibility
from normalize.judge.signs import SeenTable, is_name, reading_to_signs, readings_to_figures
from schemas.kind import builtin_kinds
from tests.normalize.knitted import headed
from tests.tables import reading


@pytest.mark.parametrize(("text", "name"), [("Jumlah desa", True), ("1.", False), ("47", False), ("", False), ("Km", False)])
def test_a_name_has_a_word(text: str, name: bool) -> None:
    """Of three letters; numbers and marks name no row."""
    assert is_name(text) is name


def test_every_weight_is_that_of_a_sign_and_every_sign_has_one() -> None:
    """Else one of the two would be dead."""
    text = "Indikator | Satuan | Target 2021\nJumlah A | Orang | 5"
    table, columns = headed(text)
    signs = reading_to_signs([SeenTable(table, columns, ())], readings_to_figures([table]))
    assert set(load_weights()) <= set(signs)


def test_a_reading_that_publishes_its_figures_is_more_plausible_than_one_that_loses_them() -> None:
    """Of the same fragments."""
    text = "Indikator | Satuan | Target 2021 | Target 2022\nJumlah desa | Orang | 5 | 6\nJumlah kota | Unit | 7 | 8"
    table, columns = headed(text)
    figures = readings_to_figures([table])
    whole = reading_to_normalized(reading(*table.fragments), builtin_kinds())
    published = reading_to_signs([SeenTable(table, columns, whole.observations)], figures)
    lost = reading_to_signs([SeenTable(table, columns, ())], figures)
    assert signs_to_plausibility(published) > signs_to_plausibility(lost)
    assert signs_to_difference(published, lost)
    assert signs_to_difference(published, published) == ()


def test_figures_are_counted_once_for_every_reading() -> None:
    """Rows of column numbers are none; a table without figures counts as one."""
    table, _ = headed("Indikator | Satuan | Target 2021\n1 | 2 | 3\nJumlah A | Orang | 5")
    other, _ = headed("Indikator | Satuan | Target 2021\nJumlah A | Orang | 5")
    assert readings_to_figures([table]) == readings_to_figures([other])
    assert readings_to_figures([headed("Nama | Alamat\nBudi | Jalan Merdeka")[0]]) == 1
