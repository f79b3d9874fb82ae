"""Lines that cite an article by paper, day and page, above a text that somebody copied or below."""

from __future__ import annotations

import re
from dataclasses import dataclass

from helpers.intake.formats.export_parts import FIELD
from helpers.intake.formats.localised_dates import find_day
from helpers.intake.lines.patterns import MONTH
from helpers.intake.model import NOTHING_GIVEN, RUNNING_HEAD, Given
from helpers.intake.normalise import split_lines
from helpers.intake.parts.headlines import NAMED_PAPER

_WEEKDAY = r"(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day)?\.?"
_DAY = rf"(?P<day>{MONTH} \d{{1,2}}, \d{{4}}|\d{{1,2}} {MONTH} \d{{4}})"
_PAGE = r"(?i:p{1,2}\.? ?|pgs?\.? ?|pages? )(?:[A-Z]{0,2}[\d.:–-]{1,7})(?: \(\d{1,3}\))?"
_YEARS = r" \([^()]{0,40}\d{4} ?[-–] ?(?:\d{4}|Current)[^()]{0,12}\)"
_NAME = r"[A-Z][\w'’&.-]*(?: [\w'’&.-]+){0,6}"
_WHEN = rf"[,.;:]? (?:{_WEEKDAY},? )?{_DAY}(?:,? {_WEEKDAY})?"
_PAGED = rf"(?:[,.;•| ]+{_PAGE})"

_END = r"[.;,]?(?: .{0,40}edition\.?)?"
_CITED = tuple(
    re.compile(pattern + _END)
    for pattern in (
        rf"(?P<paper>{_NAME}){_YEARS}{_WHEN}{_PAGED}?",
        rf"(?:Clipped from )?(?P<paper>{_NAME}?)(?:, [A-Z][\w .]{{1,30}}){{0,2}}{_WHEN}{_PAGED}",
    )
)
"""Whole lines: a paper told by the years that it came out, or by a page."""

_NUMBER = r"(?:[A-Z]?\d{1,3})"
_RUNNING = re.compile(
    rf"(?:(?P<left>{_NUMBER})[,.;:•|]? )?(?P<paper>{_NAME}?)"
    rf"(?:[,.;:•|]? (?P<weekday>(?i:{_WEEKDAY})))?[,.;:•|]? (?i:{_DAY})"
    rf"(?:[,.;:•|]? (?P<right>{_NUMBER}))?"
)
"""The head of a printed page, as scans have it: paper, day and number of the page."""

_CONTINUED = re.compile(
    r"[(\[]?cont(?:inued|[’'.]?d)?\.?,? (?:from|on) (?:page|p\.?) ?[A-Z]?\d{1,3}\b.{0,20}",
    re.IGNORECASE,
)

_NAMED = re.compile(rf"(?P<paper>{NAMED_PAPER}){_WHEN}{_END}")
"""A paper told by its last word alone; on top of a page that may be the day of the visit."""

_REFERENCE = re.compile(
    rf"(?P<before>.{{3,300}}?)\.? \((?P<year>\d{{4}}), (?P<month>{MONTH} \d{{1,2}})\)\. "
    rf"(?:(?P<title>.{{5,300}}?[.?!]) )?(?P<paper>{_NAME}?)(?:{_YEARS})?, {_PAGE}\.?"
    r"(?: Retrieved .*)?"
)
"""A reference with the day in brackets, behind the title or behind the author."""

_QUOTED = re.compile(
    rf"[\"“](?P<title>.{{5,300}}?)[.,]?[\"”][.,]? (?P<rest>{_NAME}?(?:{_YEARS})?, .*)"
)
_SOURCE = re.compile(r"(?:Source|From|First published in|Published in): ", re.IGNORECASE)
_BESIDE = re.compile(rf"ProQuest Historical Newspapers\b.{{0,120}}|{_PAGE}", re.IGNORECASE)
"""What databases of old papers write below the line that cites the article."""

_LONGEST_LINE, _LONGEST_TITLE = 600, 200


@dataclass(frozen=True)
class _Citation:
    paper: str
    day: str
    title: str = ""


def read_cited(text: str) -> tuple[Given, tuple[str, ...]]:
    r"""Read the line that cites an article, where a text begins or ends with one.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Given
        Paper, day, and the headline where the line has it or stands right below it.
    tuple of str
        Kind of each line of the text; none where no line cites the article.

    Examples
    --------
    >>> given, kinds = read_cited("Harbour talks fail\nThe Pier, 3 May 1994, p. 4\n\nTalks failed.")
    >>> given.headline, given.publisher, given.day.isoformat(), kinds
    ('Harbour talks fail', 'The Pier', '1994-05-03', ('headline', 'export field', '', ''))
    """
    lines = split_lines(text)
    filled = [i for i, line in enumerate(lines) if line.strip()]
    if len(filled) < 2:
        return NOTHING_GIVEN, ()
    plain = {i: " ".join(lines[i].split()) for i in {*filled[:5], filled[-1]}}
    kinds = [""] * len(lines)
    found = _cited(plain[filled[0]])
    if found is None and len(filled) > 2 and _is_title(plain[filled[0]]):
        found = _paper_and_day(plain[filled[1]], named=True)
        if found is not None:
            found = _Citation(found.paper, found.day, plain[filled[0]])
            kinds[filled[0]], kinds[filled[1]] = "headline", FIELD
            for i in filled[2:5]:
                if not _BESIDE.fullmatch(plain[i]):
                    break
                kinds[i] = FIELD
    elif found is not None:
        kinds[filled[0]] = FIELD
        for i in filled if _RUNNING.fullmatch(plain[filled[0]]) else ():
            same = _letters(lines[i]) == _letters(lines[filled[0]])  # as on each page of a scan
            if same or _CONTINUED.fullmatch(lines[i].strip()[:_LONGEST_TITLE]):
                kinds[i] = RUNNING_HEAD
    if found is None and (label := _SOURCE.match(plain[filled[-1]])):
        found = _paper_and_day(plain[filled[-1]][label.end() :], named=True)
        kinds[filled[-1]] = FIELD
    day = find_day(found.day) if found is not None else None
    if found is None or day is None:
        return NOTHING_GIVEN, ()
    paper = found.paper.title() if found.paper.isupper() else found.paper
    given = Given(headline=found.title, publisher=paper, day=day, day_source="citation")
    return given, tuple(kinds)


def _is_title(line: str) -> bool:
    return len(line) <= _LONGEST_TITLE and line.count(" ") > 1 and line[-1] not in ".:,;"


def _letters(line: str) -> str:
    """Letters of a line, by which the heads of two pages are one."""
    return "".join(filter(str.isalpha, line[:_LONGEST_TITLE].casefold()))


def _cited(line: str) -> _Citation | None:
    if len(line) > _LONGEST_LINE:
        return None
    if found := _paper_and_day(line) or _running_head(line):
        return found
    if (quoted := _QUOTED.fullmatch(line)) and (
        found := _paper_and_day(quoted["rest"], named=True)
    ):
        return _Citation(found.paper, found.day, quoted["title"])
    if referred := _REFERENCE.fullmatch(line):
        title = (referred["title"] or referred["before"]).rstrip(".")
        return _Citation(referred["paper"], f"{referred['month']}, {referred['year']}", title)
    return None


def _paper_and_day(line: str, *, named: bool = False) -> _Citation | None:
    if len(line) > _LONGEST_TITLE or not any(map(str.isdigit, line)):
        return None
    patterns = (*_CITED, _NAMED) if named else _CITED
    found = next(filter(None, (pattern.fullmatch(line) for pattern in patterns)), None)
    return _Citation(found["paper"], found["day"]) if found else None


def _running_head(line: str) -> _Citation | None:
    """Read the head of a page; a weekday or a paper's usual last word tells it from a headline."""
    found = _RUNNING.fullmatch(line) if len(line) <= _LONGEST_TITLE else None
    if found is None or not (found["left"] or found["right"]):
        return None
    is_paper = found["weekday"] or _NAMED.fullmatch(f"{found['paper']}, {found['day']}".title())
    return _Citation(found["paper"], found["day"]) if is_paper else None
