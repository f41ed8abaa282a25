"""What people answered, put in place of what was decided: only where the text is still the one that they saw."""
