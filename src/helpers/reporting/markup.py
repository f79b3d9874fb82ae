"""HTML of cells made harmless and accessible: no scripts, no styles, tables with real headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import escape

import bleach  # type: ignore[import-untyped]
from bs4 import BeautifulSoup, Tag

from helpers.reporting.table_markup import mend

_TAGS = frozenset(
    (
        *("h1", "h2", "h3", "h4", "h5", "h6", "p", "div", "blockquote", "pre", "hr", "br"),
        *("ul", "ol", "li", "dl", "dt", "dd", "details", "summary", "figure", "figcaption"),
        *("table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"),
        *("a", "abbr", "b", "code", "del", "em", "i", "mark", "q", "s", "small", "span"),
        *("strong", "sub", "sup"),
    )
)
_ATTRIBUTES = {
    "*": ["class"],
    "a": ["href"],
    "abbr": ["title"],
    "ol": ["start"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
}
HIGHLIGHTS = frozenset(("k", "kn", "kc", "ow", "s1", "s2", "sa", "sd", "se", "si", "c1"))
"""Parts of code that have a colour; a third of the markup of code names parts that have none."""
_DATE = re.compile(r"\b\d{4}(?:-\d\d-\d\d|–(?:\d{4}|\d\d))\b")


@dataclass(frozen=True)
class Heading:
    """A line of a table of contents.

    Attributes
    ----------
    level : int
        2 or 3.
    anchor : str
        The `id` of the heading.
    text : str
        Its words.
    """

    level: int
    anchor: str
    text: str


def clean(markup: str) -> str:
    """Keep of a piece of HTML what a page of ours may hold, and mend its tables.

    Parameters
    ----------
    markup : str
        HTML of a cell: rendered Markdown, a table of pandas, highlighted code.

    Returns
    -------
    str
        HTML without scripts, styles, images and event handlers; each table in a region that can
        be scrolled by keyboard, with header cells that say what they are headers of.

    Examples
    --------
    >>> clean('<p onclick="x()">Tariffs <script>x()</script>rise</p>')
    '<p>Tariffs rise</p>'
    """
    if "<" not in markup:  # which the parser would warn of, where it looks like a file name
        return str(bleach.clean(markup))
    soup = BeautifulSoup(markup, "html.parser")
    for element in soup.find_all(["script", "style"]):
        element.decompose()
    kept = str(bleach.clean(str(soup), tags=_TAGS, attributes=_ATTRIBUTES, strip=True))
    if not ("<table" in kept or "<pre" in kept or _DATE.search(kept)) or "<" not in kept:
        return kept
    soup = BeautifulSoup(kept, "html.parser")
    _keep_dates_whole(soup)
    for table in soup.find_all("table"):
        if "kwic" in (table.get("class") or ()):
            _let_scroll(soup, table)
        else:
            mend(soup, table)
    for block in soup.find_all("pre"):
        block["tabindex"] = "0"
    for part in soup.select(".highlight pre span"):
        if HIGHLIGHTS.isdisjoint(part.get("class") or ()):
            part.unwrap()
    return str(soup)


def _let_scroll(soup: BeautifulSoup, table: Tag) -> None:
    """Put a concordance, whose cells are marked already, into a region that can be scrolled."""
    name = table.caption.get_text() if table.caption else "Lines"
    region = soup.new_tag("div", attrs={"class": "scroll", "tabindex": "0", "role": "group"})
    region["aria-label"] = name
    table.wrap(region)


def _keep_dates_whole(soup: BeautifulSoup) -> None:
    """Keep a browser from breaking a line within a date or between two years."""
    for text in soup.find_all(string=_DATE):
        if text.find_parent(["pre", "code"]) or text.find_parent("span", class_="date"):
            continue
        marked = _DATE.sub(r'<span class="date">\g<0></span>', escape(text, quote=False))
        text.replace_with(*list(BeautifulSoup(marked, "html.parser").contents))


def with_anchors(body: str) -> tuple[str, tuple[Heading, ...]]:
    """Give the headings of a page anchors, and list them for its table of contents.

    Parameters
    ----------
    body : str
        HTML of a page below its title; a further `h1` becomes an `h2`.

    Returns
    -------
    body : str
        The same with an `id` in each heading.
    headings : tuple of Heading
        Those of level 2 and 3, in order.

    Examples
    --------
    >>> with_anchors("<h2>What was loaded</h2>")[1][0].anchor
    'what-was-loaded'
    """
    soup = BeautifulSoup(body, "html.parser")
    headings: list[Heading] = []
    taken = {"main", "code-switch"}
    for element in soup.find_all(["h1", "h2", "h3"]):
        element.name = "h2" if element.name == "h1" else element.name
        text = " ".join(element.get_text().split())
        anchor = _anchor(text, taken)
        taken.add(anchor)
        element["id"] = anchor
        headings.append(Heading(int(element.name[1]), anchor, text))
    return str(soup), tuple(headings)


def _anchor(text: str, taken: set[str]) -> str:
    stem = re.sub(r"\W+", "-", text.lower()).strip("-") or "section"
    anchor, number = stem, 1
    while anchor in taken:
        number += 1
        anchor = f"{stem}-{number}"
    return anchor
