"""The published dataset as pandera models, one module per table: the single source of columns, order, types, descriptions,
allowed values and keys. The Arrow schemas, datapackage.json, docs/dataset.md and the empty files are all derived from them.

Importing this package is cheap; `schemas.contracts.catalog` brings pandas and pandera.
"""
