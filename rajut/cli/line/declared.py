"""What a command may be told: the parameters of a function, or the fields of a class, with how each is written and what it means."""

from __future__ import annotations

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from types import NoneType, UnionType
from typing import Annotated, Any, Union, get_args, get_origin, get_type_hints

Words = tuple[str, str]  # English, Bahasa Indonesia


def words_in(words: Words, language: str) -> str:
    """The words for `language`, "en" or "id"."""
    return words[language == "id"]


@dataclass(frozen=True, slots=True)
class Written:
    """How a parameter is written. `names` are its options, none for what stands in its place; `least` and `most` bound a number;
    `variable` is the environment variable that stands in for it."""

    help: Words
    names: tuple[str, ...] = ()
    placed: bool = False
    least: float | None = None
    most: float | None = None
    variable: str | None = None


def option(  # what an option may be
    *names: str,
    help: Words,
    least: float | None = None,
    most: float | None = None,
    variable: str | None = None,
) -> Written:
    """An option; without names it is called like its parameter."""
    return Written(help, names, False, least, most, variable)


def argument(*, help: Words) -> Written:
    """What is written without a name, in its place."""
    return Written(help, placed=True)


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter of a command. `kind` is bool, int, float, str, Path or an enumeration; `many` may be given several times."""

    name: str
    kind: type
    many: bool
    required: bool
    default: Any
    written: Written

    @property
    def placed(self) -> bool:
        """It has no name on the command line."""
        return self.written.placed

    @property
    def options(self) -> tuple[str, ...]:
        """Its names on the command line, as declared; empty for one in its place."""
        if self.placed:
            return ()
        return self.written.names or (f"--{self.name.replace('_', '-')}",)

    @property
    def label(self) -> str:
        """How a message names it: --out, FILE."""
        return next((name for name in self.options if name.startswith("--")), self.name.upper())

    @property
    def choices(self) -> tuple[str, ...]:
        """What may be written, of an enumeration; empty for all else."""
        return tuple(str(member.value) for member in self.kind) if issubclass(self.kind, Enum) else ()


@dataclass(frozen=True, slots=True)
class Command:
    """A command that can be run: `run` takes the values of `parameters` by name."""

    name: str
    help: Words
    parameters: tuple[Parameter, ...]
    run: Callable[..., None]

    def named(self, name: str) -> Parameter | None:
        """The parameter that has this option; None where there is none."""
        return next((parameter for parameter in self.parameters if name in parameter.options), None)

    @property
    def places(self) -> tuple[Parameter, ...]:
        """The parameters that have no name, in their order."""
        return tuple(parameter for parameter in self.parameters if parameter.placed)


def options_to_types(options: Callable[..., Any]) -> dict[str, Any]:
    """The type of each parameter by name, of a command's function or of the class that holds its options."""
    hints = get_type_hints(options, include_extras=True)
    return {name: get_args(hint)[0] for name, hint in hints.items() if get_origin(hint) is Annotated}


def to_parameters(options: Callable[..., Any]) -> tuple[Parameter, ...]:
    """The parameters of a function or a class, in their order; each must be annotated with how it is written."""
    hints = get_type_hints(options, include_extras=True)
    found = []
    for name, parameter in inspect.signature(options).parameters.items():
        wanted, written = get_args(hints[name])
        if get_origin(wanted) in {Union, UnionType}:
            (wanted,) = [part for part in get_args(wanted) if part is not NoneType]
        many = get_origin(wanted) is list
        required = parameter.default is inspect.Parameter.empty
        found.append(
            Parameter(
                name=name,
                kind=get_args(wanted)[0] if many else wanted,
                many=many,
                required=required,
                default=None if required else parameter.default,
                written=written,
            )
        )
    return tuple(found)
