"""Letters to the editor: the article that they answer, and the day that they are signed with."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.intake.dates.date_cues import DAY, YEAR, CalendarDay, day_in
from helpers.intake.dates.evidence import Evidence, around, short_cue
from helpers.intake.dates.months import month_number
from helpers.intake.dates.word_sets import words_of

ANSWERED = 60
"""Days after an article, or the day of a letter, within which the letter is printed."""

_PAPER = (
    r"(?:letters?|editorials?|leaders?|leading article|reports?|articles?|columns?|op-ed|comment|"
    r"opinion|story|stories|news|front page|page one|analysis|review|edition|issue|magazine)"
)
_ANSWERS = (
    r"leader|leading article|editorial|report|correspondent|columnist|reviewer|article|readers"
)
_WORDS_OF_LETTERS = frozenset({"editor", "letter", "letters", "madam", "sir", "sirs", "your"})
_IS_LETTER = re.compile(
    r"\b(?:[Tt]o the [Ee]ditor|TO THE EDITOR|LETTERS?|Letters?(?=:|\n| to)|"
    rf"Dear (?:Sir|Madam|Editor)|S(?:ir|IR)s?(?=,| -)|[Yy]our (?:\w+ )?(?:{_ANSWERS}))"
)
_WEEKDAY = r"(?:(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day,? )?"
_DAY = rf"{DAY}(?:,? {YEAR})?(?!\d|,? \d{{4}})"
_IN_BRACKETS = re.compile(rf"\([^()\n]{{0,90}}?{_DAY}(?:, p[^()]{{1,12}})?\)")
_TITLE = r"(?:, \"[^\"\n]{1,90}\",?| \"[^\"\n]{1,90}\"| \([^()\n]{1,90}\))"
_NAMED = tuple(
    re.compile(pattern)
    for pattern in (
        rf"\b(?i:{_PAPER}){_TITLE}?,? (?:of|on|for|dated) {_WEEKDAY}{_DAY}",
        rf"\b[Yy]our {_DAY} (?:[\w-]+ )?(?i:{_PAPER})\b",
    )
)
_SIGNED = re.compile(
    rf"(?:^|[\n ])[A-Z][\w.'-]+, (?:[A-Z][\w.]+(?: [A-Z][\w.]+)?, )?{_DAY}\.?(?=\n|$)"
)
_FOOT = 500
"""Characters at the end of a letter within which it is signed."""


def find_answered(text: str) -> list[tuple[int, CalendarDay]]:
    r"""Find the days without a year of what a letter answers, and of its signing.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of (int, CalendarDay)
        Place in the text and day; empty where the text is no letter.

    Examples
    --------
    >>> text = "To the Editor:\nYour report on eels (May 3) is wrong.\nAda Byron\nOslo, May 9"
    >>> [day.cue for _, day in find_answered(text)]
    ['May 3', 'Oslo, May 9']
    """
    return [(place, day) for place, day, _ in _days(text) if day.year is None]


def find_dated_letter(text: str) -> list[tuple[int, Evidence]]:
    r"""Find what a letter answers, and the day of its signing, where they have a year.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``. The day of an article is a lower bound
        alone: a year is told of what is old.

    Examples
    --------
    >>> text = "To the Editor:\nYour report on eels is wrong.\nAda Byron\nOslo, May 9, 1994"
    >>> [(_, cue)] = find_dated_letter(text)
    >>> str(cue.earliest), str(cue.latest)
    ('1994-05-09', '1994-07-08')
    """
    found: list[tuple[int, Evidence]] = []
    for place, day, is_signed in _days(text):
        full = day.full
        if full is not None:
            span = around(full, 0, ANSWERED) if is_signed else (full, None)
            note = f"{'signed on' if is_signed else 'answers an article of'} {full}"
            found.append((place, Evidence(day.cue, "relative", (span,), note)))
    return found


def _days(text: str) -> Iterator[tuple[int, CalendarDay, bool]]:
    """Yield the days, and whether a letter is signed with them, in the order of the text."""
    if _WORDS_OF_LETTERS.isdisjoint(words_of(text)) or not _IS_LETTER.search(text):
        return
    matches = [*_IN_BRACKETS.finditer(text), *_SIGNED.finditer(text, max(0, len(text) - _FOOT))]
    matches += [match for form in _NAMED for match in form.finditer(text)]
    for match in sorted(matches, key=re.Match.start):
        year = int(match["year"]) if match["year"] else None
        if day_in(match, year or 2000) is None:
            continue
        at = match.start("m1") if match["m1"] else match.start("d2")
        is_signed = match.re is _SIGNED
        place = match.start() if is_signed else at
        cue = short_cue(text[place : match.end()].strip(" \n"))
        month = month_number(match["m1"] or match["m2"])
        yield at, CalendarDay(cue, month, int(match["d1"] or match["d2"]), None, year), is_signed
