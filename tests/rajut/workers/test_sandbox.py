"""A worker that a document has taken over writes nowhere but where it should, calls nobody, and signals nobody."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from extract.formats.libreoffice import find_converter
from rajut.batch.run import BatchOptions, convert_batch
from rajut.workers.isolate import Done, Limits, Outcome, Workers
from rajut.workers.sandbox import Sandbox, find_sandbox
from tests.rajut.batch.corpus import dataset_bytes, write_archive

FOUND = find_sandbox()
FILES = pytest.mark.skipif(not FOUND.landlock, reason="this kernel has no Landlock")
NETWORK = pytest.mark.skipif(not FOUND.seccomp, reason="no filter of system calls for this architecture")
Try = Callable[[Path], object]


def write_inside(folder: Path) -> object:
    (folder / "inside" / "made").mkdir()
    (folder / "inside" / "made" / "a").write_text("a", encoding="utf-8")
    (folder / "inside" / "made" / "a").replace(folder / "inside" / "b")
    return (folder / "inside" / "b").read_text(encoding="utf-8")


def write_outside(folder: Path) -> object:
    return (folder / "outside" / "a").write_text("a", encoding="utf-8")


def append_outside(folder: Path) -> object:
    with (folder / "outside" / "there").open("a", encoding="utf-8") as file:
        return file.write("more")


def truncate_outside(folder: Path) -> None:
    os.truncate(folder / "outside" / "there", 0)


def remove_outside(folder: Path) -> None:
    (folder / "outside" / "there").unlink()


def link_outside(folder: Path) -> None:
    (folder / "outside" / "link").symlink_to("/etc/passwd")


def program_outside(folder: Path) -> object:
    return subprocess.run(["touch", folder / "outside" / "a"], check=True, capture_output=True)


def call(folder: Path) -> object:
    return socket.socket(socket.AF_INET, socket.SOCK_STREAM)


def call_version_six(folder: Path) -> object:
    return socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)


def program_calls(folder: Path) -> object:
    code = "import socket; socket.create_connection(('127.0.0.1', 9), 1)"
    done = subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True)
    if "Permission denied" in done.stderr:
        raise PermissionError(done.stderr)
    return done.stderr


def signal_parent(folder: Path) -> None:
    os.kill(os.getppid(), 0)


def speak_at_home(folder: Path) -> object:
    one, other = socket.socketpair()
    one.send(b"a")
    return other.recv(1)


def attempt(task: tuple[Try, Path]) -> str:
    """What came of it: the answer as text, or what kind of error."""
    try:
        return str(task[0](task[1]))
    except (OSError, subprocess.CalledProcessError) as error:
        return type(error).__name__


def outcome_of(what: Try, folder: Path, *, sandboxed: bool = True) -> str:
    """Of one attempt in a worker."""
    for name in ("inside", "outside", "scratch"):
        (folder / name).mkdir()
    (folder / "outside" / "there").write_text("there", encoding="utf-8")
    writable = (folder / "inside",) if sandboxed else None
    with Workers(attempt, 1, Limits(seconds=60.0), folder / "scratch", writable=writable) as workers:
        while not workers.free:
            workers.wait()
        workers.submit((what, folder))
        outcomes: list[Outcome] = []
        while not outcomes:
            outcomes = workers.wait()
    assert isinstance(outcomes[0], Done)
    return str(outcomes[0].value)


@FILES
def test_where_it_may_write_it_can(tmp_path: Path) -> None:
    assert outcome_of(write_inside, tmp_path) == "a"


@FILES
@pytest.mark.parametrize(
    "what", [write_outside, append_outside, truncate_outside, remove_outside, link_outside, program_outside]
)
def test_elsewhere_it_can_change_nothing(tmp_path: Path, what: Try) -> None:
    assert outcome_of(what, tmp_path) in {"PermissionError", "CalledProcessError"}
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["there"]
    assert (tmp_path / "outside" / "there").read_text(encoding="utf-8") == "there"


@NETWORK
@pytest.mark.parametrize("what", [call, call_version_six, program_calls])
def test_no_connection_by_any_protocol(tmp_path: Path, what: Try) -> None:
    """Not by Python, whose audit hook would refuse it, and not by a program that the worker starts, which has none."""
    assert outcome_of(what, tmp_path) == "PermissionError"


@pytest.mark.skipif(FOUND.landlock < 6, reason="signals are kept in since Landlock 6")
def test_no_signal_to_the_run(tmp_path: Path) -> None:
    assert outcome_of(signal_parent, tmp_path) == "PermissionError"


def test_pipes_within_stay(tmp_path: Path) -> None:
    assert outcome_of(speak_at_home, tmp_path) == "b'a'"


def test_without_a_sandbox_all_of_it_would_work(tmp_path: Path) -> None:
    """Else the tests above would pass on a system that forbids it anyway."""
    assert outcome_of(write_outside, tmp_path, sandboxed=False) == "1"


def test_the_dataset_is_the_same_with_sandboxed_workers(tmp_path: Path) -> None:
    archive = write_archive(tmp_path / "in", 4)
    convert_batch([archive], tmp_path / "here")
    convert_batch([archive], tmp_path / "sandboxed", BatchOptions(jobs=2))
    assert dataset_bytes(tmp_path / "here") == dataset_bytes(tmp_path / "sandboxed")


def test_what_holds_is_told() -> None:
    assert str(Sandbox(7, seccomp=True)) == "files by Landlock 7, network by seccomp"
    assert str(Sandbox(0, seccomp=False)) == "files not, network by Python alone"


@pytest.mark.skipif(find_converter() is None, reason="LibreOffice is not installed")
def test_other_office_formats_are_read_in_the_sandbox_and_leave_no_socket(tmp_path: Path) -> None:
    row = r"\trowd\cellx3000\cellx6000\cellx8000 {}\cell {}\cell {}\cell\row"
    text = row.format("Program", "Satuan", "2021") + row.format("Program A", "Unit", "12")
    (tmp_path / "a.rtf").write_text(r"{\rtf1\ansi " + text + "}", encoding="ascii")
    before = set(Path("/tmp").glob("OSL_PIPE_*"))
    summary = convert_batch([tmp_path / "a.rtf"], tmp_path / "out", BatchOptions(jobs=1))
    assert [entry.error_code for entry in summary.entries] == [None]
    assert set(Path("/tmp").glob("OSL_PIPE_*")) <= before
