"""Bylines and credits: who wrote an article, and for whom."""

from __future__ import annotations

import re
from functools import lru_cache

from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.author_names import (
    IN_PLACE,
    is_name,
    is_of_no_person,
    names_in_places,
    whole_days,
)
from helpers.intake.parts.credits import OFFICE, OUR_OWN, PAPER, is_credit, is_office
from helpers.intake.parts.names_and_credit import TAIL_MARK, credit_in, joined, names_and_credit
from helpers.intake.quotes.names import FIRST_NAMES

LONGEST = 160
"""Characters of the longest byline."""

_LONGEST_BY, _LONGEST_NAMES = 12, 90
_MOST_OF_SOURCE, _MOST_OF_NAME, _WORDS_OF_PAPER = 3, 2, range(2, 6)
"""Words of a site's name behind the author's, spaces of that, and words of a paper's name alone."""

_BULLET = re.compile(r"^[*+•·▪●◦‣] ")
_BY = re.compile(
    r"(?:(?:story|text|words|report|article|analysis|interview|review|posted|written|published|reported|"
    r"compiled|produced|presented|told|as told|commentary|opinion)(?: and (?:photos?|pictures|"
    r"photographs|video|graphics))? by:?|by:?|byline:|author:|reporter:|von|par|por|di|av|af|door|"
    r"text:|tekst:|texte:|texto:|testo:)\s+(?=\S)",
    re.IGNORECASE,
)
_WRITTEN = re.compile(r"(?:story|words|posted|written|reported|author|reporter)\b", re.IGNORECASE)
_FOREIGN_BY = frozenset({"von", "par", "por", "di", "av", "af", "door"})
_BY_STAFF = re.compile(
    r"(?:by:?\s+)(?P<who>(?:(?:web |digital |news |online )?staff|agencies|editorial board|"
    r"news desk|wire|web desk|newsroom)"
    r"(?:\s+(?:and|&|/|writers?|reporters?|reports?|correspondents?|agencies|services?|wire|our|"
    r"from|dispatches|desk|foreign|staff|wires)){0,5})",
    re.IGNORECASE,
)
_CITED = re.compile(
    r"(?P<last>[^\W\d_a-z][\w'’-]{1,20}(?: [^\W\d_a-z][\w'’-]{1,20})?), "
    r"(?P<first>[^\W\d_a-z][\w.'’-]{0,20}(?: [\w.'’-]{1,20}){0,2}?)\. (?P<paper>[^.;]{3,50})"
    r"(?:(?:; [^.]{2,60})?\. |; [^\[\]]{2,60} \[[^\[\]]{2,60}\] ?)"
    r"\d{1,2} [A-Z][a-z]{2} \d{4}(?:: ?[\w.-]{1,12})?"
)
"""How a database cites an article above its text."""

_BY_BEHIND = re.compile(r"\bby:? ", re.IGNORECASE)
_POSTED = re.compile(
    r"(?:(?:(?:first|originally) )?(?:posted|published|written|updated)(?: (?:on|at))?:? )?"
    r"(?:\d\d?[:.]\d\d(?: ?[ap]\.?m\.?)?(?: [a-z]{2,4})?,? )?",
    re.IGNORECASE,
)
_BY_ALONE = re.compile(r"(?:(?:posted |written |words )?by|authors?):?", re.IGNORECASE)
_MAY_BE_BARE = re.compile(r"[,|•·]| (?:in|at|reporting|[-–—]+) ")
_MAY_BE_PLACED = re.compile(r" (?:in|at|IN|AT|In|At|[Rr]eporting|[Rr]eports) ")
_AND = re.compile(r",? and | & |, ")
_JOINED = re.compile(" (?:and|&) ")
_FIRST_AND_LAST = re.compile(
    r"[^\W\d_][\w.'’-]+ (?:[^\W\d_]\.? )?(?:[^\W\d_]')?[^\W\d_a-zß-ÿ][\w'’-]+"
)
_A_PAPER = re.compile(r"The [A-Z]")
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
    read = read or _read_sourced(text)
    if read is None:
        return text.removeprefix("- ").removeprefix("By ").strip(), ""
    name = read[0]
    half = len(name) // 2  # some sites print it twice in one line
    return (name[:half] if name[half:] == f" {name[:half]}" else name), read[1]


def is_by_alone(text: str) -> bool:
    """Tell whether a line says that the next one has the author.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    bool
        True for "By" and "Posted by:".

    Examples
    --------
    >>> is_by_alone("By"), is_by_alone("By the Sea")
    (True, False)
    """
    return len(text) <= _LONGEST_BY and _BY_ALONE.fullmatch(text) is not None


def is_author_below_headline(
    text: str, lead: str, *, below: str = "", dated: bool = False, right_below: bool = False
) -> bool:
    """Tell whether a line between headline and text names the author without "By".

    Parameters
    ----------
    text : str
        The line.
    lead : str
        First paragraphs of the article. A word that they have in small letters is nobody's name.
    below : str, default ""
        The next line; where it is an office or a paper, names alone will do.
    dated : bool, default False
        Whether the day of posting is right below.
    right_below : bool, default False
        Whether nothing but a summary is between headline and line: two names will do then, and one
        where a day is right below or where its first name is an initial or known.

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
    >>> is_author_below_headline("Aino Byron", lead, dated=True, right_below=True)
    True
    >>> is_author_below_headline("ADA BYRON", lead, right_below=True)
    True
    """
    if not (text[:1].isupper() or text[:1].isdigit()):
        return False
    if _read_bare(text) is not None:
        return True
    alone = _are_names_alone(text, dated and right_below, right_below) or (
        text.count(" ") <= 2
        and is_name(text, least=2)
        and (is_credit(below) or (right_below and _is_paper(below)))
    )
    read = _read_placed(text) or _read_told(text)
    if read is None and dated and right_below:
        read = _read_sourced(text)
    names = text if alone else (read or ("", ""))[0]
    people = _AND.split(names)
    if any(map(is_of_no_person, people)):
        return False
    if _posted_by(text):
        return True
    said = {*_WORDS.findall(lead)}
    # Who is told of has the surname in the text; of things a headline has one, the text several.
    parts = [_PART_OF_NAME.findall(name.lower()) for name in people]  # initials are in any text
    small = {word for word in said if word.islower()}
    forms = {form for words in parts for word in words for form in (word, f"{word}s")}
    return small.isdisjoint(forms) and said.isdisjoint(name.split()[-1] for name in people)


def _is_paper(text: str) -> bool:
    """Tell a paper's name that stands alone."""
    words = text.split()
    titled = all(word[0].isupper() and word.isalpha() for word in words)
    return len(words) in _WORDS_OF_PAPER and titled and PAPER.fullmatch(words[-1]) is not None


def _are_names_alone(text: str, one_will_do: bool, two_will_do: bool) -> bool:
    """Tell whether a line is names alone, each of two words, perhaps with an initial."""
    if not two_will_do or len(text) > _LONGEST_NAMES:
        return False
    people = _AND.split(text)
    if len(people) < 2:
        enough = is_known_name(text) or (one_will_do and not text.isupper())
    else:
        enough = _JOINED.search(text) is not None
    if not enough:
        return False
    return all(_FIRST_AND_LAST.fullmatch(name) and is_name(name, least=2) for name in people)


def is_known_name(text: str) -> bool:
    """Tell whether a line is the name of a person, whose first name is known or an initial.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True for "ADA BYRON" and "A. M. Byron".

    Examples
    --------
    >>> is_known_name("ADA BYRON"), is_known_name("NEW YORK"), is_known_name("Ada Motors")
    (True, False, False)
    """
    if text[: text.find(" ")].capitalize() not in FIRST_NAMES and text[1:3] != ". ":
        return False
    named = _FIRST_AND_LAST.fullmatch(text) is not None and is_name(text, least=2)
    return named and not is_of_no_person(text)


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
    return (joined(names), "") if named else None


def _read(text: str) -> tuple[str, str] | None:
    """Names and credit of a byline, or None."""
    line = _BULLET.sub("", " ".join(text[: LONGEST + 40].split())).rstrip(" -–—|/,")
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
    return names_and_credit(rest, single=written, foreign=mark in _FOREIGN_BY)


def _read_bare(line: str) -> tuple[str, str] | None:
    """Read a byline without "By": it needs an office, a paper, or several authors with places."""
    if line[-1] == "." and (cited := _CITED.fullmatch(line[:-1])):
        return f"{cited['first']} {cited['last']}", cited["paper"]
    if line[-1] in ".!?:" or not line[0].isupper() or not _MAY_BE_BARE.search(line):
        return None
    if IN_PLACE.search(line):
        placed = names_in_places(line)
        return (joined(placed), "") if len(placed) > 1 else None
    mark = TAIL_MARK.search(line)
    if mark is None or mark[0].strip() == "/" or not is_name(line[: mark.start()], least=2):
        return None
    names, credit = line[: mark.start()], credit_in(line[mark.end() :])
    # "Ada Byron, AP" is more often the credit of a picture.
    agency = known_agency(credit) and (mark[0].strip() == "|" or OFFICE.search(credit))
    paper = _A_PAPER.match(credit) or (credit and PAPER.search(credit.split()[-1]))
    return (names, credit) if agency or is_office(credit) or paper else None


def _read_placed(text: str) -> tuple[str, str] | None:
    """Read "Ada Byron in Tokyo", which a headline may be as well."""
    line = " ".join(text[: LONGEST + 40].split()).removeprefix("From ")
    if not 4 <= len(line) <= LONGEST or line[-1] in ".!?:" or not _MAY_BE_PLACED.search(line):
        return None
    names = names_in_places(line)
    return (joined(names), "") if names else None


def _read_told(text: str) -> tuple[str, str] | None:
    """Read a name before a day or an office, and one behind a day and "by"."""
    line = " ".join(text[: LONGEST + 40].split())
    if not 4 <= len(line) <= LONGEST or line[-1] in "!?:" or not line[0].isalnum():
        return None
    day = next(whole_days(line), None)
    if day is None and not is_office(line):
        return None
    read = names_and_credit(line[_posted_by(line) :], single=False, foreign=False)
    if read is None or not read[0] or " " not in read[0]:
        return None
    return read if day or is_office(read[1]) or known_agency(read[1]) else None


def _read_sourced(text: str) -> tuple[str, str] | None:
    """Read a name before the site that the author writes for, or before the town."""
    name, comma, source = text.partition(", ")
    words = source.split()
    if not comma or not 1 <= len(words) <= _MOST_OF_SOURCE or name.count(" ") > _MOST_OF_NAME:
        return None
    titled = all(word.isalpha() and word[0].isupper() for word in words)
    of_person = words[0].capitalize() in FIRST_NAMES or (source.isupper() and not name.isupper())
    if of_person or not titled or not is_name(name, least=2) or is_of_no_person(name):
        return None
    return name, source if len(words) > 1 else ""


def _posted_by(line: str) -> int:
    """Find where the author begins behind a day and "by"; 0 where nothing of the sort is there."""
    by = _BY_BEHIND.search(line)
    day = next(whole_days(line), None) if by else None
    if by is None or day is None or not _POSTED.fullmatch(line, 0, day.start()):
        return 0
    return by.end() if by.start() >= day.end() else 0
