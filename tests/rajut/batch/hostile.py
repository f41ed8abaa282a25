"""Documents made to hurt whoever reads them, a few bytes each, made on the spot."""

from __future__ import annotations

import io
import zipfile
import zlib
from collections.abc import Mapping
from pathlib import Path

DOCX_TYPES = (
    b'<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    b'<Default Extension="xml" ContentType="application/xml"/>'
    b'<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    b'<Override PartName="/word/document.xml" ContentType='
    b'"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
DOCX_RELS = (
    b'<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
    b'<Relationship Id="r1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"'
    b' Target="word/document.xml"/></Relationships>'
)
W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
ROWS = (
    ("Program", "Satuan", "2021", "2022"),
    ("Program Pendidikan", "Unit", "11", "12"),
    ("Program Kesehatan", "Unit", "3", "4"),
)


def docx(document: bytes, extra: Mapping[str, bytes] | None = None) -> bytes:
    """A package around the main part."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", DOCX_TYPES)
        package.writestr("_rels/.rels", DOCX_RELS)
        package.writestr("word/document.xml", document)
        for name, content in (extra or {}).items():
            package.writestr(name, content)
    return buffer.getvalue()


def docx_body(rows: tuple[tuple[str, ...], ...] = ROWS, before: str = "", prolog: str = "") -> bytes:
    """The main part with one table."""
    cells = "".join(
        "<w:tr>" + "".join(f"<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>" for text in row) + "</w:tr>" for row in rows
    )
    body = f'<w:document xmlns:w="{W}"><w:body>{before}<w:tbl>{cells}</w:tbl></w:body></w:document>'
    return f'<?xml version="1.0"?>{prolog}{body}'.encode()


def html(cells: str = "", head: str = "", rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """A page with one table and whatever else."""
    table = "".join("<tr>" + "".join(f"<td>{text}</td>" for text in row) + "</tr>" for row in rows)
    return f"<!DOCTYPE html><html><head>{head}</head><body>{cells}<table>{table}</table></body></html>".encode()


def pdf(objects: list[bytes]) -> bytes:
    """A PDF from its objects, the first of which is the catalog."""
    out = io.BytesIO(b"%PDF-1.7\n")
    out.seek(0, io.SEEK_END)
    places = []
    for number, content in enumerate(objects, 1):
        places.append(out.tell())
        out.write(b"%d 0 obj\n%s\nendobj\n" % (number, content))
    start = out.tell()
    out.write(b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1))
    out.writelines(b"%010d 00000 n \n" % place for place in places)
    out.write(b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))
    return out.getvalue()


def stream(data: bytes, *, level: int = 9) -> bytes:
    """A compressed stream object."""
    packed = zlib.compress(data, level)
    return b"<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream" % (len(packed), packed)


def pdf_page(content: bytes, *, box: bytes = b"[0 0 595 842]", catalog: bytes = b"", more: tuple[bytes, ...] = ()) -> bytes:
    """A PDF of one page with this content stream; `more` objects are numbered from 6."""
    return pdf(
        [
            b"<< /Type /Catalog /Pages 2 0 R %s >>" % catalog,
            b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox %s /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>" % box,
            stream(content),
            b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
            *more,
        ]
    )


def pdf_table(rows: tuple[tuple[str, ...], ...] = ROWS) -> bytes:
    """A content stream with a ruled table."""
    lines = [f"50 {700 - 20 * row} m 450 {700 - 20 * row} l S" for row in range(len(rows) + 1)]
    lines += [
        f"{50 + 100 * column} 700 m {50 + 100 * column} {700 - 20 * len(rows)} l S" for column in range(len(rows[0]) + 1)
    ]
    lines += [
        f"BT /F1 8 Tf {54 + 100 * column} {686 - 20 * row} Td ({text}) Tj ET"
        for row, texts in enumerate(rows)
        for column, text in enumerate(texts)
    ]
    return "\n".join(lines).encode()


def hostile_documents(port: int) -> dict[str, bytes]:
    """Name to bytes. `port` is where a server listens on this machine that must never be called."""
    url = f"http://127.0.0.1:{port}"
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    action = f"<< /S /URI /URI ({url}/uri) >>".encode()
    return {
        "docx-bomb.docx": docx(docx_body(), {"word/media/zero.xml": bytes(80 * 2**20)}),
        "docx-main-bomb.docx": docx(docx_body(before="<w:p/>" * 4_000_000)),
        "docx-many-parts.docx": docx(docx_body(), {f"word/part{number}.xml": b"<x/>" for number in range(10_500)}),
        "docx-entities.docx": docx(
            docx_body((*ROWS, ("&l9;", "", "", "")), prolog=f'<!DOCTYPE x [<!ENTITY l0 "ha">{laughs}]>')
        ),
        "docx-xxe-file.docx": docx(
            docx_body((*ROWS, ("&x;", "", "", "")), prolog='<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
        ),
        "docx-xxe-net.docx": docx(
            docx_body((*ROWS, ("&x;", "", "", "")), prolog=f'<!DOCTYPE x [<!ENTITY x SYSTEM "{url}/xxe">]>')
        ),
        "docx-dtd-net.docx": docx(docx_body(prolog=f'<!DOCTYPE x SYSTEM "{url}/dtd">')),
        "docx-slip.docx": docx(
            docx_body(), {"../../../../tmp/rajut-slip.txt": b"out", "/tmp/rajut-slip-absolute.txt": b"out"}
        ),
        "docx-external.docx": docx(
            docx_body(),
            {
                "word/_rels/document.xml.rels": (
                    '<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                    '<Relationship Id="r9" TargetMode="External" Target="' + url + '/template" Type='
                    '"http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/></Relationships>'
                ).encode()
            },
        ),
        "docx-truncated.docx": docx(docx_body())[:-200],
        "html-external.html": html(
            f'<img src="{url}/img"><iframe src="{url}/frame"></iframe><object data="{url}/object"></object>',
            f'<base href="{url}/"><link rel="stylesheet" href="{url}/css"><script src="{url}/js"></script>'
            f'<meta http-equiv="refresh" content="0;url={url}/refresh"><style>@import url("{url}/import");</style>',
        ),
        "html-entities.html": b'<!DOCTYPE html [<!ENTITY a "' + b"A" * 10_000 + b'">]><table><tr><td>' + b"&a;" * 10_000,
        "html-deep.html": b"<div>" * 200_000 + html(),
        "html-deep-tables.html": b"<table><tr><td>" * 5_000 + b"x",
        "html-spans.html": html(cells='<table><tr><td colspan="999999999" rowspan="999999999">x</td><td>1</td></tr></table>'),
        "html-script-cell.html": html(rows=(*ROWS, ("&lt;script&gt;alert(1)&lt;/script&gt;", "Unit", "1x", "2"))),
        "md-long-line.md": b"| a | b |\n|---|---|\n| " + b"x" * 4_000_000 + b" | 1 |\n",
        "md-wide.md": b"|" + b" a |" * 10_000 + b"\n|" + b"---|" * 10_000 + b"\n|" + b" 1 |" * 10_000 + b"\n",
        "md-nested-quotes.md": b">" * 100_000 + b" | a |\n",
        "pdf-flate-bomb.pdf": pdf_page(b"q Q " * 20_000_000),
        "pdf-huge-box.pdf": pdf_page(pdf_table(), box=b"[-1e9 -1e9 1e9 1e9]"),
        "pdf-nan-box.pdf": pdf_page(pdf_table(), box=b"[0 0 0 0]"),
        "pdf-script.pdf": pdf_page(
            pdf_table(),
            catalog=b"/OpenAction 6 0 R /AA << /WC 7 0 R >> /Names << /EmbeddedFiles << /Names [(evil.exe) 8 0 R] >> >>",
            more=(
                f"<< /S /JavaScript /JS (app.launchURL\\('{url}/js'\\)) >>".encode(),
                action,
                b"<< /Type /Filespec /F (../../evil.exe) /EF << /F 9 0 R >> >>",
                stream(b"MZ evil"),
            ),
        ),
        "pdf-page-loop.pdf": pdf(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [2 0 R 2 0 R] /Count 1000000000 >>"]
        ),
        "pdf-many-objects.pdf": pdf(
            [
                b"<< /Type /Catalog /Pages 2 0 R >>",
                b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
                b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R >>",
                stream(pdf_table()),
                *(b"null" for _ in range(1_000_000)),
            ]
        ),
        "pdf-many-lines.pdf": pdf_page(b"".join(b"%d 1 m %d 800 l S\n" % (n % 600, n % 599) for n in range(100_000))),
        "pdf-no-end.pdf": pdf_page(pdf_table())[:400],
        "pdf-only-header.pdf": b"%PDF-1.7\n",
        "zip-in-zip.zip": _zip_of({"a.zip": _zip_of({"b.txt": bytes(1_000_000)})}),
        "sheet.xlsx": _zip_of({"xl/workbook.xml": b"<workbook/>", "[Content_Types].xml": DOCX_TYPES}),
        "sheet-bomb.xlsx": _zip_of({"xl/workbook.xml": b"<workbook/>", "xl/worksheets/sheet1.xml": bytes(200_000_000)}),
        "sheet-entities.ods": _ods(b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;">]><x>&b;</x>'),
        "sheet-repeated.ods": _ods(
            b'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            b'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
            b'<o:body><o:spreadsheet><t:table><t:table-row t:number-rows-repeated="1048576">'
            b'<t:table-cell t:number-columns-repeated="16384"><x:p>1</x:p></t:table-cell></t:table-row></t:table>'
            b"</o:spreadsheet></o:body></o:document-content>"
        ),
        "archive-bomb.zip": _zip_of({"bomb.md": b"| a |\n|---|\n" + b" " * 100_000_000, "../../honest.md": _markdown()}),
    }


def _markdown() -> bytes:
    head, *rows = (f"| {' | '.join(row)} |\n" for row in ROWS)
    return "".join((head, "|---" * len(ROWS[0]), "|\n", *rows)).encode()


def _ods(content: bytes) -> bytes:
    return _zip_of({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": content})


def _zip_of(members: Mapping[str, bytes]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members.items():
            package.writestr(name, content)
    return buffer.getvalue()


def write_hostile(folder: Path, port: int) -> Path:
    """All of them in one folder, with one honest document among them."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in hostile_documents(port).items():
        (folder / name).write_bytes(content)
    (folder / "honest.pdf").write_bytes(pdf_page(pdf_table()))
    return folder
