"""Pages that would cost a machine: what is too dear is left out before pdfium is asked, and the rest of the page is read."""

from __future__ import annotations

import zlib

import pytest

from extract.options import ReadOptions
from extract.pages.pdf_document import pdf_to_reading
from extract.pdfium.budget import MOST_DRAWN, MOST_PIXEL_BYTES, may_cost, packed_too_large, within_budget
from schemas.errors import LimitError
from schemas.provenance import SourceDocument
from schemas.table import Fragment
from tests.rajut.batch.hostile import pdf, pdf_page, pdf_table, stream

RESOURCES = b"<< /Font << /F1 5 0 R >> %s >>"


def form(content: bytes, shows: bytes = b"") -> bytes:
    """A form with this content that may show other objects."""
    return b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << %s >> >> /Length %d >>\nstream\n%s\nendstream" % (
        shows, len(content), content,
    )  # fmt: skip


def page_with(shows: bytes, *more: bytes, resources: bytes = b"/XObject << /X 6 0 R >>", packed: bool = True) -> bytes:
    """A page with a table, and after it the instructions `shows`; objects from number 6 on are `more`."""
    content = pdf_table() + b"\n" + shows
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources "
            + RESOURCES % resources + b" >>",
            stream(content) if packed else b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )  # fmt: skip


def chain(deep: int, times: int) -> list[bytes]:
    """Forms that each show the next so many times."""
    last = form(b"0 0 1 1 re f")
    return [form(b"/X Do " * times, b"/X %d 0 R" % (number + 7)) for number in range(deep)] + [last]


DEAR = {
    "forms in forms": page_with(b"/X Do", *chain(24, 4)),
    "a form in itself, twice": page_with(b"/X Do", form(b"/X Do /X Do", b"/X 6 0 R")),
    "two forms in a ring": page_with(b"/X Do", form(b"/X Do /Y Do", b"/X 6 0 R /Y 7 0 R"), form(b"/X Do", b"/X 6 0 R")),
    "one form very often": page_with(b"/X Do " * (MOST_DRAWN + 1), form(b"0 0 1 1 re f")),
    "a long form often": page_with(b"/X Do " * 200, form(b"0 0 1 1 re f " * 80_000)),
    "a name in escapes": page_with(b"/#58 Do", *chain(24, 4)),
    "a tiling pattern": page_with(
        b"/Pattern cs /P scn 0 0 9 9 re f",
        b"<< /Type /Pattern /PatternType 1 /PaintType 1 /TilingType 1 /BBox [0 0 9 9] /XStep 9 /YStep 9 "
        b"/Resources << /XObject << /X 7 0 R >> >> /Length 5 >>\nstream\n/X Do\nendstream",
        *[form(b"/X Do " * 4, b"/X %d 0 R" % (number + 8)) for number in range(24)],
        form(b"0 0 1 1 re f"),
        resources=b"/Pattern << /P 6 0 R >>",
    ),
    "a glyph of a Type 3 font": page_with(
        b"BT /T 9 Tf (A) Tj ET",
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 65 /Widths [9] "
        b"/Encoding << /Differences [65 /A] >> /CharProcs << /A 7 0 R >> /Resources << /XObject << /X 8 0 R >> >> >>",
        b"<< /Length 17 >>\nstream\n9 0 d0 /X Do /X Do\nendstream",
        *[form(b"/X Do " * 4, b"/X %d 0 R" % (number + 9)) for number in range(24)],
        form(b"0 0 1 1 re f"),
        resources=b"/Font << /T 6 0 R /F1 5 0 R >>",
    ),
    "a picture of a million by a million": page_with(
        b"/X Do",
        b"<< /Type /XObject /Subtype /Image /Width 1000000 /Height 1000000 /BitsPerComponent 8 /ColorSpace /DeviceGray "
        b"/Filter /FlateDecode /Length 8 >>\nstream\n" + zlib.compress(b"") + b"\nendstream",
    ),
}  # fmt: skip


def source_of(data: bytes) -> SourceDocument:
    return SourceDocument("dear.pdf", "0" * 64, "application/pdf", len(data))


@pytest.mark.parametrize("name", [name for name in DEAR if "glyph" not in name])
def test_what_costs_too_much_is_left_out_and_the_table_of_the_page_is_read(name: str) -> None:
    """The page costs what a page costs; a finding says what is missing."""
    reading = pdf_to_reading(source_of(DEAR[name]), DEAR[name], ReadOptions())
    assert [finding.code for finding in reading.findings if finding.code == "drawing-left-out"] == ["drawing-left-out"]
    fragments = [block for block in reading.blocks if isinstance(block, Fragment)]
    assert [fragment.rows for fragment in fragments] == [3]


def test_glyphs_are_counted_too() -> None:
    """Left out without asking pdfium for the page."""
    assert within_budget(DEAR["a glyph of a Type 3 font"]).left_out == {1: 1}


@pytest.mark.parametrize(
    "data",
    [
        pdf_page(pdf_table()),
        page_with(b"/X Do", *chain(3, 4)),
        page_with(b"/X Do " * 5_000, form(b"0 0 1 1 re f")),
        page_with(b"/X Do", form(b"/X Do", b"/X 6 0 R")),
        b"%PDF-1.7\n/Form nothing else",
    ],
    ids=["no form", "some forms", "a symbol of a map", "a form in itself", "no PDF at all"],
)
def test_an_honest_page_stays_as_it_is(data: bytes) -> None:
    """Not one byte of it is written anew."""
    light = within_budget(data)
    assert (light.data, light.left_out) == (data, {})
    assert light.data is data


def test_the_limit_of_a_picture_is_above_every_scan() -> None:
    """A0 at 600 dots an inch in black and white; A2 in colour."""
    assert MOST_PIXEL_BYTES > 19_866 * 28_087 // 8
    assert MOST_PIXEL_BYTES > 9_933 * 14_043 * 4


def test_objects_that_unpack_without_end_are_refused() -> None:
    """They are unpacked before there are pages: half a megabyte would fill half a gigabyte."""
    bomb = zlib.compress(b"0 " * 2**19, 9)
    packed = b"<< /Type /ObjStm /N 1 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (len(bomb), bomb)
    data = pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [] /Count 0 >>", *[packed] * 600])
    assert packed_too_large(data)
    assert not packed_too_large(pdf([b"<< /Type /Catalog >>", packed]))
    with pytest.raises(LimitError, match="document-too-large"):
        pdf_to_reading(source_of(data), data, ReadOptions())


def test_fonts_that_know_each_other_cost_what_their_glyphs_draw() -> None:
    """Browsers give every glyph all fonts of the page, its own among them; a glyph that prints no text draws none of theirs."""
    glyph = b"9 0 0 0 9 9 d1 0 0 9 9 re f"
    font = (
        b"<< /Type /Font /Subtype /Type3 /FontBBox [0 0 9 9] /FontMatrix [1 0 0 1 0 0] /FirstChar 65 /LastChar 90 /Widths [9] "
        b"/Encoding << /Differences [65 %s] >> /CharProcs << %s >> /Resources << /Font << /A 6 0 R /B 7 0 R >> >> >>"
    )
    names = [b"/g%d" % number for number in range(26)]
    own = font % (b" ".join(names), b" ".join(name + b" 8 0 R" for name in names))
    stream_of_glyph = b"<< /Length %d >>\nstream\n%s\nendstream" % (len(glyph), glyph)
    data = page_with(b"", own, own, stream_of_glyph, resources=b"/Font << /A 6 0 R /B 7 0 R >>")
    assert within_budget(data).left_out == {}


@pytest.mark.parametrize(
    ("data", "wanted"),
    [
        (b"<< /ProcSet [ /PDF /Text /ImageB /ImageC /ImageI ] >>", False),
        (b"<< /Font << /F1 5 0 R >> >>", False),
        (b"<< /Subtype /Image /Width 9 >>", True),
        (b"<</Subtype/Image/ColorSpace/DeviceGray>>", True),
        (b"<< /Subtype /#46orm >>", True),
    ],
)
def test_a_list_of_procedures_is_no_picture(data: bytes, wanted: bool) -> None:
    """Only what a page could show makes qpdf look into the file: loading it is a fifth of what a small file takes."""
    assert may_cost(data) is wanted
