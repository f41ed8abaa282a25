"""Kinds are data: a file that is right adds one, a file that is wrong is refused with the reason."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from normalize.columns.kind import columns_to_kind
from normalize.document import reading_to_normalized
from rajut.reference.own_kinds import load_kinds
from schemas.errors import ExitCode, ProfileError, UsageError
from schemas.kind import KNOWN_WORDS, builtin_kinds, text_to_kind
from schemas.logical import ColumnMeaning
from schemas.observation import Period
from tests.normalize.layouts.layouts import GOLDEN, read_layout

OWN = """
name = "road_condition"
title = {en = "Condition of roads", id = "Kondisi jalan"}
requires = ["plan_item", "years"]
heads = ["ruas"]
words = ["kondisi jalan"]
"""
ROADS = """
about: a table that only the user knows
text
  Kondisi Jalan Kabupaten
table
  | Nama Ruas | 2022 | 2023 |
  | Jalan Merdeka | 10 | 12 |
"""


def test_a_folder_adds_its_kinds_to_the_built_in_ones(tmp_path: Path) -> None:
    """With the user's file the table is of the user's kind, without it of a built-in one."""
    (tmp_path / "roads.toml").write_text(OWN, encoding="utf-8")
    reading = read_layout(ROADS).reading
    assert [table.kind for table in reading_to_normalized(reading, load_kinds(tmp_path)).tables] == ["road_condition"]
    assert [table.kind for table in reading_to_normalized(reading, load_kinds(None)).tables] == ["year_table"]


def test_a_kind_of_the_same_name_replaces_the_built_in_one(tmp_path: Path) -> None:
    """The folder's file wins, and no kind appears twice."""
    (tmp_path / "iku.toml").write_text(OWN.replace("road_condition", "iku"), encoding="utf-8")
    kinds = load_kinds(tmp_path)
    assert len(kinds) == len(builtin_kinds())
    assert next(kind for kind in kinds if kind.name == "iku").title_en == "Condition of roads"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("name = ", "Invalid"),
        ('title = {en = "a", id = "b"}\nrequires = ["years"]', "'name' is missing"),
        (OWN + 'colour = "red"', "unknown key 'colour'"),
        (OWN.replace('"plan_item"', '"plan_itm"'), "'plan_itm'"),
        (OWN.replace('["plan_item", "years"]', '"years"'), "must be a list"),
        (OWN + 'row_level = "village"', "'row_level' must be one of"),
        (OWN + "observations = false", "'reason'"),
        (OWN.replace("road_condition", "Road Condition"), "small letters"),
        (OWN.replace(', id = "Kondisi jalan"', ""), "'title'"),
        (OWN.replace('["plan_item", "years"]', "[]").replace('["ruas"]', "[]"), "every table"),
    ],
    ids=[
        "not-toml",
        "no-name",
        "unknown-key",
        "unknown-word",
        "type",
        "level",
        "no-reason",
        "bad-name",
        "title",
        "matches-all",
    ],
)
def test_a_wrong_file_is_refused_with_the_reason(tmp_path: Path, text: str, said: str) -> None:
    """The error names the file and what is wrong in it, and ends the run with the code for profiles."""
    (tmp_path / "wrong.toml").write_text(text, encoding="utf-8")
    with pytest.raises(ProfileError) as caught:
        load_kinds(tmp_path)
    assert caught.value.code == "kind-invalid"
    assert caught.value.exit_code == ExitCode.PROFILE
    message = str(caught.value)
    assert "wrong.toml" in message
    assert said in message


def test_two_files_of_one_name_are_refused(tmp_path: Path) -> None:
    """Which of them is meant is open."""
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(OWN, encoding="utf-8")
    with pytest.raises(ProfileError, match="taken by another file"):
        load_kinds(tmp_path)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    """A file in another encoding is an error of the profile, not a crash."""
    (tmp_path / "latin.toml").write_bytes(OWN.encode() + b'# \xe9\xff"')
    with pytest.raises(ProfileError):
        load_kinds(tmp_path)


def test_a_missing_folder_is_a_wrong_argument(tmp_path: Path) -> None:
    """It is said at once, before any document is read."""
    with pytest.raises(UsageError):
        load_kinds(tmp_path / "nowhere")


@pytest.mark.parametrize("kind", builtin_kinds(), ids=lambda kind: kind.name)
def test_each_built_in_kind_is_sound(kind: object) -> None:
    """Each file is named after its kind, names only known words, and forbids nothing that it requires."""
    known = next(item for item in builtin_kinds() if item is kind)
    assert (Path(__file__).parents[3] / "schemas" / "kinds" / f"{known.name}.toml").exists()
    assert {*known.requires, *known.any_of, *known.supports, *known.forbids} <= KNOWN_WORDS
    assert not set(known.forbids) & {*known.requires, *known.any_of, *known.supports}
    assert known.observations or known.reason


def test_each_built_in_kind_is_the_kind_of_some_layout() -> None:
    """No kind is a dead file: a layout in golden/, or the cascading document, is of it."""
    shown = {name for path in GOLDEN.glob("*.layout") for name in read_layout(path.read_text(encoding="utf-8")).kinds}
    cascading = {kind.name for kind in builtin_kinds() if kind.name.startswith("cascading_")}
    assert {kind.name for kind in builtin_kinds()} - cascading <= shown


def test_the_runner_up_is_kept() -> None:
    """A table that two kinds fit names the second with a lower score."""
    columns = [
        ColumnMeaning(0, "indicator", ("Indikator",)),
        ColumnMeaning(1, "value", ("Target",), measure="target", period=Period("year", 2022)),
        ColumnMeaning(2, "value", ("Realisasi",), measure="realization", period=Period("year", 2022)),
        ColumnMeaning(3, "value", ("NSPK",), measure="target", period=Period("none")),
    ]
    decision = columns_to_kind(columns, (), builtin_kinds())
    assert decision.runner_up is not None
    assert decision.runner_up != decision.kind.name
    assert 0 < decision.runner_up_score <= decision.score


def test_without_a_kind_that_fits_the_table_is_generic() -> None:
    """Columns that no kind knows give the generic kind with score 0, and no runner-up."""
    decision = columns_to_kind([ColumnMeaning(0, "unknown", ("?",))], (), builtin_kinds())
    assert (decision.kind.name, decision.score, decision.runner_up) == ("generic", 0.0, None)


def test_a_required_sign_that_is_missing_rules_a_kind_out() -> None:
    """However many supporting signs are there."""
    kind = text_to_kind(OWN, "own.toml")
    columns = [ColumnMeaning(0, "plan_item", ("Ruas",)), ColumnMeaning(1, "value", ("2022",), period=Period("year", 2022))]
    assert columns_to_kind(columns, ("kondisi jalan",), [kind]).kind.name == "generic"
    assert columns_to_kind(columns, ("kondisi jalan",), [replace(kind, requires=("plan_item", "year"))]).kind.name == kind.name
