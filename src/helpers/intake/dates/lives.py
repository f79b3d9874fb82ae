"""How old people in the news are said to be, and deaths that are told as news.

An age behind a name leaves a year: "Nelson Mandela, 71, spoke". A death that was "on Thursday" was
in the week before.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache

from helpers.intake.data import FOLDER, read_words
from helpers.intake.dates.date_cues import weekday_number
from helpers.intake.dates.evidence import Evidence, Interval, around, short_cue
from helpers.intake.dates.months import day_of
from helpers.intake.dates.word_sets import windows, words_of

SLACK = 2
"""Days by which an age may be late or early: copy lies, and desks count differently."""

AS_NEWS = 8
"""Days after a death on which it is still told to have been "on Thursday"."""

_LONGEST_NAME = 40
_CAPITALISED = re.compile(r"[A-Z][\w'-]*")
_AGE = re.compile(r"(?<=[A-Za-z.])(?:, (?:aged |now |who is )?| \()(?P<age>[2-9]\d)(?=[,.;)])")
_NUMBER = re.compile(r"[2-9]\d[ ,.;)]")
_BEFORE_AGE, _BEHIND_AGE = 24, 16
_BIRTHDAY = re.compile(
    r"(?<=[A-Za-z.]),? (?:who )?(?P<verb>turned|turns|will turn|will be) (?P<age>[2-9]\d)"
    r"(?= (?:on|next|last|in|this|later|earlier|tomorrow|today|yesterday)\b)"
)
_DEED = r"(?:died|was (?:killed|assassinated|murdered|shot dead))"
_WEEKDAY = r"(?P<weekday>(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)"
_WHEN = rf"(?:(?:on|late|early) (?:on )?{_WEEKDAY}|(?P<yesterday>yesterday|last night|today))\b"
_DIED = re.compile(
    rf"(?:, [^.;\n]{{3,200}}?)?,? (?:who )?(?:has )?{_DEED}\b(?P<between>[^.;\n]{{0,60}}?) {_WHEN}"
)
_DIES = re.compile(r"(?:, [^.;\n]{3,80}?,?)? (?:dies|is dead|dead) (?:at|aged) (?P<age>\d\d)\b")
_DEATH_OF = re.compile(
    rf"\b(?:death|killing|assassination|murder) {_WHEN} of (?:[\w.'-]+ ){{0,5}}$"
)
_IS_DEAD = re.compile(rf"(?:,? (?:who )?{_DEED}\b|'s (?:funeral|coffin|burial)\b)")
_OF_DEAD = re.compile(r"\b(?:[Tt]he late|funeral of|burial of|coffin of) (?:[A-Z][\w.'-]+ ){0,4}$")
_KIN = re.compile(
    r"\b(?:whose|wife|widow|husband|son|daughter|brother|sister|father|mother|friend|aide)\b"
)
_YEAR = re.compile(
    r"\b(?i:in|since|of|from|until|to|on) (?:[A-Z][a-z]+ )?(?:\d\d?,? )?(?:19|20)\d\d\b"
)
_DEAD = re.compile(
    r"\b(?:died|dies|dead|death|killed|assassinat|late|funeral|coffin|burial|murder)"
)
_OF_THAT_TIME = re.compile(rf"\b(?:{_DEED}|dies|then|late)\b")
_NOT_SURE = re.compile(r"\b(?:if|would|could|may|might|reports?|rumou?rs?|when|whether)\b", re.I)
_SENTENCE_END = re.compile(r"(?<![A-Z])[.!?][\"')]* (?=[A-Z\"'])")
_YEAR_WITHIN = re.compile(r"\b(?:19|20)\d\d\b")
_ADDRESSES = read_words("person_titles.txt")
_MOST = 40


@dataclass(frozen=True, slots=True)
class Life:
    """Somebody whose days are known.

    Attributes
    ----------
    name : str
        As printed.
    form : str
        The full name, as the table has it.
    family : str
        The family name in lower case.
    born : datetime.date
        The day of birth.
    died : datetime.date or None
        None for who was alive when the table was last revised.
    is_common : bool
        Whether others in the news have the same name.
    """

    name: str
    form: str
    family: str
    born: date
    died: date | None
    is_common: bool

    @property
    def pattern(self) -> re.Pattern[str]:
        """The full name, as the table has it or with an initial in it."""
        return _pattern(self.form)

    def birthday(self, age: int) -> date:
        """Return the day on which an age is reached.

        Parameters
        ----------
        age : int
            In years.

        Returns
        -------
        datetime.date
            Who was born on 29 February has it on 1 March.
        """
        year = self.born.year + age
        return day_of(year, self.born.month, self.born.day) or date(year, 3, 1)


def find_ages(text: str) -> list[tuple[int, Evidence]]:
    """Find how old people in the news are said to be.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``; each person once.

    Examples
    --------
    >>> [(_, cue)] = find_ages("The eels were fed by Nelson Mandela, 71, and his wife.")
    >>> cue.cue, str(cue.earliest), str(cue.latest)
    ('Nelson Mandela, 71', '1989-07-16', '1990-07-19')
    """
    if _family_words().isdisjoint(words_of(text)):
        return []
    found: dict[str, tuple[int, Evidence]] = {}
    near = [*windows(_NUMBER, text, _BEFORE_AGE, _BEHIND_AGE)]
    told = [
        match for form in (_AGE, _BIRTHDAY) for span in near for match in form.finditer(text, *span)
    ]
    for match in told:
        named = _named_before(text, match.start())
        if named is not None and not _is_history(text, named[0], match.end()):
            found.setdefault(named[1].name, (named[0], _aged(text, named, match)))
    return sorted(found.values(), key=_place)


def find_deaths(text: str) -> list[tuple[int, Evidence]]:
    """Find deaths of people in the news, and what speaks of them as dead.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of kind ``"relative"``; each person once, as news if anywhere.

    Examples
    --------
    >>> [(_, cue)] = find_deaths("Willy Brandt died on Thursday.")
    >>> cue.cue, str(cue.earliest), str(cue.latest)
    ('Willy Brandt', '1992-10-08', '1992-10-16')
    """
    if _family_words().isdisjoint(words_of(text)) or not _DEAD.search(text):
        return []
    found: dict[str, tuple[int, Evidence]] = {}
    for start, end, life in _names(text):
        told = _death(text, start, end, life)
        known = found.get(life.name)
        if told is not None and (known is None or known[1].latest is None):
            found[life.name] = (start, told)
    return sorted(found.values(), key=_place)


def _place(cue: tuple[int, Evidence]) -> int:
    return cue[0]


def _aged(text: str, named: tuple[int, Life], match: re.Match[str]) -> Evidence:
    start, life = named
    age = int(match["age"])
    verb = match.groupdict().get("verb") or ""
    if verb and verb != "turned":
        age -= 1
    first, last = life.birthday(age), life.birthday(age + 1) - timedelta(days=1)
    days = (around(first, SLACK, 0)[0], around(last, 0, SLACK)[1])
    note = f"{life.name} was {age} from {first} to {last}"
    return Evidence(short_cue(text[start : match.end()]), "relative", (days,), note)


def _is_history(text: str, start: int, end: int) -> bool:
    """Tell whether the sentence has a year or a death: the age is of that time then."""
    opening = max(text.rfind("\n", 0, start) + 1, start - 250)
    for stop in _SENTENCE_END.finditer(text, opening, start):
        opening = stop.end()
    closing = text.find("\n", end, end + 250)
    closing = end + 250 if closing < 0 else closing
    if close := _SENTENCE_END.search(text, end, closing):
        closing = close.start()
    sentence = text[opening:closing]
    return bool(_YEAR.search(sentence) or _OF_THAT_TIME.search(sentence))


def _named_before(text: str, end: int) -> tuple[int, Life] | None:
    """Return whose name ends at a place: in full, or the family name of who is named in full."""
    begin = max(0, end - _LONGEST_NAME, text.rfind("\n", 0, end) + 1)
    words = text[begin:end].removesuffix(" Jr.").split()
    for life in _lives().get(words[-1].lower(), ()) if words else ():
        for match in life.pattern.finditer(text, begin, end):
            if match.end() == end and _may_be(text, match.start(), life):
                return match.start(), life
        start = end - len(life.family)
        address = text[begin : max(begin, start)].split()[-1:]
        if (
            text[start:end].lower() == life.family
            and address
            and address[0].lower() in _ADDRESSES
            and any(_may_be(text, full.start(), life) for full in life.pattern.finditer(text))
        ):
            return start, life
    return None


def _may_be(text: str, start: int, life: Life) -> bool:
    """Tell whether a name is that of the one known: a common one needs a title before it."""
    words = text[max(0, start - 30) : start].split()
    return not life.is_common or bool(words and words[-1].lower() in _ADDRESSES)


def _names(text: str) -> Iterator[tuple[int, int, Life]]:
    seen = 0
    for word in _CAPITALISED.finditer(text):
        for life in _lives().get(word.group().lower().removesuffix("'s"), ()):
            begin = max(0, word.start() - _LONGEST_NAME)
            for match in life.pattern.finditer(text, begin, word.end()):
                if match.end() > word.start() and seen < _MOST:
                    seen += 1
                    yield match.start(), match.end(), life


def _death(text: str, start: int, end: int, life: Life) -> Evidence | None:
    """Read that somebody died, and whether that is news."""
    if life.died is None:
        return None
    days = _days_after(text, start, end, life, life.died)
    note = f"{life.name} died on {life.died}"
    return Evidence(short_cue(text[start:end]), "relative", (days,), note) if days else None


def _days_after(text: str, start: int, end: int, life: Life, died: date) -> Interval | None:
    """Return the days on which a death may be told so; a wrong weekday or age is a namesake's."""
    before = text[max(text.rfind("\n", 0, start) + 1, start - 90) : start]
    of = _DEATH_OF.search(before)
    match = of or _DIED.match(text, end)
    as_news, known = (died, around(died, 0, AS_NEWS)[1]), True
    if match is not None and (of or not _KIN.search(match.group())):
        if _YEAR_WITHIN.search(match.groupdict().get("between") or ""):
            return died, None
        weekday = match["weekday"]
        known = weekday_number(weekday) == died.weekday() if weekday else not life.is_common
    elif dies := _DIES.match(text, end):
        age = int(dies["age"])
        known = life.birthday(age) <= died < life.birthday(age + 1)
    else:
        told = _IS_DEAD.match(text, end) or _OF_DEAD.search(before)
        return (died, None) if told and not (life.is_common or _NOT_SURE.search(before)) else None
    return as_news if known else None


@cache
def _lives() -> dict[str, tuple[Life, ...]]:
    """Return those in the table by the last word of their names, in lower case."""
    with (FOLDER / "lives.csv").open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(line for line in lines if not line.startswith("#")))
    table: dict[str, list[Life]] = defaultdict(list)
    for row in rows:
        forms = [row["person"], *filter(None, row["also"].split("; "))]
        for form in forms:
            family = " ".join(w for w in form.split() if re.search(r"[A-Z]{2}$", w)).lower()
            life = Life(
                _printed(row["person"]),
                form,
                family,
                date.fromisoformat(row["born"]),
                date.fromisoformat(row["died"]) if row["died"] else None,
                row["common"] == "yes",
            )
            table[form.split()[-1].lower()].append(life)
    return {key: tuple(meant) for key, meant in table.items()}


@cache
def _family_words() -> frozenset[str]:
    return frozenset(word for family in _lives() for word in words_of(family))


@cache
def _pattern(form: str) -> re.Pattern[str]:
    """Let a printer put in an initial, or leave out the stops of those that the table has."""
    words = [re.escape(word).replace(r"\.", r"\.?") for word in _printed(form).split()]
    initial = r" (?:[A-Z]\. ?)?" if "." not in form else " ?"
    joined = initial.join([" ".join(words[:-1]), words[-1]]) if len(words) > 1 else words[0]
    return re.compile(rf"(?<![\w'-]){joined}(?: Jr\.?)?(?![\w-])")


def _printed(form: str) -> str:
    numerals = {"II", "XVI"}
    return " ".join(
        word if word in numerals else re.sub(r"[A-Z]{2,}", _capitalise, word)
        for word in form.split()
    )


def _capitalise(part: re.Match[str]) -> str:
    return part.group().capitalize()
