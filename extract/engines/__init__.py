"""Other libraries behind our own Engine protocol."""
