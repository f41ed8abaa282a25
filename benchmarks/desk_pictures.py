"""The pictures of docs/review.md, taken of the samples in a real browser: python -m benchmarks.desk_pictures [--to docs/pictures]"""

from __future__ import annotations

import argparse
import io
import shutil
import sys
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from PIL import Image
from playwright.sync_api import sync_playwright

from benchmarks.desk import CHROMIUM, served
from rajut.batch.run import BatchOptions, convert_batch
from rajut.pipeline import ConvertOptions
from rajut.review.desk import Desk, DeskSetup

ROOT = Path(__file__).resolve().parents[1]
SAMPLES = ROOT / "samples" / "documents"
DOCUMENTS = ("cascading-tirta-kencana.pdf", "renstra-sungai-lestari.pdf", "cascading-tirta-kencana.md")
COLOURS = 48  # enough for a page, and small
LAPTOP, PHONE = (1366, 768), (390, 844)


@dataclass(frozen=True)
class Shot:
    """One picture: `name` of the file, the document, the question (`at`), the size of the screen, and a key that is pressed before."""

    name: str
    document: str
    at: str
    size: tuple[int, int] = LAPTOP
    key: str = ""


SHOTS = (
    Shot("list", "", ""),
    Shot("value", DOCUMENTS[0], "value:p2/t3/r3c4"),
    Shot("column", DOCUMENTS[0], "column:p2/t3#c4"),
    Shot("row", DOCUMENTS[0], "row:p2/t1/r0c2"),
    Shot("drawn", DOCUMENTS[1], "table:p1/t1", key="d"),
    Shot("phone", DOCUMENTS[0], "value:p2/t3/r3c4", PHONE),
)


def take(chromium: Any, address: str, documents: dict[str, str], to: Path, language: str) -> None:
    """Every picture in one language."""
    for shot in SHOTS:
        width, height = shot.size
        page = chromium.new_context(viewport={"width": width, "height": height}).new_page()
        page.goto(address)
        page.click(f".languages button[value={language}]")
        if shot.document:
            page.goto(f"{address}d/{documents[shot.document]}/?at={shot.at.replace('#', '%23')}")
            page.wait_for_selector("html[data-ready=yes]")
            page.wait_for_load_state("networkidle")
            if shot.key:
                page.keyboard.press(shot.key)
        picture = Image.open(io.BytesIO(page.screenshot()))
        picture.convert("RGB").quantize(COLOURS).save(to / f"desk-{shot.name}-{language}.png", optimize=True)
        page.close()


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--to", type=Path, default=ROOT / "docs" / "pictures")
    arguments = parser.parse_args()
    arguments.to.mkdir(parents=True, exist_ok=True)
    folder = Path(tempfile.mkdtemp(prefix="rajut-desk-"))
    try:
        convert_batch([SAMPLES / name for name in DOCUMENTS], folder / "out", BatchOptions(jobs=0))
        setup = DeskSetup(
            folder / "out",
            "sari",
            options=ConvertOptions(),
            source_of=lambda staged: SAMPLES / staged.source_name,
            publish=lambda _: None,
        )
        desk = Desk(setup)
        desk.count_doubtful()
        documents = {listed.staged.source_name: key for key, listed in desk.listed.items()}
        with served(desk) as address, sync_playwright() as running:
            chromium = running.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
            for language in ("en", "id"):
                take(chromium, address, documents, arguments.to, language)
            chromium.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
