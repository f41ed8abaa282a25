"""What a printed number says: grammar, convention of separators, evidence, proof."""
