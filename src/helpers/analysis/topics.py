"""What a collection is about: terms that occur together, and their share of each article."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import pandas as pd
from scipy import sparse

from helpers.analysis.honesty import count_of
from helpers.analysis.resampling import Floats
from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import TermMatrix
from helpers.analysis.topic_models.factors import BLOCK_ROWS, Factors, as_shares
from helpers.analysis.topic_models.news_topics import NewsTopics
from helpers.analysis.topic_models.reliability import refit_overlaps
from helpers.analysis.topic_models.units import Units, corpus_units, text_units

CARRIES = 0.1
ONE_ARTICLE = 0.8
COMPARED_TERMS = 10


@dataclass(frozen=True, eq=False)
class Fitted:
    """What a model was fitted to, for what is computed of it later.

    Attributes
    ----------
    matrix
        Counts of the pieces that topics were fitted to (of more than 20,000 a sample).
    rows
        Their numbers in `TopicModel.passages`.
    importance
        How much each counted in the fit.
    seed
        Seed of what is drawn.
    """

    matrix: TermMatrix
    rows: np.ndarray
    importance: Floats
    seed: int


@dataclass(frozen=True, eq=False, repr=False)
class TopicModel:
    """Topics of a collection and where they are.

    Attributes
    ----------
    labels
        A short name for each topic, of its top terms; in a first run the topic with the largest
        share comes first, later ones keep the order of the first.
    numbers
        The number by which each topic goes, from 1; it keeps its number, and with it its colour,
        when an earlier run is continued (`continuity.continue_topics`).
    shares
        Articles (or texts) x topics; rows sum to 1. Indexed by ``article_id`` in the order of the
        corpus, duplicates left out (or by the number of the text from 0), columns as ``labels``.
        From 200 pieces on with the help of similar pieces, which is what best tells what an
        article is about.
    word_shares
        The same by the words of each article alone, which is what eras are compared by: what
        similar articles lend would blur the eras.
    passages
        What the topics were fitted to, one row per piece of about 100 to 150 words: ``article_id``,
        ``passage`` and ``last_passage`` (its first and last paragraph), ``n_words``, ``topic`` (the
        strongest by its own words; ``''`` if there is none) and its ``share``.
    weights
        Pieces x topics, 0 and up, by their own words; rows as in ``passages``.
    terms
        All terms of the model, sorted.
    factors
        The factorisation, topics in the order of ``labels``.
    """

    labels: tuple[str, ...]
    numbers: tuple[int, ...]
    shares: pd.DataFrame
    word_shares: pd.DataFrame
    passages: pd.DataFrame
    weights: Floats
    terms: tuple[str, ...]
    factors: Factors
    fitted: Fitted = field(repr=False)

    @property
    def n_topics(self) -> int:
        """Number of topics."""
        return len(self.labels)

    def top_terms(self, n: int = 10) -> list[list[str]]:
        """Give the terms that mark each topic.

        Parameters
        ----------
        n
            How many.

        Returns
        -------
        list of list of str
            Per topic, the most telling first: those with a large weight in the topic of which the
            topic also has a large part.
        """
        return self.factors.top_terms(self.terms, n)

    def term_table(self, n: int = 10) -> pd.DataFrame:
        """Give the top terms as a table.

        Parameters
        ----------
        n
            How many per topic.

        Returns
        -------
        pandas.DataFrame
            ``topic`` (label), ``rank`` (from 1), ``term``, ``weight`` (1 for the first of each).
        """
        place = {term: column for column, term in enumerate(self.terms)}
        ranking = self.factors.ranking()
        return pd.DataFrame(
            [
                (label, rank, term, row[place[term]])
                for label, row, terms in zip(self.labels, ranking, self.top_terms(n), strict=True)
                for rank, term in enumerate(terms, start=1)
            ],
            columns=["topic", "rank", "term", "weight"],
        )

    @cached_property
    def carriers(self) -> pd.DataFrame:
        """In how many articles each topic is, and whether one has nearly all of it.

        Returns
        -------
        pandas.DataFrame
            Indexed by ``topic``: ``articles`` (with a share of the topic of 0.1 or more),
            ``largest_share`` (of the topic's words in one article, 0 to 1), ``largest_article``,
            ``one_article`` (whether that is more than 0.8).
        """
        words = self.passages.groupby("article_id")["n_words"].sum().reindex(self.word_shares.index)
        mass = self.word_shares.mul(words.fillna(0), axis=0)
        part = mass / mass.sum()
        return pd.DataFrame(
            {
                "articles": (self.word_shares >= CARRIES).sum().to_numpy(),
                "largest_share": part.max().to_numpy(),
                "largest_article": part.idxmax().to_numpy(),
                "one_article": (part.max() > ONE_ARTICLE).to_numpy(),
            },
            index=pd.Index(self.labels, name="topic", dtype=object),
        )

    @cached_property
    def reliability(self) -> pd.DataFrame:
        """How well each topic is found again when the folder is a little smaller.

        Computed when first asked for: the topics are fitted again with each article left out (up
        to 50 articles) or on 20 draws of 80% of the articles (of fewer, where these have more
        than 5,000 passages).

        Returns
        -------
        pandas.DataFrame
            Indexed by ``topic``: ``reliability`` (mean overlap of the top ten terms with those of
            the matched topic, Jaccard, 0 to 1), ``lowest`` (in the worst refit), ``refits`` (how
            many), and the columns of `carriers`.
        """
        fitted = self.fitted
        owners = pd.factorize(self.passages["article_id"].iloc[fitted.rows])[0]
        found = self.top_terms(COMPARED_TERMS)
        overlaps = refit_overlaps(
            fitted.matrix, owners, found, importance=fitted.importance, seed=fitted.seed
        )
        columns = {
            "reliability": overlaps.mean(axis=0),
            "lowest": overlaps.min(axis=0),
            "refits": len(overlaps),
        }
        return pd.DataFrame(columns, index=self.carriers.index).join(self.carriers)

    def arranged(
        self, order: Sequence[int], numbers: Sequence[int], labels: Sequence[str]
    ) -> "TopicModel":
        """Put the topics in another order, under other numbers and names.

        Parameters
        ----------
        order
            Places of the topics as they are now, in the order wanted.
        numbers, labels
            Number and name of each, in the order wanted; names differ.

        Returns
        -------
        TopicModel
            The same topics.
        """
        places = list(order)
        names = dict(zip([self.labels[place] for place in places], labels, strict=True))
        columns = [self.labels[place] for place in places]
        return replace(
            self,
            labels=tuple(labels),
            numbers=tuple(numbers),
            shares=self.shares[columns].rename(columns=names),
            word_shares=self.word_shares[columns].rename(columns=names),
            passages=self.passages.assign(topic=self.passages["topic"].replace(names)),
            weights=self.weights[:, places],
            factors=self.factors.arranged(places),
        )

    def __repr__(self) -> str:
        return (
            f"TopicModel({count_of(self.n_topics, 'topic')}, "
            f"{count_of(len(self.shares), 'document')}, {count_of(len(self.passages), 'passage')}, "
            f"{count_of(len(self.terms), 'term')})"
        )


def fit_topics(
    texts_or_corpus: Sequence[str] | CorpusTables,
    n_topics: int | None = None,
    random_state: int = 0,
    start: Sequence[Mapping[str, float]] = (),
) -> TopicModel:
    """Find the topics of a collection by non-negative matrix factorisation.

    Paragraphs of an article are merged to passages of about 100 to 150 words; these are weighted
    by sublinear tf-idf and factorised; eras of five articles or more have the same say (up to four
    times that of their number). An article's share of a topic is the mean of its passages' shares,
    weighted by their words.

    Parameters
    ----------
    texts_or_corpus
        A corpus, whose duplicates are left out, or a list of texts, which are taken whole.
    n_topics
        How many; a collection that repeats itself may have fewer. By default one for every two
        articles, from 2 to 5, below 50 articles; else the square root of half the articles, 20 at
        the most (5: 3, 50: 5, 250: 11). No measure of stability can choose the number for fewer
        than some 300 articles, so this is a convention; with more topics than half the articles
        most rest on one article.
    random_state
        Seed of what is drawn: the sample of passages that more than 20,000 are fitted to, and the
        articles of the refits for `TopicModel.reliability`. Topics of fewer passages do not depend
        on it, nor on the order of the articles.
    start
        Terms and weights of the topics of an earlier run (`KnownTopic.weights` of those that are
        not gone), which are then found again where the articles still bear them; their number is
        then the usual one. They are left aside where another number of topics is asked for.

    Returns
    -------
    TopicModel
        The topics.

    Raises
    ------
    TooSmallError
        If there are fewer than two articles, or too few terms occur in two passages.
    DatelinesError
        If more topics are asked for than the passages or terms allow.

    See Also
    --------
    news_topics.NewsTopics : the same as an estimator, with the method's sources.

    Examples
    --------
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> model = fit_topics(texts, n_topics=2)
    >>> sorted(sorted(terms) for terms in model.top_terms(2))
    [['beef', 'ranchers'], ['traders', 'yen']]
    """
    if isinstance(texts_or_corpus, CorpusTables):
        units = corpus_units(texts_or_corpus, random_state)
    else:
        units = text_units(texts_or_corpus, random_state)
    articles = units.table["article_id"][units.fitted].nunique()
    estimator = NewsTopics(n_topics)
    estimator.fit_counts(units.matrix, articles=articles, importance=units.importance, start=start)
    matrix = units.matrix.only(estimator.terms_)
    place = units.documents.get_indexer(pd.Index(units.table["article_id"]))
    order = np.lexsort((units.table["passage"], place))
    rank = np.empty(len(order), dtype=np.int64)
    rank[order] = np.arange(len(order))
    weighed = _weigh(units, estimator, matrix, rank, place)
    labels = estimator.labels_
    passages = units.table.assign(n_words=weighed.words).iloc[order].reset_index(drop=True)

    def by_document(shares: Floats) -> pd.DataFrame:
        return pd.DataFrame(shares, index=units.documents, columns=list(labels), copy=False)

    return TopicModel(
        labels=labels,
        numbers=tuple(range(1, len(labels) + 1)),
        shares=by_document(weighed.shares),
        word_shares=by_document(weighed.word_shares),
        passages=_with_strongest(passages, weighed.own, labels),
        weights=weighed.own,
        terms=estimator.terms_,
        factors=estimator.factors_,
        fitted=Fitted(matrix, rank[np.flatnonzero(units.fitted)], units.importance, random_state),
    )


@dataclass(frozen=True, eq=False)
class _Weighed:
    """Pieces x topics at their rank; documents x topics with and without neighbours; words."""

    own: Floats
    shares: Floats
    word_shares: Floats
    words: np.ndarray


def _weigh(
    units: Units, estimator: NewsTopics, matrix: TermMatrix, rank: np.ndarray, place: np.ndarray
) -> _Weighed:
    """Weigh all pieces a block at a time, and add them up to documents by their words."""
    topics = len(estimator.labels_)
    own = np.zeros((len(units.table), topics))
    sums = np.zeros((len(units.documents), topics)), np.zeros((len(units.documents), topics))
    words = units.table["n_words"].to_numpy(copy=True)
    every = [(np.arange(len(rank)), matrix.counts, None)]
    for rows, counts, totals in every if units.fitted.all() else units.read(estimator.terms_):
        words[rows] = words[rows] if totals is None else totals
        by_words, carried = estimator.factors_.weights(counts)
        own[rank[rows]] = by_words
        documents, numbers = np.unique(place[rows], return_inverse=True)
        size = np.maximum(words[rows], 1.0)
        joined = sparse.csr_matrix((size, (numbers, np.arange(len(rows)))))
        for summed, weights in zip(sums, (carried, by_words), strict=True):
            # A passage without any topic adds nothing, where an even split would blur the article.
            total = weights.sum(axis=1, keepdims=True)
            summed[documents] += joined @ (weights / np.where(total > 0, total, 1))
    for summed in sums:
        for start in range(0, len(summed), BLOCK_ROWS):
            summed[start : start + BLOCK_ROWS] = as_shares(summed[start : start + BLOCK_ROWS])
    return _Weighed(own, *sums, words)


def _with_strongest(
    passages: pd.DataFrame, weights: Floats, labels: tuple[str, ...]
) -> pd.DataFrame:
    first, most, total = weights.argmax(axis=1), weights.max(axis=1), weights.sum(axis=1)
    topic = np.where(most > 0, np.array(labels, dtype=object)[first], "")
    share = most / np.where(total > 0, total, 1)
    return passages.assign(topic=topic, share=share)
