"""Knits the broken tables of archived planning documents into data that people can trust.

    import rajut

    dataset = rajut.convert("renja.pdf", out="output", pages="40-60,75")
    dataset.observations.to_pandas()
    rajut.open_dataset("output").findings.to_polars()
    rajut.read_tables("renja.pdf")[0].to_pandas()      # as read, nothing knitted

What goes wrong is a `rajut.RajutError` with `code`, `cure` and `exit_code`. Importing this package is cheap: what a name needs is
loaded when the name is used first.
"""

from __future__ import annotations

import importlib
from typing import TYPE_CHECKING, Any

from rajut.shadows import ShadowedError, refuse_shadows
from rajut.version import SOFTWARE_VERSION

if TYPE_CHECKING:
    from rajut import schemas
    from rajut.library.conversion import convert
    from rajut.library.opened import Dataset, DataTable, open_dataset
    from rajut.library.raw_tables import Table, read_tables
    from schemas.errors import RajutError

__version__ = SOFTWARE_VERSION
_PLACES = {
    "convert": "rajut.library.conversion",
    "DataTable": "rajut.library.opened",
    "Dataset": "rajut.library.opened",
    "open_dataset": "rajut.library.opened",
    "RajutError": "schemas.errors",
    "read_tables": "rajut.library.raw_tables",
    "schemas": "rajut.schemas",
    "Table": "rajut.library.raw_tables",
}
__all__ = [
    "DataTable",
    "Dataset",
    "RajutError",
    "ShadowedError",
    "Table",
    "__version__",
    "convert",
    "open_dataset",
    "read_tables",
    "schemas",
]


def __getattr__(name: str) -> Any:
    """Loads what the name needs (PEP 562). Raises ShadowedError where somebody else's module stands in front of one of ours."""
    if name not in _PLACES:
        raise AttributeError(f"module 'rajut' has no attribute '{name}'")
    refuse_shadows()
    module = importlib.import_module(_PLACES[name])
    found = module if name == "schemas" else getattr(module, name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
