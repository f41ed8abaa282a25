"""Where documents are read: in worker processes of this machine (rajut.workers.isolate) or on a cluster that exists already.

A pool is whatever has these six members; a batch does not know more about it.
"""

from __future__ import annotations

from typing import Any, Protocol

from rajut.workers.isolate import Outcome


class Pool(Protocol):
    """Takes tasks while `free`, gives outcomes through `wait`; a context manager."""

    replaced: int

    def __enter__(self) -> Any: ...

    def __exit__(self, *exception: object) -> None: ...

    @property
    def free(self) -> bool:
        """Whether `submit` may be called now."""

    @property
    def running(self) -> tuple[Any, ...]:
        """Tasks that were submitted and have no outcome yet."""

    def submit(self, task: Any) -> None:
        """Hands a task over."""

    def wait(self, seconds: float = 1.0) -> list[Outcome]:
        """Outcomes that came within `seconds`, possibly none."""
