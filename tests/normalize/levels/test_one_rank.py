"""Names below a programme of which nothing says that one is a part of another."""

from __future__ import annotations

from normalize.levels.one_rank import RankedName, parts_are_told
from normalize.levels.solve import LevelChoice
from tests.tables import normalize, table

HEAD = "Program / Kegiatan | Indikator | Target 2017 | Pagu 2017 (Rp)\n"


def test_activities_stay_activities_where_nothing_tells_their_parts() -> None:
    """What costs less than the name above it, and is counted, is no part of it by that alone."""
    rows = (
        "Program Kesempatan Kerja | | | \nPadat karya lingkungan | Jumlah lokasi | 60 lokasi | 3.000.000.000\n"
        "Temu konsultasi | Jumlah peserta | 60 orang | 150.000.000\nBursa kerja daerah | Jumlah bursa | 2 kali | 90.000.000"
    )
    document = normalize(table(HEAD + rows))
    assert {one.level for one in document.observations if one.value is not None} == {"activity"}


def choice(level: str, basis: str, parent: int | None = None) -> LevelChoice:
    return LevelChoice(level, basis, 2.0, parent, ())  # type: ignore[arg-type]


def test_one_sum_among_many_wholes_that_hold_none_tells_nothing() -> None:
    names = [
        RankedName("activity", choice("activity", "sum")),
        RankedName("sub_activity", choice("sub_activity", "unknown", 0)),
        RankedName("activity", choice("activity", "unknown")),
        RankedName("sub_activity", choice("sub_activity", "unknown", 2)),
        RankedName("activity", choice("activity", "unknown")),
        RankedName("sub_activity", choice("sub_activity", "unknown", 4)),
    ]
    assert not parts_are_told(names)
    assert parts_are_told(names[:4])


def test_a_word_before_one_part_tells_that_there_are_some() -> None:
    assert parts_are_told([RankedName("activity", choice("activity", "cue")), RankedName("sub_activity", None)])
