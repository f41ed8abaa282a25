"""The report's templates, translated to byte code once for all runs, as Python does with its modules."""

from __future__ import annotations

import contextlib
import os
import sys
from pathlib import Path

import jinja2
from jinja2.bccache import Bucket

_FOLDER = Path(__file__).parent / "__pycache__"


class KeptTemplates(jinja2.BytecodeCache):
    """Byte code of templates beside that of our modules, with the same trust: whoever may write there may write modules. jinja2 itself
    compares the source's digest and the versions. Where nothing can be written, or Python is told to write none, every run translates
    anew."""

    def __init__(self, folder: Path = _FOLDER) -> None:
        self.folder = folder

    def load_bytecode(self, bucket: Bucket) -> None:
        with contextlib.suppress(OSError), self._path(bucket).open("rb") as file:
            bucket.load_bytecode(file)

    def dump_bytecode(self, bucket: Bucket) -> None:
        if sys.dont_write_bytecode:
            return
        path = self._path(bucket)
        fresh = path.with_suffix(f".{os.getpid()}")
        with contextlib.suppress(OSError):
            try:
                with fresh.open("wb") as file:
                    bucket.write_bytecode(file)
                fresh.replace(path)
            finally:
                fresh.unlink(missing_ok=True)

    def _path(self, bucket: Bucket) -> Path:
        return self.folder / f"{bucket.key}.{sys.implementation.cache_tag}.j2c"


def report_environment() -> jinja2.Environment:
    """Everything a document prints is escaped, and a name that a template does not get is an error."""
    return jinja2.Environment(
        loader=jinja2.PackageLoader("rajut.report", "."),
        autoescape=True,
        trim_blocks=True,
        lstrip_blocks=True,
        undefined=jinja2.StrictUndefined,
        bytecode_cache=KeptTemplates(),
    )
