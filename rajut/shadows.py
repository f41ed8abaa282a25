"""Are the packages beside `rajut` ours? Their names are plain words, and Python takes the first module of a name on its path.

Nothing is imported here but the standard library, because what this module finds out is whether the rest can be imported.
"""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path

OURS = ("schemas", "extract", "normalize")
_HOME = Path(__file__).resolve().parents[1]
_SENTENCES = {
    "en": ("'{file}' stands where Rajut's own package '{name}' should be found.", "Rename it, or work in another folder."),
    "id": (
        "'{file}' menempati nama paket '{name}' milik Rajut.",
        "Ganti nama berkas itu, atau bekerjalah di folder lain.",
    ),
}


class ShadowedError(ImportError):
    """Another module has the name of one of our packages. `code` is "name-shadowed", `path` the file or folder that stands in
    front."""

    code = "name-shadowed"
    exit_code = 1

    def __init__(self, name: str, file: str) -> None:
        super().__init__(f"{self.code}: " + " ".join(_SENTENCES["en"]).format(name=name, file=file), name=name, path=file)

    @property
    def cure(self) -> str:
        """What to do, in English."""
        return _SENTENCES["en"][1]

    def sentence(self, language: str = "en") -> str:
        """One line: what is wrong, where, and what to do. `language` "en" or "id"."""
        return " ".join(_SENTENCES["id" if language == "id" else "en"]).format(name=self.name, file=self.path)


def refuse_shadows() -> None:
    """Nothing when each of our packages is found beside `rajut`. Raises ShadowedError for the first that is not."""
    for name in OURS:
        found = _place(name)
        if found != _HOME / name:
            raise ShadowedError(name, str(found or _HOME / name))


def _place(name: str) -> Path | None:
    """The folder of a package, or the file of a module, that `import name` gives; None when there is none."""
    loaded = sys.modules.get(name)
    try:
        spec = loaded.__spec__ if loaded is not None else importlib.util.find_spec(name)
    except ValueError:
        spec = None
    if spec is None:
        return None
    if spec.submodule_search_locations:
        return Path(next(iter(spec.submodule_search_locations))).resolve()
    return Path(spec.origin).resolve() if spec.origin else None
