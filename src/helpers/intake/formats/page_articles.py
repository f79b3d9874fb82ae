"""Several articles in one web page: the front page of a blog, or an archive saved whole."""

from __future__ import annotations

import copy
import itertools
import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

WHOLE_ARTICLE = 150
"""Words from which a part of a page with a title is an article and no teaser."""

_SHORT_ARTICLE = 40
"""Words that the other articles of a page with two whole ones have at least."""

_MOST_ARTICLES = 500
_TITLES = ("h1", "h2", "h3", "h4")
_TITLE_WORDS = 3
_SKIPPED = frozenset(
    """
    a aside button figcaption figure footer form h1 h2 h3 h4 head label nav noscript option script
    select style textarea time title
    """.split()  # noqa: SIM905
)
"""Elements whose words are no running text."""

_FEWEST_TOGETHER = 5
"""Words that stand together in running text."""

_IS_ENTRY = re.compile(r"(?:\A|\s)(?:hentry|h-entry)(?:\s|\Z)")
_IS_ARTICLE = re.compile(r"schema\.org/(?:\w*Article|BlogPosting)(?:\s|\Z)")
_IS_COMMENT = re.compile(
    r"(?:\A|\s)(?:comments?(?:-?list|-body)?|repl(?:y|ies))(?:\s|\Z)", re.IGNORECASE
)
_IS_OTHER = re.compile(
    r"(?:\A|\s)(?:teasers?|related(?:-\w+)?|promos?|recommend\w*|cards?|sidebar|widget)(?:\s|\Z)",
    re.IGNORECASE,
)
"""Classes of articles of other pages, or of what they stand among."""

_GOES_ON = re.compile(
    r"\W*(?:(?:read|continue|keep) (?:more|reading|on)\b|full (?:story|article|text)|weiterlesen"
    r"|mehr lesen|lire la suite|seguir leyendo|leer m\u00e1s|leggi tutto)",
    re.IGNORECASE,
)
_BROKEN_OFF = ("\u2026", "...", "[\u2026]", "[...]")
_PUBLISHED = re.compile(r"(?:\A|\s)(?:dt-)?published(?:\s|\Z)")


def articles_in(tree: HtmlElement) -> list[HtmlElement]:
    """Find the articles of a page that holds several.

    They are marked as such, two of them at least have a title of their own and the length of an
    article, hardly any text stands beside them, and the page does not say that it is one article.
    The text of none goes on elsewhere.

    Parameters
    ----------
    tree : HtmlElement
        The page; it stays as it is.

    Returns
    -------
    list of HtmlElement
        In the order of the page; none where it is the page of one article.

    Examples
    --------
    >>> from helpers.intake.formats.markup import parse
    >>> text = "<p>On this day the ministers put off the decision once more.</p>" * 20
    >>> posts = "".join(f"<article><h2>Day {n} of talks</h2>{text}</article>" for n in range(3))
    >>> len(articles_in(parse(posts)[0])), len(articles_in(parse(text)[0]))
    (3, 0)
    """
    marked = list(itertools.islice(marked_articles(tree), _MOST_ARTICLES))
    own = [one for one in marked if not _stands_apart(one)]
    if sum(map(_is_whole, own)) < 2:
        return []
    found = [one for one in own if _is_short(one)]
    beside = words_of(tree) - sum(map(words_of, marked))
    return [] if beside >= WHOLE_ARTICLE or _are_parts(tree, found) else found


def marked_articles(tree: HtmlElement) -> Iterator[HtmlElement]:
    """Find what a page marks as articles, none of them inside another.

    Parameters
    ----------
    tree : HtmlElement
        The page.

    Yields
    ------
    HtmlElement
        Teasers among them, but no comments.
    """
    inside: HtmlElement | None = None
    for element in tree.iter("article", "div", "section", "li", "td"):
        if _is_marked(element) and (inside is None or inside not in element.iterancestors()):
            inside = element
            if not any(_IS_COMMENT.search(one.get("class") or "") for one in _around(element)):
                yield element


def _stands_apart(element: HtmlElement) -> bool:
    return any(
        one.tag == "aside" or _IS_OTHER.search(one.get("class") or "") for one in _around(element)
    )


def _around(element: HtmlElement) -> Iterator[HtmlElement]:
    yield element
    yield from element.iterancestors("aside", "div", "section", "ul", "ol")


def _are_parts(tree: HtmlElement, found: list[HtmlElement]) -> bool:
    """Tell chapters and entries of one article, whose title is above them, or its copies."""
    titles = {_plain(title_of(one)) for one in found}
    if len(titles) < 2:
        return True
    stated = {one.get("property"): _plain(one.get("content") or "") for one in tree.iter("meta")}
    title = stated.get("og:title", "")
    above = {_plain(one.text_content()) for one in tree.iter("h1")} - titles
    is_title = title in above and len(title.split()) >= _TITLE_WORDS
    return is_title and stated.get("og:type") == "article"


def _plain(text: str) -> str:
    return " ".join(text.split()).casefold()


def _is_marked(element: HtmlElement) -> bool:
    return bool(
        element.tag == "article"
        or _IS_ENTRY.search(element.get("class") or "")
        or _IS_ARTICLE.search(element.get("itemtype") or "")
    )


def _is_whole(article: HtmlElement) -> bool:
    titled = len(title_of(article).split()) >= _TITLE_WORDS
    return titled and words_of(article) >= WHOLE_ARTICLE and not _goes_on(article)


def _is_short(article: HtmlElement) -> bool:
    return words_of(article) >= _SHORT_ARTICLE and not _goes_on(article)


def _goes_on(article: HtmlElement) -> bool:
    """Tell a beginning: its last paragraph breaks off, or it links to the whole of it."""
    paragraphs = [text for p in article.iter("p") if (text := p.text_content().strip())]
    if paragraphs and paragraphs[-1].endswith(_BROKEN_OFF):
        return True
    linked = {_page(link) for title in article.iter(*_TITLES) for link in title.iter("a")}
    linked |= {_page(link) for link in article.iterancestors("a")}
    more = (link for link in article.iter("a") if _GOES_ON.match(link.text_content()))
    return any(_page(link) in linked or "#more" in (link.get("href") or "") for link in more)


def _page(link: HtmlElement) -> str:
    return (link.get("href") or "").partition("#")[0]


def title_of(article: HtmlElement) -> str:
    """Read the title of an article of a page.

    Parameters
    ----------
    article : HtmlElement
        As :func:`articles_in` finds it.

    Returns
    -------
    str
        The first one; empty where there is none.
    """
    titles = (" ".join(title.text_content().split()) for title in article.iter(*_TITLES))
    return next(filter(None, titles), "")


def words_of(element: HtmlElement) -> int:
    """Count the words of running text: those that stand together outside links and titles.

    Parameters
    ----------
    element : HtmlElement
        A page, or a part of one.

    Returns
    -------
    int
        How many.
    """
    from lxml import etree

    n_words = 0
    walk = etree.iterwalk(element, events=("start", "end"))
    for event, one in walk:
        if event == "start" and one.tag in _SKIPPED:
            walk.skip_subtree()
        text = (one.tail if one is not element else "") if event == "end" else one.text
        together = len(text.split()) if text and (event == "end" or one.tag not in _SKIPPED) else 0
        n_words += together if together >= _FEWEST_TOGETHER else 0
    return n_words


def page_of(article: HtmlElement) -> HtmlElement:
    """Make a page of its own of an article.

    Parameters
    ----------
    article : HtmlElement
        As :func:`articles_in` finds it; it stays as it is.

    Returns
    -------
    HtmlElement
        The article with the language of its page, and the day on which it says it was published.
    """
    from lxml import html

    page = html.document_fromstring("<html><head></head><body></body></html>")
    page.attrib.update(article.getroottree().getroot().attrib)
    own = copy.deepcopy(article)
    own.tail = None
    page[1].append(own)
    for day in own.iter("abbr", "time"):  # blogs had the one before there was the other
        if _PUBLISHED.search(day.get("class") or ""):
            stated = day.get("datetime") or day.get("title") or ""
            page[0].append(html.Element("meta", itemprop="datePublished", content=stated))
    return page
