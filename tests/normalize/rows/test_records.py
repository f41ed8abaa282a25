"""What a blank or merged cell inherits: labels, never values."""

from tests.tables import normalize, one, table, values

HEADER = "Program | Kegiatan | Indikator | Satuan | 2021 | 2022\n"


def test_blank_labels_inherit_from_above() -> None:
    """A row that starts further right lies inside the names on its left."""
    document = normalize(
        table(HEADER + "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\n | | Jumlah dokumen | Unit | 3 | 4")
    )
    labels = one(document, "Jumlah dokumen", 2021).labels
    assert (labels.program, labels.activity) == ("Program A", "Kegiatan B")


def test_a_new_name_ends_what_lies_inside_the_old_one() -> None:
    """A new programme has no activity until one is printed."""
    rows = "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\nProgram E | | Jumlah formulir | Unit | 3 | 4"
    assert one(normalize(table(HEADER + rows)), "Jumlah formulir", 2021).labels.activity is None


def test_merged_names_belong_to_all_their_rows() -> None:
    """A name over three rows is the name of each."""
    rows = "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\n ^ | ^ | Jumlah dua | Unit | 3 | 4\n ^ | ^ | Jumlah ekor | Unit | 5 | "
    document = normalize(table(HEADER + rows))
    assert {(o.labels.program, o.labels.activity) for o in document.observations} == {("Program A", "Kegiatan B")}


def test_units_are_not_inherited_over_a_blank() -> None:
    """A missing unit stays missing; the unit above belongs to another indicator."""
    document = normalize(
        table(HEADER + "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\n | | Jumlah dokumen | | 3 | 4")
    )
    assert one(document, "Jumlah dokumen", 2021).labels.unit is None


def test_blank_values_stay_blank() -> None:
    """A blank below a figure is a blank, and is published as one."""
    document = normalize(
        table(HEADER + "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\n | | Jumlah dokumen | Unit | | 4")
    )
    assert one(document, "Jumlah dokumen", 2021).value_status == "blank"


def test_a_merged_value_is_published_once() -> None:
    """An amount that covers two indicators belongs to the first; the second has no value cell of its own."""
    rows = "Program A | Kegiatan B | Jumlah catatan | Orang | 10 | 2\n | | Jumlah dokumen | Unit | ^ | 4"
    assert values(normalize(table(HEADER + rows))) == [
        ("Jumlah catatan", 2021, 10),
        ("Jumlah catatan", 2022, 2),
        ("Jumlah dokumen", 2022, 4),
    ]


def test_a_merged_value_is_said_to_be_merged() -> None:
    """Whoever sums the column must know that the amount stands for two rows."""
    rows = "Program A | Kegiatan B | Jumlah catatan | Orang | 10 | 2\n | | Jumlah dokumen | Unit | ^ | 4"
    assert "value-merged" in one(normalize(table(HEADER + rows)), "Jumlah catatan", 2021).flags


def test_a_band_ends_inheritance() -> None:
    """Labels are not carried over a group row."""
    rows = "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\nSASARAN LAIN | < | < | < | < | <\n | | Jumlah dokumen | Unit | 3 | 4"
    assert one(normalize(table(HEADER + rows)), "Jumlah dokumen", 2021).labels.activity is None


def test_total_rows_give_no_observation() -> None:
    """A total is evidence for the audit, not an indicator."""
    rows = "Program A | Kegiatan B | Jumlah catatan | Orang | 1 | 2\nJUMLAH | | | | 1 | 2"
    assert {o.labels.indicator for o in normalize(table(HEADER + rows)).observations} == {"Jumlah catatan"}
