"""Is a published dataset whole, unchanged and true to the contract? Reads, never writes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.compute
import pyarrow.parquet

from rajut.dataset.rows import rows_by_document, table_path
from rajut.publish.commit import COMMIT, dataset_path, read_snapshot
from rajut.publish.recover import file_sha256
from rajut.stage.check import table_to_failures
from rajut.stage.folder_names import PRIVATE
from schemas.contracts.catalog import DOCUMENT_TABLES, KEYS, SUMMARY_TABLES, TABLES, arrow_schema
from schemas.errors import ContractError, RajutError
from schemas.observation import DISPOSITION_COUNTS


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong. `check` is the name of the check, `file` the file it is about."""

    check: str
    file: str
    en: str
    id: str


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """`checks` are the names of the checks that ran; the dataset is fine when `faults` is empty. `interrupted` says that the last
    publication was cut short after its point of no return: the set counts already, the next run tidies the folder."""

    out: Path
    contract_version: int
    software_version: str
    rows: dict[str, int]
    checks: tuple[str, ...]
    faults: tuple[Fault, ...]
    interrupted: bool = False

    @property
    def ok(self) -> bool:
        return not self.faults


def verify_dataset(out: Path) -> VerifyReport:
    """Checks snapshot, checksums, schemas, contract, keys, order, ledger and references of the dataset in `out`, in this order,
    and reports all faults of the first stage that has any: what comes later would only repeat them.

    Raises UsageError "output-missing" when there is no snapshot, ContractError "contract-older" or "contract-unreadable" for a version
    that this software does not read.
    """
    snapshot = read_snapshot(out)
    version = snapshot["contract_version"]
    ran: list[str] = []
    faults: list[Fault] = []
    for name, check in _STAGES.items():
        ran.append(name)
        faults = list(check(out, snapshot))
        if faults:
            break
    rows = {table: snapshot["files"].get(f"{table}.parquet", {}).get("rows", 0) for table in TABLES}
    interrupted = (out / PRIVATE / COMMIT).is_dir()
    return VerifyReport(out, version, str(snapshot.get("software_version")), rows, tuple(ran), tuple(faults), interrupted)


def _check_files(out: Path, snapshot: dict[str, Any]) -> Iterator[Fault]:
    listed = snapshot["files"]
    for name in [f"{table}.parquet" for table in TABLES] + ["datapackage.json"]:
        if name not in listed:
            yield Fault("files", name, f"{name} is not in the snapshot", f"{name} tidak ada di snapshot")
    for name, entry in listed.items():
        path = dataset_path(out, name)
        if not path.is_file():
            yield Fault("files", name, f"{name} is missing", f"{name} hilang")
        elif path.stat().st_size != entry["bytes"] or file_sha256(path) != entry["sha256"]:
            yield Fault("files", name, f"{name} is not the file that was published", f"{name} bukan berkas yang diterbitkan")


def _check_schemas(out: Path, snapshot: dict[str, Any]) -> Iterator[Fault]:
    for table in TABLES:
        name = f"{table}.parquet"
        try:
            with pyarrow.parquet.ParquetFile(table_path(out, table)) as file:
                schema, rows = file.schema_arrow, file.metadata.num_rows
        except (OSError, pyarrow.ArrowException) as error:
            yield Fault("schemas", name, f"{name} cannot be read: {error}", f"{name} tidak dapat dibaca: {error}")
            continue
        if not schema.equals(arrow_schema(table)):
            yield Fault(
                "schemas", name, f"{name} has other columns or types than the contract", f"kolom {name} berbeda dari kontrak"
            )
        if (schema.metadata or {}).get(b"contract_version", b"").decode() != str(snapshot["contract_version"]):
            yield Fault("schemas", name, f"{name} is of another contract version", f"versi kontrak {name} berbeda")
        if rows != snapshot["files"][name].get("rows"):
            yield Fault(
                "schemas",
                name,
                f"{name} has {rows} rows, not as published",
                f"{name} berisi {rows} baris, tidak seperti terbitan",
            )


def _check_contract(out: Path, snapshot: dict[str, Any]) -> Iterator[Fault]:
    for table in TABLES:
        name = f"{table}.parquet"
        broken: Counter[str] = Counter()
        try:
            with pyarrow.parquet.ParquetFile(table_path(out, table)) as file:
                for group in range(file.num_row_groups):
                    broken.update(failure.check for failure in table_to_failures(table, file.read_row_group(group), name))
        except ContractError as error:
            yield Fault("contract", name, error.sentence("en"), error.sentence("id"))
        for check, count in sorted(broken.items()):
            yield Fault("contract", name, f"{name}: {count} rows fail {check}", f"{name}: {count} baris melanggar {check}")


def _check_keys(out: Path, snapshot: dict[str, Any]) -> Iterator[Fault]:
    """Keys are unique within a document and begin with it, and documents stand in order: so they are unique in the whole."""
    for table in SUMMARY_TABLES:
        keys = pyarrow.parquet.read_table(table_path(out, table), columns=list(KEYS[table]), partitioning=None).column(0)
        if not pyarrow.compute.all(pyarrow.compute.less(keys[:-1], keys[1:]), min_count=0).as_py():
            name = f"{table}.parquet"
            yield Fault("keys", name, f"{name}: keys repeat or are not sorted", f"{name}: kunci berulang atau tidak urut")
    for table in DOCUMENT_TABLES:
        name = f"{table}.parquet"
        last = ""
        for document_id, rows in rows_by_document(out, table, KEYS[table]):
            if (document_id or "") < last:
                yield Fault("keys", name, f"{name} is not sorted by document_id", f"{name} tidak urut menurut document_id")
            last = document_id or ""
            count = len(set(zip(*(rows.column(key).to_pylist() for key in KEYS[table]), strict=True)))
            if count != rows.num_rows:
                text = f"{rows.num_rows - count} keys repeat in document {document_id}"
                yield Fault(
                    "keys", name, f"{name}: {text}", f"{name}: {rows.num_rows - count} kunci berulang di dokumen {document_id}"
                )


def _check_ledger(out: Path, snapshot: dict[str, Any]) -> Iterator[Fault]:
    """The counts in tables and documents are the rows of the files, cell by cell."""
    ledger: Counter[tuple[str, str]] = Counter()
    counted: dict[str, Counter[str | None]] = {name: Counter() for name in DOCUMENT_TABLES}
    for document_id, rows in rows_by_document(out, "cells", ("table_id", "disposition")):
        ledger.update(zip(rows.column("table_id").to_pylist(), rows.column("disposition").to_pylist(), strict=True))
        counted["cells"][document_id] += rows.num_rows
    for name in ("observations", "tables", "findings", "rejected"):
        for document_id, rows in rows_by_document(out, name, ()):
            counted[name][document_id] += rows.num_rows
    columns = ("table_id", "cells", *DISPOSITION_COUNTS)
    for _, rows in rows_by_document(out, "tables", columns):
        for row in rows.to_pylist():
            if any(ledger[row["table_id"], kind] != row[kind] for kind in DISPOSITION_COUNTS):
                text = row["table_id"]
                yield Fault(
                    "ledger",
                    "tables.parquet",
                    f"{text}: its cells are not those of the ledger",
                    f"{text}: sel tidak sama dengan buku besar",
                )
    yield from _document_faults(out, counted)


def _document_faults(out: Path, counted: dict[str, Counter[str | None]]) -> Iterator[Fault]:
    names = [name for name in DOCUMENT_TABLES if name != "documents"]
    for document_id, rows in rows_by_document(out, "documents", ("source_name", *names)):
        for name in names:
            # rows without document_id are counted together: files that could not be opened have findings only
            expected = sum(rows.column(name).to_pylist())
            if counted[name][document_id] != expected:
                source = ", ".join(rows.column("source_name").to_pylist()[:3])
                text = f"{source}: {counted[name][document_id]} rows in {name}, {expected} promised"
                yield Fault(
                    "ledger",
                    "documents.parquet",
                    text,
                    f"{source}: {name} berisi {counted[name][document_id]}, dijanjikan {expected}",
                )


def _check_references(out: Path, snapshot: dict[str, Any]) -> Iterator[Fault]:
    """Every observation stands in a cell, a table and a document that are there."""
    known: dict[str | None, set[str]] = {}
    tables: set[str] = set()
    for _, rows in rows_by_document(out, "tables", ("table_id",)):
        tables.update(rows.column("table_id").to_pylist())
    documents = {document_id for document_id, _ in rows_by_document(out, "documents", ())}
    cells = rows_by_document(out, "cells", ("cell_ref",))
    for document_id, rows in rows_by_document(out, "observations", ("cell_ref", "table_id")):
        for other, found in cells:
            if other == document_id:
                known = {document_id: set(found.column("cell_ref").to_pylist())}
                break
        lost = [ref for ref in rows.column("cell_ref").to_pylist() if ref not in known.get(document_id, ())]
        lost += [ref for ref in set(rows.column("table_id").to_pylist()) if ref not in tables]
        if document_id not in documents:
            lost.append(str(document_id))
        if lost:
            text = f"{document_id}: {len(lost)} references lead nowhere, first {lost[0]}"
            yield Fault(
                "references", "observations.parquet", text, f"{document_id}: {len(lost)} rujukan buntu, pertama {lost[0]}"
            )


_STAGES: dict[str, Callable[[Path, dict[str, Any]], Iterator[Fault]]] = {
    "files": _check_files,
    "schemas": _check_schemas,
    "contract": _check_contract,
    "keys": _check_keys,
    "ledger": _check_ledger,
    "references": _check_references,
}


def report_to_error(report: VerifyReport) -> RajutError | None:
    """The error (exit 7) of a dataset with faults; None for a good one."""
    if report.ok:
        return None
    first = report.faults[0]
    return ContractError("dataset-damaged", name=str(report.out), detail=f"{first.en} ({len(report.faults)} faults)")
