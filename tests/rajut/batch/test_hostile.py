"""Documents made to hurt: each ends in its own status, none reaches the network, the disk beside the dataset, or a neighbour."""

from __future__ import annotations

import socket
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

import pyarrow.parquet
import pytest

from extract.formats.libreoffice import find_converter
from rajut.batch.run import BatchOptions, BatchSummary, convert_batch
from tests.rajut.batch.hostile import write_hostile

pytestmark = pytest.mark.timeout(900)  # some documents use up their whole limit, on purpose, one after the other

EXPECTED = {
    "docx-bomb.docx": "ok",  # the picture is the bomb, and pictures are not unpacked
    "docx-main-bomb.docx": "document-too-large",
    "docx-many-parts.docx": "document-too-large",
    "docx-entities.docx": "document-broken",
    "docx-xxe-file.docx": "document-broken",
    "docx-xxe-net.docx": "document-broken",
    "docx-dtd-net.docx": "document-broken",
    "docx-slip.docx": "ok",
    "docx-external.docx": "ok",
    "docx-truncated.docx": "document-broken",
    "html-external.html": "ok",
    "html-entities.html": "ok",
    "html-deep.html": "document-too-large",
    "html-deep-tables.html": "document-too-large",
    "html-spans.html": "flagged",
    "html-script-cell.html": "ok",
    "md-long-line.md": "ok",
    "md-wide.md": "ok",
    "md-nested-quotes.md": "document-too-large",
    "pdf-flate-bomb.pdf": "no-table",
    "pdf-huge-box.pdf": "ok",
    "pdf-nan-box.pdf": "ok",
    "pdf-script.pdf": "ok",
    "pdf-page-loop.pdf": "no-table",
    "pdf-many-objects.pdf": "ok",
    "pdf-many-lines.pdf": "no-table",
    "pdf-no-end.pdf": "document-broken",
    "pdf-only-header.pdf": "document-broken",
    "zip-in-zip.zip!/a.zip": "document-unsupported",
    "sheet.xlsx": "document-broken" if find_converter() else "converter-missing",
    "sheet-bomb.xlsx": "document-too-large" if find_converter() else "converter-missing",
    "sheet-entities.ods": "document-broken",
    "sheet-repeated.ods": "document-too-large",
    "archive-bomb.zip!/bomb.md": "document-too-large",
    "archive-bomb.zip!/honest.md": "ok",
    "honest.pdf": "ok",
}


@dataclass(frozen=True, slots=True)
class HostileRun:
    """What a run over all hostile documents left."""

    folder: Path
    out: Path
    summary: BatchSummary
    calls: int

    def outcome(self, name: str) -> str:
        (entry,) = [entry for entry in self.summary.entries if entry.source_name == name]
        return entry.error_code or entry.status


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> HostileRun:
    """One isolated run over all of them, with a server listening that must not be called."""
    base = tmp_path_factory.mktemp("hostile")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        folder = write_hostile(base / "in", server.getsockname()[1])
        options = BatchOptions(jobs=2, timeout=120.0, memory=768 * 2**20)
        summary = convert_batch([folder], base / "out", options)
        calls = 0
        try:
            server.accept()
            calls = 1
        except BlockingIOError:
            pass
    return HostileRun(folder, base / "out", summary, calls)


@pytest.mark.parametrize("name", sorted(EXPECTED))
def test_each_document_ends_in_its_own_status(name: str, run: HostileRun) -> None:
    """A limit or damage is a coded refusal; what is merely odd is read; no document takes a worker down."""
    assert run.outcome(name) in {EXPECTED[name], "ok", "flagged"} if EXPECTED[name] in {"ok", "flagged"} else {EXPECTED[name]}


def test_every_document_is_accounted_for(run: HostileRun) -> None:
    """A row in documents.parquet for each file in the folder and each member of an archive, and no worker had to be replaced."""
    rows = pyarrow.parquet.read_table(run.out / "documents.parquet").column("source_name").to_pylist()
    assert sorted(rows) == sorted(EXPECTED)
    assert {name.partition("!/")[0] for name in rows} == {path.name for path in run.folder.iterdir()}
    assert run.summary.replaced == 0


def test_nobody_was_called(run: HostileRun) -> None:
    """Templates, styles, pictures, entities, actions: none of the addresses in the documents was visited."""
    assert run.calls == 0


def test_nothing_was_written_beside_the_dataset(run: HostileRun) -> None:
    """Members of a package with paths that lead out of it stay in the package."""
    assert not Path("/tmp/rajut-slip.txt").exists()
    assert not Path("/tmp/rajut-slip-absolute.txt").exists()
    assert sorted(path.name for path in run.out.parent.iterdir()) == ["in", "out"]


def test_no_file_of_the_machine_is_in_the_dataset(run: HostileRun) -> None:
    """An entity that points to a file of the machine brings nothing of it."""
    texts = pyarrow.parquet.read_table(run.out / "cells.parquet", columns=["text"]).column("text").to_pylist()
    assert not any("root:" in (text or "") for text in texts)


def test_markup_in_a_cell_stays_text(run: HostileRun) -> None:
    """A cell that reads <script> is published as it reads, and in a page for people it is not a script."""
    cells = pyarrow.parquet.read_table(run.out / "cells.parquet", columns=["text"]).column("text").to_pylist()
    assert "<script>alert(1)</script>" in cells
    for page in run.out.glob("*.html"):
        assert "<script>alert(1)" not in page.read_text(encoding="utf-8")


_WATCHED = """
import sys
calls = []
sys.addaudithook(lambda event, arguments: calls.append(event) if event in WATCHED else None)
from pathlib import Path
from rajut.batch.run import convert_batch
convert_batch([Path(sys.argv[1])], Path(sys.argv[2]))
sys.exit(f"network: {calls}" if calls else 0)
"""


def test_reading_here_never_even_tries_the_network(tmp_path: Path) -> None:
    """Without workers, so without their guard: no socket is connected, bound or looked up by Python code."""
    folder = write_hostile(tmp_path / "in", 9)
    for path in folder.iterdir():
        if path.stat().st_size > 200_000:
            path.unlink()
    watched = {
        "socket.connect",
        "socket.getaddrinfo",
        "socket.gethostbyname",
        "socket.sendto",
        "socket.bind",
        "urllib.Request",
    }
    result = subprocess.run(
        [sys.executable, "-c", f"WATCHED = {watched!r}\n{_WATCHED}", str(folder), str(tmp_path / "out")],
        cwd=Path(__file__).parents[3],
        capture_output=True,
        text=True,
        check=False,
    )
    assert result.returncode == 0, result.stderr
