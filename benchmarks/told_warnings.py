"""Do warnings point at something? Over documents with truth: the share of warnings about a value that is wrong, open, missing or
contradicted by the source itself, by code, and the share of documents that are flagged.

    python -m benchmarks.told_warnings [--folder FOLDER ...]

A warning points at the cells that it names, at the values of their rows or columns; one without a cell at its table, one without a table at
the document. *Open* is a value that was withheld, has no year or no measure, or is not published although a figure stands there; *missing*
is a truth that no value met.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from benchmarks.accuracy import HOSTILE, PAGES, RECALL_ONLY, folder_to_documents, load_scorer, shared_data
from benchmarks.judged_values import observation_to_row
from extract.options import ReadOptions
from rajut.pipeline import ConvertOptions, convert_document
from schemas.codes import CODES, finding_to_severity
from schemas.finding import Finding
from schemas.observation import Observation
from schemas.provenance import CellRef
from schemas.result import DocumentResult

SELF_CONTRADICTIONS = frozenset(
    {"sum-differs", "total-differs", "ratio-differs", "figures-differ", "years-contradict", "years-contradictory"}
)


@dataclass(frozen=True, slots=True)
class Pointing:
    """What a document's warnings may point at: values that are not right, cells whose figures nobody published, whether truths are
    missing."""

    faulty: frozenset[int]
    unused: frozenset[CellRef]
    missing: bool


def result_to_pointing(scorer: ModuleType, path: Path, truth: Path, result: DocumentResult) -> Pointing:
    """Judged by the truth; values on pages without truth are right by courtesy."""
    normalized = result.normalized
    if normalized is None:
        return Pointing(frozenset(), frozenset(), True)
    rows = [observation_to_row(scorer, one) for one in normalized.observations]
    score = scorer.compare(scorer.read_truth(truth, {}), rows)
    wrong = {id(row) for _, row, _ in score.wrong}
    if path.name not in RECALL_ONLY and path.name not in PAGES:
        wrong |= {id(row) for row in score.extra}
    faulty = {at for at, row in enumerate(rows) if id(row) in wrong or _is_open(normalized.observations[at])}
    unused = {entry.cell for entry in normalized.ledger if entry.disposition == "not_planning"}
    return Pointing(frozenset(faulty), frozenset(unused), bool(score.missing))


def _is_open(one: Observation) -> bool:
    return (
        one.value_status == "ambiguous"
        or one.measure == "other"
        or one.confidence == "contradicted"
        or (one.period.year is None and one.measure in {"target", "realization", "budget", "budget_realization"})
    )


def points_at_something(finding: Finding, observations: Sequence[Observation], pointing: Pointing) -> bool:
    """Is one of the values or cells that the warning is about not as it should be?"""
    if finding.code in SELF_CONTRADICTIONS:
        return True
    cells = {cell for cell in (finding.cell, *finding.related) if cell is not None}
    if cells & pointing.unused:
        return True
    return any(_touches(finding, cells, observations[at]) for at in pointing.faulty) or (
        pointing.missing and (not cells or not any(_touches(finding, cells, one) for one in observations))
    )


def _touches(finding: Finding, cells: set[CellRef], one: Observation) -> bool:
    if not cells:
        return finding.table in (0, one.table)
    labels = {ref for _, refs in one.label_cells for ref in refs}
    same_row = any(ref.fragment == one.cell.fragment and ref.row == one.cell.row for ref in cells)
    heads = any(
        ref.fragment == one.cell.fragment and ref.column == one.cell.column and ref.row < one.cell.row for ref in cells
    )
    return one.cell in cells or bool(labels & cells) or same_row or heads


def warnings_of(result: DocumentResult) -> Iterator[Finding]:
    """Findings that call for a look, repairs of one code in one table once."""
    repairs: set[tuple[str, int]] = set()
    for finding in result.findings:
        if finding_to_severity(finding) == "info":
            continue
        if CODES[finding.code].type == "repair":
            if (finding.code, finding.table) in repairs:
                continue
            repairs.add((finding.code, finding.table))
        yield finding


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--folder", type=Path, action="append", help="documents with truth instead of the private corpus")
    arguments = parser.parse_args()
    folder = shared_data()
    if folder is None:
        print("SKIPPED: the private corpus (../shared/data) is not beside this checkout")
        return 0
    scorer = load_scorer(folder)
    told: Counter[str] = Counter()
    pointing_ones: Counter[str] = Counter()
    documents = flagged = flagged_rightly = missed = 0
    for part in arguments.folder or (folder / "real", folder / "made"):
        for path, truth in folder_to_documents(part):
            if path.name in HOSTILE:
                continue
            result = convert_document(path, None, ConvertOptions(ReadOptions(second_opinion="never")))
            pointing = result_to_pointing(scorer, path, truth, result)
            observations = result.normalized.observations if result.normalized is not None else ()
            for finding in warnings_of(result):
                told[finding.code] += 1
                pointing_ones[finding.code] += points_at_something(finding, observations, pointing)
            at_fault = bool(pointing.faulty) or pointing.missing
            documents += 1
            flagged += result.status == "flagged"
            flagged_rightly += result.status == "flagged" and at_fault
            missed += result.status == "ok" and at_fault
    for code, count in told.most_common():
        print(f"{code:28} {count:4}  point at something {pointing_ones[code] / count:.2f}")
    print(f"warnings {told.total()}, of them point at something {pointing_ones.total() / max(1, told.total()):.3f}")
    print(
        f"documents {documents}, flagged {flagged}, of these with something at fault {flagged_rightly}; ok with something at fault {missed}"
    )
    return 0


if __name__ == "__main__":
    sys.exit(main())
