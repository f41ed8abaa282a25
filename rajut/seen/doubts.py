"""What a person should look at, first what changes most: one question per open decision, those of one cause together.

A value's doubt is asked where it can be answered once: at its column, when the head is in doubt; at its table, when the grid is; at its
name, when that may be cut; else at the value.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from rajut.seen.seen_document import Row, SeenColumn, SeenDocument, SeenTable, value_to_answer
from schemas.codes.evidence import evidence_to_indonesian

_WEIGHTS = {"contradicted": 3.0, "ambiguous": 3.0, "unproven": 1.0}
_LABEL_CODES = frozenset({"row-clipped", "row-cut-doubtful", "text-cut", "text-across-rule"})
_COLUMN_CODES = (
    *("measure-assumed", "year-open", "year-from-title", "capaian-open", "cells-shared-unnamed", "stub-assumed"),
    *("year-contradicted", "head-misspelt"),
)
_SETTLED = frozenset({"reviewed"})
_FEW_FIGURES = 3
_SURE_JOIN = 0.7
_DIGIT = frozenset("0123456789")


@dataclass(frozen=True, slots=True)
class Doubt:
    """One question. `reach` is how many published values (or unread figures) the answer touches, `cause` the code of what raised it,
    `cells` the cells to show, the first of them the one in question."""

    decision: str
    cause: str
    table: int
    reach: int
    weight: float
    cells: tuple[str, ...]
    read: str
    before: str
    column: int | None = None
    en: str = ""
    id: str = ""

    @property
    def score(self) -> float:
        return self.reach * self.weight

    @property
    def group(self) -> tuple[str, int]:
        """Doubts of one cause in one table are answered one after the other, or alike."""
        return (self.cause, self.table)


@dataclass(frozen=True, slots=True)
class DoubtGroup:
    """Doubts of one cause, in the order of the page."""

    cause: str
    doubts: tuple[Doubt, ...]

    @property
    def score(self) -> float:
        return sum(doubt.score for doubt in self.doubts)

    @property
    def reach(self) -> int:
        return sum(doubt.reach for doubt in self.doubts)


def document_to_groups(document: SeenDocument) -> tuple[DoubtGroup, ...]:
    """All questions about a document, grouped by cause, the group that changes most first. None for a document without doubt."""
    groups: dict[tuple[str, int], list[Doubt]] = defaultdict(list)
    seen: set[str] = set()
    for doubt in document_to_doubts(document):
        if doubt.decision not in seen:
            seen.add(doubt.decision)
            groups[doubt.group].append(doubt)
    made = [DoubtGroup(key[0], tuple(doubts)) for key, doubts in groups.items()]
    return tuple(sorted(made, key=lambda group: -group.score))


def document_to_doubts(document: SeenDocument) -> Iterator[Doubt]:
    """The questions in the order of the tables: the wide ones before the narrow."""
    per_cell: dict[str, list[Row]] = defaultdict(list)
    per_table: dict[str, list[Row]] = defaultdict(list)
    for finding in document.findings:
        if finding["cell_ref"]:
            per_cell[finding["cell_ref"]].append(finding)
        elif finding["table_id"]:
            per_table[finding["table_id"]].append(finding)
    by_table: dict[int, list[Row]] = defaultdict(list)
    for one in document.observations:
        by_table[int(one["table_id"].rpartition("-t")[2])].append(one)
    for table in document.tables:
        own = by_table[table.number]
        of_table = per_table[table.facts.get("table_id", "")]
        yield from _table_doubts(document, table, own, of_table)
        yield from _column_doubts(document, table, own, of_table, per_cell)
        yield from _row_doubts(document, table, own, per_cell)
        yield from _value_doubts(document, table, own, per_cell)


def _table_doubts(document: SeenDocument, table: SeenTable, own: list[Row], findings: list[Row]) -> Iterator[Doubt]:
    read = document.fragment_reads.get(table.first, "")
    cells = tuple(ref for row in (*table.header, *(tuple(row.refs) for row in table.rows[:1])) for ref in row)[:1]
    for finding in findings:
        if finding["code"] == "join-doubtful":
            yield _told(
                Doubt(
                    decision=f"join:{table.first}",
                    cause="join-doubtful",
                    table=table.number,
                    reach=max(1, len(own)),
                    weight=2.0,
                    cells=cells,
                    read=read,
                    before="apart",
                ),
                finding,
            )
    yield from _weak_joins(document, table, own)
    if own and table.inferred and any(one["confidence"] == "unproven" for one in own):
        told = next((finding for finding in findings if finding["code"] == "columns-inferred"), None)
        for fragment in table.fragments:
            first = _first_cell(document, fragment)
            reach = sum(1 for one in own if one["cell_ref"].startswith(f"{fragment}/"))
            doubt = Doubt(
                decision=f"table:{fragment}",
                cause="columns-inferred",
                table=table.number,
                reach=max(1, reach),
                weight=1.0,
                cells=first,
                read=document.fragment_reads.get(fragment, ""),
                before="",
            )
            yield _told(doubt, told) if told else doubt
    figures = _figures(document, table) if not own else 0
    if figures >= _FEW_FIGURES and table.facts.get("table_kind") not in {"no_table", "key_value"}:
        why = str(table.facts.get("reason") or "")
        yield Doubt(
            decision=f"table:{table.first}",
            cause="table-empty",
            table=table.number,
            reach=figures,
            weight=1.0,
            cells=cells,
            read=read,
            before="",
            en=why,
            id=evidence_to_indonesian(why),
        )


def _weak_joins(document: SeenDocument, table: SeenTable, own: list[Row]) -> Iterator[Doubt]:
    """Fragments that were joined to the table with little to speak for it."""
    for join in table.joins:
        if join.score < _SURE_JOIN:
            yield Doubt(
                decision=f"join:{join.fragment}",
                cause="fragment-joined",
                table=table.number,
                reach=max(1, sum(one["cell_ref"].startswith(f"{join.fragment}/") for one in own)),
                weight=0.5,
                cells=_first_cell(document, join.fragment),
                read=document.fragment_reads.get(join.fragment, ""),
                before="joined",
                en=join.en,
                id=join.id,
            )


def _column_doubts(
    document: SeenDocument, table: SeenTable, own: list[Row], findings: list[Row], per_cell: Mapping[str, list[Row]]
) -> Iterator[Doubt]:
    reach: Counter[int] = Counter()
    open_values: Counter[int] = Counter()
    for one in own:
        column = document.column_of.get(one["cell_ref"])
        if column is not None:
            reach[column.column] += 1
            open_values[column.column] += one["confidence"] not in _SETTLED
    told = [finding for finding in findings if finding["code"] in _COLUMN_CODES]
    for column in table.columns:
        cells = column.cells[-1:] or tuple(slot[0] for row in table.rows[:1] if (slot := row.cells[column.column]))
        decision = f"column:{table.first}#c{column.column}"
        if column.role == "value" and reach[column.column] and open_values[column.column]:
            if not column.proven or _undated(column):
                noticed = [
                    finding for ref in column.cells for finding in per_cell.get(ref, ()) if finding["code"] in _COLUMN_CODES
                ]
                why = next(iter((*noticed, *told)), None)
                doubt = Doubt(
                    decision=decision,
                    cause=why["code"] if why else "column-unproven",
                    table=table.number,
                    reach=reach[column.column],
                    weight=1.0,
                    cells=cells,
                    read=column.read,
                    before=column.answer,
                )
                yield _told(doubt, why) if why else doubt
        elif column.role == "unknown" and own:
            figures = _column_figures(document, table, column)
            if figures >= _FEW_FIGURES:
                yield Doubt(
                    decision=decision,
                    cause="column-unread",
                    table=table.number,
                    reach=figures,
                    weight=1.0,
                    cells=cells,
                    read=column.read,
                    before=column.answer,
                )


def _undated(column: SeenColumn) -> bool:
    return (
        "measure=" in column.answer
        and "year=" not in column.answer
        and "measure=other" not in column.answer
        and (
            any(
                f"measure={name};" in f"{column.answer};" for name in ("target", "realization", "budget", "budget_realization")
            )
        )
    )


def _row_doubts(
    document: SeenDocument, table: SeenTable, own: list[Row], per_cell: Mapping[str, list[Row]]
) -> Iterator[Doubt]:
    """Questions about names, units and levels of rows that have open values."""
    values: Counter[int] = Counter(one["row"] for one in own if one["confidence"] not in _SETTLED)
    levels = {one["row"]: one["level"] for one in own}
    for row in table.rows:
        if not values[row.index]:
            continue
        for column, slot in zip(table.columns, row.cells, strict=False):
            for finding in (finding for ref in slot[:1] for finding in per_cell.get(ref, ())):
                doubt = _label_doubt(document, table, column, finding, (values[row.index], levels.get(row.index, "unknown")))
                if doubt is not None:
                    yield _told(doubt, finding)


def _label_doubt(
    document: SeenDocument, table: SeenTable, column: SeenColumn, finding: Row, row: tuple[int, str]
) -> Doubt | None:
    """The question that a finding about a row's cell raises; `row` is how many open values the row has, and its level."""
    ref, code, (reach, level) = finding["cell_ref"], finding["code"], row
    read = document.cell_read(ref)
    if code == "level-doubtful":
        return Doubt(
            decision=f"level:{ref}",
            cause=code,
            table=table.number,
            reach=reach,
            weight=1.0,
            cells=(ref,),
            read=read,
            before=level,
        )
    if code in _LABEL_CODES and column.role != "value":
        return Doubt(
            decision=f"label:{ref}",
            cause=code,
            table=table.number,
            reach=reach,
            weight=1.0,
            cells=(ref,),
            read=read,
            before=read,
            column=column.column,
        )
    if code == "unit-missing":
        anchor = document.anchor(document.row_of[ref]) or ref
        return Doubt(
            decision=f"unit:{anchor}",
            cause=code,
            table=table.number,
            reach=reach,
            weight=0.5,
            cells=(anchor,),
            read=document.cell_read(anchor),
            before="",
        )
    return None


def _value_doubts(
    document: SeenDocument, table: SeenTable, own: list[Row], per_cell: Mapping[str, list[Row]]
) -> Iterator[Doubt]:
    for one in own:
        trouble = (
            "ambiguous" if one["value_status"] == "ambiguous" and one["confidence"] not in _SETTLED else one["confidence"]
        )
        if trouble not in _WEIGHTS or one["value_status"] == "blank":
            continue
        ref = one["cell_ref"]
        column = document.column_of.get(ref)
        noticed = [finding for finding in per_cell.get(ref, ()) if finding["stage"] in {"number", "audit", "find", "read"}]
        asked_above = table.inferred or (column is not None and (not column.proven or _undated(column)))
        if trouble == "unproven" and (not noticed or all(f["severity"] == "info" for f in noticed)) and asked_above:
            continue
        if trouble == "unproven" and not noticed and set((one["flags"] or "").split(";")) & _LABEL_CODES:
            continue
        why = max(noticed, key=_attention, default=None)
        place = document.place_of[one["observation_id"]]
        doubt = Doubt(
            decision=f"value:{place}",
            cause=why["code"] if why else "value-unproven",
            table=table.number,
            reach=1,
            weight=_WEIGHTS[trouble],
            cells=(ref,),
            read=document.cell_read(ref),
            before=value_to_answer(one),
            column=column.column if column is not None else None,
        )
        yield _told(doubt, why) if why else doubt


def _attention(finding: Row) -> tuple[int, int]:
    return ({"error": 2, "warning": 1}.get(finding["severity"], 0), finding["type"] != "repair")


def _told(doubt: Doubt, finding: Row) -> Doubt:
    return replace(doubt, en=finding["message_en"], id=finding["message_id"])


def _first_cell(document: SeenDocument, fragment: str) -> tuple[str, ...]:
    return next(((ref,) for ref in document.cells if ref.startswith(f"{fragment}/")), ())


def _figures(document: SeenDocument, table: SeenTable) -> int:
    return sum(_is_figure(document.text(ref)) for row in table.rows for ref in row.refs)


def _column_figures(document: SeenDocument, table: SeenTable, column: SeenColumn) -> int:
    return sum(_is_figure(document.text(ref)) for row in table.rows for ref in row.cells[column.column])


def _is_figure(text: str) -> bool:
    digits = sum(character in _DIGIT for character in text)
    return digits > 0 and digits * 2 >= len(text.strip())
