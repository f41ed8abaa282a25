"""The quick gate against pandera: what the gate lets through, pandera finds nothing wrong with, and the other way round."""

from __future__ import annotations

import pandas as pd
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rajut.stage.check import result_to_frames
from rajut.stage.frames import open_schema
from schemas.contracts.catalog import TABLES, SchemaErrors, arrow_schema, contract
from schemas.contracts.gate import certainly_valid
from tests.rajut.publish.documents import break_observation, make_result

FRAMES = result_to_frames(break_observation(make_result(), 0, level="boss"))


def pandera_passes(name: str, table: pa.Table) -> bool:
    try:
        contract(name).validate(table.to_pandas(types_mapper=pd.ArrowDtype), lazy=True)
    except SchemaErrors:
        return False
    return True


_ODD = {
    "string": st.one_of(
        st.none(), st.text(max_size=3), st.sampled_from(["number", "range", "quarter", "none", "blank", "refused"])
    ),
    "bool": st.one_of(st.none(), st.booleans()),
    "double": st.one_of(st.none(), st.floats()),
    "float": st.one_of(st.none(), st.floats(width=32)),
    "int8": st.one_of(st.none(), st.integers(-128, 127)),
    "int16": st.one_of(st.none(), st.integers(-(2**15), 2**15 - 1)),
    "int32": st.one_of(st.none(), st.integers(-(2**31), 2**31 - 1)),
}


@st.composite
def damaged(draw: st.DrawFn) -> tuple[str, pa.Table]:
    """A good table with one value replaced, or one row repeated."""
    name = draw(st.sampled_from(TABLES))
    table = FRAMES[name].cast(open_schema(name))
    if draw(st.booleans()):
        return name, pa.concat_tables([table, table.slice(draw(st.integers(0, table.num_rows - 1)), 1)])
    column = draw(st.sampled_from(table.schema.names))
    values = table.column(column).to_pylist()
    values[draw(st.integers(0, len(values) - 1))] = draw(_ODD[str(table.schema.field(column).type)])
    kind = table.schema.field(column).type
    return name, table.set_column(table.schema.get_field_index(column), table.schema.field(column), pa.array(values, kind))


@settings(deadline=None, max_examples=150)
@given(damaged())
def test_gate_and_pandera_agree(case: tuple[str, pa.Table]) -> None:
    """For any single damage to any table, the gate passes exactly when pandera does."""
    name, table = case
    assert certainly_valid(name, table) == pandera_passes(name, table)


@pytest.mark.parametrize("name", TABLES)
def test_good_and_empty_tables_pass_both(name: str) -> None:
    """A table as the pipeline makes it, and one without rows, pass gate and pandera."""
    for table in (FRAMES[name], arrow_schema(name).empty_table()):
        assert certainly_valid(name, table)
        assert pandera_passes(name, table)
