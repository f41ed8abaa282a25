"""Other engines' reading of the same table, weighed against our own."""
