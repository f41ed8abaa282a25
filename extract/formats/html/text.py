"""Collects text with its style, folding white space the way a browser shows it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field, replace

from extract.formats.signs import Run, Script, runs_to_text
from extract.ink.symbols import letters_to_symbols
from schemas.table import Mark

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_RUNS = re.compile(r" {2,}")
_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Look:
    """The style of a run of text."""

    bold: bool = False
    italic: bool = False
    script: Script = ""
    keep_blanks: bool = False
    struck: bool = False
    hidden: bool = False
    font: str = ""


PLAIN_LOOK = Look()


@dataclass(slots=True)
class Pen:
    """Pieces of text with their look; lines are broken only by `end_line`."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)

    def write(self, text: str, look: Look) -> None:
        if not look.keep_blanks:
            text = _BLANKS.sub(" ", text)
        self.pieces.append((letters_to_symbols(text, look.font) if look.font else text, look))

    def write_runs(self, runs: Iterable[Run], look: Look) -> None:
        """Text that brings signs of its own: a formula's."""
        for run in runs:
            signed = replace(
                look, script=run.script or look.script, struck=look.struck or run.struck, hidden=look.hidden or run.hidden
            )
            self.write(run.text, signed)

    def end_line(self) -> None:
        if self.pieces and self.pieces[-1][0] != "\n":
            self.pieces.append(("\n", PLAIN_LOOK))

    def text_and_marks(self) -> tuple[str, tuple[Mark, ...]]:
        """The text, blanks at line ends cut, runs of blanks folded, without empty lines; and the signs set apart from it."""
        joined, marks = runs_to_text([Run(text, look.script, look.struck, look.hidden) for text, look in self.pieces])
        lines = [_RUNS.sub(" ", line).strip(" \t") for line in joined.split("\n")]
        return _LINES.sub("\n", "\n".join(lines)).strip("\n"), marks

    def text(self) -> str:
        """As `text_and_marks`, without the marks."""
        return self.text_and_marks()[0]

    def all_bold(self) -> bool:
        """True when there is text and all of it is bold."""
        looks = [look.bold for piece, look in self.pieces if piece.strip() and not look.hidden]
        return bool(looks) and all(looks)

    def all_italic(self) -> bool:
        """True when there is text and all of it is italic."""
        looks = [look.italic for piece, look in self.pieces if piece.strip() and not look.hidden]
        return bool(looks) and all(looks)
