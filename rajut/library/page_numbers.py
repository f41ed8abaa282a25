"""Which pages of a document are meant: "40-60,75" or numbers, as the command line and the library take them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from schemas.errors import UsageError

_PART = re.compile(r"\s*(\d{1,7})\s*(?:-\s*(\d{1,7})\s*)?")
_MOST = 100_000  # pages; more than any document has that fits into the limit on bytes


def to_pages(pages: str | int | Iterable[int] | None) -> tuple[int, ...] | None:
    """The pages in ascending order, each once; None (all pages) for None.

        to_pages("40-42,75")  ->  (40, 41, 42, 75)

    Raises UsageError "pages-invalid" for what is no page number, a range that runs backwards, or nothing at all.
    """
    if pages is None:
        return None
    shown = pages if isinstance(pages, str) else repr(pages)
    try:
        numbers = (
            _text_to_numbers(pages) if isinstance(pages, str) else _checked({pages} if isinstance(pages, int) else set(pages))
        )
    except (TypeError, ValueError) as error:
        raise UsageError("pages-invalid", name=shown[:100]) from error
    return tuple(sorted(numbers))


def _text_to_numbers(text: str) -> set[int]:
    numbers: set[int] = set()
    for part in text.split(","):
        match = _PART.fullmatch(part)
        if match is None:
            raise ValueError(part)
        first = int(match[1])
        last = int(match[2] or match[1])
        if last < first or last - first > _MOST:
            raise ValueError(part)
        numbers.update(range(first, last + 1))
    return _checked(numbers)


def _checked(numbers: set[int]) -> set[int]:
    if not numbers or len(numbers) > _MOST:
        raise ValueError("no page, or too many")
    if any(isinstance(number, bool) or not isinstance(number, int) or number < 1 for number in numbers):
        raise ValueError("pages count from 1")
    return numbers
