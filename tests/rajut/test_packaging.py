"""What an installation holds: every data file, and the compiled loops only where they can be built."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("extract", "normalize", "schemas", "rajut")


def build(folder: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    """What `pip install .` would put into site-packages, built in a copy of the sources into `folder`/lib."""
    pytest.importorskip("setuptools", reason="builds need setuptools")
    for name in (*PACKAGES, "pyproject.toml", "setup.py", "README.md"):
        source, target = ROOT / name, folder / "src" / name
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__", "*.so", "*.pyd"))
        else:
            shutil.copy(source, target)
    command = [sys.executable, "setup.py", "build", "--build-lib", str(folder / "lib"), "--build-temp", str(folder / "temp")]
    return subprocess.run(
        command, cwd=folder / "src", env=os.environ | environment, capture_output=True, text=True, check=False, timeout=240
    )


def loops_in(folder: Path) -> str:
    """Which loops an installation in `folder`/lib reads PDFs with."""
    code = "from extract.pdfium.calls import CALLS; print(CALLS.name)"
    environment = os.environ | {"PYTHONPATH": str(folder / "lib")}
    return subprocess.run(
        [sys.executable, "-c", code], cwd=folder, env=environment, capture_output=True, text=True, check=True, timeout=60
    ).stdout.strip()


def test_every_data_file_of_the_packages_is_shipped(tmp_path: Path) -> None:
    """Table kinds, terms, the report's template and style: whatever lies beside the code, but for C sources."""
    assert build(tmp_path, CC="/nonexistent/cc").returncode == 0
    there = {
        path.relative_to(tmp_path / "src")
        for name in PACKAGES
        for path in (tmp_path / "src" / name).rglob("*")
        if path.is_file()
    }
    built = {path.relative_to(tmp_path / "lib") for path in (tmp_path / "lib").rglob("*") if path.is_file()}
    assert {path for path in there if path.suffix != ".c"} == built
    assert {path.suffix for path in built} > {".toml", ".css", ".js", ".j2"}


def test_without_a_compiler_the_loops_are_those_in_python(tmp_path: Path) -> None:
    """The build says what it leaves out and succeeds."""
    done = build(tmp_path, CC="/nonexistent/cc")
    assert done.returncode == 0, done.stderr
    assert 'building extension "extract.pdfium._loops" failed' in done.stdout + done.stderr
    assert loops_in(tmp_path) == "python"


@pytest.mark.skipif(
    shutil.which("cc") is None or not Path(sysconfig.get_paths()["include"], "Python.h").exists(),
    reason="no C compiler or no Python headers here",
)
def test_with_a_compiler_the_loops_are_compiled(tmp_path: Path) -> None:
    """Against the stable interface, so that one file serves every Python from 3.11 on."""
    done = build(tmp_path)
    assert done.returncode == 0, done.stderr
    assert loops_in(tmp_path) == "compiled"
    stable = not sysconfig.get_config_var("Py_GIL_DISABLED")
    assert [path.name.split(".")[1] == "abi3" for path in (tmp_path / "lib").rglob("_loops*")] == [stable]


def test_the_lock_pins_what_builds() -> None:
    """`make` installs without build isolation, so the build backend comes from the locked requirements."""
    needed = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    assert (ROOT / "requirements" / "build.in").read_text(encoding="utf-8").split() == needed
    for lock in ("run.txt", "dev.txt"):
        assert "\nsetuptools==" in (ROOT / "requirements" / lock).read_text(encoding="utf-8")
