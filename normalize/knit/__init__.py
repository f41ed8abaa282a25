"""Fragments become logical tables: the roles of rows, the joins over pages."""
