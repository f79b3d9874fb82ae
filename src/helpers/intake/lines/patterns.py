"""What lines that are no article look like, each pattern with the reason it gives."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from operator import itemgetter
from typing import NamedTuple

from helpers.intake.data import FOLDER

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

LONGEST_CHROME = 400
"""Characters; a longer line is not tested for being chrome by its wording."""


_LONGEST_KNOWN, _MOST_KNOWN = 80, 4096
"""Characters of the lines whose reason is remembered, and how many of them are."""


class _Rule(NamedTuple):
    """One pattern; the order of rules is their order in the file."""

    order: int
    reason: str
    matches: Callable[[str], object]


_ORDER = itemgetter(0)


class LinePatterns:
    r"""Patterns of whole lines, tried only where a cue makes a match possible.

    Most lines have no cue, so that a page costs far less than its lines times the patterns.

    Parameters
    ----------
    rows : iterable of sequence of str
        Reason, cues parted by bars, and regular expression: the rows of ``chrome_lines.tsv``.

    Attributes
    ----------
    cues : tuple of str
        Strings of which a line has one that a pattern may match, as `helpers.intake.lines.cues`
        takes them: a line end at the start stands for the line's beginning.

    Examples
    --------
    >>> rules = LinePatterns([("weather", "^sun|rain", "sunny|.{0,9}rain")])
    >>> rules.cues, rules.reasons(["Sunny", "fog"], [(0, "\nsun")])
    (('\nsun', 'rain'), {0: 'weather'})
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._by_cue: dict[str, list[_Rule]] = {}
        self._all: list[tuple[str, re.Pattern[str]]] = []
        self._judged: dict[str, str] = {}
        for order, (reason, cues, pattern) in enumerate(rows):
            compiled = re.compile(pattern, re.IGNORECASE)
            rule = _Rule(order, reason, compiled.fullmatch)
            self._all.append((reason, compiled))
            for cue in cues.split("|"):
                key = f"\n{cue[1:]}" if cue[0] == "^" else cue
                self._by_cue.setdefault(key, []).append(rule)
        self.cues = tuple(self._by_cue)

    def __iter__(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Reasons and patterns in the order in which they count."""
        return iter(self._all)

    def reasons(self, lines: Sequence[str], cued: Iterable[tuple[int, str]]) -> dict[int, str]:
        """Return the reasons for all lines of a page that match a pattern.

        Parameters
        ----------
        lines : sequence of str
            The lines, without space at either end.
        cued : iterable of (int, str)
            Positions of lines and ``cues`` that they have in lower case; other strings do not
            matter.

        Returns
        -------
        dict
            Position of a line to its reason.
        """
        rules_of, judged = self._by_cue.get, self._judged.get
        found: dict[int, str] = {}
        unknown: dict[int, Sequence[_Rule]] = {}
        for i, cue in cued:
            if (rules := rules_of(cue)) is None:
                continue
            reason = judged(lines[i])
            if reason is None:
                others = unknown.get(i)
                unknown[i] = sorted({*others, *rules}, key=_ORDER) if others else rules
            elif reason:
                found[i] = reason
        for i, tried in unknown.items():
            if reason := self._judge(lines[i], tried):
                found[i] = reason
        return found

    def _judge(self, line: str, rules: Sequence[_Rule]) -> str:
        """Return the reason of the first rule that matches, and remember it for a short line.

        Pages of one site, and often one page, have the same menus again and again.
        """
        reason = ""
        if len(line) <= LONGEST_CHROME:
            for _, given, matches in rules:
                if matches(line):
                    reason = given
                    break
        if len(line) <= _LONGEST_KNOWN:
            if len(self._judged) >= _MOST_KNOWN:
                self._judged.clear()
            self._judged[line] = reason
        return reason


def _rows(name: str) -> Iterator[Sequence[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


CHROME = LinePatterns(_rows("chrome_lines.tsv"))
"""Lines that are no part of an article, and why."""

END_MARKERS = LinePatterns(_rows("end_markers.tsv"))
"""Lines after which a page has nothing more of the article, and the reason for what follows."""
