"""What topics are fitted to: passages of about 100 to 150 words, made of whole paragraphs."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.honesty import INTERVALS_FROM, UNDATED
from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables, distinct
from helpers.analysis.terms import TermMatrix, matrix_pieces, term_matrix
from helpers.analysis.topic_models.text_terms import count_terms, text_terms
from helpers.errors import DatelinesError

ENOUGH_WORDS = 100
FEW_WORDS = 50
SAMPLE_ROWS = 20_000
BLOCK_TEXTS = 5_000
MIN_ROWS = 2
ROWS_PER_MIN_ROW = 1_000

MOST_BALANCED = 4.0
"""A passage of a small era counts up to so many times one of the average era."""

Piece = tuple[NDArray[np.int64], CountMatrix, Floats | None]
"""Numbers of some rows, their counts of the terms asked for, and all their words if not known."""


@dataclass(frozen=True, eq=False)
class Units:
    """The pieces of a collection that are counted for topics.

    Attributes
    ----------
    table
        One row per piece: ``article_id`` (or number of the text), ``passage`` and ``last_passage``
        (first and last paragraph), ``n_words``.
    matrix
        Counts of content terms in the rows that topics are fitted to, but for rare ones.
    documents
        Articles (or numbers of the texts) in the order in which results are given.
    fitted
        Flags of the rows that topics are fitted to: all, or a sample of very many.
    importance
        How much each row of ``matrix`` counts, 1 on average.
    read
        Gives the counts of certain terms in all rows, a piece at a time.
    """

    table: pd.DataFrame
    matrix: TermMatrix
    documents: pd.Index
    fitted: Flags
    importance: Floats
    read: Callable[[tuple[str, ...]], Iterator[Piece]]


def corpus_units(corpus: CorpusTables, seed: int) -> Units:
    """Cut the articles of a corpus into pieces.

    Parameters
    ----------
    corpus
        A corpus. Duplicates are left out.
    seed
        Seed of the sample of pieces that a corpus with more than 20,000 is fitted to. Every era
        has the same part in it as far as it goes, so that a large era does not own the topics.

    Returns
    -------
    Units
        Sorted by article and passage, so that the order of the articles has no influence.
    """
    articles = distinct(corpus).set_index("article_id")
    columns = ["article_id", "passage", "n_words"]
    passages = corpus.table("passages", columns=columns)
    passages = passages[passages["article_id"].isin(articles.index)].sort_values(columns[:2])
    passages = passages.assign(row=_merged(passages))
    table = passages.groupby("row").agg(
        article_id=("article_id", "first"),
        passage=("passage", "first"),
        last_passage=("passage", "last"),
        n_words=("n_words", "sum"),
    )
    eras = table["article_id"].map(articles["era"])
    fitted = _sample(eras, seed)
    own = passages[["article_id", "passage", "row"]]
    numbers = np.cumsum(fitted) - 1
    sampled = own[fitted[own["row"]]].assign(row=lambda rows: numbers[rows["row"]])

    def chunks() -> Iterator[pd.DataFrame]:
        return corpus.chunks("terms", columns=["article_id", "passage", "term", "count"])

    return Units(
        table,
        term_matrix(chunks(), sampled).keeping(rows=min_rows(int(fitted.sum()))),
        articles.index,
        fitted,
        _balanced(eras[fitted], table["article_id"][fitted]),
        lambda terms: ((*piece, None) for piece in matrix_pieces(chunks(), own, terms)),
    )


def text_units(texts: Sequence[str], seed: int = 0) -> Units:
    """Take plain texts as they are, one piece each.

    Parameters
    ----------
    texts
        One string per text.
    seed
        Seed of the sample of texts that more than 20,000 are fitted to.

    Returns
    -------
    Units
        Sorted by text, so that the order of the texts has no influence.

    Raises
    ------
    DatelinesError
        If something else than strings is given.
    """
    texts = texts if isinstance(texts, str) else list(texts)
    if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
        raise DatelinesError(
            "topics are found in a corpus or in a list of texts: give one of these"
        )
    order = sorted(range(len(texts)), key=lambda number: texts[number])
    fitted = _sample(pd.Series(UNDATED, index=range(len(texts)), dtype=object), seed)
    chosen = [texts[number] for number, is_fitted in zip(order, fitted, strict=True) if is_fitted]
    matrix = text_terms(chosen).keeping(rows=min_rows(len(chosen)))
    lengths = np.zeros(len(texts), dtype=np.int64)
    lengths[fitted] = matrix.totals
    table = pd.DataFrame({"article_id": order, "passage": 0, "last_passage": 0, "n_words": lengths})

    def read(terms: tuple[str, ...]) -> Iterator[Piece]:
        for start in range(0, len(order), BLOCK_TEXTS):
            block = order[start : start + BLOCK_TEXTS]
            rows = np.arange(start, start + len(block))
            counted = count_terms([texts[number] for number in block], terms)
            yield rows, counted.counts, counted.totals

    documents = pd.RangeIndex(len(texts), name="article_id")
    return Units(table, matrix, documents, fitted, np.ones(int(fitted.sum())), read)


def min_rows(rows: int) -> int:
    """Give in how many rows a term must be used to be one.

    Parameters
    ----------
    rows
        How many rows there are.

    Returns
    -------
    int
        2, and one in a thousand where there are many.
    """
    return max(MIN_ROWS, rows // ROWS_PER_MIN_ROW)


def _merged(passages: pd.DataFrame) -> NDArray[np.int64]:
    """Give each paragraph the number of its piece; a short rest joins the piece before it."""
    numbers: list[int] = []
    for _, words in passages.groupby("article_id", sort=False)["n_words"]:
        pieces, size = [0], 0
        for count in words:
            pieces.append(pieces[-1] + (size >= ENOUGH_WORDS))
            size = count if size >= ENOUGH_WORDS else size + count
        del pieces[0]
        if size < FEW_WORDS and pieces[-1] > 0:
            pieces = [min(piece, pieces[-1] - 1) for piece in pieces]
        first = numbers[-1] + 1 if numbers else 0
        numbers.extend(first + piece for piece in pieces)
    return np.array(numbers, dtype=np.int64)


def _sample(eras: pd.Series, seed: int) -> Flags:
    if len(eras) <= SAMPLE_ROWS:
        return np.ones(len(eras), dtype=bool)
    # Each row is numbered within its era in random order; the lowest numbers are taken.
    chance = pd.Series(np.random.default_rng(seed).random(len(eras)), index=eras.index)
    place = chance.groupby(eras).rank(method="first")
    kept = np.zeros(len(eras), dtype=bool)
    kept[np.lexsort((chance, place))[:SAMPLE_ROWS]] = True
    return kept


def _balanced(eras: pd.Series, articles: pd.Series) -> Floats:
    """Give the eras the same say, whatever their number of pieces, as far as that is sensible.

    An era of a few articles would lend its weight to each of them, so it gets none.
    """
    counts = eras.groupby(articles.to_numpy()).first().value_counts()
    large = counts.index[(counts >= INTERVALS_FROM) & (counts.index != UNDATED)]
    sizes = eras[eras.isin(large)].value_counts()
    if len(sizes) < 2:
        return np.ones(len(eras))
    fair = (sizes.mean() / sizes).clip(1 / MOST_BALANCED, MOST_BALANCED)
    importance = eras.map(fair).fillna(1).to_numpy(dtype=np.float64)
    return np.asarray(importance / importance.mean())
