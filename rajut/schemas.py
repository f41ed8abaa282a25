"""The pandera models of the published dataset, for checks of your own:

    frame = dataset.observations.to_pandas()
    rajut.schemas.Observations.validate(frame, lazy=True)

`contract(name)` gives the pandera schema of a table by its name, `arrow_schema(name)` the Arrow schema of its Parquet file.
"""

from schemas.contracts.catalog import KEYS, REFERENCES, TABLES, arrow_schema, contract
from schemas.contracts.cells import Cells
from schemas.contracts.documents import Documents
from schemas.contracts.findings import Findings
from schemas.contracts.observations import Observations
from schemas.contracts.rejected import rejected_schema
from schemas.contracts.summaries import Indicators, Programs
from schemas.contracts.tables import Tables
from schemas.contracts.version import CONTRACT_VERSION

__all__ = [
    "CONTRACT_VERSION",
    "KEYS",
    "REFERENCES",
    "TABLES",
    "Cells",
    "Documents",
    "Findings",
    "Indicators",
    "Observations",
    "Programs",
    "Tables",
    "arrow_schema",
    "contract",
    "rejected_schema",
]
