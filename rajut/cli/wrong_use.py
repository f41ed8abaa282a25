"""What was wrong with a command line, in our words: typer's own sentences are English, name no cure, and change with its version.

Nothing here reads them. The type of typer's error says what kind of mistake it was; what was written is parsed once more with the command
that refused it, and what it asks for is told by the parameter itself.
"""

from __future__ import annotations

import difflib
import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from schemas.errors import RajutError, UsageError

_HELP = {
    "en": "Did you mean {near}? `{command} --help` lists them all.",
    "id": "Maksud Anda {near}? `{command} --help` mendaftar semuanya.",
}
_NO_NEAR = {"en": "`{command} --help` lists what there is.", "id": "`{command} --help` mendaftar yang ada."}


@dataclass(frozen=True, slots=True)
class _Written:
    """What a command was given: the text of each parameter by its name, and the words that none of its parameters takes."""

    values: Mapping[str, Any]
    left: Sequence[str]


def error_to_wrong_use(error: Exception, arguments: Sequence[str]) -> RajutError | None:
    """The error of ours for what typer found wrong with `arguments`; None for an error that is none of this kind."""
    context = getattr(error, "ctx", None)
    command = _command(context)
    match type(error).__name__:
        case "NoSuchOption":
            name = str(getattr(error, "option_name", ""))
            return UsageError("option-unknown", name=name, **_near(name, _options(context), command))
        case "MissingParameter":
            parameter = getattr(error, "param", None)
            return UsageError("argument-missing", name=_label(parameter), command=command, usage=_usage(context))
        case "BadParameter":
            return _bad_value(getattr(error, "param", None), context, arguments)
        case "BadOptionUsage":
            return UsageError("option-empty", name=str(getattr(error, "option_name", "?")), command=command)
        case "UsageError" if context is not None:
            return _left_over(context, arguments)
    return None


def _left_over(context: Any, arguments: Sequence[str]) -> RajutError:
    """A word too many for a command; for a group of commands one that names none of them, or none at all."""
    left = _context_to_written(context, arguments).left
    command, commands = _command(context), _commands(context)
    if not commands:
        return UsageError("argument-extra", name=left[0] if left else "?", command=command)
    if not left:
        return UsageError("argument-missing", name="COMMAND", command=command, usage="COMMAND")
    return UsageError("command-unknown", name=left[0], **_near(left[0], commands, command))


def _context_to_written(context: Any, arguments: Sequence[str]) -> _Written:
    """What stands in the command line for the command of this context: `arguments` are for the first of its parents, each leaves the rest
    to the command that it names."""
    before = list(arguments)
    if context.parent is not None:
        before = list(_context_to_written(context.parent, arguments).left[1:])
    values, left, _ = context.command.make_parser(context).parse_args(args=before)
    return _Written(values, left)


def _bad_value(parameter: Any, context: Any, arguments: Sequence[str]) -> RajutError:
    wanted = _parameter_to_wanted(parameter)
    found = _parameter_to_found(parameter, context, arguments)
    return UsageError("value-invalid", name=_label(parameter), found=found, wanted_en=wanted[0], wanted_id=wanted[1])


def _parameter_to_found(parameter: Any, context: Any, arguments: Sequence[str]) -> str:
    """What was given for the parameter: in the command line, in a variable of the environment, in a file of options; "?" for none."""
    name = str(getattr(parameter, "name", ""))
    variable = getattr(parameter, "envvar", None)
    places = (
        _context_to_written(context, arguments).values if context is not None else {},
        {name: os.environ.get(variable)} if isinstance(variable, str) else {},
        getattr(context, "default_map", None) or {},
    )
    return str(next((place[name] for place in places if place.get(name) is not None), "?"))


def _parameter_to_wanted(parameter: Any) -> tuple[str, str]:
    """What the parameter takes, in English and Indonesian."""
    described = getattr(parameter, "type_descriptor", None)
    choices = getattr(described, "choices", None)
    if choices:
        listed = ", ".join(str(choice.value if isinstance(choice, Enum) else choice) for choice in choices)
        return f"one of {listed}", f"salah satu dari {listed}"
    kind = getattr(described, "annotation", None)
    if kind not in (int, float):
        return "what --help describes", "seperti yang dijelaskan --help"
    info = getattr(described, "parameter_info", None)
    low, high = getattr(info, "min", None), getattr(info, "max", None)
    english = ["a whole number" if kind is int else "a number"]
    indonesian = ["bilangan bulat" if kind is int else "angka"]
    if low is not None:
        english.append(f"at least {low}")
        indonesian.append(f"paling kecil {low}")
    if high is not None:
        english.append(f"at most {high}")
        indonesian.append(f"paling besar {high}")
    return ", ".join(english), ", ".join(indonesian)


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
