"""The visible dataset: merged, checked, written at once or not at all."""
