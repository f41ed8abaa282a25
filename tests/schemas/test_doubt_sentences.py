"""Every doubt that weighs something can be told, in both languages."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from normalize.judge import doubts, told
from normalize.judge.calibration import load_calibration
from schemas.codes import CODES
from schemas.doubt_sentences import DOUBTS, doubt_to_words

NAME = re.compile(r"(?:value|name|column)\.[a-z_]+")


def written(module: object) -> set[str]:
    """The names of doubts that a module gives."""
    tree = ast.parse(Path(str(module.__file__)).read_text(encoding="utf-8"))  # type: ignore[attr-defined]
    texts = {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}
    return {text for text in texts if NAME.fullmatch(text)}


NAMES = sorted(set(load_calibration().weights) | {name for module in (doubts, told) for name in written(module)})


@pytest.mark.parametrize("name", [name for name in NAMES if not name.endswith(("_", "."))])
@pytest.mark.parametrize("language", ["en", "id"])
def test_every_doubt_has_words(name: str, language: str) -> None:
    words = doubt_to_words(name, language)
    assert words != name
    what = name.partition(".")[2].removeprefix("table_").removeprefix("document_")
    assert what not in words or what in CODES or what in DOUBTS


def test_the_languages_differ() -> None:
    assert all(english != indonesian for english, indonesian in DOUBTS.values())
