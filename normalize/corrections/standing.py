"""Which answers still stand: those whose place shows the very text that the person saw."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from schemas.answer import CorrectionKind, TableAnswer
from schemas.codes.review import ANSWERED
from schemas.correction import NO_CORRECTIONS, Correction, Corrections, text_to_read
from schemas.finding import Finding
from schemas.layout import fragment_to_read
from schemas.provenance import CellRef, parse_cell_ref
from schemas.table import DocumentReading, Fragment

_BY_COLUMN: frozenset[str] = frozenset({"column", "numbers"})
_BY_CELL: frozenset[str] = frozenset({"value", "label", "unit", "level", "row", "source", "check"})


@dataclass(frozen=True, slots=True)
class Standing:
    """The answers that stand, by kind and place, and the others. Columns are among them until their heads are read."""

    answers: Mapping[CorrectionKind, Mapping[str, Correction]] = field(default_factory=dict)
    stale: tuple[tuple[Correction, str | None], ...] = ()
    """Answers whose text is gone, with the text that stands there now; None where nothing does."""

    def __bool__(self) -> bool:
        return bool(self.answers)

    def of_kind(self, kind: CorrectionKind) -> Mapping[str, Correction]:
        return self.answers.get(kind, {})


NOTHING_ANSWERED = Standing()


def reading_to_standing(reading: DocumentReading, corrections: Corrections = NO_CORRECTIONS) -> Standing:
    """The answers about this document whose text is unchanged. Whose place is not there, or prints something else, is stale. An answer
    about a grid may have been given over any of the grids of the place."""
    own = corrections.of_document(reading.source.document_id) if corrections.items else corrections
    if not own.items:
        return NOTHING_ANSWERED
    texts = {str(fragment.cell_ref(cell)): cell.text for fragment in reading.fragments for cell in fragment.cells}
    tables = {str(fragment.ref): fragment for fragment in reading.fragments}
    others = [fragment for rival in reading.rivals for fragment in rival.fragments]
    answers: dict[CorrectionKind, dict[str, Correction]] = {}
    stale: list[tuple[Correction, str | None]] = []
    for item in own:
        now = _text_now(item, texts, tables)
        seen = item.kind == "grid" and any(str(one.ref) == item.place and fragment_to_read(one) == item.read for one in others)
        if now is None or (item.kind not in _BY_COLUMN and now != item.read and not seen):
            stale.append((item, now))
        else:
            answers.setdefault(item.kind, {})[item.place] = item
    return Standing(answers, tuple(stale))


def standing_over_grids(chosen: Standing, first: Standing) -> Standing:
    """The answers that stand over the `chosen` grids; those about the grids themselves as they stood over the `first` ones."""
    grids = first.of_kind("grid")
    stale = (
        *(entry for entry in first.stale if entry[0].kind == "grid"),
        *(entry for entry in chosen.stale if entry[0].kind != "grid"),
    )
    answers = dict(chosen.answers)
    answers.pop("grid", None)
    if grids:
        answers["grid"] = grids
    return Standing(answers, stale)


def _text_now(item: Correction, texts: Mapping[str, str], tables: Mapping[str, Fragment]) -> str | None:
    place = item.place.partition("#")[0]
    if item.kind in _BY_CELL:
        return text_to_read(texts[place]) if place in texts else None
    if place not in tables:
        return None
    drawn_over = tables[place].drawn_over
    is_drawing = item.kind == "table" and isinstance(item.answer, TableAnswer) and item.answer.kind == "drawn"
    return drawn_over if is_drawing and drawn_over is not None else fragment_to_read(tables[place])


def correction_to_finding(
    item: Correction,
    cell: CellRef | None = None,
    table: int = 0,
    *,
    texts: tuple[str, str] | None = None,
    related: Sequence[CellRef] = (),
) -> Finding:
    """What the answer did. `texts` are the whole text of the cell before and after, where the answer changes what it says."""
    confirmed = item.after == item.before and texts is None
    code = {"source": "source-wrong"}.get(item.kind) or ("confirmed" if confirmed else "corrected")
    before, after = texts if texts is not None else (None, None)
    return _told(Finding(code, cell, table, before, after, related=tuple(related)), item)


def check_to_finding(item: Correction, cell: CellRef, table: int) -> Finding:
    """That a person looked at a published value in its place, and found it right or wrong."""
    return _told(Finding("confirmed" if item.after == "right" else "checked-wrong", cell, table), item)


def _told(finding: Finding, item: Correction) -> Finding:
    signed = ", ".join(part for part in (item.who, item.when) if part) or "?"
    fields = (
        ("decision", item.decision),
        ("was", item.before),
        ("now", item.after),
        ("who", signed),
        ("why", item.why or "-"),
    )
    evidence = f"{signed}: {item.why}" if item.why else signed
    return replace(finding, evidence=evidence, fields=fields, decision=item.subject)


def stale_to_findings(standing: Standing, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """One finding per answer that nothing took: its text is another now, or its place is no longer what it was. `findings` tell which
    were taken."""
    taken = {finding.decision for finding in findings if finding.code in ANSWERED}
    lost = [
        (item, item.read) for answers in standing.answers.values() for item in answers.values() if item.subject not in taken
    ]
    return tuple(_stale_finding(item, now) for item, now in (*standing.stale, *lost))


def _stale_finding(item: Correction, now: str | None) -> Finding:
    place = item.place.partition("#")[0]
    cell = parse_cell_ref(place) if item.kind in _BY_CELL and now is not None else None
    fields = (
        ("decision", item.decision),
        ("read", item.read),
        ("now", now if now is not None else "-"),
        ("answer", item.after),
    )
    return Finding("correction-stale", cell, fields=fields, evidence=item.who or None, decision=item.subject)
