"""What a collection is about: terms that occur together, and their share of each article."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.analysis.factors import as_shares, factorise, top_columns
from helpers.analysis.honesty import count_of
from helpers.analysis.reliability import COMPARED_TERMS, refit_overlaps
from helpers.analysis.resampling import Floats
from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import TermMatrix
from helpers.analysis.units import Units, corpus_units, text_units
from helpers.errors import DatelinesError, TooSmallError

TINY = 50
FEW_TOPICS, MOST_TOPICS = 5, 20
MIN_ROWS = 2
CARRIES = 0.1
ONE_ARTICLE = 0.8
LABEL_TERMS = 3


@dataclass(frozen=True, eq=False, repr=False)
class TopicModel:
    """Topics of a collection and where they are.

    Attributes
    ----------
    labels
        A short name for each topic, of its top terms; the topic with the largest share first.
    shares
        Articles (or texts) x topics; rows sum to 1. Indexed by ``article_id`` in the order of the
        corpus, duplicates left out (or by the number of the text from 0), columns as ``labels``.
    passages
        What the topics were fitted to, one row per piece of about 100 to 150 words: ``article_id``,
        ``passage`` and ``last_passage`` (its first and last paragraph), ``n_words``, ``topic`` (the
        strongest; ``''`` if there is none) and its ``share``.
    weights
        Pieces x topics, 0 and up, rows as in ``passages``.
    """

    labels: tuple[str, ...]
    shares: pd.DataFrame
    passages: pd.DataFrame
    weights: Floats
    _terms: tuple[str, ...]
    _ranking: Floats
    _fitted: TermMatrix = field(repr=False)
    _owners: np.ndarray
    _seed: int

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
        return top_columns(self._ranking, self._terms, n)

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
        place = {term: column for column, term in enumerate(self._terms)}
        return pd.DataFrame(
            [
                (label, rank, term, row[place[term]])
                for label, row, terms in zip(
                    self.labels, self._ranking, self.top_terms(n), strict=True
                )
                for rank, term in enumerate(terms, start=1)
            ],
            columns=["topic", "rank", "term", "weight"],
        )

    def strongest(self, n: int = 3) -> pd.DataFrame:
        """Find the passages that show each topic best, each of another article.

        Parameters
        ----------
        n
            How many per topic.

        Returns
        -------
        pandas.DataFrame
            ``topic``, ``article_id``, ``passage``, ``last_passage``, ``n_words`` and ``share`` (of
            the topic in the passage), by topic and the strongest first.
        """
        shares = as_shares(self.weights)
        tables = []
        for topic, label in enumerate(self.labels):
            weight = self.weights[:, topic].round(9)
            order = np.argsort(-weight, kind="stable")
            rows = self.passages.iloc[order[weight[order] > 0]].drop_duplicates("article_id")[:n]
            rows = rows[["article_id", "passage", "last_passage", "n_words"]]
            tables.append(rows.assign(topic=label, share=shares[rows.index, topic]))
        table = pd.concat(tables, ignore_index=True)
        return table[["topic", *table.columns.drop(["topic"])]]

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
        words = self.passages.groupby("article_id")["n_words"].sum().reindex(self.shares.index)
        mass = self.shares.mul(words.fillna(0), axis=0)
        part = mass / mass.sum()
        return pd.DataFrame(
            {
                "articles": (self.shares >= CARRIES).sum().to_numpy(),
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
        to 50 articles) or on 20 draws of 80 % of the articles.

        Returns
        -------
        pandas.DataFrame
            Indexed by ``topic``: ``reliability`` (mean overlap of the top ten terms with those of
            the matched topic, Jaccard, 0 to 1), ``lowest`` (in the worst refit), ``refits`` (how
            many), and the columns of `carriers`.
        """
        overlaps = refit_overlaps(
            self._fitted,
            self._owners,
            self.top_terms(COMPARED_TERMS),
            min_rows=MIN_ROWS,
            seed=self._seed,
        )
        columns = {
            "reliability": overlaps.mean(axis=0),
            "lowest": overlaps.min(axis=0),
            "refits": len(overlaps),
        }
        return pd.DataFrame(columns, index=self.carriers.index).join(self.carriers)

    def __repr__(self) -> str:
        return (
            f"TopicModel({count_of(self.n_topics, 'topic')}, "
            f"{count_of(len(self.shares), 'document')}, {count_of(len(self.passages), 'passage')}, "
            f"{count_of(len(self._terms), 'term')})"
        )


def fit_topics(
    texts_or_corpus: Sequence[str] | CorpusTables,
    n_topics: int | None = None,
    random_state: int = 0,
) -> TopicModel:
    """Find the topics of a collection by non-negative matrix factorisation.

    Paragraphs of an article are merged to passages of about 100 to 150 words; these are weighted
    by sublinear tf-idf and factorised. An article's share of a topic is the mean of its passages'
    shares, weighted by their words.

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

    References
    ----------
    Lee and Seung 1999, Nature 401 (NMF); Boutsidis and Gallopoulos 2008, Pattern Recognition
    41(4) (its start). Terms are ranked by their weight times the square root of the topic's part
    of the term, close in spirit to FREX (Bischof and Airoldi 2012).

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
        units = text_units(texts_or_corpus)
    fitted = TermMatrix(
        units.matrix.counts[units.fitted], units.matrix.terms, units.matrix.totals[units.fitted]
    ).keeping(rows=MIN_ROWS)
    owners = pd.factorize(units.table["article_id"][units.fitted])[0]
    number = _number_of_topics(n_topics, len(np.unique(owners)), fitted)
    factors, weights = factorise(fitted.counts, number)
    if not units.fitted.all():
        place = np.searchsorted(np.array(units.matrix.terms, dtype=object), fitted.terms)
        weights = factors.weights(units.matrix.counts[:, place])
    ranking = factors.ranking()
    labels = _labels(top_columns(ranking, fitted.terms, COMPARED_TERMS))
    passages, weights = _in_document_order(units, weights)
    return TopicModel(
        labels=labels,
        shares=_document_shares(units.documents, passages, weights, labels),
        passages=_with_strongest(passages, weights, labels),
        weights=weights,
        _terms=fitted.terms,
        _ranking=ranking,
        _fitted=fitted,
        _owners=owners,
        _seed=random_state,
    )


def read_passages(strongest: pd.DataFrame, passages: pd.DataFrame) -> pd.DataFrame:
    """Put words to passages: the text where it is at hand, else the gist.

    Parameters
    ----------
    strongest
        ``article_id``, ``passage``, ``last_passage`` and other columns, as `TopicModel.strongest`
        gives them.
    passages
        The corpus's table of passages.

    Returns
    -------
    pandas.DataFrame
        ``strongest`` with ``words`` (its paragraphs joined by spaces; ``''`` if there is neither)
        and ``kind`` (``'text'``, ``'gist'`` or ``''``).
    """
    known = passages[passages["article_id"].isin(strongest["article_id"])]
    by_article = dict(list(known.groupby("article_id")))
    found = []
    for article, first, last in zip(
        strongest["article_id"], strongest["passage"], strongest["last_passage"], strict=True
    ):
        rows = by_article.get(article, known[:0])
        rows = rows[rows["passage"].between(first, last)]
        kind = next((kind for kind in ("text", "gist") if rows[kind].notna().any()), "")
        found.append((" ".join(rows[kind].dropna()) if kind else "", kind))
    words = pd.DataFrame(found, columns=["words", "kind"], index=strongest.index)
    return strongest.join(words)


def _number_of_topics(asked: int | None, articles: int, fitted: TermMatrix) -> int:
    most = int(min(fitted.counts.shape))
    if articles < 2:
        raise TooSmallError(
            f"topics are what several articles share, and here is {'one' if articles else 'none'}: "
            "add articles to the folder"
        )
    if most < 2:
        raise TooSmallError(
            f"only {most} of the terms occur in two passages or more, too few to find topics in: "
            "add articles to the folder"
        )
    if asked is None:
        few, many = (articles + 1) // 2, round((articles / 2) ** 0.5)
        default = min(max(few, 2), FEW_TOPICS) if articles < TINY else min(many, MOST_TOPICS)
        return min(default, most)
    if not 2 <= asked <= most:
        raise DatelinesError(f"{asked} topics cannot be found here: ask for 2 to {most}")
    return asked


def _labels(top_terms: list[list[str]]) -> tuple[str, ...]:
    labels: list[str] = []
    for terms in top_terms:
        label = " · ".join(_telling(terms)) or "no terms"
        same = sum(other.split(" #")[0] == label for other in labels)
        labels.append(f"{label} #{same + 1}" if same else label)
    return tuple(labels)


def _telling(terms: list[str]) -> list[str]:
    """Pick terms for a label: a pair of words rather than one of its words, no word twice."""
    pairs = [term for term in terms if " " in term]
    chosen: list[str] = []
    for term in terms:
        term_or_pair = next((pair for pair in pairs if term in pair.split()), term)
        used = {*" ".join(chosen).split()}
        if len(chosen) < LABEL_TERMS and not used & {*term_or_pair.split()}:
            chosen.append(term_or_pair)
    return chosen


def _in_document_order(units: Units, weights: Floats) -> tuple[pd.DataFrame, Floats]:
    place = units.documents.get_indexer(pd.Index(units.table["article_id"]))
    order = np.lexsort((units.table["passage"], place))
    return units.table.iloc[order].reset_index(drop=True), weights[order]


def _document_shares(
    documents: pd.Index, passages: pd.DataFrame, weights: Floats, labels: tuple[str, ...]
) -> pd.DataFrame:
    total = weights.sum(axis=1, keepdims=True)
    words = np.maximum(passages["n_words"].to_numpy(), 1)[:, None]
    # A passage without any topic adds nothing, where an even split would blur the article.
    shares = pd.DataFrame(weights / np.where(total > 0, total, 1) * words, columns=list(labels))
    summed = shares.groupby(passages["article_id"]).sum().reindex(documents, fill_value=0.0)
    return pd.DataFrame(as_shares(summed.to_numpy()), index=documents, columns=summed.columns)


def _with_strongest(
    passages: pd.DataFrame, weights: Floats, labels: tuple[str, ...]
) -> pd.DataFrame:
    first = weights.argmax(axis=1)
    some = weights.max(axis=1) > 0
    topic = np.where(some, np.array(labels, dtype=object)[first], "")
    share = np.where(some, as_shares(weights).max(axis=1), 0.0)
    return passages.assign(topic=topic, share=share)
