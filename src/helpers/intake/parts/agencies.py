"""News agencies, and what a credit names."""

from __future__ import annotations

import re

from helpers.intake.data import read_names

AGENCIES = read_names("agencies.tsv")
"""Agencies as they are written in credits and datelines (lower case), and the name we give."""

_ROLE = (
    r"(?:(?:senior|chief|special|business|sports?|science|political|economics?|foreign|diplomatic|"
    r"trade|labou?r|national|international|financial|markets?|technology|health|environment|"
    r"opinion|city|economic|energy|defen[cs]e|legal|medical|religion|arts|bureau|contributing|own|"
    r"assistant|deputy|managing|executive|associate|general|freelance|guest) ){0,3}"
    r"(?:staff(?: (?:writers?|reporters?|correspondents?|photographers?))?|writers?|reporters?|"
    r"correspondents?|editors?|columnists?|contributors?|chief|analysts?|commentators?|critics?|"
    r"newsroom|newsfeatures|special)"
)
_ROLE_ALONE = re.compile(rf"(?:our |a |an |by |from )*{_ROLE}", re.IGNORECASE)
_ROLE_AT_END = re.compile(rf"\s(?:of )?{_ROLE}$", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:special(?:ly)? (?:to|for)|exclusive to|for|of|from|by|via|courtesy of|"
    r"(?:copyright|©|\(?c\))(?: (?:by|19\d\d|20\d\d),?)*)\s+",
    re.IGNORECASE,
)
_NO_NAME = re.compile(
    r"\d{4}|\d[:/]\d|[!?]|^(?:updated|published|posted|issued|share|photo)\b|\S@\S", re.IGNORECASE
)
_WORD = re.compile(r"[^\s/,|;-]+")
_FIRST_WORDS = frozenset(_WORD.findall(form)[0] for form in AGENCIES)
_STOPS = " .-–—()[],/|"


def agency_of(*credits_: str) -> str:
    """Return the agency or paper that a credit names, in one spelling.

    Parameters
    ----------
    *credits_ : str
        Credits in the order in which they are believed; those that name only an office ("Staff
        Writer") and empty ones are passed over.

    Returns
    -------
    str
        The name, or an empty string.

    Examples
    --------
    >>> agency_of("", "the associated press"), agency_of("Evening Courier")
    ('AP', 'Evening Courier')
    >>> agency_of("AP Business Writer"), agency_of("Staff Writer"), agency_of("Special to The Post")
    ('AP', '', 'The Post')
    """
    for credit in credits_:
        if name := _name_in(credit[:200].strip(_STOPS)):
            return name
    return ""


def known_agency(text: str) -> str:
    """Return the agency whose name a text is, or begins with before a slash or an office.

    Parameters
    ----------
    text : str
        For instance what stands in brackets in a dateline.

    Returns
    -------
    str
        The name we give, or an empty string.

    Examples
    --------
    >>> known_agency("AFP/Reuters"), known_agency("the alliance")
    ('AFP', '')
    """
    name = text.strip(_STOPS).casefold()
    if name in AGENCIES:
        return AGENCIES[name]
    if not _FIRST_WORDS.intersection(_WORD.findall(name[:20])[:2]):
        return ""
    first = re.split(r"\s*[/,|;]\s*|\s-\s", name[:80], maxsplit=1)[0]
    first = first.removeprefix("the ").removesuffix(" life!")
    return AGENCIES.get(first) or AGENCIES.get(_ROLE_AT_END.sub("", first), "")


def _name_in(credit: str) -> str:
    name = ""
    while name != credit:
        name = credit
        if known := known_agency(name):
            return known
        if _ROLE_ALONE.fullmatch(name):
            return ""
        before, after = _BEFORE.match(name), _ROLE_AT_END.search(name)
        credit = name[before.end() if before else 0 :][
            : after.start() - len(name) if after else None
        ]
        credit = credit.strip(_STOPS)
    return "" if _NO_NAME.search(name) or name.count(" ") > 6 else name
