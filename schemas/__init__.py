"""The words that all rooms share: geometry, pages, tables, provenance, findings, errors, contracts."""
