"""One look at the text of a cell: its shape, what is mended, how much room it has in its box."""
