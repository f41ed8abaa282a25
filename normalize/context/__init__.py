"""What stands around a table and names its rows: profile, titles, programme."""
