"""Turns of interviews and transcripts: what stands behind "Q:", "Reporter:" or "MR. LUND:"."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from helpers.intake.quotes.names import COURTESY, PARTICLES, bare_name
from helpers.intake.quotes.people import People
from helpers.intake.quotes.quote_marks import Span
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.stopwords import STOP_WORDS

_LETTER = re.compile(r"\s*([QA])[.:]\s+(?=\S)")
_LABEL = re.compile(r"\s*([^\W\d_][^:!?\"“”\n]{0,60}):\s+(?=\S)")
_ASIDE = re.compile(r" ?\([^()]*\)")
_INSIDE_SENTENCE = re.compile(r"(?<=[^\W\d_] )[^\W\d_a-zß-ÿ][\w'’-]+|(?<=, )[^\W\d_a-zß-ÿ][\w'’-]+")
_LETTERS = frozenset({"question", "answer"})
"""Labels that are written "Q" and "A" too."""

_LONGEST_LABEL = 5
_FEWEST = 3
_SIDES = CLASSES["side of an interview"]
_TITLES = CLASSES["courtesy title"] | _SIDES
_NAMED = CLASSES["first name of a man"] | CLASSES["first name of a woman"]
_NOBODY = STOP_WORDS | CLASSES["word in the name of no person"] | CLASSES["label of no person"]


@dataclass(frozen=True, slots=True)
class Turn:
    """What one side says in a paragraph of an interview.

    Attributes
    ----------
    passage : int
        Index of the paragraph.
    start : int
        Where it begins behind its label.
    label : str
        Who speaks, as printed; "Q" or "A" for questions and answers.
    """

    passage: int
    start: int
    label: str

    def span(self, text: str) -> Span:
        """Return the place of the turn in its paragraph.

        Parameters
        ----------
        text : str
            The paragraph.

        Returns
        -------
        Span
            From behind the label to the end.
        """
        return Span(self.start, len(text.rstrip()))


def labelled_turns(paragraphs: Sequence[str]) -> list[Turn]:
    """Find the turns of an interview by the labels at the beginnings of paragraphs.

    Parameters
    ----------
    paragraphs : sequence of str
        The body of an article.

    Returns
    -------
    list of Turn
        In order. Questions and answers need one of each, one behind the other; other labels must
        look like people, be two at least, take turns, and one of them must come back.

    Examples
    --------
    >>> [turn.label for turn in labelled_turns(["Q: Why now?", "A: Why not?"])]
    ['Q', 'A']
    >>> labelled_turns(["Time: Noon.", "Place: The old customs shed."])
    []
    """
    letters = [
        Turn(i, match.end(), match[1])
        for i, text in enumerate(paragraphs)
        if (match := _LETTER.match(text))
    ]
    if any(a.label + b.label == "QA" for a, b in pairwise(letters)):
        return letters
    may_be = [(i, text) for i, text in enumerate(paragraphs) if text.find(":", 0, 120) > 0]
    turns = [turn for i, text in may_be if (turn := _person(i, text))]
    if len(turns) < _FEWEST:
        return []
    shown = _people_among(turns, paragraphs)
    turns = [turn for turn in turns if turn.label in shown]
    counts = Counter(turn.label for turn in turns)
    alternate = any(a.label != b.label and b.passage == a.passage + 1 for a, b in pairwise(turns))
    return turns if len(turns) >= _FEWEST and len(turns) > len(counts) > 1 and alternate else []


def turn_speaker(turn: Turn, people: People, introduced: set[str]) -> str:
    """Name whoever speaks in a turn.

    Parameters
    ----------
    turn : Turn
        The turn.
    people : People
        Names that the article has used so far.
    introduced : set of str
        The people who are named before the first turn.

    Returns
    -------
    str
        The fullest name; for answers the only person who was introduced; "the witness" and the like
        for callings; empty for questions.

    Examples
    --------
    >>> turn_speaker(Turn(0, 9, "THE COURT"), People(), set())
    'the court'
    """
    if turn.label in {"Q", "A"} or turn.label.casefold() in _LETTERS:
        return next(iter(introduced)) if turn.label[0] == "A" and len(introduced) == 1 else ""
    words = turn.label.split()
    if words[-1].casefold() in _SIDES:
        return turn.label.casefold()
    name, _ = bare_name(words)
    full = people.full(name)
    if full == name and len(words) > 1 and words[-2].casefold() in COURTESY:
        full = " ".join(words[-2:])
    return " ".join(map(_small, full.split(" "))) if full.isupper() else full


def _small(word: str) -> str:
    """Write a name in small letters behind its first: "O'NEILL", "SMITH-LUND"."""
    if word.casefold() in PARTICLES:
        return word.casefold()
    return re.sub(r"[^\W\d_]+", lambda match: match[0].capitalize(), word)


def _person(i: int, text: str) -> Turn | None:
    """Read a label that may be a person: "Minister Lund", "THE WITNESS", "Anna Seidl"."""
    match = _LABEL.match(text[:120])
    if match is None:
        return None
    label = _ASIDE.sub("", match[1]).strip()
    words = label.split()
    if not 0 < len(words) <= _LONGEST_LABEL or not words[-1][0].isalpha():
        return None
    if any(not (word[0].isupper() or word in PARTICLES) for word in words):
        return None
    return Turn(i, match.end(), label)


def _people_among(turns: Sequence[Turn], paragraphs: Sequence[str]) -> set[str]:
    """Labels that are shown to be people, by themselves or by the rest of the article."""
    counts = Counter(turn.label for turn in turns)
    labelled = {turn.passage: turn.start for turn in turns}
    prose = (text[labelled.get(i, 0) :] for i, text in enumerate(paragraphs))
    mentioned = set(_INSIDE_SENTENCE.findall(" ".join(prose)))
    return {label for label in counts if _is_person(label, mentioned, again=counts[label] > 1)}


def _is_person(label: str, mentioned: set[str], *, again: bool) -> bool:
    words = label.split()
    small = [word.casefold() for word in words]
    if small[-1] in _SIDES:
        return True
    if _NOBODY.intersection(small) - _TITLES:
        return False
    if len(words) > 1 and (words[0].capitalize() in _NAMED or small[-2] in _TITLES):
        return True
    return again and (label.isupper() or words[-1] in mentioned)
