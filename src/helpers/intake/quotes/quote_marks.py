"""Where quotations begin and end: marks of every style, nested, and across paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

_DOUBLE = re.compile(
    "``|''|[\"\u201c\u201d\u201e\u201f\u00ab\u00bb\u300c\u300d\u300e\u300f\uff02\u301d\u301e\u301f]"
)
_SINGLE = re.compile("['\u2018\u2019\u201a\u201b\u2039\u203a`]")
_OPENS_ALWAYS = frozenset({"\u201e", "\u300c", "\u300e", "\u301d", "``"})
_CLOSES_ALWAYS = frozenset({"\u300d", "\u300f", "\u301e", "\u301f"})
_STRAIGHT = frozenset({'"', "\uff02", "\u201f"})
_CLOSED_BY = {
    "\u201e": '\u201c\u201d"',
    "\u00ab": "\u00bb",
    "\u00bb": "\u00ab\u00bb",
    "\u300c": "\u300d",
    "\u300e": "\u300f",
    "\u301d": "\u301e\u301f",
    "\u201d": "\u201d",
}
_BEFORE_OPEN = " \t\n([{-\u2013\u2014\u2015/:'\u2018\u2026"
_AFTER_CLOSE = " \t\n.,;:?!)]}-\u2013\u2014\u2015/'\u2019\u2026"
_ELISION = re.compile(
    r"(?:\d|(?:tis|twas|twere|twill|em|n|til|till|cause|round|bout|neath|gainst|ave|e|im|er|fraid|cos)\b)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph that stands in quotation marks, these included.

    Attributes
    ----------
    start, end : int
        Offsets in the paragraph.
    closed : bool
        False where no closing mark was found.
    continued : bool
        Whether the quotation began in the paragraph before.
    """

    start: int
    end: int
    closed: bool = True
    continued: bool = False


def quoted_spans(paragraphs: Sequence[str]) -> list[list[Span]]:
    """Outermost quotations of each paragraph.

    Parameters
    ----------
    paragraphs : sequence of str
        The body of an article, with printed or straight marks.

    Returns
    -------
    list of list of Span
        One list a paragraph, in order; spans do not overlap.

    Examples
    --------
    >>> [[(span.start, span.end) for span in spans] for spans in quoted_spans(['"Yes," he said.'])]
    [[(0, 6)]]
    """
    found: list[list[Span]] = []
    opened = False
    for paragraph in paragraphs:
        spans = list(_double_spans(paragraph, opened)) if _DOUBLE.search(paragraph) else []
        opened = bool(spans) and not spans[-1].closed and spans[-1].end == len(paragraph)
        found.append(spans)
    if any("'" in p or "\u2018" in p or "\u201a" in p or "\u2039" in p for p in paragraphs):
        _add_single(paragraphs, found)
    return found


def _double_spans(text: str, resumed: bool) -> Iterator[Span]:
    marks = [(m.start(), m[0]) for m in _DOUBLE.finditer(text)]
    roles = [_role(text, position, mark) for position, mark in marks]
    stack: list[tuple[int, str]] = []
    margin = len(text) - len(text.lstrip())
    first = True
    for k, (position, mark) in enumerate(marks):
        role = roles[k]
        after = position + len(mark)
        if not stack:
            if role == "inch":
                continue
            if _starts(text, position, mark, role, resumed=resumed and first):
                stack.append((position, mark))
            elif resumed and first:
                yield Span(0, after, continued=True)
            first = False
        elif _closes(mark, role, stack[-1][1]) and not (
            role == "inch" and roles[k + 1 : k + 2] == ["close"]  # "It is a 17" screen," she said
        ):
            start, _ = stack.pop()
            if not stack:
                yield Span(start, after, continued=resumed and start <= margin)
        elif role == "open" and len(stack) == 1:
            if [r in {"close", "inch"} for r in roles[k + 1 : k + 3]] == [True, True]:
                stack.append((position, mark))
            else:  # the first quotation was never closed
                start = stack[0][0]
                end = position
                while text[end - 1].isspace():
                    end -= 1
                yield Span(start, end, closed=False, continued=resumed and start <= margin)
                stack = [(position, mark)]
    if stack:
        start = stack[0][0]
        yield Span(start, len(text), closed=False, continued=resumed and start <= margin)


def _starts(text: str, position: int, mark: str, role: str, *, resumed: bool) -> bool:
    """Tell whether a mark outside quotations opens one."""
    if role != "close":
        return True
    return not resumed and (
        mark == "\u00bb" or (mark == "\u201d" and _swedish(text, position, position + len(mark)))
    )


def _role(text: str, position: int, mark: str) -> str:
    """Say "open", "close", "either", or "inch" for the sign of a measure."""
    if mark in _OPENS_ALWAYS or mark == "\u201c":
        return "open"
    if mark in _CLOSES_ALWAYS or mark in ("\u201d", "\u00bb"):
        return "close"
    if mark == "\u00ab":
        return "open"
    before = text[position - 1] if position else " "
    end = position + len(mark)
    after = text[end] if end < len(text) else " "
    opens = before in _BEFORE_OPEN and not after.isspace()
    closes = not before.isspace() and (after in _AFTER_CLOSE or after.isspace())
    if before.isdigit() and closes:
        return "inch"
    if opens == closes:
        return "either"
    return "open" if opens else "close"


def _closes(mark: str, role: str, opener: str) -> bool:
    if opener in _CLOSED_BY:
        return mark in _CLOSED_BY[opener]
    return role in {"close", "either", "inch"} and mark not in "\u300d\u300f\u00bb"


def _swedish(text: str, position: int, after: int) -> bool:
    """Tell whether a closing mark opens, as where both ends of a quotation have the same mark."""
    before = text[position - 1] if position else " "
    return (
        before in _BEFORE_OPEN
        and after < len(text)
        and not text[after].isspace()
        and text[after] not in ".,;:?!)"
    )


def _add_single(paragraphs: Sequence[str], found: list[list[Span]]) -> None:
    """Put in quotations between single marks that stand in no other."""
    opened: list[tuple[int, int]] = []
    n_closed = 0
    for i, text in enumerate(paragraphs):
        singles = list(_single_spans(text, found[i]))
        if singles and i + 1 < len(paragraphs) and _leads_on(text, singles[0], paragraphs[i + 1]):
            singles = []
        n_closed += len(singles)
        if singles:
            found[i] = _outermost(found[i] + singles)
        bare = len(text) - len(text.lstrip())
        covered = any(s.start <= bare < s.end for s in found[i])
        if not covered and text[bare : bare + 1] in ("'", "\u2018") and _opens_single(text, bare):
            opened.append((i, bare))
    if n_closed and not any(
        text[s.start] not in "'\u2018"
        for text, ss in zip(paragraphs, found, strict=True)
        for s in ss
    ):
        for i, start in opened:  # singles are the house style, so this paragraph is quoted whole
            end = found[i][0].start if found[i] else len(paragraphs[i])
            found[i].insert(0, Span(start, len(paragraphs[i][:end].rstrip()), closed=False))
    _link_single(paragraphs, found)


def _leads_on(text: str, first: Span, following: str) -> bool:
    """Tell whether a possessive only seems to close a quotation, as the next paragraph goes on."""
    head = following.lstrip()
    return (
        not text[: first.start].strip()
        and _closes_single(text, first.end - 1) == "weak"
        and head[:1] in {"'", "\u2018"}
        and _opens_single(head, 0)
    )


def _outermost(spans: list[Span]) -> list[Span]:
    kept: list[Span] = []
    for span in sorted(spans, key=lambda s: (s.start, -s.end)):
        if not kept or span.start >= kept[-1].end:
            kept.append(span)
    return kept


def _link_single(paragraphs: Sequence[str], found: list[list[Span]]) -> None:
    for i in range(1, len(found)):
        if not (found[i] and found[i - 1]):
            continue
        before, first = found[i - 1][-1], found[i][0]
        if (
            before.closed
            or before.end != len(paragraphs[i - 1])
            or paragraphs[i][: first.start].strip()
        ):
            continue
        if paragraphs[i - 1][before.start] in "'\u2018" and paragraphs[i][first.start] in "'\u2018":
            found[i][0] = Span(first.start, first.end, first.closed, continued=True)


def _single_spans(text: str, doubles: list[Span]) -> Iterator[Span]:
    marks = [m.start() for m in _SINGLE.finditer(text)]
    free = 0
    k = 0
    roles = [(_opens_single(text, p), _closes_single(text, p)) for p in marks]
    weak_from = _next_openers(marks, roles)
    d = 0
    while k < len(marks):
        start = marks[k]
        while d < len(doubles) and doubles[d].end <= start:
            d += 1
        within = d < len(doubles) and doubles[d].start <= start
        if within:
            k += 1
            while k < len(marks) and marks[k] < doubles[d].end:
                k += 1
            continue
        if start < free or not roles[k][0]:
            k += 1
            continue
        closer = _closer(roles, k, weak_from[k])
        end = marks[closer] + 1 if closer else 0
        if closer and not any(s.start < end < s.end for s in doubles[d : d + 50]):
            yield Span(start, end)
            free = end
            k = closer + 1
        else:
            k += 1


def _next_openers(marks: list[int], roles: list[tuple[bool, str]]) -> list[int]:
    """For each mark, the index of the next one that opens."""
    following = [len(marks)] * len(marks)
    for k in range(len(marks) - 2, -1, -1):
        following[k] = k + 1 if roles[k + 1][0] else following[k + 1]
    return following


def _closer(roles: list[tuple[bool, str]], k: int, until: int) -> int:
    """Index of the mark that closes: a possessive in -s' does so only where nothing else can."""
    weak = 0
    for i in range(k + 1, until):
        if roles[i][1] == "strong":
            return i
        if roles[i][1] == "weak" and not weak:
            weak = i
    return weak


def _opens_single(text: str, position: int) -> bool:
    mark = text[position]
    if mark == "\u2019":
        return False
    before = text[position - 1] if position else " "
    rest = text[position + 1 : position + 9]
    if not rest or not (before in _BEFORE_OPEN or before in '"\u201c' or before.isspace()):
        return False
    return (rest[0].isalnum() or rest[0] in '"\u201c\u2026.$[(') and not _ELISION.match(rest)


def _closes_single(text: str, position: int) -> str:
    """Say "strong", "weak" (it may be a possessive), or nothing."""
    if text[position] in "\u2018\u201a\u201b`" or not position:
        return ""
    before, after = text[position - 1], text[position + 1 : position + 2] or " "
    if before.isspace() or not (after in _AFTER_CLOSE or after.isspace() or after in '"\u201d'):
        return ""
    if before in "sS" and after.isspace():
        return "weak"
    if before in "nN" and text[position - 2 : position - 1] in ("i", "I") and after.isspace():
        return "weak"  # goin', nothin'
    return "strong" if before.isalnum() or before in '.,;:?!\u2026-\u2014)"\u201d%' else ""
