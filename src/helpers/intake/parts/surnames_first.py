"""Authors as databases list them, with the surname first, written as a byline has them."""

from __future__ import annotations

import re

from helpers.intake.data import read_names
from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.author_names import is_firm, is_name
from helpers.intake.parts.credits import OFFICE, PAPER, PLACES
from helpers.intake.parts.names_and_credit import joined
from helpers.intake.quotes.word_classes import CLASSES

_BETWEEN = re.compile(r"\s*;\s*|\s*,? (?:and|&) ", re.IGNORECASE)
_TURNED = re.compile(
    r"(?P<surname>(?:[^\W\d_][\w'’-]*\.? ){0,3}[^\W\d_][\w'’-]+), ?"
    r"(?P<given>[^\W\d_][\w'’-]*\.?(?: ?[^\W\d_][\w'’-]*\.?){0,3}?)"
    r"(?:,? (?P<suffix>(?i:jr|sr|ii|iii|iv)\.?))?"
)
_PARTICLES = CLASSES["name particle"] | CLASSES["particle between names"] | {"st.", "st", "mac"}
_NO_NAMES = (
    CLASSES["word in the name of no person"]
    | CLASSES["word of a section or a menu"]
    | CLASSES["word of a town"]
) - {"bank", "banks", "bay", "may", "april", "june", "august", "north", "west", "park", "house",
     "street", "hall", "wall", "king", "road", "steel", "office"}  # fmt: skip
_PLACES = PLACES.union(read_names("countries.tsv"), CLASSES["town far from the paper"])
_BEHIND_NAMES = frozenset({"jr", "sr", "ii", "iii", "iv", "phd", "md", "mp", "ma", "esq"})
_LONGEST, _MOST = 400, 12
"""Characters of a field that is read, and how many authors it may have."""


def surnames_last(byline: str, place: str = "") -> str:
    """Write authors whose surnames stand first as a byline has them.

    Parameters
    ----------
    byline : str
        What a database says of the author.
    place : str, default ""
        Where the article is from: that stands behind a name, too.

    Returns
    -------
    str
        The names with the surname last; the text as it is where it may mean anything else.

    Examples
    --------
    >>> surnames_last("Byron, Ada; Ward, Mary B.")
    'Ada Byron and Mary B. Ward'
    >>> surnames_last("Reuters, Tokyo"), surnames_last("Ada Byron, Geneva")
    ('Reuters, Tokyo', 'Ada Byron, Geneva')
    """
    if "," not in byline or len(byline) > _LONGEST:
        return byline
    pieces = [piece for piece in _BETWEEN.split(byline.strip(" ;")) if piece]
    names = [_turned(piece, place) for piece in pieces[:_MOST]]
    return joined(names) if all(names) and len(names) == len(pieces) else byline


def _turned(piece: str, place: str) -> str:
    """Turn one name; an empty string where it is none, or may be something else."""
    match = _TURNED.fullmatch(piece)
    if match is None:
        return ""
    surname, given, suffix = match["surname"], match["given"], match["suffix"] or ""
    *particles, _ = surname.casefold().split()
    if not _PARTICLES.issuperset(particles):
        return ""  # "Ada Byron, Geneva"
    if given[-1] == "." and len(given) > 2 and given[-3:-2] not in " .":
        given = given[:-1]  # the end of the field
    small = given.casefold()
    if small in _PLACES or small in (place.casefold(), surname.casefold()):
        return ""
    if small.replace(".", "") in _BEHIND_NAMES:
        return ""
    name = f"{given} {surname} {suffix}".rstrip()
    words = name.casefold().split()
    if known_agency(surname) or known_agency(given) or not _NO_NAMES.isdisjoint(words):
        return ""
    office = OFFICE.search(name) or PAPER.fullmatch(surname) or PAPER.fullmatch(given)
    plain = f"{given} {surname}"
    return "" if office or is_firm(plain) or not is_name(plain, least=2) else name
