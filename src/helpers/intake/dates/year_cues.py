"""Years that a text names, and whether it looks back on them.

The latest year in a text is its own in one wire story of four (measured on Reuters stories of
1987), so a year alone dates nothing. Its sentence tells more: where a plain past tense or a
comparison stands beside it, and no word that looks ahead, the year had begun.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from helpers.intake.data import read_names
from helpers.intake.dates.months import month_number
from helpers.intake.lines.patterns import MONTH

MOST_YEARS = 30
"""Years that are looked at; more would only repeat them."""

_BEFORE, _AFTER = 160, 160
"""Characters on either side of a year within which its sentence is read."""

_UNITS = (
    "mln|bln|pct|million|billion|percent|per cent|dlrs|dollars|stg|francs|yen|marks|euros|gmt|"
    "hours|hrs|local|points|pounds|people|tonnes|tons|barrels|shares|workers|jobs|times|votes|soldiers|"
    "troops|miles|feet|meters|metres|km|kilometers|kilometres|members|employees|cars|vehicles|"
    "hectares|acres|houses|homes|units|cts|calories|students|megawatts|mw|volts|e[sd]t|p[sd]t|bst|cet"
)
_YEAR = re.compile(
    r"(?P<year>(?:19[5-9]|20[0-4])\d)(?<![\w.,$/:+#].{4})"
    rf"(?:[/-](?P<other>\d\d)(?!\d))?(?![\w/:-]|[.,]\d|'s|[ -](?i:{_UNITS})\b)"
)
_PARTS = ("mid-", "end-", "early-", "late-")
_LEFT = re.compile(
    r"(?:^|[\"(:;,] ?|\b(?:in|of|from|during|than|against|vs|versus|with|since|over|and|or|the|"
    r"its|his|her|their|our|'s|same|corresponding|comparable|between|late|early|mid|end|for|by|until|till|through|before|after|to|at|as|about|"
    r"all|both|throughout|entire|whole|fiscal|calendar|year|years|quarter|qtr|half|months?|summer|winter|spring|autumn|fall|"
    rf"(?P<month>{MONTH})),? (?:(?P<day>\d\d?)(?:st|nd|rd|th)?,? )?)$",
    re.IGNORECASE,
)
_FISCAL = re.compile(
    r"\b(?:fiscal|financial|budget|marketing|crop|model)\b[^.]{0,12}$", re.IGNORECASE
)
_WORDS = read_names("year_words.tsv")
_AHEAD_WORDS = frozenset(
    word
    for word, kind in _WORDS.items()
    if kind in {"ahead", "ahead, paper", "ahead, occasion", "ahead, thing made"}
)
_AHEAD_STEMS = tuple(w for w, kind in _WORDS.items() if kind == "ahead, beginning of a word")
_AHEAD_PHRASES = tuple(w for w, kind in _WORDS.items() if kind == "ahead, anywhere")
_SAME = frozenset(word for word, kind in _WORDS.items() if kind == "same")
_AGAINST = _SAME | {word for word, kind in _WORDS.items() if kind == "against"}
_INFINITIVE = re.compile(
    r"\b(?:to(?! (?:\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|some|about|around|"
    r"nearly|over|more|less|almost|an?|the|its|their)\b))|can|be|through) (?:[\w.,]+ ){0,6}"
    r"(?:in |by |mid-|end-|late |early )*$"
)
_TOKEN = re.compile(r"[a-z][a-z'-]+")
_NEAR_AHEAD = re.compile(
    r"\b(?:by|for|before|through|if|pct|percent|of the)\b[^.;]{0,18}$", re.IGNORECASE
)
_LOOKS_BACK = re.compile(
    r"\b(?:was|were|had|did|[a-z]{3,}ed|rose|fell|grew|made|took|went|lost|won|sold|bought|came|"
    r"began|became|left|held|met|ran|got|gave|stood|shrank|sank|slid|cut|paid|rise|fall|compared|"
    r"against|vs|versus|than|from|since|restated|ago|earlier|after)\b"
)
_STANDS = re.compile(r" (?:is|are|has to|have to|can|must|need|needs)\b")
"""What stands right behind a year that may as well be this one or the next."""

_AGAINST_LAST_YEAR = re.compile(
    r"[^;]{0,70}?\b(?:from|against|compared (?:with|to)|than|vs|after|over|on)\b[^;]{0,40}?"
    r"\b(?:last year|the previous year)\b",
    re.IGNORECASE,
)
_QUARTER = (
    r"(?:quarter|qtr|half|\w+ months)(?:,? (?:of|in|ended|to|ending))?"
    r"(?: [a-z]+\.?)?(?: \d\d?,?)? $"
)
_TO_COME = re.compile(
    r"\b(?:due|maturing|by|until|before|through)(?: in| on)?(?: the)?"
    rf"(?: end of| year| end| late| early| mid)?[ -](?:{MONTH} (?:\d\d?, )?)?$"
)
_FOURTH_QUARTER = re.compile(
    rf"\b(?:fourth|4th|second half|final) {_QUARTER}|\b(?:end-|dec(?:ember)?\.? 31, ?)$"
)
_FIRST_QUARTER = re.compile(rf"\b(?:first|1st|two|three) {_QUARTER}")
_ON_DAY = re.compile(r"\b(?:on|since|as of|ended|dated|at|from) [A-Z][a-z]+\.? \d\d?,? $")
_OVER = re.compile(
    rf",? (?:(?:fiscal |financial |crop |marketing )?year,? )?(?:which |that )?ended (?:on |in )?"
    rf"(?P<month>{MONTH})\b"
)
_DETERMINER = re.compile(r"\b(?:the|its|his|her|their|our|a|'s) $", re.IGNORECASE)
_RESULT = re.compile(
    r" (?:(?:first|second|third|fourth|full|pretax|net|gross|group|trade|annual|total|operating) )*"
    r"(?:quarter|half|year|results?|sales|revenues?|profits?|earnings|income|loss(?:es)?|level|figures?|"
    r"total|average|peak|high|low|surplus|deficit|output|production|exports|imports|period)\b"
)
_STOP = re.compile(r"(?<=[a-z)\"'\d])[.!?][\"')]* (?=[A-Z\"'])")


@dataclass(frozen=True, slots=True)
class NamedYear:
    """A year in a text.

    Attributes
    ----------
    start, end : int
        Where it stands.
    year : int
        The year; the first one of "1986/87".
    sense : str
        What stands beside it, one of the rows of ``year_weights.csv``: for instance ``"past"``
        (looked back on), ``"to come"`` ("by 1975"), ``"ahead"`` (where a word looks ahead) or
        ``"last year against"`` ("... last year from 5 mln in 1971").
    first : datetime.date or None
        A day on or before which what is named had begun; None where the sentence may look ahead.
    """

    start: int
    end: int
    year: int
    sense: str
    first: date | None


def find_years(text: str) -> list[NamedYear]:
    """Find the years that a text names and judge their sentences.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces.

    Returns
    -------
    list of NamedYear
        In the order of the text, 30 at most.

    Examples
    --------
    >>> text = "Exports of eels fell in 1971. They will recover by 1975."
    >>> [(named.year, named.sense) for named in find_years(text)]
    [(1971, 'past'), (1975, 'to come')]
    """
    if "19" not in text and "20" not in text:
        return []
    found: list[NamedYear] = []
    for match in _YEAR.finditer(text):
        named = _named(text, match)
        if named is not None:
            found.append(named)
        if len(found) >= MOST_YEARS:
            break
    return found


def _named(text: str, match: re.Match[str]) -> NamedYear | None:
    start, end = match.span()
    year = int(match["year"])
    lead = text[max(0, start - 40) : start].rpartition("\n")[2]
    part = lead.endswith(_PARTS)
    left = None if lead.endswith("-") else _LEFT.search(lead)
    if left is None and not part:
        return None
    if match["other"] and int(match["other"]) != (year + 1) % 100:
        return None
    before, after = _sentence(text, start, end)
    ahead = _looks_ahead(before, after)
    if match["other"]:
        over = _OVER.match(after)
        last = date(year + 1, month_number(over["month"]), 1) if over else None
        return NamedYear(start, end, year, _season(before, ahead), last)
    month = left["month"] if left is not None else None
    vague = left is not None and left["day"] and not _ON_DAY.search(before)
    first = None if ahead or vague else _begun(year, month, before, after)
    return NamedYear(start, end, year, _sense(before, after, month, ahead, first), first)


def _looks_ahead(before: str, after: str) -> bool:
    """Tell whether a sentence may speak of a time to come; May the month does not."""
    around = f"{before} {after}".replace("May ", "").lower()
    tokens = set(_TOKEN.findall(around))
    return bool(
        not tokens.isdisjoint(_AHEAD_WORDS)
        or any(token.startswith(_AHEAD_STEMS) for token in tokens)
        or any(phrase in around for phrase in _AHEAD_PHRASES)
        or _NEAR_AHEAD.search(before)
        or _INFINITIVE.search(before)
    )


def _begun(year: int, month: str | None, before: str, after: str) -> date | None:
    """Return the first day of what is looked back on; None where that is not certain."""
    if _DETERMINER.search(before) and not _RESULT.match(after):
        return None
    if _STANDS.match(after):
        return None
    if not (_LOOKS_BACK.search(before) or _LOOKS_BACK.search(after)):
        return None
    if _FISCAL.search(before):
        return date(year - 1, 1, 1)  # asked for in January of the year before
    return date(year, month_number(month) if month else 1, 1)


def _sense(before: str, after: str, month: str | None, ahead: bool, first: date | None) -> str:
    near = before[-80:].rpartition(";")[2].lower()
    words = set(near.split())
    against = not words.isdisjoint(_AGAINST) or "compared " in near
    this_year = "this year" in near or "current year" in near
    senses = (
        ("last year against", against and "last year" in near),
        ("this year against", against and this_year),
        ("against last year", ahead and " year" in after and _AGAINST_LAST_YEAR.match(after)),
        ("same period", not words.isdisjoint(_SAME) or (against and month)),
        ("fourth quarter", _FOURTH_QUARTER.search(near)),
        ("first quarter", _FIRST_QUARTER.search(near)),
        ("fiscal", _FISCAL.search(near)),
        ("month", first and month),
        ("to come", ahead and _TO_COME.search(before)),
        ("ahead", ahead),
        ("past", first),
    )
    return next((sense for sense, met in senses if met), "plain")


def _season(before: str, ahead: bool) -> str:
    near = before[-80:].rpartition(";")[2].lower()
    if "compared " in near or not _AGAINST.isdisjoint(near.split()):
        return "season against"
    return "season ahead" if ahead else "season"


def _sentence(text: str, start: int, end: int) -> tuple[str, str]:
    """Return what stands before and after a place in its sentence, as far as it is read."""
    before = text[max(0, start - _BEFORE) : start].rpartition("\n")[2]
    begins = 0
    for stop in _STOP.finditer(before):
        begins = stop.end()
    before = before[begins:]
    after = text[end : end + _AFTER].partition("\n")[0]
    stop_after = _STOP.search(text, end, end + len(after))
    return before, after[: stop_after.start() - end] if stop_after else after
