"""How long people wait at the review desk: python -m benchmarks.desk [--pages 200] [--doubts 50] [--folder FOLDER]

A document of many pages is made from a sample, converted, and opened in a real browser; printed are the seconds until a page's picture,
a document's page and the next question are there, and what a run through so many doubts by keyboard takes. With `--folder` the doubts are
those of the documents in it, answered by one key each, from document to document.
"""

from __future__ import annotations

import argparse
import contextlib
import shutil
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf
import uvicorn
from playwright.sync_api import sync_playwright

from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.review.desk import Desk, DeskSetup
from rajut.review.server import DeskServer, bound_socket

SAMPLE = Path(__file__).resolve().parents[1] / "samples" / "documents" / "renstra-sungai-lestari.pdf"
CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")

EACH = 10  # doubts of one document in a run through a folder


def write_long(path: Path, pages: int) -> None:
    """The sample's pages over and over."""
    with pikepdf.open(SAMPLE) as sample, pikepdf.new() as made:
        while len(made.pages) < pages:
            made.pages.extend(sample.pages)
        del made.pages[pages:]
        made.save(path)


def write_wide(path: Path, rows: int, columns: int) -> None:
    """A table of rows x columns values, every fifth of them open."""
    head = ["Program", "Indikator", "Satuan", *(f"Target {2000 + number}" for number in range(columns))]
    lines = [head, ["---"] * len(head)]
    for row in range(rows):
        values = [f"{row} {column}" if (row + column) % 5 == 0 else str(row * column) for column in range(columns)]
        lines.append([f"Program {row}", f"Jumlah hasil kegiatan nomor {row}", "Unit", *values])
    path.write_text("\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n", encoding="utf-8")


@contextlib.contextmanager
def served(desk: Desk) -> Iterator[str]:
    """The address of the desk while the block runs."""
    with bound_socket(0) as sock:
        server = uvicorn.Server(uvicorn.Config(DeskServer(desk, "token").app(), log_level="error", lifespan="off"))
        thread = threading.Thread(target=server.run, kwargs={"sockets": [sock]}, daemon=True)
        thread.start()
        yield f"http://127.0.0.1:{sock.getsockname()[1]}/token/"
        server.should_exit = True
        thread.join(10)
    desk.close()


def timed(action: Any) -> float:
    began = time.perf_counter()
    action()
    return time.perf_counter() - began


def measure(page: Any, address: str, documents: dict[str, str], pages: int, doubts: int) -> dict[str, float]:
    """Seconds by what is waited for."""
    long, wide = f"{address}d/{documents['long.pdf']}/", f"{address}d/{documents['wide.md']}/"
    ready = "html[data-ready=yes]"

    def goto(url: str) -> None:
        page.goto(url)
        page.wait_for_selector(ready)

    found = {"first look at the long document": timed(lambda: goto(long))}
    numbers = [1 + (pages - 1) * part // 10 for part in range(1, 11)]
    drawn = [timed(lambda number=number: page.request.get(f"{long}page/{number}.png?scale=15").body()) for number in numbers]
    found["a page's picture, median of 10"] = statistics.median(drawn)
    found["a page's picture, the slowest of 10"] = max(drawn)
    found["the long document again"] = timed(lambda: goto(long))
    found["a table of 10,000 cells, first look"] = timed(lambda: goto(wide))
    found["a table of 10,000 cells again"] = timed(lambda: goto(wide))
    frames = page.evaluate(
        """async () => { const area = document.querySelector('.data .scroll'); const times = []; let last = performance.now();
        for (let at = 0; at < 120; at++) { area.scrollTop += 60; await new Promise(requestAnimationFrame); const now = performance.now();
        times.push(now - last); last = now; } times.sort((a, b) => a - b); return [times[60], times[114]]; }"""
    )
    found["a frame while the table scrolls, median"], found["a frame while the table scrolls, 95 %"] = (
        ms / 1000 for ms in frames
    )
    waits = [answered(page) for _ in range(doubts)]
    found[f"from an answer to the next question, median of {doubts}"] = statistics.median(waits)
    found[f"{doubts} answers, all waiting together"] = sum(waits)
    return found


def answered(page: Any) -> float:
    """Seconds from an answer by keyboard to the next question: what was read is accepted where it can be, else the first candidate
    chosen or a number typed."""
    asked = page.locator(".card").get_attribute("data-decision")
    key = next((key for key in ("a", "1") if page.locator(f'#answer [data-key="{key}"]').count()), None)
    if key is None:
        page.keyboard.press("t")
        page.keyboard.type("7")
        key = "Enter"
    began = time.perf_counter()
    page.keyboard.press(key)
    page.wait_for_selector(f'#ask:not([aria-busy=true]) .card:not([data-decision="{asked}"])', timeout=120_000)
    return time.perf_counter() - began


def run_through(folder: Path, out: Path, doubts: int) -> dict[str, float]:
    """Seconds of a run through the doubts of the documents in a folder, those with most of them first."""
    convert_batch([folder], out, BatchOptions(jobs=0))
    desk = Desk(DeskSetup(out, "nobody", options=ConvertOptions(), source_of=lambda staged: folder / staged.source_name))
    with served(desk) as address, sync_playwright() as running:
        browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
        counts = {key: sum(len(group.doubts) for group in desk.groups(key)) for key in desk.listed}
        waits: list[float] = []
        opened: list[float] = []
        began = time.perf_counter()
        for key in sorted(counts, key=lambda key: -counts[key]):
            room = min(doubts - len(waits), counts[key] - 1, EACH)
            if room <= 0:
                continue
            start = time.perf_counter()
            page.goto(f"{address}d/{key}/")
            page.wait_for_selector("html[data-ready=yes]")
            opened.append(time.perf_counter() - start)
            waits += [answered(page) for _ in range(room)]
        whole = time.perf_counter() - began
        browser.close()
    return {
        f"from an answer to the next question, median of {len(waits)}": statistics.median(waits),
        "the slowest of them": max(waits),
        f"until a document is there, median of {len(opened)}": statistics.median(opened),
        "a doubt, documents opened among them": whole / len(waits),
    }


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--pages", type=int, default=200)
    parser.add_argument("--doubts", type=int, default=50)
    parser.add_argument("--folder", type=Path)
    arguments = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="rajut-desk-"))
    try:
        if arguments.folder is not None:
            for what, seconds in run_through(arguments.folder, folder / "out", arguments.doubts).items():
                sys.stdout.write(f"{seconds:8.3f} s  {what}\n")
            return 0
        write_long(folder / "long.pdf", arguments.pages)
        write_wide(folder / "wide.md", 500, 20)
        convert_batch([folder / "long.pdf", folder / "wide.md"], folder / "out", BatchOptions(jobs=0))
        setup = DeskSetup(
            folder / "out", "nobody", options=ConvertOptions(), source_of=lambda staged: folder / staged.source_name
        )
        desk = Desk(setup)
        with served(desk) as address, sync_playwright() as running:
            browser = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            page = browser.new_context(viewport={"width": 1366, "height": 768}).new_page()
            names = {listed.staged.source_name: key for key, listed in desk.listed.items()}
            for what, seconds in measure(page, address, names, arguments.pages, arguments.doubts).items():
                sys.stdout.write(f"{seconds:8.3f} s  {what}\n")
            browser.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
