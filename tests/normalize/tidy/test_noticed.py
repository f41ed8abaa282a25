"""What the reader noticed about single cells reaches the values: as flags of their rows, and as doubt."""

from __future__ import annotations

from dataclasses import replace

import pytest

from normalize.document import reading_to_normalized
from schemas.finding import Finding
from schemas.kind import builtin_kinds
from schemas.normalized import NormalizedDocument
from schemas.provenance import CellRef, FragmentRef
from tests.tables import one, reading, table

PAGE = "Indikator | Satuan | Target 2021 | Target 2022\nJumlah laporan | Laporan | 1 | 2\nJumlah pegawai | Orang | 3 | 4"


def noticed(code: str, row: int, column: int) -> NormalizedDocument:
    """The table with one thing that its reader noticed."""
    document = reading(table(PAGE))
    finding = Finding(code, CellRef(FragmentRef(0, 1), row, column), before="1", after="7", evidence="uji")
    return reading_to_normalized(replace(document, findings=(finding,)), builtin_kinds())


@pytest.mark.parametrize("code", ["text-across-rule", "engines-disagree"])
def test_a_value_that_the_reader_doubts_is_unproven_and_flagged(code: str) -> None:
    """That one and no other."""
    document = noticed(code, 1, 2)
    doubted, other = one(document, "Jumlah laporan", 2021), one(document, "Jumlah pegawai", 2022)
    assert (doubted.confidence, code in doubted.flags) == ("unproven", True)
    assert (other.confidence, code in other.flags) == ("consistent", False)


def test_a_label_over_a_rule_makes_its_row_unproven() -> None:
    """Its end may belong to the neighbour."""
    document = noticed("text-across-rule", 1, 0)
    assert {one(document, "Jumlah laporan", year).confidence for year in (2021, 2022)} == {"unproven"}
    assert one(document, "Jumlah pegawai", 2021).confidence == "consistent"


def test_what_needs_no_look_changes_no_confidence() -> None:
    """A long text over empty cells is told, and believed."""
    document = noticed("text-overflows", 1, 0)
    value = one(document, "Jumlah laporan", 2021)
    assert ("text-overflows" in value.flags, value.confidence) == (True, "consistent")
