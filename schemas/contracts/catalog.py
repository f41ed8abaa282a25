"""The six tables by name, their Arrow schemas, keys and the names of their checks, all derived from the models."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any

import pandera.pandas as pandera
import pyarrow

from schemas.contracts.cells import Cells
from schemas.contracts.documents import Documents
from schemas.contracts.findings import Findings
from schemas.contracts.observations import Observations
from schemas.contracts.rejected import rejected_schema
from schemas.contracts.tables import Tables
from schemas.contracts.version import CONTRACT_VERSION

TABLES = ("observations", "tables", "cells", "findings", "rejected", "documents")

_SCHEMAS: Mapping[str, Callable[[], Any]] = {
    "observations": Observations.to_schema,
    "tables": Tables.to_schema,
    "cells": Cells.to_schema,
    "findings": Findings.to_schema,
    "rejected": rejected_schema,
    "documents": Documents.to_schema,
}

KEYS: Mapping[str, tuple[str, ...]] = {
    "observations": ("observation_id",),
    "tables": ("table_id",),
    "cells": ("document_id", "cell_ref"),
    "findings": ("finding_id",),
    "rejected": ("observation_id",),
    "documents": ("source_name",),
}

# (table, columns, table referred to, its columns); a null refers to nothing
REFERENCES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("observations", ("document_id",), "documents", ("document_id",)),
    ("observations", ("table_id",), "tables", ("table_id",)),
    ("observations", ("document_id", "cell_ref"), "cells", ("document_id", "cell_ref")),
    ("tables", ("document_id",), "documents", ("document_id",)),
    ("cells", ("document_id",), "documents", ("document_id",)),
    ("cells", ("table_id",), "tables", ("table_id",)),
    ("rejected", ("document_id",), "documents", ("document_id",)),
)


@cache
def contract(name: str) -> Any:
    """The pandera schema of one table ("observations", ...). Raises KeyError for a name outside the contract."""
    return _SCHEMAS[name]()


@cache
def arrow_schema(name: str) -> pyarrow.Schema:
    """Column names, types and nullability in the contract's order, with `contract_version` and `table` as metadata."""
    columns = contract(name).columns.values()
    fields = [pyarrow.field(column.name, column.dtype.type.pyarrow_dtype, nullable=column.nullable) for column in columns]
    return pyarrow.schema(fields, metadata={"contract_version": str(CONTRACT_VERSION), "table": name})


def check_names(name: str) -> dict[str, str]:
    """Every check of one table by its stable name, with what it demands. A column's checks are called `<column>-<what>`."""
    named: dict[str, str] = {}
    for column in contract(name).columns.values():
        named |= {f"{column.name}-{what}": demand for what, demand in _column_checks(column)}
    return named | {check.name: str(check.error) for check in contract(name).checks}


def _column_checks(column: Any) -> list[tuple[str, str]]:
    checks = [] if column.nullable else [("required", "must not be null")]
    if column.unique:
        checks.append(("unique", "must not repeat"))
    return checks + [(CHECK_WORDS[check.name], str(check.error)) for check in column.checks]


# pandera's names of the checks in use -> ours, which are part of the contract
CHECK_WORDS: Mapping[str, str] = {
    "isin": "allowed",
    "str_matches": "pattern",
    "str_length": "length",
    "greater_than": "positive",
    "greater_than_or_equal_to": "minimum",
    "less_than_or_equal_to": "maximum",
    "in_range": "range",
    "not_nullable": "required",
    "field_uniqueness": "unique",
}

SchemaErrors = pandera.errors.SchemaErrors
