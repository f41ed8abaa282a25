"""A converted document as people see it: tables with heads and values, what is in doubt about them, and in which words."""
