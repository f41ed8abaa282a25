"""A foreign module under the name of one of our packages: a code and the file, never a traceback."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    environment.pop("RAJUT_LANG", None)
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=60)


def write_stranger(folder: Path, name: str, kind: str) -> Path:
    """A module or a package of somebody else."""
    path = folder / f"{name}.py" if kind == "module" else folder / name / "__init__.py"
    path.parent.mkdir(exist_ok=True)
    path.write_text("raise SystemExit('the stranger was run')\n", encoding="utf-8")
    return path if kind == "module" else path.parent


@pytest.mark.parametrize("name", ["schemas", "extract", "normalize"])
@pytest.mark.parametrize("kind", ["module", "package"])
def test_the_command_line_says_which_file_stands_in_front(tmp_path: Path, name: str, kind: str) -> None:
    stranger = write_stranger(tmp_path, name, kind)
    done = run(tmp_path, "-m", "rajut", "version")
    assert done.returncode == 1
    assert done.stdout == ""
    (line,) = done.stderr.splitlines()
    assert line.startswith("rajut: name-shadowed: ")
    assert str(stranger) in line


def test_the_library_raises_an_error_with_code_path_and_cure(tmp_path: Path) -> None:
    stranger = write_stranger(tmp_path, "schemas", "module")
    code = """
import rajut
try:
    rajut.convert
except rajut.ShadowedError as error:
    print(error.code, error.path, error.cure, sep="|")
"""
    done = run(tmp_path, "-c", code)
    assert done.stdout.strip().split("|") == ["name-shadowed", str(stranger), "Rename it, or work in another folder."]


def test_a_folder_of_data_with_one_of_the_names_harms_nobody(tmp_path: Path) -> None:
    """`extract/` without `__init__.py` is no package that could win."""
    (tmp_path / "extract").mkdir()
    assert run(tmp_path, "-m", "rajut", "version").returncode == 0
