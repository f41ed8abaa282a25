"""What stands around tables and names their rows: headings of small multiples, key: value lines, programmes."""

from __future__ import annotations

from dataclasses import replace

from normalize.context.plan import reading_to_contexts
from normalize.context.small_multiples import tables_to_headings
from normalize.knit.tables import reading_to_tables
from schemas.geometry import BBox
from schemas.table import Fragment, TextBlock
from tests.tables import normalize, reading, say, table

TABLE = "Uraian | 2021 | 2022\nBelanja | 5 | 6\nPendapatan | 7 | 8"


def multiples(*headings: str) -> list[Fragment | TextBlock]:
    return [block for number, heading in enumerate(headings, 1) for block in (say(heading, "heading"), table(TABLE, number))]


def test_three_tables_with_one_head_are_told_by_their_headings() -> None:
    """The heading names the rows; two tables are no set, and headings alike name nothing."""
    tables, _ = reading_to_tables(reading(*multiples("Dinas Pendidikan", "Dinas Kesehatan", "Dinas Sosial")))
    assert [heading.name.text for heading in tables_to_headings(tables).values()] == [
        "Dinas Pendidikan",
        "Dinas Kesehatan",
        "Dinas Sosial",
    ]
    tables, _ = reading_to_tables(reading(*multiples("Dinas Pendidikan", "Dinas Kesehatan")))
    assert tables_to_headings(tables) == {}


def test_codes_tell_the_heading_of_a_table_from_that_of_its_group() -> None:
    """The group's heading stands over the first of its tables and holds for those that follow."""
    tables, _ = reading_to_tables(
        reading(*multiples("PUBLIC WORKS\nPW-2107 Harbour Road", "PW-2114 Culverts", "PARKS\nPR-0310 Cannery Park"))
    )
    found = [
        (heading.group and heading.group.text, heading.code and heading.code.text, heading.name.text)
        for heading in tables_to_headings(tables).values()
    ]
    assert found == [
        ("PUBLIC WORKS", "PW-2107", "Harbour Road"),
        ("PUBLIC WORKS", "PW-2114", "Culverts"),
        ("PARKS", "PR-0310", "Cannery Park"),
    ]


def test_lines_above_a_table_hold_until_others_replace_them() -> None:
    """A programme for both tables, each with an activity of its own."""
    document = reading(
        say("Program : Program Jalan", "key_value"),
        say("Kegiatan : Kegiatan Bina", "key_value"),
        table(TABLE, 1),
        say("Kegiatan : Kegiatan Cipta", "key_value"),
        table(TABLE, 2),
    )
    contexts = reading_to_contexts(document)
    said = [contexts.of_fragment[fragment.ref] for fragment in document.fragments]
    assert [(label.text if (label := context.label("program")) else None) for context in said] == ["Program Jalan"] * 2
    assert [(label.text if (label := context.label("activity")) else None) for context in said] == [
        "Kegiatan Bina",
        "Kegiatan Cipta",
    ]
    assert len(contexts.used_blocks) == 3


def test_the_context_of_a_table_is_published_with_its_rows() -> None:
    """Where the rows print nothing of the kind themselves."""
    document = normalize(
        say("Program : Program Jalan", "key_value"), table("Indikator | Satuan | Target 2021\nPanjang jalan | Km | 5")
    )
    (observation,) = document.observations
    assert observation.labels.program == "Program Jalan"


def boxed(text: str, number: int, x0: float, top: float) -> Fragment:
    """A box of a tree of boxes, 100 points wide and 40 tall."""
    return replace(table(text, number, page=1), box=BBox(x0, top, x0 + 100, top + 40))


def test_a_title_in_the_first_row_of_a_table_is_a_key_of_its_rows() -> None:
    document = reading(table(f"Kegiatan : Kegiatan Bina | < | <\n{TABLE}"))
    context = reading_to_contexts(document).of_fragment[document.fragments[0].ref]
    assert [(key.field, key.value) for key in context.keys] == [("activity", "Kegiatan Bina")]


def test_a_box_of_a_tree_belongs_to_the_one_above_it_not_to_the_one_read_before() -> None:
    """A box below two is of neither, but of what both are of."""
    goal = boxed(f"Tujuan : Daya saing | < | <\n{TABLE}", 1, 60, 0)
    programs = [boxed(f"Program : Program {name} | < | <\n{TABLE}", n, x, 60) for name, n, x in (("A", 2, 0), ("B", 3, 120))]
    places = ((4, 0, 120), (5, 120, 120), (6, 60, 180))
    activities = [boxed(f"Kegiatan : Bina {n} | < | <\n{TABLE}", n, x, top) for n, x, top in places]
    document = reading(goal, *programs, *activities)
    contexts = reading_to_contexts(document).of_fragment
    said = [contexts[fragment.ref].label("program") for fragment in document.fragments[3:]]
    assert [label and label.text for label in said] == ["Program A", "Program B", None]
    assert all(label is not None for label in (contexts[one.ref].label("goal") for one in document.fragments))
