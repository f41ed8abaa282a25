"""What the Parquet files hold beside the rows."""

from __future__ import annotations

from pathlib import Path

import pyarrow.parquet as pq

from rajut.publish.output_folder import publish_results
from tests.rajut.publish.documents import make_result


def test_ranges_are_told_where_they_let_a_reader_leave_out_rows(tmp_path: Path) -> None:
    """Numbers, and the texts by which the files are sorted; of names every group has nearly all of the alphabet."""
    publish_results([make_result()], tmp_path)
    group = pq.read_metadata(tmp_path / "observations.parquet").row_group(0)
    columns = {group.column(at).path_in_schema: group.column(at).is_stats_set for at in range(group.num_columns)}
    assert all(columns[name] for name in ("document_id", "source_name", "table_id", "year", "value", "page"))
    assert not any(columns[name] for name in ("indicator", "program", "period_label", "measure"))
