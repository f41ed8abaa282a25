"""What people get wrong at the command line: one line that says what, a code, and a cure, in both languages. No traceback, no text of a
library."""

from __future__ import annotations

import io
import shutil
from dataclasses import dataclass
from pathlib import Path

import pytest

from schemas.errors import ExitCode
from tests.rajut.cli.runs import Ended, Run

ROOT = Path(__file__).resolve().parents[3]
MARKDOWN = ROOT / "samples" / "documents" / "cascading-tirta-kencana.md"
FOREIGN = ("pydantic", "Input should be", "Invalid value", "Traceback", "Error:", "Usage:", "errno", "Errno")


@dataclass(frozen=True)
class Wrong:
    """A command line, the code and exit status that it ends with, and what its line must say."""

    line: str
    code: str
    exit: int
    says: str


WRONG = (
    Wrong("convrt plan.md", "command-unknown", 2, "convert"),
    Wrong("tabel plan.md", "command-unknown", 2, "tables"),
    Wrong("zzz", "command-unknown", 2, "--help"),
    Wrong("plan.md", "command-unknown", 2, "--help"),
    Wrong("convert", "argument-missing", 2, "INPUTS"),
    Wrong("tables", "argument-missing", 2, "FILE"),
    Wrong("list", "argument-missing", 2, "FILE"),
    Wrong("inspect", "argument-missing", 2, "FILE"),
    Wrong("explain out", "argument-missing", 2, "REFERENCE"),
    Wrong("export out", "argument-missing", 2, "TARGET"),
    Wrong("nomenclature", "argument-missing", 2, "COMMAND"),
    Wrong("convert plan.md --output out", "option-unknown", 2, "--out"),
    Wrong("convert plan.md --job 2", "option-unknown", 2, "--jobs"),
    Wrong("convert plan.md --ouput x", "option-unknown", 2, "--out"),
    Wrong("tables plan.md --fromat csv", "option-unknown", 2, "--format"),
    Wrong("convert plan.md --zzz", "option-unknown", 2, "--help"),
    Wrong("convert plan.md --jobs", "option-empty", 2, "--jobs"),
    Wrong("status --lang", "option-empty", 2, "--lang"),
    Wrong("convert plan.md --jobs two", "value-invalid", 2, "'two'"),
    Wrong("convert plan.md --jobs=-1", "value-invalid", 2, "0"),
    Wrong("convert plan.md -jx", "value-invalid", 2, "'x'"),
    Wrong("convert plan.md --timeout soon", "value-invalid", 2, "'soon'"),
    Wrong("convert plan.md --timeout 0", "value-invalid", 2, "0.1"),
    Wrong("convert plan.md --memory 1", "value-invalid", 2, "16"),
    Wrong("convert plan.md --engine tabula", "value-invalid", 2, "pdfplumber"),
    Wrong("convert plan.md --ocr maybe", "value-invalid", 2, "never"),
    Wrong("tables plan.md -f yaml", "value-invalid", 2, "json, csv, html, md"),
    Wrong("query out -f xml", "value-invalid", 2, "csv"),
    Wrong("export out data.doc", "value-invalid", 2, ".xlsx"),
    Wrong("inspect plan.pdf -o page.doc", "value-invalid", 2, ".svg"),
    Wrong("status out more", "argument-extra", 2, "'more'"),
    Wrong("tables plan.md other.md", "argument-extra", 2, "'other.md'"),
    Wrong("convert plan.md --pages 5-3 -j 0 --out o", "pages-invalid", 2, "5-3"),
    Wrong("tables plan.md --pages 0 -j 0", "pages-invalid", 2, "0"),
    Wrong("list plan.md --pages x -j 0", "pages-invalid", 2, "x"),
    Wrong("convert missing.pdf -j 0 --out o", "file-missing", 2, "missing.pdf"),
    Wrong("convert 'none-*.pdf' -j 0 --out o", "glob-empty", 2, "none-*.pdf"),
    Wrong("convert https://example.org/plan.pdf --out o", "address-refused", 2, "https://example.org/plan.pdf"),
    Wrong("tables http://example.org/plan.pdf", "address-refused", 2, "http://example.org/plan.pdf"),
    Wrong("convert plan.md --out https://example.org/o", "address-refused", 2, "https://example.org/o"),
    Wrong("convert - -j 0 --out o", "input-empty", 2, "-"),
    Wrong("convert plan.md -j 0 --out foreign", "output-foreign", 8, ".bashrc"),
    Wrong("convert plan.md -j 0 --out home", "output-home", 8, "home"),
    Wrong("query nowhere", "output-missing", 2, "nowhere"),
    Wrong('query out "SELEC 1"', "query-invalid", 2, "SELEC"),
    Wrong('query out "SELECT budget FROM budgets"', "query-invalid", 2, "budgets"),
    Wrong("query out \"COPY observations TO 'x.csv'\"", "query-invalid", 2, "x.csv"),
    Wrong("explain out p9/t9/r9c9", "reference-unknown", 2, "p9/t9/r9c9"),
    Wrong("list notes.txt -j 0", "no-table-text", 5, "|"),
    Wrong("convert notes.txt -j 0 --out o -q", "no-table-text", 5, "|"),
)


@pytest.fixture
def place(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with a plan, a dataset, plain text, somebody's folder of dotfiles, and a home."""
    shutil.copy(MARKDOWN, tmp_path / "plan.md")
    (tmp_path / "notes.txt").write_text("Only words.\n")
    for name in ("foreign", "home"):
        (tmp_path / name).mkdir()
    (tmp_path / "foreign" / ".bashrc").write_text("# mine\n")
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"")))
    return tmp_path


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small dataset, made once."""
    from rajut.publish.output_folder import publish_results
    from tests.rajut.publish.documents import make_result

    out = tmp_path_factory.mktemp("published") / "out"
    publish_results([make_result()], out)
    return out


@pytest.mark.parametrize("language", ["en", "id"])
@pytest.mark.parametrize("wrong", WRONG, ids=lambda wrong: wrong.line)
def test_a_wrong_use_is_one_line_with_a_code_and_a_cure(
    run: Run, place: Path, published: Path, monkeypatch: pytest.MonkeyPatch, wrong: Wrong, language: str
) -> None:
    """Whatever was written: what is wrong, under a code that can be searched for, and what to do. Nothing stands on stdout."""
    import shlex

    monkeypatch.setenv("RAJUT_LANG", language)
    (place / "out").symlink_to(published)
    ended = run(*shlex.split(wrong.line))
    lines = ended.err.strip().splitlines()
    assert ended.code == wrong.exit, ended
    assert len(lines) == 1, ended.err
    assert lines[0].startswith(f"rajut: {wrong.code}: "), lines[0]
    assert wrong.says in lines[0]
    assert lines[0].count(". ") + lines[0].count("? ") >= 1, "a sentence and its cure"
    assert [word for word in FOREIGN if word in lines[0]] == []
    assert ended.out == ""


def test_both_languages_say_something_of_their_own(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The Indonesian line is no English one."""
    told = []
    for language in ("en", "id"):
        monkeypatch.setenv("RAJUT_LANG", language)
        told.append(run("convrt").err)
    assert told[0] != told[1]
    assert "Maksud Anda" in told[1]


@pytest.mark.parametrize("line", ["--version", "-V", "-v", "version"])
def test_the_version_is_told_as_people_ask_for_it(run: Run, line: str) -> None:
    """All the usual ways."""
    assert run(line).out.startswith("rajut 0.")


@pytest.mark.parametrize("line", [("-h",), ("--help",), ("help",), ("help", "convert"), ("convert", "-h"), ("help", "query")])
def test_help_is_found_where_people_look(run: Run, line: tuple[str, ...]) -> None:
    """-h, --help and help, of the whole and of a command."""
    ended = run(*line)
    assert ended.code == 0
    assert "Usage: rajut" in ended.out


def test_bare_rajut_shows_what_to_do(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """No wall of options: what to type first, in both languages."""
    assert "rajut convert plan.pdf" in run().out
    monkeypatch.setenv("RAJUT_LANG", "id")
    assert "rajut convert rencana.pdf" in run().out


def test_what_a_conversion_prints_can_be_typed(run: Run, place: Path) -> None:
    """The command that the run recommends runs."""
    import shlex

    ended = run("convert", "plan.md", "--out", "my data", "-j", "0")
    (line,) = [line for line in ended.out.splitlines() if "rajut query" in line]
    asked = shlex.split(line.partition("rajut ")[2])
    assert run(*asked).code == ExitCode.OK


def test_patterns_in_quotes_are_files(run: Run, place: Path) -> None:
    """A shell that was kept from expanding leaves it to us."""
    shutil.copy(MARKDOWN, place / "plan2.md")
    ended = run("convert", "plan*.md", "--out", "o", "-j", "0", "--dry-run")
    assert ended.out.split()[0] == "plan.md"
    assert "plan2.md" in ended.out


def test_a_dash_is_standard_input_and_output(run: Run, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A document comes through a pipe, the tables leave through one."""
    content = MARKDOWN.read_bytes()
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    piped = run("tables", "-", "-j", "0", "-f", "csv", "-o", "-")
    assert piped == Ended(0, run("tables", "plan.md", "-j", "0", "-f", "csv").out, "")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(content)))
    assert run("convert", "-", "-j", "0", "--out", "o", "-q").code == 0


def test_list_names_the_tables(run: Run, place: Path) -> None:
    """Page, size, kind, title; the same for machines."""
    import json

    ended = run("list", "plan.md", "-j", "0")
    found = json.loads(run("list", "plan.md", "-j", "0", "--json").out)
    assert len(ended.out.splitlines()) == len(found) + 1
    assert {"number", "page_first", "rows", "columns", "kind", "title"} <= set(found[0])


def test_a_dataset_answers_in_sql(run: Run, place: Path, published: Path) -> None:
    """Text, CSV and JSON of one answer; without a question, what can be asked."""
    (place / "out").symlink_to(published)
    sql = "SELECT program, count(*) AS n FROM observations GROUP BY program ORDER BY program"
    assert run("query", "out", sql).out.splitlines()[2].split() == ["Program", "Pelayanan", "3"]
    assert run("query", "out", sql, "-f", "csv").out.splitlines()[0] == '"program","n"'
    assert '"n": 3' in run("query", "out", sql, "-f", "json").out
    assert "budget_by_program" in run("query", "out").out
    empty = run("query", "out", "SELECT program FROM observations WHERE year = 1900")
    assert (empty.code, "No row answers" in empty.err, empty.out.split()[0]) == (0, True, "program")


def test_a_wrong_password_is_told_as_such(run: Run, place: Path) -> None:
    """Not "is encrypted": one was given."""
    import pikepdf

    with pikepdf.new() as pdf:
        pdf.add_blank_page()
        pdf.save(place / "locked.pdf", encryption=pikepdf.Encryption(owner="o", user="u"))
    assert "document-encrypted" in run("convert", "locked.pdf", "-j", "0", "--out", "o", "-q").err
    wrong = run("convert", "locked.pdf", "-j", "0", "--out", "o2", "-q", "--password", "x")
    assert (wrong.code, "password-wrong" in wrong.err) == (ExitCode.ENCRYPTED, True)


def test_a_cell_is_explained_by_the_name_of_its_document(run: Run, place: Path, published: Path) -> None:
    """Nobody knows a document by sixteen digits."""
    (place / "out").symlink_to(published)
    assert "Nilai SAKIP" in run("explain", "out", "renstra.pdf/p1/t1/r1c3").out


def test_shell_completion_can_be_shown(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """`rajut --show-completion` and `--install-completion` are there."""
    assert "--install-completion" in run("--help").out


def test_a_wrong_word_of_the_environment_is_named(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """It stands in no command line, and is what has to be changed."""
    monkeypatch.setenv("RAJUT_LANG", "xx")
    ended = run("status", "out")
    assert (ended.code, ended.err.startswith("rajut: value-invalid: ")) == (2, True)
    assert "'xx'" in ended.err
    assert "en, id" in ended.err
