"""What lines that are no article look like, each pattern with the reason it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import compress
from typing import NamedTuple

from helpers.intake.data import FOLDER
from helpers.intake.lines.cues import Cues

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

LONGEST_CHROME = 400
"""Characters; a longer line is not tested for being chrome by its wording."""


class _Rule(NamedTuple):
    """One pattern; the order of rules is their order in the file."""

    order: int
    reason: str
    pattern: re.Pattern[str]


class LinePatterns:
    """Patterns of whole lines, tried only where a cue makes a match possible.

    Most lines have no cue, so that a page costs far less than its lines times the patterns.

    Parameters
    ----------
    rows : iterable of sequence of str
        Reason, cues parted by bars, and regular expression: the rows of ``chrome_lines.tsv``.

    Attributes
    ----------
    cues : tuple of str
        Strings of which a line has one that a pattern may match, but for patterns that hang on the
        first character alone; a line end at the start stands for the line's beginning.

    Examples
    --------
    >>> rules = LinePatterns([("weather", "^sun|rain", "sunny|.{0,9}rain")])
    >>> rules.reason("Sunny"), rules.reason("some rain"), rules.reason("fog")
    ('weather', 'weather', '')
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._by_cue: dict[str, list[_Rule]] = {}
        self._by_first: dict[str, list[_Rule]] = {}
        self._all: list[tuple[str, re.Pattern[str]]] = []
        for order, (reason, cues, pattern) in enumerate(rows):
            rule = _Rule(order, reason, re.compile(pattern, re.IGNORECASE))
            self._all.append((reason, rule.pattern))
            for cue in cues.split("|"):
                opens, at_start = cue.removeprefix("^"), cue[0] == "^"
                if at_start and len(opens) == 1:
                    self._by_first.setdefault(opens, []).append(rule)
                else:
                    key = f"\n{opens}" if at_start else cue
                    self._by_cue.setdefault(key, []).append(rule)
        self.cues = tuple(self._by_cue)
        self._finder = Cues(self.cues)

    def __iter__(self) -> Iterator[tuple[str, re.Pattern[str]]]:
        """Reasons and patterns in the order in which they count."""
        return iter(self._all)

    def reason(self, line: str) -> str:
        """Return the reason that the first matching pattern gives, or an empty string.

        Parameters
        ----------
        line : str
            One line without space at either end.

        Returns
        -------
        str
            For instance ``"paywall"``.
        """
        return self.reasons([line], [line.lower()]).get(0, "")

    def reasons(
        self,
        lines: Sequence[str],
        lowered: Sequence[str],
        cued: Iterable[tuple[int, str]] | None = None,
    ) -> dict[int, str]:
        """Return the reasons for all lines of a page that match a pattern.

        Parameters
        ----------
        lines : sequence of str
            The lines, without space at either end.
        lowered : sequence of str
            The same in lower case.
        cued : iterable of (int, str), optional
            Positions of lines and ``cues`` that they have, where these are known.

        Returns
        -------
        dict
            Position of a line to its reason.
        """
        found: dict[int, _Rule] = {}
        if self._by_first:
            firsts = [low[:1] for low in lowered]
            rules_of = {c: self._by_first.get("#" if c.isdigit() else c) for c in set(firsts)}
            for i in compress(range(len(lines)), map(rules_of.__getitem__, firsts)):
                if len(lowered[i]) <= LONGEST_CHROME:
                    _try(rules_of[firsts[i]] or (), i, lines[i], found)
        for i, cue in self._finder.find(lowered) if cued is None else cued:
            if cue in self._by_cue and len(lowered[i]) <= LONGEST_CHROME:
                _try(self._by_cue[cue], i, lines[i], found)
        return {i: rule.reason for i, rule in found.items()}


def _try(rules: Iterable[_Rule], i: int, line: str, found: dict[int, _Rule]) -> None:
    """Note the first rule that matches the line, unless an earlier one is known to."""
    for rule in rules:
        if i in found and found[i].order <= rule.order:
            return
        if rule.pattern.fullmatch(line):
            found[i] = rule
            return


def _rows(name: str) -> Iterator[Sequence[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


CHROME = LinePatterns(_rows("chrome_lines.tsv"))
"""Lines that are no part of an article, and why."""

END_MARKERS = LinePatterns(_rows("end_markers.tsv"))
"""Lines after which a page has nothing more of the article, and the reason for what follows."""
