"""The decisions that one cell rests on, as they were staged with its document, and in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from rajut.dataset.explain_words import Words
from rajut.stage.file import list_staged, read_layout
from schemas.decision import Sign
from schemas.sign_sentences import sign_to_words

_WIDE = 4  # signs of one decision that are told; the rest is for machines


def cell_to_decisions(out: Path, document_id: str, cell_ref: str) -> list[dict[str, Any]]:
    """Every decision about the cell, its row, its column, its fragment and the table that it belongs to; [] where only the published
    files are left, and for a cell of no table."""
    for staged in list_staged(out):
        if staged.document_id == document_id:
            return layout_to_decisions(read_layout(staged) or {}, cell_ref)
    return []


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
