"""indicators.parquet and programs.parquet: one row per key whatever the number of documents, in bounded memory."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rajut.identity.columns import columns_to_derived
from rajut.identity.summaries import columns_to_summaries
from rajut.publish import gathered
from rajut.publish.gathered import Gathered
from rajut.publish.output_folder import publish_results
from rajut.stage.file import columns_to_batch
from tests.rajut.identity.plans import program, to_columns
from tests.rajut.publish.documents import make_result

NOTHING: dict[str, Any] = dict.fromkeys(("formula", "program_code"))


def summaries(*rows: dict[str, Any]) -> dict[str, dict[str, list[Any]]]:
    columns = to_columns(*(NOTHING | row for row in rows))
    return columns_to_summaries(columns | columns_to_derived(columns))


def test_an_indicator_of_two_documents_is_one_row() -> None:
    """Two plans write it differently and cover other years: one row, both spellings, first and last year."""
    rows = [
        program(1, measure="target", indicator="Nilai SAKIP", unit="Nilai", year=2021),
        program(1, measure="target", indicator="NILAI SAKIP", unit="nilai", year=2026, document_id="b" * 16),
    ]
    parts = [columns_to_batch("indicators", summaries(row)["indicators"]) for row in rows]
    gathering = Gathered("indicators", Path())
    for part in parts:
        gathering.add(part)
    (row,) = [row for batch in gathering.merged() for row in batch.to_pylist()]
    assert (row["spellings"], row["year_first"], row["year_last"]) == ("Nilai SAKIP | NILAI SAKIP", 2021, 2026)
    assert (row["documents"], row["document_ids"], row["observations"]) == (2, f"{'a' * 16};{'b' * 16}", 2)


def test_money_beside_a_target_is_no_unit_of_the_indicator() -> None:
    """The row's budget comes first in the file; the indicator is counted in people."""
    budget = program(9, row=0, measure="budget", indicator="Peserta", unit="Rp")
    target = program(1, row=0, measure="target", indicator="Peserta", unit="Org")
    found = summaries(budget, target)["indicators"]
    assert (found["unit_norm"], found["observations"], found["printed_values"]) == (["orang"], [2], [2])


def test_parting_the_rows_changes_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same rows in memory and over the disk; what lay on the disk is gone."""
    names = [f"Indikator {number % 40}" for number in range(100)] + [f"Sendiri {number}" for number in range(5)]
    batches = [
        columns_to_batch(
            "indicators", summaries(program(1, measure="target", indicator=name, document_id=f"{at:016x}"))["indicators"]
        )
        for at, name in enumerate(names)
    ]
    tables = []
    for most in (10_000, 7):
        monkeypatch.setattr(gathered, "MOST_ROWS", most)
        gathering = Gathered("indicators", tmp_path)
        for batch in batches:
            gathering.add(batch)
        tables.append(pa.Table.from_batches(list(gathering.merged())).combine_chunks())
    assert tables[0] == tables[1]
    assert tables[0].num_rows == 45
    assert tables[0].column("documents").to_pylist().count(1) == 5
    assert tables[0].column("indicator_key").to_pylist() == sorted(tables[0].column("indicator_key").to_pylist())
    assert list(tmp_path.iterdir()) == []


def test_the_published_set_has_both(tmp_path: Path) -> None:
    """Two documents with the same two programmes: two rows, each of two documents; every key is found."""
    publish_results([make_result("a.pdf", "a"), make_result("b.pdf", "b")], tmp_path)
    programs = pq.read_table(tmp_path / "programs.parquet").to_pydict()
    assert sorted(programs["program"]) == ["Program Pelayanan", "Program Penunjang"]
    assert programs["documents"] == [2, 2]
    for name, key in (("programs", "program_key"), ("indicators", "indicator_key")):
        there = set(pq.read_table(tmp_path / f"{name}.parquet").column(key).to_pylist())
        assert there == set(pq.read_table(tmp_path / "observations.parquet").column(key).to_pylist())
