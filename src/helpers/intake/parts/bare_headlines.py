"""Headlines without what clings to them: section, name of the site, lost spaces, their doubles."""

from __future__ import annotations

import re
from collections.abc import Collection

from helpers.intake.parts.headlines import NAMED_PAPER
from helpers.intake.segment import words

_SITE_MARK = re.compile(r"\s+[|–—•·»:-]\s+|\s*[|»]\s*|:\s+")
_KICKER = re.compile(r"(?P<label>[^\W\d_][\w&' -]{1,24}?)\s*(?:\||»|>|/)\s*(?=\S)")
_GLUED = re.compile(r"(?<=[^\W\d_])(?<=[a-zß-ÿ])(?=[A-Z][A-Za-z])")
_PAPER = re.compile(rf"{NAMED_PAPER}|The [A-Z]\w+(?: [A-Z]\w+)?")

_LONGEST_SITE = 40
"""Characters of the longest name of a site behind a headline."""


def is_same_headline(line: str, headline: str) -> bool:
    """Tell a headline's double: in other capitals or spacing, or with the name of the site.

    Parameters
    ----------
    line : str
        Another line of the page.
    headline : str
        The headline.

    Returns
    -------
    bool
        True for "TITLE", "Title | The Paper" and "The Paper: Title".

    Examples
    --------
    >>> is_same_headline("MINISTERS MEET IN OSLO - The Courier", "Ministers Meet in Oslo")
    True
    """
    if len(line) > 2 * len(headline) + 80:
        return False
    title, other = _letters(headline), _letters(line[: len(headline) + 80])
    if not title:
        return False
    if title == other:
        return True
    if len(title) < 12 or not (other.startswith(title) or other.endswith(title)):
        return False
    pieces = _SITE_MARK.split(line)
    site_after = len(pieces) > 1 and len(pieces[-1]) <= _LONGEST_SITE
    site_before = len(pieces) > 1 and len(pieces[0]) <= _LONGEST_SITE
    return (site_after and _letters("".join(pieces[:-1])) == title) or (
        site_before and _letters("".join(pieces[1:])) == title
    )


def bare_headline(headline: str, page: Collection[str]) -> str:
    """Take the section label and the name of the site off a headline, with evidence for each.

    Parameters
    ----------
    headline : str
        The headline as found.
    page : collection of str
        The other lines of the page.

    Returns
    -------
    str
        The headline without a label in capitals before a bar ("WORLD | ..."), and without a last
        part behind a bar or dash where the page has the headline without it, has that part alone,
        or where the part is written like a paper's name.

    Examples
    --------
    >>> bare_headline("WORLD | Ministers Meet in Oslo - The Courier", ["The Courier"])
    'Ministers Meet in Oslo'
    """
    match = _KICKER.match(headline)
    if match and (match["label"].isupper() or match["label"] in page):
        rest = headline[match.end() :]
        headline = rest if rest.count(" ") >= 2 else headline
    marks = list(re.finditer(r"\s+[|–—•·»-]\s+|\s*\|\s*", headline))
    if not marks:
        return headline
    title, site = headline[: marks[-1].start()], headline[marks[-1].end() :]
    if title.count(" ") < 2 or not 2 <= len(site) <= _LONGEST_SITE:
        return headline
    known = site in page or title in page
    barred = "|" in marks[-1][0] and site.count(" ") <= 3
    return title if known or barred or _PAPER.fullmatch(site) else headline


def repaired_headline(headline: str, text_words: Collection[str]) -> str:
    """Put back spaces that a headline lost with its markup, where the text proves it.

    Parameters
    ----------
    headline : str
        The headline as found.
    text_words : collection of str
        Words of the article's text as `helpers.intake.segment.words` gives them.

    Returns
    -------
    str
        The headline; a word is parted at an inner capital only where both parts stand separately in
        the text and the whole does not.

    Examples
    --------
    >>> repaired_headline("Last-DitchOffer by YouTube", {"last-ditch", "offer", "you", "youtube"})
    'Last-Ditch Offer by YouTube'
    """
    known = text_words if isinstance(text_words, (set, frozenset)) else set(text_words)
    return " ".join(_parted(token, known) for token in headline.split(" "))


def _parted(token: str, known: Collection[str]) -> str:
    for match in list(_GLUED.finditer(token))[:5]:
        left, right = token[: match.start()], token[match.start() :]
        if len(left) < 3 or len(right) < 3 or all(word in known for word in words(token)):
            continue
        if all(_stands(part, known) for part in (left, right)):
            return f"{left} {_parted(right, known)}"
    return token


def _stands(part: str, known: Collection[str]) -> bool:
    found = words(part)
    if not found:
        return False
    return all(
        word in known or ("-" in word and all(piece in known for piece in word.split("-")))
        for word in found
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
