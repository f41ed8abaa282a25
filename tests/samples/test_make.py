"""The samples are what their maker writes, and their plan is what it claims to be."""

from __future__ import annotations

import csv
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from lxml import etree

from samples.make import make_samples
from samples.plan import PLAN, check_sums, text_to_number
from samples.renstra import renstra_to_sheet

SAMPLES = Path(__file__).parents[2] / "samples"


def test_committed_samples_are_what_the_maker_writes(tmp_path: Path) -> None:
    """Byte for byte, documents and expected values; no file more and no file less."""
    written = {path.relative_to(tmp_path): path.read_bytes() for path in make_samples(tmp_path)}
    committed = {
        path.relative_to(SAMPLES): path.read_bytes()
        for folder in ("documents", "expected")
        for path in (SAMPLES / folder).iterdir()
    }
    assert written.keys() == committed.keys()
    assert [name for name in written if written[name] != committed[name]] == []


def test_sums_hold_but_for_the_one_source_error() -> None:
    """Every kegiatan prints the sum of its parts, except where the plan says that the source got it wrong."""
    assert check_sums(PLAN) == [("Pengelolaan Arsip Statis Daerah", 2026)]


@pytest.mark.parametrize(("text", "number"), [("1.205", 1205), ("61.5", 61.5), ("0,75%", 0.75), ("1,25 %", 1.25), ("", None)])
def test_printed_texts_mean_their_numbers(text: str, number: float | None) -> None:
    """The plan's own reading of its texts, which the expected values rest on."""
    assert text_to_number(text) == number


def test_counts_of_the_readme() -> None:
    """147 values of which 24 are blank in each format of the first plan, 60 of which two are nil in the second."""
    found = set()
    for path in (SAMPLES / "expected").iterdir():
        statuses = Counter(row["value_status"] for row in csv.DictReader(path.read_text(encoding="utf-8").splitlines()))
        found.add((path.name.split("-")[0], statuses.total(), statuses["blank"], statuses["nil"]))
    assert found == {("cascading", 147, 24, 0), ("renstra", 60, 0, 2)}


def test_total_of_the_renstra_is_the_sum_of_its_programs() -> None:
    """The printed total row adds up."""
    total = [box.text for box in renstra_to_sheet().rows[-1] if "." in box.text]
    assert total == ["229.650.000", "231.750.000", "257.350.000"]


def test_every_part_of_a_word_sample_is_well_formed() -> None:
    """Our reader needs no list of content types; Word and LibreOffice refuse a package in which it is broken."""
    for path in sorted((SAMPLES / "documents").glob("*.docx")):
        with zipfile.ZipFile(path) as package:
            for name in package.namelist():
                assert etree.fromstring(package.read(name)) is not None
