"""Text around tables: paragraphs, headings, captions, lists, and what is only furniture."""

from __future__ import annotations

import pytest

from extract.furniture import is_page_number, mark_repeated
from extract.ink.page import page_to_ink
from extract.pages.text_blocks import lines_to_blocks, text_lines_to_lines
from extract.pages.turned_views import blocks_to_before, page_views
from schemas.geometry import BBox
from schemas.page import Page, Word
from schemas.table import TextBlock
from tests.typed_pages import lines, typed, x_of, y_of


def blocks(text: str) -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in lines_to_blocks(typed(text), text_lines_to_lines(lines(text), []))]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Tabel 4.1 Rencana program", "caption"),
        ("Gambar 2. Peta wilayah", "caption"),
        ("*Rencana* *Strategis*", "heading"),
        ("a. Meningkatnya layanan", "list_item"),
        ("Visi : Kabupaten yang maju", "key_value"),
        ("Pembangunan daerah dilaksanakan bersama.", "paragraph"),
    ],
)
def test_a_line_says_by_its_looks_what_it_is(text: str, kind: str) -> None:
    """By how it begins, by its face, by its colon."""
    assert next(found for found, _ in blocks(f"{text}\n\n\nKalimat lain pada halaman ini yang panjang sekali.")) == kind


def test_lines_of_one_paragraph_are_one_block() -> None:
    """Until a line begins something else."""
    assert blocks("Pembangunan daerah dilaksanakan\nbersama masyarakat.\na. layanan") == [
        ("paragraph", "Pembangunan daerah dilaksanakan\nbersama masyarakat."),
        ("list_item", "a. layanan"),
    ]


def test_words_in_a_table_are_no_text() -> None:
    """What stands beside it on the same lines is."""
    box = BBox(x_of(20), y_of(0) - 2, x_of(40), y_of(2))
    kept = text_lines_to_lines(lines("Catatan penting     12    14\nuntuk pembaca       13    15"), [box])
    assert [line.text for line in kept] == ["Catatan penting", "untuk pembaca"]


@pytest.mark.parametrize(
    ("text", "is_number"), [("Halaman 3", True), ("- 12 -", True), ("iv", True), ("12 desa", False), ("Hal penting", False)]
)
def test_a_page_number_is_told_from_text(text: str, is_number: bool) -> None:
    """With its word, in dashes, in Roman numerals; in the margin only."""
    assert is_page_number(text, BBox(280, 800, 320, 812), 842.0) is is_number
    assert not is_page_number(text, BBox(280, 400, 320, 412), 842.0)


def test_what_stands_at_one_height_on_several_pages_is_furniture() -> None:
    """Digits aside, in the margin only."""
    head = [TextBlock(f"RENSTRA 202{page}", "paragraph", page, BBox(50, 30, 200, 42)) for page in (1, 2)]
    body = [TextBlock("Tabel", "paragraph", page, BBox(50, 400, 200, 412)) for page in (1, 2)]
    assert [b.kind for b in mark_repeated([*head, *body], {1: 842.0, 2: 842.0})] == [
        "furniture",
        "furniture",
        "paragraph",
        "paragraph",
    ]


def test_a_page_is_read_in_every_direction_in_which_its_text_runs() -> None:
    """Upright first; tables are looked for where enough words run that way."""
    across = [Word("kata", BBox(50, 100 + 14 * k, 80, 110 + 14 * k), size=10) for k in range(3)]
    sideways = [Word("tabel", BBox(300 + 14 * (k % 7), 100 + 60 * (k // 7), 310 + 14 * (k % 7), 140 + 60 * (k // 7)), size=10,
                     direction="up") for k in range(14)]  # fmt: skip
    views = [
        (quarter, dense) for quarter, _, dense in page_views(page_to_ink(Page(1, 595, 842, 0, (*across, *sideways), (), ())))
    ]
    assert views == [(0, True), (1, True)]
    views = [
        (quarter, dense)
        for quarter, _, dense in page_views(page_to_ink(Page(1, 595, 842, 0, (*across, *sideways[:2]), (), ())))
    ]
    assert views == [(0, True), (1, False)]


def test_text_below_a_table_ends_it() -> None:
    """A page number does not."""
    text = TextBlock("Sumber: BPS", "paragraph", 1, BBox(50, 500, 200, 512))
    assert blocks_to_before([text], 842.0) is None
    assert blocks_to_before([], 842.0) is None


def test_a_key_and_its_value_are_one_line_however_far_apart() -> None:
    """Colons stand below each other, at the value or at the key; texts side by side without one stay two lines."""
    found = [
        line.text
        for line in text_lines_to_lines(
            lines("""
            Program                  : Penunjang urusan
            Kegiatan:                Administrasi umum
            Mengetahui               Kepala Dinas
            """),
            [],
        )
    ]
    assert found == ["Program : Penunjang urusan", "Kegiatan: Administrasi umum", "Mengetahui", "Kepala Dinas"]
