"""What BI tools, lakes and officers see: the files in every reader, the DuckDB views, the exports."""

from __future__ import annotations

import csv
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rajut.dataset.export import export_lake, export_wide, number_to_text
from rajut.publish.output_folder import PublishOptions, publish_results
from schemas.contracts.catalog import TABLES, arrow_schema
from schemas.errors import UsageError
from tests.rajut.publish.documents import make_result, refused_result

duckdb = pytest.importorskip("duckdb")


@pytest.fixture
def out(tmp_path: Path) -> Path:
    publish_results(
        [make_result(), make_result("b.pdf", "b"), refused_result()], tmp_path / "out", PublishOptions(duckdb=True)
    )
    return tmp_path / "out"


def query(out: Path, sql: str) -> list[tuple[object, ...]]:
    with duckdb.connect(str(out / "rajut.duckdb"), read_only=True) as database:
        rows: list[tuple[object, ...]] = database.execute(sql).fetchall()
        return rows


@pytest.mark.parametrize("table", TABLES)
def test_every_reader_sees_the_same_rows(out: Path, table: str) -> None:
    """DuckDB, Polars, pandas and PyArrow read the same values from each file."""
    import pandas as pd
    import polars as pl

    path = out / f"{table}.parquet"
    expected = pq.read_table(path).to_pylist()
    assert pl.read_parquet(path).to_dicts() == expected
    assert pd.read_parquet(path, dtype_backend="pyarrow").astype(object).where(lambda frame: frame.notna(), None).to_dict(
        "records"
    ) == (expected)
    relation = duckdb.read_parquet(str(path))
    assert [dict(zip(relation.columns, row, strict=True)) for row in relation.fetchall()] == expected


def test_no_reader_sees_a_nested_or_surprising_type(out: Path) -> None:
    """DuckDB and Polars see only flat text, whole numbers and floats, the same in every file of the contract."""
    import polars as pl

    flat = {"VARCHAR", "BOOLEAN", "TINYINT", "SMALLINT", "INTEGER", "FLOAT", "DOUBLE"}
    for table in TABLES:
        assert {str(kind) for kind in duckdb.read_parquet(str(out / f"{table}.parquet")).types} <= flat
        assert not any(kind.is_nested() for kind in pl.read_parquet_schema(out / f"{table}.parquet").values())


def test_an_empty_dataset_still_has_its_columns_in_duckdb(tmp_path: Path) -> None:
    """A folder without a single observation opens, and its views answer with no rows."""
    publish_results([refused_result()], tmp_path, PublishOptions(duckdb=True))
    for view in ("observations_wide", "latest_target", "budget_by_program", "coverage", "programs_without_target(2024)"):
        assert query(tmp_path, f"FROM {view}") == []


def test_the_wide_view_has_a_column_per_year(out: Path) -> None:
    """observations_wide shows number and printed text of each year in one row per indicator."""
    rows = query(out, "SELECT y2021, t2022, y2022 FROM observations_wide WHERE indicator = 'Nilai SAKIP'")
    assert rows == [(70.0, "72,5", 72.5)] * 2


def test_the_latest_target_is_the_last_printed_one(out: Path) -> None:
    """An indicator whose last year is blank has its latest target in the year before."""
    rows = query(out, "SELECT year, value FROM latest_target WHERE indicator = 'Nilai SAKIP'")
    assert rows == [(2022, 72.5)] * 2


def test_the_question_of_the_readme_has_an_answer(out: Path) -> None:
    """Which programs lack a 2023 target? The one whose cell is blank."""
    assert {row[1] for row in query(out, "FROM programs_without_target(2023)")} == {"Program Penunjang"}
    assert query(out, "FROM programs_without_target(2021)") == []


def test_coverage_counts_values(out: Path) -> None:
    """coverage counts observations and printed values by organization and year."""
    rows = query(out, "SELECT year, observations, with_value FROM coverage ORDER BY year")
    assert rows == [(2021, 4, 4), (2022, 4, 4), (2023, 4, 2)]


def test_the_database_never_lags_behind(out: Path) -> None:
    """A later publication without --duckdb still refreshes the database that is there."""
    publish_results([make_result("c.pdf", "c")], out)
    assert query(out, "SELECT count(*) FROM documents") == [(4,)]


def test_the_csv_holds_numbers_and_printed_text(out: Path, tmp_path: Path) -> None:
    """One line per indicator and measure; numbers as numbers, categories as printed, blanks empty."""
    assert export_wide(out, tmp_path / "wide.csv", "csv", "en") == 4
    with (tmp_path / "wide.csv").open(encoding="utf-8-sig", newline="") as file:
        first, second, *_ = csv.DictReader(file)
    assert (first["2021"], first["2022"], first["2023"]) == ("70", "72.5", "")
    assert (second["2022"], second["Indicator"]) == ("BB", "Indeks kepuasan")


def test_the_indonesian_csv_opens_in_indonesian_excel(out: Path, tmp_path: Path) -> None:
    """Semicolons, decimal commas, a byte order mark and Indonesian titles."""
    export_wide(out, tmp_path / "wide.csv", "csv", "id")
    text = (tmp_path / "wide.csv").read_bytes()
    assert text.startswith(b"\xef\xbb\xbfDokumen;Daerah;")
    assert b";72,5;" in text


def test_the_workbook_holds_the_same(out: Path, tmp_path: Path) -> None:
    """XLSX: numbers are numbers, the head is frozen, one sheet."""
    openpyxl = pytest.importorskip("openpyxl")
    assert export_wide(out, tmp_path / "wide.xlsx", "xlsx", "id") == 4
    sheet = openpyxl.load_workbook(tmp_path / "wide.xlsx").active
    head, first = list(sheet.iter_rows(values_only=True))[:2]
    line = dict(zip(head, first, strict=True))
    assert (line["2021"], line["2022"], line["2023"], line["Program"]) == (70, 72.5, None, "Program Penunjang")
    assert sheet.freeze_panes == "A2"


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_a_text_that_looks_like_a_formula_stays_a_text(tmp_path: Path, kind: str) -> None:
    """A cell of a document such as =HYPERLINK(...) must not run in the officer's spreadsheet."""
    evil = '=HYPERLINK("http://example.org";"klik")'
    publish_results([make_result(targets=((evil, evil, "%", ("1", "2", "3")),))], tmp_path / "out")
    target = tmp_path / f"wide.{kind}"
    export_wide(tmp_path / "out", target, kind, "en")  # type: ignore[arg-type]
    if kind == "csv":
        with target.open(encoding="utf-8-sig", newline="") as file:
            assert next(csv.DictReader(file))["Program"] == "'" + evil
    else:
        sheet = pytest.importorskip("openpyxl").load_workbook(target).active
        cells = [cell for row in sheet.iter_rows() for cell in row if cell.value == evil]
        assert {cell.data_type for cell in cells} == {"s"}


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_exported_numbers_mean_the_same(number: float) -> None:
    """The decimal text of a number has no exponent and reads back as the same number."""
    text = number_to_text(number)
    assert "e" not in text.lower()
    assert float(text) == number


def test_a_partitioned_copy_holds_all_rows(out: Path, tmp_path: Path) -> None:
    """A Hive copy, partitioned by measure, read back by DuckDB and PyArrow, has every row and its codes as text."""
    assert export_lake(out, tmp_path / "lake", "hive", ["measure", "year"]) == 12
    relation = duckdb.sql(f"SELECT * FROM read_parquet('{tmp_path}/lake/**/*.parquet', hive_partitioning = true)")
    assert len(relation.fetchall()) == 12
    assert dict(zip(relation.columns, map(str, relation.types), strict=True))["program_code"] == "VARCHAR"


@pytest.mark.parametrize("column", ["program_code", "document_id", "program", "nonsense"])
def test_codes_are_no_partition_columns(out: Path, tmp_path: Path, column: str) -> None:
    """Partitioning by a code or a name is refused: readers would turn 33.70 into a number."""
    with pytest.raises(UsageError) as caught:
        export_lake(out, tmp_path / "lake", "hive", [column])
    assert caught.value.code == "partition-unfit"


def test_a_delta_table_gets_a_version_per_export(out: Path, tmp_path: Path) -> None:
    """Exporting twice gives two versions of one Delta table with the same rows."""
    deltalake = pytest.importorskip("deltalake")
    for _ in range(2):
        export_lake(out, tmp_path / "delta", "delta")
    table = deltalake.DeltaTable(str(tmp_path / "delta"))
    assert table.version() == 1
    assert table.count() == 12
    assert set(arrow_schema("observations").names) == {field.name for field in table.schema().fields}
