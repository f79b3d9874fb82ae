"""Which words keep company, and whether that changed."""
