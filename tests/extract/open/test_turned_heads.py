"""Labels printed sideways in the head of a table without upright rules."""

from __future__ import annotations

import pytest

from extract.grids.fill import grid_to_fragment
from extract.ink.page import Piece, page_to_ink
from extract.open.turned_heads import with_turned_labels
from extract.pages.find_tables import find_tables
from schemas.geometry import BBox
from schemas.page import Direction, Page, Word
from schemas.table import Fragment
from tests.typed_pages import SIZE, WIDE, level, lines, x_of, y_of

BODY = (
    ("Jumlah desa", "12", "14", "16", "18"),
    ("Jumlah kota", "3", "4", "5", "6"),
    ("Panjang jalan", "120", "131", "142", "150"),
    ("Jumlah pasar", "22", "24", "26", "27"),
)
AT = (0, 24, 34, 44, 54)


def page(turn: Direction, labels: tuple[str, ...], over: str = "Target Tahun") -> Fragment:
    """A table between rules: a head whose last three or four labels run sideways below `over`, then the rows."""
    words = [_word(3, 0, "Indikator")] + [_word(0, 36 + 7 * k, text) for k, text in enumerate(over.split())]
    for column, label in zip(AT[1:], labels, strict=True):
        parts = label.split()
        parts = parts if turn == "down" else parts[::-1]
        low = y_of(1)
        for part in parts:
            tall = WIDE * len(part)
            words.append(Word(part, BBox(x_of(column), low, x_of(column) + SIZE, low + tall), direction=turn, size=SIZE))
            low += tall + 3
    for row, texts in enumerate(BODY):
        words += [_word(7 + row, column, text) for column, text in zip(AT, texts, strict=True)]
    rules = [level(line, 0, 62) for line in (0, 7, 8, 9, 10, 11)] + [level(1, 32, 62)]
    ink = page_to_ink(Page(1, 595.0, 842.0, 0, words=tuple(words), rulings=tuple(rules), fills=()))
    (grid,) = find_tables(ink).grids
    return grid_to_fragment(ink, grid, 1)


def _word(line: int, column: int, text: str) -> Word:
    return Word(text, BBox(x_of(column), y_of(line), x_of(column + len(text)), y_of(line) + SIZE), size=SIZE)


@pytest.mark.parametrize("turn", ["up", "down"])
def test_years_printed_sideways_head_their_columns(turn: Direction) -> None:
    found = page(turn, ("2021", "2022", "2023", "2024"))
    heads = {
        cell.text: (cell.column, cell.row_span) for cell in found.cells if cell.row < (found.head_rows or 0) and cell.text
    }
    assert [heads[year][0] for year in ("2021", "2022", "2023", "2024")] == [1, 2, 3, 4]
    assert "Target" in " ".join(heads)


def test_words_of_one_sideways_label_are_one_cell_in_their_direction() -> None:
    found = page("up", ("2021", "2022", "2023", "Kondisi Akhir"))
    assert "Kondisi Akhir" in {cell.text.replace("\n", " ") for cell in found.cells if cell.column == 4}


def test_sideways_text_beside_the_rows_is_no_head() -> None:
    text = """
        Indikator       2021     2022
        Jumlah desa       12       14
        Jumlah kota        3        4
    """
    aside = Piece("WILAYAH", x_of(-4), y_of(1), x_of(-2), y_of(2), 9, SIZE, False, False, 1, y_of(1) + y_of(2))
    above = aside._replace(text="Satuan", top=y_of(0) - 20, bottom=y_of(0))
    assert len(with_turned_labels(lines(text), [aside])) == len(lines(text))
    assert [chunk.text for chunk in with_turned_labels(lines(text), [above])[0].chunks] == ["Satuan"]
