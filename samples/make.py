"""Writes the sample documents and what a right reading of each gives: `python -m samples.make [FOLDER]`."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from samples.plan import PLAN
from samples.renstra import print_in_pdf, renstra_to_csv, renstra_to_docx, renstra_to_pdf
from samples.to_docx import plan_to_docx
from samples.to_html import plan_to_html, print_html_value
from samples.to_markdown import plan_to_markdown, print_markdown_value
from samples.to_pdf import plan_to_pdf, print_pdf_value
from samples.to_scan import pdf_to_scanned_pdf
from samples.truth import as_printed, plan_to_csv


def make_samples(folder: Path) -> list[Path]:
    """The files written, below `documents/` and `expected/` of the folder."""
    name = "cascading-tirta-kencana"
    files = {
        f"documents/{name}.md": plan_to_markdown(PLAN).encode(),
        f"documents/{name}.html": plan_to_html(PLAN).encode(),
        f"documents/{name}.docx": plan_to_docx(PLAN),
        f"documents/{name}.pdf": plan_to_pdf(PLAN),
        f"expected/{name}.md.csv": plan_to_csv(PLAN, partial(print_markdown_value, PLAN)).encode(),
        f"expected/{name}.html.csv": plan_to_csv(PLAN, partial(print_html_value, PLAN)).encode(),
        f"expected/{name}.docx.csv": plan_to_csv(PLAN, as_printed).encode(),
        f"expected/{name}.pdf.csv": plan_to_csv(PLAN, partial(print_pdf_value, PLAN)).encode(),
    }
    renstra = "renstra-sungai-lestari"
    files |= {
        f"documents/{renstra}.docx": renstra_to_docx(),
        f"documents/{renstra}.pdf": renstra_to_pdf(),
        f"documents/{renstra}-scan.pdf": pdf_to_scanned_pdf(renstra_to_pdf()),
        f"expected/{renstra}-scan.pdf.csv": renstra_to_csv(print_in_pdf).encode(),
        f"expected/{renstra}.docx.csv": renstra_to_csv(lambda text, _: text).encode(),
        f"expected/{renstra}.pdf.csv": renstra_to_csv(print_in_pdf).encode(),
    }
    for relative, content in files.items():
        path = folder / relative
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
    return [folder / relative for relative in files]


if __name__ == "__main__":
    for written in make_samples(Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent):
        print(written)
