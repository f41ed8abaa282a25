"""Tables that documents broke: the clean table comes back, or a finding says why not; never a silently wrong number."""

from __future__ import annotations

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from normalize.document import reading_to_normalized
from schemas.codes import CODES
from schemas.kind import builtin_kinds
from schemas.normalized import NormalizedDocument
from schemas.observation import Observation
from tests.broken_tables import (
    FIELDS,
    HEADS,
    Breaks,
    BrokenTable,
    CleanTable,
    Convention,
    break_table,
    breaks_of,
    kegiatan_tables,
    program_tables,
)
from tests.replaying import document_to_unreplayed, reading_to_texts

SURE = ("proven", "consistent")
TABLES = st.one_of(kegiatan_tables(), program_tables())


@st.composite
def broken_tables(draw: st.DrawFn) -> tuple[CleanTable, Breaks]:
    table = draw(TABLES)
    return table, draw(breaks_of(table))


def normalize(broken: BrokenTable) -> NormalizedDocument:
    return reading_to_normalized(broken.reading, builtin_kinds())


def labels_of(observation: Observation, table: CleanTable) -> tuple[str | None, ...]:
    labels = observation.labels
    own = labels.sub_activity or labels.activity
    return tuple(own if name == "name" else getattr(labels, name) for name in FIELDS[table.layout])


def warned(document: NormalizedDocument) -> bool:
    """Some step other than the audit of the source's own arithmetic asks a person to look."""
    return any(
        CODES[finding.code].severity != "info" and (CODES[finding.code].stage != "audit" or finding.code == "text-cut")
        for finding in document.findings
    )


def silent_errors(broken: BrokenTable, document: NormalizedDocument) -> list[str]:
    """Observations that are called sure and have another number or year than the clean table."""
    found = []
    for o in document.observations:
        expected = broken.values.get(o.cell)
        if o.confidence not in SURE or o.value is None:
            continue
        if expected is None:
            found.append(f"invented {o.value_text!r} at {o.cell}")
        elif o.period.year != expected.year or expected.value is None or o.value != float(expected.value):
            found.append(f"{o.cell}: {o.value} in {o.period.year}, printed {expected.value} in {expected.year}")
    return found


def unexplained(table: CleanTable, broken: BrokenTable, document: NormalizedDocument) -> list[str]:
    """Clean values and labels that did not come back although nothing asks a person to look."""
    if warned(document):
        return []
    by_cell = {o.cell: o for o in document.observations}
    found = [f"{cell} is invented" for cell in by_cell if cell not in broken.values]
    for cell, expected in broken.values.items():
        o = by_cell.get(cell)
        if o is None:
            found.append(f"{cell} is lost")
        elif o.confidence in SURE and o.value != (None if expected.value is None else float(expected.value)):
            found.append(f"{cell}: {o.value} for {expected.value}")
        elif labels_of(o, table) != expected.row.labels:
            found.append(f"{cell}: {labels_of(o, table)} for {expected.row.labels}")
    return found


@given(broken_tables())
@settings(max_examples=150, deadline=None)
def test_no_number_is_silently_wrong(case: tuple[CleanTable, Breaks]) -> None:
    """A value called proven or consistent has the number and the year that the clean table has in that place."""
    broken = break_table(*case)
    assert silent_errors(broken, normalize(broken)) == []


@given(broken_tables())
@settings(max_examples=150, deadline=None)
def test_the_clean_table_comes_back_or_a_finding_says_why_not(case: tuple[CleanTable, Breaks]) -> None:
    """Every value with all its labels, or at least one warning."""
    broken = break_table(*case)
    assert unexplained(case[0], broken, normalize(broken)) == []


@given(broken_tables())
@settings(max_examples=60, deadline=None)
def test_every_source_cell_is_in_the_ledger_once(case: tuple[CleanTable, Breaks]) -> None:
    """Whatever happens to a table, the ledger has each of its cells exactly once."""
    broken = break_table(*case)
    assert [entry.cell for entry in normalize(broken).ledger] == sorted(reading_to_texts(broken.reading))


@given(broken_tables())
@settings(max_examples=60, deadline=None)
def test_values_are_never_inherited(case: tuple[CleanTable, Breaks]) -> None:
    """A value's text is that of its own cell, and no cell's value is published twice."""
    broken = break_table(*case)
    observations = normalize(broken).observations
    texts = reading_to_texts(broken.reading)
    assert [o.value_text for o in observations] == [" ".join(texts[o.cell].split()) for o in observations]
    assert len({o.cell for o in observations}) == len(observations)


@given(broken_tables())
@settings(max_examples=60, deadline=None)
def test_repairs_replayed_over_raw_text_give_the_published_text(case: tuple[CleanTable, Breaks]) -> None:
    """For every label and every value; a text that changed without a repair fails."""
    broken = break_table(*case)
    assert document_to_unreplayed(broken.reading, normalize(broken)) == []


@given(broken_tables())
@settings(max_examples=20, deadline=None)
def test_the_same_reading_gives_the_same_answer(case: tuple[CleanTable, Breaks]) -> None:
    """Nothing depends on the order of earlier documents or on caches."""
    broken = break_table(*case)
    assert normalize(broken) == normalize(broken)


ONE_BREAK = {
    "a page without a header": Breaks(pages=(2,)),
    "a page with a blank header": Breaks(pages=(2,), again="blank"),
    "a page with the header again": Breaks(pages=(2,), again="repeated"),
    "three pages": Breaks(pages=(1, 2, 3)),
    "columns that drift": Breaks(pages=(2,), geometry=True, drift=7.0),
    "a title that says 'Lanjutan'": Breaks(pages=(2,), between="continued"),
    "page numbers between": Breaks(pages=(2,), between="furniture"),
    "a row cut over the pages": Breaks(pages=(2,), cut=True),
    "a row cut over the pages, header again": Breaks(pages=(2,), cut=True, again="repeated"),
    "years broken by a space": Breaks(year_gap=" "),
    "years broken by a line end": Breaks(year_gap="\n"),
    "years over the label columns": Breaks(shifted=True),
    "names merged over their rows": Breaks(merged=True),
    "a spanning 'Target'": Breaks(spanner=True),
    "a banner": Breaks(banner=True),
    "a banner and the header again": Breaks(banner=True, pages=(2,), again="repeated"),
    "column numbers": Breaks(numbers="plain"),
    "column numbers in brackets": Breaks(numbers="brackets"),
    "column numbers again": Breaks(numbers="plain", pages=(2,), again="repeated"),
    "no period in the title": Breaks(titled=False),
    "percent signs in the cells": Breaks(conventions=(Convention(percent="%"), Convention(percent=" %"))),
}


@pytest.mark.parametrize("defect", ONE_BREAK)
@given(TABLES)
@settings(max_examples=15, deadline=None)
def test_one_defect_alone_is_always_mended(defect: str, table: CleanTable) -> None:
    """With one kind of defect the clean table comes back whole, and no warning is needed."""
    breaks = ONE_BREAK[defect]
    if breaks.shifted:
        assume(len(table.years) <= len(HEADS[table.layout]))
    assume(len(table.rows) > max(breaks.pages, default=0))
    broken = break_table(table, breaks)
    document = normalize(broken)
    assert {o.cell: (o.value, o.period.year, labels_of(o, table)) for o in document.observations} == {
        cell: (None if e.value is None else float(e.value), e.year, e.row.labels) for cell, e in broken.values.items()
    }
    assert not warned(document)


MIXED = Breaks(conventions=(Convention("", ","), Convention(".", ","), Convention(",", ".")))


@pytest.mark.parametrize(
    "defect", [Breaks(number_gap=" "), Breaks(number_gap="\n"), MIXED], ids=["space", "line end", "conventions"]
)
@given(kegiatan_tables())
@settings(max_examples=40, deadline=None)
def test_hard_numbers_are_right_or_open(defect: Breaks, table: CleanTable) -> None:
    """Digits broken apart, dots and commas mixed: each number is the clean one or ambiguous, never another one."""
    broken = break_table(table, defect)
    for o in normalize(broken).observations:
        expected = broken.values[o.cell].value
        assert o.value_status == "ambiguous" or o.value == (None if expected is None else float(expected))


@given(kegiatan_tables())
@settings(max_examples=40, deadline=None)
def test_levels_are_told_by_sums(table: CleanTable) -> None:
    """Kegiatan that print the sums of what follows them are told from their sub kegiatan, name by name."""
    broken = break_table(table, Breaks())
    assert {o.cell: o.level for o in normalize(broken).observations} == {
        cell: e.row.level for cell, e in broken.values.items()
    }
