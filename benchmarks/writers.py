"""One plan by five writers and in three formats, with independent random factors: what each factor and each writer costs.

    python -m benchmarks.writers [--seeds 0-19] [--part development|examination] [--keep FOLDER] [--show N]

The examination is one writer and some kinds of tables: its figures are printed, its documents are not looked at (`--keep` and `--show`
leave it out). A writer that the machine lacks is left out, and named. `equal` is the share of a plan's values that come back right by
all writers or by none.
"""

from __future__ import annotations

import argparse
import importlib.util
import shutil
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from random import Random

from benchmarks.stressed.document import KINDS, companion, kinds_of_sheets
from benchmarks.stressed.manner import FACTORS, Manner, draw_manner, manner_to_looks, sheet_in_manner
from benchmarks.stressed.office import sheets_to_docx, sheets_to_xlsx
from benchmarks.stressed.plan import random_plan
from benchmarks.stressed.score import Score, truths_to_score
from benchmarks.stressed.sheets import Sheet, Truth
from benchmarks.stressed.written import sheets_to_canvas, sheets_to_html, sheets_to_typst
from extract.options import ReadOptions
from rajut.pipeline import ConvertOptions, convert_document

HELD_WRITERS = ("typst",)
HELD_KINDS = ("goals", "quarters")
SECONDS = 300
FEWEST = 4  # documents with a factor at one level, for its cost to say something


@dataclass(frozen=True, slots=True)
class Drawn:
    """One plan: its sheets as all writers get them."""

    seed: int
    kind: str
    title: str
    manner: Manner
    sheets: tuple[Sheet, ...]

    @property
    def truths(self) -> tuple[Truth, ...]:
        return tuple(truth for sheet in self.sheets for truth in sheet.truths)

    @property
    def levels(self) -> Iterator[tuple[str, str]]:
        yield "kind", self.kind
        for name in FACTORS:
            yield name, str(getattr(self.manner, name))


@dataclass(frozen=True, slots=True)
class Read:
    drawn: Drawn
    writer: str
    score: Score
    path: Path

    @property
    def held_back(self) -> bool:
        return self.writer in HELD_WRITERS or self.drawn.kind in HELD_KINDS


def draw(seed: int) -> Drawn:
    random = Random(f"writers/{seed}")
    kind = random.choice(KINDS)
    make, programs, years = kinds_of_sheets()[kind]
    manner = draw_manner(random)
    plan = random_plan(random, programs, years, options={"blanks": 0.3} if manner.blanks else {})
    looks = manner_to_looks(manner, random)
    made = make(plan, looks)
    if manner.second:
        made = (*made, companion(plan, looks, kind))
    sheets = tuple(sheet_in_manner(sheet, manner) for sheet in made)
    return Drawn(seed, kind, f"{plan.agency} {plan.region}", manner, sheets)


def by_office(suffix: str) -> Callable[[Sequence[tuple[Drawn, Path]], Path], dict[int, Path]]:
    """Prints the Word or Excel files, all in one run of LibreOffice."""

    def run(sources: Sequence[tuple[Drawn, Path]], folder: Path) -> dict[int, Path]:
        out = folder / f"office-{suffix}"
        profile = f"-env:UserInstallation=file://{folder}/profile"
        files = [str(path.with_suffix(suffix)) for _, path in sources]
        command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(out), *files]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
        return {drawn.seed: out / f"{path.stem}.pdf" for drawn, path in sources}

    return run


def by_chromium(sources: Sequence[tuple[Drawn, Path]], folder: Path) -> dict[int, Path]:
    out = folder / "chromium"
    out.mkdir()
    program = shutil.which("chromium") or "google-chrome"
    for _, path in sources:
        command = [program, "--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]
        command += [
            f"--user-data-dir={folder / 'browser'}",
            f"--print-to-pdf={out / path.stem}.pdf",
            f"{path.with_suffix('.html')}",
        ]
        subprocess.run(command, check=True, capture_output=True, timeout=SECONDS)
    return {drawn.seed: out / f"{path.stem}.pdf" for drawn, path in sources}


def by_typst(sources: Sequence[tuple[Drawn, Path]], folder: Path) -> dict[int, Path]:
    import typst  # noqa: PLC0415

    out = folder / "typst"
    out.mkdir()
    for drawn, path in sources:
        source = out / f"{path.stem}.typ"
        source.write_text(sheets_to_typst(drawn.title, drawn.sheets, drawn.manner))
        typst.compile(str(source), output=str(source.with_suffix(".pdf")))
    return {drawn.seed: out / f"{path.stem}.pdf" for drawn, path in sources}


def by_reportlab(sources: Sequence[tuple[Drawn, Path]], folder: Path) -> dict[int, Path]:
    out = folder / "reportlab"
    out.mkdir()
    for drawn, path in sources:
        (out / f"{path.stem}.pdf").write_bytes(sheets_to_canvas(drawn.title, drawn.sheets, drawn.manner))
    return {drawn.seed: out / f"{path.stem}.pdf" for drawn, path in sources}


def write_all(plans: Sequence[Drawn], folder: Path, only: str) -> Iterator[tuple[str, dict[int, Path]]]:
    """(writer, file of each plan) for every writer that the machine has."""
    sources = [(drawn, folder / f"{drawn.seed}-{drawn.kind}") for drawn in plans]
    for suffix, write in ((".docx", sheets_to_docx), (".html", sheets_to_html), (".xlsx", sheets_to_xlsx)):
        for drawn, path in sources:
            path.with_suffix(suffix).write_bytes(write(drawn.title, drawn.sheets, drawn.manner))
        if only in {"", suffix[1:]}:
            yield suffix[1:], {drawn.seed: path.with_suffix(suffix) for drawn, path in sources}
    office, browser = shutil.which("soffice"), shutil.which("chromium") or shutil.which("google-chrome")
    setters = {
        "reportlab": (True, by_reportlab),
        "writer": (office, by_office(".docx")),
        "calc": (office, by_office(".xlsx")),
        "chromium": (browser, by_chromium),
        "typst": (importlib.util.find_spec("typst"), by_typst),
    }
    for name, (there, run) in setters.items():
        if only in {"", name} and not there:
            print(f"SKIPPED: this machine has no {name}")
        elif only in {"", name}:
            yield name, run(sources, folder)


def read(drawn: Drawn, writer: str, path: Path, opinion: str) -> Read:
    result = convert_document(path, None, ConvertOptions(ReadOptions(second_opinion=opinion)))
    seen = result.normalized.observations if result.normalized is not None else ()
    return Read(drawn, writer, truths_to_score(drawn.truths, seen), path)


def print_group(name: str, group: Sequence[Read]) -> None:
    required = sum(one.score.required for one in group)
    right = sum(one.score.right for one in group)
    bad = sum(len(one.score.wrong) + len(one.score.extra) for one in group)
    labels, silent = (sum(len(getattr(one.score, part)) for one in group) for part in ("labels", "silent"))
    whole = sum(one.score.right == one.score.required for one in group)
    print(
        f"{name:24} documents {len(group):4} whole {whole:4}  values {required:6}  recall {right / (required or 1):.3f}"
        f"  precision {right / (right + bad or 1):.3f}  other labels {labels:4}  silent {silent:4}"
    )


def print_factors(group: Sequence[Read]) -> None:
    """Levels by what documents that have them lose more than the others, the most costly first."""
    levels: dict[tuple[str, str], list[Read]] = defaultdict(list)
    for one in group:
        for level in one.drawn.levels:
            levels[level].append(one)

    def lost(some: Sequence[Read]) -> float:
        return sum(1 - one.score.right / (one.score.required or 1) for one in some) / (len(some) or 1)

    costs = []
    for level, some in levels.items():
        others = [one for one in group if level not in set(one.drawn.levels)]
        if len(some) >= FEWEST and len(others) >= FEWEST:
            costs.append((lost(some) - lost(others), lost(some), level, len(some)))
    for cost, share, (name, at), count in sorted(costs, reverse=True)[:15]:
        print(f"  {name + ' = ' + at:28} loses {share:.3f} of the values, {cost:+.3f} against the others  ({count} documents)")


def equal_share(group: Sequence[Read]) -> float:
    """Of the values of each plan the share that is right by all writers or by none."""
    plans: dict[int, list[set[Truth]]] = defaultdict(list)
    truths: dict[int, set[Truth]] = {}
    for one in group:
        plans[one.drawn.seed].append(set(one.score.held))
        truths[one.drawn.seed] = {truth for truth in one.drawn.truths if truth.figure.kind != "blank"}
    total = same = 0
    for seed, held in plans.items():
        everywhere, somewhere = set.intersection(*held), set.union(*held)
        total += len(truths[seed])
        same += len(truths[seed] & everywhere) + len(truths[seed] - somewhere)
    return same / (total or 1)


def print_all(reads: Sequence[Read]) -> None:
    for part, group in (
        ("development", [r for r in reads if not r.held_back]),
        ("examination", [r for r in reads if r.held_back]),
    ):
        if not group:
            continue
        print(f"\n{part}" + (" (not looked at)" if part == "examination" else ""))
        for writer in dict.fromkeys(one.writer for one in group):
            print_group(writer, [one for one in group if one.writer == writer])
        print_group("all", group)
        if part == "development":
            print_factors(group)
    print(f"\nequal over {len({one.writer for one in reads})} writers: {equal_share(reads):.3f}")


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--seeds", default="0-19", help="one seed or first-last")
    parser.add_argument("--part", default="", choices=("", "development", "examination"))
    parser.add_argument("--writer", default="", help="one writer or format alone")
    parser.add_argument("--second-opinion", default="never")
    parser.add_argument("--show", type=int, default=0, help="faults to print of each development document")
    parser.add_argument("--keep", type=Path, help="where development documents go that were not read whole")
    arguments = parser.parse_args()
    first, _, last = arguments.seeds.partition("-")
    plans = [draw(seed) for seed in range(int(first), int(last or first) + 1)]
    reads: list[Read] = []
    start = time.monotonic()
    with tempfile.TemporaryDirectory() as scratch:
        for writer, paths in write_all(plans, Path(scratch), arguments.writer):
            for drawn in plans:
                held = writer in HELD_WRITERS or drawn.kind in HELD_KINDS
                if arguments.part and held != (arguments.part == "examination"):
                    continue
                one = read(drawn, writer, paths[drawn.seed], arguments.second_opinion)
                reads.append(one)
                if not held and not one.score.clean:
                    show(one, arguments.show, arguments.keep)
    print_all(reads)
    print(f"{time.monotonic() - start:.0f} s")
    return 0


def show(one: Read, most: int, keep: Path | None) -> None:
    name = f"{one.drawn.seed}-{one.drawn.kind}-{one.writer}{one.path.suffix}"
    if most:
        score = one.score
        print(f"{name}: right {score.right}/{score.required} wrong {len(score.wrong)} extra {len(score.extra)}")
        print("    " + " ".join(f"{name}={at}" for name, at in one.drawn.levels))
        for kind in ("silent", "labels", "wrong", "missing", "extra"):
            for line in getattr(score, kind)[:most]:
                print(f"    {kind}: {line}")
    if keep is not None:
        keep.mkdir(parents=True, exist_ok=True)
        (keep / name).write_bytes(one.path.read_bytes())


if __name__ == "__main__":
    sys.exit(main())
