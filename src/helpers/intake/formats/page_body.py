"""Which lines of a web page are its article, by its markup."""

from __future__ import annotations

import bisect
import itertools
import re
import unicodedata
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from helpers.intake.formats.markup import is_searchable
from helpers.intake.lines.page_cues import reasons_alone
from helpers.intake.model import BODY, Given
from helpers.intake.parts import is_day_of_posting
from helpers.intake.parts.bylines import is_byline

if TYPE_CHECKING:
    from lxml.html import HtmlElement

FURNITURE = "page furniture"
"""Kind of a line that the markup puts outside the article, and whose wording tells no reason."""

_NOT_LETTERS = re.compile(r"[\W_]+")
_LONGEST_BYLINE = 160
_HEAD_LINES, _LEAST_SPACES = 8, 9
"""Lines above the first paragraph among which author or day stand, and spaces in it at least."""

_NEAR, _SHORT = 600, 12
_HEAD, _PROSE = 40, 80
"""Lines at the start of the extracted text that may be its head, and characters of a sentence."""

_MOST_SEARCHED, _MOST_PLACES = 200_000_000, 16
_MOST_TEXT = 2_000_000


def kinds_of(tree: HtmlElement, lines: Sequence[str], given: Given) -> tuple[str, ...]:
    """Tell of each line of a page whether it is the article's.

    The article is what trafilatura extracts from the markup. What it leaves out stays on the page
    with the reason that its wording tells, or as page furniture.

    Parameters
    ----------
    tree : HtmlElement
        The page; it stays as it is.
    lines : sequence of str
        Its lines, as :func:`~helpers.intake.formats.markup.lines_of` gives them.
    given : Given
        What its metadata say.

    Returns
    -------
    tuple of str
        One kind a line; none at all where no article was found, or where the page is too large to
        look for one.

    Examples
    --------
    >>> from helpers.intake.formats.markup import lines_of, parse
    >>> story = "".join(f"<p>On day {day} ministers put off the decision.</p>" for day in range(4))
    >>> tree, _ = parse(f"<nav><a href='/'>Sport</a></nav><article>{story}</article>")
    >>> kinds_of(tree, lines_of(tree), Given())
    ('page furniture', 'body', 'body', 'body', 'body')
    """
    pieces = _extracted(tree, lines)
    if not pieces:
        return ()
    keys = [letters(line) for line in lines]
    ends = list(itertools.accumulate(map(len, keys)))
    inside = _inside(keys, ends, _spans("".join(keys), ends, pieces))
    if not any(inside):
        return ()
    reasons, markers = reasons_alone(lines)
    known = {**markers, **reasons}
    kinds = [BODY if is_in else known.get(i, FURNITURE) for i, is_in in enumerate(inside)]
    told = _told(tree, given)
    _leave_notices(kinds, known)
    _leave_lead(kinds, lines, {i for i, key in enumerate(keys) if key in told})
    title = letters(given.headline).casefold()
    _name_others(kinds, lines, keys, told, title)
    if BODY not in kinds:  # a headline alone was extracted
        return ()
    _leave_open_head(kinds, lines)
    _leave_day(kinds, lines)
    return tuple(kinds)


def _leave_notices(kinds: list[str], known: Mapping[int, str]) -> None:
    """Take out of the body the lines at its end that tell what they are, a copyright perhaps."""
    body = [i for i, kind in enumerate(kinds) if kind == BODY]
    for i in reversed(body[1:]):
        if i not in known:
            break
        kinds[i] = known[i]


def _leave_lead(kinds: list[str], lines: Sequence[str], named: Collection[int]) -> None:
    """Leave sentences between author or day and the text to be judged by their wording.

    On old pages the first paragraph stands in no element of its own, and is not extracted.
    """
    first = start = kinds.index(BODY)
    while start and kinds[start - 1] == FURNITURE and start - 1 not in named:
        line = lines[start - 1]
        if line.count(" ") < _LEAST_SPACES or not line.endswith((".", '."', ".”", ".''")):
            break
        start -= 1
    top = max(0, start - _HEAD_LINES)
    if start < first and any(map(_is_author_or_day, lines[top:start])):
        kinds[top:first] = ["" if kind == FURNITURE else kind for kind in kinds[top:first]]


def _leave_day(kinds: list[str], lines: Sequence[str]) -> None:
    """Leave author or day that were extracted as the first lines of the text to their wording."""
    body = [i for i, kind in enumerate(kinds) if kind == BODY]
    for i in body[:-1]:
        if not _is_author_or_day(lines[i]):
            break
        kinds[i] = ""


def _is_author_or_day(line: str) -> bool:
    return len(line) < _LONGEST_BYLINE and (is_byline(line) or is_day_of_posting(line))


def letters(text: str) -> str:
    """Return the letters and digits of a text alone, so that spacing and signs do not count.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        Letters and digits in one run.

    Examples
    --------
    >>> letters("Two-day talks, again.")
    'Twodaytalksagain'
    """
    return _NOT_LETTERS.sub("", text if text.isascii() else unicodedata.normalize("NFC", text))


def _extracted(tree: HtmlElement, lines: Sequence[str]) -> list[list[str]]:
    """Texts of the article's blocks, each in the pieces that stood together in the source."""
    from trafilatura import bare_extraction

    if not is_searchable(tree) or sum(map(len, lines)) > _MOST_TEXT:
        return []
    try:
        found = bare_extraction(tree, fast=True, include_comments=False)
    except Exception:  # the flattened page is still there to be judged
        return []
    if found is None or isinstance(found, dict) or found.body is None:
        return []
    blocks = [[letters(found.body.text or "")]]
    for block in found.body:
        blocks += [[letters(text) for text in block.itertext()], [letters(block.tail or "")]]
    return [pieces for pieces in blocks if any(pieces)]


def _spans(page: str, ends: Sequence[int], blocks: list[list[str]]) -> Iterator[tuple[int, int]]:
    """Where the blocks stand among the letters of the page, block by block, else piece by piece.

    The longest block is the anchor, since a teaser may well repeat the first; from there the search
    goes up and down, to what stands nearest.
    """
    wholes = ["".join(pieces) for pieces in blocks]
    longest = max(range(len(blocks)), key=lambda i: len(wholes[i]))
    anchor = _on_whole_lines(page, wholes[longest], {0, *ends})
    longest = longest if anchor >= 0 else 0
    searches = iter(range(_MOST_SEARCHED // (len(page) + 1)))
    here = max(anchor, 0)
    for i in range(longest - 1, -1, -1):
        near = page[max(0, here - len(wholes[i]) - _NEAR) : here]
        for piece in [wholes[i]] if wholes[i] in near else reversed(blocks[i]):
            start = page.rfind(piece, max(0, here - len(piece) - _NEAR), here)
            start = _anywhere(page, piece, 0, searches) if start < 0 else start
            if start >= 0 and piece:
                here = min(here, start)
                yield start, start + len(piece)
    here = max(anchor, 0)
    for whole, pieces in zip(wholes[longest:], blocks[longest:], strict=True):
        near = page[here : here + len(whole) + _NEAR]
        for piece in [whole] if whole in near else pieces:
            start = page.find(piece, here, here + len(piece) + _NEAR)
            start = _anywhere(page, piece, here, searches) if start < 0 else start
            if start >= 0 and piece:
                here = start + len(piece)
                yield start, here


def _on_whole_lines(page: str, text: str, borders: set[int]) -> int:
    """Place of a text that fills lines, among the first places where its letters are met."""
    first = start = page.find(text)
    for _ in range(_MOST_PLACES):
        if start < 0 or (start in borders and start + len(text) in borders):
            break
        start = page.find(text, start + 1)
    return start if start >= 0 and start + len(text) in borders else first


def _anywhere(page: str, piece: str, here: int, searches: Iterator[int]) -> int:
    """Place of a piece that is not near; only so many are looked for, each through the page."""
    if len(piece) < _SHORT or next(searches, None) is None:
        return -1
    start = page.find(piece, here)
    return page.find(piece) if start < 0 else start


def _inside(keys: list[str], ends: list[int], spans: Iterable[tuple[int, int]]) -> list[bool]:
    """Tell of each line whether more than half of its letters lie in one of the spans."""
    found = [0] * len(keys)
    for first, last in spans:
        i = bisect.bisect_right(ends, first)
        while i < len(keys) and ends[i] - len(keys[i]) < last:
            found[i] += min(last, ends[i]) - max(first, ends[i] - len(keys[i]))
            i += 1
    return [2 * n > len(key) > 0 for n, key in zip(found, keys, strict=True)]


def _told(tree: HtmlElement, given: Given) -> dict[str, str]:
    """Kinds of lines outside the body that the markup names, by the letters of the line."""
    told = {letters(e.text_content()): "caption" for e in tree.iter("figcaption")}
    for element in tree.iter("meta"):
        if (element.get("name") or element.get("property")) in {"description", "og:description"}:
            told[letters(element.get("content") or "")] = "standfirst"
    if author := letters(given.byline):
        told |= {author: "byline", f"By{author}": "byline", f"by{author}": "byline"}
    return told


def _name_others(
    kinds: list[str], lines: Sequence[str], keys: list[str], told: dict[str, str], title: str
) -> None:
    """Name headline, byline, standfirst and captions among the lines outside the body."""
    titles = [i for i, key in enumerate(keys) if title and key.casefold() == title]
    body = [i for i, kind in enumerate(kinds) if kind == BODY]
    # The headline may have been extracted with the text; what is between them is still above it.
    first = next((i for i in body if i not in titles), body[0])
    headline = next((i for i in reversed(titles) if i <= first), min(titles, default=-1))
    for i, line in enumerate(lines):
        if i in titles:
            kinds[i] = "headline" if i == headline else "doubled headline"
        elif kinds[i] == FURNITURE:
            kind = told.get(keys[i], FURNITURE)
            if i < first and kind == FURNITURE and len(line) < _LONGEST_BYLINE and is_byline(line):
                kind = "byline"
            if kind == "caption" or i < first:
                kinds[i] = kind


def _leave_open_head(kinds: list[str], lines: Sequence[str]) -> None:
    """Leave it to the words what stands above the text, where the markup does not part them.

    Of pages laid out with tables and line breaks, menu, headline and byline come with the text. A
    headline in it, or a byline with one summary above it at most, shows that.
    """
    first = kinds.index(BODY)
    own = [i for i in range(first, min(first + _HEAD, len(lines))) if lines[i]]
    prose = [i for i in own if len(lines[i]) >= _PROSE and lines[i][-1] in ".!?\"'”’"]
    if not prose or len(own) < 2:
        return
    end = prose[1] if len(prose) > 1 else prose[0]
    marks = [
        i
        for i in own[: own.index(end)]
        if (kinds[i] == "headline" and i < prose[0])
        or (kinds[i] == BODY and len(lines[i]) < _LONGEST_BYLINE and is_byline(lines[i]))
    ]
    if not marks:
        return
    last = marks[-1]
    below = next(i for i in prose if i > last)
    for i in range(first, below if kinds[last] == BODY else last):
        if kinds[i] == BODY:
            kinds[i] = ""
