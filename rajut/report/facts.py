"""What the report says, gathered while the rows stream by: counts, the riskiest findings, what was rejected, what was not read."""

from __future__ import annotations

import heapq
from collections import Counter
from dataclasses import dataclass, field
from typing import Any

import numpy
import pyarrow
import pyarrow.compute as pc

from rajut.report.risk import count_texts, doubtful_cells, finding_to_risk, has_text, rows_to_doubts
from rajut.stage.frames import Columns, columns_to_rows

MOST_FINDINGS = 10_000
MOST_DOCUMENTS = 10_000
MOST_REJECTED = 500
MOST_UNREAD = 500
_LONGEST = 240
_SHOWN = (
    *("cell_ref", "program", "activity", "sub_activity", "indicator", "unit", "measure", "year", "period_label", "value_text"),
    *("value_status", "value", "value_low", "value_high", "comparator", "category"),
)

Row = dict[str, Any]


_UNSURE = ("unproven", "contradicted")


@dataclass(slots=True)
class CodeCount:
    """How often a code occurs, in how many documents, and its riskiest finding as example."""

    row: Row
    risk: int
    count: int = 0
    documents: int = 0
    last_document: str = ""


@dataclass(slots=True)
class ReportFacts:
    """Give it every published batch in order with `add`; memory is bounded by the caps above and by the number of documents.

    A document's batches come in the order observations, tables, cells, findings, rejected, documents; the last one closes it.
    """

    documents: list[Row] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    values: Counter[str] = field(default_factory=Counter)
    confidences: Counter[str] = field(default_factory=Counter)
    printed_doubtful: int = 0
    """Printed values that are unproven, contradicted or open; blank cells and signs for no value are not among them."""
    years: Counter[tuple[int, bool]] = field(default_factory=Counter)
    dispositions: Counter[str] = field(default_factory=Counter)
    severities: Counter[str] = field(default_factory=Counter)
    codes: dict[str, CodeCount] = field(default_factory=dict)
    rejected: list[Row] = field(default_factory=list)
    rejected_count: int = 0
    unread: list[Row] = field(default_factory=list)
    unread_count: int = 0
    findings_count: int = 0
    _heap: list[tuple[int, int, Row]] = field(default_factory=list)
    _doubtful: dict[str, int] = field(default_factory=dict)
    _pending: list[tuple[int, Row]] = field(default_factory=list)
    _used: Counter[str] = field(default_factory=Counter)
    _with_value: int = 0
    _read: list[pyarrow.RecordBatch] = field(default_factory=list)
    _few: Columns = field(default_factory=dict)

    def add(self, name: str, batch: pyarrow.RecordBatch | Columns) -> None:
        """Takes in rows of the table `name`: a batch, or lists by column."""
        if isinstance(batch, dict):
            self._add_columns(name, batch)
        elif name == "observations":
            self._add_observations(batch)
        elif name == "tables":
            self._add_tables(batch)
        elif name == "cells":
            counts = count_texts(batch.column("disposition"))
            self.dispositions.update(counts)
            self._used.update(counts)
        elif name == "rejected":
            self._add_rejected(batch)
        else:
            self._add_rows(name, batch.to_pylist())

    def _add_rows(self, name: str, rows: list[Row]) -> None:
        if name == "findings":
            self._pending += [(finding_to_risk(row, self._doubtful), row) for row in rows]
        elif name == "documents":
            for row in rows:
                self._close_document(row)

    def _add_columns(self, name: str, columns: Columns) -> None:
        """The same as for a batch, without Arrow."""
        if name == "observations":
            self._add_few_observations(columns)
        elif name == "cells":
            counts = Counter(columns["disposition"])
            self.dispositions.update(counts)
            self._used.update(counts)
        elif name == "tables":
            self._add_empty_tables([row for row in columns_to_rows(columns) if row["observations"] == 0])
        else:
            self._add_rows(name, columns_to_rows(columns))

    def _add_few_observations(self, columns: Columns) -> None:
        statuses = columns["value_status"]
        self.values.update(statuses)
        self.confidences.update(columns["confidence"])
        self._few = columns
        for cell, risk in rows_to_doubts(columns["cell_ref"], columns["confidence"], statuses):
            self._doubtful[cell] = max(self._doubtful.get(cell, 0), risk)
        for year, status, confidence in zip(columns["year"], statuses, columns["confidence"], strict=True):
            has_value = status not in {"blank", "nil"}
            self._with_value += has_value
            self.printed_doubtful += has_value and confidence in _UNSURE
            if year is not None:
                self.years[year, has_value] += 1

    def _add_observations(self, batch: pyarrow.RecordBatch) -> None:
        self.values.update(count_texts(batch.column("value_status")))
        self.confidences.update(count_texts(batch.column("confidence")))
        self._doubtful |= doubtful_cells(batch)
        self._read.append(batch.select(list(_SHOWN)))
        empty = has_text(batch.column("value_status"), ("blank", "nil"))
        self._with_value += batch.num_rows - int(empty.sum())
        self.printed_doubtful += int((has_text(batch.column("confidence"), _UNSURE) & ~empty).sum())
        # year and emptiness in one number: counting them by a group_by costs more than writing the rows
        years = pc.fill_null(batch.column("year"), -1).to_numpy(zero_copy_only=False).astype(numpy.int32)
        pairs = years * 2 + ~empty
        for pair, count in enumerate(numpy.bincount(pairs[years >= 0]).tolist()):
            if count:
                self.years[pair >> 1, bool(pair & 1)] += count

    def _add_tables(self, batch: pyarrow.RecordBatch) -> None:
        places = [place for place, count in enumerate(batch.column("observations").to_pylist()) if count == 0]
        self._add_empty_tables(batch.take(pyarrow.array(places, pyarrow.int64())).to_pylist() if places else [])

    def _add_empty_tables(self, rows: list[Row]) -> None:
        self.unread_count += len(rows)
        for row in rows:
            if len(self.unread) < MOST_UNREAD:
                place = f"p{row['page_first']}" if row["page_first"] else ""
                text = row["title"] or row["fragment_refs"]
                self.unread.append(
                    {"source_name": row["source_name"], "place": place, "en": text, "id": text, "why": row["reason"]}
                )

    def _add_rejected(self, batch: pyarrow.RecordBatch) -> None:
        self.rejected_count += batch.num_rows
        room = MOST_REJECTED - len(self.rejected)
        self.rejected += batch.slice(0, max(room, 0)).to_pylist()

    def _close_document(self, document: Row) -> None:
        name = document["source_name"]
        worst: Counter[str] = Counter()
        ones = self._values_of({row["cell_ref"] for _, row in self._pending if row["cell_ref"]})
        for risk, row in self._pending:
            row["source_name"], row["one"] = name, ones.get(row["cell_ref"])
            worst[row["severity"]] += 1
            self._add_finding(risk, row)
        self.statuses[document["status"]] += 1
        self.severities.update(worst)
        share = {"used": self._used.copy(), "with_value": self._with_value, "severities": worst}
        if len(self.documents) < MOST_DOCUMENTS:
            self.documents.append(document | share)
        self._pending, self._doubtful, self._used, self._with_value, self._read, self._few = [], {}, Counter(), 0, [], {}

    def _values_of(self, cells: set[str]) -> dict[str, Row]:
        """What the document's findings need to be understood: the published value of their cell, its row and its head."""
        found: dict[str, Row] = {}
        for at, cell in enumerate(self._few.get("cell_ref", ())):
            if cell in cells and cell not in found:
                found[cell] = {name: self._few[name][at] for name in _SHOWN}
        if not self._read or not cells:
            return found
        wanted = pyarrow.array(sorted(cells), pyarrow.string())
        for batch in self._read:
            refs = batch.column("cell_ref")
            there = pc.is_in(refs.cast(pyarrow.string()), value_set=wanted)
            for row in batch.filter(there).to_pylist():
                found.setdefault(row["cell_ref"], row)
        return found

    def _add_finding(self, risk: int, row: Row) -> None:
        self.findings_count += 1
        known = self.codes.setdefault(row["code"], CodeCount(row, risk))
        known.count += 1
        if known.last_document != row["source_name"]:
            known.documents, known.last_document = known.documents + 1, row["source_name"]
        if risk > known.risk:
            known.row, known.risk = row, risk
        if row["code"] == "text-unread":
            self.unread_count += 1
            if len(self.unread) < MOST_UNREAD:
                texts = {"en": row["message_en"], "id": row["message_id"]}
                self.unread.append({"source_name": row["source_name"], "place": "", "why": None, **texts})
        # of equal risk the earlier one stays, so that the choice does not depend on the size of the heap
        entry = (risk, -self.findings_count, row)
        if len(self._heap) < MOST_FINDINGS:
            heapq.heappush(self._heap, entry)
        elif entry[:2] > self._heap[0][:2]:
            heapq.heapreplace(self._heap, entry)

    def findings(self) -> list[Row]:
        """The riskiest findings, riskiest first, those of equal risk in published order, each with its `risk`."""
        ordered = sorted(self._heap, key=lambda entry: (-entry[0], -entry[1]))
        return [row | {"risk": risk} for risk, _, row in ordered]


def shortened(text: str | None) -> str | None:
    """The text for a table of the report: cut with an ellipsis when it is very long. The files hold it whole."""
    return text if text is None or len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"
