"""Exports of Europresse: one page of HTML with an element for each article."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from helpers.intake.formats.export_accounts import clippings
from helpers.intake.formats.export_parts import FIELD, Draft, Sheet, is_copyright
from helpers.intake.formats.localised_dates import find_day
from helpers.intake.formats.markup import lines_of
from helpers.intake.formats.source import Source
from helpers.intake.model import BODY, Capture, Refusal

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FORMAT = "Europresse export"

_PUBLICATION = "DocPublicationName"
_PARTS = (
    ("publisher", "masthead", (_PUBLICATION,)),
    ("day", FIELD, ("DocHeader",)),
    ("headline", "headline", ("titreArticle", "rdp__articletitle")),
    ("byline", "byline", ("sm-margin-bottomNews",)),
    ("", BODY, ("docOcurrContainer", "DocText")),
)
"""What an article has, the kind of its lines, and the classes of the element that holds it."""


def articles_of(tree: HtmlElement) -> list[HtmlElement]:
    """Find the articles of an export of Europresse.

    Parameters
    ----------
    tree : HtmlElement
        A parsed page.

    Returns
    -------
    list of HtmlElement
        In the order of the page; none where the page is no such export.

    Examples
    --------
    >>> from helpers.intake.formats.markup import parse
    >>> articles_of(parse("<article><h1>Talks fail</h1></article>")[0])
    []
    """
    found = tree.iter("article")
    texts = _PARTS[-1][2]
    return [one for one in found if one.find_class(_PUBLICATION) and _part(one, texts) is not None]


def read_europresse(
    source: Source,
    tree: HtmlElement,
    articles: list[HtmlElement],
    *,
    encoding: str,
    damage: tuple[str, ...],
) -> Iterator[Capture | Refusal]:
    """Read an export of Europresse.

    Parameters
    ----------
    source : Source
        The file.
    tree : HtmlElement
        The page; its articles are taken out of it.
    articles : list of HtmlElement
        As :func:`articles_of` finds them.
    encoding, damage
        As in :class:`~helpers.intake.model.Capture`.

    Yields
    ------
    Capture or Refusal
        One for each article, and one for what else the page holds.
    """
    read = [_read_article(article) for article in articles]
    for article in articles:
        article.drop_tree()
    lines = [" ".join(line.split()) for line in lines_of(tree)]
    drafts = []
    for number, (texts, kinds, facts) in enumerate(read, 1):
        start = len(lines)
        lines += texts
        placed = {start + i: kind for i, kind in enumerate(kinds)}
        drafts.append(
            Draft(start, len(lines), part=f"document {number}", kinds=placed, facts=facts)
        )
    sheet = Sheet("\n".join(lines))
    yield from clippings(source, sheet, drafts, format=FORMAT, encoding=encoding, damage=damage)


def _read_article(article: HtmlElement) -> tuple[list[str], list[str], dict[str, str]]:
    lines = [" ".join(line.split()) for line in _own_lines(article)]
    kinds = ["copyright" if is_copyright(line) else FIELD for line in lines]
    facts: dict[str, str] = {}
    position = 0
    for what, kind, classes in _PARTS:
        element = _part(article, classes)
        part = (
            [" ".join(line.split()) for line in _own_lines(element)] if element is not None else []
        )
        if not part:
            continue
        places = range(position, len(lines) - len(part) + 1)
        at = next((i for i in places if lines[i : i + len(part)] == part), -1)
        if at < 0:
            continue
        kinds[at : at + len(part)] = [kind] * len(part)
        position = at + len(part)
        if what:
            facts[what] = " ".join(part)
    facts["publisher"] = facts.get("publisher", "").split(",")[0].partition(" (")[0]
    facts["day"] = _day(facts.get("day", ""))
    return lines, kinds, facts


def _own_lines(element: HtmlElement) -> list[str]:
    tail, element.tail = element.tail, None
    lines = lines_of(element)
    element.tail = tail
    return lines


def _part(article: HtmlElement, classes: tuple[str, ...]) -> HtmlElement | None:
    found = (element for name in classes for element in article.find_class(name))
    return next(found, None)


def _day(header: str) -> str:
    """Find the day in "News, Saturday 7 January 2012, p. 12"."""
    pieces = header.split(", ")
    rests = (", ".join(pieces[i:]) for i in range(len(pieces)))
    return next((rest for rest in rests if find_day(rest)), "")
