"""Does memory stay flat: the whole corpus in one process, and one document of thousands of pages, page by page.

    python -m benchmarks.flat [--rounds 3] [--pages 3000]

The corpus (bench and real documents, where they lie beside the checkout; the samples otherwise) is read to fragments `rounds` times;
a document of `pages` ruled pages is made and its pages are read, their tables found, and let go. Prints resident memory on the way.
"""

from __future__ import annotations

import argparse
import io
import resource
import time
from pathlib import Path

from reportlab.pdfgen.canvas import Canvas

from benchmarks.tables import bench_folder
from extract.options import ReadOptions
from extract.pages.pdf_document import pdf_to_reading
from extract.pages.turned_views import ink_to_blocks
from extract.pdfium.library import open_document
from extract.pdfium.page_reader import document_to_inks
from schemas.errors import RajutError
from schemas.provenance import SourceDocument

ROOT = Path(__file__).resolve().parents[1]


def resident() -> float:
    """Resident memory of this process in MiB."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * resource.getpagesize() / 2**20


def corpus() -> list[Path]:
    """All PDFs of the private corpus, or the samples where it is absent."""
    bench = bench_folder()
    folders = [] if bench is None else [bench, bench.parent / "data" / "real"]
    return sorted(path for folder in folders for path in folder.rglob("*.pdf")) or samples()


def samples() -> list[Path]:
    return sorted((ROOT / "samples" / "documents").glob("*.pdf"))


def read_all(paths: list[Path]) -> int:
    """The number of pages of all documents that can be read."""
    pages = 0
    for path in paths:
        data = path.read_bytes()
        try:
            reading = pdf_to_reading(SourceDocument(path.name, "0" * 64, "application/pdf", len(data)), data, ReadOptions())
        except RajutError:
            continue
        pages += len(reading.source.page_sizes)
    return pages


def long_document(pages: int) -> bytes:
    """Pages with a ruled table of 40 rows and 8 columns each, no two alike."""
    buffer = io.BytesIO()
    canvas = Canvas(buffer, invariant=1)
    for number in range(pages):
        canvas.setFont("Helvetica", 7)
        for row in range(41):
            canvas.line(40, 780 - 16 * row, 552, 780 - 16 * row)
            for column in range(8 if row < 40 else 0):
                canvas.drawString(43 + 64 * column, 769 - 16 * row, f"{number * 7 + row}.{column}")
        for column in range(9):
            canvas.line(40 + 64 * column, 780, 40 + 64 * column, 140)
        canvas.showPage()
    canvas.save()
    return buffer.getvalue()


def read_pages(data: bytes) -> list[float]:
    """Resident memory after each page of the document, its tables found and let go."""
    levels = []
    with open_document(data, "long.pdf") as document:
        for _, ink in document_to_inks(document):
            if ink is not None:
                ink_to_blocks(ink)
            levels.append(resident())
    return levels


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--pages", type=int, default=3000)
    arguments = parser.parse_args()
    paths = corpus()
    for number in range(1, arguments.rounds + 1):
        start = time.process_time()
        pages = read_all(paths)
        print(
            f"round {number}: {len(paths)} documents, {pages} pages, {time.process_time() - start:.1f} s CPU, {resident():.0f} MiB"
        )
    data = long_document(arguments.pages)
    print(f"document of {arguments.pages} pages: {len(data) >> 20} MiB, {resident():.0f} MiB before")
    levels = read_pages(data)
    for at in range(0, len(levels), max(1, len(levels) // 6)):
        print(f"page {at + 1}: {levels[at]:.1f} MiB")
    print(f"page {len(levels)}: {levels[-1]:.1f} MiB, highest {max(levels):.1f} MiB")


if __name__ == "__main__":
    main()
