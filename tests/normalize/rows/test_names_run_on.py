"""Names of objectives whose lines stand beside several rows of an open table."""

from __future__ import annotations

from dataclasses import replace

from normalize.rows.names_run_on import rows_to_names_run_on
from normalize.rows.rejoin import table_to_rows
from schemas.table import GridKind
from tests.normalize.knitted import headed
from tests.tables import normalize, table

ROWS = """
Sasaran | Indikator | Target 2024
Meningkatnya kualitas jalan dan | Tingkat kemantapan jalan | 78
{rest} | Wilayah bebas genangan | 82
Meningkatnya tata ruang | Kesesuaian tata ruang | 63
"""


def objectives(rest: str, kind: GridKind) -> list[str | None]:
    fragment = replace(table(ROWS.format(rest=rest)), grid_kind=kind)
    return [one.labels.objective for one in normalize(fragment).observations]


def test_the_rest_of_a_name_in_small_letters_is_no_name() -> None:
    whole = "Meningkatnya kualitas jalan dan drainase perkotaan"
    assert objectives("drainase perkotaan", GridKind.ALIGNED) == [whole, whole, "Meningkatnya tata ruang"]


def test_a_name_of_its_own_stays_one() -> None:
    """It begins with a capital, as names of the table do; or rules part the rows."""
    assert objectives("Drainase perkotaan", GridKind.ALIGNED)[1] == "Drainase perkotaan"
    assert objectives("drainase perkotaan", GridKind.RULED)[1] != "Meningkatnya kualitas jalan dan drainase perkotaan"


def test_the_whole_name_is_told_as_a_repair() -> None:
    read, columns = headed(ROWS.format(rest="drainase perkotaan"))
    read = replace(read, fragments=tuple(replace(one, grid_kind=GridKind.ALIGNED) for one in read.fragments))
    rows, findings = rows_to_names_run_on(read, table_to_rows(read, columns)[0], columns)
    assert [finding.code for finding in findings] == ["row-rejoined"]
    assert not rows[1].slots[0]
