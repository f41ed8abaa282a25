"""The review desk: the page beside the data, a queue of doubts, and answers that stay."""
