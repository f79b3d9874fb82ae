"""Texts that break parsers, and a limit on the time that a parser may take over them."""

from __future__ import annotations

import contextlib
import signal
from collections.abc import Iterator

LEAD = "OSLO (Reuter): Ministers from nine countries put off a decision on steel duties on Friday."
SECOND = "They will meet again in two weeks, and the envoy Eva Lund hopes for a better mood then."
THIRD = "Steel makers in four countries had asked for duties of 25 percent from next month on."
STORY = [LEAD, SECOND, THIRD]

PUMPED = {
    "the start of a teaser": "Read next ",
    "the end of a paywall": "free articles ",
    "cookies": "our cookies ",
    "weather": "weather 12 ° C ",
    "closing brackets": ")",
    "opening brackets": "(",
    "one-letter words": "a ",
    "quotation marks": '"',
    "apostrophes": "a'",
    "digits": "7",
    "groups of digits": "123,",
    "years": "1994 ",
    "months": "May ",
    "days": "Monday, May 3, ",
    "hyphens": "-",
    "full stops": ". ",
    "capitals": "A",
    "capitalised words": "Abc ",
    "small and capitalised words": "of Abc ",
    "initials": "U.",
    "initials with spaces": "A. ",
    "abbreviations": "Mr. ",
    "offices": "Prime Minister ",
    "a bank of banks": "Bank of the ",
    "guarded names": "United States ",
    "addresses": "a@b.c ",
    "sums": "$1,000 ",
    "no spaces": "x",
    "tags": "<div>",
    "characters without case": "東京",
    "spaces": " x" + 20 * "\u00a0",
    "one short line": "ab cd ef\n",
    "one bylined line": "By Ada Byron\n",
    "one title": "Ministers Put Off Decision\n",
    "one marker": "Related articles\n",
    "one sentence": "Ministers met in Oslo on Friday and said nothing.\n",
    "one hard-wrapped line": "Ministers from nine countries put off a decision on steel du\n",
}


def pumped(pattern: str, length: int) -> str:
    """A text of about so many characters that repeats one pattern."""
    return pattern * (length // len(pattern))


@contextlib.contextmanager
def within(seconds: float) -> Iterator[None]:
    """Fail where the block takes longer; generous, since it tells a minute from hours."""

    def stop(number, frame):
        raise AssertionError(f"not done after {seconds} s")

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
