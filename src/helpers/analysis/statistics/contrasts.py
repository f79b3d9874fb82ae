"""Each era against the rest in the means of its articles: one table shape for tone and topics."""

from collections.abc import Mapping, Sequence
from functools import partial

import numpy as np
import pandas as pd

from helpers.analysis.honesty import Rung, rung, smallest_p, verdict
from helpers.analysis.resampling import (
    Flags,
    Floats,
    adjust,
    leave_one_out,
    mean_interval,
    permutation_p,
    welch_interval,
)
from helpers.analysis.statistics.strata import split_within, stratum_names
from helpers.analysis.statistics.whole_authors import author_floor, author_p_means, larger_p

COLUMNS = (
    *("era", "articles", "mean", "mean_low", "mean_high", "rest_articles", "rest"),
    *("difference", "low", "high", "p", "p_floor", "p_adjusted", "p_authors", "authors_floor"),
    *("without_low", "without_high", "verdict"),
)
"""Columns of a contrast, after the name of what is compared."""

WITHIN_COLUMNS = ("strata", "used", "rest_used")
"""Columns that a contrast within strata has on top."""


def contrast_means(
    values: pd.DataFrame,
    eras: pd.Series,
    order: Sequence[str],
    *,
    name: str,
    seed: int = 0,
    agreement: Mapping[str, float] | None = None,
    strata: object = None,
    authors: Sequence[str] | None = None,
) -> pd.DataFrame:
    """Compare each era with all others in the mean over articles.

    Parameters
    ----------
    values
        One row per article and one column per thing compared; no NaN.
    eras
        Era of each article, rows as in ``values``.
    order
        The eras in the order of time.
    name
        Name for the column that says which column of ``values`` a row is about.
    seed
        Seed of the permutation test where the splits are drawn.
    agreement
        By era, the share of the ways to measure the difference that give it the same sign, where
        there are several.
    strata
        Stratum of each article (`topic_eras.strata_of`), ``''`` where it is not known, if articles
        are to be compared and shuffled within strata only.
    authors
        Author of each article, ``''`` where not known, if whole authors are to be shuffled, too,
        where one writes several articles of a side.

    Returns
    -------
    pandas.DataFrame
        One row per column of ``values`` and era that has articles:

        - ``articles``, ``mean``, ``mean_low``, ``mean_high``: the era, with a 95% t interval
        - ``rest_articles``, ``rest``: the mean of all other eras' articles
        - ``difference``, ``low``, ``high``: era minus rest, with Welch's 95% interval
        - ``p``, ``p_floor``, ``p_adjusted``: permutation test over articles, the least p it can
          give, and p adjusted for false discoveries over the whole table (NaN unless the honesty
          ladder allows tests)
        - ``p_authors``, ``authors_floor``: the same where the articles of an author are kept
          together (`whole_authors.author_p_means`); NaN where there is no such test or the ladder
          allows none. Where there is, a difference is robust only if the larger p, adjusted,
          allows it
        - ``without_low``, ``without_high``: range of the difference when each article in turn is
          left out
        - ``verdict``: see `honesty.verdict`

        Within strata, ``difference`` and what follows are those of `strata.Within`: means of the
        strata's differences, so no longer ``mean`` less ``rest``; the rung is that of the articles
        in strata of two eras or more; and ``strata``, ``used``, ``rest_used`` tell how many strata
        and articles of either side the difference rests on.

        What does not exist, because there is one era or too few articles, is NaN.

    Examples
    --------
    >>> values = pd.DataFrame({"tone": [0.2, 0.4, -0.1, 0.0, 0.1]})
    >>> eras = pd.Series(["then", "then", "now", "now", "now"])
    >>> table = contrast_means(values, eras, ["then", "now"], name="score")
    >>> table[["era", "articles", "difference", "p", "verdict"]].round(2).values.tolist()
    [['then', 2, 0.3, 0.1, 'cannot tell'], ['now', 3, -0.3, 0.1, 'cannot tell']]
    """
    columns = COLUMNS if strata is None else (*COLUMNS, *WITHIN_COLUMNS)
    own = eras.reset_index(drop=True)
    names = None if strata is None else stratum_names(strata)
    table = values.to_numpy(dtype=np.float64)
    used = own
    if names is not None:
        used = own[own.groupby(names).transform("nunique").gt(1) & (names != "")]
    at = rung({era: int((used == era).sum()) for era in order})
    writers = authors if at.intervals else None
    blocks = [
        _contrast(table, (own == era).to_numpy(), names, writers, seed).assign(
            **{name: list(values.columns), "era": era}
        )
        for era in order
        if (own == era).any()
    ]
    if not blocks or values.empty:
        return pd.DataFrame(columns=[name, *columns])
    joined = pd.concat(blocks).sort_index(kind="stable").reset_index(drop=True)
    return _judged(joined, at, agreement or {})[[name, *columns]]


def _contrast(
    values: Floats,
    is_era: Flags,
    strata: pd.Series | None,
    authors: Sequence[str] | None,
    seed: int,
) -> pd.DataFrame:
    sides = int(is_era.sum()), int((~is_era).sum())
    mean, mean_low, mean_high = mean_interval(values[is_era])
    block = pd.DataFrame(
        {
            "articles": sides[0],
            "mean": mean,
            "mean_low": mean_low,
            "mean_high": mean_high,
            "rest_articles": sides[1],
            "p_authors": np.nan,
            "authors_floor": np.nan,
        }
    )
    if authors is not None and sides[1]:
        block["p_authors"] = author_p_means(values, is_era, authors, strata=strata, seed=seed)
        block["authors_floor"] = author_floor(authors, is_era, strata)
    measured = _over_all if strata is None else partial(_within, strata=strata)
    return block.join(measured(values, is_era, seed=seed))


def _over_all(values: Floats, is_era: Flags, *, seed: int) -> pd.DataFrame:
    sides = int(is_era.sum()), int((~is_era).sum())
    difference, low, high = welch_interval(values, is_era)
    without_low, without_high = leave_one_out(values, is_era)
    return pd.DataFrame(
        {
            "rest": values[is_era].mean(axis=0) - difference,
            "difference": difference,
            "low": low,
            "high": high,
            "p": permutation_p(values, is_era, seed=seed) if sides[1] else np.nan,
            "p_floor": smallest_p(*sides) if sides[1] else np.nan,
            "without_low": without_low,
            "without_high": without_high,
        }
    )


def _within(values: Floats, is_era: Flags, *, strata: pd.Series, seed: int) -> pd.DataFrame:
    within = split_within(is_era, strata)
    target, rest = within.sides
    difference, low, high, without_low, without_high = within.difference(values)
    return pd.DataFrame(
        {
            "rest": mean_interval(values[~is_era])[0],
            "difference": difference,
            "low": low,
            "high": high,
            "p": within.permutation_p(values, seed=seed) if len(target) else np.nan,
            "p_floor": within.smallest_p if len(target) else np.nan,
            "without_low": without_low,
            "without_high": without_high,
            "strata": len(target),
            "used": int(target.sum()),
            "rest_used": int(rest.sum()),
        }
    )


def _judged(table: pd.DataFrame, at: Rung, agreement: Mapping[str, float]) -> pd.DataFrame:
    adjusted = adjust(table["p"].to_numpy()) if at.tests else np.full(len(table), np.nan)
    larger = adjust(larger_p(table)) if at.tests else adjusted
    rows = zip(
        *(table[column] for column in ("low", "high")),
        larger,
        *(table[column] for column in ("p_authors", "without_low", "without_high")),
        [agreement.get(era, 1.0) for era in table["era"]],
        strict=True,
    )
    verdicts = [
        verdict(at, low, high, p_adjusted=p, p_authors=own, without=(least, most), agreement=share)
        for low, high, p, own, least, most, share in rows
    ]
    return table.assign(p_adjusted=adjusted, verdict=verdicts)
