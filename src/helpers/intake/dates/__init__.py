"""When a text was written: the cues for it, and the tables they rest on."""
