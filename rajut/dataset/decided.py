"""The decisions that one cell rests on, as they were staged with its document, and in words."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from normalize.judge.doubts import doubt_is_open
from rajut.dataset.explain_words import Words
from rajut.stage.file import list_staged, read_layout
from schemas.decision import Sign
from schemas.doubt_sentences import doubt_to_words
from schemas.sign_sentences import sign_to_words

_WIDE = 4  # signs of one decision that are told; the rest is for machines


def cell_to_decisions(out: Path, document_id: str, cell_ref: str) -> list[dict[str, Any]]:
    """Every decision about the cell, its row, its column, its fragment and the table that it belongs to; [] where only the published
    files are left, and for a cell of no table."""
    for staged in list_staged(out):
        if staged.document_id == document_id:
            return layout_to_decisions(read_layout(staged) or {}, cell_ref)
    return []


def value_to_doubts(out: Path, document_id: str, cell_ref: str, measure: str) -> dict[str, Any] | None:
    """What speaks against a value: `doubts` as [name, weight in log-odds], the `odds` that it is right, and those from which values are
    `consistent` and `proven`; None where only the published files are left."""
    staged = next((staged for staged in list_staged(out) if staged.document_id == document_id), None)
    told = (read_layout(staged) or {}).get("doubts") if staged is not None else None
    at = told["values"].get(f"{cell_ref} {measure}") if told else None
    if told is None or at is None:
        return None
    doubts = told["sets"][at]
    odds = told["base"] + sum(weight for _, weight in doubts)
    return {"doubts": doubts, "odds": odds, "consistent": told["consistent"], "proven": told["proven"]}


def doubts_to_lines(told: Mapping[str, Any] | None, words: Words) -> list[str]:
    """How sure the value is by its signs, by how much, and each sign with its weight; none where they are not known."""
    if told is None:
        return []
    share = 1.0 / (1.0 + math.exp(-max(-30.0, min(30.0, told["odds"]))))
    margin = told["odds"] - told["consistent"]
    lines = [
        words.odds.format(share=share, odds=told["odds"], margin=margin, consistent=told["consistent"], proven=told["proven"])
    ]
    if not told["doubts"]:
        return [*lines, words.undoubted]
    lines.append(words.doubted)
    for name, weight in told["doubts"]:
        opens = f" ({words.opens})" if doubt_is_open(name) else ""
        lines.append(f"  - {doubt_to_words(name, words.language)} {weight:+.2f}{opens}")
    return lines


def layout_to_decisions(layout: Mapping[str, Any], cell_ref: str) -> list[dict[str, Any]]:
    """The same from a staged layout (rajut.stage.layout). Each has name, choice, log_odds, runner_up, signs and the codes of findings."""
    fragment = cell_ref.rpartition("/")[0]
    table = next((table for table in layout.get("tables", ()) if fragment in table["fragments"]), None)
    if table is None:
        return []
    first = table["fragments"][0]
    places = {cell_ref, fragment, first}
    for _, _, slots in table["rows"]:
        if any(cell_ref in slot for slot in slots):
            places |= {ref for slot in slots for ref in slot}
            places |= {f"{first}#c{at}" for at, slot in enumerate(slots) if cell_ref in slot}
    places |= {f"{first}#c{column['column']}" for column in table["columns"] if cell_ref in column["cells"]}
    own = {f"{kind}:{cell_ref}" for kind in ("value", "label")}
    return [
        {"name": name, "choice": choice, "log_odds": odds, "runner_up": other, "signs": signs, "codes": codes}
        for name, choice, odds, other, signs, codes in layout.get("decisions", ())
        for kind, _, where in [name.partition(":")]
        if where in places and (kind not in ("value", "label") or name in own)
    ]


def decisions_to_lines(decisions: Sequence[Mapping[str, Any]], words: Words) -> list[str]:
    """One line for each decision, and one for the signs that it was made by; none without decisions."""
    if not decisions:
        return []
    lines = ["", words.decisions]
    for one in decisions:
        told = words.decided if one["runner_up"] is None or one["log_odds"] is None else words.decided_over
        lines.append(told.format(name=one["name"], choice=one["choice"], other=one["runner_up"], odds=one["log_odds"]))
        signs = [Sign(name, weight, tuple(details)) for name, weight, details in one["signs"]]
        said = [_sign_to_line(sign, words.language) for sign in signs[:_WIDE]]
        if said:
            lines.append(f"    {words.evidence}: {'; '.join(said)}")
    return [*lines, words.answer]


def _sign_to_line(sign: Sign, language: str) -> str:
    said = sign_to_words(sign, language)
    return f"{said} {sign.weight:+.2f}" if sign.weight else said
