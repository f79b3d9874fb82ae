"""Changes of office: who is still to enter or to leave one, and who has done so as news.

"Sworn in yesterday as president" is said within days of a day that the table of offices knows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from helpers.intake.dates.anniversaries import sentence_around
from helpers.intake.dates.date_cues import DAY, day_in, weekday_number
from helpers.intake.dates.evidence import Evidence, Interval, around, short_cue, union
from helpers.intake.dates.office_claims import Claim
from helpers.intake.dates.office_names import Name, find_names
from helpers.intake.dates.office_table import SLACK, Office, Term, after_rise
from helpers.intake.dates.word_sets import words_of

_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_TO_COME = r"(?:will|is to|are to|is due to|was to|was due to)"
_DAY_TO_COME = (
    rf"(?: (?:as|at|in) [^,.;]{{3,40}}?)? on (?:{_WEEKDAY},? )?{DAY}(?!,? (?:of |in )?\d|,? last)"
)
_ENTERS = re.compile(
    rf"\b(?:(?:{_TO_COME} (?:take|assume)|takes|assumes) (?:office|power|over)"
    rf"|(?:{_TO_COME} be|is) (?:sworn in|inaugurated)){_DAY_TO_COME}"
)
_LEAVES = re.compile(
    rf"\b(?:(?:{_TO_COME} (?:leave|relinquish)|leaves) (?:office|power)"
    rf"|(?:{_TO_COME} (?:hand over|step down)|hands over|steps down)){_DAY_TO_COME}"
)
_WORDS_OF_CHANGE = frozenset({
    "take", "takes", "assume", "assumes", "sworn", "inaugurated", "leave", "leaves", "relinquish",
    "hand", "hands", "step", "steps",
})  # fmt: skip
_NEAR = 1
"""Days by which the day told and the day of the table may differ."""

_LAST_YEAR_OF_TERM = 366

_ASIDE = r"(?:,[^,.;\n]{2,60},)?"
_HAS_ENTERED = re.compile(
    rf"{_ASIDE} (?:(?:was|is|has been) (?:sworn in|inaugurated|installed)|kissed hands|"
    r"(?:took|has taken) (?:(?:the|his|her) oath|office|over))\b"
)
_HAS_LEFT = re.compile(
    rf"{_ASIDE} (?:(?:has |abruptly |suddenly )?(?:resigned|quit|stepped down)|"
    r"(?:announced|said|declared)[^.;\n]{0,60} (?:he|she) (?:will|would|was going to) resign)\b"
)
_JUST = re.compile(
    r"\b(?:[Yy]esterday|[Tt]oday|tonight|last night|this morning|(?:[Oo]n|late|early) (?:on )?"
    rf"(?P<weekday>{_WEEKDAY}))\b"
)
_NOT_NOW = re.compile(r"\b(?:(?:1[89]|20)\d\d|if|unless)\b")
_AGAIN = re.compile(
    r"\b(?:(?:second|third|fourth|fifth|new|another) (?:[\w-]+ )?(?:term|inaugura|cabinet)"
    r"|re-?elected|again\b)",
    re.IGNORECASE,
)
"""Who is sworn in again entered the office at a time of which the table may not tell."""

_WORDS_OF_NEWS = frozenset({
    "sworn", "inaugurated", "installed", "took", "taken", "kissed", "resigned", "resign", "quit",
    "stepped",
})  # fmt: skip
_AS_NEWS = 3
"""Days for which "yesterday" is said of a day, copy being late."""

_IN_A_WEEK = 8
"""Days for which a day of the week alone is said of one."""

_UNTIL_SUCCEEDED = 270
"""Days that may lie between the news that somebody resigns and the last day in office."""


def find_changes_to_come(text: str) -> list[tuple[int, Evidence]]:
    """Find days on which somebody named in a text is still to enter or to leave an office.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``: from the time of the election, or a year,
        to that day.

    Examples
    --------
    >>> text = "Vicente Fox has won. He takes office on Dec. 1 and will ban eels."
    >>> [(_, cue)] = find_changes_to_come(text)
    >>> cue.cue, str(cue.latest)
    ('takes office on Dec. 1', '2000-12-02')
    """
    found: list[tuple[int, Evidence]] = []
    if _WORDS_OF_CHANGE.isdisjoint(words_of(text)):
        return found
    told = [(m, True) for m in _ENTERS.finditer(text)]
    told += [(m, False) for m in _LEAVES.finditer(text)]
    heads = {
        (person.name, office, term)
        for name in (find_names(text) if told else ())
        for person in name.persons
        for office, term in person.terms
        if office.may_be_elect
    }
    for match, enters in told:
        spans: set[tuple[str, Interval]] = set()
        for person, office, term in heads:
            day = term.first if enters else term.last
            before = office.most_elect if enters else _LAST_YEAR_OF_TERM
            if day is not None and _is_day(match, day):
                spans.add((person, (around(day, before, 0)[0], around(day, 0, _NEAR)[1])))
        if spans:
            names = " or ".join(sorted({person for person, _ in spans}))
            note = f"{names} had still to {'enter' if enters else 'leave'} office"
            cue = short_cue(match.group())
            days = union(span for _, span in spans)
            found.append((match.start(), Evidence(cue, "relative", days, note)))
    return found


def _is_day(match: re.Match[str], day: date) -> bool:
    told = day_in(match, day.year)
    return told is not None and abs(told - day) <= timedelta(_NEAR)


def find_changes_told(text: str, claims: Sequence[Claim]) -> list[tuple[int, Evidence]]:
    """Find who is told to have entered or left an office yesterday, or on a day of the week.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.
    claims : sequence of Claim
        Who is called the holder of which office in the text.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``; each person once.

    Examples
    --------
    >>> text = "Gerald Ford was sworn in yesterday as the 38th President. He ate no eels."
    >>> [(_, cue)] = find_changes_told(text, [])
    >>> cue.cue, str(cue.earliest), str(cue.latest)
    ('Gerald Ford was sworn in', '1974-08-09', '1974-08-12')
    """
    if _WORDS_OF_NEWS.isdisjoint(words_of(text)):
        return []
    titled = {claim.end: claim for claim in claims}
    found: dict[str, tuple[int, Evidence]] = {}
    for name in find_names(text):
        enters = _HAS_ENTERED.match(text, name.end)
        deed = enters or _HAS_LEFT.match(text, name.end)
        if deed is None or name.has_other_given_name:
            continue
        before, after = sentence_around(text, name.start, deed.end())
        when = _JUST.search(text, name.end, deed.end() + len(after)) or _JUST.search(before)
        if when is None or _NOT_NOW.search(before + after) or (enters and _AGAIN.search(text)):
            continue
        told = None if enters else titled.get(name.end)
        offices = {holding.office for holding in told.holdings} if told else _named(name, after)
        spans = {
            (person.name, span)
            for person in name.persons
            for office, term in person.terms
            if office in offices
            for span in _days(term, when["weekday"], enters=enters is not None)
        }
        if spans:
            names = " or ".join(sorted({person for person, _ in spans}))
            note = f"{names} had just {'entered' if enters else 'resigned from'} office"
            cue = short_cue(text[name.start : deed.end()])
            days = union(span for _, span in spans)
            found.setdefault(names, (name.start, Evidence(cue, "relative", days, note)))
    return list(found.values())


def _named(name: Name, after: str) -> set[Office]:
    """Return the offices of a person that the rest of a sentence names."""
    return {office for office in name.offices if after_rise(office).search(after)}


def _days(term: Term, weekday: str | None, *, enters: bool) -> Iterator[Interval]:
    """Yield the days on which a change is news; none where it was on another day of the week."""
    day, slack = (term.first if enters else term.last), SLACK[term.confidence]
    if day is None:
        return
    if enters and weekday and not slack and weekday_number(weekday) != day.weekday():
        return
    before = slack if enters else _UNTIL_SUCCEEDED + slack
    first, last = around(day, before, slack + (_IN_A_WEEK if weekday else _AS_NEWS))
    yield max(first, term.days[0] or first), last
