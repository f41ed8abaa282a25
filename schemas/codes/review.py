"""Codes of what people answered about a reading."""

from __future__ import annotations

from schemas.finding import CodeSpec

ANSWERED = frozenset({"corrected", "confirmed", "source-wrong", "checked-wrong"})
STALE = "correction-stale"

REVIEW_CODES: tuple[CodeSpec, ...] = (
    CodeSpec(
        "corrected",
        "repair",
        "info",
        "review",
        "{decision} was corrected by {who} from '{was}' to '{now}': {why}.",
        "{decision} dikoreksi oleh {who} dari '{was}' menjadi '{now}': {why}.",
        "A person answered otherwise than Rajut had decided; corrections.csv holds the answer. The print stays in cells.parquet.",
    ),
    CodeSpec(
        "confirmed",
        "finding",
        "info",
        "review",
        "{decision} was confirmed by {who} as '{now}': {why}.",
        "{decision} dibenarkan oleh {who} sebagai '{now}': {why}.",
        "A person looked and found the reading right.",
    ),
    CodeSpec(
        "checked-wrong",
        "finding",
        "warning",
        "review",
        "{who} looked at {decision} and found it wrong: {why}.",
        "{who} memeriksa {decision} dan menyatakannya salah: {why}.",
        "A person found the published value, its row or its column wrong and has not said yet what is right. Answer it in the "
        "review desk.",
    ),
    CodeSpec(
        "source-wrong",
        "finding",
        "warning",
        "review",
        "{who} says that the source itself is wrong here: {now}.",
        "{who} menyatakan bahwa sumbernya sendiri keliru di sini: {now}.",
        "The value stays as printed. Ask the author of the plan.",
    ),
    CodeSpec(
        "correction-stale",
        "finding",
        "warning",
        "review",
        "The answer '{answer}' to {decision} was not applied: it was given for '{read}', now there is '{now}'.",
        "Jawaban '{answer}' untuk {decision} tidak diterapkan: jawaban itu untuk '{read}', sekarang di sana '{now}'.",
        "The text or the place is no longer what the person saw: the reading changed since. Look again, and answer anew or remove "
        "the line from corrections.csv.",
    ),
)
