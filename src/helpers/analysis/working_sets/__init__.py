"""Articles chosen by what they are about, say, name and sound like, and the sentences behind."""
