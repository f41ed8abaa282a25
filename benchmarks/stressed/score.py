"""What came back against what was printed: right, open, wrong, missing, extra, and which of the faults were silent."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from benchmarks.stressed.sheets import Truth
from schemas.observation import Observation

SURE = frozenset({"proven", "consistent"})
ANY_YEAR = frozenset({"baseline", "final", "final_budget"})
_DROP = re.compile(r"[\s\-–­*]+")
_LEVEL = re.compile(r"^(?:sub\s*)?kegiatan\s+", re.IGNORECASE)


@dataclass(slots=True)
class Score:
    """Counts of one document. `silent` are faults that the dataset calls proven or consistent, each with what was wanted."""

    required: int = 0
    right: int = 0
    open: int = 0
    wrong: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)
    extra: list[str] = field(default_factory=list)
    labels: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    held: list[Truth] = field(default_factory=list)  # what came back right
    claims: Counter[tuple[str, bool]] = field(
        default_factory=Counter
    )  # how sure each published value was said to be, and whether right

    @property
    def clean(self) -> bool:
        return self.right == self.required and not (self.wrong or self.extra or self.labels or self.silent)


def key(text: str | None) -> str:
    return _DROP.sub("", _LEVEL.sub("", (text or "").strip())).casefold()


def _same_period(truth: Truth, seen: Observation) -> bool:
    if truth.measure != seen.measure or truth.subperiod != seen.period.subperiod:
        return False
    return truth.year == seen.period.year or (truth.measure in ANY_YEAR and (truth.year is None or seen.period.year is None))


def _own(truth: Truth, seen: Observation) -> bool:
    names = {key(seen.labels.sub_activity), key(seen.labels.activity), key(seen.labels.program)}
    return not truth.label or key(truth.label) in names


def fault(truth: Truth, seen: Observation) -> str:
    """ "" when right; "open" when the reading is withheld; else what is wrong."""
    wanted = truth.value
    if wanted is not None:
        if seen.value is None:
            return "open" if seen.value_status == "ambiguous" else f"no number ({seen.value_status})"
        return "" if abs(wanted - seen.value) <= 1e-9 * max(1.0, abs(wanted)) else f"{seen.value:g}"
    if seen.value is not None and seen.value_status != "bound":
        return f"{seen.value:g}"
    return (
        "" if _DROP.sub("", truth.raw).casefold() == _DROP.sub("", seen.value_text).casefold() else f"text {seen.value_text!r}"
    )


def _shown(seen: Observation) -> str:
    label = seen.labels.sub_activity or seen.labels.activity or seen.labels.program or ""
    period = f"{seen.period.year}{'/' + str(seen.period.subperiod) if seen.period.subperiod else ''}"
    return (
        f"[{label[:28]}] {(seen.labels.indicator or '')[:44]!r} {seen.measure} {period} "
        f"{seen.value_text!r}={seen.value} {seen.confidence} {seen.cell}"
    )


def _wanted(truth: Truth) -> str:
    year = f"{truth.year}{'/' + str(truth.subperiod) if truth.subperiod else ''}"
    return f"[{truth.label[:28]}] {truth.indicator[:44]!r} {truth.measure} {year} {truth.raw!r}"


def _chain_fault(truth: Truth, seen: Observation) -> str:
    """Whether a label above the row's own is another one than printed; a missing one is not reported here."""
    found = (seen.labels.program, seen.labels.activity, seen.labels.sub_activity)
    for name, wanted, got in zip(("program", "activity", "sub_activity"), truth.chain, found, strict=True):
        if truth.label and got is not None and key(got) != key(wanted):
            return f"{name} {got[:40]!r} for {wanted[:40]!r}"
    if truth.unit and key(seen.labels.unit) != key(truth.unit):
        return f"unit {seen.labels.unit!r} for {truth.unit!r}"
    return ""


def truths_to_score(truths: Sequence[Truth], seen: Sequence[Observation]) -> Score:
    """Matches one to one, right values first, so that the order of equal keys does not matter."""
    pool: dict[str, list[Observation]] = defaultdict(list)
    for one in seen:
        pool[key(one.labels.indicator)].append(one)
    score, used = Score(), set[int]()
    required = [truth for truth in truths if not truth.optional]
    score.required = len(required)
    waiting = required
    for accept in ({""}, {"open"}, None):
        left = []
        for truth in waiting:
            match = next(
                (
                    one
                    for one in pool[key(truth.indicator)]
                    if id(one) not in used
                    and _same_period(truth, one)
                    and _own(truth, one)
                    and (accept is None or fault(truth, one) in accept)
                ),
                None,
            )
            if match is None:
                left.append(truth)
                continue
            used.add(id(match))
            _count(score, truth, match, fault(truth, match))
        waiting = left
    score.missing = [_wanted(truth) for truth in waiting if truth.figure.kind != "blank"]
    score.right += sum(truth.figure.kind == "blank" for truth in waiting)
    for one in seen:
        if id(one) not in used and (one.value is not None or one.value_text.strip()) and not _excused(truths, one):
            score.extra.append(_shown(one))
            score.claims[one.confidence, False] += 1
            if one.confidence in SURE and one.value is not None:
                score.silent.append(f"EXTRA {_shown(one)}")
    return score


def _excused(truths: Sequence[Truth], seen: Observation) -> bool:
    """Totals and subtotals may be given or left out."""
    words = " ".join(
        filter(None, (seen.labels.indicator, seen.labels.program, seen.labels.activity, seen.labels.sub_activity))
    )
    return re.search(r"\b(?:jumlah$|jumlah\s*$|total|j u m l a h)", words.strip(), re.IGNORECASE) is not None


def _count(score: Score, truth: Truth, match: Observation, reason: str) -> None:
    if reason != "open":
        score.claims[match.confidence, not reason] += 1
    if not reason:
        score.right += 1
        score.held.append(truth)
        if chain := _chain_fault(truth, match):
            score.labels.append(f"{chain}: {_wanted(truth)}")
    elif reason == "open":
        score.open += 1
    else:
        score.wrong.append(f"{reason} for {_wanted(truth)}: {_shown(match)}")
        if match.confidence in SURE:
            score.silent.append(f"WRONG {reason} for {_wanted(truth)}: {_shown(match)}")
