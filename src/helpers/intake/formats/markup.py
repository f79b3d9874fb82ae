"""A page of HTML as lines of text, one a block, in the order of the page and with nothing left out.

What a page looks like when it is copied into a text file: the same lines that captures have.
"""

from __future__ import annotations

import itertools
import logging
import re
from collections.abc import Iterator
from html import unescape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_INLINE = frozenset(
    """
    a abbr acronym b bdi bdo big blink cite code data del dfn em font i img ins kbd label mark nobr
    output person location org chron num q rb rp rt ruby s samp small span strike strong sub sup
    time tt u var wbr
    """.split()  # noqa: SIM905
)
"""Elements that stand inside a line; those of news markup (NITF) among them."""

_UNSEEN = frozenset(
    """
    applet area base embed frame frameset head iframe link map meta noembed noframes noscript object
    option param script select source style svg template textarea title track
    """.split()  # noqa: SIM905
)
for _library in ("trafilatura", "htmldate", "courlan", "dateparser"):
    logging.getLogger(_library).addHandler(logging.NullHandler())  # else odd pages fill the screen

_APART = frozenset({"a", "button", "label", "time"})
"""Inline elements that stand apart on the screen even where no space does in the source."""

MOST_ELEMENTS = 10_000
"""Elements up to which a page is searched for its article; a long one has five thousand."""

LONGEST_MARKUP = 5_000_000
"""Characters, scripts and pictures left aside, up to which a page is parsed."""

_MOST_ATTRIBUTES = 2000
_BETWEEN_ATTRIBUTES = re.compile("[\\s/\"']+")
_EMBEDDED = re.compile(r"data:[\w/+.;=-]{0,80}?base64,[A-Za-z0-9+/=\s]+")
_TAG = re.compile(r"<(?>/?([a-zA-Z][^\s<>/]*+)[^<>]*+)>|<(?>[!?][^<>]*+)>")
_SKIPPED_START = re.compile(
    r"<!--|<(?:script|style|svg|template|noscript|head)(?=[\s/>])", re.IGNORECASE
)
_REFERENCE = re.compile("&(?:#\\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[A-Za-z][A-Za-z0-9]{1,30}(?=;));?")


def parse(page: str) -> tuple[HtmlElement | None, bool]:
    """Parse a page, never further than the parser's own bounds of depth and length.

    Parameters
    ----------
    page : str
        HTML.

    Returns
    -------
    tree : HtmlElement or None
        The page, without comments; None where there is nothing to parse.
    whole : bool
        False where the page is nested so deeply, or holds so long a text, that the parser left
        something out.

    Examples
    --------
    >>> tree, whole = parse("<p>Talks failed.")
    >>> tree.text_content(), whole
    ('Talks failed.', True)
    """
    from lxml import etree, html

    page = _EMBEDDED.sub("data:,", page) if "base64," in page else page
    if not _bounded("".join(_seen(page))):
        return None, False
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, collect_ids=False,
        default_doctype=False,
    )  # fmt: skip
    try:
        tree = html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError):
        return None, False
    fatal = any(
        "Excessive depth" in entry.message or "limit exceeded" in entry.message
        for entry in parser.error_log
    )
    for cell in tree.iter("td", "th"):
        cell.attrib.pop("colspan", None)  # of use to no reader, and it may claim any number
    return tree, not fatal


def is_searchable(tree: HtmlElement) -> bool:
    """Tell whether a page is small enough for tools that go through it many times.

    Parameters
    ----------
    tree : HtmlElement
        The page.

    Returns
    -------
    bool
        True up to :data:`MOST_ELEMENTS`.

    Examples
    --------
    >>> is_searchable(parse("<p>Talks failed.")[0])
    True
    """
    return sum(1 for _ in itertools.islice(tree.iter(), MOST_ELEMENTS + 1)) <= MOST_ELEMENTS


def _bounded(markup: str) -> bool:
    """Tell whether parsing takes time in proportion to the length: no tag has countless parts."""
    return len(markup) <= LONGEST_MARKUP and not any(
        len(_BETWEEN_ATTRIBUTES.findall(part)) > _MOST_ATTRIBUTES
        for part in markup.split("<")
        if len(part) > _MOST_ATTRIBUTES
    )


def lines_of(tree: HtmlElement) -> list[str]:
    """Write a parsed page as lines.

    Parameters
    ----------
    tree : HtmlElement
        The page.

    Returns
    -------
    list of str
        One line a paragraph, title, item, cell or line break; none is blank.

    Examples
    --------
    >>> lines_of(parse("<h1>Talks fail</h1><p>They <b>failed</b><br>again.<script>x</script>")[0])
    ['Talks fail', 'They failed', 'again.']
    """
    return _squeezed("".join(_texts(tree)).split("\n"))


def _squeezed(lines: list[str]) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in lines) if line]


def _texts(tree: HtmlElement) -> Iterator[str]:
    from lxml import etree

    walk = etree.iterwalk(tree, events=("start", "end"))
    ended = ""
    unseen = None
    for event, element in walk:
        tag = element.tag
        if event == "start":
            if unseen is None and tag in _UNSEEN:
                unseen = element
                walk.skip_subtree()
            elif unseen is None:
                yield _break_before(tag, ended)
                yield _in_line(element.text, tag)
                ended = "" if element.text else ended
            continue
        if unseen is element:
            unseen = None
        elif tag not in _INLINE:
            yield "\n"
        ended = "" if element.tail else tag
        if element is not tree:
            yield _in_line(element.tail, "")


def _break_before(tag: str, ended: str) -> str:
    if tag not in _INLINE:
        return "\n"
    return " " if tag in _APART or ended in _APART else ""


def _in_line(text: str | None, tag: str) -> str:
    if not text:
        return ""
    return text if tag == "pre" else text.replace("\n", " ").replace("\r", " ")


def strip_tags(page: str) -> list[str]:
    """Take the tags out of a page that no parser reads whole, in one pass over it.

    Parameters
    ----------
    page : str
        HTML of any length and depth.

    Returns
    -------
    list of str
        Its lines; none is blank.

    Examples
    --------
    >>> strip_tags("<div>" * 99_999 + "Talks &amp; more <b>talks</b><p>failed" + "<script>x")
    ['Talks & more talks', 'failed']
    """
    text = _TAG.sub(_break_for, "".join(_seen(page)).replace("\n", " ").replace("\r", " "))
    return _squeezed(_REFERENCE.sub(_character, text).split("\n"))


def _character(reference: re.Match[str]) -> str:
    return unescape(reference[0])


def _break_for(tag: re.Match[str]) -> str:
    name = (tag[1] or "").lower()
    if name in _APART:
        return " "
    return "" if name in _INLINE else "\n"


def _seen(page: str) -> Iterator[str]:
    """Parts of a page between comments, scripts and the like, which may go on to the end."""
    lower = page.lower() if len(page.lower()) == len(page) else page
    end = 0
    while found := _SKIPPED_START.search(page, end):
        yield page[end : found.start()]
        start = found[0].lower()
        close = "-->" if start == "<!--" else f"</{start[1:]}"
        end = lower.find(close, found.end())
        if end < 0:
            return
        end += len(close) if start == "<!--" else 0
    yield page[end:]
