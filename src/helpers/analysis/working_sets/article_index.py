"""What filters ask of a corpus, one column an article, each made when it is first asked for."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any, Protocol, runtime_checkable

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.key_terms.named_terms import NamedActors, named_actors
from helpers.analysis.resampling import Floats
from helpers.analysis.sentiment import article_tone
from helpers.analysis.tables import CorpusTables, distinct
from helpers.analysis.terms import TermMatrix
from helpers.analysis.topic_models.factors import as_shares
from helpers.analysis.topics import TopicModel
from helpers.analysis.working_sets.term_uses import TermUses, term_uses

DECIMALS = 6
"""Means are compared as rounded to this, so that no last bit decides."""

TOPIC_TERMS = 20
"""Terms by which a topic is known again."""

TopicTerms = tuple[tuple[str, float], ...]

Days = NDArray[np.datetime64]


@runtime_checkable
class Narrowable(Protocol):
    """A corpus that can give some of its articles without reading the others."""

    def only(self, article_ids: Collection[str]) -> CorpusTables:
        """Give some of the articles as a corpus.

        Parameters
        ----------
        article_ids
            Which.

        Returns
        -------
        CorpusTables
            Their tables.
        """
        ...


@dataclass(frozen=True, eq=False)
class ArticleIndex:
    """Articles of a corpus, each story once, and what they can be chosen by.

    Attributes
    ----------
    corpus
        The corpus.
    model
        Topics fitted to it; None where there are none, for instance because it is too small.
    found
        Terms that were looked up, with what was found (`search.find_uses`).
    """

    corpus: CorpusTables
    model: TopicModel | None = None
    found: dict[str, Any] = field(default_factory=dict, repr=False)

    @cached_property
    def articles(self) -> pd.DataFrame:
        """Rows of the table of articles that repeat no other, with a fresh index."""
        return distinct(self.corpus)

    @cached_property
    def days(self) -> tuple[Days, Days]:
        """First and last possible day of each article; not-a-time where that end is open."""
        first, last = (
            pd.to_datetime(self.articles[end]).to_numpy().astype("datetime64[D]")
            for end in ("earliest", "latest")
        )
        return first, last

    @cached_property
    def tone(self) -> Floats:
        """Mean tone of the sentences of each article, -1 to 1; NaN where it has none."""
        return article_tone(self.corpus)["tone"].to_numpy(dtype=float).round(DECIMALS)

    @cached_property
    def shares(self) -> Floats:
        """Articles x topics, share of an article's words, 0 to 1; no columns without a model.

        By the words of each article alone, as everywhere where articles are counted or compared.
        """
        if self.model is None:
            return np.zeros((len(self.articles), 0))
        return self.model.word_shares.to_numpy().round(DECIMALS)

    @cached_property
    def topic_terms(self) -> tuple[TopicTerms, ...]:
        """The strongest terms of each topic with their weights, 1 for the first."""
        if self.model is None:
            return ()
        table = self.model.term_table(TOPIC_TERMS)
        weights = table["weight"] / table.groupby("topic")["weight"].transform("max")
        pairs = pd.Series(list(zip(table["term"], weights.round(4), strict=True)))
        by_topic = pairs.groupby(table["topic"].to_numpy()).agg(tuple)
        return tuple(by_topic[label] for label in self.model.labels)

    @cached_property
    def pieces(self) -> pd.DataFrame:
        """Passages that topics were fitted to, see `TopicModel.passages`, with a column ``row``.

        That is the number of their article. Without rows where there is no model.
        """
        if self.model is None:
            return pd.DataFrame(columns=["article_id", "passage", "last_passage", "row"])
        ids = pd.Index(self.articles["article_id"])
        own = self.model.passages[["article_id", "passage", "last_passage"]]
        return own.assign(row=ids.get_indexer(pd.Index(own["article_id"])))

    @cached_property
    def piece_shares(self) -> Floats:
        """Their shares of the topics, by their own words: pieces x topics, 0 to 1."""
        if self.model is None:
            return np.zeros((0, 0))
        return as_shares(self.model.weights).round(DECIMALS)

    @cached_property
    def named(self) -> NamedActors:
        """Who and what the articles name, and in which forms, see `named_terms.named_actors`."""
        return named_actors(self.corpus, self.articles)

    @property
    def actors(self) -> TermMatrix:
        """Who and what the articles name, see `named_terms.actor_matrix`."""
        return self.named.counts

    @cached_property
    def actor_columns(self) -> TermUses:
        """The same by actor, for quick answers."""
        place = {name: column for column, name in enumerate(self.actors.terms)}
        return TermUses(place, self.actors.counts.T.tocsr())

    @cached_property
    def terms(self) -> TermUses:
        """Uses of every term; the first search pays for it, all later ones are answered by it."""
        columns = ["article_id", "term", "count"]
        return term_uses(self.corpus.chunks("terms", columns=columns), self.articles["article_id"])

    def narrowed(self, rows: NDArray[np.int64]) -> CorpusTables:
        """Give the corpus of some articles.

        Parameters
        ----------
        rows
            Numbers of rows of ``articles``.

        Returns
        -------
        CorpusTables
            Their tables; of a folder on disk only the parts that hold them are read.
        """
        ids = self.articles["article_id"].iloc[rows]
        if isinstance(self.corpus, Narrowable):
            return self.corpus.only(list(ids))
        return SomeArticles(self.corpus, frozenset(ids))


@dataclass(frozen=True, eq=False)
class SomeArticles:
    """Some articles of any corpus, for one that cannot give them itself.

    Attributes
    ----------
    whole
        The corpus.
    ids
        The articles wanted.
    """

    whole: CorpusTables
    ids: frozenset[str]

    @property
    def articles(self) -> pd.DataFrame:
        """Rows of the articles wanted, and of what repeats them."""
        every = self.whole.articles
        return every[every["article_id"].isin(self.ids) | every["duplicate_of"].isin(self.ids)]

    @property
    def eras(self) -> tuple[str, ...]:
        """Eras that these articles have, in the order of time."""
        there = set(self.articles["era"])
        return tuple(era for era in self.whole.eras if era in there)

    def chunks(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        """Read a table in pieces.

        Parameters
        ----------
        name, columns
            As for the whole corpus.

        Yields
        ------
        pandas.DataFrame
            Rows of the articles wanted.
        """
        for chunk in self.whole.chunks(name, columns):
            own = chunk[chunk["article_id"].isin(self.ids)]
            if len(own):
                yield own.reset_index(drop=True)

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        """Read a whole table.

        Parameters
        ----------
        name, columns
            As for the whole corpus.

        Returns
        -------
        pandas.DataFrame
            Rows of the articles wanted.
        """
        whole = self.whole.table(name, columns)
        return whole[whole["article_id"].isin(self.ids)].reset_index(drop=True)
