"""The pandera models by the name of their table. `schemas.contracts.catalog.contract` is the way here: importing this brings pandas."""

from __future__ import annotations

from typing import Any

from schemas.contracts.cells import Cells
from schemas.contracts.documents import Documents
from schemas.contracts.findings import Findings
from schemas.contracts.observations import Observations
from schemas.contracts.rejected import rejected_schema
from schemas.contracts.summaries import Indicators, Programs
from schemas.contracts.tables import Tables

_MODELS: dict[str, Any] = {
    "observations": Observations,
    "tables": Tables,
    "cells": Cells,
    "findings": Findings,
    "documents": Documents,
    "indicators": Indicators,
    "programs": Programs,
}


def model_schema(name: str) -> Any:
    """The pandera schema of one table. Raises KeyError for a name outside the contract."""
    return rejected_schema() if name == "rejected" else _MODELS[name].to_schema()
