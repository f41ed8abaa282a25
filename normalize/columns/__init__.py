"""Header rows become column meanings: measure, period, scale, label."""
