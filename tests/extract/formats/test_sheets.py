"""Spreadsheets: what a sheet shows is the text, what it stores is proof, where it stands is said."""

from __future__ import annotations

import io
import socket
import subprocess
import zipfile
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl.utils import get_column_letter

from extract.formats.libreoffice import find_converter
from extract.formats.sheets.document import shown_places
from extract.formats.sheets.sheet import to_address
from extract.media_types import ODS
from extract.options import Limits, ReadOptions
from extract.reading import document_to_reading
from extract.source import bytes_to_media_type
from rajut.pipeline import ConvertOptions, convert_document
from schemas.errors import EncryptedError, LimitError, UnreadableError
from schemas.finding import Finding
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading, Fragment, TextBlock

needs_libreoffice = pytest.mark.skipif(find_converter() is None, reason="LibreOffice is not installed")
_NAMES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" xmlns:style="urn:oasis:names:tc:opendocument:xmlns:style:1.0" '
    'xmlns:fo="urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0"'
)
_PLAIN = ReadOptions()
_STYLES = (
    '<style:style style:name="wide" style:family="table-column">'
    '<style:table-column-properties style:column-width="2.54cm"/></style:style>'
    '<style:style style:name="low" style:family="table-row"><style:table-row-properties style:row-height="0.5in"/></style:style>'
    '<style:style style:name="gone" style:family="table"><style:table-properties table:display="false"/></style:style>'
    '<style:style style:name="loud" style:family="table-cell"><style:table-cell-properties fo:background-color="#ffff00"/>'
    '<style:text-properties fo:font-weight="bold" fo:font-size="11pt"/></style:style>'
)


def cell(text: str = "", attributes: str = "", value: str | None = None, kind: str = "float") -> str:
    typed = "" if value is None else f' office:value-type="{kind}" office:value="{value}"'
    return f"<table:table-cell {attributes}{typed}>{f'<text:p>{text}</text:p>' if text else ''}</table:table-cell>"


def row(*cells: str, attributes: str = "") -> str:
    texts = [item if item.startswith("<") else cell(item) for item in cells]
    return f'<table:table-row table:style-name="low" {attributes}>{"".join(texts)}</table:table-row>'


def sheet(*rows: str, name: str = "Renja", attributes: str = "") -> str:
    columns = '<table:table-column table:style-name="wide" table:number-columns-repeated="16384"/>'
    return f'<table:table table:name="{name}" {attributes}>{columns}{"".join(rows)}</table:table>'


def ods(*sheets: str, manifest: str = "<m/>", prolog: str = "", styles: str = "") -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("mimetype", ODS)
        package.writestr("META-INF/manifest.xml", manifest)
        package.writestr(
            "content.xml",
            f"{prolog}<office:document-content {_NAMES}><office:automatic-styles>{_STYLES}{styles}</office:automatic-styles>"
            f"<office:body><office:spreadsheet>{''.join(sheets)}</office:spreadsheet></office:body></office:document-content>",
        )
    return buffer.getvalue()


def read(data: bytes, options: ReadOptions = _PLAIN) -> DocumentReading:
    assert bytes_to_media_type(data, "a.ods") == ODS
    return document_to_reading(SourceDocument("a.ods", "0" * 64, ODS, len(data)), data, options)


def texts_of(fragment: Fragment) -> list[list[str]]:
    grid = [[""] * fragment.columns for _ in range(fragment.rows)]
    for item in fragment.cells:
        grid[item.row][item.column] = item.text
    return grid


def found(reading: DocumentReading, code: str) -> list[Finding]:
    return [finding for finding in reading.findings if finding.code == code]


HEAD = ("Program", "Satuan", "2021", "2022")


def test_a_block_of_cells_is_a_table_and_the_texts_above_are_text() -> None:
    """Titles above the table are running text, the table says where in the sheet it stands."""
    reading = read(ods(sheet(row("RENCANA KERJA"), row(), row(*HEAD), row("Program A", "Unit", "1", "2"))))
    title, fragment = reading.blocks
    assert isinstance(title, TextBlock)
    assert isinstance(fragment, Fragment)
    assert title.text == "RENCANA KERJA"
    assert texts_of(fragment) == [list(HEAD), ["Program A", "Unit", "1", "2"]]
    assert dict(found(reading, "sheet-table")[0].fields) == {"sheet": "Renja", "area": "A3:D4"}


def test_a_sheet_is_a_page_and_boxes_are_points() -> None:
    """The second sheet is page 2; a column of one inch is 72 points wide, a row of half an inch 36 high."""
    reading = read(ods(sheet(row("a", "b"), row("c", "d")), sheet(row(), row("", *HEAD), row("", "e", "f"), name="Lain")))
    fragment = reading.fragments[1]
    assert str(fragment.ref) == "p2/t1"
    assert fragment.column_edges == (72.0, 144.0, 216.0, 288.0, 360.0)
    box = next(item.box for item in fragment.cells if item.text == "e")
    assert box is not None
    assert (box.x0, box.top, box.x1, box.bottom) == (72.0, 72.0, 144.0, 108.0)
    assert reading.source.pages == 2


def test_merged_cells_keep_their_spans_and_what_they_cover_is_told() -> None:
    """A merge is one cell; a text that it hides is left out with a finding."""
    merged = cell("Target", 'table:number-columns-spanned="2" table:number-rows-spanned="1"')
    hidden = "<table:covered-table-cell><text:p>lama</text:p></table:covered-table-cell>"
    reading = read(ods(sheet(row("Program", merged, hidden), row("", "2021", "2022"))))
    (fragment,) = reading.fragments
    assert [(item.text, item.column_span) for item in fragment.cells if item.row == 0] == [("Program", 1), ("Target", 2)]
    assert [finding.before for finding in found(reading, "merged-text-hidden")] == ["lama"]


def test_what_is_hidden_stays_hidden_and_is_counted() -> None:
    """Hidden rows, columns and sheets are left out, and a finding says how much that was."""
    hidden_row = row("Program B", "Unit", "3", "4", attributes='table:visibility="filter"')
    reading = read(
        ods(
            sheet(row(*HEAD), hidden_row, row("Program C", "Unit", "5", "6")),
            sheet(row("rahasia"), attributes='table:style-name="gone"'),
        )
    )
    (fragment,) = reading.fragments
    assert texts_of(fragment)[1] == ["Program C", "Unit", "5", "6"]
    assert dict(found(reading, "sheet-lines-hidden")[0].fields) == {"sheet": "Renja", "rows": "1", "columns": "0"}
    assert dict(found(reading, "sheet-hidden")[0].fields)["count"] == "1"
    assert "A1:D3" in dict(found(reading, "sheet-table")[0].fields)["area"]


def test_the_text_is_what_is_shown_and_the_number_comes_along() -> None:
    """12,5% is kept as printed, with 12.5 behind it; a text that looks like a number has none."""
    reading = read(ods(sheet(row(*HEAD), row("A", "Persen", cell("12,5%", value="0.125", kind="percentage"), "12,5"))))
    cells = {item.column: item for item in reading.fragments[0].cells if item.row == 1}
    assert (cells[2].text, cells[2].stored) == ("12,5%", Decimal("12.5"))
    assert cells[3].stored is None


def test_a_number_that_shows_less_or_something_else_is_told() -> None:
    """0,1 for 0.1234 is rounded, 1.235 for 1234567 is scaled: both are published as shown, with a finding."""
    rounded, scaled = cell("0,1", value="0.1234"), cell("1.235", value="1234567")
    reading = read(ods(sheet(row(*HEAD), row("A", "Unit", rounded, scaled))))
    assert dict(found(reading, "sheet-number-rounded")[0].fields)["stored"] == "0.1234"
    assert [(finding.before, str(finding.cell)) for finding in found(reading, "sheet-number-scaled")] == [
        ("1.235", "p1/t1/r1c3")
    ]


def test_tables_side_by_side_are_two() -> None:
    """An empty column keeps two tables apart, an empty row two tables below each other."""
    reading = read(ods(sheet(row("a", "b", "", "c", "d"), row("1", "2", "", "3", "4"), row(), row("e", "f"), row("5", "6"))))
    assert [texts_of(fragment) for fragment in reading.fragments] == [
        [["a", "b"], ["1", "2"]], [["c", "d"], ["3", "4"]], [["e", "f"], ["5", "6"]],
    ]  # fmt: skip


def test_style_is_kept_as_evidence() -> None:
    """Bold, size and fill come from the cell's style."""
    reading = read(ods(sheet(row(cell("PROGRAM", 'table:style-name="loud"'), "b"), row("c", "d"))))
    style = reading.fragments[0].cells[0].style
    assert (style.bold, style.size, style.fill) == (True, 11.0, (255, 255, 0))


def test_repeated_cells_are_there_as_often_as_they_say() -> None:
    """Equal cells and rows are written once with a count."""
    reading = read(
        ods(
            sheet(row(*HEAD), row(cell("x", 'table:number-columns-repeated="4"'), attributes='table:number-rows-repeated="3"'))
        )
    )
    assert texts_of(reading.fragments[0])[1:] == [["x"] * 4] * 3


def test_a_billion_repeated_cells_are_refused() -> None:
    """A few bytes that stand for every cell of a sheet end in a coded refusal, without being unfolded."""
    bomb = row(cell("x", 'table:number-columns-repeated="16384"'), attributes='table:number-rows-repeated="1048576"')
    with pytest.raises(LimitError, match="document-too-large"):
        read(ods(sheet(bomb)))


def test_far_cells_do_not_make_a_huge_grid() -> None:
    """Two cells at opposite corners of a sheet are two texts."""
    far = '<table:table-cell table:number-columns-repeated="16000"/>'
    gap = row(attributes='table:number-rows-repeated="1000000"')
    reading = read(ods(sheet(row("a"), gap, row(far, "b"))), ReadOptions(limits=Limits(grid_cells=10**12)))
    assert reading.fragments == ()
    assert [block.text for block in reading.blocks if isinstance(block, TextBlock)] == ["a", "b"]


def test_entities_and_encryption_are_refused() -> None:
    """A document type declaration is no part of the format; an encrypted sheet has a code of its own."""
    with pytest.raises(UnreadableError, match="document-broken"):
        read(ods(sheet(row("a")), prolog='<!DOCTYPE x [<!ENTITY a "b">]>'))
    with pytest.raises(EncryptedError):
        read(ods(sheet(row("a")), manifest="<m><encryption-data/></m>"))


@given(st.integers(0, 1_048_575), st.integers(0, 16_383))
def test_addresses_are_those_of_spreadsheets(row_number: int, column: int) -> None:
    """The same names as openpyxl gives."""
    assert to_address(row_number, column) == f"{get_column_letter(column + 1)}{row_number + 1}"


@given(st.integers(-(10**9), 10**9), st.integers(0, 6))
def test_places_are_those_that_are_shown(number: int, places: int) -> None:
    """A number printed whole shows itself, in whatever convention."""
    stored = Decimal(number).scaleb(-places)
    shown = f"{stored:,f}"
    found_places = shown_places(shown, stored)
    assert found_places is not None
    assert round(stored, found_places) == stored


def workbook(path: Path) -> Path:
    book = openpyxl.Workbook()
    page: Any = book.active
    page.title = "Renstra"
    page["A1"] = "RENCANA STRATEGIS DINAS PENDIDIKAN"
    page.merge_cells("A1:F1")
    for at, values in enumerate([("Program", "Indikator", "Satuan", "Target"), ("", "", "", 2021, 2022, 2023)], 3):
        for column, value in enumerate(values, 1):
            page.cell(at, column, value or None)
    page.merge_cells("D3:F3")
    lines: list[tuple[Any, ...]] = [
        ("Program A", "APK", "Persen", 0.125, 0.5, 0.755),
        ("Program B", "Sekolah", "Unit", 1234, 4500, 1234567),
    ]
    for at, line in enumerate(lines, 5):
        for column, value in enumerate(line, 1):
            page.cell(at, column, value).number_format = "#,##0" if at == 6 else "0.0%" if column > 3 else "General"
    page["H5"] = '=HYPERLINK("http://127.0.0.1:9/x";"t")'
    book.save(path)
    return path


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["xlsx", "xls", "ods"])
def test_the_shown_numbers_of_each_format_are_read_with_proof(suffix: str, tmp_path: Path) -> None:
    """XLSX, XLS and ODS of one workbook give the same published values: percents as shown, thousands proven by what is stored."""
    path = workbook(tmp_path / "a.xlsx")
    if suffix != "xlsx":
        path = converted(path, suffix)
    result = convert_document(path, None, ConvertOptions())
    assert result.normalized is not None
    values = {item.value_text: (item.value, item.confidence) for item in result.normalized.observations}
    comma = {text.replace(".", ",") if text.endswith("%") else text: value for text, value in values.items()}
    assert comma["12,5%"] == (12.5, "proven")
    assert {value for value, _ in values.values()} == {12.5, 50.0, 75.5, 1234.0, 4500.0, 1234567.0}
    assert {confidence for _, confidence in values.values()} == {"proven"}


def converted(path: Path, suffix: str) -> Path:
    program = find_converter()
    assert program is not None
    profile = f"-env:UserInstallation=file://{path.parent}/profile"
    command = [
        str(program),
        "--headless",
        profile,
        "--convert-to",
        suffix,
        "--outdir",
        str(path.parent / "converted"),
        str(path),
    ]
    for _ in range(2):  # the first start may only make the profile
        subprocess.run(command, capture_output=True, check=False, timeout=120)
    return path.parent / "converted" / f"{path.stem}.{suffix}"


@needs_libreoffice
def test_a_link_of_a_workbook_is_not_followed(tmp_path: Path) -> None:
    """A cell that takes its value from a server, and one from another workbook, make no call."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        book: Any = openpyxl.Workbook()
        url = f"http://127.0.0.1:{server.getsockname()[1]}/a.xlsx"
        book.active.append(["Program", f'=WEBSERVICE("{url}")'])
        book.active.append(["Program A", f"='{url.rpartition('/')[0]}/[a.xlsx]Sheet1'!A1"])
        book.save(tmp_path / "a.xlsx")
        convert_document(tmp_path / "a.xlsx", None, ConvertOptions())
        with pytest.raises(BlockingIOError):
            server.accept()


def test_a_workbook_needs_no_converter(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Without LibreOffice a workbook is read all the same; what only a program can calculate is told."""
    monkeypatch.setenv("PATH", str(tmp_path))
    result = convert_document(workbook(tmp_path / "a.xlsx"), None, ConvertOptions())
    assert result.normalized is not None
    assert {item.value for item in result.normalized.observations} == {12.5, 50.0, 75.5, 1234.0, 4500.0, 1234567.0}
    assert [dict(f.fields)["count"] for f in result.findings if f.code == "formulas-uncalculated"] == ["1"]
