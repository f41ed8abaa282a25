"""Plans by five writers, printed, scanned with one fault after the other, and read: against the truth, and against the digital file.

    python -m benchmarks.scans.writers [--dpi 150,200,300] [--seeds 0-2] [--most 3] [--minutes 10] [--show 2] [--keep FOLDER] [--write]

Each plan by each writer gets the next fault of `benchmarks.scans.scanner.manners`, so that few documents show all of them. `kept` is the
share of the digital files' right values that the scan gives too: what the finder loses on both is not the scan's. `--write` puts how sure
the values were said to be, and how often they were right, into docs/accuracy.md. Needs rajut[ocr].
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pypdfium2

from benchmarks.claimed import SCANS, counts_to_markdown, write_between
from benchmarks.scans.scanner import manners, pdf_to_scan
from benchmarks.stressed.score import Score, truths_to_score
from benchmarks.writers import Drawn, draw, write_all
from extract.options import ReadOptions
from extract.scan.parts import installed_recogniser
from rajut.pipeline import ConvertOptions, convert_document

ROOT = Path(__file__).resolve().parents[2]
FORMATS = ("docx", "html", "xlsx")  # not printed


@dataclass(frozen=True, slots=True)
class Scanned:
    writer: str
    dpi: int
    manner: str
    digital: Score
    score: Score
    pages: int
    seconds: float


def path_to_score(drawn: Drawn, path: Path, options: ReadOptions) -> Score:
    result = convert_document(path, None, ConvertOptions(options))
    return truths_to_score(drawn.truths, result.normalized.observations if result.normalized is not None else ())


def scan(drawn: Drawn, writer: str, path: Path, dpi: int, manner: str) -> Scanned:
    """The document read as it is, and as this scanner gives it; the scan stays beside it."""
    data = pdf_to_scan(path.read_bytes(), manners(dpi)[manner], drawn.seed)
    copy = path.with_name(f"{path.stem}-{writer}-{dpi}-{manner}.pdf")
    copy.write_bytes(data)
    digital = path_to_score(drawn, path, ReadOptions(second_opinion="never"))
    began = time.process_time()
    score = path_to_score(drawn, copy, ReadOptions(second_opinion="never", ocr="auto", ocr_parts=installed_recogniser()))
    pages = len(pypdfium2.PdfDocument(data))
    return Scanned(writer, dpi, manner, digital, score, pages, time.process_time() - began)


def print_groups(scans: Sequence[Scanned], key: Callable[[Scanned], str]) -> None:
    groups: dict[str, list[Scanned]] = defaultdict(list)
    for one in scans:
        groups[key(one)].append(one)
    for name, group in groups.items():
        required = sum(one.score.required for one in group) or 1
        right, before = sum(one.score.right for one in group), sum(one.digital.right for one in group)
        kept = sum(len(set(one.score.held) & set(one.digital.held)) for one in group)
        held = sum(len(set(one.digital.held)) for one in group) or 1
        bad = sum(len(one.score.wrong) + len(one.score.extra) for one in group)
        worse = sum(len(one.digital.wrong) + len(one.digital.extra) for one in group)
        silent, silent_before = sum(len(one.score.silent) for one in group), sum(len(one.digital.silent) for one in group)
        print(
            f"{name:16} documents {len(group):3} values {required:5}  digital {before / required:.3f} "
            f"{before / ((before + worse) or 1):.3f} silent {silent_before:3}   scan {right / required:.3f} "
            f"{right / ((right + bad) or 1):.3f} silent {silent:3}   kept {kept / held:.3f}"
            f"   {sum(one.seconds for one in group) / sum(one.pages for one in group):.1f} CPU s a page"
        )


def scans_to_markdown(scans: Sequence[Scanned]) -> str:
    """How sure the values of scans were said to be, and how often they were right, by resolution and by the fault of the scanner."""
    groups: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for one in scans:
        for name in ("all", f"{one.dpi} dpi", one.manner):
            groups[name] += one.score.claims
    ordered = dict(sorted(groups.items(), key=lambda group: (group[0] != "all", "dpi" not in group[0], group[0])))
    told = f"{len(scans)} generated documents by {len({one.writer for one in scans})} writers, scanned with one fault each."
    return f"{told}\n\n{counts_to_markdown('scans', ordered)}"


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dpi", default="200")
    parser.add_argument("--seeds", default="0-2", help="one seed or first-last")
    parser.add_argument("--most", type=int, default=3, help="pages of a document at most")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--writer", default="")
    parser.add_argument("--manner", default="", help="one fault alone")
    parser.add_argument("--show", type=int, default=2, help="faults to print of each document that the scan made worse")
    parser.add_argument("--write", action="store_true", help="the table into docs/accuracy.md")
    parser.add_argument("--keep", type=Path, help="where those scans go")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    plans = [draw(seed) for seed in range(int(first), int(last or first) + 1)]
    until = time.monotonic() + 60 * arguments.minutes
    scans: list[Scanned] = []
    turn = count()
    with tempfile.TemporaryDirectory() as scratch:
        written = [(w, paths) for w, paths in write_all(plans, Path(scratch), arguments.writer) if w not in FORMATS]
        jobs = [
            (drawn, writer, paths[drawn.seed], int(dpi))
            for drawn in plans
            for dpi in arguments.dpi.split(",")
            for writer, paths in written
            if len(pypdfium2.PdfDocument(paths[drawn.seed])) <= arguments.most
        ]
        for drawn, writer, path, dpi in jobs:
            if time.monotonic() > until:
                print(f"stopped: time is up after {len(scans)} of {len(jobs)}")
                break
            names = list(manners(dpi))
            one = scan(drawn, writer, path, dpi, arguments.manner or names[next(turn) % len(names)])
            scans.append(one)
            show(one, drawn, path, arguments.show, arguments.keep)
    print_groups(scans, lambda one: one.manner)
    print_groups(scans, lambda one: one.writer)
    print_groups(scans, lambda one: f"{one.dpi} dpi")
    table = scans_to_markdown(scans)
    print(table)
    if arguments.write:
        write_between(ROOT / "docs" / "accuracy.md", table, SCANS)
    return 0


def show(one: Scanned, drawn: Drawn, path: Path, most: int, keep: Path | None) -> None:
    """What the scan lost that the digital file gave."""
    lost = set(one.digital.held) - set(one.score.held)
    more = len(one.score.silent) > len(one.digital.silent)
    if not lost and not more:
        return
    name = f"{drawn.seed}-{drawn.kind}-{one.writer}-{one.dpi}-{one.manner}"
    print(f"{name}: digital {one.digital.right} scan {one.score.right} of {one.score.required}, lost {len(lost)}, "
          f"silent {len(one.digital.silent)} -> {len(one.score.silent)}", flush=True)  # fmt: skip
    for kind in ("silent", "labels", "wrong", "missing", "extra"):
        for line in getattr(one.score, kind)[:most]:
            print(f"    {kind}: {line}"[:300], flush=True)
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        copy = path.with_name(f"{path.stem}-{one.writer}-{one.dpi}-{one.manner}.pdf")
        (keep / f"{name}.pdf").write_bytes(copy.read_bytes())
        (keep / f"{name}.digital.pdf").write_bytes(path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
