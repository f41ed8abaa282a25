"""Archives and datasets in object stores: `s3://`, `gs://`, `az://` and whatever else fsspec knows.

A run works on local files. `pull` brings an archive here, only what changed; `push` puts a published dataset there so that a
reader sees the old set or the new one: every file of the new set under a name of its own first, the pointer to it last.

    URL/current.json            {"set": "sets/4f0c...", ...}: replaced in one request, the last of all
    URL/sets/4f0c.../*.parquet  a whole set, never changed once it is there; the one before it stays for readers in mid-read
"""

from __future__ import annotations

import contextlib
import hashlib
import importlib
import json
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Any

from rajut.publish.commit import SNAPSHOT, read_snapshot
from rajut.publish.recover import file_sha256
from schemas.errors import EngineError, RajutError, UnreadableError, UnwritableError

POINTER = "current.json"
_STATE = ".rajut-pull.json"
_KEPT_SETS = 2
_URL = re.compile(r"^[a-z][a-z0-9+.-]+://")


@dataclass(frozen=True, slots=True)
class Pulled:
    """`fetched` files came, `kept` were here already, `removed` are gone there, `refused` have names that lead out of the folder."""

    fetched: int
    kept: int
    removed: int
    refused: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Pushed:
    """`url` of the set, `files` sent; `changed` is False when the pointer named this very set already."""

    url: str
    files: int
    changed: bool


def is_url(text: str) -> bool:
    """Whether the text is an address rather than a path."""
    return _URL.match(text) is not None


def open_store(url: str) -> tuple[Any, str]:
    """The file system of an address and the path in it. Raises EngineError "engine-missing" without fsspec or the store's driver."""
    try:
        fsspec = importlib.import_module("fsspec.core")
        store, path = fsspec.url_to_fs(url)
    except ImportError as error:
        raise EngineError("engine-missing", name=url.partition(":")[0], extra="remote") from error
    except ValueError as error:
        raise EngineError("engine-missing", name=url.partition(":")[0], extra="remote") from error
    return store, str(path).rstrip("/")


def pull(url: str, folder: Path) -> Pulled:
    """Makes `folder` hold the files below `url`. Files whose size, tag and time are as they were are not fetched again; files that
    an earlier pull brought and that are gone there are removed here, others are left alone.

    Raises UnreadableError when the store does not give, UnwritableError when the folder does not take.
    """
    store, base = open_store(url)
    with _unreadable(url):
        listed = {key[len(base) :].lstrip("/"): info for key, info in store.find(base, detail=True).items()}
    with _unwritable(str(folder)):
        folder.mkdir(parents=True, exist_ok=True)
    before = _read_state(folder)
    refused = tuple(sorted(name for name in listed if not is_safe(name)))
    after = {name: _mark(info) for name, info in listed.items() if is_safe(name)}
    fetched = 0
    for name, mark in after.items():
        if before.get(name) == mark and (folder / name).is_file():
            continue
        _fetch(store, f"{base}/{name}", folder / name, url, listed[name].get("size"))
        fetched += 1
    gone = [name for name in before if name not in after]
    with _unwritable(str(folder)):
        for name in gone:
            (folder / name).unlink(missing_ok=True)
        (folder / _STATE).write_text(json.dumps(after, sort_keys=True), encoding="utf-8")
    return Pulled(fetched, len(after) - fetched, len(gone), refused)


def is_safe(name: str) -> bool:
    """Whether an object's name is a path that stays inside a folder: an object store allows any text as a name."""
    path = PurePosixPath(name)
    parts = name.split("/")
    return bool(name) and not path.is_absolute() and not {"", ".", ".."} & set(parts) and "\0" not in name and name != _STATE


def _fetch(store: Any, key: str, target: Path, url: str, size: int | None = None, sha256: str | None = None) -> None:
    """Brings one object; a part of it, which is what comes when a connection breaks off, never gets the file's name."""
    partial = target.with_name(f".{target.name[:200]}.partial")
    with _unwritable(str(target)):
        target.parent.mkdir(parents=True, exist_ok=True)
    try:
        with _unreadable(url):
            store.get_file(key, str(partial))
        if size is not None and partial.stat().st_size != size:
            raise UnreadableError(
                "file-unreadable", name=url, detail=f"{key} broke off after {partial.stat().st_size} of {size} bytes"
            )
        if sha256 is not None and file_sha256(partial) != sha256:
            raise UnreadableError("file-unreadable", name=url, detail=f"{key} is not what {SNAPSHOT} says")
        with _unwritable(str(target)):
            partial.replace(target)
    finally:
        partial.unlink(missing_ok=True)


def _mark(info: dict[str, Any]) -> str:
    changed = info.get("LastModified") or info.get("mtime") or info.get("updated") or info.get("last_modified") or ""
    return f"{info.get('size')} {info.get('ETag') or info.get('etag') or ''} {changed}"


def _read_state(folder: Path) -> dict[str, str]:
    try:
        state = json.loads((folder / _STATE).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return {name: mark for name, mark in state.items() if is_safe(name)}


def push(out: Path, url: str) -> Pushed:
    """Puts the published dataset of `out` at `url` and makes it the current one there.

    Raises UsageError "output-missing" when nothing is published, UnwritableError when the store does not take a file or tells
    another size than was sent; then the set that was current stays so.
    """
    snapshot = read_snapshot(out)
    content = (out / SNAPSHOT).read_bytes()
    key = hashlib.sha256(content).hexdigest()[:16]
    store, base = open_store(url)
    place = f"{base}/sets/{key}"
    old = _pointer(store, base)
    if old.get("set") == f"sets/{key}":
        return Pushed(f"{url}/sets/{key}", 0, changed=False)
    for name, file in snapshot["files"].items():
        if file_sha256(out / name) != file["sha256"]:
            raise UnwritableError("output-unwritable", name=url, detail=f"{name} is not what {SNAPSHOT} says, convert again")
    names = [*snapshot["files"], SNAPSHOT]
    with _unwritable(url):
        for name in names:
            store.makedirs(f"{place}/{name}".rpartition("/")[0], exist_ok=True)
            store.put_file(str(out / name), f"{place}/{name}")
        store.invalidate_cache()
        sizes = {name: store.info(f"{place}/{name}")["size"] for name in names}
    short = [name for name in names if sizes[name] != (out / name).stat().st_size]
    if short:
        raise UnwritableError("output-unwritable", name=url, detail=f"{short[0]} arrived with another size")
    history = [f"sets/{key}", *(entry for entry in old.get("history", []) if entry != f"sets/{key}")]
    pointer = {"set": f"sets/{key}", "snapshot_sha256": hashlib.sha256(content).hexdigest(), "history": history[:_KEPT_SETS]}
    with _unwritable(url):
        store.pipe_file(f"{base}/{POINTER}", json.dumps(pointer, indent=1).encode())
        for entry in history[_KEPT_SETS:]:
            with contextlib.suppress(FileNotFoundError):
                store.rm(f"{base}/{entry}", recursive=True)
    return Pushed(f"{url}/sets/{key}", len(names), changed=True)


def fetch_current(url: str, folder: Path) -> bool:
    """Brings the set that is current at `url` into `folder`, its snapshot last; False when there is none. Raises UnreadableError when the
    store does not give it whole, UnwritableError when the folder does not take it."""
    store, base = open_store(url)
    pointer = _pointer(store, base)
    place = pointer.get("set")
    if not isinstance(place, str) or not is_safe(place):
        return False
    with tempfile.TemporaryDirectory() as scratch:
        there = Path(scratch) / SNAPSHOT
        _fetch(store, f"{base}/{place}/{SNAPSHOT}", there, url, sha256=pointer.get("snapshot_sha256"))
        files = json.loads(there.read_text(encoding="utf-8"))["files"]
    for name in sorted(name for name in files if is_safe(name)):
        _fetch(store, f"{base}/{place}/{name}", folder / name, url, sha256=files[name]["sha256"])
    _fetch(store, f"{base}/{place}/{SNAPSHOT}", folder / SNAPSHOT, url, sha256=pointer.get("snapshot_sha256"))
    return True


def _pointer(store: Any, base: str) -> dict[str, Any]:
    """What is current there; empty where nothing is. A store that does not answer is not an empty one: taking it for that would publish
    a set without all that is there."""
    name = f"{base}/{POINTER}"
    try:
        with _unreadable(name):
            content = json.loads(store.cat_file(name))
    except UnreadableError as error:
        if isinstance(error.__cause__, FileNotFoundError):
            return {}
        raise
    return content if isinstance(content, dict) else {}


@contextlib.contextmanager
def _unreadable(name: str) -> Iterator[None]:
    try:
        yield
    except RajutError:
        raise
    except Exception as error:  # every store's driver has errors of its own, botocore's and aiohttp's among them
        raise UnreadableError("file-unreadable", name=name, detail=_first_line(error)) from error


@contextlib.contextmanager
def _unwritable(name: str) -> Iterator[None]:
    try:
        yield
    except RajutError:
        raise
    except Exception as error:
        raise UnwritableError("output-unwritable", name=name, detail=_first_line(error)) from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
