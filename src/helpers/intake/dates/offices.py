"""Holders of offices named in a text, and the days on which they may be named so.

A name alone dates nothing: people are quoted before and after they hold an office. What dates a
text is the name together with the words of the office in one noun phrase, unless the phrase says
that this is past or yet to come.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from itertools import combinations

from helpers.intake.dates.evidence import Days, Evidence, intersect, union
from helpers.intake.dates.office_claims import Claim, Holding
from helpers.intake.dates.office_names import REACH, Name, find_names
from helpers.intake.dates.office_table import Office, Person, Term, after_name, before_name
from helpers.intake.dates.title_phrases import (
    FORMER,
    Reading,
    doubt_about,
    is_country,
    is_one_sentence,
    read_phrase,
)

CHANGE = timedelta(31)
"""Time for which the table may have two in an office that one person holds at a time."""

_GIVEN_NAME = re.compile(
    r" (?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day|Administration|Government|Cabinet)[A-Z][a-z]"
)
ELECT = "-elect "
_GENERAL = (
    r"(?:(?:chief|top|lead|leading|senior) (?:\w+ ){0,2}?)(?:envoy|negotiator|trade official)"
    r"|(?:trade|tariff) (?:envoy|negotiator)|counterpart|minister"
)
_OF_GOVERNMENTS = frozenset({"counterpart", "minister"})
_GENERAL_BEFORE = before_name(_GENERAL)
_GENERAL_AFTER = after_name(_GENERAL)


def find_claims(text: str) -> list[Claim]:
    """Find who is called the holder of which office.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.

    Returns
    -------
    list of Claim
        In the order of the text.

    Examples
    --------
    >>> [claim.doubt for claim in find_claims("President Ford met former President Nixon.")]
    ['', 'named as former holder']
    """
    found: list[Claim] = []
    latest: Claim | None = None
    for name in find_names(text):
        claim = _by_own_title(name) or _by_general_title(name, latest)
        if claim is not None:
            found.append(claim)
            latest = latest if claim.doubt else claim
    return found


def office_cues(text: str, claims: Sequence[Claim]) -> list[tuple[int, Evidence]]:
    """Tell on which days those named as holders of offices were so.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.
    claims : sequence of Claim
        Those of the text.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue, in the order of the text; each holder once.

    Examples
    --------
    >>> text = "Trade Representative Carla Hills met former President Reagan."
    >>> for place, cue in office_cues(text, find_claims(text)):
    ...     print(place, cue.cue, cue.earliest, cue.used)
    0 Trade Representative Carla Hills 1989-02-06 True
    44 President Reagan 1981-01-20 False
    """
    told: dict[tuple[Holding, ...], Claim] = {}
    for claim in claims:
        known = told.get(claim.holdings)
        if known is None or (known.doubt and not claim.doubt):
            told[claim.holdings] = claim
    left = {claim.holdings for claim in claims if claim.has_left}
    cues = {
        claim: _evidence(text, claim, has_left=claim.holdings in left) for claim in told.values()
    }
    for followed in _followed(cues):
        begun, days = _days_of_one(followed.values())
        for claim, cue in followed.items():
            if _ends_by(cue, begun):
                note = f"{cue.note} (set aside: named as history)"
                cues[claim] = replace(cue, note=note, used=False)
            elif cue.intervals != days:
                note = f"{cue.note}, and another holder is named"
                cues[claim] = replace(cue, note=note, intervals=days)
    return sorted(((claim.start, cue) for claim, cue in cues.items()), key=_place)


def _followed(cues: dict[Claim, Evidence]) -> Iterator[dict[Claim, Evidence]]:
    """Yield those who followed each other in an office: the day of the change is not meant."""
    of_office: dict[Office, dict[Claim, Evidence]] = {}
    for claim, cue in cues.items():
        if cue.used and not claim.is_elect and len({h.office for h in claim.holdings}) == 1:
            of_office.setdefault(claim.holdings[0].office, {})[claim] = cue
    for held in of_office.values():
        common = [
            day
            for one, other in combinations(held.items(), 2)
            if {h.person for h in one[0].holdings}.isdisjoint(h.person for h in other[0].holdings)
            for day in intersect(one[1].intervals, other[1].intervals)
        ]
        if common and all(first and last and last - first <= CHANGE for first, last in common):
            yield held


def _days_of_one(cues: Iterable[Evidence]) -> tuple[date, Days]:
    """Return when all had begun to hold an office, and the days on which one holds it since."""
    known = [cue.intervals for cue in cues]
    begun = max(days[0][0] or date.min for days in known)
    return begun, union(day for days in known for day in intersect(days, ((begun, None),)))


def _ends_by(cue: Evidence, begun: date) -> bool:
    return cue.latest is not None and cue.latest - begun <= CHANGE


def _place(cue: tuple[int, Evidence]) -> int:
    return cue[0]


def _by_own_title(name: Name) -> Claim | None:
    """Read the title of one of the holder's offices; two people may have been President Bush."""
    left, right = name.left, name.right
    near = f"{left}\n{right}".lower()
    offices = [office for office in name.offices if any(w in near for w in office.words)]
    for read in (_title_before, _title_after, _government_after) if offices else ():
        claims = [claim for office in offices if (claim := read(name, office, left, right))]
        if claims:
            first = claims[0]
            holdings = tuple(holding for claim in claims for holding in claim.holdings)
            return replace(first, holdings=holdings)
    return None


def _title_before(name: Name, office: Office, left: str, right: str) -> Claim | None:
    is_elect = office.may_be_elect and left.endswith(ELECT)
    match = office.before_name.search(f"{left.removesuffix(ELECT)} " if is_elect else left)
    if match is None or not _is_apposition(match, name, right):
        return None
    if not name.is_full and _GIVEN_NAME.match(right):  # 'President Kim Campbell' is no Mr Kim
        return None
    reading = read_phrase(left[: match.start()], match, office.country, strict=not name.is_full)
    claim = _claim(name, (office,), match, name.start - len(left), reading)
    if is_elect and claim is not None:
        return None if claim.doubt else replace(claim, title=f"{claim.title}-elect", is_elect=True)
    return claim


def _title_after(name: Name, office: Office, _left: str, right: str) -> Claim | None:
    match = office.after_name.match(right) if right.startswith(", ") else None
    if match is None or name.has_other_given_name:
        return None
    reading = read_phrase(match["lead"], match, office.country, strict=True, whole=True)
    return _claim(name, (office,), match, name.end, reading)


def _government_after(name: Name, office: Office, left: str, right: str) -> Claim | None:
    match = office.after_head.match(right) if office.after_head else None
    if match is None or (not name.is_full and is_country(name.text[name.start : name.end])):
        return None  # 'the English government' is not Bill English's
    reading = read_phrase(left, match, office.country, strict=False, numbered=True)
    return _claim(name, (office,), match, name.end, reading, kind="administration")


def _by_general_title(name: Name, latest: Claim | None) -> Claim | None:
    """Read 'envoy' or 'counterpart' beside a full name, which may mean any office of the person."""
    if not name.is_full:
        return None
    left, right = name.left, name.right
    match = _GENERAL_BEFORE.search(left)
    if match is not None and _is_apposition(match, name, right):
        lead, offset = left[: match.start()], name.start - len(left)
    else:
        match = _GENERAL_AFTER.match(right)
        lead, offset = match["lead"] if match else "", name.end
    if match is None:
        return None
    offices = name.offices
    if match["title"].lower() == "counterpart" and latest is not None:
        offices = _counterparts(name, latest)
    if match["title"].lower() in _OF_GOVERNMENTS:
        offices = tuple(office for office in offices if office.country)
    if not offices:
        return None
    countries = {office.country for office in offices}
    country = countries.pop() if len(countries) == 1 else ""
    reading = read_phrase(lead, match, country, strict=True, whole=offset == name.end)
    return _claim(name, offices, match, offset, reading)


def _counterparts(name: Name, latest: Claim) -> tuple[Office, ...]:
    """Keep the offices in the field of the one whose holder the sentence has just named."""
    near = 0 <= name.start - latest.end <= 2 * REACH
    if not (near and is_one_sentence(name.text, latest.end, name.start)):
        return name.offices
    field = latest.holdings[0].office.field
    return tuple(o for o in name.offices if o.field == field and field) or name.offices


def _is_apposition(match: re.Match[str], name: Name, right: str) -> bool:
    """Refuse 'after talks with the prime minister, Jones said', where Jones is another."""
    if not match["comma"]:
        return True
    closed = not right or right[0] in ",.;:)'\"" or right.startswith(" and ")
    addressed = match.group().rstrip(" .").endswith(("Mr", "Mrs", "Ms", "Dr"))
    return addressed or (name.is_full and closed)


def _claim(
    name: Name,
    offices: tuple[Office, ...],
    match: re.Match[str],
    offset: int,
    reading: Reading | None,
    *,
    kind: str = "office",
) -> Claim | None:
    if reading is None:
        return None
    start = min(name.start, offset + match.start("title"))
    end = max(name.end, offset + match.end("title"))
    doubt = reading.doubt or doubt_about(name.text, name.end, start, end)
    holdings = tuple(
        Holding(person, office, terms)
        for office in offices
        for person in name.persons
        if (terms := _terms(person, office, reading.acting))
    )
    printed = name.text[name.start : name.end]
    has_left = reading.has_left and kind == "office"  # one who served a government may leave alone
    return Claim(start, end, printed, match["title"], kind, holdings, doubt, has_left)


def _terms(person: Person, office: Office, acting: bool) -> tuple[Term, ...]:
    terms = tuple(term for held, term in person.terms if held is office)
    return (tuple(term for term in terms if term.acting) or terms) if acting else terms


def _evidence(text: str, claim: Claim, *, has_left: bool) -> Evidence:
    """Tell the days of a claim; of who is called a former holder, too, an old title is repeated."""
    days = claim.days
    doubt = claim.doubt or (FORMER if has_left else "")
    told = sorted(claim.holdings, key=lambda h: (h.person.name, h.terms[0].first, h.office.title))
    note = " or ".join(
        _told(holding, named=i > 0 and holding.person is told[i - 1].person)
        for i, holding in enumerate(told)
    )
    if claim.is_elect:
        note += ", and elected before"
    if doubt:
        note += f" (set aside: {doubt})"
    return Evidence(claim.cue(text), claim.kind, days, note, used=not doubt)


def _told(holding: Holding, *, named: bool) -> str:
    """Put a holding into words: 'Carla Hills was US Trade Representative from ... to ...'."""
    terms = holding.terms
    acting = "acting " if all(term.acting for term in terms) else ""
    what = f"{acting}{holding.office.title} {' and '.join(_span(term) for term in terms)}"
    verb = "has been" if terms[-1].last is None else "was"
    return what if named else f"{holding.person.name} {verb} {what}"


def _span(term: Term) -> str:
    about = "about " if term.confidence in {"M", "L"} else ""
    if term.last is None:
        return f"since {about}{term.first}"
    return f"from {about}{term.first} to {about}{term.last}"
