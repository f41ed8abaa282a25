"""`rajut.toml`: the options of the command line, written down once, under the same names.

    [convert]
    out = "/srv/dataset"
    jobs = 4
    timeout = 120

What is given on the command line wins. A key that is no option, or a value of the wrong type, is an error: a misspelt limit that
is silently ignored would be found at three in the morning.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import TYPE_CHECKING, Any, Union, get_args, get_origin

from schemas.errors import ProfileError, UsageError

if TYPE_CHECKING:
    from rajut.cli.line.declared import Command, Parameter

CONFIG = "rajut.toml"
_SCALARS: Mapping[type, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (int, float), str: (str,), Path: (str,)}
_WORDS: Mapping[type, str] = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", Path: "a path"}


def load_config(written: str | None, command: Command) -> dict[str, Any]:
    """What the file says for a command, by parameter name and raw. Without a file `rajut.toml` in the working folder is read when it is
    there. Raises UsageError for a file that is missing, ProfileError for one that is wrong."""
    path = Path(written or CONFIG)
    if written is None and not path.is_file():
        return {}
    return read_config(path, command.name, {parameter.name: _to_type(parameter) for parameter in command.parameters})


def _to_type(parameter: Parameter) -> Any:
    return list[parameter.kind] if parameter.many else parameter.kind  # type: ignore[name-defined]


def read_config(path: Path, command: str, types: Mapping[str, Any]) -> dict[str, Any]:
    """The values for one command by parameter name; empty when the file has no section for it. Options are written as on the
    command line, `dry-run`.

    Raises UsageError "file-missing", ProfileError "config-invalid" for broken TOML, an unknown key, or a value of the wrong type.
    """
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError as error:
        raise UsageError("file-missing", name=str(path)) from error
    except (OSError, ValueError) as error:
        raise ProfileError("config-invalid", name=str(path), detail=str(error)) from error
    problems = [f"'{key}' stands outside a section" for key, value in content.items() if not isinstance(value, dict)]
    section: Mapping[str, Any] = content.get(command, {}) if not problems else {}
    options = {name.removeprefix("as_").replace("_", "-"): name for name in types if name not in _NOT_HERE}
    for key, value in section.items():
        problem = value_to_problem(value, types[options[key]]) if key in options else "no such option"
        if problem:
            problems.append(f"[{command}] {key}: {problem}")
    if problems:
        raise ProfileError("config-invalid", name=str(path), detail="; ".join(problems))
    return {options[key]: value for key, value in section.items()}


_NOT_HERE = frozenset({"config", "inputs"})


def value_to_problem(value: Any, wanted: Any) -> str:
    """Why the value does not fit the type, "" when it does. TOML's types are taken at their word: "4" is no number."""
    if get_origin(wanted) in {Union, UnionType}:
        (wanted,) = [part for part in get_args(wanted) if part is not NoneType]
    if get_origin(wanted) is list:
        if not isinstance(value, list):
            return f"{value!r} is not a list"
        (item_type,) = get_args(wanted)
        return next((problem for item in value if (problem := value_to_problem(item, item_type))), "")
    if isinstance(wanted, type) and issubclass(wanted, Enum):
        choices = [str(member.value) for member in wanted]
        return "" if value in choices else f"{value!r} is not one of {', '.join(choices)}"
    fits = isinstance(value, _SCALARS[wanted]) and (wanted is bool or not isinstance(value, bool))
    return "" if fits else f"{value!r} is not {_WORDS[wanted]}"
