"""Several articles in one file, cut apart where the file itself marks the seams.

A mark alone is not enough: sections, author boxes and round-ups have them too. Behind it an article
must begin, with a headline and a byline, dateline or date over running text, and before it one must
have ended.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Iterator
from dataclasses import dataclass

from helpers.intake.lines.patterns import MONTH
from helpers.intake.parts.bylines import is_byline
from helpers.intake.parts.datelines import is_dateline_alone, read_dateline

LEAST_WORDS = 40
"""Words of running text that each piece must have."""

LEAST_WORDS_LIGHT = 80
"""The same behind a mark that also parts the sections of one article, such as three stars."""

_SEPARATOR = re.compile(r"([=*#_~+<>-])(?:[ \t]?\1){2,}")
_COUNTER = re.compile(
    r"[\[(<=*#-]{0,10}\s*(?:(?:article|document|story|record|item|clip(?:ping)?|text|entry)\s+"
    r"(?P<n>\d{1,5})\s*(?:of|/)\s*(?P<of>\d{1,5})|(?P<m>\d{1,5}) of (?P<om>\d{1,5}) "
    r"(?:articles|documents|stories|records|items))\s*[\])>=*#-]{0,10}[.:]?",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"[\[(<=*#-]{0,3}\s?(?:article|document|story|record|item|clip(?:ping)?|text|entry)\s?"
    r"(?:no\.?\s?|#)?\d{1,4}\s?[\])>=*#.:-]{0,3}",
    re.IGNORECASE,
)
"""A line such as "Clipping 3", which parts articles if one begins below it; laws have them, too."""

_COUNTS = frozenset("[(<=*#-0123456789aAdDsSrRiIcCtTeE")
"""Characters that a counting line may begin with."""

_END_SIGN = re.compile(
    r"[-(*#=<\s]*(?:30|ends?|end of (?:story|article|document|text)|reuters?|reut\d*|endit|"
    r"(?:ap|upi|afp)-\w\w-\d\d-\d\d-\d\d.{0,20})[-)*#=>\s.]*",
    re.IGNORECASE,
)
_COPYRIGHT = re.compile(r"(?:copyright\b|\(c\) ?(?:19|20)\d\d|©).{0,120}", re.IGNORECASE)
_LABEL = re.compile(
    r"(headline|title|date|byline|by|author|source|publication|newspaper|section|page|dateline|"
    r"length|published|body|text|id|no)\s?:",
    re.IGNORECASE,
)
_DATE_LINE = re.compile(
    rf".{{0,40}}\b(?:{MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|\d{{1,2}}\.?\s+{MONTH}\s+\d{{4}}|"
    r"\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.](?:\d\d){1,2})\b.{0,40}",
    re.IGNORECASE,
)
_TERMINAL = re.compile(r"[.!?…][\"'”’)\]]*$")
_SURE = frozenset({"end sign", "number"})
_HEAD_LINES = 8
_MANY_BLANK = 3
"""Blank lines that may part articles."""


@dataclass(frozen=True, slots=True)
class _Seam:
    """Line where a piece may begin, and the kind of mark that stands there."""

    line: int
    kind: str


def cut_apart(text: str) -> list[str]:
    r"""Cut a text that holds several articles into these.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    list of str
        The pieces in order; put together they are the text. One piece where it is a single
        article, and where there is doubt.

    Examples
    --------
    >>> cut_apart("Ministers Meet in Oslo\n\nNothing was agreed.")
    ['Ministers Meet in Oslo\n\nNothing was agreed.']
    """
    kept = text.splitlines(keepends=True)
    page = _Page([line.strip() for line in kept], [line.endswith("\f") for line in kept])
    cuts = page.cuts()
    if not cuts:
        return [text]
    bounds = [0, *cuts, len(kept)]
    return ["".join(kept[a:b]) for a, b in itertools.pairwise(bounds)]


class _Page:
    """The lines of a text, and what is known of each stretch of them."""

    def __init__(self, lines: list[str], form_feeds: list[bool]) -> None:
        self.lines = lines
        self.form_feeds = form_feeds
        self._prose_before: list[int] = []

    def cuts(self) -> list[int]:
        """Lines at which a new article begins, the first article's left out."""
        found = self._counters() or self._labels()
        if found:
            return found
        by_kind: dict[str, list[int]] = {}
        for seam in self._seams():
            by_kind.setdefault(seam.kind, []).append(seam.line)
        good: set[int] = set()
        for kind, seams in by_kind.items():
            good.update(self._good(kind, seams))
        return self._merged(sorted(good))

    def _seams(self) -> Iterator[_Seam]:
        notices = []
        blank = 0
        for i, line in enumerate(self.lines):
            if self.form_feeds[i]:
                yield _Seam(i + 1, "form feed")
            if line and blank >= _MANY_BLANK:
                yield _Seam(i, "blank lines")
            blank = 0 if line else blank + 1
            if not 2 <= len(line) <= 160:
                continue
            mark = line[0]
            if mark in "=*#_~+<>-" and _SEPARATOR.fullmatch(line):
                yield _Seam(i, f"separator {mark}")
            elif len(line) <= 40 and _END_SIGN.fullmatch(line):
                yield _Seam(i + 1, "end sign")
            elif len(line) <= 24 and mark in _COUNTS and _NUMBER.fullmatch(line):
                yield _Seam(i, "number")
            elif mark in "cC©(" and _COPYRIGHT.fullmatch(line):
                notices.append(i)
        if len(notices) > 1:
            atop = self._words(0, notices[0]) < LEAST_WORDS
            for i in notices:
                yield _Seam(self._top(i) if atop else i + 1, "copyright")

    def _top(self, i: int) -> int:
        """First of the few lines without running text right above a line."""
        least = max(0, i - _HEAD_LINES)
        while i > least and self.lines[i - 1] and not _prose_words(self.lines[i - 1]):
            i -= 1
        return i

    def _good(self, kind: str, seams: list[int]) -> list[int]:
        least = LEAST_WORDS if kind[-1] in "=#" or kind in _SURE else LEAST_WORDS_LIGHT
        bounds = [0, *seams, len(self.lines)]
        good = []
        start = 0
        for line, end in itertools.pairwise(bounds[1:]):
            if (
                self._words(line, end) >= least
                and self._words(start, line) >= least
                and self._ended(start, line, kind)
                and self._begins(line, kind)
            ):
                good.append(line)
                start = line
        return good

    def _merged(self, cuts: list[int]) -> list[int]:
        """Leave out a cut that only repeats the one before it, as a separator under an end sign."""
        kept: list[int] = []
        for line in cuts:
            if not kept or self._words(kept[-1], line) >= LEAST_WORDS // 2:
                kept.append(line)
        return kept

    def _counters(self) -> list[int]:
        """Cuts at lines such as "Article 2 of 7", if they count."""
        found = []
        for i, line in enumerate(self.lines):
            if 6 <= len(line) <= 60 and line[0] in _COUNTS and (match := _COUNTER.fullmatch(line)):
                n, of = match["n"] or match["m"], match["of"] or match["om"]
                found.append((i, int(n), int(of)))
        if len(found) < 2:
            return []
        counts = all(b[1] == a[1] + 1 and b[2] == a[2] for a, b in itertools.pairwise(found))
        bounds = [*[i for i, _, _ in found], len(self.lines)]
        filled = all(self._words(a, b) >= LEAST_WORDS // 2 for a, b in itertools.pairwise(bounds))
        if not counts or not filled:
            return []
        alone = self._words(0, found[0][0]) < LEAST_WORDS
        return [i for i, _, _ in (found[1:] if alone else found)]

    def _labels(self) -> list[int]:
        """Cuts at heads of labelled lines ("Headline: ...", "Date: ...") that come again."""
        labelled = []
        for i, line in enumerate(self.lines):
            if ":" in line[:14] and len(line) <= 300 and (match := _LABEL.match(line)):
                labelled.append((i, match[1].casefold()))
        if len(labelled) < 4:
            return []
        first = labelled[0][1]
        heads = []
        for (i, label), (k, other) in itertools.pairwise(labelled):
            if label == first and other != first and sum(map(bool, self.lines[i:k])) <= 4:
                heads.append(i)
        bounds = [*heads, len(self.lines)]
        if len(heads) < 2 or self._words(0, heads[0]) >= LEAST_WORDS:
            return []
        if not all(self._words(a, b) >= LEAST_WORDS for a, b in itertools.pairwise(bounds)):
            return []
        return heads[1:]

    def _words(self, start: int, end: int) -> int:
        """Words of running text between two lines: of lines that are long or end a sentence."""
        if not self._prose_before:
            self._prose_before = [0, *itertools.accumulate(map(_prose_words, self.lines))]
        return self._prose_before[end] - self._prose_before[start]

    def _ended(self, start: int, end: int, kind: str) -> bool:
        """Tell whether the text before a seam stops at the end of a sentence."""
        if kind == "end sign":
            return True
        for i in range(end - 1, max(start, end - 30) - 1, -1):
            if _prose_words(self.lines[i]):
                return bool(_TERMINAL.search(self.lines[i]))
        return False

    def _begins(self, line: int, kind: str) -> bool:
        """Tell whether an article begins at a line: headline, then byline, dateline or date."""
        title = signed = dated = placed = False
        seen = 0
        for i in range(line, min(len(self.lines), line + 3 * _HEAD_LINES)):
            text = self.lines[i]
            if not text or _SEPARATOR.fullmatch(text) or (i == line and kind == "number"):
                continue
            seen += 1
            if seen > _HEAD_LINES:
                break
            if len(text) <= 160 and is_byline(text):
                signed = True
            elif is_dateline_alone(text):
                placed = True
            elif len(text) <= 90 and not _TERMINAL.search(text) and _DATE_LINE.fullmatch(text):
                dated = True
            elif read_dateline(text).length:
                placed = True
                break
            elif _is_title(text) and not title:
                title = True
            elif _prose_words(text):
                break
        if kind == "form feed":
            return title and (signed or placed)
        if kind == "end sign":
            return placed or (title and (signed or dated))
        if kind == "separator =":
            return title or placed or (signed and dated)
        return title and (signed or placed or dated)


def _prose_words(line: str) -> int:
    n_words = line.count(" ") + 1
    if n_words >= 8 or (n_words >= 4 and _TERMINAL.search(line)):
        return n_words
    return 0


def _is_title(line: str) -> bool:
    n_words = line.count(" ") + 1
    return (
        2 <= n_words <= 20 and len(line) <= 150 and not _TERMINAL.search(line) and line[0].isalnum()
    )
