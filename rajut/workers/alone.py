"""One call in a process of its own, for commands and library calls that read a single document.

The document may crash, hang or fill that process; the caller gets a coded error and stays answerable to signals meanwhile.
"""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from rajut.workers.isolate import Limits, Lost, Outcome, Workers
from schemas.errors import LimitError, RajutError

UNATTENDED = Limits(seconds=900.0, memory=2 * 2**30)
_ATTEMPTS = 2
_TELL_SECONDS = 0.5

Argument = TypeVar("Argument")
Value = TypeVar("Value")


@dataclass(frozen=True, slots=True)
class _Call:
    """What the worker does: `function(argument)`."""

    function: Callable[[Any], Any]
    argument: Any


@dataclass(frozen=True, slots=True)
class _Answer:
    """What came back: `value`, or the error that was meant for the user."""

    value: Any = None
    error: RajutError | None = None


def call_alone(
    function: Callable[[Argument], Value],
    argument: Argument,
    limits: Limits | None,
    name: str,
    writable: tuple[Path, ...] = (),
) -> Value:
    """`function(argument)` in a worker with these limits; here and now when `limits` is None. Both must pickle.

    A RajutError of the function comes out as it is. Raises LimitError "time-limit" or "memory-limit", and RajutError
    "worker-crashed" when the worker died over it twice; `name` is the document's, for their sentences. The function may write to `writable`
    folders and to its temporary folder.
    """
    if limits is None:
        return function(argument)
    with tempfile.TemporaryDirectory(prefix="rajut-") as scratch:
        outcome = _outcome(_Call(function, argument), limits, Path(scratch), writable)
    if isinstance(outcome, Lost):
        kind = RajutError if outcome.code == "worker-crashed" else LimitError
        raise kind(outcome.code, name=name, detail=outcome.detail)
    answer: _Answer = outcome.value
    if answer.error is not None:
        raise answer.error
    value: Value = answer.value
    return value


def _outcome(call: _Call, limits: Limits, scratch: Path, writable: tuple[Path, ...]) -> Outcome:
    preload = (call.function.__module__,)
    with Workers(_answer, 1, limits, scratch, preload=preload, writable=writable) as workers:
        for attempt in range(1, _ATTEMPTS + 1):
            while not workers.free:
                workers.wait(_TELL_SECONDS)
            workers.submit(call)
            outcomes: list[Outcome] = []
            while not outcomes:
                outcomes = workers.wait(_TELL_SECONDS)
            crashed = isinstance(outcomes[0], Lost) and outcomes[0].code == "worker-crashed"
            if not crashed or attempt == _ATTEMPTS:
                break  # one that was killed from outside gets its second try
    return outcomes[0]


def _answer(call: _Call) -> _Answer:
    try:
        return _Answer(call.function(call.argument))
    except RajutError as error:
        return _Answer(error=error)
