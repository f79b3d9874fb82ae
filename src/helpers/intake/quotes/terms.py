"""Titles, terms and nicknames in quotation marks, which nobody says."""

from __future__ import annotations

import re
from collections.abc import Sequence

from helpers.intake.quotes.quote_marks import Span
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.stopwords import STOP_WORDS

_NAME_BEFORE = re.compile(r"(?<![^\s(\"'“‘])([^\W\d_a-zß-ÿ][\w'’-]*\.?) $")
_NAME_BEHIND = re.compile(
    r" (?:[^\W\d_a-zß-ÿ]\.? |(?:van|von|de|der|di) ){0,2}[^\W\d_a-zß-ÿ][^\W\d_]"
)
_NICKNAME = re.compile(r"(?:the )?[^\W\d_a-zß-ÿ][\w'’.-]{0,14}(?: [^\W\d_a-zß-ÿ][\w'’.-]{0,14})?")
_NAMED = re.compile(
    rf"(?:\b(?:{'|'.join(sorted(CLASSES['work that has a title']))})|"
    r"\b(?:titled|entitled|headlined|nicknamed|code-?named|named))(,?) (?:the )?$"
)
_KNOWN_AS = re.compile(r"\b(?:(?:known|referred to) as|so-called|nicknamed) (?:an? |the )?$")
_MARKED = re.compile(r"\b(?:marked|stamped|inscribed|engraved) $")

_MENTIONED = re.compile(
    r"(?<!with )(?<!said )(?<!added )(?<!uttered )(?<!spoke )"
    r"\b[Tt]he (?:words?|terms?|phrases?|expression|adjective|label|nickname|name) $"
)
_KNOWN_SO = re.compile(
    r",? as (?:\w+ ){1,3}?(?:is|was|are|were|became|has been|had been) (?:\w+ )?"
    r"(?:known|called|nicknamed|dubbed)\b"
)


def nicknames(text: str, spans: Sequence[Span]) -> frozenset[Span]:
    """Quotations that are part of a person's name: James "Jim" Lund.

    Parameters
    ----------
    text : str
        A paragraph.
    spans : sequence of Span
        Its quotations.

    Returns
    -------
    frozenset of Span
        Those that stand between two words of a name.

    Examples
    --------
    >>> text = 'Robert "Bud" Lund left.'
    >>> nicknames(text, [Span(7, 12)])
    frozenset({Span(start=7, end=12, closed=True, continued=False)})
    """
    return frozenset(span for span in spans if span.closed and _stands_in_name(text, span))


def _stands_in_name(text: str, span: Span) -> bool:
    if not _NICKNAME.fullmatch(text, span.start + 1, span.end - 1):
        return False
    first = _NAME_BEFORE.search(text[max(0, span.start - 24) : span.start])
    named = first is not None and first[1].casefold() not in STOP_WORDS
    return named and _NAME_BEHIND.match(text, span.end) is not None


def without(text: str, spans: Sequence[Span] | frozenset[Span]) -> str:
    """Blank stretches of a paragraph, so that all others keep their places.

    Parameters
    ----------
    text : str
        A paragraph.
    spans : sequence of Span
        What to blank.

    Returns
    -------
    str
        As long as the text.

    Examples
    --------
    >>> without('Robert "Bud" Lund', [Span(7, 12)])
    'Robert       Lund'
    """
    pieces = []
    end = 0
    for span in sorted(spans, key=lambda s: s.start):
        pieces += [text[end : span.start], " " * (span.end - span.start)]
        end = span.end
    return "".join([*pieces, text[end:]])


def is_title(inner: str) -> bool:
    """Tell a name or title in quotation marks by its capitals.

    Parameters
    ----------
    inner : str
        What stands between the marks.

    Returns
    -------
    bool
        True for several words of which all the longer ones have capitals.

    Examples
    --------
    >>> is_title("The Long Winter,"), is_title("We wait for rain,")
    (True, False)
    """
    if len(inner) > 80 or not inner or inner[-1] in ".!?":
        return False
    longer = [word for word in re.findall(r"[^\W_]+", inner) if len(word) > 3 or word.isdigit()]
    return bool(longer) and all(not word[0].islower() for word in longer) and " " in inner


def is_named_thing(before: str, inner: str, after: str = "") -> bool:
    """Tell the title of a work, or a term that goes by its name, by the words around it.

    Parameters
    ----------
    before : str
        Some words before the mark.
    inner : str
        What stands between the marks.
    after : str
        Some words behind the other mark.

    Returns
    -------
    bool
        True for "Jaws" in: the film "Jaws".

    Examples
    --------
    >>> is_named_thing("The film ", "Jaws"), is_named_thing("The mayor said ", "No")
    (True, False)
    """
    if not inner or inner[-1] in "!?":
        return False
    if any(p.search(before) for p in (_KNOWN_AS, _MARKED, _MENTIONED)) or _KNOWN_SO.match(after):
        return True
    named = _NAMED.search(before)
    if named is None or inner[0].islower():
        return False
    return not named[1] or is_title(inner)
