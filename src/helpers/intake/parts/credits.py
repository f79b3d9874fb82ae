"""Credits: agencies, papers and offices, and who else had a part in an article."""

from __future__ import annotations

import re

from helpers.intake.data import read_names, read_words
from helpers.intake.parts.agencies import ROLE, ROLE_AT_END, STOPS, known_agency
from helpers.intake.parts.notes import line_pattern
from helpers.intake.quotes.word_classes import CLASSES

OFFICE = line_pattern("office in a credit", r"\b", r"\b")
"""What shows an office: "writer", "special to"."""

PAPER = line_pattern("word in a paper's name", r"\b", r"\b")
"""What shows a paper's name: "Courier", "Herald"."""

OUR_OWN = re.compile(
    r"(?i:(?:by|from)\s+(?P<who>(?:our|a|an|the)\s+(?:own\s+|special\s+|staff\s+)*(?:[\w-]+\s+){0,4}?"
    r"(?:correspondents?|reporters?|staff|writers?|editors?|contributors?|bureau|team|desk|"
    r"representative|columnists?|critic|newsroom|(?:editorial board)))"
    r")(?P<tail>\s+(?:in|at)\s+[A-Z][\w' -]{2,30}|,\s*[A-Z][\w' -]{2,40})?\.?"
)
"""Writers whom a paper leaves unnamed: "By Our Trade Correspondent"."""

_PART = line_pattern("part in the work", r"[\s(\[*—-]*")
_CONTRIBUTED = re.compile(
    r"[^.!?]{3,200}\b(?:contributed (?:to (?:this|the) (?:report|story|article|column)|reporting|"
    r"from)|also contributed$|reported from|reporting from)\b[^.!?]{0,80}\.?"
)
_SPECIAL = re.compile(
    r"[\s(*—-]*(?i:special(?:ly)? (?:to|for)|exclusive to|(?P<weak>for|of)|by arrangement with|"
    r"courtesy of|©|\(c\)|copyright)\s+(?:(?:19|20)\d\d,? )?"
    r"(?P<paper>(?:[Tt]he |THE )?[A-Z].{2,50}?)(?: (?i:staff))?[\s.)*—-]*"
)
_BY_NAMED = re.compile(r"[(\[*—-]*\w+(?: (?!by\b)[\w-]+){0,3} by:? (?:[Tt]he )?[A-Z]")
_LONGEST_CREDIT, _FEW_WORDS = 300, 6
"""Characters of a credit, and words of one that has no name of a person."""
_PART_WORDS = (" by", "report", "agenc", "with ", "dispatch", "sources", "services", "editing:")
_SPECIAL_STARTS = frozenset("sefobc")
_OFFICES = CLASSES["office at a paper"]

_ROLE_ALONE = re.compile(rf"(?:our |a |an |by |from )*{ROLE}", re.IGNORECASE)
_BEFORE = re.compile(
    r"(?:special(?:ly)? (?:to|for)|exclusive to|for|of|from|by|via|courtesy of|"
    r"(?:copyright|©|\(?c\))(?: (?:by|19\d\d|20\d\d),?)*)\s+",
    re.IGNORECASE,
)
_IN_PLACE = re.compile(r" in [A-Z][\w.'-]+(?: [A-Z][\w.'-]+){0,3}$")
_OFFICE_OF = re.compile(
    rf"(?:an? )?(?:[A-Z]\w+ )?(?i:{ROLE})(?: (?:of|for|at|with)|,)"
    r" (?P<paper>(?:[Tt]he )?[A-Z][\w.&'-]*(?: (?:and|of|the|&|[A-Z][\w.&'-]*)){0,5})"
)
"""An office before the name of the paper: "Correspondent for The Courier"."""

_NO_NAME = re.compile(
    r"\d{4}|\d[:/]\d|[!?]|^(?:updated|published|posted|issued|share|photo)\b|\S@\S", re.IGNORECASE
)
_STAFF = re.compile(r"\b(?:staff|contributors?)\b", re.IGNORECASE)
_DESKS = (CLASSES["word of a section or a menu"] | {"foreign", "news", "world"}) - {"daily"}
_SHORTEST_ACRONYM = 3
PLACES = frozenset(read_names("regions.tsv")).union(
    name.replace("_", " ") for name in read_words("capitals.txt")
)
"""Countries, states and capitals, in lower case."""


def is_credit(text: str) -> bool:
    """Tell whether a line names an agency, a paper, an office or who else had a part in the text.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True for "AP Business Writer", "Special to The Courier" and "Editing by Mary Ward".

    Examples
    --------
    >>> is_credit("Special to The Evening Courier"), is_credit("Reporting by Ada Byron in Oslo")
    (True, True)
    >>> is_credit("Special to the case is its speed.")
    False
    """
    line = text.strip()
    if not 2 <= len(line) <= _LONGEST_CREDIT:
        return False
    return _names_a_part(line) or (
        len(line) <= 80 and line[-1] not in "!?:;" and _names_a_source(line)
    )


def is_said_of_work(text: str) -> bool:
    """Tell whether a sentence says no more than who else reported, wrote or edited.

    Parameters
    ----------
    text : str
        A line that may be one of the text's, so that more is asked than of a credit.

    Returns
    -------
    bool
        True for "Mary Ward contributed to this report."

    Examples
    --------
    >>> lines = "(Reporting by Ada Byron)", "More research is needed.", "With files from Reuters"
    >>> [is_said_of_work(line) for line in lines]
    [True, False, True]
    """
    line = text.strip()
    if len(line) > _LONGEST_CREDIT or not _names_a_part(line):
        return False
    brief = line.count(" ") < _FEW_WORDS and line[-1].isalnum()
    return brief or _CONTRIBUTED.fullmatch(line) is not None or _BY_NAMED.match(line) is not None


def _names_a_part(line: str) -> bool:
    """Tell whether a line says who else reported, wrote or edited."""
    low = line.casefold()
    if not any(word in low for word in _PART_WORDS):
        return False
    if _PART.match(line):
        return True
    told = "contributed" in low or "ed from" in low or "ing from" in low
    return told and _CONTRIBUTED.fullmatch(line) is not None


def _names_a_source(line: str) -> bool:
    """Tell whether a line is an agency, a paper or an office."""
    bare = line.strip(" .()[]*-–—")
    name, _, last = bare.rpartition(", ")
    if is_office(bare) or (known_agency(bare) and bare.count(" ") < 6) or is_office_of_paper(bare):
        return True
    if is_office(_IN_PLACE.sub("", bare)):
        return True
    if name and known_agency(last) and name.istitle() and 1 <= name.count(" ") <= 3:
        return True
    if not line[0].isalpha() or line[0].casefold() in _SPECIAL_STARTS:
        special = _SPECIAL.fullmatch(line)
        if special is not None and _is_paper(special["paper"], sure=bool(special["weak"])):
            return True
    return line[0] in "bBfF" and OUR_OWN.fullmatch(line) is not None


def agency_of(*credits_: str) -> str:
    """Return the agency or paper that a credit names, in one spelling.

    Parameters
    ----------
    *credits_ : str
        Credits in the order in which they are believed; those that name only an office ("Staff
        Writer"), with a beat or half a paper's name ("Post Staff Writer") too, and empty ones are
        passed over.

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
    >>> agency_of("Evening Courier Staff Writer"), agency_of("Tokyo Correspondent")
    ('Evening Courier', '')
    """
    for credit in credits_:
        if name := _name_in(credit[:200].strip(STOPS)):
            return name
    return ""


def is_office(text: str) -> bool:
    """Tell whether a few words are an office at a paper.

    Parameters
    ----------
    text : str
        The words.

    Returns
    -------
    bool
        True for "Staff Writer" and "Courier Bureau Chief".

    Examples
    --------
    >>> is_office("Staff Writer"), is_office("Writer of many books")
    (True, False)
    """
    last = text[-20:].rpartition(" ")[2].casefold()
    if last not in _OFFICES:
        return False
    words = text[:120].replace(",", " ").split()
    alone = len(words) == 1 and last in {"staff", "editor", "chief", "author"}
    return len(words) <= 7 and not alone and not _is_sentence(words)


def is_office_of_paper(text: str) -> bool:
    """Tell whether a few words are an office and the paper for which it is.

    Parameters
    ----------
    text : str
        The words.

    Returns
    -------
    bool
        True for "Correspondent for The Courier".

    Examples
    --------
    >>> is_office_of_paper("editor of The Courier"), is_office_of_paper("writer of many books")
    (True, False)
    """
    return bool(_paper_behind_office(text))


def _paper_behind_office(text: str) -> str:
    """Paper that an office is at, if it is one, and neither a place nor a beat."""
    match = _OFFICE_OF.fullmatch(text)
    paper = match["paper"] if match else ""
    sure = known_agency(paper) or paper[:4] in ("The ", "the ") or PAPER.search(paper)
    if match is None or (not sure and "," in text):
        return ""
    words = paper.casefold().split()
    no_paper = paper.casefold() in PLACES or all(word in _DESKS for word in words)
    return "" if no_paper or is_office(paper) else paper


def _is_sentence(words: list[str]) -> bool:
    small = [w for w in words if w[0].islower()]
    return len(small) > 0.4 * len(words) and len(words) > 3


def _is_paper(text: str, *, sure: bool) -> bool:
    words = text.split()
    if known_agency(text) or PAPER.fullmatch(words[-1]):
        return len(words) <= 6
    return not sure and len(words) <= 4 and sum(w[0].isupper() for w in words) >= len(words) - 1


def _name_in(credit: str) -> str:
    name, office, whole = "", "", credit
    for_paper = False
    while name != credit:
        name = credit
        if known := known_agency(name):
            return known
        if _ROLE_ALONE.fullmatch(name):
            return ""
        if _OFFICE_OF.fullmatch(name):
            return known_agency(paper := _paper_behind_office(name)) or paper
        name = _without_place(name)
        before, after = _BEFORE.match(name), ROLE_AT_END.search(name)
        for_paper = for_paper or before is not None
        office += after[0] if after else ""
        credit = name[before.end() if before else 0 :][
            : after.start() - len(name) if after else None
        ]
        credit = credit.strip(STOPS)
    if _NO_NAME.search(name) or name.count(" ") > 6:
        return ""
    return name if for_paper or not office or _employs(name, office, whole) else ""


def _without_place(credit: str) -> str:
    """Take off where an office is: "Courier Correspondent in Tokyo"."""
    place = _IN_PLACE.search(credit)
    return credit[: place.start()] if place and is_office(credit[: place.start()]) else credit


def _employs(name: str, office: str, credit: str) -> bool:
    """Tell the paper or site before an office from a beat or a post abroad.

    "Post Staff Writer" has but the last word of the paper's name, which many papers share.
    """
    words = name.split()
    papers = PAPER.fullmatch(words[-1]) is not None
    if all(word.casefold() in _DESKS or word.islower() for word in words):
        return False
    if papers and len(words) == 1:
        return False
    acronym = any(len(word) >= _SHORTEST_ACRONYM and word.isupper() for word in words)
    staffed = _STAFF.search(office) is not None
    return papers or staffed or words[0] == "The" or (acronym and not credit.isupper())
