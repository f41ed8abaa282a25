"""The column types of the contract, and how a column is declared.

Every type is an Arrow type, so that a frame, a Parquet file and the descriptor cannot disagree, and nulls need no tricks.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Any, get_args

import pandas as pd
import pandera.pandas as pandera
import pyarrow

Text = Annotated[pd.ArrowDtype, pyarrow.string()]
Flag = Annotated[pd.ArrowDtype, pyarrow.bool_()]
Int8 = Annotated[pd.ArrowDtype, pyarrow.int8()]
Int16 = Annotated[pd.ArrowDtype, pyarrow.int16()]
Int32 = Annotated[pd.ArrowDtype, pyarrow.int32()]
Float32 = Annotated[pd.ArrowDtype, pyarrow.float32()]
Float64 = Annotated[pd.ArrowDtype, pyarrow.float64()]

YEARS = {"ge": 1900, "le": 2200}
DOCUMENT_ID = r"^[0-9a-f]{16}$"
TABLE_ID = r"^[0-9a-f]{16}-t\d{2,}$"
CELL_REF = r"^(p[1-9]\d*|d)/t[1-9]\d*/r\d+c\d+$"
DECISION = r"^[a-z]+:(p[1-9]\d*|d)/t[1-9]\d*(/r\d+c\d+(#[1-9]\d?)?|#c\d+)?$"
KEY = r"^[0-9a-f]{16}$"
FRAGMENT_REF = r"^(p[1-9]\d*|d)/t[1-9]\d*$"


def required(description: str, **checks: Any) -> Any:
    """A column that is never null. `unit` (points, pages, ...) goes to the descriptor; the rest are pandera checks."""
    return _column(description, nullable=False, **checks)


def optional(description: str, **checks: Any) -> Any:
    """A column that may be null; its checks hold for the values that are there."""
    return _column(description, nullable=True, **checks)


def one_of(literal: object) -> Sequence[str]:
    """The allowed values of a `Literal` type, so that the contract and the program's types are one list."""
    return list(get_args(literal))


def _column(description: str, *, nullable: bool, unit: str | None = None, **checks: Any) -> Any:
    return pandera.Field(description=description, nullable=nullable, metadata={"unit": unit} if unit else None, **checks)


class Table(pandera.DataFrameModel):
    """What all models share: exactly these columns, in this order."""

    class Config:
        """No column more or less, no conversion: a wrong type is a failure and never mended in silence."""

        strict = True
        ordered = True
        coerce = False
