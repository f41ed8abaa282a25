"""Templates are translated once, and again when they or the folder change."""

from __future__ import annotations

import sys
from pathlib import Path

import jinja2
import pytest

from rajut.report.templates import KeptTemplates


def rendered(folder: Path, text: str) -> str:
    environment = jinja2.Environment(loader=jinja2.DictLoader({"page": text}), bytecode_cache=KeptTemplates(folder))
    return environment.get_template("page").render(name="Way Kanan")


@pytest.fixture
def writing(monkeypatch: pytest.MonkeyPatch) -> None:
    """Python may write byte code."""
    monkeypatch.setattr(sys, "dont_write_bytecode", False)


def test_the_second_run_takes_what_the_first_kept(tmp_path: Path, writing: None, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is translated again, the page is the same."""
    first = rendered(tmp_path, "{{ name }}!")
    assert len(list(tmp_path.iterdir())) == 1
    monkeypatch.setattr(jinja2.Environment, "_generate", None)
    assert rendered(tmp_path, "{{ name }}!") == first == "Way Kanan!"


def test_a_changed_template_or_a_broken_file_is_translated_anew(tmp_path: Path, writing: None) -> None:
    """What was kept counts for the same text only."""
    rendered(tmp_path, "{{ name }}!")
    assert rendered(tmp_path, "{{ name }}?") == "Way Kanan?"
    (kept,) = tmp_path.iterdir()
    kept.write_bytes(b"broken")
    assert rendered(tmp_path, "{{ name }}?") == "Way Kanan?"


def test_where_nothing_can_be_written_the_page_is_the_same(tmp_path: Path, writing: None) -> None:
    """A folder that is not there, and Python told to write no byte code."""
    assert rendered(tmp_path / "absent", "{{ name }}!") == "Way Kanan!"
    sys.dont_write_bytecode = True
    assert rendered(tmp_path, "{{ name }}!") == "Way Kanan!"
    assert list(tmp_path.iterdir()) == []
