"""SQL over a published dataset, with the views that it comes with. Nothing but the dataset can be read, and nothing written."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pyarrow
import pyarrow.dataset

from rajut.dataset.rows import table_path
from rajut.publish.commit import read_snapshot
from rajut.publish.duckdb import views, years_of
from schemas.contracts.catalog import TABLES
from schemas.contracts.declared import declared
from schemas.errors import EngineError, UsageError


def query_dataset(out: Path, sql: str) -> pyarrow.Table:
    """The answer of one statement. The tables bear the names of the Parquet files, the views those of views.sql.

    Raises UsageError "output-missing" without a dataset, "query-invalid" for a statement that cannot be answered, EngineError where
    duckdb is not installed.
    """
    read_snapshot(out)
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name="duckdb", extra="duckdb") from error
    with duckdb.connect() as database:
        _fill(database, out)
        try:
            answer = database.sql(sql)
            return pyarrow.table({}) if answer is None else answer.to_arrow_table()
        except duckdb.Error as error:
            said = str(error).strip().splitlines()[0].partition("Error: ")[2] or str(error).strip().splitlines()[0]
            raise UsageError("query-invalid", name=str(out), detail=said.rstrip(".")) from error


def _fill(database: Any, out: Path) -> None:
    for name in TABLES:
        database.register(name, pyarrow.dataset.dataset(table_path(out, name), format="parquet"))
    database.execute("SET enable_external_access = false")
    for query in (query for _, query in views(years_of(table_path(out, "observations"))).values()):
        database.execute(query.replace("CREATE VIEW", "CREATE TEMP VIEW", 1).replace("CREATE MACRO", "CREATE TEMP MACRO", 1))


def describe_dataset(out: Path) -> list[tuple[str, str, str]]:
    """(name, "table" or "view", what it is for) of everything that a query may name."""
    read_snapshot(out)
    tables = [(name, "table", declared(name).description.splitlines()[0]) for name in TABLES]
    return tables + [(name, "view", comment) for name, (comment, _) in views([]).items()]


def table_to_text(table: pyarrow.Table, widest: int = 48) -> str:
    """Rows as aligned columns for a terminal; what is longer than `widest` ends in "…". Numbers stand right."""
    rows = [[_to_text(value) for value in row.values()] for row in table.to_pylist()]
    cut = [[text if len(text) <= widest else f"{text[: widest - 1]}…" for text in row] for row in (table.schema.names, *rows)]
    widths = [max(map(len, column)) for column in zip(*cut, strict=True)]
    right = [pyarrow.types.is_integer(kind) or pyarrow.types.is_floating(kind) for kind in table.schema.types]
    lines = [
        "  ".join(
            text.rjust(width) if number else text.ljust(width) for text, width, number in zip(row, widths, right, strict=True)
        )
        for row in cut
    ]
    return "\n".join(line.rstrip() for line in [lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _to_text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, float):
        return f"{value:.15g}"
    return str(value).replace("\n", " ")
