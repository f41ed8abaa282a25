"""DOCX packages written by hand, so that a test shows the XML that it is about."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

W_NS = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_NAMESPACES = (
    f'xmlns:w="{W_NS}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:v="urn:schemas-microsoft-com:vml" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"


def root_of(tag: str, inner: str) -> str:
    """A part's XML: `<w:tag>` with all namespaces."""
    return f'<?xml version="1.0" encoding="UTF-8"?><w:{tag} {_NAMESPACES}>{inner}</w:{tag}>'


def relations_of(parts: Mapping[str, str]) -> str:
    """A relationships part from {target: kind}."""
    items = "".join(
        f'<Relationship Id="rId{number}" Type="{_RELATION}{kind}" Target="{target}"/>'
        for number, (target, kind) in enumerate(parts.items(), start=1)
    )
    return f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{items}</Relationships>'


def package_of(parts: Mapping[str, str | bytes], compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A ZIP of the parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", compression) as archive:
        for path, content in parts.items():
            archive.writestr(zipfile.ZipInfo(path), content, compress_type=compression)
    return buffer.getvalue()


def docx_of(body: str, **parts: str) -> bytes:
    """A document with that body; keyword arguments are further parts by kind, given by what stands inside their root
    (`styles`, `numbering`, `footnotes`, `endnotes`, `header`, `footer`)."""
    roots = {"header": "hdr", "footer": "ftr"}
    return package_of(
        {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": relations_of({"word/document.xml": "officeDocument"}),
            "word/document.xml": root_of("document", f"<w:body>{body}</w:body>"),
            "word/_rels/document.xml.rels": relations_of({f"{kind}.xml": kind for kind in parts}),
            **{f"word/{kind}.xml": root_of(roots.get(kind, kind), inner) for kind, inner in parts.items()},
        }
    )


def paragraph(text: str, run: str = "", setting: str = "") -> str:
    """`<w:p>` with one run; `run` and `setting` are the insides of `w:rPr` and `w:pPr`."""
    return f'<w:p><w:pPr>{setting}</w:pPr><w:r><w:rPr>{run}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'


def cell(content: str, properties: str = "") -> str:
    """`<w:tc>` around a text or around ready paragraphs."""
    inner = content if content.startswith("<w:") else paragraph(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    """`<w:tr>` of ready cells; plain texts become cells."""
    inner = "".join(item if item.startswith("<") else cell(item) for item in cells)
    return f"<w:tr><w:trPr>{properties}</w:trPr>{inner}</w:tr>"


def table(*rows: str, widths: tuple[int, ...] = ()) -> str:
    """`<w:tbl>` of ready rows."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return f"<w:tbl><w:tblPr/><w:tblGrid>{grid}</w:tblGrid>{''.join(rows)}</w:tbl>"
