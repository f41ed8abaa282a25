"""Reads a published dataset with Apache Spark and compares it with its snapshot and descriptor: `spark_read.py OUT`.

Needs only pyspark and Java, in an environment of their own (`make test-spark`): pandera imports every data frame library that it
finds, so Spark beside Rajut would slow every start.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import Any

FIELD_TYPES = {"string": {"string"}, "integer": {"tinyint", "smallint", "int"}, "number": {"float", "double"}}


def spark_to_problems(spark: Any, out: Path) -> list[str]:
    """What Spark sees otherwise than promised: rows, column names, types; [] when all agree."""
    files = json.loads((out / "snapshot.json").read_text(encoding="utf-8"))["files"]
    problems = []
    for resource in json.loads((out / "datapackage.json").read_text(encoding="utf-8"))["resources"]:
        frame = spark.read.parquet(str(out / resource["path"]))
        rows = frame.count()
        if rows != files[resource["path"]]["rows"]:
            problems.append(f"{resource['path']}: {rows} rows")
        promised = [(field["name"], FIELD_TYPES[field["type"]]) for field in resource["schema"]["fields"]]
        if [name for name, _ in promised] != frame.columns:
            problems.append(f"{resource['path']}: other columns")
        problems += [
            f"{resource['path']}.{name}: {kind}"
            for (name, kinds), (_, kind) in zip(promised, frame.dtypes, strict=False)
            if kind not in kinds
        ]
        sys.stdout.write(f"{rows:9} rows of {resource['path']}\n")
    return problems


def main() -> int:
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[1]").config("spark.ui.enabled", "false").getOrCreate()
    out = Path(sys.argv[1])
    problems = spark_to_problems(spark, out)
    frame = spark.read.parquet(str(out / "observations.parquet"))
    frame.where("measure = 'target'").groupBy("organization", "program", "year").count().orderBy(
        "organization", "program", "year"
    ).show(5)
    spark.stop()
    sys.stdout.write("\n".join(problems) + "\n" if problems else "Spark sees what was published.\n")
    return int(bool(problems))


if __name__ == "__main__":
    sys.exit(main())
