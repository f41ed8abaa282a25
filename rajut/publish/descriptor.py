"""datapackage.json and snapshot.json: what the dataset is, and which files belong together."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from rajut.seen.sampling import MeasuredShare
from rajut.stage.hashed_file import WrittenFile
from rajut.version import SOFTWARE_VERSION
from schemas.contracts.catalog import KEYS, REFERENCES, TABLES
from schemas.contracts.declared import DeclaredColumn, declared
from schemas.contracts.version import CONTRACT_VERSION

DESCRIPTOR = "datapackage.json"
_PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"


def files_to_descriptor(files: Mapping[str, WrittenFile], share: MeasuredShare | None = None) -> dict[str, Any]:
    """The Data Package v2 descriptor of the tables. `files` are the written files by table name, `share` what people found who
    checked values at random."""
    measured = {} if share is None else {"reviewed": _share(share)}
    return {
        "$schema": _PROFILE,
        "name": "rajut-dataset",
        "title": "Planning documents, read by Rajut",
        "description": "Indicators, targets and budgets of planning documents in tidy form, each value traceable to its cell.",
        "version": f"{CONTRACT_VERSION}.0.0",
        "contributors": [{"title": f"Rajut {SOFTWARE_VERSION}", "roles": ["creator"]}],
        "resources": [_resource(name, files[name]) for name in TABLES],
    } | measured


def _share(share: MeasuredShare) -> dict[str, Any]:
    """The share right among the values that were sure, with its 95 % interval."""
    bounds = {"share": share.share, "low": share.low, "high": share.high}
    return {"checked": share.checked, "right": share.right} | {name: round(value, 4) for name, value in bounds.items()}


def _resource(name: str, file: WrittenFile) -> dict[str, Any]:
    return {
        "name": name,
        "type": "table",
        "path": f"{name}.parquet",
        "format": "parquet",
        "mediatype": "application/vnd.apache.parquet",
        "title": name,
        "description": declared(name).description,
        "bytes": file.bytes,
        "hash": f"sha256:{file.sha256}",
        "rows": file.rows,
        "schema": table_to_schema(name),
    }


def table_to_schema(name: str) -> dict[str, Any]:
    """The Table Schema (v2) of one table: fields with type, description, unit and constraints, keys, references."""
    schema: dict[str, Any] = {
        "fields": [_field(column) for column in declared(name).columns],
        "fieldsMatch": "exact",
        "missingValues": [""],
        "primaryKey": list(KEYS[name]),
    }
    references = [
        {"fields": list(columns), "reference": {"resource": other, "fields": list(there)}}
        for table, columns, other, there in REFERENCES
        if table == name
    ]
    return schema | ({"foreignKeys": references} if references else {})


def _field(column: DeclaredColumn) -> dict[str, Any]:
    field: dict[str, Any] = {
        "name": column.name,
        "type": _FIELD_TYPES[column.type],
        "description": column.description,
        "arrowType": column.type,
    }
    if column.name in SDI_FIELDS:
        field["sdi"] = SDI_FIELDS[column.name]
    if column.unit is not None:
        field["unit"] = column.unit
    constraints = _constraints(column)
    return field | ({"constraints": constraints} if constraints else {})


def _constraints(column: DeclaredColumn) -> dict[str, Any]:
    constraints: dict[str, Any] = {} if column.nullable else {"required": True}
    if column.unique:
        constraints["unique"] = True
    for check in column.checks:
        for name, value in check.statistics.items():
            if name in _CONSTRAINTS and value is not None:
                constraints[_CONSTRAINTS[name]] = value
    return constraints


SDI_FIELDS = {
    "indicator": "konsep",
    "formula": "definisi",
    "level": "klasifikasi",
    "unit_kind": "ukuran",
    "unit_norm": "satuan",
    "organization": "produsen data",
    "region_code": "kode wilayah",
    "indicator_key": "kode referensi",
    "year_first": "periode",
    "year_last": "periode",
}
"""What a column is in the metadata of Satu Data Indonesia; the rows of indicators.parquet are those metadata per indicator and unit."""
_FIELD_TYPES = {
    "bool": "boolean",
    "string": "string",
    "int8": "integer",
    "int16": "integer",
    "int32": "integer",
    "float": "number",
    "double": "number",
}
# pandera's name of a check's argument -> Table Schema's name of the constraint (greater_than has none there)
_CONSTRAINTS = {
    "allowed_values": "enum",
    "pattern": "pattern",
    "max_value": "maximum",
}


def files_to_snapshot(files: Mapping[str, WrittenFile]) -> dict[str, Any]:
    """The snapshot of a set: size, SHA-256 and rows of each file by file name, and the versions. No time, no place."""
    return {
        "contract_version": CONTRACT_VERSION,
        "software_version": SOFTWARE_VERSION,
        "files": {
            name: {"bytes": file.bytes, "sha256": file.sha256} | ({} if file.rows is None else {"rows": file.rows})
            for name, file in sorted(files.items())
        },
    }
