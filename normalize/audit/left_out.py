"""An empty result is the loudest finding: tables and regions of a page that print figures of which none was published."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from normalize.knit.column_numbers import is_column_number_row
from normalize.repair import fold
from normalize.text.look import text_to_shape
from schemas.finding import Finding
from schemas.logical import LogicalTable
from schemas.table import Fragment, TextBlock

_FEWEST = 4  # figures; fewer are numbers of rows or a date
_FEWEST_IN_TEXT = 8  # figures of a block of text that may have been a table
_LINES = 2
_MOST_WORDS = 1.0  # words for each figure, above which it is a sentence
_MOST_PLACES = 8
_FIGURE = re.compile(r"(?<![\w.,])\(?-?\d[\d.,]*%?\)?(?![\w])")
_WORD = re.compile(r"[^\W\d_]{2,}")


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A place whose figures were not published: its name ("p3/t1", "page 3"), how many, and a finding's place."""

    name: str
    figures: int
    page: int
    text: str = ""


def tables_to_left_out(tables: Iterable[LogicalTable]) -> list[LeftOut]:
    """Those of the tables that print several figures; the caller hands in tables that gave no observation."""
    found = []
    for table in tables:
        rows = [item.row for item in table.body if not is_column_number_row(item.row)]
        figures = sum(text_to_shape(cell.text) == "number" for row in rows for cell in row.printed)
        if figures >= _FEWEST:
            first = table.fragments[0].ref
            found.append(LeftOut(str(first), figures, first.page))
    return found


def blocks_to_left_out(blocks: Sequence[TextBlock | Fragment]) -> list[LeftOut]:
    """Blocks of running text that hold more figures than words: a table that nobody saw as one. Page numbers and lists are none."""
    found = []
    for block in blocks:
        if isinstance(block, Fragment) or block.kind in {"furniture", "heading", "caption"}:
            continue
        figures = len(_FIGURE.findall(block.text))
        if figures < _FEWEST_IN_TEXT or block.text.count("\n") + 1 < _LINES:
            continue
        if len(_WORD.findall(block.text)) <= _MOST_WORDS * figures:
            found.append(LeftOut(f"p{block.page}" if block.page else "text", figures, block.page, fold(block.text)[:60]))
    return found


def left_out_to_findings(tables: Sequence[LeftOut], regions: Sequence[LeftOut]) -> tuple[Finding, ...]:
    """One warning that counts all of them, and the regions of text one by one; nothing where nothing was left out."""
    everything = [*tables, *regions]
    if not everything:
        return ()
    names = list(dict.fromkeys(one.name for one in everything))
    places = ", ".join(names[:_MOST_PLACES]) + (", ..." if len(names) > _MOST_PLACES else "")
    counts = {"tables": len(tables), "regions": len(regions), "count": sum(one.figures for one in everything)}
    fields = (*((name, str(count)) for name, count in counts.items()), ("places", places))
    told = Finding("figures-left-out", fields=fields, page=everything[0].page)
    return (told, *(_region_to_finding(one) for one in regions))


def _region_to_finding(region: LeftOut) -> Finding:
    fields = (("count", str(region.figures)), ("text", region.text))
    return Finding("region-left-out", fields=fields, page=region.page)
