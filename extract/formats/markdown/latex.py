"""Formulas in LaTeX on one line, with their signs.

pylatexenc knows the macros; what stands raised, struck or unseen is set apart before.
"""

from __future__ import annotations

import logging
import re

from pylatexenc.latex2text import LatexNodes2Text

from extract.formats.signs import Run, Script

# A sign with an argument in braces, one more level inside them, or with a single character or macro.
_RAISED = re.compile(r"(?P<sign>[\^_])\s*(?:\{(?P<raised>(?:[^{}]|\{[^{}]*\})*)\}|(?P<raised_one>\\[a-zA-Z]+|[^\s{}\\]))")
_MARKED = re.compile(
    r"\\(?P<name>sout|st|cancel|bcancel|xcancel|xout|phantom|hphantom|vphantom|textsuperscript|textsubscript|footnotemark|not)\s*"
    r"(?:\{(?P<inside>(?:[^{}]|\{[^{}]*\})*)\}|\[(?P<number>\d+)\])"
)
_STRUCK = frozenset({"sout", "st", "cancel", "bcancel", "xcancel", "xout"})
_ROWS = re.compile(r"\\\\|\\(?:hline|toprule|midrule|bottomrule)\b")
_MACROS = {
    r"\checkmark": "✓",
    r"\cmark": "✓",
    r"\xmark": "✗",
    r"\times": "×",
    r"\,": " ",
    r"\;": " ",
    r"\!": "",
    r"\tfrac": r"\frac",
    r"\circ": "°",
}
_MACRO = re.compile(r"\\(?:checkmark|cmark|xmark|times|tfrac|circ)(?![a-zA-Z])|\\[,;!]")
logging.getLogger("pylatexenc").setLevel(logging.ERROR)  # its warnings about odd macros are no news for the user
_LONGEST = 5000  # characters: longer source is shown as it stands


def latex_to_runs(source: str) -> list[Run]:
    r"""The formula's text: `71{,}5` is 71,5, `\frac{a}{b}` a/b, `10^{6}` a ten with a raised six, `\cancel{120}` struck.

    Source that is no LaTeX, or too long, comes back as it stands.
    """
    if len(source) > _LONGEST:
        return [Run(source)]
    runs: list[Run] = []
    at = 0
    for match in _MARKED.finditer(source):
        runs += _scripted(source[at : match.start()])
        runs += _marked(match)
        at = match.end()
    runs += _scripted(source[at:])
    return runs


def _marked(match: re.Match[str]) -> list[Run]:
    name, inside = match["name"], match["inside"] or match["number"] or ""
    if name in ("textsuperscript", "footnotemark"):
        return [Run(_plain(inside), "note" if name == "footnotemark" else "sup")]
    if name == "textsubscript":
        return [Run(_plain(inside), "sub")]
    struck, hidden = name in _STRUCK, name.endswith("phantom")
    return [Run(run.text, run.script, struck or run.struck, hidden) for run in _scripted(inside)]


def _scripted(source: str) -> list[Run]:
    runs: list[Run] = []
    at = 0
    for match in _RAISED.finditer(source):
        runs.append(Run(_plain(source[at : match.start()])))
        script: Script = "sup" if match["sign"] == "^" else "sub"
        runs.append(Run(_plain(match["raised"] or match["raised_one"] or ""), script))
        at = match.end()
    runs.append(Run(_plain(source[at:])))
    return [run for run in runs if run.text]


def _plain(source: str) -> str:
    if not any(sign in source for sign in "\\{}~$%"):
        return source
    if source.count("{") != source.count("}"):
        return source  # half a formula
    text = _MACRO.sub(
        lambda match: _MACROS[match.group()], _ROWS.sub("\n", source).replace("\\left.", "").replace("\\right.", "")
    )
    try:
        return str(LatexNodes2Text(math_mode="text", keep_comments=True).latex_to_text(text, tolerant_parsing=True))
    except Exception:  # the library names no types of its own for what it cannot read
        return source
