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

from normalize.judge.halves import observations_to_halves
from normalize.judge.signs import (
    SeenTable,
    is_name,
    observation_to_name,
    observations_to_clashing,
    observations_to_wild,
    reading_to_signs,
    readings_to_figures,
    tables_to_explained,
)
from normalize.judge.told import leaves_words_out, table_to_untold
from normalize.text.look import is_open_ended, text_to_shape
from normalize.words.measures import MONEY
from normalize.words.plan_bands import text_to_group
from normalize.words.quantities import unit_is_money, unit_is_percent
from schemas.codes import CODES
from schemas.observation import YEARLY_MEASURES, Observation
from schemas.provenance import CellRef

Part = Literal["value", "name", "column"]
PARTS: tuple[Part, ...] = ("value", "name", "column")

_NAME_SIGNS = ("nameless", "short_name", "tail_name", "clashing", "few_rows_a_name")
_COLUMN_SIGNS = (
    "undated", "unmeasured", "mixed", "wild", "small_money", "worded_money", "headless", "figures_in_head",
    "words_as_values", "years_backwards", "percent_beyond",
)  # fmt: skip
_NUMBER_INSIDE = re.compile(r"\S\s\(?\d{1,2}[.)]\s+\S")  # a list number that belongs before the name
_FIGURE_INSIDE = re.compile(r"[^\W\d_][,/]?\s(\d{1,2})\s[^\W\d_]")
_LONG_NAME = 250
_SHORTEST_BEGINNING = 5
_LONGEST_JOINING = 5  # letters of "dan", "untuk", "and", "with": what follows goes on
_TEXTS_ABOVE = 3
_LONG_WORDS = 40  # letters
_FEW_WORDS = 0.25  # share of a column's values that are words
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
    """The share of the document's figures, from 0 to 1, that no observation took; list numbers, codes, years over columns not counted."""


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
    figures = readings_to_figures([seen.table])
    signs = reading_to_signs([seen], figures)
    lost = max(0.0, signs["unplaced"] - tables_to_explained([seen]) / figures)
    found_head = seen.table.fragments[0].head_rows
    shared = {f"{code_to_part(code)}.table_{code}": 1.0 for code in around.codes}
    shared |= {f"name.table_{sign}": min(1.0, _SATURATED * signs[sign]) for sign in _NAME_SIGNS}
    shared |= {f"column.table_{sign}": min(1.0, _SATURATED * signs[sign]) for sign in _COLUMN_SIGNS}
    shared |= {
        "column.table_figures_lost": min(1.0, _SATURATED * lost),
        "column.document_figures_lost": around.document_left_out,
    }
    inferred = [fragment.grid_kind for fragment in seen.table.fragments if fragment.columns_inferred]
    shared |= {f"column.grid_{kind.value.replace(' ', '_')}": 1.0 for kind in inferred if kind is not None}
    clashing, wild = observations_to_clashing(seen.observations), observations_to_wild(seen.observations)
    beside = _clashing_beside(seen.observations, clashing)
    words, edges, left = _shares_of_words(seen.observations), _rows_at_edges(seen), _shares_left_out(seen)
    shared["name.untold_column"] = float(leaves_words_out(seen))
    shared["column.table_head_disputed"] = float(
        found_head is not None and found_head != seen.table.head_rows(seen.table.fragments[0].ref)
    )
    shared = {key: strength for key, strength in shared.items() if strength}
    beginnings = _beginnings(seen.observations)
    counting, unnamed = _counting_inside(seen.observations), _rows_without_their_program(seen.observations)
    halves = observations_to_halves(seen.observations)
    names: dict[tuple[int, int], dict[str, float]] = {}
    found = []
    for at, (one, untold) in enumerate(zip(seen.observations, table_to_untold(seen), strict=True)):
        place = one.cell.fragment, one.cell.row
        row = one.row, id(one.labels)
        if row not in names:
            names[row] = _labels_to_doubts(one, around, beginnings)
        share = words[one.period_label, one.cell.column]
        doubts = {**shared, **names[row], **_value_to_doubts(one), **untold}
        own = {
            "name.own_clashing": at in clashing,
            "column.untold_clash": at in beside,
            "column.own_wild": at in wild,
            "column.own_mixed": share if one.value is not None else 1.0 - share,
            "name.at_page_edge": place in edges,
            "name.figure_inside": one.row in counting,
            "name.program_lost": one.row in unnamed,
            "name.untold_half": one.row in halves,
            "column.untold_words": one.value_status == "text" and share < _FEW_WORDS and len(one.value_text) > _LONG_WORDS,
            "column.row_left_out": left.get(place, 0.0),
        }
        doubts |= {key: float(strength) for key, strength in own.items() if strength}
        if one.confidence == "proven":  # sums hold for it, however far it lies from the others of its row
            doubts.pop("column.table_wild", None)
        found.append(doubts)
    return found


def _clashing_beside(observations: Sequence[Observation], clashing: frozenset[int]) -> set[int]:
    """Of the values that share name, measure and period those that share a printed row too: two columns say the same, so that one of the
    two says something else. Sums hold for either."""
    rows: dict[tuple[object, ...], set[int]] = defaultdict(set)
    for at in clashing:
        one = observations[at]
        rows[one.row, one.labels, one.measure, one.revision, one.period].add(one.cell.column)
    return {
        at
        for at in clashing
        if len(rows[(one := observations[at]).row, one.labels, one.measure, one.revision, one.period]) > 1
    }


def doubt_is_open(name: str) -> bool:
    """Does the doubt leave its part open however often such values were right? What a step found no ground for, what no word of the page
    tells, and what a finding says is not settled."""
    what = name.partition(".")[2]
    spec = CODES.get(what)
    return what.startswith("untold") or (spec is not None and spec.opens)


def _labels_to_doubts(observation: Observation, around: Around, beginnings: frozenset[str]) -> dict[str, float]:
    """The doubts about the names of the value's row; `beginnings` are the words that names of the table begin with."""
    labels = observation.labels
    name = observation_to_name(observation)
    above = [text for text in (labels.program, labels.activity, labels.sub_activity) if text]
    doubts = {
        "name.untold_name": not is_name(name),
        "name.own_tail": name[:1].islower(),
        "name.without_indicator": not labels.indicator,
        "name.only_goal": not (labels.indicator or above),
        "name.untold_level": observation.level == observation.level_basis == "unknown"
        and any(cells for label, cells in observation.label_cells if label in _PLAN),
        "name.number_inside": _NUMBER_INSIDE.search(name) is not None,
        "name.open_end": is_open_ended(name),
        "name.begins_again": any(_begins_again(text) for text in (name, *above)),
        "name.begins_inside": any(_begins_inside(text, beginnings) for text in (name, *above)),
        "name.long": len(name) > _LONG_NAME,
        "name.above_open": any(is_open_ended(text) or text[:1].islower() for text in above),
        "name.above_short": any(" " not in text.strip() for text in above),
        "name.without_program": not labels.program,
        "name.lacks_program": not labels.program and around.others_have_program,
        "name.lacks_program_above": not labels.program and around.program_above,
        "name.lacks_program_beside": not labels.program and around.beside_another,
        "name.lacks_program_nested": not labels.program and around.nested,
    }
    return {key: 1.0 for key, doubted in doubts.items() if doubted}


def _value_to_doubts(observation: Observation) -> dict[str, float]:
    """The doubts about the value and its column that it shows by itself; those of the steps that read it are among them."""
    measure, unit, year = observation.measure, observation.labels.unit, observation.period.year
    value = abs(observation.value or 0)
    number = observation.value_confidence
    doubts = {
        "value.untold": number == "unproven",
        f"value.{number}": number != "unproven",
        "name.untold": observation.name_confidence == "unproven",
        "column.untold": observation.column_confidence == "unproven",
        "value.is_text": observation.value_status == "text",
        "value.untold_digits": observation.value_status == "ambiguous",
        "column.amount_without_money": measure in _COUNTED and value >= _AMOUNT and not unit_is_money(unit),
        "column.little_money": measure in MONEY and unit == "Rp" and 0 < value < _LITTLE,
        "column.percent_of_amount": value >= _AMOUNT and unit_is_percent(unit),
        "column.own_headless": not observation.period_label,
        "column.own_undated": year is None,
        "column.untold_year": year is None and measure in YEARLY_MEASURES,
        "column.other": measure == "other",
    }
    found = {key: 1.0 for key, doubted in doubts.items() if doubted}
    return found | {f"{code_to_part(code)}.{code}": 1.0 for code in observation.flags}


def _begins_again(text: str) -> bool:
    """Are there two names in one ("Jumlah desa maju Jumlah kota besar")? Then its first word stands in it again, with a capital."""
    first, _, rest = text.partition(" ")
    return len(first) >= _SHORTEST_BEGINNING and first[:1].isupper() and not first.isupper() and f" {first} " in f" {rest} "


def _beginnings(observations: Sequence[Observation]) -> frozenset[str]:
    """The words in ordinary letters that several names of the table begin with."""
    labels = [(one.labels.program, one.labels.activity, one.labels.sub_activity, one.labels.indicator) for one in observations]
    firsts = Counter(name.partition(" ")[0] for name in {name for names in labels for name in names if name})
    return frozenset(
        word for word, count in firsts.items() if count > 1 and len(word) >= _SHORTEST_BEGINNING and word[1:].islower()
    )


def _begins_inside(text: str, beginnings: frozenset[str]) -> bool:
    """Does a word that names begin with stand inside, after a word that nothing joins to it ("... kantor Pembinaan sarana")?"""
    words = text.split(" ")
    pairs = itertools.pairwise(words)
    return any(word in beginnings and len(before) > _LONGEST_JOINING and before[-1].isalpha() for before, word in pairs)


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
