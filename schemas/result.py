"""What the pipeline hands to publishing: everything that one input became, good or bad.

Every input ends in exactly one status:

    ok        read, and nothing noticed that a person should look at
    flagged   read, with at least one finding of severity warning or error
    refused   not read for a stated reason that lies in the document (encrypted, no table, not a supported type)
    failed    not read to the end: a bug of ours, or a time or memory limit
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from schemas.errors import RajutError
from schemas.finding import Finding
from schemas.normalized import NormalizedDocument
from schemas.provenance import SourceDocument
from schemas.table import Fragment

DocumentStatus = Literal["ok", "flagged", "refused", "failed"]
UNREAD_CODE = "text-unread"


@dataclass(frozen=True, slots=True)
class DocumentResult:
    """One document's whole result. Picklable, so that workers can send it home.

    `fragments` are the tables as read, `normalized` what was made of them (None when the document was refused or failed).
    `findings` are those of *all* stages in the order of the stages, the ones inside `normalized.findings` included.
    `error_code` is a key of ERRORS (or "bug"), `error_en` and `error_id` its sentence; all three None for ok and flagged.
    Where a file could not even be opened, `source.sha256` is "" and publishing leaves its document_id null.
    """

    source: SourceDocument
    status: DocumentStatus
    fragments: tuple[Fragment, ...] = ()
    normalized: NormalizedDocument | None = None
    findings: tuple[Finding, ...] = ()
    error_code: str | None = None
    error_en: str | None = None
    error_id: str | None = None

    @property
    def text_unread(self) -> int:
        """Lines outside tables that look like planning content and were not read; 0 when there are none."""
        fields = (dict(finding.fields) for finding in self.findings if finding.code == UNREAD_CODE)
        return sum(int(field.get("count", "0")) for field in fields)


def error_to_result(source: SourceDocument, error: RajutError, status: DocumentStatus = "refused") -> DocumentResult:
    """The result of a document that ended in a coded error, with its sentence in both languages. Raises KeyError for an unknown code."""
    return DocumentResult(
        source=source,
        status=status,
        error_code=error.code,
        error_en=error.sentence("en"),
        error_id=error.sentence("id"),
    )
