"""Corrections: what a person answered about a decision, kept as data.

A correction names the document by its bytes, the decision by kind and place, and *the text that was read there*, so that it is
never applied to anything else than what the person saw. `corrections.csv` has one line per decision:

    document_id,source_name,decision,read,before,after,who,when,why
    a1b2c3d4e5f60718,renstra.pdf,value:p3/t1/r4c2,"4,500",4.5,4500,sari,2026-11-26T08:00:00Z,thousands as elsewhere

`before` is what Rajut had decided, `after` what the person says (schemas.answer has the words). Equal, they confirm. A text that a
spreadsheet would take for a formula stands behind an apostrophe.
"""

from __future__ import annotations

import csv
import hashlib
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from itertools import pairwise

from schemas.answer import Answer, CorrectionKind, text_to_answer
from schemas.decision import Subject, text_to_subject

CORRECTIONS = "corrections.csv"
_DOCUMENT = re.compile(r"^[0-9a-f]{16}$")
_CELL = r"(?:p[1-9]\d*|d)/t[1-9]\d*/r\d+c\d+"
_FRAGMENT = r"(?:p[1-9]\d*|d)/t[1-9]\d*"
_ROW = re.compile(rf"^{_CELL}$")
_TABLE = re.compile(rf"^{_FRAGMENT}$")
_COLUMN = re.compile(rf"^{_FRAGMENT}#c\d+$")
_VALUE = re.compile(rf"^{_CELL}(?:#[1-9]\d?)?$")
# where each kind of decision stands: a cell, a part of a cell that holds several values (#2), the first printed cell of a row, a
# fragment, the table that begins with it, or one of that table's columns (p2/t1#c5)
_PLACES: Mapping[str, re.Pattern[str]] = {
    "value": _VALUE,
    "label": re.compile(rf"^{_CELL}$"),
    "unit": _ROW,
    "column": _COLUMN,
    "level": _ROW,
    "join": _TABLE,
    "header": _TABLE,
    "row": _ROW,
    "table": _TABLE,
    "program": _TABLE,
    "source": re.compile(rf"^{_CELL}$"),
    "check": _VALUE,
    "grid": _TABLE,
    "stub": _TABLE,
    "numbers": _COLUMN,
}
_WHEN = re.compile(r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$")
_LIKE_FORMULA = re.compile(r"^['=+@-]")
_LONGEST, _SHOWN = 300, 240


@dataclass(frozen=True, slots=True)
class Correction:
    """One answer. `decision` is "kind:place", `read` the text that stood there (`text_to_read`), `when` in UTC; `line` is the line of
    the file that it came from, 0 for none."""

    document_id: str
    source_name: str
    decision: str
    read: str
    before: str
    after: str
    who: str = ""
    when: str = ""
    why: str = ""
    line: int = field(default=0, compare=False)

    @property
    def subject(self) -> Subject:
        """The decision that is answered, by the name that findings and `explain` have for it."""
        return text_to_subject(self.decision)

    @property
    def kind(self) -> CorrectionKind:
        return self.subject.kind  # type: ignore[return-value]

    @property
    def place(self) -> str:
        return self.subject.where

    @property
    def key(self) -> tuple[str, str]:
        """Document and decision: there is one answer to each."""
        return (self.document_id, self.decision)

    @property
    def answer(self) -> Answer:
        """What `after` means. Raises ValueError for what no parser let pass."""
        return text_to_answer(self.kind, self.after)


COLUMNS = tuple(item.name for item in fields(Correction) if item.name != "line")


@dataclass(frozen=True, slots=True)
class Problem:
    """A line that cannot be taken, and why, in both languages."""

    line: int
    en: str
    id: str


@dataclass(frozen=True, slots=True)
class Corrections:
    """Answers, at most one per decision, sorted by document and decision. Empty by default."""

    items: tuple[Correction, ...] = ()
    _at: Mapping[tuple[str, str], Correction] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_at", {item.key: item for item in self.items})

    def __iter__(self) -> Iterator[Correction]:
        return iter(self.items)

    def __len__(self) -> int:
        return len(self.items)

    def of_document(self, document_id: str) -> Corrections:
        """The answers about one document."""
        return Corrections(tuple(item for item in self.items if item.document_id == document_id))

    def of_kind(self, kind: CorrectionKind) -> dict[str, Correction]:
        """The answers of one kind by place; of one document, else places of several would meet."""
        return {item.place: item for item in self.items if item.kind == kind}

    def find(self, document_id: str, decision: str) -> Correction | None:
        return self._at.get((document_id, decision))

    def with_answer(self, item: Correction) -> Corrections:
        """The same with this answer in place of any other to its decision."""
        return corrections_of((*(old for old in self.items if old.key != item.key), item))

    def without(self, document_id: str, decision: str) -> Corrections:
        return Corrections(tuple(item for item in self.items if item.key != (document_id, decision)))

    @property
    def digest(self) -> str:
        """16 hex digits that change with any answer; "" for none."""
        if not self.items:
            return ""
        return hashlib.sha256(corrections_to_csv(self).encode("utf-8", "surrogatepass")).hexdigest()[:16]


NO_CORRECTIONS = Corrections()


def corrections_of(items: Iterable[Correction]) -> Corrections:
    """Sorted answers. Raises ValueError when two answer the same decision."""
    ordered = sorted(items, key=lambda item: (item.document_id, _natural(item.decision)))
    for before, after in pairwise(ordered):
        if before.key == after.key:
            raise ValueError(f"{after.decision} of {after.document_id} is answered twice")
    return Corrections(tuple(ordered))


def text_to_read(text: str) -> str:
    """What a correction keeps of a text: white space folded, characters that cannot be seen replaced, a very long text cut with a
    checksum of the whole, so that any change in it shows."""
    folded = " ".join(text.split())
    seen = "".join("\N{REPLACEMENT CHARACTER}" if unicodedata.category(c) in {"Cc", "Cf", "Cs"} else c for c in folded)
    if len(seen) <= _LONGEST:
        return seen
    return f"{seen[:_SHOWN]}… #{hashlib.sha256(seen.encode()).hexdigest()[:8]}"


def csv_to_corrections(text: str) -> tuple[Corrections, tuple[Problem, ...]]:
    """The answers of a file and every line that cannot be taken. The same answer twice counts once; answers that contradict each
    other are problems, and neither is taken. A file without lines gives nothing; missing columns are one problem of line 1."""
    reader = csv.reader(io.StringIO(text.removeprefix("\ufeff"), newline=""))
    rows = _numbered(reader)
    head = next(rows, None)
    if isinstance(head, Problem):
        return NO_CORRECTIONS, (head,)
    if head is None:
        return NO_CORRECTIONS, ()
    names = [name.strip() for name in head[1]]
    missing = [name for name in COLUMNS[:6] if name not in names]
    if missing:
        listed = ", ".join(missing)
        return NO_CORRECTIONS, (Problem(1, f"the columns {listed} are missing", f"kolom {listed} tidak ada"),)
    found: list[Correction] = []
    problems: list[Problem] = []
    for row in rows:
        if isinstance(row, Problem):
            problems.append(row)
            break
        item = _row_to_correction(row[0], dict(zip(names, row[1], strict=False))) if any(row[1]) else None
        if isinstance(item, Problem):
            problems.append(item)
        elif item is not None:
            found.append(item)
    taken, contradictions = items_to_agreed(found)
    return taken, tuple(sorted((*problems, *contradictions), key=lambda problem: problem.line))


def _numbered(reader: Iterator[Sequence[str]]) -> Iterator[tuple[int, Sequence[str]] | Problem]:
    """Each record with the line that it begins on."""
    line = 1
    try:
        for row in reader:
            yield line, row
            line = reader.line_num + 1  # type: ignore[attr-defined]
    except csv.Error as error:
        yield Problem(line, f"this is no CSV: {error}", f"ini bukan CSV: {error}")


def items_to_agreed(items: Sequence[Correction]) -> tuple[Corrections, tuple[Problem, ...]]:
    """One answer per decision. Answers that say the same count once, the first of them; where two say different things both are
    problems and neither is taken."""
    by_key: dict[tuple[str, str], list[Correction]] = {}
    for item in items:
        by_key.setdefault(item.key, []).append(item)
    agreed: list[Correction] = []
    problems: list[Problem] = []
    for key, answers in by_key.items():
        first = answers[0]
        if all((other.after, other.read) == (first.after, first.read) for other in answers):
            agreed.append(first)
            continue
        lines = ", ".join(str(other.line) for other in answers)
        said = " ≠ ".join(dict.fromkeys(f"'{other.after}'" for other in answers))
        problems.append(
            Problem(
                answers[-1].line,
                f"lines {lines} contradict each other about {key[1]} of {key[0]}: {said}",
                f"baris {lines} saling bertentangan tentang {key[1]} dari {key[0]}: {said}",
            )
        )
    return corrections_of(agreed), tuple(problems)


def _row_to_correction(line: int, row: Mapping[str, str]) -> Correction | Problem:
    values = {name: _unguarded(row.get(name, "").strip()) for name in COLUMNS}
    item = Correction(**values, line=line)
    problem = correction_to_problem(item)
    if problem is not None:
        return problem
    return replace(item, document_id=item.document_id.lower())


def correction_to_problem(item: Correction) -> Problem | None:
    """Why this correction cannot be taken; None when it can."""
    kind, sign, place = item.decision.partition(":")
    if not _DOCUMENT.match(item.document_id.lower()):
        said = f"'{item.document_id}'"
        return Problem(
            item.line, f"{said} is no document_id (16 hex digits)", f"{said} bukan document_id (16 digit heksadesimal)"
        )
    pattern = _PLACES.get(kind)
    if not sign or pattern is None:
        kinds = ", ".join(_PLACES)
        return Problem(
            item.line,
            f"'{item.decision}' names no decision; it begins with one of {kinds}, then ':'",
            f"'{item.decision}' tidak menyebut keputusan; harus diawali salah satu dari {kinds}, lalu ':'",
        )
    if not pattern.match(place):
        return Problem(
            item.line,
            f"'{place}' is no place of a decision about a {kind}",
            f"'{place}' bukan tempat keputusan jenis {kind}",
        )
    if item.when and not _WHEN.match(item.when):
        return Problem(
            item.line,
            f"'{item.when}' is no time; write 2026-11-26T08:00:00Z",
            f"'{item.when}' bukan waktu; tulis 2026-11-26T08:00:00Z",
        )
    try:
        text_to_answer(kind, item.after)
    except ValueError as error:
        return Problem(item.line, f"{item.decision}: {error}", f"{item.decision}: jawaban tidak sah ({error})")
    return None


def corrections_to_csv(corrections: Corrections) -> str:
    """The file's text: what `csv_to_corrections` reads, always in the same order, lines ended by a line feed."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for item in corrections:
        writer.writerow([_guarded(getattr(item, name)) for name in COLUMNS])
    return text.getvalue()


def _guarded(text: str) -> str:
    return f"'{text}" if _LIKE_FORMULA.match(text) else text


def _unguarded(text: str) -> str:
    return text[1:] if text.startswith("'") else text


def _natural(decision: str) -> tuple[tuple[int, str | int], ...]:
    """Sorts places as people count: r9 before r10."""
    return tuple((0, int(part)) if part.isdigit() else (1, part) for part in re.split(r"(\d+)", decision) if part)
