"""What words mean: column heads, measures, quantities, periods, plan words and codes."""
