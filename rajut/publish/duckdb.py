"""`rajut.duckdb`: the tables in one file that BI tools open, with the views that people ask for first.

The rows are copied into the file: a DuckDB view over Parquet remembers a path, and breaks when the folder moves or the tool
starts elsewhere. The file is made anew with every publication, so it is never older than the Parquet files.
"""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute
import pyarrow.parquet

from rajut.publish.views import VIEWS
from schemas.contracts.catalog import TABLES
from schemas.errors import EngineError

DATABASE = "rajut.duckdb"
_WIDE_KEY = (
    "document_id, source_name, region, organization, document_type, table_id, row, objective, program_code, program, activity_code, "
    "activity, sub_activity_code, sub_activity, level, indicator, unit, measure, revision, period_kind, subperiod"
)


def write_duckdb(folder: Path, target: Path) -> None:
    """Makes the database `target` from the Parquet files in `folder`. Raises EngineError when duckdb is not installed."""
    try:
        import duckdb
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name="duckdb", extra="duckdb") from error
    partial = target.with_name(f".{target.name}.partial")
    partial.unlink(missing_ok=True)
    with duckdb.connect(str(partial)) as database:
        for name in TABLES:
            path = str(folder / f"{name}.parquet").replace("'", "''")
            database.execute(f"CREATE TABLE {name} AS SELECT * FROM read_parquet('{path}')")
        for name, (comment, query) in views(years_of(folder / "observations.parquet")).items():
            database.execute(query)
            kind = "MACRO TABLE" if "MACRO" in query else "VIEW"
            quoted = comment.replace("'", "''")
            database.execute(f"COMMENT ON {kind} {name} IS '{quoted}'")
    partial.replace(target)


def years_of(path: Path) -> list[int]:
    """The years that occur, ascending."""
    found: set[int] = set()
    with pyarrow.parquet.ParquetFile(path) as file:
        for batch in file.iter_batches(columns=["year"]):
            found.update(pyarrow.compute.unique(batch.column("year")).drop_null().to_pylist())
    return sorted(found)


def views(years: list[int]) -> dict[str, tuple[str, str]]:
    """Name, comment and SQL of every view; `observations_wide` gets two columns for each of the years."""
    per_year = "".join(
        f",\n  max(value) FILTER (year = {year}) AS y{year}, max(value_text) FILTER (year = {year}) AS t{year}"
        for year in years
    )
    return {
        "observations_wide": (
            "One row per indicator row and measure; y2024 is the number, t2024 the printed text",
            f"CREATE VIEW observations_wide AS SELECT {_WIDE_KEY}{per_year}\nFROM observations GROUP BY ALL",
        ),
        "latest_target": ("The target of the last year that has one, per indicator row", _LATEST),
        "coverage": ("How much was read and how well it is supported, by organization and year", _COVERAGE),
        "programs_without_target": ("Programs of which no row has a printed target for the year given", _WITHOUT),
    } | {name: (view.answers, f"CREATE VIEW {name} AS {view.query}") for name, view in VIEWS.items()}


_LATEST = """
CREATE VIEW latest_target AS
SELECT document_id, source_name, organization, program, activity, sub_activity, level, indicator, unit,
       year, value_text, value, value_status, category, confidence, observation_id
FROM observations
WHERE measure = 'target' AND period_kind IN ('year', 'fiscal_year') AND value_status NOT IN ('blank', 'nil')
      AND revision IS DISTINCT FROM 'before' AND revision IS DISTINCT FROM 'change'
QUALIFY row_number() OVER (PARTITION BY table_id, row ORDER BY year DESC, observation_id) = 1
"""

_COVERAGE = """
CREATE VIEW coverage AS
SELECT organization, year, count(DISTINCT document_id) AS documents, count(*) AS observations,
       count(*) FILTER (value_status NOT IN ('blank', 'nil')) AS with_value,
       count(*) FILTER (value_status = 'ambiguous') AS ambiguous,
       count(*) FILTER (confidence = 'reviewed') AS reviewed,
       count(*) FILTER (confidence = 'proven') AS proven,
       count(*) FILTER (confidence = 'consistent') AS consistent,
       count(*) FILTER (confidence = 'unproven') AS unproven,
       count(*) FILTER (confidence = 'contradicted') AS contradicted
FROM observations GROUP BY ALL
"""

_WITHOUT = """
CREATE MACRO programs_without_target(wanted) AS TABLE
SELECT organization, program, document_id
FROM observations WHERE program IS NOT NULL
GROUP BY ALL
HAVING count(*) FILTER (measure = 'target' AND year = wanted AND value_status NOT IN ('blank', 'nil')) = 0
ORDER BY ALL
"""
