"""Accuracy of the table finder on the private bench, and its CPU time beside pdfplumber's and camelot's in the same run.

    python -m benchmarks.tables [--corpus icdar-eu ...] [--peers] [--per-doc]

Needs the bench beside the checkout (or RAJUT_SHARED); says so and exits 0 where it is absent.
"""

from __future__ import annotations

import argparse
import hashlib
import importlib.util
import json
import os
import sys
import tempfile
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from types import ModuleType
from typing import Any

from extract.options import ReadOptions
from extract.pages.pdf_document import pdf_to_reading
from extract.pages.turned_views import ink_to_blocks
from extract.pdfium.page_reader import document_to_inks
from extract.pdfium.resave import open_or_repair
from rajut.cli.tables_as_text import fragments_to_dict
from schemas.provenance import SourceDocument

CORPORA = ("icdar-eu", "icdar-us", "odlb")


def bench_folder() -> Path | None:
    declared = os.environ.get("RAJUT_SHARED")
    folders = [Path(declared)] if declared else [parent / "shared" for parent in Path(__file__).resolve().parents]
    return next((folder / "bench" for folder in folders if (folder / "bench").is_dir()), None)


def load_scorer(bench: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("bench_score", bench / "score.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["bench_score"] = module
    spec.loader.exec_module(module)
    return module


def predict(path: Path) -> dict[str, Any]:
    data = path.read_bytes()
    source = SourceDocument(path.name, hashlib.sha256(data).hexdigest(), "application/pdf", len(data))
    return fragments_to_dict((pdf_to_reading(source, data, ReadOptions())).fragments)


def with_pdfplumber(path: Path) -> None:
    import pdfplumber  # noqa: PLC0415

    with pdfplumber.open(path) as document:
        for page in document.pages:
            page.extract_tables()
            page.close()


def with_camelot(path: Path) -> None:
    import camelot.io  # noqa: PLC0415

    camelot.io.read_pdf(str(path), pages="all", flavor="lattice", suppress_stdout=True)


def cpu_of(work: Callable[[Path], object], paths: list[Path]) -> tuple[float, list[str]]:
    """CPU seconds over all files after one warming call, and the files that failed."""
    failed = []
    work(paths[0])
    start = time.process_time()
    for path in paths:
        try:
            work(path)
        except Exception as error:
            failed.append(f"{path.name}: {type(error).__name__}")
    return time.process_time() - start, failed


def page_total(paths: list[Path]) -> int:
    from extract.pdfium.library import open_document  # noqa: PLC0415

    total = 0
    for path in paths:
        with open_document(path.read_bytes(), path.name) as document:
            total += document.pages
    return total


def score(bench: Path, corpus: str, scorer: ModuleType, per_doc: bool) -> None:
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        for path in sorted((bench / corpus / "pdf").glob("*.pdf")):
            (Path(folder) / f"{path.stem}.json").write_text(json.dumps(predict(path)))
        spent = time.process_time() - start
        summary, docs = scorer.score_corpus(bench / corpus / "truth", Path(folder))
    adj = summary["adj_doc"]
    print(
        f"{corpus:9} F1 {adj['f1']:.3f} (P {adj['p']:.3f} R {adj['r']:.3f})  TEDS {summary['teds']:.3f}"
        f"  found {summary['found']}/{summary['tables']}  false {summary['spurious']}"
        f"  false on table-free pages {summary['empty_documents_with_false_tables']}  CPU {spent:.1f} s"
    )
    print("          " + ", ".join(f"{half} half F1 {f1:.3f} ({count})" for half, f1, count in halves(docs, scorer)))
    if per_doc:
        for name, d in docs.items():
            f1 = scorer.prf(*d["adj"])
            teds = sum(d["teds"]) / len(d["teds"]) if d["teds"] else float("nan")
            flags = " ".join(f"{k}={d[k]}" for k in ("missed", "spurious", "split", "merged") if d[k])
            if d["tables"] or d["pred_tables"]:
                print(f"   {name:18} F1 {f1['f1']:.3f} P {f1['p']:.3f} R {f1['r']:.3f} TEDS {teds:.3f} {flags}")


def halves(docs: Mapping[str, Mapping[str, Any]], scorer: ModuleType) -> list[tuple[str, float, int]]:
    """F1 and number of documents of two halves, drawn by the hash of the name: who works on the finder looks at the first one alone, and
    what it gains there and not in the second was learned by heart."""
    found = []
    for half, parity in (("open", 0), ("closed", 1)):
        own = [
            d
            for name, d in docs.items()
            if (d["tables"] or d["pred_tables"]) and hashlib.sha256(name.encode()).digest()[0] % 2 == parity
        ]
        found.append((half, sum(scorer.prf(*d["adj"])["f1"] for d in own) / (len(own) or 1), len(own)))
    return found


def peers(paths: list[Path]) -> None:
    """Prints CPU time a page of the three engines. Ours is measured before, between and after the others, which take a hundred times
    as long: on a shared machine one short pass may meet any load, so the middle one of three counts."""
    pages = page_total(paths)
    ours = [cpu_of(predict, paths)]
    rows = []
    for name, work in (("pdfplumber", with_pdfplumber), ("camelot", with_camelot)):
        rows.append((name, *cpu_of(work, paths)))
        ours.append(cpu_of(predict, paths))
    passes = sorted(spent for spent, _ in ours)
    rows.insert(0, ("rajut", passes[1], ours[0][1]))
    print(f"CPU over {len(paths)} documents, {pages} pages, after one warming document each:")
    for name, spent, failed in rows:
        print(
            f"  {name:10} {1000 * spent / pages:7.1f} ms/page   {spent / passes[1]:5.1f} x rajut   failed {len(failed)} {failed or ''}"
        )
    print("  rajut's passes: " + ", ".join(f"{1000 * spent / pages:.1f}" for spent in passes) + " ms/page")


def page_seconds(path: Path) -> list[tuple[float, int]]:
    """CPU seconds and number of each page, read and found."""
    seconds = []
    with open_or_repair(path.read_bytes(), path.name, None) as (document, _):
        start = time.process_time()
        for number, ink in document_to_inks(document):
            if ink is not None:
                ink_to_blocks(ink)
            seconds.append((time.process_time() - start, number))
            start = time.process_time()
    return seconds


def objects_of(path: Path, number: int) -> int:
    """Characters, paths and images on a page, those inside forms included."""
    import pypdfium2  # noqa: PLC0415

    with pypdfium2.PdfDocument(path) as document:
        page = document[number - 1]
        return int(page.get_textpage().count_chars()) + sum(1 for _ in page.get_objects(max_depth=15))


def spread(paths: list[Path]) -> None:
    """Prints the median and the slowest page, and the pages that take more than thirty times the median."""
    rounds = [[(spent, path, number) for path in paths for spent, number in page_seconds(path)] for _ in range(3)]
    pages = sorted((min(one)[0], one[0][1], one[0][2]) for one in zip(*rounds, strict=True))
    median = pages[len(pages) // 2][0]
    spent, path, number = pages[-1]
    print(
        f"Page by page, best of 3: median {1000 * median:.1f} ms, slowest {1000 * spent:.1f} ms = {spent / median:.1f} x "
        f"({path.name} page {number}, {objects_of(path, number)} objects)"
    )
    for spent, path, number in pages:
        if spent > 30 * median:
            print(
                f"  over 30 x the median: {path.name} page {number}, {spent / median:.0f} x, {objects_of(path, number)} objects"
            )


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", nargs="*", default=list(CORPORA), choices=CORPORA)
    parser.add_argument("--peers", action="store_true", help="also measure pdfplumber's and camelot's CPU time (minutes)")
    parser.add_argument("--per-doc", action="store_true")
    arguments = parser.parse_args()
    bench = bench_folder()
    if bench is None:
        print("The private bench is not beside this checkout (../shared/bench): nothing measured.")
        return 0
    scorer = load_scorer(bench)
    for corpus in arguments.corpus:
        score(bench, corpus, scorer, arguments.per_doc)
    paths = [path for corpus in arguments.corpus for path in sorted((bench / corpus / "pdf").glob("*.pdf"))]
    spread(paths)
    if arguments.peers:
        peers(paths)
    return 0


if __name__ == "__main__":
    sys.exit(main())
