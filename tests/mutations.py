"""Damaged copies of a document, the same for the same seed."""

from __future__ import annotations

import io
import random
import zipfile


def bytes_to_mutant(data: bytes, seed: int) -> bytes:
    """A copy with one to six of: bytes overwritten, a stretch cut out, doubled, moved or swapped for noise, the end cut off."""
    rng = random.Random(seed)
    mutant = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        if not mutant:
            break
        at = rng.randrange(len(mutant))
        length = min(rng.choice((1, 2, 5, 20, 100, 1000)), len(mutant) - at)
        piece = mutant[at : at + length]
        match rng.randrange(6):
            case 0:
                mutant[at : at + length] = rng.randbytes(length)
            case 1:
                del mutant[at : at + length]
            case 2:
                mutant[at:at] = piece * rng.choice((1, 2, 30))
            case 3:
                to = rng.randrange(len(mutant))
                mutant[to:to] = piece
            case 4:
                mutant[at] ^= 1 << rng.randrange(8)
            case _:
                if rng.random() < 0.2:
                    del mutant[at:]
                else:
                    mutant[at : at + 1] = rng.choice(
                        (b"<", b">", b"|", b'"', b"\n", b"&", b"\x00", b"</table>", b"<table>", b"\xff")
                    )
    return bytes(mutant)


def package_to_mutant(data: bytes, seed: int) -> bytes:
    """A ZIP whose packing is sound but one part of which is a mutant, or which lost a part."""
    rng = random.Random(seed)
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    chosen = rng.choice([name for name in parts if name.endswith((".xml", ".rels"))])
    if rng.random() < 0.05:
        del parts[chosen]
    else:
        parts[chosen] = _markup_to_mutant(parts[chosen], rng) if rng.random() < 0.7 else bytes_to_mutant(parts[chosen], seed)
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return buffer.getvalue()


def _markup_to_mutant(data: bytes, rng: random.Random) -> bytes:
    """Well-formed for the most part: attribute values swapped, elements renamed to others of the same document."""
    pieces = data.replace(b">", b">\x01").split(b"\x01")
    names = [piece for piece in pieces if piece.startswith((b"<w:", b"<a:"))]
    for _ in range(rng.randint(1, 5)):
        at = rng.randrange(len(pieces))
        piece = pieces[at]
        if b'"' in piece:
            head, value, *rest = piece.split(b'"', 2)
            value = rng.choice((b"", b"-1", b"0", b"99999999", b"x", b"restart", value[::-1].replace(b"&", b"")))
            pieces[at] = b'"'.join((head, value, *rest))
        elif names and piece.endswith(b"/>"):
            pieces[at] = rng.choice(names).removesuffix(b">").removesuffix(b"/") + b"/>"
        elif piece.endswith(b"/>"):
            pieces[at] = b""
    return b"".join(pieces)
