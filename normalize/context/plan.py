"""The place in the plan that lines above a table name for all its rows, in force until other lines replace it.

A group of key : value lines above a table replaces every earlier key of the same or a lower rank (a new objective ends the programme
before it). A table below a heading of its own, without such lines, takes nothing from before: it may be about something else. A level
alone above a name holds for the table below both and for no other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from normalize.columns.title_texts import TitleYear
from normalize.context.form_head import blocks_to_form_years
from normalize.context.level_over_name import blocks_to_named_levels
from normalize.rows.records import Label, Record
from normalize.words.heads import squash
from normalize.words.key_values import RANKS, ContextField, KeyValue, blocks_to_key_values, title_to_key_values
from schemas.finding import Finding
from schemas.geometry import BBox
from schemas.lexicon import lexicon
from schemas.logical import ColumnMeaning, ColumnRole, LogicalTable
from schemas.provenance import FragmentRef
from schemas.table import DocumentReading, Fragment, TextBlock

_WORK_UNITS = frozenset(lexicon().words("measures.work_unit"))
_FAR = 4  # texts that may stand between the keys and their table: a caption, a unit, a scale
_MOST_BOXES = 200  # tables of one page that are asked
_TOUCH = 2.0  # points that boxes may reach into each other's ranges
_LONG = 300  # characters: a paragraph that ends a group of keys
PLAN_FIELDS: tuple[ContextField, ...] = ("vision", "mission", "goal", "objective", "program", "activity", "sub_activity")
_OWN: tuple[ContextField, ...] = ("unit", "responsible", "location")
_INDICATORS: frozenset[str] = frozenset({"indicator", "objective_indicator", "goal_indicator"})
_NAMES: frozenset[str] = frozenset({*_INDICATORS, "plan_item", "activity_or_sub", "program", "activity", "sub_activity"})


@dataclass(frozen=True, slots=True)
class PlanContext:
    """The keys in force for one table; `own` says that they stand over this one alone."""

    keys: tuple[KeyValue, ...] = ()
    own: bool = False

    def label(self, field: ContextField) -> Label | None:
        """The value of a field as an inherited label; None where no key names it."""
        key = next((key for key in self.keys if key.field == field), None)
        return Label(key.value, key.cells[-1:], True) if key is not None else None


@dataclass(frozen=True, slots=True)
class ReadingContexts:
    """Per first fragment of a table the context in force; the indices of text blocks that some table used; the fragments that are
    nothing but keys and values; per fragment in a form the year of the form."""

    of_fragment: dict[FragmentRef, PlanContext]
    used_blocks: frozenset[int]
    key_fragments: frozenset[FragmentRef]
    form_years: dict[FragmentRef, TitleYear]


def reading_to_contexts(reading: DocumentReading) -> ReadingContexts:
    """The context of every fragment, in reading order."""
    found, named = blocks_to_key_values(reading.blocks), blocks_to_named_levels(reading.blocks)
    contexts: dict[FragmentRef, PlanContext] = {}
    key_fragments: set[FragmentRef] = set()
    used: set[int] = set()
    context = PlanContext()
    placed: list[tuple[Fragment, PlanContext]] = []
    group: list[KeyValue] = []
    between, headed = 0, False
    for at, block in enumerate(reading.blocks):
        keys = found.get(at, ())
        if keys:
            group = [*group, *keys] if between <= _FAR else list(keys)
            between = 0
        if isinstance(block, Fragment):
            if keys:
                key_fragments.add(block.ref)
                continue
            titled = title_to_key_values(block)
            placed = [one for one in placed[-_MOST_BOXES:] if one[0].ref.page == block.ref.page]
            before = _context_above(block, placed, context) if titled or group else context
            group = group if between <= _FAR else []
            context = _next_context(before, [*group, *titled], headed=headed)
            placed.append((block, context))
            contexts[block.ref] = PlanContext((named[at],), own=True) if at in named else context
            used |= {index for key in contexts[block.ref].keys for index in key.blocks}
            group, between, headed = [], 0, False
        elif not keys and not any(at in key.blocks for key in group):
            between, headed = _after_text(block, between, headed)
    return ReadingContexts(contexts, frozenset(used), frozenset(key_fragments), blocks_to_form_years(reading.blocks))


def _context_above(table: Fragment, placed: Sequence[tuple[Fragment, PlanContext]], context: PlanContext) -> PlanContext:
    """What the table right above this one on its page names: in a tree of boxes that is the box above it, not the one read before. Where
    several side by side stand above it, what they share. `context` where there is none above. `placed` are the tables of the page."""
    own = table.box
    same = [(one.box, keys) for one, keys in placed if one.box is not None]
    if own is None or not same or (_shares(same[-1][0], own) and same[-1][0].bottom > own.top + _TOUCH):
        return context
    above = [(box, keys) for box, keys in same if _shares(box, own) and box.bottom <= own.top + _TOUCH]
    if not above:
        return context
    lowest = max((box for box, _ in above), key=lambda box: box.bottom)
    level = [keys for box, keys in above if box.bottom > lowest.top]
    return PlanContext(tuple(key for key in level[0].keys if all(key in other.keys for other in level)))


def _shares(a: BBox, b: BBox) -> bool:
    return min(a.x1, b.x1) - max(a.x0, b.x0) > _TOUCH


def _after_text(block: TextBlock, between: int, headed: bool) -> tuple[int, bool]:
    if block.kind == "furniture":
        return between, headed
    step = _FAR + 1 if len(block.text) > _LONG else 1
    return between + step, headed or block.kind in {"heading", "caption"}


def _next_context(context: PlanContext, group: Sequence[KeyValue], *, headed: bool) -> PlanContext:
    if not group:
        return PlanContext() if headed else context
    strongest = min(RANKS[key.field] for key in group)
    latest = {key.field: key for key in group}
    kept = [key for key in context.keys if RANKS[key.field] < strongest and key.field not in latest]
    return PlanContext((*kept, *latest.values()))


def records_with_context(
    records: Sequence[Record], columns: Sequence[ColumnMeaning], context: PlanContext
) -> tuple[Record, ...]:
    """The records with what the keys above the table name, where the rows print nothing of the kind themselves.

    The indicator of a table whose rows are named otherwise (work units, say) is published as their objective, since the rows keep their
    own names as indicator; where rows have no name at all it is theirs.
    """
    printed = {column.role for column in columns}
    added: dict[ColumnRole, Label] = {}
    for field in (*PLAN_FIELDS, *_OWN):
        label = context.label(field)
        if label is not None and field not in printed:
            added[field] = label
    indicator = context.label("indicator")
    if indicator is not None and not printed & _INDICATORS:
        if not printed & _NAMES:
            added["indicator"] = indicator
        elif "objective" not in printed and context.label("objective") is None:
            added["objective"] = indicator
    return tuple(replace(record, labels={**added, **record.labels}) for record in records) if added else tuple(records)


def records_with_work_units(records: Sequence[Record], columns: Sequence[ColumnMeaning]) -> tuple[Record, ...]:
    """Rows named by work units ("Satker") are also these units' responsibility."""
    stub = next((column for column in columns if column.role == "plan_item"), None)
    if stub is None or not any(squash(head) in _WORK_UNITS for head in stub.path):
        return tuple(records)
    return tuple(_with_unit(record) for record in records)


def _with_unit(record: Record) -> Record:
    item = record.labels.get("plan_item")
    return (
        record
        if item is None
        else replace(record, labels={**record.labels, "responsible": record.labels.get("responsible", item)})
    )


def context_to_findings(context: PlanContext, columns: Sequence[ColumnMeaning], table: LogicalTable) -> tuple[Finding, ...]:
    """One finding per key that names something for the table's rows."""
    printed = {column.role for column in columns}
    return tuple(
        Finding(
            "context-used",
            key.cells[-1] if key.cells else None,
            table.number,
            fields=(("text", key.text), ("field", key.field)),
            page=table.fragments[0].ref.page,
        )
        for key in context.keys
        if key.field not in printed
    )
