"""Tables in LaTeX inside a text: `\\begin{tabular}{lrr} … \\end{tabular}` and its kin, read into a grid."""

from __future__ import annotations

import re
from dataclasses import dataclass

from extract.formats.cell_placing import Grid, fill_holes
from extract.formats.markdown.latex import latex_to_runs
from extract.formats.signs import runs_to_text
from extract.options import Limits
from schemas.provenance import FragmentRef
from schemas.table import Cell, CellStyle, Fragment

_KINDS = r"tabular\*?|tabularx|tabulary|longtable|xltabular|array|supertabular|tblr|longtblr"
LATEX_TABLE_START = rf"\\begin\{{(?:{_KINDS})\}}"
LATEX_TABLE = re.compile(rf"\\begin\{{(?P<kind>{_KINDS})\}}(?P<inside>.*?)\\end\{{(?P=kind)\}}", re.DOTALL)
_ARGUMENT = re.compile(r"\s*(?:\[[^\]]*\]|\{(?:[^{}]|\{(?:[^{}]|\{[^{}]*\})*\})*\})")
_ROW_END = re.compile(r"\\\\(?:\[[^\]]*\])?|\\tabularnewline\b")
_CELL_END = re.compile(r"(?<!\\)&")
_COMMENT = re.compile(r"(?<!\\)%.*")
_HEAD_ENDS = re.compile(r"\\(?:midrule|endhead|endfirsthead)\b")
_RULES = re.compile(
    r"\\(?:hline|toprule|midrule|bottomrule|endfirsthead|endhead|endfoot|endlastfoot|centering|raggedright|noalign\{[^}]*\})(?![a-zA-Z])"
    r"|\\(?:cline|cmidrule|rowcolor|cellcolor|arrayrulecolor)(?:\[[^\]]*\]|\([^)]*\))?\{[^}]*\}(?:\{[^}]*\})?|\\(?:caption|label)\{[^}]*\}"
)
_SPAN = re.compile(r"\s*\\multi(?P<way>column|row)\s*(?:\[[^\]]*\])?\{(?P<count>-?\d+)\}\s*(?:\[[^\]]*\])?\{[^{}]*\}\s*")
_BOLD = re.compile(r"\s*\\textbf\{.*\}\s*", re.DOTALL)


@dataclass(frozen=True, slots=True)
class _Raw:
    source: str
    rows: int = 1
    columns: int = 1


def latex_table_at(text: str, start: int, ends: dict[str, int]) -> re.Match[str] | None:
    """The table that begins there; None where it has no end. `ends` keeps where the last table of each kind ends, so that a text full
    of beginnings is searched once."""
    kind = text[text.index("{", start) + 1 : text.index("}", start)]
    if kind not in ends:
        ends[kind] = text.rfind(f"\\end{{{kind}}}")
    return LATEX_TABLE.match(text, start) if ends[kind] > start else None


def latex_to_fragment(match: re.Match[str], ref: FragmentRef, name: str, limits: Limits) -> Fragment | None:
    """The table that LATEX_TABLE found; None for one without cells. Rows above the first rule between head and body are header rows.
    Raises LimitError for an oversized grid."""
    inside = _COMMENT.sub("", match["inside"])
    for _ in range(2 if match["kind"].rstrip("*") in ("tabularx", "tabulary", "xltabular") or "*" in match["kind"] else 1):
        found = _ARGUMENT.match(inside)
        inside = inside[found.end() :] if found is not None else inside
    head = _HEAD_ENDS.search(inside)
    lines = [part for part in _ROW_END.split(inside) if _RULES.sub("", part).strip()]
    above = len([part for part in _ROW_END.split(inside[: head.start()]) if _RULES.sub("", part).strip()]) if head else 0
    if not lines:
        return None
    grid = Grid(name, limits)
    cells = [cell for row, line in enumerate(lines) for cell in _row(grid, row, line, len(lines), above)]
    filled = fill_holes(cells, len(lines), grid.columns)
    return Fragment(ref, len(lines), grid.columns, filled, engine="markdown")


def _row(grid: Grid, row: int, line: str, rows: int, above: int) -> list[Cell]:
    placed: list[Cell] = []
    column = 0
    for raw in map(_source_to_raw, _CELL_END.split(_RULES.sub(" ", line))):
        covered = grid.next_free(row, column) > column and not raw.source.strip()
        if covered:
            column += raw.columns  # LaTeX writes an empty cell below one that spans rows
            continue
        text, marks = runs_to_text(latex_to_runs(" ".join(raw.source.split())))
        style = CellStyle(bold=_BOLD.fullmatch(raw.source) is not None)
        header = row < above if above else None
        at = grid.next_free(row, column)
        span = max(1, min(raw.rows, rows - row))
        placed.append(grid.place(Cell(row, at, text.strip(), span, raw.columns, style=style, header=header, marks=marks)))
        column = at + raw.columns
    return placed


def _source_to_raw(source: str) -> _Raw:
    rows = columns = 1
    for _ in range(2):  # a row span may stand inside a column span
        match = _SPAN.match(source)
        if match is None:
            break
        count = min(max(int(match["count"]), 1), 1000)
        rows, columns = (rows, count) if match["way"] == "column" else (count, columns)
        source = _unwrapped(source[match.end() :])
    return _Raw(source, rows, columns)


def _unwrapped(source: str) -> str:
    text = source.strip()
    return text[1:-1] if text.startswith("{") and text.endswith("}") else text
