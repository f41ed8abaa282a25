"""How a report and a desk over many documents open: python -m benchmarks.many_reports [--documents 1000] [--pdf 50]

Documents are the samples with their numbers changed, so that none is a twin of another. Printed are the size of the first page and of the
documents' pages, and the seconds until they are there in a real browser, with script and without.
"""

from __future__ import annotations

import argparse
import contextlib
import re
import shutil
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
from playwright.sync_api import sync_playwright

from benchmarks.desk import CHROMIUM, served
from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.review.desk import Desk, DeskSetup

SAMPLES = Path(__file__).resolve().parents[1] / "samples" / "documents"
MEGABYTE = 1e6


def write_documents(folder: Path, documents: int, pdfs: int) -> None:
    """That many documents, `pdfs` of them with pages."""
    text = (SAMPLES / "cascading-tirta-kencana.md").read_text(encoding="utf-8")
    parts = re.split(r"(?<=\| )(\d{2,3})(?= \|)", text)  # every second one is a figure
    for number in range(documents - pdfs):
        changed = "".join(str(int(part) + number % 90) if at % 2 else part for at, part in enumerate(parts))
        name = f"daerah-{number // 100:02}/rencana-{number:04}.md"
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text(f"{changed}\nDokumen nomor {number}.\n", encoding="utf-8")
    for number in range(pdfs):
        with pikepdf.open(SAMPLES / "cascading-tirta-kencana.pdf") as sample:
            sample.docinfo["/Subject"] = f"{number}"
            sample.save(folder / f"halaman-{number:04}.pdf", deterministic_id=True)


def opened(page: Any, url: str) -> float:
    """Seconds until the page is laid out and its events are handled."""
    began = time.perf_counter()
    page.goto(url)
    page.evaluate("document.body.getBoundingClientRect().height")
    return time.perf_counter() - began


@contextlib.contextmanager
def browsed() -> Iterator[Any]:
    with sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield browser
        browser.close()


def measure(out: Path, documents: Path) -> Iterator[tuple[float, str, str]]:
    """(figure, unit, what it is of)."""
    pages = sorted((out / "report").glob("*.html"), key=lambda path: path.stat().st_size)
    sizes = [path.stat().st_size / MEGABYTE for path in pages]
    yield (out / "report.html").stat().st_size / MEGABYTE, "MB", "first page of the report"
    yield statistics.median(sizes), "MB", f"a document's page, median of {len(pages)}"
    yield sizes[-1], "MB", "the largest of them"
    yield sum(sizes), "MB", "all of them"
    desk = Desk(DeskSetup(out, "nobody", options=ConvertOptions(), source_of=lambda staged: documents / staged.source_name))
    with served(desk) as address, browsed() as browser:
        for script in (True, False):
            page = browser.new_context(viewport={"width": 1366, "height": 768}, java_script_enabled=script).new_page()
            how = "" if script else ", without script"
            if script:
                yield opened(page, (out / "report.html").as_uri()), "s", "first page of the report"
                yield opened(page, (out / "report.html").as_uri()), "s", "first page of the report again"
                yield opened(page, pages[-1].as_uri()), "s", "the largest page of a document"
                yield opened(page, address), "s", "the desk's list, first look"
                yield opened(page, address), "s", "the desk's list again"
                yield opened(page, f"{address}?first=500"), "s", "the desk's list from the 500th document on"
                yield opened(page, f"{address}sample"), "s", "the first value of the random sample"
                yield opened(page, f"{address}sample?at=1"), "s", "the next one"
            else:
                began = time.perf_counter()
                page.goto((out / "report.html").as_uri())
                yield time.perf_counter() - began, "s", f"first page of the report{how}"
            page.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--documents", type=int, default=1000)
    parser.add_argument("--pdf", type=int, default=50)
    parser.add_argument("--jobs", type=int, default=0)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rajut-report-"))
    try:
        (folder / "in").mkdir()
        write_documents(folder / "in", arguments.documents, arguments.pdf)
        began = time.perf_counter()
        convert_batch([folder / "in"], folder / "out", BatchOptions(jobs=arguments.jobs))
        sys.stdout.write(f"{time.perf_counter() - began:9.3f} s   to convert and publish {arguments.documents} documents\n")
        for figure, unit, what in measure(folder / "out", folder / "in"):
            sys.stdout.write(f"{figure:9.3f} {unit:2}  {what}\n")
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
