"""Words of paragraphs, article by article, and which of them most articles of every era share."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.authors import authors_of
from helpers.analysis.collocation.paragraph_company import clean_node, unknown_term
from helpers.analysis.resampling import Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import TermMatrix, term_matrix
from helpers.errors import TooSmallError

FEWEST = 2
"""Articles of each era that must use a word for it to have a profile there."""

MOST_ARTICLES = 5_000
"""Articles of an era that are looked at; of more, a sample."""


@dataclass(frozen=True, eq=False)
class Paragraphs:
    """What stands in the paragraphs of some articles.

    Attributes
    ----------
    matrix
        Counts, a row for each paragraph.
    owner
        Number of the article of each paragraph.
    era
        Era of each article.
    users
        Articles x terms, 1 where the article uses the term.
    order
        A random number for each article, by which samples are drawn.
    author
        Author of each article, ``''`` where not known.
    """

    matrix: TermMatrix
    owner: NDArray[np.int64]
    era: NDArray[np.object_]
    users: CountMatrix
    order: Floats
    author: NDArray[np.object_]

    def users_by_era(self, eras: Sequence[str]) -> Floats:
        """Count the articles of each era that use each term.

        Parameters
        ----------
        eras
            Names of the eras.

        Returns
        -------
        numpy.ndarray
            Eras x terms.
        """
        sums = [np.asarray(self.users[self.era == era].sum(axis=0)).ravel() for era in eras]
        return np.vstack(sums) if sums else np.zeros((0, self.users.shape[1]))


def read_paragraphs(corpus: CorpusTables, articles: pd.DataFrame, seed: int) -> Paragraphs:
    """Count the words of the paragraphs of some articles.

    Parameters
    ----------
    corpus
        A corpus.
    articles
        Rows of its table of articles; of more than 5,000 of an era a sample is taken.
    seed
        Seed of the sample.

    Returns
    -------
    Paragraphs
        In the order of the articles' ids.
    """
    own = articles.sort_values("article_id").reset_index(drop=True)
    order = np.random.default_rng(seed).random(len(own))
    place = pd.Series(order).groupby(own["era"].to_numpy()).rank(method="first")
    kept = (place <= MOST_ARTICLES).to_numpy()
    own, order = own[kept].reset_index(drop=True), order[kept]
    number = {article: row for row, article in enumerate(own["article_id"])}
    tables = [pd.DataFrame({"article_id": [], "passage": []})]
    for chunk in corpus.chunks("passages", columns=["article_id", "passage"]):
        tables.append(chunk[chunk["article_id"].isin(number)])
    passages = pd.concat(tables[1:] or tables, ignore_index=True)
    passages["row"] = np.arange(len(passages))
    columns = ["article_id", "passage", "term", "count"]
    matrix = term_matrix(corpus.chunks("terms", columns=columns), passages)
    owner = passages["article_id"].map(number).to_numpy(dtype=np.int64)
    joined = sparse.csr_matrix(
        (np.ones(len(owner)), (owner, np.arange(len(owner)))), shape=(len(own), len(owner))
    )
    users = (joined @ matrix.counts > 0).astype(np.float64)
    author = np.array(authors_of(own), dtype=object)
    return Paragraphs(matrix, owner, own["era"].to_numpy(), users, order, author)


def most_shared(corpus: CorpusTables, articles: pd.DataFrame, eras: Sequence[str]) -> str:
    """Find the word that most articles of every era use.

    Parameters
    ----------
    corpus
        A corpus.
    articles
        Rows of its table of articles.
    eras
        Names of the eras.

    Returns
    -------
    str
        A content word: of those that two articles of each era use the one that most articles of
        the era with fewest use, ties broken by articles and name; of any word if there is none.

    Raises
    ------
    TooSmallError
        If no article falls in an era, or none holds a content word.
    """
    own = articles[articles["era"].isin(list(eras))]
    if own.empty:
        raise TooSmallError(
            "no article falls in an era, so there is no word whose company could be compared: name "
            "the eras, or add articles that tell their time"
        )
    text = read_paragraphs(corpus, own, 0)
    present = tuple(era for era in eras if (text.era == era).any())
    shared = chosen_words(text, present, None, 1)
    if shared:
        return text.matrix.terms[shared[0]]
    used = text.users_by_era(present).sum(axis=0)
    single = [i for i, term in enumerate(text.matrix.terms) if " " not in term]
    if not single:
        raise TooSmallError("no article holds a word that says something: add articles")
    return text.matrix.terms[max(single, key=lambda i: (used[i], -i))]


def chosen_words(
    text: Paragraphs, present: Sequence[str], nodes: Sequence[str] | None, n: int
) -> list[int]:
    """Choose the words to look at.

    Parameters
    ----------
    text
        Where they stand.
    present
        Eras that have articles.
    nodes
        The words that were asked for; None for those that most articles of every era use.
    n
        How many, where they are chosen here.

    Returns
    -------
    list of int
        Columns of the matrix.

    Raises
    ------
    DatelinesError
        If a word that was asked for is not there.
    """
    terms = text.matrix.terms
    if nodes is not None:
        place = {term: column for column, term in enumerate(terms)}
        wanted = list(dict.fromkeys(clean_node(node) for node in nodes))
        for node in wanted:
            if node not in place:
                raise unknown_term(node, terms)
        return [place[node] for node in wanted]
    if not present:
        return []
    by_era = text.users_by_era(present)
    fewest, total = by_era.min(axis=0), by_era.sum(axis=0)
    # Columns are sorted by name, so that a stable sort breaks ties by it.
    order = np.lexsort((-total, -fewest))
    return [i for i in order.tolist() if fewest[i] >= FEWEST and " " not in terms[i]][:n]
