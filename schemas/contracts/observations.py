"""observations.parquet: one row per indicator row x measure x period, blank cells included."""

from __future__ import annotations

import pandas as pd
import pandera.pandas as pandera

from schemas.contracts.columns import (
    CELL_REF,
    DOCUMENT_ID,
    KEY,
    TABLE_ID,
    YEARS,
    Flag,
    Float64,
    Int8,
    Int16,
    Int32,
    Table,
    Text,
    one_of,
    optional,
    required,
)
from schemas.observation import (
    SUBPERIODS,
    Aggregation,
    Comparator,
    Confidence,
    DocumentType,
    Level,
    LevelBasis,
    Measure,
    PeriodKind,
    Revision,
    ValueStatus,
)
from schemas.unit import UnitKind

_NUMBERS = ("value", "value_low", "value_high", "scale")


class Observations(Table):
    """One row per indicator row x measure x period, blank cells included. For BI and analysis."""

    observation_id: Text = required(
        "Key, stable across reruns of the same document: document, cell, measure, period", unique=True
    )
    document_id: Text = required("First 16 hex digits of the SHA-256 of the file's bytes", str_matches=DOCUMENT_ID)
    source_name: Text = required(
        "Path of the file relative to the source folder given, '/' as separator", str_length={"min_value": 1}
    )
    table_id: Text = required("Logical table: '<document_id>-t03' is the third of its document", str_matches=TABLE_ID)
    table_kind: Text = required("Name of the table kind that matched, 'generic' if none did", str_length={"min_value": 1})
    page: Int32 = optional("Page of the value cell, from 1; null where the format has no pages", ge=1)
    row: Int32 = required("Row in the logical table's body, from 0", ge=0)
    cell_ref: Text = required(
        "The value cell: p3/t1/r4c2 is page 3, first table on it, grid row 4, column 2", str_matches=CELL_REF
    )
    region: Text = optional("Region, as printed in the document")
    organization: Text = optional("Organization, as printed in the document")
    region_code: Text = optional("Official code of the region (kode wilayah) where the printed name is one")
    organization_key: Text = optional("The organization under one name, whatever its case and with or without its region")
    document_type: Text = required("Type of the planning document", isin=one_of(DocumentType))
    period_start: Int16 = optional("First year of the document's planning period", **YEARS)
    period_end: Int16 = optional("Last year of the document's planning period", **YEARS)
    plan_key: Text = required("The plan: the same for all files and editions of one plan", str_length={"min_value": 1})
    edition: Int16 = required("Edition of the plan, from 1; files of one edition share it", ge=1)
    vision: Text = optional("Visi, as printed for this row")
    mission: Text = optional("Misi, as printed for this row")
    goal: Text = optional("Tujuan, as printed for this row")
    goal_indicator: Text = optional("Indikator tujuan, as printed for this row")
    objective: Text = optional("Sasaran, as printed for this row")
    program_code: Text = optional("Code of the program; codes are text")
    program: Text = optional("Name of the program")
    activity_code: Text = optional("Code of the kegiatan")
    activity: Text = optional("Name of the kegiatan")
    sub_activity_code: Text = optional("Code of the sub kegiatan")
    sub_activity: Text = optional("Name of the sub kegiatan")
    program_key: Text = optional("Key of the program, as in programs.parquet; the same in all documents", str_matches=KEY)
    path_key: Text = optional("Key of the place in the plan: program, kegiatan, sub kegiatan by name", str_matches=KEY)
    level: Text = required("Whose indicator this is", isin=one_of(Level))
    level_basis: Text = required("What the level rests on", isin=one_of(LevelBasis))
    indicator: Text = optional("Indicator, repaired text: line breaks, hyphens and page cuts mended")
    indicator_key: Text = optional(
        "Key of the indicator, as in indicators.parquet; the same in all documents and years", str_matches=KEY
    )
    formula: Text = optional("How the indicator is computed, as printed")
    unit: Text = optional("Unit of measurement (satuan), as printed")
    unit_norm: Text = optional("The unit under its one name: orang for Org, ORANG, org.")
    unit_kind: Text = optional("What the unit measures", isin=one_of(UnitKind))
    responsible: Text = optional("Who is responsible (penanggung jawab), as printed")
    location: Text = optional("Location (lokasi), as printed")
    note: Text = optional("Note (keterangan), as printed")
    measure: Text = required("What the value measures", isin=one_of(Measure))
    revision: Text = optional("Which version in revised plans (perubahan); null elsewhere", isin=one_of(Revision))
    period_kind: Text = required("What kind of period the value is for", isin=one_of(PeriodKind))
    year: Int16 = optional("Year, the first of a fiscal year, the last of a span; null for period_kind none", **YEARS)
    year_first: Int16 = optional("First year of a span where it is printed; null for all else", **YEARS)
    subperiod: Int8 = optional("Number of the quarter, semester or month", ge=1, le=12)
    period_label: Text = required("Header path of the value column, as repaired")
    value_text: Text = optional("The cell as printed, white space folded, nothing else changed")
    value_status: Text = required("How far the value could be read", isin=one_of(ValueStatus))
    value: Float64 = optional("The printed number times scale; percents keep the printed number (98,45% is 98.45)")
    value_exact: Text = optional("value in figures where float64 rounds it; null elsewhere", str_matches=r"^-?\d+(\.\d+)?$")
    value_low: Float64 = optional("Lower end of a range or bound")
    value_high: Float64 = optional("Upper end of a range or bound")
    comparator: Text = optional("How the value is to be compared", isin=one_of(Comparator))
    category: Text = optional("Category instead of a number: 'BB', 'WTP', 'Baik'")
    scale: Float64 = required("Factor between the printed number and value: 1, or 1e6 where the title says 'Rp juta'", gt=0)
    aggregation: Text = required("What a sum may count: the leaves of a plan, each once", isin=one_of(Aggregation))
    duplicate_of: Text = optional("Observation that says the same, in this document or in a better file of the same plan")
    confidence: Text = required(
        "How well the reading is supported: the least of the three that follow", isin=one_of(Confidence)
    )
    value_confidence: Text = required("How sure the number or text of the value is", isin=one_of(Confidence))
    name_confidence: Text = required("How sure the names of the row are", isin=one_of(Confidence))
    column_confidence: Text = required("How sure measure, period and scale of the column are", isin=one_of(Confidence))
    reviewed: Flag = required("A person answered about the value, its row or its column")
    flags: Text = optional("Codes of the findings that touch this row, sorted, joined by ';'")

    @pandera.dataframe_check(
        name="number-has-value", error="a number or bound needs a value", description="angka atau batas harus punya nilai"
    )
    @classmethod
    def number_has_value(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return ~frame["value_status"].isin(["number", "bound"]) | frame["value"].notna()

    @pandera.dataframe_check(
        name="only-numbers-have-value",
        error="only a number or bound may carry a value",
        description="hanya angka atau batas yang boleh punya nilai",
    )
    @classmethod
    def only_numbers_have_value(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return frame["value_status"].isin(["number", "bound"]) | frame["value"].isna()

    @pandera.dataframe_check(
        name="value-is-finite", error="a value must be a finite number", description="nilai harus berupa angka terhingga"
    )
    @classmethod
    def value_is_finite(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        finite = [frame[name].isna() | (frame[name].astype("float64").abs() < float("inf")) for name in _NUMBERS]
        return pd.concat(finite, axis=1).all(axis=1)

    @pandera.dataframe_check(
        name="range-has-ends",
        error="a range needs value_low and value_high, in this order",
        description="rentang harus punya value_low dan value_high, berurutan",
    )
    @classmethod
    def range_has_ends(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        in_order = frame["value_low"].astype("float64") <= frame["value_high"].astype("float64")
        return (frame["value_status"] != "range") | in_order

    @pandera.dataframe_check(
        name="category-is-named",
        error="a category value needs its category",
        description="nilai kategori harus punya kategori",
    )
    @classmethod
    def category_is_named(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return (frame["value_status"] != "category") | frame["category"].notna()

    @pandera.dataframe_check(
        name="printed-text-kept",
        error="only a blank cell may have no value_text, unless a person said its value",
        description="hanya sel kosong yang boleh tanpa value_text, kecuali nilainya diberikan pemeriksa",
    )
    @classmethod
    def printed_text_kept(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        empty = frame["value_text"].fillna("").str.strip() == ""
        return ((frame["value_status"] == "blank") == empty) | (empty & (frame["confidence"] == "reviewed"))

    @pandera.dataframe_check(
        name="no-year-without-period",
        error="a value without a period has no year and no subperiod",
        description="nilai tanpa periode tidak punya tahun dan subperiode",
    )
    @classmethod
    def no_year_without_period(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return (frame["period_kind"] != "none") | (frame["year"].isna() & frame["subperiod"].isna())

    @pandera.dataframe_check(
        name="year-is-known",
        error="a year or fiscal year needs its year",
        description="tahun atau tahun anggaran harus punya angka tahun",
    )
    @classmethod
    def year_is_known(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return ~frame["period_kind"].isin(["year", "fiscal_year"]) | frame["year"].notna()

    @pandera.dataframe_check(
        name="span-in-order",
        error="only a span has year_first, and it is before year",
        description="hanya rentang yang punya year_first, dan harus sebelum year",
    )
    @classmethod
    def span_in_order(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        first = frame["year_first"].astype("float64")
        return first.isna() | ((frame["period_kind"] == "span") & (first < frame["year"].astype("float64")))

    @pandera.dataframe_check(
        name="subperiod-fits-period",
        error="a quarter, semester or month needs its number within the year",
        description="triwulan, semester, atau bulan harus punya nomornya dalam setahun",
    )
    @classmethod
    def subperiod_fits_period(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        most = frame["period_kind"].astype("object").map(SUBPERIODS).astype("float64").fillna(0)
        number = frame["subperiod"].astype("float64").fillna(0)
        return (number <= most) & ((most == 0) | (number >= 1))

    @pandera.dataframe_check(
        name="planning-period-in-order",
        error="period_start must not be after period_end",
        description="period_start tidak boleh sesudah period_end",
    )
    @classmethod
    def planning_period_in_order(cls, frame: pd.DataFrame) -> pd.Series[bool]:
        return ~(frame["period_start"].astype("float64") > frame["period_end"].astype("float64"))
