"""Every sign says in both languages what it stands for."""

from __future__ import annotations

import ast
import re
import string
from pathlib import Path
from typing import get_args

import pytest

from normalize.levels.decided import level_to_decision
from schemas.decision import Sign, Subject, share_to_log_odds, text_to_subject
from schemas.observation import LevelBasis
from schemas.provenance import CellRef, FragmentRef
from schemas.sign_sentences import SIGNS, sign_to_words, signs_to_evidence

ROOT = Path(__file__).parents[2]


def _name_to_pattern(name: ast.expr) -> str | None:
    """What the name of a sign must match: itself where it is written out, with gaps where it is put together; None where a variable
    holds it."""
    if isinstance(name, ast.Constant) and isinstance(name.value, str):
        return re.escape(name.value)
    if isinstance(name, ast.JoinedStr):
        return "".join(re.escape(str(part.value)) if isinstance(part, ast.Constant) else "[a-z_]+" for part in name.values)
    return None


def signs_in_code() -> dict[str, str]:
    """The names of all signs that the steps make, as patterns, with the place of each."""
    found: dict[str, str] = {}
    for path in (path for room in ("extract", "normalize") for path in (ROOT / room).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Sign", "Step", "add"}:
                names = [choice for given in node.args[:2] for choice in _choices(given)]
                found |= {pattern: f"{path.name}:{node.lineno}" for name in names if (pattern := _name_to_pattern(name))}
    return found


def _choices(name: ast.expr) -> list[ast.expr]:
    return [*_choices(name.body), *_choices(name.orelse)] if isinstance(name, ast.IfExp) else [name]


def test_every_sign_of_a_decision_has_its_sentence() -> None:
    """A sign without one would be told by its bare name."""
    found = signs_in_code()
    assert {name: place for name, place in found.items() if not any(re.fullmatch(name, known) for known in SIGNS)} == {}
    assert len(found) > 120


def test_every_sentence_is_of_a_sign_that_is_made() -> None:
    """A sign that no step gives any more takes its sentence with it. The judge's are measures of a whole table."""
    code = "\n".join(
        path.read_text(encoding="utf-8") for room in ("extract", "normalize") for path in (ROOT / room).rglob("*.py")
    )
    made = set(signs_in_code())
    assert [name for name in SIGNS if f'"{name}"' not in code and not any(re.fullmatch(one, name) for one in made)] == []


@pytest.mark.parametrize("name", SIGNS)
def test_both_languages_tell_the_same_details(name: str) -> None:
    """What one sentence leaves open the other does too."""
    en, id_ = ({field for _, field, _, _ in string.Formatter().parse(text) if field is not None} for text in SIGNS[name])
    assert en == id_


def test_every_ground_for_a_level_has_its_sentence() -> None:
    """The names of these signs are put together from the ground."""
    cell = CellRef(FragmentRef(1, 1), 0, 0)
    for basis in get_args(LevelBasis):
        decision = level_to_decision((cell,), "program", basis)
        assert decision is not None
        assert {sign.name for sign in decision.signs} <= SIGNS.keys()


def test_signs_in_words() -> None:
    """Weights stand before what was weighed; what a rule goes by alone has none."""
    signs = (Sign("join_pages_further", -0.4, ("3",)), Sign("row_data"))
    assert signs_to_evidence(signs) == "-0.40 3 pages further; labels or values under the header"
    assert sign_to_words(signs[0], "id") == "3 halaman kemudian"


def test_the_name_of_a_decision_is_read_back() -> None:
    """Corrections name decisions by text."""
    assert text_to_subject(str(Subject("column", "p2/t1#c5"))) == Subject("column", "p2/t1#c5")


def test_trust_as_log_odds() -> None:
    """A half says nothing, and no trust is certainty."""
    assert share_to_log_odds(0.5) == 0
    assert share_to_log_odds(0.8) == -share_to_log_odds(0.2) > 0
    assert share_to_log_odds(1.0) == share_to_log_odds(2.0) < 7
