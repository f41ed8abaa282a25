"""Inline Markdown to plain text: emphasis becomes style, `<br>` a line break, formulas are read, everything else stays as written."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cache

from markdown_it import MarkdownIt
from markdown_it.token import Token
from mdit_py_plugins.dollarmath import dollarmath_plugin
from mdit_py_plugins.superscript import superscript_plugin
from mdit_py_plugins.texmath import texmath_plugin

from extract.formats.html.style import attributes_to_style, is_hidden, style_to_script, style_to_struck
from extract.formats.markdown.latex import latex_to_runs
from extract.formats.signs import PLAIN_RUN, Run, Script, runs_to_text
from schemas.table import Mark

_MARKS = re.compile(r"[\\*_`<&\[!~$^]")
_TAG = re.compile(r"<(?P<end>/?)(?P<name>[a-zA-Z][a-zA-Z0-9]*)")
_ATTRIBUTE = re.compile(r"(?<![a-zA-Z-])([a-zA-Z-]+)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s>]+))")
_NOTE = re.compile(r"\[\^([^\]\s]{1,20})\]")
_BREAKS = frozenset({"br", "p", "div", "li"})
_BOLD = frozenset({"b", "strong"})
_ITALIC = frozenset({"i", "em"})
_STRUCK = frozenset({"s", "del", "strike"})
_KNOWN = (
    _BREAKS
    | _BOLD
    | _ITALIC
    | _STRUCK
    | {"sup", "sub", "span", "font", "u", "ins", "a", "small", "big", "ul", "ol", "img", "center", "code", "mark"}
)
NESTING = 100  # of quotes and lists, which the parser would drop without a word beyond it


@dataclass(frozen=True, slots=True)
class StyledText:
    """Plain text, with `bold` and `italic` true where all of it is; `marks` are the small signs set apart from it."""

    text: str
    bold: bool = False
    italic: bool = False
    marks: tuple[Mark, ...] = ()


@cache
def make_parser() -> MarkdownIt:
    """CommonMark with tables, struck text, raised text and formulas between `$` or `\\(`; a dollar before an amount is no formula."""
    parser = MarkdownIt("commonmark", {"maxNesting": NESTING, "html": True})
    parser.use(dollarmath_plugin, allow_labels=False, allow_space=False, allow_digits=False, double_inline=True)
    parser.use(texmath_plugin, delimiters="brackets").use(superscript_plugin)
    # Indentation is layout in converted documents, and a link definition ("[1]: keterangan") would vanish.
    return parser.enable(["table", "strikethrough"]).disable(["code", "reference"])


@dataclass(slots=True)
class _Pen:
    bold: int = 0
    italic: int = 0
    look: Run = PLAIN_RUN
    outer: list[tuple[str, Run]] = field(default_factory=list)  # open tags, each with the look around it
    pieces: list[tuple[Run, bool, bool]] = field(default_factory=list)
    formulas: list[Mark] = field(default_factory=list)

    def write(self, text: str) -> None:
        self.write_runs([Run(text)])

    def write_runs(self, runs: Sequence[Run]) -> None:
        for run in runs:
            script: Script = run.script or self.look.script
            own = Run(run.text, script, run.struck or self.look.struck, run.hidden or self.look.hidden)
            self.pieces.append((own, self.bold > 0, self.italic > 0))


def markdown_to_text(parser: MarkdownIt, source: str) -> StyledText:
    """The text of one cell or paragraph. Only lines are trimmed; a string without marks comes back unchanged."""
    if not _MARKS.search(source):
        return StyledText(source)
    tokens = parser.parseInline(f" {source}")  # the rule of dollars looks at what stands before its place
    return tokens_to_text(tokens[0].children or [], source)


def tokens_to_text(tokens: Sequence[Token], source: str) -> StyledText:
    """The text of inline tokens; `source` is what they were parsed from."""
    pen = _Pen()
    for token in tokens:
        _write_token(pen, token)
    joined, marks = runs_to_text([run for run, _, _ in pen.pieces])
    text = "\n".join(line.strip(" \t") for line in joined.split("\n")).strip("\n")
    inked = [(bold, italic) for run, bold, italic in pen.pieces if run.text.strip() and not run.hidden]
    if source.strip() and not text.strip() and not marks:
        # Marks around nothing ("****", an image without a name) are better shown than lost.
        return StyledText(source if not inked and "<" not in source else text)
    bold, italic = (bool(inked) and all(look[at] for look in inked) for at in (0, 1))
    return StyledText(text, bold, italic, (*marks, *pen.formulas))


def _write_token(pen: _Pen, token: Token) -> None:
    match token.type:
        case "strong_open" | "strong_close":
            pen.bold += token.nesting
        case "em_open" | "em_close":
            pen.italic += token.nesting
        case "s_open" | "sup_open":
            pen.outer.append((token.tag, pen.look))
            pen.look = replace(pen.look, struck=True) if token.type == "s_open" else replace(pen.look, script="sup")
        case "s_close" | "sup_close":
            _close(pen, token.tag)
        case "softbreak" | "hardbreak":
            pen.write("\n")
        case "html_inline":
            _write_tag(pen, token.content)
        case "math_inline" if not token.content.strip():  # two brackets, escaped as programs escape them, around a blank
            pen.write(f"{token.markup}{token.content}{_CLOSING.get(token.markup, token.markup)}".replace("\\", ""))
        case "math_inline" | "math_inline_double" | "math_block":
            pen.write_runs(latex_to_runs(token.content.strip()))
            pen.formulas.append(Mark("formula", f"{token.markup}{token.content}{_CLOSING.get(token.markup, token.markup)}"))
        case "text":
            _write_text(pen, token.content)
        case _:
            pen.write(token.content)


_CLOSING = {"\\(": "\\)", "\\[": "\\]"}


def _write_text(pen: _Pen, text: str) -> None:
    """Text with references to notes, "120[^1]", which are no digits."""
    at = 0
    for match in _NOTE.finditer(text):
        pen.write(text[at : match.start()])
        pen.write_runs([Run(match[1], "note")])
        at = match.end()
    pen.write(text[at:])


def _write_tag(pen: _Pen, tag: str) -> None:
    match = _TAG.match(tag)
    name = match["name"].lower() if match else ""
    if tag.startswith("<!--"):
        return
    if match is None or name not in _KNOWN:
        pen.write(tag)  # "<nama>" is a text in angle brackets, no markup
        return
    step = -1 if match["end"] else 1
    if name in _BOLD:
        pen.bold += step
    elif name in _ITALIC:
        pen.italic += step
    elif name == "br" or (name in _BREAKS and step < 0):
        pen.write("\n")
    elif step < 0:
        _close(pen, name)
    elif not tag.rstrip().endswith("/>") and name not in ("img", "p", "div", "li"):
        pen.outer.append((name, pen.look))
        pen.look = _tag_to_look(name, tag, pen.look)


def _tag_to_look(name: str, tag: str, around: Run) -> Run:
    style = attributes_to_style({key.lower(): a or b or c for key, a, b, c in _ATTRIBUTE.findall(tag)})
    script: Script = "sup" if name == "sup" else "sub" if name == "sub" else style_to_script(style) or around.script
    struck = around.struck or name in _STRUCK or style_to_struck(style)
    return Run("", script, struck, around.hidden or is_hidden(style))


def _close(pen: _Pen, name: str) -> None:
    """Ends the nearest open tag of that name, and those within it that have no end."""
    at = next((at for at in range(len(pen.outer) - 1, -1, -1) if pen.outer[at][0] == name), None)
    if at is not None:
        pen.look = pen.outer[at][1]
        del pen.outer[at:]
