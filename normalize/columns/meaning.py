"""One column's heads, from top to bottom, to what the column holds."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from normalize.columns.years import PeriodReading
from normalize.text.several_values import head_to_packed_measures
from normalize.words.heads import head_to_misspelt, head_to_term, heads_totals, squash
from normalize.words.measures import MONEY, path_to_measure, path_to_revision, path_to_scale, path_to_unit
from normalize.words.money import is_money_alone, text_to_currency
from normalize.words.quantities import unit_is_money
from schemas.lexicon import lexicon
from schemas.logical import LABEL_ROLES, ColumnMeaning, ColumnRole, LogicalTable, PlacedCell
from schemas.observation import Period
from schemas.provenance import CellRef

NO_PERIOD = Period("none")
_OF_EITHER = frozenset({"realization", "achievement"})
_ANY_TEXT = frozenset(lexicon().words("measures.any_text"))


@dataclass(frozen=True, slots=True)
class HeadCell:
    """One head over one column: its source cell, the repaired text without the period, and the period read from it.

    `packed` are the periods of a head that names those of a packed cell; `meant` says that a period was meant but cannot be told.
    """

    cell: PlacedCell
    text: str
    label: str
    period: PeriodReading | None
    packed: tuple[PeriodReading, ...] = ()
    meant: bool = False


@dataclass(frozen=True, slots=True)
class Around:
    """What surrounds a column: the table's title, the heads that stand over figures and amounts alike, and those that stand over one column
    of figures and say a measure of their own."""

    title: str
    mixed: frozenset[CellRef]
    telling: frozenset[CellRef] = frozenset()


Lattice = list[list[HeadCell | None]]


def distinct_heads(heads: Iterable[HeadCell | None]) -> list[HeadCell]:
    """Each head once, in the order given."""
    seen: dict[object, HeadCell] = {}
    for head in heads:
        if head is not None:
            seen.setdefault(head.cell.ref, head)
    return list(seen.values())


def lattice_to_column(table: LogicalTable, lattice: Lattice, column: int, around: Around) -> ColumnMeaning:
    """What the column holds; role "unknown" when no head tells. A cell that holds several values gives `parts`."""
    heads = distinct_heads(line[column] for line in lattice)
    path = tuple(head.text for head in heads)
    labels = [head.label for head in heads]
    cells = tuple(head.cell.ref for head in heads)
    period = _path_to_period(heads)
    packed = next((head.packed for head in heads if head.packed), ())
    role = _path_to_role(labels, period is not None or bool(packed))
    if role != "value":
        return ColumnMeaning(column, role, path, cells=cells)
    proven = all(head.period is None or head.period.confidence in {"proven", "consistent"} for head in heads)
    proven = proven and len(heads_to_own_years(heads)) < 2 and not any(_crosses(lattice, head) for head in heads)
    meaning = ColumnMeaning(column, "value", path, period=period or NO_PERIOD, cells=cells, proven=proven)
    pair = _packed_pair(labels)
    if pair is not None:
        parts = tuple(_with_words(meaning, heads, [*pair[0], piece], around) for piece in pair[1])
        return replace(parts[0], parts=virtual_parts(table.columns, parts))
    meaning = _with_words(meaning, heads, labels, around)
    if packed:
        dated = tuple(replace(meaning, period=part.period, proven=part.period.year is not None) for part in packed)
        return replace(meaning, parts=virtual_parts(table.columns, dated))
    return meaning


def _crosses(lattice: Lattice, head: HeadCell) -> bool:
    """True for a head that reaches over the edge between two heads above it: which of its columns it belongs to is open."""
    columns = range(head.cell.column, min(head.cell.column + head.cell.column_span, len(lattice[0])))
    row = next((at for at, line in enumerate(lattice) if line[columns.start] is head), 0)
    above = [{upper.cell.ref: upper for at in columns if (upper := line[at]) is not None} for line in lattice[:row]]
    return len(columns) > 1 and any(
        len(line) > 1 and any(upper.cell.column_span > 1 for upper in line.values()) for line in above
    )


def virtual_parts(width: int, parts: Sequence[ColumnMeaning]) -> tuple[ColumnMeaning, ...]:
    """The meanings of the parts of one cell, each with a column of its own past the table's `width`."""
    return tuple(replace(part, column=part.column + width * at) for at, part in enumerate(parts))


def _packed_pair(labels: Sequence[str]) -> tuple[list[str], tuple[str, str]] | None:
    """The lowest head that names a pair ("Target/Rp"), unless a head below it names a measure of its own."""
    for at in range(len(labels) - 1, -1, -1):
        pair = head_to_packed_measures(labels[at])
        if pair is not None:
            return [*labels[:at], pair[0], *labels[at + 1 :]], pair[1]
        term = head_to_term(labels[at]) if labels[at] else None
        if term is not None and term.measure is not None:
            return None
    return None


def _with_words(meaning: ColumnMeaning, heads: Sequence[HeadCell], labels: Sequence[str], around: Around) -> ColumnMeaning:
    """The column with measure, revision, unit and scale by its heads. A head over figures and amounts alike says nothing of which of
    them a column holds, and a scale of money belongs to amounts only. A lowest head that nothing knows may say something else than those
    above it, and a head that nothing knows something else than the title.
    """
    words = list(labels)
    for at, head in enumerate(heads[: len(labels)]):
        if head.cell.ref in around.mixed and at < len(labels) - 1 and _names_money_or_target(words[at]):
            words[at] = ""
    unread = _tells_unread(heads, around)
    measure = path_to_measure(words, "" if unread else around.title)
    lowest = next((word for word in reversed(words) if word), "")
    told = len(words) < 2 or not lowest or head_to_term(lowest) is not None or path_to_unit([lowest]) is not None
    amounts = measure in MONEY
    spoken = labels if amounts else [word for word in words if not _is_about_money(word) or word is words[-1]]
    unit = path_to_unit(spoken)
    scale = path_to_scale(spoken)
    if measure in MONEY and unit == "%":
        unit = None
    if measure == "achievement" and unit_is_money(unit):  # a share of money: "%" where a head above says so
        unit = path_to_unit([label for label in labels if path_to_unit([label]) == "%"])
    spelt = all(head_to_misspelt(word) is None for word in words if word)
    named = any(word and _measured(word) for word in words)
    titled = not named and (unread or measure != "other") and any(word and head_to_term(word) is None for word in words)
    proven = meaning.proven and spelt and not titled and (told or path_to_revision(words[-1:]) is not None)
    return replace(meaning, measure=measure, revision=path_to_revision(labels), unit=unit, scale=scale, proven=proven)


def _tells_unread(heads: Sequence[HeadCell], around: Around) -> bool:
    """True where a head over the column alone says something that nothing knows, and heads over other columns say what these hold: it
    says another measure than the title's ("Harapan 2024" beside "Rencana 2024"). Where no head says any, they part what the title says."""
    own = next((head for head in reversed(heads) if head.label), None)
    if own is None or own.cell.column_span > 1 or not around.telling - {own.cell.ref}:
        return False
    return not _is_read(own.label)


def _is_read(label: str) -> bool:
    known = head_to_term(label) is not None or heads_totals(label) or path_to_unit([label]) is not None
    return known or path_to_revision([label]) is not None


def lattice_to_telling(lattice: Lattice) -> frozenset[CellRef]:
    """The heads over one column each that name a measure, be it that of an estimate."""
    columns = range(len(lattice[0]) if lattice else 0)
    own = [distinct_heads(line[column] for line in lattice) for column in columns]
    return frozenset(
        head.cell.ref for heads in own for head in heads if head.cell.column_span == 1 and head.label and _measured(head.label)
    )


def _names_money_or_target(label: str) -> bool:
    term = head_to_term(label) if label else None
    return term is not None and term.measure in {"budget", "target"}


def _is_about_money(label: str) -> bool:
    return text_to_currency(label) is not None or _names_money(label)


def _names_money(label: str) -> bool:
    term = head_to_term(label) if label else None
    return term is not None and term.measure in MONEY


def lattice_to_mixed(lattice: Lattice) -> frozenset[CellRef]:
    """The heads that stand over figures and over amounts of money. What was reached may be either, so it tells nothing."""
    below: dict[CellRef, set[bool]] = defaultdict(set)
    for column in range(len(lattice[0]) if lattice else 0):
        heads = distinct_heads(line[column] for line in lattice)
        terms = [term for head in heads if head.label and (term := head_to_term(head.label)) is not None and term.measure]
        for head in heads[:-1]:
            lowest = next((h for h in reversed(heads) if h.label and h is not head and _measured(h.label)), None)
            if lowest is not None and terms and terms[-1].measure not in _OF_EITHER:
                below[head.cell.ref].add(terms[-1].measure in MONEY)
    return frozenset(ref for ref, kinds in below.items() if len(kinds) > 1)


def _measured(label: str) -> bool:
    term = head_to_term(label)
    return term is not None and term.measure is not None


def columns_told_apart(
    columns: Sequence[ColumnMeaning],
) -> tuple[tuple[ColumnMeaning, ...], tuple[tuple[ColumnMeaning, ...], ...]]:
    """The columns, unproven where several have the very same heads and so the same meaning; and the groups of these."""
    groups: dict[object, list[ColumnMeaning]] = defaultdict(list)
    for column in columns:
        if column.role == "value" and column.cells and not column.parts:
            groups[column.cells, column.period, column.measure].append(column)
    shared = tuple(tuple(members) for members in groups.values() if len(members) > 1)
    open_columns = {column.column for members in shared for column in members}
    return tuple(replace(c, proven=False) if c.column in open_columns else c for c in columns), shared


def heads_to_own_years(heads: Sequence[HeadCell]) -> tuple[int, ...]:
    """The different years that heads over this column alone print, top to bottom: two of them contradict each other."""
    own = (head.period.period.year for head in heads if head.period is not None and head.cell.column_span == 1)
    return tuple(dict.fromkeys(year for year in own if year is not None))


def _path_to_period(heads: Sequence[HeadCell]) -> Period | None:
    """The period over a column: the lowest year, refined by a quarter or month printed above or below it."""
    periods = [head.period.period for head in heads if head.period is not None]
    if not periods:
        return None
    lowest = periods[-1]
    years = [period.year for period in periods if period.year is not None]
    parts = [period for period in periods if period.subperiod is not None]
    if parts:
        return Period(parts[-1].kind, years[-1] if years else None, parts[-1].subperiod)
    return lowest


def _path_to_role(labels: Sequence[str], has_period: bool) -> ColumnRole:
    """The lowest head that is a known term decides; a period without any term makes a value column.

    A head that says only that texts stand below it ("Uraian") is what the head above it says ("Sasaran").
    """
    terms = [(label, term) for label in labels if label and (term := head_to_term(label)) is not None]
    if not terms:
        return "value" if has_period else "unknown"
    label, term = terms[-1]
    if any(upper.role == "code" for _, upper in terms[:-1]):
        return "code"  # "Program", "Kegiatan", "Sub" below "Kode": its parts
    if term.role in LABEL_ROLES and any(upper.role == "note" for _, upper in terms[:-1]):
        return "note"  # "Jenis Kegiatan" below "Keterangan"
    if label is not labels[-1] and has_period and term.role == "schedule":
        return "unknown"  # months below "Jadwal Pelaksanaan": when something is done, no figures
    if not has_period and is_money_alone(label) and any(heads_totals(upper) for upper in labels[:-1]):
        return "unknown"  # "Total" over "£000": the sum of the row, as where "Total" stands alone
    if term.role == "unit" and label.startswith("(") and any(upper.role == "value" for _, upper in terms[:-1]):
        return "value"
    if term.role in LABEL_ROLES and has_period and label is not labels[-1]:
        return "value"
    if squash(label) in _ANY_TEXT and len(terms) > 1 and terms[-2][1].role in LABEL_ROLES:
        return terms[-2][1].role
    return term.role
