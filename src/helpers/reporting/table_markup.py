"""Tables of pages: real headers, aligned numbers, labels said once, rows that can be stacked."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.reporting.numerals import MINUS, is_count, is_label, number

if TYPE_CHECKING:
    from bs4 import BeautifulSoup, Tag

_NUMBER = re.compile(
    r"(?:<\s?)?[-+−–]?[\d.,]*\d(?:e[-+]?\d+)?\s?%?|\d+ : \d+|[-–—]?∞|[-–—]|none|\.\.\.|"
)
_MEASURED = re.compile(r"(?P<minus>[-−])?\d+(?:\.(?P<decimals>\d+))?")
_NOTHING = frozenset({"NaN", "NaT", "<NA>"})
_SIZE = re.compile(r"(?P<rows>\d+) rows × \d+ columns")
_TALL = 25  # rows from which a table scrolls within the page
_LONG = 24  # characters from which a column may wrap, and needs room to
_NAMES = 14  # the same of names, in a table that is wide
_WORD = 20  # characters of a word from which it may be broken anywhere
_PROSE = 70  # characters from which it is read as sentences
_WIDE = 8  # columns from which they stand closer


def mend(soup: BeautifulSoup, table: Tag) -> None:
    """Turn a table of pandas or of Markdown into one of a page.

    Parameters
    ----------
    soup : BeautifulSoup
        The markup that the table is a part of.
    table : Tag
        The table, which is changed: header cells say what they are headers of, numbers stand to
        the right and are written alike, a label that comes again is shown once, and a region that
        can be scrolled by keyboard is put around it.
    """
    del table["class"]
    _merge_header(table)
    _drop_row_numbers(table)
    _name_headers(table)
    kinds = _mark_columns(table)
    texts = sum("long" in kind for kind in kinds)
    stacked = texts > 1 or any("prose" in kind for kind in kinds)
    if stacked:
        _label_cells(table)
    _join_repeated(soup, table)
    classes = [*(["stack"] if stacked else []), *(["wide"] if len(kinds) >= _WIDE else [])]
    if classes:
        table["class"] = " ".join(classes)
    kind = "scroll tall" if len(_rows(table, "tbody")) > _TALL else "scroll"
    region = soup.new_tag("div", attrs={"class": kind, "tabindex": "0", "role": "group"})
    region["aria-label"] = table.caption.get_text() if table.caption else "Table"
    if table.caption:  # a box of its own, which stays in sight while the table is scrolled
        text = soup.new_tag("span", string=table.caption.get_text())
        table.caption.clear()
        table.caption.append(text)
    table.wrap(region)
    _tell_size(region)


def _tell_size(region: Tag) -> None:
    """Say in words what pandas says below a table of which it leaves rows out."""
    below = region.find_next_sibling()
    if below and below.name == "p" and (found := _SIZE.fullmatch(below.get_text(strip=True))):
        shown = sum("..." not in row.get_text() for row in _rows(region, "tbody"))
        total = number(int(found["rows"]))
        below.string = f"The first and the last {shown // 2} of {total} rows."
        below["class"] = "size"


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


def _mark_columns(table: Tag) -> list[str]:
    """Align numbers to the right and give long texts room, column by column from the right.

    From the right, because cells that span several rows stand at the left only.
    """
    body = [_cells(row)[::-1] for row in _rows(table, "tbody")]
    head = [_cells(row)[::-1] for row in _rows(table, "thead")[-1:]]
    kinds = []
    for position in range(max(map(len, body), default=0)):
        column = [cells[position] for cells in body if len(cells) > position]
        heads = [cells[position] for cells in head if len(cells) > position]
        name = heads[0].get_text() if heads else ""
        kind = _kind_of(column)
        if not kind and len(head[0] if head else body[0]) >= _WIDE:
            kind = "names" if max(map(_room, column), default=0) > _NAMES else ""
        if kind == "num":
            _write_numbers(column, counts=is_count(name))
            kind = "" if is_label(name) else kind
        for cell in column + heads:
            if kind:
                cell["class"] = kind
        kinds.append(kind)
    if sum("prose" in kind for kind in kinds) > 1:  # none of them can have half of the page
        for cell in table.select("td.prose, th.prose"):
            cell["class"] = "long"
    return kinds


def _kind_of(column: list[Tag]) -> str:
    for cell in column:
        if cell.get_text(strip=True) in _NOTHING:
            cell.string = "–"
    texts = [cell.get_text(strip=True) for cell in column]
    if all(_NUMBER.fullmatch(text) for text in texts) and any(texts):
        return "num"
    longest = max(map(len, texts), default=0)
    if longest <= _LONG:
        return ""
    word = max(len(word) for text in texts for word in re.split(r"[\s-]", text))
    kind = "long prose" if longest > _PROSE else "long"
    return f"{kind} chopped" if word > _WORD else kind


def _room(cell: Tag) -> int:
    """Count the characters of a cell that may be broken between its words."""
    text = cell.get_text(strip=True)
    return len(text) if " " in text else 0


def _write_numbers(column: list[Tag], *, counts: bool) -> None:
    """Write numbers of a table that was displayed as it is in the way of all others.

    Thousands are parted in counts only: what is an integer on the page can have been a year.
    """
    for cell in column:
        found = _MEASURED.fullmatch(cell.get_text(strip=True))
        if found and cell.name == "td" and (counts or found["minus"]):
            digits = len(found["decimals"] or "")
            cell.string = number(float(found[0].replace(MINUS, "-")), digits)


def _label_cells(table: Tag) -> None:
    """Tell each cell what it is of, for a narrow screen on which rows are stacked."""
    heads = [_cells(row) for row in _rows(table, "thead")]
    body = [_cells(row) for row in _rows(table, "tbody")]
    if len(heads) != 1 or {len(cells) for cells in body} != {len(heads[0])}:
        return
    names = [head.get_text(" ", strip=True) for head in heads[0]]
    for cells in body:
        for cell, name in zip(cells[1:], names[1:], strict=True):
            cell["data-label"] = name


def _join_repeated(soup: BeautifulSoup, table: Tag) -> None:
    """Show a label once for the run of rows that begin with it."""
    rows = [_cells(row) for row in _rows(table, "tbody")]
    if len({len(cells) for cells in rows}) != 1 or len(rows[0]) < 2:
        return
    first = [cells[0] for cells in rows]
    texts = [cell.get_text(strip=True) for cell in first]
    if not any(map(_is_repeated, texts, texts[1:])):
        return
    start = 0
    for place, cell in enumerate(first):
        cell.name, cell["scope"] = "th", "row"
        if place and _is_repeated(texts[start], texts[place]):
            first[start]["rowspan"], first[start]["scope"] = str(place - start + 1), "rowgroup"
            cell.decompose()
            continue
        start = place
        text = soup.new_tag("span", string=cell.get_text())
        cell.clear()
        cell.append(text)


def _is_repeated(label: str, other: str) -> bool:
    """Tell a label that comes again from a measurement that happens to."""
    return label == other and bool(label) and not re.search(r"\d[.,]\d|%", label)
