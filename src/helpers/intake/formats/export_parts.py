"""What exports of news databases have in common: lines that are fields, above and below a text."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache

from helpers.intake.data import read_names
from helpers.intake.formats.localised_dates import find_day
from helpers.intake.normalise import split_lines

FIELD = "export field"
"""Kind of a line that the database wrote about the article."""

LISTED = re.compile(r"(\d{1,6})\. {0,3}(\S.*)")
"""An article in a list of contents: its number and its headline."""

LONGEST_NAME = 40
_COPYRIGHT = re.compile(
    r"(?:copyright\b|©|\(c\)|all rights reserved|tous droits réservés|alle rechte vorbehalten|"
    r"todos los derechos reservados|tutti i diritti riservati).{0,300}",
    re.IGNORECASE,
)
_PAGE = re.compile(
    r"(?:page|seite|página|pagina) \d{1,5} (?:of|von|sur|de|di|van|/) \d{1,5}"
    r"(?: ?(?:©|\(c\)) ?\d{4} factiva, inc\. all rights reserved\.)?",
    re.IGNORECASE,
)
END_MARKS = frozenset(
    {"end of document", "ende des dokuments", "dokumentende", "fin du document", "fin de document",
     "fin del documento", "fine del documento", "einde van document", "fim do documento"}
)  # fmt: skip
"""Lines that end an article, in lower case."""

_BLANK_SHARE = 0.1
_NOT_A_FIELD = -2
_LONGEST_DATE_LINE = 80


class Sheet:
    """Lines of an export, as found and made regular.

    Parameters
    ----------
    text : str
        The whole export.

    Attributes
    ----------
    found : list of str
        The lines as they are.
    lines : list of str
        The same with regular quotation marks and single spaces; empty where blank.
    """

    def __init__(self, text: str) -> None:
        self.found = text.splitlines()
        self.lines = [" ".join(line.split()) for line in split_lines(text)[: len(self.found)]]

    def filled(self, start: int, stop: int) -> list[int]:
        """List the lines that are not blank.

        Parameters
        ----------
        start, stop : int
            Indexes of the first line and of the one after the last.

        Returns
        -------
        list of int
            Their indexes.
        """
        return [i for i in range(start, stop) if self.lines[i]]


@dataclass
class Draft:
    """An article found in an export.

    Attributes
    ----------
    start, stop : int
        Indexes of its first line and of the one after its last.
    number, total : int
        What the export's own counter says; 0 where it has none.
    part : str
        Its name in the file.
    kinds : dict of int to str
        Kind of each line that is not blank, by index.
    facts : dict of str to str
        What the export says of it, by the names of the file ``export_fields.tsv``.
    damage : list of str
        What is wrong with it.
    """

    start: int
    stop: int
    number: int = 0
    total: int = 0
    part: str = ""
    kinds: dict[int, str] = field(default_factory=dict)
    facts: dict[str, str] = field(default_factory=dict)
    damage: list[str] = field(default_factory=list)

    def note(self, name: str, value: str) -> None:
        """Keep what a field says, unless an earlier one has said it.

        Parameters
        ----------
        name : str
            Of the field.
        value : str
            What it says.
        """
        if value:
            self.facts.setdefault(name, value)


@cache
def known_fields() -> dict[str, str]:
    """Names of fields to what they hold."""
    return read_names("export_fields.tsv")


def field_of(line: str) -> tuple[str, str]:
    """Read a line such as ``"LENGTH: 512 words"``.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    name : str
        What the field is, as ``export_fields.tsv`` calls it; empty where the line is no field.
    value : str
        What stands after the colon.

    Examples
    --------
    >>> field_of("LÄNGE: 512 Wörter"), field_of("He said: nothing")
    (('length', '512 Wörter'), ('', ''))
    """
    colon = line.find(":", 0, LONGEST_NAME)
    if colon < 0:
        return "", ""
    name = known_fields().get(line[:colon].strip().casefold(), "")
    return (name, line[colon + 1 :].strip()) if name else ("", "")


def is_copyright(line: str) -> bool:
    """Tell whether a line is a notice of rights.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "Copyright 1994 ..." and the like.

    Examples
    --------
    >>> is_copyright("(c) 1994 The Daily Example"), is_copyright("Copying is easy.")
    (True, False)
    """
    return len(line) <= 400 and _COPYRIGHT.fullmatch(line) is not None


def is_page_number(line: str) -> bool:
    """Tell whether a line is the foot of a printed page.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "Page 2 of 12" and the like.

    Examples
    --------
    >>> is_page_number("Page 2 of 12"), is_page_number("Page A6")
    (True, False)
    """
    return len(line) <= 80 and _PAGE.fullmatch(line) is not None


def is_end_mark(line: str) -> bool:
    """Tell whether a line says that an article ends here.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "End of Document" and the same in other languages.

    Examples
    --------
    >>> is_end_mark("End of Document"), is_end_mark("The end of documents")
    (True, False)
    """
    return len(line) < LONGEST_NAME and line.strip().casefold() in END_MARKS


def day_line(line: str) -> bool:
    """Tell whether a line of a header is the date of publication.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for a short line that begins with a whole day.

    Examples
    --------
    >>> day_line("June 3, 1994 Friday, Late Edition"), day_line("June was hot")
    (True, False)
    """
    return len(line) <= _LONGEST_DATE_LINE and find_day(line) is not None


def tail_start(
    sheet: Sheet, start: int, stop: int, is_field: Callable[[str], bool], headline: str = ""
) -> int:
    """Find where the fields below a text begin.

    Paragraphs are fields or they are none; the tail is the end of the article in which different
    fields outweigh the others most, a paragraph that is no field counting twice.

    Parameters
    ----------
    sheet : Sheet
        The export.
    start, stop : int
        Where the text begins, and where the article ends.
    is_field : callable
        Tells whether a line begins a field.
    headline : str
        What may stand, like the number of a page, at the top of any page that the tail goes over.

    Returns
    -------
    int
        Index of the first line of the tail; ``stop`` where there is none.
    """
    best, best_score, score = stop, 0, 0
    seen = set()
    for index, begins_field in reversed(list(_units(sheet, start, stop, is_field))):
        line = sheet.lines[index]
        if not begins_field and (line == headline or is_page_number(line)):
            continue
        name = line.partition(":")[0].casefold()
        score += (name not in seen) if begins_field else _NOT_A_FIELD
        seen.add(name)
        if begins_field and score > best_score:
            best, best_score = index, score
    return best


def _units(
    sheet: Sheet, start: int, stop: int, is_field: Callable[[str], bool]
) -> Iterator[tuple[int, bool]]:
    """First line of each paragraph, and whether it is a field; every line where none is blank."""
    n_filled = sum(map(bool, sheet.lines[start:stop]))
    by_line = stop - start - n_filled < _BLANK_SHARE * n_filled
    after_blank = True
    for i in range(start, stop):
        line = sheet.lines[i]
        if not line:
            after_blank = True
            continue
        begins_field = is_field(line)
        if begins_field or after_blank or by_line:
            yield i, begins_field
        after_blank = False


def mark_tail(sheet: Sheet, draft: Draft, start: int, heads: frozenset[str] = frozenset()) -> None:
    """Give the lines below a text their kinds, and keep what they say.

    Parameters
    ----------
    sheet : Sheet
        The export.
    draft : Draft
        The article.
    start : int
        Index of the first line below the text.
    heads : frozenset of str
        Lines that are a field without a colon, in lower case.
    """
    kind = FIELD
    for i in sheet.filled(start, draft.stop):
        line = sheet.lines[i]
        name, value = field_of(line)
        if name or line.casefold() in heads:
            draft.note(name, value)
            name = name or known_fields().get(line.casefold(), "")
            kind = {"graphic": "caption", "correction": "correction"}.get(name, FIELD)
        draft.kinds[i] = "copyright" if is_copyright(line) else kind


def without_by(byline: str) -> str:
    """Take the "By" off a byline.

    Parameters
    ----------
    byline : str
        For instance ``"By JANE DOE"``.

    Returns
    -------
    str
        The rest.

    Examples
    --------
    >>> without_by("By JANE DOE"), without_by("Byron Doe")
    ('JANE DOE', 'Byron Doe')
    """
    first, _, rest = byline.partition(" ")
    return rest.strip() if first.casefold() in ("by", "von", "par", "por", "di", "door") else byline


def in_small_letters(place: str) -> str:
    """Write the name of a place as in running text; datelines print it in capitals.

    Parameters
    ----------
    place : str
        For instance ``"PORT SAINT ANN"``.

    Returns
    -------
    str
        The same in small letters with capitals, if it was all in capitals.

    Examples
    --------
    >>> in_small_letters("PORT SAINT ANN"), in_small_letters("La Crosse, Wis.")
    ('Port Saint Ann', 'La Crosse, Wis.')
    """
    return place.title() if place.isupper() and len(place) > 3 else place
