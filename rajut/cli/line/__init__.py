"""How a command line is declared, read, explained and completed. Knows no command; the standard library is all it loads."""
