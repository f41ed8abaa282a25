"""Names that look like what somebody wrote."""

from __future__ import annotations

from collections.abc import Sequence

_HELP = {
    "en": "Did you mean {near}? `{command} --help` lists them all.",
    "id": "Maksud Anda {near}? `{command} --help` mendaftar semuanya.",
}
_NO_NEAR = {"en": "`{command} --help` lists what there is.", "id": "`{command} --help` mendaftar yang ada."}
_OR = {"en": " or ", "id": " atau "}


def near_names(name: str, known: Sequence[str], command: str) -> dict[str, str]:
    """The sentences `near_en` and `near_id` that help on: up to two of the known names, or where to look."""
    import difflib

    found = difflib.get_close_matches(name, known, n=2, cutoff=0.6) or [item for item in known if item.startswith(name)][:2]
    return {
        f"near_{language}": (
            _HELP[language].format(near=_OR[language].join(found), command=command)
            if found
            else _NO_NEAR[language].format(command=command)
        )
        for language in ("en", "id")
    }
