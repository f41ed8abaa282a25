"""indicators.parquet and programs.parquet: what is the same over documents and years, one row each."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.contracts.columns import KEY, YEARS, Int16, Int32, Table, Text, one_of, optional, required
from schemas.observation import Level
from schemas.unit import UnitKind

# in each model anew: pandera gives the name of an inherited check to the first model only
_YEARS_IN_ORDER = {
    "name": "years-in-order",
    "error": "year_first must not be after year_last",
    "description": "year_first tidak boleh sesudah year_last",
}


def _in_order(frame: pd.DataFrame) -> pd.Series[bool]:
    return ~(frame["year_first"].astype("float64") > frame["year_last"].astype("float64"))


class _Summary(Table):
    """Where, when and how often something is found: the last columns of both files."""

    region_code: Text = optional("Official code of the region")
    region: Text = optional("Region, as first printed")
    organization_key: Text = optional("Organization under one name")
    organization: Text = optional("Organization, as first printed")
    year_first: Int16 = optional("First year that a value is for", **YEARS)
    year_last: Int16 = optional("Last year that a value is for", **YEARS)
    documents: Int32 = required("Documents that have it", ge=1)
    document_ids: Text = required("These documents, joined by ';'")
    observations: Int32 = required("Rows in observations.parquet", ge=1)
    printed_values: Int32 = required("Those of them with something printed", ge=0)


class _OfIndicators(Table):
    """What only indicators have."""

    indicator_key: Text = required("Key, as in observations", unique=True, str_matches=KEY)
    indicator: Text = required("Name, as the first document has it")
    spellings: Text = required("All ways in which the name is written, joined by ' | '")
    level: Text = required("Whose indicator it is", isin=one_of(Level))
    program: Text = optional("Program that it belongs to")
    activity: Text = optional("Kegiatan that it belongs to")
    sub_activity: Text = optional("Sub kegiatan that it belongs to")
    unit_norm: Text = optional("Unit under its one name")
    unit_kind: Text = optional("What the unit measures", isin=one_of(UnitKind))
    formula: Text = optional("How it is computed, as first printed")


class _OfPrograms(Table):
    """What only programmes have."""

    program_key: Text = required("Key, as in observations", unique=True, str_matches=KEY)
    program: Text = required("Name, as the first document has it")
    spellings: Text = required("All ways in which the name is written, joined by ' | '")
    program_codes: Text = optional("The codes that it bears, joined by ';'; editions of the nomenclature renumber")


# the columns of the last base come first
class Indicators(_Summary, _OfIndicators):
    """One row per indicator over all documents and years. For series, and to see how an indicator is written."""

    @pandera.dataframe_check(**_YEARS_IN_ORDER)
    @classmethod
    def years_in_order(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _in_order(frame)


class Programs(_Summary, _OfPrograms):
    """One row per program over all documents and years. For budgets and coverage."""

    @pandera.dataframe_check(**_YEARS_IN_ORDER)
    @classmethod
    def years_in_order(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return _in_order(frame)
