"""The whole way on the samples: each format gives back the plan that it was made from."""

from __future__ import annotations

import csv
from collections import Counter
from pathlib import Path

import pytest

from extract.options import ReadOptions
from rajut.pipeline import ConvertOptions, convert_document
from schemas.observation import Observation
from schemas.result import DocumentResult

SAMPLES = Path(__file__).parents[2] / "samples"
DOCUMENTS = sorted((SAMPLES / "documents").iterdir())
CASCADING = [path for path in DOCUMENTS if path.name.startswith("cascading")]
RENSTRA = [path for path in DOCUMENTS if path.name.startswith("renstra")]


def convert(document: Path) -> DocumentResult:
    return convert_document(document, SAMPLES, ConvertOptions(ReadOptions(ocr="auto")))


def observation_to_row(one: Observation) -> tuple[str, ...]:
    labels = (one.labels.program, one.labels.activity, one.labels.sub_activity)
    texts = (one.labels.objective, one.labels.indicator, one.labels.unit)
    year = "" if one.period.year is None else str(one.period.year)
    value = "" if one.value is None else f"{one.value:.10g}"
    return (*(text or "" for text in (*labels, *texts)), one.measure, year, one.value_text, value, one.value_status)


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_result_equals_the_plan(document: Path) -> None:
    """Labels, units, years, printed texts and values, no row more and no row less."""
    expected = list(csv.reader((SAMPLES / "expected" / f"{document.name}.csv").read_text(encoding="utf-8").splitlines()))[1:]
    result = convert(document)
    assert result.normalized is not None
    found = sorted(observation_to_row(one) for one in result.normalized.observations)
    assert found == sorted(tuple(row) for row in expected)


@pytest.mark.parametrize("document", CASCADING, ids=lambda path: path.suffix)
def test_source_error_is_reported_and_left(document: Path) -> None:
    """The kegiatan that prints 145 where its parts make 155 keeps 145, with a finding that names both."""
    findings = [finding for finding in convert(document).findings if finding.code == "sum-differs"]
    facts = " ".join(f"{finding.before} {finding.after} {finding.evidence} {finding.fields}" for finding in findings)
    assert "145" in facts
    assert "155" in facts
    assert len(findings) == 1


@pytest.mark.parametrize("document", CASCADING, ids=lambda path: path.suffix)
def test_profile_is_read_from_the_title(document: Path) -> None:
    """Region, agency, kind of document and planning period, as printed."""
    result = convert(document)
    assert result.normalized is not None
    profile = result.normalized.profile
    assert (profile.region, profile.organization) == ("Kabupaten Tirta Kencana", "Dinas Perpustakaan dan Kearsipan")
    assert (profile.document_type, profile.period_start, profile.period_end) == ("cascading", 2021, 2026)


@pytest.mark.parametrize("document", RENSTRA, ids=lambda path: path.suffix)
def test_codes_give_levels_and_the_total_row_gives_nothing(document: Path) -> None:
    """Two programs, three kegiatan, five sub kegiatan by their codes; the total row's amounts are no observations."""
    result = convert(document)
    assert result.normalized is not None
    levels = Counter((one.level, one.level_basis) for one in result.normalized.observations)
    assert levels == {("program", "code"): 12, ("activity", "code"): 18, ("sub_activity", "code"): 30}
    assert "229650000" not in {one.value_text.replace(" ", "").replace(".", "") for one in result.normalized.observations}


@pytest.mark.parametrize("document", RENSTRA, ids=lambda path: path.suffix)
def test_money_is_in_rupiah_not_in_the_indicators_unit(document: Path) -> None:
    """A target counts reports or people, the amount beside it Rupiah."""
    result = convert(document)
    assert result.normalized is not None
    units = {one.labels.unit for one in result.normalized.observations if one.measure == "budget"}
    assert units == {"Rp"}
