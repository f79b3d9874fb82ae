"""Ends and beginnings of the sentences around a quotation."""

from __future__ import annotations

import re

from helpers.intake.quotes.phrases import VERBS
from helpers.intake.quotes.word_classes import CLASSES

_ABBREVIATED = CLASSES["title with a point"]
_SENTENCE = re.compile(
    r"[.!?…][\"'”’)\]]*\s+(?=[\"'“‘(]?[^\W_a-zß-ÿ])|[.!?]\x01\s+(?=[^\W_a-zß-ÿ])"
)
_ANOTHER = re.compile(
    r"(?:^|[.!?][\"'”’]* +)(?:Another|One|An?|Some|The (?:first|second|third|other))"
    r"(?: [\w.'’-]+){1,6}? ([a-z]+)\b(?=[ :,])"
)


def speaks_another(text: str) -> bool:
    """Tell whether a sentence begins with somebody new who says something.

    Parameters
    ----------
    text : str
        What stands between two quotations, or more.

    Returns
    -------
    bool
        True for "Another docker said" and "The second docker said".

    Examples
    --------
    >>> speaks_another(" said a docker. Another docker said no. "), speaks_another(" said one.")
    (True, False)
    """
    return any(match[1] in VERBS for match in _ANOTHER.finditer(text))


def last_sentence(text: str) -> str:
    """Return what stands after the last end of a sentence.

    Parameters
    ----------
    text : str
        The text before a quotation.

    Returns
    -------
    str
        The open sentence; empty where the quotation begins one.

    Examples
    --------
    >>> last_sentence("They met on Friday. Ito said: ")
    'Ito said: '
    """
    text = text[-800:]
    start = 0
    for match in _SENTENCE.finditer(text + "A"):
        if not _is_abbreviation(text, match.start()):
            start = match.end()
    return text[start:]


def _is_abbreviation(text: str, point: int) -> bool:
    word = re.search(r"[\w.]*$", text[max(0, point - 12) : point])
    bare = word[0] if word else ""
    return bare in _ABBREVIATED or bool(re.fullmatch(r"(?:\w\.)*[A-Z]", bare))
