"""Answers as a file beside the dataset: replayed by the next run, checked, listed, merged; broken ones stop with their lines."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from rajut.reference.corrections_file import load_corrections, save_corrections
from schemas.correction import CORRECTIONS, Correction, corrections_of
from schemas.errors import ExitCode
from tests.rajut.cli.runs import Run

PLAN = """| Indikator | Satuan | Target 2021 | Target 2022 |
| --- | --- | --- | --- |
| Jumlah jalan mantap | Km | 15 | 12 5 |
| Persentase kelulusan | % | 80 | 98,45 |
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    return path


@pytest.fixture
def out(run: Run, tmp_path: Path, source: Path) -> Path:
    out = tmp_path / "dataset"
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet").code == 0
    return out


def rows(out: Path) -> list[dict[str, object]]:
    return pyarrow.parquet.read_table(out / "observations.parquet").to_pylist()  # type: ignore[no-any-return]


def value(out: Path) -> dict[str, object]:
    """The open value of the plan."""
    return next(row for row in rows(out) if row["cell_ref"] == "d/t1/r1c3")


def answer(out: Path, after: str = "12.5") -> Correction:
    document = str(rows(out)[0]["document_id"])
    return Correction(
        document, "plan.md", "value:d/t1/r1c3", "12 5", "ambiguous", after, "sari", "2026-11-26T08:00:00Z", "seen"
    )


def bytes_of(out: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in out.iterdir() if path.is_file()}


def test_the_file_in_the_folder_is_replayed(run: Run, out: Path, source: Path) -> None:
    """The next run takes the answers beside the dataset, reads only the document that they are about, and gives the same bytes again."""
    assert value(out)["value"] is None
    save_corrections(out / CORRECTIONS, corrections_of([answer(out)]))
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet").code == 0
    assert (value(out)["value"], value(out)["confidence"]) == (12.5, "reviewed")
    first = bytes_of(out)
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet", "--force").code == 0
    assert bytes_of(out) == first
    assert run("corrections", "check", out).out.startswith(f"{out / CORRECTIONS}: 1 answers")
    (out / CORRECTIONS).unlink()
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet").code == 0
    assert value(out)["value"] is None


def test_only_documents_with_answers_are_read_again(run: Run, tmp_path: Path, source: Path, out: Path) -> None:
    """An answer about one document costs the reading of that one."""
    other = tmp_path / "other.md"
    other.write_text(PLAN.replace("jalan", "jembatan"), encoding="utf-8")
    assert run("convert", source, other, "--out", out, "--jobs", "0", "--quiet").code == 0
    save_corrections(out / CORRECTIONS, corrections_of([answer(out)]))
    ended = run("convert", source, other, "--out", out, "--jobs", "0", "--json")
    told = json.loads(ended.out)
    assert told["skipped"] == 1


def test_a_file_given_by_name_takes_its_place(run: Run, tmp_path: Path, source: Path, out: Path) -> None:
    """--corrections names another file than the one in the folder."""
    given = tmp_path / "mine.csv"
    save_corrections(given, corrections_of([answer(out, "125")]))
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet", "--corrections", given).code == 0
    assert value(out)["value"] == 125
    missing = run("convert", source, "--out", out, "--corrections", tmp_path / "none.csv")
    assert (missing.code, "file-missing" in missing.err) == (ExitCode.USAGE, True)


def test_contradicting_answers_stop_the_run_with_their_lines(run: Run, source: Path, out: Path) -> None:
    """Nothing is converted with half a file: both lines are named, in both languages, and the dataset stays."""
    path = out / CORRECTIONS
    save_corrections(path, corrections_of([answer(out)]))
    path.write_text(path.read_text() + path.read_text().splitlines()[1].replace("12.5", "125") + "\n", encoding="utf-8")
    ended = run("convert", source, "--out", out, "--jobs", "0")
    assert (ended.code, "lines 2, 3" in ended.err) == (ExitCode.USAGE, True)
    assert value(out)["value"] is None
    checked = run("corrections", "check", out, "--lang", "id")
    assert (checked.code, "saling bertentangan" in checked.err) == (ExitCode.USAGE, True)


def test_check_tells_what_the_dataset_does_not_show(run: Run, source: Path, out: Path) -> None:
    """Answers to another text, about another document, and those that wait for the next run."""
    good = answer(out)
    stale = replace(good, decision="value:d/t1/r2c3", read="97,45")
    foreign = replace(good, document_id="0" * 16, source_name="gone.pdf")
    save_corrections(out / CORRECTIONS, corrections_of([good, stale, foreign]))
    waiting = json.loads(run("corrections", "check", out, "--json").out)
    assert sorted(item["why"] for item in waiting["unapplied"]) == ["foreign", "waiting", "waiting"]
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet").code == 0
    ended = run("corrections", "check", out)
    assert ended.code == 0
    assert "value:d/t1/r2c3 of plan.md was not applied" in ended.err
    assert "gone.pdf: the document is not in this dataset" in ended.err


def test_answers_are_listed_and_merged(run: Run, tmp_path: Path, out: Path) -> None:
    """Two people's files become one; where they differ, the merge stops and names both."""
    one, two, all_of_them = tmp_path / "one.csv", tmp_path / "two.csv", tmp_path / "all.csv"
    save_corrections(one, corrections_of([answer(out)]))
    save_corrections(two, corrections_of([answer(out), replace(answer(out), decision="value:d/t1/r2c3", read="98,45")]))
    assert run("corrections", "merge", one, two, "--output", all_of_them).code == 0
    assert len(load_corrections(all_of_them)) == 2
    assert "value:d/t1/r1c3 '12 5' ambiguous → 12.5 (sari 2026-11-26T08:00:00Z: seen)" in run("corrections", "list", one).out
    assert json.loads(run("corrections", "list", one, "--json").out)[0]["after"] == "12.5"
    save_corrections(two, corrections_of([answer(out, "125")]))
    ended = run("corrections", "merge", one, two, "--output", all_of_them)
    assert (ended.code, "one.csv line 2: '12.5' ≠" in ended.err) == (ExitCode.USAGE, True)


def test_a_list_never_sends_control_characters_to_the_terminal(run: Run, tmp_path: Path, out: Path) -> None:
    """Texts of documents and people are shown, not run."""
    path = tmp_path / "evil.csv"
    save_corrections(path, corrections_of([replace(answer(out), why="\x1b[31mred", read="=1+1")]))
    listed = run("corrections", "list", path).out
    assert "\x1b" not in listed
    assert "'=1+1'" in listed


def test_answers_of_a_spreadsheet_are_taken_in(run: Run, tmp_path: Path, out: Path, source: Path) -> None:
    """Out to Excel, an answer typed, back in, replayed; a differing answer stops unless the new one is to count."""
    openpyxl = pytest.importorskip("openpyxl", reason="needs rajut[xlsx]")
    path = tmp_path / "review.xlsx"
    assert run("export", out, path, "--review", "--lang", "en").code == 0

    def fill(said: str) -> None:
        book = openpyxl.load_workbook(path)
        sheet = book["Values"]
        head = [cell.value for cell in sheet[1]]
        for row in sheet.iter_rows(min_row=2):
            if row[head.index("decision")].value == "value:d/t1/r1c3":
                row[head.index("Answer")].value = said
        book.save(path)

    fill("12,5")
    assert run("corrections", "import", path, "--out", out, "--who", "budi").code == 0
    assert run("convert", source, "--out", out, "--jobs", "0", "--quiet").code == 0
    assert (value(out)["value"], value(out)["confidence"]) == (12.5, "reviewed")
    fill("1.250")  # as text it can be two numbers: told in the language that was asked for, with both
    refused = run("corrections", "import", path, "--out", out, "--lang", "id")
    assert refused.code == ExitCode.USAGE
    assert "adalah teks dan bisa berarti 1250 atau 1.25; tulis yang dimaksud sebagai angka" in refused.err
    fill("125")
    assert run("corrections", "import", path, "--out", out).code == ExitCode.USAGE
    assert run("corrections", "import", path, "--out", out, "--replace").code == 0
    assert load_corrections(out / CORRECTIONS).items[0].after == "125"
