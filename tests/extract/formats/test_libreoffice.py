"""ODT, RTF and DOC are read through LibreOffice where it is installed, and refused with a code where it is not."""

from __future__ import annotations

import io
import shutil
import socket
import subprocess
import zipfile
from pathlib import Path

import docx
import pytest

from extract.formats import libreoffice as office
from rajut.pipeline import ConvertOptions, convert_document

needs_libreoffice = pytest.mark.skipif(office.find_converter() is None, reason="LibreOffice is not installed")
ROWS = (
    ("Program", "Satuan", "2021", "2022"),
    ("Program Pendidikan", "Persen", "98,45", "99"),
    ("Program B", "Unit", "1.234", "7"),
)


def written_by_libreoffice(folder: Path, suffix: str) -> Path:
    """A document with one table, in the wanted format."""
    document = docx.Document()
    document.add_paragraph("Tabel 1")  # LibreOffice writes no table into a DOC that begins with it
    table = document.add_table(len(ROWS), len(ROWS[0]))
    for row, texts in enumerate(ROWS):
        for column, text in enumerate(texts):
            table.cell(row, column).text = text
    document.add_paragraph("Sumber: Bappeda")
    document.save(str(folder / "given.docx"))
    program = shutil.which("soffice") or "libreoffice"
    profile = f"-env:UserInstallation=file://{folder}/profile"
    command = [program, "--headless", profile, "--convert-to", suffix, "--outdir", str(folder), str(folder / "given.docx")]
    subprocess.run(command, capture_output=True, check=True, timeout=120)
    return folder / f"given.{suffix}"


@needs_libreoffice
@pytest.mark.parametrize("suffix", ["odt", "rtf", "doc"])
def test_the_cells_are_those_of_the_document(suffix: str, tmp_path: Path) -> None:
    """Every text arrives as it was written, the finding names the detour, the identity is the original's."""
    path = written_by_libreoffice(tmp_path, suffix)
    result = convert_document(path, None, ConvertOptions())
    texts = [cell.text for fragment in result.fragments for cell in fragment.cells]
    assert texts == [text for row in ROWS for text in row]
    assert "office-converted" in {finding.code for finding in result.findings}
    assert office.SUFFIXES[result.source.media_type] == f".{suffix}"


@needs_libreoffice
def test_nothing_is_fetched_while_converting(tmp_path: Path) -> None:
    """A picture and a section that lie on a server stay there."""
    path = written_by_libreoffice(tmp_path, "odt")
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        path.write_bytes(_with_links(path.read_bytes(), url))
        result = convert_document(path, None, ConvertOptions())
        assert result.fragments
        with pytest.raises(BlockingIOError):
            server.accept()


@needs_libreoffice
def test_settings_alone_keep_the_network_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where the system does not let us take the network away, the profile still forbids links."""
    monkeypatch.setattr(office, "network_jail", lambda: ())
    test_nothing_is_fetched_while_converting(tmp_path)


@needs_libreoffice
@pytest.mark.parametrize("data", [b"{\\rtf1 \\bin99999999999 ", b"{\\rtf1" + b"{" * 20_000])
def test_a_damaged_document_is_refused_or_read_but_never_more(data: bytes, tmp_path: Path) -> None:
    """Whatever the converter makes of it ends in a coded refusal."""
    (tmp_path / "x.rtf").write_bytes(data)
    result = convert_document(tmp_path / "x.rtf", None, ConvertOptions())
    assert result.status == "refused"
    assert result.error_code in {"document-broken", "no-table", "document-too-large"}


def test_without_libreoffice_the_refusal_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A code of its own, and a sentence that names the program."""
    monkeypatch.setattr(shutil, "which", lambda name: None)
    (tmp_path / "x.rtf").write_bytes(b"{\\rtf1 teks}")
    result = convert_document(tmp_path / "x.rtf", None, ConvertOptions())
    assert (result.status, result.error_code) == ("refused", "converter-missing")
    assert "LibreOffice" in (result.error_en or "")
    assert "LibreOffice" in (result.error_id or "")


def _with_links(data: bytes, url: str) -> bytes:
    picture = (
        '<text:p><draw:frame svg:width="1cm" svg:height="1cm"><draw:image xlink:href="'
        + url
        + '/picture.png" xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/></draw:frame></text:p>'
        '<text:section text:name="S"><text:section-source xlink:href="' + url + '/part.odt"/><text:p>x</text:p></text:section>'
    )
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w") as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "content.xml":
                marker = b"</office:text>"
                assert marker in content
                content = content.replace(marker, picture.encode() + marker)
            target.writestr(name, content)
    return buffer.getvalue()
