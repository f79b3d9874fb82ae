"""Which lines of a flattened page are the article, and why the others are not.

The page has lost its markup, so a line is judged by its look, its neighbours and the rest of the
page (``line_model``, ``decode_page``); ``line_kinds`` names the parts of the article and gives a
reason for every line left out. Here an ``Article`` is made of that.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from functools import partial
from itertools import chain, compress
from operator import attrgetter

from helpers.intake.lines.layout import Block, blocks
from helpers.intake.lines.line_kinds import RULE, line_kinds
from helpers.intake.model import BODY, NOTHING_GIVEN, Article, Given, Line
from helpers.intake.normalise import split_lines, squeeze
from helpers.intake.parts import (
    Dateline,
    agency_of,
    bare_headline,
    publisher_of,
    read_byline,
    read_dateline,
    repaired_headline,
)
from helpers.intake.parts.agencies import AGENCIES
from helpers.intake.segment import words

_as_line: Callable[[tuple[object, ...]], Line] = partial(tuple.__new__, Line)
_MARKED = re.compile(r"[|–—•·»]|\s-\s")
_GLUED = re.compile(r"[a-z][A-Z]")


def read_article(
    text: str, *, name: str = "", kinds: Sequence[str] = (), given: Given = NOTHING_GIVEN
) -> Article:
    """Free an article from what surrounds it in a text capture.

    Parameters
    ----------
    text : str
        The capture: a web page as copied to a text file, or a wire story with hard line ends.
    name : str
        Name of the file; it may hold a date, and no other decision hangs on it.
    kinds : sequence of str, optional
        Kind of each line where it is known, by the format of the file or from the user, and an
        empty string where the line has to be judged; as many as the text has lines.
    given : Given, optional
        What the file says about the article.

    Returns
    -------
    Article
        Headline, byline, agency, place, paragraphs; every line taken out with its reason; and the
        range of days in which it was written.

    Examples
    --------
    >>> page = '''Ministers Put Off Decision on Steel
    ... Ministers Put Off Decision on Steel
    ... GENEVA (AP): Ministers from nine countries put off a decision on steel duties on Friday.
    ... They will meet again in two weeks, a spokesman said.
    ... Read next
    ... 04:00'''
    >>> article = read_article(page)
    >>> article.headline, article.agency, article.place
    ('Ministers Put Off Decision on Steel', 'AP', 'Geneva')
    >>> [(line.line, line.reason) for line in article.removed]
    [(2, 'doubled headline'), (5, 'teaser'), (6, 'clock time')]
    """
    page, repeated = blocks(text)
    settled = _settled(page, kinds)
    judged, sure = line_kinds(page, settled)
    rest = {n: (kinds[n - 1] if n <= len(kinds) else "") or "repeated lines" for n in repeated}
    texts = [*map(attrgetter("text"), page)]
    body = _texts_of(BODY, texts, judged)
    headline = _plain_headline(_joined("headline", texts, judged), page, body)
    dateline = read_dateline(body[0]) if body else Dateline()
    byline, credit = read_byline(_joined("byline", texts, judged))
    credit = _joined("credit", texts, judged) or credit
    signs = _texts_of("wire sign-off", texts, judged)
    return Article(
        headline=headline,
        publisher=publisher_of(_texts_of("masthead", texts, judged)),
        byline=byline or dateline.byline,
        agency=agency_of(credit, dateline.agency) or _signed_off(signs),
        place=dateline.place,
        standfirst=_joined("standfirst", texts, judged),
        paragraphs=tuple(body),
        dateline_length=dateline.length,
        date_lines=tuple(_date_lines(page, judged) if "date line" in judged else ()),
        lines=_lines(page, (judged, sure), text, rest),
        name=name,
        given=given,
    )


def _plain_headline(headline: str, page: list[Block], body: list[str]) -> str:
    """Free the headline from section and site, and put back spaces that it lost."""
    if _MARKED.search(headline):
        lines = {block.text for block in page} - {headline}
        headline = bare_headline(headline, lines)
    if _GLUED.search(headline):
        headline = repaired_headline(headline, set(words(" ".join(body))))
    return headline


def _texts_of(kind: str, texts: Sequence[str], kinds: Sequence[str]) -> list[str]:
    return [*compress(texts, map(kind.__eq__, kinds))] if kind in kinds else []


def _joined(kind: str, texts: Sequence[str], kinds: Sequence[str]) -> str:
    return " ".join(_texts_of(kind, texts, kinds))


def _signed_off(signs: list[str]) -> str:
    """Agency that signs off below the story."""
    known = (AGENCIES.get(sign.strip(" .-()").casefold(), "") for sign in signs)
    return next(filter(None, known), "")


def _date_lines(page: list[Block], kinds: list[str]) -> list[str]:
    """Date lines above the text; one below it dates the capture, not the article."""
    start = kinds.index(BODY) if BODY in kinds else 0
    above = zip(page[:start], kinds, strict=False)
    return [block.text for block, kind in above if kind == "date line"]


def _settled(page: list[Block], kinds: Sequence[str]) -> dict[int, str]:
    """Kinds that are known, by block; the first known line of a paragraph decides for all."""
    if not any(kinds):
        return {}
    found = {}
    for i, block in enumerate(page):
        known = (kinds[n - 1] for n in block.numbers if n <= len(kinds))
        if kind := next(filter(None, known), ""):
            found[i] = kind
    return found


def _lines(
    page: list[Block], judged: tuple[list[str], list[float]], text: str, rest: dict[int, str]
) -> tuple[Line, ...]:
    """Lines of the capture with their kinds; ``rest`` has those that are in no block."""
    kinds, sure = judged
    texts, places, _, _ = zip(*page, strict=True) if page else ((), (), (), ())
    if not rest and max(map(len, places), default=1) == 1:
        numbers = chain.from_iterable(places)
        return tuple(map(_as_line, zip(numbers, kinds, texts, sure, strict=True)))
    source = split_lines(text)
    found = [
        Line(n, kind, squeeze(source[n - 1]), confidence)
        for block, kind, confidence in zip(page, kinds, sure, strict=True)
        for n in block.numbers
    ]
    found += [Line(n, kind, squeeze(source[n - 1]), RULE) for n, kind in rest.items()]
    return tuple(sorted(found, key=lambda line: line.number))
