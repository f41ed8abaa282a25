"""What a caller may choose about reading, and the limits that keep a hostile document from hurting the machine."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Limits:
    """Safety limits of one document; every one ends in the coded error `document-too-large`, never in a silent cut.

    `file_bytes` of the file, `part_bytes` and `total_bytes` of what a package unpacks to, `parts` members of a package, `ratio` of
    unpacked to packed bytes of a part (looked at only above 64 MiB), `grid_cells` positions of one table's grid, `all_cells` of
    all tables together, `blocks` of text and tables.
    """

    file_bytes: int = 512 * 2**20
    part_bytes: int = 256 * 2**20
    total_bytes: int = 512 * 2**20
    parts: int = 10_000
    ratio: int = 400
    grid_cells: int = 2_000_000
    all_cells: int = 4_000_000
    blocks: int = 1_000_000


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class ReadOptions:
    """`password` opens encrypted documents; `pages` limits formats with pages to these numbers, counted from 1 (None: all);
    `engine` picks who reads PDF tables: auto or rajut, pdfplumber, camelot. `second_opinion` asks the other engines for the same
    tables: auto (where our own trust is low), always, never; `opinion_engines` are the ones that may be asked, each as "name version"
    (None: whichever is installed), so that what a dataset was made with is part of its options.
    `ocr` reads pages that are pictures: auto (where there is no text to be trusted, if the parts are installed), always (every page
    with a picture on it), never; `ocr_timeout` is in seconds of one page, `ocr_parts` names the recogniser as `opinion_engines` do;
    in `ocr_folder` pages are kept as they were seen, which changes no result."""

    password: str | None = None
    pages: tuple[int, ...] | None = None
    engine: str = "auto"
    second_opinion: str = "never"
    opinion_engines: tuple[str, ...] | None = None
    ocr: str = "never"
    ocr_timeout: float = 60.0
    ocr_parts: str | None = None
    ocr_folder: Path | None = field(default=None, repr=False, compare=False)
    limits: Limits = DEFAULT_LIMITS
