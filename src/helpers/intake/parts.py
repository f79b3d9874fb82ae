"""Parts of an article above its text: headline, byline, credit, dateline, standfirst."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass

from helpers.intake.layout import Block
from helpers.intake.patterns import AGENCIES, BYLINE, DATELINE, MONTH, NOT_PLACES
from helpers.intake.segment import words
from helpers.intake.stopwords import STOP_WORDS

_PERSON = re.compile(r"\b[A-Z][a-z]+(?: [A-Z]\.)? ([A-Z][a-z]{2,})\b")
_LONGER = re.compile(r"[^\W\d_]{4,}")
_DATED = re.compile(rf"\b{MONTH}\s+\d{{1,2}}\b|\b\d{{1,2}}\s+{MONTH}\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story was filed, by whom, and how long its dateline is.

    Attributes
    ----------
    place, agency : str
        Empty where there is none.
    length : int
        Characters from the start of the paragraph to its first word of text.
    """

    place: str = ""
    agency: str = ""
    length: int = 0


def read_dateline(paragraph: str) -> Dateline:
    """Read the dateline at the start of a story.

    Parameters
    ----------
    paragraph : str
        First paragraph of the body.

    Returns
    -------
    Dateline
        Empty where the paragraph has none.

    Examples
    --------
    >>> read_dateline("OSLO, March 2 (AP) -- Talks went on.")
    Dateline(place='Oslo', agency='AP', length=22)
    >>> read_dateline("Talks went on.")
    Dateline(place='', agency='', length=0)
    """
    match = DATELINE.match(paragraph[:160])
    if match is None:
        return Dateline()
    place = match["place"] or match["titled"] or match["sourced"]
    agency = match["source"] or match["wire"] or match["agency"] or ""
    if match["place"] and (place.split(",")[0] in NOT_PLACES or not _is_capitals(place)):
        return Dateline()
    if match["sourced"] and agency.casefold() not in AGENCIES:
        return Dateline()
    if _DATED.search(agency):
        agency = ""
    return Dateline(_title(place), agency_of(agency), match.end())


def _is_capitals(place: str) -> bool:
    town = place.split(",", maxsplit=1)[0]
    return town.isupper() and sum(c.isalpha() for c in town) >= 3


def _title(place: str) -> str:
    town, comma, region = place.partition(",")
    return " ".join(w.capitalize() if w.isupper() else w for w in town.split(" ")) + comma + region


def agency_of(*credits_: str) -> str:
    """Return the agency or paper that a credit names, in one spelling.

    Parameters
    ----------
    *credits_ : str
        Credits in the order in which they are believed; empty ones are passed over.

    Returns
    -------
    str
        The name, or an empty string.

    Examples
    --------
    >>> agency_of("", "the associated press"), agency_of("Evening Courier")
    ('AP', 'Evening Courier')
    """
    for credit in credits_:
        name = credit.strip(" .-()")
        if name:
            return AGENCIES.get(name.casefold(), name)
    return ""


def is_byline(text: str) -> bool:
    """Tell whether a line names the author.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True for lines such as "By Ada Byron and Mary Ward, Staff Writers".

    Examples
    --------
    >>> is_byline("By Ada Byron"), is_byline("By then it was late.")
    (True, False)
    """
    if len(text) > 120 or text[:3].casefold() != "by ":
        return False
    name, _ = read_byline(text)
    capitalised = [w for w in name.split() if w not in {"and", "&", ",", "de", "van", "von", "der"}]
    return 1 <= len(capitalised) <= 8 and all(w[0].isupper() for w in capitalised)


def read_byline(text: str) -> tuple[str, str]:
    """Split a byline into the names and what follows them.

    Parameters
    ----------
    text : str
        The line, or an empty string.

    Returns
    -------
    tuple of str
        Names, and the credit or office in the same line; both may be empty.

    Examples
    --------
    >>> read_byline("By ADA BYRON, Evening Courier")
    ('ADA BYRON', 'Evening Courier')
    """
    match = BYLINE.fullmatch(text)
    if match is None:
        return text.removeprefix("By ").strip(), ""
    return match["name"].strip(" ,"), (match["credit"] or "").strip()


def publisher_of(masthead: list[str]) -> str:
    """Return the paper's name where the top of the page gives it before a dash or bar.

    Parameters
    ----------
    masthead : list of str
        The lines above the headline.

    Returns
    -------
    str
        The name, or an empty string.

    Examples
    --------
    >>> publisher_of(["The Harbour Post - Online", "Since 1901"])
    'The Harbour Post'
    """
    if not masthead or len(masthead) > 12:
        return ""
    name, mark, _ = (
        masthead[0].partition(" - ") if " - " in masthead[0] else masthead[0].partition(" | ")
    )
    parts = name.split()
    titled = all(word[0].isupper() or word in {"of", "the", "and", "&"} for word in parts)
    return name if mark and 1 <= len(parts) <= 5 and titled else ""


def is_titled(text: str) -> bool:
    """Tell whether a line is written like a title, in capitals or with capitals at most words.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True if three of four of its longer words begin with a capital.

    Examples
    --------
    >>> is_titled("Ministers Seek Deal With U.S."), is_titled("Ministers seek a deal.")
    (True, False)
    """
    longer = _LONGER.findall(text)
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def find_headline(above: list[Block], page: list[str], lead: str) -> int | None:
    """Pick the headline among the lines above the text.

    A headline shares words with the text under it, stands near it, and is often there twice.

    Parameters
    ----------
    above : list of Block
        Blocks above the text (above the byline where there is one) that are no known chrome.
    page : list of str
        Text of every block of the page.
    lead : str
        First paragraphs of the body.

    Returns
    -------
    int or None
        Position in ``above``; None where nothing is good enough, as in a capture that lost its
        headline.

    Examples
    --------
    >>> title = Block("Ministers Put Off Decision", (2,), 1)
    >>> find_headline([Block("World", (1,), 0), title], [], "The ministers put off a decision.")
    1
    """
    lead_words = set(words(lead)) - STOP_WORDS
    times = Counter(page)
    best, best_score = None, 0.0
    for i, block in enumerate(above):
        score = _headline_score(block.text, lead_words)
        if score <= 0:
            continue
        score += 1.0 * (times[block.text] > 1) + 1.0 * (i + 1) / len(above)
        if score >= best_score:
            best, best_score = i, score
    alone = len(above) <= 3
    return best if best_score >= (1.2 if alone else 1.6) else None


def _headline_score(text: str, lead_words: set[str]) -> float:
    content = [word for word in words(text) if word not in STOP_WORDS]
    ended = text.endswith((".", ":", ";")) and not is_titled(text)
    if not 3 <= text.count(" ") + 1 <= 30 or len(content) < 2 or ended:
        return 0.0
    shared = sum(word in lead_words for word in content) / len(content)
    if not shared and publisher_of([text]):
        return 0.0
    return 0.3 + 2.0 * shared


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
    if len(opening) < 3 or read_dateline(opening[0]).length:
        return 0
    again = _people(opening[0]) & _people(opening[1])
    named = {full for full in again if _named_alone(full.split()[-1], lead)}
    first = set(words(opening[0])) - STOP_WORDS
    shared = len(first & set(words(opening[1]))) / max(1, len(first))
    return 1 if named and shared >= 0.3 else 0


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
