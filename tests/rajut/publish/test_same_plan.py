"""Two formats of made plans, read by authors' files that the program has never seen: counted once."""

from __future__ import annotations

from pathlib import Path

import pyarrow.compute as pc
import pytest

from rajut.pipeline import ConvertOptions, convert_document
from rajut.publish.output_folder import publish_results
from tests.shared_corpus import shared_file

PAIRS = ("B12_dishub_year_headers", "B14_rpjmd_indicators_banners")


@pytest.mark.shared
@pytest.mark.parametrize("name", PAIRS)
def test_a_plan_as_pdf_and_docx_is_counted_once(name: str, tmp_path: Path) -> None:
    """Both files are one plan and edition; the sum over leaves is that of the preferred file alone."""
    import pyarrow.parquet as pq

    files = [shared_file(f"data/made/{name}{suffix}") for suffix in (".pdf", ".docx")]
    publish_results([convert_document(file, file.parent, ConvertOptions()) for file in files], tmp_path)
    documents = pq.read_table(tmp_path / "documents.parquet").to_pylist()
    assert len({(row["plan_key"], row["edition"]) for row in documents}) == 1
    assert sorted(row["preferred"] for row in documents) == [False, True]
    (best,) = [row["document_id"] for row in documents if row["preferred"]]
    rows = pq.read_table(tmp_path / "observations.parquet", filters=[("measure", "=", "target"), ("aggregation", "=", "leaf")])
    own = rows.filter(pc.equal(rows.column("document_id"), best))
    assert pc.sum(rows.column("value")).as_py() == pytest.approx(pc.sum(own.column("value")).as_py())
    assert own.num_rows > 50
