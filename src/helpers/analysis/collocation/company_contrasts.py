"""Ties of one word to others, era against era: differences, tests, verdicts."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import combinations

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.collocation.log_dice import Tie, difference, permutation_p_ties, ties
from helpers.analysis.collocation.paragraph_company import PairCounts
from helpers.analysis.honesty import LEVEL, Rung, rung, smallest_p, verdict
from helpers.analysis.key_terms.keyterms import CARRIED
from helpers.analysis.resampling import Flags, Floats, adjust
from helpers.analysis.statistics.ratio_counts import column_sums
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.statistics.whole_authors import author_groups

ENOUGH_USES = 50
"""Uses of a word in every era compared, below which all that is said of its company is a hint."""

REST = "the rest"
EXPLORATORY = "exploratory"
VERDICTS = ("robust", "leans", EXPLORATORY, "cannot tell")
"""Verdicts on the company of a word, the surest first."""

NO_NODE = "word absent"
NOT_IN_TARGET = "apart in the era"
NOT_IN_REFERENCE = "apart elsewhere"
FROM_ONE = "rests on one article"

CONTRASTS = (
    *("term", "era", "against", "log_dice", "against_log_dice", "difference", "low", "high"),
    *("pull_difference", "pull_low", "pull_high", "p", "pull_p", "p_floor"),
    *("p_authors", "authors_floor", "p_adjusted", "one_article", "remark", "verdict"),
)
"""Columns of the table that `company_contrasts` gives."""


def company_contrasts(
    counts: PairCounts,
    era: NDArray[np.object_],
    present: Sequence[str],
    found: Mapping[str, Tie],
    authors: Sequence[str],
    *,
    seed: int = 0,
) -> pd.DataFrame:
    """Hold each era against the rest and, of more than two, against each later one.

    Parameters
    ----------
    counts
        Counts of the articles of all eras.
    era
        Era of each article.
    present
        Eras that have articles, in the order of time.
    found
        How closely the words are tied in each era.
    authors
        Author of each article, ``''`` where not known.
    seed
        Seed of the permutation tests.

    Returns
    -------
    pandas.DataFrame
        See `collocations.Collocations`, ``contrasts``; empty for one era.
    """
    tables: list[pd.DataFrame] = []
    author = np.asarray(authors, dtype=object)
    for name, against in _sides(present):
        rows = np.ones(len(era), bool) if against == REST else np.isin(era, [name, against])
        own, is_era = counts[rows], era[rows] == name
        names = present if against == REST else (name, against)
        users = {e: int((counts.node_passages[era == e] > 0).sum()) for e in names}
        few = min(counts.node_uses[era == e].sum() for e in names) < ENOUGH_USES
        if against == REST and len(present) == 2 and tables:
            p = tables[0]["p"].to_numpy(), tables[0]["pull_p"].to_numpy()
            by_author, floor = tables[0]["p_authors"].to_numpy(), tables[0]["authors_floor"][0]
        else:
            p = permutation_p_ties(own, is_era, seed=seed)
            by_author, floor = _author_p(own, is_era, author[rows].tolist(), seed)
        rest = ties(own[~is_era]) if against == REST else found[against]
        table = _contrast(own, is_era, (found[name], rest), (*p, by_author), rung(users), few=few)
        tables.append(table.assign(era=name, against=against, authors_floor=floor))
    if not tables:
        return pd.DataFrame(columns=list(CONTRASTS))
    return pd.concat(tables).sort_index(kind="stable").reset_index(drop=True)[list(CONTRASTS)]


def weaker(found: str, *, exploratory: bool) -> str:
    """Weaken a verdict on a word that is used too rarely.

    Parameters
    ----------
    found
        A verdict of the honesty ladder.
    exploratory
        Whether an era has fewer than 50 uses of the word.

    Returns
    -------
    str
        ``'exploratory'`` for what leans or is robust, where it must be weakened.

    Examples
    --------
    >>> weaker("robust", exploratory=True), weaker("cannot tell", exploratory=True)
    ('exploratory', 'cannot tell')
    """
    return EXPLORATORY if exploratory and found != "cannot tell" else found


def _sides(present: Sequence[str]) -> Iterator[tuple[str, str]]:
    if len(present) > 1:
        yield from ((name, REST) for name in present)
    if len(present) > 2:
        yield from combinations(present, 2)


def _author_p(
    counts: PairCounts, is_era: Flags, authors: Sequence[str], seed: int
) -> tuple[Floats, float]:
    """Shuffle whole authors; the larger p of both measures, and the least that it can be.

    Both are NaN where nobody wrote several articles of a side. What somebody wrote on both sides
    is kept together on either.
    """
    groups = author_groups(authors, is_era)
    first = np.unique(groups, return_index=True)[1]
    if len(first) == len(groups):
        return np.full(len(counts.terms), np.nan), np.nan
    flags = is_era[first]
    p = np.fmax(*permutation_p_ties(counts.together_in(groups), flags, seed=seed))
    return p, smallest_p(int(flags.sum()), int((~flags).sum()))


def _contrast(
    counts: PairCounts,
    is_era: Flags,
    tie: tuple[Tie, Tie],
    p: tuple[Floats, Floats, Floats],
    at: Rung,
    *,
    few: bool,
) -> pd.DataFrame:
    one, other = tie
    sides = int(is_era.sum()), int((~is_era).sum())
    dice = difference(
        (one.log_dice, one.log_dice_error, one.freedom),
        (other.log_dice, other.log_dice_error, other.freedom),
    )
    pull = difference(
        (one.pull, one.pull_error, one.freedom), (other.pull, other.pull_error, other.freedom)
    )
    met, rest_met = column_sums(counts.together[is_era]), column_sums(counts.together[~is_era])
    # What stands for no meeting at all must not make a pair one of the side that never has it.
    gap = np.where(met == 0, np.minimum(dice[0], 0), dice[0])
    dice = (np.where(rest_met == 0, np.maximum(gap, 0), gap), *dice[1:])
    absent = np.zeros(len(counts.terms), bool)
    if not counts.node_passages[is_era].any() or not counts.node_passages[~is_era].any():
        absent[:] = True
    dice_p, pull_p, p_authors = (np.where(absent, np.nan, values) for values in p)
    # A term that one side does not use at all has no pull there: log-Dice speaks alone.
    pull_p = np.where(np.isnan(pull[0]), np.nan, pull_p)
    leader = np.where(
        dice[0] > 0, _part_of_one(counts.together[is_era]), _part_of_one(counts.together[~is_era])
    )
    single = leader > CARRIED
    remark = np.select(
        [absent, single, met == 0, rest_met == 0],
        [NO_NODE, FROM_ONE, NOT_IN_TARGET, NOT_IN_REFERENCE],
        default="",
    )
    table = pd.DataFrame(
        {
            "term": list(counts.terms),
            "log_dice": one.log_dice,
            "against_log_dice": other.log_dice,
            **dict(zip(("difference", "low", "high"), dice, strict=True)),
            **dict(zip(("pull_difference", "pull_low", "pull_high"), pull, strict=True)),
            "p": dice_p,
            "pull_p": pull_p,
            "p_floor": np.where(absent, np.nan, smallest_p(*sides)),
            "p_authors": p_authors,
            "p_adjusted": _adjusted(dice_p, pull_p, p_authors) if at.tests else np.nan,
            "one_article": single,
            "remark": remark.astype(object),
        }
    )
    apart = ((met == 0) | (rest_met == 0)) & ~absent
    return table.assign(verdict=_verdicts(table, apart, at, few=few))


def _adjusted(*tests: Floats) -> Floats:
    """Adjust the largest p of each word for false discoveries."""
    return adjust(np.fmax.reduce(tests))


def _verdicts(table: pd.DataFrame, apart: Flags, at: Rung, *, few: bool) -> list[str]:
    """Judge by log-Dice where the pull says the same; without an interval, by p."""
    larger = np.fmax(table["p"].to_numpy(), table["pull_p"].to_numpy())
    by_p = apart & (larger < LEVEL)
    sign = np.sign(table["difference"].to_numpy())
    pull = np.where(sign > 0, table["pull_low"], -table["pull_high"])
    gap = sign * table["pull_difference"].to_numpy()
    pull = np.where(by_p, np.where(table["pull_p"].isna(), 1, gap), pull)
    agreed = (pull > 0) & ~table["one_article"].to_numpy()
    low = np.where(by_p, table["difference"], table["low"])
    high = np.where(by_p, table["difference"], table["high"])
    return [
        weaker(verdict(at, a, b, p_adjusted=p, p_authors=own), exploratory=few)
        if both
        else "cannot tell"
        for a, b, p, own, both in zip(
            low, high, table["p_adjusted"], table["p_authors"], agreed, strict=True
        )
    ]


def _part_of_one(together: CountMatrix) -> Floats:
    """Give the largest part that one article has in the meetings of each pair."""
    if not together.shape[0] or not together.shape[1]:
        return np.zeros(together.shape[1])
    most = together.max(axis=0).toarray().ravel()
    return np.asarray(most / np.maximum(column_sums(together), 1), dtype=np.float64)
