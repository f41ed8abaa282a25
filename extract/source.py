"""Opening a document: its bytes, its hash, and what it really is, whatever its name says."""

from __future__ import annotations

import hashlib
import io
import os
import re
import stat
import zipfile
from pathlib import Path, PurePosixPath

from extract.media_types import DOC, DOCX, HTML, MARKDOWN, ODS, ODT, PDF, RTF, XLS, XLSX
from extract.options import DEFAULT_LIMITS, Limits
from schemas.errors import EncryptedError, LimitError, UnreadableError, UsageError, error_to_detail
from schemas.provenance import SourceDocument

# Signatures as in the formats' own specifications; names are written so that they fit an English and an Indonesian sentence.
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"\x89PNG\r\n\x1a\n", "PNG (image)"),
    (b"\xff\xd8\xff", "JPEG (image)"),
    (b"GIF87a", "GIF (image)"),
    (b"GIF89a", "GIF (image)"),
    (b"II*\x00", "TIFF (image)"),
    (b"MM\x00*", "TIFF (image)"),
    (b"BM", "BMP (image)"),
    (b"\x00\x00\x01\x00", "ICO (image)"),
    (b"Rar!\x1a\x07", "RAR (archive)"),
    (b"7z\xbc\xaf\x27\x1c", "7z (archive)"),
    (b"\x1f\x8b", "GZIP (archive)"),
    (b"BZh", "BZIP2 (archive)"),
    (b"\xfd7zXZ\x00", "XZ (archive)"),
    (b"\x28\xb5\x2f\xfd", "ZSTD (archive)"),
    (b"PAR1", "Parquet (data)"),
    (b"SQLite format 3\x00", "SQLite (database)"),
    (b"\x7fELF", "ELF (program)"),
    (b"MZ", "EXE (program)"),
    (b"%!PS", "PostScript"),
)
_BINARY_ONLY = frozenset({b"BM", b"MZ", b"BZh", b"PAR1"})  # short enough to start an honest text as well
_ZIP_STARTS = (b"PK\x03\x04", b"PK\x05\x06", b"PK\x07\x08")
_OLE_START = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_OLE_STREAMS: tuple[tuple[str, str], ...] = (
    ("PowerPoint Document", "PPT (PowerPoint 97-2003)"),
    ("__nameid_version1.0", "MSG (Outlook)"),
)
_ZIP_MEMBERS: tuple[tuple[str, str], ...] = (
    ("ppt/", "PPTX (PowerPoint)"),
    ("visio/", "VSDX (Visio)"),
    ("AndroidManifest.xml", "APK (program)"),
    ("META-INF/container.xml", "EPUB (book)"),
    ("META-INF/MANIFEST.MF", "JAR (program)"),
)
_ODF_TYPES: tuple[tuple[str, str], ...] = (
    ("opendocument.presentation", "ODP (OpenDocument presentation)"),
    ("epub", "EPUB (book)"),
)
_MARKUP_START = re.compile(rb"\s*(?:<\?xml[^>]*>\s*|<!--.*?-->\s*)*<(?P<name>[!a-z][\w:.-]*)", re.IGNORECASE | re.DOTALL)
_HTML_ROOTS = frozenset({b"!doctype", b"html", b"head", b"body", b"meta", b"title", b"script", b"style", b"link"})
_HTML_PARTS = frozenset(
    {b"table", b"tbody", b"thead", b"tr", b"div", b"p", b"span", b"section", b"article", b"main", b"center"}
) | {b"h%d" % level for level in range(1, 7)}
_MARKDOWN_LINE = re.compile(rb"^(?:#{1,6} \S|[ \t>]*+(?:\|[ \t]*+)?:?-{2,}+:?[ \t]*+\|[ \t|:-]*$)", re.MULTILINE)
_HEAD = 4096


def open_source(path: Path, root: Path | None = None, limits: Limits = DEFAULT_LIMITS) -> tuple[SourceDocument, bytes]:
    """The document's identity and its bytes. `page_sizes` stays empty: the readers of paged formats know them.

    `root` is the folder that `source_name` is relative to; without it, or when the file lies elsewhere, the bare file name
    serves. Raises UsageError for a path that is not there or no file, UnreadableError for an empty or unsupported document,
    EncryptedError for an encrypted Office file, LimitError above `limits.file_bytes`.
    """
    name = path_to_source_name(path, root)
    data = _read_regular_file(path, name, limits)
    media_type = bytes_to_media_type(data, name)
    return SourceDocument(name, hashlib.sha256(data).hexdigest(), media_type, len(data)), data


def path_to_source_name(path: Path, root: Path | None = None) -> str:
    """The path relative to `root` with `/`, printable and valid UTF-8 whatever bytes the file system holds.

    Bytes that are no UTF-8 and control characters come back as `\\xNN`, so that the name fits one line and one Parquet string.
    """
    relative = Path(path.name)
    if root is not None:
        candidate = Path(os.path.relpath(path, root))
        if ".." not in candidate.parts and candidate.name:
            relative = candidate
    return bytes_to_printable(os.fsencode(str(PurePosixPath(*relative.parts))))


def bytes_to_printable(raw: bytes) -> str:
    """A name as one line of valid Unicode: bytes that are no UTF-8 and control characters come back as `\\xNN`."""
    text = raw.decode("utf-8", "backslashreplace")
    return "".join(character if character.isprintable() else _escape(character) for character in text)


def _escape(character: str) -> str:
    return character.encode("unicode_escape").decode("ascii") if ord(character) > 0xFF else f"\\x{ord(character):02x}"


def _read_regular_file(path: Path, name: str, limits: Limits) -> bytes:
    try:
        status = path.stat()
        if not stat.S_ISREG(status.st_mode):
            # A pipe or device would block or never end.
            raise UsageError("file-irregular", name=name)
        if status.st_size > limits.file_bytes:
            raise LimitError("document-too-large", name=name, detail=f"{status.st_size} > {limits.file_bytes} bytes")
        with path.open("rb") as file:
            data = file.read(status.st_size + 1)  # read(limit) would reserve the whole limit for every document
            while len(data) <= limits.file_bytes and (more := file.read(_HEAD)):  # it grew meanwhile, or lied about its size
                data += more
    except (FileNotFoundError, NotADirectoryError, ValueError) as error:
        raise UsageError("file-missing", name=name) from error
    except OSError as error:
        raise UnreadableError("file-unreadable", name=name, detail=error.strerror or type(error).__name__) from error
    if len(data) > limits.file_bytes:
        raise LimitError("document-too-large", name=name, detail=f"more than {limits.file_bytes} bytes")
    return data


def bytes_to_media_type(data: bytes, name: str) -> str:
    """One of PDF, DOCX, HTML, MARKDOWN (which plain text is, too), ODS, or ODT, RTF, DOC, XLSX, XLS, which need a converter.

    `name` serves the error's sentence only. Raises UnreadableError `document-empty`, `document-unsupported` (naming what was
    found) or `document-broken`, and EncryptedError.
    """
    if not data:
        raise UnreadableError("document-empty", name=name)
    if _is_pdf(data):
        return PDF
    if data.startswith(_ZIP_STARTS):
        return _zip_to_media_type(data, name)
    if data.startswith(_OLE_START):
        return _ole_to_media_type(data, name)
    if data.startswith(b"{\\rtf"):
        return RTF
    found = _signature_to_name(data)
    if found is None and _is_binary(data):
        found = "unknown binary data"
    if found is None:
        return _text_to_media_type(_to_narrow(data), name)
    raise UnreadableError("document-unsupported", name=name, found=found)


def _is_pdf(data: bytes) -> bool:
    # Readers accept the marker within the first 1024 bytes; behind other bytes it must be more than a word in a text.
    at = data.find(b"%PDF-", 0, 1024 + 5)
    return at == 0 or (at > 0 and (b"endobj" in data or b"startxref" in data))


def _signature_to_name(data: bytes) -> str | None:
    for signature, found in _SIGNATURES:
        if data.startswith(signature) and (signature not in _BINARY_ONLY or _is_binary(data)):
            return found
    if data[:4] == b"RIFF" and data[8:12] == b"WEBP":
        return "WEBP (image)"
    if data[257:262] == b"ustar":
        return "TAR (archive)"
    return None


def _is_binary(data: bytes) -> bool:
    """True for what no text encoding explains: NUL bytes without a UTF-16 mark, or many control characters."""
    head = data[:65536]
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return False
    if b"\x00" in head:
        return True
    controls = sum(byte < 32 and byte not in b"\t\n\r\f\x0b\x1a\x1b" for byte in head) + head.count(b"\x7f")
    return controls * 50 > len(head)


def _to_narrow(data: bytes) -> bytes:
    """The first bytes in an ASCII superset without a byte order mark, for looking at tags only."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data[: 2 * 65536].decode("utf-16", "replace").encode("utf-8")
    return data.removeprefix(b"\xef\xbb\xbf")


def _text_to_media_type(data: bytes, name: str) -> str:
    head = data[:_HEAD]
    lowered = head.lower()
    if lowered.lstrip().startswith(b"mime-version:") or b"\ncontent-type: multipart/related" in lowered:
        raise UnreadableError("document-unsupported", name=name, found="MHTML (web archive)")
    match = _MARKUP_START.match(head)
    if match is None:
        return MARKDOWN
    tag = match["name"].lower()
    if tag in _HTML_ROOTS:
        return HTML
    if tag in _HTML_PARTS:
        # Converters put single tags into Markdown; a pipe table or a heading with # tells it from a page.
        return MARKDOWN if _MARKDOWN_LINE.search(data) else HTML
    if lowered.lstrip().startswith(b"<?xml"):
        raise UnreadableError("document-unsupported", name=name, found=_xml_to_name(lowered))
    return MARKDOWN


def _xml_to_name(lowered: bytes) -> str:
    if b"schemas.microsoft.com/office/word/2003" in lowered or b"word.document" in lowered:
        return "WordprocessingML 2003 (XML)"
    if b"office:document" in lowered:
        return "FODT (OpenDocument XML)"
    return "SVG (image)" if b"<svg" in lowered else "XML"


def _ole_to_media_type(data: bytes, name: str) -> str:
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise EncryptedError("document-encrypted", name=name)
    if "WordDocument".encode("utf-16-le") in data:
        return DOC
    if any(stream.encode("utf-16-le") in data for stream in ("Workbook", "\x00Book")):
        return XLS
    for stream, found in _OLE_STREAMS:
        if stream.encode("utf-16-le") in data:
            raise UnreadableError("document-unsupported", name=name, found=found)
    raise UnreadableError("document-unsupported", name=name, found="OLE2 (Office 97-2003)")


def _zip_to_media_type(data: bytes, name: str) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            members = package.namelist()
            readable = _package_to_media_type(package, members)
            if readable is not None:
                return readable
            found = _members_to_name(package, members)
    except Exception as error:  # zipfile raises a dozen types on damaged archives
        raise UnreadableError(
            "document-broken", name=name, found="DOCX (ZIP)", detail=f"damaged package ({error_to_detail(error)})"
        ) from error
    raise UnreadableError("document-unsupported", name=name, found=found)


def is_plain_archive(package: zipfile.ZipFile) -> bool:
    """True for a ZIP that is not the package of some document or program."""
    members = package.namelist()
    special = _package_to_media_type(package, members) or _declared_type(package, members) or "[Content_Types].xml" in members
    return not special and _members_to_name(package, members) == "ZIP (archive)"


def _package_to_media_type(package: zipfile.ZipFile, members: list[str]) -> str | None:
    """The type of a package that can be read, by us or through the converter; None for others."""
    if _is_docx(members):
        return DOCX
    declared = _declared_type(package, members).removesuffix("-template")
    if declared in {ODT, ODS}:
        return declared
    return XLSX if any(re.fullmatch(r"xl/workbook\d*\.(?:xml|bin)", member, re.IGNORECASE) for member in members) else None


def _is_docx(members: list[str]) -> bool:
    return any(re.fullmatch(r"word/document\d*\.xml", member, re.IGNORECASE) for member in members)


def _declared_type(package: zipfile.ZipFile, members: list[str]) -> str:
    """What an OpenDocument package says that it is; "" for others."""
    if "mimetype" not in members or package.getinfo("mimetype").file_size >= 200:
        return ""
    return package.read("mimetype").decode("ascii", "replace").strip()


def _members_to_name(package: zipfile.ZipFile, members: list[str]) -> str:
    declared = _declared_type(package, members)
    for part, found in _ODF_TYPES:
        if part in declared:
            return found
    for start, found in _ZIP_MEMBERS:
        if any(member.startswith(start) for member in members):
            return found
    return "ZIP (archive)" if members else "ZIP (empty archive)"
