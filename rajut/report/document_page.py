"""One document's page of the report, made while the document is at hand: what to look at, its whole tables, what was not read.

The page is bilingual; its style shows one language. It needs no script, and what a document prints is text and nothing else.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import jinja2
from markupsafe import Markup

from rajut.printable import visible
from rajut.report.charts import bar_segments
from rajut.report.templates import report_environment
from rajut.report.words import TEXTS
from rajut.seen.doubts import DoubtGroup
from rajut.seen.questions import Question, cell_to_setting, doubt_to_question
from rajut.seen.seen_document import Row, SeenDocument, SeenTable
from rajut.seen.seen_words import SIGNS, answer_words, both, cause_words, role_words, tell
from rajut.seen.sheet_html import Look, grid_to_html, meaning_words, value_text
from rajut.stage.file import Picture
from schemas.codes import CODES
from schemas.codes.evidence import evidence_to_indonesian

FOLDER = "report"
_CARDS_PER_GROUP = 12
_MOST_CARDS = 120
_MOST_CELLS = 20_000
_MOST_TOLD = 100
_MOST_UNPLACED = 300
_GROUPS_KEPT = 12
_LONGEST = 300
_SUMMARY = ('<script type="application/json" id="summary">', "</script>")
_DIGITS = frozenset("0123456789")
_OPENS = '<html lang="en" data-lang="en">'


@dataclass(frozen=True, slots=True)
class DocumentPage:
    """The page, and what the first page of the report takes from it: its causes with their counts, the first card of each."""

    html: str
    summary: dict[str, Any]


def document_to_page(document: SeenDocument, groups: Sequence[DoubtGroup], pictures: Sequence[Picture]) -> DocumentPage:
    """The page of a document with its questions and the pictures that were drawn of it."""
    cards = _groups_to_cards(document, groups, {picture.cell_ref: picture for picture in pictures})
    summary = _summary(document, groups, cards)
    html = (
        _environment()
        .get_template("document_page.html.j2")
        .render(
            document=document,
            groups=list(zip(groups, cards, strict=True)),
            tables=[(table, _table_html(document, table)) for table in document.tables],
            confidences=bar_segments(Counter(one["confidence"] for one in document.observations), "confidences"),
            unplaced=_unplaced(document),
            codes=_codes(document),
            most_told=_MOST_TOLD,
            summary=Markup("{}{}{}").format(Markup(_SUMMARY[0]), Markup(_as_json(summary)), Markup(_SUMMARY[1])),
        )
    )
    return DocumentPage(visible(html), summary)


def page_in_language(html: str, language: str) -> str:
    """The page as it opens in this language, "en" or "id", where nothing else tells the reader's."""
    return html.replace(_OPENS, f'<html lang="{language}" data-lang="{language}">', 1)


def page_as_made(html: str) -> str:
    """The page as it was made, whatever language it was published to open in."""
    return html.replace('<html lang="id" data-lang="id">', _OPENS, 1)


def page_to_summary(html: str) -> dict[str, Any] | None:
    """What the first page takes from a document's page, read from the page itself; None for a page of something else."""
    start = html.find(_SUMMARY[0])
    end = html.find(_SUMMARY[1], start)
    try:
        found = json.loads(html[start + len(_SUMMARY[0]) : end]) if start >= 0 else None
    except ValueError:
        return None
    return found if isinstance(found, dict) else None


def _as_json(content: Any) -> str:
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


@cache
def _environment() -> jinja2.Environment:
    environment = report_environment()
    environment.globals |= {
        "t": _remembered(lambda key, **values: both(*(Markup(text).format(**values) for text in TEXTS[key]))),
        "w": _remembered(lambda key, **values: tell(key, "both", **values)),
        "cause_words": lambda cause: cause_words(cause, "both"),
        "role_words": lambda name: role_words(name, "both"),
        "answer_words": lambda after: answer_words(after, "both"),
        "meaning_words": lambda answer: meaning_words(answer, "both"),
        "value_text": lambda one: value_text(one, "both"),
        "both": both,
        "in_indonesian": evidence_to_indonesian,
        "signs": SIGNS,
        "shortened": _shortened,
        "codes_known": CODES,
    }
    return environment


def _remembered(words: Callable[..., Markup]) -> Callable[..., Markup]:
    """The same; words that hold no values are put together once, not for each document."""
    known: dict[str, Markup] = {}

    def call(key: str, **values: object) -> Markup:
        if values:
            return words(key, **values)
        if key not in known:
            known[key] = words(key)
        return known[key]

    return call


def _shortened(text: str | None) -> str:
    return (text or "") if len(text or "") <= _LONGEST else (text or "")[: _LONGEST - 1] + "…"


def _groups_to_cards(
    document: SeenDocument, groups: Sequence[DoubtGroup], pictures: Mapping[str, Picture]
) -> list[list[dict[str, Any]]]:
    room = _MOST_CARDS
    found: list[list[dict[str, Any]]] = []
    for group in groups:
        chosen = group.doubts[: min(_CARDS_PER_GROUP, max(room, 1))]
        room -= len(chosen)
        found.append([_card(document, doubt_to_question(document, doubt), pictures) for doubt in chosen])
    return found


def _card(document: SeenDocument, question: Question, pictures: Mapping[str, Picture]) -> dict[str, Any]:
    """What a person needs to judge one doubt: names of the row, heads, year, print, value, the finding, a picture."""
    setting = cell_to_setting(document, question.cell)
    one: Row = setting.values[0] if setting.values else {}
    heads = question.read if question.kind == "column" else " › ".join(setting.heads)
    return {
        "decision": question.decision,
        "kind": question.kind,
        "cell": question.cell,
        "cause": question.cause,
        "reach": question.reach,
        "page": setting.page,
        "labels": [] if question.kind == "column" else [[name, _shortened(text)] for name, text in setting.labels],
        "heads": _shortened(heads),
        "year": one.get("year"),
        "measure": one.get("measure"),
        "printed": _shortened(question.read),
        "status": one.get("value_status"),
        "value": {name: one.get(name) for name in _VALUE_FIELDS} if one else None,
        "before": question.before,
        "en": _shortened(question.en),
        "id": _shortened(question.id),
        "document_id": document.document_id,
        "picture": pictures.get(question.cell),
    }


_VALUE_FIELDS = ("value_status", "value", "value_low", "value_high", "comparator", "category", "value_text")


def _table_html(document: SeenDocument, table: SeenTable) -> Markup | None:
    """The whole table; None for one too large for a page."""
    cells = sum(len(row.cells) for row in table.rows)
    return grid_to_html(document, table, Look("both", links=False)) if cells <= _MOST_CELLS else None


def _unplaced(document: SeenDocument) -> list[Row]:
    """Cells with figures that went nowhere, in reading order."""
    found = [row for row in document.cells.values() if row["disposition"] == "not_planning" and _is_figure(row["text"] or "")]
    return found[: _MOST_UNPLACED + 1]


def _is_figure(text: str) -> bool:
    digits = sum(character in _DIGITS for character in text)
    return digits > 0 and digits * 2 >= len(text.strip())


def _codes(document: SeenDocument) -> list[tuple[str, list[Row]]]:
    """The findings by code, those of errors and warnings first."""
    by_code: dict[str, list[Row]] = {}
    for finding in document.findings:
        by_code.setdefault(finding["code"], []).append(finding)
    rank = {"error": 0, "warning": 1, "info": 2}
    return sorted(by_code.items(), key=lambda item: (rank[CODES[item[0]].severity], -len(item[1]), item[0]))


def _summary(
    document: SeenDocument, groups: Sequence[DoubtGroup], cards: Sequence[Sequence[dict[str, Any]]]
) -> dict[str, Any]:
    """Counts for the first page: one entry per cause, the first card of it without its picture."""
    causes: dict[str, dict[str, Any]] = {}
    for group, own in zip(groups, cards, strict=True):
        entry = causes.setdefault(group.cause, {"cause": group.cause, "count": 0, "reach": 0, "score": 0.0, "card": None})
        entry["count"] += len(group.doubts)
        entry["reach"] += group.reach
        entry["score"] = round(entry["score"] + group.score, 1)
        entry["card"] = entry["card"] or {name: value for name, value in own[0].items() if name != "picture"}
    kept = sorted(causes.values(), key=lambda entry: (-entry["score"], entry["cause"]))[:_GROUPS_KEPT]
    return {"document_id": document.document_id, "source_name": document.source_name, "causes": kept}
