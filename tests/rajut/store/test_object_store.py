"""An archive in an object store is brought here, a dataset is put there; a reader there never sees half a set."""

from __future__ import annotations

import importlib
import importlib.util
import os
from pathlib import Path

import pytest

from rajut.batch.run import convert_batch
from rajut.store.object_store import fetch_current, is_safe, is_url, open_store, pull, push
from rajut.store.run_inputs import path_to_url
from schemas.errors import UnreadableError, UnwritableError, UsageError
from tests.rajut.batch.corpus import dataset_bytes, write_archive, write_document
from tests.rajut.store.stores import convert, remote_set, upload

pytestmark = pytest.mark.skipif(importlib.util.find_spec("fsspec") is None, reason="fsspec is not installed")
ROOT = Path(__file__).resolve().parents[3]


def test_there_and_back_gives_the_bytes_of_a_local_run(store: str, tmp_path: Path) -> None:
    """Pull, convert, push: what a reader finds in the store is what a local run over the same files publishes."""
    archive = write_archive(tmp_path / "archive", 4)
    upload(store, archive)
    pull(f"{store}/archive", tmp_path / "here")
    convert_batch([tmp_path / "here"], tmp_path / "out")
    push(tmp_path / "out", f"{store}/dataset")
    convert_batch([archive], tmp_path / "local")
    assert remote_set(store) == dataset_bytes(tmp_path / "local")


def test_one_command_converts_from_store_to_store(store: str, tmp_path: Path) -> None:
    """Addresses as inputs and output give the bytes of a local run; the next night reads nothing, and a machine without the cache
    keeps the documents that are in the store."""
    archive = write_archive(tmp_path / "archive", 3)
    upload(store, archive)
    convert(store, tmp_path / "cache")
    convert_batch([archive], tmp_path / "local")
    assert remote_set(store) == dataset_bytes(tmp_path / "local")
    assert "sets/" in convert(store, tmp_path / "cache")
    system, base = open_store(store)
    gone = sorted(archive.rglob("*.md"))[0]
    system.rm(f"{base}/archive/{gone.relative_to(archive)}")
    convert(store, tmp_path / "another")
    assert remote_set(store)["observations.parquet"] == (tmp_path / "local" / "observations.parquet").read_bytes()


@pytest.mark.parametrize(
    ("path", "url"),
    [
        ("s3:/bucket/archive", "s3://bucket/archive"),
        ("s3://bucket/archive", "s3://bucket/archive"),
        ("file:/srv/archive", "file:///srv/archive"),
        ("srv/archive", None),
        ("C:/archive", None),
    ],
)
def test_an_address_is_known_again_after_it_went_through_a_path(path: str, url: str | None) -> None:
    """A path keeps one slash of the two; a folder that exists under such a name is a folder."""
    assert path_to_url(Path(path)) == url


def test_only_what_changed_is_fetched_and_what_is_gone_is_removed(store: str, tmp_path: Path) -> None:
    """The second pull fetches one changed file and removes one that is gone; a file of somebody else's stays."""
    archive = write_archive(tmp_path / "archive", 4)
    upload(store, archive)
    first = pull(f"{store}/archive", tmp_path / "here")
    (tmp_path / "here" / "note.txt").write_text("mine", encoding="utf-8")
    system, base = open_store(store)
    system.rm(f"{base}/archive/2020/renstra-000.md")
    system.pipe_file(f"{base}/archive/2021/renstra-001.md", write_document(tmp_path / "x.md", 99).read_bytes())
    system.invalidate_cache()
    second = pull(f"{store}/archive", tmp_path / "here")
    assert (first.fetched, second.fetched, second.kept, second.removed) == (4, 1, 2, 1)
    assert not (tmp_path / "here" / "2020" / "renstra-000.md").exists()
    assert (tmp_path / "here" / "note.txt").exists()


def test_a_set_is_pushed_once_and_the_one_before_stays(store: str, tmp_path: Path) -> None:
    """Pushing the same set again sends nothing; of older sets one stays for readers that are still at it."""
    archive = write_archive(tmp_path / "archive", 2)
    changes = []
    for number in range(4):
        write_document(archive / "more.md", 50 + number)
        convert_batch([archive], tmp_path / "out")
        changes += [push(tmp_path / "out", f"{store}/dataset").changed, push(tmp_path / "out", f"{store}/dataset").changed]
    system, base = open_store(store)
    system.invalidate_cache()
    assert changes == [True, False] * 4
    assert len({key.split("/sets/")[1].split("/")[0] for key in system.find(f"{base}/dataset/sets")}) == 2
    assert remote_set(store) == dataset_bytes(tmp_path / "out")


def test_a_push_that_breaks_off_leaves_the_old_set_current(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The store fails at the third file: readers go on with what they had, and the next push completes."""
    archive = write_archive(tmp_path / "archive", 2)
    convert_batch([archive], tmp_path / "out")
    push(tmp_path / "out", f"{store}/dataset")
    before = remote_set(store)
    write_document(archive / "more.md", 60)
    convert_batch([archive], tmp_path / "out")
    system, _ = open_store(store)
    real, calls = system.put_file, []

    def fail_third(*arguments: object, **options: object) -> None:
        calls.append(1)
        if len(calls) == 3:
            raise OSError("connection reset")
        real(*arguments, **options)

    monkeypatch.setattr(system, "put_file", fail_third)
    with pytest.raises(UnwritableError, match="connection reset"):
        push(tmp_path / "out", f"{store}/dataset")
    assert remote_set(store) == before
    monkeypatch.undo() if store.startswith("file") else monkeypatch.setattr(system, "put_file", real)
    push(tmp_path / "out", f"{store}/dataset")
    assert remote_set(store) == dataset_bytes(tmp_path / "out")


def test_a_damaged_dataset_is_not_pushed(store: str, tmp_path: Path) -> None:
    """A file that is not what the snapshot says stays here."""
    convert_batch([write_archive(tmp_path / "archive", 2)], tmp_path / "out")
    with (tmp_path / "out" / "cells.parquet").open("ab") as file:
        file.write(b"x")
    with pytest.raises(UnwritableError, match=r"cells\.parquet"):
        push(tmp_path / "out", f"{store}/dataset")


def test_nothing_published_is_nothing_to_push(tmp_path: Path) -> None:
    """An empty folder is a wrong argument."""
    with pytest.raises(UsageError, match="output-missing"):
        push(tmp_path, f"file://{tmp_path}/store")


def test_an_archive_that_is_not_there_is_unreadable_or_empty(tmp_path: Path) -> None:
    """A mistyped bucket never looks like an archive with documents."""
    try:
        assert pull(f"file://{tmp_path}/gone", tmp_path / "here").fetched == 0
    except UnreadableError:
        assert not any((tmp_path / "here").glob("*"))


@pytest.mark.parametrize("name", ["", "../a", "a/../../b", "/etc/passwd", "a//b", "a/./b", "a\0b", ".rajut-pull.json"])
def test_names_that_lead_out_of_the_folder_are_refused(name: str) -> None:
    """An object may be called anything; a file of ours may not."""
    assert not is_safe(name)


@pytest.mark.parametrize("name", ["a.pdf", "2021/renja 1.pdf", "a..b/c", "...", "laporan\\x.pdf"])
def test_ordinary_names_are_safe(name: str) -> None:
    """Dots inside a name do no harm."""
    assert is_safe(name)


def test_addresses_are_told_from_paths() -> None:
    """A path with a colon is no address."""
    assert is_url("s3://a/b")
    assert not is_url("C:/a")
    assert not is_url(os.fspath(Path("archive")))


def test_a_store_that_does_not_answer_is_not_an_empty_one(store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine with an empty cache would publish its own documents alone over all that is there."""
    archive = write_archive(tmp_path / "archive", 2)
    convert_batch([archive], tmp_path / "out")
    push(tmp_path / "out", f"{store}/dataset")
    system, _ = open_store(store)

    def fail(*_: object, **__: object) -> bytes:
        raise OSError("500 internal error")

    with monkeypatch.context() as patch:
        patch.setattr(system, "cat_file", fail)
        with pytest.raises(UnreadableError, match="500 internal error"):
            fetch_current(f"{store}/dataset", tmp_path / "cache")
    assert fetch_current(f"{store}/nothing", tmp_path / "cache") is False


@pytest.mark.parametrize("fault", ["truncated", "changed", "snapshot"])
def test_a_set_that_does_not_come_whole_is_not_taken(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, fault: str
) -> None:
    """Every file is held against the snapshot, the snapshot against the pointer; it comes last."""
    convert_batch([write_archive(tmp_path / "archive", 2)], tmp_path / "out")
    push(tmp_path / "out", f"{store}/dataset")
    system, _ = open_store(store)
    real = system.get_file

    def get(key: str, target: str, *arguments: object, **options: object) -> None:
        real(key, target, *arguments, **options)
        if key.endswith("snapshot.json") if fault == "snapshot" else key.endswith("cells.parquet"):
            content = Path(target).read_bytes()
            Path(target).write_bytes(content[:-9] if fault == "truncated" else content[:-9] + b"\0" * 9)

    monkeypatch.setattr(system, "get_file", get)
    with pytest.raises(UnreadableError, match="is not what"):
        fetch_current(f"{store}/dataset", tmp_path / "cache")
    assert not (tmp_path / "cache" / "snapshot.json").exists()
    monkeypatch.setattr(system, "get_file", real)
    assert fetch_current(f"{store}/dataset", tmp_path / "cache")
    assert dataset_bytes(tmp_path / "cache") == dataset_bytes(tmp_path / "out")


def test_an_object_that_breaks_off_is_not_taken_for_a_document(
    store: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    upload(store, write_archive(tmp_path / "archive", 2))
    system, _ = open_store(store)
    real = system.get_file

    def get(key: str, target: str, *arguments: object, **options: object) -> None:
        real(key, target, *arguments, **options)
        Path(target).write_bytes(Path(target).read_bytes()[:-9])

    monkeypatch.setattr(system, "get_file", get)
    with pytest.raises(UnreadableError, match="broke off"):
        pull(f"{store}/archive", tmp_path / "here")
    assert list((tmp_path / "here").rglob("*.md")) == []
