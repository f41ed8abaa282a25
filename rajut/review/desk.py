"""The desk: which documents lie on it, what was answered, and how to take an answer back. All state of the server is here."""

from __future__ import annotations

import threading
from collections import Counter, OrderedDict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from rajut.pipeline import ConvertOptions
from rajut.reference.corrections_file import corrections_beside, load_corrections, save_corrections
from rajut.review.rereading import Again, Reread, Rereader
from rajut.seen.carried import SUGGESTIONS
from rajut.seen.doubts import Doubt, DoubtGroup, document_to_groups
from rajut.seen.questions import decision_to_question, question_to_correction
from rajut.seen.sampling import MeasuredShare, corrections_to_share, draw
from rajut.seen.seen_document import SeenDocument, frames_to_seen, staged_to_seen
from rajut.stage.file import StagedDocument, list_staged, read_batches
from schemas.correction import CORRECTIONS, NO_CORRECTIONS, Correction, Corrections

_KEPT = 6  # documents in memory
_DOUBTFUL = frozenset({"unproven", "contradicted"})
_SURE = frozenset({"proven", "consistent"})


@dataclass(frozen=True, slots=True)
class DeskSetup:
    """How the desk was opened. `source_of` finds the file of a document, or None; `publish` converts the documents with their answers
    and publishes, and says how many values are reviewed now."""

    out: Path
    who: str
    language: str = "en"
    read_only: bool = False
    options: ConvertOptions = field(default_factory=ConvertOptions)
    source_of: Callable[[StagedDocument], Path | None] = lambda _: None
    publish: Callable[[Mapping[str, Path]], None] | None = None
    now: Callable[[], str] = lambda: datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


@dataclass(slots=True)
class Listed:
    """A document on the first page: doubtful values are counted while nobody waits, None until then."""

    staged: StagedDocument
    doubtful: int | None = None


class Desk:
    """One person at one dataset. Answers are on the disk before `answer` returns."""

    def __init__(self, setup: DeskSetup) -> None:
        self.setup = setup
        self.language = setup.language
        self.who = setup.who
        self.guard = threading.RLock()
        self.corrections: Corrections = corrections_beside(setup.out)
        suggested = setup.out / SUGGESTIONS
        self.suggestions: Corrections = load_corrections(suggested) if suggested.is_file() else NO_CORRECTIONS
        self.listed = {item.document_id: Listed(item) for item in list_staged(setup.out) if item.document_id}
        self.undoable: list[tuple[Corrections, tuple[str, str]]] = []
        self.version: dict[str, int] = {}
        self.unpublished = False
        self._seen: OrderedDict[str, SeenDocument] = OrderedDict()
        self._groups: dict[str, tuple[DoubtGroup, ...]] = {}
        self._sources: dict[str, Path | None] = {}
        self._sure: frozenset[str] | None = (
            None  # "document place" of every sure value: of a thousand documents it takes a while
        )
        self._drawn: dict[tuple[int, frozenset[str]], tuple[str, ...]] = {}
        self.rereader = Rereader(self._install)

    def close(self) -> None:
        self.rereader.close()

    def seen(self, document_id: str) -> SeenDocument | None:
        """The document as it is understood with the answers so far; None for one that is not on the desk."""
        with self.guard:
            if document_id in self._seen:
                self._seen.move_to_end(document_id)
                return self._seen[document_id]
            if document_id not in self.listed:
                return None
            document = staged_to_seen(self.listed[document_id].staged)
            self._keep(document_id, document)
            self.reread(document_id, only_read=not self._is_behind(document))
            return document

    def _is_behind(self, document: SeenDocument) -> bool:
        """Whether some answer was given since the document was read."""
        own = self.corrections.of_document(document.document_id)
        return any(item.decision not in document.answers for item in own)

    def groups(self, document_id: str) -> tuple[DoubtGroup, ...]:
        """The questions about a document as it was when it was last read, so that the queue does not move under one's hands."""
        with self.guard:
            if document_id not in self._groups:
                document = self.seen(document_id)
                self._groups[document_id] = self._ask(document) if document is not None else ()
            return self._groups[document_id]

    def _ask(self, document: SeenDocument) -> tuple[DoubtGroup, ...]:
        """What was answered about another edition first, then what is in doubt."""
        groups = document_to_groups(document)
        suggested = []
        for item in self.suggestions.of_document(document.document_id):
            question = decision_to_question(document, item.decision)
            if question is not None and question.read == item.read:
                suggested.append(
                    Doubt(
                        decision=item.decision,
                        cause="suggested",
                        table=question.table,
                        reach=max(1, question.reach),
                        weight=1.0,
                        cells=question.cells,
                        read=question.read,
                        before=question.before,
                    )
                )
        known = {doubt.decision for doubt in suggested}
        rest = [DoubtGroup(group.cause, tuple(d for d in group.doubts if d.decision not in known)) for group in groups]
        first = (DoubtGroup("suggested", tuple(suggested)),) if suggested else ()
        return (*first, *(group for group in rest if group.doubts))

    def refresh(self, document_id: str) -> None:
        """Asks anew about the document as it is understood now."""
        with self.guard:
            self._groups.pop(document_id, None)

    def _keep(self, document_id: str, document: SeenDocument) -> None:
        self._seen[document_id] = document
        self._seen.move_to_end(document_id)
        while len(self._seen) > _KEPT:
            gone, _ = self._seen.popitem(last=False)
            self._groups.pop(gone, None)

    def source_of(self, document_id: str) -> Path | None:
        """The document's file, if it is at hand with the bytes that were read."""
        if document_id not in self._sources and document_id in self.listed:
            self._sources[document_id] = self.setup.source_of(self.listed[document_id].staged)
        return self._sources.get(document_id)

    def reread(self, document_id: str, *, only_read: bool = False) -> None:
        """Has the document normalized again with its answers, where its file is at hand, or with `only_read` made ready for that;
        returns at once."""
        path, listed = self.source_of(document_id), self.listed.get(document_id)
        if path is not None and listed is not None:
            name = listed.staged.source_name
            own = self.corrections.of_document(document_id)
            self.rereader.request(Again(path, name, document_id, self.setup.options, own, only_read))

    def _install(self, document_id: str, reread: Reread) -> None:
        if reread.frames is None:
            return
        document = frames_to_seen(reread.frames, reread.layout, self.listed[document_id].staged.source_name, reread.sha256)
        with self.guard:
            before = self._seen.get(document_id)
            if before is not None and _parts(before) != _parts(document):
                self._groups.pop(document_id, None)  # other tables are there: other questions
            self._keep(document_id, document)
            self.listed[document_id].doubtful = sum(one["confidence"] in _DOUBTFUL for one in document.observations)
            self.version[document_id] = self.version.get(document_id, 0) + 1

    def done(self, document_id: str) -> int:
        """How many of the questions about a document have an answer."""
        answers = {item.decision for item in self.corrections.of_document(document_id)}
        return sum(doubt.decision in answers for group in self.groups(document_id) for doubt in group.doubts)

    def answered(self, document_id: str, decision: str) -> Correction | None:
        return self.corrections.find(document_id, decision)

    def answer(self, document_id: str, decisions: Sequence[str], after: str | None, why: str) -> list[Correction]:
        """Keeps one answer to each of the decisions; None as answer confirms what was decided. Raises ValueError for an answer that
        cannot be meant, PermissionError at a desk for looking only. The file is safe on the disk when this returns."""
        if self.setup.read_only:
            raise PermissionError
        document = self.seen(document_id)
        made: list[Correction] = []
        for decision in decisions:
            question = decision_to_question(document, decision) if document is not None else None
            if document is None or question is None:
                raise ValueError(decision)
            known = self.answered(document_id, decision)
            said = after if after is not None else (known.before if known is not None else question.before)
            item = question_to_correction(document, question, said, self.who, self.setup.now(), why, known)
            item.answer  # noqa: B018 - raises where it means nothing
            made.append(item)
        with self.guard:
            changed = self.corrections
            for item in made:
                changed = changed.with_answer(item)
            self._save(changed, (document_id, made[-1].decision if made else ""))
        self.reread(document_id)
        return made

    def withdraw(self, document_id: str, decision: str) -> None:
        """Removes one answer; nothing where there is none."""
        if self.setup.read_only:
            raise PermissionError
        with self.guard:
            self._save(self.corrections.without(document_id, decision), (document_id, decision))
        self.reread(document_id)

    def undo(self) -> tuple[str, str] | None:
        """Takes the last answer (or withdrawal) of this sitting back and gives the place where it was given; None where there is none."""
        with self.guard:
            if not self.undoable or self.setup.read_only:
                return None
            before, place = self.undoable.pop()
            save_corrections(self.setup.out / CORRECTIONS, before)
            self.corrections = before
            self.unpublished = True
        self.reread(place[0])
        return place

    def _save(self, changed: Corrections, place: tuple[str, str]) -> None:
        if changed == self.corrections:
            return
        save_corrections(self.setup.out / CORRECTIONS, changed)
        self.undoable.append((self.corrections, place))
        self.corrections = changed
        self.unpublished = True

    def share(self) -> MeasuredShare | None:
        """What the checked values say about those that were sure."""
        return corrections_to_share(self.corrections)

    def sample(self, count: int) -> list[tuple[str, str]]:
        """(document, decision) of a random sample of the sure values over all documents, the same at every call; those checked before are
        among them."""
        checked = {f"{item.document_id} {item.place}" for item in self.corrections if item.kind == "check"}
        with self.guard:
            if self._sure is None:
                self._sure = frozenset(
                    f"{key} {place}" for key, one in self.listed.items() for place in _sure_places(one.staged)
                )
                self._drawn.clear()
            added = frozenset(checked - self._sure)
            if (count, added) not in self._drawn:
                self._drawn[count, added] = tuple(draw(sorted(self._sure | added), count))
            chosen = self._drawn[count, added]
        pairs = (name.partition(" ") for name in chosen)
        return [(document_id, f"check:{place}") for document_id, _, place in pairs]

    def publish(self) -> None:
        """Converts the documents with their answers and publishes the dataset anew."""
        if self.setup.publish is None or self.setup.read_only:
            raise PermissionError
        sources = {key: path for key in self.listed if (path := self.source_of(key)) is not None}
        self.setup.publish(sources)
        with self.guard:
            self.listed = {item.document_id: Listed(item) for item in list_staged(self.setup.out) if item.document_id}
            self._seen.clear()
            self._groups.clear()
            self._sure = None
            self.unpublished = False

    def count_doubtful(self) -> None:
        """Counts the doubtful values of every document; for a thread of its own."""
        for listed in list(self.listed.values()):
            if listed.doubtful is None:
                listed.doubtful = count_doubtful(listed.staged)


def _parts(document: SeenDocument) -> tuple[object, ...]:
    """The tables by their fragments, and all fragments."""
    return (document.fragment_reads.keys(), [table.fragments for table in document.tables])


def count_doubtful(staged: StagedDocument) -> int:
    """How many values of the document are unproven or contradicted."""
    return sum(
        batch.column("confidence").to_pylist().count(name)
        for _, batch in read_batches(staged, ("observations",))
        for name in _DOUBTFUL
    )


def _sure_places(staged: StagedDocument) -> list[str]:
    """The cells of values that are sure and not blank; of cells with several values none, which a sample of so many can spare."""
    places: list[str] = []
    for _, batch in read_batches(staged, ("observations",)):
        rows = zip(*(batch.column(name).to_pylist() for name in ("cell_ref", "confidence", "value_status")), strict=True)
        places += [cell for cell, confidence, status in rows if confidence in _SURE and status not in {"blank", "nil"}]
    counts = Counter(places)
    return [place for place, count in counts.items() if count == 1]
