"""How the words inside a topic change between eras."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.authors import authors_of
from helpers.analysis.honesty import LEVEL, Rung, rung, smallest_p, verdict
from helpers.analysis.keyness import log_ratio, weighted_log_odds
from helpers.analysis.resampling import Flags, Floats, adjust
from helpers.analysis.statistics.ratios import (
    ABSENT,
    CountMatrix,
    log_ratio_interval,
    permutation_p_log_ratio,
)
from helpers.analysis.statistics.whole_authors import author_p_log_ratio, larger_p
from helpers.analysis.topic_models.factors import as_shares
from helpers.analysis.topics import ONE_ARTICLE, TopicModel

MIN_ARTICLES = 3
STRONGEST = 100
MIN_USES = 10
"""A term is looked at if it is among the topic's strongest or falls to the topic so often."""

MAINLY = 1 / 3
"""Share of a topic in a passage from which the passage's words count. Those of passages that touch
a topic in passing tell what else their articles are about."""

OWN_PART = 0.2
"""Part of a term's uses that must fall to the topic; a term with less belongs to other topics."""

PER_THOUSAND = 1_000

COLUMNS = (
    *("topic", "number", "era", "term", "uses", "rest_uses", "rate", "rest_rate"),
    *("log_ratio", "low", "high", "p", "p_floor", "p_adjusted", "p_authors"),
    *("articles_target", "articles_reference", "one_article", "z", "verdict"),
)
"""Columns of the table that `words_within` gives."""


def words_within(
    model: TopicModel, articles: pd.DataFrame, eras: Sequence[str], *, seed: int = 0
) -> pd.DataFrame:
    """Compare the words that eras use within each topic.

    A passage may be about several topics; each use of a term is shared out to them by how much of
    it the model puts down to each (`shared_out`). Then the terms of a topic are compared as key
    terms are, article by article, in the passages that are about the topic for a third or more. So
    it does not matter how many articles of an era are about the topic, and little what else they
    are about.

    Parameters
    ----------
    model
        Topics of the corpus. Of more than 20,000 passages those count that it was fitted to.
    articles
        The articles to compare, as `tables.compared` gives them.
    eras
        Eras in the order of time; of more than two each is compared with the rest.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per topic, era and term, the words that set the era off first (by ``z``). Terms are
        the topic's 100 strongest and those that fall to it ten times or more, if a fifth of their
        uses or more fall to it and three articles use them; an article uses a term in a topic if
        at least half a use falls to it.

        - ``topic``, ``number``, ``era``, ``term``
        - ``uses``, ``rest_uses``: in the era and in the rest, fractions of uses included
        - ``rate``, ``rest_rate``: of 1,000 words of the topic (its share of the content words)
        - ``log_ratio``: base 2, less than half a use standing as 0.5; ``low``, ``high``: 95%
          interval over articles, NaN where one side has no more than half a use
        - ``p``, ``p_floor``: permutation of the articles with such passages, and the least p
          that it can give; ``p_adjusted``: for false discoveries over the whole table, NaN unless
          the honesty ladder allows tests for the topic
        - ``p_authors``: the same where the articles of an author are kept together, NaN where there
          is no such test or the ladder allows none; a word is robust only if the larger of both p,
          adjusted, allows it
        - ``articles_target``, ``articles_reference``: articles of the era and the rest that use it
        - ``one_article``: whether one article has more than 0.8 of the uses of the side that uses
          it more
        - ``z``: weighted log-odds ratio with an informative prior, in standard errors; it ranks
          and tests nothing
        - ``verdict``: see `honesty.verdict`, by the number of articles with such passages in each
          era; a term absent on one side has no interval and leans where p is below 0.05, and one
          that rests on one article never does

        Topics that fewer than two eras have such passages of have no rows.

    Notes
    -----
    False alarms (p of 0.05 or less where the words do not differ), by simulation:

    =============================================== ====== ====================
    stories                                         alarms robust, of all terms
    =============================================== ====== ====================
    made up, 40 and 40, three or five topics        0.05   none
    the same, eras about quite different topics     0.06   none
    wire news of 1987, six subjects, split evenly   0.06   none
    the same, subjects split 15 to 85 or 85 to 15   0.07   1 in 360
    =============================================== ====== ====================

    Without the rules on passages and on a term's part in the topic the last row had three times as
    many: words of an era's other topics leak in. Some of them are no false alarms but differences
    of topics that hold two subjects.

    This asks what the content covariate of the structural topic model asks (Roberts et al. 2016,
    Journal of the American Statistical Association 111, 988-1003), without making the topics depend
    on the eras.

    References
    ----------
    Monroe, Colaresi and Quinn 2008, Political Analysis 16, 372-403 (z); Hardie 2014 (log_ratio).

    Examples
    --------
    >>> from helpers import fit_topics
    >>> texts = ["The quotas on beef anger ranchers.", "Ranchers fear the beef quotas.",
    ...          "The beef quotas stay, ranchers say.", "Tariffs on beef anger the ranchers.",
    ...          "The ranchers fear beef tariffs.", "Tariffs on beef stay; ranchers rage.",
    ...          "The yen climbed past the dollar.", "Traders sold the yen."]
    >>> articles = pd.DataFrame({"article_id": range(8), "era": ["then"] * 3 + ["now"] * 5})
    >>> table = words_within(fit_topics(texts, n_topics=2), articles, ["then", "now"])
    >>> table.groupby("era", sort=False).head(1)[["era", "term", "uses", "p"]].values.tolist()
    [['then', 'quotas', 3.0, 0.1], ['now', 'tariffs', 3.0, 0.1]]
    """
    own = articles[articles["era"].isin(list(eras))]
    era, authors = own["era"].to_numpy(), np.array(authors_of(own), dtype=object)
    mainly = as_shares(model.weights[model.fitted.rows]) >= MAINLY
    place = {article: row for row, article in enumerate(own["article_id"])}
    owners = model.passages["article_id"].iloc[model.fitted.rows].map(place)
    known = np.flatnonzero(owners.notna())
    joined = sparse.csr_matrix(
        (np.ones(len(known)), (owners.iloc[known].astype(np.int64), known)),
        shape=(len(own), len(owners)),
    )
    single = np.array([" " not in term for term in model.terms])
    strength = model.factors.ranking()
    used = np.maximum(_sums(model.fitted.matrix.counts), 1)
    tables = [pd.DataFrame(columns=list(COLUMNS))]
    if len(set(era)) < 2:
        return tables[0]
    rungs: list[Rung] = []
    for topic, uses in enumerate(shared_out(model)):
        by_article = sparse.csr_matrix(joined @ sparse.diags(mainly[:, topic] * 1.0) @ uses)
        totals = _sums(by_article[:, single], axis=1)
        carry = np.flatnonzero(totals > 0)
        counts = {name: int((era[carry] == name).sum()) for name in eras}
        at, counted = rung(counts), by_article[carry]
        terms = _worth_comparing(counted, strength[topic], _sums(uses) / used)
        if at is Rung.NOTHING or not len(terms):
            continue
        present = [name for name in eras if counts[name]]
        by = authors[carry].tolist() if at.intervals else None
        for table in _by_era(
            counted[:, terms], totals[carry], era[carry], present, authors=by, seed=seed
        ):
            named = table.assign(
                topic=model.labels[topic],
                number=model.numbers[topic],
                term=[model.terms[column] for column in terms],
            )
            tables.append(named.iloc[np.lexsort((named["term"], -named["z"].round(9)))])
            rungs += [at] * len(named)
    return _judged(tables, rungs)


def shared_out(model: TopicModel) -> Iterator[CountMatrix]:
    """Share out the uses of each term in each passage to the topics.

    Of a passage with weights w and topics with terms h, topic k gets the part
    w_k * h_k / (w_1 * h_1 + w_2 * h_2 + ...): its part of what the model expects of the term there.

    Parameters
    ----------
    model
        Topics.

    Yields
    ------
    scipy.sparse.csr_matrix
        For each topic the uses in the passages that the model was fitted to (``model.fitted``),
        passages x terms. Together they are the counts, but for terms that no topic of the passage
        has.

    Examples
    --------
    >>> from helpers import fit_topics
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> model = fit_topics(texts, n_topics=2)
    >>> [uses.sum(axis=0).round(1).tolist() for uses in shared_out(model)]
    [[[2.0, 2.0, 0.0, 0.0]], [[0.0, 0.0, 2.0, 3.0]]]
    """
    counts = sparse.csr_matrix(model.fitted.matrix.counts)
    rows = np.repeat(np.arange(counts.shape[0]), np.diff(counts.indptr))
    weights, topics = model.weights[model.fitted.rows], model.factors.topics

    def expected(topic: int) -> Floats:
        return np.asarray(weights[rows, topic] * topics[topic, counts.indices])

    whole = np.zeros(counts.nnz)
    for topic in range(model.n_topics):
        whole += expected(topic)
    scale = counts.data / np.where(whole > 0, whole, 1)
    for topic in range(model.n_topics):
        uses = sparse.csr_matrix(
            (expected(topic) * scale, counts.indices, counts.indptr), shape=counts.shape, copy=True
        )
        uses.eliminate_zeros()
        yield uses


def _worth_comparing(counts: CountMatrix, strength: Floats, part: Floats) -> NDArray[np.int64]:
    """Choose the terms of a topic without a look at the eras."""
    strongest = np.zeros(len(strength), dtype=bool)
    strongest[np.argsort(-strength.round(12), kind="stable")[:STRONGEST]] = True
    enough = (strongest & (strength > 0)) | (_sums(counts) >= MIN_USES)
    enough &= part >= OWN_PART
    return np.flatnonzero(enough & (_sums(counts >= ABSENT) >= MIN_ARTICLES))


def _by_era(
    counts: CountMatrix,
    totals: Floats,
    eras: NDArray[np.object_],
    present: Sequence[str],
    *,
    authors: Sequence[str] | None,
    seed: int,
) -> Iterator[pd.DataFrame]:
    p = p_authors = np.empty(0)
    for era in present:
        is_era = eras == era
        if len(present) > 2 or not len(p):
            p = permutation_p_log_ratio(counts, totals, is_era, seed=seed)
            p_authors = np.full(len(p), np.nan)
            if authors is not None:
                p_authors = author_p_log_ratio(counts, totals, is_era, authors, seed=seed)
        floor = smallest_p(int(is_era.sum()), int((~is_era).sum()))
        yield _compared(counts, totals, is_era).assign(
            era=era, p=p, p_floor=floor, p_authors=p_authors
        )


def _compared(counts: CountMatrix, totals: Floats, is_era: Flags) -> pd.DataFrame:
    sides = _sums(counts[is_era]), _sums(counts[~is_era])
    words = float(totals[is_era].sum()), float(totals[~is_era].sum())
    rates = sides[0] / words[0], sides[1] / words[1]
    low, high = log_ratio_interval(counts, totals, is_era)
    used = counts >= ABSENT
    one, other = (counts[side].max(axis=0).toarray().ravel() for side in (is_era, ~is_era))
    more = rates[0] >= rates[1]
    ratio = log_ratio(np.maximum(sides[0], ABSENT), np.maximum(sides[1], ABSENT), words)
    # What stands for no use at all must not make a word one of the side that never uses it.
    ratio = np.where(sides[0] < ABSENT, np.minimum(ratio, 0), ratio)
    ratio = np.where(sides[1] < ABSENT, np.maximum(ratio, 0), ratio)
    largest = np.where(more, one, other) / np.where(more, *sides)
    return pd.DataFrame(
        {
            "uses": sides[0],
            "rest_uses": sides[1],
            "rate": PER_THOUSAND * rates[0],
            "rest_rate": PER_THOUSAND * rates[1],
            "log_ratio": ratio,
            "low": low,
            "high": high,
            "articles_target": _sums(used[is_era]).astype(np.int64),
            "articles_reference": _sums(used[~is_era]).astype(np.int64),
            "one_article": largest > ONE_ARTICLE,
            "z": weighted_log_odds(*sides, words)[1],
        }
    )


def _judged(tables: list[pd.DataFrame], rungs: list[Rung]) -> pd.DataFrame:
    if not rungs:
        return tables[0]
    table = pd.concat(tables[1:], ignore_index=True)
    tested = np.array([at.tests for at in rungs])
    adjusted = adjust(np.where(tested, table["p"], np.nan))
    larger = adjust(np.where(tested, larger_p(table), np.nan))
    # A term without an interval is absent on one side: its p speaks for it.
    by_p = (table["low"].isna() & (table["p"] < LEVEL)).to_numpy()
    low = np.where(by_p, table["log_ratio"], table["low"])
    high = np.where(by_p, table["log_ratio"], table["high"])
    verdicts = [
        "cannot tell" if single else verdict(at, *bounds, p_adjusted=p, p_authors=own)
        for at, *bounds, p, own, single in zip(
            rungs, low, high, larger, table["p_authors"], table["one_article"], strict=True
        )
    ]
    return table.assign(p_adjusted=adjusted, verdict=verdicts)[list(COLUMNS)]


def _sums(matrix: CountMatrix, axis: int = 0) -> Floats:
    return np.asarray(matrix.sum(axis=axis), dtype=np.float64).ravel()
