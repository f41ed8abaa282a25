"""Sheets of OpenDocument, from the elements alone: what is repeated, merged, hidden."""

from __future__ import annotations

from decimal import Decimal

import pytest
from lxml import etree

from extract.formats.sheets.flat_xml import roots_to_sheets
from extract.formats.sheets.sheet import Sheet
from extract.options import Limits
from schemas.errors import LimitError

NAMES = (
    'xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)


def sheets(tables: str, limits: Limits | None = None) -> list[Sheet]:
    root = etree.fromstring(f"<o:document {NAMES}><o:body><o:spreadsheet>{tables}</o:spreadsheet></o:body></o:document>")
    return roots_to_sheets(root, (), "a.ods", limits or Limits())


def cell(text: str, attributes: str = "") -> str:
    return f"<t:table-cell {attributes}><x:p>{text}</x:p></t:table-cell>"


def test_a_cell_has_its_text_its_address_and_the_number_behind_it() -> None:
    """The text is what the program showed; the stored number is none of a text."""
    row = cell("Luas") + cell("12,5", 'o:value-type="float" o:value="12.5"')
    (found,) = sheets(f'<t:table t:name="Renja"><t:table-row>{row}</t:table-row></t:table>')
    assert found.name == "Renja"
    assert [(one.address, one.text, one.stored) for one in found.cells] == [
        ("A1", "Luas", None),
        ("B1", "12,5", Decimal("12.5")),
    ]


def test_repeated_cells_stand_each_at_its_place() -> None:
    """A row of equal cells is written once; a merged cell covers those behind it."""
    repeated = cell("7", 't:number-columns-repeated="3"')
    (found,) = sheets(f"<t:table><t:table-row>{repeated}</t:table-row></t:table>")
    assert [one.address for one in found.cells] == ["A1", "B1", "C1"]
    merged = cell("Target", 't:number-columns-spanned="2"') + "<t:covered-table-cell/>"
    (found,) = sheets(f"<t:table><t:table-row>{merged}</t:table-row></t:table>")
    assert [(one.text, one.column_span) for one in found.cells] == [("Target", 2)]


def test_repetition_counts_against_the_limit() -> None:
    """A few bytes may ask for a million cells."""
    many = cell("1", 't:number-columns-repeated="1000"')
    with pytest.raises(LimitError):
        sheets(f'<t:table><t:table-row t:number-rows-repeated="1000">{many}</t:table-row></t:table>', Limits(all_cells=5000))
