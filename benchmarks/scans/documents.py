"""What scans of whole documents give against their truth, beside what the digital documents give.

    python -m benchmarks.scans.documents [--dpi 200] [--seed 0] [--only NAME] [--show 5] [--plain]

Documents and truth are those of the private corpus beside the checkout; without it this says so and ends well.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path
from random import Random
from time import process_time

from benchmarks.accuracy import Line, document_to_line, load_scorer, print_lines, shared_data
from benchmarks.scans.scanner import Scanner, draw_scanner, pdf_to_scan

TRUTHS = {"A5a_no_vertical_rules": "way-kanan", "A6_shaded_only": "way-kanan"}
BOMBS = ("C11",)
LEAST_DIGITAL = 0.5  # recall of the digital document from which its scan says something about scanning


def cases(folder: Path, only: str) -> list[tuple[Path, Path]]:
    """(document, truth) of the digital PDFs."""
    found = []
    for document in sorted([*(folder / "made").glob("*.pdf"), *(folder / "real").glob("*.pdf")]):
        stem = TRUTHS.get(document.stem, document.stem)
        truths = [t for t in document.parent.glob("*.truth.csv") if stem == t.name.removesuffix(".truth.csv")]
        truths = truths or [
            t for t in document.parent.glob("*.truth.csv") if stem.split("_")[0] == t.name.removesuffix(".truth.csv")
        ]
        if truths and only in document.name and not document.name.startswith((*BOMBS, "A8", "A10", "B18", "nyc")):
            found.append((document, truths[0]))
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--dpi", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", default="")
    parser.add_argument("--show", type=int, default=5)
    parser.add_argument("--most", type=int, default=6, help="pages of a document at most")
    parser.add_argument("--plain", action="store_true", help="a good scanner that spoils nothing")
    arguments = parser.parse_args()
    folder = shared_data()
    if folder is None:
        print("SKIPPED: the private corpus (../shared/data) is not beside this checkout")
        return 0
    scorer = load_scorer(folder)
    digital: list[Line] = []
    scanned: list[Line] = []
    with tempfile.TemporaryDirectory() as scratch:
        for k, (document, truth) in enumerate(cases(folder, arguments.only)):
            random = Random(f"{arguments.seed} {document.name}")
            scanner = Scanner(dpi=arguments.dpi) if arguments.plain else draw_scanner(random, arguments.dpi)
            first = document_to_line(scorer, document, truth, Path(scratch) / f"{k}d", "never")
            data = pdf_to_scan(document.read_bytes(), scanner, k)
            if data.count(b"/Type /Page\n") + data.count(b"/Type /Page ") > arguments.most or first.recall < LEAST_DIGITAL:
                continue
            path = Path(scratch) / document.name
            path.write_bytes(data)
            began = process_time()
            digital.append(first)
            scanned.append(document_to_line(scorer, path, truth, Path(scratch) / f"{k}s", "never"))
            print(f"{document.name} digital {first.recall:.3f} {first.precision:.3f} scanned {scanned[-1].recall:.3f} "
                  f"{scanned[-1].precision:.3f} {process_time() - began:.0f} s {scanner}", flush=True)  # fmt: skip
    print_lines(digital, 0)
    print_lines(scanned, arguments.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
