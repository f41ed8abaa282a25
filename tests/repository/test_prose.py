"""Sentences are for people: no step reads what another one, or a library, wrote for them. Types, codes and fields tell what to do."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("schemas", "extract", "normalize", "rajut")
WRITTEN = {"message", "evidence", "reason", "reasons", "strerror", "sentence", "detail", "error_log", "format_message"}
"""Attributes that hold what a person is to read."""
ASKING = {
    "startswith",
    "endswith",
    "find",
    "index",
    "count",
    "partition",
    "rpartition",
    "match",
    "search",
    "fullmatch",
    "findall",
}


def _is_written(node: ast.expr) -> bool:
    """Does the expression take a sentence: the attribute itself, its lower letters, the text of a caught error?"""
    if isinstance(node, ast.Attribute):
        return node.attr in WRITTEN
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
        return node.func.attr in WRITTEN or _is_written(node.func.value)
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "str":
        return any(isinstance(given, ast.Name) and given.id in {"error", "exception"} for given in node.args)
    return False


def text_to_read_sentences(text: str) -> list[int]:
    """Lines in which a sentence is compared with something, searched, or asked how it begins. That there is none (`is None`, `== ()`) may
    be asked."""
    found = []
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            empty = any(isinstance(side, ast.Constant | ast.Tuple) and not getattr(side, "value", ()) for side in sides)
            read = any(map(_is_written, sides)) and not empty
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ASKING:
            read = any(map(_is_written, (node.func.value, *node.args)))
        else:
            continue
        if read:
            found.append(node.lineno)
    return found


def test_no_step_reads_a_sentence() -> None:
    """In no module of the product."""
    paths = (path for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
    found = [f"{path.relative_to(ROOT)}:{line}" for path in paths for line in text_to_read_sentences(path.read_text("utf-8"))]
    assert found == []


def test_what_would_fail() -> None:
    """The eyes of this module see what they are there to see."""
    for text in (
        '"depth" in entry.message.lower()',
        'finding.evidence.startswith("x")',
        '"ruled" not in fragment.reasons',
        "pattern.search(error.format_message())",
        'str(error) == "x"',
    ):
        assert text_to_read_sentences(text) == [1]
    assert text_to_read_sentences("finding.evidence is None or region.reasons == ()") == []
