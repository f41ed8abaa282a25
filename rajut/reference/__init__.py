"""What users bring themselves: kinds of tables, official names."""
