"""Coverage-guided fuzzing of the readers with atheris: nothing but a coded error may come out of one, and in time.

    python benchmarks/fuzz_readers.py --seconds 600 [--only html]

Each reader runs in processes of its own; one that ends (a crash, a hang, more than 2 GiB) leaves its input in `output/fuzz/readers/`
and is started again until its time is up. Exit status 1 when anything was found. Inputs of packages (DOCX, ODS) are the XML part
that holds the text, packed on the way, so that damage does not stop at the ZIP.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import time
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FOUND = ROOT / "output" / "fuzz" / "readers"
_SECONDS_EACH = 20
_MEMORY_MIB = 2048
_INSTRUMENTED = (
    "extract.source",
    "extract.formats",
    "extract.ink",
    "extract.pdfium",
    "extract.grids",
    "extract.open",
    "extract.ruled",
    "extract.pages",
)


def _packed(part: str, more: dict[str, bytes]) -> Callable[[bytes], bytes]:
    def pack(data: bytes) -> bytes:
        buffer = BytesIO()
        with zipfile.ZipFile(buffer, "w") as package:
            for name, content in (more | {part: data}).items():
                package.writestr(name, content)
        return buffer.getvalue()

    return pack


_ODS = {"mimetype": b"application/vnd.oasis.opendocument.spreadsheet"}
# reader -> how an input becomes a document
READERS: dict[str, Callable[[bytes], bytes]] = {
    "pdf": lambda data: data if data.startswith(b"%PDF-") else b"%PDF-1.4\n" + data,
    "docx": _packed("word/document.xml", {}),
    "html": lambda data: b"<html>" + data,
    "markdown": lambda data: b"# a\n" + data,
    "ods": _packed("content.xml", _ODS),
    "any": lambda data: data,  # whatever the first bytes say
}


def seeds_of(reader: str) -> list[bytes]:
    """Small documents of the format, packages as the XML of their part."""
    from benchmarks.fuzz import seeds  # noqa: PLC0415

    suffix = {"markdown": ".md"}.get(reader, f".{reader}")
    if reader == "any":
        return [data for data in seeds().values() if len(data) < 20_000]
    if reader == "ods":
        from tests.extract.formats.test_sheets import HEAD, cell, ods, row, sheet  # noqa: PLC0415

        shown = cell("12,5%", value="0.125", kind="percentage")
        data = ods(sheet(row("RENCANA"), row(), row(*HEAD), row("A", "Unit", shown, "1.234"), row(*HEAD)))
        return [_part_of(data, "content.xml")]
    found = [data for name, data in seeds().items() if name.endswith(suffix)]
    return [_part_of(data, "word/document.xml") for data in found] if reader == "docx" else found


def _part_of(data: bytes, part: str) -> bytes:
    with zipfile.ZipFile(BytesIO(data)) as package:
        return package.read(part)


def read_one(reader: str, data: bytes) -> None:
    """Reads one input as a document. Raises whatever is no coded error."""
    from extract.options import Limits, ReadOptions  # noqa: PLC0415
    from extract.reading import document_to_reading  # noqa: PLC0415
    from extract.source import bytes_to_media_type  # noqa: PLC0415
    from schemas.errors import RajutError  # noqa: PLC0415
    from schemas.provenance import SourceDocument  # noqa: PLC0415

    document = READERS[reader](data)
    limits = Limits(grid_cells=20_000, all_cells=40_000, blocks=20_000)
    try:
        media_type = bytes_to_media_type(document, "x")
        if media_type.startswith(("application/rtf", "application/msword", "application/vnd.ms")):
            return  # LibreOffice is not ours to fuzz
        document_to_reading(SourceDocument("x", "0" * 64, media_type, len(document)), document, ReadOptions(limits=limits))
    except RajutError:
        return


def fuzz(reader: str, arguments: list[str]) -> None:
    """The inside of a fuzzing process; does not come back."""
    import atheris  # noqa: PLC0415

    with atheris.instrument_imports(include=list(_INSTRUMENTED)):
        pass
    atheris.Setup([sys.argv[0], *arguments], lambda data: read_one(reader, data))
    atheris.Fuzz()


def run(reader: str, seconds: float) -> tuple[int, list[Path]]:
    """Inputs tried, and files that ended a process."""
    corpus, found = FOUND / reader / "corpus", FOUND / reader / "found"
    corpus.mkdir(parents=True, exist_ok=True)
    found.mkdir(parents=True, exist_ok=True)
    for number, data in enumerate(seeds_of(reader)):
        (corpus / f"seed-{number}").write_bytes(data)
    before = set(found.iterdir())
    tried, end = 0, time.monotonic() + seconds
    while (left := int(end - time.monotonic())) > 5:
        command = [sys.executable, __file__, "--inside", reader, "--", str(corpus), f"-artifact_prefix={found}/"]
        command += [f"-max_total_time={left}", f"-timeout={_SECONDS_EACH}", f"-rss_limit_mb={_MEMORY_MIB}", "-max_len=65536"]
        done = subprocess.run([*command, "-print_final_stats=1"], cwd=ROOT, capture_output=True, check=False)
        log = done.stderr.decode(errors="replace") + done.stdout.decode(errors="replace")
        executed = re.search(r"number_of_executed_units:\s*(\d+)", log) or _last(r"^#(\d+)", log)
        tried += int(executed[1]) if executed else 0
        if done.returncode:
            (found.parent / f"log-{int(time.time())}.txt").write_text(log[-20_000:], encoding="utf-8")
    return tried, sorted(set(found.iterdir()) - before)


def _last(pattern: str, text: str) -> re.Match[str] | None:
    matches = list(re.finditer(pattern, text, re.MULTILINE))
    return matches[-1] if matches else None


def main() -> int:
    """Fuzzes each reader in turn; 1 when anything was found."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=600.0, help="for each reader")
    parser.add_argument("--only", choices=sorted(READERS))
    parser.add_argument("--inside", choices=sorted(READERS), help=argparse.SUPPRESS)
    parser.add_argument("rest", nargs="*", help=argparse.SUPPRESS)
    options, more = parser.parse_known_args()
    if options.inside:
        fuzz(options.inside, [*options.rest, *more])
    bad = 0
    for reader in [options.only] if options.only else list(READERS):
        tried, found = run(reader, options.seconds)
        bad += len(found)
        print(f"{reader:9} {tried:9} inputs, {len(found)} found {[path.name for path in found]}", flush=True)
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
