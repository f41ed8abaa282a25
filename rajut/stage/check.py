"""The checks before anything is written: the ledger, the keys, and every observation against the contract.

A failing observation goes to `rejected` with the names of its checks; a failure of the whole raises ContractError.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow

from rajut.identity.summaries import columns_to_summaries
from rajut.stage.frames import (
    LedgerRow,
    Misfit,
    cells_to_columns,
    columns_to_table,
    document_to_columns,
    findings_to_columns,
    observations_to_columns,
    result_to_order,
    tables_to_columns,
)
from schemas.codes import CODES
from schemas.contracts.catalog import (
    CHECK_WORDS,
    DOCUMENT_TABLES,
    TABLES,
    arrow_schema,
    check_to_demand,
    contract,
)
from schemas.contracts.gate import certainly_valid
from schemas.errors import ContractError
from schemas.finding import Finding
from schemas.observation import LedgerCell, Observation
from schemas.provenance import CellRef
from schemas.result import DocumentResult

Frames = dict[str, pyarrow.Table]
OWNED = ("observations", "rejected", "findings")  # tables whose rows belong to logical tables


@dataclass(frozen=True, slots=True)
class Failure:
    """One check that one row failed. `column` is "" for a check over several columns."""

    row: int
    check: str
    column: str
    value: str


def result_to_frames(result: DocumentResult) -> Frames:
    """The tables of one document, checked: they satisfy the contract, the ledger adds up, keys are unique.

    Observations that break the contract are in "rejected", with a finding for each check. Raises ContractError when the whole
    is wrong: a cell without exactly one ledger entry, a key twice, an unknown finding code.
    """
    name = result.source.source_name
    observations = result_to_order(result)
    ledger = result_to_ledger(result)
    raw, misfits = columns_to_table("observations", observations_to_columns(result, observations))
    failures = (*table_to_failures("observations", raw, name), *_misfits_to_failures(misfits))
    failures += tuple(_cells_missing(observations, ledger))
    bad_rows = sorted({failure.row for failure in failures})
    findings = (*result_to_findings(result), *_failures_to_findings(failures, observations))
    _known_codes(findings, name)
    ids = raw.column("observation_id").to_pylist()
    bad = frozenset(bad_rows)
    ledger = _rejected_entries(ledger, observations, bad)
    owners = cells_to_owners(observations, ids)
    frames: Frames = {
        "observations": _take(raw, [row for row in range(len(observations)) if row not in bad]),
        "rejected": _rejected(_take(raw, bad_rows), bad_rows, failures),
    }
    columns = {
        "cells": cells_to_columns(result.source.document_id, ledger, owners, codes_by_cell(findings)),
        "findings": findings_to_columns(result, findings),
    }
    frames |= {table: columns_to_table(table, given)[0] for table, given in columns.items()}
    owned = {table: frames[table].column("table_id").to_pylist() for table in OWNED}
    frames["tables"] = columns_to_table("tables", tables_to_columns(result, ledger, owned))[0]
    counts = {table: frames[table].num_rows for table in DOCUMENT_TABLES if table != "documents"}
    frames["documents"] = columns_to_table("documents", document_to_columns(result, counts))[0]
    summaries = columns_to_summaries(frames["observations"].to_pydict())
    frames |= {table: columns_to_table(table, columns)[0] for table, columns in summaries.items()}
    _check_whole(frames, name)
    return {table: frames[table].cast(arrow_schema(table)) for table in TABLES}


def table_to_failures(name: str, table: pyarrow.Table, source_name: str = "") -> tuple[Failure, ...]:
    """Every row that fails a check of the contract, all at once, in the order of the rows. A failure that is about no row (a
    column missing, of the wrong type, a repeated key) raises ContractError."""
    if certainly_valid(name, table):
        return ()
    import pandas as pd

    from schemas.contracts.catalog import SchemaErrors

    try:
        contract(name).validate(table.to_pandas(types_mapper=pd.ArrowDtype), lazy=True)
    except SchemaErrors as errors:
        found = [failure for error in errors.schema_errors for failure in _error_to_failures(error, name, source_name)]
        return tuple(sorted(found, key=lambda failure: (failure.row, failure.check)))
    return ()


def _error_to_failures(error: Any, name: str, source_name: str) -> Iterator[Failure]:
    import pandas as pd

    check = getattr(error.check, "name", error.check)
    cases = error.failure_cases
    column = error.column_name if error.column_name in arrow_schema(name).names else ""
    stable = f"{column}-{CHECK_WORDS[check]}" if column and check in CHECK_WORDS else check
    whole = stable not in check_to_demand(name) or stable.endswith("-unique") or not isinstance(cases, pd.DataFrame)
    if whole:
        shown = cases["failure_case"].head(1).tolist() if isinstance(cases, pd.DataFrame) else cases
        raise ContractError("contract-violated", name=source_name, detail=f"{source_name}: {name}: {stable} ({shown})")
    if column:
        for row, value in zip(cases["index"].tolist(), cases["failure_case"].tolist(), strict=True):
            yield Failure(int(row), stable, column, "" if pd.isna(value) else str(value))
    else:
        yield from (Failure(int(row), stable, "", "") for row in cases["index"].unique().tolist())


def result_to_ledger(result: DocumentResult) -> tuple[LedgerRow, ...]:
    """Every source cell with its one ledger entry, in reading order; empty for a document that was not normalized.
    Raises ContractError when a cell has no entry or two, or an entry has no cell or no table."""
    if result.normalized is None:
        return ()
    cells = {fragment.cell_ref(cell): (fragment, cell) for fragment in result.fragments for cell in fragment.cells}
    entries = Counter(entry.cell for entry in result.normalized.ledger)
    problems = [
        ("source cells without a ledger entry", [ref for ref in cells if ref not in entries]),
        ("ledger entries without a source cell", [ref for ref in entries if ref not in cells]),
        ("cells with several ledger entries", [ref for ref, count in entries.items() if count > 1]),
        ("ledger entries of unknown tables", _strangers(result.normalized.ledger, result)),
    ]
    for problem, refs in problems:
        if refs:
            detail = f"{result.source.source_name}: {len(refs)} {problem}, first {min(refs)}"
            raise ContractError("contract-violated", name=result.source.source_name, detail=detail)
    ordered = sorted(result.normalized.ledger, key=lambda entry: entry.cell)
    return tuple(LedgerRow(*cells[entry.cell], entry) for entry in ordered)


def _strangers(ledger: Sequence[LedgerCell], result: DocumentResult) -> list[CellRef]:
    numbers = {table.number for table in result.normalized.tables} if result.normalized else set()
    return [entry.cell for entry in ledger if entry.table and entry.table not in numbers]


def _cells_missing(observations: Sequence[Observation], ledger: Sequence[LedgerRow]) -> Iterator[Failure]:
    known = {row.entry.cell for row in ledger}
    for row, item in enumerate(observations):
        if item.cell not in known:
            yield Failure(row, "cell_ref-known", "cell_ref", str(item.cell))


def _misfits_to_failures(misfits: Iterable[Misfit]) -> tuple[Failure, ...]:
    return tuple(Failure(item.row, f"{item.column}-fits", item.column, item.value) for item in misfits)


def _failures_to_findings(failures: Sequence[Failure], observations: Sequence[Observation]) -> list[Finding]:
    demands = check_to_demand("observations") if failures else {}  # the words are pandera's, which is not loaded for nothing
    found = []
    for failure in sorted(failures, key=lambda item: (item.row, item.check)):
        item = observations[failure.row]
        fields = {
            "check": failure.check,
            "column": failure.column,
            "value": failure.value,
            "demand_en": demands[failure.check].en,
            "demand_id": demands[failure.check].id,
        }
        found.append(
            Finding(
                "contract-check-failed", cell=item.cell, table=item.table, evidence=failure.check, fields=tuple(fields.items())
            )
        )
    return found


def result_to_findings(result: DocumentResult) -> tuple[Finding, ...]:
    """The findings of all stages, and the one that says how the document ended when it ended badly."""
    if result.error_code is None:
        return result.findings
    fields = (("sentence_en", result.error_en or result.error_code), ("sentence_id", result.error_id or result.error_code))
    return (*result.findings, Finding(f"document-{result.status}", evidence=result.error_code, fields=fields))


def cells_to_owners(observations: Sequence[Observation], ids: Sequence[str]) -> dict[CellRef, str]:
    """The observation of each value cell; the first where a merged cell has several."""
    owners: dict[CellRef, str] = {}
    for item, name in zip(observations, ids, strict=True):
        owners.setdefault(item.cell, name)
    return owners


def _rejected_entries(
    ledger: Sequence[LedgerRow], observations: Sequence[Observation], bad: frozenset[int]
) -> tuple[LedgerRow, ...]:
    """A value cell that no published observation uses any more has the disposition `rejected`; a blank one stays `blank`."""
    kept = {item.cell for row, item in enumerate(observations) if row not in bad}
    lost = {observations[row].cell for row in bad} - kept
    return tuple(
        replace(row, entry=replace(row.entry, disposition="rejected"))
        if row.entry.cell in lost and row.entry.disposition == "used"
        else row
        for row in ledger
    )


def _rejected(rows: pyarrow.Table, numbers: Sequence[int], failures: Iterable[Failure]) -> pyarrow.Table:
    demands = check_to_demand("observations") if numbers else {}
    by_row: dict[int, list[Failure]] = {number: [] for number in numbers}
    for failure in failures:
        by_row[failure.row].append(failure)
    columns: dict[str, list[Any]] = {name: rows.column(name).to_pylist() for name in rows.schema.names}
    columns["checks"] = [";".join(sorted({item.check for item in found})) for found in by_row.values()]
    for language in ("en", "id"):
        columns[f"reason_{language}"] = [
            "; ".join(
                _reason(item, getattr(demands[item.check], language)) for item in sorted(found, key=lambda item: item.check)
            )
            for found in by_row.values()
        ]
    return columns_to_table("rejected", columns)[0]


def _reason(failure: Failure, demand: str) -> str:
    return f"{failure.column} {demand} ('{failure.value}')" if failure.column else demand


def codes_by_cell(findings: Iterable[Finding]) -> dict[CellRef, set[str]]:
    """The codes of the findings that touch a cell."""
    codes: dict[CellRef, set[str]] = {}
    for finding in findings:
        for cell in (finding.cell, *finding.related):
            if cell is not None:
                codes.setdefault(cell, set()).add(finding.code)
    return codes


def _known_codes(findings: Iterable[Finding], name: str) -> None:
    unknown = sorted({finding.code for finding in findings} - CODES.keys())
    if unknown:
        raise ContractError("contract-violated", name=name, detail=f"{name}: unknown finding codes {', '.join(unknown)}")


def _check_whole(frames: Frames, name: str) -> None:
    """Everything but observations, whose failures are known by now, must satisfy the contract without exception."""
    for table in TABLES:
        failures = table_to_failures(table, frames[table], name) if table != "observations" else ()
        if failures:
            first = failures[0]
            detail = f"{name}: {table}: {first.check} in row {first.row} ({len(failures)} failures)"
            raise ContractError("contract-violated", name=name, detail=detail)


def _take(table: pyarrow.Table, rows: Sequence[int]) -> pyarrow.Table:
    return table if len(rows) == table.num_rows else table.take(pyarrow.array(rows, pyarrow.int64()))
