"""What was seen on scans is kept in the output's private folder, for as long as the document is."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("onnxruntime")  # the extra `ocr` brings it

from benchmarks.scans.scanner import pdf_to_scan
from extract.options import ReadOptions
from extract.scan.recogniser import Recogniser
from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from tests.pdf_pages import table_page

TEXTS = [["Indikator", "Target 2021", "Target 2022"], ["Pegawai", "12", "15"], ["Kantor", "3", "4"]]


def test_other_options_need_no_new_look_and_a_pruned_document_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A second run that reads every document again, then one without the scan."""
    sources, out = tmp_path / "in", tmp_path / "out"
    sources.mkdir()
    (sources / "scan.pdf").write_bytes(pdf_to_scan(table_page(TEXTS)))
    (sources / "digital.pdf").write_bytes(table_page(TEXTS))
    options = BatchOptions(convert=ConvertOptions(read=ReadOptions(ocr="auto")))
    convert_batch([sources], out, options)
    kept = list((out / ".rajut" / "pages").iterdir())
    assert len(kept) == 1

    def refuse(self: Recogniser, line: object) -> None:
        raise AssertionError("a kept page is not read again")

    monkeypatch.setattr(Recogniser, "read", refuse)
    again = convert_batch([sources], out, BatchOptions(convert=options.convert, force=True))
    assert {entry.status for entry in again.entries} <= {"ok", "flagged"}
    (sources / "scan.pdf").unlink()
    convert_batch([sources], out, BatchOptions(convert=options.convert, prune=True))
    assert list((out / ".rajut" / "pages").iterdir()) == []
