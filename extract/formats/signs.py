"""From runs of text in their looks to the text of a cell, and the small signs that change what it says.

A raised figure is no digit of the number before it, struck text is not the value, hidden text is no text. What was set apart stays
with the cell as marks, so that nobody has to guess it back from the text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from extract.ink.raised import to_subscript, to_superscript
from extract.ink.symbols import TICKS
from schemas.table import Mark

Script = Literal["", "sup", "sub", "note"]


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one look. `script` "note" is the number of a foot- or endnote, raised whatever stands around it."""

    text: str
    script: Script = ""
    struck: bool = False
    hidden: bool = False


PLAIN_RUN = Run("")


def runs_to_text(runs: Sequence[Run]) -> tuple[str, tuple[Mark, ...]]:
    """The text that stands, and what was set apart from it.

    Struck text is left out where other text stands beside it ("120" struck, "125": the text is "125"); where all is struck it stays,
    with its mark. Raised and lowered characters become superscripts and subscripts where they stand beside others on the line.
    """
    shown = [run for run in runs if not run.hidden]
    marks = [Mark("hidden", text) for text in _stretches(runs, "hidden")]
    if all(not run.script and not run.struck for run in shown):
        text = "".join(run.text for run in shown)
        return text, (*marks, *_ticks(text))
    standing = any(run.text.strip() and not run.struck for run in shown)
    marks += [Mark("struck", text) for text in _stretches(shown, "struck")]
    kept = [run for run in shown if not run.struck] if standing else shown
    level = any(run.text.strip() and not run.script for run in kept)
    text = ""
    dropped = False
    for run in shown:
        if standing and run.struck:
            dropped = dropped or bool(run.text.strip())
            continue
        piece = _to_printed(run, level=level)
        if dropped and text[-1:].isdigit() and piece[:1].isdigit():
            text += " "  # "1" and "3" around a struck figure are no 13
        text += piece
        dropped = dropped and not piece
        if run.script and piece != run.text:
            marks.append(Mark("lowered" if run.script == "sub" else "raised", run.text.strip()))
    return text, (*marks, *_ticks(text))


def _to_printed(run: Run, *, level: bool) -> str:
    if not run.script or (run.script != "note" and not level):
        return run.text  # all of it raised is only set higher
    return to_subscript(run.text) if run.script == "sub" else to_superscript(run.text)


def _stretches(runs: Sequence[Run], look: Literal["struck", "hidden"]) -> list[str]:
    """Neighbouring runs of that look as one text each, without those that print nothing."""
    found: list[str] = []
    open_end = False
    for run in runs:
        if not getattr(run, look):
            open_end = open_end and not run.text
            continue
        if open_end:
            found[-1] += run.text
        else:
            found.append(run.text)
        open_end = True
    return [text.strip() for text in found if text.strip()]


def _ticks(text: str) -> list[Mark]:
    return [] if text.isascii() else [Mark("tick", character) for character in text if character in TICKS]
