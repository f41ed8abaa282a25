"""The same job on a Dask cluster of several processes gives the same bytes, even when one of them is killed."""

from __future__ import annotations

import importlib.util
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from extract.options import ReadOptions
from extract.scan.parts import installed_recogniser
from rajut.batch.run import BatchOptions, Progress, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.stage.folder_names import PAGES, PRIVATE
from schemas.errors import EngineError
from tests.rajut.batch.corpus import dataset_bytes, write_archive, write_document
from tests.rajut.store.stores import convert, remote_set, upload
from tests.rajut.workers.misbehaviour import run_misbehaving

pytestmark = [
    pytest.mark.skipif(importlib.util.find_spec("distributed") is None, reason="dask.distributed is not installed"),
    pytest.mark.skipif("RAJUT_CLUSTER" not in os.environ, reason="takes minutes; `make cluster` runs it"),
]
ROOT = Path(__file__).parents[3]


class Cluster:
    """A scheduler and two workers, as separate processes started by their own commands."""

    def __init__(self, scratch: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as probe:
            self.port = probe.getsockname()[1]
        self.scratch = scratch
        self.url = f"dask://127.0.0.1:{self.port}"
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", str(self.port), "--no-dashboard")
        self.workers = [self.start_worker() for _ in range(2)]

    def start_worker(self) -> subprocess.Popen[bytes]:
        address = f"tcp://127.0.0.1:{self.port}"
        scratch = ("--local-directory", str(self.scratch))
        return self._start("worker", address, "--no-nanny", "--nthreads", "1", "--no-dashboard", *scratch)

    def _start(self, *arguments: str) -> subprocess.Popen[bytes]:
        environment = os.environ | {"PYTHONPATH": str(ROOT), "TMPDIR": str(self.scratch)}
        command = [sys.executable, "-m", "distributed.cli.dask_" + arguments[0], *arguments[1:]]
        return subprocess.Popen(command, env=environment, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)

    def stop(self) -> None:
        for process in (*self.workers, self.scheduler):
            process.kill()
            process.wait()


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Cluster]:
    started = Cluster(tmp_path_factory.mktemp("cluster"))
    yield started
    started.stop()


def test_a_cluster_gives_the_bytes_that_one_process_gives(cluster: Cluster, tmp_path: Path) -> None:
    """Workers write their results to the shared folder, one publisher publishes."""
    archive = write_archive(tmp_path / "archive", 12)
    convert_batch([archive], tmp_path / "alone")
    summary = convert_batch([archive], tmp_path / "out", BatchOptions(cluster=cluster.url))
    assert summary.counts["failed"] == 0
    assert dataset_bytes(tmp_path / "alone") == dataset_bytes(tmp_path / "out")


def test_a_document_that_crashes_or_hangs_costs_itself_and_no_cluster_worker(cluster: Cluster, tmp_path: Path) -> None:
    """Dask gives up on a worker that crashes and waits for one that hangs; the isolated process inside does neither."""
    archive = write_archive(tmp_path / "archive", 4)
    for word in ("segfault", "hang"):
        path = write_document(archive / f"{word}.md", 50)
        path.write_text(f"!{word}\n" + path.read_text(encoding="utf-8"), encoding="utf-8")
    options = BatchOptions(cluster=cluster.url, timeout=5.0)
    summary = convert_batch([archive], tmp_path / "out", options, run=run_misbehaving)
    assert {entry.source_name: entry.error_code for entry in summary.entries if entry.status == "failed"} == {
        "segfault.md": "worker-crashed",
        "hang.md": "time-limit",
    }
    assert all(worker.poll() is None for worker in cluster.workers)


def test_a_cluster_worker_killed_in_mid_job_costs_nothing(cluster: Cluster, tmp_path: Path) -> None:
    """Its documents go to the other worker; the dataset is that of an undisturbed run."""
    archive = write_archive(tmp_path / "archive", 30)
    victims: list[int] = []

    def kill_one(progress: Progress) -> None:
        if progress.finished and not victims:
            victims.append(cluster.workers[0].pid)
            os.kill(victims[0], signal.SIGKILL)

    summary = convert_batch([archive], tmp_path / "out", BatchOptions(cluster=cluster.url), kill_one)
    cluster.workers[0].wait()
    cluster.workers[0] = cluster.start_worker()
    convert_batch([archive], tmp_path / "alone")
    assert victims
    assert summary.counts["failed"] == 0
    assert dataset_bytes(tmp_path / "alone") == dataset_bytes(tmp_path / "out")


def test_a_scheduler_that_is_killed_ends_the_run_and_the_same_command_goes_on(tmp_path: Path) -> None:
    """What was read is kept, nothing is published; with a new scheduler the dataset is that of an undisturbed run."""
    archive = write_archive(tmp_path / "archive", 30)
    mortal = Cluster(tmp_path / "mortal")
    try:

        def kill(progress: Progress) -> None:
            if progress.finished:
                mortal.scheduler.kill()

        began = time.monotonic()
        with pytest.raises(EngineError, match="is gone"):
            convert_batch([archive], tmp_path / "out", BatchOptions(cluster=mortal.url), kill)
        assert time.monotonic() - began < 300
    finally:
        mortal.stop()
    assert dataset_bytes(tmp_path / "out") == {}
    again = Cluster(tmp_path / "again")
    try:
        summary = convert_batch([archive], tmp_path / "out", BatchOptions(cluster=again.url))
    finally:
        again.stop()
    assert summary.skipped > 0
    convert_batch([archive], tmp_path / "alone")
    assert dataset_bytes(tmp_path / "alone") == dataset_bytes(tmp_path / "out")


@pytest.mark.timeout(900)
@pytest.mark.skipif(importlib.util.find_spec("onnxruntime") is None, reason="rajut[ocr] is not installed")
def test_a_cluster_recognises_scans(cluster: Cluster, tmp_path: Path) -> None:
    """Each worker loads the models for itself; pages that were recognised lie in the shared folder, and are not recognised again."""
    archive = tmp_path / "archive"
    archive.mkdir()
    for name in ("renstra-sungai-lestari-scan.pdf", "renstra-sungai-lestari.pdf"):
        shutil.copy(ROOT / "samples" / "documents" / name, archive)
    read = ConvertOptions(ReadOptions(ocr="auto", ocr_parts=installed_recogniser()))
    summary = convert_batch([archive], tmp_path / "out", BatchOptions(read, cluster=cluster.url))
    assert (summary.counts["failed"], summary.counts["refused"]) == (0, 0)
    pages = {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out" / PRIVATE / PAGES).iterdir()}
    again = convert_batch([archive], tmp_path / "out", BatchOptions(read, cluster=cluster.url, force=True))
    assert pages
    assert pages == {path.name: path.stat().st_mtime_ns for path in (tmp_path / "out" / PRIVATE / PAGES).iterdir()}
    assert again.seconds["convert"] < summary.seconds["convert"] / 2
    convert_batch([archive], tmp_path / "alone", BatchOptions(read))
    assert dataset_bytes(tmp_path / "alone") == dataset_bytes(tmp_path / "out")


def test_a_cluster_converts_from_store_to_store(cluster: Cluster, store: str, tmp_path: Path) -> None:
    """The archive comes from an S3 server, the workers of the cluster read it, the dataset goes there: the bytes of a local run."""
    archive = write_archive(tmp_path / "archive", 6)
    upload(store, archive)
    convert(store, tmp_path / "cache", "--cluster", cluster.url)
    convert_batch([archive], tmp_path / "alone")
    assert remote_set(store) == dataset_bytes(tmp_path / "alone")


def test_a_cluster_that_is_not_there_is_an_error_with_a_cure(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody waits all night for a mistyped address."""
    monkeypatch.setattr("rajut.workers.dask._CONNECT_SECONDS", 1.0)
    archive = write_archive(tmp_path / "archive", 2)
    began = time.monotonic()
    with pytest.raises(EngineError, match="engine-unreachable"):
        convert_batch([archive], tmp_path / "out", BatchOptions(cluster="dask://127.0.0.1:1"))
    assert time.monotonic() - began < 60
