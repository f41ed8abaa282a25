"""Every finding code, with its sentences. `CODES[code]` gives the CodeSpec; a code that is not here is a bug."""

from __future__ import annotations

from schemas.codes.audit import AUDIT_CODES
from schemas.codes.batch import BATCH_CODES
from schemas.codes.evidence import evidence_to_indonesian
from schemas.codes.extract import EXTRACT_CODES
from schemas.codes.knit import KNIT_CODES
from schemas.codes.normalize import NORMALIZE_CODES
from schemas.codes.numbers import NUMBER_CODES
from schemas.codes.publish import PUBLISH_CODES
from schemas.codes.review import REVIEW_CODES
from schemas.finding import CodeSpec, Finding, Severity

CODES: dict[str, CodeSpec] = {
    spec.code: spec
    for spec in (
        *EXTRACT_CODES,
        *KNIT_CODES,
        *NORMALIZE_CODES,
        *NUMBER_CODES,
        *AUDIT_CODES,
        *REVIEW_CODES,
        *PUBLISH_CODES,
        *BATCH_CODES,
    )
}

_OUR_WORDS = {"level", "other", "margin", "measure", "reason", "detail"}  # fields that hold words of ours, not of the document


ALIKE = "alike"
_MORE = {"en": " (and {alike} more like it in this table)", "id": " (dan {alike} lagi yang serupa di tabel ini)"}


def finding_to_severity(finding: Finding) -> Severity:
    """How much the finding asks for a look: its own severity, else that of its code."""
    return finding.severity or CODES[finding.code].severity


def finding_to_sentence(finding: Finding, language: str = "en") -> str:
    """The finding in words, `language` "en" or "id". Raises KeyError for an unknown code or a template field that is missing."""
    spec = CODES[finding.code]
    template = spec.id if language == "id" else spec.en
    fields = dict(finding.fields)
    evidence = finding.evidence or ""
    if language == "id":
        evidence = evidence_to_indonesian(evidence)
        fields |= {name: evidence_to_indonesian(fields[name]) for name in _OUR_WORDS & fields.keys()}
    fields |= {"before": finding.before or "", "after": finding.after or "", "evidence": evidence}
    if ALIKE in fields:
        template += _MORE["id" if language == "id" else "en"]
    return template.format(**fields)
