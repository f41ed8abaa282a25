"""The rows of a small document as plain lists, checked as they are: most documents of an archive have a few tables, and setting up Arrow
for each of them costs more than reading it."""

from __future__ import annotations

from collections.abc import Mapping

from rajut.identity.summaries import columns_to_summaries
from rajut.stage.check import OWNED, cells_to_owners, codes_by_cell, result_to_findings, result_to_ledger
from rajut.stage.frames import (
    Columns,
    cells_to_columns,
    document_to_columns,
    findings_to_columns,
    observations_to_columns,
    result_to_order,
    tables_to_columns,
)
from schemas.codes import CODES
from schemas.contracts.catalog import TABLES, arrow_schema
from schemas.contracts.row_gate import rows_certainly_valid
from schemas.result import DocumentResult

MOST_CELLS = 2_000
MOST_FINDINGS = 1_000


def result_to_rows(result: DocumentResult) -> Mapping[str, Columns] | None:
    """The tables of one document as lists by column, in the contract's order, when they certainly satisfy the contract; None
    for a document that is not small, or that somebody must look at closer (rajut.stage.check).

    Raises ContractError when the ledger does not add up.
    """
    cells = sum(len(fragment.cells) for fragment in result.fragments)
    findings = result_to_findings(result)
    if cells > MOST_CELLS or len(findings) > MOST_FINDINGS or any(finding.code not in CODES for finding in findings):
        return None
    ledger = result_to_ledger(result)
    observations = result_to_order(result)
    known = {row.entry.cell for row in ledger}
    if any(item.cell not in known for item in observations):
        return None
    rows: dict[str, Columns] = {
        "observations": observations_to_columns(result, observations),
        "rejected": {name: [] for name in arrow_schema("rejected").names},
        "findings": findings_to_columns(result, findings),
    }
    owners = cells_to_owners(observations, rows["observations"]["observation_id"])
    rows["cells"] = cells_to_columns(result.source.document_id, ledger, owners, codes_by_cell(findings))
    rows["tables"] = tables_to_columns(result, ledger, {name: rows[name].get("table_id", []) for name in OWNED})
    rows["documents"] = document_to_columns(result, {name: count_rows(columns) for name, columns in rows.items()})
    rows |= columns_to_summaries(rows["observations"])
    if not all(rows_certainly_valid(name, rows[name]) for name in TABLES):
        return None
    return {name: {column: rows[name][column] for column in arrow_schema(name).names} for name in TABLES}


def count_rows(columns: Columns) -> int:
    """How many rows the lists hold."""
    return len(next(iter(columns.values())))
