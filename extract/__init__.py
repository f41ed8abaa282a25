"""A document -> fragments and text blocks. Knows formats and engines, nothing of planning."""
