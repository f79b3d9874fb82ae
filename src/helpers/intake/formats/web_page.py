"""Web pages: HTML as browsers and scrapers save it."""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.intake.formats.encodings import Decoded, decode_text, is_binary
from helpers.intake.formats.europresse import articles_of, read_europresse
from helpers.intake.formats.markup import LONGEST_MARKUP, lines_of, parse, strip_tags
from helpers.intake.formats.page_articles import (
    WHOLE_ARTICLE,
    articles_in,
    marked_articles,
    page_of,
    title_of,
)
from helpers.intake.formats.page_body import FURNITURE, kinds_of, letters
from helpers.intake.formats.page_metadata import read_metadata
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_TEXT, captures_of
from helpers.intake.model import NOTHING_GIVEN, Capture, Given, Refusal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_FEWEST_TYPED, _AROUND_TYPED = 5, 0.2
"""Lines of a text in a frame, and what share of the page's characters may stand around it."""

_MOST_ARTICLES = 200
"""Parts of a page that are looked at when one of its articles was taken."""

_PUBLICATION, _LIVE = "DocPublicationName", "LiveBlogPosting"
"""What shows an export of Europresse, and a report whose entries are no articles."""

_NOTICE = re.compile(
    r"(?:(?:error|http)[ :]*)?(?:40[134]|410|429|50[0234])\b.{0,80}"
    r"|(?:sorry,? )?(?:the |this )?(?:page|file) (?:was |is |could )?not (?:be )?found\b.{0,80}"
    r"|(?:just a moment|attention required|access(?: to this page has been)? denied|forbidden|"
    r"(?:are you|you are not) a robot|are you human|verify(?:ing)? (?:that )?you are (?:a )?human|"
    r"security check|robot or human)\b.{0,60}",
    re.IGNORECASE,
)
_LONGEST_NOTICE = 120
"""Titles of what servers send in a page's place, and words of such a notice."""

_NO_PAGE = (
    "no article: a notice that a server sent in the page's place, open its address again "
    "and save what is there"
)

_CHARSET = re.compile(
    rb"""<meta[^<>]{0,300}?charset\s*=\s*["']?\s*([\w:.-]{2,40})|<\?xml[^<>]{0,100}?encoding\s*=\s*["']([\w:.-]{2,40})""",
    re.IGNORECASE,
)


def read_web_page(source: Source) -> Iterator[Capture | Refusal]:
    """Read a web page.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        Every line of the page, with its kind where the markup tells which lines are the article;
        several captures where the page is the export of a database.

    Examples
    --------
    >>> import io
    >>> story = "".join(f"<p>On day {day} ministers put off the decision.</p>" for day in range(4))
    >>> page = f"<html><a href='/'>Sport</a><article>{story}</article></html>".encode()
    >>> [capture] = read_web_page(Source("a.html", "", io.BytesIO(page), len(page)))
    >>> capture.kinds
    ('page furniture', 'body', 'body', 'body', 'body')
    """
    yield from read_markup(source, source.data)


def read_markup(
    source: Source,
    data: bytes,
    *,
    declared: str = "",
    given: Given = NOTHING_GIVEN,
    format: str = "HTML",  # noqa: A002  (the field's name)
) -> Iterator[Capture | Refusal]:
    """Read HTML that a file holds, or is.

    Parameters
    ----------
    source : Source
        The file.
    data : bytes
        The HTML.
    declared : str
        Encoding that something outside the HTML states.
    given : Given
        What is known from elsewhere; it goes before what the page says.
    format : str
        What the captures are to be called.

    Yields
    ------
    Capture or Refusal
        As :func:`read_web_page`.
    """
    from helpers.intake.formats.exports import find_export

    found = decode_text(data, declared or _declared(data))
    if is_binary(found.text):
        yield source.refusal("skipped", NO_TEXT)
        return
    tree, whole = parse(found.text)
    if tree is not None and whole and (several := _several(source, tree, found, given, format)):
        yield from several
        return
    damage = found.damage
    kinds: tuple[str, ...] = ()
    if tree is None or not whole:
        lines = strip_tags(found.text)
        if tree is not None or len(found.text) > LONGEST_MARKUP:
            damage += ("its HTML is too deep or too long to be parsed: its tags were taken out",)
    elif _PUBLICATION in found.text and (articles := articles_of(tree)):
        yield from read_europresse(
            source, tree, articles, encoding=found.encoding, damage=found.damage
        )
        return
    else:
        lines = lines_of(tree)
        if _is_notice(tree, lines):
            yield source.refusal("skipped", _NO_PAGE)
            return
        given = given.or_else(read_metadata(tree))
        if typed := _preformatted(tree, lines):
            lines = typed
        else:
            kinds = kinds_of(tree, lines, given)
        damage += _left_out(tree, lines, kinds)
    text = "\n".join(lines)
    if kinds and find_export(text) is None:
        yield source.capture(
            text, given=given, kinds=kinds, format=format, encoding=found.encoding, damage=damage
        )
        return
    yield from captures_of(
        source, text, format=format, encoding=found.encoding, damage=damage, given=given
    )


def _is_notice(tree: HtmlElement, lines: list[str]) -> bool:
    """Tell a page that only says that there is none, or asks whether its reader is a person."""
    title = " ".join((tree.findtext(".//title") or "").split())
    return (
        _NOTICE.match(title) is not None
        and sum(len(line.split()) for line in lines) <= _LONGEST_NOTICE
    )


def _preformatted(tree: HtmlElement, lines: list[str]) -> list[str]:
    """Lines of a page that is a typed text in a frame, with the blank ones; else none."""
    typed = [pre.text_content().strip("\n") for pre in tree.iter("pre")]
    text = "\n\n".join(typed).split("\n")
    own = {" ".join(line.split()) for line in text}
    rest = [line for line in lines if " ".join(line.split()) not in own]
    if len(own) < _FEWEST_TYPED or sum(map(len, rest)) > _AROUND_TYPED * sum(map(len, lines)):
        return []
    return [*rest, "", *text] if rest else text


def _several(
    source: Source, tree: HtmlElement, found: Decoded, given: Given, name: str
) -> list[Capture]:
    """Make captures of the articles of a page that holds several; else none."""
    if _PUBLICATION in found.text or _LIVE in found.text or not (articles := articles_in(tree)):
        return []
    captures = []
    outside = replace(given, headline="", byline="", address="")
    given = given.or_else(read_metadata(tree))
    shared = outside.or_else(Given(publisher=given.publisher, language=given.language))
    for number, article in enumerate(articles, 1):
        page = page_of(article)
        own = replace(read_metadata(page), headline=title_of(article))
        of_page = own.headline and letters(own.headline) == letters(given.headline)
        own = own.or_else(given if of_page else shared)
        lines = lines_of(page)
        captures.append(
            source.capture(
                "\n".join(lines), part=f"article {number}", given=own,
                kinds=kinds_of(page, lines, own), format=name, encoding=found.encoding,
                damage=found.damage,
            )
        )  # fmt: skip
    return captures


def _left_out(tree: HtmlElement, lines: list[str], kinds: tuple[str, ...]) -> tuple[str, ...]:
    """Tell of whole articles beside the one that was taken: a page may hold several."""
    told = list(zip(lines, kinds, strict=False))
    taken = {line for line, kind in told if kind != FURNITURE}
    out = {line for line, kind in told if kind == FURNITURE} - taken
    sizes = []
    for article in itertools.islice(marked_articles(tree), _MOST_ARTICLES):
        own = [" ".join(p.text_content().split()) for p in article.iter("p")]
        n_words = sum(len(line.split()) for line in own)
        lost = sum(len(line.split()) for line in own if line in out)
        if lost >= WHOLE_ARTICLE and lost > 0.9 * n_words:
            sizes.append(lost)
    if not sizes:
        return ()
    more = f"{len(sizes):,} other articles" if len(sizes) > 1 else "another article"
    which = "each of them" if len(sizes) > 1 else "it"
    return (f"the page holds {more} ({sum(sizes):,} words), left out: save {which} by itself",)


def _declared(data: bytes) -> str:
    found = _CHARSET.search(data[:4096])
    return (found[1] or found[2]).decode("ascii", "replace") if found else ""
