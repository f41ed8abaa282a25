"""What looking at pictures may cost: pages are kept, take their time at most, and pictures that unfold without end are not drawn."""

from __future__ import annotations

import gzip
import io
import zlib
from pathlib import Path

import pikepdf
import pytest

from benchmarks.scans.scanner import pdf_to_scan
from extract.scan.recogniser import Recogniser
from tests.pdf_pages import grid_of, read, table_page

TEXTS = [["Indikator", "2021", "2022"], ["Pegawai", "12", "15"], ["Kantor", "1.250", "90,25"]]


def refuse(self: Recogniser, line: object) -> None:
    raise AssertionError("a kept page is not read again")


def test_a_kept_page_is_not_looked_at_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same fragments, word for word and box for box, without the recogniser."""
    data = pdf_to_scan(table_page(TEXTS))
    first = read(data, ocr="auto", ocr_folder=tmp_path)
    monkeypatch.setattr(Recogniser, "read", refuse)
    again = read(data, ocr="auto", ocr_folder=tmp_path)
    assert grid_of(again.fragments[0]) == TEXTS
    assert (again.blocks, again.findings) == (first.blocks, first.findings)


@pytest.mark.parametrize(
    "content",
    [b"", b"no gzip", *(gzip.compress(text, mtime=0) for text in (b"{}", b"[1", b'{"words": 3}'))],
    ids=["empty", "no gzip", "no words", "cut short", "words that are none"],
)
def test_a_spoiled_kept_page_is_as_good_as_none(tmp_path: Path, content: bytes) -> None:
    """Nothing on disk can do more than cost time."""
    data = pdf_to_scan(table_page(TEXTS))
    read(data, ocr="auto", ocr_folder=tmp_path)
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(content)
    assert grid_of(read(data, ocr="auto", ocr_folder=tmp_path).fragments[0]) == TEXTS


def test_a_page_that_takes_too_long_says_so_and_gives_nothing() -> None:
    """Half a page would be worse than none."""
    reading = read(pdf_to_scan(table_page(TEXTS)), ocr="auto", ocr_timeout=0.001)
    assert reading.fragments == ()
    assert [(f.code, f.page) for f in reading.findings] == [("page-unrecognised", 1)]


def picture_pdf(width: int, height: int, data: bytes, **more: object) -> bytes:
    """A page that is one picture of these claims."""
    document = pikepdf.new()
    page = document.add_blank_page(page_size=(595, 842))
    image = document.make_stream(data)
    image.Type, image.Subtype = pikepdf.Name.XObject, pikepdf.Name.Image
    image.Width, image.Height, image.BitsPerComponent, image.ColorSpace = width, height, 8, pikepdf.Name.DeviceGray
    for key, value in more.items():
        image[f"/{key}"] = value
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = document.make_stream(b"q 595 0 0 842 0 0 cm /Im0 Do Q")
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def test_a_picture_bomb_is_not_drawn() -> None:
    """A few bytes that claim a billion pixels: one finding, no memory."""
    bomb = zlib.compress(bytes(1 << 20), 9)
    reading = read(picture_pdf(40_000, 30_000, bomb, Filter=pikepdf.Name.FlateDecode), ocr="auto")
    assert [f.code for f in reading.findings] == ["drawing-left-out", "page-unrecognised"]
    assert "million pixels" in dict(reading.findings[1].fields)["detail"]


@pytest.mark.parametrize("kind", ["DCTDecode", "JPXDecode", "CCITTFaxDecode", "JBIG2Decode", "FlateDecode"])
def test_a_broken_picture_is_an_empty_page(kind: str) -> None:
    """A stream of nonsense: nothing is seen, nothing fails."""
    reading = read(picture_pdf(600, 800, b"\xff\xd8nonsense" * 50, Filter=pikepdf.Name(f"/{kind}")), ocr="auto")
    assert reading.fragments == ()
    assert {f.code for f in reading.findings} <= {"page-recognised", "page-words-doubtful"}
