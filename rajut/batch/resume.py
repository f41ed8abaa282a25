"""Whether a document must be read again: pure decisions over what is staged, what the journal says, and what is asked."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from typing import Any, Literal

from rajut.batch.journal import JournalEntry
from rajut.stage.file import StagedDocument
from rajut.version import SOFTWARE_VERSION
from schemas.contracts.version import CONTRACT_VERSION

Decision = Literal["skip", "read-changed", "read-options", "read-retry", "read-unknown"]


@dataclass(frozen=True, slots=True)
class Fingerprints:
    """What a staged document was made with: `read` for documents that were read or refused (software, contract, options),
    `failed` for those that failed (the limits too, because raising one is a reason to try again)."""

    read: str
    failed: str


def options_to_fingerprints(convert: Any, timeout: float | None, memory: int | None) -> Fingerprints:
    """Fingerprints of the options, 16 hex digits each. `convert` is any frozen dataclass of tuples and plain values."""
    read = _digest(SOFTWARE_VERSION, str(CONTRACT_VERSION), repr(convert))
    return Fingerprints(read, _digest(read, repr(timeout), repr(memory)))


def fingerprints_with(fingerprints: Fingerprints, corrections: str) -> Fingerprints:
    """The fingerprints of a document about which people answered; `corrections` is the digest of their answers, "" for none."""
    if not corrections:
        return fingerprints
    return Fingerprints(_digest(fingerprints.read, corrections), _digest(fingerprints.failed, corrections))


def _digest(*parts: str) -> str:
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def to_decision(
    staged: StagedDocument,
    entry: JournalEntry | None,
    sha256: str,
    wanted: Fingerprints,
    retry: Collection[str] = (),
) -> Decision:
    """Whether what is staged still stands for the file whose bytes now have the hash `sha256`, and if not, why.

    The staged file knows the hash only of documents that could be opened; for others the journal does.
    """
    now = staged.tried or staged
    known = now.sha256 or (entry.sha256 if entry is not None and entry.fingerprint == now.fingerprint else "")
    if not known or not sha256:
        return "read-unknown"
    if known != sha256:
        return "read-changed"
    if now.fingerprint != (wanted.failed if now.status == "failed" else wanted.read):
        return "read-options"
    return "read-retry" if now.status in retry else "skip"
