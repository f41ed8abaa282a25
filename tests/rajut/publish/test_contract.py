"""The contract is written once: schemas, descriptor, documentation and the empty case all follow from the pandera models."""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from string import Formatter
from typing import Any, get_args

import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet as pq
import pytest

from rajut.docs.pages import PAGES, contract_json
from rajut.publish.output_folder import publish_results
from rajut.version import SOFTWARE_VERSION
from schemas.codes import CODES
from schemas.contracts.catalog import KEYS, REFERENCES, TABLES, arrow_schema, check_to_demand, contract
from schemas.contracts.declared import FILE
from schemas.finding import FindingType, Severity, Stage
from schemas.observation import DISPOSITION_COUNTS, Disposition, Labels
from tests.rajut.publish.documents import break_observation, make_result, refused_result

ROOT = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def out(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dataset")
    publish_results([break_observation(make_result(), 1, level="boss"), refused_result()], folder)
    return folder


@pytest.fixture(scope="module")
def descriptor(out: Path) -> dict[str, Any]:
    content: dict[str, Any] = json.loads((out / "datapackage.json").read_text(encoding="utf-8"))
    return content


def test_the_descriptor_is_a_valid_data_package(out: Path) -> None:
    """frictionless finds nothing wrong with datapackage.json."""
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package.validate_descriptor(str(out / "datapackage.json"))
    assert report.valid, report.flatten(["note"])


@pytest.mark.parametrize("table", TABLES)
def test_the_rows_satisfy_the_descriptor(out: Path, tmp_path: Path, descriptor: dict[str, Any], table: str) -> None:
    """frictionless validates the rows of each table against the schema that datapackage.json gives. The rows go through CSV: its
    own Parquet reader turns whole numbers with nulls into floats."""
    frictionless = pytest.importorskip("frictionless")
    (schema,) = [resource["schema"] for resource in descriptor["resources"] if resource["name"] == table]
    pyarrow.csv.write_csv(pq.read_table(out / f"{table}.parquet"), tmp_path / "rows.csv")
    alone = {name: value for name, value in schema.items() if name != "foreignKeys"}
    resource = frictionless.Resource(
        path="rows.csv", basepath=str(tmp_path), schema=frictionless.Schema.from_descriptor(alone), encoding="utf-8"
    )
    report = resource.validate()
    assert report.valid, report.flatten(["rowNumber", "fieldName", "note"])


@pytest.mark.parametrize("table", TABLES)
def test_the_descriptor_follows_the_model(descriptor: dict[str, Any], table: str) -> None:
    """Names, order, required and allowed values in the descriptor are those of the pandera model, and every field is described."""
    (resource,) = [resource for resource in descriptor["resources"] if resource["name"] == table]
    fields = {field["name"]: field for field in resource["schema"]["fields"]}
    columns = contract(table).columns
    assert list(fields) == list(columns) == arrow_schema(table).names
    for name, column in columns.items():
        constraints = fields[name].get("constraints", {})
        assert constraints.get("required", False) == (not column.nullable)
        allowed = [check.statistics["allowed_values"] for check in column.checks if check.name == "isin"]
        assert constraints.get("enum") == (list(allowed[0]) if allowed else None)
        assert len(fields[name]["description"]) > 3
    assert tuple(resource["schema"]["primaryKey"]) == KEYS[table]


def test_the_descriptor_signs_its_files(out: Path, descriptor: dict[str, Any]) -> None:
    """Each resource gives the bytes, hash and rows that the snapshot gives."""
    files = json.loads((out / "snapshot.json").read_text())["files"]
    for resource in descriptor["resources"]:
        entry = files[resource["path"]]
        assert (resource["bytes"], resource["hash"], resource["rows"]) == (
            entry["bytes"],
            f"sha256:{entry['sha256']}",
            entry["rows"],
        )


@pytest.mark.parametrize("name", PAGES)
def test_the_documentation_is_what_the_contract_says(name: str) -> None:
    """docs/dataset.md and docs/codes.md are up to date; `make docs` writes them."""
    assert (ROOT / "docs" / name).read_text(encoding="utf-8") == PAGES[name](), f"docs/{name} is stale: run make docs"


def test_what_is_declared_without_pandera_is_what_the_models_say() -> None:
    """schemas/contracts/contract.json is up to date; `make docs` writes it."""
    assert (ROOT / "schemas" / "contracts" / FILE).read_text(encoding="utf-8") == contract_json(), "stale: run make docs"


@pytest.mark.parametrize("table", TABLES)
def test_every_check_has_a_name_and_words_in_both_languages(table: str) -> None:
    """Each check is named in kebab case and says in both languages what it demands."""
    for name, demand in check_to_demand(table).items():
        assert name == name.lower()
        assert " " not in name
        assert demand.en
        assert demand.id
        assert demand.id != demand.en


def test_references_name_columns_that_exist() -> None:
    """Foreign keys refer to tables and columns of the contract, of the same type."""
    for table, columns, other, there in REFERENCES:
        for column, target in zip(columns, there, strict=True):
            assert arrow_schema(table).field(column).type == arrow_schema(other).field(target).type


def test_every_table_is_flat() -> None:
    """Only text, whole numbers, floats and yes or no: no nested type, no time, nothing that one BI tool reads and another does not."""
    flat = {pa.string(), pa.int8(), pa.int16(), pa.int32(), pa.bool_(), pa.float32(), pa.float64()}
    assert {field.type for table in TABLES for field in arrow_schema(table)} <= flat


def test_every_label_and_disposition_has_its_column() -> None:
    """A label that the normalizer fills and a disposition that it gives cannot be missing from the published tables."""
    assert set(Labels.__slots__) <= set(arrow_schema("observations").names)
    assert set(get_args(Disposition)) == set(DISPOSITION_COUNTS) <= set(arrow_schema("tables").names)


def test_the_version_is_that_of_the_project() -> None:
    """The version in the published files is the one in pyproject.toml."""
    assert tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"] == SOFTWARE_VERSION


@pytest.mark.parametrize("code", sorted(CODES))
def test_every_code_can_be_said_in_both_languages(code: str) -> None:
    """A code has a known type, severity and stage, a meaning, and templates with the same fields in both languages."""
    spec = CODES[code]
    assert spec.type in get_args(FindingType)
    assert spec.severity in get_args(Severity)
    assert spec.stage in get_args(Stage)
    assert spec.meaning.strip()

    def fields(text: str) -> set[str]:
        names = {name for _, name, _, _ in Formatter().parse(text) if name}
        return {name.removesuffix("_en").removesuffix("_id") for name in names}

    assert fields(spec.en) == fields(spec.id)
