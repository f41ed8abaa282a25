"""Collects text with its style, folding white space the way a browser shows it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from extract.formats.raised import to_subscript, to_superscript

_BLANKS = re.compile(r"[ \t\n\r\f]+")
_RUNS = re.compile(r" {2,}")
_LINES = re.compile(r"\n\s*\n")


@dataclass(frozen=True, slots=True)
class Look:
    """The style of a run of text."""

    bold: bool = False
    italic: bool = False
    script: str = ""
    keep_blanks: bool = False


PLAIN_LOOK = Look()


@dataclass(slots=True)
class Pen:
    """Pieces of text with their look; lines are broken only by `end_line`."""

    pieces: list[tuple[str, Look]] = field(default_factory=list)

    def write(self, text: str, look: Look) -> None:
        if not look.keep_blanks:
            text = _BLANKS.sub(" ", text)
        if look.script:
            text = to_superscript(text) if look.script == "sup" else to_subscript(text)
        self.pieces.append((text, look))

    def end_line(self) -> None:
        if self.pieces and self.pieces[-1][0] != "\n":
            self.pieces.append(("\n", PLAIN_LOOK))

    def text(self) -> str:
        """The text, blanks at line ends cut, runs of blanks folded, without empty lines."""
        joined = "".join(piece for piece, _ in self.pieces)
        lines = [_RUNS.sub(" ", line).strip(" \t") for line in joined.split("\n")]
        return _LINES.sub("\n", "\n".join(lines)).strip("\n")

    def all_bold(self) -> bool:
        """True when there is text and all of it is bold."""
        looks = [look.bold for piece, look in self.pieces if piece.strip()]
        return bool(looks) and all(looks)

    def all_italic(self) -> bool:
        """True when there is text and all of it is italic."""
        looks = [look.italic for piece, look in self.pieces if piece.strip()]
        return bool(looks) and all(looks)
