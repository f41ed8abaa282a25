"""What a printed number says among the others of its table: convention of separators, evidence, proof."""
