"""A small document's rows as plain lists: checked as strictly, published as the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings

from rajut.publish import output_folder
from rajut.publish.output_folder import publish_results
from rajut.stage.check import result_to_frames
from rajut.stage.frames import Columns
from rajut.stage.small import result_to_rows
from schemas.contracts.catalog import TABLES, contract
from schemas.contracts.row_gate import _RULES, _TESTS, rows_certainly_valid
from schemas.result import DocumentResult
from tests.rajut.batch.corpus import dataset_bytes
from tests.rajut.publish.documents import batches, break_observation, make_result
from tests.rajut.stage.test_gate import damaged, pandera_passes


@settings(deadline=None, max_examples=300)
@given(damaged())
def test_nothing_passes_the_gate_of_rows_that_pandera_would_stop(case: tuple[str, pa.Table]) -> None:
    """And what pandera passes is passed, but for texts that need a closer look."""
    name, table = case
    passed = rows_certainly_valid(name, table.to_pydict())
    assert passed <= pandera_passes(name, table)
    if not passed and pandera_passes(name, table):
        assert any(
            not (text or "").isprintable() for column in table.columns for text in column.to_pylist() if isinstance(text, str)
        )


def test_the_gate_of_rows_knows_every_check_of_the_contract() -> None:
    """One that it does not know would send every document the long way."""
    for name in TABLES:
        assert {check.name for check in contract(name).checks} <= _RULES.keys()
        assert {check.name for column in contract(name).columns.values() for check in column.checks} <= _TESTS.keys()


def test_a_document_that_breaks_the_contract_is_looked_at_closer() -> None:
    assert result_to_rows(make_result()) is not None
    assert result_to_rows(break_observation(make_result(), 0, level="boss")) is None


def test_the_lists_are_the_rows_of_the_frames() -> None:
    rows = result_to_rows(make_result())
    assert rows is not None
    for name, table in result_to_frames(make_result()).items():
        assert pa.table({column: rows[name][column] for column in table.schema.names}, schema=table.schema) == table


@settings(deadline=None, max_examples=25)
@given(batches())
def test_small_and_large_documents_are_published_as_the_same_bytes(
    tmp_path_factory: pytest.TempPathFactory, results: list[DocumentResult]
) -> None:
    """Whichever way the rows of a document went, the files do not tell."""
    folder = tmp_path_factory.mktemp("ways")
    publish_results(results, folder / "small")

    def never(_: DocumentResult) -> Mapping[str, Columns] | None:
        return None

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(output_folder, "result_to_rows", never)
        publish_results(results, folder / "large")
    assert dataset_bytes(folder / "small") == dataset_bytes(folder / "large")


def test_documents_of_both_ways_lie_side_by_side(tmp_path: Path) -> None:
    """Gathered rows of small documents are written before the batches of a large one that follows."""
    results = [make_result(f"{number}.pdf", str(number)) for number in range(9)]
    publish_results(results, tmp_path / "small")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(
            output_folder, "result_to_rows", lambda result: result_to_rows(result) if "3" in str(result.source) else None
        )
        publish_results(results, tmp_path / "mixed")
    assert dataset_bytes(tmp_path / "small") == dataset_bytes(tmp_path / "mixed")
