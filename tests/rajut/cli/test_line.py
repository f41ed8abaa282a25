"""How a command line is read, explained and completed."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated, Any

import pytest

from rajut.cli.commands import ABOUT, COMMANDS, GROUPS, load_command
from rajut.cli.line.declared import Command, argument, option, to_parameters
from rajut.cli.line.help_page import command_to_help
from rajut.cli.line.near import near_names
from rajut.cli.line.reading import HelpWanted, words_to_values
from rajut.cli.options import Ocr
from schemas.errors import UsageError
from tests.rajut.cli.runs import Run

WORDS = ("English", "Indonesia")


def dig(
    files: Annotated[list[Path], argument(help=WORDS)],
    depth: Annotated[int, option("--depth", "-d", least=0, most=9, help=WORDS, variable="DIG_DEPTH")] = 3,
    weight: Annotated[float | None, option(help=WORDS)] = None,
    quiet: Annotated[bool, option("--quiet", "-q", help=WORDS)] = False,
    dry_run: Annotated[bool, option(help=WORDS)] = False,
    ocr: Annotated[Ocr, option("--ocr", help=WORDS)] = Ocr.AUTO,
    layer: Annotated[list[str] | None, option("--layer", help=WORDS)] = None,
) -> None:
    """A command of this test."""


DIG = Command("dig", WORDS, to_parameters(dig), dig)
DEFAULTS = {"depth": 3, "weight": None, "quiet": False, "dry_run": False, "ocr": Ocr.AUTO, "layer": None}


@pytest.mark.parametrize(
    ("line", "values"),
    [
        ("a b", {"files": [Path("a"), Path("b")]}),
        ("a -d 5 b", {"files": [Path("a"), Path("b")], "depth": 5}),
        ("-d5 a", {"files": [Path("a")], "depth": 5}),
        ("-d=5 a", {"files": [Path("a")], "depth": 5}),
        ("-qd5 a", {"files": [Path("a")], "depth": 5, "quiet": True}),
        ("--depth=5 --depth 7 a", {"files": [Path("a")], "depth": 7}),
        ("a --weight 1.5 --dry-run", {"files": [Path("a")], "weight": 1.5, "dry_run": True}),
        ("a --layer x --layer y", {"files": [Path("a")], "layer": ["x", "y"]}),
        ("a --ocr never", {"files": [Path("a")], "ocr": Ocr.NEVER}),
        ("a -", {"files": [Path("a"), Path("-")]}),
        ("-- -d --quiet", {"files": [Path("-d"), Path("--quiet")]}),
        ("a --weight=-2", {"files": [Path("a")], "weight": -2.0}),
        ("a --weight -2", {"files": [Path("a")], "weight": -2.0}),
    ],
)
def test_words_become_values(line: str, values: dict[str, Any]) -> None:
    """All the ways in which options are usually written."""
    assert words_to_values(DIG, line.split()) == DEFAULTS | values


@pytest.mark.parametrize(
    ("line", "code"),
    [
        ("", "argument-missing"),
        ("a --depht 1", "option-unknown"),
        ("a -x", "option-unknown"),
        ("a -qx", "option-unknown"),
        ("a --depth", "option-empty"),
        ("a --depth --quiet", "option-empty"),
        ("a -d -h", "option-empty"),
        ("a --quiet=yes", "option-full"),
        ("a --depth 10", "value-invalid"),
        ("a --depth=-1", "value-invalid"),
        ("a --depth 1.5", "value-invalid"),
        ("a --weight nan --depth x", "value-invalid"),
        ("a --ocr maybe", "value-invalid"),
    ],
)
def test_wrong_words_are_told_by_their_code(line: str, code: str) -> None:
    """Each wrong use has its error; none is guessed at."""
    with pytest.raises(UsageError) as caught:
        words_to_values(DIG, line.split())
    assert caught.value.code == code


def test_what_is_written_counts_first(monkeypatch: pytest.MonkeyPatch) -> None:
    """The line, then the environment, then the file of options, then what the command assumes."""
    assert words_to_values(DIG, ["a"], {"depth": 4, "layer": ["x"]})["depth"] == 4
    monkeypatch.setenv("DIG_DEPTH", "5")
    assert words_to_values(DIG, ["a"], {"depth": 4})["depth"] == 5
    assert words_to_values(DIG, ["a", "-d", "6"], {"depth": 4})["depth"] == 6
    monkeypatch.setenv("DIG_DEPTH", "deep")
    with pytest.raises(UsageError, match="DIG_DEPTH"):
        words_to_values(DIG, ["a"])


def test_limits_hold_for_the_file_of_options_too() -> None:
    """What may not be written on the line may not be written there."""
    with pytest.raises(UsageError, match="value-invalid"):
        words_to_values(DIG, ["a"], {"depth": 10})


@pytest.mark.parametrize("line", ["-h", "--help", "a --depth 1 --help", "--help --depht"])
def test_help_is_asked_for_anywhere(line: str) -> None:
    """Whatever else stands on the line before it."""
    with pytest.raises(HelpWanted):
        words_to_values(DIG, line.split())


def test_near_names_are_offered() -> None:
    """A slip of a key, and nothing where nothing is near."""
    assert "tables" in near_names("tabels", ["tables", "status"], "rajut")["near_en"]
    assert "Maksud" in near_names("tabels", ["tables", "status"], "rajut")["near_id"]
    assert near_names("zzz", ["tables"], "rajut")["near_en"].startswith("`rajut --help`")


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_in_both_languages(name: str) -> None:
    """No sentence is missing, none is the same in both."""
    command = load_command(name)
    for words in (command.help, *(parameter.written.help for parameter in command.parameters)):
        assert words[0] != words[1], words
        assert all(text.endswith(".") or "docs/" in text or text.endswith("...") for text in words), words
    english, indonesian = (command_to_help(command, language) for language in ("en", "id"))
    assert english.startswith(f"Usage: rajut {name}")
    assert indonesian.startswith(f"Cara pakai: rajut {name}")
    assert not re.search(r"\b(Options|Arguments|default|needed|the|of|and)\b", indonesian), indonesian


def test_groups_and_the_whole_have_both_languages(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    """Their help lists what is in them."""
    assert all(words[0] != words[1] for words in (ABOUT, *GROUPS.values()))
    monkeypatch.setenv("RAJUT_LANG", "id")
    for line in (("--help",), ("corrections", "--help"), ("help", "nomenclature")):
        told = run(*line).out
        assert told.startswith("Cara pakai: rajut")
        assert "Perintah:" in told
    assert run("--lang", "en", "help").out.startswith("Usage: rajut")
    assert run("help", "corrections", "merge").out.startswith("Cara pakai: rajut corrections merge")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (["conv"], ["convert"]),
        (["corrections", "m"], ["merge"]),
        (["help", "st"], ["status"]),
        (["tables", "a.pdf", "--form"], ["--format"]),
        (["tables", "a.pdf", "--format", ""], ["json", "csv", "html", "md"]),
        (["tables", "a.pdf", "--ocr", "a"], ["auto", "always"]),
        (["convert", ""], []),
        (["convert", "--out", "x"], []),
        (["nonsense", "-"], []),
    ],
)
def test_shells_are_told_what_may_follow(run: Run, words: list[str], found: list[str]) -> None:
    """Commands, options, choices; nothing where a file is wanted."""
    assert run("--complete", *words).out.split() == found


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_installed_where_the_shell_looks(
    run: Run, shell: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The file of the shell, and what was written is what --show-completion prints."""
    monkeypatch.setenv("HOME", str(tmp_path))
    for name in ("XDG_DATA_HOME", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SHELL", f"/bin/{shell}")
    told = run("--install-completion").out
    (written,) = [path for path in tmp_path.rglob("*rajut*") if path.is_file()]
    assert str(written) in told
    assert run("--show-completion", shell).out == written.read_text()
    assert run("--show-completion", "tcsh").code == 2
