"""Exports for open-data portals: nothing made up, nothing twice."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import pytest

from rajut.dataset.open_data import SDI_COLUMNS, SDMX_COLUMNS, export_metadata, export_sdmx
from rajut.publish.output_folder import publish_results
from schemas.errors import UnwritableError, UsageError
from tests.rajut.publish.documents import make_result


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents of one agency with the same two indicators."""
    folder = tmp_path_factory.mktemp("portal")
    publish_results([make_result("a.pdf", "a"), make_result("b.pdf", "b")], folder)
    return folder


def read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_each_indicator_has_its_metadata(out: Path, tmp_path: Path) -> None:
    """Concept, unit, measure, producer and period of each; a definition that no document prints stays empty."""
    assert export_metadata(out, tmp_path / "m.csv") == 2
    rows = {row["nama"]: row for row in read(tmp_path / "m.csv")}
    assert list(rows["Nilai SAKIP"]) == list(SDI_COLUMNS)
    row = rows["Indeks kepuasan"]
    assert (row["satuan"], row["ukuran"], row["produsen_data"]) == ("persen", "percent", "Dinas Contoh")
    assert (row["periode_awal"], row["periode_akhir"], row["jumlah_dokumen"], row["definisi"]) == ("2021", "2023", "2", "")


def test_sdmx_has_each_number_with_its_time(out: Path, tmp_path: Path) -> None:
    """Four of the six targets are numbers (one is blank, one a category), in each of two documents."""
    assert export_sdmx(out, tmp_path / "s.csv") == 8
    rows = read(tmp_path / "s.csv")
    assert list(rows[0]) == list(SDMX_COLUMNS)
    assert {(row["STRUCTURE"], row["ACTION"], row["FREQ"], row["OBS_STATUS"]) for row in rows} == {("dataflow", "I", "A", "A")}
    assert sorted(row["OBS_VALUE"] for row in rows if row["INDICATOR_NAME"] == "Nilai SAKIP") == [
        "70.0",
        "70.0",
        "72.5",
        "72.5",
    ]


def test_the_descriptor_names_the_fields_of_satu_data(out: Path) -> None:
    """A portal finds concept, definition, measure, unit, producer and period in the table of indicators."""
    package = json.loads((out / "datapackage.json").read_text())
    (table,) = [resource for resource in package["resources"] if resource["name"] == "indicators"]
    named = {field["sdi"] for field in table["schema"]["fields"] if "sdi" in field}
    assert named == {
        "konsep",
        "definisi",
        "klasifikasi",
        "ukuran",
        "satuan",
        "produsen data",
        "kode wilayah",
        "kode referensi",
        "periode",
    }


def test_what_cannot_be_written_is_told(out: Path, tmp_path: Path) -> None:
    """No dataset, no folder: a coded error each."""
    with pytest.raises(UsageError):
        export_metadata(tmp_path, tmp_path / "m.csv")
    with pytest.raises(UnwritableError):
        export_sdmx(out, tmp_path / "nowhere" / "s.csv")
