"""Geometry -> candidate grids, one method per module."""
