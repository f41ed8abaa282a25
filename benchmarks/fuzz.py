"""Mutated documents, read and staged as a batch does it: every one must end in exactly one status, no worker may die, the parent least of
all.

    python benchmarks/fuzz.py --count 10000 --seed 1 [--pictures]

With --pictures the documents are PDFs that hold a picture of a table in one of several codings, read with rajut[ocr]. Runs in isolated
workers. Prints statuses, codes and the distinct bugs; writes each input that crashed, hung or met a bug into `output/fuzz/`. Exit status 1
when there was any.
"""

from __future__ import annotations

import argparse
import io
import random
import re
import sys
import tempfile
import time
import traceback
import zipfile
import zlib
from collections import Counter
from functools import cache
from pathlib import Path

import pikepdf
from PIL import Image, ImageDraw, features

from extract.options import ReadOptions
from extract.scan.parts import installed_recogniser
from rajut.batch.task import warm_up
from rajut.pipeline import ConvertOptions, convert_document
from rajut.publish.output_folder import stage_result
from rajut.stage.file import list_staged
from rajut.workers.isolate import Done, Limits, Workers
from schemas.errors import ContractError
from tests.extract.formats.test_sheets import HEAD, cell, ods, row, sheet
from tests.rajut.batch.hostile import ROWS, docx, docx_body, html, pdf_page, pdf_table

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "output" / "fuzz"
_SAMPLES = 1 / 8  # of the inputs
_MAIN_PARTS = ("word/document.xml", "content.xml")
_NUMBER = re.compile(rb"-?\d+(?:\.\d+)?")
_EXTREMES = (b"0", b"-1", b"1e9", b"2147483648", b"-99999999999", b"0.0000001", b"65536", b"NaN", b"9" * 40)
_SCRAPS = (
    *(
        b"<table>",
        b"</table>",
        b"<tr>",
        b"<td rowspan=9>",
        b"|",
        b"\n|---|---|\n",
        b"&#x0;",
        b"\x00",
        b"\xff\xfe",
        b"%PDF-1.4",
    ),
    *(
        b"endobj",
        b"stream\n",
        b"<< /Kids [1 0 R] >>",
        b"<w:tbl>",
        b"<w:gridSpan w:val='99'/>",
        b"1.234,56",
        b"2021",
        b"-",
        b"%",
    ),
)


@cache
def made() -> dict[str, bytes]:
    """Name to bytes: one table of some rows per format."""
    documents = {
        "table.pdf": pdf_page(pdf_table()),
        "table.docx": docx(docx_body()),
        "table.html": html("<p>Tabel 1</p>"),
        "table.md": ("".join("| " + " | ".join(row) + " |\n" + ("|---|---|---|---|\n" if not number else "")
                             for number, row in enumerate(ROWS))).encode(),
    }  # fmt: skip
    shown = cell("12,5%", value="0.125", kind="percentage")
    documents["table.ods"] = ods(sheet(row("RENCANA"), row(), row(*HEAD), row("A", "Unit", shown, "1.234"), row(*HEAD)))
    return documents


@cache
def seeds() -> dict[str, bytes]:
    """The same and the small samples."""
    paths = sorted(path for path in (ROOT / "samples").rglob("*") if path.suffix in {".pdf", ".docx", ".html", ".md"})
    return made() | {path.name: path.read_bytes() for path in paths if path.stat().st_size < 100_000}


@cache
def picture_seeds() -> dict[str, bytes]:
    """Name to bytes: one PDF per coding of a picture, all of the same small table."""
    picture = Image.new("L", (620, 260), 255)
    pen = ImageDraw.Draw(picture)
    for number, line in enumerate(ROWS):
        for column, text in enumerate(line):
            box = (10 + 200 * column, 10 + 60 * number, 210 + 200 * column, 70 + 60 * number)
            pen.rectangle(box, outline=0, width=2)
            pen.text((box[0] + 12, box[1] + 18), text, fill=0, font_size=24)
    made = {}
    for name, mode, more in (("jpeg", "L", {"quality": 60}), ("colour", "RGB", {"quality": 60}), ("fax", "1", {})):
        buffer = io.BytesIO()
        picture.convert(mode).save(buffer, "PDF", resolution=150, **more)
        made[f"{name}.pdf"] = buffer.getvalue()
    codings = {"flate": (zlib.compress(picture.tobytes()), "FlateDecode")}
    if features.check("jpg_2000"):
        buffer = io.BytesIO()
        picture.save(buffer, "JPEG2000")
        codings["jpx"] = (buffer.getvalue(), "JPXDecode")
    return made | {f"{name}.pdf": _picture_pdf(picture.size, *coding) for name, coding in codings.items()}


def _picture_pdf(size: tuple[int, int], data: bytes, coding: str) -> bytes:
    document = pikepdf.new()
    width, height = (72 / 150 * side for side in size)
    page = document.add_blank_page(page_size=(width, height))
    image = document.make_stream(data)
    image.Type, image.Subtype, image.Filter = pikepdf.Name.XObject, pikepdf.Name.Image, pikepdf.Name(f"/{coding}")
    (image.Width, image.Height), image.BitsPerComponent, image.ColorSpace = size, 8, pikepdf.Name.DeviceGray
    page.Resources = pikepdf.Dictionary(XObject=pikepdf.Dictionary(Im0=image))
    page.Contents = document.make_stream(f"q {width} 0 0 {height} 0 0 cm /Im0 Do Q".encode())
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()


def mutate(data: bytes, other: bytes, chance: random.Random) -> bytes:
    """A damaged copy: one to eight damages of several kinds; packages are also damaged inside."""
    if data.startswith(b"PK") and chance.random() < 0.7:
        return _mutate_package(data, other, chance)
    damaged = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        _DAMAGES[chance.randrange(len(_DAMAGES))](damaged, other, chance)
        if not damaged:
            break
    return bytes(damaged[:2_000_000])


def _mutate_package(data: bytes, other: bytes, chance: random.Random) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        names = source.namelist()
        hit = next(name for name in names if name in _MAIN_PARTS) if chance.random() < 0.8 else chance.choice(names)
        for name in names:
            content = source.read(name)
            target.writestr(name, mutate(content, other[:200], chance) if name == hit else content)
    return buffer.getvalue()


def _flip(data: bytearray, other: bytes, chance: random.Random) -> None:
    for _ in range(chance.choice((1, 1, 4, 32))):
        data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)


def _cut(data: bytearray, other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    del data[start : start + chance.choice((1, 10, 100, 1000))]
    data += b"" if data else b"x"


def _truncate(data: bytearray, other: bytes, chance: random.Random) -> None:
    del data[chance.randint(1, len(data)) :]


def _repeat(data: bytearray, other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    piece = bytes(data[start : start + chance.choice((3, 30, 300, 3000))])
    data[start:start] = piece * chance.choice((1, 1, 5, 50))


def _splice(data: bytearray, other: bytes, chance: random.Random) -> None:
    start, there = chance.randrange(len(data)), chance.randrange(len(other) or 1)
    data[start:start] = other[there : there + chance.choice((5, 50, 500))]


def _scrap(data: bytearray, other: bytes, chance: random.Random) -> None:
    start = chance.randrange(len(data))
    data[start:start] = chance.choice(_SCRAPS) * chance.choice((1, 1, 3, 100))


def _number(data: bytearray, other: bytes, chance: random.Random) -> None:
    found = list(_NUMBER.finditer(data, 0, 200_000))
    if found:
        match = chance.choice(found)
        data[match.start() : match.end()] = chance.choice(_EXTREMES)


_DAMAGES = (_flip, _cut, _truncate, _repeat, _splice, _scrap, _number, _number)


def fuzz_one(task: tuple[int, int, bool]) -> tuple[str, str, str]:
    """(status, error code, traceback) of one mutated document; `task` is the run's seed, the number of the input, and whether it is a
    picture."""
    name, data = task_to_input(task)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(data)
        try:
            read = ReadOptions(ocr="auto", ocr_parts=installed_recogniser()) if task[2] else ReadOptions()
            result = convert_document(path, None, ConvertOptions(read))
            stage_result(result, Path(folder) / "out", source=path)
            (staged,) = list_staged(Path(folder) / "out")
            assert staged.status == result.status
        except MemoryError:
            raise
        except ContractError:
            return "failed", "contract-violated", traceback.format_exc()
        except Exception:
            return "failed", "bug", traceback.format_exc()
    return result.status, result.error_code or "", ""


def task_to_input(task: tuple[int, int, bool]) -> tuple[str, bytes]:
    """The mutated document of a task; the same task always gives the same bytes. One in eight comes from all seeds: a sample takes ten
    times as long as a small table, and breaks at the same places."""
    chance = random.Random(task[0] * 1_000_003 + task[1])
    known = picture_seeds() if task[2] else seeds()
    name = chance.choice(sorted(known if task[2] or chance.random() < _SAMPLES else made()))
    return name, mutate(known[name], known[chance.choice(sorted(known))], chance)


def main() -> int:
    """Runs the fuzzer and reports; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--count", type=int, default=10_000)
    parser.add_argument("--seconds", type=float, default=1e9, help="stop after this time")
    parser.add_argument("--seed", type=int, default=int(time.time()))
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--timeout", type=float, default=20.0)
    parser.add_argument("--pictures", action="store_true", help="pictures of tables, read with rajut[ocr]")
    options = parser.parse_args()
    statuses: Counter[str] = Counter()
    bugs: Counter[str] = Counter()
    began, given = time.monotonic(), 0
    limits = Limits(options.timeout, (1024 if options.pictures else 512) * 2**20, tasks=1000)
    with (
        tempfile.TemporaryDirectory() as scratch,
        Workers(fuzz_one, options.jobs, limits, Path(scratch), warm_up=warm_up) as workers,
    ):
        while workers.running or (given < options.count and time.monotonic() - began < options.seconds):
            while workers.free and given < options.count and time.monotonic() - began < options.seconds:
                workers.submit((options.seed, given, options.pictures))
                given += 1
            for outcome in workers.wait():
                status, code, trace = outcome.value if isinstance(outcome, Done) else ("failed", outcome.code, outcome.detail)
                statuses[f"{status} {code}".strip()] += 1
                if status == "failed":
                    _keep(outcome.task, code, trace, bugs)
    print(f"seed {options.seed}: {sum(statuses.values())} inputs in {time.monotonic() - began:.0f} s")
    for status, count in statuses.most_common():
        print(f"{count:8}  {status}")
    for bug, count in bugs.most_common():
        print(f"{count:8}  BUG {bug}")
    return 1 if bugs or sum(statuses.values()) != given else 0


def _keep(task: tuple[int, int, bool], code: str, trace: str, bugs: Counter[str]) -> None:
    places = re.findall(r'File "[^"]*?/((?:extract|normalize|rajut|schemas)/[^"]+)", line (\d+)', trace)
    where = ":".join(places[-1]) if places else ""
    bug = f"{code} {where} {trace.strip().rsplit(chr(10), 1)[-1][:160]}"
    bugs[bug] += 1
    if bugs[bug] == 1:
        name, data = task_to_input(task)
        FOUND.mkdir(parents=True, exist_ok=True)
        path = FOUND / f"{code}-{task[0]}-{task[1]}-{name}"
        path.write_bytes(data)
        path.with_name(path.name + ".txt").write_text(trace, encoding="utf-8")


if __name__ == "__main__":
    from benchmarks.fuzz import (
        main as run,  # workers look their function up by the name of its module, and know no main module
    )

    sys.exit(run())
