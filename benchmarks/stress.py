"""Random planning documents, broken on purpose, and how much of the data that they were made from comes back.

    python benchmarks/stress.py [--seeds 0-9] [--mode single|mixed|scan] [--defects N] [--only DEFECT] [--kind KIND] [--format pdf,docx,...]

`single` puts one defect after the other on a clean table, so that a failure names its cause; `mixed` draws several. A *silent* fault is
a wrong or invented value, or a right one under a wrong label, that the dataset calls proven or consistent. `--keep FOLDER` writes the
documents that were not read whole. The run stops at `--minutes`.

`scan` prints clean tables and scans them at `--dpi`, with one fault of scanners after the other (benchmarks.scans.scanner); it needs
rajut[ocr].
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import time
import traceback
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.scans.scanner import manners, pdf_to_scan  # noqa: E402
from benchmarks.stressed.defects import BY_NAME, DEFECTS, Defect, draw_defects  # noqa: E402
from benchmarks.stressed.document import FORMATS, KINDS, Document, make_document  # noqa: E402
from benchmarks.stressed.score import Score, truths_to_score  # noqa: E402
from extract.options import ReadOptions  # noqa: E402
from extract.scan.parts import installed_recogniser  # noqa: E402
from rajut.pipeline import ConvertOptions, convert_document  # noqa: E402


@dataclass(frozen=True, slots=True)
class Case:
    seed: int
    kind: str
    format: str
    defects: tuple[Defect, ...]
    manner: str = ""

    @property
    def name(self) -> str:
        return f"{self.seed}-{self.kind}-{'+'.join(self.factors)}.{self.format}"

    @property
    def factors(self) -> tuple[str, ...]:
        """What was done to the table or its print."""
        return (self.manner,) if self.manner else tuple(defect.name for defect in self.defects)


def cases(arguments: argparse.Namespace) -> Iterator[Case]:
    first, _, last = arguments.seeds.partition("-")
    kinds = [kind for kind in KINDS if arguments.kind in ("", kind)]
    formats = arguments.format.split(",")
    for seed in range(int(first), int(last or first) + 1):
        if arguments.mode == "mixed":
            random = Random(seed)
            kind, form = random.choice(kinds), random.choice(formats)
            yield Case(seed, kind, form, draw_defects(random, arguments.defects))
            continue
        if arguments.mode == "scan":
            for manner in manners(arguments.dpi):
                yield from (Case(seed, kind, "pdf", (), manner) for kind in kinds)
            continue
        for defect in [BY_NAME[arguments.only]] if arguments.only else DEFECTS:
            for kind in kinds:
                for form in formats:
                    yield Case(seed, kind, form, (defect,))


def case_to_score(case: Case, folder: Path, dpi: int) -> tuple[Document, Score]:
    document = make_document(Random(f"{case.seed}/{case.kind}"), case.kind, case.format, case.defects)
    options = ConvertOptions()
    if case.manner:
        document = replace(document, data=pdf_to_scan(document.data, manners(dpi)[case.manner], case.seed))
        options = ConvertOptions(ReadOptions(ocr="auto", ocr_parts=installed_recogniser()))
    path = folder / f"stress.{case.format}"
    path.write_bytes(document.data)
    result = convert_document(path, None, options)
    seen = result.normalized.observations if result.normalized is not None else ()
    return document, truths_to_score(document.truths, seen)


def print_case(case: Case, score: Score, show: int) -> None:
    counts = f"right {score.right}/{score.required} open {score.open} wrong {len(score.wrong)} missing {len(score.missing)}"
    print(f"{case.name}: {counts} extra {len(score.extra)} labels {len(score.labels)} SILENT {len(score.silent)}")
    for title, lines in (
        ("silent", score.silent),
        ("label", score.labels),
        ("wrong", score.wrong),
        ("missing", score.missing),
        ("extra", score.extra),
    ):
        for line in lines[:show]:
            print(f"    {title}: {line}")


def print_table(scores: dict[str, list[Score]]) -> None:
    heads = ("docs", "clean", "recall", "open", "wrong", "missing", "extra", "labels", "silent")
    print(f"\n{'defect':28}" + "".join(f"{head:>8}" for head in heads))
    everything = [score for group in scores.values() for score in group]
    for name, group in [*scores.items(), ("all", everything)]:
        recall = sum(score.right for score in group) / (sum(score.required for score in group) or 1)
        faults = [sum(len(getattr(score, part)) for score in group) for part in heads[4:]]
        counts = [
            len(group),
            sum(score.clean for score in group),
            f"{recall:.3f}",
            sum(score.open for score in group),
            *faults,
        ]
        print(f"{name:28}" + "".join(f"{count:>8}" for count in counts))


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", default="0", help="one seed or first-last")
    parser.add_argument("--mode", choices=("single", "mixed", "scan"), default="single")
    parser.add_argument("--defects", type=int, default=4, help="defects per document in mixed mode")
    parser.add_argument("--only", default="", choices=["", *BY_NAME])
    parser.add_argument("--kind", default="", choices=["", *KINDS])
    parser.add_argument("--format", default="pdf", help=f"of {','.join(FORMATS)}")
    parser.add_argument("--dpi", type=int, default=200, help="of scans")
    parser.add_argument("--show", type=int, default=2)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--by", choices=("defect", "kind"), default="defect")
    parser.add_argument("--keep", type=Path)
    arguments = parser.parse_args()
    until = time.monotonic() + 60 * arguments.minutes
    scores: dict[str, list[Score]] = defaultdict(list)
    with tempfile.TemporaryDirectory() as scratch:
        for case in cases(arguments):
            if time.monotonic() > until:
                print("stopped: time is up")
                break
            try:
                document, score = case_to_score(case, Path(scratch), arguments.dpi)
            except Exception:
                print(f"{case.name}: CRASH")
                traceback.print_exc()
                continue
            for name in case.factors if arguments.by == "defect" else [case.kind]:
                scores[name].append(score)
            if not score.clean:
                print_case(case, score, arguments.show)
                if arguments.keep:
                    arguments.keep.mkdir(parents=True, exist_ok=True)
                    (arguments.keep / case.name).write_bytes(document.data)
    print_table(scores)
    return 1 if any(score.silent for group in scores.values() for score in group) else 0


if __name__ == "__main__":
    sys.exit(main())
