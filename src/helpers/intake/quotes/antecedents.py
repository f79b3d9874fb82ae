"""Whoever "he", "she", "it" and "they" stand for: who spoke last, and who is named since."""

from __future__ import annotations

import re

from helpers.intake.quotes.leads import Opening, subject_of_sentence_before
from helpers.intake.quotes.names import is_body, is_noun_phrase, is_several, may_be_person
from helpers.intake.quotes.people import People
from helpers.intake.quotes.sentences import speaks_another

_SPACES = re.compile(" {2,}")
_WINDOW = 800
_REACH = 2
"""Paragraphs after which somebody who spoke last is no longer who is meant."""


class Antecedents:
    """The speakers of an article, in order, and whom a pronoun between them means."""

    def __init__(self, paragraphs: list[str], people: People) -> None:
        self.last = ""
        self._at = (0, 0)
        self._nobody_at = -9
        self._before_last = ("", 0)
        self._earlier: dict[str, tuple[str, int, int]] = {}
        self._paragraphs = paragraphs
        self._people = people

    def spoke(self, speaker: str, passage: int, end: int) -> None:
        """Remember who spoke.

        Parameters
        ----------
        speaker : str
            The name, or a noun phrase.
        passage, end : int
            Paragraph and offset where the quotation ends.
        """
        if self.last and speaker != self.last:
            self._before_last = (self.last, self._at[0])
        self.last, self._at = speaker, (passage, end)
        if pronoun := self._people.pronoun_of(speaker):
            self._earlier[pronoun] = (speaker, passage, end)

    def unknown_spoke(self, passage: int) -> None:
        """Remember that somebody spoke who cannot be told.

        Parameters
        ----------
        passage : int
            The paragraph.
        """
        self.last, self._nobody_at = "", passage
        self._before_last = ("", 0)

    def one_who_answers(self, pronoun: str, i: int) -> str:
        """Name whoever spoke before the question was put, and so may answer it.

        Parameters
        ----------
        pronoun : str
            "he" or "she".
        i : int
            The paragraph of the answer.

        Returns
        -------
        str
            Empty where a pronoun speaks against it, or nobody spoke shortly before.
        """
        name, passage = self._before_last
        near = bool(name) and i - passage <= _REACH and not is_body(name)
        return name if near and self._people.fits(name, pronoun) else ""

    def meant(self, pronoun: str, i: int, start: int) -> str:
        """Name whoever a pronoun stands for, where only one comes into question.

        Parameters
        ----------
        pronoun : str
            "he", "she", "it" or "they".
        i, start : int
            Paragraph and offset of the quotation beside which it stands.

        Returns
        -------
        str
            Empty where two come into question or nobody.
        """
        before = self._paragraphs[i][max(0, start - _WINDOW) : start]
        opening = subject_of_sentence_before(before)
        if pronoun in {"it", "they"}:
            return self._thing_meant(pronoun, opening, i)
        meant = self._person_meant(pronoun, opening, i, start)
        if meant and not is_noun_phrase(meant):
            self._people.note_pronoun(meant, pronoun)
        return meant

    def _thing_meant(self, pronoun: str, opening: Opening | None, i: int) -> str:
        fits = is_body if pronoun == "it" else is_several
        if opening is not None:
            return opening.phrase.text if fits(opening.phrase.text) else ""
        return self.last if i - self._at[0] <= 1 and fits(self.last) else ""

    def _person_meant(self, pronoun: str, opening: Opening | None, i: int, start: int) -> str:
        passage, offset = self._at
        introduced = self._person_in(opening, pronoun)
        if introduced and opening and self._is_new(opening, i, pronoun):
            return introduced
        near = self.unquoted(max(0, i - 2), 0, i, start)
        if not self.last or i - passage > _REACH or is_body(self.last):
            unknown = not self.last and i - self._nobody_at <= _REACH
            return "" if unknown else self._introduced_as(opening, near, pronoun)
        between = self.unquoted(passage, offset, i, start)
        others = self._fitting(self._people.others_in(between, self.last), pronoun)
        if self._people.fits(self.last, pronoun):
            new = opening is not None and opening.is_beside(self.last)
            another = others or new or (is_noun_phrase(self.last) and speaks_another(between))
            return "" if another else self.last
        if not self._people.pronoun_of(self.last):
            return ""
        near_by = self._fitting(self._people.named_in(near), pronoun)
        known = self._people.persons if others else frozenset()
        if not (others or near_by) and opening and opening.phrase.kind == "noun":
            return self._introduced_as(opening, "", pronoun)
        named = {n for n in others or near_by if self._people.pronoun_of(n) or n in known}
        return _only(named) or ("" if named else self._before_that(pronoun, i, start))

    def _is_new(self, opening: Opening, i: int, pronoun: str) -> bool:
        """Tell whether whoever a sentence begins with takes the place of the last speaker."""
        apart = (self._at[0] if self.last else self._nobody_at) < i
        if not self.last:
            return opening.apposed or (self._nobody_at >= 0 and apart)
        return opening.apposed or apart or not self._people.fits(self.last, pronoun)

    def _person_in(self, opening: Opening | None, pronoun: str) -> str:
        """Full name of a person whom the sentence before begins with."""
        if opening is None or opening.phrase.kind != "name":
            return ""
        name = opening.phrase.text
        full = self._people.full(name)
        short = full.endswith(f" {name}")  # organisations are cut at the end
        shown = opening.person or full in self._people.persons or self._people.pronoun_of(full)
        return (
            full
            if (shown or (short and may_be_person(full))) and self._people.fits(full, pronoun)
            else ""
        )

    def _before_that(self, pronoun: str, i: int, start: int) -> str:
        """Whoever of this pronoun spoke before the last speaker, who has the other one."""
        name, passage, end = self._earlier.get(pronoun, ("", 0, 0))
        if not name or i - passage > 2 * _REACH:
            return ""
        since = self.unquoted(passage, end, i, start)
        others = self._people.others_in(since, name)
        return "" if self._fitting(others - {self.last}, pronoun) else name

    def _introduced_as(self, opening: Opening | None, near: str, pronoun: str) -> str:
        """Name whoever a pronoun stands for where nobody has spoken yet."""
        named = self._fitting(self._people.named_in(near), pronoun)
        if opening is None:
            return _only(named)
        phrase = opening.phrase
        if phrase.kind == "name":
            return self._person_in(opening, pronoun) or _only(named)
        if named:
            return "" if opening.new else _only(named)
        known = self._people.fits(phrase.text, pronoun) and not is_body(phrase.text)
        return phrase.text if known else ""

    def _fitting(self, names: set[str], pronoun: str) -> set[str]:
        return {name for name in names if self._people.fits(name, pronoun)}

    def unquoted(self, first: int, offset: int, last: int, end: int) -> str:
        """Return the text between two places.

        Parameters
        ----------
        first, offset : int
            Paragraph and offset of the one.
        last, end : int
            Paragraph and offset of the other.

        Returns
        -------
        str
            At most the 3,000 characters before the second.
        """
        if first == last:
            between = [self._paragraphs[first][offset:end]]
        else:
            between = [self._paragraphs[first][offset:], *self._paragraphs[first + 1 : last]]
            between.append(self._paragraphs[last][max(0, end - 3000) : end])
        return _SPACES.sub(" ", " ".join(between)[-3000:])


def _only(names: set[str]) -> str:
    return next(iter(names)) if len(names) == 1 else ""
