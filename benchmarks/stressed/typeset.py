"""Styles, fonts and line breaks of the generated pages."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from benchmarks.stressed.sheets import Box

FONTS = {"Helvetica": "Helvetica-Bold", "Times-Roman": "Times-Bold", "DejaVu": "DejaVu-Bold"}
_TTF = Path("/usr/share/fonts/truetype/dejavu")


@dataclass(frozen=True, slots=True)
class Style:
    """How the pages look, one field per defect; the defaults are a clean ruled table."""

    rules: str = "full"  # full, horizontal, vertical, header, none, white
    font: str = "Helvetica"
    size: float = 8.0
    later_header: str = "none"  # none, repeat, blank, misprint, numbers
    cut_rows: bool = False
    closed: bool = True
    drift: float = 0.0
    vanish: bool = False
    turned: str = ""  # rotate, sideways
    furniture: bool = False
    framed: bool = False
    watermark: bool = False
    fake_bold: bool = False
    continued_title: str = ""  # printed over later pages, {} for the title
    narrow: float = 1.0
    middle: bool = False
    start: float = 0.0  # share of the first page that is taken before the table
    halves: bool = False  # set in two columns of text, each with the whole width of the table
    page_widths: tuple[float, ...] = ()  # shares of the full width, page after page
    jitter: float = 0.0  # each edge of later pages moves by up to so many points
    unruled: float = 0.0  # share of the rows without a rule below
    clipped: bool = False  # what does not fit the page is printed nowhere
    lonely_tail: bool = False  # pages that hold nothing but the last line of a cut row
    page_sums: str = ""  # "page": the page's sum at its foot; "carried": sums carried over to the next
    height: float = 400.0  # short pages, so that small tables cross several of them


@dataclass(slots=True)
class Part:
    """What one box shows on one page."""

    box: Box
    lines: list[str]
    left: float
    right: float
    top: float
    bottom: float
    head: bool
    opens: bool = True
    closes: bool = True


@cache
def font_names(font: str) -> tuple[str, str]:
    """(regular, bold); Helvetica where the machine has no DejaVu."""
    if font == "DejaVu":
        if not (_TTF / "DejaVuSans.ttf").exists():
            return "Helvetica", "Helvetica-Bold"
        pdfmetrics.registerFont(TTFont("DejaVu", str(_TTF / "DejaVuSans.ttf")))
        pdfmetrics.registerFont(TTFont("DejaVu-Bold", str(_TTF / "DejaVuSans-Bold.ttf")))
    return font, FONTS[font]
