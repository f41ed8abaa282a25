"""Running heads and feet inside the grids of pages."""

from __future__ import annotations

from normalize.knit.running_lines import fragments_to_running_lines, rows_without_running_lines
from normalize.knit.slots import fragment_to_rows
from tests.tables import normalize, table

HEAD = "Program | Indikator | 2021 | 2022\n"
FIRST = "PROGRAM PASAR | Jumlah pasar rakyat | 3 | 4\nRenstra Dinas Pasar 2021-2026 / VI-12 | | |"


def pages(top: str, foot: str) -> dict[tuple[str | None, int | None], float | None]:
    second = f"{top} | | |\n^ | Jumlah kios | 5 | 6\nPROGRAM UKM | Jumlah pelaku usaha | 7 | 8\n{foot} | | |"
    third = f"{top} | | |\nPROGRAM KOPERASI | Jumlah koperasi aktif | 9 | 10"
    document = normalize(table(HEAD + FIRST, page=1), table(second.replace("^", ""), page=2), table(third, page=3))
    return {(o.labels.indicator, o.period.year): o.value for o in document.observations} | {
        (o.labels.program, None): None for o in document.observations
    }


def test_a_line_with_the_page_number_is_none_of_the_rows() -> None:
    found = pages("BAB VI RENCANA PROGRAM", "Renstra Dinas Pasar 2021-2026 / VI-13")
    assert found["Jumlah kios", 2022] == 6
    assert {program for program, year in found if year is None} == {"PROGRAM PASAR", "PROGRAM UKM", "PROGRAM KOPERASI"}


def test_a_name_that_is_printed_again_is_a_name() -> None:
    """Without any number that changes from page to page nothing says that the lines are the page's."""
    found = pages("PROGRAM PASAR", "Catatan: angka sementara")
    assert "PROGRAM PASAR" in {program for program, year in found if year is None}


def test_only_lines_on_several_pages_run() -> None:
    """The same words with another number, at the top or the foot; one page alone has none."""
    both = [table(f"Jumlah A | 5\nRenstra Dinas Pasar VI-{page} |", page=page) for page in (1, 2)]
    running = fragments_to_running_lines(both)
    assert len(running) == 1
    assert fragments_to_running_lines(both[:1]) == frozenset()
    top, between, foot = rows_without_running_lines(fragment_to_rows(both[0]), running)
    assert (len(top), len(between), [item.role for item in foot]) == (0, 1, ["furniture"])
