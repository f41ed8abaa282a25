"""The parts that readers of formats are made of: bytes, packages, placed cells, list numbers, styles."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from extract.formats.cell_placing import Grid, drop_spare_columns, fill_holes, ragged_rows
from extract.formats.decoding import bytes_to_text
from extract.formats.docx.numbering import root_to_numbering
from extract.formats.docx.styles import Styles, root_to_styles
from extract.formats.html.style import (
    attributes_to_style,
    is_hidden,
    style_to_bold,
    style_to_script,
    text_to_color,
    text_to_points,
)
from extract.formats.list_numbers import number_to_letters, number_to_roman
from extract.formats.package import check_package, integer, is_on, main_part, open_package
from extract.options import Limits
from schemas.errors import LimitError, UnreadableError
from schemas.table import Cell
from tests.docx_files import docx_of, package_of, root_of


@pytest.mark.parametrize(
    ("data", "text", "code"),
    [
        ("Rp 5".encode("utf-8-sig"), "Rp 5", None),
        ("Rp 5".encode("utf-16"), "Rp 5", None),
        (b"a\r\nb\rc", "a\nb\nc", None),
        ("belanja – 5".encode("cp1252"), "belanja – 5", "encoding-guessed"),
        ("Rp 5 – é".encode() + b"\xff", "Rp 5 – é\ufffd", "bytes-undecodable"),
    ],
)
def test_bytes_are_text_or_a_guess_that_is_told(data: bytes, text: str, code: str | None) -> None:
    """A mark, UTF-8, nearly UTF-8, the code page of old Windows."""
    read, findings = bytes_to_text(data)
    assert read == text
    assert [finding.code for finding in findings] == ([code] if code else [])


@given(st.binary(max_size=200))
def test_any_bytes_are_some_text(data: bytes) -> None:
    """Without carriage returns."""
    assert "\r" not in bytes_to_text(data)[0]


def test_a_cell_goes_to_the_first_place_that_none_from_above_covers() -> None:
    """As browsers place cells; its span ends before a cell from above."""
    grid = Grid("x", Limits())
    grid.place(Cell(0, 0, "a", row_span=2))
    grid.place(Cell(0, 1, "b"))
    grid.place(Cell(0, 2, "c", row_span=2))
    assert grid.next_free(1, 0) == 1
    assert grid.place(Cell(1, 1, "d", column_span=2)).column_span == 1
    assert grid.columns == 3


def test_a_table_beyond_the_limits_is_refused_while_it_is_placed() -> None:
    """Not after it has eaten the memory."""
    grid = Grid("x", Limits(grid_cells=10))
    with pytest.raises(LimitError):
        grid.place(Cell(0, 0, "", column_span=11))


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3)), unique=True))
def test_holes_become_blank_cells(places: list[tuple[int, int]]) -> None:
    """Every position is covered once."""
    cells = [Cell(row, column, "x") for row, column in places]
    filled = fill_holes(cells, 4, 4)
    assert [(cell.row, cell.column) for cell in filled] == [(row, column) for row in range(4) for column in range(4)]
    assert sum(4 - count for _, count in ragged_rows(cells, 4, 4)) == 16 - len(places)


def test_columns_in_which_no_cell_starts_are_none() -> None:
    """`colspan="100"` of a banner."""
    columns, cells = drop_spare_columns([Cell(0, 0, "judul", column_span=100), Cell(1, 0, "a"), Cell(1, 1, "b")], 100)
    assert columns == 2
    assert cells[0].column_span == 2


@pytest.mark.parametrize(
    ("number", "letters", "roman"), [(0, "", "0"), (1, "a", "i"), (26, "z", "xxvi"), (28, "bb", "xxviii"), (4, "d", "iv")]
)
def test_numbers_of_lists_are_what_word_prints(number: int, letters: str, roman: str) -> None:
    """Letters are repeated beyond z."""
    assert (number_to_letters(number), number_to_roman(number)) == (letters, roman)


NUMBERING = """
    <w:abstractNum w:abstractNumId="0">
      <w:lvl w:ilvl="0"><w:start w:val="1"/><w:numFmt w:val="decimal"/><w:lvlText w:val="%1."/></w:lvl>
      <w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1.%2)"/></w:lvl>
    </w:abstractNum>
    <w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num>
"""


def test_list_numbers_are_counted_as_they_are_printed() -> None:
    """A level below begins anew below each number; bullets and unknown lists have none."""
    numbering = root_to_numbering(etree.fromstring(root_of("numbering", NUMBERING).encode()), Styles())
    marks = [numbering.next_mark("5", level) for level in (0, 1, 1, 0, 1)]
    assert marks == ["1. ", "1.a) ", "1.b) ", "2. ", "2.a) "]
    assert numbering.next_mark("9", 0) == ""


def test_a_style_says_what_the_one_it_rests_on_says() -> None:
    """Bold from the parent, its own size in half points."""
    styles = root_to_styles(etree.fromstring(root_of("styles", """
        <w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/><w:rPr><w:b/></w:rPr></w:style>
        <w:style w:type="paragraph" w:styleId="J"><w:name w:val="Judul"/><w:basedOn w:val="N"/></w:style>
    """).encode()))  # fmt: skip
    assert styles.default_paragraph == "N"
    assert [style.name for style in styles.chain("J")] == ["judul", "normal"]


def test_a_package_is_opened_within_limits_and_names_its_document() -> None:
    """One that unpacks to more than is allowed is refused, one without a document is broken."""
    package = open_package(docx_of("<w:p/>"), "a.docx", Limits())
    assert main_part(package) == "word/document.xml"
    assert package.part("WORD/Document.xml") is not None
    assert package.part("word/none.xml") is None
    with pytest.raises(UnreadableError):
        main_part(open_package(package_of({"x.xml": "<x/>"}), "a.docx", Limits()))
    with pytest.raises(UnreadableError):
        open_package(b"PK nothing", "a.docx", Limits())
    with pytest.raises(LimitError):
        check_package(package_of({"x.xml": "x" * 3000}), "a.docx", Limits(total_bytes=2000), "DOCX")


def test_a_document_type_in_a_part_is_refused() -> None:
    """The format forbids it, and attacks need it."""
    package = open_package(package_of({"x.xml": '<!DOCTYPE x [<!ENTITY a "b">]><x>&a;</x>'}), "a.docx", Limits())
    with pytest.raises(UnreadableError, match="document-broken"):
        package.xml("x.xml")


def test_attributes_are_read_as_word_writes_them() -> None:
    """ "12.5" for a whole number, an absent value for on."""
    assert [integer(text, 7) for text in ("12", "12.5", "-3", "x", None, "")] == [12, 12, -3, 7, 7, 7]
    assert [is_on(text) for text in (None, "", "1", "true", "0", "false")] == [None, True, True, True, False, False]


def test_a_style_attribute_is_read_as_a_browser_does() -> None:
    """Hidden, bold, raised, colours, lengths."""
    assert is_hidden(attributes_to_style({"style": "DISPLAY : none"}))
    assert is_hidden(attributes_to_style({"hidden": ""}))
    assert not is_hidden(attributes_to_style({"style": "display:block"}))
    assert [style_to_bold({"font-weight": weight}) for weight in ("700", "400", "bold", "inherit")] == [
        True,
        False,
        True,
        None,
    ]
    assert style_to_script({"vertical-align": "super"}) == "sup"
    assert style_to_script({"position": "relative", "top": "4px"}) == "sub"
    assert text_to_color("#fff") == text_to_color("rgb(255, 255, 255)") == text_to_color("white") == (255, 255, 255)
    assert [text_to_points(text) for text in ("12pt", "16px", "1in", "50%", "auto")] == [12.0, 12.0, 72.0, None, None]
