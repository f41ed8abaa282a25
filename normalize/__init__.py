"""Fragments -> logical tables -> observations. Pure functions: opens no file, logs nothing."""
