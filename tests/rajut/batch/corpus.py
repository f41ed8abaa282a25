"""Small documents for batches, made on the spot."""

from __future__ import annotations

from pathlib import Path

TABLE = """# Rencana Strategis Dinas {name}

| Program | Indikator | Satuan | Target 2021 | Target 2022 |
| --- | --- | --- | --- | --- |
| Program Pendidikan | Angka partisipasi {name} | Persen | {first} | {second} |
| Program Kesehatan | Rumah sakit {name} | Unit | 3 | 4 |
"""


def write_document(path: Path, number: int) -> Path:
    """A Markdown document with one table of four values; its bytes depend on `number` alone."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(TABLE.format(name=f"Nomor {number}", first=number, second=number + 1), encoding="utf-8")
    return path


def write_archive(folder: Path, count: int) -> Path:
    """A folder with `count` documents in two years."""
    for number in range(count):
        write_document(folder / str(2020 + number % 2) / f"renstra-{number:03}.md", number)
    return folder


def dataset_bytes(out: Path) -> dict[str, bytes]:
    """The published files by name."""
    files = (path for path in sorted(out.rglob("*")) if path.is_file() and ".rajut" not in path.parts)
    return {path.relative_to(out).as_posix(): path.read_bytes() for path in files}
