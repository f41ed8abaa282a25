"""Generated documents whose defect once cost a value or gave a wrong one: each must come back whole."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from benchmarks.stressed.defects import BY_NAME
from benchmarks.stressed.document import make_document
from benchmarks.stressed.score import Score, truths_to_score
from rajut.pipeline import ConvertOptions, convert_document

CASES = (
    ("renstra", ("header-cut",), 2),
    ("goals", ("column-vanishes",), 1),
    ("renstra", ("rows-cut",), 1),
    ("renstra-blocks", ("header-repeated", "furniture", "narrow"), 49),
    ("quarters", ("very-narrow",), 1),
    ("quarters", ("header-numbers", "rows-cut", "page-end-open"), 24),
    ("cascading", ("no-codes-bold",), 3),
    ("cascading", ("no-codes-indent",), 2),
    ("renstra", ("scale-thousand",), 1),
    ("quarters", ("rupiah-sign",), 1),
    ("report", ("horizontal-rules",), 1),
    ("iku", ("vertical-rules",), 1),
)


def read_back(folder: Path, kind: str, names: tuple[str, ...], seed: int) -> Score:
    document = make_document(Random(f"{seed}/{kind}"), kind, "pdf", tuple(BY_NAME[name] for name in names))
    path = folder / "plan.pdf"
    path.write_bytes(document.data)
    result = convert_document(path, None, ConvertOptions())
    assert result.normalized is not None
    return truths_to_score(document.truths, result.normalized.observations)


@pytest.mark.parametrize(
    ("kind", "names", "seed"), CASES, ids=lambda part: "+".join(part) if isinstance(part, tuple) else str(part)
)
def test_generated_document_comes_back_whole(tmp_path: Path, kind: str, names: tuple[str, ...], seed: int) -> None:
    """Every printed value with its labels, year and measure, and none beside them."""
    score = read_back(tmp_path, kind, names, seed)
    faults = [*score.wrong, *score.missing, *score.extra, *score.labels]
    assert not faults, faults[:3]
    assert score.right == score.required


def test_scorer_sees_a_lost_and_an_invented_value(tmp_path: Path) -> None:
    """A scorer that cannot fail proves nothing: without a truth its value is invented, without its observation it is missing."""
    document = make_document(Random("1/iku"), "iku", "pdf", (BY_NAME["clean"],))
    path = tmp_path / "plan.pdf"
    path.write_bytes(document.data)
    result = convert_document(path, None, ConvertOptions())
    assert result.normalized is not None
    seen = result.normalized.observations
    printed = next(i for i, truth in enumerate(document.truths) if truth.figure.number is not None)
    fewer = truths_to_score([*document.truths[:printed], *document.truths[printed + 1 :]], seen)
    assert len(fewer.extra) == len(fewer.silent) == 1
    lost = truths_to_score(document.truths, [one for one in seen if one.value != document.truths[printed].value])
    assert len(lost.missing) >= 1
