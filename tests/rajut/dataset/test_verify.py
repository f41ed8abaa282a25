"""verify: a good dataset passes, and every kind of damage is found and named."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from hypothesis import given

from rajut.dataset.verify import report_to_error, verify_dataset
from rajut.publish.output_folder import publish_results
from rajut.publish.recover import file_sha256
from schemas.errors import ContractError, UsageError
from schemas.result import DocumentResult
from tests.rajut.publish.documents import batches, make_result, refused_result
from tests.rajut.publish.test_publish import SLOW

ALL_CHECKS = ("files", "schemas", "contract", "keys", "ledger", "references")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish_results([make_result(), make_result("b.pdf", "b"), refused_result()], tmp_path)
    return tmp_path


def forge(out: Path, name: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """Rewrites a table and signs it in the snapshot, as somebody would who hides a change."""
    path = out / f"{name}.parquet"
    table = pq.read_table(path)
    changed = change(table)
    pq.write_table(changed.cast(table.schema).replace_schema_metadata(table.schema.metadata), path)
    snapshot = json.loads((out / "snapshot.json").read_text())
    entry = {"bytes": path.stat().st_size, "sha256": file_sha256(path), "rows": changed.num_rows}
    snapshot["files"][path.name] = entry
    (out / "snapshot.json").write_text(json.dumps(snapshot))


@SLOW
@given(results=batches())
def test_what_is_published_verifies(tmp_path_factory: pytest.TempPathFactory, results: list[DocumentResult]) -> None:
    """Whatever was published passes every check."""
    out = tmp_path_factory.mktemp("any")
    publish_results(results, out)
    report = verify_dataset(out)
    assert report.faults == ()
    assert report.checks == ALL_CHECKS
    assert report_to_error(report) is None


@pytest.mark.parametrize("name", ["observations.parquet", "datapackage.json", "documents.parquet"])
def test_a_changed_byte_is_found(out: Path, name: str) -> None:
    """One flipped byte in a published file is named, with exit code 7."""
    data = bytearray((out / name).read_bytes())
    data[len(data) // 2] ^= 1
    (out / name).write_bytes(data)
    report = verify_dataset(out)
    assert [(fault.check, fault.file) for fault in report.faults] == [("files", name)]
    error = report_to_error(report)
    assert error is not None
    assert error.exit_code == 7


def test_a_missing_file_is_found(out: Path) -> None:
    """A deleted table is named as missing."""
    (out / "cells.parquet").unlink()
    assert "missing" in verify_dataset(out).faults[0].en


@pytest.mark.parametrize(
    ("check", "table", "change"),
    [
        ("schemas", "observations", lambda table: table.slice(0, 3)),
        ("contract", "observations", lambda table: _with(table, "level", "boss")),
        ("contract", "cells", lambda table: pa.concat_tables([table, table.slice(0, 1)])),
        ("keys", "cells", lambda table: pa.concat_tables([table.slice(1), table.slice(0, 1)])),
        ("ledger", "cells", lambda table: table.slice(1)),
        ("ledger", "cells", lambda table: _with(table, "disposition", "furniture")),
        ("ledger", "observations", lambda table: table.slice(1)),
        ("references", "observations", lambda table: _with(table, "cell_ref", "p9/t9/r9c9")),
    ],
)
def test_a_signed_forgery_is_found(out: Path, check: str, table: str, change: Callable[[pa.Table], pa.Table]) -> None:
    """A change that carries a right checksum is still found by the check that it breaks."""
    if check == "schemas":
        pq.write_table(change(pq.read_table(out / f"{table}.parquet")).drop_columns(["flags"]), out / f"{table}.parquet")
        snapshot = json.loads((out / "snapshot.json").read_text())
        path = out / f"{table}.parquet"
        snapshot["files"][path.name] |= {"bytes": path.stat().st_size, "sha256": file_sha256(path)}
        (out / "snapshot.json").write_text(json.dumps(snapshot))
    else:
        forge(out, table, change)
    assert {fault.check for fault in verify_dataset(out).faults} == {check}


def _with(table: pa.Table, column: str, value: str) -> pa.Table:
    """The table with the value in the first row of the column."""
    values = [value, *table.column(column).to_pylist()[1:]]
    return table.set_column(table.schema.get_field_index(column), column, pa.array(values, pa.string()))


def test_a_newer_contract_is_refused_with_a_clear_message(out: Path) -> None:
    """A dataset of a later contract version is not guessed at: the message names both versions."""
    snapshot = json.loads((out / "snapshot.json").read_text())
    snapshot["contract_version"] = 99
    (out / "snapshot.json").write_text(json.dumps(snapshot))
    with pytest.raises(ContractError, match="version 99; this Rajut reads up to version 2"):
        verify_dataset(out)


def test_a_folder_without_a_dataset_is_a_usage_error(tmp_path: Path) -> None:
    """verify on any other folder says that nothing is published there."""
    with pytest.raises(UsageError) as caught:
        verify_dataset(tmp_path)
    assert caught.value.code == "output-missing"


def test_verify_writes_nothing(out: Path) -> None:
    """The folder is the same before and after, to the nanosecond."""
    before = {path: path.stat().st_mtime_ns for path in out.rglob("*")}
    verify_dataset(out)
    assert {path: path.stat().st_mtime_ns for path in out.rglob("*")} == before
