"""Object stores as input and output."""
