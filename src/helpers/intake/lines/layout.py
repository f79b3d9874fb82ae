"""Lines to blocks: what a person sees as one paragraph, in flowing and in hard-wrapped text."""

from __future__ import annotations

import operator
import re
import statistics
from collections.abc import Callable, Iterator
from functools import partial
from itertools import accumulate, compress
from typing import NamedTuple

from helpers.intake.lines.patterns import CHROME
from helpers.intake.normalise import split_lines, squeeze

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


_as_block: Callable[[tuple[object, ...]], Block] = partial(tuple.__new__, Block)


def blocks(text: str) -> tuple[list[Block], list[int]]:
    r"""Cut a capture into blocks.

    Parameters
    ----------
    text : str
        The capture.

    Returns
    -------
    list of Block
        In order; blank lines are left out.
    list of int
        Numbers of lines that repeat the lines just above them, as faulty transmissions do; they are
        in no block.

    Examples
    --------
    >>> [block.text for block in blocks("Title\n\nFirst line.\nSecond line.")[0]]
    ['Title', 'First line.', 'Second line.']
    """
    lines = split_lines(text)
    if not _is_wrapped(lines):
        return _one_a_line(lines), []
    repeated = set(_repeats(lines))
    kept = [(i, line) for i, line in enumerate(lines) if i not in repeated]
    return list(_joined(kept, _margin(lines))), sorted(i + 1 for i in repeated)


def _one_a_line(lines: list[str]) -> list[Block]:
    texts = [*map(str.strip, lines)]
    page = "".join(texts)
    if "  " in page or not page.isprintable():  # else the only space in it is the common one
        texts = [" ".join(text.split()) for text in texts]
    indents = map(operator.sub, map(len, lines), map(len, map(str.lstrip, lines)))
    groups = accumulate(map(operator.not_, texts))
    rows = zip(texts, zip(range(1, len(lines) + 1)), groups, indents, strict=True)
    return [*map(_as_block, compress(rows, texts))]


def _is_wrapped(lines: list[str]) -> bool:
    """Tell by the longer lines: furniture around the text must not tip the balance."""
    lengths = list(map(len, lines))
    if max(lengths) > 100:
        return False
    filled = [line for line in lines if line.strip()]
    longer = [line for line in filled if len(line) >= 40]
    if len(filled) < 5 or len(longer) < 3:
        return False
    if statistics.median(map(len, longer)) > 90:
        return False
    unfinished = sum(not _SENTENCE_END.search(line) for line in longer)
    return unfinished >= len(longer) / 2


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


def _joined(lines: list[tuple[int, str]], margin: int) -> Iterator[Block]:
    pending: list[tuple[int, str]] = []
    group = 0
    for i, line in lines:
        alone = bool(line.strip()) and _is_chrome(line)
        starts = not line.strip() or alone or _indent(line) >= margin + 2
        if starts and pending:
            yield _block(pending, group)
            pending = []
        if not line.strip():
            group += 1
        elif alone:
            yield _block([(i, line)], group)
        else:
            pending.append((i, line))
    if pending:
        yield _block(pending, group)


def _is_chrome(line: str) -> bool:
    clean = squeeze(line)
    return 0 < len(clean) < 40 and CHROME.reason(clean) != ""


def _block(lines: list[tuple[int, str]], group: int) -> Block:
    text = ""
    for _, line in lines:
        # A hyphen at the end of a printed line stays: most of these words are written with one.
        text += line.strip() if text.endswith("-") or not text else " " + line.strip()
    first = lines[0][1]
    return Block(squeeze(text), tuple(i + 1 for i, _ in lines), group, _indent(first))
