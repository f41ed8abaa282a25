"""rejected.parquet: observations that broke the contract, with the reason. Nothing is dropped silently."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera
import pyarrow

from schemas.contracts.observations import Observations

TITLE = "One row per observation that broke the contract, whole as it was, with the names of the checks and the reason."
_REASONS = {
    "observation_id": "Key that the observation would have had",
    "document_id": "Document, as in documents.parquet",
    "checks": "Names of the checks that failed, sorted, joined by ';'",
    "reason_en": "Why it was rejected, in English",
    "reason_id": "Why it was rejected, in Bahasa Indonesia",
}


def rejected_schema() -> pandera.DataFrameSchema:
    """The contract of rejected.parquet: key and reason, then the columns of observations.parquet without its checks. A number
    that does not even fit its column's type is null, and the reason tells it."""
    text = pd.ArrowDtype(pyarrow.string())
    columns = {
        name: pandera.Column(text, nullable=False, unique=name == "observation_id", description=words)
        for name, words in _REASONS.items()
    }
    for name, column in Observations.to_schema().columns.items():
        if name not in columns:
            columns[name] = pandera.Column(
                column.dtype, nullable=True, description=f"As in observations: {column.description}"
            )
    return pandera.DataFrameSchema(columns, strict=True, ordered=True, name="Rejected", description=TITLE)
