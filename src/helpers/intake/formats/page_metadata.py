"""What a web page says about its article in its markup: evidence, never the article's own words."""

from __future__ import annotations

import copy
import datetime as dt
import itertools
import re
from typing import TYPE_CHECKING

from helpers.intake.formats.markup import is_searchable
from helpers.intake.model import Given
from helpers.intake.parts.headlines import NAMED_PAPER

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_EARLIEST, _LATEST = "1600-01-01", "2199-12-31"
"""Bounds that no clock moves: by itself htmldate would hold that nothing is later than today."""

_WHOLE_DAY = re.compile(
    r"(?<!\d)(?:1[6-9]|2[01])\d\d(?:[-/.]\d{1,2}[-/.]\d{1,2}|\d{4})(?!\d)"
    r"|(?<!\d)(?:[0-3]?\d\.\s?[01]?\d\.|[0-3]?\d\.?\s[^\W\d]{3,10}\.?,?\s)(?:1[6-9]|2[01])\d\d(?!\d)"
    r"|[^\W\d]{3,10}\.?\s[0-3]?\d,?\s(?:1[6-9]|2[01])\d\d(?!\d)"
)
"""A day with its year, in a form that is read in one way only; the rest would be guessed at."""

_NOT_PUBLISHED = ("modif", "updat", "copyright", "last", "expir", "revis", "url")
_CHANGED = re.compile(r'"dateModified"\s*:\s*"[^"]{0,80}"')
_MADE = re.compile(r'"(?:dateCreated|uploadDate)"\s*:\s*"[^"]{0,80}"')
_PUBLISHED = re.compile(r'"datePublished"\s*:\s*"((?:1[6-9]|2[01])\d\d)-?(\d\d)-?(\d\d)(?!\d)')
_STATING = ("name", "property", "itemprop", "http-equiv", "pubdate")
_LONGEST_FIELD = 400
_BASIC_DAY = re.compile(r"\s*((?:1[6-9]|2[01])\d\d)-?(\d\d)-?(\d\d)(?!\d)")
_BY = re.compile(r"\Aby\s+", re.IGNORECASE)
_MARK_IN_TITLE = re.compile(r" [|–—•·»-] ")
_PAPER = re.compile(NAMED_PAPER)
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_].*)?")


def read_metadata(tree: HtmlElement) -> Given:
    """Read what a page's metadata say.

    Parameters
    ----------
    tree : HtmlElement
        The page; it stays as it is.

    Returns
    -------
    Given
        Headline, author, publisher, address, language, and the day of publication where the
        metadata state one whole, in a form that can be read in one way only.

    Examples
    --------
    >>> from helpers.intake.formats.markup import parse
    >>> tree, _ = parse('<html lang="en-GB"><meta property="og:site_name" content="The Pier">')
    >>> given = read_metadata(tree)
    >>> given.publisher, given.language, given.day
    ('The Pier', 'en', None)
    """
    from trafilatura.metadata import extract_metadata

    if (news := next(tree.iter("nitf"), None)) is not None:
        return _of_news_markup(news)
    tree = tree if is_searchable(tree) else _head_of(tree)
    bounds = {"extensive_search": False, "min_date": _EARLIEST, "max_date": _LATEST}
    try:
        found = extract_metadata(tree, date_config=bounds)
    except Exception:  # odd metadata cost nothing but themselves
        return Given(language=_language(tree))
    day = _day(tree)
    address = _field(found.url)
    return Given(
        headline=_field(found.title),
        byline=_field(found.author).replace("; ", ", "),
        publisher=_field(found.sitename) or _paper_in_title(tree),
        language=_language(tree),
        address=address if address.startswith(("http://", "https://")) else "",
        day=day,
        day_source="metadata" if day else "",
    )


def _paper_in_title(tree: HtmlElement) -> str:
    """Find a paper's name behind the last mark of the title that browsers show."""
    title = _field(tree.findtext(".//title"))
    site = _MARK_IN_TITLE.split(title)[-1]
    return site if site != title and _PAPER.fullmatch(site) else ""


def _of_news_markup(news: HtmlElement) -> Given:
    """Read the head of an article in the markup that newspapers' own archives have (NITF)."""
    published = _attributes(news, "pubdata")
    issued = _attributes(news, "date.issue")
    title = next(itertools.chain(news.iter("hl1"), news.iter("title")), None)
    author = next(news.iter("byline"), None)
    stated = _BASIC_DAY.match(published.get("date.publication") or issued.get("norm") or "")
    try:
        day = dt.date(*map(int, stated.groups())) if stated else None
    except ValueError:
        day = None
    address = _field(published.get("ex-ref"))
    return Given(
        headline="" if title is None else _field(title.text_content()),
        byline="" if author is None else _BY.sub("", _field(author.text_content())),
        publisher=_field(published.get("name")),
        address=address if address.startswith(("http://", "https://")) else "",
        day=day,
        day_source="metadata" if day else "",
    )


def _attributes(news: HtmlElement, tag: str) -> dict[str, str]:
    element = next(news.iter(tag), None)
    return {} if element is None else dict(element.attrib)


def _head_of(tree: HtmlElement) -> HtmlElement:
    """Make a page of no more than the first part of another's head."""
    from lxml import html

    page = html.document_fromstring("<html><head></head><body></body></html>")
    page.attrib.update(tree.getroottree().getroot().attrib)
    head = tree.find("head")
    for element in itertools.islice(() if head is None else head, 1000):
        page[0].append(copy.deepcopy(element))
    return page


def _field(value: str | None) -> str:
    text = " ".join((value or "").split())
    return text if len(text) <= _LONGEST_FIELD else ""


def _language(tree: HtmlElement) -> str:
    root = tree.getroottree().getroot()
    declared = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    found = _LANGUAGE.fullmatch(declared.strip())
    return found[1].lower() if found else ""


def _day(tree: HtmlElement) -> dt.date | None:
    """Day of publication that the metadata state.

    htmldate is shown nothing but the statements themselves: in the rest of a page it would find
    the days of other stories, and in the address a day that may not be the article's.
    """
    from htmldate import find_date

    stated = _statements(tree)
    if not len(stated[0]) and not len(stated[1]):
        return None
    try:
        found = find_date(
            stated, extensive_search=False, original_date=True, url="",
            min_date=_EARLIEST, max_date=_LATEST,
        )  # fmt: skip
        return dt.date.fromisoformat(found) if found else _published_before(stated)
    except Exception:  # whatever the statements do to its parsers
        return None


def _published_before(stated: HtmlElement) -> dt.date | None:
    """Day of publication in linked data, where htmldate reads none before 1990."""
    texts = (script.text or "" for script in stated.iter("script"))
    days = {tuple(map(int, day)) for text in texts for day in _PUBLISHED.findall(text)}
    return dt.date(*days.pop()) if len(days) == 1 else None


def _statements(tree: HtmlElement) -> HtmlElement:
    """Make a page of the statements of a day: meta elements, linked data, elements of time."""
    from lxml import html

    page = html.document_fromstring("<html><head></head><body></body></html>")
    for element in tree.iter("meta"):
        if _states_a_day(element):
            page[0].append(copy.deepcopy(element))
    for element in tree.iter("script"):
        if element.get("type") == "application/ld+json" and _WHOLE_DAY.search(element.text or ""):
            page[0].append(_without_later_days(element))
    times = [e for e in tree.iter("time") if _WHOLE_DAY.search(e.get("datetime") or "")]
    marked = [
        e for e in times if e.get("pubdate") is not None or e.get("itemprop") == "datePublished"
    ]
    if not marked and len({element.get("datetime") for element in times}) == 1:
        marked = times  # where teasers have their days too, none can be told to be the article's
    for element in marked[:1]:
        page[1].append(html.Element("time", datetime=element.get("datetime"), pubdate="pubdate"))
    return page


def _without_later_days(script: HtmlElement) -> HtmlElement:
    """Copy linked data without the days on which a page was made or changed.

    Where newspapers put old articles up, htmldate would take these for the day of publication.
    """
    found = copy.deepcopy(script)
    text = _CHANGED.sub('"": ""', found.text or "")
    found.text = _MADE.sub('"": ""', text) if '"datePublished"' in text else text
    return found


def _states_a_day(element: HtmlElement) -> bool:
    name = next((element.get(key) for key in _STATING if element.get(key)), "").lower()
    value = element.get("content") or element.get("datetime") or ""
    stated = len(value) < 80 and _WHOLE_DAY.search(value)
    return bool(stated) and not any(part in name for part in _NOT_PUBLISHED)
