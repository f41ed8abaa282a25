"""Links and pictures of the documentation lead somewhere, without building the site."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PAGES = [*sorted((ROOT / "docs").rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md"]
_LINK = re.compile(r"\]\((?P<target>[^)\s]+)\)")
_CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)


def text_to_targets(text: str) -> list[str]:
    """The files that a page links to, without anchors; addresses and links within the page are none."""
    targets = [match["target"].partition("#")[0] for match in _LINK.finditer(_CODE.sub("", text))]
    return [target for target in targets if target and "://" not in target and not target.startswith("mailto:")]


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.relative_to(ROOT).as_posix())
def test_every_link_leads_to_a_file(page: Path) -> None:
    """A page that was moved, a picture that was not added."""
    targets = text_to_targets(page.read_text(encoding="utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []


def test_every_page_of_the_site_is_there_and_none_is_lost() -> None:
    """What mkdocs.yml names exists; every page of docs is named there, or in the list of those that are not in the menu."""
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    named = set(re.findall(r": (\S+\.md)$", settings, re.MULTILINE))
    assert {name for name in named if not (ROOT / "docs" / name).is_file()} == set()
    pages = {page.relative_to(ROOT / "docs").as_posix() for page in PAGES if page.is_relative_to(ROOT / "docs")}
    outside = ("adr/", "decisions", "licences.md")
    assert {page for page in pages - named if not page.startswith(outside)} == set()
