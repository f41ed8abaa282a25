"""Keys of the published rows: readable, and the same on every run over the same document.

An observation is named by where it stands and what it measures:

    a1b2c3d4e5f60718/p3/t1/r4c2/target/2024
    a1b2c3d4e5f60718/p3/t1/r4c2/budget/2024q2/after
    a1b2c3d4e5f60718/p3/t1/r4c2/target/2024#2       the same cell, read for a second row of its table (a merged cell)

Nothing in it depends on the run, on other documents, or on the order of work.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from schemas.finding import Finding
from schemas.observation import Observation, Period

_SUBPERIOD_MARK = {"quarter": "q", "semester": "s", "month": "m"}
_KIND_MARK = {"fiscal_year": "fy", "span": "span"}


def table_to_id(document_id: str, number: int) -> str:
    """`<document_id>-t03` for the third logical table."""
    return f"{document_id}-t{number:02d}"


def observations_to_ids(document_id: str, observations: Sequence[Observation]) -> list[str]:
    """One key per observation. Two observations of the same cell, measure, period, revision *and* row get the same key: that is
    a duplicate, and the contract's check for keys finds it."""
    rows_of: dict[str, dict[tuple[int, int], int]] = {}
    ids = []
    for item in observations:
        name = "/".join(
            part for part in (document_id, str(item.cell), item.measure, _period(item.period), item.revision) if part
        )
        rows = rows_of.setdefault(name, {})
        turn = rows.setdefault((item.table, item.row), len(rows) + 1)
        ids.append(name if turn == 1 else f"{name}#{turn}")
    return ids


def _period(period: Period) -> str:
    year = "" if period.year is None else str(period.year)
    mark = _SUBPERIOD_MARK.get(period.kind)
    if mark:
        return f"{year}{mark}{'' if period.subperiod is None else period.subperiod}"
    return _KIND_MARK.get(period.kind, "") + year or period.kind


def finding_to_place(finding: Finding) -> str:
    """Where the finding stands: its cell, else its table, else its page, else the document."""
    if finding.cell is not None:
        return str(finding.cell)
    if finding.table:
        return f"t{finding.table:02d}"
    return f"p{finding.page}" if finding.page else "document"


def places_to_ids(owner: str, places: Iterable[tuple[str, str]]) -> list[str]:
    """`owner/place/code`, with `#2`, `#3` for the same code at the same place, in the order given."""
    seen: Counter[tuple[str, str]] = Counter()
    ids = []
    for place, code in places:
        seen[place, code] += 1
        turn = seen[place, code]
        ids.append(f"{owner}/{place}/{code}" + (f"#{turn}" if turn > 1 else ""))
    return ids
