"""Which lines begin a further table."""

from __future__ import annotations

from extract.open.next_heads import is_head, next_heads
from tests.typed_pages import lines


def test_the_lines_with_which_a_table_begins() -> None:
    """A bold title over bold labels, with rows of figures above and below; years alone are a head too."""
    text = """
        *Uraian*             *Target*      *Capaian*
        Jumlah desa          10            12
        Jumlah kota          11            14
        *Tabel*
        *Uraian*             *Target*      *Capaian*
        Jumlah nagari        12            16
    """
    assert next_heads([line.chunks for line in lines(text)]) == {3}
    assert next_heads([line.chunks for line in lines(text)[:3]]) == set()
    assert is_head(lines("Uraian     2021     2022     2023")[0].chunks)
    assert not is_head(lines("Uraian     12       14       16")[0].chunks)
