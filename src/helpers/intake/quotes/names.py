"""Speakers by their form: what belongs to a name, and what tells names, callings and bodies."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.intake.data import read_words
from helpers.intake.quotes.word_classes import CLASSES

PERSON_TITLES = read_words("person_titles.txt")
"""Words before a name that are no part of it, in lower case."""

SPEAKER_NOUNS = read_words("speaker_nouns.txt")
"""Nouns that stand for whoever speaks."""

PARTICLES = CLASSES["name particle"]
COURTESY = frozenset({"mr", "mr.", "mrs", "mrs.", "ms", "ms.", "miss", "mme", "m."})
ORGANISATIONS = CLASSES["word in the name of no person"]
BODIES = CLASSES["body that speaks"] | CLASSES["document"]
"""Nouns of whatever speaks and is no person."""

MEN_NAMED = CLASSES["first name of a man"]
WOMEN_NAMED = CLASSES["first name of a woman"]
FIRST_NAMES = MEN_NAMED | WOMEN_NAMED
_FIELDS = CLASSES["field of an office"]
_GENERATIONS = frozenset({"jr", "sr", "ii", "iii", "iv"})


def bare_name(tokens: Sequence[str]) -> tuple[str, bool]:
    """Person's name without the titles and possessives before it.

    Parameters
    ----------
    tokens : sequence of str
        Words that begin with a capital, and particles between them.

    Returns
    -------
    str
        The name; all the words where the last is itself a title, as in "Trade Ministry".
    bool
        Whether something was taken off, which shows that it is a person.

    Examples
    --------
    >>> bare_name(["Trade", "Minister", "Kenji", "Ito"]), bare_name(["Trade", "Ministry"])
    (('Kenji Ito', True), ('Trade Ministry', False))
    """
    last = max(
        (
            i + 1
            for i, t in enumerate(tokens)
            if t.casefold() in PERSON_TITLES or t.endswith(("'s", "’s", "s'", "s’"))
        ),
        default=0,
    )
    if last == len(tokens):
        return " ".join(tokens), False
    if tokens[-1].casefold() in ORGANISATIONS:
        while last and tokens[last - 1].casefold() in _FIELDS:
            last -= 1  # "International Monetary Fund", but "Trade Minister Jane Park"
    return " ".join(tokens[last:]), last > 0


def is_noun_phrase(speaker: str) -> bool:
    """Tell "a nurse" from names, those that begin with a small particle too.

    Parameters
    ----------
    speaker : str
        The speaker of a quotation.

    Returns
    -------
    bool
        True for "a nurse".

    Examples
    --------
    >>> is_noun_phrase("a nurse"), is_noun_phrase("de Vries")
    (True, False)
    """
    return speaker[:1].islower() and speaker.split(" ", 1)[0] not in PARTICLES


def is_body(speaker: str) -> bool:
    """Tell bodies and documents, which are no "he" and no "she", from people.

    Parameters
    ----------
    speaker : str
        The speaker of a quotation.

    Returns
    -------
    bool
        True for "the ministry" and "a spokesman's letter".

    Examples
    --------
    >>> is_body("the Foreign Ministry"), is_body("a ministry official")
    (True, False)
    """
    head = speaker.split(" of ", 1)[0].rsplit(" ", 1)[-1].casefold()
    return head in BODIES and speaker.split(" ", 1)[0] not in FIRST_NAMES


def is_several(speaker: str) -> bool:
    """Tell several people, by the plural, from one.

    Parameters
    ----------
    speaker : str
        The speaker of a quotation.

    Returns
    -------
    bool
        True for "two nurses".

    Examples
    --------
    >>> is_several("two nurses"), is_several("a nurse"), is_several("Jo Jones")
    (True, False, False)
    """
    last = speaker.rsplit(" ", maxsplit=1)[-1]
    plural = last in {"people", "police"} or (last.endswith("s") and not last.endswith("ss"))
    return plural and is_noun_phrase(speaker)


def may_be_person(name: str) -> bool:
    """Tell whether a name is full and has no word of an organisation or a place.

    Parameters
    ----------
    name : str
        The name.

    Returns
    -------
    bool
        False for "West Bank" and "Lund".

    Examples
    --------
    >>> may_be_person("Eva Lund"), may_be_person("Lund"), may_be_person("West Bank")
    (True, False, False)
    """
    return " " in name and ORGANISATIONS.isdisjoint(name.casefold().split(" "))


def surname(parts: Sequence[str]) -> str:
    """Return the last word of a name that is no "Jr." and no number.

    Parameters
    ----------
    parts : sequence of str
        Words of the name.

    Returns
    -------
    str
        The surname, or the last part of it.

    Examples
    --------
    >>> surname(["Eva", "Lund"]), surname(["Jon", "Vik", "Jr."])
    ('Lund', 'Vik')
    """
    generation = len(parts) > 2 and parts[-1].rstrip(".").casefold() in _GENERATIONS
    return parts[-2 if generation else -1]


def ends_with(name: str, short: str) -> bool:
    """Tell whether a name is a longer form of a surname, small particles or not.

    Parameters
    ----------
    name, short : str
        The names.

    Returns
    -------
    bool
        True for "Ada van der Lund" and "Van der Lund".

    Examples
    --------
    >>> ends_with("Ada van der Lund", "Van der Lund"), ends_with("Ada Lund", "Ada Lund")
    (True, False)
    """
    return name.casefold().endswith(f" {short.casefold()}")
