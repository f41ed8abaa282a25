"""A workbook of Excel, part by part: sheets in their order, what its formulas and formats leave open."""

from __future__ import annotations

import io
from typing import Any

import openpyxl

from extract.formats.package import open_package
from extract.formats.sheets.xlsx import Workbook, package_to_workbook
from extract.options import Limits


def workbook_of(book: Any) -> Workbook | None:
    out = io.BytesIO()
    book.save(out)
    return package_to_workbook(open_package(out.getvalue(), "a.xlsx", Limits(), "XLSX"))


def test_every_sheet_comes_hidden_ones_too() -> None:
    """In the order of the file, numbered from 1."""
    book: Any = openpyxl.Workbook()
    book.active.title = "Target"
    book.active["B2"] = 12.5
    book.create_sheet("Lama").sheet_state = "hidden"
    found = workbook_of(book)
    assert found is not None
    assert [(sheet.number, sheet.name, sheet.hidden) for sheet in found.sheets] == [(1, "Target", False), (2, "Lama", True)]
    assert [(cell.address, cell.text) for cell in found.sheets[0].cells] == [("B2", "12,5")]


def test_a_formula_without_its_result_is_counted() -> None:
    """A program that writes workbooks without calculating leaves nothing to show."""
    book: Any = openpyxl.Workbook()
    book.active["A1"] = "=1+1"
    book.active["A2"] = 3
    found = workbook_of(book)
    assert found is not None
    assert (found.uncalculated, [cell.address for cell in found.sheets[0].cells]) == (1, ["A2"])
