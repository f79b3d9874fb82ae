"""How much topics take up over time, where the dates of the articles allow to tell."""

import datetime as dt
import itertools
import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import stats

from helpers.analysis.authors import authors_of
from helpers.analysis.honesty import DRAWS, EXACT_LIMIT, INTERVALS_FROM, LEVEL, TESTS_FROM, count_of
from helpers.analysis.over_time.authors_in_time import authors_in_time
from helpers.analysis.resampling import MASK_CELLS, TIE, Floats, adjust, mean_interval
from helpers.analysis.topics import TopicModel
from helpers.errors import DatelinesError

UNITS = ("month", "quarter", "year", "decade")

FITTING = 0.8
"""Part of the dated articles that must fall in one period each."""

FEWEST_PERIODS, MOST_PERIODS = 3, 40

MOST_SHUFFLED = 2_000
"""Articles up to which their order is shuffled; of more the normal limit is exact enough."""

COLUMNS = ("topic", "number", "period", "start", "articles", "mean", "low", "high")
TREND_COLUMNS = (
    *("topic", "number", "rho", "p", "p_floor", "p_authors", "authors_floor", "p_adjusted"),
    *("p_periods", "verdict"),
)


@dataclass(frozen=True, eq=False)
class TopicTimes:
    """Topics by period.

    Attributes
    ----------
    table
        One row per topic and period with articles: ``topic``, ``number``, ``period`` (its name),
        ``start`` (its first day), ``articles``, ``mean`` (share of the articles' words, 0 to 1),
        ``low`` and ``high`` (95% t interval over articles; NaN with fewer than five). Empty where
        the dates do not allow it.
    trends
        One row per topic: ``topic``, ``number``, ``rho`` (Spearman's rank correlation of share and
        period, over articles), ``p``, ``p_floor`` (permutation test over articles, and its least
        p), ``p_authors`` and ``authors_floor`` (the same over authors, for their mean ranks; NaN
        unless their articles stand together in time, see `over_time.authors_in_time`),
        ``p_adjusted`` (the larger of these for false discoveries over the topics), ``p_periods``
        (permutation test over whole periods), ``verdict``: ``'robust'`` where ``p_adjusted`` and
        ``p_periods`` are below 0.05, ``'leans'`` where ``p`` is after adjustment and ``p_authors``
        before, else ``'cannot tell'``. Nothing is tested (NaN) unless there are 20 articles in
        either half of the time.
    unit
        ``'month'``, ``'quarter'``, ``'year'``, ``'decade'``, or ``''`` where the table is empty.
    left_out
        Articles that have no part because no period holds all days on which they may have appeared.
    remark
        What is left out and why, or why there is no table; ``''`` if nothing is left out.
    """

    table: pd.DataFrame
    trends: pd.DataFrame
    unit: str
    left_out: int
    remark: str


def topics_over_time(
    model: TopicModel, articles: pd.DataFrame, *, unit: str = "auto"
) -> TopicTimes:
    """Average the shares of topics by period.

    An article counts in a period if its whole range of days, earliest to latest, lies in it. No
    article is put down to a day that is only the likeliest.

    Parameters
    ----------
    model
        Topics of the corpus.
    articles
        Articles of the model, as `tables.distinct` gives them; they need no era.
    unit
        ``'month'``, ``'quarter'``, ``'year'`` or ``'decade'``; by default the finest of these that
        holds at least 80% of the dated articles (those with a first and a last possible day) and
        gives 3 to 40 periods with articles.

    Returns
    -------
    TopicTimes
        Means, trends and what is left out.

    Raises
    ------
    DatelinesError
        If the unit is none of these.

    Notes
    -----
    The article is the unit of ``p``, as everywhere. But stories of one month resemble each other
    where an event made them: if a twentieth of the spread of shares lies between periods, without
    any trend, ``p`` was 0.05 or less in 24% of simulations (8 months of 40 articles). So a trend
    is robust only if the periods, each as a whole, tell it as well: of fewer than five they cannot,
    since the least ``p_periods`` is 2 in 6 of three and 2 in 24 of four.

    Examples
    --------
    >>> import datetime as dt
    >>> from helpers import fit_topics
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> days = [dt.date(1994, month, 3) for month in (1, 2, 3, 3)]
    >>> articles = pd.DataFrame({"article_id": range(4), "earliest": days, "latest": days})
    >>> times = topics_over_time(fit_topics(texts, n_topics=2), articles)
    >>> times.unit, times.table[["period", "articles", "mean"]].values.tolist()[:3]
    ('month', [['1994-01', 1, 1.0], ['1994-02', 1, 1.0], ['1994-03', 2, 0.0]])
    """
    if unit not in (*UNITS, "auto"):
        raise DatelinesError(
            f"topics can be shown by {', '.join(UNITS[:-1])} or {UNITS[-1]}, not by '{unit}'"
        )
    dated = articles["earliest"].notna() & articles["latest"].notna()
    ranges = articles.loc[dated, ["earliest", "latest"]]
    chosen, starts, why = _choose(ranges, unit)
    if not chosen:
        empty = pd.DataFrame(columns=list(COLUMNS)), pd.DataFrame(columns=list(TREND_COLUMNS))
        return TopicTimes(*empty, "", len(articles), why)
    fit = starts.notna()
    shares = model.word_shares.loc[articles.loc[fit[fit].index, "article_id"]].to_numpy()
    left_out = len(articles) - len(shares)
    place, first_days = pd.factorize(starts[fit], sort=True)
    return TopicTimes(
        _means(model, shares, place, list(first_days), chosen),
        _trends(model, shares, place, authors_of(articles.loc[fit[fit].index])),
        chosen,
        left_out,
        _left_out_sentence(left_out, int((~dated).sum()), chosen),
    )


@lru_cache(maxsize=1 << 16)
def period_start(day: dt.date, unit: str) -> dt.date:
    """Give the first day of the period in which a day lies.

    Parameters
    ----------
    day
        Any day.
    unit
        ``'month'``, ``'quarter'``, ``'year'`` or ``'decade'``.

    Returns
    -------
    datetime.date
        Its first day.

    Examples
    --------
    >>> [period_start(dt.date(1987, 5, 6), unit).isoformat() for unit in UNITS]
    ['1987-05-01', '1987-04-01', '1987-01-01', '1980-01-01']
    """
    if unit == "decade":
        return dt.date(max(day.year // 10 * 10, 1), 1, 1)
    months = {"month": 1, "quarter": 3, "year": 12}[unit]
    return dt.date(day.year, (day.month - 1) // months * months + 1, 1)


def period_name(start: dt.date, unit: str) -> str:
    """Name a period.

    Parameters
    ----------
    start
        Its first day.
    unit
        ``'month'``, ``'quarter'``, ``'year'`` or ``'decade'``.

    Returns
    -------
    str
        Names of one unit sort in the order of time.

    Examples
    --------
    >>> [period_name(period_start(dt.date(1987, 5, 6), unit), unit) for unit in UNITS]
    ['1987-05', '1987 Q2', '1987', '1980s']
    """
    match unit:
        case "month":
            return f"{start.year:04}-{start.month:02}"
        case "quarter":
            return f"{start.year:04} Q{(start.month + 2) // 3}"
        case "year":
            return f"{start.year:04}"
    return f"{start.year // 10 * 10:04}s"


def _choose(ranges: pd.DataFrame, unit: str) -> tuple[str, pd.Series, str]:
    """Find the unit, the start of each article's period (None where it fits none), or why not."""
    why = "No article has a first and a last possible day: topics over time need such days."
    asked = unit != "auto"
    least, part = (2, 0.0) if asked else (FEWEST_PERIODS, FITTING)
    for name in (unit,) if asked else UNITS:
        starts = _starts(ranges, name)
        fitting, periods = int(starts.notna().sum()), int(starts.nunique())
        if ranges.empty:
            break
        if fitting < max(part * len(ranges), 1):
            placed = f"Only {fitting:,}" if fitting else "None"
            why = (
                f"{placed} of {count_of(len(ranges), 'article')} with a first and a last possible "
                f"day can be placed in one {name}: the dates are too wide to show topics over time."
            )
        elif periods < least:
            # Longer periods would be fewer still.
            why = (
                f"The articles that can be dated so well fall in {count_of(periods, name)}: topics "
                f"over time need {least} periods."
            )
            break
        elif not asked and periods > MOST_PERIODS:
            why = f"The articles fall in {count_of(periods, name)}: too many to show."
        else:
            return name, starts, ""
    return "", pd.Series(dtype=object), why


def _starts(ranges: pd.DataFrame, unit: str) -> pd.Series:
    starts = [
        first if (first := period_start(a, unit)) == period_start(b, unit) else None
        for a, b in zip(ranges["earliest"], ranges["latest"], strict=True)
    ]
    return pd.Series(starts, index=ranges.index, dtype=object)


def _means(
    model: TopicModel,
    shares: Floats,
    place: NDArray[np.int64],
    starts: list[dt.date],
    unit: str,
) -> pd.DataFrame:
    blocks = []
    for period, start in enumerate(starts):
        own = shares[place == period]
        mean, low, high = mean_interval(own)
        bounded = len(own) >= INTERVALS_FROM
        block = {
            "topic": list(model.labels),
            "number": list(model.numbers),
            "period": period_name(start, unit),
            "start": start,
            "articles": len(own),
            "mean": mean,
            "low": low if bounded else np.nan,
            "high": high if bounded else np.nan,
        }
        blocks.append(pd.DataFrame(block))
    return pd.concat(blocks).sort_index(kind="stable").reset_index(drop=True)[list(COLUMNS)]


def _trends(
    model: TopicModel, shares: Floats, place: NDArray[np.int64], authors: Sequence[str]
) -> pd.DataFrame:
    time, ranks = _ranks(place[:, None])[:, 0], _ranks(shares)
    length = np.sqrt((time**2).sum() * (ranks**2).sum(axis=0))
    rho = np.where(length > 0, time @ ranks / np.where(length > 0, length, 1), np.nan)
    p = by_period = by_author = np.full(len(rho), np.nan)
    tested = _halves(place) >= TESTS_FROM
    together = authors_in_time(time, authors) if tested else None
    if tested:
        p = _trend_p(time, ranks, model.fitted.seed)
        by_period = _mean_p(np.arange(place.max() + 1.0), place, ranks, model.fitted.seed)
    if together is not None:
        size = np.bincount(together.groups)
        means = np.bincount(together.groups, time) / size
        by_author = _mean_p(means, together.groups, ranks, model.fitted.seed)
    adjusted = adjust(np.fmax(p, by_author))
    leans = (adjust(p) < LEVEL) & ~(by_author >= LEVEL)
    return pd.DataFrame(
        {
            "topic": list(model.labels),
            "number": list(model.numbers),
            "rho": rho,
            "p": p,
            "p_floor": 1 / (DRAWS + 1) if tested else np.nan,
            "p_authors": by_author,
            "authors_floor": np.nan if together is None else together.floor,
            "p_adjusted": adjusted,
            "p_periods": by_period,
            "verdict": np.select(
                [
                    (adjusted < LEVEL) & (by_period < LEVEL),
                    leans,
                ],
                ["robust", "leans"],
                "cannot tell",
            ).astype(object),
        }
    )[list(TREND_COLUMNS)]


def _halves(place: NDArray[np.int64]) -> int:
    """Cut time between two periods so that the halves are as even as can be; give the smaller."""
    before = np.cumsum(np.bincount(place))
    return int(np.minimum(before, before[-1] - before).max())


def _trend_p(time: Floats, ranks: Floats, seed: int) -> Floats:
    """Shuffle the articles' times; two-sided p of the rank correlation for each column."""
    size = len(time)
    if size > MOST_SHUFFLED:
        spread = np.sqrt((time**2).sum() * (ranks**2).sum(axis=0) / (size - 1))
        z = np.abs(time @ ranks) / np.where(spread > 0, spread, np.inf)
        return np.asarray(np.maximum(2 * stats.norm.sf(z), 1 / (DRAWS + 1)))
    # Sorted, so that the order in which articles come has no influence on the draws.
    order = np.lexsort(ranks.T)
    hits = _hits(_shuffles(np.sort(time), seed), ranks[order], np.abs(time @ ranks))
    return np.asarray((hits + 1) / (DRAWS + 1))


def _mean_p(times: Floats, groups: NDArray[np.int64], ranks: Floats, seed: int) -> Floats:
    """Shuffle whole periods or authors; two-sided p of their mean ranks' product with time."""
    means = np.zeros((len(times), ranks.shape[1]))
    np.add.at(means, groups, ranks)
    means /= np.bincount(groups)[:, None]
    means -= means.mean(axis=0)
    # Sorted, so that the order in which articles come has no influence on the draws.
    order = np.lexsort([*means.T.round(9), times])
    time, means = (times - times.mean())[order], means[order]
    observed = np.abs(time @ means)
    if math.factorial(len(time)) <= EXACT_LIMIT:
        every = np.array(list(itertools.permutations(time)))
        return np.asarray(_hits([every], means, observed) / len(every))
    return np.asarray((_hits(_shuffles(time, seed), means, observed) + 1) / (DRAWS + 1))


def _hits(orders: Iterable[Floats], ranks: Floats, observed: Floats) -> Floats:
    """Count the orders of time in which each column goes with time as much as observed."""
    hits = np.zeros(ranks.shape[1])
    largest = np.abs(ranks).max(axis=0)
    for times in orders:
        rounding = TIE * times.shape[1] * np.abs(times).max() * largest
        hits += np.count_nonzero(np.abs(times @ ranks) >= observed - rounding, axis=0)
    return hits


def _shuffles(time: Floats, seed: int) -> Iterator[Floats]:
    rng = np.random.default_rng(seed)
    height = max(1, MASK_CELLS // len(time))
    for start in range(0, DRAWS, height):
        # As in `resampling.splits`, the order of uniforms depends on the bit stream alone.
        uniform = rng.random((min(height, DRAWS - start), len(time)))
        yield time[np.argsort(uniform, axis=1)]


def _ranks(table: NDArray[np.generic]) -> Floats:
    """Rank each column, ties alike, and centre the ranks."""
    rounded = np.round(np.asarray(table, dtype=np.float64), 12)
    ranks = np.asarray(stats.rankdata(rounded, axis=0), dtype=np.float64)
    centred: Floats = ranks - ranks.mean(axis=0)
    return centred


def _left_out_sentence(left_out: int, undated: int, unit: str) -> str:
    if not left_out:
        return ""
    wide, sentences = left_out - undated, []
    if wide:
        verb = "is" if wide == 1 else "are"
        sentences.append(
            f"{count_of(wide, 'article')} may belong to more than one {unit} and {verb} left out."
        )
    if undated:
        verb = "has" if undated == 1 else "have"
        sentences.append(
            f"{count_of(undated, 'article')} {verb} no first or no last possible day and "
            f"{'is' if undated == 1 else 'are'} left out."
        )
    return " ".join(sentences)
