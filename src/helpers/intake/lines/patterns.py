"""What lines that are no article look like, each pattern with the reason it gives."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from helpers.intake.data import FOLDER

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
    openings: tuple[str, ...]
    opens_with_digit: bool
    needles: tuple[str, ...]


class LinePatterns:
    """Patterns of whole lines, tried only where a cue makes a match possible.

    Most lines have no cue, so that a page costs far less than its lines times the patterns.

    Parameters
    ----------
    rows : iterable of sequence of str
        Reason, cues parted by bars, and regular expression: the rows of ``chrome_lines.tsv``.

    Examples
    --------
    >>> rules = LinePatterns([("weather", "^sun|rain", "sunny|.{0,9}rain")])
    >>> rules.reason("Sunny"), rules.reason("some rain"), rules.reason("fog")
    ('weather', 'weather', '')
    """

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._by_opening: dict[str, list[_Rule]] = {}
        self._by_needle: dict[str, list[_Rule]] = {}
        self._all: list[tuple[str, re.Pattern[str]]] = []
        for order, (reason, cues, pattern) in enumerate(rows):
            parts = cues.split("|")
            rule = _Rule(
                order,
                reason,
                re.compile(pattern, re.IGNORECASE),
                tuple(c[1:] for c in parts if c[0] == "^" and c != "^#"),
                "^#" in parts,
                tuple(c for c in parts if c[0] != "^"),
            )
            self._all.append((reason, rule.pattern))
            for start in {c[:2] for c in rule.openings} | (
                {"#"} if rule.opens_with_digit else set()
            ):
                self._by_opening.setdefault(start, []).append(rule)
            for needle in rule.needles:
                self._by_needle.setdefault(needle, []).append(rule)
        for start, rules in self._by_opening.items():
            if len(start) == 2 and start[0] in self._by_opening:
                rules.extend(self._by_opening[start[0]])
                rules.sort(key=lambda rule: rule.order)

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

    def reasons(self, lines: Sequence[str], lowered: Sequence[str]) -> dict[int, str]:
        """Return the reasons for all lines of a page that match a pattern.

        Parameters
        ----------
        lines : sequence of str
            The lines, without space at either end.
        lowered : sequence of str
            The same in lower case.

        Returns
        -------
        dict
            Position of a line to its reason.
        """
        found: dict[int, _Rule] = {}
        for i, low in enumerate(lowered):
            rules = self._by_opening.get(low[:2]) or self._by_opening.get(low[:1])
            if rules is None and low[:1].isdigit():
                rules = self._by_opening.get("#")
            if rules and len(low) <= LONGEST_CHROME:
                for rule in rules:
                    opens = rule.openings and low.startswith(rule.openings)
                    if (opens or rule.opens_with_digit) and rule.pattern.fullmatch(lines[i]):
                        found[i] = rule
                        break
        page = "\n".join(lowered)
        for needle, rules in self._by_needle.items():
            if needle in page:
                self._try_where(needle, rules, lines, lowered, found)
        return {i: rule.reason for i, rule in found.items()}

    @staticmethod
    def _try_where(
        needle: str,
        rules: list[_Rule],
        lines: Sequence[str],
        lowered: Sequence[str],
        found: dict[int, _Rule],
    ) -> None:
        for i, low in enumerate(lowered):
            if needle in low and len(low) <= LONGEST_CHROME:
                for rule in rules:
                    before = found.get(i)
                    if (before is None or rule.order < before.order) and rule.pattern.fullmatch(
                        lines[i]
                    ):
                        found[i] = rule


def _rows(name: str) -> Iterator[Sequence[str]]:
    for line in (FOLDER / name).read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


CHROME = LinePatterns(_rows("chrome_lines.tsv"))
"""Lines that are no part of an article, and why."""

END_MARKERS = LinePatterns(_rows("end_markers.tsv"))
"""Lines after which a page has nothing more of the article, and the reason for what follows."""
