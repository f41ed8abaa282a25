"""The fork server: the process that workers are made from. It loads once what every worker needs.

Loading takes two seconds, in this process and in the server alike; a run that starts the server first does both at the same time.
"""

from __future__ import annotations

import multiprocessing
from collections.abc import Sequence
from multiprocessing import forkserver

from rajut.workers.inside import PRELOADED


def preload(modules: Sequence[str] = ()) -> None:
    """Says what a fork server loads that is not running yet: the worker's own code and `modules`."""
    multiprocessing.get_context("forkserver").set_forkserver_preload(["rajut.workers.inside", *modules])


def start_early() -> None:
    """Starts the fork server for a batch and comes back at once; the first worker waits for it. It ends with this process."""
    preload(PRELOADED)
    forkserver.ensure_running()
