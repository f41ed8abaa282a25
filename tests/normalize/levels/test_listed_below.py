"""What a list below a name says of it."""

from __future__ import annotations

from normalize.levels.listed_below import is_listed_below
from normalize.rows.records import Label, Record
from tests.tables import normalize, table


def test_a_list_below_an_activity_says_something_of_it() -> None:
    rows = """
Kode | Program/Kegiatan | Anggaran 2024 (Rp)
1.29 | Program Perencanaan Daerah | 900.000
1.29.01 | Penyusunan rencana kerja | 500.000
| - Terwujudnya kesesuaian dokumen |
1.29.02 | Evaluasi rencana kerja | 400.000
"""
    document = normalize(table(rows))
    listed = [one for one in document.observations if one.labels.indicator == "- Terwujudnya kesesuaian dokumen"]
    assert all(one.labels.activity == "Penyusunan rencana kerja" for one in listed)
    assert "- Terwujudnya kesesuaian dokumen" not in {one.labels.activity for one in document.observations}


def test_a_code_of_its_own_makes_it_a_part_of_the_plan() -> None:
    listed = Label("- Penataan arsip", (), False)
    assert is_listed_below(Record(1, {}, (), ()), listed)
    assert not is_listed_below(Record(1, {}, (), (), code=Label("1.29.03", (), False)), listed)
    assert not is_listed_below(Record(1, {}, (), ()), Label("Penataan arsip", (), False))
