"""What the texts over a table say about all its columns: the year and the planning period.

Nearest text first: title rows of the table, then the running text above it from the bottom up, sentences after titles. Long paragraphs,
sources and dates are passed over; the document's own title comes last, with less trust.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from normalize.columns.years import text_to_planning_period
from normalize.repair import fold
from normalize.words.periods import MONTH_NAME, YEAR_WORD, text_to_period_shape
from schemas.lexicon import lexicon
from schemas.logical import LogicalTable
from schemas.observation import Period

_LONGEST = 160
_SENTENCE_WORDS = 8
_NO_TITLE = re.compile(rf"^(?:\*|{lexicon().either('titles.no_title')})", re.IGNORECASE)
_DATE = re.compile(rf"\b[0-9]{{1,2}}\s+{MONTH_NAME}\s+(?:19|20)[0-9]{{2}}\b", re.IGNORECASE)
_FORWARD = re.compile(
    rf"{lexicon().either('periods.forward')}\s+(?:\w+\s+)?{YEAR_WORD}?\s*((?:19|20)[0-9]{{2}})", re.IGNORECASE
)
_OF_TABLE = re.compile(lexicon().either("titles.of_table"), re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class TitleYear:
    """The one year that the texts name (`period`), or why there is none; `own` is False when only the document's title names it, `forward`
    is the year of the forward estimates where the title names that too ("Tahun 2016 dan Prakiraan Maju Tahun 2017")."""

    period: Period | None
    text: str
    own: bool = True
    forward: int | None = None


def table_to_texts(table: LogicalTable) -> tuple[str, ...]:
    """The short texts over the table: its title rows, the titles above it, then the sentences above it, each nearest first. A sentence
    between title and table may speak of other years ("... karena sisa anggaran tahun 2024 dan evaluasi semester pertama.")."""
    titles = [fold(cell.text) for row in reversed(table.titles) for cell in row.printed]
    blocks = sorted((fold(block.text) for block in reversed(table.context)), key=text_is_sentence)
    return tuple(text for text in (*titles, *blocks) if text and len(text) <= _LONGEST)


def text_is_sentence(text: str) -> bool:
    """True for a text of several words that ends with a full stop."""
    return text.rstrip().endswith(".") and len(text.split()) >= _SENTENCE_WORDS


def texts_to_year(texts: Sequence[str], document: tuple[int, int] | None, form: TitleYear | None = None) -> TitleYear:
    """The year that the nearest dated text names; where no text is dated that of the `form` in which the table stands, else the document's,
    when its period is a single year.

    A text that names two years gives none: which of them is meant is open.
    """
    for text in texts:
        if _NO_TITLE.match(text):
            continue
        shape = text_to_period_shape(_DATE.sub(" ", text))
        if shape is None or shape.repaired or shape.cut or shape.kind == "span":
            continue
        if len(shape.years) > 1:
            ahead = _FORWARD.search(text)
            if ahead is None or shape.years != (year := int(ahead[1]) - 1, year + 1):
                return TitleYear(None, text)
            return TitleYear(Period("year", year), text, forward=year + 1)
        if shape.year is not None:
            return TitleYear(Period("fiscal_year" if shape.kind == "fiscal_year" else "year", shape.year), text)
    if form is not None:
        return form
    if document is not None and document[0] == document[1]:
        return TitleYear(Period("year", document[0]), str(document[0]), own=False)
    return TitleYear(None, "")


def texts_to_planning(texts: Sequence[str], document: tuple[int, int] | None = None) -> tuple[int, int] | None:
    """The period of several years that the nearest such text names; None when none does.

    A text that names the document's own period counts only where it speaks of this table: it may be the title of the whole.
    """
    for text in texts:
        found = text_to_planning_period(text)
        if found is not None and found[0] < found[1] and (found != document or _OF_TABLE.search(text)):
            return found
    return None
