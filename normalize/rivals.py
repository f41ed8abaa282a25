"""Second readings of tables whose first one looks wrong, and the choice of the most plausible.

A reading is not doubted by how it came about but by its result: figures that found no place, rows without a name, values without a year.
Each such sign says which decisions to open again: the rows of the head, the column of names. The rest of the table is then read anew,
and the judge compares the results.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from normalize.columns.settle import columns_to_possible_stubs
from normalize.judge.calibration import table_to_calibrated
from normalize.judge.doubts import Around, table_to_around
from normalize.judge.plausibility import load_weights, signs_to_difference, signs_to_plausibility
from normalize.judge.signs import SeenTable, reading_to_signs, readings_to_figures, tables_to_explained
from normalize.knit.column_numbers import text_to_numbering
from normalize.knit.tables import reading_to_tables
from normalize.repair import fold
from normalize.surroundings import DocumentFacts, tables_to_results
from normalize.table_accounts import result_to_decisions
from normalize.table_reading import TableResult
from normalize.text.look import text_to_shape
from schemas.decision import NO_CHOICES, Choices, Decision, Subject
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.logical import LogicalTable
from schemas.observation import Observation
from schemas.table import DocumentReading, Fragment

_MOST_FRAGMENTS = 3
_MOST_ROWS = 24
_MOST_HEAD_ROWS = 8
_DIGITS_OF_AMOUNT = 5  # years and numbers of columns have fewer
MARGIN = 0.15  # log-odds that another reading must be ahead by
DOUBTING = ("unplaced", "nameless", "undated", "unmeasured", "clashing", "mixed", "wild", "worded_money", "small_money",
    "figures_in_head", "words_as_values", "headless", "tail_name", "few_rows_a_name")  # fmt: skip
_FEW_FIGURES = 4
_UNNAMED = ("nameless", "few_rows_a_name", "short_name")
_MANY_UNNAMED = 0.2
_SEVERAL = 2  # figures
_LIST_NUMBER = re.compile(r"\(?[0-9]{1,3}[.)]?")
KEPT = 0.7  # of the figures placed so far must stay placed: what is published unsure can be looked at, what is gone cannot
MENDED = 0.7  # of what was wrong may be left in a reading that is taken for its cause


@dataclass(frozen=True, slots=True)
class Rival:
    """One reading of some fragments: the choices that led to it, its tables, and what the judge sees."""

    choices: Choices
    results: tuple[TableResult, ...]
    signs: Mapping[str, float]

    @property
    def plausibility(self) -> float:
        return signs_to_plausibility(self.signs)


@dataclass(frozen=True, slots=True)
class BestReading:
    """The document's tables in the most plausible reading, and the decisions that were opened to find it."""

    tables: tuple[LogicalTable, ...]
    results: tuple[TableResult, ...]
    findings: tuple[Finding, ...]
    decisions: tuple[Decision, ...]


def reading_to_best(facts: DocumentFacts, given: Choices) -> BestReading:
    """The first reading of every table, or a better one where it looked wrong. `given` choices are never opened."""
    tables, findings = reading_to_tables(facts.reading, given)
    results = tables_to_results(tables, facts, given)
    chosen = dict(given)
    decisions: list[Decision] = []
    for group in results_to_groups(results):
        if not is_doubtful(group_to_rival(group, given)):
            continue  # what was read is looked at as it is, not read once more
        found, _ = _open_again(group, facts, given)
        decisions.extend(found)
        chosen |= {decision.subject: decision.choice for decision in found}
    if chosen != given:
        tables, findings = reading_to_tables(facts.reading, chosen)
        results = tables_to_results(tables, facts, chosen)
    return BestReading(tables, tuple(results), findings, tuple(decisions))


def best_to_decisions(opened: Sequence[Decision], results: Sequence[TableResult]) -> tuple[Decision, ...]:
    """Every decision once, in the order of the tables; what was `opened` again has the margin of the whole reading. `results` are those
    of the best reading, or what became of them with people's answers."""
    made = {decision.subject: decision for result in results for decision in result_to_decisions(result)}
    return tuple({**made, **{decision.subject: decision for decision in opened}}.values())


def reading_to_rivals(facts: DocumentFacts, given: Choices = NO_CHOICES) -> list[tuple[Rival, ...]]:
    """Every reading that can be tried, table by table, of tables that look right too: what the weights are learned from."""
    tables, _ = reading_to_tables(facts.reading, given)
    results = tables_to_results(tables, facts, given)
    return [_open_again(group, facts, given)[1] for group in results_to_groups(results)]


def results_to_groups(results: Sequence[TableResult]) -> Iterator[tuple[TableResult, ...]]:
    """A table with a head, and those without one that follow it and may belong to it."""
    group: list[TableResult] = []
    for result in results:
        if group and (result.table.header or result.table.fragments[0].nested_in is not None):
            yield tuple(group)
            group = []
        group.append(result)
    if group:
        yield tuple(group)


def _open_again(
    group: Sequence[TableResult], facts: DocumentFacts, given: Choices
) -> tuple[list[Decision], tuple[Rival, ...]]:
    """The decisions that lead to a better reading of the group, none where the first one is as good; and every reading tried."""
    fragments = fragments_to_sample([fragment for result in group for fragment in result.table.fragments])
    part = part_of_reading(facts.reading, group[0].table, fragments)
    first = part_to_rival(part, facts, given, group[0])
    best = first
    tried = [first]
    decisions: list[Decision] = []
    for propose, causes in ((_headers, ()), (_found_head, ()), (_stubs, _UNNAMED)):
        rivals = [part_to_rival(part, facts, choices, group[0]) for choices in propose(best, fragments[0], given)]
        tried.extend(rivals)
        mending = [
            rival
            for rival in rivals
            if doubt_of(rival, causes) <= doubt_of(best, causes) * MENDED
            and rival.signs["placed"] >= KEPT * best.signs["placed"]
        ]
        ahead = max(mending, key=lambda rival: rival.plausibility, default=None)
        if ahead is None or ahead.plausibility < best.plausibility + MARGIN:
            continue
        for subject in ahead.choices.keys() - best.choices.keys():
            margin = ahead.plausibility - best.plausibility
            signs = signs_to_difference(ahead.signs, best.signs)
            decisions.append(Decision(subject, ahead.choices[subject], margin, best.choices.get(subject), signs))
        best = ahead
    return decisions, tuple(tried)


def part_of_reading(reading: DocumentReading, table: LogicalTable, fragments: Sequence[Fragment]) -> DocumentReading:
    """The reading of these fragments alone, with the text above the first of them."""
    return replace(reading, blocks=(*table.context, *fragments))


def part_to_rival(part: DocumentReading, facts: DocumentFacts, choices: Choices, first: TableResult) -> Rival:
    tables = tuple(
        replace(table, number=first.table.number + n) for n, table in enumerate(reading_to_tables(part, choices)[0])
    )
    return group_to_rival(tuple(tables_to_results(tables, facts, choices, first.before)), choices, tables)


def group_to_rival(group: Sequence[TableResult], choices: Choices, tables: Sequence[LogicalTable] | None = None) -> Rival:
    """What was read of these tables (those of the results where none are given) with these choices, as a rival of other readings."""
    figures = readings_to_figures([result.table for result in group] if tables is None else tables)
    return Rival(choices, tuple(group), reading_to_signs([result_to_seen(result) for result in group], figures))


def fragments_to_sample(fragments: Sequence[Fragment]) -> list[Fragment]:
    """The first rows of a table, which show what its head is: at most `_MOST_ROWS` of them from at most `_MOST_FRAGMENTS` pages. A long
    table is read again and again at the cost of its beginning."""
    sample: list[Fragment] = []
    left = _MOST_ROWS
    for fragment in fragments[:_MOST_FRAGMENTS]:
        if left <= 0:
            break
        sample.append(_first_rows(fragment, left))
        left -= fragment.rows
    return sample


def _first_rows(fragment: Fragment, most: int) -> Fragment:
    if fragment.rows <= most:
        return fragment
    cells = tuple(
        replace(cell, row_span=min(cell.row_span, most - cell.row)) if cell.row + cell.row_span > most else cell
        for cell in fragment.cells
        if cell.row < most
    )
    return replace(fragment, rows=most, cells=cells)


def result_to_seen(result: TableResult) -> SeenTable:
    """What the judge looks at of a table."""
    return SeenTable(result.table, result.columns, result.observations)


def results_to_arounds(results: Sequence[TableResult]) -> list[Around]:
    """What is known about each table as a whole, in order."""
    with_program = any(one.labels.program for result in results for one in result.observations)
    printed = sum(readings_to_figures([result.table]) for result in results)
    placed = len({one.cell for result in results for one in result.observations if text_to_shape(one.value_text) == "number"})
    explained = sum(tables_to_explained([result_to_seen(result)]) for result in results)
    lost = max(0.0, 1.0 - (placed + explained) / max(1, printed))
    arounds, beside = [], _tables_beside_others([result.table for result in results])
    for number, result in enumerate(results):
        codes = sorted({finding.code for finding in result.findings if finding.cell is None})
        arounds.append(
            table_to_around(
                result_to_seen(result),
                codes,
                others_have_program=with_program,
                beside_another=number in beside,
                document_left_out=lost,
            )
        )
    return arounds


def _tables_beside_others(tables: Sequence[LogicalTable]) -> set[int]:
    """Which tables begin or end level with the beginning or end of another on the same page."""
    on_page: dict[int, list[tuple[int, BBox]]] = {}
    for number, table in enumerate(tables):
        for fragment in (table.fragments[0], table.fragments[-1]):
            if fragment.box is not None:
                on_page.setdefault(fragment.ref.page, []).append((number, fragment.box))
    return {
        number
        for ends in on_page.values()
        for number, box in ends
        if any(number != other and _is_level(box, there) for other, there in ends)
    }


def _is_level(box: BBox, other: BBox) -> bool:
    return box.top < other.bottom and other.top < box.bottom


def results_to_calibrated(results: Sequence[TableResult]) -> list[Observation]:
    """All observations, in order, with the confidence that such values deserve."""
    arounds = results_to_arounds(results)
    return [
        one
        for result, around in zip(results, arounds, strict=True)
        for one in table_to_calibrated(result_to_seen(result), around)
    ]


def doubt_of(rival: Rival, causes: Sequence[str]) -> float:
    return sum(rival.signs[name] for name in causes)


def is_doubtful(rival: Rival) -> bool:
    """Could another reading be ahead by the margin? At best it has nothing of what is wrong with this one, and places each figure but
    those that are none."""
    seen = [result_to_seen(result) for result in rival.results]
    figures = readings_to_figures([one.table for one in seen])
    if figures < _FEW_FIGURES:
        return False
    weights = load_weights()
    left = max(0.0, rival.signs["unplaced"] - tables_to_explained(seen) / figures)
    mended = sum(max(0.0, -weights[name]) * rival.signs[name] for name in DOUBTING if name != "unplaced")
    return mended + left * (weights["placed"] - weights["unplaced"]) > MARGIN


def _headers(best: Rival, fragment: Fragment, given: Choices) -> Iterator[Choices]:
    """The head one or two rows shorter or longer."""
    subject = Subject("header", str(fragment.ref))
    if subject in given:
        return
    table = best.results[0].table
    now = table.head_rows(fragment.ref)
    numbered = _row_of_column_numbers(table, fragment)
    most = next((row for row in range(now, now + 3) if _is_of_body(fragment, row)), now + 3)
    most = most if numbered is None else min(most, numbered + 1)  # below the numbers of the columns no head goes on
    for rows_of_head in range(max(0, now - 2), min(most, fragment.rows, _MOST_HEAD_ROWS) + 1):
        if rows_of_head > now or (rows_of_head < now and _gives_figures(best, fragment, range(rows_of_head, now))):
            yield {**best.choices, subject: str(rows_of_head)}


def _gives_figures(best: Rival, fragment: Fragment, rows: range) -> bool:
    """Can the reading gain by giving up these rows of its head? By the figures that they print; any reading can where this one is no
    better than none at all."""
    nothing = signs_to_plausibility({"unplaced": 1.0, "tables": 1.0})
    printed = (cell.text for cell in fragment.cells if cell.row in rows)
    return (
        best.plausibility <= nothing + MARGIN
        or not best.signs["placed"]
        or any(text_to_shape(fold(text)) == "number" for text in printed)
    )


def _row_of_column_numbers(table: LogicalTable, fragment: Fragment) -> int | None:
    """The first row of the fragment that numbers the columns; None without one."""
    rows = (item.row for item in table.outside if item.role == "column_numbers")
    return next((row.index for row in rows if row.fragment == fragment.ref), None)


def _is_of_body(fragment: Fragment, row: int) -> bool:
    """True for a row that no head is: its first text is a list number and words stand behind it, or it prints several figures
    beside words, or several of which one is an amount."""
    cells = [cell for cell in fragment.cells if cell.row == row and cell.text.strip()]
    texts = [fold(cell.text) for cell in cells]
    shapes = [text_to_shape(text) for text in texts]
    listed = "text" in shapes[1:] and _LIST_NUMBER.fullmatch(texts[0]) is not None
    figures = [
        text for text, shape in zip(texts, shapes, strict=True) if shape == "number" and text_to_numbering(text) is None
    ]
    amounts = any(sum(sign.isdigit() for sign in text) >= _DIGITS_OF_AMOUNT for text in figures)
    return listed or (len(figures) >= _SEVERAL and ("text" in shapes or amounts))


def _stubs(best: Rival, fragment: Fragment, given: Choices) -> Iterator[Choices]:
    """Each column of words as the one that names the rows, where the rows have no good names."""
    subject = Subject("stub", str(fragment.ref))
    if subject in given or doubt_of(best, _UNNAMED) < _MANY_UNNAMED:
        return
    result = best.results[0]
    for column in columns_to_possible_stubs(result.table, result.columns):
        yield {**best.choices, subject: str(column)}


def _found_head(best: Rival, fragment: Fragment, given: Choices) -> Iterator[Choices]:
    """As many rows as the finder took for the head, where that is far from what the words tell."""
    subject = Subject("header", str(fragment.ref))
    now, found = best.results[0].table.head_rows(fragment.ref), fragment.head_rows
    # two rows more or fewer are tried anyway
    if subject not in given and found is not None and found < fragment.rows and abs(found - now) > 2:
        yield {**best.choices, subject: str(found)}
