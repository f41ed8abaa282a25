"""HTML (stub)."""

from extract.options import ReadOptions
from schemas.finding import Finding
from schemas.table import Fragment, TextBlock


def html_to_blocks(
    source: str, name: str, options: ReadOptions, first_table: int = 1
) -> tuple[list[TextBlock | Fragment], list[Finding]]:
    return [], []
