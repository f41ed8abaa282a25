"""Small signs of spreadsheets: runs that are struck or raised, minus signs that only a colour shows."""

from __future__ import annotations

import hashlib

import pytest

from extract.media_types import ODS
from extract.options import ReadOptions
from extract.reading import document_to_reading
from schemas.provenance import SourceDocument
from schemas.table import Cell, DocumentReading
from tests.extract.formats.test_sheets import ods, row, sheet

STYLES = (
    '<style:style style:name="S" style:family="text"><style:text-properties style:text-position="super 58%"/></style:style>'
    '<style:style style:name="L" style:family="text"><style:text-properties style:text-position="-33% 58%"/></style:style>'
    '<style:style style:name="K" style:family="text"><style:text-properties style:text-line-through-style="solid"/></style:style>'
    '<style:style style:name="H" style:family="text"><style:text-properties text:display="none"/></style:style>'
    '<style:style style:name="W" style:family="text"><style:text-properties fo:color="#ffffff"/></style:style>'
    '<style:style style:name="D" style:family="table-cell"><style:text-properties style:text-line-through-type="single"/></style:style>'
    '<style:style style:name="G" style:family="table-cell"><style:table-cell-properties fo:background-color="#000080"/></style:style>'
    '<style:style style:name="R" style:family="table-cell" style:data-style-name="N1"/>'
    '<number:number-style xmlns:number="urn:oasis:names:tc:opendocument:xmlns:datastyle:1.0" style:name="N1">'
    '<style:text-properties fo:color="#ff0000"/><number:number/></number:number-style>'
)


def read(*rows: str) -> DocumentReading:
    data = ods(sheet(*rows), styles=STYLES)
    return document_to_reading(SourceDocument("x.ods", hashlib.sha256(data).hexdigest(), ODS, len(data)), data, ReadOptions())


def first(inner: str, attributes: str = "", value: str | None = None) -> tuple[Cell, list[str]]:
    typed = "" if value is None else f' office:value-type="float" office:value="{value}"'
    cell = f"<table:table-cell {attributes}{typed}><text:p>{inner}</text:p></table:table-cell>"
    reading = read(row(cell, "satu"), row("dua", "tiga"))
    return reading.fragments[0].cells[0], [f.code for f in reading.findings if f.code != "sheet-table"]


def span(text: str, style: str) -> str:
    return f'<text:span text:style-name="{style}">{text}</text:span>'


@pytest.mark.parametrize(
    ("inner", "attributes", "text", "kinds", "codes"),
    [
        (span("48", "K") + "49", "", "49", ["struck"], ["struck-left-out"]),
        ("120" + span("1", "S"), "", "120¹", ["raised"], []),
        ("CO" + span("2", "L"), "", "CO₂", ["lowered"], []),
        (span("12", "H") + "48", "", "48", ["hidden"], ["hidden-dropped"]),
        (span("12", "W") + "48", "", "48", ["hidden"], ["hidden-dropped"]),
        (span("12", "W") + "48", 'table:style-name="G"', "1248", [], []),
        ("120", 'table:style-name="D"', "120", ["struck"], ["value-struck"]),
    ],
)
def test_signs_of_runs(inner: str, attributes: str, text: str, kinds: list[str], codes: list[str]) -> None:
    cell, found = first(inner, attributes)
    assert (cell.text, [mark.kind for mark in cell.marks], found) == (text, kinds, codes)


@pytest.mark.parametrize(
    ("shown", "stored", "attributes", "text", "codes"),
    [
        ("15", "-15", 'table:style-name="R"', "-15", ["sheet-sign-colour"]),
        ("15", "-15", "", "-15", ["sheet-sign-hidden"]),
        ("(15)", "-15", "", "(15)", []),
        ("-15", "-15", "", "-15", []),
        ("0", "-0.2", "", "0", ["sheet-number-rounded"]),
    ],
)
def test_minus_that_the_text_does_not_show(shown: str, stored: str, attributes: str, text: str, codes: list[str]) -> None:
    """The stored number has the sign: a format in red, or one that drops it, does not."""
    cell, found = first(shown, attributes, stored)
    assert (cell.text, found) == (text, codes)
