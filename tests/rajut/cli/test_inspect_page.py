"""Drawings of what the finder saw: every layer on demand, reasons readable, stable."""

from __future__ import annotations

import os
import re
import struct
from pathlib import Path

import pytest

from benchmarks.scans.scanner import Scanner, pdf_to_scan
from extract.pages.trace import page_to_trace
from rajut.cli.inspect_page import LAYERS, inspect_page, trace_to_svg
from schemas.errors import UsageError
from tests.pdf_pages import Drawn, table_page

TEXTS = [["Uraian", "2021", "2022"], ["Jumlah", "12", "15"], ["Persentase", "80", "90"]]


@pytest.mark.parametrize("layer", LAYERS)
def test_each_layer_is_drawn_when_asked_for(layer: str) -> None:
    """One group per layer, and no other."""
    drawing = trace_to_svg(page_to_trace(table_page(TEXTS), "x.pdf", 1), (layer,))
    assert re.findall(r'<g id="(\w+)"', drawing) == [layer]


def test_the_steps_are_all_there() -> None:
    """A 3 x 3 ruled table: eight edges, sixteen crossings, nine cells with their references and texts."""
    trace = page_to_trace(table_page(TEXTS), "x.pdf", 1)
    assert (len(trace.edges), len(trace.crossings)) == (8, 16)
    drawing = trace_to_svg(trace, ("cells",))
    assert drawing.count("<rect") == 9
    assert "p1/t1/r1c1\n12" in drawing


def test_a_rejected_candidate_says_why() -> None:
    """The reason stands in the drawing of its box."""
    drawing = inspect_page(table_page([["teks"]]), "x.pdf", 1, "svg", ("rejected",)).decode()
    assert "a frame with a single cell" in drawing


def test_the_page_of_html_switches_every_layer_and_needs_no_network() -> None:
    """A checkbox per layer; no address outside the file but the namespace of SVG."""
    page = inspect_page(table_page(TEXTS), "x.pdf", 1).decode()
    assert re.findall(r'data-layer="(\w+)"', page) == list(LAYERS)
    assert set(re.findall(r"https?://[^\"]+", page)) == {"http://www.w3.org/2000/svg"}


def test_the_picture_is_a_png_of_the_page() -> None:
    """Two pixels a point."""
    png = inspect_page(table_page(TEXTS), "x.pdf", 1, "png")
    assert png[:8] == b"\x89PNG\r\n\x1a\n"
    assert struct.unpack(">II", png[16:24]) == (1190, 1684)


def test_a_page_that_is_not_there_is_a_usage_error() -> None:
    """Pages count from 1 to the last."""
    with pytest.raises(UsageError, match="page-missing"):
        inspect_page(table_page(TEXTS), "x.pdf", 2)


def test_names_and_texts_cannot_break_out_of_the_page() -> None:
    """Text of documents is escaped."""
    page = inspect_page(table_page([["<b>", "&amp;"], ["1", "2"]]), "<script>.pdf", 1).decode()
    assert "<script>.pdf" not in page
    assert "&lt;b&gt;" in page


GOLDEN = Path(__file__).parent / "golden"
REGENERATE = bool(os.environ.get("RAJUT_REGENERATE"))


@pytest.mark.parametrize("rules", ["all", "book", "none"])
def test_the_steps_look_as_they_did(rules: str) -> None:
    """Golden drawings of all steps but the picture; `RAJUT_REGENERATE=1` writes them anew (look at the difference)."""
    trace = page_to_trace(table_page(TEXTS, Drawn(rules=rules, header_fill="#D9E2F3")), "x.pdf", 1)
    drawing = trace_to_svg(trace, LAYERS[1:])
    path = GOLDEN / f"steps-{rules}.svg"
    if REGENERATE:
        path.parent.mkdir(exist_ok=True)
        path.write_text(drawing)
    assert drawing == path.read_text()


def test_golden_drawings_are_compared_not_written() -> None:
    """Fails while the switch is on, so that it cannot stay on."""
    assert not REGENERATE


def test_a_scan_is_drawn_as_it_was_seen() -> None:
    """Set upright, with the words and rules that were read off it; without recognition there is nothing to draw."""
    scan = pdf_to_scan(table_page(TEXTS), Scanner(quarter=1, skew=1.5))
    drawing = inspect_page(scan, "x.pdf", 1, "svg", ("words", "rulings", "cells"), ocr="auto").decode()
    assert "<title>Persentase</title>" in drawing
    assert "p1/t1/r1c1\n12" in drawing
    assert "Persentase" not in inspect_page(scan, "x.pdf", 1, "svg", ("words",)).decode()
    assert inspect_page(scan, "x.pdf", 1, "png", ("words",), ocr="auto").startswith(b"\x89PNG")
