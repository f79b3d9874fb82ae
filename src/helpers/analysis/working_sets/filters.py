"""What articles can be chosen by: each filter keeps some of them and says so in words."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from difflib import get_close_matches
from typing import Any, ClassVar

import numpy as np
from numpy.typing import NDArray

from helpers.analysis.honesty import UNDATED
from helpers.analysis.topic_models.topic_matching import matched
from helpers.analysis.working_sets.article_index import DECIMALS, ArticleIndex, TopicTerms
from helpers.analysis.working_sets.search import find_uses
from helpers.errors import DatelinesError

Kept = NDArray[np.bool_]
"""One flag for each article of an index."""

ABOUT = 0.3
"""Share of its words from which an article is about a topic, where nothing else is said."""

LISTED = 8
"""Known values that an error message names."""


@dataclass(frozen=True)
class Filter:
    """Something that an article must have; see the classes made of it."""

    kind: ClassVar[str]

    def keeps(self, index: ArticleIndex) -> Kept:
        """Tell which articles pass.

        Parameters
        ----------
        index
            Articles.

        Returns
        -------
        numpy.ndarray of bool
            One flag each.

        Raises
        ------
        DatelinesError
            If it asks for what this corpus does not have.
        """
        return self._keeps(index)

    def _keeps(self, index: ArticleIndex) -> Kept:
        raise NotImplementedError

    def told(self) -> str:
        """Say in words what is asked for."""
        raise NotImplementedError

    def as_data(self) -> dict[str, Any]:
        """Give the filter as JSON can hold it, for `filter_data.filters_from`."""
        return {"kind": self.kind, **{k: _plain(v) for k, v in asdict(self).items()}}


@dataclass(frozen=True)
class EraFilter(Filter):
    """Articles of some eras; ``'undated'`` for those of none."""

    kind = "era"
    eras: tuple[str, ...]

    def _keeps(self, index: ArticleIndex) -> Kept:
        known = (*index.corpus.eras, UNDATED)
        for era in self.eras:
            _known(era, known, "an era")
        return index.articles["era"].isin(self.eras).to_numpy()

    def told(self) -> str:
        """Say in words what is asked for."""
        named = [era for era in self.eras if era != UNDATED]
        parts = [f"era {' or '.join(named)}"] if named else []
        return " or ".join(parts + ["of no era"] * (UNDATED in self.eras))


@dataclass(frozen=True)
class DayFilter(Filter):
    """Articles written between two days, both included.

    Attributes
    ----------
    first, last
        None where that end is open.
    perhaps
        Whether articles that may be from then are kept, too: those whose range of days only
        touches the span, undated ones among them.
    """

    kind = "days"
    first: dt.date | None = None
    last: dt.date | None = None
    perhaps: bool = False

    def __post_init__(self) -> None:
        if self.first and self.last and self.last < self.first:
            raise DatelinesError(f"the days {self.first} to {self.last} run backwards: swap them")

    def _keeps(self, index: ArticleIndex) -> Kept:
        earliest, latest = index.days
        sure = np.ones(len(earliest), dtype=bool)
        possible = sure.copy()
        # Comparisons with an open end are false.
        if self.first:
            sure &= earliest >= np.datetime64(self.first)
            possible &= ~(latest < np.datetime64(self.first))
        if self.last:
            sure &= latest <= np.datetime64(self.last)
            possible &= ~(earliest > np.datetime64(self.last))
        return possible if self.perhaps else sure

    def told(self) -> str:
        """Say in words what is asked for."""
        ends = [f"from {self.first}"] * bool(self.first) + [f"to {self.last}"] * bool(self.last)
        span = " ".join(ends) or "of any day"
        return f"written {span}" + (", or perhaps so" if self.perhaps else ", for certain")


@dataclass(frozen=True)
class PublisherFilter(Filter):
    """Articles of some publishers."""

    kind = "publisher"
    names: tuple[str, ...]

    def _keeps(self, index: ArticleIndex) -> Kept:
        return _named(index, "publisher", self.names)

    def told(self) -> str:
        """Say in words what is asked for."""
        return f"published by {' or '.join(self.names)}"


@dataclass(frozen=True)
class PlaceFilter(Filter):
    """Articles written in some places."""

    kind = "place"
    names: tuple[str, ...]

    def _keeps(self, index: ArticleIndex) -> Kept:
        return _named(index, "place", self.names)

    def told(self) -> str:
        """Say in words what is asked for."""
        return f"written in {' or '.join(self.names)}"


@dataclass(frozen=True)
class TopicFilter(Filter):
    """Articles of which a topic has a good part.

    Attributes
    ----------
    number
        The topic's number, from 1.
    at_least
        Share of the article's words, 0 to 1.
    terms
        The topic's strongest terms with their weights, so that it is known again when topics are
        fitted to other articles.
    """

    kind = "topic"
    number: int
    at_least: float = ABOUT
    terms: TopicTerms = ()

    def _keeps(self, index: ArticleIndex) -> Kept:
        return index.shares[:, self.column(index)] >= round(self.at_least, DECIMALS)

    def column(self, index: ArticleIndex) -> int:
        """Find the topic among those of an index.

        Parameters
        ----------
        index
            Articles with topics.

        Returns
        -------
        int
            Its place among them.

        Raises
        ------
        DatelinesError
            If there is no such topic.
        """
        if index.model is None:
            raise DatelinesError("this folder has no topics: choose articles by something else")
        own = index.topic_terms
        if self.terms in own:
            return own.index(self.terms)
        if self.terms:
            same = matched([dict(self.terms)], [dict(terms) for terms in own])
            if 0 not in same:
                words = ", ".join(term for term, _ in self.terms[:3])
                raise DatelinesError(
                    f"the topic {self.number} ({words}) is not found among the topics of this "
                    "folder: choose one of them anew"
                )
            return same[0]
        if self.number not in index.model.numbers:
            raise DatelinesError(
                f"there is no topic {self.number}: choose one of "
                f"{', '.join(map(str, sorted(index.model.numbers)))}"
            )
        return index.model.numbers.index(self.number)

    def told(self) -> str:
        """Say in words what is asked for."""
        words = "".join(f" · {term}" for term, _ in self.terms[:3])[3:]
        named = f" ({words})" if words else ""
        return f"topic {self.number}{named} in {_percent(self.at_least)} or more of its words"


@dataclass(frozen=True)
class ToneFilter(Filter):
    """Articles whose mean tone is within bounds; those without sentences have none.

    Attributes
    ----------
    low
        The lowest tone that is kept, -1 to 1; None for no bound.
    high
        The lowest tone above `low` that is not kept any more; None for no bound.
    """

    kind = "tone"
    low: float | None = None
    high: float | None = None

    def __post_init__(self) -> None:
        if self.low is not None and self.high is not None and self.high <= self.low:
            raise DatelinesError(
                f"no tone is {self.low:g} or more and below {self.high:g}: give the lower one first"
            )

    def _keeps(self, index: ArticleIndex) -> Kept:
        kept = ~np.isnan(index.tone)
        if self.low is not None:
            kept &= index.tone >= self.low
        if self.high is not None:
            kept &= index.tone < self.high
        return kept

    def told(self) -> str:
        """Say in words what is asked for."""
        ends = [f"of {self.low:g} or more" if self.low is not None else ""]
        ends.append(f"below {self.high:g}" if self.high is not None else "")
        return f"tone {' and '.join(filter(None, ends)) or 'of any kind'}".replace("-", "−")


@dataclass(frozen=True)
class ActorFilter(Filter):
    """Articles that name a country, a person, an institution or a place."""

    kind = "actor"
    name: str

    def _keeps(self, index: ArticleIndex) -> Kept:
        _known(self.name, index.actors.terms, "an actor")
        kept = np.zeros(len(index.articles), dtype=bool)
        kept[index.actor_columns.of(self.name)[0]] = True
        return kept

    def told(self) -> str:
        """Say in words what is asked for."""
        return f"names {self.name}"


@dataclass(frozen=True)
class WordFilter(Filter):
    """Articles that use a word, two words, or a phrase in quotation marks."""

    kind = "words"
    term: str

    def _keeps(self, index: ArticleIndex) -> Kept:
        kept = np.zeros(len(index.articles), dtype=bool)
        kept[find_uses(index, self.term).rows] = True
        return kept

    def told(self) -> str:
        """Say in words what is asked for."""
        return f"uses “{self.term.strip().strip(chr(34))}”"


def topic_filter(index: ArticleIndex, number: int, at_least: float = ABOUT) -> TopicFilter:
    """Ask for a topic of a fitted model, so that it is known again later.

    Parameters
    ----------
    index
        Articles with topics.
    number
        The topic's number, from 1.
    at_least
        Share of the article's words, 0 to 1.

    Returns
    -------
    TopicFilter
        With the topic's strongest terms.

    Raises
    ------
    DatelinesError
        If there is no such topic.
    """
    place = TopicFilter(number).column(index)
    return TopicFilter(number, at_least, index.topic_terms[place])


def _named(index: ArticleIndex, column: str, names: Sequence[str]) -> Kept:
    known = sorted(set(index.articles[column]) - {""})
    for name in names:
        _known(name, known, f"a {column}")
    return index.articles[column].isin(names).to_numpy()


def _known(name: str, known: Sequence[str], what: str) -> None:
    if name in known:
        return
    near = get_close_matches(name, known, n=3, cutoff=0.6)
    near += [other for other in known if name.casefold() == other.casefold() and other not in near]
    if near:
        raise DatelinesError(f"no article has {what} '{name}': did you mean {' or '.join(near)}?")
    if not known:
        raise DatelinesError(f"no article has {what} that is known: choose by something else")
    listed = ", ".join(known[:LISTED]) + (", …" if len(known) > LISTED else "")
    raise DatelinesError(f"no article has {what} '{name}': choose one of {listed}")


def _percent(share: float) -> str:
    """Say a share as exactly as it is compared."""
    return f"{round(100 * share, DECIMALS - 2):g}%"


def _plain(value: object) -> Any:  # noqa: ANN401  (JSON holds anything)
    if isinstance(value, dt.date):
        return value.isoformat()
    return list(value) if isinstance(value, tuple) else value
