"""Bytes of a text document to text, saying so where a byte had to be guessed."""

from __future__ import annotations

import re

from schemas.finding import Finding

_MARKS: tuple[tuple[bytes, str], ...] = (
    (b"\xef\xbb\xbf", "utf-8-sig"),
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)
_WORD_OF_UTF8 = re.compile(rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}")


def bytes_to_text(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    """The text with line ends as "\\n", and a finding where the encoding is a guess or bytes could not be read.

    Byte order mark, then strict UTF-8; else UTF-8 with replacement marks where most multi-byte sequences are sound, else
    Windows-1252, the code page of old Indonesian Windows. Never raises.
    """
    text, findings = _decode(data)
    return re.sub(r"\r\n?", "\n", text), findings


def _decode(data: bytes) -> tuple[str, tuple[Finding, ...]]:
    encoding = next((name for mark, name in _MARKS if data.startswith(mark)), "utf-8")
    try:
        return data.decode(encoding), ()
    except UnicodeDecodeError:
        pass
    if encoding != "utf-8" or _mostly_utf8(data):
        text = data.decode(encoding, "replace")
        count = text.count("\ufffd")
        return text, (Finding("bytes-undecodable", fields=(("count", str(count)), ("encoding", encoding))),)
    text = data.decode("cp1252", "replace")
    return text, (Finding("encoding-guessed", fields=(("encoding", "Windows-1252"),)),)


def _mostly_utf8(data: bytes) -> bool:
    sound = sum(len(match) for match in _WORD_OF_UTF8.findall(data))
    high = len(data) - len(data.translate(None, bytes(range(128, 256))))
    return sound * 2 > high
