"""Names below a programme that add up to it."""

from __future__ import annotations

from schemas.observation import Level
from tests.tables import normalize, table

HEAD = "Program / Kegiatan | Satuan | Target 2025 | Pagu 2025 (Rp)\n"


def levels(rows: str) -> dict[str, Level]:
    document = normalize(table(HEAD + rows))
    return {one.labels.indicator or "": one.level for one in document.observations}


def test_all_names_that_make_up_the_programme_are_of_one_level() -> None:
    found = levels(
        "Program Kebersihan | | | 170.000.000\nPenyusunan rencana induk | Kali | 4 | 71.000.000\n"
        "Koordinasi pasar | Kali | 12 | 30.000.000\nPenyediaan jasa | Kali | 12 | 48.000.000\nPelaksanaan evaluasi | Kali | 2 | 21.000.000"
    )
    assert found.pop("Program Kebersihan") == "program"
    assert set(found.values()) == {"activity"}


def test_parts_of_an_activity_are_its_parts() -> None:
    """The programme is the sum of its activities, not of all names below it."""
    found = levels(
        "Program Kebersihan | | | 101.000.000\nPengelolaan sampah | Kali | 4 | 71.000.000\n"
        "Pengangkutan sampah | Kali | 12 | 41.000.000\nPemilahan sampah | Kali | 12 | 30.000.000\nPembinaan warga | Kali | 2 | 30.000.000"
    )
    assert found["Pengangkutan sampah"] == "sub_activity"
    assert found["Pengelolaan sampah"] == "activity"
