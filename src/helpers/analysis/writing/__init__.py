"""How articles are written: readability, voices, figures named."""
