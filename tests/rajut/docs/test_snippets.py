"""Every command and every program that the site shows runs as it stands, page by page, in a folder that holds the tutorial's plan."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
DOCS = ROOT / "docs"
PLAN = ROOT / "samples" / "documents" / "renstra-sungai-lestari.pdf"
PAGES = [f"{folder}/{path.name}" for folder in ("tutorial", "howto") for path in sorted((DOCS / folder).glob("*.md"))]
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```", re.DOTALL | re.MULTILINE)


def page_to_snippets(page: str) -> list[tuple[str, str]]:
    """(language, text) of each block: commands without their "$", each a block of its own."""
    found: list[tuple[str, str]] = []
    for language, text in _BLOCK.findall((DOCS / page).read_text(encoding="utf-8")):
        if language == "console":
            found += [("console", line.removeprefix("$ ")) for line in text.splitlines() if line.startswith("$ ")]
        else:
            found.append((language, text))
    return found


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """The plan alone, a folder of plans, and what earlier pages have made."""
    shutil.copy(PLAN, tmp_path / "renstra.pdf")
    (tmp_path / "plans").mkdir()
    shutil.copy(PLAN, tmp_path / "plans")
    return tmp_path


@pytest.mark.parametrize("page", PAGES)
def test_every_snippet_runs(page: str, place: Path) -> None:
    """In order, each with exit status 0."""
    snippets = page_to_snippets(page)
    assert snippets
    if not page.startswith("tutorial") and "rajut convert renstra.pdf" not in str(snippets):
        snippets.insert(0, ("console", "rajut convert renstra.pdf --out output --quiet"))
    environment = os.environ | {"PYTHONPATH": str(ROOT), "HOME": str(place)}
    for language, text in snippets:
        if language == "toml":
            tomllib.loads(text)
            continue
        command = [sys.executable, "-m", *shlex.split(text)] if language == "console" else [sys.executable, "-c", text]
        done = subprocess.run(command, cwd=place, capture_output=True, text=True, check=False, env=environment)
        assert done.returncode == 0, f"{text}\n{done.stderr[-1000:]}"
        assert done.stdout.strip() or "--quiet" in text, text


def test_both_tutorials_show_the_same_commands() -> None:
    """The two languages are one walk; only the language that a file is written in is asked for in the Indonesian one."""
    spoken = [(kind, text.replace(" --lang id", "")) for kind, text in page_to_snippets("tutorial/id.md")]
    assert page_to_snippets("tutorial/en.md") == spoken


def test_the_site_has_no_dead_link(tmp_path: Path) -> None:
    """`mkdocs build --strict` is content; skipped where mkdocs-material is not installed."""
    pytest.importorskip("material")
    pytest.importorskip("mkdocstrings")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(tmp_path / "site")],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1", "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 0, done.stderr[-2000:]
