"""A reporting verb with its subject, and what is read alike before and behind a quotation."""

from __future__ import annotations

from dataclasses import dataclass, field

from helpers.intake.quotes.phrases import (
    TIMES,
    UNREAD,
    VERBS,
    Phrase,
    may_be_subject,
    noun_phrase,
    plain_phrase,
)
from helpers.intake.quotes.subjects import (
    name_behind,
)
from helpers.intake.quotes.word_classes import CLASSES

_ASKS = frozenset({"asked", "asks"})
_POST = CLASSES["word that opens what follows a noun"]
_NO_INVERSION = CLASSES["verb never before its subject"]
_FINITE_AFTER = CLASSES["auxiliary"]
_SPEECH = CLASSES["verb of speech alone"]
_BEHIND_SUBJECT = CLASSES["word behind a whole subject"] | _POST | TIMES


@dataclass(frozen=True, slots=True)
class Cue:
    """A reporting verb and its subject.

    Attributes
    ----------
    phrase : Phrase
        The subject.
    verb : str
        As printed, in lower case.
    direct : bool
        Whether they stand right beside the quotation.
    clause : bool
        Whether a clause goes with the verb, as in "Ito said the bill was dead", so that the
        quotation may be something else.
    calls : bool
        Whether the next quotation goes with the verb, as in "Ito called it".
    asked : str
        Who is asked, by name, and so may be the one who answers.
    """

    phrase: Phrase
    verb: str
    direct: bool = True
    clause: bool = field(default=False, repr=False)
    calls: bool = field(default=False, repr=False)
    asked: str = field(default="", repr=False)

    @property
    def read(self) -> bool:
        """Whether the subject may tell who speaks."""
        return self.phrase.kind not in {"other", "unread"}


def inverted(tokens: list[str], i: int, *, joined: bool = False) -> Cue | None:
    """Read a verb before its subject, such as "said Trade Minister Kenji Ito".

    Parameters
    ----------
    tokens : list of str
        Words of one clause.
    i : int
        Index of the verb.
    joined : bool
        Whether a quotation leads on into these words, so that a noun of any kind may speak.

    Returns
    -------
    Cue or None
        None where no such verb and subject stand there.

    Examples
    --------
    >>> inverted(["said", "Kenji", "Ito"], 0)
    Cue(phrase=Phrase(kind='name', text='Kenji Ito'), verb='said', direct=True)
    """
    word = tokens[i].casefold()
    if (
        word not in VERBS
        or word in _NO_INVERSION
        or word.endswith("ing")
        or not tokens[i].islower()
    ):
        return None
    phrase, end = noun_phrase(tokens, i + 1)
    if phrase is None:
        phrase, end = plain_phrase(tokens, i + 1) if joined and word in _SPEECH else (None, end)
        behind = tokens[end].casefold() if end < len(tokens) else ""
        if phrase is None or (behind.isalpha() and behind not in _BEHIND_SUBJECT):
            phrase = UNREAD if may_be_subject(tokens, i + 1) else None
    if phrase is None:
        return None
    follows = tokens[end].casefold() if end < len(tokens) else ""
    if phrase.kind in {"pronoun", "other"}:
        whole = not follows.isalpha() or (joined and follows in _BEHIND_SUBJECT)
        return Cue(phrase, word) if whole else None
    if follows in _FINITE_AFTER:
        return None
    if goes_with_another(tokens, end):
        return Cue(UNREAD, word)
    if phrase.kind == "noun":
        named, _ = name_behind(tokens, end)
        if named and " " in named.text:
            phrase = named
    return Cue(phrase, word)


def goes_with_another(tokens: list[str], end: int) -> bool:
    """Tell whether a subject is one of two.

    Parameters
    ----------
    tokens : list of str
        Words of one clause.
    end : int
        Index of the token behind the subject.

    Returns
    -------
    bool
        True for "Ito" in "Ito and Lund".

    Examples
    --------
    >>> goes_with_another(["Ito", "and", "Lund"], 1), goes_with_another(["Ito", "said"], 1)
    (True, False)
    """
    second = noun_phrase(tokens, end + 1)[0] if tokens[end : end + 1] == ["and"] else None
    return second is not None and second.kind in {"name", "noun"}


def whom_asked(tokens: list[str], verb: int) -> str:
    """Read whoever a question is put to.

    Parameters
    ----------
    tokens : list of str
        Words of one clause.
    verb : int
        Index of the reporting verb.

    Returns
    -------
    str
        The name; empty where there is none, or the verb does not ask.

    Examples
    --------
    >>> whom_asked(["A", "reporter", "asked", "Ito"], 2), whom_asked(["Ito", "told", "Lund"], 1)
    ('Ito', '')
    """
    phrase = noun_phrase(tokens, verb + 1)[0] if tokens[verb].casefold() in _ASKS else None
    return phrase.text if phrase and phrase.kind == "name" else ""


def sourced(tokens: list[str], i: int) -> tuple[Phrase, int]:
    """Read whoever stands behind "according to".

    Parameters
    ----------
    tokens : list of str
        Words of one clause.
    i : int
        Index of the token behind "to".

    Returns
    -------
    Phrase
        Unread where it cannot be told.
    int
        Index of the token behind it.

    Examples
    --------
    >>> sourced(["the", "mayor", ",", "Eva", "Lund"], 0)
    (Phrase(kind='name', text='Eva Lund'), 5)
    """
    phrase, end = noun_phrase(tokens, i)
    if phrase is None:
        phrase, end = plain_phrase(tokens, i)
    if phrase and phrase.kind == "noun":
        named, stop = name_behind(tokens, end)
        if named and " " in named.text:
            return named, stop
    return phrase or UNREAD, end
