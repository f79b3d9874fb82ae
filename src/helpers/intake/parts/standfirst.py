"""Summaries above the text, told apart from its first paragraph."""

from __future__ import annotations

import re

from helpers.intake.parts.datelines import read_dateline
from helpers.intake.parts.headlines import plain_words

_PERSON = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.)? ([A-Z][a-z]{2,})\b")


def standfirst_length(opening: list[str], lead: str) -> int:
    """Count the paragraphs at the top that sum the story up before it begins.

    Two signs tell a standfirst from the first paragraph: the dateline stands below it, or the next
    paragraph introduces the same person once more by the full name, which a story does only once.

    Parameters
    ----------
    opening : list of str
        First paragraphs.
    lead : str
        The same and a few more, to see who is later named by surname alone.

    Returns
    -------
    int
        How many of ``opening`` are a standfirst; mostly 0.

    Examples
    --------
    >>> standfirst_length(["Ministers fail to agree on steel.", "GENEVA: Ministers failed."], "")
    1
    """
    for i, paragraph in enumerate(opening[1:3], start=1):
        if read_dateline(paragraph).length:
            return i
    if len(opening) < 3:
        return 0
    again = _people(opening[0]) & _people(opening[1])
    if not again or read_dateline(opening[0]).length:
        return 0
    first = plain_words(opening[0])
    if len(first & plain_words(opening[1])) < 0.3 * max(1, len(first)):
        return 0
    return int(any(_named_alone(full.split()[-1], lead) for full in again))


def _people(text: str) -> set[str]:
    return {match.group() for match in _PERSON.finditer(text)}


def _named_alone(surname: str, text: str) -> bool:
    """Tell whether a surname stands without a first name: "Lund" may, "Court" does not."""
    for match in re.finditer(rf"(?:(\S{{1,40}})\s)?\b{re.escape(surname)}\b", text):
        before = match[1] or ""
        part_of_name = before[:1].isupper() and before[-1].isalnum()
        if not part_of_name and before.lower() != "the":
            return True
    return False
