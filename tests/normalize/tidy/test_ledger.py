"""The account of every source cell, replay of repairs, and answers that do not depend on anything else."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from extract.options import ReadOptions
from extract.reading import document_to_reading
from extract.source import open_source
from normalize.document import reading_to_normalized
from schemas.kind import builtin_kinds
from schemas.normalized import NormalizedDocument
from tests.replaying import document_to_unreplayed, reading_to_texts
from tests.shared_corpus import shared_file
from tests.tables import normalize, reading, say, table

TABLE = """
    KEGIATAN | | | |
    Kegiatan/Sub Kegiatan | Indikator | Satuan | Target | <
    ^ | ^ | ^ | 2021 | 20 / 22
    (1) | (2) | (3) | (4) | (5)
    Penataan arsip | Jumlah dokumen hasil pena- / taan | Dokumen | 3 | 4
    | Jumlah arsip | Arsip | | 1
    JUMLAH | | | 3 | 5
    Sumber: Dinas Arsip | | | |
"""


def booked(document: NormalizedDocument, row: int) -> list[tuple[str, str]]:
    return [(entry.role, entry.disposition) for entry in document.ledger if entry.cell.row == row]


def test_titles_heads_and_column_numbers() -> None:
    """What stands above the body is used; a spanner is spread over its columns."""
    document = normalize(table(TABLE))
    assert booked(document, 0)[0] == ("title", "used")
    assert booked(document, 1)[3] == ("column_label", "spread")
    assert set(booked(document, 3)) == {("column_number", "used")}


def test_a_name_over_two_rows_is_spread_and_a_blank_value_is_a_value() -> None:
    """The name serves two rows; the blank cell of 2021 is published as a blank."""
    document = normalize(table(TABLE))
    assert booked(document, 4)[0] == ("row_label", "spread")
    assert booked(document, 5)[3] == ("value", "used")


def test_totals_and_notes() -> None:
    """Evidence for the audit is used; a remark is no planning value."""
    document = normalize(table(TABLE))
    assert booked(document, 6)[3] == ("total", "used")
    assert booked(document, 7)[0] == ("note", "not_planning")


def test_a_table_that_is_no_plan() -> None:
    """A list of contacts gives no observation, says why, and its cells are booked as not planning."""
    document = normalize(table("Nama | NIP | Jabatan\nAndi | 197001 | Kepala\nBudi | 198002 | Staf"))
    assert document.observations == ()
    assert document.tables[0].reason
    assert {entry.disposition for entry in document.ledger} <= {"not_planning", "blank"}


def test_repairs_replay_over_hyphens_and_cut_rows() -> None:
    """A hyphen resolved in the head of a cut row, then the tail joined: two repairs, one after the other."""
    document = reading(table(TABLE.split("JUMLAH", maxsplit=1)[0]), table(" | daerah yang ter- / tib | | | ", 2))
    assert document_to_unreplayed(document, reading_to_normalized(document, builtin_kinds())) == []


def test_a_program_name_broken_over_lines_replays() -> None:
    """A banner's text is a label like any other: mended with a repair at its cell."""
    banner = "PROGRAM PENGEM- / BANGAN ARSIP | | | |\n"
    document = reading(table(banner + TABLE.strip("\n").split("\n", 1)[1]))
    assert document_to_unreplayed(document, reading_to_normalized(document, builtin_kinds())) == []


def test_the_answer_does_not_depend_on_the_hash_seed() -> None:
    """Two processes with different hash seeds give the same answer to the letter."""
    code = "from tests.normalize.tidy.test_ledger import TABLE; from tests.tables import *; print(normalize(say('RENJA'), table(TABLE)))"
    root = Path(__file__).resolve().parents[3]
    answers = [
        subprocess.run(
            [sys.executable, "-c", code],
            cwd=root,
            env={"PYTHONHASHSEED": seed, "PYTHONPATH": str(root)},
            capture_output=True,
            check=True,
        ).stdout
        for seed in ("1", "2")
    ]
    assert answers[0] == answers[1] != b""


def test_one_document_does_not_colour_the_next() -> None:
    """No state is kept: the same document before and after another one."""
    blocks = (say("PROGRAM ARSIP", "heading"), table(TABLE))
    before = normalize(*blocks)
    normalize(say("PROGRAM LAIN", "heading"), table("Uraian | 2021\nA b c | 1.5"))
    assert normalize(*blocks) == before


DOCUMENTS = [
    "disdik-jabar-renstra-2013-2018.pdf",
    "bkpp2-jabar-renstra-2013-2018.pdf",
    "bkpsdm-tangsel-triwulan-2023.pdf",
    "badan-bahasa-renstra-2020-2024.pdf",
    "rumbai-renstra-2021-2022.pdf",
    "rumbai-renstra-2021-2022.docx",
    "diskanlaut-jabar-renja-2017.pdf",
    "kaltim-program-prioritas-2024.pdf",
    "augusta-fy2022-revenue.pdf",
    "baltimore-cip-2008.pdf",
]


@pytest.mark.shared
@pytest.mark.parametrize("name", DOCUMENTS)
def test_real_documents_are_accounted_for_and_replay(name: str) -> None:
    """Every cell once in the ledger; every label and number is its raw text after the recorded repairs."""
    source, data = open_source(shared_file(f"data/real/{name}"), None)
    document = document_to_reading(source, data, ReadOptions())
    normalized = reading_to_normalized(document, builtin_kinds())
    assert [entry.cell for entry in normalized.ledger] == sorted(reading_to_texts(document))
    assert document_to_unreplayed(document, normalized) == []
