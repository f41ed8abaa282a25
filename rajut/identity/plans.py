"""Plans: which documents are files or editions of the same plan."""

from __future__ import annotations

from rajut.identity.place import names_to_place
from schemas.observation import DocumentProfile


def profile_to_plan(document_id: str, profile: DocumentProfile) -> str:
    """The key of a document's plan by what it says about itself: "18.08/dinas-sosial/renstra/2021-2026"; the document's own id where it
    does not tell its place, its kind or its period."""
    place = names_to_place(profile.region, profile.organization).key
    if not place or profile.document_type == "other" or profile.period_start is None:
        return document_id
    end = profile.period_end or profile.period_start
    return f"{place}/{profile.document_type}/{profile.period_start}-{end}"
