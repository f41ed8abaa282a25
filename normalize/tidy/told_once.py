"""Warnings of one cause are told once: the first with their number, the others without a call for attention."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from schemas.codes import ALIKE, CODES, finding_to_severity
from schemas.finding import Finding


def findings_to_told_once(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    """The findings in their order. Of several warnings with one code in one table the first says how many more there are; the others
    are kept for the cells that they are about, as "info". Repairs and violations stay as they are.

    >>> from schemas.finding import Finding
    >>> [(f.severity, f.fields) for f in findings_to_told_once([Finding("row-unnamed", table=1), Finding("row-unnamed", table=1)])]
    [(None, (('alike', '1'),)), ('info', ())]
    """
    alike = Counter((one.code, one.table) for one in findings if _warns(one))
    told: set[tuple[str, int]] = set()
    out = []
    for one in findings:
        cause = (one.code, one.table)
        if alike[cause] < 2 or not _warns(one):
            out.append(one)
        elif cause in told:
            out.append(replace(one, severity="info"))
        else:
            told.add(cause)
            out.append(replace(one, fields=(*one.fields, (ALIKE, str(alike[cause] - 1)))))
    return tuple(out)


def _warns(finding: Finding) -> bool:
    return CODES[finding.code].type == "finding" and finding_to_severity(finding) != "info"
