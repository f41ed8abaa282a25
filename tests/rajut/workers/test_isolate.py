"""A worker may crash, hang or eat memory: its task is lost with a code, everything else goes on."""

from __future__ import annotations

import os
import socket
import subprocess
import time
from collections import deque
from pathlib import Path

import pytest

from rajut.workers.isolate import Done, Limits, Lost, Outcome, Workers, WorkersBrokenError, exit_to_loss
from tests.rajut.workers.misbehaviour import act, leave

LIMITS = Limits(seconds=2.0, memory=256 * 2**20)


def run_all(tasks: list[str], scratch: Path, count: int = 2, limits: Limits = LIMITS) -> dict[str, Outcome]:
    outcomes: dict[str, Outcome] = {}
    waiting = deque(tasks)
    with Workers(act, count, limits, scratch) as workers:
        while waiting or workers.running:
            while waiting and workers.free:
                workers.submit(waiting.popleft())
            outcomes |= {outcome.task: outcome for outcome in workers.wait()}
    return outcomes


@pytest.mark.parametrize(
    ("task", "code"),
    [
        ("hang", "time-limit"),
        ("segfault", "worker-crashed"),
        ("abort", "worker-crashed"),
        ("exit", "worker-crashed"),
        ("babble", "worker-crashed"),
        ("stammer", "worker-crashed"),
        ("bomb", "memory-limit"),
        ("native-bomb", "memory-limit"),
    ],
)
def test_a_task_that_kills_its_worker_is_lost_and_the_others_are_done(task: str, code: str, tmp_path: Path) -> None:
    """One bad task among good ones costs exactly itself, with the code of what it did."""
    outcomes = run_all(["work 1", task, "work 2", "work 3"], tmp_path)
    lost = outcomes.pop(task)
    assert isinstance(lost, Lost)
    assert lost.code == code
    assert all(isinstance(outcome, Done) and outcome.value == f"done {outcome.task[-1]}" for outcome in outcomes.values())
    assert len(outcomes) == 3


def test_errors_are_printed_into_the_worker_s_own_file(tmp_path: Path) -> None:
    """Whatever file the parent prints its errors into: that number may be a pipe of ours in the worker."""
    outcome = run_all(["complain"], tmp_path)["complain"]
    assert isinstance(outcome, Done)
    assert outcome.value == "2"


def test_hung_workers_are_killed_together(tmp_path: Path) -> None:
    """Four hangs at once all end within a second of their limit, though no signal handler of theirs runs."""
    outcomes = run_all([f"hang {number}" for number in range(4)], tmp_path, count=4)
    assert all(isinstance(outcome, Lost) and outcome.seconds < LIMITS.seconds + 1.0 for outcome in outcomes.values())  # type: ignore[operator]


def test_nothing_is_left_of_a_killed_worker(tmp_path: Path) -> None:
    """Its temporary files are gone, and so is the process that it had started."""
    note = tmp_path / "child"
    run_all([f"litter {note}"], tmp_path / "scratch")
    assert list((tmp_path / "scratch").iterdir()) == []
    assert not _alive(int(note.read_text(encoding="ascii")))


def test_workers_are_replaced_after_their_share_of_tasks(tmp_path: Path) -> None:
    """A worker that has served its number of tasks makes room for a new one, and no task is lost over it."""
    tasks = [f"work {number}" for number in range(7)]
    outcomes = run_all(tasks, tmp_path, count=1, limits=Limits(tasks=2))
    assert [outcomes[task].value for task in tasks] == [f"done {number}" for number in range(7)]  # type: ignore[union-attr]


def test_no_process_survives_the_block(tmp_path: Path) -> None:
    """Leaving the block ends idle and busy workers alike."""
    with Workers(act, 2, Limits(), tmp_path) as workers:
        while not workers.free:
            workers.wait()
        workers.submit("hang")
        pids = workers.pids
    assert not any(_alive(pid) for pid in pids)


def test_a_worker_cannot_reach_the_network(tmp_path: Path) -> None:
    """A connection to a server that really listens is refused inside the worker, and never arrives."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        task = f"dial {server.getsockname()[1]}"
        outcome = run_all([task], tmp_path)[task]
        assert isinstance(outcome, Done)
        assert outcome.value == "refused"
        with pytest.raises(BlockingIOError):
            server.accept()


def test_workers_that_cannot_start_are_no_documents_fault(tmp_path: Path) -> None:
    """When the environment is broken the run says so instead of blaming every document."""
    with Workers(act, 1, LIMITS, tmp_path, warm_up=leave) as workers, pytest.raises(WorkersBrokenError, match="exit status 3"):
        workers.wait(60.0)


def test_a_kill_from_outside_is_no_memory_limit() -> None:
    """The kernel's or an operator's SIGKILL says nothing about the document's memory."""
    assert exit_to_loss(-9, b"", 0, 2**30) == ("worker-crashed", "signal SIGKILL")


def test_an_abort_after_bad_alloc_is_a_memory_limit() -> None:
    """Native code that is refused memory aborts; its last words tell why."""
    assert exit_to_loss(-6, b"terminate called after throwing 'std::bad_alloc'", 0, 2**30) == ("memory-limit", "1024 MiB")


def _alive(pid: int) -> bool:
    """Whether the process runs; a zombie of somebody else's that waits to be reaped does not."""
    for _ in range(40):
        state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True, check=False).stdout
        if not state.strip() or state.startswith("Z"):
            return False
        time.sleep(0.05)
    return os.path.exists(f"/proc/{pid}")  # noqa: PTH110
