"""CPU time of normalizing one table over many pages: does it grow with the pages, or faster?

    python -m benchmarks.long_tables [--case coded ...] [--pages 100] [--doublings 3] [--repeats 3]

Each case is a table of 20 rows a page, drawn as fragments, without a reader. `growth` is the time of twice the pages over that of
the pages: 2 is linear. Each is the least of `repeats` runs, which what else the machine does can only lengthen; the sizes take turns, so
that it lengthens none of them alone. Collected as seldom as in a worker.
"""

from __future__ import annotations

import argparse
import gc
import time
from collections.abc import Callable, Iterator

from normalize.document import reading_to_normalized
from rajut.collector import collect_seldom
from schemas.geometry import BBox
from schemas.kind import builtin_kinds
from schemas.provenance import FragmentRef, SourceDocument
from schemas.table import Cell, DocumentReading, Fragment, TextBlock

ROWS = 20
HEAD = ("Kode", "Program/Kegiatan", "Indikator", "Satuan", "Target 2023", "Target 2024")
EDGES = (40.0, 110.0, 270.0, 430.0, 500.0, 570.0, 640.0)
Row = tuple[str, ...]
Draw = Callable[[int], Iterator[list[Row]]]


def _item(number: int) -> Row:
    code = f"{1 + number // 10_000}.{number // 100 % 100:02}.{number % 100:02}"
    return (code, f"Program nomor {number}", f"Jumlah dokumen {number}", "Dokumen", str(number % 97), str(number % 89))


def header_on_each_page(pages: int) -> Iterator[list[Row]]:
    for page in range(pages):
        yield [HEAD, *(_item(ROWS * page + row) for row in range(ROWS))]


def one_table_over_all_pages(pages: int) -> Iterator[list[Row]]:
    for page in range(pages):
        yield ([HEAD] if page == 0 else []) + [_item(ROWS * page + row) for row in range(ROWS)]


def rows_cut_at_page_breaks(pages: int) -> Iterator[list[Row]]:
    """The last row of a page goes on in the first of the next: its code, its name, its indicator."""
    for page in range(pages):
        rows = [_item(ROWS * page + row) for row in range(ROWS)]
        code, name, indicator, *rest = rows[-1]
        rows[-1] = (code[:3], f"{name} dan", f"{indicator} yang", *rest)
        rest_of_row = (code[3:], "Pengembangan", "disusun", "", "", "")
        yield ([HEAD] if page == 0 else [rest_of_row]) + rows


def names_cut_at_page_breaks(pages: int) -> Iterator[list[Row]]:
    """A name goes on beside an indicator of its own."""
    for page in range(pages):
        rows = [_item(ROWS * page + row) for row in range(ROWS)]
        rest_of_name = ("", "dan Pengembangan", "Jumlah orang", "Orang", "1", "2")
        yield ([HEAD] if page == 0 else [rest_of_name]) + rows


def plain_names(pages: int) -> Iterator[list[Row]]:
    """No codes; one name for many indicators."""
    for page in range(pages):
        items = [_item(ROWS * page + row) for row in range(ROWS)]
        yield ([HEAD] if page == 0 else []) + [
            ("", name if row % 5 == 0 else "", *rest) for row, (_, name, *rest) in enumerate(items)
        ]


def a_table_on_each_page(pages: int) -> Iterator[list[Row]]:
    """Different tables: heads of different years."""
    for page in range(pages):
        years = (2000 + page % 20, 2001 + page % 20)
        yield [(*HEAD[:4], *(f"Target {year}" for year in years)), *(_item(ROWS * page + row) for row in range(ROWS))]


CASES: dict[str, Draw] = {
    draw.__name__: draw
    for draw in (
        header_on_each_page,
        one_table_over_all_pages,
        rows_cut_at_page_breaks,
        names_cut_at_page_breaks,
        plain_names,
        a_table_on_each_page,
    )
}


def to_reading(draw: Draw, pages: int, titles: bool = False) -> DocumentReading:
    """The document as a reader would hand it over."""
    blocks: list[TextBlock | Fragment] = []
    for page, rows in enumerate(draw(pages), 1):
        if titles:
            blocks.append(TextBlock(f"Tabel {page}. Rencana", page=page))
        cells = tuple(
            Cell(r, c, text, box=BBox(EDGES[c], 60.0 + 20 * r, EDGES[c + 1], 80.0 + 20 * r))
            for r, row in enumerate(rows)
            for c, text in enumerate(row)
        )
        box = BBox(EDGES[0], 60.0, EDGES[-1], 60.0 + 20 * len(rows))
        blocks.append(Fragment(FragmentRef(page, 1), len(rows), len(HEAD), cells, box, EDGES, "rajut"))
    source = SourceDocument("long.pdf", "0" * 64, "application/pdf", 1, ((842.0, 595.0),) * pages)
    return DocumentReading(source, tuple(blocks))


def measure(draw: Draw, pages: int) -> tuple[float, int]:
    """CPU seconds, and the observations that came out."""
    reading = to_reading(draw, pages, titles=draw is a_table_on_each_page)
    gc.collect()
    began = time.process_time()
    observations = len(reading_to_normalized(reading, builtin_kinds()).observations)
    return time.process_time() - began, observations


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--case", nargs="*", choices=CASES, default=list(CASES))
    parser.add_argument("--pages", type=int, default=100)
    parser.add_argument("--doublings", type=int, default=3)
    parser.add_argument("--repeats", type=int, default=3)
    given = parser.parse_args()
    collect_seldom()
    measure(header_on_each_page, 3)  # what is loaded at first use
    sizes = [given.pages * 2**step for step in range(given.doublings + 1)]
    for name in given.case:
        runs = [[measure(CASES[name], pages) for pages in sizes] for _ in range(given.repeats)]
        before = 0.0
        for pages, taken in zip(sizes, zip(*runs, strict=True), strict=True):
            seconds, observations = min(taken)
            growth = f"growth {seconds / before:.2f}" if before else ""
            print(f"{name:28} {pages:5} pages {observations:7} observations {seconds:7.2f} s CPU  {growth}", flush=True)
            before = seconds


if __name__ == "__main__":
    main()
