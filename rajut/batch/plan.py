"""Which documents a run is about: found by content, named, twins together, always in the same order."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath

from extract.media_types import MARKDOWN, OF_SUFFIX
from extract.source import bytes_to_media_type, path_to_source_name
from rajut.batch.zip_members import SEPARATOR, file_to_members, member_to_sha256, read_head
from schemas.errors import RajutError, UsageError

_HEAD = 65_536
_TEXT_NAMES = frozenset({".md", ".markdown", ".mdown", ".mkd", ".txt", ".text", ".html", ".htm", ".xhtml"})
_ZIP_OR_OLE = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_NO_DOCUMENT = ("(image)", "(program)", "(database)", "(data)", "unknown binary data")
_LITTER = frozenset({"thumbs.db", "desktop.ini"})


@dataclass(frozen=True, slots=True)
class PlannedDocument:
    """One input file. `root` is the folder that `source_name` is relative to; `twins` are other files with the same bytes: read
    once, listed under each name. `size` is -1 when the file cannot be looked at. `member` is the place in the directory of the ZIP
    archive `path` for a document in an archive, whose time is the archive's."""

    path: Path
    root: Path
    source_name: str
    size: int
    mtime_ns: int
    twins: tuple[PlannedDocument, ...] = ()
    member: int | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Source names of the document and its twins."""
        return (self.source_name, *(twin.source_name for twin in self.twins))


@dataclass(frozen=True, slots=True, order=True)
class Ignored:
    """A file in a folder that is no document, and why it was left alone."""

    name: str
    reason: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`documents` sorted by source_name, `ignored` likewise."""

    documents: tuple[PlannedDocument, ...]
    ignored: tuple[Ignored, ...]

    @property
    def names(self) -> frozenset[str]:
        """Every source name, twins included."""
        return frozenset(name for document in self.documents for name in document.names)


def inputs_to_plan(inputs: Sequence[Path], out: Path | None = None) -> Plan:
    """Every document of the inputs, folders walked to the bottom. A file named outright is always planned; one found in a folder
    when its content may be a document. `out` and other datasets of ours below an input are not walked into. A ZIP archive gives its
    members, `archive.zip!/inner.pdf`.

    Links to files inside the folder are followed, links to folders and out of the folder are not. Raises UsageError
    "file-missing" when the only input does not exist, "folder-empty" when nothing was found.
    """
    found: dict[Path, Path] = {}
    ignored: set[Ignored] = set()
    if len(inputs) == 1 and not os.path.lexists(inputs[0]):
        raise UsageError("file-missing", name=path_to_source_name(inputs[0]))
    for given in inputs:
        if given.is_dir():
            for path, reason in _walk(given, out):
                if reason:
                    ignored.add(Ignored(path_to_source_name(path, given), reason))
                else:
                    found.setdefault(path.absolute(), given)
        else:
            found[given.absolute()] = given.absolute().parent
    if not found:
        raise UsageError("folder-empty", name=str(inputs[0]) if inputs else "")
    named = _name(found, inputs)
    documents: list[PlannedDocument] = []
    for name, path in sorted(named.items()):
        documents += _to_members(_to_document(path, found[path], name), ignored, named)
    return Plan(tuple(_join_twins(documents)), tuple(sorted(ignored)))


def _to_members(document: PlannedDocument, ignored: set[Ignored], named: Mapping[str, Path]) -> list[PlannedDocument]:
    """The documents in an archive; the document itself when it is none, or holds none: then its refusal is worth reading."""
    found: dict[str, PlannedDocument] = {}
    taken: dict[str, object] = {}
    for member in file_to_members(document.path) or ():
        name = _unused(f"{document.source_name}{SEPARATOR}{member.name}", taken, named)
        taken[name] = member
        last = member.name.rpartition("/")[2]
        if last.startswith((".", "~$")) or last.lower() in _LITTER or member.name.startswith("__MACOSX/"):
            reason = "hidden"
        else:
            reason = head_to_reason(read_head(document.path, member.index, _HEAD), PurePosixPath(last).suffix.lower())
        if reason:
            ignored.add(Ignored(name, reason))
        else:
            found[name] = replace(document, source_name=name, size=member.size, member=member.index)
    return [found[name] for name in sorted(found)] or [document]


def _walk(folder: Path, out: Path | None) -> Iterator[tuple[Path, str]]:
    """Each entry below the folder with the reason to leave it alone, "" for a document."""
    inside = Path(os.path.realpath(folder))
    target = None if out is None else Path(os.path.realpath(out))
    waiting = [folder]
    while waiting:
        here = waiting.pop()
        try:
            entries = sorted(os.scandir(here), key=lambda entry: os.fsencode(entry.name))
        except OSError:
            yield here, "folder-unreadable"
            continue
        for entry in entries:
            path = here / entry.name
            if entry.is_dir(follow_symlinks=False):
                if entry.name.startswith(".") or (path / ".rajut").is_dir() or Path(os.path.realpath(path)) == target:
                    continue
                waiting.append(path)
            else:
                yield path, _reason_to_ignore(entry, path, inside)


def _reason_to_ignore(entry: os.DirEntry[str], path: Path, inside: Path) -> str:
    if entry.name.startswith((".", "~$")) or entry.name.lower() in _LITTER:
        return "hidden"
    if entry.is_symlink():
        if not path.exists():
            return "link-broken"
        if path.is_dir():
            return "link-to-folder"
        if not Path(os.path.realpath(path)).is_relative_to(inside):
            return "link-outside"
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return "no-regular-file"
        with path.open("rb") as file:
            head = file.read(_HEAD)
    except OSError:
        return ""  # reading it will say what is wrong, in a code
    return head_to_reason(head, path.suffix.lower())


def head_to_reason(head: bytes, suffix: str) -> str:
    """Why a file in a folder is no document, by its first bytes; "" when it may be one, also when Rajut will refuse it: then the
    refusal is worth reading, as of a damaged file that is named as a document. Plain text counts when it is named as a text or holds
    a pipe table."""
    if not head or head.startswith(_ZIP_OR_OLE):
        return ""
    try:
        media_type = bytes_to_media_type(head, "")
    except RajutError as error:
        found = error.fields.get("found", "")
        return "no-document" if found.endswith(_NO_DOCUMENT) and suffix not in OF_SUFFIX else ""
    if (
        media_type != MARKDOWN
        or suffix in _TEXT_NAMES | OF_SUFFIX.keys()
        or b"|--" in head
        or b"| --" in head
        or b"|:-" in head
    ):
        return ""
    return "other-text"


def _name(found: dict[Path, Path], inputs: Sequence[Path]) -> dict[str, Path]:
    """Source names without a collision: relative to the folder given; if two inputs share a name, relative to the folder that all
    inputs have in common; what still collides (bytes that are no UTF-8 look like their own escape) gets a number."""
    names = {path: path_to_source_name(path, root) for path, root in found.items()}
    if len(set(names.values())) < len(names):
        common = Path(os.path.commonpath([given.absolute() for given in inputs]))
        names = {path: path_to_source_name(path.absolute(), common) for path in found}
    result: dict[str, Path] = {}
    for path in sorted(found, key=lambda path: (names[path], os.fsencode(path))):
        result[_unused(names[path], result)] = path
    return result


def _unused(name: str, *taken: Mapping[str, object]) -> str:
    tried, number = name, 2
    while any(tried in names for names in taken):
        tried, number = f"{name} ({number})", number + 1
    return tried


def _to_document(path: Path, root: Path, name: str) -> PlannedDocument:
    try:
        status = path.stat()
    except (OSError, ValueError):
        return PlannedDocument(path, root, name, -1, 0)
    return PlannedDocument(path, root, name, status.st_size, status.st_mtime_ns)


def _join_twins(documents: Sequence[PlannedDocument]) -> list[PlannedDocument]:
    """Documents with the same bytes under the first name. Only files of the same size are read for it."""
    sizes: dict[int, list[PlannedDocument]] = {}
    for document in documents:
        sizes.setdefault(document.size, []).append(document)
    families: dict[tuple[int, str], list[PlannedDocument]] = {}
    for size, group in sizes.items():
        for document in group:
            key = (
                document.source_name if size <= 0 or len(group) == 1 else document_to_sha256(document) or document.source_name
            )
            families.setdefault((size, key), []).append(document)
    joined = [replace(first, twins=tuple(rest)) for first, *rest in families.values()]
    return sorted(joined, key=lambda document: document.source_name)


def document_to_sha256(document: PlannedDocument) -> str:
    """SHA-256 of the document's bytes in hex; "" when it cannot be read."""
    if document.member is not None:
        return member_to_sha256(document.path, document.member)
    return file_to_sha256(document.path)


def file_to_sha256(path: Path) -> str:
    """SHA-256 of a file's bytes in hex; "" when it is no regular file or cannot be read."""
    try:
        if not stat.S_ISREG(path.stat().st_mode):
            return ""
        with path.open("rb") as file:
            return hashlib.file_digest(file, "sha256").hexdigest()
    except OSError:
        return ""
