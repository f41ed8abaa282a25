"""Is the published set the one that these staged documents make? Then nothing need be read, merged or compared.

.rajut/settled.json    the digest of the staged documents that were published last, and the hash of the snapshot that came of it
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rajut.publish.commit import COMMIT, SNAPSHOT, read_snapshot
from rajut.publish.recover import file_sha256
from rajut.stage.file import StagedDocument
from rajut.stage.folder_names import PRIVATE
from rajut.version import SOFTWARE_VERSION
from schemas.contracts.version import CONTRACT_VERSION
from schemas.errors import ContractError, UsageError

SETTLED = "settled.json"


def staged_to_digest(staged: Sequence[StagedDocument], extra: Sequence[str]) -> str:
    """One digest of what would be published: every staged document with the digest of its file, the versions, and `extra`, whatever
    else the set depends on."""
    digest = hashlib.sha256(json.dumps([SOFTWARE_VERSION, CONTRACT_VERSION, *extra]).encode())
    for item in staged:
        digest.update(f"{item.source_name}\0{item.digest}\0".encode())
    return digest.hexdigest()


def settled_snapshot(out: Path, digest: str) -> dict[str, Any] | None:
    """The published snapshot when it came of exactly these documents and every file is still as it says; else None."""
    try:
        settled = json.loads((out / PRIVATE / SETTLED).read_text(encoding="utf-8"))
        snapshot = read_snapshot(out)
    except (OSError, ValueError, UsageError, ContractError):
        return None
    if settled != {"staged": digest, "snapshot": file_sha256(out / SNAPSHOT)} or (out / PRIVATE / COMMIT).exists():
        return None
    whole = all(file_sha256(out / name) == file["sha256"] for name, file in snapshot["files"].items())
    return snapshot if whole else None


def remember_settled(out: Path, digest: str) -> None:
    """Writes it down. Losing it costs a merge, never data; so it is not synced."""
    path = out / PRIVATE / SETTLED
    partial = path.with_suffix(".partial")
    content = {"staged": digest, "snapshot": file_sha256(out / SNAPSHOT)}
    with contextlib.suppress(OSError):
        partial.write_text(json.dumps(content), encoding="utf-8")
        partial.replace(path)
