"""How well the words of scans are read: digital pages are rendered, spoiled, read, and compared with what their files tell.

python -m benchmarks.scans.words [--dpi 200] [--pages 20] [--seed 0] [--show 20] FOLDER_OR_PDF ...
"""

from __future__ import annotations

import argparse
import pickle
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from time import process_time

import numpy as np
import pypdfium2

from benchmarks.scans.scanner import Scanner, draw_scanner, page_to_scan
from extract.ink.page import Ink
from extract.pages.scanned_pages import page_to_scale
from extract.pdfium.page_reader import pdf_to_inks
from extract.scan.page import ScannedPage, grey_to_scanned, scanned_to_ink
from extract.scan.recogniser import load_recogniser
from schemas.errors import RajutError

LARGEST = 1300  # points: larger pages are posters
NUMBER = re.compile(r"^[\d.,%()\-]*\d[\d.,%()\-]*$")


@dataclass(frozen=True)
class Match:
    """A printed word and what was read in its place; `trust` the lowest probability of its characters."""

    printed: str
    read: str
    trust: float
    agree: bool
    page: str

    @property
    def is_number(self) -> bool:
        return bool(NUMBER.match(self.printed))


def pages(paths: list[Path]) -> Iterator[tuple[Path, Ink]]:
    """Digital pages with text that tells its characters."""
    for path in paths:
        try:
            for ink in pdf_to_inks(path.read_bytes(), path.name):
                if len(ink.words) > 40 and max(ink.width, ink.height) < LARGEST and not ink.unmapped and not ink.hidden_layer:
                    yield path, ink
        except RajutError:
            continue


def scan_page(path: Path, ink: Ink, scanner: Scanner, seed: int) -> ScannedPage:
    page = pypdfium2.PdfDocument(path.read_bytes())[ink.number - 1]
    picture = page.render(scale=scanner.dpi / 72).to_pil().convert("L")
    spoiled = page_to_scan(picture, scanner, seed).convert("L")
    scale = page_to_scale(ink.width, ink.height)
    size = (round(ink.width * scale), round(ink.height * scale))
    return grey_to_scanned(np.asarray(spoiled.resize(size)), scale, load_recogniser().for_page(600))


def matches(ink: Ink, scanned: ScannedPage, name: str) -> Iterator[Match]:
    """Every upright printed word with the characters read within its box, on a page scanned without skew."""
    seen = scanned_to_ink(scanned, ink.number)
    marks = [(mark.x / scanned.scale, (box[1] + box[3]) / 2, mark.character, mark.trust, known.marks_agree)
             for word, box, known in zip(scanned.words, seen.words.box.tolist(), seen.recognised, strict=True)
             for mark in word.marks if known]  # fmt: skip
    wholes = [(*box, word.text, known.trust, known.marks_agree)
              for word, box, known in zip(scanned.words, seen.words.box.tolist(), seen.recognised, strict=True) if known]  # fmt: skip
    x = np.array([m[0] for m in marks])
    y = np.array([m[1] for m in marks])
    for text, box, way, hidden in zip(
        ink.words.text, ink.words.box.tolist(), ink.words.direction, ink.words.hidden, strict=True
    ):
        if way or hidden:
            continue
        height = box[3] - box[1]
        own = np.flatnonzero(
            (x > box[0] - 0.06 * height) & (x < box[2] + 0.06 * height) & (np.abs(y - (box[1] + box[3]) / 2) < 0.35 * height)
        )
        own = own[np.argsort(x[own], kind="stable")]
        chosen = [marks[k] for k in own.tolist()]
        match = Match(
            text, "".join(m[2] for m in chosen), min((m[3] for m in chosen), default=0.0), all(m[4] for m in chosen), name
        )
        whole = [w for w in wholes if min(w[2], box[2]) - max(w[0], box[0]) > 0.5 * (w[2] - w[0])
                 and abs(w[1] + w[3] - box[1] - box[3]) < 0.7 * height]  # fmt: skip
        joined = "".join(w[4] for w in whole)
        if match.read != text and joined == text:  # the place of a narrow last letter is measured badly, its word's is not
            match = Match(text, joined, min(w[5] for w in whole), all(w[6] for w in whole), name)
        yield match


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--pages", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--show", type=int, default=20)
    parser.add_argument("--keep", type=Path, help="write the matches here")
    arguments = parser.parse_args()
    files = [file for path in arguments.paths for file in (sorted(path.rglob("*.pdf")) if path.is_dir() else [path])]
    random = Random(arguments.seed)
    chosen = list(pages(files))
    chosen = random.sample(chosen, min(arguments.pages, len(chosen)))
    found: list[Match] = []
    began = process_time()
    for k, (path, ink) in enumerate(chosen):
        scanner = draw_scanner(random, arguments.dpi)
        straight = Scanner(**{**scanner.__dict__, "skew": 0.0})
        scanned = scan_page(path, ink, straight, k)
        found += matches(ink, scanned, f"{path.name} {ink.number} {straight}")
    print(f"{len(chosen)} pages, {(process_time() - began) / max(1, len(chosen)):.1f} CPU s a page")
    report(found, arguments.show)
    if arguments.keep:
        arguments.keep.write_bytes(pickle.dumps(found))


def report(found: list[Match], show: int) -> None:
    for name, own in (("numbers", [m for m in found if m.is_number]), ("words", [m for m in found if not m.is_number])):
        right = sum(m.read == m.printed for m in own)
        print(f"{name}: {right} of {len(own)} right ({right / max(1, len(own)):.4f})")
        for low, high in ((0, 0.5), (0.5, 0.8), (0.8, 0.9), (0.9, 0.95), (0.95, 0.99), (0.99, 1.01)):
            of = [m for m in own if low <= m.trust < high]
            good = sum(m.read == m.printed for m in of)
            print(f"   trust {low:.2f}-{high:.2f}: {good} of {len(of)} right ({good / max(1, len(of)):.4f})")
        for m in [m for m in sorted(own, key=lambda m: -m.trust) if m.read != m.printed][:show]:
            print(f"   {m.printed!r} read {m.read!r} {m.trust:.3f} {m.page[:60]}")


if __name__ == "__main__":
    main()
