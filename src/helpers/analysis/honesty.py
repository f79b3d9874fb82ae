"""The honesty ladder: how much a folder of this size can show, and the sentences that say so.

The article is the unit. Words and sentences of one article resemble each other, so tests that
count them find differences between random halves of one newspaper. What can be said depends on
how many articles the smallest era has.
"""

import math
from collections.abc import Mapping
from enum import StrEnum
from typing import Literal

LEVEL = 0.05
"""Probability of a false alarm that a test may have."""

EXACT_LIMIT = 10_000
"""Up to this many ways to split the articles, a permutation test looks at every one."""

DRAWS = 9_999
"""Where there are more ways, a permutation test draws this many (and the observed one)."""

INTERVALS_FROM, TESTS_FROM = 5, 20

MOSTLY = 0.75
"""Share of the ways to measure a difference that have to agree for it to lean anywhere."""

UNDATED = "undated"

Verdict = Literal["cannot tell", "leans", "robust"]


class Rung(StrEnum):
    """What the smallest era allows: nothing, a description, intervals, or tests as well."""

    NOTHING = "nothing to compare"
    DESCRIPTION = "description"
    INTERVALS = "intervals"
    TESTS = "tests"

    @property
    def intervals(self) -> bool:
        """Whether an interval may be read as more than a description of these articles."""
        return self in (Rung.INTERVALS, Rung.TESTS)

    @property
    def tests(self) -> bool:
        """Whether differences may be tested (with false discoveries held down)."""
        return self is Rung.TESTS


def rung(counts: Mapping[str, int]) -> Rung:
    """Find the rung of the ladder on which a comparison of eras stands.

    Parameters
    ----------
    counts
        Articles in each era. ``'undated'`` and empty eras do not count.

    Returns
    -------
    Rung
        ``NOTHING`` with fewer than two eras; else by the articles of the smallest: up to 4
        ``DESCRIPTION``, 5 to 19 ``INTERVALS``, 20 and more ``TESTS``.

    Notes
    -----
    A difference of 0.2 in mean compound score, with the spread of article means that news has
    (0.17), needs 13 articles in each era to be found four times in five; one of 0.1 needs 50.

    Examples
    --------
    >>> rung({"1986-87": 3, "2013": 2})
    <Rung.DESCRIPTION: 'description'>
    """
    sizes = list(_eras(counts).values())
    if len(sizes) < 2:
        return Rung.NOTHING
    if min(sizes) < INTERVALS_FROM:
        return Rung.DESCRIPTION
    return Rung.INTERVALS if min(sizes) < TESTS_FROM else Rung.TESTS


def smallest_p(n_target: int, n_reference: int) -> float:
    """Give the smallest p-value that a two-sided permutation test over articles can reach.

    Parameters
    ----------
    n_target, n_reference
        Articles on either side.

    Returns
    -------
    float
        One in the number of ways to split the articles; two where both sides are equally large,
        since the mirrored split has the same difference. Where there are more than 10,000 ways,
        draws take the place of enumeration and the floor is 1 in 10,000. 1.0 if a side is empty.

    Examples
    --------
    >>> smallest_p(2, 3), smallest_p(3, 3)
    (0.1, 0.1)
    """
    if min(n_target, n_reference) < 1:
        return 1.0
    ways = math.comb(n_target + n_reference, n_target)
    if ways > EXACT_LIMIT:
        return 1 / (DRAWS + 1)
    return (2 if n_target == n_reference else 1) / ways


def verdict(
    at: Rung,
    low: float,
    high: float,
    *,
    p_adjusted: float = math.nan,
    p_authors: float = math.nan,
    without: tuple[float, float] = (math.nan, math.nan),
    agreement: float = 1.0,
) -> Verdict:
    """Say in a word how far a difference can be trusted.

    Parameters
    ----------
    at
        Rung on which the comparison stands.
    low, high
        95% interval of the difference, NaN where there is none.
    p_adjusted, p_authors
        Permutation p over articles, adjusted for false discoveries, and with the articles of each
        author kept together, not adjusted; NaN where there is no such test.
    without
        Range of the difference when each article in turn is left out; NaN where not looked at.
    agreement
        Share of the ways to measure it in which the difference has the same sign; 1 where there is
        one way.

    Returns
    -------
    str
        ``'robust'``: tests are allowed, the adjusted p is below 0.05, interval and range lie on one
        side of zero, and the sign is the same however it is measured. ``'leans'``: intervals are
        allowed, interval and range lie on one side of zero, and three of four ways to measure it
        agree. ``'cannot tell'``: everything else, every difference between eras of four articles or
        fewer, and what authors may account for: ``p_authors`` of 0.05 or more.

    Examples
    --------
    >>> verdict(Rung.INTERVALS, 0.02, 0.30)
    'leans'
    """
    doubtful = without[0] <= 0 <= without[1] or agreement < MOSTLY or p_authors >= LEVEL
    if doubtful or not (at.intervals and (low > 0 or high < 0)):
        return "cannot tell"
    return "robust" if at.tests and p_adjusted < LEVEL and agreement == 1 else "leans"


def rung_sentence(
    counts: Mapping[str, int], *, within: str = "", compared: Mapping[str, int] | None = None
) -> str:
    """Say what a folder with these eras allows, in one or two sentences for the reader.

    Parameters
    ----------
    counts
        Articles in each era, in the order of time; may hold ``'undated'``.
    within
        What articles are compared within (``'publisher'``); ``''`` where all are compared.
    compared
        Of each era the articles that share their publisher with one of another era; all of
        ``counts`` where not given.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> rung_sentence({"1987": 248})
    'All 248 dated articles fall in one era (1987): there is nothing to compare; name eras with \
eras={"name": [first year, last year], ...}.'
    """
    if rung(counts) is Rung.NOTHING:
        return _nothing_sentence(_eras(counts), counts.get(UNDATED, 0))
    at = rung(counts if compared is None else compared)
    if at is Rung.NOTHING:
        return f"{uncompared_within(within)}."
    clause = smallest_era(counts, within=within, compared=compared)
    smallest = clause[0].upper() + clause[1:]
    if at is Rung.DESCRIPTION:
        return (
            f"{smallest}: what follows describes these articles and is no evidence about the "
            f"coverage they were taken from. Intervals need {INTERVALS_FROM} articles in every "
            f"era, tests {TESTS_FROM}."
        )
    if at is Rung.INTERVALS:
        return (
            f"{smallest}: enough for intervals, too few for tests, which need {TESTS_FROM} in "
            "every era. A difference whose interval leaves zero out leans, which is no proof."
        )
    return (
        f"{smallest}: enough for tests. They shuffle whole articles between the eras, and the "
        "share of false discoveries is held to 5%."
    )


def smallest_era(
    counts: Mapping[str, int], *, within: str = "", compared: Mapping[str, int] | None = None
) -> str:
    """Say which era has the fewest articles to compare, and how many, as part of a sentence.

    Parameters
    ----------
    counts, within, compared
        As for `rung_sentence`.

    Returns
    -------
    str
        Without a capital.

    Examples
    --------
    >>> smallest_era({"1987": 30, "2015": 24}, within="place", compared={"1987": 9, "2015": 6})
    'within articles of the same place 2015 has 6 articles, of 24 in all'
    """
    eras = _eras(counts if compared is None else compared)
    name, size = min(eras.items(), key=lambda item: item[1])
    has = f"has {count_of(size, 'article')}"
    if not within:
        equal = len(eras) > len({*eras.values()}) == 1
        return f"each era {has}" if equal else f"the smallest era ({name}) {has}"
    rest = f", of {counts[name]:,} in all" if counts[name] > size else ""
    return f"within articles of the same {within} {name} {has}{rest}"


def uncompared_within(within: str, era: str = "", other: str = "") -> str:
    """Say that nothing, one era or a pair of them cannot be compared within strata.

    Parameters
    ----------
    within
        What articles are compared within (``'publisher'``).
    era, other
        Era that shares none with the other one, or with any; ``''`` where no era does.

    Returns
    -------
    str
        A sentence without its full stop.

    Examples
    --------
    >>> uncompared_within("publisher")
    'No publisher has articles of two eras, so that no word and no topic can be compared within \
the same publisher'
    """
    part = "group of lengths" if within == "length" else within
    eras, lost = "two eras", "no word and no topic can be compared"
    if other:
        eras, lost = f"{era} and of {other}", "the two cannot be held against each other"
    elif era:
        eras, lost = f"{era} and of another era", f"no word and no topic of {era} can be compared"
    return f"No {part} has articles of {eras}, so that {lost} within the same {within}"


def floor_sentence(n_target: int, n_reference: int) -> str:
    """Say which p-value a permutation test over so many articles can reach at best.

    Parameters
    ----------
    n_target, n_reference
        Articles on either side.

    Returns
    -------
    str
        Plain text.

    Examples
    --------
    >>> floor_sentence(3, 2)
    'With 3 and 2 articles the smallest p a permutation test can reach is 0.10: no difference \
can be called significant here.'
    """
    if min(n_target, n_reference) < 1:
        return "With no article on one side no permutation test can be made."
    floor = smallest_p(n_target, n_reference)
    sentence = (
        f"With {n_target} and {count_of(n_reference, 'article')} the smallest p a permutation "
        f"test can reach is {format_p(floor)}"
    )
    if floor > LEVEL:
        return f"{sentence}: no difference can be called significant here."
    return f"{sentence}."


def left_out_sentences(undated: int, duplicates: int) -> list[str]:
    """Say how many articles a comparison leaves out, and why.

    Parameters
    ----------
    undated
        Articles to which no era could be given.
    duplicates
        Dated articles that repeat another one of the folder.

    Returns
    -------
    list of str
        A sentence for each kind there is; empty if nothing is left out.

    Examples
    --------
    >>> left_out_sentences(undated=0, duplicates=1)
    ['1 article repeats another one and is counted once.']
    """
    sentences = []
    if undated:
        verb = "has" if undated == 1 else "have"
        sentences.append(
            f"{count_of(undated, 'article')} {verb} no era and so no part in the comparison."
        )
    if duplicates:
        rest = (
            "repeats another one and is counted once"
            if duplicates == 1
            else "repeat others and are counted once"
        )
        sentences.append(f"{count_of(duplicates, 'article')} {rest}.")
    return sentences


def format_p(p: float) -> str:
    """Write a p-value as a reader wants it: two figures, or a bound.

    Parameters
    ----------
    p
        A probability, or NaN.

    Returns
    -------
    str
        For instance ``'0.10'``, ``'0.029'``, ``'below 0.001'``, ``'none'`` for NaN.

    Examples
    --------
    >>> format_p(1 / 35)
    '0.029'
    """
    if math.isnan(p):
        return "none"
    if p < 0.001:
        return "below 0.001"
    return f"{p:.2f}" if p >= 0.0995 else f"{p:.3f}"


def count_of(number: int, noun: str) -> str:
    """Write a number with its noun, in the plural where it belongs.

    Parameters
    ----------
    number
        How many.
    noun
        What, in the singular; its plural must end in a plain s.

    Returns
    -------
    str
        For instance ``'1 article'`` or ``'1,200 articles'``.

    Examples
    --------
    >>> count_of(1200, "article")
    '1,200 articles'
    """
    return f"{number:,} {noun}" if number == 1 else f"{number:,} {noun}s"


def _eras(counts: Mapping[str, int]) -> dict[str, int]:
    return {name: size for name, size in counts.items() if size > 0 and name != UNDATED}


def _nothing_sentence(eras: Mapping[str, int], undated: int) -> str:
    if not eras and not undated:
        return "There is no article here, and so nothing to compare."
    if not eras:
        closely = f"No article is dated closely enough to fall in an era ({undated:,} undated)"
        return f"{closely}: there is nothing to compare."
    ((name, size),) = eras.items()
    if size == 1:
        return f"Only one article is dated ({name}): there is nothing to compare."
    return (
        f"All {size:,} dated articles fall in one era ({name}): there is nothing to compare; "
        'name eras with eras={"name": [first year, last year], ...}.'
    )
