"""HTML of cells made harmless and accessible: no scripts, no styles, tables with real headers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import bleach  # type: ignore[import-untyped]
from bs4 import BeautifulSoup

if TYPE_CHECKING:
    from bs4 import Tag

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
_NUMBER = re.compile(r"[-+−–]?[\d.,]*\d(?:e[-+]?\d+)?\s?%?|[-–—]|")
_NOTHING = frozenset({"NaN", "None", "NaT", "<NA>"})
_TALL = 25  # rows from which a table scrolls within the page
_LONG = 32  # characters from which a column may wrap, and needs room to
_PROSE = 120  # characters from which it is read as sentences


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
    soup = BeautifulSoup(markup, "html.parser")
    for element in soup.find_all(["script", "style"]):
        element.decompose()
    kept = bleach.clean(str(soup), tags=_TAGS, attributes=_ATTRIBUTES, strip=True)
    if "<table" not in kept and "<pre" not in kept:
        return str(kept)
    soup = BeautifulSoup(kept, "html.parser")
    for table in soup.find_all("table"):
        _mend(soup, table)
    for block in soup.find_all("pre"):
        block["tabindex"] = "0"
    return str(soup)


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


def _mend(soup: BeautifulSoup, table: Tag) -> None:
    del table["class"]
    _merge_header(table)
    _drop_row_numbers(table)
    _name_headers(table)
    _mark_columns(table)
    kind = "scroll tall" if len(_rows(table, "tbody")) > _TALL else "scroll"
    region = soup.new_tag("div", attrs={"class": kind, "tabindex": "0", "role": "group"})
    region["aria-label"] = table.caption.get_text() if table.caption else "Table"
    if table.caption:  # a box of its own, which stays in sight while the table is scrolled
        text = soup.new_tag("span", string=table.caption.get_text())
        table.caption.clear()
        table.caption.append(text)
    table.wrap(region)


def _rows(table: Tag, part: str) -> list[Tag]:
    return list(table.select(f"{part} > tr"))


def _cells(row: Tag) -> list[Tag]:
    return list(row.find_all(["th", "td"], recursive=False))


def _is_empty(cell: Tag) -> bool:
    return not cell.get_text(strip=True)


def _merge_header(table: Tag) -> None:
    """Pandas writes the names of columns and of the index in two rows; one is enough."""
    rows = _rows(table, "thead")
    if len(rows) != 2:
        return
    names, index = _cells(rows[0]), _cells(rows[1])
    if len(names) != len(index):
        return
    if all(_is_empty(name) or _is_empty(other) for name, other in zip(names, index, strict=True)):
        for name, other in zip(names, index, strict=True):
            name.string = name.get_text() or other.get_text()
        rows[1].decompose()


def _drop_row_numbers(table: Tag) -> None:
    """Leave out an index without a name that only counts the rows."""
    head, body = _rows(table, "thead"), _rows(table, "tbody")
    rows = [_cells(row) for row in head + body]
    if len(head) != 1 or not body or len({len(cells) for cells in rows}) != 1:
        return
    first = [cells[0] for cells in rows]
    numbers = [cell.get_text(strip=True) for cell in first[1:]]
    if _is_empty(first[0]) and numbers[0] == "0" and all(map(_counts, numbers)):
        for cell in first:
            cell.decompose()


def _counts(text: str) -> bool:
    return text.isdigit() or text in ("...", "…")


def _name_headers(table: Tag) -> None:
    for row in _rows(table, "thead"):
        for cell in _cells(row):
            if _is_empty(cell):
                cell.name = "td"
            elif cell.name == "th":
                cell["scope"] = "colgroup" if int(str(cell.get("colspan", "1"))) > 1 else "col"
    for row in _rows(table, "tbody"):
        for cell in row.find_all("th", recursive=False):
            cell["scope"] = "rowgroup" if int(str(cell.get("rowspan", "1"))) > 1 else "row"


def _mark_columns(table: Tag) -> None:
    """Align numbers to the right and give long texts room, column by column from the right.

    From the right, because cells that span several rows stand at the left only.
    """
    body = [_cells(row)[::-1] for row in _rows(table, "tbody")]
    head = [_cells(row)[::-1] for row in _rows(table, "thead")[-1:]]
    for position in range(max(map(len, body), default=0)):
        column = [cells[position] for cells in body if len(cells) > position]
        kind = _kind_of(column)
        for cell in column + [cells[position] for cells in head if len(cells) > position]:
            if kind:
                cell["class"] = kind


def _kind_of(column: list[Tag]) -> str:
    for cell in column:
        if cell.get_text(strip=True) in _NOTHING:
            cell.string = "–"
    texts = [cell.get_text(strip=True) for cell in column]
    if all(_NUMBER.fullmatch(text) for text in texts) and any(texts):
        return "num"
    longest = max(map(len, texts), default=0)
    return "long prose" if longest > _PROSE else "long" if longest > _LONG else ""
