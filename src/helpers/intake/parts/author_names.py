"""Names of authors: where one begins and ends in a line, and what is none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.intake.data import read_words
from helpers.intake.lines.patterns import MONTH
from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.credits import OFFICE, is_office
from helpers.intake.parts.datelines import REGIONS
from helpers.intake.quotes.word_classes import CLASSES

_NOT_NAMES = read_words("not_names.txt")
"""Words, in lower case, that follow "By" with a capital and are nobody's name."""

_TOKEN = re.compile(r"[^\W\d_][\w'’.-]*")
_PARTICLES = CLASSES["name particle"] | {"dalla", "degli", "les", "zu", "st.", "ap", "y", "e", "i"}
_GIVEN_TOO = frozenset({"april", "june", "may", "august", "will", "mark", "law", "summer", "rose"})
_SUFFIXES = frozenset({"jr", "jr.", "sr", "sr.", "ii", "iii", "iv", "ph.d.", "md", "m.d."})
_TITLES = CLASSES["courtesy title"]
_OFFICES = read_words("person_titles.txt").union(["crown", "pope", "rebel"]) - _TITLES
_SURNAMES_TOO = frozenset(
    {"bank", "banks", "baron", "bay", "bishop", "cardinal", "chair", "count", "day", "duke",
     "england", "farm", "head", "home", "judge", "justice", "king", "law", "london", "major",
     "marshal", "north", "park", "prince", "queen", "speaker", "summer", "west", "winter"}
)  # fmt: skip
_OF_NO_PERSON = (
    _NOT_NAMES
    | _OFFICES
    | CLASSES["word in the name of no person"]
    | CLASSES["word of a section or a menu"]
    | CLASSES["word of a town"]
    | CLASSES["word of a theme"]
) - (_GIVEN_TOO | _SURNAMES_TOO)
"""Words that show a section, a town, a body or an office where a name might stand."""

_OF_FIRMS = CLASSES["word in the name of a firm"]
_FIRMS = CLASSES["firm written like a person"]

_NO_PLACES = CLASSES["what is at or in no place"]
IN_PLACE = re.compile(
    r"\s+(?i:in|at|reporting from|reports from)\s+[^\W\d_a-zß-ÿ][\w.' -]{1,40}?"
    r"(?=\s*(?:[,;|]|$|\band\b|&))"
)
"""Where an author was: "in Tokyo"."""

DATE = re.compile(
    rf"(?i:\b(?:{MONTH}\s+\d{{1,2}}|\d{{1,2}}\.?\s+{MONTH}|\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|"
    r"\d{4}-\d\d-\d\d|(?:19|20)\d\d|\d{1,2}[:.]\d\d|(?:updated|published|posted)\b|"
    r"\d{1,4} (?:min|hour|day)s?\b|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day))"
)
"""How a day, an hour or a note of them begins."""

_SMALL = re.compile(r"(?<![\w.'’-])[a-zß-ÿ]{2,}")
_BESIDE_DAYS = frozenset(
    {"ago", "am", "and", "at", "by", "comment", "comments", "in", "last", "min", "minutes", "on",
     "pm", "posted", "published", "read", "updated", "words"}
)  # fmt: skip
"""Words that often stand beside a day above a text."""

_MOST_SMALL = 2
"""Words in small letters of a line that is no sentence, those apart."""

_LONGEST_POSTING = 110
_WHOLE = re.compile(
    r"(?:19|20)\d\d|\d/\d\d\b|\d (?:min(?:ute)?|hour|day)s?\W+(?:read|ago)\b|"
    r"[/|•·–—-] ?\d+ (?:min(?:ute)?|hour|day)s?$"
)
_LONGEST_DAY = 60
_DAY_ALONE = re.compile(
    rf"(?:(?i:\b{MONTH}(?![^\W\d_])|\b(?:mon|tue|wed|thu|fri|sat|sun)[a-z]{{0,6}}\b|[ap]\.?m\b)|"
    r"\b[A-Z]{2,4}\b|(?<=\d)(?:st|nd|rd|th|T|Z)|[\d\W_])++"
)
_ENTRY = re.compile(r"[^:]{0,30}\b(?:19|20)\d\d: +[^\W\d_]")
"""How an entry of a chronicle begins: the day, and behind a colon what came to pass."""


def is_day_alone(text: str) -> bool:
    """Tell whether a line is a day, perhaps with the hour, and nothing else.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    bool
        True for "6:21 AM EST, Monday, May 13, 2019".

    Examples
    --------
    >>> is_day_alone("13/05/2019 06:21 BST"), is_day_alone("Talks on May 13, 2019")
    (True, False)
    """
    alone = len(text) <= _LONGEST_DAY and _DAY_ALONE.fullmatch(text) is not None
    return alone and DATE.search(text) is not None


def is_prose_beside_day(text: str) -> bool:
    """Tell a sentence from a line that says when, by whom and where a page was posted.

    Parameters
    ----------
    text : str
        A line with a day.

    Returns
    -------
    bool
        True where it has several words in small letters that do not belong to days.

    Examples
    --------
    >>> is_prose_beside_day("Two envoys look at cords in a store on Monday, May 13, 2019")
    True
    """
    small = (word for word in _SMALL.findall(text) if word not in _BESIDE_DAYS)
    return len([*small]) > _MOST_SMALL


def whole_days(text: str) -> Iterator[re.Match[str]]:
    """Find days, hours and notes of them in a line; a year alone is none.

    Parameters
    ----------
    text : str
        A line.

    Yields
    ------
    re.Match
        Where one begins.

    Examples
    --------
    >>> [match[0] for match in whole_days("Ada Byron - 3 May 2019")]
    ['3 May']
    """
    if any(map(str.isdigit, text)):
        yield from (found for found in DATE.finditer(text) if not found[0].isdecimal())


def is_day_of_posting(text: str) -> bool:
    """Tell whether a line says when a page was posted, and perhaps by whom.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    bool
        True for "Ada Byron - May 3, 2019, 10:31 pm".

    Examples
    --------
    >>> lines = "5:45 AM 5/13/2019 by Ada Byron", "May 3, 2019 was a day that few in Oslo forget"
    >>> [is_day_of_posting(line) for line in lines]
    [True, False]
    """
    if len(text) > _LONGEST_POSTING or text[-1:] in ".!?\"'" or _ENTRY.match(text):
        return False
    dated = next(whole_days(text), None) is not None
    return dated and not is_prose_beside_day(text) and _WHOLE.search(text) is not None


def name_at(text: str, start: int) -> tuple[str, int]:
    """Read one person's name.

    Parameters
    ----------
    text : str
        A line.
    start : int
        Where the name is to begin.

    Returns
    -------
    str
        The name, or an empty string.
    int
        Where it ends.

    Examples
    --------
    >>> name_at("By Ada Byron of Oslo", 3)
    ('Ada Byron', 12)
    """
    i, end, count = start, start, 0
    for _ in range(7):
        token = _TOKEN.match(text, i)
        if token is None:
            break
        word = token[0]
        small = word.casefold()
        if word[0].islower() and small not in _PARTICLES:
            break
        if small in {"and", "with", "und", "et", "y", "e", "in", "of", "for"} and count:
            break
        if word.isupper() and small in {"in", "for", "at", "special", "to"}:
            break
        if small.endswith(("'s", "’s")) or (not count and _is_no_name(small, text, token.end())):
            return ("", start)
        initial = text[end - 2 : end - 1].isupper() and text[end - 1 : end] == "."
        if count and not initial and _ends_before(text[i : i + 80], count):
            break
        if OFFICE.fullmatch(word) and count:
            break
        if small not in _PARTICLES or word[0].isupper():
            count += small not in _TITLES
            end = token.end()
        i = token.end()
        if text[i : i + 1] != " ":
            break
        i += 1
    if (
        text[end : end + 2] == ", "
        and (suffix := _TOKEN.match(text, end + 2))
        and suffix[0].casefold() in _SUFFIXES
    ):
        end = suffix.end()
    return (text[start:end], end) if 1 <= count <= 5 else ("", start)


def is_name(text: str, least: int = 1) -> bool:
    """Tell whether a text is one person's name.

    Parameters
    ----------
    text : str
        Some words.
    least : int
        How many words a name has at least.

    Returns
    -------
    bool
        True for "Ada Byron".

    Examples
    --------
    >>> is_name("Ada Byron"), is_name("Monday"), is_name("Byron Motor")
    (True, False, False)
    """
    name, end = name_at(text, 0)
    return end == len(text) and len(name.split()) >= least and bool(name) and not is_firm(name)


def is_firm(name: str) -> bool:
    """Tell a firm from a person.

    Parameters
    ----------
    name : str
        What is written like somebody's name.

    Returns
    -------
    bool
        True where a word behind the first says so, and for firms known by the names of two people.

    Examples
    --------
    >>> [is_firm(name) for name in ("Byron Motor", "Merrill Lynch", "Ada Byron")]
    [True, True, False]
    """
    words = [word.rstrip(".") for word in name.casefold().split()]
    return not _OF_FIRMS.isdisjoint(words[1:]) or "-".join(words[:2]) in _FIRMS


def is_of_no_person(name: str) -> bool:
    """Tell a section, a country, a body, a firm or an office from the name of an author.

    Parameters
    ----------
    name : str
        What is written like somebody's name.

    Returns
    -------
    bool
        True for "Wall Street", "Saudi Arabia", "Prime Minister" and "Mr Byron".

    Examples
    --------
    >>> [is_of_no_person(name) for name in ("Top Stories", "Pope Leo", "Dr Ada Byron")]
    [True, True, False]
    """
    small = name.casefold()
    plain = [word for word in small.split() if word not in _TITLES]
    return (
        len(plain) < 2
        or small in REGIONS
        or plain[0] in _OFFICES
        or not _OF_NO_PERSON.isdisjoint(plain)
        or is_firm(name)
    )


def names_in_places(line: str) -> list[str]:
    """Read authors of which each has the place where they were.

    Parameters
    ----------
    line : str
        The line.

    Returns
    -------
    list of str
        The names; none where one of them has no place.

    Examples
    --------
    >>> names_in_places("Ada Byron in Tokyo and Mary Ward in Geneva")
    ['Ada Byron', 'Mary Ward']
    """
    told = re.split(r",? (?:and|&) |, |; ", line)
    if any(piece[piece.rfind(" ") + 1 :].casefold() in _NO_PLACES for piece in told):
        return []  # "Joan Lund at Home"
    pieces = [IN_PLACE.split(piece) for piece in told]
    named = all(
        len(piece) > 1 and not piece[-1] and is_name(piece[0], least=2) and piece[0].count(" ") <= 2
        for piece in pieces
    )
    return [piece[0] for piece in pieces] if named else []


def _is_no_name(word: str, text: str, end: int) -> bool:
    if word in _GIVEN_TOO:
        follows = _TOKEN.match(text, end + 1)
        return follows is None or follows[0].casefold() in _NOT_NAMES or follows[0].islower()
    return word in _NOT_NAMES


def _ends_before(rest: str, count: int) -> bool:
    """Tell whether a name ends where an agency, an office or a day begins."""
    if DATE.match(rest):
        return True
    words = rest.split(maxsplit=5)
    if count == 1 and len(words) < 2:
        return False
    return bool(known_agency(rest) or (count > 1 and len(words) < 6 and is_office(rest)))
