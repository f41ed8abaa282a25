"""One document's result as the tables of the contract, before any check. Values are facts of the result; nothing is decided here."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import pyarrow

from rajut.identity.columns import DERIVED, columns_to_derived
from rajut.identity.place import names_to_place
from rajut.identity.plans import profile_to_plan
from rajut.stage.keys import finding_to_place, observations_to_ids, places_to_ids, table_to_id
from rajut.version import SOFTWARE_VERSION
from schemas.codes import CODES, finding_to_sentence, finding_to_severity
from schemas.contracts.catalog import arrow_schema
from schemas.contracts.version import CONTRACT_VERSION
from schemas.finding import Finding
from schemas.observation import DISPOSITION_COUNTS, DocumentProfile, LedgerCell, Observation, Period
from schemas.provenance import CellRef
from schemas.result import DocumentResult
from schemas.table import Cell, Fragment

Columns = dict[str, list[Any]]


@dataclass(frozen=True, slots=True)
class Misfit:
    """A number that does not fit the type of its column; null in the table. `row` is the row of the table."""

    row: int
    column: str
    value: str


def result_to_order(result: DocumentResult) -> tuple[Observation, ...]:
    """The document's observations in the contract's order: table_id (as text), row, measure, period, then place."""
    if result.normalized is None:
        return ()
    return tuple(sorted(result.normalized.observations, key=_contract_order))


def _contract_order(observation: Observation) -> tuple[Any, ...]:
    period = observation.period
    return (
        f"{observation.table:02d}",
        observation.row,
        observation.measure,
        -1 if period.year is None else period_to_year(period),
        -1 if period.subperiod is None else period.subperiod,
        period.kind,
        observation.revision or "",
        observation.cell,
    )


def period_to_year(period: Period) -> int | None:
    """The year that a value is published for: the last of a span, since what adds up is reached in it."""
    return period.year if period.kind != "span" or period.last is None else period.last


def observations_to_columns(result: DocumentResult, observations: Sequence[Observation]) -> Columns:
    """`observations.parquet` of one document."""
    source, profile = result.source, _profile(result)
    constant = {
        "document_id": source.document_id,
        "source_name": source.source_name,
        "region": profile.region,
        "organization": profile.organization,
        "document_type": profile.document_type,
        "period_start": profile.period_start,
        "period_end": profile.period_end,
        "plan_key": profile_to_plan(source.document_id, profile),
        "edition": 1,
    }
    columns: Columns = {name: [value] * len(observations) for name, value in constant.items()}
    columns["observation_id"] = observations_to_ids(source.document_id, observations)
    columns |= {name: [take(item) for item in observations] for name, take in _OBSERVATION_COLUMNS.items()}
    columns["table_id"] = [table_to_id(source.document_id, item.table) for item in observations]
    labels = [item.labels for item in observations]
    names = set(arrow_schema("observations").names) - columns.keys() - set(DERIVED)
    columns |= {name: [getattr(label, name) for label in labels] for name in names}
    return columns | columns_to_derived(columns)


_OBSERVATION_COLUMNS: dict[str, Callable[[Observation], Any]] = {
    "table_kind": lambda item: item.table_kind,
    "page": lambda item: item.cell.fragment.page or None,
    "row": lambda item: item.row,
    "cell_ref": lambda item: str(item.cell),
    "level": lambda item: item.level,
    "level_basis": lambda item: item.level_basis,
    "measure": lambda item: item.measure,
    "revision": lambda item: item.revision,
    "period_kind": lambda item: item.period.kind,
    "year": lambda item: period_to_year(item.period),
    "year_first": lambda item: item.period.year if item.period.year != period_to_year(item.period) else None,
    "subperiod": lambda item: item.period.subperiod,
    "period_label": lambda item: item.period_label,
    "value_text": lambda item: item.value_text or None,
    "value_status": lambda item: item.value_status,
    "value": lambda item: item.value,
    "value_exact": lambda item: item.value_exact,
    "value_low": lambda item: item.value_low,
    "value_high": lambda item: item.value_high,
    "comparator": lambda item: item.comparator,
    "category": lambda item: item.category,
    "scale": lambda item: item.scale,
    "confidence": lambda item: item.confidence,
    "value_confidence": lambda item: item.value_confidence,
    "name_confidence": lambda item: item.name_confidence,
    "column_confidence": lambda item: item.column_confidence,
    "flags": lambda item: joined(item.flags),
}


def findings_to_columns(result: DocumentResult, findings: Sequence[Finding]) -> Columns:
    """`findings.parquet` of one document, in the order given. Raises KeyError for a code that is not in CODES."""
    owner = result.source.document_id or result.source.source_name
    document = result.source.document_id or None
    ids = places_to_ids(owner, [(finding_to_place(item), item.code) for item in findings])
    specs = [CODES[item.code] for item in findings]
    return {
        "finding_id": ids,
        "document_id": [document] * len(findings),
        "table_id": [table_to_id(document, item.table) if item.table and document else None for item in findings],
        "cell_ref": [str(item.cell) if item.cell else None for item in findings],
        "type": [spec.type for spec in specs],
        "code": [spec.code for spec in specs],
        "severity": [finding_to_severity(item) for item in findings],
        "stage": [spec.stage for spec in specs],
        "before": [item.before for item in findings],
        "after": [item.after for item in findings],
        "evidence": [item.evidence for item in findings],
        "related_refs": [joined(str(cell) for cell in item.related) for item in findings],
        "message_en": [_sentence(item, "en") for item in findings],
        "message_id": [_sentence(item, "id") for item in findings],
        "decision": [str(item.decision) if item.decision is not None else None for item in findings],
    }


def _sentence(finding: Finding, language: str) -> str:
    """A sentence whose fields are incomplete is a bug of the step, no reason to lose the finding: its facts are shown bare."""
    try:
        return finding_to_sentence(finding, language)
    except (KeyError, IndexError, ValueError):
        return f"{finding.code}: " + ", ".join(f"{name} = {value}" for name, value in finding.fields)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One source cell with its fragment and what became of it."""

    fragment: Fragment
    cell: Cell
    entry: LedgerCell


def cells_to_columns(
    document_id: str, rows: Sequence[LedgerRow], owners: dict[CellRef, str], codes: dict[CellRef, set[str]]
) -> Columns:
    """`cells.parquet` of one document. `owners` gives the observation of a value cell, `codes` the findings that touch a cell."""
    refs = [row.entry.cell for row in rows]
    boxes = [row.cell.box for row in rows]
    columns: Columns = {
        "document_id": [document_id] * len(rows),
        "fragment_ref": [str(row.fragment.ref) for row in rows],
        "cell_ref": [str(ref) for ref in refs],
        "page": [row.fragment.ref.page or None for row in rows],
        "table_id": [table_to_id(document_id, row.entry.table) if row.entry.table else None for row in rows],
        "engine": [row.fragment.engine or None for row in rows],
        "text": [row.cell.text or None for row in rows],
        "role": [row.entry.role for row in rows],
        "disposition": [row.entry.disposition for row in rows],
        "observation_id": [owners.get(ref) for ref in refs],
        "finding_codes": [joined(sorted(codes.get(ref, ()))) for ref in refs],
    }
    columns |= {name: [getattr(row.cell, name) for row in rows] for name in ("row", "column", "row_span", "column_span")}
    columns |= {side: [None if box is None else getattr(box, side) for box in boxes] for side in ("x0", "top", "x1", "bottom")}
    return columns


def tables_to_columns(result: DocumentResult, rows: Sequence[LedgerRow], owned: Mapping[str, Sequence[str | None]]) -> Columns:
    """`tables.parquet` of one document, counted from the ledger and from what is published: `owned` are the table_ids of its rows
    in "observations", "rejected" and "findings"."""
    summaries = result.normalized.tables if result.normalized else ()
    ids = [table_to_id(result.source.document_id, item.number) for item in summaries]
    ledger: Counter[tuple[int, str]] = Counter((row.entry.table, row.entry.disposition) for row in rows)
    per_table = {name: Counter(table_ids) for name, table_ids in owned.items()}
    pages = [[ref.page for ref in item.fragments if ref.page] for item in summaries]
    columns: Columns = {
        "table_id": ids,
        "document_id": [result.source.document_id] * len(ids),
        "source_name": [result.source.source_name] * len(ids),
        "table_kind": [item.kind for item in summaries],
        "page_first": [min(numbers, default=None) for numbers in pages],
        "page_last": [max(numbers, default=None) for numbers in pages],
        "fragments": [len(item.fragments) for item in summaries],
        "fragment_refs": [";".join(str(ref) for ref in item.fragments) for item in summaries],
        "cells": [sum(ledger[item.number, name] for name in DISPOSITION_COUNTS) for item in summaries],
        "observations": [per_table["observations"][table_id] for table_id in ids],
        "rejected_observations": [per_table["rejected"][table_id] for table_id in ids],
        "findings": [per_table["findings"][table_id] for table_id in ids],
    }
    names = ("number", "title", "header_rows", "body_rows", "columns", "join_score", "reason")
    columns |= {name: [getattr(item, name) for item in summaries] for name in names}
    columns |= {name: [ledger[item.number, name] for item in summaries] for name in DISPOSITION_COUNTS}
    order = sorted(range(len(ids)), key=ids.__getitem__)
    return {name: [values[at] for at in order] for name, values in columns.items()}


def document_to_columns(result: DocumentResult, counts: Mapping[str, int]) -> Columns:
    """`documents.parquet` of one document: a single row. `counts` are rows per table."""
    source, profile = result.source, _profile(result)
    place = names_to_place(profile.region, profile.organization)
    row: dict[str, Any] = {
        "document_id": source.document_id or None,
        "source_name": source.source_name,
        "media_type": source.media_type or None,
        "pages": source.pages,
        "status": result.status,
        "error_code": result.error_code,
        "title": profile.title,
        "region": profile.region,
        "organization": profile.organization,
        "region_code": place.region_code,
        "organization_key": place.organization_key,
        "document_type": profile.document_type if result.normalized else None,
        "plan_key": profile_to_plan(source.document_id, profile) if result.normalized else None,
        "edition": 1 if result.normalized else None,
        "preferred": result.normalized is not None,
        "duplicate_of": None,
        "period_start": profile.period_start,
        "period_end": profile.period_end,
        "software_version": SOFTWARE_VERSION,
        "contract_version": CONTRACT_VERSION,
    }
    return {name: [value] for name, value in (row | dict(counts)).items()}


def columns_to_table(name: str, columns: Columns) -> tuple[pyarrow.Table, tuple[Misfit, ...]]:
    """The columns in the contract's order and types, nulls allowed everywhere, and the numbers that did not fit."""
    arrays, misfits = [], []
    for field in arrow_schema(name):
        array, bad = _to_array(columns[field.name], field.type)
        arrays.append(array)
        misfits += [replace(item, column=field.name) for item in bad]
    return pyarrow.table(arrays, schema=open_schema(name)), tuple(misfits)


def columns_to_rows(columns: Columns) -> list[dict[str, Any]]:
    """The rows that the lists hold, each by column name."""
    return [dict(zip(columns, values, strict=True)) for values in zip(*columns.values(), strict=True)]


def open_schema(name: str) -> pyarrow.Schema:
    """The contract's columns with nulls allowed everywhere, so that a missing value reaches its check and stops nothing before."""
    return pyarrow.schema([field.with_nullable(True) for field in arrow_schema(name)])


def _to_array(values: list[Any], kind: pyarrow.DataType) -> tuple[pyarrow.Array, list[Misfit]]:
    try:
        return pyarrow.array(values, kind), []
    except (pyarrow.ArrowInvalid, OverflowError):
        fitting = [value if _fits(value, kind) else None for value in values]
        bad = [Misfit(row, "", str(value)) for row, value in enumerate(values) if not _fits(value, kind)]
        return pyarrow.array(fitting, kind), bad
    except UnicodeEncodeError:  # half of a surrogate pair: no valid Unicode, Parquet cannot hold it
        clean = [value and value.encode("utf-8", "replace").decode("utf-8") for value in values]
        return pyarrow.array(clean, kind), []


def _fits(value: Any, kind: pyarrow.DataType) -> bool:
    try:
        pyarrow.scalar(value, kind)
    except (pyarrow.ArrowInvalid, OverflowError):
        return False
    return True


def joined(codes: Iterable[str]) -> str | None:
    """The parts joined by ';', None for no parts."""
    return ";".join(codes) or None


def _profile(result: DocumentResult) -> DocumentProfile:
    return result.normalized.profile if result.normalized else DocumentProfile()
