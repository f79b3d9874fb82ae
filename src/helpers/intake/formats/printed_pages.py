"""Lines of printed pages put together again as paragraphs, by where they stand on the page."""

from __future__ import annotations

import itertools
import re
import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from helpers.intake.formats.export_parts import (
    day_line,
    field_of,
    is_copyright,
    is_end_mark,
)
from helpers.intake.model import RUNNING_HEAD

_EDGE = 0.12
_LARGER = 1.15
"""How much larger type has to be that it counts as another size."""

_DIGITS = re.compile(r"\d+")
_PAGE_NUMBER = re.compile(
    r"[-–—\s]*(?:(?:page|p\.?)\s*)?\d{1,4}(?:\s*(?:/|of)\s*\d{1,4})?[-–—\s]*", re.IGNORECASE
)
_TIME = r",? \d{1,2}[:.]\d\d(?:[:.]\d\d)?(?: ?[AaPp]\.?[Mm]\b\.?)?"
_STAMP = rf"(?:\d{{1,4}}[./-]\d{{1,2}}[./-]\d{{2,4}}|[^\W\d_]{{3,9}}\.? \d{{1,2}}, \d{{4}}){_TIME}"
_OF = r"\d{1,4} ?(?:/|of) ?\d{1,4}"
_BY_BROWSER = (
    re.compile(rf"{_STAMP}(?= |$)|.* {_STAMP}$"),
    re.compile(r"(?:.* )?(?:https?|file)://\S+(?: .*)?"),
    re.compile(rf"(?:.* )?{_OF}$|(?:Page )?{_OF} .*"),
)
"""What browsers print at the edges of each page: the hour of printing, the address, and the number
of the page."""

_LONGEST_PRINTED = 500
_SHORT, _VERY_SHORT = 0.6, 0.35
"""Shares of a column's width below which a line is a short one."""

_SOFT = "\u00ad\u2010\x02"
"""Hyphens that stand only where a line ends."""

_HYPHENS = f"-\u2011{_SOFT}"
_GOES_ON = f"{_HYPHENS},;–—&"
_ENDS_SENTENCE = re.compile(r"[.!?…:][\"'”’»)\]]*$")
_WORD = re.compile(r"\w+(?:-\w+)*")
_LAST_WORD = re.compile(r"\w+$")


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line of a page and where it stands, in points from the lower left corner.

    Attributes
    ----------
    text : str
        Its characters.
    page : int
        Number of the page, from 0.
    left, right, bottom, height : float
        Its box; all zero where the file does not tell.
    place : float
        How far up the page it stands, from 0 at the foot to 1 at the head.
    """

    text: str
    page: int
    left: float = 0.0
    right: float = 0.0
    bottom: float = 0.0
    height: float = 0.0
    place: float = 0.5


def join_lines(lines: Sequence[PrintedLine]) -> tuple[list[str], tuple[str, ...]]:
    """Put paragraphs together, across columns and pages, and words that were broken at line ends.

    Parameters
    ----------
    lines : sequence of PrintedLine
        Lines of all pages, in the order of reading.

    Returns
    -------
    paragraphs : list of str
        One string a paragraph; running heads stand where their page begins or ends.
    kinds : tuple of str
        ``"running head"`` for these, and an empty string for paragraphs that have to be judged.

    Examples
    --------
    >>> page = [PrintedLine("Ministers put off a deci-", 0, 10, 90, 50, 10),
    ...         PrintedLine("sion on steel; the decision", 0, 10, 90, 38, 10),
    ...         PrintedLine("can wait.", 0, 10, 40, 26, 10)]
    >>> join_lines(page)
    (['Ministers put off a decision on steel; the decision can wait.'], ('',))
    """
    running = _running(lines)
    body = [line for i, line in enumerate(lines) if i not in running]
    words = Counter(word.lower() for line in body for word in _WORD.findall(line.text))
    many_breaks = sum(line.text[-1:] in _HYPHENS for line in body) >= 3
    paragraphs: list[str] = []
    kinds: list[str] = []
    leading, reach = _leading(body), _reach(body)
    size = _commonest(Counter(round(line.height) for line in body)) if body else 0
    before: PrintedLine | None = None
    for i, line in enumerate(lines):
        text = " ".join(line.text.split())
        if i in running:
            paragraphs.append(text.strip(_SOFT))
            kinds.append(RUNNING_HEAD)
            continue
        alone = (
            before is not None and size == round(line.height) and _stands_alone(before, line, reach)
        )
        if before is not None and not alone and _goes_on(before, line, leading, reach):
            last = len(kinds) - 1 - kinds[::-1].index("")
            paragraphs[last] = _joined(paragraphs[last], text, words, many_breaks)
        else:
            paragraphs.append(text)
            kinds.append("")
        before = line
    return paragraphs, tuple(kinds)


def _running(lines: Sequence[PrintedLine]) -> set[int]:
    """Find the lines near the edges that page after page has, and the page numbers there."""
    edge = [i for i, line in enumerate(lines) if not _EDGE < line.place < 1 - _EDGE]
    pages: dict[str, set[int]] = {}
    for i in edge:
        pages.setdefault(_DIGITS.sub("#", lines[i].text.casefold()), set()).add(lines[i].page)
    n_pages = len({line.page for line in lines})
    often = max(2, n_pages / 3)
    found = {
        i
        for i in edge
        if len(pages[_DIGITS.sub("#", lines[i].text.casefold())]) >= often
        or _PAGE_NUMBER.fullmatch(lines[i].text)
    }
    return _printed_by_browser(lines, edge) | _without_titles(lines, found)


def _without_titles(lines: Sequence[PrintedLine], found: set[int]) -> set[int]:
    """Leave out a title that later pages repeat in smaller type, and what stands below it."""
    smallest: dict[str, float] = {}
    for i in found:
        key = _DIGITS.sub("#", lines[i].text.casefold())
        smallest[key] = min(smallest.get(key, lines[i].height), lines[i].height)
    tops: dict[int, float] = {}
    for i in found:
        line = lines[i]
        if line.height > _LARGER * smallest[_DIGITS.sub("#", line.text.casefold())]:
            tops[line.page] = max(tops.get(line.page, 0.0), line.place)
    return {i for i in found if not 0.5 < lines[i].place <= tops.get(lines[i].page, 0.0)}


def _printed_by_browser(lines: Sequence[PrintedLine], edge: Sequence[int]) -> set[int]:
    """Find what a browser printed around a page: it says when, from where and which page it is.

    One of the three alone may belong to the article.
    """
    told: dict[int, list[tuple[int, int]]] = {}
    for i in edge:
        text = " ".join(lines[i].text[:_LONGEST_PRINTED].split())
        for what, pattern in enumerate(_BY_BROWSER):
            if pattern.match(text):
                told.setdefault(lines[i].page, []).append((what, i))
    found: set[int] = set()
    for marks in told.values():
        if len({what for what, _ in marks}) == len(_BY_BROWSER):
            found.update(i for _, i in marks)
    heights = {(lines[i].page, round(lines[i].place, 2)) for i in found}
    # The title stands beside the hour, and may come as a line of its own.
    return {i for i in edge if (lines[i].page, round(lines[i].place, 2)) in heights}


def _leading(lines: Sequence[PrintedLine]) -> dict[int, float]:
    """Distance from line to line within paragraphs, the commonest for each size of type."""
    steps: dict[int, Counter[int]] = {}
    for above, line in itertools.pairwise(lines):
        size, step = round(line.height), round(above.bottom - line.bottom)
        if above.page == line.page and round(above.height) == size and 0 < step <= 1.6 * size:
            steps.setdefault(size, Counter())[step] += 1
    return {size: float(_commonest(found)) for size, found in steps.items()}


def _commonest(counts: Counter[int]) -> int:
    return min(counts, key=lambda value: (-counts[value], value))


def _reach(lines: Iterable[PrintedLine]) -> dict[tuple[int, int], float]:
    """How far right lines go that start at about the same place of a page: a column's edge."""
    ends: dict[tuple[int, int], list[float]] = {}
    for line in lines:
        ends.setdefault(_column(line), []).append(line.right)
    return {
        column: statistics.quantiles([*found, *found], n=10)[-1] for column, found in ends.items()
    }


def _column(line: PrintedLine) -> tuple[int, int]:
    return line.page, round(line.left / 24)


def _goes_on(
    before: PrintedLine,
    line: PrintedLine,
    leading: dict[int, float],
    reach: dict[tuple[int, int], float],
) -> bool:
    """Tell whether a line continues the paragraph of the line before it."""
    if not before.height or not line.height or _is_field(before, line):
        return False
    if max(before.height, line.height) > _LARGER * min(before.height, line.height):
        return False
    step = before.bottom - line.bottom
    if before.page != line.page or step < 0:  # next page or column
        return not _ENDS_SENTENCE.search(before.text)
    if step > 1.35 * leading.get(round(line.height), 0.0):
        return False
    ends_short = _ends_short(before, reach)
    if ends_short and day_line(line.text) and _ends_short(line, reach):
        return False
    indented = line.left - before.left > 0.6 * line.height
    return not (_ENDS_SENTENCE.search(before.text) and (ends_short or indented))


def _is_field(before: PrintedLine, line: PrintedLine) -> bool:
    """Tell a field of a database's export, and what stands below an article's end."""
    return bool(field_of(line.text)[0]) or is_end_mark(before.text)


def _stands_alone(
    before: PrintedLine, line: PrintedLine, reach: dict[tuple[int, int], float]
) -> bool:
    """Tell a line of a header or a list, on which the next line's beginning had room."""
    if line.text[:1].islower() or before.text[-1:] in _GOES_ON:
        return False
    width = reach[_column(before)] - before.left
    first, second = before.right - before.left, line.right - line.left
    if first < _VERY_SHORT * width:
        return second < _SHORT * width or is_copyright(line.text)
    beside_picture = abs(first - second) < 0.1 * width
    return first < _SHORT * width and second < _SHORT * width and not beside_picture


def _ends_short(line: PrintedLine, reach: dict[tuple[int, int], float]) -> bool:
    return line.right < reach[_column(line)] - 2 * line.height


def _joined(start: str, rest: str, words: Counter[str], many_breaks: bool) -> str:
    first, second = _LAST_WORD.search(start[-80:-1]), _WORD.match(rest[:80])
    if start[-1:] not in _HYPHENS or not first or not second or not rest[:1].islower():
        return f"{start} {rest}"
    whole, hyphened = (f"{first[0]}{sign}{second[0]}".lower() for sign in ("", "-"))
    sure = start[-1] in _SOFT or words[whole] or many_breaks
    kept = words[hyphened] > words[whole] or not sure
    return f"{start[:-1]}-{rest}" if kept else f"{start[:-1]}{rest}"
