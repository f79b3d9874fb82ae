"""Which terms a period uses more than the others, and which they share."""
