"""Who a sentence speaks of: countries and people, and the words around them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from helpers.intake.data import read_names, read_words
from helpers.intake.quotes.people import People

WINDOW = 12
"""Words on either side of an actor in which a word of tone counts as meant for it."""

_TOKEN = re.compile(r"\S+")
_SMALL = frozenset({"of", "the"})
_INITIALS = frozenset({"us", "uk", "eu", "ec", "eec", "usa", "ussr", "uae", "prc"})


class Actor(NamedTuple):
    """One actor in one sentence.

    Attributes
    ----------
    sentence : int
        Position of the sentence.
    kind : str
        ``"country"`` or ``"person"``.
    name : str
        The country, or the person's fullest name in the article.
    window : str
        The sentence from 12 words before the first mention of the actor to 12 after the last.
    """

    sentence: int
    kind: str
    name: str
    window: str


def find_actors(paragraphs: Sequence[str], sentences: Sequence[str]) -> list[Actor]:
    """Find countries and people in sentences.

    Parameters
    ----------
    paragraphs : sequence of str
        The article, which tells who is meant by a surname.
    sentences : sequence of str
        Its sentences.

    Returns
    -------
    list of Actor
        One for each actor and sentence, sorted by sentence, kind and name. A country is met by its
        name, by "the Japanese" and "Japanese", not by its capital, which may be a place only.

    Examples
    --------
    >>> text = "Minister Eva Lund praised Japan. Lund will go there."
    >>> [actor[:3] for actor in find_actors([text], text.split(". "))]
    [(0, 'country', 'Japan'), (0, 'person', 'Eva Lund'), (1, 'person', 'Eva Lund')]
    """
    people = People()
    for paragraph in paragraphs:
        people.read(paragraph)
    for paragraph in paragraphs:
        people.read_courtesies(paragraph)
    persons = people.persons
    parts = {part for name in persons for part in name.split(" ")}
    found = []
    for number, sentence in enumerate(sentences):
        spans: dict[tuple[str, str], list[tuple[int, int]]] = {}
        for match in _country_pattern().finditer(sentence):
            name = _countries()[match[1]]
            spans.setdefault(("country", name), []).append(match.span())
        # Nobody is named without a part of the name, and most sentences have none.
        near = any(map(sentence.__contains__, parts))
        for name in people.named_in(sentence) & persons if near else ():
            last = name.rpartition(" ")[2]
            places = [match.span() for match in re.finditer(rf"\b{re.escape(last)}\b", sentence)]
            spans.setdefault(("person", name), []).extend(places or [(0, len(sentence))])
        for (kind, name), places in sorted(spans.items()):
            found.append(Actor(number, kind, name, window_of(sentence, places)))
    return found


def window_of(sentence: str, places: Sequence[tuple[int, int]]) -> str:
    """Cut out the words around an actor.

    Parameters
    ----------
    sentence : str
        The sentence.
    places : sequence of tuple of int
        Where the actor's name begins and ends, each time.

    Returns
    -------
    str
        The sentence from 12 words before the first mention to 12 after the last.

    Examples
    --------
    >>> window_of("The mood in Japan was good.", [(12, 17)])
    'The mood in Japan was good.'
    """
    first, last = min(places)[0], max(end for _, end in places)
    words = _places_of_words(sentence)
    inside = [i for i, (start, end) in enumerate(words) if end > first and start < last]
    if not inside:
        return sentence
    start, end = max(0, inside[0] - WINDOW), min(len(words), inside[-1] + 1 + WINDOW)
    return sentence[words[start][0] : words[end - 1][1]]


@lru_cache(maxsize=1)
def _places_of_words(sentence: str) -> list[tuple[int, int]]:
    """Find the words of a sentence; those of the last one are kept, which names several actors."""
    return [match.span() for match in _TOKEN.finditer(sentence)]


@cache
def _countries() -> dict[str, str]:
    """Forms as they are printed, each with its country."""
    capitals = {word.replace("_", " ") for word in read_words("capitals.txt")}
    forms = read_names("countries.tsv")
    return {_printed(form): name for form, name in forms.items() if form not in capitals}


def _printed(form: str) -> str:
    if "." in form or form in _INITIALS:
        return form.upper()
    return " ".join(word if word in _SMALL else word.capitalize() for word in form.split(" "))


@cache
def _country_pattern() -> re.Pattern[str]:
    """Forms by their first letters: a pattern that begins with a letter skips all others."""
    forms = sorted(_countries(), key=lambda form: (-len(form), form))
    letters = sorted({form[0] for form in forms})
    rest = "|".join(
        rf"(?<={letter})(?:{'|'.join(re.escape(form[1:]) for form in forms if form[0] == letter)})"
        for letter in letters
    )
    return re.compile(rf"([{''.join(letters)}](?<![\w-].)(?:{rest}))s?(?!\w)")
