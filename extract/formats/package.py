"""The parts of a DOCX or ODS package, read with limits: nothing is written to disk, nothing outside the package is followed."""

from __future__ import annotations

import io
import posixpath
import zipfile
from dataclasses import dataclass, field
from typing import Any

from lxml import etree

from extract.options import Limits
from schemas.errors import EncryptedError, LimitError, UnreadableError, error_to_detail

Element = Any  # lxml ships no types
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
V = "{urn:schemas-microsoft-com:vml}"

# ISO 29500 Strict uses other names for the same vocabulary.
_STRICT = (
    (b"http://purl.oclc.org/ooxml/wordprocessingml/main", b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (b"http://purl.oclc.org/ooxml/officeDocument/math", b"http://schemas.openxmlformats.org/officeDocument/2006/math"),
    (b"http://purl.oclc.org/ooxml/spreadsheetml/main", b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"),
    (b"http://purl.oclc.org/ooxml/drawingml/main", b"http://schemas.openxmlformats.org/drawingml/2006/main"),
)
_STRICT_HOST = b"http://purl.oclc.org/ooxml/"
# Below this a high ratio hurts nobody: a long table of equal rows packs several hundred times.
_SMALL_PART = 64 * 2**20
_CHUNK = 2**20


@dataclass(frozen=True, slots=True)
class Relation:
    """An internal relationship: what kind of part (last word of its type) and where."""

    kind: str
    target: str


@dataclass(slots=True)
class Package:
    """An open package. Part names have no leading slash and are compared without regard to case, as the format says."""

    name: str
    limits: Limits
    archive: zipfile.ZipFile
    members: dict[str, zipfile.ZipInfo]
    kind: str = "DOCX"
    read_bytes: int = 0
    relations: dict[str, dict[str, Relation]] = field(default_factory=dict)

    def broken(self, detail: str) -> UnreadableError:
        return UnreadableError("document-broken", name=self.name, found=self.kind, detail=detail)

    def part(self, path: str) -> bytes | None:
        """The part's bytes; None when it is not there. Raises LimitError beyond the limits, UnreadableError for damaged bytes."""
        member = self.members.get(path.lower())
        if member is None:
            return None
        if member.flag_bits & 0x1:
            raise EncryptedError("document-encrypted", name=self.name)
        try:
            return self._unpack(member)
        except LimitError:
            raise
        except Exception as error:  # zipfile and zlib raise a dozen types on damaged members
            raise self.broken(f"part {path} is damaged ({error_to_detail(error)})") from error

    def _unpack(self, member: zipfile.ZipInfo) -> bytes:
        # The sizes in the directory may lie, so the bytes are counted as they come.
        pieces: list[bytes] = []
        size = 0
        with self.archive.open(member) as file:
            while piece := file.read(_CHUNK):
                size += len(piece)
                self.read_bytes += len(piece)
                if size > self.limits.part_bytes or self.read_bytes > self.limits.total_bytes:
                    raise self._bomb(f"part {member.filename} unpacks to more than {size} bytes")
                if size > _SMALL_PART and size > self.limits.ratio * max(member.compress_size, 1):
                    raise self._bomb(f"part {member.filename} is packed more than {self.limits.ratio} times")
                pieces.append(piece)
        return b"".join(pieces)

    def _bomb(self, detail: str) -> LimitError:
        return LimitError("document-too-large", name=self.name, detail=detail)

    def bytes_of(self, path: str) -> bytes | None:
        """The part's bytes with the names of ISO 29500 Strict in their usual form; None when it is not there. Raises UnreadableError for
        one that declares a document type."""
        data = self.part(path)
        if data is None:
            return None
        if b"<!DOCTYPE" in data[:8192]:
            raise self.broken(f"part {path} declares a document type")
        if _STRICT_HOST in data[:8192]:
            for strict, transitional in _STRICT:
                data = data.replace(strict, transitional)
        return data

    def xml(self, path: str) -> Element | None:
        """The part's root element; None when it is not there.

        Raises UnreadableError for malformed XML and for a document type declaration, which the format forbids and attacks need.
        """
        data = self.bytes_of(path)
        if data is None:
            return None
        parser = etree.XMLParser(
            resolve_entities=False,
            load_dtd=False,
            no_network=True,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
            collect_ids=False,
        )
        try:
            root = etree.fromstring(data, parser)
        except (etree.XMLSyntaxError, ValueError) as error:
            raise self.broken(f"part {path} is no well-formed XML ({error_to_detail(error)})") from error
        if root.getroottree().docinfo.internalDTD is not None:
            raise self.broken(f"part {path} declares a document type")
        return root

    def relations_of(self, path: str) -> dict[str, Relation]:
        """Relationships of a part by identifier; external ones are left out, since nothing is fetched."""
        if path not in self.relations:
            folder, base = posixpath.split(path)
            root = self.xml(posixpath.join(folder, "_rels", f"{base}.rels"))
            self.relations[path] = {} if root is None else _root_to_relations(root, folder)
        return self.relations[path]

    def related(self, path: str, kind: str) -> list[str]:
        """Part names of all relationships of that kind, without repeats, in order."""
        return list(dict.fromkeys(relation.target for relation in self.relations_of(path).values() if relation.kind == kind))


def _root_to_relations(root: Element, folder: str) -> dict[str, Relation]:
    relations: dict[str, Relation] = {}
    for item in root:
        target = item.get("Target")
        if target and item.get("TargetMode", "Internal") != "External":
            full = target.lstrip("/") if target.startswith("/") else posixpath.normpath(posixpath.join(folder, target))
            relations[item.get("Id", "")] = Relation(item.get("Type", "").rpartition("/")[2], full)
    return relations


def open_package(data: bytes, name: str, limits: Limits, kind: str = "DOCX") -> Package:
    """Raises UnreadableError when the bytes are no ZIP package, LimitError when it has too many members."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(data))
        infos = archive.infolist()
    except Exception as error:
        raise UnreadableError(
            "document-broken", name=name, found=kind, detail=f"damaged package ({error_to_detail(error)})"
        ) from error
    if len(infos) > limits.parts:
        raise LimitError("document-too-large", name=name, detail=f"a package of {len(infos)} parts")
    members = {info.filename.replace("\\", "/").lstrip("/").lower(): info for info in infos}
    return Package(name, limits, archive, members, kind)


def check_package(data: bytes, name: str, limits: Limits, kind: str) -> None:
    """Raises LimitError for a package whose members say that they unpack to more than the limits allow. For packages that another
    program unpacks: one that lies about its sizes is damaged to it."""
    members = open_package(data, name, limits, kind).archive.infolist()
    total = sum(member.file_size for member in members)
    if total > limits.total_bytes or any(
        member.file_size > max(_SMALL_PART, limits.ratio * max(member.compress_size, 1)) for member in members
    ):
        raise LimitError("document-too-large", name=name, detail=f"a package that unpacks to {total} bytes")


def main_part(package: Package) -> str:
    """Where the document itself is. Raises UnreadableError when the package has none."""
    declared = package.related("", "officeDocument")
    for path in (*declared, "word/document.xml"):
        if path.lower() in package.members:
            return path
    raise package.broken("the part with the document is missing")


def attribute(node: Element | None, local: str, default: str = "") -> str:
    """A `w:` attribute, of None too."""
    return default if node is None else str(node.get(W + local, default))


def child_value(node: Element | None, local: str) -> str | None:
    """`w:val` of the child element; "" when the child has none, None when there is no such child."""
    child = None if node is None else node.find(W + local)
    return None if child is None else str(child.get(W + "val", ""))


def integer(text: str | None, default: int = 0) -> int:
    """The number at the start of an attribute; `default` for anything else. Word itself writes "12.5" at times."""
    head = (text or "").strip().partition(".")[0]
    body = head.removeprefix("-").removeprefix("+")
    return int(head) if body.isdecimal() and body.isascii() and len(body) <= 9 else default


def is_on(value: str | None) -> bool | None:
    """A toggle: None when the element is absent, else whether it is on ("" is on)."""
    return None if value is None else value.lower() not in ("0", "false", "off")
