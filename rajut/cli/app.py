"""The command line: finds the command, reads its words, runs it, and turns what goes wrong into one line and an exit code."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from rajut.cli.commands import ABOUT, COMMANDS, GROUPS, load_command
from rajut.cli.line.completion import ASK
from rajut.cli.line.declared import Command, Words
from rajut.cli.line.near import near_names
from rajut.cli.line.reading import HELP, HelpWanted, option_written, words_to_values
from rajut.cli.messages import say
from rajut.cli.printing import show
from schemas.errors import ExitCode, RajutError, UsageError

OPTIONS: Mapping[str, Words] = {
    "-V, --version": ("Print the version.", "Cetak versi."),
    "--lang en|id": ("Language of messages; RAJUT_LANG says it for good.", "Bahasa pesan; RAJUT_LANG untuk seterusnya."),
    "--install-completion": (
        "Let the shell complete commands and options: bash, zsh or fish, yours when nothing is said.",
        "Agar shell melengkapi perintah dan opsi: bash, zsh, atau fish; milik Anda bila tidak disebut.",
    ),
    "--show-completion": ("Print what would be installed.", "Cetak yang akan dipasang."),
}


def main() -> None:
    """Entry point: runs the command, turns errors into one line on stderr and an exit code. Never prints a traceback unless
    RAJUT_TRACEBACK is set."""
    words = sys.argv[1:]
    language = words_to_language(words)
    try:
        run_words(words, language)
    except RajutError as error:
        _fail(f"rajut: {error.code}: {error.sentence(language)}", error.exit_code)
    except KeyboardInterrupt:
        _fail(f"rajut: {say('interrupted', language)}", ExitCode.INTERRUPTED)
    except BrokenPipeError:
        _leave_quietly()
    except Exception as error:
        if os.environ.get("RAJUT_TRACEBACK"):
            raise
        _fail(f"rajut: {say('bug', language, detail=f'{type(error).__name__}: {error}')}", ExitCode.BUG)


def run_words(words: Sequence[str], language: str = "en") -> None:
    """Runs what the words say. Raises RajutError for what is wrong with them or with the command's work, SystemExit for a command that
    ends with a code of its own."""
    if words[:1] == [ASK]:
        for name in _completed(list(words[1:])):
            show(name)
        return
    words = words_as_meant(words)
    if not words:
        show(say("bare", language))
    elif words[0] in HELP:
        show(_whole_help(language))
    elif words[0] in {"--install-completion", "--show-completion"}:
        _complete_in_shell(words, language)
    else:
        _run_command(words, language)


def words_as_meant(words: Sequence[str]) -> list[str]:
    """What people write at the front of a command line as it is read: `help convert` is `convert --help`, `--version` and `-V` are
    `version`, `-v` alone too; `--lang` may stand before the command."""
    words = list(words)
    front: list[str] = []
    while words and (words[0] == "--lang" or words[0].startswith("--lang=")):
        taken = 2 if words[0] == "--lang" else 1
        front, words = words[:taken], words[taken:]
    if words[:1] == ["help"]:
        words = [*(word for word in words[1:] if not word.startswith("-")), "--help"]
    elif words and (words[0] in {"--version", "-V"} or words == ["-v"]):
        words = ["version", *words[1:]]
    if front and not words:
        return []
    return [*words, *front] if words and words[0] not in {"version", *HELP} else words


def _run_command(words: Sequence[str], language: str) -> None:
    name, rest = find_command(words)
    if name in GROUPS:
        show(_group_help(name, language))
        return
    command = load_command(name)
    try:
        values = words_to_values(command, rest, _from_config(command, rest))
    except HelpWanted:
        from rajut.cli.line.help_page import command_to_help

        show(command_to_help(command, language))
        return
    command.run(**values)


def find_command(words: Sequence[str]) -> tuple[str, list[str]]:
    """The name of the command and the words behind it; of a group alone where its help is asked for. Raises UsageError
    "command-unknown", or "argument-missing" for a group without a command."""
    first, *rest = words
    if first in COMMANDS:
        return first, rest
    if first not in GROUPS:
        raise _unknown(first, [name for name in COMMANDS if " " not in name] + list(GROUPS), "rajut")
    if not rest:
        raise UsageError("argument-missing", name="COMMAND", command=f"rajut {first}", usage="COMMAND")
    if rest[0] in HELP:
        return first, rest
    if f"{first} {rest[0]}" not in COMMANDS:
        raise _unknown(rest[0], [name for _, name in _commands_of(first)], f"rajut {first}")
    return f"{first} {rest[0]}", rest[1:]


def _unknown(name: str, known: list[str], command: str) -> UsageError:
    if name.startswith("-"):
        return UsageError("option-unknown", name=name, **near_names(name, ["--help", "--version", "--lang"], command))
    return UsageError("command-unknown", name=name, **near_names(name, known, command))


def _commands_of(group: str) -> list[tuple[str, str]]:
    """(full name, name within the group) of a group's commands."""
    return [(name, name.removeprefix(f"{group} ")) for name in COMMANDS if name.startswith(f"{group} ")]


def _from_config(command: Command, rest: Sequence[str]) -> dict[str, Any]:
    """What the file of options says, for a command that takes one."""
    if not any(parameter.name == "config" for parameter in command.parameters):
        return {}
    from rajut.cli.config_file import load_config

    return load_config(option_written(command, rest, "config"), command)


def _whole_help(language: str) -> str:
    from rajut.cli.line.help_page import group_to_help

    listed = [(name, place.help) for name, place in COMMANDS.items() if " " not in name]
    return group_to_help("rajut", ABOUT, sorted([*listed, *GROUPS.items()]), list(OPTIONS.items()), language)


def _group_help(group: str, language: str) -> str:
    from rajut.cli.line.help_page import group_to_help

    listed = [(name, COMMANDS[full].help) for full, name in _commands_of(group)]
    return group_to_help(f"rajut {group}", GROUPS[group], listed, [], language)


def _completed(words: list[str]) -> list[str]:
    """What may stand in place of the last word; empty for names of files and for what makes no sense."""
    from rajut.cli.line.completion import command_to_next

    *before, last = words or [""]
    if not before:
        names = sorted({name.partition(" ")[0] for name in COMMANDS} | {"help"})
        return [name for name in names if name.startswith(last)]
    if before[0] == "help" or (before[-1:] == before[:1] and before[0] in GROUPS):
        known = [name for _, name in _commands_of(before[-1])] if before[-1] in GROUPS else list(COMMANDS)
        return [name for name in known if name.startswith(last) and " " not in name]
    try:
        name, rest = find_command(words)
        return command_to_next(load_command(name), rest) if name in COMMANDS else []
    except RajutError:
        return []


def _complete_in_shell(words: Sequence[str], language: str) -> None:
    from rajut.cli.line.completion import SHELLS, shell_of_user, shell_to_place, shell_to_script
    from rajut.cli.printing import write_bytes

    shell = words[1] if len(words) > 1 else shell_of_user()
    if shell not in SHELLS:
        wanted = ", ".join(SHELLS)
        raise UsageError(
            "value-invalid", name=words[0], found=shell, wanted_en=f"one of {wanted}", wanted_id=f"salah satu dari {wanted}"
        )
    if words[0] == "--show-completion":
        show(shell_to_script(shell), nl=False)
        return
    path = shell_to_place(shell)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_bytes(path, shell_to_script(shell).encode())
    show(say(f"completion-{shell}", language, path=path))


def _leave_quietly() -> None:
    """Whoever read our output has enough: `rajut tables x | head`."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    sys.exit(0)


def _fail(line: str, code: int) -> None:
    show(line, error=True)
    sys.exit(code)


def words_to_language(words: Sequence[str]) -> str:
    """The language, "en" or "id", for errors that happen before or outside a command's own reading."""
    for position, word in enumerate(words):
        if word == "--lang" and position + 1 < len(words):
            return _known(words[position + 1])
        if word.startswith("--lang="):
            return _known(word.removeprefix("--lang="))
    return _known(os.environ.get("RAJUT_LANG", "en"))


def _known(language: str) -> str:
    return "id" if language == "id" else "en"
