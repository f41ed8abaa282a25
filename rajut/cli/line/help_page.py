"""What --help prints, in English and Bahasa Indonesia."""

from __future__ import annotations

import os
import textwrap
from collections.abc import Mapping, Sequence
from enum import Enum
from pathlib import Path
from typing import Any

from rajut.cli.line.declared import Command, Parameter, Words, words_in

_HEADS: Mapping[str, Words] = {
    "usage": ("Usage", "Cara pakai"),
    "options": ("Options", "Opsi"),
    "arguments": ("Arguments", "Argumen"),
    "commands": ("Commands", "Perintah"),
    "required": ("needed", "wajib"),
    "default": ("default", "bawaan"),
    "variable": ("variable", "variabel"),
    "help": ("Show this and leave.", "Tampilkan bantuan ini."),
    "command": ("COMMAND", "PERINTAH"),
    "option": ("[OPTIONS]", "[OPSI]"),
    "more": ("`rajut COMMAND --help` explains one.", "`rajut PERINTAH --help` menjelaskan satu perintah."),
}
_KINDS: Mapping[type, Words] = {
    int: ("NUMBER", "BILANGAN"),
    float: ("NUMBER", "ANGKA"),
    str: ("TEXT", "TEKS"),
    Path: ("PATH", "JALUR"),
}
_WIDEST = 100


def command_to_help(command: Command, language: str) -> str:
    """The help of one command."""
    places = " ".join(_place(parameter) for parameter in command.places)
    line = f"{_head('usage', language)}: rajut {command.name} {_head('option', language)} {places}".rstrip()
    arguments = [(_place(parameter), _about(parameter, language)) for parameter in command.places]
    options = [
        (_names(parameter, language), _about(parameter, language)) for parameter in command.parameters if not parameter.placed
    ]
    options.append(("-h, --help", _head("help", language)))
    parts = [line, _wrapped(words_in(command.help, language), "  ")]
    if arguments:
        parts.append(_listed(_head("arguments", language), arguments))
    parts.append(_listed(_head("options", language), options))
    return "\n\n".join(parts)


def group_to_help(
    path: str, about: Words, commands: Sequence[tuple[str, Words]], options: Sequence[tuple[str, Words]], language: str
) -> str:
    """The help of a group of commands, or of the whole: `commands` and `options` with one sentence each."""
    line = f"{_head('usage', language)}: {path} {_head('command', language)} ..."
    listed = [(name, words_in(words, language)) for name, words in commands]
    shown = [(name, words_in(words, language)) for name, words in options] + [("-h, --help", _head("help", language))]
    return "\n\n".join(
        [
            line,
            _wrapped(words_in(about, language), "  "),
            _listed(_head("commands", language), listed),
            _listed(_head("options", language), shown),
            _head("more", language),
        ]
    )


def _head(name: str, language: str) -> str:
    return words_in(_HEADS[name], language)


def _place(parameter: Parameter) -> str:
    name = parameter.name.upper() + ("..." if parameter.many else "")
    return name if parameter.required else f"[{name}]"


def _names(parameter: Parameter, language: str) -> str:
    short = sorted(parameter.options, key=len)
    names = ", ".join(short) if any(len(name) == 2 for name in short) else f"    {', '.join(short)}"
    if parameter.kind is bool:
        return names
    value = "|".join(parameter.choices) or words_in(_KINDS[parameter.kind], language)
    return f"{names} {value}" + ("..." if parameter.many else "")


def _about(parameter: Parameter, language: str) -> str:
    notes = []
    if parameter.required:
        notes.append(_head("required", language))
    elif parameter.default is not None and parameter.kind is not bool:
        notes.append(f"{_head('default', language)}: {_shown(parameter.default)}")
    if parameter.written.variable:
        notes.append(f"{_head('variable', language)}: {parameter.written.variable}")
    said = words_in(parameter.written.help, language)
    return f"{said} [{'; '.join(notes)}]" if notes else said


def _shown(value: Any) -> str:
    return str(value.value) if isinstance(value, Enum) else str(value)


def _listed(head: str, rows: Sequence[tuple[str, str]]) -> str:
    """A head and two columns; a long name stands in a line of its own."""
    column = min(max(len(name) for name, _ in rows), 26)
    lines = [f"{head}:"]
    for name, words in rows:
        first, *rest = textwrap.wrap(words, max(_width() - column - 4, 30)) or [""]
        if len(name) > column:
            lines.append(f"  {name}")
            lines.append(f"  {'':<{column}}  {first}")
        else:
            lines.append(f"  {name:<{column}}  {first}".rstrip())
        lines += [f"  {'':<{column}}  {more}" for more in rest]
    return "\n".join(lines)


def _wrapped(text: str, indent: str) -> str:
    return textwrap.fill(text, _width(), initial_indent=indent, subsequent_indent=indent)


def _width() -> int:
    try:
        columns = int(os.environ.get("COLUMNS", "")) or os.get_terminal_size().columns
    except (OSError, ValueError):
        columns = 80
    return max(40, min(columns, _WIDEST))
