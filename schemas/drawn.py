"""Tables that people drew on pages, as answers say it: what the reader needs to read them from the page."""

from __future__ import annotations

import re
from dataclasses import dataclass

from schemas.answer import TableAnswer
from schemas.correction import Corrections
from schemas.provenance import FragmentRef

_PLACE = re.compile(r"^p(\d+)/t(\d+)$")


@dataclass(frozen=True, slots=True)
class DrawnTable:
    """A table as a person drew it. `ref` names it from then on, `read` is what named the table that stood there when they did, "" where
    none was; box and edges are those of the upright page."""

    ref: FragmentRef
    read: str
    answer: TableAnswer


def corrections_to_drawn(corrections: Corrections) -> tuple[DrawnTable, ...]:
    """The drawn tables among the answers about one document, by page and number. A document without pages has none."""
    found = []
    for place, item in corrections.of_kind("table").items():
        answer, match = item.answer, _PLACE.match(place)
        if match is not None and isinstance(answer, TableAnswer) and answer.kind == "drawn":
            found.append(DrawnTable(FragmentRef(int(match[1]), int(match[2])), item.read, answer))
    return tuple(sorted(found, key=lambda drawn: drawn.ref))
