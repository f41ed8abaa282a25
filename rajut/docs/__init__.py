"""Pages of docs/ that are generated from contracts and codes."""
