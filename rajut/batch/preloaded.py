"""Imported by the fork server alone: a first table is read and checked there, so that each worker starts with that behind it."""

from __future__ import annotations

import contextlib

from rajut.batch.task import read_sample

with contextlib.suppress(Exception):  # a worker reads the sample again, and tells what is wrong
    read_sample()
