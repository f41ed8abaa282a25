"""`rajut.toml` says the same as the options, and nothing in it is silently ignored."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from rajut.cli.config_file import read_config
from rajut.cli.convert import ConvertArguments
from rajut.cli.line.declared import options_to_types
from schemas.errors import ProfileError, UsageError
from tests.rajut.batch.corpus import write_document

TYPES = options_to_types(ConvertArguments)


def write(folder: Path, text: str) -> Path:
    path = folder / "rajut.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_values_come_back_under_the_names_of_the_parameters(tmp_path: Path) -> None:
    """Names are those of the command line; `json` and `dry-run` are too."""
    text = '[convert]\nout = "o"\njobs = 2\ntimeout = 30\nretry = ["failed"]\ndry-run = true\njson = true\n'
    assert read_config(write(tmp_path, text), "convert", TYPES) == {
        "out": "o",
        "jobs": 2,
        "timeout": 30,
        "retry": ["failed"],
        "dry_run": True,
        "as_json": True,
    }


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("timeuot = 30", "timeuot: no such option"),
        ('jobs = "2"', "jobs: '2' is not a whole number"),
        ("jobs = true", "jobs: True is not a whole number"),
        ("force = 1", "force: 1 is not true or false"),
        ('retry = "failed"', "retry: 'failed' is not a list"),
        ('retry = ["ok"]', "retry: 'ok' is not one of failed, refused"),
        ('engine = "tabula"', "engine: 'tabula' is not one of"),
        ("inputs = []", "inputs: no such option"),
    ],
)
def test_what_does_not_fit_is_an_error_that_names_it(line: str, problem: str, tmp_path: Path) -> None:
    """A misspelt or mistyped option never passes unnoticed."""
    with pytest.raises(ProfileError) as caught:
        read_config(write(tmp_path, f"[convert]\n{line}\n"), "convert", TYPES)
    assert problem in caught.value.sentence()


@pytest.mark.parametrize("text", ["jobs = 2\n", "[convert\n", "[convert]\njobs = 1\njobs = 2\n"])
def test_a_file_that_is_no_configuration_is_an_error(text: str, tmp_path: Path) -> None:
    """Options outside a section, broken TOML, a key twice."""
    with pytest.raises(ProfileError, match="config-invalid"):
        read_config(write(tmp_path, text), "convert", TYPES)


def test_a_file_that_was_named_must_be_there(tmp_path: Path) -> None:
    """`--config` with a wrong path is a wrong argument."""
    with pytest.raises(UsageError, match="file-missing"):
        read_config(tmp_path / "gone.toml", "convert", TYPES)


def test_sections_of_other_commands_do_not_matter(tmp_path: Path) -> None:
    """One file serves all commands."""
    assert read_config(write(tmp_path, "[status]\njson = true\n"), "convert", TYPES) == {}


def test_the_command_line_wins_over_the_file(tmp_path: Path) -> None:
    """The file's folder is used unless --out is given."""
    write(tmp_path, '[convert]\nout = "from-file"\njobs = 0\n')
    write_document(tmp_path / "a.md", 1)
    run(tmp_path, "convert", "a.md")
    run(tmp_path, "convert", "a.md", "--out", "from-option")
    assert (tmp_path / "from-file" / "snapshot.json").exists()
    assert (tmp_path / "from-option" / "snapshot.json").exists()


def test_a_wrong_file_ends_the_run_with_exit_status_6(tmp_path: Path) -> None:
    """The contract's exit status for an invalid profile."""
    write(tmp_path, "[convert]\njob = 0\n")
    write_document(tmp_path / "a.md", 1)
    assert run(tmp_path, "convert", "a.md").returncode == 6


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    root = str(Path(__file__).parents[3])
    code = f"import sys; sys.path.insert(0, {root!r}); from rajut.cli.app import main; main()"
    return subprocess.run([sys.executable, "-c", code, *arguments], cwd=folder, capture_output=True, text=True, check=False)
