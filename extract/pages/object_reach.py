"""How far a parser runs that looks every object of a damaged PDF up anew: what has no end is read to the end of the file, each time."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import Any

MOST_RUN = (
    8 * 2**20
)  # bytes read beyond the objects themselves, about three seconds; a larger file may take twice its own size more
_COPIED = 1_000  # bytes are copied in the time in which one is parsed
_OBJECT = re.compile(rb"(?<!\d)\d{1,10}\s+\d{1,10}\s+obj")
_END = re.compile(rb"endstream|endobj")
_LINE = re.compile(rb"\r\n?|\n")


def runs_too_far(data: bytes) -> bool:
    """True when looking all objects up reads far more than the file: objects without an end, streams that are gathered line by line.

    One pass over the bytes, whatever they hold; nothing is resolved or unpacked."""
    objects = [match.span() for match in _OBJECT.finditer(data)]
    room, stop = MOST_RUN + 2 * len(data), -1
    for (_, opened), (after, _) in pairwise([*objects, (len(data), 0)]):
        ended = _ended(data[opened:after])
        if ended is None:
            room -= len(data) - after
        elif ended >= 0:
            begun = opened + ended
            if stop < begun:
                found = _END.search(data, begun)
                stop = found.start() if found else len(data)
            room -= stop - min(stop, after) + (stop - begun) * _lines(data, begun, min(stop, after)) // (2 * _COPIED)
        if room < 0:
            return True
    return False


def _lines(data: bytes, begun: int, stop: int) -> int:
    return sum(1 for _ in _LINE.finditer(data, begun, stop))


def _ended(text: bytes) -> int | None:
    """Where the stream of an object begins, -1 where it has none and ends, None where nothing ends it before the next one begins."""
    from playa.parser import KEYWORD_ENDOBJ, KEYWORD_STREAM, ObjectParser  # noqa: PLC0415 - only for damaged files

    parser, before = ObjectParser(text), None
    while True:
        try:
            place, found = _next(parser)
        except StopIteration:
            return None
        except Exception:
            continue
        if found is KEYWORD_STREAM and isinstance(before, dict):  # else its bytes are parsed like all others
            return place
        if found is KEYWORD_ENDOBJ:
            return -1
        before = found


def _next(parser: Any) -> tuple[int, Any]:
    place, found = next(parser)
    return int(place), found
