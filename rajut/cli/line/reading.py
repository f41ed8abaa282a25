"""The words of a command line -> the values of a command's parameters, or what is wrong with them."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path
from typing import Any

from rajut.cli.line.declared import Command, Parameter, Words
from rajut.cli.line.near import near_names
from schemas.errors import UsageError

HELP = frozenset({"-h", "--help"})


class HelpWanted(Exception):  # noqa: N818  no error: somebody asks
    """The words ask for the command's help."""


@dataclass(slots=True)
class _Read:
    """What was read so far: options by parameter name as they were written, what stood without a name, and the words left."""

    words: list[str]
    given: dict[str, list[str | bool]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)


def words_to_values(command: Command, words: Sequence[str], defaults: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The value of every parameter by its name. What is written counts before the environment, that before `defaults` (raw values, as in
    a file of options), those before the command's own.

    Raises HelpWanted, and UsageError "option-unknown", "option-empty", "argument-missing", "argument-extra" or "value-invalid".
    """
    read = _words_to_read(command, words)
    _put_in_places(command, read)
    values: dict[str, Any] = {}
    for parameter in command.parameters:
        variable = parameter.written.variable
        if parameter.name in read.given:
            values[parameter.name] = _to_value(parameter, read.given[parameter.name], parameter.label)
        elif variable and os.environ.get(variable):
            values[parameter.name] = _to_value(parameter, [os.environ[variable]], variable)
        elif defaults and parameter.name in defaults:
            raw = defaults[parameter.name]
            values[parameter.name] = _to_value(parameter, raw if isinstance(raw, list) else [raw], parameter.label)
        elif parameter.required:
            usage = " ".join(place.name.upper() for place in command.places) if parameter.placed else f"{parameter.label} ..."
            raise UsageError("argument-missing", name=parameter.label, command=f"rajut {command.name}", usage=usage)
        else:
            values[parameter.name] = parameter.default
    return values


def option_written(command: Command, words: Sequence[str], name: str) -> str | None:
    """What is written behind the option of the parameter `name`, before anything is judged; None where it is not written."""
    written = _words_to_read(command, words).given.get(name)
    return str(written[-1]) if written else None


def _words_to_read(command: Command, words: Sequence[str]) -> _Read:
    read = _Read(list(words))
    while read.words:
        word = read.words.pop(0)
        if word == "--":
            read.loose += read.words
            break
        if word in HELP:
            raise HelpWanted
        if word.startswith("--"):
            _long(command, word, read)
        elif word.startswith("-") and len(word) > 1:
            _short(command, word, read)
        else:
            read.loose.append(word)
    return read


def _long(command: Command, word: str, read: _Read) -> None:
    name, equals, value = word.partition("=")
    parameter = command.named(name)
    if parameter is None:
        raise _unknown(command, name)
    if parameter.kind is bool:
        if equals:
            raise UsageError("option-full", name=name, command=f"rajut {command.name}")
        read.given[parameter.name] = [True]
    else:
        read.given.setdefault(parameter.name, []).append(value if equals else _value_behind(command, name, read))


def _short(command: Command, word: str, read: _Read) -> None:
    """-q, -j 2, -j2, -j=2, and -qj2."""
    for at in range(1, len(word)):
        name = f"-{word[at]}"
        parameter = command.named(name)
        if parameter is None:
            if name in HELP:
                raise HelpWanted
            raise _unknown(command, word if at == 1 else name)
        if parameter.kind is bool:
            read.given[parameter.name] = [True]
            continue
        rest = word[at + 1 :].removeprefix("=")
        read.given.setdefault(parameter.name, []).append(rest or _value_behind(command, name, read))
        return


def _value_behind(command: Command, name: str, read: _Read) -> str:
    """The next word; another option of the command is no value."""
    if not read.words or read.words[0] in HELP or command.named(read.words[0].partition("=")[0]) is not None:
        raise UsageError("option-empty", name=name, command=f"rajut {command.name}")
    return read.words.pop(0)


def _unknown(command: Command, name: str) -> UsageError:
    known = [other for parameter in command.parameters for other in parameter.options if other.startswith("--")]
    return UsageError("option-unknown", name=name, **near_names(name, [*known, "--help"], f"rajut {command.name}"))


def _put_in_places(command: Command, read: _Read) -> None:
    loose = list(read.loose)
    for parameter in command.places:
        if loose:
            taken = loose if parameter.many else loose[:1]
            read.given[parameter.name] = list(taken)
            loose = loose[len(taken) :]
    if loose:
        raise UsageError("argument-extra", name=loose[0], command=f"rajut {command.name}")


def _to_value(parameter: Parameter, written: Sequence[Any], label: str) -> Any:
    if parameter.many:
        return [_one(parameter, item, label) for item in written]
    return _one(parameter, written[-1], label)


def _one(parameter: Parameter, raw: Any, label: str) -> Any:
    kind = parameter.kind
    if kind is bool:
        return _truth(parameter, raw, label)
    if issubclass(kind, Enum):
        if str(raw) not in parameter.choices:
            listed = ", ".join(parameter.choices)
            raise _invalid(label, raw, (f"one of {listed}", f"salah satu dari {listed}"))
        return kind(str(raw))
    if kind is Path:
        return Path(raw)
    if kind is str:
        return str(raw)
    try:
        value = int(raw) if kind is int else float(raw)
    except ValueError:
        wanted = ("a whole number", "bilangan bulat") if kind is int else ("a number", "angka")
        raise _invalid(label, raw, wanted) from None
    least, most = parameter.written.least, parameter.written.most
    if least is not None and not value >= least:  # nan is no number of anything
        raise _invalid(label, raw, (f"a number, at least {least}", f"angka, paling kecil {least}"))
    if most is not None and value > most:
        raise _invalid(label, raw, (f"a number, at most {most}", f"angka, paling besar {most}"))
    return value


def _truth(parameter: Parameter, raw: Any, label: str) -> bool:
    if isinstance(raw, bool):
        return raw
    known = {"1": True, "true": True, "yes": True, "0": False, "false": False, "no": False}
    if str(raw).lower() not in known:
        raise _invalid(label, raw, ("true or false", "true atau false"))
    return known[str(raw).lower()]


def _invalid(label: str, raw: Any, wanted: Words) -> UsageError:
    return UsageError("value-invalid", name=label, found=str(raw), wanted_en=wanted[0], wanted_id=wanted[1])
