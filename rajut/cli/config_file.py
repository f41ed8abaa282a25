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
from collections.abc import Callable, Mapping
from enum import Enum
from pathlib import Path
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

import typer

from schemas.errors import ProfileError, UsageError

CONFIG = "rajut.toml"
_SCALARS: Mapping[type, tuple[type, ...]] = {bool: (bool,), int: (int,), float: (int, float), str: (str,), Path: (str,)}
_WORDS: Mapping[type, str] = {bool: "true or false", int: "a whole number", float: "a number", str: "a text", Path: "a path"}


def load_config(context: typer.Context, value: Path | None) -> Path | None:
    """Callback of an eager `--config` option: the file's values become the defaults of the command. Without the option,
    `rajut.toml` in the working folder is read when it is there. Raises UsageError for a file that is missing, ProfileError for
    one that is wrong."""
    path = value if value is not None else Path(CONFIG)
    if value is None and not path.is_file():
        return None
    function: Any = context.command.callback
    types = options_to_types(getattr(function, "__wrapped__", function))
    context.default_map = {**(context.default_map or {}), **read_config(path, context.command.name or "", types)}
    return path


def options_to_types(options: Callable[..., Any]) -> dict[str, Any]:
    """The type of each option by name, of a command function or of the class that holds its options."""
    hints = get_type_hints(options, include_extras=True)
    return {name: get_args(hint)[0] for name, hint in hints.items() if get_origin(hint) is Annotated}


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
