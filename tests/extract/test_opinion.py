"""Other engines behind one protocol, and what their opinion changes."""

from __future__ import annotations

from dataclasses import replace

import pytest

from extract.engines.registry import load_engine
from extract.opinion import weigh
from schemas.errors import EngineError
from tests.pdf_pages import grid_of, read, table_page

TEXTS = [["Uraian", "2021", "2022"], ["Jumlah", "12", "15"], ["Persentase", "80", "90"]]


@pytest.mark.parametrize("name", ["pdfplumber", "camelot"])
def test_every_engine_gives_the_same_ruled_table(name: str) -> None:
    """Chosen with `engine`, under its own name."""
    (fragment,) = read(table_page(TEXTS), engine=name).fragments
    assert (fragment.engine, grid_of(fragment)) == (name, TEXTS)


def test_an_unknown_engine_is_a_coded_error() -> None:
    """With the way to install it."""
    with pytest.raises(EngineError, match="engine-missing"):
        load_engine("tabula")


def test_agreement_raises_trust_and_is_a_finding() -> None:
    """The score goes up, the reasons say who agrees."""
    (ours,) = read(table_page(TEXTS)).fragments
    theirs = load_engine("pdfplumber").read(table_page(TEXTS), None, None)
    weighed, findings = weigh(replace(ours, score=0.6), theirs, "pdfplumber")
    assert weighed.score > 0.6
    assert [f.code for f in findings] == ["engines-agree"]


def test_a_different_cell_is_a_finding_with_both_readings() -> None:
    """Our reading is kept, theirs is reported."""
    (ours,) = read(table_page(TEXTS)).fragments
    other = [["Uraian", "2021", "2022"], ["Jumlah", "12", "16"], ["Persentase", "80", "90"]]
    theirs = load_engine("pdfplumber").read(table_page(other), None, None)
    weighed, findings = weigh(ours, theirs, "pdfplumber")
    (finding,) = [f for f in findings if f.code == "engines-disagree"]
    assert (finding.before, finding.after, str(finding.cell)) == ("15", "16", "p1/t1/r1c2")
    assert grid_of(weighed) == TEXTS


def test_a_second_opinion_on_request_asks_all_engines() -> None:
    """`second_opinion` always: both confirm the table."""
    reading = read(table_page(TEXTS), second_opinion="always")
    assert sorted(dict(f.fields)["engine"] for f in reading.findings) == ["camelot", "pdfplumber"]
