"""Running text is told from rows, also where its lines fall into pieces."""

from __future__ import annotations

from extract.ink.prose import find_prose
from extract.ink.text_lines import make_chunk
from tests.typed_pages import lines

PARAGRAPH = """
    Pembangunan daerah dilaksanakan dengan memperhatikan hasil
    evaluasi tahun sebelumnya dan capaian sasaran pembangunan
    jangka menengah yang ditetapkan dalam dokumen perencanaan
"""


def test_the_lines_of_a_paragraph_are_prose() -> None:
    """All of them."""
    found = lines(PARAGRAPH)
    assert find_prose(found) == {chunk.key for line in found for chunk in line.chunks}


def test_the_rows_of_a_table_are_none() -> None:
    """Long names with figures beside them."""
    found = lines("""
        Persentase desa yang memiliki rumah layak huni       45    50
        Persentase desa yang memiliki rumah sakit umum       12    13
        Persentase desa yang memiliki jalan raya beton       70    75
    """)
    assert find_prose(found) == frozenset()


def test_a_wrapped_cell_is_none() -> None:
    """It goes on below a cell of a row, within its column, though it looks like a paragraph."""
    found = lines("""
        Persentase desa yang memiliki rumah layak huni dan       45    50
        sumber air bersih yang memenuhi syarat kesehatan di
        seluruh wilayah kabupaten menurut kecamatan asalnya
    """)
    assert find_prose(found) == frozenset()


def test_a_chunk_made_again_of_its_words_is_the_same() -> None:
    """What was found of a chunk holds for whoever makes it again."""
    found = lines(PARAGRAPH)
    again = make_chunk(found[0].chunks[0].words)
    assert again is not found[0].chunks[0]
    assert again.key in find_prose(found)
