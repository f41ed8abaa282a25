"""Answers about one edition of a plan are suggestions for the next: found by what is printed, applied by nobody but a person."""

from __future__ import annotations

from pathlib import Path

import pytest

pytest.importorskip("starlette", reason="the desk needs rajut[review]")
pytest.importorskip("httpx", reason="the test client needs httpx")

from starlette.testclient import TestClient

from rajut.cli.app import run_words
from rajut.reference.corrections_file import load_corrections, save_corrections
from rajut.review.server import DeskServer
from rajut.seen.carried import SUGGESTIONS, corrections_to_suggestions
from schemas.correction import CORRECTIONS, Correction, corrections_of
from tests.rajut.review.desks import PLAN, open_again, place

# the next edition: a row more above, so that every place has moved
EDITION = PLAN.replace(
    "| Program Penataan Jalan |", "| Program Air | Jumlah air | Unit | 4 | 5 | 6 |\n| Program Penataan Jalan |"
)
OWN = {"Origin": "http://127.0.0.1", "Sec-Fetch-Site": "same-origin"}


def said(decision: str, read: str, after: str, source: str = "plan-2021.md") -> Correction:
    return Correction("0123456789abcdef", source, decision, read, "?", after, "sari", "2026-11-26T08:00:00Z", "seen")


def test_the_same_print_is_found_where_it_moved_to(tmp_path: Path) -> None:
    """A value by its text, a column by its head; a text that stands twice, a verdict and what is decided so already are none."""
    seen = place(tmp_path, EDITION).seen
    answers = [
        said("value:d/t1/r1c4", "12 5", "12.5"),
        said("column:d/t1#c5", "Lain", "role=note"),
        said("label:d/t1/r1c0", "Program Penataan Jalan", "Program Penataan Jalan Kota"),
        said("value:d/t1/r9c3", "not here", "1"),
        said("check:d/t1/r1c4", "12 5", "right"),
        said("value:d/t1/r3c3", "80", "80"),
    ]
    found = {item.decision: item.after for item in corrections_to_suggestions(answers, seen)}
    assert found == {
        "value:d/t1/r2c4": "12.5",
        "column:d/t1#c5": "role=note",
        "label:d/t1/r2c0": "Program Penataan Jalan Kota",
    }


def test_two_editions_that_disagree_suggest_nothing(tmp_path: Path) -> None:
    """Whoever answered differently before is no witness."""
    seen = place(tmp_path, EDITION).seen
    answers = [said("value:d/t1/r1c4", "12 5", "12.5"), said("value:d/t1/r1c4", "12 5", "125", "plan-2020.md")]
    assert len(corrections_to_suggestions(answers, seen)) == 0


def test_a_suggestion_counts_when_a_person_takes_it(tmp_path: Path) -> None:
    """The command writes them beside the dataset, the desk asks them first, one press makes an answer of one."""
    placed = place(tmp_path, EDITION)
    old = tmp_path / "old.csv"
    save_corrections(old, corrections_of([said("value:d/t1/r1c4", "12 5", "12.5")]))
    run_words(["corrections", "suggest", str(old), str(placed.out)])
    assert len(load_corrections(placed.out / SUGGESTIONS)) == 1
    again = open_again(placed.source, placed.out)
    assert again.desk.groups(again.document_id)[0].cause == "suggested"
    client = TestClient(
        DeskServer(again.desk, "token").app(), base_url="http://127.0.0.1", headers=OWN, follow_redirects=False
    )
    page = client.get(f"/token/d/{again.document_id}/").text
    assert "plan-2021.md" in page
    assert not (placed.out / CORRECTIONS).exists()
    client.post("/token/answer", data={"document": again.document_id, "decision": "value:d/t1/r2c4", "after": "12.5"})
    assert [item.after for item in load_corrections(placed.out / CORRECTIONS)] == ["12.5"]
