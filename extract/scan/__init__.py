"""A page picture to the finders' own primitives: words and rules that somebody has to see before they can be read."""
