"""A scan of another sample: its pages as black and white pictures that lie a little askew, in a PDF without text.

The picture is stored run by run (RunLengthDecode), so that the bytes depend on no compression library.
"""

from __future__ import annotations

import io
from itertools import groupby

import numpy as np
import pikepdf
import pypdfium2
from pikepdf import Dictionary, Name

_DPI, _ASKEW, _INK = 150, 0.6, 168  # dots per inch, degrees, brightness below which a dot is ink


def pdf_to_scanned_pdf(data: bytes) -> bytes:
    """The PDF of pictures."""
    source, target = pypdfium2.PdfDocument(data), pikepdf.new()
    for page in source:
        width, height = page.get_size()
        picture = page.render(scale=_DPI / 72, grayscale=True).to_pil().rotate(_ASKEW, resample=3, fillcolor=255)
        dots = np.asarray(picture) >= _INK
        image = target.make_stream(_to_runs(np.packbits(dots, axis=1).tobytes()))
        image.Type, image.Subtype, image.Filter = Name.XObject, Name.Image, Name.RunLengthDecode
        image.Width, image.Height = picture.size
        image.BitsPerComponent, image.ColorSpace = 1, Name.DeviceGray
        sheet = target.add_blank_page(page_size=(width, height))
        sheet.Resources = Dictionary(XObject=Dictionary(Scan=image))
        sheet.Contents = target.make_stream(f"{width:g} 0 0 {height:g} 0 0 cm /Scan Do".encode())
    buffer = io.BytesIO()
    target.save(buffer, deterministic_id=True, compress_streams=False)
    return buffer.getvalue()


def _to_runs(raw: bytes) -> bytes:
    """PDF's run length code: n < 128 bytes as they are after n - 1, one byte n times after 257 - n, 128 at the end."""
    out, plain = bytearray(), bytearray()

    def flush() -> None:
        for start in range(0, len(plain), 128):
            part = plain[start : start + 128]
            out.append(len(part) - 1)
            out.extend(part)
        plain.clear()

    for value, group in groupby(raw):
        length = sum(1 for _ in group)
        if length < 3:
            plain.extend([value] * length)
            continue
        flush()
        while length:
            part = min(length, 128)
            out.extend((257 - part, value) if part > 1 else (0, value))
            length -= part
    flush()
    out.append(128)
    return bytes(out)
