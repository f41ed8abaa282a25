"""Word's small signs: what is struck, raised, hidden or in a formula never joins a number."""

from __future__ import annotations

import hashlib

import pytest

from extract.media_types import DOCX
from extract.options import ReadOptions
from extract.reading import document_to_reading
from schemas.provenance import SourceDocument
from schemas.table import Cell, DocumentReading
from tests.docx_files import cell, docx_of, paragraph, row, table


def read(body: str, **parts: str) -> DocumentReading:
    data = docx_of(body, **parts)
    source = SourceDocument("x.docx", hashlib.sha256(data).hexdigest(), DOCX, len(data))
    return document_to_reading(source, data, ReadOptions())


def run(text: str, properties: str = "") -> str:
    return f"<w:r><w:rPr>{properties}</w:rPr><w:t>{text}</w:t></w:r>"


def first_cell(inner: str, properties: str = "", **parts: str) -> Cell:
    reading = read(table(row(cell(f"<w:p>{inner}</w:p>", properties), "x")), **parts)
    return reading.fragments[0].cells[0]


def marks(found: Cell) -> list[tuple[str, str]]:
    return [(mark.kind, mark.text) for mark in found.marks]


@pytest.mark.parametrize("look", ["<w:strike/>", "<w:dstrike/>"])
def test_struck_text_is_not_the_value(look: str) -> None:
    """ "120" crossed out beside "125" leaves 125, and says so."""
    found = first_cell(run("120", look) + run("125"))
    assert (found.text, marks(found)) == ("125", [("struck", "120")])


def test_struck_figure_between_figures_joins_nothing() -> None:
    """1, a struck 2, 3: never 13."""
    assert first_cell(run("1") + run("2", "<w:strike/>") + run("3")).text == "1 3"


def test_cell_that_is_struck_as_a_whole_keeps_its_text() -> None:
    """Nothing stands in its place: the text stays, with a mark and a warning."""
    reading = read(table(row(cell(f"<w:p>{run('120', '<w:strike/>')}</w:p>"), "x")))
    found = reading.fragments[0].cells[0]
    assert (found.text, marks(found)) == ("120", [("struck", "120")])
    assert [(f.code, f.before) for f in reading.findings] == [("value-struck", "120")]


def test_strike_switched_off_by_the_run_stands() -> None:
    """A toggle of the style that the run turns off again."""
    styles = '<w:style w:type="character" w:styleId="D"><w:rPr><w:strike/></w:rPr></w:style>'
    assert marks(first_cell(run("120", '<w:rStyle w:val="D"/>') + run("125"), styles=styles)) == [("struck", "120")]
    assert not first_cell(run("120", '<w:rStyle w:val="D"/><w:strike w:val="0"/>'), styles=styles).marks


@pytest.mark.parametrize(
    ("look", "text", "kind"),
    [
        ('<w:vertAlign w:val="superscript"/>', "120¹⁾", "raised"),
        ('<w:position w:val="8"/><w:sz w:val="14"/>', "120¹⁾", "raised"),
        ('<w:position w:val="-6"/>', "120₁₎", "lowered"),
    ],
)
def test_raised_and_lowered_marks_are_no_digits(look: str, text: str, kind: str) -> None:
    found = first_cell(run("120") + run("1)", look))
    assert (found.text, marks(found)) == (text, [(kind, "1)")])


def test_text_lifted_as_a_whole_is_plain() -> None:
    """All of the cell stands a little higher: it is set so, it is no mark."""
    assert first_cell(run("120", '<w:position w:val="8"/>')).text == "120"
    assert first_cell(run("120") + run("5", '<w:position w:val="1"/>')).text == "1205"


WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F4E79"/>'


@pytest.mark.parametrize("look", ["<w:vanish/>", WHITE, '<w:sz w:val="2"/>'])
def test_text_that_nobody_sees_is_left_out(look: str) -> None:
    reading = read(table(row(cell(f"<w:p>{run('120', look)}{run('125')}</w:p>"), "x")))
    found = reading.fragments[0].cells[0]
    assert (found.text, marks(found)) == ("125", [("hidden", "120")])
    assert [f.code for f in reading.findings] == ["hidden-dropped"]


@pytest.mark.parametrize(
    ("look", "properties", "parts"),
    [
        (WHITE, DARK, {}),
        (WHITE + DARK, "", {}),
        (WHITE + '<w:highlight w:val="blue"/>', "", {}),
        (WHITE + '<w:pStyle w:val="none"/>', '<w:shd w:val="pct50" w:fill="auto"/>', {}),
    ],
)
def test_white_text_on_a_colour_is_seen(look: str, properties: str, parts: dict[str, str]) -> None:
    assert first_cell(run("120", look), properties, **parts).text == "120"


def test_white_text_in_a_table_style_with_colours_is_seen() -> None:
    """The style of the table may fill its head; where it does is not followed, so nothing is taken away."""
    styles = f'<w:style w:type="table" w:styleId="G"><w:tblStylePr w:type="firstRow"><w:tcPr>{DARK}</w:tcPr></w:tblStylePr></w:style>'
    styled = table(row(cell(paragraph("120", WHITE)), "x")).replace(
        "<w:tbl>", '<w:tbl><w:tblPr><w:tblStyle w:val="G"/></w:tblPr>'
    )
    assert read(styled, styles=styles).fragments[0].cells[0].text == "120"
    assert read(styled).fragments[0].cells[0].text == ""


BEGIN, APART, END = (f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>' for kind in ("begin", "separate", "end"))
CODE = "<w:r><w:instrText> REF x </w:instrText></w:r>"


def test_field_without_an_end_hides_nothing() -> None:
    """The cell and all that follows stay text."""
    reading = read(table(row(cell(f"<w:p>{BEGIN}{CODE}{run('71,5')}</w:p>"), "73")) + paragraph("sesudah"))
    assert [c.text for c in reading.fragments[0].cells] == ["71,5", "73"]
    assert [f.code for f in reading.findings] == ["fields-open"]


def test_field_that_ends_in_another_cell_hides_nothing() -> None:
    cells = (cell(f"<w:p>{BEGIN}{CODE}{run('1')}</w:p>"), "2", cell(f"<w:p>{run('3')}{END}</w:p>"))
    assert [c.text for c in read(table(row(*cells))).fragments[0].cells] == ["1", "2", "3"]


def test_whole_field_around_an_open_one_still_shows_its_result() -> None:
    inner = f"{BEGIN}{CODE}{APART}{run('5')}{END}{run('6')}"
    assert first_cell(inner).text == "56"


def math(inner: str) -> str:
    return f"<m:oMath>{inner}</m:oMath>"


def mr(text: str) -> str:
    return f"<m:r><m:t>{text}</m:t></m:r>"


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        (f"<m:d><m:e>{mr('15')}</m:e></m:d>", "(15)"),
        (f'<m:d><m:dPr><m:begChr m:val="["/><m:endChr m:val="]"/></m:dPr><m:e>{mr("15")}</m:e></m:d>', "[15]"),
        (f"<m:rad><m:e>{mr('9')}</m:e></m:rad>", "√(9)"),
        (mr("−15"), "−15"),
        (f"<m:f><m:num>{mr('1')}</m:num><m:den>{mr('2')}</m:den></m:f>", "(1)/(2)"),
        (f"<m:sSup><m:e>{mr('10')}</m:e><m:sup>{mr('6')}</m:sup></m:sSup>", "10⁶"),
        (f"<w:del>{mr('120')}</w:del><w:ins>{mr('125')}</w:ins>", "125"),
        (f'<m:phant><m:phantPr><m:show m:val="0"/></m:phantPr><m:e>{mr("0")}</m:e></m:phant>{mr("5")}', "5"),
        (f"<m:borderBox><m:borderBoxPr><m:strikeH/></m:borderBoxPr><m:e>{mr('7')}</m:e></m:borderBox>{mr('8')}", "8"),
        (f"<m:m><m:mr><m:e>{mr('1')}</m:e><m:e>{mr('2')}</m:e></m:mr></m:m>", "1 2"),
    ],
)
def test_signs_of_formulas_are_kept(inner: str, text: str) -> None:
    assert first_cell(math(inner)).text == text


@pytest.mark.parametrize(
    ("text", "font", "printed"),
    [
        ("ü", "Wingdings", "✓"),
        ("P", "Wingdings 2", "✓"),
        ("a", "Webdings", "✓"),
        ("û", "Wingdings", "✗"),
        ("48", "Symbol", "48"),
    ],
)
def test_ticks_typed_in_symbol_fonts(text: str, font: str, printed: str) -> None:
    found = first_cell(run(text, f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/>'))
    assert found.text == printed
    assert ("tick", printed) in marks(found) or printed == "48"
