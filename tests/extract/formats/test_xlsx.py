"""Workbooks of Excel: what a sheet shows, without a spreadsheet program."""

from __future__ import annotations

import io
from collections.abc import Callable
from decimal import Decimal
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill

from extract.formats.sheets.document import xlsx_to_reading
from extract.formats.sheets.number_format import number_to_shown, text_to_number, text_to_shown
from extract.media_types import XLSX
from extract.options import Limits, ReadOptions
from extract.reading import document_to_reading
from schemas.errors import LimitError, UnreadableError
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading, Fragment
from tests.docx_files import package_of


def data_of(fill: Callable[[Any], None]) -> bytes:
    """A workbook with one sheet of three rows and columns, which `fill` changes."""
    book: Any = openpyxl.Workbook()
    page = book.active
    for line in (["Indikator", "2023", "2024"], ["Luas sawah", 48, 52], ["Luas kebun", 15, 21]):
        page.append(line)
    fill(page)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def read(data: bytes, limits: Limits | None = None) -> DocumentReading:
    options = ReadOptions() if limits is None else ReadOptions(limits=limits)
    return document_to_reading(SourceDocument("a.xlsx", "0" * 64, XLSX, len(data)), data, options)


def sheet(fill: Callable[[Any], None]) -> Fragment:
    return read(data_of(fill)).fragments[0]


def texts(fragment: Fragment) -> list[list[str]]:
    rows = [[""] * fragment.columns for _ in range(fragment.rows)]
    for cell in fragment.cells:
        rows[cell.row][cell.column] = cell.text
    return rows


def test_cells_stand_where_they_stand() -> None:
    assert texts(sheet(lambda page: None)) == [
        ["Indikator", "2023", "2024"],
        ["Luas sawah", "48", "52"],
        ["Luas kebun", "15", "21"],
    ]


def test_merged_cells_are_one() -> None:
    """Whatever lies under them; the range may be as large as the sheet."""

    def fill(page: Any) -> None:
        page.insert_rows(1)
        page["A1"], page["B1"] = "No", "Target"
        page.merge_cells("B1:C1")

    (target,) = [cell for cell in sheet(fill).cells if cell.text == "Target"]
    assert (target.row_span, target.column_span) == (1, 2)


def test_merge_of_a_whole_sheet_is_not_unfolded() -> None:
    names = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    cells = '<row r="1"><c r="A1" t="inlineStr"><is><t>x</t></is></c></row>'
    data = package_of(
        {
            "xl/workbook.xml": f'<workbook {names} xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
            '<sheets><sheet name="a" r:id="rId1"/></sheets></workbook>',
            "xl/_rels/workbook.xml.rels": '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            '<Relationship Id="rId1" Type="http://x/worksheet" Target="worksheets/sheet1.xml"/></Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {names}><sheetData>{cells}</sheetData>"
            '<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells></worksheet>',
        }
    )
    with pytest.raises(LimitError, match="document-too-large"):
        read(data)


def test_hidden_rows_columns_and_sheets_are_left_out_and_told() -> None:
    def fill(page: Any) -> None:
        page.row_dimensions[2].hidden = True
        page.column_dimensions["B"].hidden = True
        page.parent.create_sheet("gudang")["A1"] = "rahasia"
        page.parent["gudang"].sheet_state = "veryHidden"

    reading = read(data_of(fill))
    assert texts(reading.fragments[0]) == [["Indikator", "2024"], ["Luas kebun", "21"]]
    assert {"sheet-hidden", "sheet-lines-hidden"} <= {finding.code for finding in reading.findings}


def test_runs_keep_their_signs() -> None:
    """Struck, raised and white runs, and a tick in a symbol font."""

    def fill(page: Any) -> None:
        page["B2"] = CellRichText(TextBlock(InlineFont(strike=True), "48"), "49")
        page["C2"] = CellRichText("120", TextBlock(InlineFont(vertAlign="superscript"), "1)"))
        page["B3"] = CellRichText(TextBlock(InlineFont(color="FFFFFFFF"), "7"), TextBlock(InlineFont(b=True), "15"))
        page["C3"] = CellRichText(TextBlock(InlineFont(rFont="Wingdings"), "ü"))

    fragment = sheet(fill)
    assert [row[1:] for row in texts(fragment)[1:]] == [["49", "120¹⁾"], ["15", "✓"]]
    kinds = [mark.kind for cell in fragment.cells for mark in cell.marks]
    assert kinds == ["struck", "raised", "hidden", "tick"]


def test_white_text_on_a_fill_is_seen() -> None:
    def fill(page: Any) -> None:
        page["B2"].font = Font(color="FFFFFFFF")
        page["B2"].fill = PatternFill("solid", fgColor="FF1F4E79")
        page["C2"].font = Font(color="FFFFFFFF")

    assert texts(sheet(fill))[1] == ["Luas sawah", "48", ""]


def test_cell_that_is_struck_as_a_whole_says_so() -> None:
    def fill(page: Any) -> None:
        page["B2"].font = Font(strike=True)

    reading = read(data_of(fill))
    assert [(f.code, f.before) for f in reading.findings if f.code.startswith("value-")] == [("value-struck", "48")]


def test_minus_that_only_a_colour_shows() -> None:
    def fill(page: Any) -> None:
        page["B2"], page["C2"] = -48, -52
        page["B2"].number_format, page["C2"].number_format = "0;[Red]0", "0;0"

    reading = read(data_of(fill))
    assert texts(reading.fragments[0])[1] == ["Luas sawah", "-48", "-52"]
    assert [f.code for f in reading.findings if f.code.startswith("sheet-sign")] == ["sheet-sign-colour", "sheet-sign-hidden"]


def test_formulas_that_nobody_calculated_are_told() -> None:
    data = data_of(lambda page: page.__setitem__("C3", "=B3*2"))
    source = SourceDocument("a.xlsx", "0" * 64, XLSX, len(data))
    reading, needs_program = xlsx_to_reading(source, data, ReadOptions())
    assert reading is not None
    assert needs_program
    assert [f.code for f in reading.findings if f.code.startswith("formulas")] == ["formulas-uncalculated"]


def test_a_document_type_is_refused() -> None:
    data = package_of({"xl/workbook.xml": '<!DOCTYPE x [<!ENTITY a "b">]><workbook/>'})
    with pytest.raises(UnreadableError, match="document-broken"):
        read(data)


@pytest.mark.parametrize(
    ("value", "code", "text"),
    [
        ("1234.5", "General", "1234,5"),
        ("0.125", "0.0%", "12,5%"),
        ("1234567", "#,##0", "1.234.567"),
        ("-1234.5", "#,##0.00", "-1.234,50"),
        ("-15", "0;[Red]0", "15"),
        ("-15", "#,##0_);(#,##0)", "(15)"),
        ("0", '_(* #,##0_);_(* (#,##0);_(* "-"_);_(@_)', "-"),
        ("1500000", '[$Rp-421]#,##0', "Rp1.500.000"),
        ("1234567", "#,##0,", "1.235"),
        ("1234567", "0.0,,", "1,2"),
        ("1.5", "0.0##", "1,5"),
        ("5", '0" orang"', "5 orang"),
        ("7", "000", "007"),
        ("0.5", "#.00", ",50"),
        ("2500", '[>=1000]#,##0,"rb";0', "3rb"),
        ("999", '[>=1000]#,##0,"rb";0', "999"),
        ("2.5", "0", "3"),
        ("-2.5", "0", "-3"),
        ("-0.2", "0", "0"),
        ("0", ";;;", ""),
        ("45000", "dd/mm/yyyy", "15/03/2023"),
        ("45000", "d mmmm yyyy", "15 Maret 2023"),
        ("45000.5", "yyyy-mm-dd hh:mm", "2023-03-15 12:00"),
    ],
)  # fmt: skip
def test_numbers_show_as_in_excel(value: str, code: str, text: str) -> None:
    shown = number_to_shown(Decimal(value), code)
    assert (shown.text, shown.understood) == (text, True)


@pytest.mark.parametrize("code", ["# ?/?", "[h]:mm", "0.00E+00", "[$-409]gge"])
def test_formats_that_are_not_understood_say_so(code: str) -> None:
    assert not number_to_shown(Decimal("12.5"), code).understood


def test_words_of_a_format_stand_around_texts() -> None:
    assert text_to_shown("Luas", '0;0;0;"("@")"') == "(Luas)"
    assert text_to_shown("Luas", "0.00") == "Luas"


@given(st.decimals(-(10**12), 10**12, places=3), st.integers(0, 4), st.booleans())
def test_what_is_shown_is_the_number_rounded(value: Decimal, places: int, grouped: bool) -> None:
    code = ("#,##0" if grouped else "0") + ("." + "0" * places if places else "")
    shown = number_to_shown(value, code).text
    assert abs(Decimal(shown.replace(".", "").replace(",", ".")) - value) <= Decimal(5).scaleb(-places - 1)


@given(st.text(max_size=30), st.decimals(allow_nan=False, allow_infinity=False, places=2, min_value=-(10**9), max_value=10**9))
def test_no_format_fails(code: str, value: Decimal) -> None:
    number_to_shown(value, code)
    text_to_shown("x", code)


@pytest.mark.parametrize(
    ("text", "number"), [("0.1", "0.1"), ("0.30000000000000004", "0.3"), ("x", None), ("NaN", None), ("1e400", None)]
)
def test_numbers_of_the_file_have_fifteen_digits(text: str, number: str | None) -> None:
    assert text_to_number(text) == (None if number is None else Decimal(number))
