"""Quotations of an article: what is quoted, who says it, and by which verb."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from helpers.intake.quotes.antecedents import Antecedents
from helpers.intake.quotes.cues import Cue
from helpers.intake.quotes.cues_after import cue_after
from helpers.intake.quotes.cues_before import cue_before
from helpers.intake.quotes.leads import gesture_before
from helpers.intake.quotes.names import is_noun_phrase
from helpers.intake.quotes.people import People
from helpers.intake.quotes.phrases import QUOTE, Phrase
from helpers.intake.quotes.quote_marks import Span, quoted_spans
from helpers.intake.quotes.sentences import last_sentence
from helpers.intake.quotes.terms import is_named_thing, is_title, nicknames, without
from helpers.intake.quotes.turns import Turn, labelled_turns, turn_speaker
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.segment import words

LONGEST_SCARE = 3
"""Words; a shorter stretch in marks that nobody says is a term or a scare quote."""

MOST_IN_PARAGRAPH = 100
"""Quotations of one paragraph whose speakers are looked for; a paragraph with more is none."""

_ENDS_SENTENCE = re.compile(r"[.!?…][\"'”’»“]*$")
_CODE = re.compile(r"\s?<[A-Z.]{1,12}>")
_ASIDE = re.compile(r"(?<=[^\W\d_]) \([^()\"\x01]{1,40}\)(?=[ ,:])")
_ANSWERS = CLASSES["verb of an answer"]
_SPACES = re.compile(" {2,}")
_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_WINDOW = 800


@dataclass(frozen=True, slots=True)
class Quotation:
    """A stretch of an article that stands in quotation marks, or a labelled turn of an interview.

    Attributes
    ----------
    passage : int
        Index of the paragraph.
    start, end : int
        Offsets in it, the marks included and a label left out.
    n_words : int
        Words between the marks.
    speaker : str
        Who says it, by the fullest name that the article has used so far; empty where that is not
        plain.
    verb : str
        The reporting verb as printed, in lower case, or "according to".
    continued : bool
        Whether it goes on from the paragraph before.
    closed : bool
        False where no closing mark was found and it was taken to end with the paragraph.
    scare : bool
        Whether it is a title, or a term of one to three words that nobody is said to have said.
    """

    passage: int
    start: int
    end: int
    n_words: int
    speaker: str = ""
    verb: str = ""
    continued: bool = False
    closed: bool = True
    scare: bool = False


def find_quotations(paragraphs: Sequence[str]) -> list[Quotation]:
    """Find the quotations of an article, with speaker and reporting verb.

    Parameters
    ----------
    paragraphs : sequence of str
        The body, one string a paragraph, with marks of any style.

    Returns
    -------
    list of Quotation
        In order; they do not overlap, and what is quoted inside a quotation is part of it. Marks
        with no word between them quote nothing.

    Notes
    -----
    The speaker is read from the words around the marks: "said X", "X said", "according to X", "X
    put it so", on either side; a quotation right behind another of the same paragraph, or going on
    from the paragraph before, has the same speaker. "He" and "she" are the last speaker or the only
    person named shortly before; where two come into question, nobody is named. Nobody is named
    either where the verb has a subject that cannot be told, such as "they". Behind labels such as
    "Q:" and "MR. LUND:" a paragraph of an interview is a quotation without marks.

    Examples
    --------
    >>> text = ['Trade Minister Kenji Ito was calm. "We can wait," Ito said.']
    >>> [(q.speaker, q.verb) for q in find_quotations(text)]
    [('Kenji Ito', 'said')]
    """
    spans = [
        [span for span in found if _LETTER_OR_DIGIT.search(text, span.start, span.end)]
        for text, found in zip(paragraphs, quoted_spans(paragraphs), strict=True)
    ]
    turns = {turn.passage: turn for turn in labelled_turns(paragraphs)}
    if not (turns or any(spans)):
        return []
    reader = _Reader(list(paragraphs))
    found: list[Quotation] = []
    for i in range(len(paragraphs)):
        found += reader.turn(turns[i]) if i in turns else reader.quotations(i, spans[i])
    return [
        q if q.passage in turns else _finished(q, paragraphs[q.passage])
        for q in _through_chains(found)
    ]


def quoted_shares(
    paragraph: str, sentences: Sequence[str], spans: Sequence[tuple[int, int]]
) -> list[float]:
    """Share of each sentence's words that are quoted.

    Parameters
    ----------
    paragraph : str
        The paragraph.
    sentences : sequence of str
        Its sentences, in order.
    spans : sequence of (int, int)
        Start and end of its quotations, in order.

    Returns
    -------
    list of float
        One number between 0 and 1 a sentence.

    Examples
    --------
    >>> text = 'He said: "Not yet." She left.'
    >>> quoted_shares(text, ['He said: "Not yet."', "She left."], [(9, 19)])
    [0.5, 0.0]
    """
    if not spans:
        return [0.0] * len(sentences)
    shares = []
    position = first = 0
    for sentence in sentences:
        start = paragraph.find(sentence, position)
        if start < 0:
            start = position
        end = start + len(sentence)
        position = end
        inside = outside = 0
        at = start
        while first < len(spans) and spans[first][1] <= start:
            first += 1
        for k in range(first, len(spans)):
            a, b = spans[k]
            if a >= end:
                break
            outside += len(words(paragraph[at : max(at, a)]))
            inside += len(words(paragraph[max(at, a) : min(b, end)]))
            at = min(b, end)
        outside += len(words(paragraph[at:end])) if inside else 0
        shares.append(inside / (inside + outside) if inside else 0.0)
    return shares


class _Reader:
    """Goes through the quotations of an article and remembers who spoke."""

    def __init__(self, paragraphs: list[str]) -> None:
        self.paragraphs = paragraphs
        self.people = People()
        self.spoken = Antecedents(paragraphs, self.people)
        self._asked = False
        self._whom_asked = ""
        self._led_by = ""
        self._introduced: set[str] | None = None

    def quotations(self, i: int, spans: list[Span]) -> list[Quotation]:
        printed = self.paragraphs[i]
        unsaid = nicknames(printed, spans)
        text = self.paragraphs[i] = without(printed, unsaid) if unsaid else printed
        self.people.read(_SPACES.sub(" ", text) if unsaid else text)
        said = [span for span in spans if span not in unsaid]
        found: list[Quotation] = []
        for k, span in enumerate(said):
            cue = self._cue(i, said, k) if k < MOST_IN_PARAGRAPH else None
            if self._is_unsaid(text, span, cue):
                cue, speaker, verb = None, "", ""
            else:
                speaker, verb = self._speaker(cue, i, span, found)
                on = not cue and 0 < k < MOST_IN_PARAGRAPH and not _is_asked_by_anybody(found[-1])
                if on and self._goes_on(text, said[k - 1], span):
                    speaker, verb = found[-1].speaker, found[-1].verb
            found.append(_quotation(i, text, span, speaker, verb))
        self._led_by = ""
        if text.rstrip().endswith(":") and not (said and said[-1].end == len(text)):
            end = Span(len(text), len(text))
            self._led_by = f"{_before(text, [*said, end], len(said))} "
        others = [_quotation(i, printed, span) for span in unsaid]
        return sorted(found + others, key=lambda q: q.start) if others else found

    def turn(self, turn: Turn) -> list[Quotation]:
        text = self.paragraphs[turn.passage]
        if self._introduced is None:
            before = self.spoken.unquoted(0, 0, turn.passage, 0)
            self._introduced = self.people.named_in(before)
        self.people.read(text)
        speaker = turn_speaker(turn, self.people, self._introduced)
        self.spoken.spoke(speaker, turn.passage, len(text))
        return [_quotation(turn.passage, text, turn.span(text), speaker)]

    @staticmethod
    def _is_unsaid(text: str, span: Span, cue: Cue | None) -> bool:
        """Tell a title or term, which nobody says, whatever verb stands near."""
        inner = text[span.start + 1 : span.end - 1]
        before, after = text[max(0, span.start - 40) : span.start], text[span.end : span.end + 60]
        if is_named_thing(before, inner, after):
            return True
        return is_title(inner) and not (cue and cue.direct and cue.read and not cue.clause)

    def _cue(self, i: int, spans: list[Span], k: int) -> Cue | None:
        text, span = self.paragraphs[i], spans[k]
        inner = text[span.start + 1 : span.end - 1].rstrip("\"'”’»“) ")
        last = inner[-1:]
        follows = text[span.end : span.end + 400]
        if k + 1 < len(spans) and spans[k + 1].start < span.end + 400:
            follows = text[span.end : spans[k + 1].start] + QUOTE
        follows = _ASIDE.sub("", _CODE.sub("", follows))
        after = cue_after(follows, ends_open=last in ",?!-–—") if span.closed else None
        stands_before = _CODE.sub("", _before(text, spans, k))
        if self._led_by and not stands_before.strip():
            stands_before = self._led_by
        before = cue_before(_ASIDE.sub("", last_sentence(stands_before)))
        comma = last == "," or follows[:1] == ","
        leads_on = comma or (follows.lstrip()[:1].islower() and (not after or after.read))
        told = after is not None and (after.calls or after.verb == "according to")
        if before and before.read and told:  # "Ito said it was ..., according to the radio"
            return before
        if after and after.direct and (leads_on or not before or not before.read):
            return after
        if not (before or after) and last in ".!?":
            lead = gesture_before(stands_before)
            return Cue(*lead) if lead else None
        return before if before and (before.read or not after) else after

    def _speaker(
        self, cue: Cue | None, i: int, span: Span, found: list[Quotation]
    ) -> tuple[str, str]:
        if cue is None:
            return "", ""
        phrase = cue.phrase
        if phrase.kind == "unread" and cue.direct and cue.verb:
            self.spoken.unknown_spoke(i)
        if not cue.read:
            return "", cue.verb
        if phrase.kind == "same":
            return (found[-1].speaker if found else ""), cue.verb
        answers = cue.verb in _ANSWERS or is_noun_phrase(self.spoken.last)
        replies = phrase.kind == "pronoun" and self._asked and answers
        speaker = self._who_replies(phrase.text, i) if replies else ""
        if replies and not speaker:
            self.spoken.unknown_spoke(i)  # nobody answers a question of their own
        speaker = speaker or self._named(phrase, i, span)
        self._whom_asked = self.people.full(cue.asked) if cue.asked else ""
        inner = self.paragraphs[i][span.start + 1 : span.end - 1]
        self._asked = cue.verb in {"asked", "asks"} or inner.endswith("?")
        if speaker:
            self.spoken.spoke(speaker, i, span.end)
            if phrase.kind == "name" and " " in speaker:
                self.people.add(speaker)
        return speaker, cue.verb

    def _who_replies(self, pronoun: str, i: int) -> str:
        asked = self._whom_asked
        if not asked:
            return self.spoken.one_who_answers(pronoun, i)
        return asked if self.people.fits(asked, pronoun) else ""

    def _named(self, phrase: Phrase, i: int, span: Span) -> str:
        if phrase.kind == "name":
            return self.people.full(phrase.text)
        if phrase.kind == "noun":
            return self.people.called(phrase.text)
        return self.spoken.meant(phrase.text, i, span.start)

    @staticmethod
    def _goes_on(text: str, before: Span, span: Span) -> bool:
        """Tell whether only one clause, which says who speaks, lies between two quotations."""
        between = text[before.end : span.start].strip()
        if not 3 <= len(between) <= 250 or between[-1] not in ".:":
            return False
        return last_sentence(between[:-1]) == between[:-1] and last_sentence(between + " A") == "A"


def _is_asked_by_anybody(quotation: Quotation) -> bool:
    """Tell a question like "a reporter asked", behind which stands the answer of somebody else."""
    return quotation.verb in {"asked", "asks"} and quotation.speaker.startswith(
        ("a ", "an ", "one ")
    )


def _quotation(i: int, text: str, span: Span, speaker: str = "", verb: str = "") -> Quotation:
    n_words = len(words(text[span.start : span.end]))
    return Quotation(i, span.start, span.end, n_words, speaker, verb, span.continued, span.closed)


def _before(text: str, spans: list[Span], k: int) -> str:
    """Text before a quotation, with the quotations in it each made one character."""
    start = max(0, spans[k].start - _WINDOW)
    pieces: list[str] = []
    end = spans[k].start
    for span in reversed(spans[max(0, k - 8) : k]):
        if span.end <= start:
            break
        pieces.append(text[span.end : end])
        full = _ENDS_SENTENCE.search(text[max(span.start, span.end - 8) : span.end])
        pieces.append(f".{QUOTE}" if full else QUOTE)
        end = span.start
    pieces.append(text[min(start, end) : end])
    return "".join(reversed(pieces))


def _through_chains(found: list[Quotation]) -> list[Quotation]:
    """Give a quotation that runs over several paragraphs one speaker."""
    out: list[Quotation] = []
    chain: list[Quotation] = []
    for quotation in found:
        if not (quotation.continued and chain and chain[-1].passage == quotation.passage - 1):
            out += _filled(chain)
            chain = []
        chain.append(quotation)
    return out + _filled(chain)


def _filled(chain: list[Quotation]) -> list[Quotation]:
    known = next((q for q in chain if q.speaker), None) or next((q for q in chain if q.verb), None)
    if known is None or len(chain) == 1:
        return chain
    # A verb without a speaker has a subject of its own that could not be read.
    filled = [
        q if q.speaker or q.verb else replace(q, speaker=known.speaker, verb=known.verb)
        for q in chain
    ]
    names = {q.speaker for q in filled if q.speaker and not is_noun_phrase(q.speaker)}
    if len(names) != 1:
        return filled
    [name] = names  # "the mayor said" further on in the same speech is the one who was named
    return [replace(q, speaker=name) if q.speaker else q for q in filled]


def _finished(quotation: Quotation, paragraph: str) -> Quotation:
    if quotation.speaker or quotation.verb or quotation.continued or not quotation.closed:
        return quotation
    inner = paragraph[quotation.start + 1 : quotation.end - 1]
    sentence = inner[:1].isupper() and inner[-1:] in ".,!?"
    short = quotation.n_words <= LONGEST_SCARE and not sentence
    return replace(quotation, scare=short or is_title(inner))
