"""The facts as one HTML page. Everything a document prints is escaped; the page may load nothing and send nothing."""

from __future__ import annotations

import gzip
import json
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from markupsafe import Markup

from rajut.report.charts import bar_segments, year_columns
from rajut.report.facts import ReportFacts, Row, shortened
from rajut.report.templates import report_environment
from rajut.report.words import TEXTS
from rajut.seen.sampling import MeasuredShare
from rajut.seen.seen_words import cause_words, role_words
from rajut.seen.sheet_html import value_text
from rajut.stage.file import Picture
from rajut.version import SOFTWARE_VERSION
from schemas.codes import CODES
from schemas.codes.evidence import evidence_to_indonesian
from schemas.contracts.version import CONTRACT_VERSION

FIRST_ROWS = 25
_SEVERITIES = ("error", "warning", "info")


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The neighbourhood of a cell in a format without pages: rows of text, and the place of the cell among them."""

    rows: tuple[tuple[str, ...], ...]
    mark: tuple[int, int]


Views = Mapping[tuple[str, str], Picture | Excerpt]


@dataclass(frozen=True, slots=True)
class Outlook:
    """What stands before everything else: causes of doubt over all documents, the page of each document by its name, what people found
    who checked values at random."""

    causes: Sequence[Mapping[str, Any]] = ()
    pages: Mapping[str, str] = field(default_factory=dict)
    share: MeasuredShare | None = None


def facts_to_html(
    facts: ReportFacts, findings: Sequence[Row], views: Views, rows: Mapping[str, int], outlook: Outlook = Outlook()
) -> str:
    """The page. `findings` are those of the report, riskiest first; `views` the pictures and excerpts by (source_name, cell_ref);
    `rows` the rows per table."""
    environment = report_environment()
    environment.globals["t"] = _bilingual
    documents = sorted(facts.documents, key=_attention)
    return environment.get_template("report.html.j2").render(
        facts=facts,
        outlook=outlook,
        doubtful=facts.printed_doubtful,
        cause_words=lambda cause: cause_words(cause, "both"),
        rows=rows,
        findings=findings,
        first=[_finding_view(row, views) for row in findings[:FIRST_ROWS]],
        documents=documents,
        first_documents=documents[: FIRST_ROWS * 2],
        codes=[_code_view(code, entry) for code, entry in sorted(facts.codes.items(), key=_code_order)],
        rejected=facts.rejected,
        payload=pack(_payload(findings, documents, views, outlook.pages)),
        values=bar_segments(facts.values, "values"),
        confidences=bar_segments(facts.confidences, "confidences"),
        dispositions=bar_segments(facts.dispositions, "dispositions"),
        years=year_columns(facts.years),
        pictures=sum(isinstance(view, Picture) for view in views.values()),
        ui=Markup(json.dumps({key: TEXTS[key] for key in _UI}, ensure_ascii=False).replace("<", "\\u003c")),
        software=SOFTWARE_VERSION,
        contract=CONTRACT_VERSION,
        shortened=shortened,
    )


# texts that the script on the page needs
_UI = (
    *("page_of", "because", "picture", "none_match", "any_severity", "any_type", "any_code", "any_document"),
    *("error", "warning", "info", "repair", "finding", "violation"),
    *("ok", "flagged", "refused", "failed"),
)


def _bilingual(key: str, **values: Any) -> Markup:
    """Both languages of a text, one of which the style sheet shows; values are escaped."""
    english, indonesian = TEXTS[key]
    return Markup('<span lang="en">{}</span><span lang="id">{}</span>').format(
        Markup(english).format(**values), Markup(indonesian).format(**values)
    )


def _attention(document: Row) -> tuple[Any, ...]:
    worst = document["severities"]
    bad = {"failed": 0, "refused": 1, "flagged": 2, "ok": 3}[document["status"]]
    return (bad, -worst["error"], -document["rejected"], -worst["warning"], document["source_name"])


def _code_order(entry: tuple[str, Any]) -> tuple[Any, ...]:
    return (-entry[1].risk, -entry[1].count, entry[0])


def _code_view(code: str, entry: Any) -> Row:
    return {"code": code, "spec": CODES[code], "count": entry.count, "documents": entry.documents, "row": entry.row}


def _finding_view(row: Row, views: Views) -> Row:
    view = views.get((row["source_name"], row["cell_ref"] or ""))
    return row | {"view": view, "where": _where(row), "because": _because(row)}


def _because(row: Row) -> tuple[str | None, str | None]:
    """The finding's evidence in both languages; None where there is none or the message says it."""
    evidence = row["evidence"]
    if not evidence or evidence in row["message_en"]:
        return None, None
    return shortened(evidence), shortened(evidence_to_indonesian(evidence))


def _payload(findings: Sequence[Row], documents: Sequence[Row], views: Views, pages: Mapping[str, str]) -> dict[str, Any]:
    names = sorted({row["source_name"] for row in findings})
    codes = sorted({row["code"] for row in findings})
    where_at: dict[tuple[str, str, str], int] = {}
    places = [where_at.setdefault(_where(row), len(where_at)) for row in findings]
    name_at = {name: position for position, name in enumerate(names)}
    code_at = {code: position for position, code in enumerate(codes)}
    shown = list(views)
    view_at = {key: position for position, key in enumerate(shown)}
    return {
        "names": names,
        "pages": pages,
        "wheres": list(where_at),
        "codes": [[code, CODES[code].type, CODES[code].severity] for code in codes],
        "views": [_view_payload(views[key]) for key in shown],
        "findings": [
            [
                code_at[row["code"]],
                name_at[row["source_name"]],
                row["cell_ref"] or "",
                shortened(row["before"]),
                shortened(row["after"]),
                *_because(row),
                shortened(row["message_en"]),
                shortened(row["message_id"]),
                view_at.get((row["source_name"], row["cell_ref"] or ""), -1),
                place,
            ]
            for row, place in zip(findings, places, strict=True)
        ],
        "documents": [_document_payload(row) for row in documents],
    }


def _where(row: Row) -> tuple[str, str, str]:
    """The document's id, and in both languages the row, head, year, print and value of the finding's cell; "" where it has none."""
    one = row.get("one")
    owner = row["document_id"] or ""
    if not one:
        return (owner, "", "")
    names = " › ".join(str(one[name]) for name in ("program", "activity", "sub_activity", "indicator") if one[name])
    told = []
    for language in ("en", "id"):
        what = f"{role_words(one['measure'], language)} {one['year'] or ''}".strip()
        value = f"{one['value_text'] or '–'} → {value_text(one, language) or '–'} {one['unit'] or ''}".strip()
        told.append(f"{shortened(names)} · {one['period_label']} · {what} · {value}")
    return (owner, told[0], told[1])


def _document_payload(row: Row) -> list[Any]:
    counts = [row["severities"][name] for name in _SEVERITIES]
    numbers = [row[name] for name in ("tables", "cells", "observations")]
    return [
        row["source_name"],
        row["status"],
        row["error_code"],
        row["pages"],
        *numbers,
        row["with_value"],
        row["rejected"],
        *counts,
    ]


def _view_payload(view: Picture | Excerpt) -> Any:
    if isinstance(view, Picture):
        return {"png": view.png, "box": view.box, "mark": view.mark}
    return {"rows": view.rows, "at": view.mark}


def pack(content: Any) -> str:
    """JSON, gzipped and in base64: a browser unpacks it in milliseconds, and ten thousand findings fit in an e-mail."""
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
    return b64encode(gzip.compress(text.encode("utf-8"), 9, mtime=0)).decode()
