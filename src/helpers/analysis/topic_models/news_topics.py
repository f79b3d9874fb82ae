"""The topics of Datelines as an estimator of scikit-learn."""

from collections.abc import Iterator, Mapping, Sequence
from numbers import Integral
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy import sparse
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted, validate_data

from helpers.analysis.honesty import count_of
from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.terms import TermMatrix
from helpers.analysis.topic_models.factors import Factors, as_shares, factorise
from helpers.analysis.topic_models.text_terms import count_terms, text_terms
from helpers.analysis.topic_models.topic_labels import label_topics
from helpers.analysis.topic_models.units import SAMPLE_ROWS, min_rows
from helpers.errors import DatelinesError, TooSmallError

TINY = 50
FEW_TOPICS, MOST_TOPICS = 5, 20
LABELLING_TERMS = 10
NEAR = 4
"""An earlier number of topics is kept that is at most a quarter of the usual one away from it."""


class NewsTopics(TransformerMixin, BaseEstimator):  # type: ignore[misc]  # sklearn is untyped
    """Topics of texts by non-negative matrix factorisation, with the help of similar texts.

    Texts are weighted by sublinear tf-idf and factorised from a start without chance. From 200
    texts on, a text's shares come from its own words and from those of the texts most like it.

    Parameters
    ----------
    n_topics : int or None
        How many; None for the usual number, see `usual_number`.

    Attributes
    ----------
    components_ : numpy.ndarray
        Topics x terms, each row of length 1; the topic with the largest share first.
    terms_ : tuple of str
        Names of the columns of ``components_``: words and pairs of words.
    labels_ : tuple of str
        A short name for each topic, of its top terms.
    factors_ : Factors
        The fitted factorisation, which also tells what the own words of a text say.
    n_features_in_ : int
        Columns of the counts given; not there after a fit to texts.

    Notes
    -----
    Same texts, same topics to the last digit, in whatever order, process and number of threads.
    There is no parameter for a seed: only of more than 20,000 texts a sample is drawn, always the
    same. ``fit`` also takes counts (rows x terms, dense or
    sparse), as scikit-learn's own factorisations do; a weight of terms in them is not wanted,
    since they are weighted here.

    References
    ----------
    Lee and Seung 1999, Nature 401 (NMF); Zhou et al. 2003, NIPS 16 (similar texts). Terms are
    ranked close in spirit to FREX (Bischof and Airoldi 2012).

    Examples
    --------
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> model = NewsTopics(n_topics=2).fit(texts)
    >>> model.get_feature_names_out().tolist()
    ['beef · ranchers', 'yen · traders']
    >>> model.transform(["The yen fell."]).tolist()
    [[0.0, 1.0]]
    """

    def __init__(self, n_topics: int | None = None) -> None:
        self.n_topics = n_topics

    def fit(self, X: Any, y: object = None) -> "NewsTopics":  # noqa: ANN401, N803
        """Find the topics.

        Parameters
        ----------
        X : sequence of str, or matrix of counts
            Texts, or rows x terms (0 and up).
        y
            Not used.

        Returns
        -------
        NewsTopics
            Itself.

        Raises
        ------
        TooSmallError
            If there are fewer than two texts, or too few terms occur in two texts.
        DatelinesError
            If more topics are asked for than texts or terms allow.
        ValueError
            If counts are negative, infinite or missing.
        """
        if isinstance(X, Iterator):
            X = list(X)  # noqa: N806
        if is_texts(X):
            for name in ("n_features_in_", "feature_names_in_"):
                if hasattr(self, name):
                    delattr(self, name)
            texts = sorted(X)
            return self.fit_counts(text_terms([texts[row] for row in _sample(len(texts))]))
        counts = self._checked(X, reset=True)
        names = getattr(self, "feature_names_in_", None)
        terms = [f"x{i}" for i in range(counts.shape[1])] if names is None else names.tolist()
        matrix = TermMatrix(counts, tuple(terms), np.asarray(counts.sum(axis=1)).ravel())
        rows = _canonical(counts)
        return self.fit_counts(matrix[rows[_sample(len(rows))]])

    def fit_counts(
        self,
        matrix: TermMatrix,
        *,
        articles: int | None = None,
        importance: Floats | None = None,
        start: Sequence[Mapping[str, float]] = (),
    ) -> "NewsTopics":
        """Find the topics of counted texts; topics follow the order of the rows.

        Parameters
        ----------
        matrix
            Counts of the texts.
        articles
            How many articles they come from; as many as rows by default.
        importance
            How much each row counts; all the same by default.
        start
            Terms and weights of the topics of an earlier fit: to start from, if they are as many as
            are looked for; if no number was asked for and the usual one is near, as many are.

        Returns
        -------
        NewsTopics
            Itself.
        """
        rows = matrix.counts.shape[0]
        kept = matrix.keeping(rows=min_rows(rows))
        articles = rows if articles is None else articles
        number = number_of_topics(self.n_topics, articles, kept)
        # The usual number grows with the folder; topics are not all made anew for one more.
        near = abs(len(start) - number) <= max(1, number // NEAR)
        if self.n_topics is None and near and 2 <= len(start) <= min(kept.counts.shape):
            number = len(start)
        self.factors_: Factors = factorise(
            kept.counts,
            number,
            importance=importance,
            start=_start(start, kept.terms) if len(start) == number else None,
        )
        self.terms_ = kept.terms
        self.components_ = self.factors_.topics
        self.labels_ = label_topics(self.top_terms(LABELLING_TERMS))
        return self

    def transform(self, X: Any) -> Floats:  # noqa: ANN401, N803
        """Give the share of each topic in texts.

        Parameters
        ----------
        X : sequence of str, or matrix of counts
            As for `fit`.

        Returns
        -------
        numpy.ndarray
            Texts x topics; rows sum to 1. A text without any known term has even shares.
        """
        check_is_fitted(self, "factors_")
        if isinstance(X, Iterator):
            X = list(X)  # noqa: N806
        if is_texts(X) == hasattr(self, "n_features_in_"):
            kind = "counts" if is_texts(X) else "texts"
            raise ValueError(f"the topics were fitted to {kind}: give {kind}")
        if is_texts(X):
            return as_shares(self.factors_.weights(count_terms(X, self.terms_).counts)[1])
        names = getattr(self, "feature_names_in_", None)
        counts = self._checked(X, reset=False)
        terms = [f"x{i}" for i in range(counts.shape[1])] if names is None else names.tolist()
        place = {term: column for column, term in enumerate(terms)}
        return as_shares(self.factors_.weights(counts[:, [place[t] for t in self.terms_]])[1])

    def top_terms(self, n: int = 10) -> list[list[str]]:
        """Give the terms that mark each topic, the most telling first.

        Parameters
        ----------
        n
            How many per topic.

        Returns
        -------
        list of list of str
            Those with a large weight in the topic of which the topic also has a large part.
        """
        check_is_fitted(self, "factors_")
        return self.factors_.top_terms(self.terms_, n)

    def get_feature_names_out(self, input_features: object = None) -> NDArray[np.object_]:
        """Name the columns of `transform`.

        Parameters
        ----------
        input_features
            Not used.

        Returns
        -------
        numpy.ndarray
            The labels of the topics.
        """
        check_is_fitted(self, "factors_")
        return np.array(self.labels_, dtype=object)

    def _checked(self, X: Any, *, reset: bool) -> CountMatrix:  # noqa: ANN401, N803
        counts = validate_data(
            self, X, reset=reset, accept_sparse="csr", dtype=np.float64, ensure_non_negative=True
        )
        return sparse.csr_matrix(counts)

    def __sklearn_tags__(self) -> Any:  # noqa: ANN401
        tags = super().__sklearn_tags__()
        tags.input_tags.string = True
        tags.input_tags.sparse = True
        tags.input_tags.positive_only = True
        return tags


def is_texts(given: object) -> bool:
    """Tell texts from counts.

    Parameters
    ----------
    given
        What `NewsTopics.fit` was given.

    Returns
    -------
    bool
        Whether it is a sequence of strings.
    """
    if isinstance(given, str):
        raise ValueError(
            "topics are found in a list of texts, and this is one text: put it in a list"
        )
    if hasattr(given, "shape") and len(given.shape) != 1:
        return False
    items = list(given) if hasattr(given, "__iter__") else [given]
    return all(isinstance(item, str) for item in items)


def usual_number(articles: int) -> int:
    """Give the usual number of topics for so many articles.

    Parameters
    ----------
    articles
        How many articles.

    Returns
    -------
    int
        Below 50 articles one for every two, from 2 to 5; else the square root of half the
        articles, 20 at the most.

    Examples
    --------
    >>> [usual_number(articles) for articles in (5, 50, 250, 100_000)]
    [3, 5, 11, 20]
    """
    few, many = (articles + 1) // 2, round((articles / 2) ** 0.5)
    return min(max(few, 2), FEW_TOPICS) if articles < TINY else min(many, MOST_TOPICS)


def number_of_topics(asked: int | None, articles: int, matrix: TermMatrix) -> int:
    """Decide how many topics to look for.

    Parameters
    ----------
    asked
        What the user wants; None for the usual number.
    articles
        How many articles there are.
    matrix
        What is to be factorised.

    Returns
    -------
    int
        How many.

    Raises
    ------
    TooSmallError
        If there are fewer than two articles, or too few terms.
    DatelinesError
        If more topics are asked for than there can be.
    """
    most = int(min(matrix.counts.shape))
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
    if asked is not None and not isinstance(asked, Integral):
        raise DatelinesError(f"the number of topics is a whole number and not {asked!r}")
    if asked is None:
        return min(usual_number(articles), most)
    if not 2 <= asked <= most:
        raise DatelinesError(
            f"{count_of(asked, 'topic')} cannot be found here: ask for 2 to {most}"
        )
    return asked


def _start(topics: Sequence[Mapping[str, float]], terms: tuple[str, ...]) -> Floats | None:
    """Write topics as rows; None if one of them has no term that is still there."""
    place = {term: column for column, term in enumerate(terms)}
    rows = np.zeros((len(topics), len(terms)))
    for row, weights in zip(rows, topics, strict=True):
        for term, weight in weights.items():
            if term in place:
                row[place[term]] = weight
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return rows / lengths if lengths.all() else None


def _sample(rows: int) -> NDArray[np.int64]:
    """Choose the rows to fit to, of rows in canonical order: all, or a sample of very many."""
    if rows <= SAMPLE_ROWS:
        return np.arange(rows)
    order = np.argsort(np.random.default_rng(0).random(rows), kind="stable")
    return np.sort(order[:SAMPLE_ROWS])


def _canonical(counts: CountMatrix) -> NDArray[np.int64]:
    """Order rows by content, so that the order in which they come has no influence."""
    counts.sort_indices()
    parts = [
        (counts.indices[a:b].tobytes(), counts.data[a:b].tobytes())
        for a, b in zip(counts.indptr[:-1], counts.indptr[1:], strict=True)
    ]
    return np.array(sorted(range(len(parts)), key=parts.__getitem__), dtype=np.int64)
