"""One module a file format: each turns a source into captures, and refuses what it cannot read."""
