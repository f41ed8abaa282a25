"""The tables by name, their Arrow schemas, keys and the names of their checks, all derived from the models."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

import pyarrow

from schemas.contracts.declared import declared
from schemas.contracts.version import CONTRACT_VERSION

if TYPE_CHECKING:
    SchemaErrors: Any  # pandera's, see __getattr__

DOCUMENT_TABLES = ("observations", "tables", "cells", "findings", "rejected", "documents")
"""Each row belongs to one document."""
SUMMARY_TABLES = ("indicators", "programs")
"""A row may be of several documents."""
TABLES = (*DOCUMENT_TABLES, *SUMMARY_TABLES)

KEYS: Mapping[str, tuple[str, ...]] = {
    "observations": ("observation_id",),
    "tables": ("table_id",),
    "cells": ("document_id", "cell_ref"),
    "findings": ("finding_id",),
    "rejected": ("observation_id",),
    "documents": ("source_name",),
    "indicators": ("indicator_key",),
    "programs": ("program_key",),
}

# (table, columns, table referred to, its columns); a null refers to nothing
REFERENCES: tuple[tuple[str, tuple[str, ...], str, tuple[str, ...]], ...] = (
    ("observations", ("document_id",), "documents", ("document_id",)),
    ("observations", ("table_id",), "tables", ("table_id",)),
    ("observations", ("indicator_key",), "indicators", ("indicator_key",)),
    ("observations", ("program_key",), "programs", ("program_key",)),
    ("observations", ("document_id", "cell_ref"), "cells", ("document_id", "cell_ref")),
    ("tables", ("document_id",), "documents", ("document_id",)),
    ("cells", ("document_id",), "documents", ("document_id",)),
    ("cells", ("table_id",), "tables", ("table_id",)),
    ("rejected", ("document_id",), "documents", ("document_id",)),
)


@cache
def contract(name: str) -> Any:
    """The pandera schema of one table ("observations", ...). Raises KeyError for a name outside the contract."""
    _without_dask()
    return importlib.import_module("schemas.contracts.models").model_schema(name)


@cache
def _without_dask() -> None:
    """pandera's first schema looks for frames of Dask, and where Dask is installed that loads all of it: more than a second for
    each process, and no frame of ours is one. It looks once, and here it finds nothing."""
    if "dask.dataframe" not in sys.modules:
        sys.modules["dask.dataframe"] = None  # type: ignore[assignment]  # Python's own way to say that a module is absent
        try:
            importlib.import_module("pandera.typing.dask")
        finally:
            del sys.modules["dask.dataframe"]


@cache
def arrow_schema(name: str) -> pyarrow.Schema:
    """Column names, types and nullability in the contract's order, with `contract_version` and `table` as metadata."""
    fields = [
        pyarrow.field(column.name, pyarrow.type_for_alias(column.type), nullable=column.nullable)
        for column in declared(name).columns
    ]
    return pyarrow.schema(fields, metadata={"contract_version": str(CONTRACT_VERSION), "table": name})


@dataclass(frozen=True, slots=True)
class Demand:
    """What one check demands, in words."""

    en: str
    id: str


@cache
def check_to_demand(name: str) -> Mapping[str, Demand]:
    """Every check of one table by its stable name. A column's checks are called `<column>-<what>`, those over several columns
    have names of their own."""
    named: dict[str, Demand] = {}
    for column in contract(name).columns.values():
        named |= {f"{column.name}-{what}": demand for what, demand in _column_demands(column)}
    named |= {check.name: Demand(str(check.error), str(check.description)) for check in contract(name).checks}
    return named | ({"cell_ref-known": KNOWN} if name == "observations" else {})


def _column_demands(column: Any) -> list[tuple[str, Demand]]:
    demands = [("fits", FITS)] if column.dtype.type.kind in "if" else []
    if not column.nullable:
        demands.append(("required", Demand("must not be empty", "tidak boleh kosong")))
    if column.unique:
        demands.append(("unique", Demand("must not repeat", "tidak boleh berulang")))
    return demands + [_check_demand(check) for check in column.checks]


def _check_demand(check: Any) -> tuple[str, Demand]:
    what, en, id = _CHECKS[check.name]
    argument = next((value for value in check.statistics.values() if value is not None), "")
    shown = ", ".join(argument) if isinstance(argument, list) else str(argument)
    return what, Demand(en.format(shown), id.format(shown))


FITS = Demand("must fit the type of its column", "harus muat dalam tipe kolomnya")
KNOWN = Demand("must be a cell of the ledger", "harus merupakan sel dalam buku besar sel")

# pandera's name of a check -> ours, which is part of the contract, and what it demands
_CHECKS: Mapping[str, tuple[str, str, str]] = {
    "isin": ("allowed", "must be one of: {}", "harus salah satu dari: {}"),
    "str_matches": ("pattern", "must match {}", "harus cocok dengan {}"),
    "str_length": ("length", "must have at least {} character", "harus punya paling sedikit {} karakter"),
    "greater_than": ("positive", "must be greater than {}", "harus lebih besar dari {}"),
    "greater_than_or_equal_to": ("minimum", "must be at least {}", "paling kecil {}"),
    "less_than_or_equal_to": ("maximum", "must be at most {}", "paling besar {}"),
}
CHECK_WORDS: Mapping[str, str] = {name: words[0] for name, words in _CHECKS.items()} | {
    "not_nullable": "required",
    "field_uniqueness": "unique",
}


if not TYPE_CHECKING:

    def __getattr__(name: str) -> Any:
        """`SchemaErrors`, pandera's, when it is asked for (PEP 562)."""
        if name != "SchemaErrors":
            raise AttributeError(name)
        _without_dask()
        return importlib.import_module("pandera.errors").SchemaErrors
