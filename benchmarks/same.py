"""Does the tree publish the same Parquet, byte by byte, as an earlier commit? For moves and refactorings that must change nothing.

    python -m benchmarks.same --before COMMIT [--only real,made,unlabelled,cases,samples]

Both trees convert the same inputs: samples/documents, and what lies beside the checkout (real, made and unlabelled documents, small
cases). The earlier commit is read in a worktree of its own; its result is kept under output/same/<commit>, so that the next question costs
half. Two runs are the same when every file is equal; `documents.parquet` is compared without the software's version. The exit status
is 1 where anything differs, and the first rows that differ are printed.
"""

from __future__ import annotations

import argparse
import os
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

ROOT = Path(__file__).resolve().parents[1]
KEPT = ROOT / "output" / "same"
TABLES = ("observations", "tables", "cells", "findings", "rejected", "documents")
MEMORY_KIB = 8_000_000  # some inputs are hostile on purpose


def shared_inputs() -> dict[str, Path]:
    """Folders with inputs by name: the samples always, the private ones where they lie beside the checkout."""
    found = {"samples": ROOT / "samples" / "documents"}
    for parent in ROOT.parents:
        shared = parent / "shared"
        if (shared / "data").is_dir():
            folders = {name: shared / "data" / name for name in ("real", "made", "unlabelled")}
            return found | folders | {"cases": shared / "cases"}
    print("The private documents are not beside this checkout: only the samples are compared")
    return found


def tree_to_results(tree: Path, folder: Path, inputs: dict[str, Path]) -> None:
    """Convert every input with the code of `tree` into a folder of its own below `folder`; what is there already stays."""
    entry = tomllib.loads((tree / "pyproject.toml").read_text(encoding="utf-8"))["project"]["scripts"]["rajut"]
    module, function = entry.split(":")
    subprocess.run([sys.executable, "setup.py", "-q", "build_ext", "--inplace"], cwd=tree, check=False, capture_output=True)
    for name, source in inputs.items():
        out = folder / name
        if (out / "snapshot.json").exists():
            continue
        out.parent.mkdir(parents=True, exist_ok=True)
        call = f"import sys; from {module} import {function}; sys.exit({function}())"
        command = [sys.executable, "-c", call, "convert", str(source), "--out", str(out), "--jobs", "2"]
        limited = ["sh", "-c", f'ulimit -v {MEMORY_KIB}; exec "$@"', "sh", *command]
        done = subprocess.run(limited, cwd=tree, env=os.environ | {"PYTHONPATH": str(tree)}, check=False, capture_output=True)
        if not (out / "snapshot.json").exists():
            raise SystemExit(f"{name}: no dataset from {tree}\n{done.stderr.decode()[-2000:]}")


def commit_to_results(commit: str, inputs: dict[str, Path]) -> Path:
    """The folder with the results of an earlier commit, made now where it is not kept from before."""
    name = subprocess.run(["git", "rev-parse", commit], cwd=ROOT, check=True, capture_output=True, text=True).stdout.strip()
    folder = KEPT / name
    if all((folder / source / "snapshot.json").exists() for source in inputs):
        return folder
    with tempfile.TemporaryDirectory() as scratch:
        tree = Path(scratch) / "tree"
        subprocess.run(["git", "worktree", "add", "--detach", "-q", str(tree), name], cwd=ROOT, check=True)
        try:
            tree_to_results(tree, folder, inputs)
        finally:
            subprocess.run(["git", "worktree", "remove", "--force", str(tree)], cwd=ROOT, check=True)
    return folder


def table_difference(before: Path, after: Path) -> list[str]:
    """What differs between two Parquet files, in words; empty where they are the same."""
    if before.read_bytes() == after.read_bytes():
        return []
    old, new = (pq.read_table(path) for path in (before, after))
    if "software_version" in old.column_names and "software_version" in new.column_names:
        old, new = old.drop_columns(["software_version"]), new.drop_columns(["software_version"])
    if old.equals(new):
        return [] if before.name == "documents.parquet" else ["same rows, other bytes"]
    return [f"{old.num_rows} rows before, {new.num_rows} after", *_first_rows(old, new)]


def _first_rows(old: pa.Table, new: pa.Table) -> list[str]:
    if old.schema != new.schema:
        return ["other columns"]
    said = []
    for index, (one, other) in enumerate(zip(old.to_pylist(), new.to_pylist(), strict=False)):
        changed = [f"{key}: {one[key]!r} -> {other[key]!r}" for key in one if one[key] != other[key]]
        if changed:
            said.append(f"row {index}: {'; '.join(changed)[:300]}")
        if len(said) == 3:
            break
    return said


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--before", required=True, help="the commit to compare with")
    parser.add_argument("--only", default="", help="names of inputs, with commas between them")
    arguments = parser.parse_args()
    inputs = shared_inputs()
    if arguments.only:
        inputs = {name: inputs[name] for name in arguments.only.split(",")}
    before = commit_to_results(arguments.before, inputs)
    different = 0
    with tempfile.TemporaryDirectory() as scratch:
        after = Path(scratch)
        tree_to_results(ROOT, after, inputs)
        for name in inputs:
            for table in TABLES:
                said = table_difference(before / name / f"{table}.parquet", after / name / f"{table}.parquet")
                different += bool(said)
                print(f"{name:12} {table:14} {'DIFFERS' if said else 'same'}")
                for line in said:
                    print(f"    {line}")
    return 1 if different else 0


if __name__ == "__main__":
    sys.exit(main())
