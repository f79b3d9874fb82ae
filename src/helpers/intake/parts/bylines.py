"""Bylines and credits: who wrote an article, and for whom."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.author_names import (
    DATE,
    IN_PLACE,
    is_name,
    is_of_no_person,
    name_at,
    names_in_places,
    whole_days,
)
from helpers.intake.parts.credits import OFFICE, OUR_OWN, PAPER, is_credit, is_office

LONGEST = 160
"""Characters of the longest byline."""

_BY = re.compile(
    r"(?:(?:story|text|words|report|article|analysis|review|posted|written|published|reported|"
    r"compiled|produced|presented|told|as told|commentary|opinion)(?: and (?:photos?|pictures|"
    r"photographs|video|graphics))? by:?|by:?|author:|reporter:|von|par|por|di|av|af|door|"
    r"text:|tekst:|texte:|texto:|testo:)\s+(?=\S)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?:story|words|posted|written|reported|author|reporter)\b", re.IGNORECASE)
_FOREIGN_BY = frozenset({"von", "par", "por", "di", "av", "af", "door"})
_BY_STAFF = re.compile(
    r"(?:by\s+)(?P<who>(?:staff|agencies|editorial board|news desk|wire|web desk|newsroom)"
    r"(?:\s+(?:and|&|/|writers?|reporters?|reports?|correspondents?|agencies|services?|wire|our|"
    r"from|dispatches|desk|foreign|staff|wires)){0,5})",
    re.IGNORECASE,
)
_JOIN = re.compile(
    r"\s*(?:,\s+(?:and|&)|,|&|\band\b|\bwith\b|\bund\b|\bet\b|\band\b|\by\b|;)\s+", re.IGNORECASE
)
_CONTACT = re.compile(
    r"[\s,|(•·-]*(?:\S+@\S+\.\w+|@\w{2,30}|(?:https?://|www\.)\S+|twitter:?\s?@?\w+)\)?",
    re.IGNORECASE,
)
_TAIL_MARK = re.compile(
    r"\s*(?:\s[-–—/]\s?|[,|•·;/]|\s[-–—]{1,2}\s)\s*|"
    r"\s+(?=(?i:of|for|special to)\s+(?:The |the |[A-Z]))"
)
_BY_BEHIND = re.compile(r"\bby:? ", re.IGNORECASE)
_MAY_BE_BARE = re.compile(r"[,|•·]| (?:in|at|reporting|[-–—]+) ")
_MAY_BE_PLACED = re.compile(r" (?:in|at|IN|AT|In|At|[Rr]eporting|[Rr]eports) ")
_A_PAPER = re.compile(r"The [A-Z]")
_BRACKETS = re.compile(r"[(\[]\s*(?P<in>[^()\[\]]{4,80}?)\s*[)\]]\.?")
_WORDS = re.compile(r"[^\W\d_]+")
_PART_OF_NAME = re.compile(r"[^\W\d_][\w'’-]+")
_SIGNED = re.compile(r"(?:[–—―]|--)\s*(?P<dashed>[^-–—―.(@]{4,40})|\((?P<in>[^()@/]{4,40})\)\.?")


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
    return _read(text) is not None


def read_byline(text: str) -> tuple[str, str]:
    """Split a byline into the names and what follows them.

    Places where the authors were, days and addresses are left out.

    Parameters
    ----------
    text : str
        The line, or an empty string.

    Returns
    -------
    tuple of str
        Names, and the agency, paper or office in the same line; both may be empty. An agency that
        is named in the author's place is a credit.

    Examples
    --------
    >>> read_byline("By ADA BYRON, Evening Courier")
    ('ADA BYRON', 'Evening Courier')
    >>> read_byline("Ada Byron in Tokyo and Mary Ward in Geneva")
    ('Ada Byron and Mary Ward', '')
    >>> read_byline("By The Associated Press")
    ('', 'The Associated Press')
    """
    read = _read(text) or _read_signature(text) or _read_placed(text) or _read_told(text)
    return (text.removeprefix("By ").strip(), "") if read is None else read


def is_author_below_headline(text: str, lead: str, *, below: str = "") -> bool:
    """Tell whether a line between headline and text names the author without "By".

    Parameters
    ----------
    text : str
        The line.
    lead : str
        First paragraphs of the article. A word that they have in small letters is nobody's name.
    below : str, default ""
        The next line; where it is an office or a paper, a name alone will do.

    Returns
    -------
    bool
        True for "Ada Byron in Tokyo".

    Examples
    --------
    >>> lead = "After talks all day the two sides parted."
    >>> lines = "Ada Byron in Tokyo", "Ada Byron - 3 May 2019", "Ada Byron", "Trade Talks in Geneva"
    >>> [is_author_below_headline(line, lead) for line in lines]
    [True, True, False, False]
    """
    if not (text[:1].isupper() or text[:1].isdigit()):
        return False
    if _read_bare(text) is not None:
        return True
    alone = text.count(" ") <= 2 and is_name(text, least=2) and is_credit(below)
    names = text if alone else (_read_placed(text) or _read_told(text) or ("", ""))[0]
    people = re.split(r",? and |, ", names)
    if any(map(is_of_no_person, people)):
        return False
    said = {*_WORDS.findall(lead)}
    # Who is told of has the surname in the text; of things a headline has one, the text several.
    parts = [_PART_OF_NAME.findall(name.lower()) for name in people]  # initials are in any text
    small = {word for word in said if word.islower()}
    forms = {form for words in parts for word in words for form in (word, f"{word}s")}
    return small.isdisjoint(forms) and said.isdisjoint(name.split()[-1] for name in people)


def is_signature(text: str) -> bool:
    """Tell whether a line is a name behind a dash or in brackets, as below the text.

    Parameters
    ----------
    text : str
        One line. Below a quotation set apart, the same form names the speaker.

    Returns
    -------
    bool
        True for "— Ada Byron" and "(Ada Byron)".

    Examples
    --------
    >>> is_signature("— Ada Byron"), is_signature("- Contact Us")
    (True, False)
    """
    return _read_signature(text) is not None


def _read_signature(text: str) -> tuple[str, str] | None:
    line = text.strip()
    match = _SIGNED.fullmatch(line) if 4 <= len(line) <= 60 else None
    if match is None:
        return None
    names = re.split(r" (?:and|&) ", (match["dashed"] or match["in"]).strip())
    named = all(is_name(name, least=2) and name.count(" ") <= 3 for name in names)
    return (_joined(names), "") if named else None


def _read(text: str) -> tuple[str, str] | None:
    """Names and credit of a byline, or None."""
    line = " ".join(text[: LONGEST + 40].split()).rstrip(" -–—|/,")
    return _read_line(line) if 4 <= len(line) <= LONGEST else None


@lru_cache(maxsize=32)
def _read_line(line: str) -> tuple[str, str] | None:
    """Read a line; each byline is read when its page is judged, and once more for its parts."""
    start = line[:2].casefold()
    if start in {"by", "fr"} and (own := OUR_OWN.fullmatch(line) or _BY_STAFF.fullmatch(line)):
        return own["who"], ""
    by = _BY.match(line)
    if by is None:
        return _read_bare(line)
    rest = line[by.end() :]
    mark = by[0].strip(" :").casefold()
    agency = known_agency(rest)
    if agency and mark not in _FOREIGN_BY:
        return "", rest.strip(" .-()")
    written = bool(_WRITTEN.match(by[0]))
    return _read_names(rest, single=written, foreign=mark in _FOREIGN_BY)


def _read_bare(line: str) -> tuple[str, str] | None:
    """Read a byline without "By": it needs an office, a paper, or several authors with places."""
    if line[-1] in ".!?:" or not line[0].isupper() or not _MAY_BE_BARE.search(line):
        return None
    if IN_PLACE.search(line):
        placed = names_in_places(line)
        return (_joined(placed), "") if len(placed) > 1 else None
    mark = _TAIL_MARK.search(line)
    if mark is None or mark[0].strip() == "/" or not is_name(line[: mark.start()], least=2):
        return None
    names, credit = line[: mark.start()], _credit_in(line[mark.end() :])
    # "Ada Byron, AP" is more often the credit of a picture.
    agency = known_agency(credit) and (mark[0].strip() == "|" or OFFICE.search(credit))
    return (names, credit) if agency or is_office(credit) or _A_PAPER.match(credit) else None


def _read_placed(text: str) -> tuple[str, str] | None:
    """Read "Ada Byron in Tokyo", which a headline may be as well."""
    line = " ".join(text[: LONGEST + 40].split()).removeprefix("From ")
    if not 4 <= len(line) <= LONGEST or line[-1] in ".!?:" or not _MAY_BE_PLACED.search(line):
        return None
    names = names_in_places(line)
    return (_joined(names), "") if names else None


def _read_told(text: str) -> tuple[str, str] | None:
    """Read a name before a day or an office, and one behind a day and "by"."""
    line = " ".join(text[: LONGEST + 40].split())
    if not 4 <= len(line) <= LONGEST or line[-1] in "!?:" or not line[0].isalnum():
        return None
    day = next(whole_days(line), None)
    if day is None and not is_office(line):
        return None
    by = _BY_BEHIND.search(line, day.end()) if day and not day.start() else None
    read = _read_names(line[by.end() if by else 0 :], single=False, foreign=False)
    if read is None or not read[0] or " " not in read[0]:
        return None
    return read if day or is_office(read[1]) or known_agency(read[1]) else None


def _read_names(rest: str, *, single: bool, foreign: bool) -> tuple[str, str] | None:
    rest = _CONTACT.sub("", rest).strip(" ,|")
    names, end, by_comma = _names_in(rest)
    tail = rest[end:]
    if not names or (tail.strip() == "." and tail):
        return None
    credit = ""
    if tail.strip(" .,|"):
        if not _follows_names(tail):
            return None
        credit = _credit_in(tail)
        if foreign and not credit and not DATE.search(tail):
            return None
    if len(names) > 1 and not credit and " " not in names[-1] and by_comma:
        names.pop()  # "Ada Byron, Geneva"
    one_word = any(" " not in name for name in names) and not credit
    alone = len(names) == 1 and " " not in names[0]
    if alone and not single:
        one_word = not (OFFICE.search(credit) or known_agency(credit))
    return None if one_word and not (alone and single) else (_joined(names), credit)


def _names_in(rest: str) -> tuple[list[str], int, bool]:
    """Names at the start of a text, where they end, and whether a comma stands before the last."""
    names: list[str] = []
    i, by_comma = 0, False
    while True:
        name, end = name_at(rest, i)
        if not name:
            break
        names.append(name)
        i = end
        if place := IN_PLACE.match(rest, i):
            i = place.end()
        join = _JOIN.match(rest, i)
        if join is None or not name_at(rest, join.end())[0] or _is_credit_tail(rest[join.end() :]):
            break
        by_comma = join[0].strip() == ","
        i = join.end()
    return names, i, by_comma


def _joined(names: list[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _follows_names(tail: str) -> bool:
    """Tell whether a text behind the names is a credit, a day or a section."""
    bare = tail.strip(" ,|-–—").removeprefix("on ")
    if DATE.match(bare) or known_agency(bare) or is_office(bare):
        return True
    mark = _TAIL_MARK.match(tail)
    return _is_tail(tail[mark.end() :]) if mark else tail.startswith((" (", " ["))


def _is_credit_tail(text: str) -> bool:
    """Tell a paper or office after a comma from one more author."""
    piece = _pieces(text)[0] if text else ""
    return bool(
        known_agency(piece) or OFFICE.search(piece) or PAPER.search(piece) or piece[:4] == "The "
    )


def _is_tail(text: str) -> bool:
    """Tell whether what follows the names is a credit, a day or a section, not a sentence."""
    words = text.split()
    if not words:
        return True
    if DATE.match(text) or known_agency(text):
        return True
    if text.endswith((".", "?", "!", ":")) and not is_office(text.rstrip(".")):
        return False
    capital = sum(w[0].isupper() or not w[0].isalpha() for w in words)
    return len(words) <= 12 and capital >= 0.5 * len(words)


def _pieces(tail: str) -> list[str]:
    return re.split(r"\s*[|•·;/]\s*|,\s+|\s[-–—]{1,2}\s", tail) or [""]


def _credit_in(tail: str) -> str:
    """Agency, paper or office in what follows the names; days and sections are none."""
    tail = _CONTACT.sub("", tail)
    bracket = _BRACKETS.fullmatch(tail.strip())
    tail = bracket["in"] if bracket else tail
    for piece in _candidates(tail):
        if piece and not DATE.search(piece) and len(piece) <= 80:
            return piece
    return ""


def _candidates(tail: str) -> Iterator[str]:
    tail = tail.strip(" ,|•·;/-–—")
    barred = "|" in tail or "•" in tail or "·" in tail
    pieces = [p.strip(" ,-–—()") for p in re.split(r"\s*[|•·]\s*|\s[-–—]{1,2}\s", tail)]
    for piece in pieces:
        sure = known_agency(piece) or OFFICE.search(piece) or PAPER.search(piece)
        if sure or re.match(r"(?:The|For|Special to|Of|of|for) [A-Z]", piece):
            yield piece
    if not barred and len(pieces) == 1 and " " in pieces[0]:
        yield pieces[0]
