"""What a person needs beside the published rows to look at a document and to answer: kept privately with it, as JSON.

tables      columns with their meanings, rows with their cells, header, joins (schemas.layout)
decisions   every decision that the tables rest on: name, choice, log-odds, what came second, signs, codes of the findings about it
reads       the texts by which answers name fragments
doubts      what speaks against each value, by cell and measure, and from which log-odds values are consistent and proven
candidates  the numbers that an open cell may print, by cell
drawn       the names of the fragments that people drew
answers     what became of each answer, by decision: "corrected", "confirmed", "correction-stale", ...
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from normalize.judge.calibration import calibration_to_odds, load_calibration
from schemas.answer import column_to_text
from schemas.codes.review import ANSWERED, STALE
from schemas.decision import Sign, Subject
from schemas.finding import Finding
from schemas.layout import TableLayout, column_to_answer, column_to_read, fragment_to_read
from schemas.logical import ColumnMeaning
from schemas.result import DocumentResult
from schemas.sign_sentences import signs_to_evidence

_NUMBER = re.compile(r"^-?\d+(?:\.\d+)?$")


def result_to_layout(result: DocumentResult) -> dict[str, Any] | None:
    """The layout of a normalized document, without tables for one whose pages hold none; None for one that was not read."""
    if result.normalized is None and not result.source.page_sizes:
        return None
    return {
        "tables": [_table(layout) for layout in (result.normalized.layouts if result.normalized is not None else ())],
        "decisions": _decisions(result),
        "reads": {str(fragment.ref): fragment_to_read(fragment) for fragment in result.fragments},
        "sizes": [list(size) for size in result.source.page_sizes],
        "boxes": {str(f.ref): [f.box.x0, f.box.top, f.box.x1, f.box.bottom] for f in result.fragments if f.box is not None},
        "drawn": [str(fragment.ref) for fragment in result.fragments if fragment.drawn_over is not None],
        "candidates": _candidates(result.findings),
        "doubts": _doubts(result),
        "answers": _answers(result.findings),
    }


def _table(layout: TableLayout) -> dict[str, Any]:
    return {
        "number": layout.number,
        "fragments": [str(ref) for ref in layout.fragments],
        "inferred": layout.inferred,
        "columns": [_column(column) for column in layout.columns],
        "header": [[str(cell) for cell in row] for row in layout.header],
        "rows": [[row.index, row.role, [[str(cell) for cell in slot] for slot in row.cells]] for row in layout.rows],
        "joins": [
            [str(join.fragment), join.score, join.doubtful, signs_to_evidence(join.signs), signs_to_evidence(join.signs, "id")]
            for join in layout.joins
        ],
    }


def _column(column: ColumnMeaning) -> dict[str, Any]:
    return {
        "column": column.column,
        "role": column.role,
        "path": list(column.path),
        "read": column_to_read(column),
        "answer": column_to_text(column_to_answer(column)),
        "proven": column.proven,
        "parts": [_period(part) for part in column.parts],
        "cells": [str(cell) for cell in column.cells],
    }


def _period(part: ColumnMeaning) -> list[Any]:
    period = part.period
    kind = period.kind if period is not None else "none"
    year, subperiod = (period.year, period.subperiod) if period is not None else (None, None)
    return [part.measure or "other", part.revision, kind, year, subperiod]


def _decisions(result: DocumentResult) -> list[list[Any]]:
    """[name, choice, log-odds, runner-up, [[sign, weight, details]], codes]; the signs in the order in which they were seen."""
    codes: dict[Subject, list[str]] = {}
    for finding in result.findings:
        if finding.decision is not None:
            codes.setdefault(finding.decision, []).append(finding.code)
    made = result.normalized.decisions if result.normalized is not None else ()
    return [
        [
            str(one.subject),
            one.choice,
            one.log_odds,
            one.runner_up,
            [[sign.name, sign.weight, list(sign.details)] for sign in one.signs],
            codes.get(one.subject, []),
        ]
        for one in made
    ]


def _doubts(result: DocumentResult) -> dict[str, Any]:
    """`sets` are lists of [doubt, weight], `values` says which of them each value has, by "cell measure"; tables share most of them."""
    base, consistent, proven = calibration_to_odds(load_calibration())
    sets: dict[tuple[Sign, ...], int] = {}
    observations = result.normalized.observations if result.normalized is not None else ()
    values = {f"{one.cell} {one.measure}": sets.setdefault(one.doubts, len(sets)) for one in observations}
    listed = [[[sign.name, sign.weight] for sign in doubts] for doubts in sets]
    return {"base": base, "consistent": consistent, "proven": proven, "sets": listed, "values": values}


def _candidates(findings: Iterable[Finding]) -> dict[str, list[str]]:
    """Only what is a number: "several numbers" is no answer."""
    found: dict[str, list[str]] = {}
    for finding in findings:
        listed = dict(finding.fields).get("candidates")
        if listed and finding.cell is not None:
            numbers = [part for part in listed.split(" | ") if _NUMBER.match(part)]
            found.setdefault(str(finding.cell), []).extend(part for part in dict.fromkeys(numbers))
    return {cell: numbers for cell, numbers in found.items() if numbers}


def _answers(findings: Iterable[Finding]) -> dict[str, str]:
    return {str(finding.decision): finding.code for finding in findings if finding.code in ANSWERED or finding.code == STALE}
