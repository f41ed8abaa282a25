"""Words of a language stand in schemas/vocabulary: no list and no regular expression elsewhere holds any."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
# How formats are written down is no language of people: markup, packages, style sheets, file signatures.
MARKUP = ("extract/formats", "extract/source.py", "extract/media_types.py", "extract/pdfium", "extract/scan")
MODULES = sorted(
    path
    for room in ("normalize", "extract")
    for path in (ROOT / room).rglob("*.py")
    if not str(path.relative_to(ROOT)).startswith(MARKUP)
)
PATTERN_CALLS = {"compile", "match", "search", "fullmatch", "sub", "subn", "split", "findall", "finditer"}
ROMAN = re.compile(r"[ivxlcIVXLC]+")
GRADES = re.compile(r"[A-E]{1,3}")
LOOKUPS = {"either", "words", "named"}
SHORTEST = 4  # letters
ENGLISH = {"data", "level", "status", "item", "program", "years"}  # words of both languages that the program has as names


def folder_to_words(language: str) -> set[str]:
    """Every single word of a built-in language in small letters, whole patterns that are words included."""
    found: set[str] = set()
    for file in (ROOT / "schemas" / "vocabulary" / language).glob("*.toml"):
        values: list[object] = [tomllib.loads(file.read_text(encoding="utf-8"))]
        while values:
            value = values.pop()
            if isinstance(value, dict):
                values += value.values()
            elif isinstance(value, list):
                values += value
            elif isinstance(value, str):
                found |= {word.casefold() for word in value.split() if word.isalpha()}
    return found


@cache
def indonesian_words() -> frozenset[str]:
    """Words of four letters or more that are Indonesian, and neither English nor names in the program."""
    words = folder_to_words("id") - folder_to_words("en") - program_names() - ENGLISH
    return frozenset(word for word in words if len(word) >= SHORTEST)


def program_names() -> set[str]:
    """The values of the Literal types of schemas, which are English names in the program and not words of documents."""
    names: set[str] = set()
    for path in (ROOT / "schemas").glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Subscript) and ast.unparse(node.value) == "Literal":
                names |= {
                    leaf.value for leaf in ast.walk(node) if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str)
                }
    return names


def docstrings(tree: ast.AST) -> set[int]:
    return {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)}


def lookup_keys(tree: ast.AST) -> set[int]:
    """The texts that ask the lexicon for a list."""
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    asking = (node for node in calls if isinstance(node.func, ast.Attribute) and node.func.attr in LOOKUPS)
    return {id(leaf) for node in asking for leaf in ast.walk(node) if isinstance(leaf, ast.Constant)}


def pattern_words(tree: ast.AST) -> Iterator[tuple[int, str]]:
    """Line and word for each run of two letters or more in a regular expression that is neither syntax nor a numeral nor a grade."""
    keys = lookup_keys(tree)
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr not in PATTERN_CALLS:
            continue
        if ast.unparse(node.func.value) != "re" or not node.args:
            continue
        for leaf in ast.walk(node.args[0]):
            if isinstance(leaf, ast.Constant) and isinstance(leaf.value, str) and id(leaf) not in keys:
                plain = re.sub(r"\(\?P[<=]\w+[>)]?|\\.|\[[^]]*\]|\(\?[a-z]+[:)]", " ", leaf.value)
                for word in re.findall(r"[^\W\d_]{2,}", plain):
                    if not ROMAN.fullmatch(word) and not GRADES.fullmatch(word):
                        yield leaf.lineno, word


def plain_words(tree: ast.AST, words: frozenset[str]) -> Iterator[tuple[int, str]]:
    """Line and word for each text of the program that is made of words of the language."""
    prose = docstrings(tree) | lookup_keys(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in prose:
            text = [word.strip(".,:-") for word in node.value.casefold().split()]
            if text and all(word in words for word in text):
                yield node.lineno, node.value


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_no_module_holds_words_of_a_language(path: Path) -> None:
    """A word in a module is missed when a language is added, and is soon written twice."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found = [*pattern_words(tree), *plain_words(tree, indonesian_words())]
    assert not found, f"these belong in schemas/vocabulary: {found}"


def test_the_guard_sees_words() -> None:
    """What it is there for is found: a regular expression with words, a set of words; and syntax is not."""
    source = (
        "import re\n"
        'A = re.compile(r"^(?:tahun|thn)\\s(?P<year>[0-9]+)(?i:x)[a-z]")\n'
        'B = {"uraian", "value"}\n'
        'C = re.compile(rf"{D}\\b[IVX]+{words.either(key)}")\n'
        'D = "rumah sakit"\n'
    )
    tree = ast.parse(source)
    assert [word for _, word in pattern_words(tree)] == ["tahun", "thn"]
    assert {word for _, word in plain_words(tree, indonesian_words())} == {"uraian", "rumah sakit"}
