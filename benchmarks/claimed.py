"""The table of claimed against right: what confidence says, and how often it was so, by fold, format and kind of table.

Written into docs/accuracy.md between two marks, by whoever measured.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

BEGIN = "<!-- claimed against right: begin (written by `make learn`) -->"
END = "<!-- claimed against right: end -->"
SCANS = (
    "<!-- claimed against right on scans: begin (written by `python -m benchmarks.scans.writers --write`) -->",
    "<!-- claimed against right on scans: end -->",
)
LEVELS = ("proven", "consistent", "unproven", "contradicted")
SURE = ("proven", "consistent")
FEWEST = 50  # values of a kind that stand in a row of their own


@dataclass(frozen=True, slots=True)
class Claim:
    """A value that was judged by weights fitted without its source."""

    level: str
    right: bool
    fold: int
    format: str
    kind: str
    source: str


def claims_to_markdown(claims: Sequence[Claim]) -> str:
    """The tables by fold, format and kind; each share is right / claimed."""
    sources = len({claim.source for claim in claims})
    lines = [
        f"{len(claims):,} values of {sources} sources, each judged by weights fitted without its source. A cell says how many of the",
        "values that were called so were right; *covered* is the share of the right values that were called proven or consistent.",
        "",
        *_table("all", claims, lambda claim: "all"),
        *_table("fold", claims, lambda claim: f"{claim.fold + 1}"),
        *_table("format", claims, lambda claim: claim.format),
        *_table("kind of table", claims, lambda claim: claim.kind),
    ]
    return "\n".join(lines)


def _table(title: str, claims: Iterable[Claim], key: Callable[[Claim], str]) -> list[str]:
    counts: dict[str, Counter[tuple[str, bool]]] = defaultdict(Counter)
    for claim in claims:
        counts[key(claim)][claim.level, claim.right] += 1
    lines = [f"| {title} | {' | '.join(LEVELS)} | covered |", f"| --- |{' --- |' * (len(LEVELS) + 1)}"]
    small: Counter[tuple[str, bool]] = Counter()
    for name in sorted(counts, key=lambda name: (len(name), name)):
        if counts[name].total() < FEWEST:
            small += counts[name]
        else:
            lines.append(_line(name, counts[name]))
    if small:
        lines.append(_line("others", small))
    return [*lines, ""]


def _line(name: str, counts: Counter[tuple[str, bool]]) -> str:
    cells = []
    for level in LEVELS:
        right, claimed = counts[level, True], counts[level, True] + counts[level, False]
        cells.append(f"{right / claimed:.4f} of {claimed}" if claimed else "-")
    rights = sum(count for (_, right), count in counts.items() if right)
    covered = sum(counts[level, True] for level in SURE)
    return f"| {name} | {' | '.join(cells)} | {covered / rights:.2f} |" if rights else f"| {name} | {' | '.join(cells)} | - |"


def counts_to_markdown(title: str, groups: Mapping[str, Counter[tuple[str, bool]]]) -> str:
    """A table with a row for each group of (level, right)."""
    head = [f"| {title} | {' | '.join(LEVELS)} | covered |", f"| --- |{' --- |' * (len(LEVELS) + 1)}"]
    return "\n".join([*head, *(_line(name, counts) for name, counts in groups.items()), ""])


def write_between(path: Path, text: str, marks: tuple[str, str] = (BEGIN, END)) -> None:
    """Puts the text between the marks of the file. Raises ValueError where the marks are missing."""
    before, begun, rest = path.read_text(encoding="utf-8").partition(marks[0])
    _, ended, after = rest.partition(marks[1])
    if not begun or not ended:
        raise ValueError(f"{path} has no marks for the table")
    path.write_text(f"{before}{marks[0]}\n\n{text}\n{marks[1]}{after}", encoding="utf-8")
