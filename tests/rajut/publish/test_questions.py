"""Eight questions of an analyst over three invented documents of one agency, with answers worked out by hand."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import duckdb
import pyarrow.parquet as pq
import pytest

from rajut.pipeline import ConvertOptions, convert_document
from rajut.publish.output_folder import PublishOptions, publish_results
from schemas.contracts.catalog import TABLES

PLANS = Path(__file__).parent / "plans"
RENSTRA = (PLANS / "renstra.md").read_text(encoding="utf-8")
LKJIP = (PLANS / "lkjip.md").read_text(encoding="utf-8")
REVISED = (
    RENSTRA.replace("(RENSTRA)", "(RENSTRA) PERUBAHAN")
    .replace("| 330.000.000 | 360.000.000 |", "| 330.000.000 | 390.000.000 |")
    .replace("| 110.000.000 | 120.000.000 |", "| 110.000.000 | 150.000.000 |")
)
AGENCY = "organization_key = 'dinas-sosial' AND region_code = '18.08'"
Query = Callable[[str], list[tuple[Any, ...]]]


def to_html(text: str) -> str:
    """The same document in another format: heading, caption, one table."""
    head, caption, rule, *lines = [line for line in text.splitlines() if line.strip() and not line.startswith("|---")]
    rows = [rule, *lines]
    cells = "".join(
        "<tr>" + "".join(f"<td>{cell.strip()}</td>" for cell in row.strip("|").split("|")) + "</tr>" for row in rows
    )
    return f"<html><body><h1>{head.lstrip('# ')}</h1><p>{caption}</p><table>{cells}</table></body></html>"


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Renstra as Markdown and as HTML under a name that tells nothing, its revision, and a report of 2022."""
    folder = tmp_path_factory.mktemp("plans")
    texts = {"renstra.md": RENSTRA, "scan0001.html": to_html(RENSTRA), "lkjip.md": LKJIP, "perubahan.md": REVISED}
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    results = [convert_document(folder / name, folder, ConvertOptions()) for name in texts]
    publish_results(results, folder / "out", PublishOptions(duckdb=True))
    return folder / "out"


@pytest.fixture(scope="module", params=["duckdb", "sqlite"])
def ask(out: Path, request: pytest.FixtureRequest) -> Iterator[Query]:
    """Asks DuckDB with its views, and SQLite with the statements of views.sql: the answers are the same."""
    if request.param == "duckdb":
        with duckdb.connect(str(out / "rajut.duckdb"), read_only=True) as database:
            yield lambda query: database.execute(query).fetchall()
        return
    lite = sqlite3.connect(":memory:")
    for name in TABLES:
        table = pq.read_table(out / f"{name}.parquet")
        names = ", ".join(f'"{column}"' for column in table.schema.names)
        lite.execute(f"CREATE TABLE {name} ({names})")
        marks = ", ".join("?" * table.num_columns)
        lite.executemany(f"INSERT INTO {name} VALUES ({marks})", list(zip(*table.to_pydict().values(), strict=True)))
    lite.executescript((out / "views.sql").read_text(encoding="utf-8"))
    yield lambda query: lite.execute(query).fetchall()
    lite.close()


def test_1_what_is_the_agencys_budget(ask: Query) -> None:
    """2021 is 100 + 200 + 150 million. A plain sum counts three levels and two files of the first edition: 450 x 3 x 2, and again in
    the revision."""
    counted = ask(
        f"SELECT edition, SUM(value) FROM observations WHERE {AGENCY} AND measure = 'budget' AND year = 2021 "
        "AND aggregation = 'leaf' GROUP BY edition ORDER BY edition"
    )
    assert counted == [(1, 450e6), (2, 450e6)]
    plain = ask(f"SELECT SUM(value) FROM observations WHERE {AGENCY} AND measure = 'budget' AND year = 2021")
    assert plain == [(450e6 * 3 * 3,)]


def test_2_what_is_the_budget_of_each_program(ask: Query) -> None:
    """By programme and year, without double counting, in the newest edition; what is printed for the programme stands beside it."""
    found = ask(
        "SELECT program, year, budget, printed_for_program FROM budget_by_program AS b WHERE edition = "
        "(SELECT MAX(edition) FROM documents AS d WHERE d.plan_key = b.plan_key) ORDER BY program, year"
    )
    assert found == [
        ("PROGRAM PEMBERDAYAAN SOSIAL", 2021, 300e6, 300e6),
        ("PROGRAM PEMBERDAYAAN SOSIAL", 2022, 330e6, 330e6),
        ("PROGRAM PEMBERDAYAAN SOSIAL", 2023, 390e6, 390e6),
        ("PROGRAM REHABILITASI SOSIAL", 2021, 150e6, 150e6),
        ("PROGRAM REHABILITASI SOSIAL", 2022, 160e6, 160e6),
        ("PROGRAM REHABILITASI SOSIAL", 2023, 170e6, 170e6),
    ]


def test_3_how_far_were_targets_met_over_documents(ask: Query) -> None:
    """The Renstra promises 75 and 55 percent for 2022, the report tells 72 and 66: 96 and 120 percent of the target."""
    found = ask(
        "SELECT indicator, year, target, realization, percent_of_target FROM target_realization "
        "WHERE target_plan LIKE '%/renstra/%' GROUP BY 1, 2, 3, 4, 5 ORDER BY indicator"
    )
    assert [(*row[:4], round(row[4], 6)) for row in found] == [
        ("Persentase PMKS yang tertangani", 2022, 55.0, 66.0, 120.0),
        ("Persentase PSKS yang aktif", 2022, 75.0, 72.0, 96.0),
    ]


def test_4_what_is_the_series_of_one_indicator(ask: Query) -> None:
    """Three targets of the first edition and one realization, one row each, whatever the spelling of programme and unit."""
    found = ask(
        "SELECT measure, year, value, unit_norm FROM indicator_series WHERE indicator = 'Persentase PSKS yang aktif' "
        "AND (edition = 1) AND NOT (document_type = 'lkjip' AND measure = 'target') ORDER BY measure, year"
    )
    assert found == [
        ("realization", 2022, 72.0, "persen"),
        ("target", 2021, 70.0, "persen"),
        ("target", 2022, 75.0, "persen"),
        ("target", 2023, 80.0, "persen"),
    ]


def test_5_what_changed_between_editions(ask: Query) -> None:
    """30 million more for 2023, at each of the three levels that print it, and nothing else."""
    found = ask("SELECT change, measure, year, difference, program FROM plan_changes")
    assert found == [("changed", "budget", 2023, 30e6, "PROGRAM PEMBERDAYAAN SOSIAL")] * 3


def test_6_which_document_covers_which_year(ask: Query) -> None:
    """2022 is covered by all four files; the realizations are in the report alone."""
    found = ask(
        "SELECT source_name, targets, realizations, budgets FROM coverage_documents "
        f"WHERE {AGENCY} AND year = 2022 ORDER BY source_name"
    )
    renstra = (7, 0, 7)
    assert found == [
        ("lkjip.md", 2, 2, 0),
        ("perubahan.md", *renstra),
        ("renstra.md", *renstra),
        ("scan0001.html", *renstra),
    ]


def test_7_how_good_is_each_document(ask: Query) -> None:
    """Every document was read; 42 values each but for the report; one of the two files of the first edition is marked."""
    found = ask("SELECT source_name, printed_values, rejected, edition FROM document_quality ORDER BY source_name")
    assert found == [("lkjip.md", 4, 0, 1), ("perubahan.md", 42, 0, 2), ("renstra.md", 42, 0, 1), ("scan0001.html", 42, 0, 1)]
    twins = ask("SELECT source_name, duplicate_of FROM document_quality WHERE duplicate_of IS NOT NULL")
    assert len(twins) == 1
    assert sorted(twins[0]) == ["renstra.md", "scan0001.html"]


def test_8_how_many_people_were_planned_for(ask: Query) -> None:
    """Orang, Org, orang, ORANG and Org. are one unit: 25 + 15 + 90 people in 2021 at the lowest level."""
    found = ask(
        "SELECT unit_norm, unit_kind, SUM(value) FROM observations WHERE measure = 'target' AND year = 2021 AND edition = 1 "
        "AND aggregation = 'leaf' AND unit_kind = 'count' GROUP BY unit_norm, unit_kind"
    )
    assert found == [("orang", "count", 130.0)]


def test_a_repeated_value_names_the_one_that_counts(ask: Query) -> None:
    """Every value of the second file of an edition names the same value of the better one."""
    found = ask(
        "SELECT COUNT(*) FROM observations AS o JOIN observations AS b ON b.observation_id = o.duplicate_of "
        "WHERE o.aggregation = 'repeat' AND b.value = o.value AND b.year = o.year AND b.document_id <> o.document_id"
    )
    assert found == [(42,)]


def test_every_view_answers_over_an_empty_dataset(tmp_path: Path) -> None:
    """Nothing was read: no view fails."""
    publish_results([], tmp_path, PublishOptions(duckdb=True))
    with duckdb.connect(str(tmp_path / "rajut.duckdb"), read_only=True) as database:
        names = [name for (name,) in database.execute("SELECT view_name FROM duckdb_views() WHERE NOT internal").fetchall()]
        assert len(names) >= 10
        assert [database.execute(f'FROM "{name}"').fetchall() for name in names] == [[]] * len(names)


def test_a_set_that_was_recovered_publishes_the_same_bytes(out: Path, tmp_path: Path) -> None:
    """What documents say about each other is found anew from the published rows."""
    import shutil

    copy = tmp_path / "copy"
    shutil.copytree(out, copy)
    shutil.rmtree(copy / ".rajut")
    before = {name: (copy / f"{name}.parquet").read_bytes() for name in TABLES}
    publish_results([], copy)
    assert {name: (copy / f"{name}.parquet").read_bytes() for name in TABLES} == before
