"""Reading a published dataset: rows, verification, explanation, export."""
