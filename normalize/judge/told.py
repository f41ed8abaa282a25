"""What the page itself says for a value: its measure, its year, the kind of its names. That nothing contradicts is not enough: what no
printed word tells was assumed once for a whole table, and is wrong for all of it or for none.

A doubt "part.untold_..." says that such a sign is missing; the others say that it is a weak one.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from normalize.judge.signs import SeenTable, is_name, observation_to_name
from normalize.repair import fold
from normalize.words.heads import head_to_term
from normalize.words.measures import title_to_measures
from normalize.words.periods import text_to_period_shape
from normalize.words.plan_bands import text_to_group
from schemas.observation import Measure, Observation
from schemas.provenance import CellRef

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")
_YEARS = re.compile(r"(?<!\d)(?:19|20)\d{2}(?:\s?[-–/]\s?(?:\d{2}){1,2})?(?!\d)")
"""With a second year behind it, as fiscal years and spans have: what is left of a head is what it says of its figures."""
_WORD = re.compile(r"[^\W\d_]{3,}")
_ORDINAL = re.compile(r"[IVX\s.]+")
_ALIKE: tuple[frozenset[Measure], ...] = (  # one word stands over both, and the column's cells tell which
    frozenset({"target", "budget"}),
    frozenset({"realization", "budget_realization"}),
    frozenset({"final", "final_budget", "target", "budget"}),
    frozenset({"achievement", "realization"}),
)
_GROUPS = frozenset({"goal", "objective", "program", "activity", "sub_activity"})
_PLAN = frozenset({"program", "activity", "sub_activity"})
_MIXED = frozenset({"plan_item", "activity_or_sub"})  # columns whose names have a level each, decided name by name
_MAY_NAME = _GROUPS | _MIXED | {"unknown", "indicator"}
_TEXTS_ABOVE = 3


@dataclass(frozen=True, slots=True)
class _Page:
    """What stands where in one table: texts and columns of cells, roles of columns, texts of rows, and the texts above."""

    texts: Mapping[CellRef, str]
    columns: Mapping[CellRef, int]
    roles: Mapping[int, str]
    rows: Mapping[tuple[object, int], Sequence[str]]
    above: Sequence[str]
    years: frozenset[str]
    measures: frozenset[Measure]


def table_to_untold(seen: SeenTable) -> list[dict[str, float]]:
    """For each observation, in order, what its page does not say, as doubts with a strength of 0 to 1."""
    page = _table_to_page(seen)
    heads: dict[tuple[str, Measure], dict[str, float]] = {}
    names: dict[tuple[int, int], dict[str, float]] = {}
    repeated = _names_of_several_groups(seen.observations)
    found = []
    for one in seen.observations:
        head, name = (one.period_label, one.measure), (one.row, id(one.label_cells))
        if head not in heads:
            heads[head] = _head_to_untold(one, page)
        if name not in names:
            names[name] = _names_to_untold(one, page, repeated)
        row = page.rows.get((one.cell.fragment, one.cell.row), ())
        untold = {**heads[head], **names[name], **_year_to_untold(one, row, page)}
        if "column.untold_measure" in untold and any(_tells(text, one.measure) for text in row):
            del untold["column.untold_measure"]  # the row says what it holds
        found.append(untold)
    return found


def leaves_words_out(seen: SeenTable) -> bool:
    """Is there a column of texts before the first value that no name was made of? It may say whose rows they are."""
    first = min((column.column for column in seen.columns if column.role == "value"), default=0)
    named = {ref for one in seen.observations for _, refs in one.label_cells for ref in refs}
    rows = [item.row for item in seen.table.body if item.role == "data"]
    for column in (one for one in seen.columns[:first] if one.role in _MAY_NAME):
        cells = [cell for row in rows if (cell := row.anchor(column.column)) is not None and is_name(cell.text)]
        distinct = {cell.text for cell in cells}
        covered = sum(cell.cell.row_span for cell in cells)
        tell_apart = len(distinct) > 1 and len(distinct) * 2 > len(cells) and covered * 2 > len(rows)
        if tell_apart and not any(cell.ref in named for cell in cells):
            return True
    return False


def _table_to_page(seen: SeenTable) -> _Page:
    table = seen.table
    body = [item.row for item in (*table.body, *table.outside)]
    cells = [cell for row in body for cell in row.anchors]
    above = [block.text for block in table.context[-_TEXTS_ABOVE:]]
    above += [cell.text for row in table.titles for cell in row.printed]
    heads = [head for column in seen.columns if column.role == "value" for head in column.path]
    return _Page(
        texts={cell.ref: cell.text for cell in cells},
        columns={cell.ref: cell.column for cell in cells},
        roles={column.column: column.role for column in seen.columns},
        rows={(row.fragment, row.index): [fold(cell.text) for cell in row.printed] for row in body},
        above=above,
        years=frozenset(year for text in (*above, *heads) for year in _YEAR.findall(text)),
        measures=frozenset(measure for text in above for measure in title_to_measures(fold(text))),
    )


def _head_to_untold(one: Observation, page: _Page) -> dict[str, float]:
    """What the heads over a value, or the texts above its table, do not say of its measure."""
    heads = one.period_label.split(" › ") if one.period_label else []
    untold: dict[str, float] = {}
    if any(map(_is_unread, heads)):
        untold["column.unread_head"] = 1.0
    if not any(_tells(head, one.measure) for head in heads):
        above = any(_are_alike(measure, one.measure) for measure in page.measures)
        untold["column.measure_above" if above else "column.untold_measure"] = 1.0
    return untold


def _tells(text: str, measure: Measure) -> bool:
    term = head_to_term(_YEARS.sub("", text).strip())
    return term is not None and term.measure is not None and _are_alike(term.measure, measure)


def _are_alike(said: Measure, measure: Measure) -> bool:
    return said == measure or any({said, measure} <= alike for alike in _ALIKE)


def _is_unread(head: str) -> bool:
    """Words in a head that no term explains, and that are no period, may say what the column holds."""
    words = _YEARS.sub("", head).strip()
    return (
        _WORD.search(words) is not None
        and _ORDINAL.fullmatch(words) is None
        and head_to_term(words) is None
        and text_to_period_shape(head) is None
    )


def _year_to_untold(one: Observation, row: Sequence[str], page: _Page) -> dict[str, float]:
    """Where the year stands: in the heads, in the row, above the table alone, or nowhere near."""
    if one.period.year is None:
        return {}
    year = str(one.period.year)
    if year in one.period_label or any(year in text for text in row):
        return {}
    shapes = [shape for head in one.period_label.split(" › ") if (shape := text_to_period_shape(head)) is not None]
    if any(one.period.year in (shape.year, shape.end_year) for shape in shapes):
        return {}
    if any(shape.order is not None for shape in shapes):
        return {"column.year_counted": 1.0}
    return {"column.year_above" if page.years == {year} else "column.untold_year": 1.0}


def _names_to_untold(one: Observation, page: _Page, repeated: frozenset[str]) -> dict[str, float]:
    """What nothing tells of the row's names: of which kind the group is that it stands under, at which level a name of a mixed column."""
    untold: dict[str, float] = {}
    for field, refs in one.label_cells:
        if field not in _GROUPS or not refs:
            continue
        roles = {page.roles.get(page.columns[ref], field) if ref in page.columns else field for ref in refs}
        if roles & _MIXED and field in _PLAN:
            if one.level_basis == "style":
                untold["name.level_by_style"] = 1.0
        elif field not in roles and not _say_group(refs, field, page):
            untold["name.untold_group" if observation_to_name(one) in repeated else "name.group_assumed"] = 1.0
    return untold


def _say_group(refs: Iterable[CellRef], field: str, page: _Page) -> bool:
    return any(text_to_group(page.texts[ref]).field == field for ref in refs if ref in page.texts)


def _names_of_several_groups(observations: Sequence[Observation]) -> frozenset[str]:
    """Names that rows under different groups have ("Federal grants" under each project): only the group tells them apart."""
    groups: dict[str, set[tuple[str | None, ...]]] = defaultdict(set)
    for one in observations:
        labels = one.labels
        above = (labels.goal, labels.objective, labels.program, labels.activity, labels.sub_activity)
        groups[observation_to_name(one)].add(above)
    return frozenset(name for name, found in groups.items() if len(found) > 1)
