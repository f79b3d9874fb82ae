"""Which lines of a flattened page are the article, and why the others are not.

The page has lost its markup, so a line is judged by its look, its neighbours and the rest of the
page. The rules follow what a reader does: find the running prose, look above it for headline,
byline and standfirst, stop where the page turns to other stories, and keep a reason for every line
left out.
"""

from __future__ import annotations

import bisect
import re

from helpers.intake.dating import estimate_date
from helpers.intake.layout import Block, blocks
from helpers.intake.model import BODY, Article, Line
from helpers.intake.normalise import split_lines, squeeze
from helpers.intake.parts import (
    Dateline,
    agency_of,
    find_headline,
    is_byline,
    is_titled,
    publisher_of,
    read_byline,
    read_dateline,
    standfirst_length,
)
from helpers.intake.patterns import AGENCIES, CHROME, END_MARKERS

LONGEST_CHROME = 400
"""Characters; a longer line is not tested for being chrome by its wording."""

LEAST_WORDS, LEAST_SHARE = 20, 0.2
"""Words of prose, and share of the page's prose, before which no marker ends an article."""

_TERMINAL = re.compile(r"[.!?…:][\"')\]]*$")
_LIST_ITEM = re.compile(r"(?:--?|[•*·])\s+\w")
_FINAL_REASONS = frozenset({"comment prompt", "copyright", "paywall"})


def read_article(text: str, *, name: str = "") -> Article:
    """Free an article from what surrounds it in a text capture.

    Parameters
    ----------
    text : str
        The capture: a web page as copied to a text file, or a wire story with hard line ends.
    name : str
        Name of the file; no decision hangs on it.

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
    kinds = _kinds(page)
    body = [block.text for block, kind in zip(page, kinds, strict=True) if kind == BODY]
    headline = _text_of("headline", page, kinds)
    dateline = read_dateline(body[0]) if body else Dateline()
    dated_above = _date_lines(page, kinds)
    byline, credit = read_byline(_text_of("byline", page, kinds))
    credit = _text_of("credit", page, kinds) or credit
    return Article(
        headline=headline,
        publisher=publisher_of(
            [b.text for b, k in zip(page, kinds, strict=True) if k == "masthead"]
        ),
        byline=byline,
        agency=agency_of(credit, dateline.agency) or _signed_off(page, kinds),
        place=dateline.place,
        standfirst=_text_of("standfirst", page, kinds),
        paragraphs=tuple(body),
        dateline_length=dateline.length,
        lines=_lines(page, kinds, text, repeated),
        dated=estimate_date(
            "\n\n".join([*dated_above, *body]), headline=headline, place=dateline.place
        ),
    )


def _text_of(kind: str, page: list[Block], kinds: list[str]) -> str:
    return " ".join(block.text for block, k in zip(page, kinds, strict=True) if k == kind)


def _signed_off(page: list[Block], kinds: list[str]) -> str:
    """Agency that signs off below the story."""
    signs = [b.text for b, k in zip(page, kinds, strict=True) if k == "wire sign-off"]
    known = (AGENCIES.get(sign.strip(" .-()").casefold(), "") for sign in signs)
    return next(filter(None, known), "")


def _date_lines(page: list[Block], kinds: list[str]) -> list[str]:
    """Date lines above the text; one below it dates the capture, not the article."""
    start = kinds.index(BODY) if BODY in kinds else 0
    above = zip(page[:start], kinds, strict=False)
    return [block.text for block, kind in above if kind == "date line"]


def _lines(page: list[Block], kinds: list[str], text: str, repeated: list[int]) -> tuple[Line, ...]:
    source = split_lines(text)
    kind_of = {n: kind for block, kind in zip(page, kinds, strict=True) for n in block.numbers}
    kind_of.update(dict.fromkeys(repeated, "repeated lines"))
    return tuple(Line(n, kind_of[n], squeeze(source[n - 1])) for n in sorted(kind_of))


def _kinds(page: list[Block]) -> list[str]:
    """Kind of each block: part of the article, or the reason why it is none."""
    kinds = [_chrome(block.text) for block in page]
    prose = [not kind and is_prose(block.text) for block, kind in zip(page, kinds, strict=True)]
    if not any(prose):
        prose = [not kind for kind in kinds]
    end, reason = _end(page, prose)
    start = _start(page, kinds, prose, end)
    for i in range(len(page)):
        if kinds[i]:
            continue
        if i < start:
            kinds[i] = "masthead"
        elif i >= end:
            kinds[i] = reason
        else:
            kinds[i] = BODY if prose[i] else "stray line"
    _mark_head(page, kinds, start, end)
    return kinds


def _chrome(text: str) -> str:
    if len(text) > LONGEST_CHROME:
        return ""
    return next((reason for reason, pattern in CHROME if pattern.fullmatch(text)), "")


def is_prose(text: str) -> bool:
    """Tell whether a line reads like running text.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True for a line of five words or more that ends like a sentence and is not written like a
        title, for an item of a list in a sentence, and for any line of 25 words or more.

    Examples
    --------
    >>> is_prose("They will meet again in May."), is_prose("World  Business  Sport")
    (True, False)
    """
    n_words = text.count(" ") + 1
    if n_words >= 25:
        return True
    if _LIST_ITEM.match(text):
        return n_words >= 4 and text[-1] in ".;,"
    return n_words >= 5 and bool(_TERMINAL.search(text)) and not is_titled(text)


def _end(page: list[Block], prose: list[bool]) -> tuple[int, str]:
    """Index of the first block after the article, and what it starts."""
    sizes = [
        is_body * (block.text.count(" ") + 1) for block, is_body in zip(page, prose, strict=True)
    ]
    enough = max(LEAST_WORDS, LEAST_SHARE * sum(sizes))
    seen_words = 0
    for i, block in enumerate(page):
        if seen_words >= enough and len(block.text) <= LONGEST_CHROME:
            reason = next((r for r, p in END_MARKERS if p.fullmatch(block.text)), "")
            if reason and not (reason not in _FINAL_REASONS and _prose_resumes(page, prose, i + 1)):
                return i, reason
        seen_words += sizes[i]
    return len(page), "teaser"


def _prose_resumes(page: list[Block], prose: list[bool], start: int) -> bool:
    """Tell whether a box inside the article ends and the article goes on.

    Three paragraphs in a row soon after the marker are the article; teasers come one at a time,
    between titles and clock times.
    """
    run = 0
    for i in range(start, min(len(page), start + 12)):
        run = run + 1 if prose[i] and page[i].text.count(" ") >= 11 else 0
        if run == 3:
            return True
    return False


def _start(page: list[Block], kinds: list[str], prose: list[bool], end: int) -> int:
    """Index of the first block of the body (or of a standfirst right above it)."""
    bylines = {i for i in range(end) if is_byline(page[i].text)}
    candidates = [i for i in range(end) if prose[i] and i not in bylines]
    if not candidates:
        return 0
    for i in sorted(bylines):
        before = bisect.bisect(candidates, i)
        after = len(candidates) - before
        if not kinds[i] and after and before <= min(3, after):
            return candidates[before]
    return candidates[0]


def _mark_head(page: list[Block], kinds: list[str], start: int, end: int) -> None:
    """Name headline, byline, credit and standfirst among the blocks around the start."""
    body = [i for i in range(start, end) if kinds[i] == BODY]
    head = [i for i in range(start) if kinds[i] == "masthead"]
    lead = " ".join(page[i].text for i in body[:6])
    byline = next((i for i in reversed(head) if is_byline(page[i].text)), None)
    if byline is not None:
        kinds[byline] = "byline"
        if byline + 1 in head and page[byline + 1].group == page[byline].group:
            kinds[byline + 1] = "credit"
    above = [i for i in head if kinds[i] == "masthead" and (byline is None or i < byline)]
    headline = find_headline([page[i] for i in above], [block.text for block in page], lead)
    if headline is not None:
        while headline and page[above[headline] - 1].text == page[above[headline]].text:
            headline -= 1  # of two in a row the first is the headline, the second its double
        _mark_headline(page, kinds, above[headline])
    first = standfirst_length([page[i].text for i in body[:4]], lead)
    for i in body[:first]:
        kinds[i] = "standfirst"
    if headline is not None:
        for i in range(above[headline] + 1, start):
            if kinds[i] == "masthead" and page[i].text.count(" ") >= 7:
                kinds[i] = "standfirst"


def _mark_headline(page: list[Block], kinds: list[str], index: int) -> None:
    title = _letters(page[index].text)
    for i, block in enumerate(page):
        if i != index and kinds[i] != BODY and _letters(block.text) == title:
            kinds[i] = "doubled headline"
    kinds[index] = "headline"


def _letters(text: str) -> str:
    return "".join(c for c in text.casefold() if c.isalnum())
