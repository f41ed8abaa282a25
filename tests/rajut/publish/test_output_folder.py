"""The output folder as users leave it: foreign, read-only, full, busy, half deleted, open in a reader, interrupted."""

from __future__ import annotations

import fcntl
import json
import os
import random
import shutil
import subprocess
import sys
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from rajut.dataset.verify import verify_dataset
from rajut.publish.commit import COMMIT, NEXT
from rajut.publish.output_folder import PublishOptions, publish_results
from rajut.stage.file import list_staged
from rajut.stage.folder_names import LOCK, PRIVATE
from schemas.errors import UnwritableError, UsageError
from tests.rajut.publish.documents import make_result
from tests.rajut.publish.kill import publish_and_die, run
from tests.rajut.publish.test_publish import hashes, read

ROOT = Path(__file__).parents[3]


def test_a_folder_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A folder with files that are not ours is refused, and nothing in it changes."""
    (tmp_path / "thesis.docx").write_text("important")
    with pytest.raises(UnwritableError) as caught:
        publish_results([make_result()], tmp_path)
    assert (caught.value.code, caught.value.exit_code) == ("output-foreign", 8)
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.docx"]


def test_a_snapshot_of_another_program_is_left_alone(tmp_path: Path) -> None:
    """A snapshot.json that is not ours does not make the folder ours."""
    (tmp_path / "snapshot.json").write_text('{"vm": "debian"}')
    with pytest.raises(UnwritableError, match="output-foreign"):
        publish_results([make_result()], tmp_path)


def test_hidden_files_do_not_make_a_folder_foreign(tmp_path: Path) -> None:
    """A .gitkeep in the output folder is no obstacle, and stays."""
    (tmp_path / ".gitkeep").touch()
    publish_results([make_result()], tmp_path)
    assert (tmp_path / ".gitkeep").exists()


def test_notes_beside_a_dataset_stay(tmp_path: Path) -> None:
    """Files that an officer puts beside the published ones are neither read nor removed."""
    publish_results([make_result()], tmp_path)
    (tmp_path / "notes.txt").write_text("ask Bappeda")
    publish_results([make_result("b.pdf", "b")], tmp_path)
    assert (tmp_path / "notes.txt").read_text() == "ask Bappeda"


@pytest.mark.parametrize("place", ["file", "below"])
def test_a_file_in_the_place_of_the_folder_is_told(tmp_path: Path, place: str) -> None:
    """An output path that is a file, or lies below one, is a coded error and no traceback."""
    (tmp_path / "file").write_text("x")
    out = tmp_path / "file" if place == "file" else tmp_path / "file" / "out"
    with pytest.raises(UnwritableError) as caught:
        publish_results([make_result()], out)
    assert caught.value.exit_code == 8


def run_python(code: str, *arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from tests.rajut.publish.documents import *; from rajut.publish.output_folder import *; import sys\n" + code,
        *arguments,
    ]
    return subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False, **options)  # type: ignore[call-overload, no-any-return]


PUBLISH = """
from pathlib import Path
from schemas.errors import RajutError
try:
    publish_results([make_result("b.pdf", "b")], Path(sys.argv[1]), PublishOptions(wait_seconds=float(sys.argv[2])))
except RajutError as error:
    print(error.code, int(error.exit_code)); sys.exit(int(error.exit_code))
"""


@pytest.mark.skipif(os.geteuid() == 0 and not shutil.which("setpriv"), reason="root writes everywhere; setpriv is not here")
def test_a_read_only_folder_is_told_and_stays(tmp_path: Path) -> None:
    """Without permission to write: exit code 8, the old set stays."""
    out = tmp_path / "out"
    publish_results([make_result()], out)
    before = hashes(out)
    for path in [tmp_path.parent.parent, tmp_path.parent, tmp_path, out, *out.rglob("*")]:
        path.chmod(0o555 if path.is_dir() else 0o444)
    try:
        prefix = ["setpriv", "--reuid=65534", "--clear-groups"] if os.geteuid() == 0 else []
        command = [
            *prefix,
            sys.executable,
            "-c",
            "import sys\nfrom tests.rajut.publish.documents import *\nfrom rajut.publish.output_folder import *\n" + PUBLISH,
        ]
        done = subprocess.run([*command, str(out), "0"], cwd=ROOT, capture_output=True, text=True, check=False)
    finally:
        for path in [tmp_path.parent.parent, tmp_path.parent, tmp_path, out, *out.rglob("*")]:
            path.chmod(0o755 if path.is_dir() else 0o644)
    assert (done.stdout.split(), done.returncode) == (["output-unwritable", "8"], 8), done.stderr[-500:]
    assert hashes(out) == before


@pytest.fixture
def small_disk(tmp_path: Path) -> object:
    """A disk of 800 KB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    done = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=800k", "tmpfs", str(disk)], capture_output=True, check=False)
    if done.returncode:
        pytest.skip("no permission to mount a tmpfs")
    yield disk
    subprocess.run(["umount", str(disk)], check=True)


def test_a_full_disk_leaves_the_old_set(small_disk: Path) -> None:
    """When the disk fills up in the middle: exit code 8, the old set is whole, nothing half written stays; with room it works."""
    out = small_disk / "out"
    publish_results([make_result()], out)
    before = hashes(out)
    (small_disk / "ballast").write_bytes(
        os.urandom(max(os.statvfs(small_disk).f_bavail * os.statvfs(small_disk).f_frsize - 40_000, 0))
    )
    with pytest.raises(UnwritableError) as caught:
        publish_results([make_result("b.pdf", "b", tuple((f"P{n}", f"I{n}", "%", ("1", "2", "3")) for n in range(400)))], out)
    assert caught.value.code == "disk-full"
    assert hashes(out) == before
    assert verify_dataset(out).ok
    (small_disk / "ballast").unlink()
    assert publish_results([make_result("c.pdf", "c")], out).changed


def test_a_second_run_waits_or_refuses(tmp_path: Path) -> None:
    """While another run holds the folder, a run refuses after its patience; when the other ends, it goes on."""
    publish_results([make_result()], tmp_path)
    with (tmp_path / PRIVATE / LOCK).open("r+b") as other:
        fcntl.flock(other, fcntl.LOCK_EX)
        refused = run_python(PUBLISH, str(tmp_path), "0.2")
        assert (refused.stdout.split(), refused.returncode) == (["output-busy", "8"], 8), refused.stderr[-500:]
    assert run_python(PUBLISH, str(tmp_path), "0.2").returncode == 0
    assert len(read(tmp_path, "documents")) == 2


def test_two_runs_at_once_lose_nothing(tmp_path: Path) -> None:
    """Two processes that publish different documents into one folder at the same time: both documents are there."""
    code = PUBLISH.replace('make_result("b.pdf", "b")', "make_result(sys.argv[3], sys.argv[3])")
    command = [
        sys.executable,
        "-c",
        "import sys\nfrom tests.rajut.publish.documents import *\nfrom rajut.publish.output_folder import *\n" + code,
    ]
    runs = [subprocess.Popen([*command, str(tmp_path), "60", name], cwd=ROOT) for name in ("b.pdf", "c.pdf")]
    assert [run.wait() for run in runs] == [0, 0]
    assert [row["source_name"] for row in sorted(read(tmp_path, "documents"), key=lambda row: str(row["source_name"]))] == [
        "b.pdf",
        "c.pdf",
    ]
    assert verify_dataset(tmp_path).ok


def test_a_reader_keeps_the_file_that_it_opened(tmp_path: Path) -> None:
    """Somebody who opened a table before a publication reads the old rows to the end."""
    publish_results([make_result()], tmp_path)
    with (tmp_path / "observations.parquet").open("rb") as file:
        opened = pq.ParquetFile(file)
        publish_results([make_result("b.pdf", "b")], tmp_path)
        assert opened.read().num_rows == 6
    assert len(read(tmp_path, "observations")) == 12


@pytest.mark.parametrize("victims", ["one document", "all documents", "everything", "torn file", "empty file"])
def test_a_damaged_private_folder_is_mended(tmp_path: Path, victims: str) -> None:
    """Whatever is missing or torn in `.rajut` comes back from the published files, and the set stays the same."""
    publish_results([make_result(), make_result("b.pdf", "b")], tmp_path)
    before = hashes(tmp_path)
    first, second = (item.path for item in list_staged(tmp_path))
    if victims == "one document":
        first.unlink()
    elif victims == "all documents":
        shutil.rmtree(first.parent)
    elif victims == "everything":
        shutil.rmtree(tmp_path / PRIVATE)
    elif victims == "torn file":
        first.write_bytes(first.read_bytes()[:-7])
    else:
        second.write_bytes(b"")
    summary = publish_results([], tmp_path)
    assert summary.recovered == (2 if victims in {"all documents", "everything"} else 1)
    assert hashes(tmp_path) == before


def test_nothing_is_recovered_from_a_damaged_set(tmp_path: Path) -> None:
    """Rows of a file that is not as published are not believed: the documents must be converted again."""
    publish_results([make_result()], tmp_path)
    shutil.rmtree(tmp_path / PRIVATE)
    data = bytearray((tmp_path / "observations.parquet").read_bytes())
    data[len(data) // 2] ^= 1
    (tmp_path / "observations.parquet").write_bytes(data)
    assert publish_results([], tmp_path).recovered == 0


def test_a_damaged_table_is_made_anew(tmp_path: Path) -> None:
    """A published file that somebody changed is replaced by the next run, even when no document changed."""
    publish_results([make_result()], tmp_path)
    before = hashes(tmp_path)
    (tmp_path / "findings.parquet").write_bytes(b"oops")
    assert publish_results([], tmp_path).changed
    assert hashes(tmp_path) == before


def test_a_commit_cut_short_counts_and_is_finished(tmp_path: Path) -> None:
    """After the point of no return the new set is what verify and readers of the dataset see, and the next run tidies up."""
    publish_results([make_result()], tmp_path)
    old = hashes(tmp_path)
    publish_results([make_result("b.pdf", "b")], tmp_path)
    new = {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()}
    commit = tmp_path / PRIVATE / COMMIT
    commit.mkdir()
    for name in ("snapshot.json", "tables.parquet"):
        (commit / name).write_bytes(new[name])
        (tmp_path / name).write_bytes(b"old and stale")
    report = verify_dataset(tmp_path)
    assert report.ok
    assert report.interrupted
    publish_results([], tmp_path)
    assert not commit.exists()
    assert hashes(tmp_path) != old
    assert {path.name: path.read_bytes() for path in tmp_path.iterdir() if path.is_file()} == new


def test_leftovers_of_a_killed_run_are_swept(tmp_path: Path) -> None:
    """Half-written files of a run that was killed do not stay."""
    publish_results([make_result()], tmp_path)
    (tmp_path / PRIVATE / NEXT).mkdir()
    (tmp_path / PRIVATE / NEXT / "observations.parquet").write_bytes(b"half")
    partial = tmp_path / PRIVATE / "documents" / "x.4711.partial"
    partial.write_bytes(b"half")
    publish_results([], tmp_path)
    assert not partial.exists()
    assert not (tmp_path / PRIVATE / NEXT).exists()


def test_the_clock_has_no_say(tmp_path: Path) -> None:
    """Files from the future or the past (a clock that went backwards) change nothing: no time is read."""
    publish_results([make_result()], tmp_path)
    before = hashes(tmp_path)
    for path in tmp_path.rglob("*"):
        os.utime(path, (2**31, 2**31))
    assert not publish_results([make_result()], tmp_path).changed
    for path in tmp_path.rglob("*"):
        os.utime(path, (1, 1))
    publish_results([], tmp_path)
    assert hashes(tmp_path) == before


def test_pruning_everything_is_refused(tmp_path: Path) -> None:
    """An empty list of inputs with --prune is more likely a mistake than a wish: nothing is removed."""
    publish_results([make_result()], tmp_path)
    with pytest.raises(UsageError):
        publish_results([], tmp_path, PublishOptions(keep=frozenset()))
    assert len(read(tmp_path, "documents")) == 1


def test_a_killed_run_leaves_the_old_or_the_new_set(tmp_path: Path) -> None:
    """Four kills of a run, at random times and at steps on the disk, with a reader watching; `make kill-tests` does 300."""
    counts = run(4, random.randrange(2**32), tmp_path / "out")
    assert counts["reads"] > 0
    assert publish_and_die.__doc__


def test_the_snapshot_is_written_last(tmp_path: Path) -> None:
    """No published file is younger than the snapshot."""
    publish_results([make_result()], tmp_path)
    newest = max(path.stat().st_mtime_ns for path in tmp_path.iterdir() if path.is_file())
    assert (tmp_path / "snapshot.json").stat().st_mtime_ns == newest
    assert json.loads((tmp_path / "snapshot.json").read_text())["files"]
