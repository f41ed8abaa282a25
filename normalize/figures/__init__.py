"""What one printed text says as a number, alone: digits, separators, signs, bounds, ranges, predicates."""
