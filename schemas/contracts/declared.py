"""What the pandera models declare, without pandera: setting it up costs many times what a small document's checks do.

`contract.json` is written from the models by `make docs`; a test holds it to them, so there is one contract and not two.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

FILE = "contract.json"


@dataclass(frozen=True, slots=True)
class DeclaredCheck:
    """One check of a column: pandera's name for it, and its arguments."""

    name: str
    statistics: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class DeclaredColumn:
    """One column: `type` is Arrow's name for it, `unit` None where it has none."""

    name: str
    type: str
    nullable: bool
    unique: bool
    description: str
    unit: str | None
    checks: tuple[DeclaredCheck, ...]


@dataclass(frozen=True, slots=True)
class DeclaredTable:
    """One table: its columns in order, the columns that are unique together, and the names of the checks over several columns."""

    name: str
    description: str
    columns: tuple[DeclaredColumn, ...]
    unique: tuple[str, ...]
    checks: tuple[str, ...]


@cache
def declared(name: str) -> DeclaredTable:
    """What the contract says of one table. Raises KeyError for a name outside it."""
    raw = _content()[name]
    columns = tuple(
        DeclaredColumn(**{**column, "checks": tuple(DeclaredCheck(**check) for check in column["checks"])})
        for column in raw["columns"]
    )
    return DeclaredTable(name, raw["description"], columns, tuple(raw["unique"]), tuple(raw["checks"]))


@cache
def _content() -> dict[str, Any]:
    content: dict[str, Any] = json.loads(resources.files("schemas.contracts").joinpath(FILE).read_text(encoding="utf-8"))
    return content


def schema_to_declaration(schema: Any) -> dict[str, Any]:
    """What `contract.json` says of a pandera schema."""
    return {
        "description": str(schema.description),
        "unique": list(schema.unique or ()),
        "checks": [check.name for check in schema.checks],
        "columns": [
            {
                "name": column.name,
                "type": str(column.dtype.type.pyarrow_dtype),
                "nullable": bool(column.nullable),
                "unique": bool(column.unique),
                "description": column.description,
                "unit": (column.metadata or {}).get("unit"),
                "checks": [{"name": check.name, "statistics": _plain(check.statistics)} for check in column.checks],
            }
            for column in schema.columns.values()
        ],
    }


def _plain(statistics: Mapping[str, Any]) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, list | tuple) else getattr(value, "pattern", value)
        for name, value in statistics.items()
    }
