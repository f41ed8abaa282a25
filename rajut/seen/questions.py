"""A decision as a question: what is asked, what is known, what may be answered. Any cell of a document can be asked about."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import get_args

from rajut.seen.doubts import Doubt
from rajut.seen.printed_rows import cell_to_begin, row_to_choices
from rajut.seen.seen_document import Row, SeenDocument, SeenRow, SeenTable, value_to_answer
from schemas.answer import FIRST_GRID, NumbersAnswer, TableAnswer, table_to_text, text_to_answer
from schemas.correction import Correction

LEVELS = ("program", "activity", "sub_activity", "objective", "goal", "unknown")
OF_FRAGMENTS = frozenset({"header", "table", "join", "program", "grid", "stub"})
"""Kinds of decisions that stand at a fragment."""
_NAMING = frozenset({"plan_item", "indicator", "program", "activity", "sub_activity"})
_LEVELLED = frozenset({"plan_item", "activity_or_sub", "program", "activity", "sub_activity"})
_PARENTS = _LEVELLED | {"goal", "objective"}
MOST_PARENTS = 60
_DECIMAL = re.compile(r"^([+-]?\d+)[.,](\d+)$")
_GROUPED = re.compile(r"^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$|^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d+)?$")
_ON_PAGE = re.compile(r"^p([1-9]\d{0,5})/t[1-9]\d{0,5}$")
_MARK = re.compile(r"[.,]")
_LONG = 90


@dataclass(frozen=True, slots=True)
class Question:
    """One decision to answer. `read` and `before` go into the correction as they stand; `cells` are marked on page and table."""

    kind: str
    decision: str
    read: str
    before: str
    table: int
    cells: tuple[str, ...]
    candidates: tuple[str, ...] = ()
    reach: int = 0
    cause: str = ""
    en: str = ""
    id: str = ""

    @property
    def cell(self) -> str:
        return self.cells[0] if self.cells else ""


@dataclass(frozen=True, slots=True)
class Setting:
    """What stands around the cell in question: the names of its row, its heads, the values there."""

    labels: tuple[tuple[str, str], ...]
    heads: tuple[str, ...]
    values: tuple[Row, ...]
    page: int
    printed: str


def doubt_to_question(document: SeenDocument, doubt: Doubt) -> Question:
    """The question of a doubt, with the candidates that the reader weighed."""
    asked = decision_to_question(document, doubt.decision)
    base = asked if asked is not None else Question("", doubt.decision, doubt.read, doubt.before, doubt.table, doubt.cells)
    return Question(
        kind=doubt.decision.partition(":")[0],
        decision=doubt.decision,
        read=base.read,
        before=base.before,
        table=base.table,
        cells=base.cells or doubt.cells,
        candidates=base.candidates,
        reach=doubt.reach,
        cause=doubt.cause,
        en=doubt.en,
        id=doubt.id,
    )


def decision_to_question(document: SeenDocument, decision: str) -> Question | None:
    """The question about any decision of the document; None for a place that is not there."""
    kind, _, place = decision.partition(":")
    where, _, part = place.partition("#")
    if kind in {"column", "numbers"}:
        return _column(document, kind, decision, (where, part))
    if kind in OF_FRAGMENTS:
        return _fragment(document, kind, decision, where)
    if where not in document.cells:
        return None
    table = document.table_of.get(where)
    return _cell(document, kind, decision, where, table.number if table is not None else 0)


def _column(document: SeenDocument, kind: str, decision: str, place: tuple[str, str]) -> Question | None:
    first, part = place
    table = next((table for table in document.tables if table.first == first), None)
    number = int(part[1:]) if re.fullmatch(r"c\d+", part) else -1
    if table is None or not 0 <= number < len(table.columns):
        return None
    column = table.columns[number]
    body = tuple(ref for row in table.rows for ref in row.cells[number])
    reach = sum(len(document.values.get(ref, ())) for ref in body)
    cells = column.cells[-1:] or body[:1]
    if kind == "numbers":
        return Question(kind, decision, column.read, "", table.number, cells, candidates=get_args(NumbersAnswer), reach=reach)
    return Question(kind, decision, column.read, column.answer, table.number, cells, reach=reach)


def _fragment(document: SeenDocument, kind: str, decision: str, fragment: str) -> Question | None:
    table = next((table for table in document.tables if fragment in table.fragments), None)
    if table is None:
        page = fragment_to_page(fragment)
        if kind != "table" or not 0 < page <= document.pages:
            return None
        return Question(kind, decision, document.fragment_reads.get(fragment, ""), "", 0, ())  # one that may be drawn there
    before = {
        "header": str(_head_rows(table, fragment)),
        "table": "none" if table.facts.get("table_kind") == "no_table" else "accepted",
        "join": "joined" if fragment != table.first else "apart",
        "program": next(
            (str(one["program"]) for one in document.observations if one["table_id"] == table.facts.get("table_id")), ""
        ),
        "grid": next(iter(_grids(document, fragment)), ""),
        "stub": next((str(column.column) for column in table.columns if column.role in _NAMING), ""),
    }[kind]
    candidates = {
        "header": tuple(map(str, range(7))),
        "table": ("accepted", "none"),
        "join": ("joined", "apart"),
        "grid": _grids(document, fragment),
        "stub": tuple(str(column.column) for column in table.columns if column.role != "value"),
    }.get(kind, ())
    if kind == "table" and fragment in document.drawn:  # drawn anew, or taken back
        before, candidates = "", ()
    cells = next(((ref,) for ref in document.cells if ref.startswith(f"{fragment}/")), ())
    reach = sum(one["cell_ref"].startswith(f"{fragment}/") for one in document.observations)
    return Question(
        kind=kind,
        decision=decision,
        read=document.fragment_reads.get(fragment, ""),
        before="" if before == "None" else before,
        table=table.number,
        cells=cells,
        candidates=candidates,
        reach=reach,
    )


def fragment_to_page(fragment: str) -> int:
    """The page of a fragment by its name, 0 where it has none."""
    match = _ON_PAGE.match(fragment)
    return int(match[1]) if match is not None else 0


def fragment_to_shape(document: SeenDocument, fragment: str) -> str:
    """Box, columns and rows of a fragment as they stand, in the words of an answer that draws it; "" where it has no place on a page."""
    box = document.boxes.get(fragment)
    cells = [row for row in document.cells.values() if row["fragment_ref"] == fragment and row["x0"] is not None]
    if box is None or not cells:
        return ""
    columns = _edges([row["x0"] for row in cells], box[0], box[2])
    rows = _edges([row["top"] for row in cells], box[1], box[3])
    return table_to_text(TableAnswer("drawn", (box[0], box[1], box[2], box[3]), columns, rows))


def _edges(found: list[float], low: float, high: float) -> tuple[float, ...]:
    """The positions inside, ascending, those that differ by less than a point once."""
    edges: list[float] = []
    for at in sorted(found):
        if at - (edges[-1] if edges else low) >= 1.0 and high - at >= 1.0:
            edges.append(round(at, 1))
    return tuple(edges)


def _head_rows(table: SeenTable, fragment: str) -> int:
    rows = [
        int(ref.rpartition("/r")[2].partition("c")[0])
        for head in table.header
        for ref in head
        if ref.startswith(f"{fragment}/")
    ]
    return max(rows, default=-1) + 1


def _cell(document: SeenDocument, kind: str, decision: str, ref: str, table: int) -> Question | None:
    ones = document.values.get(ref, [])
    own = [one for one in ones if document.place_of[one["observation_id"]] == decision.partition(":")[2]] or ones
    of_value = Question(kind, decision, document.cell_read(ref), "", table, (ref,), reach=len(own))
    match kind:
        case "value" if own:
            return _value(document, of_value, own[0])
        case "check" if own:
            return replace(of_value, candidates=("right", "wrong"))
        case "source":
            return of_value
    row = document.row_of.get(ref)
    of_row = [one for other in (row.refs if row is not None else ()) for one in document.values.get(other, ())]
    asked = replace(of_value, reach=len(of_row))
    match kind:
        case "label":
            return replace(asked, before=asked.read, candidates=(asked.read,))
        case "unit":
            return replace(asked, before=str(of_row[0]["unit"] or "") if of_row else "", candidates=_units(document, table))
        case "level":
            return replace(asked, before=str(of_row[0]["level"]) if of_row else "unknown", candidates=LEVELS)
        case "row" if row is not None and cell_to_begin(document, ref) == ref:
            was, candidates = row_to_choices(document, document.table_of[ref], ref)
            return replace(asked, before=was, candidates=candidates)
    return None


def _value(document: SeenDocument, asked: Question, one: Row) -> Question:
    before = value_to_answer(one)
    found = (before, *document.candidates.get(asked.cell, ()), *text_to_numbers(asked.read))
    candidates = tuple(dict.fromkeys(item for item in found if item not in {"ambiguous", "blank"}))
    return replace(asked, before=before, candidates=candidates)


def _units(document: SeenDocument, table: int) -> tuple[str, ...]:
    """The units that the table uses, the most frequent first."""
    counts: dict[str, int] = {}
    for one in document.observations:
        if one["unit"] and int(one["table_id"].rpartition("-t")[2]) == table:
            counts[one["unit"]] = counts.get(one["unit"], 0) + 1
    return tuple(sorted(counts, key=lambda unit: -counts[unit])[:6])


def cell_to_decisions(document: SeenDocument, ref: str) -> tuple[str, ...]:
    """What can be answered about a cell and what it belongs to, the narrow before the wide."""
    table, row, column = document.table_of.get(ref), document.row_of.get(ref), document.column_of.get(ref)
    found: list[str] = []
    ones = document.values.get(ref, [])
    for place in dict.fromkeys(document.place_of[one["observation_id"]] for one in ones):
        found += [f"value:{place}", f"check:{place}"]
    if row is not None and not ones and document.text(ref).strip():
        found.append(f"label:{ref}")
    if table is None:
        return tuple(found)
    if column is not None:
        found.append(f"column:{table.first}#c{column.column}")
        found += [f"numbers:{table.first}#c{column.column}"] if column.role == "value" else []
    anchor = document.anchor(row) if row is not None else None
    if row is not None and anchor is not None:
        found += [f"unit:{anchor}", f"level:{_name_cell(document, table, row) or anchor}"]
        found.append(f"row:{cell_to_begin(document, ref) or anchor}")
    fragment = ref.rpartition("/")[0]
    found += [f"join:{fragment}"] if fragment != document_first(document) else []
    found += [f"header:{fragment}", f"table:{fragment}"]
    found += [f"grid:{fragment}"] if _grids(document, fragment) else []
    found += [f"stub:{table.first}"] if sum(column.role != "value" for column in table.columns) > 1 else []
    found.append(f"program:{table.first}")
    return (*found, f"source:{ref}") if ones else tuple(found)


def _grids(document: SeenDocument, fragment: str) -> tuple[str, ...]:
    """The division into cells that was chosen, and the one that came second; () where the page can be divided in one way only. Both may
    have been found alike ("rules"), so the reader's own is called "first"."""
    name = f"grid:{fragment}"
    if name not in document.second:
        return ()
    chosen, second = document.decided[name], document.second[name]
    return (chosen, second) if second == FIRST_GRID else (FIRST_GRID, second)


def document_first(document: SeenDocument) -> str:
    """The first fragment of the document: it continues nothing."""
    return document.tables[0].first if document.tables else ""


def cell_to_parents(document: SeenDocument, ref: str) -> tuple[tuple[str, str], ...]:
    """(cell, text) of the names above that the name in the cell may lie under, the nearest first; each name once."""
    table, row = document.table_of.get(ref), document.row_of.get(ref)
    if table is None or row is None:
        return ()
    named = [column.column for column in table.columns if column.role in _PARENTS]
    found: dict[str, str] = {}
    for above in reversed(table.rows[: row.index]):
        if above.role == "group" and (band := document.anchor(above)) is not None:
            found.setdefault(band, shorten(document.cell_read(band)))
        for column in reversed(named):
            cell = next((cell for cell in above.cells[column] if document.text(cell).strip()), None)
            if cell is not None and cell != ref:
                found.setdefault(cell, shorten(document.cell_read(cell)))
    return tuple(found.items())[:MOST_PARENTS]


def _name_cell(document: SeenDocument, table: SeenTable, row: SeenRow) -> str | None:
    """The cell with the name that a level is about: the row's own, else the one that it lies under."""
    named = [c for c in table.columns if c.role in _LEVELLED]
    for column in named:
        for above in reversed(table.rows[: row.index + 1]):
            ref = next((ref for ref in above.cells[column.column] if document.text(ref).strip()), None)
            if ref is not None:
                return ref
    return None


def cell_to_setting(document: SeenDocument, ref: str) -> Setting:
    """The names of the cell's row, its heads and its values; empty where it belongs to no table."""
    table, row, column = document.table_of.get(ref), document.row_of.get(ref), document.column_of.get(ref)
    labels: list[tuple[str, str]] = []
    if table is not None and row is not None:
        for other, slot in zip(table.columns, row.cells, strict=False):
            text = " ".join(document.cell_read(part) for part in slot)
            if other.role not in {"value", "unknown", "number"} and text.strip():
                labels.append((other.role, text))
    ones = tuple(document.values.get(ref, ()))
    for name in ("program", "activity", "sub_activity", "indicator", "unit"):
        if ones and ones[0][name] and name not in dict(labels):
            labels.append((name, str(ones[0][name])))
    page = int(document.cells.get(ref, {}).get("page") or 0)
    return Setting(tuple(labels), column.path if column is not None else (), ones, page, document.cell_read(ref))


def typed_to_answers(kind: str, text: str) -> tuple[str, ...]:
    """What a person may have meant by what they typed, in the words of answers: one where it is plain, two for "4.500", none for
    what cannot be meant."""
    typed = text.strip()
    if kind != "value":
        return (typed,) if _is_answer(kind, typed) else ()
    match = re.match(r"^(>=|<=|≥|≤|>|<|)\s*(.*?)$", typed)
    sign, rest = (match[1].replace("≥", ">=").replace("≤", "<="), match[2]) if match is not None else ("", typed)
    numbers = text_to_numbers(rest)
    found = tuple(f"{sign} {number}".strip() for number in numbers) if numbers else (typed,)
    return tuple(item for item in found if _is_answer(kind, item))


def _is_answer(kind: str, text: str) -> bool:
    try:
        text_to_answer(kind, text)
    except ValueError:
        return False
    return True


def text_to_numbers(text: str) -> tuple[str, ...]:
    """Every number that the text may print, thousands and decimals told apart both ways, with a point as decimal sign.

    >>> text_to_numbers("4.500"), text_to_numbers("4.500,5"), text_to_numbers("12 5")
    (('4500', '4.5'), ('4500.5',), ())
    """
    compact = text.strip().removesuffix("%").strip().removeprefix("Rp").strip(". ")
    if not re.fullmatch(r"[+-]?[\d.,]+", compact) or not any(c.isdigit() for c in compact):
        return ()
    found: list[str] = []
    if compact.lstrip("+-").isdigit():
        found.append(compact)
    if _GROUPED.match(compact):
        marks = _MARK.findall(compact)
        decimal = marks[-1] if len(set(marks)) == 2 else ""
        whole = "".join(c for c in compact if c not in ".," or c == decimal)
        found.append(whole.replace(",", "."))
    if match := _DECIMAL.match(compact):
        found.append(f"{match[1]}.{match[2]}")
    return tuple(dict.fromkeys(_plain(number) for number in found))


def _plain(number: str) -> str:
    text = f"{Decimal(number):f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def question_to_correction(
    document: SeenDocument, question: Question, after: str, who: str, when: str, why: str, known: Correction | None = None
) -> Correction:
    """The answer as a correction. `known` is an earlier answer to the same: what Rajut had decided then stays its `before`, and
    what stood where a table was drawn its `read`."""
    before = known.before if known is not None else question.before
    drawn_over = known is not None and question.kind == "table" and question.decision.partition(":")[2] in document.drawn
    return Correction(
        document_id=document.document_id,
        source_name=document.source_name,
        decision=question.decision,
        read=known.read if known is not None and drawn_over else question.read,
        before=before,
        after=after,
        who=who,
        when=when,
        why=why,
    )


def shorten(text: str) -> str:
    """A text that fits on a line."""
    return text if len(text) <= _LONG else text[: _LONG - 1] + "…"
