"""Which words stand in one paragraph with a word, counted article by article.

The counts of terms by paragraph are all that is needed, so extracts serve as well as originals.
They hold no order of words: what is counted is "in the same paragraph", never "next to".
"""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from scipy import sparse

from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.statistics.ratios import CountMatrix
from helpers.analysis.tables import CorpusTables
from helpers.analysis.terms import is_content
from helpers.errors import DatelinesError

MIN_TOGETHER = 2
"""Paragraphs in which two words must meet to count as a pair at all."""

NEAREST = 3
COLUMNS = ["article_id", "passage", "term", "count"]


@dataclass(frozen=True, eq=False)
class PairCounts:
    """How often a word and others stand in one paragraph, article by article.

    Attributes
    ----------
    node
        The word.
    terms
        The other words, by how closely they are tied to it over all articles.
    passages, node_passages, node_uses
        For each article its paragraphs, those with the node, and the uses of the node.
    words, node_words
        For each article all words, and those of paragraphs with the node.
    term_passages, together
        Sparse articles x terms: paragraphs with the term, and those with term and node.
    n_pairs
        How many words meet the node in two paragraphs or more; ``terms`` are the first of them.
    """

    node: str
    terms: tuple[str, ...]
    passages: Floats
    node_passages: Floats
    node_uses: Floats
    words: Floats
    node_words: Floats
    term_passages: CountMatrix
    together: CountMatrix
    n_pairs: int

    def __getitem__(self, rows: NDArray[np.int64] | Flags) -> "PairCounts":
        """Take some articles, by number or by flag."""
        return PairCounts(
            self.node,
            self.terms,
            self.passages[rows],
            self.node_passages[rows],
            self.node_uses[rows],
            self.words[rows],
            self.node_words[rows],
            self.term_passages[rows],
            self.together[rows],
            self.n_pairs,
        )

    def __len__(self) -> int:
        return len(self.passages)

    def together_in(self, groups: NDArray[np.int64]) -> "PairCounts":
        """Count groups of articles in place of articles.

        Parameters
        ----------
        groups
            The group of each article, numbered from 0.

        Returns
        -------
        PairCounts
            A row for each group.
        """
        size = len(self)
        whole = sparse.csr_matrix((np.ones(size, np.int64), (groups, np.arange(size))))
        flat = (self.passages, self.node_passages, self.node_uses, self.words, self.node_words)
        passages, node_passages, node_uses, words, node_words = (whole @ part for part in flat)
        return PairCounts(
            self.node,
            self.terms,
            passages,
            node_passages,
            node_uses,
            words,
            node_words,
            sparse.csr_matrix(whole @ self.term_passages),
            sparse.csr_matrix(whole @ self.together),
            self.n_pairs,
        )


def count_pairs(
    corpus: CorpusTables, node: str, articles: pd.DataFrame, *, n: int = 200
) -> PairCounts:
    """Count the company of a word, in two readings of the table of terms, chunk by chunk.

    Parameters
    ----------
    corpus
        A corpus.
    node
        A content word, or a pair of words joined by a space; case does not matter.
    articles
        Rows of its table of articles: which articles are looked at.
    n
        How many words of the company to keep at most. They are chosen over all articles together,
        without a look at the eras, so that tests of them stay valid.

    Returns
    -------
    PairCounts
        Articles in the order of ``articles``. The company is single content words that share
        none with the node and meet it in two paragraphs or more. (Pairs of words are in the table
        only where an article uses them twice, so that they cannot be counted.)

    Raises
    ------
    DatelinesError
        If the node is no content word, or these articles do not use it.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> counts = count_pairs(corpus, "Japan", corpus.articles, n=3)
    >>> counts.terms, counts.together.sum(axis=0).tolist()
    (('u.s.', 'trade', 'states'), [[14.0, 11.0, 8.0]])
    """
    node = clean_node(node)
    number = {article: row for row, article in enumerate(articles["article_id"])}
    vocabulary: dict[str, int] = {}
    sums = np.zeros((2, 0))
    flat = np.zeros((5, len(number)))
    for chunk in _paragraphs(corpus, number):
        uniques = np.array([vocabulary.setdefault(t, len(vocabulary)) for t in chunk.terms], int)
        sums = np.hstack([sums, np.zeros((2, len(vocabulary) - sums.shape[1]))])
        near = chunk.near(node)
        flat += chunk.flat(node, near, len(number))
        ids = uniques[chunk.codes]
        sums[0] += np.bincount(ids, minlength=len(vocabulary))
        sums[1] += np.bincount(ids[near[chunk.passage]], minlength=len(vocabulary))
    if node not in vocabulary:
        raise unknown_term(node, vocabulary)
    candidates = [term for term, i in vocabulary.items() if sums[1, i] >= MIN_TOGETHER]
    candidates = [term for term in candidates if _may_keep_company(term, node)]
    with_node = sums[0, vocabulary[node]]
    tie = {t: sums[1, vocabulary[t]] / (with_node + sums[0, vocabulary[t]]) for t in candidates}
    terms = tuple(sorted(candidates, key=lambda term: (-tie[term], term))[:n])
    term_passages, together = _by_article(corpus, number, node, terms)
    passages, with_it, uses, words, near_words = flat
    return PairCounts(
        node, terms, passages, with_it, uses, words, near_words, term_passages, together,
        len(candidates),
    )  # fmt: skip


def clean_node(node: str) -> str:
    """Write a word as the table of terms does.

    Parameters
    ----------
    node
        A word or a pair of words.

    Returns
    -------
    str
        In lower case, with single spaces.

    Raises
    ------
    DatelinesError
        If it is a function word, a number or a sign.

    Examples
    --------
    >>> clean_node(" White  House ")
    'white house'
    """
    cleaned = " ".join(node.lower().split())
    if not is_content(cleaned):
        raise DatelinesError(
            f"{node!r} has no company of its own: choose a content word, not a function word, a "
            "number or a single letter"
        )
    return cleaned


def unknown_term(node: str, terms: Sequence[str] | dict[str, int]) -> DatelinesError:
    """Say that a term is not in the folder, and which near ones are.

    Parameters
    ----------
    node
        The term asked for.
    terms
        The terms there are.

    Returns
    -------
    DatelinesError
        To be raised.

    Examples
    --------
    >>> print(unknown_term("tarif", ["tariff", "tariffs", "yen"]))
    no article compared uses 'tarif': did you mean 'tariff' or 'tariffs'?
    """
    alike = sorted(term for term in terms if term[:1] == node[:1] and is_content(term))
    near = difflib.get_close_matches(node, alike, n=NEAREST, cutoff=0.7)
    if not near:
        return DatelinesError(
            f"no article compared uses {node!r}, nor any word like it: choose another word"
        )
    return DatelinesError(
        f"no article compared uses {node!r}: did you mean {' or '.join(map(repr, near))}?"
    )


@dataclass(frozen=True, eq=False)
class _Chunk:
    """Rows of the table of terms, as numbers: one row per paragraph and term."""

    terms: NDArray[np.object_]
    codes: NDArray[np.int64]
    counts: Floats
    passage: NDArray[np.int64]
    """Number of the row's paragraph within the chunk."""
    owners: NDArray[np.int64]
    """Number of the article of each paragraph."""

    def _is(self, node: str) -> Flags:
        own = np.array([term == node for term in self.terms], dtype=bool)
        return own[self.codes]

    def near(self, node: str) -> Flags:
        """Flag the paragraphs with the node."""
        flags = np.zeros(len(self.owners), dtype=bool)
        flags[self.passage[self._is(node)]] = True
        return flags

    def flat(self, node: str, near: Flags, size: int) -> Floats:
        """Sum up per article: paragraphs, with the node, uses, words, words near the node."""
        single = np.array([" " not in term for term in self.terms], dtype=bool)[self.codes]
        words = np.bincount(self.passage, weights=self.counts * single, minlength=len(near))
        own = self._is(node)
        uses = np.bincount(self.passage, weights=self.counts * own, minlength=len(near))
        values = np.vstack([np.ones(len(near)), near, uses, words, words * near])
        sums = np.zeros((len(values), size))
        np.add.at(sums.T, self.owners, values.T)
        return sums


def _paragraphs(corpus: CorpusTables, number: dict[str, int]) -> Iterator[_Chunk]:
    for table in corpus.chunks("terms", columns=COLUMNS):
        owner = table["article_id"].map(number)
        kept = table[owner.notna() & table["count"].gt(0)]
        if kept.empty:
            continue
        rows = owner[kept.index].to_numpy(dtype=np.int64)
        codes, terms = pd.factorize(kept["term"])
        span = int(kept["passage"].max()) + 1
        keys, passage = np.unique(
            rows * span + kept["passage"].to_numpy(dtype=np.int64), return_inverse=True
        )
        counts = kept["count"].to_numpy(dtype=np.float64)
        yield _Chunk(np.asarray(terms, dtype=object), codes, counts, passage, keys // span)


def _by_article(
    corpus: CorpusTables, number: dict[str, int], node: str, terms: Sequence[str]
) -> tuple[CountMatrix, CountMatrix]:
    place = {term: column for column, term in enumerate(terms)}
    found = [np.zeros((3, 0), dtype=np.int64)]
    for chunk in _paragraphs(corpus, number):
        columns = np.array([place.get(term, -1) for term in chunk.terms], dtype=np.int64)
        column, kept = columns[chunk.codes], columns[chunk.codes] >= 0
        passage = chunk.passage[kept]
        found.append(np.vstack([chunk.owners[passage], column[kept], chunk.near(node)[passage]]))
    row, column, near = np.concatenate(found, axis=1)
    shape = (len(number), len(terms))
    term_passages = sparse.csr_matrix((np.ones(len(row)), (row, column)), shape=shape)
    own = near > 0
    together = sparse.csr_matrix((np.ones(own.sum()), (row[own], column[own])), shape=shape)
    return term_passages, together


def _may_keep_company(term: str, node: str) -> bool:
    return " " not in term and is_content(term) and term not in node.split(" ")
