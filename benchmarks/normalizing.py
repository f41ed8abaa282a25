"""Does normalizing cost the same for each row? CPU seconds for tables of n and 2n rows, and their ratio (2 is linear).

    python benchmarks/normalizing.py [--rows 10000] [--documents FOLDER]

A table of activities, sub-activities and indicators over six years, cut into pages of 40 rows without a header. With `--documents` also
what normalizing costs against extracting: each document of the folder is extracted and normalized one after the other, so that what else
the machine does falls on both alike; scans are left out, since recognition costs what neither does.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.document import reading_to_normalized
from schemas.kind import builtin_kinds
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock

HEAD = ["Kegiatan/Sub Kegiatan", "Indikator", "Satuan", *(f"Target {year}" for year in range(2021, 2027))]
PARTS = 4
PAGE = 40
SUFFIXES = {".pdf", ".docx", ".html", ".md", ".xlsx"}


def body(rows: int) -> Iterator[list[str]]:
    """Blocks of one activity, which prints the sums, and its parts."""
    for row in range(rows):
        block, part = divmod(row, PARTS + 1)
        if part == 0:
            figures = [sum(block % 50 + year + p for p in range(1, PARTS + 1)) for year in range(6)]
            yield [f"Pembinaan arsip {block}", f"Tercapainya pembinaan arsip {block}", "Orang/ Dokumen", *map(str, figures)]
        else:
            figures = [block % 50 + year + part for year in range(6)]
            yield [f"Penataan arsip {block} {part}", f"Jumlah arsip {block} {part}", "Dokumen", *map(str, figures)]


def rows_to_reading(rows: int) -> DocumentReading:
    """The table over as many pages as it needs."""
    lines = list(body(rows))
    blocks: list[TextBlock | Fragment] = [
        TextBlock("RENSTRA DINAS ARSIP KABUPATEN CONTOH TAHUN 2021-2026", "heading", level=1)
    ]
    for page, start in enumerate(range(0, rows, PAGE)):
        grid = ([HEAD] if page == 0 else []) + lines[start : start + PAGE]
        cells = tuple(Cell(r, c, text) for r, line in enumerate(grid) for c, text in enumerate(line))
        blocks.append(Fragment(FragmentRef(0, page + 1), len(grid), len(HEAD), cells))
    return DocumentReading(SourceDocument("large.md", "0" * 64, "text/markdown", 1), tuple(blocks))


def seconds(rows: int) -> float:
    """CPU seconds of one run; fails when an observation is missing."""
    reading = rows_to_reading(rows)
    start = time.process_time()
    document = reading_to_normalized(reading, builtin_kinds())
    spent = time.process_time() - start
    if len(document.observations) != rows * 6:
        sys.exit(f"{rows} rows gave {len(document.observations)} observations instead of {rows * 6}")
    return spent


def folder_to_seconds(folder: Path) -> Iterator[tuple[float, float]]:
    """CPU seconds of extracting and of normalizing, document by document."""
    options = ReadOptions(second_opinion="never")
    for path in sorted(folder.iterdir()):
        if path.suffix not in SUFFIXES or "scan" in path.name:
            continue
        source, data = open_source(path, None, options.limits)
        start = time.process_time()
        reading = document_to_reading(source, data, options)
        middle = time.process_time()
        reading_to_normalized(reading, builtin_kinds())
        yield middle - start, time.process_time() - middle


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=10_000)
    parser.add_argument("--documents", type=Path)
    arguments = parser.parse_args()
    rows = arguments.rows
    seconds(PAGE)  # imports and tables of terms
    if arguments.documents is not None:
        extracted, normalized = map(sum, zip(*folder_to_seconds(arguments.documents), strict=True))
        print(f"extracting {extracted:.2f} s, normalizing {normalized:.2f} s: {normalized / extracted:.2f} of it")
    single, double = seconds(rows), seconds(2 * rows)
    print(
        f"{rows} rows {single:.2f} s, {2 * rows} rows {double:.2f} s: ratio {double / single:.2f}, {1e6 * double / rows / 2:.0f} us a row"
    )


if __name__ == "__main__":
    main()
