"""Names of the table of offices as they stand in a text."""

from __future__ import annotations

import re
from collections.abc import Set
from dataclasses import dataclass
from functools import lru_cache

from helpers.intake.data import read_words
from helpers.intake.dates.office_table import Office, Person, families
from helpers.intake.dates.title_phrases import is_country
from helpers.intake.dates.word_sets import words_of
from helpers.intake.stopwords import STOP_WORDS

MOST_MENTIONS = 12
"""Mentions of one family name that are looked at; more would only repeat them."""

REACH = 120
"""Characters on either side of a name within which its title must stand."""

_NAME_BEFORE = re.compile(r"(?<![\w'.])([A-Z][a-z]+)(?: [A-Z]\.)? $")
_INITIALS_BEFORE = re.compile(r"(?<![\w.])((?:[A-Z]\. ?)+)$")
_TITLES = read_words("person_titles.txt")


@dataclass(frozen=True, slots=True)
class Name:
    """A name of the table as it stands in a text, with what is left and right of it.

    Attributes
    ----------
    text : str
        The text.
    start, end : int
        Where the name stands in it.
    persons : tuple of Person
        Who may be meant.
    is_full : bool
        Whether more than the family name is given.
    """

    text: str
    start: int
    end: int
    persons: tuple[Person, ...]
    is_full: bool

    @property
    def left(self) -> str:
        """What stands before it in its paragraph."""
        return self.text[max(0, self.start - REACH) : self.start].rpartition("\n")[2]

    @property
    def right(self) -> str:
        """What stands behind it in its paragraph."""
        return self.text[self.end : self.end + REACH].partition("\n")[0]

    @property
    def has_other_given_name(self) -> bool:
        """Whether a family name stands behind a name that nobody in the table has with it."""
        if self.is_full:
            return False
        if initials := _INITIALS_BEFORE.search(self.left):
            return not any(person.name.startswith(initials[1][0]) for person in self.persons)
        before = _NAME_BEFORE.search(self.left)
        if before is None:
            return False
        word = before.group(1).lower()
        return not (word in STOP_WORDS or word in _TITLES or is_country(before.group(1)))

    @property
    def offices(self) -> tuple[Office, ...]:
        """All that those who may be meant ever held."""
        return tuple(dict.fromkeys(o for person in self.persons for o, _ in person.terms))


@lru_cache(maxsize=1)
def find_names(text: str) -> tuple[Name, ...]:
    """Find the names of the table of offices; those of the last text are kept.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.

    Returns
    -------
    tuple of Name
        In the order of the text; a family name a dozen times at most.

    Examples
    --------
    >>> [name.is_full for name in find_names("Gerald Ford and Mr Nixon")]
    [True, False]
    """
    table = families()
    found: list[Name] = []
    for start, key in _family_names(text, table.keys() & words_of(text)):
        family = table[key]
        for match in family.pattern.finditer(text, max(0, start - 60), start + len(key) + 30):
            if match.start() <= start < match.end() and match.lastindex:
                form = family.forms[match.lastindex - 1]
                found.append(Name(text, *match.span(), form.persons, form.is_full))
    return tuple(found)


def _family_names(text: str, keys: Set[str]) -> list[tuple[int, str]]:
    """Return where words of a set stand with a capital, in the order of the text."""
    found: list[tuple[int, str]] = []
    lower = text.lower() if keys else ""
    for key in keys:
        start, seen = lower.find(key), 0
        while start >= 0 and seen < MOST_MENTIONS:
            end = start + len(key)
            is_word = not (text[start - 1 : start].isalpha() or text[end : end + 1].isalpha())
            if is_word and text[start].isupper():
                found.append((start, key))
                seen += 1
            start = lower.find(key, end)
    return sorted(found)
