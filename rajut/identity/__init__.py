"""What is the same over documents and years: keys of places, indicators and plans, and which values a sum may count."""
