"""Gaps as narrow as blanks that part columns, because the lines around them say so."""

from __future__ import annotations

from extract.ink.narrow_gaps import cut_narrow_gaps
from tests.typed_pages import lines

LABELS = """
    Indikator           Target  Realisasi
    Jumlah desa          12        9
    Jumlah kota           3       14
    Jumlah pasar       1.204    988
    Jumlah nagari         7      120
"""


def test_two_labels_over_figures_far_apart_are_two() -> None:
    """The figures stand flush on neither side, but far from each other in every row below; a sentence of many words is never cut so."""
    cut = cut_narrow_gaps(lines(LABELS))
    assert [chunk.text for chunk in cut[0].chunks] == ["Indikator", "Target", "Realisasi"]
    sentence = LABELS.replace("Indikator           Target  Realisasi", "Hasil dari semua desa kita  tahun ini")
    assert [len(line.chunks) for line in cut_narrow_gaps(lines(sentence))][:1] == [1]
