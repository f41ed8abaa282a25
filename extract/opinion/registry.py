"""Which engine a name stands for. Each library is imported only when its engine is asked for."""

from __future__ import annotations

from extract.opinion.protocol import Engine, missing

DISTRIBUTIONS = {"pdfplumber": "pdfplumber", "camelot": "camelot-py"}


def load_engine(name: str) -> Engine:
    """The engine of that name. Raises EngineError for an unknown name."""
    if name == "pdfplumber":
        from extract.opinion.pdfplumber import PdfplumberEngine  # noqa: PLC0415

        return PdfplumberEngine()
    if name == "camelot":
        from extract.opinion.camelot import CamelotEngine  # noqa: PLC0415

        return CamelotEngine()
    raise missing(name)


def installed_engines() -> tuple[str, ...]:
    """The other engines that are installed, each as "name version", without importing them."""
    from importlib.metadata import PackageNotFoundError, version  # noqa: PLC0415 - a fifth of what reading a page takes

    found = []
    for name, distribution in DISTRIBUTIONS.items():
        try:
            found.append(f"{name} {version(distribution)}")
        except PackageNotFoundError:
            continue
    return tuple(found)
