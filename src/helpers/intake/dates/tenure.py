"""How long somebody is said to have held an office: "prime minister since October".

A month without its year is the last one of that name, so such words leave a year of a term, and
"five weeks in office" leaves some weeks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from helpers.intake.dates.evidence import (
    Days,
    Evidence,
    around,
    intersect,
    short_cue,
    union,
)
from helpers.intake.dates.months import month_number
from helpers.intake.dates.office_claims import Claim
from helpers.intake.dates.office_names import Name, find_names
from helpers.intake.dates.office_table import Term, after_rise
from helpers.intake.dates.title_phrases import doubt_about
from helpers.intake.lines.patterns import MONTH
from helpers.intake.number_words import NUMBERS

_UNITS = {"day": 1.0, "week": 7.0, "month": 30.5}
_LEAST, _MOST = 0.6, 1.3
"""Shares of a time told in whole weeks or months that may really have passed."""

_MOST_UNITS = 23
_COUNT = r"(?P<count>an?|\d\d?|[a-z]{3,9}) (?P<unit>day|week|month)s?"
_MONTH_PAST = (
    rf"(?:since|in|last)(?: late| early| mid| last)?[ -](?P<month>(?-i:{MONTH}))(?![a-z])"
    r"(?!,? ?(?:of |the |last )?(?:\d|last|that|this|the year)| year)"
)
_YEAR_PAST = r"(?:since |in |only )?(?P<year>last|this) year(?!')"
_WHEN = rf"(?:{_MONTH_PAST}|{_YEAR_PAST}|{_COUNT} ago)"
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_OFFICE = r"(?:office|power|charge|(?:the|his|her) (?:job|post))"
_SOON = r"(?:only |just |barely |newly )?"
_BEHIND = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf",? (?:who )?(?:(?:has (?:only )?been|is) )?{_SOON}(?:in {_OFFICE}"
        rf"|(?:took|assumed|came (?:in)?to) {_OFFICE}|(?:was )?(?:sworn in|inaugurated|appointed)"
        rf"|took over) {_SOON}{_WHEN}",
        rf" {_SOON}(?=since ){_WHEN}",
        rf" {_SOON}for {_SOON}{_COUNT}(?=[,.;)]| and )",
        rf", {_SOON}{_COUNT} (?:in|into|after taking) {_OFFICE}",
        rf", {_SOON}{_COUNT} (?:in|into) (?:the|his|her) (?:presidency|premiership|term|tenure)",
    )
)
_BEFORE = re.compile(
    rf"{_COUNT} (?:after|since) (?:(?:he|she) (?:took|assumed|came (?:in)?to) {_OFFICE}|"
    rf"(?:his|her) inauguration|(?:taking|assuming) {_OFFICE}|coming to power),? $",
    re.IGNORECASE,
)
_RISE = re.compile(
    rf", (?:who )?(?:became|took over as|(?:was )?(?:named|appointed|made|sworn in as)(?: as)?|"
    rf"{_SOON}{_COUNT} into (?:his|her) (?:job|term|time|tenure) as)"
    r" (?:the |its |his |her )?(?:new )?",
    re.IGNORECASE,
)
_RISEN = re.compile(rf"(?: of [^,.;]{{2,40}}?)? {_SOON}{_WHEN}", re.IGNORECASE)


def find_tenures(text: str, claims: Sequence[Claim]) -> list[tuple[int, Evidence]]:
    """Find how long holders of offices are said to have held them.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.
    claims : sequence of Claim
        Who is called the holder of which office in the text.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``.

    Examples
    --------
    >>> from helpers.intake.dates.offices import find_claims
    >>> text = "President Gerald Ford, in office since August, ate eels."
    >>> [(_, cue)] = find_tenures(text, find_claims(text))
    >>> cue.cue, str(cue.earliest), str(cue.latest)
    ('in office since August', '1974-08-09', '1975-07-31')
    """
    found: list[tuple[int, Evidence]] = []
    for claim in claims:
        if not claim.doubt and not claim.is_elect:
            terms = [term for holding in claim.holdings for term in holding.terms]
            names = " or ".join(sorted({holding.person.name for holding in claim.holdings}))
            for match in _beside(text, claim.start, claim.end):
                found += _told(match, names, terms)
    met = find_names(text)
    for name in met if met and _RISE.search(text) else ():
        found += _of_risen(name)
    return found


def _beside(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    behind = (pattern.match(text, end) for pattern in _BEHIND)
    opening = text.rfind("\n", 0, start) + 1
    yield from filter(None, behind)
    if before := _BEFORE.search(text, max(opening, start - 80), start):
        yield before


def _of_risen(name: Name) -> list[tuple[int, Evidence]]:
    """Read "Ada Byron, who became chancellor in May", which names the office she got."""
    rise = _RISE.match(name.text, name.end)
    if rise is None or name.has_other_given_name:
        return []
    for office in name.offices:
        title = after_rise(office).match(name.text, rise.end())
        if title is None:
            continue
        risen = rise if rise["count"] else _RISEN.match(name.text, title.end())
        if risen is None or doubt_about(name.text, name.end, name.start, risen.end()):
            return []
        held = [(p.name, t) for p in name.persons for o, t in p.terms if o is office]
        names = " or ".join(sorted({person for person, _ in held}))
        return _told(risen, names, [term for _, term in held])
    return []


def _told(match: re.Match[str], names: str, terms: Sequence[Term]) -> list[tuple[int, Evidence]]:
    days = union(day for term in terms for day in _days(match, term))
    if not days:
        return []
    said = " ".join(match.group().strip(" ,").split()[-4:])
    begun = " or ".join(sorted({str(t.first) for t in terms if _days(match, t)}))
    note = f"{names} had entered the office on {begun}"
    return [(match.start(), Evidence(short_cue(said), "relative", days, note))]


def _days(match: re.Match[str], term: Term) -> Days:
    """Return the days of a term on which that can be said; none where it began at another time."""
    first = term.days[0] or term.first
    slack = (term.first - first).days
    _, last = around(term.first, 0, slack)
    told = match.groupdict()
    if told.get("month"):
        spans = _since_month(month_number(told["month"]), first, last)
    elif told.get("year"):
        later = int(told["year"].lower() == "last")
        spans = union(
            (date(year + later, 1, 1), date(year + later, 12, 31))
            for year in {first.year, last.year}
            if year + later < date.max.year
        )
    else:
        spans = _after(told, first, last)
    return intersect(spans, (term.days,))


def _since_month(month: int, first: date, last: date) -> Days:
    """Return the year from a month on, if a term that began between two days began in it."""
    for day in (first, last):
        if day.month == month and day.year < date.max.year:
            end = date(day.year + 1, month, 1) - timedelta(days=1)
            return ((date(day.year, month, 1), end),)
    return ()


def _after(told: dict[str, str | None], first: date, last: date) -> Days:
    word, unit = (told["count"] or "").lower(), _UNITS[(told["unit"] or "").lower()]
    count = 1 if word in {"a", "an"} else int(word) if word.isdecimal() else NUMBERS.get(word, 0)
    if not 0 < count <= _MOST_UNITS:
        return ()
    least, most = count * unit * _LEAST, (count + 1) * unit * _MOST
    return ((around(first, 0, int(least))[1], around(last, 0, int(most))[1]),)
