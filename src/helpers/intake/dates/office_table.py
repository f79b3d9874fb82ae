"""The table of offices: who held which, when, and how office and holder are named in print."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property

from helpers.intake.data import FOLDER
from helpers.intake.dates.evidence import Interval, around

SLACK = {"V": 0, "H": 0, "M": 7, "L": 31}
"""Days by which a term may be longer than the table says, by how sure its days are."""

_ADDRESS = r"(?: (?:Mr|Mrs|Ms|Dr|Sir|Lord|Dame|Mme|Gen|General|Graf|Sheikh|Sheik|Sen|Senator)\.?)?"
_PLACE = r"(?P<of> (?:of|for) (?:the )?[A-Z][\w.]*(?: [A-Z][\w.]*){0,2})?"
_PARTICLES = frozenset({"DE", "DA", "LA", "DER", "VON", "DU", "ARAP"})


@dataclass(frozen=True, slots=True)
class Term:
    """One person's stay in one office.

    Attributes
    ----------
    first, last : date or None
        Days of entering and leaving; ``last`` is None for who was in office when the table was
        last revised.
    acting : bool
        Whether the office was held for the time being.
    confidence : str
        ``"V"``, ``"H"``, ``"M"`` or ``"L"``: see the note on the table.
    """

    first: date
    last: date | None
    acting: bool
    confidence: str

    @property
    def days(self) -> Interval:
        """Days of the term, widened where the table is unsure of them."""
        slack = SLACK[self.confidence]
        last = None if self.last is None else around(self.last, 0, slack)[1]
        return around(self.first, slack, 0)[0], last

    @property
    def first_end(self) -> date | None:
        """First day on which the term can have ended."""
        return None if self.last is None else around(self.last, SLACK[self.confidence], 0)[0]


@dataclass(frozen=True, eq=False)
class Office:
    """An office and the words that may stand for it; there is one object for each, as for persons.

    Attributes
    ----------
    title : str
        What a reader is told.
    country : str
        Empty for an international body.
    titles, bodies : tuple of str
        What may stand with the holder's name; what may be called after the holder.
    field : str
        Offices of the same field are each other's counterparts; may be empty.
    """

    title: str
    country: str
    titles: tuple[str, ...]
    bodies: tuple[str, ...]
    field: str

    @cached_property
    def before_name(self) -> re.Pattern[str]:
        """What stands before a holder's name: the title, perhaps a place and a form of address."""
        return before_name(self._phrases)

    @cached_property
    def after_name(self) -> re.Pattern[str]:
        """What stands after a holder's name."""
        return after_name(self._phrases)

    @property
    def _phrases(self) -> str:
        """The titles as a pattern; those of bodies may have their genitive: "the WTO's head"."""
        between = "[ -]" if self.country else "(?:'s)?[ -]"
        return "|".join(_phrase(title, between) for title in self.titles)

    @cached_property
    def words(self) -> frozenset[str]:
        """Words of which one must stand near a holder's name: the longest of each title or body."""
        said = (*self.titles, *self.bodies)
        return frozenset(max(re.findall(r"[a-z]+", words.lower()), key=len) for words in said)

    @property
    def may_be_elect(self) -> bool:
        """Whether people are elected to the office and wait to enter it."""
        return self.field == "head" or self.title == "US Vice President"

    @property
    def most_elect(self) -> int:
        """Days that may lie between the election and the day of entering, at most."""
        return 80 if self.country == "US" else 260

    @cached_property
    def after_head(self) -> re.Pattern[str] | None:
        """What stands after the name that a government is called by."""
        if not self.bodies:
            return None
        return re.compile(rf"(?:'s)? (?P<title>(?i:{'|'.join(self.bodies)}))\b")


@dataclass(frozen=True, slots=True, eq=False)
class Person:
    """Somebody in the table, with the terms in each office."""

    name: str
    terms: tuple[tuple[Office, Term], ...]


@dataclass(frozen=True)
class Family:
    """All persons in the table whose family names end in the same word.

    Attributes
    ----------
    forms : tuple of Form
        The fullest first.
    """

    forms: tuple[Form, ...]

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """One group per form; a name is found in ordinary spelling and in capitals."""
        groups = "|".join(f"({_name_pattern(form.name)})" for form in self.forms)
        return re.compile(rf"(?<![\w'-])(?i:{groups})(?![\w-])")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to print a name, with the family name in capitals, and who may be meant by it."""

    name: str
    persons: tuple[Person, ...]
    is_full: bool


def before_name(titles: str) -> re.Pattern[str]:
    """Compile what must stand right before a name for it to be the name of who has a title.

    Parameters
    ----------
    titles : str
        Alternatives of a regular expression.

    Returns
    -------
    re.Pattern
        Groups ``title``, ``of`` (the place) and ``comma``; to be searched in the text up to the
        name.

    Examples
    --------
    >>> before_name("minister").search("said the minister of Norway, Mr ")["of"]
    ' of Norway'
    """
    return re.compile(rf"(?<!\w)(?P<title>(?i:{titles})){_PLACE}(?P<comma>,)?{_ADDRESS},? ?$")


def after_name(titles: str) -> re.Pattern[str]:
    """Compile what must stand right after a name for it to be the name of who has a title.

    Parameters
    ----------
    titles : str
        Alternatives of a regular expression.

    Returns
    -------
    re.Pattern
        Groups ``lead`` (article, country, adjectives), ``title`` and ``of``; to be matched.

    Examples
    --------
    >>> after_name("minister").match(", the Norwegian minister, said")["lead"]
    'the Norwegian '
    """
    return re.compile(
        rf", (?:who is )?(?P<lead>(?:[\w.'-]+ ){{0,4}}?)(?P<title>(?i:{titles})){_PLACE}"
        r"(?=[,.;:)\"]|$| and | since (?:(?:late |early )?[A-Z]|(?:19|20)\d\d[,.;:)]|last )"
        r"|(?: only)? for [a-z]+ (?:weeks|months)[,.;:)])"
    )


@cache
def after_rise(office: Office) -> re.Pattern[str]:
    """Compile what may stand behind "who became" for an office.

    Parameters
    ----------
    office : Office
        The office.

    Returns
    -------
    re.Pattern
        Country or adjectives, and the title; to be matched.

    Examples
    --------
    >>> office = Office("Norway's premier", "Norway", ("premier",), (), "")
    >>> after_rise(office).match("Norwegian premier in May").group()
    'Norwegian premier'
    """
    titles = "|".join(sorted(map(_phrase, office.titles), key=lambda title: (-len(title), title)))
    return re.compile(rf"(?:[A-Z][\w.'-]+ ){{0,2}}(?i:{titles})(?![\w-])")


@cache
def families() -> dict[str, Family]:
    """Return the persons of the table by the last word of their family name, in lower case."""
    offices = _offices()
    terms: dict[str, list[tuple[Office, Term]]] = defaultdict(list)
    forms: dict[str, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    spelt: dict[str, str] = {}  # names are found in any case: "DeLay" must not hide "Delay"
    for row in _rows("offices.csv"):
        name = _as_printed(row["person"])
        terms[name].append((offices[row["office"]], _term(row)))
        for full in [row["person"], *filter(None, row["also"].split("; "))]:
            family = " ".join(_family_words(full))
            key = re.findall(r"[a-z]+", family.lower())[-1]
            family_first = full.startswith(f"{family} ")  # too short to tell persons apart alone
            for form in {full} if family_first else {full, family}:
                forms[key][spelt.setdefault(form.casefold(), form)].add(name)
    persons = {name: Person(name, tuple(held)) for name, held in terms.items()}
    return {key: _family(meant, persons) for key, meant in forms.items()}


def _term(row: dict[str, str]) -> Term:
    last = date.fromisoformat(row["end"]) if row["end"] else None
    return Term(date.fromisoformat(row["start"]), last, bool(row["acting"]), row["confidence"])


def _family(meant: dict[str, set[str]], persons: dict[str, Person]) -> Family:
    fullest_first = sorted(meant, key=lambda form: (-len(form), form))
    return Family(
        tuple(
            Form(
                form,
                tuple(persons[name] for name in sorted(meant[form])),
                form != " ".join(_family_words(form)),
            )
            for form in fullest_first
        )
    )


def _offices() -> dict[str, Office]:
    return {
        row["office"]: Office(
            row["title"],
            row["country"],
            tuple(row["titles"].split("; ")),
            tuple(filter(None, row["body"].split("; "))),
            row["field"],
        )
        for row in _rows("office_titles.csv")
    }


def _rows(name: str) -> list[dict[str, str]]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def _family_words(name: str) -> list[str]:
    return [w for w in name.split() if len(w) > 1 and w[-2:].isalpha() and w[-2:].isupper()]


def _as_printed(name: str) -> str:
    return " ".join(
        word.lower() if word in _PARTICLES else re.sub(r"[A-Z]{2,}", _capitalise, word)
        for word in name.split()
    )


def _capitalise(part: re.Match[str]) -> str:
    return part.group().capitalize()


def _name_pattern(form: str) -> str:
    """Let the printer leave out the stops of initials, or put in initials that the table lacks."""
    words = [re.escape(word).replace(r"\.", r"\.?") for word in form.split()]
    pattern = re.sub(r"\? (?=[A-Z]\\)", "? ?", " ".join(words))
    family = " ".join(re.escape(word) for word in _family_words(form))
    if "." in form or not pattern.endswith(f" {family}"):
        return pattern
    return pattern.removesuffix(f" {family}") + rf"(?: [A-Z]\.){{0,2}} {family}"


def _phrase(title: str, between: str = "[ -]") -> str:
    return re.escape(title).replace(r"\ ", between).replace(r"\-", "[ -]")
