"""Table kinds of the user's own: a folder of TOML files beside the built-in ones."""

from __future__ import annotations

from pathlib import Path

from schemas.errors import ProfileError, UsageError
from schemas.kind import TableKind, builtin_kinds, text_to_kind

_LARGEST = 64 * 1024  # bytes: a kind file has some dozen lines


def load_kinds(folder: Path | None) -> tuple[TableKind, ...]:
    """The built-in kinds and those of `folder`, sorted by name; a kind of the folder replaces the built-in one of its name.

    None gives the built-in kinds, as does a folder without TOML files. Raises UsageError "file-missing" when there is no such folder, and
    ProfileError "kind-invalid" for a file that cannot be read, is no sound kind, or repeats a name.
    """
    if folder is None:
        return builtin_kinds()
    if not folder.is_dir():
        raise UsageError("file-missing", name=str(folder))
    own: dict[str, TableKind] = {}
    for path in sorted(folder.glob("*.toml")):
        kind = text_to_kind(_read(path), path.name)
        if kind.name in own:
            raise ProfileError("kind-invalid", name=path.name, detail=f"the name {kind.name!r} is taken by another file")
        own[kind.name] = kind
    known = {kind.name: kind for kind in builtin_kinds()} | own
    return tuple(known[name] for name in sorted(known))


def _read(path: Path) -> str:
    try:
        content = path.read_bytes()
        if len(content) > _LARGEST:
            raise ProfileError("kind-invalid", name=path.name, detail=f"the file is larger than {_LARGEST} bytes")
        return content.decode("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ProfileError("kind-invalid", name=path.name, detail=str(error)) from error
