"""The licences of what an installation brings are known, listed, and let it be used and handed on."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
ALLOWED = frozenset(
    [
        "0BSD",
        "Apache-2.0",
        "BSD-2-Clause",
        "BSD-3-Clause",
        "CC0-1.0",
        "ISC",
        "MIT",
        "MIT-0",
        "MIT-CMU",
        "MPL-2.0",
        "PSF-2.0",
        "Zlib",
        "Unlicense",
    ]
)
# how packages name their licence where they do not use SPDX; "BSD License" stands for two- and three-clause
LOOSELY = {
    "Apache-2.0": ("Apache", "Dual License"),
    "BSD-2-Clause": ("BSD",),
    "BSD-3-Clause": ("BSD", "Dual License"),
    "ISC": ("ISC",),
    "MIT": ("MIT",),
}


def required() -> list[str]:
    """The packages of an installation."""
    text = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    return sorted(set(re.findall(r"^([A-Za-z0-9_.-]+)==", text, re.MULTILINE)))


def listed() -> dict[str, str]:
    """Package to licence, as docs/licences.md has it."""
    text = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    rows = text.partition("| --- | --- |\n")[2]
    return dict(re.findall(r"^\| (\S+) \| ([^|]+) \|$", rows, re.MULTILINE))


def names_of(expression: str) -> list[str]:
    """The licences in an SPDX expression."""
    return re.split(r" (?:AND|OR) ", expression.replace("(", "").replace(")", ""))


def test_every_package_is_listed_and_no_other() -> None:
    assert sorted(listed()) == required()


def test_every_licence_lets_us_use_and_hand_on() -> None:
    assert {name for expression in listed().values() for name in names_of(expression)} <= ALLOWED


@pytest.mark.parametrize("package", required())
def test_the_package_says_the_same(package: str) -> None:
    try:
        told: Any = metadata.metadata(package)
    except metadata.PackageNotFoundError:
        pytest.skip("not installed on this platform")
    names = names_of(listed()[package])
    if expression := told.get("License-Expression"):
        assert sorted(set(names_of(expression))) == sorted(set(names))
        return
    classifiers = [one for one in told.get_all("Classifier") or [] if one.startswith("License")]
    words = " ".join((told.get("License") or "", *classifiers))
    assert any(sign in words for name in names for sign in (name, *LOOSELY.get(name, ())))


def test_a_licence_that_asks_for_more_would_be_found() -> None:
    assert not set(names_of("MIT AND (GPL-3.0-only OR LGPL-2.1-only)")) <= ALLOWED
