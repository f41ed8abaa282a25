"""Everything that people are told exists in English and in Bahasa Indonesia."""

from __future__ import annotations

import ast
import re
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest

from rajut.pipeline import ConvertOptions, convert_document
from schemas.codes import CODES, finding_to_sentence
from schemas.codes.evidence import evidence_to_indonesian, evidence_to_unknown, sentences
from schemas.error_sentences import ERRORS
from schemas.kind import builtin_kinds
from schemas.sign_sentences import SIGNS

ROOT = Path(__file__).resolve().parents[2]
SAMPLES = sorted(path for path in (ROOT / "samples" / "documents").iterdir() if path.is_file())
# English sentences in the steps that no finding shows: names of formats and styles, attributes of files, and kinds of tables, which
# have their own Indonesian beside them
NOT_TOLD = (
    "extract/source.py",
    "extract/formats/libreoffice.py",
    "extract/formats/sheets/number_format.py",
    "extract/formats/docx/document.py",
    "extract/formats/sheets/document.py",
    "normalize/columns/kind.py",
    "normalize/corrections/about_tables.py",
)
# sentences in pieces, which stand in the list as wholes
PIECES = (
    "{}; all {} numbers of its series have three digits behind the sign +{}",
    "joined it is near the {} others of its series{}",
    ", at other places",
    " and has as many digits",
    "; and {} more",
)


def said_in(path: Path) -> Iterator[tuple[int, str]]:
    """(line, sentence) of what a module says: texts of two English words and more, {} where something is filled in. Docstrings,
    patterns and what goes into exceptions are none."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    passed = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            passed.add(id(node.value))
        elif isinstance(node, ast.JoinedStr):
            passed |= {id(value) for value in node.values}
        elif isinstance(node, ast.Raise) or (isinstance(node, ast.Call) and ast.unparse(node.func).endswith("compile")):
            passed |= {id(child) for child in ast.walk(node)}
    for node in ast.walk(tree):
        text = ""
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            text = node.value
        elif isinstance(node, ast.JoinedStr):
            text = "".join(str(value.value) if isinstance(value, ast.Constant) else "{}" for value in node.values)
        several = len(re.findall(r"[a-z]{2,}", text)) >= 2 and re.search(r"\w \w|[}'] \w|\w \{", text)
        if (
            isinstance(node, ast.expr)
            and several
            and id(node) not in passed
            and text not in PIECES
            and not re.search(r"[\\^$|\[]|</", text)
        ):
            yield node.lineno, text


def test_every_sentence_of_a_step_has_its_indonesian() -> None:
    """A step that learns to say something new says it in both languages."""
    missing = []
    for room in ("extract", "normalize"):
        for path in sorted((ROOT / room).rglob("*.py")):
            name = path.relative_to(ROOT).as_posix()
            if name not in NOT_TOLD:
                missing += [f"{name}:{line} {text}" for line, text in said_in(path) if evidence_to_unknown(text)]
    assert missing == []


@pytest.mark.parametrize("path", SAMPLES, ids=[path.name for path in SAMPLES])
def test_no_evidence_of_a_sample_stays_english(path: Path) -> None:
    """Each part of each evidence has its sentence, or is text of the document: a place, a number, a quotation."""
    result = convert_document(path, None, ConvertOptions())
    parts = {part for finding in result.findings if finding.evidence for part in evidence_to_unknown(finding.evidence)}
    english = re.compile(r"\b(the|of|its|is|are|in|with|and|that|no)\b")
    assert [part for part in parts if english.search(part)] == []
    for finding in result.findings:
        assert finding_to_sentence(finding, "id")


def test_gaps_are_filled_in_both_languages() -> None:
    """An Indonesian sentence takes every gap of the English one, each in its place."""
    for english, indonesian in sentences().items():
        gaps = english.count("{}")
        assert sorted(re.findall(r"\{(\d+)\}", indonesian)) == [str(number) for number in range(gaps)], english


def test_words_within_words_are_told_too() -> None:
    """A weight, a gap and what fills it."""
    told = evidence_to_indonesian("+2.00 12 of 14 separators in its unit in column agree; '.' groups thousands")
    assert told == "+2.00 12 dari 14 tanda pemisah pada satuan di kolom yang sama sejalan; '.' mengelompokkan ribuan"
    assert evidence_to_indonesian("Tabel 3.2") == "Tabel 3.2"
    assert evidence_to_unknown("it rains") == ("it rains",)


def test_every_code_error_and_kind_speaks_both() -> None:
    """No template is the same in both languages, none is empty."""
    assert [code for code, spec in CODES.items() if not spec.id.strip() or spec.id == spec.en] == []
    assert [code for code, spec in ERRORS.items() if not spec.id.strip() or spec.id == spec.en] == []
    reasons = [kind.reason for kind in builtin_kinds() if kind.reason]
    assert [reason for reason in reasons if evidence_to_unknown(reason)] == []


def test_a_sentence_stands_in_one_place() -> None:
    """What a sign says stands with the signs, and not once more among the sentences of evidence."""
    known = tomllib.loads((ROOT / "schemas" / "codes" / "evidence_id.toml").read_text(encoding="utf-8"))["sentences"]
    told = {re.sub(r"\{\d\}", "{}", english) for english, _ in SIGNS.values()}
    assert told & known.keys() == set()
