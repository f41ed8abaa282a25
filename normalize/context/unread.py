"""Text outside tables that looks like planning content: counted and reported, so that nothing is dropped in silence."""

from __future__ import annotations

import re
from collections.abc import Sequence, Set

from normalize.repair import fold
from schemas.finding import Finding
from schemas.table import Fragment, TextBlock

_LIST = re.compile(r"^[^\S\n]*(?:\d{1,3}[.)]|[a-z][.)]|[-•*])\s+\S", re.IGNORECASE | re.MULTILINE)
_KEY_VALUE = re.compile(r"^\s*[A-Z][\w /()-]{2,40}\s*:\s*\S")


def blocks_to_unread(blocks: Sequence[TextBlock | Fragment], used: Set[int] = frozenset()) -> tuple[Finding, ...]:
    """One finding per run of list items or key: value lines, with the number of lines and the text that heads it.

    `used` are the indices of blocks that name what a table belongs to: they are read. Runs that belong together (only other such
    lines between) are one. No such text gives no finding.
    """
    findings: list[Finding] = []
    heading, count, page, shown = "", 0, 0, ""
    for at, block in enumerate((*blocks, None)):
        lines = 0 if block is None or at in used or isinstance(block, Fragment) else _planning_lines(block)
        if lines:
            count += lines
            if count == lines and isinstance(block, TextBlock):
                page, shown = block.page, heading or fold(block.text)[:60]
            continue
        if count and (block is None or isinstance(block, Fragment) or block.kind in {"heading", "paragraph", "caption"}):
            fields = (("count", str(count)), ("heading", shown))
            findings.append(Finding("text-unread", fields=fields, page=page))
            count = 0
        if isinstance(block, TextBlock) and block.kind != "furniture":
            heading = fold(block.text)[:60]
    return tuple(findings)


def _planning_lines(block: TextBlock) -> int:
    if block.kind == "furniture":
        return 0
    if block.kind in {"list_item", "key_value"}:
        return max(1, len(block.text.strip().splitlines()))
    listed = len(_LIST.findall(block.text))
    return listed or int(_KEY_VALUE.match(block.text) is not None)
