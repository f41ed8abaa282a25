"""A dataset of contract version 1 becomes one of today's; until then every reader says so."""

from __future__ import annotations

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from rajut.dataset.verify import verify_dataset
from rajut.library.opened import open_dataset
from rajut.publish.migrate import migrate_dataset
from rajut.publish.output_folder import publish_results
from schemas.contracts.catalog import DOCUMENT_TABLES, TABLES
from schemas.errors import ContractError
from tests.rajut.publish.documents import break_observation, make_result, refused_result

NEW = {
    "observations": [
        *("region_code", "organization_key", "plan_key", "edition", "program_key", "path_key", "indicator_key", "unit_norm"),
        *("unit_kind", "year_first", "value_exact", "aggregation", "duplicate_of", "reviewed"),
    ],
    "documents": ["region_code", "organization_key", "plan_key", "edition", "preferred", "duplicate_of"],
}
NEW["rejected"] = NEW["observations"]


def to_version_1(out: Path) -> None:
    """The published set as version 1 had it: without the new columns and tables, and with its number."""
    snapshot = json.loads((out / "snapshot.json").read_text())
    snapshot["contract_version"] = 1
    for name in TABLES:
        path = out / f"{name}.parquet"
        if name not in DOCUMENT_TABLES:
            path.unlink()
            del snapshot["files"][path.name]
            continue
        table = pq.read_table(path).drop_columns(NEW.get(name, []))
        if name == "documents":
            ones = pa.array([1] * table.num_rows, pa.int16())
            table = table.set_column(table.schema.get_field_index("contract_version"), "contract_version", ones)
        pq.write_table(table, path)
        snapshot["files"][path.name] |= {"sha256": hashlib.sha256(path.read_bytes()).hexdigest(), "bytes": path.stat().st_size}
    (out / "snapshot.json").write_text(json.dumps(snapshot))
    shutil.rmtree(out / ".rajut")


@pytest.fixture
def old(tmp_path: Path) -> tuple[Path, dict[str, bytes]]:
    """A dataset of version 1, and the files that the same documents have today."""
    results = [make_result(), break_observation(make_result("b.pdf", "b"), 1, level="boss"), refused_result()]
    publish_results(results, tmp_path)
    today = {name: (tmp_path / f"{name}.parquet").read_bytes() for name in TABLES}
    to_version_1(tmp_path)
    return tmp_path, today


def test_an_old_dataset_says_what_to_do(old: tuple[Path, dict[str, bytes]]) -> None:
    """Opening, verifying and converting into it name both versions and the command."""
    out, _ = old
    for use in (open_dataset, verify_dataset, lambda folder: publish_results([make_result()], folder)):
        with pytest.raises(ContractError, match="rajut migrate") as caught:
            use(out)
        assert caught.value.code == "contract-older"


def test_migrating_gives_what_reading_again_would(old: tuple[Path, dict[str, bytes]]) -> None:
    """Byte for byte the files of today, and nothing was read. Of rejected rows what follows from others stays unknown."""
    out, today = old
    del today["rejected"]
    done = migrate_dataset(out)
    assert done is not None
    assert done.rows["documents"] == 3
    assert verify_dataset(out).ok
    assert {name: (out / f"{name}.parquet").read_bytes() for name in today} == today
    assert migrate_dataset(out) is None


def test_a_damaged_old_dataset_is_left_alone(old: tuple[Path, dict[str, bytes]]) -> None:
    """A file that is not as it was published is not carried on."""
    out, _ = old
    path = out / "cells.parquet"
    path.write_bytes(path.read_bytes() + b"x")
    with pytest.raises(ContractError, match=r"cells\.parquet"):
        migrate_dataset(out)


def test_a_span_gets_its_last_year_from_its_head(tmp_path: Path) -> None:
    """Version 1 said 2021 for "Total 2021-2023"."""
    from rajut.publish.migrate import _spans

    columns: dict[str, list[Any]] = {
        "period_kind": ["span", "span", "year"],
        "year": [2021, 2018, 2021],
        "period_label": ["Total 2021-2023", "s.d. 2018", "2021"],
    }
    assert _spans(columns) == {"year": [2023, 2018, 2021], "year_first": [2021, None, None]}
