"""Small signs as facts: raised, lowered, struck and hidden text, symbols, formulas, fields without an end."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree, html

from extract.formats.docx.fields import root_to_whole_fields
from extract.formats.html.style import attributes_to_style, is_hidden
from extract.formats.html.style_sheet import lay_style_sheets
from extract.formats.markdown.dashed_table import find_dashed_tables
from extract.formats.markdown.latex import latex_to_runs
from extract.formats.signs import Run, runs_to_text
from extract.ink.raised import text_to_scripts, to_subscript, to_superscript
from extract.ink.symbols import is_symbol_font, letters_to_symbols, symbol_to_text
from extract.sign_findings import fragments_to_signs
from schemas.provenance import FragmentRef
from schemas.table import Cell, Fragment, Mark
from tests.docx_files import root_of


@given(st.text(alphabet="0123456789", min_size=1, max_size=4))
def test_a_raised_number_is_no_digit_and_comes_back(digits: str) -> None:
    """Beside "128" it never makes a longer number."""
    raised = to_superscript(digits)
    assert not any(character.isascii() for character in raised)
    assert text_to_scripts("128" + raised) == [(True, digits)]
    assert text_to_scripts("CO" + to_subscript(digits)) == [(False, digits)]


def test_what_cannot_be_raised_is_kept_apart() -> None:
    """By a sign before it."""
    assert to_superscript("Q") == "^Q"
    assert text_to_scripts("128") == []


@pytest.mark.parametrize(
    ("runs", "text", "marks"),
    [
        ([Run("128"), Run("1)", "sup")], "128¹⁾", [("raised", "1)")]),
        ([Run("120", struck=True), Run("125")], "125", [("struck", "120")]),
        ([Run("120", struck=True)], "120", [("struck", "120")]),
        ([Run("12"), Run("rahasia", hidden=True)], "12", [("hidden", "rahasia")]),
        ([Run("2021", "sup")], "2021", []),
        ([Run("2021", "note")], "²⁰²¹", [("raised", "2021")]),
        ([Run("1"), Run("2", struck=True), Run("3")], "1 3", [("struck", "2")]),
    ],
)
def test_runs_are_the_text_that_stands_and_its_marks(runs: list[Run], text: str, marks: list[tuple[str, str]]) -> None:
    """All of it raised is only set higher; struck text is left out where other text stands; two numbers are never joined."""
    said, found = runs_to_text(runs)
    assert said == text
    assert [(mark.kind, mark.text) for mark in found] == marks


def test_letters_of_symbol_fonts_are_what_they_print() -> None:
    """As plain letters or in the private area."""
    assert is_symbol_font(' "Wingdings"')
    assert not is_symbol_font("Arial")
    assert letters_to_symbols("ü 5", "Wingdings") == "✓ 5"
    assert symbol_to_text(0xF0A3, "Symbol") == "≤"
    assert letters_to_symbols("ü", "Arial") == "ü"


@pytest.mark.parametrize(
    ("source", "text"), [("71{,}5", "71,5"), (r"\frac{a}{b}", "a/b"), ("10^{6}", "10⁶"), ("tanpa rumus", "tanpa rumus")]
)
def test_a_formula_is_the_line_that_people_read(source: str, text: str) -> None:
    """A raised six stays raised."""
    assert runs_to_text(latex_to_runs(source))[0] == text


def test_struck_and_doubtful_cells_are_told_once_each() -> None:
    """A cell without signs is not."""
    cells = (
        Cell(0, 0, "Jumlah"),
        Cell(0, 1, "125", marks=(Mark("struck", "120"),)),
        Cell(0, 2, "120", marks=(Mark("struck", "120"),)),
        Cell(0, 3, "12,5", marks=(Mark("formula", r"\(12,5\)"),)),
    )
    findings = fragments_to_signs([Fragment(FragmentRef(1, 1), 1, 4, cells)])
    assert [(finding.code, finding.cell.column) for finding in findings if finding.cell] == [
        ("struck-left-out", 1),
        ("value-struck", 2),
        ("formula-or-brackets", 3),
    ]


def test_a_field_without_an_end_hides_nothing() -> None:
    """Only what begins and ends in one story is a field."""
    mark = '<w:r><w:fldChar w:fldCharType="{}"/></w:r>'
    whole = "".join(map(mark.format, ("begin", "separate", "end")))
    root = etree.fromstring(root_of("body", f"<w:p>{whole}</w:p><w:p>{mark.format('begin')}</w:p>").encode())
    found, open_ones = root_to_whole_fields(root)
    assert (len(found), open_ones) == (3, 1)


def test_what_a_style_sheet_hides_is_hidden() -> None:
    """Later and more special rules win; linked sheets are counted, not fetched."""
    page = html.fromstring("""
        <html><head><link rel="stylesheet" href="x.css">
        <style>.a {display: none} td.b {display: none} .c td.b {display: block}</style></head>
        <body><table><tr><td class="a">1</td><td class="b">2</td></tr><tr class="c"><td class="b">3</td></tr></table></body></html>
    """)
    assert lay_style_sheets(page) == 1
    assert [is_hidden(attributes_to_style(cell.attrib)) for cell in page.iter("td")] == [True, True, False]


def test_tables_of_dashes_are_found_between_text() -> None:
    """A line of dashes marks the columns; a paragraph over a rule is none."""
    lines = [
        "Kalimat.",
        "",
        "Uraian   2021",
        "-------  ----",
        "Jumlah     12",
        "Luas       30",
        "",
        "Kalimat",
        "lain",
        "-------",
    ]
    (table,) = find_dashed_tables(lines)
    assert (table.head, len(table.rows), table.first, table.last) == (1, 3, 2, 6)
