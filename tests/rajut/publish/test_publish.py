"""Publishing whole: what lands in the folder, that nothing is lost, and that the order of work leaves no trace."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rajut.publish.output_folder import PublishOptions, publish_results
from schemas.contracts.catalog import DOCUMENT_TABLES, TABLES, arrow_schema
from schemas.errors import ContractError
from schemas.result import DocumentResult
from tests.rajut.publish.documents import batches, break_observation, make_result, refused_result

SLOW = settings(deadline=None, max_examples=12, suppress_health_check=[HealthCheck.too_slow])


def read(out: Path, name: str) -> list[dict[str, object]]:
    rows: list[dict[str, object]] = pq.read_table(out / f"{name}.parquet").to_pylist()
    return rows


def hashes(out: Path) -> dict[str, str]:
    return {path.name: hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(out.iterdir()) if path.is_file()}


def test_every_file_of_the_contract_is_written(tmp_path: Path) -> None:
    """The folder holds the six tables, the descriptor and the snapshot, and nothing else that is visible."""
    publish_results([make_result()], tmp_path / "out")
    names = {path.name for path in (tmp_path / "out").iterdir() if not path.name.startswith(".")}
    assert {f"{table}.parquet" for table in TABLES} | {"datapackage.json", "snapshot.json"} <= names


@pytest.mark.parametrize("table", TABLES)
def test_every_file_has_the_contracts_schema_even_when_empty(tmp_path: Path, table: str) -> None:
    """A run over one refused document publishes files without rows but with every column, type and the contract's version."""
    publish_results([refused_result()], tmp_path)
    schema = pq.read_schema(tmp_path / f"{table}.parquet")
    assert schema.equals(arrow_schema(table))
    assert schema.metadata[b"contract_version"] == b"2"


def test_values_arrive_as_they_were(tmp_path: Path) -> None:
    """Printed text, number, category, blank, labels and period of each observation are in the row with its key."""
    publish_results([make_result()], tmp_path)
    rows = {(row["indicator"], row["year"]): row for row in read(tmp_path, "observations")}
    assert rows["Nilai SAKIP", 2022]["value"] == 72.5
    assert rows["Nilai SAKIP", 2022]["value_text"] == "72,5"
    assert rows["Nilai SAKIP", 2023]["value_status"] == "blank"
    assert rows["Nilai SAKIP", 2023]["value_text"] is None
    assert rows["Indeks kepuasan", 2022]["category"] == "BB"
    assert rows["Nilai SAKIP", 2021]["program"] == "Program Penunjang"
    assert str(rows["Nilai SAKIP", 2021]["observation_id"]).endswith("/p1/t1/r1c3/target/2021")


@SLOW
@given(batches())
def test_counts_add_up(results: list[DocumentResult]) -> None:
    """For any batch: the counts in documents and tables are the rows of the files, and each table's dispositions sum to its cells."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder)
        summary = publish_results(results, out)
        documents = read(out, "documents")
        assert len(documents) == len(results)
        for table in set(DOCUMENT_TABLES) - {"documents"}:
            assert sum(int(str(row[table])) for row in documents) == len(read(out, table)) == summary.rows[table]
        cells = read(out, "cells")
        for row in read(out, "tables"):
            own = [cell for cell in cells if cell["table_id"] == row["table_id"]]
            assert len(own) == row["cells"]
            assert sum(cell["disposition"] == "used" for cell in own) == row["used"]


@SLOW
@given(batches(), st.randoms())
def test_order_of_work_leaves_no_trace(results: list[DocumentResult], random: object) -> None:
    """Any order of the documents, in one run or one run each, gives byte-identical files."""
    shuffled = list(results)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    with tempfile.TemporaryDirectory() as folder:
        once, step_by_step = Path(folder, "once"), Path(folder, "steps")
        publish_results(results, once)
        publish_results([], step_by_step)
        for result in shuffled:
            publish_results([result], step_by_step)
        assert hashes(once) == hashes(step_by_step)


@SLOW
@given(batches())
def test_rows_come_back_when_the_private_folder_is_deleted(results: list[DocumentResult]) -> None:
    """Without `.rajut` a further run recovers the rows from the published files and publishes the same bytes."""
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder, "out")
        publish_results(results, out)
        before = hashes(out)
        shutil.rmtree(out / ".rajut")
        summary = publish_results([], out)
        assert summary.recovered == len(results)
        assert hashes(out) == before


def test_again_changes_nothing(tmp_path: Path) -> None:
    """Publishing the same results again touches no file."""
    publish_results([make_result()], tmp_path)
    before = {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()}
    assert not publish_results([make_result()], tmp_path).changed
    assert {path.name: path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file()} == before


def test_a_changed_document_replaces_its_old_self(tmp_path: Path) -> None:
    """Same source_name, other bytes: only the new rows are there, the other document is untouched."""
    publish_results([make_result("a.pdf", "old"), make_result("b.pdf", "other")], tmp_path)
    publish_results([make_result("a.pdf", "new")], tmp_path)
    alone = tmp_path / "alone"
    publish_results([make_result("a.pdf", "new"), make_result("b.pdf", "other")], alone)
    assert hashes(tmp_path) == hashes(alone)


def test_prune_removes_what_is_gone(tmp_path: Path) -> None:
    """With `keep`, a document that is not named any more leaves, and nothing else changes."""
    publish_results([make_result("a.pdf", "a"), make_result("b.pdf", "b")], tmp_path)
    summary = publish_results([], tmp_path, PublishOptions(keep=frozenset({"b.pdf"})))
    assert summary.removed == ("a.pdf",)
    assert [row["source_name"] for row in read(tmp_path, "documents")] == ["b.pdf"]


def test_the_same_bytes_twice_count_once(tmp_path: Path) -> None:
    """Two files with equal bytes publish their values once; the second has a row without document_id that says so."""
    summary = publish_results([make_result("b.pdf", "x"), make_result("a.pdf", "x")], tmp_path)
    assert summary.duplicates == ("b.pdf",)
    assert {row["source_name"] for row in read(tmp_path, "observations")} == {"a.pdf"}
    (twin,) = [row for row in read(tmp_path, "documents") if row["source_name"] == "b.pdf"]
    assert (twin["document_id"], twin["error_code"]) == (None, "document-duplicate")


def test_a_broken_observation_is_rejected_with_its_reason(tmp_path: Path) -> None:
    """A value with an impossible status goes to rejected with the names of all its checks; the others are published."""
    result = break_observation(make_result(), 0, value=float("nan"), value_status="number", level="boss")
    publish_results([result], tmp_path)
    (row,) = read(tmp_path, "rejected")
    assert row["checks"] == "level-allowed;value-is-finite"
    assert "must be one of" in str(row["reason_en"])
    assert "harus salah satu" in str(row["reason_id"])
    assert len(read(tmp_path, "observations")) == 5
    (cell,) = [cell for cell in read(tmp_path, "cells") if cell["disposition"] == "rejected"]
    assert cell["observation_id"] == row["observation_id"]
    found = [finding for finding in read(tmp_path, "findings") if finding["code"] == "contract-check-failed"]
    assert [finding["evidence"] for finding in found] == ["level-allowed", "value-is-finite"]


def test_a_number_too_large_for_its_column_is_rejected(tmp_path: Path) -> None:
    """A "year" of 202122 does not fit the column; it is rejected by name and nothing crashes."""
    result = make_result()
    assert result.normalized is not None
    period = result.normalized.observations[0].period
    publish_results([break_observation(result, 0, period=type(period)("year", 202122))], tmp_path)
    (row,) = read(tmp_path, "rejected")
    assert row["checks"] == "year-fits;year-is-known"


def test_a_duplicate_key_stops_publishing(tmp_path: Path) -> None:
    """The same cell twice for the same row, measure and period is a contradiction of the whole: nothing is published."""
    result = make_result()
    assert result.normalized is not None
    first = result.normalized.observations[0]
    with pytest.raises(ContractError, match="observation_id-unique"):
        publish_results([break_observation(result, 1, cell=first.cell, period=first.period)], tmp_path / "out")
    assert not (tmp_path / "out" / "snapshot.json").exists()


@pytest.mark.parametrize("change", ["lost", "twice", "stranger"])
def test_a_ledger_that_does_not_add_up_stops_publishing(tmp_path: Path, change: str) -> None:
    """A source cell without an entry, with two, or an entry without a source cell: exit 7, and the old set stays."""
    publish_results([make_result("a.pdf", "old")], tmp_path)
    before = hashes(tmp_path)
    result = make_result("a.pdf", "new")
    assert result.normalized is not None
    ledger = result.normalized.ledger
    changed = {"lost": ledger[:-1], "twice": (*ledger, ledger[0]), "stranger": ledger}[change]
    fragments = result.fragments[:0] if change == "stranger" else result.fragments
    bad = DocumentResult(
        result.source,
        "ok",
        fragments,
        type(result.normalized)(result.normalized.profile, result.normalized.tables, (), changed, ()),
    )
    with pytest.raises(ContractError) as caught:
        publish_results([bad], tmp_path)
    assert caught.value.exit_code == 7
    assert hashes(tmp_path) == before


def test_nothing_published_tells_when_or_where(tmp_path: Path) -> None:
    """No file holds the folder's path or the host's name, and the snapshot has no other keys than the contract's."""
    publish_results([make_result()], tmp_path)
    for path in tmp_path.iterdir():
        if path.is_file():
            assert str(tmp_path).encode() not in path.read_bytes()
    assert set(json.loads((tmp_path / "snapshot.json").read_text())) == {"contract_version", "software_version", "files"}
