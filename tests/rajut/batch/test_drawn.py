"""Tables that people drew, from the answer to the published rows and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
import pytest

from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions, convert_document
from rajut.reference.corrections_file import corrections_beside
from schemas.correction import NO_CORRECTIONS, Correction, Corrections, corrections_of
from schemas.layout import fragment_to_read
from tests.pdf_pages import LEFT, ROW, TOP, finish, new_canvas

NAMES = ["Jumlah jalan mantap", "Jumlah jembatan baik", "Panjang saluran baik"]
WIDE = 110.0
COLUMNS = ",".join(str(LEFT + k * WIDE) for k in (1, 2, 3))
DRAWN = f"box={LEFT},{TOP},{LEFT + 4 * WIDE},{TOP + 4 * ROW}; columns={COLUMNS}"


@pytest.fixture
def plan(tmp_path: Path) -> Path:
    """A page with a table without rules."""
    canvas, buffer = new_canvas()
    rows = [["Indikator", "Target 2021", "Target 2022", "Target 2023"]]
    rows += [[name, *(str(10 * at + year) for year in (1, 2, 3))] for at, name in enumerate(NAMES, 1)]
    for r, row in enumerate(rows):
        canvas.setFont("Helvetica", 10)
        for c, text in enumerate(row):
            canvas.drawString(LEFT + c * WIDE + 4, 842 - (TOP + (r + 1) * ROW) + 5, text)
    path = tmp_path / "plan.pdf"
    path.write_bytes(finish(canvas, buffer))
    return path


def answers(plan: Path, after: str = DRAWN, number: int = 1, read: str | None = None) -> Corrections:
    """The drawing as the only answer; over the table that is read there today unless `read` says otherwise."""
    result = convert_document(plan, None, ConvertOptions())
    over = fragment_to_read(result.fragments[0]) if read is None else read
    decision = f"table:p1/t{number}"
    item = Correction(result.source.document_id, "plan.pdf", decision, over, "", after, "sari", "2026-11-26T08:00:00Z")
    return corrections_of([item])


def run(plan: Path, out: Path, corrections: Corrections, jobs: int = 0) -> None:
    convert_batch([plan], out, BatchOptions(ConvertOptions(corrections=corrections), jobs=jobs))


def rows(out: Path, table: str) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = pq.read_table(out / f"{table}.parquet").to_pylist()
    return found


def values(out: Path) -> set[tuple[str, int, float]]:
    return {(one["indicator"], one["year"], one["value"]) for one in rows(out, "observations")}


PRINTED = {(name, 2020 + year, 10.0 * at + year) for at, name in enumerate(NAMES, 1) for year in (1, 2, 3)}


@pytest.mark.parametrize("jobs", [0, 2], ids=["in this process", "isolated"])
def test_a_drawn_table_is_published_and_taken_back(plan: Path, tmp_path: Path, jobs: int) -> None:
    """Its values are there with the finding that says who drew it; without the answer the dataset is what it was."""
    out, plain = tmp_path / "out", tmp_path / "plain"
    half = f"box={LEFT},{TOP},{LEFT + 3 * WIDE},{TOP + 3 * ROW}; columns={LEFT + WIDE},{LEFT + 2 * WIDE}"
    run(plan, plain, NO_CORRECTIONS, jobs)
    run(plan, out, answers(plan, half), jobs)
    assert values(out) == {one for one in PRINTED if one[1] < 2023 and one[0] != NAMES[2]}
    (told,) = [one for one in rows(out, "findings") if one["code"] == "corrected"]
    assert told["decision"] == "table:p1/t1"
    run(plan, out, NO_CORRECTIONS, jobs)
    assert (out / "observations.parquet").read_bytes() == (plain / "observations.parquet").read_bytes()


def test_the_same_drawing_gives_the_same_bytes(plan: Path, tmp_path: Path) -> None:
    """Isolated or not, first or second time."""
    given = answers(plan)
    for name, jobs in (("a", 0), ("b", 2)):
        run(plan, tmp_path / name, given, jobs)
    for table in ("observations", "cells", "findings", "tables", "documents"):
        first, second = (tmp_path / name / f"{table}.parquet" for name in "ab")
        assert first.read_bytes() == second.read_bytes(), table
    assert values(tmp_path / "a") == PRINTED


def test_a_drawing_over_another_table_is_told_as_stale(plan: Path, tmp_path: Path) -> None:
    """Nothing is read by it, and the finding says what stands there now."""
    run(plan, tmp_path / "out", answers(plan, read="Tabel lain"))
    codes = {one["code"]: one for one in rows(tmp_path / "out", "findings")}
    assert "correction-stale" in codes
    assert "Tabel lain" in codes["correction-stale"]["message_en"]


def test_a_drawing_around_nothing_is_told_as_not_applied(plan: Path, tmp_path: Path) -> None:
    run(plan, tmp_path / "out", answers(plan, "box=10,700,100,800"))
    assert "correction-stale" in {one["code"] for one in rows(tmp_path / "out", "findings")}


def test_the_only_table_of_a_document_is_drawn_and_taken_back(tmp_path: Path) -> None:
    """A document in which no table was found is refused; with a drawing it is read; when that is taken back it is refused again, and no
    row of the drawing stays."""
    canvas, buffer = new_canvas()
    for r, text in enumerate(["Target 2021", "15"]):
        canvas.drawString(LEFT, 842 - 200 - r * 40, "Indikator" if not r else "Jumlah jalan mantap")
        canvas.drawString(LEFT + 200, 842 - 200 - r * 40, text)
    plan, out = tmp_path / "plan.pdf", tmp_path / "out"
    plan.write_bytes(finish(canvas, buffer))
    assert convert_document(plan, None, ConvertOptions()).error_code == "no-table"
    drawing = f"box={LEFT - 5},180,{LEFT + 300},260; columns={LEFT + 190}"
    document = convert_document(plan, None, ConvertOptions()).source.document_id
    item = Correction(document, "plan.pdf", "table:p1/t1", "", "", drawing, "sari", "2026-11-26T08:00:00Z")
    run(plan, out, corrections_of([item]))
    assert values(out) == {("Jumlah jalan mantap", 2021, 15.0)}
    run(plan, out, corrections_beside(out))
    assert [one["error_code"] for one in rows(out, "documents")] == ["no-table"]
    assert rows(out, "observations") == []
