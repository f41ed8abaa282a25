"""Recall, precision, silent errors and calibration over the private corpus of real documents with truth.

    python benchmarks/accuracy.py [--only NAME] [--show N] [--folder FOLDER]

Documents, truth and scorer lie beside the checkout and are not shipped; without them this says so and ends well. A *silent error* is
an observation that is wrong or invented although its confidence is "proven" or "consistent". *Calibration* is the share of right
values among those of one confidence class that the truth knows.
"""

from __future__ import annotations

import argparse
import importlib.util
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

import pandas as pd  # noqa: E402

from extract.options import ReadOptions  # noqa: E402
from rajut.pipeline import ConvertOptions, convert_document  # noqa: E402
from rajut.publish.output_folder import publish_results  # noqa: E402

SURE = {"proven", "consistent"}
# Truth that covers only some pages of its document (the corpus' own README says which).
PAGES = {"badan-bahasa-renstra-2020-2024.pdf": "page=6-7"}
# Whole documents whose truth covers some of their tables: only recall says something.
RECALL_ONLY = {"bapusipda_tab61.docx", "rumbai-renstra-2021-2022.docx", "pupr_cascading.pdf"}
SUFFIXES = {".pdf", ".docx", ".xlsx", ".ods", ".html", ".md"}
# Fonts that hide their letters, pictures, bombs: read by parts that are measured elsewhere.
HOSTILE = {"C11b_forms_recursive.pdf", "C11c_forms_exponential.pdf"}


@dataclass(slots=True)
class Line:
    """One document's figures; `classes` counts (confidence, right)."""

    name: str
    required: int
    recall: float
    precision: float | None
    silent: list[str] = field(default_factory=list)
    classes: Counter[tuple[str, bool]] = field(default_factory=Counter)


def shared_data() -> Path | None:
    """The folder of the private corpus beside the checkout (or beside its worktree); None where it is absent."""
    for parent in ROOT.parents:
        folder = parent / "shared" / "data"
        if (folder / "score_observations.py").is_file():
            return folder
    return None


def load_scorer(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("score_observations", folder / "score_observations.py")
    if spec is None or spec.loader is None:
        raise FileNotFoundError(folder / "score_observations.py")
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    spec.loader.exec_module(module)
    return module


def folder_to_documents(folder: Path) -> list[tuple[Path, Path]]:
    """(document, truth) of a folder, by name: "X.truth.csv" is of every document whose name begins with X; a truth that fits none by
    name is of the documents left over, since several were drawn from one plan."""
    documents = sorted(path for path in folder.iterdir() if path.suffix in SUFFIXES and path.name != "README.md")
    truths = sorted(folder.glob("*.truth.csv"))
    pairs = [(document, truth) for truth in truths for document in documents if document.name.startswith(_stem(truth))]
    named = {document for document, _ in pairs}
    shared = [truth for truth in truths if truth not in {truth for _, truth in pairs}]
    left = [document for document in documents if document not in named] if len(shared) == 1 else []
    return sorted([*pairs, *((document, shared[0]) for document in left)])


def _stem(truth: Path) -> str:
    return truth.name.removesuffix(".truth.csv")


def document_to_line(scorer: ModuleType, document: Path, truth: Path, out: Path, opinion: str) -> Line:
    publish_results([convert_document(document, None, ConvertOptions(ReadOptions(second_opinion=opinion, ocr="auto")))], out)
    path = out / "observations.parquet"
    conditions = [PAGES[document.name]] if document.name in PAGES else []
    seen = scorer.read_observations(path, conditions, {})
    confidence = dict(zip(map(id, seen), scorer.keep_rows(pd.read_parquet(path), conditions)["confidence"], strict=True))
    score = scorer.compare(scorer.read_truth(truth, {}), seen)
    whole = document.name not in RECALL_ONLY
    line = Line(document.name, score.required, score.recall, score.precision if whole else None)
    bad = [s for _, s, _ in score.wrong] + (score.extra if whole else [])
    for observation in (s for _, s in score.right):
        line.classes[confidence[id(observation)], True] += 1
    for observation in bad:
        known = confidence[id(observation)]
        line.classes[known, False] += 1
        if known in SURE:
            line.silent.append(f"{known}: {observation.shown}")
    return line


def print_lines(lines: list[Line], show: int) -> None:
    print(f"{'document':40} {'required':>8} {'recall':>7} {'precision':>9} {'silent':>6}  right of judged, by confidence")
    total: Counter[tuple[str, bool]] = Counter()
    for line in lines:
        total += line.classes
        precision = "-" if line.precision is None else f"{line.precision:.3f}"
        shares = classes_to_text(line.classes)
        print(f"{line.name:40} {line.required:8} {line.recall:7.3f} {precision:>9} {len(line.silent):6}  {shares}")
        for silent in line.silent[:show]:
            print(f"    {silent}")
    required, silent_errors = sum(line.required for line in lines), sum(len(line.silent) for line in lines)
    print(f"{'all':40} {required:8} {'':7} {'':9} {silent_errors:6}  {classes_to_text(total)}")


def classes_to_text(classes: Counter[tuple[str, bool]]) -> str:
    names = sorted({name for name, _ in classes})
    return "  ".join(f"{name} {classes[name, True]}/{classes[name, True] + classes[name, False]}" for name in names)


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--only", default="", help="documents whose name contains this")
    parser.add_argument("--show", type=int, default=5, help="silent errors to print per document")
    parser.add_argument(
        "--folder", type=Path, action="append", help="documents with truth instead of the private corpus (may be given again)"
    )
    parser.add_argument(
        "--second-opinion", default="never", help="never, auto or always; auto is the default of `rajut convert`"
    )
    arguments = parser.parse_args()
    folder = shared_data()
    if folder is None:
        print("SKIPPED: the private corpus (../shared/data) is not beside this checkout")
        return 0
    scorer = load_scorer(folder)
    lines: list[Line] = []
    with tempfile.TemporaryDirectory() as scratch:
        for part in arguments.folder or (folder / "real", folder / "made"):
            for document, truth in folder_to_documents(part):
                if arguments.only in document.name and document.name not in HOSTILE:
                    out = Path(scratch) / document.name
                    lines.append(document_to_line(scorer, document, truth, out, arguments.second_opinion))
    print_lines(lines, arguments.show)
    return 0


if __name__ == "__main__":
    sys.exit(main())
