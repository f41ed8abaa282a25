"""What speaks against a single value: its number, its row's name, its column's meaning. Each doubt has a name and a strength of 0 to 1.

Some are the doubts of the steps that read the value, some are measured on the finished table: another value with the same key, a row
whose figures found no place, a name above it that begins in the middle. How much each weighs is learned (`make learn`).
"""

from __future__ import annotations

import itertools
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from normalize.judge.signs import (
    SeenTable,
    is_name,
    observation_to_name,
    observations_to_clashing,
    observations_to_wild,
    reading_to_signs,
    readings_to_figures,
)
from normalize.text.look import is_open_ended, text_to_shape
from normalize.words.measures import MONEY
from normalize.words.plan_bands import text_to_group
from normalize.words.quantities import unit_is_money, unit_is_percent
from schemas.observation import YEARLY_MEASURES, Observation
from schemas.provenance import CellRef

Part = Literal["value", "name", "column"]
PARTS: tuple[Part, ...] = ("value", "name", "column")

_NAME_SIGNS = ("nameless", "short_name", "tail_name", "clashing", "few_rows_a_name")
_COLUMN_SIGNS = (
    "unplaced", "undated", "unmeasured", "mixed", "wild", "small_money", "worded_money", "headless", "figures_in_head",
    "words_as_values", "years_backwards", "percent_beyond",
)  # fmt: skip
_NUMBER_INSIDE = re.compile(r"\S\s\(?\d{1,2}[.)]\s+\S")  # a list number that belongs before the name
_FIGURE_INSIDE = re.compile(r"[^\W\d_][,/]?\s(\d{1,2})\s[^\W\d_]")
_LONG_NAME = 250
_SHORTEST_BEGINNING = 5
_TEXTS_ABOVE = 3
_COUNTED = frozenset({"target", "realization", "achievement", "other"})
_PLAN = frozenset({"program", "activity", "sub_activity"})
_AMOUNT = 1e7
_LITTLE = 1e5  # nobody plans for less than this many rupiah: its scale was not found
_SATURATED = 10.0  # a tenth of a table's figures is as bad as all of them
_NOT_VALUES = frozenset({"number", "code", "unknown"})
_VALUE_CODES = (
    "number-",
    "sum-",
    "ratio-",
    "value-",
    "engines-",
    "scale-",
    "letter-",
    "percent-",
    "sheet-",
    "invisible-",
    "text-mark",
)
_COLUMN_CODES = ("year", "measure", "head", "columns-", "marks-", "fragment-", "join-", "stub-")


@dataclass(frozen=True, slots=True)
class Around:
    """What is known about a table as a whole: `codes` of the findings that touch no single cell of it, whether other rows of the document
    have a programme, and whether a text above the table speaks of one."""

    codes: tuple[str, ...] = ()
    others_have_program: bool = False
    program_above: bool = False
    beside_another: bool = False
    """Whether it stands beside another table: what names its rows may then stand where nobody looked."""
    nested: bool = False
    """Whether it stands in a cell of another table, whose row may name all of it."""
    document_left_out: float = 0.0
    """The share of the document's figures, from 0 to 1, that no observation took."""


def table_to_around(
    seen: SeenTable, codes: Sequence[str], *, others_have_program: bool, beside_another: bool, document_left_out: float = 0.0
) -> Around:
    texts = [block.text for block in seen.table.context[-_TEXTS_ABOVE:]]
    texts += [cell.text for row in seen.table.titles for cell in row.printed]
    return Around(
        tuple(codes),
        others_have_program,
        any(text_to_group(text).field == "program" for text in texts),
        beside_another,
        seen.table.fragments[0].nested_in is not None,
        document_left_out,
    )


def table_to_doubts(seen: SeenTable, around: Around) -> list[dict[str, float]]:
    """Every doubt about each observation of the table, in order, as "part.name" with a strength of 0 to 1."""
    signs = reading_to_signs([seen], readings_to_figures([seen.table]))
    shared = {f"{code_to_part(code)}.table_{code}": 1.0 for code in around.codes}
    shared |= {f"name.table_{sign}": min(1.0, _SATURATED * signs[sign]) for sign in _NAME_SIGNS}
    shared |= {f"column.table_{sign}": min(1.0, _SATURATED * signs[sign]) for sign in _COLUMN_SIGNS}
    shared |= {"column.table_figures_lost": signs["unplaced"], "column.document_figures_lost": around.document_left_out}
    clashing, wild = observations_to_clashing(seen.observations), observations_to_wild(seen.observations)
    words, edges, left = _shares_of_words(seen.observations), _rows_at_edges(seen), _shares_left_out(seen)
    shared["name.words_left_out"] = float(_leaves_words_out(seen))
    counting, lost = _counting_inside(seen.observations), _rows_without_their_program(seen.observations)
    found = []
    for at, one in enumerate(seen.observations):
        doubts = {**shared, **observation_to_doubts(one, around)}
        doubts["name.own_clashing"] = float(at in clashing)
        doubts["column.own_wild"] = float(at in wild)
        share = words[one.period_label, one.cell.column]
        doubts["column.own_mixed"] = share if one.value is not None else 1.0 - share
        doubts["name.at_page_edge"] = float((one.cell.fragment, one.cell.row) in edges)
        doubts["name.figure_inside"] = float(one.row in counting)
        doubts["name.program_lost"] = float(one.row in lost)
        doubts["column.row_left_out"] = left.get((one.cell.fragment, one.cell.row), 0.0)
        if one.confidence == "proven":  # sums hold for it, however far it lies from the others of its row
            doubts.pop("column.table_wild")
        found.append({key: strength for key, strength in doubts.items() if strength})
    return found


def observation_to_doubts(observation: Observation, around: Around) -> dict[str, float]:
    """The doubts that the value shows by itself."""
    labels = observation.labels
    name = observation_to_name(observation)
    above = [text for text in (labels.program, labels.activity, labels.sub_activity) if text]
    value = abs(observation.value or 0)
    doubts = {
        f"value.{observation.value_confidence}": 1.0,
        "name.unproven": float(observation.name_confidence == "unproven"),
        "column.unproven": float(observation.column_confidence == "unproven"),
        "value.is_text": float(observation.value_status == "text"),
        "value.is_ambiguous": float(observation.value_status == "ambiguous"),
        "name.own_nameless": float(not is_name(name)),
        "name.own_tail": float(name[:1].islower()),
        "name.without_indicator": float(not labels.indicator),
        "name.only_goal": float(not (labels.indicator or above)),
        "name.level_open": float(
            observation.level == observation.level_basis == "unknown"
            and any(cells for label, cells in observation.label_cells if label in _PLAN)
        ),
        "name.number_inside": float(_NUMBER_INSIDE.search(name) is not None),
        "name.open_end": float(is_open_ended(name)),
        "name.begins_again": float(any(_begins_again(text) for text in (name, *above))),
        "name.long": float(len(name) > _LONG_NAME),
        "name.above_open": float(any(is_open_ended(text) or text[:1].islower() for text in above)),
        "name.above_short": float(any(" " not in text.strip() for text in above)),
        "name.without_program": float(not labels.program),
        "name.lacks_program": float(not labels.program and around.others_have_program),
        "name.lacks_program_above": float(not labels.program and around.program_above),
        "name.lacks_program_beside": float(not labels.program and around.beside_another),
        "name.lacks_program_nested": float(not labels.program and around.nested),
        "column.amount_without_money": float(
            observation.measure in _COUNTED and value >= _AMOUNT and not unit_is_money(labels.unit)
        ),
        "column.little_money": float(observation.measure in MONEY and labels.unit == "Rp" and 0 < value < _LITTLE),
        "column.percent_of_amount": float(unit_is_percent(labels.unit) and value >= _AMOUNT),
        "column.own_headless": float(not observation.period_label),
        "column.own_undated": float(observation.period.year is None),
        "column.yearly_undated": float(observation.measure in YEARLY_MEASURES and observation.period.year is None),
        "column.other": float(observation.measure == "other"),
    }
    return doubts | {f"{code_to_part(code)}.{code}": 1.0 for code in observation.flags}


def _begins_again(text: str) -> bool:
    """Are there two names in one ("Jumlah desa maju Jumlah kota besar")? Then its first word stands in it again, with a capital."""
    first, _, rest = text.partition(" ")
    return len(first) >= _SHORTEST_BEGINNING and first[:1].isupper() and not first.isupper() and f" {first} " in f" {rest} "


def code_to_part(code: str) -> Part:
    """Whether a finding is about a number, a column or (anything else) a name."""
    if code.startswith(_VALUE_CODES):
        return "value"
    return "column" if code.startswith(_COLUMN_CODES) else "name"


def _shares_of_words(observations: Sequence[Observation]) -> Mapping[tuple[str, int], float]:
    """The share of words among the printed values of each column."""
    kinds: dict[tuple[str, int], Counter[bool]] = defaultdict(Counter)
    for one in observations:
        if one.value_status not in {"blank", "nil"}:
            kinds[one.period_label, one.cell.column][one.value_status == "text"] += 1
    shares: dict[tuple[str, int], float] = defaultdict(float)
    shares |= {column: found[True] / found.total() for column, found in kinds.items()}
    return shares


def _rows_at_edges(seen: SeenTable) -> set[tuple[object, int]]:
    """The first and the last body row of each page of a table over several pages: what the page break may have cut."""
    if len(seen.table.fragments) < 2:
        return set()
    rows: dict[object, list[int]] = defaultdict(list)
    for item in seen.table.body:
        rows[item.row.fragment].append(item.row.index)
    places = [fragment.ref for fragment in seen.table.fragments if fragment.ref in rows]
    firsts = {(ref, min(rows[ref])) for ref in places[1:]}
    return firsts | {(ref, max(rows[ref])) for ref in places[:-1]}


def _counting_inside(observations: Sequence[Observation]) -> set[int]:
    """Rows whose names hold a number that counts on from that of a row before ("... dan 1 Evaluasi", "... 2 Aparatur"): list numbers,
    or a head that was taken into the name, and no part of it. Where several do, all numbers inside of names are doubted."""
    inside = {one.row: found[1] for one in observations if (found := _FIGURE_INSIDE.search(observation_to_name(one)))}
    following = [(a, b) for a, b in itertools.pairwise(sorted(inside)) if int(inside[b]) == int(inside[a]) + 1]
    return set(inside) if len(following) > 1 else {row for pair in following for row in pair}


def _rows_without_their_program(observations: Sequence[Observation]) -> set[int]:
    """Rows without a programme below others of the table that have one."""
    named = {one.row for one in observations if one.labels.program}
    first = min(named, default=0)
    return {one.row for one in observations if named and one.row > first and one.row not in named}


def _leaves_words_out(seen: SeenTable) -> bool:
    """Is there a column of texts before the first value that nothing was made of? It may say whose rows they are."""
    first = min((column.column for column in seen.columns if column.role == "value"), default=0)
    rows = [item.row for item in seen.table.body if item.role == "data"]
    for column in (one for one in seen.columns[:first] if one.role == "unknown"):
        texts = [cell.text for row in rows if (cell := row.anchor(column.column)) is not None and is_name(cell.text)]
        if len(set(texts)) > 1 and len(texts) * 2 > len(rows):
            return True
    return False


def _shares_left_out(seen: SeenTable) -> Mapping[tuple[object, int], float]:
    """The share of the figures of each row, numbers and codes of rows not counted, that no observation took."""
    taken: set[CellRef] = {one.cell for one in seen.observations}
    counted = {column.column for column in seen.columns if column.role not in _NOT_VALUES}
    shares: dict[tuple[object, int], float] = {}
    for item in seen.table.body:
        cells = [cell for cell in item.row.printed if cell.column in counted and text_to_shape(cell.text) == "number"]
        if cells:
            shares[item.row.fragment, item.row.index] = sum(cell.ref not in taken for cell in cells) / len(cells)
    return shares
