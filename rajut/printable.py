"""Texts of documents on their way to a terminal, a spreadsheet, a log: what strangers wrote must do nothing there.

The dataset keeps every text as it was read; only what is shown is changed, and visibly.
"""

from __future__ import annotations

import re

# C0 and C1 but for tab and line feed, the marks that turn the direction of writing, separators that start a line unseen
_CONTROLS = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f]"
)
# a spreadsheet takes the full-width signs for formulas too; a minus before a number is a number
_FORMULA = re.compile(r"[\s\ufeff\u200b]*+(?:[=+@＝＋＠]|[-－](?!\d*[.,]?\d*%?$))|[\t\r]")


def visible(text: str) -> str:
    """The text with each character that commands a terminal or hides a text written as its number: "\\x1b[31m"."""
    return _CONTROLS.sub(_escape, text) if not text.isprintable() else text


def _escape(match: re.Match[str]) -> str:
    number = ord(match[0])
    return f"\\x{number:02x}" if number < 0x100 else f"\\u{number:04x}" if number < 0x10000 else f"\\U{number:08x}"


def visible_json(text: str) -> str:
    """JSON whose texts hold the same characters as JSON's own escapes, so that it still means the same."""
    return _CONTROLS.sub(_escape_json, text)


def _escape_json(match: re.Match[str]) -> str:
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def to_plain_cell(text: str) -> str:
    """The text for a cell of a CSV file: visible, and with ' before what a spreadsheet would compute."""
    shown = visible(text)
    return f"'{shown}" if _FORMULA.match(text) else shown
