"""The wide view for officers: one line per indicator row and measure, a column per period, as CSV or XLSX; and copies for lakes.

Numbers stay numbers, everything else is what the document prints. A text that a spreadsheet would take for a formula is kept a
text: the documents come from strangers.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

import pyarrow
import pyarrow.compute
import pyarrow.dataset
import pyarrow.parquet

from rajut.dataset.rows import rows_by_document, table_path
from rajut.printable import to_plain_cell, visible
from rajut.publish.commit import read_snapshot, unwritable_as_error
from schemas.errors import EngineError, UsageError

Period = tuple[int | None, str, int | None]

_LABELS = {
    "source_name": ("Document", "Dokumen"),
    "region": ("Region", "Daerah"),
    "organization": ("Organization", "Perangkat daerah"),
    "page": ("Page", "Halaman"),
    "objective": ("Objective", "Sasaran"),
    "program_code": ("Program code", "Kode program"),
    "program": ("Program", "Program"),
    "activity_code": ("Activity code", "Kode kegiatan"),
    "activity": ("Activity", "Kegiatan"),
    "sub_activity_code": ("Sub activity code", "Kode sub kegiatan"),
    "sub_activity": ("Sub activity", "Sub kegiatan"),
    "level": ("Level", "Tingkat"),
    "indicator": ("Indicator", "Indikator"),
    "unit": ("Unit", "Satuan"),
    "measure": ("Measure", "Ukuran"),
    "revision": ("Revision", "Perubahan"),
}
_TAIL = {"confidence": ("Weakest confidence", "Keyakinan terlemah"), "flags": ("Findings", "Temuan")}
_CONFIDENCES = ("contradicted", "unproven", "consistent", "proven", "reviewed")
_SUBPERIODS = {"quarter": ("Q", "TW "), "semester": ("S", "Sem. "), "month": ("M", "Bln ")}
SHEET_ROWS = 1_000_000
PARTITION_COLUMNS = ("document_type", "level", "measure", "period_kind", "value_status", "year")


def export_wide(out: Path, target: Path, kind: Literal["csv", "xlsx"] = "csv", language: str = "id") -> int:
    """Writes the wide view of the dataset `out` to the file `target` and returns its lines without the head.

    CSV is UTF-8 with a byte order mark, so that Excel shows it right; for "id" the separator is ';' and the decimal sign ',', as
    Indonesian Excel expects. Raises UsageError "output-missing", UnwritableError, EngineError without openpyxl for XLSX.
    """
    read_snapshot(out)
    periods = _periods(out)
    lines = wide_lines(out, periods, language)
    head = wide_head(periods, language)
    partial = target.with_name(f".{target.name}.partial")
    with unwritable_as_error(target):
        try:
            count = (_write_csv if kind == "csv" else _write_xlsx)(partial, head, lines, language)
            partial.replace(target)
        finally:
            partial.unlink(missing_ok=True)
    return count


def _periods(out: Path) -> list[Period]:
    """The periods that occur, in order of time; those without a year first."""
    found: set[Period] = set()
    columns = ["year", "period_kind", "subperiod"]
    with pyarrow.parquet.ParquetFile(table_path(out, "observations")) as file:
        for batch in file.iter_batches(columns=columns):
            unique = pyarrow.Table.from_batches([batch]).group_by(columns).aggregate([])
            found.update((row["year"], row["period_kind"], row["subperiod"]) for row in unique.to_pylist())
    return sorted(found, key=lambda period: (period[0] or 0, period[2] or 0, period[1]))


def wide_head(periods: Sequence[Period], language: str) -> list[str]:
    """The column titles, in "en" or "id"."""
    index = int(language == "id")
    years = [_period_title(period, index) for period in periods]
    return [title[index] for title in _LABELS.values()] + years + [title[index] for title in _TAIL.values()]


def _period_title(period: Period, index: int) -> str:
    year, kind, number = period
    if kind in _SUBPERIODS:
        part = f"{_SUBPERIODS[kind][index]}{number}"
        return part if year is None else f"{year} {part}"
    if year is None:
        return ("No period", "Tanpa periode")[index]
    return {"fiscal_year": f"TA {year}", "span": f"… {year}"}.get(kind, str(year))


def wide_lines(out: Path, periods: Sequence[Period], language: str) -> Iterator[list[Any]]:
    """One list of cells per indicator row, measure and revision, document by document."""
    columns = [*_LABELS, *_TAIL, "table_id", "row", "year", "period_kind", "subperiod", "value", "value_status", "value_text"]
    place = {period: position for position, period in enumerate(periods)}
    for _, rows in rows_by_document(out, "observations", columns):
        # the file is sorted by table, row and measure; a revision can lie between two periods
        ordered = sorted(rows.to_pylist(), key=_line_key)
        for _, line in groupby(ordered, key=_line_key):
            yield _line(list(line), place)


def _line_key(row: dict[str, Any]) -> tuple[Any, ...]:
    return (row["table_id"], row["row"], row["measure"], row["revision"] or "")


def _line(rows: list[dict[str, Any]], place: dict[Period, int]) -> list[Any]:
    values: list[Any] = [None] * len(place)
    for row in rows:
        position = place[row["year"], row["period_kind"], row["subperiod"]]
        shown = row["value"] if row["value_status"] == "number" else row["value_text"]
        # two columns of the source for one period: both are shown, none is chosen
        values[position] = shown if values[position] is None else f"{values[position]} | {shown}"
    worst = min((row["confidence"] for row in rows), key=_CONFIDENCES.index)
    flags = sorted({flag for row in rows for flag in (row["flags"] or "").split(";") if flag})
    return [rows[0][name] for name in _LABELS] + values + [worst, "; ".join(flags) or None]


def _write_csv(path: Path, head: list[str], lines: Iterable[list[Any]], language: str) -> int:
    delimiter, decimal = (";", ",") if language == "id" else (",", ".")
    count = 0
    with path.open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file, delimiter=delimiter)
        writer.writerow(head)
        for count, line in enumerate(lines, 1):  # noqa: B007 - the count is the answer
            writer.writerow([_csv_cell(cell, decimal) for cell in line])
    return count


def _csv_cell(cell: Any, decimal: str) -> str:
    if cell is None:
        return ""
    if isinstance(cell, float):
        return number_to_text(cell).replace(".", decimal)
    return to_plain_cell(str(cell))


def number_to_text(number: float) -> str:
    """The shortest decimal that means this number, without exponent: 4500, 0.003, 243246.516."""
    return format(Decimal(repr(number)), "f").removesuffix(".0")


def _write_xlsx(path: Path, head: list[str], lines: Iterable[list[Any]], language: str) -> int:
    try:
        from openpyxl import Workbook
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name="openpyxl", extra="xlsx") from error
    book = Workbook(write_only=True)
    count = 0
    sheet: Any = None
    for line in lines:
        if count % SHEET_ROWS == 0:
            sheet = _new_sheet(book, head)
        sheet.append([_xlsx_cell(sheet, cell) for cell in line])
        count += 1
    if sheet is None:
        _new_sheet(book, head)
    book.save(path)
    return count


def _new_sheet(book: Any, head: list[str]) -> Any:
    number = len(book.sheetnames) + 1
    sheet = book.create_sheet("Data" if number == 1 else f"Data {number}")
    sheet.freeze_panes = "A2"
    sheet.append([_xlsx_cell(sheet, title) for title in head])
    return sheet


def _xlsx_cell(sheet: Any, cell: Any) -> Any:
    if not isinstance(cell, str):
        return cell
    from openpyxl.cell import WriteOnlyCell

    made = WriteOnlyCell(sheet, value=visible(cell)[:32_767])
    made.data_type = "s"  # a text that begins with '=' is no formula
    return made


def export_lake(
    out: Path, target: Path, kind: Literal["hive", "delta"] = "hive", partition_by: Sequence[str] = ("document_type",)
) -> int:
    """Copies observations for a data lake, partitioned by plain words or whole numbers, and returns the rows. `target` is a new
    or empty folder for "hive"; for "delta" an existing Delta table gets a new version.

    Codes are no partition columns: readers take 33.70 for the number 33.7. Raises UsageError "partition-unfit" for other columns
    and "output-missing" without a dataset, UnwritableError, EngineError without deltalake for "delta".
    """
    snapshot = read_snapshot(out)
    unfit = [name for name in partition_by if name not in PARTITION_COLUMNS]
    if unfit:
        raise UsageError("partition-unfit", name=", ".join(unfit), detail=", ".join(PARTITION_COLUMNS))
    with pyarrow.parquet.ParquetFile(table_path(out, "observations")) as file, unwritable_as_error(target):
        reader = pyarrow.RecordBatchReader.from_batches(file.schema_arrow, file.iter_batches())
        if kind == "delta":
            _write_delta(target, reader, partition_by)
        else:
            _write_hive(target, reader, file.schema_arrow, partition_by)
    return int(snapshot["files"]["observations.parquet"]["rows"])


def _write_hive(target: Path, reader: Any, schema: pyarrow.Schema, partition_by: Sequence[str]) -> None:
    partitioning = pyarrow.dataset.partitioning(pyarrow.schema([schema.field(name) for name in partition_by]), flavor="hive")
    options = pyarrow.dataset.ParquetFileFormat().make_write_options(compression="zstd")
    pyarrow.dataset.write_dataset(
        reader,
        target,
        format="parquet",
        partitioning=partitioning,
        file_options=options,
        existing_data_behavior="error",
        use_threads=False,
    )


def _write_delta(target: Path, reader: Any, partition_by: Sequence[str]) -> None:
    try:
        from deltalake import write_deltalake
    except ModuleNotFoundError as error:
        raise EngineError("engine-missing", name="deltalake", extra="lake") from error
    write_deltalake(str(target), reader, mode="overwrite", partition_by=list(partition_by))
