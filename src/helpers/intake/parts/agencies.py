"""News agencies by the names that credits and datelines give them."""

from __future__ import annotations

import re

from helpers.intake.data import read_names

AGENCIES = read_names("agencies.tsv")
"""Agencies as they are written in credits and datelines (lower case), and the name we give."""

ROLE = (
    r"(?:(?:senior|chief|special|business|sports?|science|political|economics?|foreign|diplomatic|"
    r"trade|labou?r|national|international|financial|markets?|technology|health|environment|"
    r"opinion|city|economic|energy|defen[cs]e|legal|medical|religion|arts|bureau|contributing|own|"
    r"assistant|deputy|managing|executive|associate|general|freelance|guest) ){0,3}"
    r"(?:staff(?: (?:writers?|reporters?|correspondents?|photographers?))?|writers?|reporters?|"
    r"correspondents?|editors?|columnists?|contributors?|chief|analysts?|commentators?|critics?|"
    r"newsroom|newsfeatures|special)"
)
"""An office at a paper or an agency, with the beat and the rank before it."""

ROLE_AT_END = re.compile(rf"\s(?:of )?{ROLE}$", re.IGNORECASE)
"""The same behind a name."""

_WORD = re.compile(r"[^\s/,|;-]+")
_FIRST_WORDS = frozenset(_WORD.findall(form)[0] for form in AGENCIES)
STOPS = " .-–—()[],/|"
"""Marks around the names in credits."""


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
    name = text.strip(STOPS).casefold()
    if name in AGENCIES:
        return AGENCIES[name]
    if not _FIRST_WORDS.intersection(_WORD.findall(name[:20])[:2]):
        return ""
    first = re.split(r"\s*[/,|;]\s*|\s-\s", name[:80], maxsplit=1)[0]
    first = first.removeprefix("the ").removesuffix(" life!")
    return AGENCIES.get(first) or AGENCIES.get(ROLE_AT_END.sub("", first), "")
