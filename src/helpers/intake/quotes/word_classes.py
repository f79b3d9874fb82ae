"""Small words by what they do around names, places and quotations."""

from __future__ import annotations

from helpers.intake.data import read_names

CLASSES = {kind: frozenset(words.split()) for words, kind in read_names("word_classes.tsv").items()}
"""Class of words to its words, lower case unless they are always written with a capital."""

BETWEEN_NAMES = "|".join([r"(?<=[Vv][ao]n\s)der", *sorted(CLASSES["particle between names"])])
"""Pattern of the particles of which several may stand inside a person's name."""

BEFORE_NAME = r"(?:\b(?:al|el)-)?"
"""Pattern of what is written small at the beginning of a name: "al-Hadi"."""

FIRST_LETTER = r"[^\W\d_b-df-zß-ÿ]"
"""Letters that names begin with: capitals, and those of "al-" and "el-". Patterns that begin with
a set of letters go past all others in no time."""
