"""VADER for whole batches of sentences, equal to NLTK's to the last bit."""
