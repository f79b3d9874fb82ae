"""Summaries above the text, told apart from its first paragraph."""

from __future__ import annotations

import re

from helpers.intake.parts.datelines import read_dateline
from helpers.intake.parts.headlines import plain_words

_PERSON = re.compile(r"[A-Z](?<!\w[A-Z])[a-z]+(?: [A-Z]\.)? [A-Z][a-z]{2,}\b")
"""A full name; a pattern that begins with a set of characters is searched for far more quickly."""


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
        if read_dateline(paragraph).length:  # news in brief have a dateline each
            return 0 if read_dateline(opening[0]).length else i
    if len(opening) < 3:
        return 0
    named = {name for name in _PERSON.findall(opening[0]) if name in opening[1]}
    again = named and named.intersection(_PERSON.findall(opening[1]))
    if not again or read_dateline(opening[0]).length:
        return 0
    first = plain_words(opening[0])
    if len(first & plain_words(opening[1])) < 0.3 * max(1, len(first)):
        return 0
    return int(any(_named_alone(full.split()[-1], lead) for full in again))


def _named_alone(surname: str, text: str) -> bool:
    """Tell whether a surname stands without a first name: "Lund" may, "Court" does not."""
    pattern = re.compile(rf"(?:(\S{{1,40}})\s)?\b{re.escape(surname)}\b")
    end = 0
    while (place := text.find(surname, end)) >= 0:
        # No match begins further above the name than the longest word before it.
        match = pattern.search(text, max(end, place - 41))
        if match is None:
            return False
        before, end = match[1] or "", match.end()
        part_of_name = before[:1].isupper() and before[-1].isalnum()
        if not part_of_name and before.lower() != "the":
            return True
    return False
