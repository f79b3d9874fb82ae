"""What a text says of holders of offices, and before which day it was not written by that."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from helpers.intake.dates.evidence import MAX_CUE_WORDS, Days, Evidence, around, short_cue, union
from helpers.intake.dates.office_table import Office, Person, Term
from helpers.intake.dates.title_phrases import NOT_YET


class Holding(NamedTuple):
    """A person in an office, with every term there that may be meant."""

    person: Person
    office: Office
    terms: tuple[Term, ...]

    @property
    def days(self) -> Days:
        """Days of all terms."""
        return union(term.days for term in self.terms)

    @property
    def first_end(self) -> date | None:
        """First day on which the person can have left the office; None for who has not."""
        last = self.days[0][1]
        return next((term.first_end for term in self.terms if last and term.days[1] == last), None)


@dataclass(frozen=True, slots=True)
class Claim:
    """A place where a text calls somebody the holder of an office.

    Attributes
    ----------
    start, end : int
        Where title and name stand.
    name, title : str
        As printed.
    kind : str
        ``"office"`` or ``"administration"``.
    holdings : tuple of Holding
        Who may be meant, in which office.
    doubt : str
        Why the claim does not tell when the text was written; empty where it does.
    has_left : bool
        Whether the office is told to be held no more.
    is_elect : bool
        Whether its holder was elected but had not entered it yet.
    """

    start: int
    end: int
    name: str
    title: str
    kind: str
    holdings: tuple[Holding, ...]
    doubt: str
    has_left: bool
    is_elect: bool = False

    @property
    def days(self) -> Days:
        """Days on which the words may have been written, were they no look back."""
        if self.is_elect:
            return union(
                (around(term.first, holding.office.most_elect, 0)[0], around(term.first, 0, 1)[1])
                for holding in self.holdings
                for term in holding.terms
            )
        return union(day for holding in self.holdings for day in holding.days)

    @property
    def first_day(self) -> date | None:
        """First day on which one of those who may be meant held the office."""
        return min((holding.days[0][0] or date.min for holding in self.holdings), default=None)

    @property
    def first_end(self) -> date | None:
        """First day on which one of those who may be meant can have left the office."""
        ends = (holding.first_end for holding in self.holdings)
        return min(filter(None, ends), default=None)

    def cue(self, text: str) -> str:
        """Shorten title and name.

        Parameters
        ----------
        text : str
            What the claim was found in.

        Returns
        -------
        str
            The name whole, and as much of the title as six words leave.
        """
        whole = text[self.start : self.end]
        if short_cue(whole) == short_cue(whole, len(whole)):
            return short_cue(whole)
        name = short_cue(self.name)
        left = MAX_CUE_WORDS - len(re.findall(r"[A-Za-z0-9]+", name))
        return f"{name} … {short_cue(self.title, left)}"


def find_floor(text: str, claims: Sequence[Claim]) -> list[tuple[int, Evidence]]:
    """Tell before which day a text was not written, by those whom it names as of the past.

    Whoever is called a former holder had left the office once; anybody else named as a holder, in
    whatever year, had entered it.

    Parameters
    ----------
    text : str
        Paragraphs parted by line breaks, words by single spaces, without accents.
    claims : sequence of Claim
        Those of the text.

    Returns
    -------
    list of (int, Evidence)
        Place in the text and cue of the latest such day; empty where nobody is named so.

    Examples
    --------
    >>> from helpers.intake.dates.offices import find_claims
    >>> text = "President Ford met former President Nixon."
    >>> [(place, cue)] = find_floor(text, find_claims(text))
    >>> place, cue.cue, cue.earliest
    (26, 'President Nixon', datetime.date(1974, 8, 9))
    """
    floors = [
        (day, claim)
        for claim in claims
        if claim.doubt
        and claim.doubt != NOT_YET
        and (day := claim.first_end if claim.has_left else claim.first_day)
    ]
    if not floors:
        return []
    day, claim = max(floors, key=lambda floor: (floor[0], -floor[1].start))
    names = " or ".join(sorted({holding.person.name for holding in claim.holdings}))
    offices = " or ".join(sorted({holding.office.title for holding in claim.holdings}))
    deed = "had ceased to be" if claim.has_left else "had become"
    note = f"{names} {deed} {offices} by {day}"
    return [(claim.start, Evidence(claim.cue(text), "relative", ((day, None),), note))]
