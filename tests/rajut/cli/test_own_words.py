"""What people answered about heads becomes words of their own, and the next documents are read with them."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pyarrow.parquet
import pytest

from rajut.reference.corrections_file import save_corrections
from rajut.reference.own_words import corrections_to_terms, terms_to_toml
from schemas.correction import CORRECTIONS, Correction, corrections_of
from schemas.errors import ExitCode
from schemas.lexicon import VARIABLE, folders_to_lexicon
from tests.rajut.cli.runs import Run

ROOT = Path(__file__).resolve().parents[3]
PLAN = """| Indikator | Satuan | Target 2021 | Raihan Nyata 2021 |
| --- | --- | --- | --- |
| Jumlah jalan mantap | Km | 15 | 12 |
| Jumlah jembatan baik | Unit | 20 | 18 |
"""


def said(read: str, after: str, place: str = "column:d/t1#c3") -> Correction:
    return Correction("0123456789abcdef", "plan.md", place, read, "role=unknown", after, "sari", "2026-11-26T08:00:00Z")


def convert(source: Path, out: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """In a process of its own: words are chosen before anything is read."""
    command = [sys.executable, "-c", "from rajut.cli.app import main; main()", "convert", source, "--out", out, *options]
    return subprocess.run(list(map(str, command)), cwd=ROOT, capture_output=True, text=True, check=False)


def measures(out: Path) -> set[object]:
    return {row["measure"] for row in pyarrow.parquet.read_table(out / "observations.parquet").to_pylist()}


def test_a_head_that_was_answered_is_known_in_the_next_document(run: Run, tmp_path: Path) -> None:
    """Without the words the column has no measure; with those of one answer it has, in worker processes too, and a document that was
    there already is read again."""
    source, out, words = tmp_path / "plan.md", tmp_path / "out", tmp_path / "words"
    source.write_text(PLAN, encoding="utf-8")
    assert convert(source, out, "--jobs", "0").returncode == 0
    assert "realization" not in measures(out)
    answers = corrections_of([said("Raihan Nyata 2021", "role=value; measure=realization; year=2021")])
    save_corrections(tmp_path / CORRECTIONS, answers)
    told = run("corrections", "terms", tmp_path / CORRECTIONS, "-o", words)
    assert (told.code, (words / "answers" / "heads.toml").is_file()) == (ExitCode.OK, True)
    again = convert(source, out, "--jobs", "1", "--vocabulary", str(words))
    assert (again.returncode, "realization" in measures(out)) == (0, True), again.stderr


def test_heads_with_two_meanings_and_known_ones_teach_nothing() -> None:
    """Two people disagree, the words know the head already, the head is a year, the answer names a year alone."""
    items = [
        said("Raihan", "role=value; measure=realization"),
        said("Raihan", "role=value; measure=target", "column:d/t2#c3"),
        said("Target", "role=value; measure=target; year=2021", "column:d/t3#c3"),
        said("2021", "role=value; measure=target", "column:d/t4#c3"),
        said("Mufakat", "year=2021", "column:d/t5#c3"),
    ]
    assert corrections_to_terms(items) == ()
    assert terms_to_toml(()) == ""


def test_offered_words_are_a_vocabulary(tmp_path: Path) -> None:
    """Whatever a head prints, the folder is read without complaint, and its whole heads count before every pattern."""
    heads = ("Target Nyata", "K (%) + 'x'", "Hasil\\d.*", "Raihan & Lainnya, dst.")
    items = [said(head, "role=value; measure=realization", f"column:d/t{n}#c1") for n, head in enumerate(heads, 1)]
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "heads.toml").write_text(terms_to_toml(corrections_to_terms(items)), encoding="utf-8")
    first = folders_to_lexicon([tmp_path]).heads[0]
    assert (first.name, len(first.patterns)) == ("realization", len(heads))
    assert "^targetnyata" in " ".join(first.patterns)


def test_a_folder_that_is_not_there_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2 and the folder's name, before anything is read."""
    monkeypatch.delenv(VARIABLE, raising=False)
    done = convert(tmp_path, tmp_path / "out", "--vocabulary", str(tmp_path / "absent"))
    assert (done.returncode, "absent" in done.stderr) == (ExitCode.USAGE, True)
