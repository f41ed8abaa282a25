"""More than sixty kinds of documents that are made to hurt, each in several sizes; none is larger than some megabytes."""

from __future__ import annotations

import io
import random
import zipfile
import zlib
from collections.abc import Callable
from pathlib import Path

from tests.extract.pdfium.test_budget import DEAR, chain, form, page_with
from tests.rajut.batch.hostile import ROWS, docx, docx_body, html, pdf, pdf_page, pdf_table, stream

SIZES = 5
Make = Callable[[int, random.Random], bytes]
KINDS: dict[str, Make] = {}


def kind(name: str) -> Callable[[Make], Make]:
    """Registers a kind; the name ends as its files do. A kind is called with sizes 0 to 4."""

    def add(make: Make) -> Make:
        KINDS[name] = make
        return make

    return add


def _times(size: int, most: int) -> int:
    return max(1, most >> (2 * (SIZES - 1 - size)))


def _zip(members: list[tuple[str, bytes]]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in members:
            package.writestr(name, content)
    return buffer.getvalue()


MARKDOWN = b"| Program | Satuan | 2021 |\n|---|---|---|\n| Program Pendidikan | Unit | 11 |\n"


def _pdf_kinds() -> None:  # noqa: PLR0915 - a list of kinds
    table = pdf_table()
    tail = {
        "content without end": lambda n: page_with(b"q Q " * n),
        "saved states": lambda n: page_with(b"q " * n),
        "texts begun": lambda n: page_with(b"BT " * n),
        "one path of many corners": lambda n: page_with(b"0 0 m " + b"9 9 l 5 1 l " * n + b"S"),
        "curves": lambda n: page_with(b"1 1 m 1e30 9 -1e30 9 9e9 1 c S " * n),
        "clips in clips": lambda n: page_with(b"0 0 500 500 re W n " * n),
        "dashes": lambda n: page_with(b"[.001] 0 d 0 0 m 500 500 l S " * n),
        "thin rules": lambda n: page_with(b"".join(b"%d 1 m %d 800 l S\n" % (i % 600, i % 599) for i in range(n))),
        "tiny fills": lambda n: page_with(
            b"".join(b"%d %d 2 2 re f\n" % (i % 590, i * 7 % 830) for i in range(n))
        ),
        "words on one place": lambda n: page_with(b"BT /F1 9 Tf 60 60 Td (satu) Tj ET " * n),
        "one long text": lambda n: page_with(b"BT /F1 1 Tf 9 9 Td (" + b"Program " * n + b") Tj ET"),
        "a text in pieces": lambda n: page_with(b"BT /F1 1 Tf 9 9 Td [" + b"(a)-9" * n + b"] TJ ET"),
        "no size": lambda n: page_with(b"BT /F1 0 Tf 9 9 Td (a) Tj ET " * n),
        "huge size": lambda n: page_with(b"BT /F1 1e9 Tf 9 9 Td (a) Tj ET " * n),
        "matrices": lambda n: page_with(b"q 0 0 0 0 0 0 cm 1e38 0 0 1e38 0 0 cm (a) Tj Q " * n),
        "brackets": lambda n: page_with(b"[" * n),
        "parentheses": lambda n: page_with(b"(" * n),
        "inline pictures": lambda n: page_with(b"BI /W 9999 /H 9999 /BPC 8 /CS /G ID x EI " * n),
        "a grid of cells": lambda n: page_with(
            b"".join(b"%d 20 m %d 800 l S %d %d m 580 %d l S\n" % (i, i, 20, 20 + i, 20 + i) for i in range(0, min(n, 780), 2))
        ),
        "symbols": lambda n: page_with(b"1 0 0 1 1 1 cm /X Do " * min(n, 90_000), form(b"0 0 1 1 re f")),
        "forms in forms": lambda n: page_with(b"/X Do", *chain(6 + n.bit_length(), 4)),
        "forms in a ring": lambda n: page_with(b"/X Do", form(b"/X Do " * (2 + n % 5), b"/X 6 0 R")),
    }  # fmt: skip

    def register(name: str, make: Callable[[int], bytes]) -> None:
        kind(f"{name}.pdf")(lambda size, chance: make(_times(size, 200_000)))

    for name, make in tail.items():
        register(name, make)
    for name in ("a tiling pattern", "a glyph of a Type 3 font", "a picture of a million by a million", "a name in escapes"):
        kind(f"{name}.pdf")(lambda size, chance, data=DEAR[name]: data + b"\n" * size)  # type: ignore[misc]

    @kind("truncated.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        whole = pdf_page(table)
        return whole[: chance.randrange(9, len(whole))]

    @kind("kids without end.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        kids = b" ".join([b"2 0 R"] * _times(size, 1000))
        return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, 10**9)])

    @kind("deep page tree.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        deep = _times(size, 20_000)
        nodes = [b"<< /Type /Pages /Kids [%d 0 R] /Count 1 >>" % (number + 3) for number in range(deep)]
        page = b"<< /Type /Page /MediaBox [0 0 595 842] /Parent 2 0 R >>"
        return pdf([b"<< /Type /Catalog /Pages 2 0 R >>", *nodes, page])

    @kind("arrays in arrays.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        deep = _times(size, 300_000)
        return pdf_page(table, more=(b"[" * deep + b"]" * deep,))

    @kind("dictionaries in dictionaries.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        deep = _times(size, 100_000)
        return pdf_page(table, more=(b"<</A " * deep + b"0" + b">>" * deep,))

    @kind("lengths that lie.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        lie = (b"-1", b"0", b"99999999999", b"6 0 R", b"(x)")[size]
        return pdf_page(table).replace(b"/Length ", b"/Length " + lie + b" %", 1)

    @kind("boxes.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        boxes = (b"[0 0 0 0]", b"[1e9 1e9 -1e9 -1e9]", b"[NaN 0 1 1]", b"[0 0 14400 14400]", b"[0 0 1 1e-9]")
        return pdf_page(table, box=boxes[size])

    @kind("turns.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        return pdf_page(table, box=b"[0 0 595 842] /Rotate %d" % (37, 450, -90, 99999999999, 89)[size])

    @kind("an earlier table of places that is itself.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        data = pdf_page(table)
        at = data.rfind(b"xref\n0")
        return data.replace(b"trailer\n<<", b"trailer\n<< /Prev %d" % (at + size - 2))

    @kind("encrypted with nonsense.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        entry = b"/Encrypt << /Filter /Standard /V %d /R %d /Length 128 /P -4 /O (x) /U (y) >> /ID [(a)(b)]" % (
            size + 1,
            size + 2,
        )
        return pdf_page(table).replace(b"trailer\n<<", b"trailer\n<< " + entry)

    @kind("a map of characters without end.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        lines = b"<0000> <FFFF> <0000>\n" * _times(size, 20_000)
        cmap = (
            b"begincmap 1 begincodespacerange <0000> <FFFF> endcodespacerange 100 beginbfrange\n%s endbfrange endcmap" % lines
        )
        data = pdf_page(table, more=(stream(cmap),))
        return data.replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica /ToUnicode 6 0 R")

    @kind("widths.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        widths = b"/FirstChar 0 /LastChar 255 /Widths [%s]" % (b" ".join([(b"1e30", b"-9", b"0", b"NaN", b"(a)")[size]] * 256))
        return pdf_page(table).replace(b"/BaseFont /Helvetica", b"/BaseFont /Helvetica " + widths)

    @kind("annotations.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        note = b"<< /Type /Annot /Subtype /Stamp /Rect [0 0 99 99] /F 4 /AP << /N 6 0 R >> >>"
        notes = b" ".join([note] * _times(size, 4_000))
        return pdf_page(table, box=b"[0 0 595 842] /Annots [" + notes + b"]", more=tuple(chain(3, 2)))

    @kind("fields in a ring.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        field_ = b"<< /FT /Tx /T (a) /Kids [%s] /V (1) /Parent 6 0 R >>" % (b"6 0 R " * (size + 1))
        return pdf_page(table, catalog=b"/AcroForm << /Fields [6 0 R] >>", more=(field_,))

    @kind("outlines in a ring.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        item = b"<< /Title (a) /Next 6 0 R /First 6 0 R /Parent 6 0 R /Count %d >>" % 10**size
        return pdf_page(table, catalog=b"/Outlines 6 0 R /StructTreeRoot 6 0 R /Names << /Dests 6 0 R >>", more=(item,))

    @kind("layers in a ring.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        layer = b"<< /Type /OCMD /VE [/And 6 0 R [/Not 6 0 R]] /OCGs 6 0 R >>"
        properties = b"/OCProperties << /OCGs [6 0 R] /D << /OFF [6 0 R] /BaseState /OFF /AS [6 0 R] >> >>"
        return pdf_page(b"/OC /L BDC " + table + b" EMC" * size, catalog=properties, more=(layer,))

    @kind("empty pages.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        count = _times(size, 4_000)
        kids = b" ".join(b"%d 0 R" % (number + 3) for number in range(count))
        page = b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] >>"
        return pdf(
            [b"<< /Type /Catalog /Pages 2 0 R >>", b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, count), *[page] * count]
        )

    @kind("packed objects.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        bomb = zlib.compress(b"0 " * (2**19 << size), 9)
        packed = b"<< /Type /ObjStm /N 9 /First 4 /Filter /FlateDecode /Length %d >>\nstream\n%s\nendstream" % (
            len(bomb),
            bomb,
        )
        return pdf_page(table, more=(packed,) * _times(size, 200))

    @kind("packed content.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        return pdf_page(b"q Q " * (2**21 << size))

    @kind("not what its name says.pdf")
    def _(size: int, chance: random.Random) -> bytes:
        return (b"", b"\0" * 4096, html(), MARKDOWN, docx(docx_body()))[size]


def _word_kinds() -> None:
    cells = "<w:tc><w:p><w:r><w:t>{}</w:t></w:r></w:p></w:tc>"

    def body(inside: str) -> bytes:
        return docx(docx_body(before=inside))

    def table(rows: str) -> str:
        return f"<w:tbl>{rows}</w:tbl>"

    makes: dict[str, Callable[[int], bytes]] = {
        "spans": lambda n: body(table(f"<w:tr><w:tc><w:tcPr><w:gridSpan w:val='{10 ** n.bit_length()}'/></w:tcPr><w:p/></w:tc></w:tr>")),
        "tables in tables": lambda n: body("<w:tbl><w:tr><w:tc>" * min(n, 4000) + "<w:p/>" + "</w:tc></w:tr></w:tbl>" * min(n, 4000)),
        "very wide": lambda n: body(table("<w:tr>" + cells.format(1) * min(n, 20_000) + "</w:tr>")),
        "very many rows": lambda n: body(table(("<w:tr>" + cells.format(1) * 3 + "</w:tr>") * min(n, 20_000))),
        "paragraphs": lambda n: body("<w:p/>" * n * 10),
        "entities": lambda n: docx(docx_body(prolog='<!DOCTYPE x [<!ENTITY a "%s">]>' % ("ha" * n))),
        "an external entity": lambda n: docx(docx_body(prolog=f'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname?{n}">]>')),
        "deep elements": lambda n: body("<w:x>" * n + "</w:x>" * n),
        "attributes": lambda n: body("<w:x " + " ".join(f"a{i}='1'" for i in range(n)) + "/>"),
        "parts": lambda n: docx(docx_body(), {f"word/p{i}.xml": b"<x/>" for i in range(min(n, 12_000))}),
        "a packed picture": lambda n: docx(docx_body(), {"word/media/a.bin": bytes(n * 300)}),
        "no such character": lambda n: body("<w:p><w:r><w:t>&#x1F;\x01%s</w:t></w:r></w:p>" % ("\ufffe" * n)),
    }  # fmt: skip
    for name, make in makes.items():
        kind(f"{name}.docx")(lambda size, chance, make=make: make(_times(size, 100_000)))  # type: ignore[misc]

    @kind("damaged package.docx")
    def _(size: int, chance: random.Random) -> bytes:
        data = bytearray(docx(docx_body()))
        for _ in range(1 + size * 3):
            data[chance.randrange(len(data))] ^= 1 << chance.randrange(8)
        return bytes(data)


def _text_kinds() -> None:
    row = b"<tr>" + b"<td>1</td>" * 4 + b"</tr>"
    makes: dict[str, Callable[[int], bytes]] = {
        "deep.html": lambda n: b"<div>" * n + html(),
        "spans.html": lambda n: html(cells=f'<table><tr><td colspan="{n}" rowspan="{n}">x</td><td>1</td></tr></table>'),
        "tables in tables.html": lambda n: b"<table><tr><td>" * min(n, 5000) + b"x",
        "never closed.html": lambda n: b"<table>" + b"<tr><td>1<td>2" * n,
        "many cells.html": lambda n: b"<table>" + row * n + b"</table>",
        "attributes.html": lambda n: b"<table " + b"a=1 " * n + b">" + row + b"</table>",
        "entities.html": lambda n: html(cells="&#x110000;&#0;&amp;lt" * n),
        "a comment without end.html": lambda n: html() + b"<!--" * n,
        "zero bytes.html": lambda n: html(cells="\0" * n),
        "another alphabet.html": lambda n: b"<meta charset=utf-7>" + html().decode().encode("utf-16") * (1 + n % 3),
        "blanks in a cell.html": lambda n: html(rows=(*ROWS, ("\u00a0" * n, "Unit", "1", "2"))),
        "digits in a cell.html": lambda n: html(rows=(*ROWS, ("Program", "Unit", "1" * n, "1." * n))),
        "separators.html": lambda n: html(rows=(*ROWS, ("Program", "Unit", ".," * n, "- " * n))),
        "scripts.html": lambda n: html(rows=(*ROWS, ("<script>alert(1)</script>" * (n // 100 + 1), "=cmd|' /C calc'!A0", "1", "2"))),
        "one long line.md": lambda n: MARKDOWN + b"| " + b"x" * n * 10 + b" | 1 | 2 |\n",
        "wide.md": lambda n: b"|" + b" a |" * n + b"\n|" + b"---|" * n + b"\n|" + b" 1 |" * n + b"\n",
        "pipes.md": lambda n: b"|" * n + b"\n" + MARKDOWN,
        "quotes.md": lambda n: b">" * n + b" a\n" + MARKDOWN,
        "lists.md": lambda n: b"".join(b" " * (2 * i) + b"- a\n" for i in range(min(n, 2000))) + MARKDOWN,
        "brackets.md": lambda n: b"[" * n + b"\n\n" + MARKDOWN,
        "emphasis.md": lambda n: b"*a_" * n + b"\n\n" + MARKDOWN,
        "ticks.md": lambda n: b"".join(b"`" * (i % 50 + 1) + b"a" for i in range(n)) + b"\n\n" + MARKDOWN,
        "terminal.md": lambda n: MARKDOWN + b"| \x1b[2J\x1b]0;x\x07 | \xef\xbc\x9d1+1 | %d |\n" % n,
        "not utf-8.md": lambda n: MARKDOWN + b"| \xff\xfe\xed\xa0\x80 | " + b"\xc0\x80" * n + b" | 1 |\n",
        "other directions.md": lambda n: MARKDOWN + ("| \u202e" + "\u200b\u2066" * n + " | Unit | 1 |\n").encode(),
        "stacked marks.md": lambda n: MARKDOWN + ("| a" + "\u0301" * n + " | Unit | 1 |\n").encode(),
        "rows.md": lambda n: MARKDOWN + b"| Program A | Unit | 1 |\n" * n,
        "heads.md": lambda n: MARKDOWN * min(n, 4000),
        "levels.md": lambda n: b"| Kode | Program | 2021 |\n|---|---|---|\n" + b"".join(
            b"| %s | a | 1 |\n" % b".".join([b"1"] * (i % 60 + 1)) for i in range(min(n, 20_000))
        ),
    }  # fmt: skip
    for name, make in makes.items():
        kind(name)(lambda size, chance, make=make: make(_times(size, 60_000)))  # type: ignore[misc]


def _package_kinds() -> None:
    ods_head = (
        b'<o:document-content xmlns:o="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
        b'xmlns:t="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:x="urn:oasis:names:tc:opendocument:xmlns:text:1.0">'
        b"<o:body><o:spreadsheet><t:table>"
    )
    kind_of_ods = ("mimetype", b"application/vnd.oasis.opendocument.spreadsheet")

    @kind("repeated.ods")
    def _(size: int, chance: random.Random) -> bytes:
        cell = b'<t:table-cell t:number-columns-repeated="%d"><x:p>1</x:p></t:table-cell>'
        row = b'<t:table-row t:number-rows-repeated="%d">' + cell + b"</t:table-row>"
        content = ods_head + row % (10 ** (size + 2), 10**size) + b"</t:table></o:spreadsheet></o:body></o:document-content>"
        return _zip([kind_of_ods, ("content.xml", content)])

    @kind("unclosed.ods")
    def _(size: int, chance: random.Random) -> bytes:
        return _zip([kind_of_ods, ("content.xml", ods_head * _times(size, 4_000))])

    @kind("nonsense.xlsx")
    def _(size: int, chance: random.Random) -> bytes:
        workbook = (b"<workbook/>", b"", b"<workbook>" * 9999, b"<!DOCTYPE x><workbook/>", b"\xff\xfe")[size]
        return _zip([("[Content_Types].xml", b"<Types/>"), ("xl/workbook.xml", workbook)])

    @kind("packed.xlsx")
    def _(size: int, chance: random.Random) -> bytes:
        return _zip([("xl/workbook.xml", b"<workbook/>"), ("xl/worksheets/sheet1.xml", bytes(2**22 << size))])

    @kind("archive in archive.zip")
    def _(size: int, chance: random.Random) -> bytes:
        data = _zip([("a.md", MARKDOWN)])
        for _ in range(size + 1):
            data = _zip([("a.zip", data), ("b.md", MARKDOWN)])
        return data

    @kind("names.zip")
    def _(size: int, chance: random.Random) -> bytes:
        names = ("../../a.md", "/etc/a.md", "C:\\a.md", "a\x07\n.md", "x/" * 300 + "a.md")
        return _zip([(names[size], MARKDOWN), ("good.md", MARKDOWN)])

    @kind("packed.zip")
    def _(size: int, chance: random.Random) -> bytes:
        return _zip([("a.md", MARKDOWN + b" " * (2**23 << size)), ("good.md", MARKDOWN)])

    @kind("damaged.zip")
    def _(size: int, chance: random.Random) -> bytes:
        data = bytearray(_zip([("a.md", MARKDOWN), ("b.md", MARKDOWN)]))
        data[chance.randrange(len(data))] ^= 255
        return bytes(data)

    @kind("braces.rtf")
    def _(size: int, chance: random.Random) -> bytes:
        return b"{\\rtf1 " + b"{" * _times(size, 20_000) + b"a"


for _register in (_pdf_kinds, _word_kinds, _text_kinds, _package_kinds):
    _register()


def write_files(folder: Path, seed: int, most: int | None = None) -> int:
    """Every kind in its sizes; the number of files."""
    folder.mkdir(parents=True)
    names = [(name, size) for size in (4, 1, 3, 0, 2) for name in KINDS]
    for name, size in names[:most]:
        stem, _, ending = name.rpartition(".")
        (folder / f"{stem} {size}.{ending}").write_bytes(KINDS[name](size, random.Random(f"{seed} {name} {size}")))
    return len(names[:most])
