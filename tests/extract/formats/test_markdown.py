"""Markdown: every cell kept, nothing invented, tables told from text."""

from __future__ import annotations

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.media_types import MARKDOWN
from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import DocumentReading, Fragment, TextBlock
from tests.shared_corpus import shared_file


def read(text: str) -> DocumentReading:
    data = text.encode()
    return document_to_reading(
        SourceDocument("x.md", hashlib.sha256(data).hexdigest(), MARKDOWN, len(data)), data, ReadOptions()
    )


def grid(fragment: Fragment) -> list[list[str]]:
    rows = [[""] * fragment.columns for _ in range(fragment.rows)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def codes(reading: DocumentReading) -> list[str]:
    return [finding.code for finding in reading.findings]


def texts(reading: DocumentReading) -> list[str]:
    return [block.text for block in reading.blocks if isinstance(block, TextBlock)]


CELL = st.text(st.sampled_from("abcXYZ019 .,%-/():;"), max_size=8).map(str.strip)


@given(
    st.integers(1, 5).flatmap(lambda width: st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=6))
)
def test_every_cell_comes_back_at_its_place(rows: list[list[str]]) -> None:
    """A rectangular pipe table reads back as the grid it was written from, blank header and dashes included."""
    width = len(rows[0])
    body = [row for row in rows[1:] if not all(cell and set(cell) <= set(":- ") for cell in row)]
    lines = ["| " + " | ".join(row) + " |" for row in [rows[0], ["---"] * width, *body]]
    if (width == 1 and not rows[0][0]) or (set("".join(rows[0])) <= set(":- ") and any(rows[0])):
        return  # "| |" and "| - |" are no header row for anybody
    (fragment,) = read("\n".join(lines)).fragments
    assert grid(fragment) == [rows[0], *body]
    assert fragment.ref == FragmentRef(0, 1)


@given(st.lists(st.integers(1, 7), min_size=1, max_size=6))
def test_ragged_rows_lose_no_cell(widths: list[int]) -> None:
    """Rows with too few or too many cells keep all texts in order, and each has its finding."""
    rows = [[f"r{row}c{column}" for column in range(width)] for row, width in enumerate(widths)]
    lines = ["| a | b | c |", "|---|---|---|", *("| " + " | ".join(row) + " |" for row in rows)]
    reading = read("\n".join(lines))
    (fragment,) = reading.fragments
    assert [[text for text in row if text] for row in grid(fragment)[1:]] == rows
    assert codes(reading).count("row-ragged") == sum(width != 3 for width in widths)


def test_blank_header_row_is_kept_as_row_zero() -> None:
    """A continuation as converters leave it has a blank header row, marked as header, before its data."""
    (fragment,) = read("| | |\n|--|--|\n| Laporan | 2 |\n").fragments
    assert grid(fragment) == [["", ""], ["Laporan", "2"]]
    assert [cell.header for cell in fragment.cells] == [True, True, False, False]


def test_second_separator_is_no_data_row() -> None:
    """A separator that stands right after a body row is reported and does not become a row of dashes."""
    reading = read("| | |\n|--|--|\n| Laporan | 2 |\n|--|--|\n\nSelesai")
    assert grid(reading.fragments[0]) == [["", ""], ["Laporan", "2"]]
    assert codes(reading) == ["separator-leftover"]
    assert reading.findings[0].cell is not None
    assert str(reading.findings[0].cell) == "d/t1/r1c0"


def test_row_of_single_dashes_is_data() -> None:
    """A dash alone means "nil" in planning documents; only longer dashes are a leftover separator."""
    (fragment,) = read("| a | b |\n|--|--|\n| 1 | 2 |\n| - | - |").fragments
    assert grid(fragment)[2] == ["-", "-"]


def test_table_glued_to_another_width_starts_anew() -> None:
    """Two tables without a blank line between them are told apart by the second one's separator."""
    first, second = read("| a | b |\n|--|--|\n| 1 | 2 |\n| x | y | z |\n|--|--|--|\n| 3 | 4 | 5 |").fragments
    assert grid(first) == [["a", "b"], ["1", "2"]]
    assert grid(second) == [["x", "y", "z"], ["3", "4", "5"]]


def test_text_right_below_a_table_is_text() -> None:
    """GFM would make it a row; a line without a pipe is none."""
    reading = read("| a | b |\n|--|--|\n| 1 | 2 |\nSumber: dinas\n\n| c |\n|--|\n| 3 |")
    assert texts(reading) == ["Sumber: dinas"]
    assert [grid(fragment) for fragment in reading.fragments] == [[["a", "b"], ["1", "2"]], [["c"], ["3"]]]


def test_separator_of_another_width_still_makes_a_table() -> None:
    """Markdown refuses such a table and shows text; the reader keeps its cells and says that the rows are ragged."""
    reading = read("| a | b | c |\n|--|--|\n| 1 | 2 | 3 |")
    assert grid(reading.fragments[0]) == [["a", "b", "c"], ["1", "2", "3"]]
    assert codes(reading) == ["row-ragged", "row-ragged"]


def test_rows_without_separator_are_a_table_without_header() -> None:
    """Lines between pipes are rows even where no separator declares a header."""
    reading = read("Judul\n| 1 | 2 |\n| 3 | 4 |")
    assert texts(reading) == ["Judul"]
    assert grid(reading.fragments[0]) == [["1", "2"], ["3", "4"]]
    assert {cell.header for cell in reading.fragments[0].cells} == {None}
    assert codes(reading) == ["separator-missing"]


def test_two_rows_above_the_separator_are_both_header() -> None:
    """Converters of two-level headers write the separator below the second row."""
    (fragment,) = read("| Satuan | Target |\n| | 2021 |\n|--|--|\n| Orang | 5 |").fragments
    assert grid(fragment) == [["Satuan", "Target"], ["", "2021"], ["Orang", "5"]]
    assert [cell.header for cell in fragment.cells] == [True] * 4 + [False] * 2


@pytest.mark.parametrize(
    ("raw", "text", "bold"),
    [
        ("**109**", "109", True),
        ("10 9", "10 9", False),
        ("2021*", "2021*", False),
        ("80<br>85", "80\n85", False),
        ("109<sup>1</sup>", "109¹", False),
        ("a \\| b", "a | b", False),
        ("Orang &amp; Dokumen", "Orang & Dokumen", False),
        ("<5", "<5", False),
        ("<nama>", "<nama>", False),
        ("kode_unit_kerja", "kode_unit_kerja", False),
        ("5\u00a0795", "5\u00a0795", False),
        ("`1.234`", "1.234", False),
        ("****", "****", False),
    ],
)
def test_cell_text_is_what_the_page_shows(raw: str, text: str, bold: bool) -> None:
    """Emphasis becomes style, breaks become lines, raised digits stay apart; anything else stays to the letter."""
    (fragment,) = read(f"| a | b |\n|--|--|\n| {raw} | x |").fragments
    cell = fragment.cells[2]
    assert (cell.text, cell.style.bold) == (text, bold)


def test_alignment_of_the_separator_is_kept_as_style() -> None:
    """Colons of the separator say how a column is aligned."""
    (fragment,) = read("| a | b | c |\n|:-|-:|:-:|\n| 1 | 2 | 3 |").fragments
    assert [cell.style.align for cell in fragment.cells[:3]] == ["left", "right", "center"]


def test_text_blocks_keep_order_kind_and_weight() -> None:
    """Headings with level, bold paragraphs and list items with their printed number come in document order."""
    reading = read("# Renstra\n\n**DINAS CONTOH\nTAHUN 2021**\n\n3. Tersusunnya laporan\n4. Terkelolanya arsip\n\n- butir\n")
    found = [(block.kind, block.level, block.bold, block.text) for block in reading.blocks if isinstance(block, TextBlock)]
    assert found == [
        ("heading", 1, False, "Renstra"),
        ("paragraph", 0, True, "DINAS CONTOH\nTAHUN 2021"),
        ("list_item", 0, False, "3. Tersusunnya laporan"),
        ("list_item", 0, False, "4. Terkelolanya arsip"),
        ("list_item", 0, False, "butir"),
    ]


def test_link_definitions_and_indented_lines_are_not_lost() -> None:
    """Markdown hides link definitions and takes indentation for code; documents mean text and tables."""
    reading = read("[1]: keterangan\n\n    | a | b |\n    |--|--|\n    | 1 | 2 |\n")
    assert texts(reading) == ["[1]: keterangan"]
    assert grid(reading.fragments[0]) == [["a", "b"], ["1", "2"]]


def test_table_in_a_code_fence_is_read() -> None:
    """Language models hand over pages in code fences."""
    reading = read("```markdown\n| a | b |\n|--|--|\n| 1 | 2 |\n```")
    assert grid(reading.fragments[0]) == [["a", "b"], ["1", "2"]]


def test_windows_line_ends_and_byte_order_mark() -> None:
    """What Windows programs add around the text does not reach the cells."""
    data = "\ufeff| a | b |\r\n|--|--|\r\n| 1 | 2 |\r\n".encode()
    reading = document_to_reading(SourceDocument("x.md", "0" * 64, MARKDOWN, len(data)), data, ReadOptions())
    assert grid(reading.fragments[0]) == [["a", "b"], ["1", "2"]]


@pytest.mark.shared
def test_real_document_has_its_fragments() -> None:
    """The converted cascading document: 22 fragments, 14 with a blank header, 150 rows, two leftover separators, no ragged row."""
    source, data = open_source(shared_file("data/way-kanan.md"))
    reading = document_to_reading(source, data, ReadOptions())
    blank = [f for f in reading.fragments if not any(cell.text for cell in f.cells if cell.header)]
    assert (len(reading.fragments), len(blank), sum(f.rows for f in reading.fragments)) == (22, 14, 150)
    assert codes(reading) == ["separator-leftover"] * 2
    assert {f.columns for f in reading.fragments} == {9, 10, 12}


GRID = """Tabel 1
+-----------+-------------+------+
| Kegiatan  | Target      | Ket  |
|           +------+------+      |
|           | 2021 | 2022 |      |
+===========+======+======+======+
| Layanan   | 10   | 7           |
| rujukan   | 9    |             |
+-----------+------+-------------+
"""


def test_drawn_grid_is_read_with_its_spans() -> None:
    """Pandoc draws tables whose cells hold several lines; each drawn cell is one cell, its lines kept apart."""
    reading = read(GRID)
    assert texts(reading) == ["Tabel 1"]
    (fragment,) = reading.fragments
    assert [(c.row, c.column, c.row_span, c.column_span, c.text, c.header) for c in fragment.cells] == [
        (0, 0, 2, 1, "Kegiatan", True),
        (0, 1, 1, 2, "Target", True),
        (0, 3, 2, 1, "Ket", True),
        (1, 1, 1, 1, "2021", True),
        (1, 2, 1, 1, "2022", True),
        (2, 0, 1, 1, "Layanan\nrujukan", False),
        (2, 1, 1, 1, "10\n9", False),
        (2, 2, 1, 2, "7", False),
    ]


def test_grid_that_does_not_close_is_text() -> None:
    """Lines of a broken drawing are no rows: they would cut cells apart in silence."""
    reading = read(GRID.replace("+-----------+------+-------------+", "+-----------+---"))
    assert reading.fragments == ()
    assert "rujukan" in texts(reading)[-1]


@pytest.mark.shared
def test_real_document_equals_a_plain_split_of_its_lines() -> None:
    """An independent reading: every line with pipes that is no separator, cut at its pipes, is one row; nothing is added or lost."""
    source, data = open_source(shared_file("data/way-kanan.md"))
    lines = [line.strip() for line in data.decode("utf-8").splitlines() if line.startswith("|")]
    rows = [
        [part.strip(" ") for part in line.strip("|").split("|")] for line in lines if set(line) - set("|- ") or "-" not in line
    ]
    fragments = document_to_reading(source, data, ReadOptions()).fragments
    assert [row for fragment in fragments for row in grid(fragment)] == rows


def test_many_tables_parted_by_text_are_all_tables() -> None:
    """Tables glued together by single text lines come apart, however many."""
    piece = "| a | b |\n|--|--|\n| 1 | 2 |\nSumber: dinas\n"
    reading = read(piece * 300)
    assert len(reading.fragments) == 300
    assert texts(reading) == ["Sumber: dinas"] * 300


def test_many_tables_of_changing_width_are_told_apart() -> None:
    """Glued tables of two widths in turn."""
    reading = read("| a | b |\n|--|--|\n| 1 | 2 |\n| x | y | z |\n|--|--|--|\n| 3 | 4 | 5 |\n" * 1000)
    assert [fragment.columns for fragment in reading.fragments] == [2, 3] * 1000
