"""ZIP archives as folders: each member is a document of its own, `archive.zip!/inner.pdf`.

Nothing is unpacked under a name from the archive, so no name can lead anywhere. A member is read by the worker that converts it,
into the worker's own scratch folder, within the limits. An archive in an archive is listed and refused like any other unknown type.
"""

from __future__ import annotations

import contextlib
import hashlib
import re
import tempfile
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from extract.options import DEFAULT_LIMITS, Limits
from extract.source import bytes_to_printable, is_plain_archive
from schemas.errors import EncryptedError, LimitError, RajutError, UnreadableError, error_to_detail

SEPARATOR = "!/"
_CHUNK = 2**20
_SMALL = 64 * 2**20
_ARCHIVE_BYTES = 2**34


@dataclass(frozen=True, slots=True)
class Member:
    """One file in an archive. `index` is its place in the directory (names may repeat), `name` printable and relative."""

    index: int
    name: str
    size: int


def file_to_members(path: Path, limits: Limits = DEFAULT_LIMITS) -> tuple[Member, ...] | None:
    """The files in a ZIP archive, in its own order; None for anything that should be read as one document: no ZIP, an Office package,
    a damaged archive, or one that is larger unpacked than can be meant. Reads the directory only."""
    try:
        with path.open("rb") as file:
            if not file.read(4).startswith(b"PK"):
                return None
            with zipfile.ZipFile(file) as archive:
                infos = archive.infolist()
                if (
                    not is_plain_archive(archive)
                    or len(infos) > limits.parts
                    or sum(i.file_size for i in infos) > _ARCHIVE_BYTES
                ):
                    return None
                return tuple(
                    Member(at, _member_name(info), info.file_size) for at, info in enumerate(infos) if not info.is_dir()
                )
    except Exception:  # zipfile raises a dozen types on damaged archives; reading it as a document says what is wrong
        return None


def _member_name(info: zipfile.ZipInfo) -> str:
    """The name without what could lead out of the archive, printable. Names that are not marked as UTF-8 often are all the same."""
    raw = info.orig_filename.encode("utf-8", "surrogateescape")
    if not info.flag_bits & 0x800:
        with contextlib.suppress(UnicodeEncodeError):
            raw = info.orig_filename.encode("cp437")
    parts = re.sub(rb"^[A-Za-z]:", b"", raw.replace(b"\\", b"/")).split(b"/")
    return bytes_to_printable(b"/".join(part for part in parts if part not in (b"", b".", b".."))) or "?"


def read_head(path: Path, index: int, count: int) -> bytes:
    """The first bytes of a member; empty when it cannot be read."""
    try:
        with zipfile.ZipFile(path) as archive, archive.open(archive.infolist()[index]) as file:
            return file.read(count)
    except Exception:
        return b""


def member_to_sha256(path: Path, index: int, limits: Limits = DEFAULT_LIMITS) -> str:
    """SHA-256 of a member's bytes in hex; "" when it cannot be read within the limits."""
    digest = hashlib.sha256()
    try:
        for piece in _pieces(path, index, "", limits):
            digest.update(piece)
    except RajutError:
        return ""
    return digest.hexdigest()


@contextlib.contextmanager
def member_as_file(path: Path, index: int, name: str, limits: Limits = DEFAULT_LIMITS) -> Iterator[Path]:
    """The member as a file under a name of our own, until the block ends. Raises LimitError above the limits, EncryptedError,
    UnreadableError "document-broken" for damaged bytes and an archive that has changed."""
    suffix = PurePosixPath(name).suffix.lower()
    with tempfile.TemporaryDirectory(prefix="rajut-member-") as folder:
        file = Path(folder) / f"member{suffix if re.fullmatch(r'[.][a-z0-9]{1,10}', suffix) else ''}"
        with file.open("wb") as target:
            for piece in _pieces(path, index, name, limits):
                target.write(piece)
        yield file


def _pieces(path: Path, index: int, name: str, limits: Limits) -> Iterator[bytes]:
    try:
        with zipfile.ZipFile(path) as archive:
            info = archive.infolist()[index]
            if info.flag_bits & 0x1:
                raise EncryptedError("document-encrypted", name=name)
            with archive.open(info) as file:
                yield from _bounded(file, info, name, limits)
    except RajutError:
        raise
    except Exception as error:
        raise UnreadableError(
            "document-broken", name=name, found="ZIP (archive)", detail=f"damaged member ({error_to_detail(error)})"
        ) from error


def _bounded(file: IO[bytes], info: zipfile.ZipInfo, name: str, limits: Limits) -> Iterator[bytes]:
    """The bytes, counted as they come: the sizes in the directory may lie."""
    size = 0
    while piece := file.read(_CHUNK):
        size += len(piece)
        if size > limits.file_bytes or (size > _SMALL and size > limits.ratio * max(info.compress_size, 1)):
            raise LimitError("document-too-large", name=name, detail=f"it unpacks to more than {size} bytes")
        yield piece
