"""Confidence is the least of three: the number, the names of the row, the meaning of the column."""

from __future__ import annotations

import pytest

from normalize.judge.calibration import Calibration, doubts_to_probability, load_calibration
from normalize.judge.doubts import code_to_part
from schemas.codes import CODES
from tests.tables import normalize, table

ORDER = ["contradicted", "unproven", "consistent", "proven"]
MODEL = Calibration(3.0, {"value.is_text": -2.0, "name.untold_name": -5.0}, 0.9, 0.95)


def test_a_doubt_lowers_its_own_part_only() -> None:
    """A missing name says nothing about the number; the whole suffers from both."""
    doubts = {"name.untold_name": 1.0}
    assert doubts_to_probability(doubts, MODEL, "value") == doubts_to_probability({}, MODEL)
    assert doubts_to_probability(doubts, MODEL, "name") < 0.5
    both = doubts_to_probability(doubts | {"value.is_text": 1.0}, MODEL)
    assert both < min(doubts_to_probability(doubts, MODEL), doubts_to_probability({"value.is_text": 1.0}, MODEL))


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_finding_belongs_to_a_part(code: str) -> None:
    assert code_to_part(code) in {"value", "name", "column"}


def test_shipped_weights_only_doubt() -> None:
    """Nothing that is noticed may make a value surer than one without any doubt."""
    assert all(weight <= 0 for weight in load_calibration().weights.values())


def test_published_confidence_is_not_above_its_parts() -> None:
    rows = "Indikator | Satuan | Target 2021 | Target 2022\nJumlah arsip | Berkas | 12 | 14\n | | 20 | 25\nJumlah rak | Rak | 3 | 4"
    for one in normalize(table(rows)).observations:
        parts = (one.value_confidence, one.name_confidence, one.column_confidence)
        assert ORDER.index(one.confidence) <= min(map(ORDER.index, parts))


def test_a_name_of_which_nothing_tells_the_level_is_unproven() -> None:
    """Above the first programme of its column, under a word that nobody knows ("Proram"): is it a programme, an activity, a field?"""
    rows = """
        Program dan Kegiatan | Indikator | Satuan | Target 2022
        Proram Pelayanan Angkutan | | |
        Pemilihan awak kendaraan | Jumlah peserta | orang | 35
        Program Keselamatan | Jumlah korban | orang | 12
        Kegiatan Pengadaan rambu | Jumlah rambu | buah | 40
    """
    found = {one.labels.indicator: one.confidence for one in normalize(table(rows)).observations}
    assert found["Jumlah peserta"] == "unproven"
    assert found["Jumlah rambu"] == "consistent"
