"""The command line: what it prints, where, and with which exit code. Nothing a user does wrong may show a traceback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from schemas.errors import ExitCode
from tests.rajut.cli.runs import Ended, Run

ROOT = Path(__file__).resolve().parents[3]
SAMPLES = ROOT / "samples" / "documents"
MARKDOWN = SAMPLES / "cascading-tirta-kencana.md"


@pytest.fixture
def dataset(run: Run, tmp_path: Path) -> Path:
    """A dataset of one sample."""
    out = tmp_path / "dataset"
    assert run("convert", MARKDOWN, "--out", out, "--jobs", "0", "--quiet").code == 0
    return out


def test_help_needs_no_heavy_library() -> None:
    """`rajut --help` loads neither pandas nor pyarrow nor a document library: it must answer at once."""
    code = "import sys; sys.argv = ['rajut', '--help']; from rajut.cli.app import main\ntry: main()\nexcept SystemExit: pass\n"
    code += "print(sorted({'pandas', 'pyarrow', 'pandera', 'pypdfium2', 'lxml', 'numpy'} & set(sys.modules)))"
    ended = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True)
    assert "convert" in ended.stdout
    assert ended.stdout.rstrip().endswith("[]")


def test_convert_says_what_it_wrote_and_how_to_open_it(run: Run, tmp_path: Path) -> None:
    """One line per file with its rows, the report first to read, a query to type."""
    ended = run("convert", MARKDOWN, "--out", tmp_path / "o", "--jobs", "0")
    assert ended.code == ExitCode.OK
    assert "observations.parquet" in ended.out
    assert "rajut query" in ended.out


def test_quiet_prints_nothing_on_success(run: Run, tmp_path: Path) -> None:
    """For batch jobs: silence means success."""
    assert run("convert", MARKDOWN, "--out", tmp_path / "o", "--jobs", "0", "-q") == Ended(0, "", "")


def test_json_is_all_that_stands_on_stdout(run: Run, tmp_path: Path) -> None:
    """A machine can read the whole of stdout as JSON."""
    told = json.loads(run("convert", MARKDOWN, "--out", tmp_path / "o", "--jobs", "0", "--json").out)
    assert told["counts"]["flagged"] == 1
    assert told["rows"]["observations"] == 147


@pytest.mark.parametrize(
    ("name", "content", "code", "error"),
    [
        ("empty.md", b"", ExitCode.UNREADABLE, "document-empty"),
        ("junk.pdf", bytes(range(256)) * 8, ExitCode.UNREADABLE, "document-unsupported"),
        ("broken.docx", b"PK\x03\x04 not a zip", ExitCode.UNREADABLE, "document-"),
        ("prose.md", b"Only words, no table.\n", ExitCode.NO_TABLE, "no-table"),
    ],
)
def test_bad_input_is_one_coded_line_with_the_cure(
    run: Run, tmp_path: Path, name: str, content: bytes, code: ExitCode, error: str
) -> None:
    """The line names code, document and cure; the exit code is the contract's; no traceback."""
    (tmp_path / name).write_bytes(content)
    ended = run("convert", tmp_path / name, "--out", tmp_path / "o", "--jobs", "0", "-q")
    assert ended.code == code
    assert len(ended.err.strip().splitlines()) == 1
    assert error in ended.err
    assert name in ended.err


def test_one_bad_document_does_not_stop_the_others(run: Run, tmp_path: Path) -> None:
    """The good one is converted, the exit code says that some were refused."""
    (tmp_path / "empty.md").write_bytes(b"")
    ended = run("convert", tmp_path / "empty.md", MARKDOWN, "--out", tmp_path / "o", "--jobs", "0", "--json")
    assert ended.code == ExitCode.BATCH
    counts = json.loads(ended.out)["counts"]
    assert (counts["flagged"], counts["refused"]) == (1, 1)


def test_a_missing_file_is_a_wrong_argument(run: Run, tmp_path: Path) -> None:
    """Exit code 2, and the path in the message."""
    ended = run("convert", tmp_path / "nothing.pdf", "--out", tmp_path / "o")
    assert ended.code == ExitCode.USAGE
    assert "nothing.pdf" in ended.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write anywhere")
def test_a_folder_that_cannot_be_written_is_exit_8(run: Run, tmp_path: Path) -> None:
    """The message names the folder and the cure."""
    (tmp_path / "ro").mkdir(mode=0o500)
    assert run("convert", MARKDOWN, "--out", tmp_path / "ro" / "o").code == ExitCode.UNWRITABLE


def test_an_output_inside_a_file_is_exit_8(run: Run, tmp_path: Path) -> None:
    """A path that cannot be a folder is told in one line."""
    (tmp_path / "file").write_text("x")
    ended = run("convert", MARKDOWN, "--out", tmp_path / "file" / "o", "--jobs", "0")
    assert ended.code == ExitCode.UNWRITABLE
    assert "Traceback" not in ended.err


def test_messages_come_in_bahasa_indonesia(run: Run, tmp_path: Path) -> None:
    """--lang id turns the sentence, not the code."""
    (tmp_path / "kosong.md").write_bytes(b"")
    ended = run("convert", tmp_path / "kosong.md", "--out", tmp_path / "o", "--jobs", "0", "-q", "--lang", "id")
    assert "document-empty" in ended.err
    assert "kosong (0 bita)" in ended.err


def test_an_unknown_command_is_a_wrong_argument(run: Run) -> None:
    """Not a bug of ours."""
    ended = run("konvert")
    assert ended.code == ExitCode.USAGE
    assert "konvert" in ended.err


@pytest.mark.parametrize("kind", ["json", "csv", "html", "md"])
def test_tables_prints_every_cell_in_each_format(run: Run, kind: str) -> None:
    """A text that one cell holds is there whatever the format."""
    assert "Tercapainya" in run("tables", MARKDOWN, "--format", kind).out


def test_tables_json_gives_cells_with_spans(run: Run) -> None:
    """The shape that table benchmarks read: page, bbox, cells with row, col, spans and text."""
    tables = json.loads(run("tables", SAMPLES / "cascading-tirta-kencana.pdf").out)["tables"]
    assert tables[0]["page"] == 1
    assert len(tables[0]["bbox"]) == 4
    assert {"row", "col", "row_span", "col_span", "text"} == set(tables[0]["cells"][0])


def test_kinds_lists_what_is_known(run: Run) -> None:
    """Name and title of each kind of table."""
    assert "cascading_kegiatan" in run("kinds").out


def test_verify_accepts_what_convert_wrote(run: Run, dataset: Path) -> None:
    """A fresh dataset passes every check."""
    assert run("verify", dataset).code == ExitCode.OK


def test_verify_sees_a_changed_file(run: Run, dataset: Path) -> None:
    """One byte more, and the contract is violated."""
    with (dataset / "observations.parquet").open("ab") as file:
        file.write(b"x")
    ended = run("verify", dataset)
    assert ended.code == ExitCode.CONTRACT
    assert "observations.parquet" in ended.err


def test_explain_tells_a_repair_step_by_step(run: Run, dataset: Path) -> None:
    """The printed text, the repaired one, and why."""
    import pyarrow.parquet

    findings = pyarrow.parquet.read_table(dataset / "findings.parquet").to_pylist()
    repair = next(row for row in findings if row["code"] == "number-joined")
    told = run("explain", dataset, repair["cell_ref"]).out
    assert repair["before"] in told
    assert repair["after"] in told


def test_explain_of_an_unknown_cell_says_so(run: Run, dataset: Path) -> None:
    """Exit code 2 and the reference that was asked for."""
    ended = run("explain", dataset, "p99/t1/r0c0")
    assert ended.code == ExitCode.USAGE
    assert "p99/t1/r0c0" in ended.err


def test_export_writes_a_sheet_for_officers(run: Run, dataset: Path, tmp_path: Path) -> None:
    """CSV with one column per year."""
    assert run("export", dataset, tmp_path / "wide.csv").code == 0
    assert "2021" in (tmp_path / "wide.csv").read_text(encoding="utf-8-sig").splitlines()[0]


def test_export_speaks_english_as_every_command_does(run: Run, dataset: Path, tmp_path: Path) -> None:
    """Without --lang heads are English and commas part the fields; an Indonesian file is asked for."""
    first = {}
    for name, more in (("en", ()), ("id", ("--lang", "id"))):
        assert run("export", dataset, tmp_path / f"{name}.csv", *more).code == 0
        first[name] = (tmp_path / f"{name}.csv").read_text(encoding="utf-8-sig").splitlines()[0]
    assert "Unit" in first["en"].split(",")
    assert "Satuan" in first["id"].split(";")


def test_a_nomenclature_is_kept_and_refused_when_unfit(run: Run, tmp_path: Path) -> None:
    """A CSV with level and name is kept, another one is refused with exit code 6."""
    (tmp_path / "n.csv").write_text("level,name\nkegiatan,Pengelolaan Sekolah\n")
    (tmp_path / "x.csv").write_text("a,b\n1,2\n")
    assert run("nomenclature", "import", tmp_path / "n.csv").code == 0
    assert run("nomenclature", "import", tmp_path / "x.csv").code == ExitCode.PROFILE


def test_a_document_cannot_command_the_terminal(run: Run, tmp_path: Path) -> None:
    """Escape sequences in cells, in eight-bit form too: no command prints them, no CSV file and no report holds them."""
    (tmp_path / "a.md").write_text(
        "| Indikator \x9b31m | Satuan | Target 2024 |\n|---|---|---|\n| \x1b]0;pwned\x07\x1b[31mRED | ＝1+1 | 5 |\n",
        encoding="utf-8",
    )
    ended = [run("convert", "a.md", "--out", "out", "--jobs", "0", "--lang", language) for language in ("en", "id")]
    ended += [run("tables", "a.md", "--jobs", "0", "-f", kind) for kind in ("json", "csv", "html", "md")]
    ended += [run("explain", "out", f"d/t1/r1c{column}", *more) for column in range(3) for more in ((), ("--json",))]
    ended.append(run("export", "out", "wide.csv"))
    assert [one.code for one in ended] == [0] * len(ended)
    shown = "".join(one.out + one.err for one in ended)
    shown += (tmp_path / "wide.csv").read_text(encoding="utf-8-sig") + (tmp_path / "out" / "report.html").read_text(
        encoding="utf-8"
    )
    assert "pwned" in shown
    assert not set(shown) & {"\x1b", "\x07", "\x9b"}
    assert "'＝1+1" in (tmp_path / "wide.csv").read_text(encoding="utf-8-sig")
