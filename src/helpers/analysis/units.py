"""What topics are fitted to: passages of about 100 to 150 words, made of whole paragraphs."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.analysis.tables import CorpusTables, distinct
from helpers.analysis.terms import TermMatrix, term_matrix, text_terms
from helpers.errors import DatelinesError

ENOUGH_WORDS = 100
FEW_WORDS = 50
SAMPLE_ROWS = 20_000


@dataclass(frozen=True, eq=False)
class Units:
    """The pieces of a collection that are counted for topics.

    Attributes
    ----------
    table
        One row per piece: ``article_id`` (or number of the text), ``passage`` and ``last_passage``
        (first and last paragraph), ``n_words``.
    matrix
        Counts of content terms, rows as in ``table``.
    documents
        Articles (or numbers of the texts) in the order in which results are given.
    fitted
        Flags of the rows that topics are fitted to: all, or a sample of very many.
    """

    table: pd.DataFrame
    matrix: TermMatrix
    documents: pd.Index
    fitted: np.ndarray


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
    chunks = corpus.chunks("terms", columns=["article_id", "passage", "term", "count"])
    matrix = term_matrix(chunks, passages[["article_id", "passage", "row"]])
    fitted = _sample(table["article_id"].map(articles["era"]), seed)
    return Units(table, matrix, articles.index, fitted)


def text_units(texts: Sequence[str]) -> Units:
    """Take plain texts as they are, one piece each.

    Parameters
    ----------
    texts
        One string per text.

    Returns
    -------
    Units
        Sorted by text, so that the order of the texts has no influence.

    Raises
    ------
    DatelinesError
        If something else than strings is given.
    """
    if isinstance(texts, str) or not all(isinstance(text, str) for text in texts):
        raise DatelinesError(
            "topics are found in a corpus or in a list of texts: give one of these"
        )
    order = sorted(range(len(texts)), key=lambda number: texts[number])
    matrix = text_terms([texts[number] for number in order])
    table = pd.DataFrame(
        {"article_id": order, "passage": 0, "last_passage": 0, "n_words": matrix.totals.astype(int)}
    )
    documents = pd.RangeIndex(len(texts), name="article_id")
    return Units(table, matrix, documents, np.ones(len(texts), dtype=bool))


def _merged(passages: pd.DataFrame) -> list[int]:
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
    return numbers


def _sample(eras: pd.Series, seed: int) -> np.ndarray:
    if len(eras) <= SAMPLE_ROWS:
        return np.ones(len(eras), dtype=bool)
    # Each row is numbered within its era in random order; the lowest numbers are taken.
    chance = pd.Series(np.random.default_rng(seed).random(len(eras)), index=eras.index)
    place = chance.groupby(eras).rank(method="first")
    kept = np.zeros(len(eras), dtype=bool)
    kept[np.lexsort((chance, place))[:SAMPLE_ROWS]] = True
    return kept
