"""A batch gives every document a status, publishes once, and does not do twice what is done."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet
import pytest

from extract.formats.libreoffice import find_converter
from extract.options import ReadOptions
from rajut.batch.journal import read_journal, read_status
from rajut.batch.run import BatchOptions, BatchSummary, Progress, convert_batch
from rajut.cli.exit_status import summary_to_exit
from rajut.pipeline import ConvertOptions
from rajut.stage.folder_names import PRIVATE
from rajut.workers.alone import UNATTENDED
from schemas.errors import ExitCode, UsageError
from tests.rajut.batch.corpus import dataset_bytes, write_archive, write_document
from tests.rajut.workers.misbehaviour import run_misbehaving

ISOLATED = BatchOptions(jobs=2, timeout=30.0, memory=512 * 2**20)


def statuses(summary: BatchSummary) -> dict[str, tuple[str, str | None]]:
    return {entry.source_name: (entry.status, entry.error_code) for entry in summary.entries}


def test_workers_and_this_process_give_the_same_bytes(tmp_path: Path) -> None:
    """Isolation changes nothing about the dataset."""
    archive = write_archive(tmp_path / "archive", 5)
    convert_batch([archive], tmp_path / "alone")
    convert_batch([archive], tmp_path / "workers", ISOLATED)
    assert dataset_bytes(tmp_path / "alone") == dataset_bytes(tmp_path / "workers")


@pytest.mark.parametrize(
    ("word", "code"),
    [("hang", "time-limit"), ("bomb", "memory-limit"), ("segfault", "worker-crashed"), ("exit", "worker-crashed")],
)
def test_a_document_that_kills_its_worker_is_failed_and_published_as_such(word: str, code: str, tmp_path: Path) -> None:
    """The document is in documents.parquet with its code, and all others are read."""
    archive = write_archive(tmp_path / "archive", 3)
    write_document(archive / "bad.md", 9)
    (archive / "bad.md").write_text(f"!{word}\n" + (archive / "bad.md").read_text(encoding="utf-8"), encoding="utf-8")
    options = replace(ISOLATED, timeout=3.0, memory=256 * 2**20)
    summary = convert_batch([archive], tmp_path / "out", options, run=run_misbehaving)
    published = pyarrow.parquet.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    assert {row["source_name"]: row["error_code"] for row in published if row["status"] == "failed"} == {"bad.md": code}
    assert len(published) == 4
    assert summary_to_exit(summary) is ExitCode.BATCH


def test_a_bug_costs_one_document(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception that nobody expected is a failed document with its traceback in the journal."""
    archive = write_archive(tmp_path / "archive", 2)
    real = convert_batch.__globals__["run_task"].__globals__["convert_document"]

    def broken(path: Path, root: Path, options: object) -> object:
        if path.name == "renstra-000.md":
            raise ZeroDivisionError("by a table of width 0")
        return real(path, root, options)

    monkeypatch.setitem(convert_batch.__globals__["run_task"].__globals__, "convert_document", broken)
    summary = convert_batch([archive], tmp_path / "out")
    assert statuses(summary)["2020/renstra-000.md"] == ("failed", "bug")
    assert statuses(summary)["2021/renstra-001.md"][0] in {"ok", "flagged"}
    assert "by a table of width 0" in (read_journal(tmp_path / "out")["2020/renstra-000.md"].detail or "")


def test_a_second_run_reads_nothing_and_changes_no_byte(tmp_path: Path) -> None:
    """What is done is skipped, refused documents included, and the published files are the same."""
    archive = write_archive(tmp_path / "archive", 3)
    (archive / "empty.pdf").write_bytes(b"")
    (archive / "prose.md").write_text("Tanpa tabel.\n", encoding="utf-8")
    (archive / "sheet.doc").write_bytes(b"{\\rtf1 x}")
    first = convert_batch([archive], tmp_path / "out")
    before = dataset_bytes(tmp_path / "out")
    second = convert_batch([archive], tmp_path / "out")
    assert (first.skipped, second.skipped) == (0, 6)
    assert statuses(first) == statuses(second)
    assert dataset_bytes(tmp_path / "out") == before


def test_only_what_changed_is_read_again(tmp_path: Path) -> None:
    """A changed, an added and a touched document: the first two are read, the third has the same bytes and is not."""
    archive = write_archive(tmp_path / "archive", 4)
    convert_batch([archive], tmp_path / "out")
    write_document(archive / "2020" / "renstra-000.md", 77)
    write_document(archive / "new.md", 78)
    os.utime(archive / "2020" / "renstra-002.md", (1, 1))
    seen: list[str] = []
    convert_batch([archive], tmp_path / "out", on_progress=lambda progress: seen.extend(_finished(progress)))
    convert_batch([archive], tmp_path / "fresh")
    assert seen == ["2020/renstra-000.md", "new.md"]
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "fresh")


def test_an_engine_that_was_installed_since_is_a_reason_to_read_again(tmp_path: Path) -> None:
    """The engines that may give second opinions, and their versions, are part of what a document was read with."""
    write_archive(tmp_path / "in", 1)

    def run(*engines: str) -> int:
        read = ReadOptions(second_opinion="auto", opinion_engines=engines)
        options = BatchOptions(convert=ConvertOptions(read=read), jobs=0)
        return convert_batch([tmp_path / "in"], tmp_path / "out", options).skipped

    assert [run(), run(), run("camelot 2.0.0"), run("camelot 2.0.0"), run("camelot 2.1.0")] == [0, 1, 0, 1, 0]


def test_failed_documents_are_read_again_when_asked_or_when_the_limit_was_raised(tmp_path: Path) -> None:
    """`--retry failed` and a higher limit both make a failed document worth another try; a plain rerun does not."""
    archive = write_archive(tmp_path / "archive", 1)
    write_document(archive / "bad.md", 9)
    (archive / "bad.md").write_text("!exit\n" + (archive / "bad.md").read_text(encoding="utf-8"), encoding="utf-8")
    first = convert_batch([archive], tmp_path / "out", ISOLATED, run=run_misbehaving)
    plain = convert_batch([archive], tmp_path / "out", ISOLATED)
    raised = convert_batch([archive], tmp_path / "raised", ISOLATED, run=run_misbehaving)
    raised = convert_batch([archive], tmp_path / "raised", replace(ISOLATED, timeout=60.0))
    retried = convert_batch([archive], tmp_path / "out", replace(ISOLATED, retry=frozenset({"failed"})))
    assert [run.counts["failed"] for run in (first, plain, raised, retried)] == [1, 1, 0, 0]
    assert [run.skipped for run in (plain, raised, retried)] == [2, 1, 1]


def test_twins_are_read_once_and_listed_twice(tmp_path: Path) -> None:
    """Two files with the same bytes are two rows of documents.parquet and one set of values."""
    archive = tmp_path / "archive"
    for name in ("a.md", "copies/b.md"):
        write_document(archive / name, 5)
    reads: list[float] = []
    summary = convert_batch([archive], tmp_path / "out", on_progress=lambda progress: reads.extend(_walls(progress)))
    documents = pyarrow.parquet.read_table(tmp_path / "out" / "documents.parquet").to_pylist()
    observations = pyarrow.parquet.read_table(tmp_path / "out" / "observations.parquet")
    assert {row["source_name"] for row in documents} == {"a.md", "copies/b.md"}
    assert set(observations.column("source_name").to_pylist()) == {"a.md"}
    assert len(summary.plan.documents) == 1


def test_pruning_removes_documents_that_are_gone(tmp_path: Path) -> None:
    """With `prune` the dataset is what the archive is; without it nothing is ever removed."""
    archive = write_archive(tmp_path / "archive", 3)
    convert_batch([archive], tmp_path / "out")
    (archive / "2020" / "renstra-000.md").unlink()
    kept = convert_batch([archive], tmp_path / "out")
    pruned = convert_batch([archive], tmp_path / "out", BatchOptions(prune=True))
    assert kept.published is not None
    assert pruned.published is not None
    assert (kept.published.rows["documents"], pruned.published.rows["documents"]) == (3, 2)


def test_a_killed_worker_costs_nothing(tmp_path: Path) -> None:
    """A worker that somebody kills from outside is no fault of the document: it is read again."""
    archive = write_archive(tmp_path / "archive", 6)
    killed: list[int] = []

    def kill_one(progress: Progress) -> None:
        if progress.finished and not killed:
            killed.extend(_children_of_forkserver()[:1])
            for pid in killed:
                os.kill(pid, signal.SIGKILL)

    summary = convert_batch([archive], tmp_path / "out", ISOLATED, kill_one)
    convert_batch([archive], tmp_path / "undisturbed")
    assert killed
    assert summary.replaced >= 1
    assert dataset_bytes(tmp_path / "out") == dataset_bytes(tmp_path / "undisturbed")


def _children_of_forkserver() -> list[int]:
    """Worker processes started by this test process's fork server."""
    found = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            try:
                fields = (folder / "stat").read_text().rpartition(")")[2].split()
                grandparent = int(Path(f"/proc/{fields[1]}/stat").read_text().rpartition(")")[2].split()[1])
            except (OSError, ValueError):
                continue
            if grandparent == os.getpid():
                found.append(int(folder.name))
    return sorted(found, reverse=True)


_SLOW_RUN = """
import sys
from pathlib import Path
from extract.formats.libreoffice import find_converter
from extract.options import ReadOptions
from rajut.batch.run import BatchOptions, convert_batch
from rajut.cli.exit_status import summary_to_exit
from tests.rajut.workers.misbehaviour import run_slowly
if __name__ == "__main__":
    options = BatchOptions(jobs=2, timeout=30.0)
    print("started", flush=True)
    show = lambda progress: progress.finished and print(progress.finished.source_name, flush=True)
    sys.exit(summary_to_exit(convert_batch([Path(sys.argv[1])], Path(sys.argv[2]), options, show, run=run_slowly)))
"""


def _start_slow_run(archive: Path, out: Path, script: Path) -> subprocess.Popen[str]:
    script.write_text(_SLOW_RUN, encoding="utf-8")
    environment = os.environ | {"PYTHONPATH": str(Path(__file__).parents[3])}
    return subprocess.Popen(
        [sys.executable, str(script), str(archive), str(out)],
        stdout=subprocess.PIPE,
        text=True,
        env=environment,
        cwd=Path(__file__).parents[3],
    )


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_interrupted_run_ends_cleanly_and_is_resumed(number: signal.Signals, tmp_path: Path) -> None:
    """Exit status 130, nothing half-written or left over, nothing published; the next run does the rest."""
    archive, out = write_archive(tmp_path / "archive", 8), tmp_path / "out"
    run = _start_slow_run(archive, out, tmp_path / "slow.py")
    assert run.stdout is not None
    for _ in range(3):  # "started" and two finished documents
        run.stdout.readline()
    run.send_signal(number)
    assert run.wait(20) == ExitCode.INTERRUPTED
    assert read_status(out).state == "interrupted"
    assert not (out / "snapshot.json").exists()
    assert not (out / PRIVATE / "run").exists()
    assert list((out / PRIVATE / "documents").glob("*.partial")) == []
    resumed = convert_batch([archive], out)
    assert 2 <= resumed.skipped < 8
    convert_batch([archive], tmp_path / "undisturbed")
    assert dataset_bytes(out) == dataset_bytes(tmp_path / "undisturbed")


def test_a_killed_run_leaves_no_worker_and_is_resumed(tmp_path: Path) -> None:
    """SIGKILL of the parent: its workers end by themselves, the status says "died", the next run does the rest."""
    archive, out = write_archive(tmp_path / "archive", 8), tmp_path / "out"
    run = _start_slow_run(archive, out, tmp_path / "slow.py")
    assert run.stdout is not None
    for _ in range(3):
        run.stdout.readline()
    run.kill()
    run.wait(20)
    deadline = time.monotonic() + 20
    while _workers_of(out) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert _workers_of(out) == []
    assert read_status(out).state == "died"
    assert convert_batch([archive], out).skipped >= 2
    convert_batch([archive], tmp_path / "undisturbed")
    assert dataset_bytes(out) == dataset_bytes(tmp_path / "undisturbed")


def _workers_of(out: Path) -> list[str]:
    """Processes that still have something of the folder open."""
    found: list[str] = []
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit() and int(folder.name) != os.getpid():
            try:
                links = [str(link.readlink()) for link in (folder / "fd").iterdir()]
            except OSError:
                continue
            found.extend(folder.name for link in links if link.startswith(str(out)))
    return found


def test_status_tells_from_another_thread_how_far_the_run_is(tmp_path: Path) -> None:
    """While a run is going its folder says so; afterwards it says that it is finished, with the counts."""
    archive, out = write_archive(tmp_path / "archive", 3), tmp_path / "out"
    seen: list[str] = []
    thread = threading.Thread(
        target=convert_batch, args=([archive], out, BatchOptions(), lambda _: seen.append(read_status(out).state))
    )
    thread.start()
    thread.join()
    after = read_status(out)
    assert set(seen) <= {"running", "publishing", "finished"}
    assert "running" in seen
    assert (after.state, after.done, after.total) == ("finished", 3, 3)


def test_a_lost_journal_costs_no_result(tmp_path: Path) -> None:
    """The staged rows are the truth: with the journal gone, read documents are still known."""
    archive, out = write_archive(tmp_path / "archive", 3), tmp_path / "out"
    convert_batch([archive], out)
    before = dataset_bytes(out)
    (out / PRIVATE / "journal.jsonl").write_text('{"torn', encoding="utf-8")
    assert convert_batch([archive], out).skipped == 3
    assert dataset_bytes(out) == before


def test_one_document_that_is_refused_gives_its_own_exit_status(tmp_path: Path) -> None:
    """A script that converts one file learns what was wrong with it."""
    (tmp_path / "empty.pdf").write_bytes(b"")
    (tmp_path / "prose.md").write_text("Tanpa tabel.\n", encoding="utf-8")
    empty = convert_batch([tmp_path / "empty.pdf"], tmp_path / "out1")
    prose = convert_batch([tmp_path / "prose.md"], tmp_path / "out2")
    assert (summary_to_exit(empty), summary_to_exit(prose)) == (ExitCode.UNREADABLE, ExitCode.NO_TABLE)


def test_a_single_input_that_is_not_there_is_a_wrong_argument(tmp_path: Path) -> None:
    """Nothing is created for a mistyped path."""
    with pytest.raises(UsageError, match="file-missing"):
        convert_batch([tmp_path / "typo.pdf"], tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_one_missing_file_among_several_is_refused_and_the_others_are_read(tmp_path: Path) -> None:
    """A list that names a vanished file still gives all the rest."""
    there = write_document(tmp_path / "a.md", 1)
    summary = convert_batch([there, tmp_path / "gone.md"], tmp_path / "out")
    assert statuses(summary)["gone.md"] == ("refused", "file-missing")
    assert statuses(summary)["a.md"][0] in {"ok", "flagged"}
    assert summary_to_exit(summary) is ExitCode.BATCH


def _finished(progress: Progress) -> list[str]:
    return [progress.finished.source_name] if progress.finished else []


def _walls(progress: Progress) -> list[float]:
    return [progress.finished.wall] if progress.finished else []


RTF_ROW = r"\trowd\cellx2000\cellx4000\cellx6000 {0}\intbl\cell {1}\intbl\cell {2}\intbl\cell\row"
RTF_TEXTS = (("Program", "Satuan", "2021"), ("Program A", "Unit", "1"), ("Program B", "Unit", "2"))


@pytest.mark.skipif(find_converter() is None, reason="LibreOffice is not installed")
def test_libreoffice_finds_its_way_when_the_output_is_a_relative_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A worker's scratch folder is handed to LibreOffice as an address: it must be a whole one, and one that spells a space."""
    monkeypatch.chdir(tmp_path)
    rows = "\n".join(RTF_ROW.format(*texts) for texts in RTF_TEXTS)
    Path("a.rtf").write_text("{\\rtf1\\ansi Tabel 1\\par\n" + rows + "\n\\pard Sumber\\par}", encoding="ascii")
    summary = convert_batch([Path("a.rtf")], Path("out put"), BatchOptions(jobs=1, timeout=120.0))
    assert statuses(summary)["a.rtf"][1] is None


def test_every_reading_has_limits_unless_this_process_reads() -> None:
    """One document or many, workers counted or not; only `--jobs 0` is without."""
    for options in (BatchOptions(jobs=None), BatchOptions(jobs=1), BatchOptions(jobs=4), BatchOptions(cluster="dask://a:1")):
        for count in (1, 2):
            decided = options.for_documents(count)
            assert (decided.isolated, decided.timeout, decided.memory) == (True, UNATTENDED.seconds, UNATTENDED.memory)
    assert not BatchOptions(jobs=0).for_documents(3).isolated
    assert BatchOptions(jobs=2, timeout=5.0).for_documents(3).timeout == 5.0


def test_a_file_of_junk_is_told_the_same_on_every_run(tmp_path: Path) -> None:
    """No place in memory, no name of a temporary file: the findings of two runs are the same bytes."""
    junk = tmp_path / "in" / "junk.pdf"
    junk.parent.mkdir()
    junk.write_bytes(b"%PDF-1.7\n" + bytes(range(256)) * 3 + b"endobj startxref")
    held = []
    for run in ("first", "second"):
        held.append(bytearray(100_000))  # so that the second run's objects lie elsewhere
        convert_batch([junk], tmp_path / run)
    assert dataset_bytes(tmp_path / "first") == dataset_bytes(tmp_path / "second")
    (finding,) = pyarrow.parquet.read_table(tmp_path / "first" / "findings.parquet").to_pylist()
    assert "0x" not in finding["message_en"]
