"""Lines of a pipe table: what is a row, what a separator, where the cells end.

Splitting follows GFM (https://github.github.com/gfm/#tables-extension-): a pipe ends a cell unless a backslash stands before it,
also inside code spans; a pipe at either end of the line is no border of a cell. Unlike GFM nothing is cut or added here.
"""

from __future__ import annotations

import re

from schemas.table import Align

_SEPARATOR = re.compile(r"[ \t]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_UNESCAPED = re.compile(r"(?<!\\)\|")
# What may stand before the first pipe of a table inside a quote or a list item.
_PREFIX = re.compile(r"^[ \t]*(?:>[ \t]?|[-*+][ \t]+|\d{1,9}[.)][ \t]+)*(?=\|)")


def line_to_bare(line: str) -> str:
    """The line without quote marks, list marks and indentation before its first pipe, and without blanks at its end."""
    return _PREFIX.sub("", line).strip(" \t")


def is_separator(line: str) -> bool:
    """True for `|---|:--:|`: only dashes, colons, blanks and at least one pipe."""
    bare = line_to_bare(line)
    return "|" in bare and "-" in bare and _SEPARATOR.fullmatch(bare) is not None


def is_leftover(line: str) -> bool:
    """A separator in the body. `| - | - |` is none: a single dash is a value ("nil") there."""
    return is_separator(line) and "--" in line


def has_pipe(line: str) -> bool:
    return _UNESCAPED.search(line) is not None


def is_fenced_row(line: str) -> bool:
    """True for a line that starts with a pipe and has a second one: a table row even where no separator says so."""
    bare = line_to_bare(line)
    return bare.startswith("|") and len(_UNESCAPED.findall(bare)) >= 2


def line_to_cells(line: str) -> list[str]:
    """The texts between the pipes, blanks around them cut, `\\|` as a plain pipe."""
    bare = line_to_bare(line)
    parts = _UNESCAPED.split(bare)
    if parts and bare.startswith("|"):
        parts = parts[1:]
    if len(parts) > 1 and not parts[-1].strip(" \t"):
        parts = parts[:-1]
    return [part.strip(" \t").replace("\\|", "|") for part in parts]


def separator_to_aligns(line: str) -> list[Align | None]:
    """One alignment per column; None where the separator does not say."""
    return [_mark_to_align(mark) for mark in line_to_cells(line)]


def _mark_to_align(mark: str) -> Align | None:
    if mark.startswith(":") and mark.endswith(":") and len(mark) > 1:
        return "center"
    if mark.endswith(":"):
        return "right"
    return "left" if mark.startswith(":") else None
