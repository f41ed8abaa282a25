"""A command loads what it uses."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
SMALL = ROOT / "samples" / "documents" / "cascading-tirta-kencana.md"


def loaded(folder: Path, *arguments: str) -> set[str]:
    """The libraries that a command has loaded at its end."""
    code = (
        f"import sys, atexit; sys.argv = ['rajut', *{list(arguments)!r}]\n"
        "from rajut.__main__ import main\n"
        "try: main()\nexcept SystemExit: pass\n"
        "print('LOADED', *sys.modules)"
    )
    environment = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True, env=environment
    )
    return set(done.stdout.rpartition("LOADED")[2].split())


@pytest.fixture(scope="module")
def dataset(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A converted sample."""
    folder = tmp_path_factory.mktemp("quick")
    seldom = {"pandas", "pandera", "ftfy", "pypdfium2", "pydantic"}
    assert not seldom & loaded(folder, "convert", str(SMALL), "-j", "0", "-q", "--out", "out")
    return folder


@pytest.mark.parametrize("line", [("version",), ("status", "out"), ("kinds",), ("migrate", "--help")])
def test_a_question_about_a_run_loads_no_arrow(dataset: Path, line: tuple[str, ...]) -> None:
    """Neither Arrow, nor pandas, nor a reader of documents."""
    assert not {"pandas", "pandera", "pyarrow", "numpy", "lxml"} & loaded(dataset, *line)


@pytest.mark.parametrize("line", [("query", "out", "SELECT 1"), ("tables", str(SMALL), "-j", "0")])
def test_no_command_that_shows_loads_pandas(dataset: Path, line: tuple[str, ...]) -> None:
    """pandas and pandera are for who wants frames, and for rows that break the contract."""
    assert not {"pandera"} & loaded(dataset, *line)


def test_arrow_finds_pandas_when_a_frame_is_wanted() -> None:
    """What was kept from it at the start is there when it is needed."""
    code = (
        "from rajut.cli.quick_start import arrow_without_pandas as quick; quick(); import sys, pyarrow as pa\n"
        "table = pa.table({'x': pa.array([1, None])}); assert 'pandas' not in sys.modules\n"
        "assert table.to_pandas().shape == (2, 1)\n"
        "import pandas as pd; assert pa.array(pd.Series([1.0, None])).null_count == 1"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})


def test_workers_are_made_from_a_process_without_pandas() -> None:
    """What the fork server reads and checks before the first document brings neither pandas nor pandera: half a second for each run."""
    code = (
        "from rajut.cli.quick_start import arrow_without_pandas as quick; quick()\n"
        "import sys, rajut.batch.preloaded, rajut.batch.task; rajut.batch.task.warm_up()\n"
        "assert not {'pandas', 'pandera', 'pydantic'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", code], check=True, env=os.environ | {"PYTHONPATH": str(ROOT)})
