"""Which lines of a flattened page are the article, and why the others are not.

The page has lost its markup, so a line is judged by its look, its neighbours and the rest of the
page (``line_model``, ``decode_page``); ``line_kinds`` names the parts of the article and gives a
reason for every line left out. Here an ``Article`` is made of that.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import compress

from helpers.intake.dates.published_days import is_menu
from helpers.intake.lines.layout import Blocks, blocks
from helpers.intake.lines.line_kinds import line_kinds
from helpers.intake.lines.marking import RULE
from helpers.intake.model import (
    BODY,
    NOTHING_GIVEN,
    REPEATED,
    RUNNING_HEAD,
    Article,
    Given,
    Line,
    Lines,
)
from helpers.intake.normalise import split_lines, squeeze
from helpers.intake.parts import (
    DATE,
    Dateline,
    agency_of,
    bare_headline,
    is_day_of_posting,
    publisher_of,
    read_byline,
    read_dateline,
    read_dateline_alone,
    repaired_headline,
)
from helpers.intake.parts.agencies import AGENCIES
from helpers.intake.parts.citations import read_citation, read_copyright
from helpers.intake.parts.headlines import MOST_OF_MASTHEAD, NAMED_PAPER
from helpers.intake.segment import words

_PARTS = frozenset(
    {
        *(BODY, "headline", "byline", "credit", "date line", "wire sign-off", "standfirst"),
        *("copyright", "dateline"),
    }
)
"""Kinds of lines that say something about the article, but for the masthead, which may be long."""

_MARKED = re.compile(r"[|–—•·»]|\s-\s")
_PAPER = re.compile(rf"{NAMED_PAPER}|The (?!Hague\b).+")
_GLUED = re.compile(r"\w\w[a-z][A-Z]\w\w")
_LETTER = re.compile(r"[A-Za-z]")
_LABEL = re.compile(
    r"(?i:(?:first |last |originally )?(?:published|posted|updated|modified)(?: on)?:?)"
)

_LONGEST_LABEL = 24

_ABOVE_HEADLINE = 2
"""Lines right above the headline that may have the day of publication, as those below it."""


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
    heads = {i for i, kind in enumerate(kinds) if kind == RUNNING_HEAD}
    page, repeated = blocks(text, heads)
    settled = _settled(page, kinds)
    judged, sure = line_kinds(page, settled)
    rest = {n: (kinds[n - 1] if n <= len(kinds) else "") or "repeated lines" for n in repeated}
    parts: dict[str, list[str]] = {kind: [] for kind in _PARTS}
    told = map(_PARTS.__contains__, judged)
    for kind, line in compress(zip(judged, page.texts, strict=True), told):
        parts[kind].append(line)
    body = parts[BODY]
    headline = _plain_headline(" ".join(parts["headline"]), page, body)
    dateline = read_dateline(body[0]) if body else Dateline()
    above = parts["dateline"]
    filed = _filed(above[0]) if above and not dateline.length else dateline
    head = _start_and_headline(judged)
    byline, credit = read_byline(" ".join(parts["byline"]))
    credit = " ".join(parts["credit"]) or credit
    return Article(
        headline=headline,
        publisher=publisher_of(_masthead(page, judged))
        or next(filter(None, (read_citation(line)[0] for line in parts["date line"])), "")
        or next(filter(None, map(read_copyright, parts["copyright"])), ""),
        byline=byline or dateline.byline,
        agency=agency_of(credit, filed.agency) or _signed_off(parts["wire sign-off"]),
        place=filed.place,
        standfirst=" ".join(parts["standfirst"]),
        paragraphs=tuple(body),
        dateline_length=dateline.length,
        date_lines=tuple(_date_lines(page, judged, *head)),
        lines=_lines(page, (judged, sure), text, rest),
        naming_lines=(*_naming_lines(page, judged, *head), *above),
        name=name,
        given=given,
    )


def _filed(line: str) -> Dateline:
    """Read a dateline alone; a paper above its day, "THE ECHO, June 4, 1907", is no place."""
    found = read_dateline_alone(line)
    return replace(found, place="") if _PAPER.fullmatch(found.place) else found


def _masthead(page: Blocks, kinds: list[str]) -> list[str]:
    """Lines above the headline, where they are few enough to name the paper."""
    if not 0 < kinds.count("masthead") <= MOST_OF_MASTHEAD:
        return []
    return [text for kind, text in zip(kinds, page.texts, strict=True) if kind == "masthead"]


def _plain_headline(headline: str, page: Blocks, body: list[str]) -> str:
    """Free the headline from section and site, and put back spaces that it lost."""
    if _MARKED.search(headline):
        headline = bare_headline(headline, page.texts)
    if _GLUED.search(headline):
        text = " ".join(body)
        glued = filter(_GLUED.search, headline.split(" "))
        if not all(token in text for token in glued):
            tokens = {*text.split()}  # each once: the same words in half the text
            headline = repaired_headline(headline, set(words(" ".join(tokens))))
    return headline


def _signed_off(signs: list[str]) -> str:
    """Agency that signs off below the story."""
    bare = (sign.removesuffix("^M").strip(" .-()").casefold() for sign in signs)
    known = (AGENCIES.get(sign, "") for sign in bare)
    return next(filter(None, known), "")


def _date_lines(page: Blocks, kinds: list[str], start: int, headline: int) -> list[str]:
    """Date lines above the text, those below the headline first, then from it up to today's.

    Those above it do not count where a day stands beside what is below it. One below the text dates
    the capture, unless it names the paper.
    """
    dated = [
        i for i, kind in enumerate(kinds) if kind == "date line" and not _is_of_menu(page, kinds, i)
    ]
    if not dated:
        return []
    beside = (i for i in range(headline + 1, start) if kinds[i] in ("byline", "masthead"))
    if dated[0] <= headline and any(is_day_of_posting(page.texts[i]) for i in beside):
        dated = [i for i in dated if i > headline]
    dated.sort(key=lambda i: (i < headline, abs(i - headline)))
    cited = (read_citation(page.texts[i])[1] or _with_label(page, i) * (i < start) for i in dated)
    return [*filter(None, cited)]


def _is_of_menu(page: Blocks, kinds: list[str], i: int) -> bool:
    """Tell whether a line is the day of the visit, which sites show below their menu."""
    return i > 0 and kinds[i - 1] == "navigation" and is_menu(page.texts[i - 1])


def _naming_lines(page: Blocks, kinds: list[str], start: int, headline: int) -> list[str]:
    """Bylines, and what else may name paper or day beside the headline, what is below it first.

    A page's masthead may have any day, that of the capture too: above the headline only those lines
    count that begin with a day.
    """
    below = [i for i in range(headline, start) if kinds[i] in ("byline", "masthead")]
    above = [i for i, kind in enumerate(kinds[:headline]) if kind == "byline"]
    above += [
        i
        for i in range(max(0, headline - _ABOVE_HEADLINE), headline)
        if kinds[i] == "masthead" and _begins_with_day(page.texts[i])
    ]
    return [_with_label(page, i) for i in below + sorted(above)]


def _begins_with_day(text: str) -> bool:
    """Tell whether a line has a day, or a word for its posting, before any other word."""
    day = DATE.search(text)
    return day is not None and _LETTER.search(text, 0, day.start()) is None


def _start_and_headline(kinds: list[str]) -> tuple[int, int]:
    """Positions of the first line of the text and of the headline, or that of the text again."""
    start = kinds.index(BODY) if BODY in kinds else 0
    return start, kinds.index("headline") if "headline" in kinds else start


def _with_label(page: Blocks, i: int) -> str:
    """Line with the word above it that says what its day is the day of."""
    above = page.texts[i - 1] if i else ""
    if len(above) <= _LONGEST_LABEL and _LABEL.fullmatch(above):
        return f"{above} {page.texts[i]}"
    return page.texts[i]


def _settled(page: Blocks, kinds: Sequence[str]) -> dict[int, str]:
    """Kinds that are known, by block; the first known line of a paragraph decides for all.

    Lines that other stories have, too, decide for the paragraph that they are wrapped in only where
    these have all of it: speeches open alike and go on apart.
    """
    if not any(kinds):
        return {}
    found = {}
    for i in range(len(page)):
        known = [kinds[n - 1] for n in page.numbers(i) if n <= len(kinds)]
        if not all(kind == REPEATED for kind in known):
            known = [kind for kind in known if kind != REPEATED]
        if kind := next(filter(None, known), ""):
            found[i] = kind
    return found


def _lines(
    page: Blocks, judged: tuple[list[str], list[float]], text: str, rest: dict[int, str]
) -> Lines:
    """Lines of the capture with their kinds; ``rest`` has those that are in no block."""
    kinds, sure = judged
    if not rest and not page.joined:
        return Lines(tuple(page.firsts), tuple(kinds), tuple(page.texts), tuple(sure))
    source = split_lines(text)
    found = [
        Line(n, kind, squeeze(source[n - 1]), confidence)
        for i, (kind, confidence) in enumerate(zip(kinds, sure, strict=True))
        for n in page.numbers(i)
    ]
    found += [Line(n, kind, squeeze(source[n - 1]), RULE) for n, kind in rest.items()]
    found.sort(key=lambda line: line.number)
    return Lines(*zip(*found, strict=True)) if found else Lines((), (), (), ())
