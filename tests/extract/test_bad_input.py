"""Hostile and broken documents: one fixture per failure, each ends in one coded error or in an honest reading."""

from __future__ import annotations

import hashlib
import io
import select
import socket
import zipfile

import pytest

from extract.media_types import DOCX, HTML, MARKDOWN
from extract.options import Limits, ReadOptions
from extract.reading import document_to_reading
from schemas.errors import EncryptedError, LimitError, RajutError, UnreadableError
from schemas.provenance import SourceDocument
from schemas.table import DocumentReading
from tests.docx_files import cell, docx_of, package_of, paragraph, relations_of, root_of, row, table

SMALL = ReadOptions(
    limits=Limits(part_bytes=2**20, total_bytes=2**20, parts=50, grid_cells=10_000, all_cells=20_000, blocks=500)
)


def read(data: bytes, media_type: str, options: ReadOptions = SMALL) -> DocumentReading:
    source = SourceDocument("berkas", hashlib.sha256(data).hexdigest(), media_type, len(data))
    return document_to_reading(source, data, options)


def fails(data: bytes, kind: type[RajutError], code: str, media_type: str = DOCX) -> RajutError:
    with pytest.raises(kind) as caught:
        read(data, media_type)
    assert caught.value.code == code
    assert "\n" not in caught.value.sentence("en")
    assert "\n" not in caught.value.sentence("id")
    return caught.value


BOMB_DTD = (
    '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;">'
    '<!ENTITY d "&c;&c;&c;&c;&c;&c;&c;&c;"><!ENTITY e "&d;&d;&d;&d;&d;&d;&d;&d;">]>'
)


def with_document(xml: str) -> bytes:
    return package_of({"_rels/.rels": relations_of({"word/document.xml": "officeDocument"}), "word/document.xml": xml})


def test_docx_that_is_no_zip() -> None:
    """Bytes that only claim to be a package."""
    fails(b"bukan zip", UnreadableError, "document-broken")


def test_docx_without_its_document() -> None:
    """A package whose main part is not there."""
    fails(
        package_of({"_rels/.rels": relations_of({"word/document.xml": "officeDocument"})}), UnreadableError, "document-broken"
    )


def test_docx_without_a_body() -> None:
    """A main part that is another vocabulary."""
    fails(with_document(root_of("settings", "")), UnreadableError, "document-broken")


def test_docx_with_cut_xml() -> None:
    """XML that ends in the middle."""
    fails(with_document(root_of("document", "<w:body>")[:-20]), UnreadableError, "document-broken")


def test_docx_with_a_damaged_member() -> None:
    """Bytes of a packed part that were overwritten are noticed by their checksum."""
    data = bytearray(docx_of(paragraph("isi " * 500)))
    at = data.find(b"word/document.xml") + 40
    data[at : at + 20] = bytes(20)
    fails(bytes(data), UnreadableError, "document-broken")


def test_docx_without_styles_or_numbering_is_read() -> None:
    """Parts that only decorate may be missing although the package names them."""
    data = package_of(
        {
            "_rels/.rels": relations_of({"word/document.xml": "officeDocument"}),
            "word/document.xml": root_of("document", f"<w:body>{table(row('a', 'b'))}</w:body>"),
            "word/_rels/document.xml.rels": relations_of({"styles.xml": "styles", "../../../../etc/passwd": "numbering"}),
        }
    )
    assert [one.text for one in read(data, DOCX).fragments[0].cells] == ["a", "b"]


def test_nothing_is_ever_fetched() -> None:
    """Documents full of addresses of a listening server: nobody calls there, whatever the parser underneath could do."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
        page = (
            f'<!DOCTYPE html SYSTEM "{address}"><html manifest="{address}"><link rel=stylesheet href="{address}"><base href="{address}">'
            f'<script src="{address}"></script><iframe src="{address}"></iframe><img src="{address}"><table><tr><td>a</table>'
        )
        assert len(read(page.encode(), HTML).fragments) == 1
        assert len(read(f"![x]({address})\n\n<img src='{address}'>\n\n| a |\n|---|\n".encode(), MARKDOWN).fragments) == 1
        kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/header"
        rels = (
            '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
            f'<Relationship Id="a" TargetMode="External" Type="{kind}" Target="{address}"/></Relationships>'
        )
        document = root_of("document", f"<w:body>{table(row('a'))}</w:body>")
        parts = {"word/document.xml": document, "word/_rels/document.xml.rels": rels}
        assert len(read(package_of(parts), DOCX).blocks) == 1
        external = document.replace("<w:document", f'<!DOCTYPE x SYSTEM "{address}"><w:document', 1)
        fails(with_document(external), UnreadableError, "document-broken")
        assert select.select([server], [], [], 0.2)[0] == []


def test_zip_bomb_is_refused() -> None:
    """A part that unpacks beyond the limit is left after the limit, whatever sizes its directory claims."""
    data = with_document(root_of("document", "<w:body>" + " " * 3_000_000 + "</w:body>"))
    assert len(data) < 10_000
    fails(data, LimitError, "document-too-large")


def test_package_of_too_many_parts_is_refused() -> None:
    """The number of members is looked at first."""
    fails(package_of({f"x{number}": "" for number in range(60)}), LimitError, "document-too-large")


def test_encrypted_member_is_told() -> None:
    """A password-protected ZIP is encrypted, not broken."""
    data = bytearray(docx_of(paragraph("a")))
    for signature, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = data.find(signature)
        while at >= 0:
            data[at + offset] |= 1
            at = data.find(signature, at + 4)
    fails(bytes(data), EncryptedError, "document-encrypted")


@pytest.mark.parametrize(
    "document_type",
    [BOMB_DTD, '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>', '<!DOCTYPE x SYSTEM "http://192.0.2.1/x.dtd">'],
    ids=["entity expansion", "external entity", "external subset"],
)
def test_document_types_are_refused(document_type: str) -> None:
    """OOXML forbids them and attacks need them."""
    xml = root_of("document", f"<w:body>{table(row('a'))}</w:body>").replace("<w:document", document_type + "<w:document", 1)
    fails(with_document(xml), UnreadableError, "document-broken")


def test_entity_in_the_text_is_refused() -> None:
    """An entity that nothing declares does not read as nothing."""
    fails(
        with_document(root_of("document", "<w:body><w:p><w:r><w:t>1&e;2</w:t></w:r></w:p></w:body>")),
        UnreadableError,
        "document-broken",
    )


def test_endless_nesting_is_refused() -> None:
    """Tables in tables beyond what the parser follows."""
    inner = paragraph("a")
    for _ in range(400):
        inner = table(row(f"<w:tc>{inner}</w:tc>"))
    fails(docx_of(inner), UnreadableError, "document-broken")


@pytest.mark.parametrize("text", [">" * 5000 + " isi", "\n".join("  " * depth + "- isi" for depth in range(300))])
def test_markdown_nested_beyond_measure_is_refused(text: str) -> None:
    """The parser drops what lies too deep; the document is refused instead."""
    fails(text.encode(), LimitError, "document-too-large", MARKDOWN)


def test_grid_span_bomb_is_refused() -> None:
    """A few cells that claim millions of columns."""
    wide = cell("a", '<w:gridSpan w:val="16000"/>')
    fails(docx_of(table(row(wide, "b"), row(wide, "b"))), LimitError, "document-too-large")


def test_style_circle_ends() -> None:
    """Two styles based on each other."""
    styles = "".join(
        f'<w:style w:type="paragraph" w:styleId="{one}"><w:basedOn w:val="{two}"/></w:style>' for one, two in ("AB", "BA")
    )
    data = docx_of(table(row(cell(paragraph("a", setting='<w:pStyle w:val="A"/>')))), styles=styles)
    assert read(data, DOCX).fragments[0].cells[0].text == "a"


@pytest.mark.parametrize("value", ["", "x", "-5", "99999999999999999999", "1e9", "١"])
def test_nonsense_in_attributes_is_survived(value: str) -> None:
    """Spans, levels and sizes that are no sensible number count as not given or end in a limit."""
    properties = f'<w:gridSpan w:val="{value}"/><w:vMerge w:val="{value}"/><w:shd w:fill="{value}"/>'
    setting = f'<w:numPr><w:ilvl w:val="{value}"/><w:numId w:val="{value}"/></w:numPr><w:outlineLvl w:val="{value}"/>'
    content = paragraph("a", run=f'<w:sz w:val="{value}"/>', setting=setting)
    reading = read(docx_of(table(row(cell(content, properties), "b", properties=f'<w:gridBefore w:val="{value}"/>'))), DOCX)
    assert [one.text for one in reading.fragments[0].cells] == ["a", "b"]


def test_millions_of_blocks_are_refused() -> None:
    """Text without end."""
    fails(docx_of(paragraph("a") * 600), LimitError, "document-too-large")
    fails(b"a\n\n" * 600, LimitError, "document-too-large", MARKDOWN)
    fails(b"<p>a" * 600, LimitError, "document-too-large", HTML)


def test_wide_markdown_table_is_refused() -> None:
    """One long row makes all rows long."""
    text = "|" + "a|" * 200 + "\n" + "|" + "--|" * 200 + "\n" + "|b|\n" * 100
    fails(text.encode(), LimitError, "document-too-large", MARKDOWN)


def test_duplicate_members_do_not_confuse() -> None:
    """Two members of one name: the last one in the directory counts, as in Word."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        archive.writestr("word/document.xml", root_of("document", f"<w:body>{table(row('lama'))}</w:body>"))
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("word/document.xml", root_of("document", f"<w:body>{table(row('baru'))}</w:body>"))
    assert read(buffer.getvalue(), DOCX).fragments[0].cells[0].text == "baru"


def test_undecodable_bytes_are_marked_and_told() -> None:
    """A damaged character does not become another one."""
    text = "| é | ü |\n|---|---|\n| 1\xff0 | ó |".encode("utf-8", "surrogatepass").replace("\xff".encode(), b"\xff")
    reading = read(text, MARKDOWN)
    assert reading.fragments[0].cells[2].text == "1\ufffd0"
    assert [finding.code for finding in reading.findings] == ["bytes-undecodable"]


def test_nul_and_control_characters_in_html() -> None:
    """They end no text and reach no cell."""
    reading = read(b"<table><tr><td>1\x002<td>3\x084</table>", HTML)
    assert [one.text for one in reading.fragments[0].cells] == ["1\ufffd2", "3\ufffd4"]


def test_script_in_a_cell_stays_text() -> None:
    """An escaped tag is the cell's text; a real one is ignored."""
    reading = read(b"<table><tr><td>&lt;script&gt;alert(1)&lt;/script&gt;<td><script>alert(2)</script>9</table>", HTML)
    assert [one.text for one in reading.fragments[0].cells] == ["<script>alert(1)</script>", "9"]
