"""What was wrong with a command line, in our words: typer's own sentences are English, name no cure, and change with its version."""

from __future__ import annotations

import difflib
import re
from collections.abc import Sequence
from typing import Any

from schemas.errors import RajutError, UsageError

_QUOTED = re.compile(r"'([^']*)'")
_LIMIT = re.compile(r"(?:(?P<low>greater)|less) than (?:or equal to )?(?P<number>-?[0-9.]+)")
_ENDING = re.compile(r"\.[a-z]{2,4}\b")
_HELP = {
    "en": "Did you mean {near}? `{command} --help` lists them all.",
    "id": "Maksud Anda {near}? `{command} --help` mendaftar semuanya.",
}
_NO_NEAR = {"en": "`{command} --help` lists what there is.", "id": "`{command} --help` mendaftar yang ada."}


def error_to_wrong_use(error: Exception, arguments: Sequence[str]) -> RajutError | None:
    """The error of ours for what typer found wrong with `arguments`; None for an error that is none of this kind."""
    kind = type(error).__name__
    message = getattr(error, "message", "") or (error.format_message() if hasattr(error, "format_message") else "")
    context = getattr(error, "ctx", None)
    command = _command(context)
    if kind == "NoSuchOption":
        name = str(getattr(error, "option_name", ""))
        return UsageError("option-unknown", name=name, **_near(name, _options(context), command))
    if kind == "NoSuchCommand" or message.startswith("No such command"):
        name = _first_quoted(message)
        return UsageError("command-unknown", name=name, **_near(name, _commands(context), command))
    if kind == "MissingParameter":
        parameter = getattr(error, "param", None)
        return UsageError("argument-missing", name=_label(parameter), command=command, usage=_usage(context))
    if kind == "BadParameter":
        return _bad_value(error, message, context, arguments)
    if kind == "BadOptionUsage" or "requires an argument" in message:
        return UsageError("option-empty", name=str(getattr(error, "option_name", _first_quoted(message))), command=command)
    if "unexpected extra argument" in message:
        name = message.rpartition("(")[2].partition(")")[0].partition(" ")[0] or "?"
        return UsageError("argument-extra", name=name, command=command)
    if kind == "UsageError":
        return UsageError("argument-missing", name="COMMAND", command=command, usage="COMMAND")
    return None


def _bad_value(error: Any, message: str, context: Any, arguments: Sequence[str]) -> RajutError:
    parameter = getattr(error, "param", None)
    name = _label(parameter) if parameter is not None else str(getattr(error, "param_hint", None) or "?")
    wanted = _wanted(message)
    found = _value_of(parameter, arguments) or _first_quoted(message)
    return UsageError("value-invalid", name=name, found=found, wanted_en=wanted[0], wanted_id=wanted[1])


def _value_of(parameter: Any, arguments: Sequence[str]) -> str:
    """What was written behind an option; "" where it cannot be told."""
    names = tuple(getattr(parameter, "opts", ()))
    for at, argument in enumerate(arguments):
        for name in names:
            if name.startswith("-") and argument == name and at + 1 < len(arguments):
                return arguments[at + 1]
            if name.startswith("--") and argument.startswith(f"{name}="):
                return argument.removeprefix(f"{name}=")
            if len(name) == 2 and name.startswith("-") and argument.startswith(name) and not argument.startswith("--"):
                return argument[2:]
    return ""


def _wanted(message: str) -> tuple[str, str]:
    """What would be right, in English and Indonesian, from what typer or one of our commands says."""
    if "one of" in message:
        listed = ", ".join(_QUOTED.findall(message.partition("one of")[2]))
        return f"one of {listed}", f"salah satu dari {listed}"
    limit = _LIMIT.search(message)
    if limit is not None:
        low = limit["low"] is not None
        return (
            f"a number, {'at least' if low else 'at most'} {limit['number']}",
            f"angka, {'paling kecil' if low else 'paling besar'} {limit['number']}",
        )
    if "valid integer" in message:
        return "a whole number", "bilangan bulat"
    if "valid number" in message:
        return "a number", "angka"
    endings = ", ".join(_ENDING.findall(message))
    if endings:
        return f"a name that ends in {endings}", f"nama yang berakhiran {endings}"
    return "what --help describes", "seperti yang dijelaskan --help"


def _near(name: str, known: Sequence[str], command: str) -> dict[str, str]:
    """The sentences that help on: up to two names that look like what was written, or where to look."""
    found = difflib.get_close_matches(name, known, n=2, cutoff=0.6) or [item for item in known if item.startswith(name)][:2]
    joint = {"en": " or ", "id": " atau "}
    return {
        f"near_{language}": (
            _HELP[language].format(near=joint[language].join(found), command=command)
            if found
            else _NO_NEAR[language].format(command=command)
        )
        for language in ("en", "id")
    }


def _first_quoted(message: str) -> str:
    match = _QUOTED.search(message)
    return match.group(1) if match else "?"


def _command(context: Any) -> str:
    path = getattr(context, "command_path", "") or "rajut"
    return str(path)


def _usage(context: Any) -> str:
    command = getattr(context, "command", None)
    if command is None or context is None:
        return "..."
    names = [
        parameter.name.upper() for parameter in command.params if not parameter.opts or not parameter.opts[0].startswith("-")
    ]
    return " ".join(names) or "..."


def _options(context: Any) -> list[str]:
    parameters = getattr(getattr(context, "command", None), "params", ())
    return [name for parameter in parameters for name in parameter.opts if name.startswith("--")] + ["--help"]


def _commands(context: Any) -> list[str]:
    return list(getattr(getattr(context, "command", None), "commands", {}))


def _label(parameter: Any) -> str:
    if parameter is None:
        return "?"
    names = [name for name in getattr(parameter, "opts", ()) if name.startswith("--")]
    return names[0] if names else str(getattr(parameter, "name", "?")).upper()
