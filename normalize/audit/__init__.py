"""What adds up and what does not: sums, ratios, gaps."""
