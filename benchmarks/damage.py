"""What happens to a dataset's files and to its machine between and during runs: bits flip, the disk fills, the clock jumps, two runs meet.

    python -m benchmarks.damage flips [--count 500] | disk | clock [--count 12] | two [--count 8]

After each of them the dataset must be, byte for byte, the one of an undisturbed run. `disk` mounts small file systems in memory, which
needs `unshare`. Exit status 1 where a promise was broken.
"""

from __future__ import annotations

import argparse
import hashlib
import os
import random
import shutil
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from rajut.batch.run import convert_batch
from rajut.dataset.verify import verify_dataset
from rajut.stage.folder_names import DOCUMENTS, PRIVATE
from schemas.errors import RajutError
from tests.rajut.batch.corpus import dataset_bytes, write_document
from tests.rajut.batch.hostile import docx, docx_body, html, pdf_page, pdf_table

ROOT = Path(__file__).resolve().parents[1]
COMMAND = "from rajut.cli.app import main; main()"
PAGE = 4096
FULL = 8  # exit status where the output cannot be written
Files = dict[str, bytes]


def write_archive(folder: Path) -> Path:
    """One document of each format that is read without another program."""
    folder.mkdir(parents=True)
    write_document(folder / "a.md", 1)
    write_document(folder / "b.md", 2)
    (folder / "c.html").write_bytes(html())
    (folder / "d.docx").write_bytes(docx(docx_body()))
    (folder / "e.pdf").write_bytes(pdf_page(pdf_table()))
    return folder


def flip(path: Path, chance: random.Random) -> None:
    """One bit of the file, anywhere."""
    content = bytearray(path.read_bytes())
    content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)
    path.write_bytes(content)


def _stages(base: Path) -> dict[str, list[Path]]:
    """The files of each stage: what is read, what is kept, what is told, what is published."""
    private = base / "out" / PRIVATE
    return {
        "source": sorted((base / "in").iterdir()),
        "staged": sorted((private / DOCUMENTS).iterdir()),
        "journal": [private / "journal.jsonl"],
        "state": [path for name in ("settled.json", "progress.json") if (path := private / name).exists()],
        "published": sorted(path for path in (base / "out").rglob("*") if path.is_file() and PRIVATE not in path.parts),
    }


def flips(base: Path, count: int, seed: int) -> list[str]:
    """Bits flipped one at a time at every stage, then a run that has one more document to read, or nothing."""
    write_archive(base / "whole" / "in")
    convert_batch([base / "whole" / "in"], base / "whole" / "out")
    alone: dict[str, Files] = {}
    bad, hit, ends = [], Counter[str](), Counter[str]()
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        shutil.rmtree(base / "case", ignore_errors=True)
        shutil.copytree(base / "whole", base / "case")
        stages = _stages(base / "case")
        stage = sorted(stages)[number % len(stages)]
        path = chance.choice(stages[stage])
        before = path.stat()
        flip(path, chance)
        hit[stage] += 1
        if stage == "source" or chance.random() < 0.5:
            write_document(base / "case" / "in" / "new.md", 9)
        if stage == "source":
            os.utime(path, ns=(before.st_atime_ns, before.st_mtime_ns + 10**9))
        for _ in range(2):
            convert_batch([base / "case" / "in"], base / "case" / "out")
        same = dataset_bytes(base / "case" / "out") == _undisturbed(base, alone)
        # a reading that failed leaves the rows of the good one before, marked: no other run can know them
        kept = stage == "source" and any(
            row.kept for row in convert_batch([base / "case" / "in"], base / "case" / "out").entries
        )
        ends["kept" if kept else "same" if same else "different"] += 1
        if not (same or kept) or not verify_dataset(base / "case" / "out").ok:
            bad.append(f"bit {number} in {stage} {path.name}: other bytes")
    print(f"{count} bits flipped {dict(hit)}: {dict(ends)}")
    return bad


def _undisturbed(base: Path, known: dict[str, Files]) -> Files:
    """What a first run publishes of the documents as they are now; most bits leave them as they were, so it is remembered."""
    digest = hashlib.sha256()
    for path in sorted((base / "case" / "in").iterdir()):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    key = digest.hexdigest()
    if key not in known:
        shutil.rmtree(base / "alone", ignore_errors=True)
        convert_batch([base / "case" / "in"], base / "alone")
        known[key] = dataset_bytes(base / "alone")
    return known[key]


def disk(base: Path, count: int, seed: int) -> list[str]:
    """A file system in memory that is full after so many pages, page by page, until there is room for the whole run."""
    command = [sys.executable, "-m", "benchmarks.damage", "disk-inside", "--folder", str(base), "--count", str(count)]
    done = subprocess.run(["unshare", "-rm", *command], cwd=ROOT, check=False, capture_output=True, text=True)
    print(done.stdout.strip())
    return [] if done.returncode == 0 else [f"disk: exit status {done.returncode} {done.stderr[-500:]}"]


def disk_inside(base: Path) -> list[str]:
    """The same, in a name space of its own."""
    small = base / "small"
    small.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16m", "tmpfs", str(small)], check=True)
    archive = write_archive(base / "in")
    convert_batch([archive], base / "old")
    write_document(archive / "new.md", 9)
    convert_batch([archive], base / "wanted")
    before, wanted = dataset_bytes(base / "old"), dataset_bytes(base / "wanted")
    bad, tries, codes = [], 0, Counter[str]()
    for pages in range(4000):
        _fresh(base / "old", small, pages)
        tries += 1
        error = _convert(archive, small / "out")
        codes[error or "published"] += 1
        there = dataset_bytes(small / "out")
        if error not in {None, "disk-full"} or there not in (before, wanted):
            bad.append(f"{pages} pages free: {error}")
        (small / "ballast").unlink()
        if _convert(archive, small / "out") is not None or dataset_bytes(small / "out") != wanted:
            bad.append(f"{pages} pages free: not mended by room")
        if error is None and there == wanted:
            break
    statuses = Counter[int]()
    for part in range(8):
        _fresh(base / "old", small, (pages * part) // 10)
        statuses[_command(archive, small / "out", "--jobs", "2").wait()] += 1
        if dataset_bytes(small / "out") not in (before, wanted):
            bad.append(f"with workers, {part}: other bytes")
    bad += [f"exit status {status}" for status in statuses if status not in {0, FULL}]
    print(
        f"disk full at {tries} places, a page of {PAGE} bytes apart: {dict(codes)}; with workers, exit statuses {dict(statuses)}"
    )
    return bad


def _fresh(old: Path, small: Path, pages: int) -> None:
    """The dataset as it was, and a ballast that leaves so many pages."""
    for path in small.iterdir():
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    shutil.copytree(old, small / "out")
    free = shutil.disk_usage(small).free // PAGE
    with (small / "ballast").open("wb") as file:
        os.posix_fallocate(file.fileno(), 0, max(1, free - pages) * PAGE)


def _convert(archive: Path, out: Path) -> str | None:
    try:
        convert_batch([archive], out)
    except RajutError as error:
        return error.code
    return None


def _command(archive: Path, out: Path, *options: str, path: str = "") -> subprocess.Popen[bytes]:
    environment = os.environ | {"PYTHONPATH": f"{path}{os.pathsep}{ROOT}" if path else str(ROOT)}
    command = [sys.executable, "-c", COMMAND, "convert", str(archive), "--out", str(out), "--quiet", *options]
    return subprocess.Popen(command, cwd=ROOT, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


_JUMPING = """
import random, time
_real, _chance, _to = time.time, random.Random(SEED), [0.0]
def _time():
    if _chance.random() < 0.2:
        _to[0] = _chance.choice((-40 * 365.0, -1.0, -1 / 1440, 0.0, 1 / 1440, 1.0, 60 * 365.0)) * 86400
    return max(0.0, _real() + _to[0])
time.time = _time
time.time_ns = lambda: int(_time() * 1e9)
"""


def clock(base: Path, count: int, seed: int) -> list[str]:
    """The time of day jumps by minutes, days and decades while the command runs, and files come from years that cannot be."""
    archive = write_archive(base / "in")
    convert_batch([archive], base / "alone")
    expected, bad = dataset_bytes(base / "alone"), []
    for number in range(count):
        chance = random.Random(f"{seed} {number}")
        folder = base / f"clock {number}"
        folder.mkdir()
        (folder / "sitecustomize.py").write_text(_JUMPING.replace("SEED", str(chance.random())), encoding="utf-8")
        for path in archive.iterdir():
            when = chance.choice((0, 1, -(10**9), 4 * 10**9, int(time.time())))
            os.utime(path, (when, when))
        for _ in range(2):
            status = _command(archive, folder / "out", "--jobs", "2", path=str(folder)).wait()
            if status != 0 or dataset_bytes(folder / "out") != expected:
                bad.append(f"clock {number}: exit status {status}")
    print(f"clock jumps: {count} rounds of two runs each")
    return bad


def two(base: Path, count: int, seed: int) -> list[str]:
    """Two commands at once in one folder: each publishes or says that it is busy; nothing of either is lost."""
    one, other = write_archive(base / "one" / "in"), base / "other"
    for number in range(20):
        write_document(other / f"z{number}.md", 100 + number)
    for archive in (one, other):
        convert_batch([archive], base / "alone")
    expected, bad, ends = dataset_bytes(base / "alone"), [], Counter[str]()
    for number in range(count):
        out = base / f"two {number}"
        chance = random.Random(f"{seed} {number}")
        first = _command(one, out, "--jobs", "2")
        time.sleep(chance.random() * 3)
        statuses = (first.wait(), second.wait()) if (second := _command(other, out, "--jobs", "2")) else ()
        ends[str(statuses)] += 1
        if set(statuses) - {0, FULL} or not verify_dataset(out).ok:
            bad.append(f"two {number}: exit statuses {statuses}")
        for archive in (one, other):
            convert_batch([archive], out)
        if dataset_bytes(out) != expected:
            bad.append(f"two {number}: other bytes")
    print(f"two runs in one folder, {count} times: exit statuses {dict(ends)}")
    return bad


PARTS = {"flips": (flips, 500), "disk": (disk, 0), "clock": (clock, 12), "two": (two, 8)}


def main() -> int:
    """Runs one part; 1 where a promise was broken."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("part", choices=[*PARTS, "disk-inside"])
    parser.add_argument("--count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--folder", type=Path)
    given = parser.parse_args()
    if given.part == "disk-inside":
        bad = disk_inside(given.folder)
    else:
        part, usual = PARTS[given.part]
        with tempfile.TemporaryDirectory() as scratch:
            bad = part(Path(scratch), usual if given.count is None else given.count, given.seed)
    for line in bad:
        print(f"BROKEN {line}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
