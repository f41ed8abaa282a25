"""Observations, printed twice or once, and the ledger that accounts for every cell."""
