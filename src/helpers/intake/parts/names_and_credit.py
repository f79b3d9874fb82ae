"""Names of authors in a row, and the agency, paper or office in what follows them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.author_names import DATE, IN_PLACE, name_at
from helpers.intake.parts.credits import OFFICE, PAPER, is_office, is_office_of_paper

_JOIN = re.compile(
    r"\s*(?:,\s+(?:and|&)|,|&|\band\b|\bwith\b|\bund\b|\bet\b|\band\b|\by\b|;)\s+", re.IGNORECASE
)
_CONTACT = re.compile(
    r"[\s,|(•·-]*(?:\S+@\S+\.\w+|@\w{2,30}|(?:https?://|www\.)\S+|twitter:?\s?@?\w+)\)?",
    re.IGNORECASE,
)
TAIL_MARK = re.compile(
    r"\s*(?:\s[-–—/]\s?|[,|•·;/]|\s[-–—]{1,2}\s)\s*|"
    r"\s+(?=(?i:of|for|special to)\s+(?:The |the |[A-Z]))"
)
"""What parts the names from what follows them."""

_BRACKETS = re.compile(r"[(\[]\s*(?P<in>[^()\[\]]{4,80}?)\s*[)\]]\.?")
_DEGREES = re.compile(r"[A-Z][A-Za-z.]{0,4}(?:, [A-Z][A-Za-z.]{0,4})+")


def names_and_credit(rest: str, *, single: bool, foreign: bool) -> tuple[str, str] | None:
    """Read the names at the start of a text, and the agency, paper or office behind them.

    Parameters
    ----------
    rest : str
        What stands behind "By", or where that would stand.
    single : bool
        Whether one word will do for a name.
    foreign : bool
        Whether a word of another language stands for "By", which may mean other things.

    Returns
    -------
    tuple of str, or None
        Names and credit, which may be empty; None where the text is something else.

    Examples
    --------
    >>> names_and_credit("Ada Byron and Mary Ward, Staff Writers", single=False, foreign=False)
    ('Ada Byron and Mary Ward', 'Staff Writers')
    """
    rest = _CONTACT.sub("", rest).strip(" ,|")
    names, end, by_comma = _names_in(rest)
    tail = rest[end:]
    if not names or (tail.strip() == "." and tail):
        return None
    credit = ""
    if tail.strip(" .,|"):
        if not _follows_names(tail):
            return None
        credit = credit_in(tail)
        if foreign and not credit and not DATE.search(tail):
            return None
    if len(names) > 1 and not credit and " " not in names[-1] and by_comma:
        names.pop()  # "Ada Byron, Geneva"
    one_word = any(" " not in name for name in names) and not credit
    alone = len(names) == 1 and " " not in names[0]
    if alone and not single:
        one_word = not (OFFICE.search(credit) or known_agency(credit))
    return None if one_word and not (alone and single) else (joined(names), credit)


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


def joined(names: Sequence[str]) -> str:
    """Write names in a row.

    Parameters
    ----------
    names : sequence of str
        One name or more.

    Returns
    -------
    str
        With "and" before the last.

    Examples
    --------
    >>> joined(["Ada Byron", "Mary Ward", "Joan Lund"])
    'Ada Byron, Mary Ward and Joan Lund'
    """
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _follows_names(tail: str) -> bool:
    """Tell whether a text behind the names is a credit, a day or a section."""
    bare = tail.strip(" ,|-–—").removeprefix("on ")
    if DATE.match(bare) or known_agency(bare) or is_office(bare):
        return True
    mark = TAIL_MARK.match(tail)
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
    if DATE.match(text) or known_agency(text) or is_office_of_paper(text):
        return True
    if text.endswith((".", "?", "!", ":")) and not is_office(text.rstrip(".")):
        return False
    capital = sum(w[0].isupper() or not w[0].isalpha() for w in words)
    return len(words) <= 12 and capital >= 0.5 * len(words)


def _pieces(tail: str) -> list[str]:
    return re.split(r"\s*[|•·;/]\s*|,\s+|\s[-–—]{1,2}\s", tail) or [""]


def credit_in(tail: str) -> str:
    """Find the agency, paper or office in what follows the names.

    Parameters
    ----------
    tail : str
        The rest of the line.

    Returns
    -------
    str
        The credit; empty where there are but days, sections and degrees.

    Examples
    --------
    >>> credit_in(", Evening Courier | May 3, 1994"), credit_in(", MS, RDN")
    ('Evening Courier', '')
    """
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
    if not barred and len(pieces) == 1 and " " in pieces[0] and not _DEGREES.fullmatch(pieces[0]):
        yield pieces[0]
