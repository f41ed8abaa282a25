"""Publishing beside the libraries: time against pyarrow, size and query time against DuckDB, memory against the number of documents.

    python -m benchmarks.publish [--rows 1000000] [--documents 400] [--folder DIR] [--json]

Made-up documents are staged first (not measured); then the dataset is published, and the very same tables are written by pyarrow
and by DuckDB with zstd. Every figure that is promised is a ratio, so that it means the same on another machine.
"""

from __future__ import annotations

import argparse
import json
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import duckdb
import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from rajut.identity.columns import columns_to_derived
from rajut.identity.summaries import columns_to_summaries
from rajut.publish.output_folder import open_output
from rajut.stage.file import write_staged
from rajut.stage.frames import columns_to_table
from schemas.contracts.catalog import TABLES, arrow_schema

PROMISES = {"time": 1.5, "cpu": 1.5, "size": 1.1, "query": 1.5, "memory": 1.25}
QUERY = (
    "SELECT organization, program, year, count(*), sum(value) FROM read_parquet('{}') "
    "WHERE measure = 'target' GROUP BY organization, program, year"
)
_TEXT = """
jumlah persentase dokumen layanan pegawai daerah kabupaten penyelenggaraan peningkatan kualitas pelayanan
publik aparatur sipil negara pelatihan jabatan fungsional administrasi keuangan perangkat evaluasi kinerja
laporan penyediaan jasa penunjang urusan pemerintahan pemeliharaan barang milik gedung kantor kendaraan dinas
operasional koordinasi penyusunan perencanaan anggaran
"""
_WORDS = _TEXT.split()
YEARS = 6


def texts(random: np.random.Generator, count: int, words: int) -> np.ndarray[Any, Any]:
    return np.array([" ".join(random.choice(_WORDS, words)).capitalize() for _ in range(count)], dtype=object)


def make_document(number: int, rows: int) -> dict[str, pa.Table]:
    """One document with about `rows` observations: programs with activities with indicators, six years each, a third blank."""
    random = np.random.default_rng(number)
    document_id = f"{number * 2654435761 % 2**64:016x}"
    lines = max(rows // YEARS, 1)
    count = lines * YEARS
    line = np.repeat(np.arange(lines), YEARS)
    year = np.tile(np.arange(2021, 2021 + YEARS), lines)
    refs = pa.array([f"p{row // 20 + 1}/t1/r{row % 20 + 2}c{column + 4}" for row in range(lines) for column in range(YEARS)])
    program, activity, indicator = (
        texts(random, lines // 40 + 1, 6),
        texts(random, lines // 8 + 1, 9),
        texts(random, lines, 12),
    )
    value = np.round(np.repeat(random.lognormal(4, 2, lines), YEARS) * random.uniform(0.9, 1.1, count), 2)
    blank = random.random(count) < 0.33
    spelled = pa.array(
        [None if empty else f"{number:.2f}".replace(".", ",") for number, empty in zip(value, blank, strict=True)], pa.string()
    )
    columns: dict[str, Any] = {
        "observation_id": pc.binary_join_element_wise(document_id, refs, "target", pa.array(year.astype(str)), "/"),
        "document_id": document_id,
        "source_name": f"daerah-{number % 97}/renstra-{number}.pdf",
        "table_id": f"{document_id}-t01",
        "table_kind": "cascading",
        "page": pa.array(line // 20 + 1, pa.int32()),
        "row": pa.array(line, pa.int32()),
        "cell_ref": refs,
        "region": f"Kabupaten {_WORDS[number % len(_WORDS)].capitalize()}",
        "organization": f"Dinas {' '.join(random.choice(_WORDS, 3)).title()}",
        "document_type": "renstra",
        "period_start": pa.scalar(2021, pa.int16()),
        "period_end": pa.scalar(2026, pa.int16()),
        "objective": pa.array(program[line // 40]),
        "program": pa.array(program[line // 40]),
        "activity": pa.array(activity[line // 8]),
        "level": "activity",
        "level_basis": "code",
        "indicator": pa.array(indicator[line]),
        "unit": pa.array(np.array(["Orang", "Dokumen", "%", "Unit"], dtype=object)[line % 4]),
        "measure": "target",
        "period_kind": "year",
        "year": pa.array(year, pa.int16()),
        "period_label": pc.binary_join_element_wise("Target", pa.array(year.astype(str)), " › "),
        "value_text": spelled,
        "value_status": pc.if_else(pa.array(blank), "blank", "number"),
        "value": pa.array(value, mask=blank),
        "comparator": pc.if_else(pa.array(blank), None, "="),
        "scale": pa.scalar(1.0),
        "confidence": "consistent",
        "plan_key": document_id,
        "edition": pa.scalar(1, pa.int16()),
        "aggregation": "leaf",
        "reviewed": False,
        **dict.fromkeys(("value_confidence", "name_confidence", "column_confidence"), "consistent"),
    }
    plain = build("observations", columns, count).to_pydict()
    derived = columns_to_derived(plain)
    summaries = {name: columns_to_table(name, rows)[0] for name, rows in columns_to_summaries(plain | derived).items()}
    columns |= {name: pa.array(values, arrow_schema("observations").field(name).type) for name, values in derived.items()}
    observations = build("observations", columns, count)
    cells = build("cells", cell_columns(columns, document_id, line, year, count), count)
    table = build("tables", table_columns(columns, lines, count, int(blank.sum())), 1)
    document = build("documents", document_columns(columns, count), 1)
    empty = {name: arrow_schema(name).empty_table() for name in ("findings", "rejected")}
    return {"observations": observations, "cells": cells, "tables": table, "documents": document, **empty, **summaries}


def cell_columns(columns: dict[str, Any], document_id: str, line: Any, year: Any, count: int) -> dict[str, Any]:
    left = 200 + 60 * (year - 2021)
    down = 80 + 18 * (line % 20)
    boxes = {"x0": left, "top": down, "x1": left + 60, "bottom": down + 18}
    return {
        "document_id": document_id,
        "fragment_ref": pc.replace_substring_regex(columns["cell_ref"], "/r.*", ""),
        "cell_ref": columns["cell_ref"],
        "page": columns["page"],
        "row": pa.array(line % 20 + 2, pa.int32()),
        "column": pa.array(year - 2017, pa.int32()),
        "row_span": pa.scalar(1, pa.int32()),
        "column_span": pa.scalar(1, pa.int32()),
        **{side: pa.array(edge, pa.float32()) for side, edge in boxes.items()},
        "text": columns["value_text"],
        "engine": "rajut",
        "table_id": columns["table_id"],
        "role": "value",
        "disposition": pc.if_else(pc.is_null(columns["value_text"]), "blank", "used"),
        "observation_id": columns["observation_id"],
    }


def table_columns(columns: dict[str, Any], lines: int, count: int, blank: int) -> dict[str, Any]:
    zeros = dict.fromkeys(
        ("spread", "merged_into", "repeated", "furniture", "not_planning", "rejected", "rejected_observations"), 0
    )
    numbers = {"number": 1, "fragments": 1, "header_rows": 2, "body_rows": lines, "columns": 10, "cells": count, "findings": 0}
    counts = {"used": count - blank, "blank": blank, "observations": count}
    same = {name: columns[name] for name in ("table_id", "document_id", "source_name", "table_kind")}
    return (
        same
        | {"fragment_refs": "p1/t1"}
        | {name: pa.scalar(value, pa.int32()) for name, value in (zeros | numbers | counts).items()}
    )


def document_columns(columns: dict[str, Any], count: int) -> dict[str, Any]:
    counts = {"tables": 1, "cells": count, "observations": count, "findings": 0, "rejected": 0}
    same = {name: columns[name] for name in ("document_id", "source_name", "region", "organization", "document_type")}
    constant = {"status": "ok", "software_version": "0.1.0", "contract_version": pa.scalar(2, pa.int16())}
    constant |= {"plan_key": columns["document_id"], "edition": pa.scalar(1, pa.int16()), "preferred": True}
    return same | constant | {name: pa.scalar(value, pa.int32()) for name, value in counts.items()}


def build(name: str, columns: dict[str, Any], count: int) -> pa.Table:
    arrays = []
    for field in arrow_schema(name):
        value = columns.get(field.name)
        if isinstance(value, (pa.Array, pa.ChunkedArray)):
            arrays.append(value.cast(field.type))
        else:
            scalar = value if isinstance(value, pa.Scalar) else pa.scalar(value, field.type)
            arrays.append(pa.repeat(scalar, count))
    return pa.table(arrays, schema=arrow_schema(name))


def stage_documents(out: Path, documents: int, rows: int) -> None:
    for number in range(documents):
        write_staged(out, make_document(number, rows // documents))


def publish(out: Path) -> dict[str, float]:
    """Publishes in a process of its own: seconds, and peak memory in MB above what the imports take."""
    quick = "from rajut.cli.quick_start import arrow_without_pandas; arrow_without_pandas()"  # as the command line begins
    code = f"{quick}; from benchmarks.publish import publish_here; publish_here({str(out)!r})"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def publish_here(out: str) -> None:
    with tempfile.TemporaryDirectory() as empty, open_output(Path(empty)) as folder:  # the imports and the page's template
        folder.publish()
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    began, used = time.perf_counter(), time.process_time()
    with open_output(Path(out)) as folder:
        folder.publish()
    seconds, cpu = time.perf_counter() - began, time.process_time() - used
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(json.dumps({"seconds": seconds, "cpu": cpu, "peak_mb": after, "above_imports_mb": after - before}))


def pyarrow_write(out: Path, scratch: Path) -> dict[str, float]:
    """Seconds that pyarrow takes to write the same tables from memory with zstd."""
    tables = {name: pq.read_table(out / f"{name}.parquet") for name in TABLES}
    began, used = time.perf_counter(), time.process_time()
    for name, table in tables.items():
        pq.write_table(table, scratch / f"pyarrow-{name}.parquet", compression="zstd", row_group_size=131_072)
    return {"seconds": time.perf_counter() - began, "cpu": time.process_time() - used}


def duckdb_write(out: Path, scratch: Path) -> Path:
    target = scratch / "duckdb.parquet"
    with duckdb.connect() as database:
        source = f"SELECT * FROM read_parquet('{out}/observations.parquet')"
        database.execute(f"COPY ({source}) TO '{target}' (FORMAT parquet, COMPRESSION zstd)")
    return target


def query_seconds(path: Path, repeats: int = 7) -> float:
    """The median of several runs of the BI query, after one that warms the file cache."""
    with duckdb.connect() as database:
        database.execute("SET threads = 1")
        taken = []
        for _ in range(repeats + 1):
            began = time.perf_counter()
            database.execute(QUERY.format(path)).fetchall()
            taken.append(time.perf_counter() - began)
    return sorted(taken[1:])[repeats // 2]


def measure(rows: int, documents: int, scratch: Path) -> dict[str, Any]:
    out, small = scratch / "out", scratch / "small"
    stage_documents(out, documents, rows)
    stage_documents(small, max(documents // 4, 1), rows // 4)
    small_run, run = publish(small), publish(out)
    baseline = pyarrow_write(out, scratch)
    rival = duckdb_write(out, scratch)
    ours = out / "observations.parquet"
    mine, theirs = query_seconds(ours), query_seconds(rival)
    return {
        "rows": pq.read_metadata(ours).num_rows,
        "documents": documents,
        "publish": run,
        "publish_a_quarter": small_run,
        "pyarrow": baseline,
        "bytes": {"rajut": ours.stat().st_size, "duckdb": rival.stat().st_size},
        "query_seconds": {"rajut": mine, "duckdb": theirs},
        "ratios": {
            "time": run["seconds"] / baseline["seconds"],
            "cpu": run["cpu"] / baseline["cpu"],
            "size": ours.stat().st_size / rival.stat().st_size,
            "query": mine / theirs,
            "memory": run["peak_mb"] / small_run["peak_mb"],
        },
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--documents", type=int, default=400)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--json", action="store_true")
    arguments = parser.parse_args()
    scratch = arguments.folder or Path(tempfile.mkdtemp(prefix="rajut-bench-"))
    try:
        result = measure(arguments.rows, arguments.documents, scratch)
    finally:
        if arguments.folder is None:
            shutil.rmtree(scratch, ignore_errors=True)
    if arguments.json:
        print(json.dumps(result, indent=1))
    else:
        print(
            f"{result['rows']} observations of {result['documents']} documents; publish {result['publish']}; pyarrow {result['pyarrow']}"
        )
        # on a busy machine the processor time says more than the clock; publishing uses two cores, pyarrow one
        print(f"processor time: {result['publish']['cpu'] / result['pyarrow']['cpu']:.2f} of pyarrow's")
        for name, ratio in result["ratios"].items():
            print(f"{name:8} {ratio:5.2f}  promised at most {PROMISES[name]}  {'ok' if ratio <= PROMISES[name] else 'MISSED'}")
    return int(any(ratio > PROMISES[name] for name, ratio in result["ratios"].items()))


if __name__ == "__main__":
    sys.exit(main())
