"""What rises or falls over time, where there are enough dated articles for trends instead of eras.

The article is the unit, and whole periods are shuffled as well: stories of one month resemble each
other because an event made them, and neighbouring months because events last.
"""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.authors import authors_of
from helpers.analysis.composition import FROM_NAMES
from helpers.analysis.honesty import count_of
from helpers.analysis.key_terms.term_counts import count_terms
from helpers.analysis.over_time.time_units import place_in_time
from helpers.analysis.over_time.trend_lines import Trends, fit_trends, no_trends
from helpers.analysis.over_time.trend_tests import Sums
from helpers.analysis.tables import CorpusTables, distinct
from helpers.analysis.terms import article_terms

MIN_ARTICLES, MIN_PART = 10, 200
"""Articles that must use a term unless it is asked for, and one in how many of all."""

BY_DATE = ("explicit date", "what the file says", "the page around it")
"""Ways to date an article beside which the names in its text make no odds."""


def term_trends(
    corpus: CorpusTables,
    terms: Sequence[str] | None = None,
    articles: pd.DataFrame | None = None,
    *,
    unit: str = "auto",
    min_articles: int | None = None,
    seed: int = 0,
) -> Trends:
    """Find terms that are used more and more, or less and less.

    Parameters
    ----------
    corpus
        A corpus; its terms are read by chunks.
    terms
        Which terms, function words too; by default all content terms that enough articles use.
    articles
        Rows of its articles; by default each distinct one. They need no era.
    unit
        See `time_units.place_in_time`.
    min_articles
        Articles that must use a term where none are named; by default ten, or one in 200 of the
        articles that have a place in time if that is more.
    seed
        Seed of whatever is drawn.

    Returns
    -------
    Trends
        Also where nothing can be said: then with an empty table and `Trends.limits`.

    Raises
    ------
    DatelinesError
        If there is no such unit.

    Notes
    -----
    False alarms at 5% in simulations (terms without a trend, articles of 250 to 750 words,
    gamma-Poisson counts whose article rates vary by their mean; ``p``, and ``p`` and ``p_periods``
    together, which is what a verdict asks for):

    ==================================================  ============  ============
    periods x articles; effects of months                   articles      together
    ==================================================  ============  ============
    5 to 30 x 5 to 20; none                             0.04 to 0.06  0.01 to 0.04
    12 x 20, articles four times as long in the end             0.05          0.02
    5 to 60 x 10; months differ (SD 0.5 of log rate)    0.17 to 0.19  0.02 to 0.04
    the same, neighbouring months alike by 0.4          0.19 to 0.28  0.03 to 0.08
    the same, by 0.7                                    0.16 to 0.46  0.03 to 0.14
    the same, by 0.9: a walk, which is hardly a level   0.10 to 0.60  0.02 to 0.30
    ==================================================  ============  ============

    With one speech a year for sixty years (200 terms, six collections; years differ by 0.3) both
    together alarm in 0.03 of the terms, in 0.05 where years are alike by 0.8, and none is robust.

    A rate that grows 2.7-fold over all the time was found, in tests of single terms, in 11% of 5
    periods of 10 articles, 35% of 8, 48% of 12, 81% of 24 and 99% of 60. With five periods the
    least ``p_periods`` is 1 in 60, which no more than three terms survive: so a trend is claimed
    from eight on.

    In twelve made collections of sixty years with 10 to 50 speeches each, of which 40 of 43 terms
    have no trend, 0.8% of these were called robust where years differ by chance (SD 0.2 of the log
    rate), none where speeches grew four times as long, 1.7% where years resemble the year before
    by 0.5, 11% where by 0.8: no test of sixty years can tell a wave of decades from a trend. A
    rise from 1 to 4 uses in 1,000 words and a fall from 3 to 1 were found in all twelve, also where
    years are alike by 0.5. 1,000 articles x 20,000 terms x 60 years took 6 s on one busy core,
    20,000 articles 34 s.
    """
    articles = distinct(corpus) if articles is None else articles.reset_index(drop=True)
    places = place_in_time(articles, unit)
    missing: list[str] = []
    if not len(places.numbers):
        return no_trends(places)
    kept = articles[places.place >= 0].reset_index(drop=True)
    if terms is None:
        least = max(MIN_ARTICLES, len(kept) // MIN_PART) if min_articles is None else min_articles
        matrix = article_terms(corpus, kept).keeping(rows=least)
        names, counts, words = matrix.terms, matrix.counts, matrix.totals
    else:
        asked = tuple(dict.fromkeys(" ".join(term.lower().split()) for term in terms))
        counts, words = count_terms(corpus, kept, asked)
        used = np.asarray(counts.sum(axis=0)).ravel() > 0
        missing = [term for term, is_used in zip(asked, used, strict=True) if not is_used]
        names, counts = tuple(np.array(asked, dtype=object)[used]), counts[:, used]
    has = words > 0
    # A period all of whose articles are without words has no rate.
    placed = places.place >= 0
    placed[placed] = has
    places, kept = places.keeping(placed), kept[has]
    if not len(kept):
        return no_trends(places)
    found = sparse.csr_matrix(counts)[has]
    place = places.place[placed]
    users = np.bincount(found.indices, minlength=len(names))
    own = Sums.of(found, words[has])
    authors = authors_of(kept)
    trends = fit_trends(names, own, users, place, places, rate=True, authors=authors, seed=seed)
    limits = [*trends.limits, *_wordless(has), *_content_dated(kept)]
    if missing:
        told = ", ".join(missing[:5]) + (" and others" if len(missing) > 5 else "")
        limits.append(f"Not used in these articles: {told}.")
    return replace(trends, limits=tuple(limits))


def value_trends(
    values: pd.DataFrame, articles: pd.DataFrame, *, unit: str = "auto", seed: int = 0
) -> Trends:
    """Find trends in what is measured once per article: tone, quoted share, shares of topics.

    Parameters
    ----------
    values
        Indexed by ``article_id``; a column per measure, NaN where an article has none.
    articles
        Rows of a table of articles. Those without a row of values, or with NaN in it, are left out.
    unit
        See `time_units.place_in_time`.
    seed
        Seed of whatever is drawn.

    Returns
    -------
    Trends
        In the unit of the values.

    Raises
    ------
    DatelinesError
        If there is no such unit.

    Examples
    --------
    >>> import datetime as dt
    >>> days = [dt.date(1960 + i // 5, 5, 1 + i % 5) for i in range(60)]
    >>> articles = pd.DataFrame({"article_id": range(60), "earliest": days, "latest": days})
    >>> values = pd.DataFrame({"tone": [i / 100 + i % 3 / 10 for i in range(60)]})
    >>> trends = value_trends(values, articles)
    >>> trends.places.unit, trends.table[["change", "verdict"]].round(2).values.tolist()
    ('month', [[0.56, 'robust']])
    """
    known = values.dropna()
    articles = articles[articles["article_id"].isin(known.index)].reset_index(drop=True)
    places = place_in_time(articles, unit)
    if not len(places.numbers):
        return no_trends(places)
    kept = articles[places.place >= 0]
    table = known.loc[kept["article_id"]].to_numpy(dtype=np.float64)
    names = tuple(str(name) for name in values.columns)
    users = np.full(len(names), len(kept))
    place = places.place[places.place >= 0]
    own = Sums.of(table, np.ones(len(kept)))
    authors = authors_of(kept)
    return fit_trends(names, own, users, place, places, rate=False, authors=authors, seed=seed)


def _wordless(has: NDArray[np.bool_]) -> list[str]:
    number = int((~has).sum())
    if not number:
        return []
    have = "has no words and is" if number == 1 else "have no words and are"
    return [f"{count_of(number, 'article')} {have} left out."]


def _content_dated(articles: pd.DataFrame) -> list[str]:
    """Warn of words that rise and fall because the articles were dated by them."""
    if "date_basis" not in articles:
        return []
    bases = articles["date_basis"].fillna("").astype(str).to_numpy(dtype=np.str_)
    by_words = np.any([np.char.find(bases, name) >= 0 for name in FROM_NAMES], axis=0)
    by_words &= ~np.any([np.char.find(bases, name) >= 0 for name in BY_DATE], axis=0)
    number = int(by_words.sum())
    if not number:
        return []
    verb = "was" if number == 1 else "were"
    return [
        f"{count_of(number, 'article')} {verb} dated by the people and times that the text names: "
        "such names go with time because the dates were read from them."
    ]
