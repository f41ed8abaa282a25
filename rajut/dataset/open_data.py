"""A dataset for open-data portals: metadata per indicator as Satu Data Indonesia asks for them, and observations as SDMX-CSV.

Nothing is made up for a form's sake: what the documents do not print is empty.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import pyarrow.parquet

from rajut.dataset.rows import rows_by_document, table_path
from rajut.printable import to_plain_cell
from rajut.publish.commit import read_snapshot
from schemas.errors import UnwritableError

SDI_COLUMNS = (
    *("kode", "nama", "konsep", "definisi", "klasifikasi", "ukuran", "satuan", "produsen_data", "kode_wilayah", "wilayah"),
    *("periode_awal", "periode_akhir", "frekuensi", "penulisan_lain", "jumlah_dokumen"),
)
SDMX_COLUMNS = (
    *("STRUCTURE", "STRUCTURE_ID", "ACTION", "FREQ", "REF_AREA", "ORGANIZATION", "INDICATOR", "MEASURE", "PLAN", "EDITION"),
    *("TIME_PERIOD", "OBS_VALUE", "UNIT_MEASURE", "OBS_STATUS", "OBS_ID", "INDICATOR_NAME"),
)
_STRUCTURE = "RAJUT:PLAN_VALUES(2.0)"
_SURE = {"reviewed", "proven", "consistent"}
_ASKED = (
    *(
        "region_code",
        "organization_key",
        "indicator_key",
        "indicator",
        "measure",
        "plan_key",
        "edition",
        "year",
        "period_kind",
    ),
    *("subperiod", "value", "value_status", "unit_norm", "aggregation", "revision", "confidence", "observation_id"),
)
_PERIODS = {"quarter": ("Q", "-Q{}"), "semester": ("S", "-S{}"), "month": ("M", "-{:02d}")}


def export_metadata(out: Path, target: Path) -> int:
    """Writes one line per indicator and returns their number: code, name, concept, definition (the formula where one is printed), level,
    measure, unit, producer, region, first and last year. Raises UsageError "output-missing", UnwritableError."""
    read_snapshot(out)
    rows = pyarrow.parquet.read_table(table_path(out, "indicators"), partitioning=None).to_pylist()
    return _write(target, SDI_COLUMNS, map(_to_metadata, rows))


def _to_metadata(row: Mapping[str, Any]) -> list[Any]:
    place = " › ".join(row[name] for name in ("program", "activity", "sub_activity") if row[name])
    return [
        *(row["indicator_key"], row["indicator"], place or row["indicator"], row["formula"], row["level"], row["unit_kind"]),
        *(row["unit_norm"], row["organization"], row["region_code"], row["region"], row["year_first"], row["year_last"]),
        *("tahunan" if row["year_first"] is not None else None, row["spellings"], row["documents"]),
    ]


def export_sdmx(out: Path, target: Path) -> int:
    """Writes the values of all indicators as SDMX-CSV 2.0 and returns their number: each once, with its time; what another value repeats,
    what has no number and what has no time is left out. A value that is not sure has the status U (low reliability)."""
    read_snapshot(out)

    def lines() -> Iterator[list[Any]]:
        for _, rows in rows_by_document(out, "observations", _ASKED):
            yield from (_to_sdmx(row) for row in rows.to_pylist() if _is_told(row))

    return _write(target, SDMX_COLUMNS, lines())


def _is_told(row: Mapping[str, Any]) -> bool:
    whole = row["value"] is not None and row["year"] is not None and row["indicator_key"] is not None
    return whole and row["aggregation"] != "repeat" and row["revision"] in {None, "after"}


def _to_sdmx(row: Mapping[str, Any]) -> list[Any]:
    frequency, pattern = _PERIODS.get(row["period_kind"], ("A", ""))
    time = f"{row['year']}{pattern.format(row['subperiod'])}"
    return [
        *(
            "dataflow",
            _STRUCTURE,
            "I",
            frequency,
            row["region_code"] or "_X",
            row["organization_key"] or "_X",
            row["indicator_key"],
        ),
        *(row["measure"], row["plan_key"], row["edition"], time, repr(row["value"]), row["unit_norm"] or "_X"),
        *("A" if row["confidence"] in _SURE else "U", row["observation_id"], row["indicator"]),
    ]


def _write(target: Path, head: Sequence[str], lines: Iterator[list[Any]]) -> int:
    count = 0
    try:
        with target.open("w", encoding="utf-8", newline="") as file:
            writer = csv.writer(file, lineterminator="\n")
            writer.writerow(head)
            for line in lines:
                writer.writerow([to_plain_cell(value) if isinstance(value, str) else value for value in line])
                count += 1
    except OSError as error:
        raise UnwritableError("output-unwritable", name=str(target), detail=error.strerror or str(error)) from error
    return count
