"""A few answers make every value of a real document right, as the scorer of the private corpus says."""

from __future__ import annotations

import csv
from pathlib import Path
from types import ModuleType

import pytest

from benchmarks.accuracy import folder_to_documents, load_scorer, shared_data
from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.review.desk import Desk, DeskSetup
from schemas.correction import NO_CORRECTIONS, Corrections

pytestmark = pytest.mark.shared
ANSWERS: dict[str, dict[str, str | int]] = {
    # what two heads mean
    "bbws_banding21.pdf": {
        "column:p1/t1#c3": "role=value; measure=achievement",
        "column:p1/t1#c4": "role=value; measure=achievement",
    },
    # names that a page break cut: the number of the name among those of the truth
    "pupr_tab41.pdf": {"label:p1/t1/r6c3": 3, "label:p2/t1/r2c3": 4},
    # a row of 1,914 among figures with points and with commas
    "bbws_target.pdf": {
        "value:p2/t1/r2c2": "1.914",
        "value:p2/t1/r2c3": "3.392",
        "value:p2/t1/r2c4": "3.122",
        "value:p2/t1/r2c5": "3.796",
        "value:p2/t1/r2c6": "9.326",
    },
    # printed rows in several rows of the grid, nothing between them
    "bhutan_health.docx": dict.fromkeys(
        (f"row:d/t1/{place}" for place in ("r4c3", "r15c1", "r25c1", "r26c1", "r34c2", "r37c1")), "joined"
    ),
    "bhutan_trade.docx": dict.fromkeys(
        (
            *("row:d/t1/r9c1", "row:d/t2/r4c2", "row:d/t2/r9c0", "row:d/t2/r10c2", "row:d/t2/r17c0", "row:d/t2/r18c2"),
            *("row:d/t2/r22c0", "row:d/t2/r31c1", "row:d/t2/r32c2"),
        ),
        "joined",
    ),
}


@pytest.fixture(scope="module")
def corpus() -> Path:
    folder = shared_data()
    if folder is None:
        pytest.skip("the private corpus is not beside this checkout")
    return folder


def wrong_values(scorer: ModuleType, truth: Path, out: Path) -> int:
    """Values that are wrong or absent."""
    score = scorer.compare(scorer.read_truth(truth, {}), scorer.read_observations(out / "observations.parquet", [], {}))
    return len(score.wrong) + len(score.missing) + len(score.extra)


def run(document: Path, out: Path, corrections: Corrections) -> None:
    convert_batch([document], out, BatchOptions(ConvertOptions(corrections=corrections), jobs=0))


@pytest.mark.parametrize("name", ANSWERS)
def test_a_few_answers_make_every_value_right(corpus: Path, tmp_path: Path, name: str) -> None:
    """Given at the desk, kept, and replayed by the next run: ten at most, and nothing is wrong or absent any more."""
    scorer = load_scorer(corpus)
    document, truth = next(pair for pair in folder_to_documents(corpus / "real") if pair[0].name == name)
    out = tmp_path / "out"
    run(document, out, NO_CORRECTIONS)
    before = wrong_values(scorer, truth, out)
    if not before:
        pytest.skip("it is read right without any answer now")
    assert before >= len(ANSWERS[name])
    with truth.open(encoding="utf-8", newline="") as file:
        names = list(dict.fromkeys(row["indicator"] for row in csv.DictReader(file)))
    desk = Desk(DeskSetup(out, "sari"))
    for decision, after in ANSWERS[name].items():
        desk.answer(next(iter(desk.listed)), [decision], after if isinstance(after, str) else names[after], "")
    desk.close()
    assert len(desk.corrections) <= 10
    run(document, out, desk.corrections)
    assert wrong_values(scorer, truth, out) == 0
