"""Observations: their labels, the same fact printed twice, the account of every cell."""

from __future__ import annotations

from dataclasses import replace

from normalize.levels.place import Place
from normalize.rows.records import Label
from normalize.rows.rejoin import table_to_rows
from normalize.tidy.layout import table_to_layout
from normalize.tidy.ledger import table_to_ledger
from normalize.tidy.observations import record_to_labels
from normalize.tidy.twins import observations_to_twins
from tests.normalize.knitted import headed, recorded
from tests.tables import normalize, table

ONE = "Indikator | Satuan | Target 2021\nPersentase jalan mantap | Persen | 80"
OTHER = "Indikator Kinerja | Satuan | Target 2021 | Target 2022\nPersentase jalan mantap | Persen | 80 | 85"


def test_the_same_fact_printed_twice_is_proven() -> None:
    """In two tables of one document; another number is told with both, and lowers neither: which is right is open."""
    first, second = (normalize(table(text, number)).observations for number, text in enumerate((ONE, OTHER), 1))
    both = [replace(o, table=number, confidence="consistent") for number, some in enumerate((first, second), 1) for o in some]
    agreed, findings = observations_to_twins(both)
    assert [o.confidence for o in agreed if o.period.year == 2021] == ["proven", "proven"]
    assert findings == ()
    differing = [replace(o, value=o.value and o.value + o.table) for o in both]
    told, findings = observations_to_twins(differing)
    assert {(o.confidence, o.flags[-1:]) for o in told if o.period.year == 2021} == {("consistent", ("figures-differ",))}
    assert [finding.code for finding in findings] == ["figures-differ"]


def test_names_of_a_row_go_to_the_labels_of_their_levels() -> None:
    """With the cells that they were read from."""
    (record,) = recorded("Program | Indikator | Satuan | Target 2021\nProgram Jalan | Panjang jalan | Km | 5")
    labels, cells = record_to_labels(record, Place("program", "printed", (("program", Label("Program Jalan", (), False)),)))
    assert (labels.program, labels.indicator, labels.unit) == ("Program Jalan", "Panjang jalan", "Km")
    assert {name for name, _ in cells} >= {"indicator", "unit"}


def test_every_cell_is_accounted_for_once() -> None:
    """In a table that publishes nothing what is printed counts as no planning."""
    found, columns = headed(ONE)
    rows, _ = table_to_rows(found, columns)
    ledger = table_to_ledger(found, columns, rows, ())
    assert len(ledger) == len({entry.cell for entry in ledger}) == 6
    assert {entry.disposition for entry in ledger} == {"not_planning"}


def test_the_layout_of_a_table_is_what_was_understood() -> None:
    """A column each, a row each."""
    found, columns = headed(OTHER)
    layout = table_to_layout(found, columns, table_to_rows(found, columns)[0])
    assert len(layout.columns) == 4
