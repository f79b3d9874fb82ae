"""Small words by what they do around names, places and quotations."""

from __future__ import annotations

from helpers.intake.data import read_names

CLASSES = {kind: frozenset(words.split()) for words, kind in read_names("word_classes.tsv").items()}
"""Class of words to its words, lower case unless they are always written with a capital."""
