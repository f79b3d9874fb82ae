"""Lines to blocks: what a person sees as one paragraph, in flowing and in hard-wrapped text."""

from __future__ import annotations

import operator
import re
import statistics
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass
from itertools import compress, count, pairwise
from typing import NamedTuple

from helpers.intake.lines.framed import Framed, framed
from helpers.intake.lines.page_cues import reasons_alone
from helpers.intake.normalise import MOST_AT_ONCE, lines_as_they_are, split_lines, squeeze

_LONGEST_ALONE = 39
"""Characters of a line that may stand alone amid hard-wrapped ones, for what it says."""

_MOST_TITLE_LINES = 4
"""Lines of a headline in a column, below which the author is named."""

LONGEST_WRAPPED = 100
"""Characters of a line in a text that is wrapped."""

FEWEST_AT_MARGIN, MOST_WIDE, AT_MARGIN, RAGGED = 20, 0.05, 0.7, 15
"""Where a line is longer for all that: fewest lines that are not, the longer ones beside each of
these, how many of these end near the margin, and how many characters from it that is."""

_SHORT_PARAGRAPH = 90
"""Characters from which lines may be short paragraphs, where they do not go on into each other."""

MOST_LONG_TITLES, FEWEST_BELOW, MOSTLY = 2, 5, 0.55
"""Longer lines that a text of few lines may have, a headline perhaps that was typed into one, where
each stands alone, and where so many lines go on in small letters of those right below others."""

FEWEST_IN_COLUMN, NARROWEST, WIDEST_COLUMN, GOING_ON = 8, 18, 50, 0.4
"""A column of a newspaper: fewest lines, characters of its width, share of lines that begin with a
small letter, as three of four do."""

FEWEST_BROKEN, MANY_BROKEN = 3, 0.05
"""Words broken at line ends from which these count as broken: how many, and by line."""

_BEFORE_HYPHEN = re.compile(r"[^\W\d_]+-$")
_GOING_ON = re.compile(r"\s*[a-zß-ÿ]+")
_SENTENCE_END = re.compile(r"[.!?:;][\"')\]]*$")


class Block(NamedTuple):
    """One paragraph or stand-alone line.

    Attributes
    ----------
    text : str
        The lines joined, with single spaces.
    numbers : tuple of int
        Line numbers in the capture, from 1.
    group : int
        Blocks with no blank line between them share a group.
    indent : int
        Columns before the first line.
    """

    text: str
    numbers: tuple[int, ...]
    group: int
    indent: int = 0


@dataclass(frozen=True, slots=True)
class Blocks:
    """The blocks of a page, as columns: a page has hundreds, and most are only ever counted.

    Attributes
    ----------
    texts, groups, indents : list
        What each ``Block`` has under these names in the singular.
    firsts : list of int
        Number of the first line of each.
    joined : dict of int to tuple of int
        Positions of the blocks with several lines, and the numbers of these.
    whole : Framed or None
        All texts together, where somebody has put them together already.
    """

    texts: list[str]
    firsts: list[int]
    groups: list[int]
    indents: list[int]
    joined: dict[int, tuple[int, ...]]
    whole: Framed | None = None

    @classmethod
    def of(cls, page: Iterable[Block]) -> Blocks:
        """Put blocks together.

        Parameters
        ----------
        page : iterable of Block
            The blocks, in order.

        Returns
        -------
        Blocks
            The same as columns.
        """
        found = [*page]
        return cls(
            [block.text for block in found],
            [block.numbers[0] for block in found],
            [block.group for block in found],
            [block.indent for block in found],
            {i: block.numbers for i, block in enumerate(found) if len(block.numbers) > 1},
        )

    def __len__(self) -> int:
        return len(self.texts)

    def __getitem__(self, i: int) -> Block:
        return Block(self.texts[i], self.numbers(i), self.groups[i], self.indents[i])

    def __iter__(self) -> Iterator[Block]:
        return map(self.__getitem__, range(len(self)))

    def numbers(self, i: int) -> tuple[int, ...]:
        """Numbers of a block's lines.

        Parameters
        ----------
        i : int
            Position of the block.

        Returns
        -------
        tuple of int
            One or more, in rising order.
        """
        return self.joined.get(i) or (self.firsts[i],)

    def part(self, start: int, end: int) -> Blocks:
        """Cut a part out of a page.

        Parameters
        ----------
        start, end : int
            First position, and the position behind the last.

        Returns
        -------
        Blocks
            The blocks in between.
        """
        cut = slice(start, end)
        joined = {i - start: lines for i, lines in self.joined.items() if start <= i < end}
        return Blocks(
            self.texts[cut], self.firsts[cut], self.groups[cut], self.indents[cut], joined
        )


def blocks(text: str, apart: Set[int] = frozenset()) -> tuple[Blocks, list[int]]:
    r"""Cut a capture into blocks.

    Parameters
    ----------
    text : str
        The capture.
    apart : set of int, optional
        Positions of lines that belong to no paragraph, whatever stands right above and below.

    Returns
    -------
    Blocks
        In order; blank lines are left out.
    list of int
        Numbers of lines that repeat the lines just above them, as faulty transmissions do; they are
        in no block.

    Examples
    --------
    >>> [block.text for block in blocks("Title\n\nFirst line.\nSecond line.")[0]]
    ['Title', 'First line.', 'Second line.']
    """
    small = len(text) <= MOST_AT_ONCE
    if small and not _is_wrapped(lines := lines_as_they_are(text)):
        page = _one_a_line(lines, together=True)
        if page.whole is not None and page.whole.is_printable():
            return page, []
    # Here only what is wrapped, what is long, and what has characters that nobody sees.
    lines = split_lines(text)
    if not _is_wrapped(lines):
        return _one_a_line(lines, together=small), []
    repeated = set(_repeats(lines))
    kept = [(i, line) for i, line in enumerate(lines) if i not in repeated]
    return Blocks.of(_joined(kept, _margin(lines), apart)), sorted(i + 1 for i in repeated)


def _one_a_line(lines: list[str], *, together: bool) -> Blocks:
    """Make each filled line a block, and put them together if asked to."""
    stripped = [*map(str.strip, lines)]
    numbers = [*compress(count(1), stripped)]
    texts = [*filter(None, stripped)]
    indents = [0] * len(texts)
    if stripped != lines:
        indents = [*map(operator.sub, map(len, compress(lines, stripped)), map(len, texts))]
    blank_above = [*map(operator.sub, numbers, count(1))]
    whole = framed(texts) if together else None
    if whole is None or whole.has_unusual_space():
        # White space other than the common one is not printable.
        texts = [
            text if text.isprintable() and "  " not in text else " ".join(text.split())
            for text in texts
        ]
        whole = framed(texts) if together else None
    return Blocks(texts, numbers, blank_above, indents, {}, whole)


def _is_wrapped(lines: list[str]) -> bool:
    """Tell by the longer lines: furniture around the text must not tip the balance."""
    wide = [i for i, line in enumerate(lines) if len(line) > LONGEST_WRAPPED]
    if len(wide) > max(MOST_LONG_TITLES, MOST_WIDE * len(lines)):
        return False
    if wide and not (_is_wide_by_exception(lines, len(wide)) or _are_long_titles(lines, wide)):
        return False
    filled = [line for line in lines if line.strip() and len(line) <= LONGEST_WRAPPED]
    if _is_column(filled):
        return True
    longer = [line for line in filled if 40 <= len(line) <= LONGEST_WRAPPED]
    if len(filled) < 5 or len(longer) < 3:
        return False
    if statistics.median(map(len, longer)) > _SHORT_PARAGRAPH and not _go_on(longer):
        return False
    unfinished = sum(not _SENTENCE_END.search(line) for line in longer)
    return unfinished >= len(longer) / 2


def _is_column(filled: Sequence[str]) -> bool:
    """Tell a newspaper's column, as scanned, by lines that go on in small letters.

    Menus have short lines, too, each of which begins with a capital.
    """
    if len(filled) < FEWEST_IN_COLUMN:
        return False
    sizes = [len(line.strip()) for line in filled]
    margin = sorted(sizes)[int(0.9 * len(sizes))]
    full = sum(size >= margin - RAGGED for size in sizes)
    return (
        NARROWEST <= margin <= WIDEST_COLUMN and full >= AT_MARGIN * len(sizes) and _go_on(filled)
    )


def _go_on(filled: Sequence[str]) -> bool:
    """Tell lines of prose that a margin broke by the small letters they begin with."""
    going_on = sum(line.lstrip()[0].islower() for line in filled)
    return going_on >= GOING_ON * len(filled)


def _is_wide_by_exception(lines: Sequence[str], wide: int) -> bool:
    """Tell whether ``wide`` lines, a title perhaps, go beyond a margin that the others keep to."""
    longer = sorted(size for size in map(len, lines) if 40 <= size <= LONGEST_WRAPPED)
    if len(longer) < FEWEST_AT_MARGIN or wide > MOST_WIDE * len(longer):
        return False
    margin = longer[int(0.95 * len(longer))]
    return sum(size >= margin - RAGGED for size in longer) >= AT_MARGIN * len(longer)


def _are_long_titles(lines: Sequence[str], wide: Sequence[int]) -> bool:
    """Tell whether the longer lines stand alone above or amid prose that a margin broke."""
    framed_in = ("", *lines, "")
    if len(wide) > MOST_LONG_TITLES or any(framed_in[i] or framed_in[i + 2] for i in wide):
        return False
    below = [line for above, line in pairwise(lines) if above and line]
    going_on = sum(line.lstrip()[0].islower() for line in below)
    return len(below) >= FEWEST_BELOW and going_on >= MOSTLY * len(below)


def _margin(lines: list[str]) -> int:
    indents = [_indent(line) for line in lines if line.strip()]
    return min(indents, default=0)


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def _repeats(lines: list[str]) -> Iterator[int]:
    for i in range(1, len(lines)):
        for k in range(1, min(6, i + 1)):
            again = lines[i : i + k]
            if again == lines[i - k : i] and all(len(line.strip()) >= 20 for line in again):
                yield from range(i, i + k)
                break


def _joined(lines: list[tuple[int, str]], margin: int, apart: Set[int]) -> Iterator[Block]:
    pending: list[tuple[int, str]] = []
    group = 0
    chrome, broken = _chrome(lines) | apart, _broken_words(lines)
    for i, line in lines:
        alone = i in chrome or (len(pending) <= _MOST_TITLE_LINES and _is_byline(line.strip()))
        starts = not line.strip() or alone or _indent(line) >= margin + 2
        if starts and pending:
            yield _block(pending, group, broken)
            pending = []
        if not line.strip():
            group += 1
        elif alone:
            yield _block([(i, line)], group, broken)
        else:
            pending.append((i, line))
    if pending:
        yield _block(pending, group, broken)


def _is_byline(line: str) -> bool:
    """Tell a line that names the author, which no margin joins to the headline above it."""
    if line[:3] not in ("By ", "BY "):
        return False
    from helpers.intake.parts.bylines import is_byline

    return is_byline(line)


def _chrome(lines: list[tuple[int, str]]) -> set[int]:
    """Numbers of the short lines that are known chrome; together they cost less."""
    clean = ((i, squeeze(line)) for i, line in lines if line)
    short = {i: line for i, line in clean if 0 < len(line) <= _LONGEST_ALONE}
    numbers = [*short]
    return {numbers[k] for k in reasons_alone([*short.values()])[0]}


def _broken_words(lines: list[tuple[int, str]]) -> set[int]:
    """Numbers of the lines whose last hyphen parts a word, where the page breaks words at all.

    Mostly a word that is written with a hyphen stands there; only a typesetter breaks many.
    """
    ends = [
        (i, last[0], first[0])
        for (i, line), (_, below) in pairwise(lines)
        if line[-1:] == "-"
        and (last := _BEFORE_HYPHEN.search(line))
        and (first := _GOING_ON.match(below))
    ]
    if len(ends) < max(FEWEST_BROKEN, MANY_BROKEN * len(lines)):
        return set()
    written = {word for _, line in lines for word in line.casefold().split()}
    return {i for i, last, first in ends if f"{last}{first.strip()}".casefold() not in written}


def _block(lines: list[tuple[int, str]], group: int, broken: Set[int]) -> Block:
    text, above = "", -1
    for i, line in lines:
        if above in broken:
            text = text[:-1] + line.strip()
        else:
            text += line.strip() if text.endswith("-") or not text else " " + line.strip()
        above = i
    first = lines[0][1]
    return Block(squeeze(text), tuple(i + 1 for i, _ in lines), group, _indent(first))
