"""Tables by their drawn rules: nets of lines become grids."""
