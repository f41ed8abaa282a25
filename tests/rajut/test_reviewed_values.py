"""What answers of people teach: values that they settled, right or wrong."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("scipy", reason="benchmarks need the development extras")

from benchmarks.reviewed_values import folder_to_judged
from rajut.reference.corrections_file import save_corrections
from schemas.correction import CORRECTIONS, Correction, corrections_of
from tests.rajut.review.desks import PLAN, convert


def test_settled_values_are_right_or_wrong(tmp_path: Path) -> None:
    """A confirmed value and one said to be right were right, another number or column was wrong; the rest teaches nothing. Of a document
    that is another now nothing is taken."""
    source, out = tmp_path / "plan.md", tmp_path / "out"
    source.write_text(PLAN, encoding="utf-8")
    convert(source, out)
    document = next(iter((out / "observations.parquet").parent.glob("report/*.html"))).stem

    def said(decision: str, read: str, after: str) -> Correction:
        return Correction(document, "plan.md", decision, read, "?", after, "sari", "2026-11-26T08:00:00Z")

    answers = [
        said("value:d/t1/r1c3", "15", "15"),
        said("value:d/t1/r1c4", "12 5", "12.5"),
        said("check:d/t1/r3c3", "80", "right"),
        said("check:d/t1/r3c4", "98,45", "wrong"),
    ]
    save_corrections(out / CORRECTIONS, corrections_of(answers))
    judged = list(folder_to_judged(out, tmp_path))
    assert sorted(one.right for one in judged) == [False, False, True, True]
    assert {one.document for one in judged} == {"plan.md"}
    source.write_text(f"{PLAN}\nLain.\n", encoding="utf-8")
    assert list(folder_to_judged(out, tmp_path)) == []
