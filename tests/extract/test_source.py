"""Opening: what a file is, by its bytes; its name made safe; refusals that say what was found."""

from __future__ import annotations

import io
import os
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from extract.media_types import DOC, DOCX, HTML, MARKDOWN, ODS, ODT, PDF, RTF, XLS, XLSX
from extract.options import Limits
from extract.source import bytes_to_media_type, open_source, path_to_source_name
from schemas.errors import EncryptedError, ExitCode, LimitError, RajutError, UnreadableError, UsageError
from tests.docx_files import docx_of, package_of, paragraph


def ole(stream: str) -> bytes:
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + stream.encode("utf-16-le") + bytes(600)


@pytest.mark.parametrize(
    ("data", "media_type"),
    [
        (b"%PDF-1.7\n", PDF),
        (b"\n\n%PDF-1.4\n1 0 obj\nendobj", PDF),
        (docx_of(paragraph("a")), DOCX),
        (b"<!DOCTYPE html><p>a", HTML),
        (b"\xef\xbb\xbf  <html>", HTML),
        (b"<!-- simpanan --><table><tr><td>a", HTML),
        ("<html>".encode("utf-16"), HTML),
        (b'<?xml version="1.0"?><!DOCTYPE html><html>', HTML),
        (b"<div align=center>\n\n| a | b |\n|---|---|\n", MARKDOWN),
        (b"# Renstra\n", MARKDOWN),
        (b"Format %PDF-1.7 dijelaskan di sini", MARKDOWN),
        (b"<nama dinas>", MARKDOWN),
        ("| a |\n|---|\n".encode("utf-16"), MARKDOWN),
        (package_of({"mimetype": ODT, "content.xml": "<a/>"}), ODT),
        (package_of({"mimetype": ODS, "content.xml": "<a/>"}), ODS),
        (package_of({"xl/workbook.xml": "<a/>"}), XLSX),
        (ole("Workbook"), XLS),
        (ole("WordDocument"), DOC),
        (b"{\\rtf1 a}", RTF),
    ],
)
def test_type_is_told_by_content(data: bytes, media_type: str) -> None:
    """The bytes decide, not the name."""
    assert bytes_to_media_type(data, "x.bin") == media_type


@pytest.mark.parametrize(
    ("data", "found"),
    [
        (package_of({"ppt/presentation.xml": "<a/>"}), "PPTX"),
        (package_of({"catatan.txt": "a"}), "ZIP"),
        (package_of({}), "ZIP"),
        (b"\x89PNG\r\n\x1a\n" + bytes(20), "PNG"),
        (b"\xff\xd8\xff\xe0" + bytes(20), "JPEG"),
        (b"II*\x00" + bytes(20), "TIFF"),
        (b"\x1f\x8b\x08" + bytes(20), "GZIP"),
        (b"MIME-Version: 1.0\nContent-Type: multipart/related", "MHTML"),
        (b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">', "2003"),
        (b'<?xml version="1.0"?><svg/>', "SVG"),
        (bytes(range(256)) * 4, "unknown binary"),
    ],
)
def test_refusal_names_what_was_found(data: bytes, found: str) -> None:
    """A document of another kind is refused with its kind in the sentence, in both languages."""
    with pytest.raises(UnreadableError) as caught:
        bytes_to_media_type(data, "x.docx")
    assert caught.value.code == "document-unsupported"
    assert found in caught.value.sentence("en")
    assert found in caught.value.sentence("id")
    assert "\n" not in str(caught.value)


def test_empty_file_is_refused() -> None:
    """Zero bytes have a code of their own."""
    with pytest.raises(UnreadableError, match="document-empty"):
        bytes_to_media_type(b"", "x")


def test_cut_package_is_broken() -> None:
    """A ZIP that lost its end is a broken document, not an unsupported one."""
    with pytest.raises(UnreadableError, match="document-broken"):
        bytes_to_media_type(docx_of(paragraph("a"))[:-40], "x")


def test_encrypted_office_file_is_told() -> None:
    """Office wraps encrypted documents in the old container."""
    with pytest.raises(EncryptedError) as caught:
        bytes_to_media_type(ole("EncryptedPackage"), "x")
    assert caught.value.exit_code == ExitCode.ENCRYPTED


@given(st.binary(max_size=400))
def test_any_bytes_have_a_type_or_a_coded_refusal(data: bytes) -> None:
    """No bytes make the look at the content fail otherwise."""
    try:
        found = bytes_to_media_type(data, "x")
    except RajutError as error:
        found = error.code
    assert found in {
        PDF,
        DOCX,
        HTML,
        MARKDOWN,
        ODS,
        XLS,
        XLSX,
        ODT,
        RTF,
        DOC,
        "document-empty",
        "document-unsupported",
        "document-broken",
    }


def test_source_holds_hash_size_and_relative_name(tmp_path: Path) -> None:
    """The name is relative to the folder given, the identity is the bytes'."""
    folder = tmp_path / "arsip" / "2021"
    folder.mkdir(parents=True)
    (folder / "a.md").write_bytes(b"abc")
    source, data = open_source(folder / "a.md", tmp_path)
    assert (source.source_name, source.size, data) == ("arsip/2021/a.md", 3, b"abc")
    assert source.sha256 == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


def test_name_without_root_or_outside_it_is_the_file_name(tmp_path: Path) -> None:
    """No path of the machine gets into the result."""
    assert path_to_source_name(tmp_path / "a.md") == "a.md"
    assert path_to_source_name(tmp_path / "a.md", tmp_path / "lain") == "a.md"
    assert path_to_source_name(tmp_path / "x" / ".." / "a.md", tmp_path) == "a.md"


@given(
    st.binary(min_size=1, max_size=30).filter(
        lambda name: b"/" not in name and b"\0" not in name and name not in (b".", b"..")
    )
)
def test_any_file_name_becomes_one_printable_line(name: bytes) -> None:
    """Bytes that are no UTF-8, line ends and terminal controls are escaped; the rest stays."""
    shown = path_to_source_name(Path(os.fsdecode(b"/a/" + name)), Path("/a"))
    shown.encode("utf-8")
    assert shown.isprintable()


def test_missing_file_folder_and_device(tmp_path: Path) -> None:
    """What is no regular file is a usage error, and nothing blocks."""
    os.mkfifo(tmp_path / "pipa")
    for path, code in ((tmp_path / "x", "file-missing"), (tmp_path, "file-irregular"), (tmp_path / "pipa", "file-irregular")):
        with pytest.raises(UsageError, match=code):
            open_source(path)
    with pytest.raises(UsageError, match="file-missing"):
        open_source(Path("a\0b"))


def test_file_beyond_the_limit_is_refused_unread(tmp_path: Path) -> None:
    """The size is looked at before the bytes."""
    (tmp_path / "a.md").write_bytes(b"abcd")
    with pytest.raises(LimitError, match="document-too-large"):
        open_source(tmp_path / "a.md", limits=Limits(file_bytes=3))


def test_zip_with_a_hostile_member_name_is_only_looked_at() -> None:
    """Nothing is unpacked, so a path that climbs out of the archive is just a name."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("../../etc/x", "a")
    with pytest.raises(UnreadableError, match="ZIP"):
        bytes_to_media_type(buffer.getvalue(), "x")
