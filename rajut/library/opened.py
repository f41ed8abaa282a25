"""A published dataset as tables for pandas, Polars, or whatever takes Arrow."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pyarrow
import pyarrow.parquet

from rajut.publish.commit import dataset_path, read_snapshot
from schemas.errors import ContractError, EngineError, UsageError, error_to_detail

if TYPE_CHECKING:
    import pandas as pd
    import polars


@dataclass(frozen=True, slots=True)
class DataTable:
    """A pyarrow table that also becomes a frame of Polars. Whatever pyarrow's table has (`num_rows`, `column`, `filter`, ...) is
    here too, and whatever takes Arrow data (DuckDB, Polars, pyarrow) takes this."""

    arrow: pyarrow.Table

    def to_pandas(self, types_mapper: Callable[[pyarrow.DataType], Any] | None = None, **options: Any) -> pd.DataFrame:
        """A frame with Arrow's types unless `types_mapper` says otherwise, so that a year stays a whole number beside nulls."""
        import pandas as pd

        frame: pd.DataFrame = self.arrow.to_pandas(types_mapper=types_mapper or pd.ArrowDtype, **options)
        return frame

    def to_polars(self) -> polars.DataFrame:
        """A Polars frame over the same memory. Raises EngineError "engine-missing" where Polars is not installed."""
        try:
            import polars
        except ImportError as error:
            raise EngineError("engine-missing", name="polars", extra="polars") from error
        frame = polars.from_arrow(self.arrow)
        return frame if isinstance(frame, polars.DataFrame) else frame.to_frame()

    def __arrow_c_stream__(self, requested_schema: object | None = None) -> object:
        return self.arrow.__arrow_c_stream__(requested_schema)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self.arrow, name)

    def __len__(self) -> int:
        return int(self.arrow.num_rows)


@dataclass(frozen=True)
class Dataset:
    """The published set in a folder. A table is read when it is asked for first, and then kept.

    `folder` holds the Parquet files; `keeper` is whatever must live as long as they are needed (a temporary folder).
    """

    folder: Path
    snapshot: dict[str, Any] = field(repr=False)
    keeper: object = field(default=None, repr=False, compare=False)

    @cached_property
    def observations(self) -> DataTable:
        """One row per indicator row x measure x period."""
        return self.table("observations")

    @cached_property
    def tables(self) -> DataTable:
        """One row per logical table."""
        return self.table("tables")

    @cached_property
    def cells(self) -> DataTable:
        """One row per cell of the sources, used or not."""
        return self.table("cells")

    @cached_property
    def findings(self) -> DataTable:
        """One row per repair, finding or violation."""
        return self.table("findings")

    @cached_property
    def rejected(self) -> DataTable:
        """Observations that broke the contract, with the reason."""
        return self.table("rejected")

    @cached_property
    def documents(self) -> DataTable:
        """One row per input document, failed and refused ones included."""
        return self.table("documents")

    @cached_property
    def indicators(self) -> DataTable:
        """One row per indicator over all documents and years."""
        return self.table("indicators")

    @cached_property
    def programs(self) -> DataTable:
        """One row per program over all documents and years."""
        return self.table("programs")

    def table(self, name: str, columns: Sequence[str] | None = None) -> DataTable:
        """One of the tables that the snapshot lists, or some of its columns. Raises UsageError "output-missing" for a file that is
        not there, ContractError "dataset-damaged" for one that cannot be read."""
        path = dataset_path(self.folder, f"{name}.parquet")
        try:
            with pyarrow.parquet.ParquetFile(path) as file:
                return DataTable(file.read(columns=None if columns is None else list(columns)))
        except FileNotFoundError as error:
            raise UsageError("output-missing", name=str(self.folder), detail=f"no {path.name}") from error
        except (OSError, pyarrow.ArrowException) as error:
            detail = error_to_detail(error)
            raise ContractError(
                "dataset-damaged", name=str(self.folder), count="1", detail=f"{path.name}: {detail}"
            ) from error


def open_dataset(folder: str | os.PathLike[str], keeper: object = None) -> Dataset:
    """The dataset that is published in `folder`.

    Raises UsageError "output-missing" when there is none, ContractError "contract-older" or "contract-unreadable" for a contract
    version that this software does not read.
    """
    return Dataset(Path(folder), read_snapshot(Path(folder)), keeper)
