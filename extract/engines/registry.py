"""Which engine a name stands for. Each library is imported only when its engine is asked for."""

from __future__ import annotations

from extract.engines.protocol import Engine, missing


def load_engine(name: str) -> Engine:
    """The engine of that name. Raises EngineError for an unknown name."""
    if name == "pdfplumber":
        from extract.engines.pdfplumber import PdfplumberEngine  # noqa: PLC0415

        return PdfplumberEngine()
    if name == "camelot":
        from extract.engines.camelot import CamelotEngine  # noqa: PLC0415

        return CamelotEngine()
    raise missing(name)
