"""Articles whose days do not settle the era, and what a comparison owes to that.

An article that may have appeared in one era or another, or in an era or between two, has no part in
a comparison. Whether it would change anything is found out by giving it each era that its days
allow.
"""

import datetime as dt
from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from helpers.analysis.over_time.time_units import days_of
from helpers.analysis.resampling import Flags

Spans = Mapping[str, tuple[dt.date, dt.date]]

DAY = np.timedelta64(1, "D")
YEAR = np.timedelta64(365, "D")


def spans_of(articles: pd.DataFrame, eras: Sequence[str]) -> dict[str, tuple[dt.date, dt.date]]:
    """Find out how far eras reach from their articles, where nobody says so.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles.
    eras
        Names of the eras.

    Returns
    -------
    dict
        First and last day of each era that has an article with both ends known. Ranges wider than
        a year and than the median stretch no era, unless it has no other.

    Examples
    --------
    >>> day = dt.date
    >>> table = pd.DataFrame({
    ...     "era": ["then", "then"], "earliest": [day(1994, 1, 1), day(1994, 6, 2)],
    ...     "latest": [day(1994, 2, 1), day(1994, 6, 2)]})
    >>> spans_of(table, ["then"])
    {'then': (datetime.date(1994, 1, 1), datetime.date(1994, 6, 2))}
    """
    first, last = days_of(articles["earliest"]), days_of(articles["latest"])
    width = last - first
    closed = ~np.isnat(width)
    usual = np.median(width[closed].astype(np.int64)) if closed.any() else 0
    narrow = closed & ((width <= YEAR) | (width.astype(np.int64) <= usual))
    found = {}
    for era in eras:
        own = (articles["era"] == era).to_numpy() & closed
        own = own & narrow if (own & narrow).any() else own
        if own.any():
            found[era] = (first[own].min().item(), last[own].max().item())
    return found


def possible_eras(articles: pd.DataFrame, eras: Sequence[str], spans: Spans) -> Flags:
    """Tell in which eras each article may have appeared, going by its range of days.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles; an open end of a range may lie anywhere.
    eras
        Names of the eras in the order of time.
    spans
        First and last day of each.

    Returns
    -------
    numpy.ndarray
        Articles x (eras and one more column: whether it may have appeared in none of them).

    Examples
    --------
    >>> day = dt.date
    >>> table = pd.DataFrame({"earliest": [day(1994, 1, 1)], "latest": [day(2001, 1, 1)]})
    >>> spans = {"then": (day(1990, 1, 1), day(1995, 1, 1)), "now": (day(2000, 1, 1), day.max)}
    >>> possible_eras(table, ["then", "now"], spans).tolist()
    [[True, True, True]]
    """
    first, last = days_of(articles["earliest"]), days_of(articles["latest"])
    may = np.zeros((len(articles), len(eras) + 1), dtype=bool)
    covered = np.zeros(len(articles), dtype=np.int64)
    for number, era in enumerate(eras):
        if era not in spans:
            may[:, number] = np.isnat(first) & np.isnat(last)
            continue
        start, end = (np.datetime64(day, "D") for day in spans[era])
        may[:, number] = (np.isnat(last) | (last >= start)) & (np.isnat(first) | (first <= end))
        common = np.minimum(last, end) - np.maximum(first, start) + DAY
        covered += np.where(np.isnat(common), 0, np.maximum(common.astype(np.int64), 0))
    open_ended = np.isnat(first) | np.isnat(last)
    width = np.where(open_ended, 0, (last - first + DAY).astype(np.int64))
    may[:, -1] = open_ended | (covered < width)
    return may


def undecided_articles(
    articles: pd.DataFrame, eras: Sequence[str], spans: Spans | None = None
) -> pd.DataFrame:
    """List the articles that have no era, but might have one.

    Parameters
    ----------
    articles
        Articles of a corpus, each once (`tables.distinct`).
    eras
        Names of the eras in the order of time.
    spans
        First and last day of each; by default as `spans_of` finds them.

    Returns
    -------
    pandas.DataFrame
        One row per article: ``article_id``, ``label``, ``earliest``, ``latest``, ``may_be`` (names
        of the eras that its days allow, joined by ``' or '``), ``or_none`` (whether they allow a
        day outside all eras, too), ``dated`` (whether either end of its range is known).

    Examples
    --------
    >>> day = dt.date
    >>> table = pd.DataFrame({
    ...     "article_id": ["a1", "a2"], "label": ["Quotas", "Yen"], "era": ["then", "undated"],
    ...     "earliest": [day(1994, 1, 1), day(1993, 1, 1)],
    ...     "latest": [day(1994, 2, 1), day(2003, 1, 1)]})
    >>> undecided_articles(table, ["then"])[["label", "may_be", "or_none"]].values.tolist()
    [['Yen', 'then', True]]
    """
    out = articles[~articles["era"].isin(list(eras))]
    may = possible_eras(out, eras, spans_of(articles, eras) if spans is None else spans)
    some = np.flatnonzero(may[:, :-1].any(axis=1))
    out, may = out.iloc[some], may[some]
    table = out[["article_id", "label", "earliest", "latest"]].reset_index(drop=True)
    names = np.asarray(eras, dtype=object)
    table["may_be"] = [" or ".join(names[row]) for row in may[:, :-1]]
    table["or_none"] = may[:, -1]
    known = out[["earliest", "latest"]].notna().any(axis=1)
    return table.assign(dated=known.to_numpy(dtype=bool))
