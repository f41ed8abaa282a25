"""What each page of the desk shows, gathered for its template."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args
from urllib.parse import quote

import jinja2
from markupsafe import Markup

from rajut.review.desk import Desk
from rajut.seen.doubts import Doubt, DoubtGroup
from rajut.seen.questions import (
    Question,
    Setting,
    cell_to_decisions,
    cell_to_parents,
    cell_to_setting,
    decision_to_question,
    doubt_to_question,
    fragment_to_page,
    fragment_to_shape,
    shorten,
    typed_to_answers,
)
from rajut.seen.seen_document import SeenDocument, SeenTable
from rajut.seen.seen_words import SIGNS, WORDS, answer_words, cause_words, role_words, tell
from rajut.seen.sheet_html import Look, cell_to_part, grid_to_html, meaning_words, part_to_html, raw_to_html, value_text
from schemas.answer import TableAnswer
from schemas.codes import CODES
from schemas.correction import Correction
from schemas.observation import Measure, PeriodKind, Revision

PER_PAGE = 50
SAMPLE_SIZE = 50
MOST_LISTED = 80  # doubts of a group
COLUMN_FIELDS = ("role", "measure", "revision", "period_kind", "year", "subperiod", "scale", "unit")
_ROLES = (
    *(
        "value",
        "indicator",
        "unit",
        "program",
        "activity",
        "sub_activity",
        "activity_or_sub",
        "plan_item",
        "objective",
        "goal",
    ),
    *("code", "number", "formula", "responsible", "location", "note", "unknown"),
)
_CHOICES: dict[str, tuple[str, ...]] = {
    "role": _ROLES,
    "measure": get_args(Measure),
    "revision": ("none", *get_args(Revision)),
    "period_kind": get_args(PeriodKind),
}
_CLOSE = 6  # points around a box that is drawn over the page


@dataclass(frozen=True, slots=True)
class Asked:
    """Which question a page shows: the decision, what was typed and could not be taken as it stands, the place in the sample, and the
    address that leads back; `part` is the part of a long table to show."""

    decision: str = ""
    typed: str = ""
    sample: int | None = None
    here: str = ""
    part: int = 0


@dataclass(frozen=True, slots=True)
class ShownDoubts:
    """The doubts of a group that the queue lists: of many those around the question."""

    first: int
    doubts: tuple[Doubt, ...]


def render(template: str, desk: Desk, **values: Any) -> str:
    """A page of the desk; everything that is not marked up is escaped."""
    language = desk.language

    def t(key: str, **fields: Any) -> Markup:
        return tell(key, language, **fields)

    shared = {
        "t": t,
        "desk": desk,
        "language": language,
        "signs": SIGNS,
        "words": WORDS,
        "answer_words": lambda after, kind="": answer_words(after, language, kind),
        "quote": lambda text: quote(text, safe=""),
        "doubt_line": lambda doubt: doubt_line(doubt, language),
        "cause_words": lambda cause: cause_words(cause, language),
        "value_text": lambda one: value_text(one, language),
        "role_words": lambda name: role_words(name, language),
        "meaning_words": lambda answer: meaning_words(answer, language),
    }
    return _environment().get_template(template).render(**shared, **values)


@cache
def _environment() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.PackageLoader("rajut.review", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
    )


def index_page(desk: Desk, first: int, here: str) -> str:
    """The list of documents, those with most doubt first, and the sample."""
    answers: dict[str, int] = {}
    for item in desk.corrections:
        answers[item.document_id] = answers.get(item.document_id, 0) + 1
    order = sorted(desk.listed.items(), key=lambda item: (-(item[1].doubtful or 0), item[1].staged.source_name))
    first = max(0, min(first, max(0, len(order) - 1)) // PER_PAGE * PER_PAGE)
    return render(
        "index.html.j2",
        desk,
        rows=order[first : first + PER_PAGE],
        first=first,
        all=len(order),
        per_page=PER_PAGE,
        answers=answers,
        share=desk.share(),
        sample_size=SAMPLE_SIZE,
        here=here,
    )


def answers_page(desk: Desk, here: str) -> str:
    """Every answer, with a way to its question and a way to withdraw it."""
    return render("answers.html.j2", desk, items=list(desk.corrections), here=here)


def document_page(desk: Desk, document: SeenDocument, asked: Asked, number: int | None) -> str:
    """One document: page, data, question, queue."""
    groups = desk.groups(document.document_id)
    decision = new_place(desk, document, asked.decision) or _first_open(desk, document, groups)
    question = _question(document, groups, decision)
    table = _table(document, question, number)
    marked = (
        set(question.cells) | ({question.decision} if question.kind == "column" else set()) if question is not None else set()
    )
    answered = {item.decision for item in desk.corrections.of_document(document.document_id)}
    page = _page(document, question, table)
    doubts = [doubt for group in groups for doubt in group.doubts]
    look = Look(desk.language, True, answered, marked, asked.part, decision)
    return render(
        "document.html.j2",
        desk,
        here=asked.here,
        document=document,
        table=table,
        groups=[(group, _listed(group, decision, answered)) for group in groups],
        answered=answered,
        done=sum(doubt.decision in answered for doubt in doubts),
        doubts=len(doubts),
        card=card_html(desk, document, asked if asked.decision else Asked(decision, here=asked.here), question),
        grid=grid_to_html(document, table, look) if table is not None else "",
        page=page,
        marks=marks_of_page(document, table, page, marked),
        raw=raw_html(document, table, question.cell if question is not None else "", marked),
        at_hand=desk.source_of(document.document_id) is not None,
        busy=desk.rereader.busy(document.document_id),
        version=desk.version.get(document.document_id, 0),
    )


def _listed(group: DoubtGroup, decision: str, answered: set[str]) -> ShownDoubts:
    """The doubts around the one in question, else around the first without an answer."""
    if len(group.doubts) <= MOST_LISTED:
        return ShownDoubts(0, group.doubts)
    at = next((at for at, doubt in enumerate(group.doubts) if doubt.decision == decision), None)
    if at is None:
        at = next((at for at, doubt in enumerate(group.doubts) if doubt.decision not in answered), 0)
    first = max(0, min(at - MOST_LISTED // 4, len(group.doubts) - MOST_LISTED))
    return ShownDoubts(first, group.doubts[first : first + MOST_LISTED])


def rows_html(desk: Desk, document: SeenDocument, number: int, part: int, cell: str) -> Markup:
    """A part of a long table's rows, or that with the cell, for the script."""
    table = document.table(number)
    if table is None:
        return Markup("")
    found = cell_to_part(document, table, cell) if cell else part
    answered = frozenset(item.decision for item in desk.corrections.of_document(document.document_id))
    return part_to_html(document, table, found, Look(desk.language, True, answered)) if found is not None else Markup("")


def raw_html(document: SeenDocument, table: SeenTable | None, cell: str, marked: set[str]) -> Markup:
    """The table as it was read, around a cell, for a document without pages; empty for others."""
    return raw_to_html(document, table.fragments, cell, marked) if table is not None and not document.pages else Markup("")


def card_html(desk: Desk, document: SeenDocument, asked: Asked, question: Question | None = None) -> Markup:
    """The question alone, as part of a page."""
    groups = desk.groups(document.document_id)
    question = question if question is not None else _question(document, groups, new_place(desk, document, asked.decision))
    if question is None:
        return Markup(render("card.html.j2", desk, document=document, question=None, asked=asked))
    group = next((g for g in groups if any(d.decision == question.decision for d in g.doubts)), None)
    known = desk.answered(document.document_id, question.decision)
    before, after = _neighbours(groups, question.decision)
    choices = typed_to_answers(question.kind, asked.typed) if asked.typed else ()
    setting = cell_to_setting(document, question.cell) if question.cell else Setting((), (), (), 0, question.read)
    place = question.decision.partition(":")[2]
    return Markup(
        render(
            "card.html.j2",
            desk,
            here=asked.here,
            sample_size=SAMPLE_SIZE,
            document=document,
            question=question,
            asked=asked,
            setting=setting,
            page=setting.page or fragment_to_page(place),
            shape=_shape(document, place, known) if question.kind == "table" else "",
            group=group,
            known=known,
            done=group is not None and known is not None and not next_open(desk, document.document_id, question.decision),
            suggested=desk.suggestions.find(document.document_id, question.decision),
            stale=known is not None and document.answers.get(question.decision) == "correction-stale",
            previous=before,
            following=after,
            choices=choices,
            also=[item for item in cell_to_decisions(document, question.cell) if item != question.decision],
            column=_column_form(question),
            said=lambda after: said_words(document, question, after, desk.language),
            parents=cell_to_parents(document, question.cell) if question.kind == "level" else (),
            column_choices=_CHOICES,
            column_fields=COLUMN_FIELDS,
            severity=CODES[question.cause].severity if question.cause in CODES else "info",
            crop=bool(document.pages and desk.source_of(document.document_id) is not None),
        )
    )


def said_words(document: SeenDocument, question: Question, after: str, language: str) -> str:
    """An answer in words: what a column holds, the head of a column that names the rows, the name that another lies under."""
    table = document.table(question.table)
    if question.kind == "column":
        return meaning_words(after, language)
    if question.kind == "stub" and table is not None and after.isdecimal() and int(after) < len(table.columns):
        column = table.columns[int(after)]
        return f"{int(after) + 1}. {column.path[-1] if column.path else role_words(column.role, language)}"
    level, _, parent = after.partition(" under ")
    if question.kind == "level" and parent:
        name = shorten(document.cell_read(parent))
        return str(tell("a_under", language, level=answer_words(level, language), name=name)) if name else after
    return answer_words(after, language, question.kind)


def _shape(document: SeenDocument, place: str, known: Correction | None) -> str:
    """What a drawing begins with: what was drawn, else the table as it was read."""
    answer = known.answer if known is not None else None
    if known is not None and isinstance(answer, TableAnswer) and answer.kind == "drawn":
        return known.after
    return fragment_to_shape(document, place)


def new_place(desk: Desk, document: SeenDocument, decision: str) -> str:
    """A decision about "a new table" of a page ("table:p3/new") under the name that the table would have; others as they are."""
    start, _, end = decision.partition("/")
    if end != "new" or not start.startswith("table:p"):
        return decision
    answered = (item.decision for item in desk.corrections.of_document(document.document_id) if item.kind == "table")
    names = [*(f"table:{fragment}" for fragment in document.fragment_reads), *answered]
    numbers = [int(name.rpartition("/t")[2]) for name in names if name.startswith(f"{start}/t")]
    return f"{start}/t{max(numbers, default=0) + 1}"


def _column_form(question: Question) -> dict[str, str]:
    return dict(part.split("=", 1) for part in question.before.split("; ") if "=" in part) if question.kind == "column" else {}


def _first_open(desk: Desk, document: SeenDocument, groups: tuple[DoubtGroup, ...]) -> str:
    for group in groups:
        for doubt in group.doubts:
            if desk.answered(document.document_id, doubt.decision) is None:
                return doubt.decision
    return ""


def _question(document: SeenDocument, groups: tuple[DoubtGroup, ...], decision: str) -> Question | None:
    if decision.startswith("cell:"):
        others = cell_to_decisions(document, decision.removeprefix("cell:"))
        return decision_to_question(document, others[0]) if others else None
    doubt = next((d for group in groups for d in group.doubts if d.decision == decision), None)
    return doubt_to_question(document, doubt) if doubt is not None else decision_to_question(document, decision)


def _neighbours(groups: tuple[DoubtGroup, ...], decision: str) -> tuple[str, str]:
    order = [doubt.decision for group in groups for doubt in group.doubts]
    if decision not in order:
        return "", order[0] if order else ""
    at = order.index(decision)
    return order[at - 1] if at else "", order[at + 1] if at + 1 < len(order) else ""


def next_open(desk: Desk, document_id: str, decision: str) -> str:
    """The next question of the queue that has no answer, from this one on and round; "" when all have one."""
    order = [doubt.decision for group in desk.groups(document_id) for doubt in group.doubts]
    at = order.index(decision) + 1 if decision in order else 0
    return next((item for item in (*order[at:], *order[:at]) if desk.answered(document_id, item) is None), "")


def _table(document: SeenDocument, question: Question | None, number: int | None) -> SeenTable | None:
    wanted = number if number is not None else question.table if question is not None else None
    found = document.table(wanted) if wanted else None
    return found or (document.tables[0] if document.tables else None)


def _page(document: SeenDocument, question: Question | None, table: SeenTable | None) -> int:
    refs = [question.cell] if question is not None and question.cell else []
    drawn = fragment_to_page(question.decision.partition(":")[2]) if question is not None and not refs else 0
    if drawn:
        return drawn
    refs += [ref for row in (table.rows[:1] if table is not None else ()) for ref in row.refs]
    return next((int(page) for ref in refs if (page := document.cells.get(ref, {}).get("page"))), 1 if document.pages else 0)


def marks_of_page(document: SeenDocument, table: SeenTable | None, page: int, marked: set[str]) -> dict[str, Any]:
    """Boxes to draw over the page picture, in points: cells of the table, the marked ones, and the frames of its fragments."""
    size = document.sizes[page - 1] if 0 < page <= len(document.sizes) else (595.0, 842.0)
    if table is None or not page or page > len(document.sizes):
        return {"size": size, "cells": [], "frames": [], "joined": (False, False)}
    on_page = [
        (ref, row["x0"], row["top"], row["x1"] - row["x0"], row["bottom"] - row["top"], ref in marked)
        for ref, row in document.cells.items()
        if row["page"] == page and row["x0"] is not None and row["fragment_ref"] in table.fragments
    ]
    here = [fragment for fragment in table.fragments if fragment.startswith(f"p{page}/")]
    frames = [document.boxes[fragment] for fragment in here if fragment in document.boxes]
    before = bool(here) and table.fragments.index(here[0]) > 0
    after = bool(here) and table.fragments.index(here[-1]) + 1 < len(table.fragments)
    boxes = [(x0 - _CLOSE, top - _CLOSE, x1 - x0 + 2 * _CLOSE, bottom - top + 2 * _CLOSE) for x0, top, x1, bottom in frames]
    return {"size": size, "cells": on_page, "frames": boxes, "joined": (before, after)}


def doubt_line(doubt: Doubt, language: str) -> str:
    """A doubt in one line of the queue."""
    told = doubt.id if language == "id" else doubt.en
    return told or cause_words(doubt.cause, language)
