"""Who is quoted without a reporting verb: "the note read", "put it this way", "in the words of"."""

from __future__ import annotations

import re
from typing import NamedTuple

from helpers.intake.quotes.names import bare_name
from helpers.intake.quotes.phrases import (
    NEED_OBJECT,
    QUOTE,
    TOKEN,
    UNREAD,
    Phrase,
    noun_phrase,
    plain_phrase,
)
from helpers.intake.quotes.sentences import last_sentence
from helpers.intake.quotes.subjects import name_behind, subject_before, without_auxiliaries
from helpers.intake.quotes.word_classes import CLASSES

Lead = tuple[Phrase, str]
"""Who is quoted, and the verb; empty where there is none to count."""

_DOCUMENTS = CLASSES["document"]
_OPENS = frozenset({"read", "reads", "ran", "runs", "begins", "began", "ends", "ended"})
_FINDS = CLASSES["verb of a document"]
_ASKS = ("poll", "survey")
_HOLDS = _OPENS | {"reading"} | _FINDS
_BEFORE_MARK = frozenset({",", ":", "that", "in", "part", "simply", "only", "as", "follows"})
_ANSWERS = CLASSES["noun of something said"]
_TELLS = CLASSES["verb of something said"]
_SAID_SO = re.compile(
    r"(?:puts?|phrased|phrases|summed|sums) (?:it|things|up)(?: [\w'’,-]+){0,8}|"
    rf"(?:{'|'.join(sorted(_TELLS))}|put out)"
    rf" (?:[\w'’-]+ ){{0,5}}?(?:say|{'|'.join(sorted(_ANSWERS))})(?: (?!from\b)[\w'’-]+){{0,6}}|"
    r"(?:chose|chooses) (?:his|her|their) words(?: \w+){0,4}|"
    rf"(?:was|is) (?:\w+ ){{0,3}}?(?:{'|'.join(sorted(CLASSES['manner of speaking']))})"
    r"(?: (?!by\b)[\w'’-]+){0,6}|"
    r"(?:was|is) (?:more|less|even|rather|equally|no) (?:more |less )?[a-z]+|"
    r"(?:went|goes) (?:on|further|even further|a step further)"
)
_PUT_SO = frozenset({"put", "puts", "phrased", "phrases", "summed", "sums", "chose", "chooses"})
_STARTS = _TELLS | _PUT_SO | {"was", "is", "went", "goes"}
_NAMED = CLASSES["first name of a man"] | CLASSES["first name of a woman"]
_GREETS = CLASSES["greeting or ending"]
_JUDGES = CLASSES["verb of judging as something"]
_HOLDS_FOR = CLASSES["verb of judging"]
_OBJECTS = frozenset({"it", "him", "her", "them", "this", "that"})
_HABITS = [
    *([verb, "to", "say"] for verb in ("likes", "liked", "loves", "loved", "used")),
    *([be, "fond", "of", "saying"] for be in ("is", "was")),
    *([verb, "saying"] for verb in ("keeps", "kept")),
]
_NEW = frozenset({"a", "an", "another", "one", "some", "other", "others"})
_LONGEST_SUBJECT = 8
_PUT_IT = (["put", "it"], ["puts", "it"])
_GESTURES = CLASSES["gesture before speaking"]
_GESTURE_TAIL = 7
_KNOWN = frozenset({"name", "noun", "pronoun"})


def lead_before(tokens: list[str]) -> Lead | None:
    """Read who is quoted from the words of the same sentence before a quotation.

    Parameters
    ----------
    tokens : list of str
        From the sentence's start to the quotation.

    Returns
    -------
    (Phrase, str) or None
        Who is quoted, and the verb; None where the words tell nothing.

    Examples
    --------
    >>> lead_before(["The", "note", "read", ":"])
    (Phrase(kind='noun', text='the note'), 'read')
    >>> lead_before(["Eva", "Lund", "put", "it", "this", "way", ":"])
    (Phrase(kind='name', text='Eva Lund'), '')
    """
    return (
        _with_the_words(tokens)
        or _habit(tokens)
        or _in_the_words_of(tokens)
        or _document_before(tokens)
        or _named_by(tokens)
        or _judged_as(tokens)
        or _label(tokens)
        or _answer_of(tokens)
        or _said_so(tokens)
    )


def lead_after(tokens: list[str]) -> Lead | None:
    """Read who is quoted from the words behind a quotation.

    Parameters
    ----------
    tokens : list of str
        Up to the sentence's end.

    Returns
    -------
    (Phrase, str) or None
        Who is quoted, and the verb; None where the words tell nothing.

    Examples
    --------
    >>> lead_after(["read", "the", "text", "message"])
    (Phrase(kind='noun', text='the text message'), 'read')
    >>> lead_after(["as", "Eva", "Lund", "put", "it"])
    (Phrase(kind='name', text='Eva Lund'), '')
    """
    first = tokens[0].casefold()
    if first == "as":
        end = next((i for i in range(2, len(tokens) - 1) if tokens[i : i + 2] in _PUT_IT), 0)
        return _whole(tokens[1:end], "")
    if tokens[:4] == ["in", "the", "words", "of"]:
        return _lead(_phrase(tokens, 4)[0])
    if first in _OPENS:
        phrase, _ = _phrase(tokens, 1)
        return (phrase, first) if _is_document(phrase) and phrase else None
    end = next((i for i in range(1, min(len(tokens), 8)) if tokens[i] in _OPENS), 0)
    if tokens[:end] == ["it"]:
        return Phrase("pronoun", "it"), tokens[end]
    lead = _whole(tokens[:end], tokens[end]) if end else None
    behind = "".join(tokens[end + 1 : end + 2])
    return lead if lead and _is_document(lead[0]) and not behind[:1].isalpha() else None


def gesture_before(text: str) -> Lead | None:
    """Read who is about to speak from a smile or a nod in the sentence before a quotation.

    Parameters
    ----------
    text : str
        What stands before the quotation.

    Returns
    -------
    (Phrase, str) or None
        None where the quotation begins no sentence, or the one before tells of something else.

    Examples
    --------
    >>> gesture_before("Eva Lund shrugged. ")
    (Phrase(kind='name', text='Eva Lund'), '')
    """
    tokens = [] if last_sentence(text) else _sentence_before(text)
    for i in range(len(tokens) - 1, max(0, len(tokens) - _GESTURE_TAIL), -1):
        if tokens[i] in _GESTURES and not any(token[0].isupper() for token in tokens[i + 1 :]):
            return _lead(subject_before(tokens[:i]))
    return None


class Opening(NamedTuple):
    """Whoever a sentence begins with.

    Attributes
    ----------
    phrase : Phrase
        A name or a calling.
    person : bool
        Whether a title or calling shows a name to be a person's.
    new : bool
        Whether it may be somebody new: "another envoy", "a docker".
    apposed : bool
        Whether the name stands behind a calling: "her neighbour, Eva Lund,".
    """

    phrase: Phrase
    person: bool
    new: bool
    apposed: bool = False

    def is_beside(self, speaker: str) -> bool:
        """Tell whether this may be somebody else than the last speaker.

        Parameters
        ----------
        speaker : str
            The last speaker.

        Returns
        -------
        bool
            True for "another envoy", and for a person of another name.
        """
        other = self.new or (self.person and self.phrase.kind == "name")
        return other and self.phrase.text.rsplit(" ", 1)[-1] != speaker.rsplit(" ", 1)[-1]


def subject_of_sentence_before(text: str) -> Opening | None:
    """Read whoever the sentence before a quotation's own begins with.

    Parameters
    ----------
    text : str
        What stands before the quotation.

    Returns
    -------
    Opening or None
        None where the sentence quotes, or begins with nobody.

    Examples
    --------
    >>> subject_of_sentence_before("The envoy had waited. He said: ").phrase.text
    'the envoy'
    """
    tokens = _sentence_before(text)
    if not {"asked", "asks"}.isdisjoint(tokens):
        return None  # whoever asks is not the one who answers
    for end in range(min(len(tokens) - 1, _LONGEST_SUBJECT), 0, -1):
        read = _phrase if tokens[end] == "," else noun_phrase  # "Her neighbour, Eva Lund, left."
        phrase, stop = read(tokens[:end], 0)
        if phrase and stop == end and phrase.kind in {"name", "noun"}:
            break
    else:
        return None
    person = bare_name(tokens[:end])[1]
    calling = phrase.kind == "noun"
    named, stop = name_behind(tokens, end) if calling else (None, 0)
    if named and tokens[stop : stop + 1] == [","]:
        phrase, person = named, True
    elif calling and noun_phrase(tokens[:end], 0)[0] is None:
        return None  # "Her first film, a long one, failed"
    return Opening(phrase, person, tokens[0].casefold() in _NEW, phrase is named)


def _sentence_before(text: str) -> list[str]:
    """Tokens of the whole sentence before the open one, without its point; none if it quotes."""
    whole = text[: len(text) - len(last_sentence(text))].rstrip()
    sentence = last_sentence(whole[:-1]) if whole.endswith(".") else ""
    return [] if QUOTE in sentence else TOKEN.findall(sentence)


def _phrase(tokens: list[str], i: int) -> tuple[Phrase | None, int]:
    phrase, end = noun_phrase(tokens, i)
    if phrase is None:
        phrase, end = plain_phrase(tokens, i)
    return (phrase if phrase and phrase.kind in _KNOWN else None), end


def _whole(tokens: list[str], verb: str) -> Lead | None:
    phrase, end = _phrase(tokens, 0)
    return _lead(phrase, verb) if end == len(tokens) else None


def _lead(phrase: Phrase | None, verb: str = "") -> Lead | None:
    return (phrase, verb) if phrase and phrase.kind in _KNOWN else None


def _subject_left_of(tokens: list[str]) -> Phrase | None:
    """Subject of whatever stands behind these words, auxiliaries left out."""
    left = without_auxiliaries(tokens, quoted_as=False)
    return subject_before(left) if left else None


def _is_document(phrase: Phrase | None) -> bool:
    if phrase is None or phrase.kind != "noun":
        return False
    heads = {part.rsplit(" ", 1)[-1].casefold() for part in phrase.text.split(" of ")}
    return bool(heads & _DOCUMENTS)


def _with_the_words(tokens: list[str]) -> Lead | None:
    """Read "the mayor greeted her with the words" and "ended with", whoever tells of it."""
    bare = tokens[:-1] if tokens[-1] in {",", ":"} else tokens
    bare = bare[:-2] if bare[-2:] == ["the", "words"] else bare
    if bare[-1:] != ["with"]:
        return None
    for i in range(len(bare) - 2, max(0, len(bare) - 8), -1):
        if bare[i] in _GREETS:
            return _subject_left_of(bare[:i]) or UNREAD, ""
    return None


def _habit(tokens: list[str]) -> Lead | None:
    """Read "Lund likes to say" and "is fond of saying"."""
    told = (i for i in range(len(tokens) - 1, max(0, len(tokens) - 9), -1) if tokens[i] == "that")
    end = next(told, len(tokens))
    while end and tokens[end - 1] in {",", ":", "that"}:
        end -= 1
    habit = next((h for h in _HABITS if tokens[max(0, end - len(h)) : end] == h), None)
    if habit is None:
        return None
    return _subject_left_of(tokens[: end - len(habit)]) or UNREAD, habit[-1]


def _in_the_words_of(tokens: list[str]) -> Lead | None:
    if "words" not in tokens:
        return None
    if tokens[-1] == "," and tokens[-2:-1] == ["words"] and (owner := _owner(tokens, -2)):
        return _lead(owner)
    for i in range(len(tokens) - 4, -1, -1):
        if [token.casefold() for token in tokens[i : i + 3]] == ["the", "words", "of"]:
            phrase, end = _phrase(tokens, i + 3)
            return _lead(phrase) if tokens[end:] in ([","], [":"], []) else None
    return None


def _document_before(tokens: list[str]) -> Lead | None:
    """Read "the note read", "the report, a long one, found"."""
    v = len(tokens) - 1
    while v > max(0, len(tokens) - 5) and tokens[v].casefold() in _BEFORE_MARK:
        v -= 1
    finds = [i for i in range(len(tokens) - 2, max(0, len(tokens) - 16), -1) if tokens[i] == "that"]
    v = next((i - 1 for i in finds if tokens[i - 1] in _FINDS), v)
    if v < 1:
        return None
    relative = tokens[v - 1] in {"that", "which"}  # "a sign that said"
    if tokens[v] not in _HOLDS and not (relative and tokens[v] in {"said", "says"}):
        return None
    if relative or tokens[v] == "reading":
        subject = _ending(tokens[: v - relative])
    else:
        subject = subject_before(tokens[:v])
    asks = subject is not None and subject.text.endswith(_ASKS)  # its words are those of the asked
    return (subject, tokens[v]) if subject and _is_document(subject) and not asks else None


def _ending(tokens: list[str]) -> Phrase | None:
    """Noun phrase that ends here: "he held up a sign"."""
    for i in range(max(0, len(tokens) - 4), len(tokens)):
        phrase, end = _phrase(tokens, i)
        if phrase and end == len(tokens):
            return phrase
    return None


def _named_by(tokens: list[str]) -> Lead | None:
    """Read "the plan, described by Lund as" and "hailed by the mayor as"."""
    for i in range(len(tokens) - 3, -1, -1):
        if tokens[i + 1] == "by" and tokens[i] in NEED_OBJECT:
            lead = _whole(tokens[i + 2 : -1], tokens[i]) if tokens[-1] == "as" else None
            return lead if lead and lead[0].kind != "pronoun" else None
    return None


def _judged_as(tokens: list[str]) -> Lead | None:
    """Read "the union rejected the offer as", with a verb that alone does not report."""
    if tokens[-1] in _OBJECTS and "".join(tokens[-2:-1]) in _HOLDS_FOR:
        return _lead(_subject_left_of(tokens[:-2]), tokens[-2])  # "the critics thought it"
    if tokens[-1] != "as":
        return None
    for v in range(len(tokens) - 2, max(0, len(tokens) - 14), -1):
        if tokens[v] in _JUDGES:
            return _lead(_subject_left_of(tokens[:v]), tokens[v])
    return None


def _label(tokens: list[str]) -> Lead | None:
    """Read "Eva Lund:" and "The mayor:" with nothing else before the quotation."""
    lead = _whole(tokens[:-1], "") if tokens[-1] == ":" and len(tokens) > 1 else None
    if lead is None or lead[0].kind != "name":
        return lead
    return lead if lead[0].text.split(" ")[0] in _NAMED and " " in lead[0].text else None


def _answer_of(tokens: list[str]) -> Lead | None:
    """Read "Lund's answer was" and "her reply"."""
    if tokens[-1] != ":":
        return None
    at = len(tokens) - (3 if tokens[-2:-1] in (["was"], ["is"]) else 2)
    if at < 1 or tokens[at].casefold() not in _ANSWERS:
        return None
    return _lead(_owner(tokens, at))


def _owner(tokens: list[str], at: int) -> Phrase | None:
    """Whoever a word belongs to: "Lund's answer", "his answer", "in the coroner's words"."""
    owner = tokens[at - 1]
    if owner.casefold() in {"his", "her"}:
        return Phrase("pronoun", "he" if owner.casefold() == "his" else "she")
    bare = owner.removesuffix("'s").removesuffix("’s")
    if bare == owner:
        return None
    words = [*tokens[: at - 1], bare]
    last_in = max((i + 1 for i, token in enumerate(words) if token.casefold() == "in"), default=0)
    phrase, end = _phrase(words, last_in)
    if phrase and end == len(words):
        return phrase
    subject = subject_before(words)
    return subject if subject and subject.kind in {"name", "noun"} else None


def _said_so(tokens: list[str]) -> Lead | None:
    """Read "Lund put it this way" and "the mayor was blunt" before a colon."""
    if tokens[-1] != ":":
        return None
    for v in range(1, len(tokens) - 1):
        if tokens[v] in _STARTS and _SAID_SO.fullmatch(" ".join(tokens[v:-1])):
            return _lead(_subject_left_of(tokens[:v]))
    return None
