"""An object store's side of a test: what is put there, what a reader finds there, the command that goes from one to the other."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from rajut.store.object_store import open_store

ROOT = Path(__file__).resolve().parents[3]


def upload(store: str, folder: Path) -> None:
    """Puts a folder's files into the store."""
    system, base = open_store(store)
    for path in sorted(folder.rglob("*.md")):
        key = f"{base}/archive/{path.relative_to(folder)}"
        system.makedirs(key.rpartition("/")[0], exist_ok=True)
        system.pipe_file(key, path.read_bytes())
    system.invalidate_cache()


def remote_set(store: str) -> dict[str, bytes]:
    """The files that a reader finds by way of the pointer."""
    system, base = open_store(store)
    system.invalidate_cache()
    pointer = json.loads(system.cat_file(f"{base}/dataset/current.json"))
    place = f"{base}/dataset/{pointer['set']}"
    return {key.rpartition(f"/{pointer['set']}/")[2]: system.cat_file(key) for key in system.find(place)}


def convert(store: str, cache: Path, *options: str) -> str:
    """The command with addresses on both sides, as a machine with this cache runs it; what it prints."""
    command = [
        sys.executable,
        "-c",
        "from rajut.cli.app import main; main()",
        "convert",
        f"{store}/archive",
        "--out",
        f"{store}/dataset",
    ]
    environment = os.environ | {"XDG_CACHE_HOME": str(cache)}
    done = subprocess.run(
        [*command, *options], cwd=ROOT, env=environment, capture_output=True, text=True, check=False, timeout=250
    )
    assert done.returncode == 0, done.stderr
    return done.stdout
