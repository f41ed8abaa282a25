"""`import rajut`: conversion, raw tables and published datasets as a program uses them."""

from __future__ import annotations

import subprocess
import sys
import textwrap
from pathlib import Path

import pyarrow
import pytest

import rajut
from schemas.contracts.catalog import TABLES, arrow_schema
from tests.pdf_pages import table_page
from tests.rajut.batch.corpus import dataset_bytes, write_archive, write_document

ROOT = Path(__file__).resolve().parents[3]
HEAVY = ("numpy", "pandas", "pandera", "pyarrow", "pypdfium2", "pikepdf", "lxml")


def run_script(script: str, folder: Path) -> subprocess.CompletedProcess[str]:
    """The script as a user's own file, in a folder of its own."""
    file = folder / "script.py"
    file.write_text(textwrap.dedent(script), encoding="utf-8")
    command = [sys.executable, str(file)]
    environment = {"PYTHONPATH": str(ROOT), "PATH": "/usr/bin:/bin", "HOME": str(folder)}
    return subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False, timeout=120)


def test_importing_loads_nothing_heavy(tmp_path: Path) -> None:
    """The import must cost next to nothing, so none of the libraries is loaded by it; the names are there all the same."""
    done = run_script(
        f"""
        import sys
        import rajut
        assert not set({HEAVY!r}) & set(sys.modules), set({HEAVY!r}) & set(sys.modules)
        assert {{"convert", "read_tables", "open_dataset", "schemas", "RajutError"}} <= set(dir(rajut))
        print(rajut.__version__)
        """,
        tmp_path,
    )
    assert (done.stdout.strip(), done.stderr) == (rajut.__version__, "")


def test_every_name_that_is_promised_is_there() -> None:
    for name in rajut.__all__:
        assert getattr(rajut, name) is not None
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        _ = rajut.nothing


def test_every_package_says_that_it_is_typed() -> None:
    for name in ("rajut", "extract", "normalize", "schemas"):
        assert (ROOT / name / "py.typed").is_file()


def test_a_folder_becomes_the_dataset_that_the_command_line_makes(tmp_path: Path) -> None:
    """In this process or isolated: the same bytes."""
    archive = write_archive(tmp_path / "archive", 3)
    here = rajut.convert(archive, out=tmp_path / "here")
    apart = rajut.convert(str(archive), tmp_path / "apart", isolated=True, jobs=1, timeout=60, memory=512)
    command = [sys.executable, "-m", "rajut", "convert", str(archive), "--out", str(tmp_path / "command"), "--quiet"]
    subprocess.run(command, cwd=ROOT, check=True, timeout=120)
    assert dataset_bytes(here.folder) == dataset_bytes(apart.folder) == dataset_bytes(tmp_path / "command")


def test_tables_of_a_dataset_are_those_of_the_contract(tmp_path: Path) -> None:
    dataset = rajut.convert([write_document(tmp_path / "a.md", 1), write_document(tmp_path / "b.md", 2)])
    for name in TABLES:
        assert getattr(dataset, name).arrow.schema.names == arrow_schema(name).names
    assert dataset.documents.num_rows == len(dataset.documents) == 2
    assert dataset.observations.column("value").to_pylist() == dataset.observations.to_pandas()["value"].tolist()
    assert pyarrow.table(dataset.observations).num_rows == dataset.observations.num_rows


def test_frames_satisfy_the_models_that_are_given_out(tmp_path: Path) -> None:
    """A year beside nulls stays a whole number, so that a frame passes the contract's own checks."""
    dataset = rajut.convert(write_document(tmp_path / "a.md", 1))
    rajut.schemas.Observations.validate(dataset.observations.to_pandas(), lazy=True)
    rajut.schemas.Documents.validate(dataset.documents.to_pandas(), lazy=True)


def test_polars_frames_hold_the_same_rows(tmp_path: Path) -> None:
    pytest.importorskip("polars", reason="needs Polars")
    dataset = rajut.convert(write_document(tmp_path / "a.md", 1))
    frame = dataset.observations.to_polars()
    assert frame["value"].to_list() == dataset.observations.column("value").to_pylist()


def test_a_dataset_without_a_folder_lives_as_long_as_its_object(tmp_path: Path) -> None:
    dataset = rajut.convert(write_document(tmp_path / "a.md", 1))
    folder = dataset.folder
    assert (folder / "observations.parquet").is_file()
    del dataset
    assert not folder.exists()


def test_a_published_dataset_is_opened_and_what_is_none_is_told(tmp_path: Path) -> None:
    rajut.convert(write_document(tmp_path / "a.md", 1), tmp_path / "out")
    assert rajut.open_dataset(tmp_path / "out").observations.num_rows == 4
    with pytest.raises(rajut.RajutError) as told:
        rajut.open_dataset(tmp_path)
    assert told.value.code == "output-missing"


def test_a_single_document_that_ends_badly_raises_its_own_error(tmp_path: Path) -> None:
    """With code, exit code and cure, in the language that was asked for; among others it is a row of `documents`."""
    (tmp_path / "empty.md").write_text("Tidak ada tabel.", encoding="utf-8")
    with pytest.raises(rajut.RajutError) as told:
        rajut.convert(tmp_path / "empty.md", lang="id")
    error = told.value
    assert (error.code, int(error.exit_code)) == ("no-table-text", 5)
    assert str(error).startswith("no-table-text: Tidak ada tabel di 'empty.md'")
    assert error.cure in error.sentence("id")
    assert error.cure not in error.sentence("en")
    dataset = rajut.convert([tmp_path / "empty.md", write_document(tmp_path / "a.md", 1)])
    assert dataset.documents.column("error_code").to_pylist() == [None, "no-table-text"]


def test_raw_tables_are_what_was_read(tmp_path: Path) -> None:
    (table,) = rajut.read_tables(write_document(tmp_path / "a.md", 7))
    assert (table.ref, table.page, table.rows, table.columns) == ("d/t1", None, 3, 5)
    frame = table.to_pandas()
    assert frame.shape == (3, 5)
    assert frame.iloc[1].tolist() == ["Program Pendidikan", "Angka partisipasi Nomor 7", "Persen", "7", "8"]
    with pytest.raises(rajut.RajutError) as told:
        rajut.read_tables(tmp_path / "b.md")
    assert told.value.code == "file-missing"


def test_a_script_without_a_main_guard_may_read_in_processes_of_their_own(tmp_path: Path) -> None:
    """multiprocessing would run the script again in each worker; ours does not."""
    write_document(tmp_path / "a.md", 1)
    done = run_script(
        """
        import rajut
        print(len(rajut.convert("a.md", isolated=True).observations))
        """,
        tmp_path,
    )
    assert (done.stdout, done.stderr) == ("4\n", "")


def test_only_the_pages_that_were_asked_for_are_read(tmp_path: Path) -> None:
    """And the result says so: whoever looks must not take it for the whole document."""
    texts = [["Program", "Satuan", "2021"], ["Program A", "Unit", "1"], ["Program B", "Unit", "2"]]
    path = tmp_path / "a.pdf"
    path.write_bytes(table_page(texts))
    dataset = rajut.convert(path, pages="1-3,8")
    (finding,) = [row for row in dataset.findings.to_pylist() if row["code"] == "pages-chosen"]
    assert finding["message_en"] == "Of 1 pages only these were read, as asked: 1."
    with pytest.raises(rajut.RajutError) as told:
        rajut.convert(path, pages=2)
    assert told.value.code == "page-missing"


def test_a_misspelt_setting_is_no_silent_default(tmp_path: Path) -> None:
    with pytest.raises(TypeError, match="no setting time_out"):
        rajut.convert(tmp_path, time_out=3)  # type: ignore[call-arg]
