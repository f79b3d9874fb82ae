"""Lines of a flattened page: which are running text, and what the others are."""
