"""A grid as a finder proposes it, and the text that goes into its cells."""
