"""Answers about one document as suggestions for another scan or edition of the same plan. Nothing is applied: a person accepts each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from rajut.seen.questions import OF_FRAGMENTS, decision_to_question
from rajut.seen.seen_document import SeenDocument
from schemas.correction import Correction, Corrections, corrections_of

SUGGESTIONS = "suggestions.csv"
_VERDICTS = frozenset({"check"})  # about one reading of one document


def corrections_to_suggestions(corrections: Iterable[Correction], document: SeenDocument) -> Corrections:
    """What people answered about other documents, as far as this one asks the same: the decision at the same place if the same text
    stands there, else the only one of its kind with that text. Decisions with two different answers get none."""
    found: dict[str, list[Correction]] = {}
    for item in corrections:
        if item.document_id == document.document_id or item.kind in _VERDICTS:
            continue
        decision = _same_decision(item, document)
        question = decision_to_question(document, decision) if decision else None
        if question is not None and decision and question.before != item.after:
            why = f"{item.source_name}: {item.why}" if item.why else item.source_name
            here = {"document_id": document.document_id, "source_name": document.source_name}
            found.setdefault(decision, []).append(
                replace(item, **here, decision=decision, before=question.before, why=why, line=0)
            )
    return corrections_of(items[0] for items in found.values() if len({item.after for item in items}) == 1)


def _same_decision(item: Correction, document: SeenDocument) -> str | None:
    here = decision_to_question(document, item.decision)
    if here is not None and _alike(here.read, item.read):
        return item.decision
    others = {decision for decision, read in _decisions(item, document) if _alike(read, item.read)}
    return others.pop() if len(others) == 1 and item.read.strip() else None


def _decisions(item: Correction, document: SeenDocument) -> Iterator[tuple[str, str]]:
    """(decision, text there) of each decision of the answer's kind."""
    kind = item.kind
    if kind in {"column", "numbers"}:
        for table in document.tables:
            yield from ((f"{kind}:{table.first}#c{column.column}", column.read) for column in table.columns)
    elif kind in OF_FRAGMENTS:
        yield from ((f"{kind}:{fragment}", read) for fragment, read in document.fragment_reads.items())
    else:
        _, _, part = item.place.partition("#")
        for ref in document.values if kind in {"value", "source"} else document.row_of:
            yield f"{kind}:{ref}#{part}" if part else f"{kind}:{ref}", document.cell_read(ref)


def _alike(one: str, other: str) -> bool:
    return " ".join(one.split()).casefold() == " ".join(other.split()).casefold()
