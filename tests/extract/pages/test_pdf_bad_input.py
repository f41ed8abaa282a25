"""Broken and hostile PDFs: each costs what is broken and nothing else, in a finding or a coded error."""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Literal

import pikepdf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Array, Dictionary, Name
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

import rajut.cli.app
from schemas.errors import EncryptedError, ExitCode, UnreadableError
from schemas.table import DocumentReading
from tests.pdf_pages import Drawn, draw_grid, finish, grid_of, new_canvas, read, table_page

TEXTS = [["Indikator", "2021", "2022"], ["Jumlah pegawai", "12", "15"], ["Persentase", "80,5", "90,25"]]


def changed(data: bytes, change: Callable[[pikepdf.Pdf], None]) -> bytes:
    """The file with something done to its objects."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(data)) as document:
        change(document)
        document.save(out)
    return out.getvalue()


def pages(count: int) -> bytes:
    canvas, buffer = new_canvas()
    for _ in range(count):
        draw_grid(canvas, TEXTS, Drawn())
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def codes(reading: DocumentReading) -> list[str]:
    return [finding.code for finding in reading.findings]


def grids(reading: DocumentReading) -> list[tuple[int, list[list[str]]]]:
    return [(f.ref.page, grid_of(f)) for f in reading.fragments]


@settings(deadline=None, max_examples=25)
@given(st.floats(0.4, 0.98))
def test_a_truncated_file_gives_the_pages_that_are_left(share: float) -> None:
    """The pages before the cut as they were, a finding that the file was repaired; or a coded error when no page is left."""
    data = pages(12)
    try:
        reading = read(data[: int(share * len(data))])
    except UnreadableError:
        return
    assert all(grid == TEXTS for _, grid in grids(reading))
    assert "document-repaired" in codes(reading) or len(reading.fragments) == 12 or not reading.fragments


@settings(deadline=None, max_examples=25)
@given(st.integers(-40, 40).filter(bool))
def test_wrong_offsets_in_the_cross_reference_are_rebuilt(shift: int) -> None:
    """Every offset wrong by as much, as after an upload that changed line ends."""
    data = table_page(TEXTS)
    at = data.rindex(b"xref\n", 0, data.rindex(b"startxref"))
    lines = data[at:].split(b"\n")
    wrong = [b"%010d" % max(0, int(line[:10]) + shift) + line[10:] if line[10:16] == b" 00000" else line for line in lines]
    assert grids(read(data[:at] + b"\n".join(wrong))) == [(1, TEXTS)]


def test_a_damaged_page_costs_that_page() -> None:
    """A content stream that cannot be unpacked, a page object that is none: the other pages are read."""

    def damage(document: pikepdf.Pdf) -> None:
        broken = pikepdf.Stream(document, b"no zlib data at all")
        document.pages[1].obj.Contents = broken
        document.pages[2].obj.MediaBox = Array([0, 0, Name.Nonsense])

    data = changed(pages(4), damage).replace(
        b"no zlib data at all", b"\x78\x9c\x00\xff\x00\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff"
    )
    assert [page for page, grid in grids(read(data)) if grid == TEXTS][:1] == [1]
    assert (4, TEXTS) in grids(read(data))


def test_a_page_that_is_no_page_is_told() -> None:
    """The kid that points nowhere is a finding with its number."""

    def damage(document: pikepdf.Pdf) -> None:
        document.Root.Pages.Kids[1] = document.make_indirect(Dictionary(Type=Name.Catalog))

    reading = read(changed(pages(3), damage))
    assert grids(reading)[0] == (1, TEXTS)
    assert len(reading.fragments) == 2
    told = [f for f in reading.findings if f.code in ("page-damaged", "document-repaired")]
    assert told or len(reading.source.page_sizes) == 2


def test_pages_without_content_are_empty_and_nothing_more() -> None:
    """No stream, an empty one, one that draws nothing: no table, no finding, no effect on the others."""

    def empty(document: pikepdf.Pdf) -> None:
        del document.pages[0].obj.Contents
        document.pages[1].obj.Contents = pikepdf.Stream(document, b"")
        document.pages[2].obj.Contents = pikepdf.Stream(document, b"q Q")

    reading = read(changed(pages(4), empty))
    assert grids(reading) == [(4, TEXTS)]
    assert codes(reading) == []


@pytest.mark.parametrize(
    "box", [[0, 0, 0, 0], [0, 0, 595, 0], [100, 100, 100, 842], [595, 842, 0, 0], [0, 0, 1e9, 1e9], [-1e6, -1e6, 0, 0]]
)
def test_strange_page_boxes_cost_at_most_their_page(box: list[float]) -> None:
    """Boxes of no size, upside down, or beyond all paper; the pages around are read."""

    def resize(document: pikepdf.Pdf) -> None:
        document.pages[1].obj.MediaBox = Array(box)

    reading = read(changed(pages(3), resize))
    found = grids(reading)
    assert (1, TEXTS) in found
    assert (3, TEXTS) in found
    assert all(grid == TEXTS for _, grid in found)
    assert max(box) < 1e9 or "page-damaged" in codes(reading)


def test_boxes_of_no_size_in_the_drawing_make_no_cells() -> None:
    """Rectangles without width or height, lines without length, text of size nought."""
    canvas, buffer = new_canvas()
    draw_grid(canvas, TEXTS, Drawn())
    for k in range(20):
        canvas.rect(70 + 9 * k, 700, 0, 0, fill=1)
        canvas.rect(70 + 9 * k, 720, 0, 12)
        canvas.line(70 + 9 * k, 730, 70 + 9 * k, 730)
    canvas.setFont("Helvetica", 0)
    canvas.drawString(100, 725, "nol")
    assert grids(read(finish(canvas, buffer))) == [(1, TEXTS)]


@pytest.mark.parametrize("depth", [1, 2, 5])
def test_forms_that_draw_themselves_end(depth: int) -> None:
    """A circle of form XObjects beside the table: read once, no hang, no crash."""

    def circle(document: pikepdf.Pdf) -> None:
        forms = [
            document.make_stream(
                f"q 1 0 0 1 3 3 cm /F{(k + 1) % depth} Do Q BT /F1 8 Tf 300 {100 + 9 * k} Td (lingkar{k}) Tj ET".encode(),
                Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 595, 842]),
            )
            for k in range(depth)
        ]  # fmt: skip
        page = document.pages[0].obj
        resources = page.Resources
        resources.XObject = Dictionary({f"/F{k}": form for k, form in enumerate(forms)})
        for form in forms:
            form.Resources = resources
        page.Contents = Array([page.Contents, document.make_stream(b" q /F0 Do Q")])

    assert (1, TEXTS) in grids(read(changed(table_page(TEXTS), circle)))


def without_unicode(document: pikepdf.Pdf) -> None:
    """The fonts' codes mean nothing to anybody: an embedded-looking font with names of its own and no ToUnicode."""
    fonts = document.pages[0].obj.Resources.Font
    for name in list(fonts.keys()):
        font = fonts[name]
        differences = Array([32, *(Name(f"/g{code}") for code in range(32, 127))])
        font.Encoding = Dictionary(Type=Name.Encoding, Differences=differences)
        font.BaseFont = Name("/ABCDEF+Rahasia")
        font.FirstChar, font.LastChar = 32, 126
        font.Widths = Array([500] * 95)
        font.FontDescriptor = document.make_indirect(
            Dictionary(Type=Name.FontDescriptor, FontName=Name("/ABCDEF+Rahasia"), Flags=4, FontBBox=Array([0, 0, 1000, 1000]),
                       ItalicAngle=0, Ascent=800, Descent=-200, CapHeight=700, StemV=80)
        )  # fmt: skip


def private_codes(document: pikepdf.Pdf) -> None:
    """A ToUnicode table that maps every letter into the private area."""
    fonts = document.pages[0].obj.Resources.Font
    table = (
        b"/CIDInit /ProcSet findresource begin 12 dict begin begincmap /CMapName /X def /CMapType 2 def 1 begincodespacerange <00> <ff> "
        b"endcodespacerange 1 beginbfrange <20> <7e> <e020> endbfrange endcmap end end"
    )
    for name in list(fonts.keys()):
        fonts[name].ToUnicode = document.make_stream(table)


@pytest.mark.parametrize("spoil", [without_unicode, private_codes])
def test_text_of_a_font_without_a_mapping_is_never_data(spoil: Callable[[pikepdf.Pdf], None]) -> None:
    """A finding says how many glyphs are unreadable; no cell holds garbage."""
    reading = read(changed(table_page(TEXTS), spoil))
    assert "text-unmapped" in codes(reading)
    assert all(text == "" for _, grid in grids(reading) for row in grid for text in row)


def test_an_image_among_pages_of_text_asks_for_ocr_on_its_page() -> None:
    """The other pages are read."""
    from PIL import Image

    canvas, buffer = new_canvas()
    draw_grid(canvas, TEXTS, Drawn())
    canvas.showPage()
    canvas.drawImage(ImageReader(Image.new("L", (40, 60), 180)), 0, 0, 595, 842)
    reading = read(finish(canvas, buffer))
    assert grids(reading) == [(1, TEXTS)]
    assert [(f.code, f.page) for f in reading.findings] == [("page-needs-ocr", 2)]


def encrypted(user: str, method: Literal[2, 3, 4, 6]) -> bytes:
    out = io.BytesIO()
    how = pikepdf.Encryption(owner="pemilik", user=user, R=method, aes=method > 3, metadata=method > 3)
    with pikepdf.open(io.BytesIO(table_page(TEXTS))) as document:
        document.save(out, encryption=how)
    return out.getvalue()


@pytest.mark.parametrize("method", [2, 3, 4, 6])
def test_every_encryption_opens_with_its_password_alone(method: Literal[2, 3, 4, 6]) -> None:
    """40 and 128 bit RC4, AES-128, AES-256; with the user's or the owner's password; an empty one needs none."""
    assert grids(read(encrypted("", method))) == [(1, TEXTS)]
    for password in ("rahasia", "pemilik"):
        assert grids(read(encrypted("rahasia", method), password=password)) == [(1, TEXTS)]
    for wrong, code in ((None, "document-encrypted"), ("", "password-wrong"), ("salah", "password-wrong")):
        with pytest.raises(EncryptedError, match=code):
            read(encrypted("rahasia", method), password=wrong)


def test_the_command_ends_with_4_without_the_password_and_reads_with_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """One line on stderr that names the option; nothing on stdout."""
    path = tmp_path / "rahasia.pdf"
    path.write_bytes(encrypted("rahasia", 6))

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr(sys, "argv", ["rajut", "tables", str(path), *arguments])
        code = 0
        try:
            rajut.cli.app.main()
        except SystemExit as ended:
            code = int(ended.code or 0)
        said = capsys.readouterr()
        return code, said.out, said.err

    code, out, err = run()
    assert (code, out) == (ExitCode.ENCRYPTED, "")
    assert "--password" in err
    assert err.count("\n") == 1
    code, out, _ = run("--password", "rahasia")
    assert code == 0
    assert [c["text"] for c in json.loads(out)["tables"][0]["cells"]] == [text for row in TEXTS for text in row]


def draw_words(canvas: Canvas, count: int) -> None:
    for k in range(count):
        canvas.drawString(60 + 50 * (k % 9), 800 - 11 * (k // 9), f"kata{k}")


def test_a_page_of_text_without_a_table_gives_text_alone() -> None:
    """Nothing is forced into a grid."""
    canvas, buffer = new_canvas()
    draw_words(canvas, 1)
    reading = read(finish(canvas, buffer))
    assert reading.fragments == ()
    assert len(reading.blocks) == 1
