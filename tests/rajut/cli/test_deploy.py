"""What deploy/ shows to administrators works as it is written."""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from tests.rajut.batch.corpus import write_archive

ROOT = Path(__file__).resolve().parents[3]
DEPLOY = ROOT / "deploy"


def rajut_on_path(folder: Path) -> dict[str, str]:
    """An environment in which `rajut` is this checkout's."""
    folder.mkdir(parents=True, exist_ok=True)
    script = folder / "rajut"
    script.write_text(f'#!/bin/sh\nPYTHONPATH={ROOT} exec {sys.executable} -c "from rajut.cli.app import main; main()" "$@"\n')
    script.chmod(0o755)
    return os.environ | {"PATH": f"{folder}:{os.environ['PATH']}"}


def in_place(command: str, folder: Path) -> str:
    """The command with its places in /srv, /etc and /var below `folder`."""
    return re.sub(r"(?<![\w/])/(srv|etc|var/log)/", rf"{folder}/\1/", command).replace("/usr/local/bin/rajut", "rajut")


def office(folder: Path, config: str) -> None:
    """A machine as the examples describe it, with two documents in its archive."""
    for name in ("srv", "etc", "var/log"):
        (folder / name).mkdir(parents=True)
    write_archive(folder / "srv" / "archive", 2)
    (folder / "etc" / "rajut.toml").write_text(in_place(config, folder), encoding="utf-8")


def config_of(unit: str) -> str:
    """The configuration file that the head of the unit shows."""
    lines = [line.removeprefix("#").strip() for line in unit.splitlines() if line.startswith("#")]
    start = lines.index("[convert]")
    config = "\n".join(lines[start : start + 6])
    assert tomllib.loads(config)["convert"]["prune"] is True
    return config


def run(command: list[str] | str, environment: dict[str, str], *, shell: bool = False) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, env=environment, shell=shell, capture_output=True, text=True, check=False, timeout=200)


def test_the_line_of_the_crontab_runs_and_a_second_run_does_no_harm(tmp_path: Path) -> None:
    """The command behind the user's name converts the archive and appends its JSON lines to the log."""
    (line,) = [line for line in (DEPLOY / "crontab.example").read_text().splitlines() if not line.startswith("#")]
    minute, hour, *_, user, rest = re.split(r"\s+", line, maxsplit=6)
    assert (minute, hour, user) == ("30", "1", "rajut")
    office(tmp_path, config_of((DEPLOY / "rajut.service").read_text()))
    environment = rajut_on_path(tmp_path / "bin")
    for _ in range(2):
        assert run(in_place(rest, tmp_path), environment, shell=True).returncode == 0
    events = [json.loads(line) for line in (tmp_path / "var" / "log" / "rajut.jsonl").read_text().splitlines()]
    assert [event["event"] for event in events] == ["document", "document", "finished", "finished"]
    assert (tmp_path / "srv" / "dataset" / "snapshot.json").exists()


def test_the_command_of_the_unit_runs_with_the_configuration_that_it_shows(tmp_path: Path) -> None:
    """ExecStart with the file in the unit's own head gives a dataset."""
    unit = (DEPLOY / "rajut.service").read_text()
    (command,) = re.findall(r"^ExecStart=(.*)$", unit, re.MULTILINE)
    office(tmp_path, config_of(unit))
    done = run(shlex.split(in_place(command, tmp_path)), rajut_on_path(tmp_path / "bin"))
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stderr.splitlines()[-1])["documents"] == {"ok": 2, "flagged": 0, "refused": 0, "failed": 0}


@pytest.mark.skipif(shutil.which("systemd-analyze") is None, reason="no systemd-analyze here")
def test_systemd_finds_nothing_to_say_about_the_units(tmp_path: Path) -> None:
    """Every directive is known, the timer finds its service, the time is one that comes."""
    for name in ("rajut.service", "rajut.timer"):
        text = (DEPLOY / name).read_text().replace("/usr/local/bin/rajut", sys.executable)
        (tmp_path / name).write_text(text, encoding="utf-8")
    done = run(["systemd-analyze", "verify", str(tmp_path / "rajut.service"), str(tmp_path / "rajut.timer")], dict(os.environ))
    assert (done.returncode, done.stderr) == (0, "")
    (time,) = re.findall(r"^OnCalendar=(.*)$", (DEPLOY / "rajut.timer").read_text(), re.MULTILINE)
    assert run(["systemd-analyze", "calendar", time], dict(os.environ)).returncode == 0


def test_the_container_file_copies_all_that_an_installation_needs() -> None:
    """What the build reads is copied before it runs, and every source is there."""
    lines = (DEPLOY / "Containerfile").read_text().splitlines()
    copied = [source for line in lines if line.startswith("COPY ") for source in line.split()[1:-1]]
    assert all((ROOT / source).exists() for source in copied)
    wanted = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["root_packages"]
    assert {"pyproject.toml", "setup.py", "requirements/run.txt", *wanted} <= set(copied)
