"""From the parameters of a notebook, or the fields of a panel, to filters."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from helpers.analysis.topics import fit_topics
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.filters import (
    ABOUT,
    ActorFilter,
    DayFilter,
    EraFilter,
    Filter,
    PlaceFilter,
    PublisherFilter,
    ToneFilter,
    WordFilter,
    topic_filter,
)
from helpers.errors import DatelinesError, TooSmallError

if TYPE_CHECKING:
    from helpers.analysis.tables import CorpusTables

Year = int | str


def index_of(corpus: CorpusTables, n_topics: int | None = None, seed: int = 0) -> ArticleIndex:
    """Make a corpus ready to be chosen from, with topics where it is large enough for them.

    Parameters
    ----------
    corpus : CorpusTables
        A corpus.
    n_topics, seed : int
        As for `fit_topics`.

    Returns
    -------
    ArticleIndex
        Its articles.
    """
    try:
        return ArticleIndex(corpus, fit_topics(corpus, n_topics, random_state=seed))
    except TooSmallError:
        return ArticleIndex(corpus)


def filters_of(
    index: ArticleIndex,
    *,
    era: str | None = None,
    years: Sequence[Year | None] | None = None,
    undated: bool | None = None,
    publisher: str | None = None,
    place: str | None = None,
    topic: int | None = None,
    topic_share: float | None = None,
    tone: Sequence[float | None] | None = None,
    actor: str | None = None,
    words: str | None = None,
) -> tuple[Filter, ...]:
    """Make filters of what was asked for; None asks for nothing.

    Parameters
    ----------
    index : ArticleIndex
        Articles.
    era, publisher, place, actor : str, optional
        One of those that the articles have.
    years : list, optional
        First and last year, or day in ISO form; None where that end is open.
    undated : bool, optional
        With ``years``, whether articles that may be from then are kept, too.
    topic : int, optional
        Number of a topic.
    topic_share : float, optional
        With ``topic``, share of its words from which an article is about it, above 0 and up to 1;
        by default 0.3.
    tone : list, optional
        Lowest tone that is kept and lowest above it that is not, -1 to 1; None for no bound.
    words : str, optional
        A word, two words, or a phrase in quotation marks.

    Returns
    -------
    tuple of Filter
        In the order of the parameters.

    Raises
    ------
    DatelinesError
        If a value makes no sense.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> index = ArticleIndex(load_corpus("seeds"))
    >>> [one.told() for one in filters_of(index, years=[1994, None], tone=[None, -0.1])]
    ['written from 1994-01-01, for certain', 'tone below −0.1']
    """
    if undated is not None and years is None:
        raise DatelinesError("'undated' says more of 'years': give a first or a last one, too")
    if topic_share is not None and topic is None:
        raise DatelinesError("'topic_share' says more of 'topic': give the number of one, too")
    share = ABOUT if topic_share is None else _share(topic_share)
    made: list[Filter | None] = [
        EraFilter((_text("era", era),)) if era is not None else None,
        _days(years, undated=bool(undated)) if years is not None else None,
        PublisherFilter((_text("publisher", publisher),)) if publisher is not None else None,
        PlaceFilter((_text("place", place),)) if place is not None else None,
        topic_filter(index, topic, share) if topic is not None else None,
        _tone(tone) if tone is not None else None,
        ActorFilter(_text("actor", actor)) if actor is not None else None,
        WordFilter(_text("words", words)) if words is not None else None,
    ]
    return tuple(one for one in made if one is not None)


def filters_asked(index: ArticleIndex, asked: Mapping[str, Any] | None) -> tuple[Filter, ...]:
    """Make filters of a parameter of a notebook, its names and types checked.

    Parameters
    ----------
    index : ArticleIndex
        Articles.
    asked : mapping or None
        Parameters of `filters_of` by name; None for no filter.

    Returns
    -------
    tuple of Filter
        What the articles must have.

    Raises
    ------
    DatelinesError
        If a name is not known, or a value makes no sense.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> index = ArticleIndex(load_corpus("seeds"))
    >>> filters_asked(index, {"eras": "2025"})
    Traceback (most recent call last):
    helpers.errors.DatelinesError: articles cannot be filtered by 'eras': did you mean 'era'?
    """
    for name, value in (asked or {}).items():
        if name not in _TYPES:
            near = get_close_matches(str(name), _TYPES, n=1)
            hint = f"did you mean '{near[0]}'?" if near else f"choose from {', '.join(_TYPES)}"
            raise DatelinesError(f"articles cannot be filtered by '{name}': {hint}")
        kind, words = _TYPES[name]
        whole = isinstance(value, bool) and kind is not bool
        if value is not None and (whole or not isinstance(value, kind)):
            raise DatelinesError(f"the filter '{name}' takes {words}, not '{value}'")
    return filters_of(index, **dict(asked or {}))


_TEXT = (str, "a text")
_TYPES: dict[str, tuple[Any, str]] = {
    "era": _TEXT,
    "years": (list, "a list of the first and the last year"),
    "undated": (bool, "true or false"),
    "publisher": _TEXT,
    "place": _TEXT,
    "topic": (int, "the number of a topic"),
    "topic_share": ((int, float), "a number above 0 and up to 1"),
    "tone": (list, "a list of two numbers from -1 to 1"),
    "actor": _TEXT,
    "words": _TEXT,
}


def _text(name: str, value: str) -> str:
    if not value.strip():
        raise DatelinesError(f"the filter '{name}' is empty: name something, or leave it out")
    return value


def _share(value: float) -> float:
    if not 0 < value <= 1:
        raise DatelinesError(
            f"the filter 'topic_share' takes {_TYPES['topic_share'][1]}, not '{value}'"
        )
    return float(value)


def _days(years: Sequence[Year | None], *, undated: bool) -> DayFilter:
    first, last = _pair("years", years)
    return DayFilter(_day(first, 1, 1), _day(last, 12, 31), undated)


def _tone(tone: Sequence[float | None]) -> ToneFilter:
    low, high = (None if bound is None else _number(bound) for bound in _pair("tone", tone))
    return ToneFilter(low, high)


def _number(value: object) -> float:
    if isinstance(value, int | float) and not isinstance(value, bool) and -1 <= value <= 1:
        return float(value)
    raise DatelinesError(f"'{value}' is no tone: write a number from -1 to 1, or null")


def _pair(name: str, values: Sequence[object]) -> tuple[object, object]:
    if len(values) != 2:
        raise DatelinesError(f"{name} takes two values, the first and the last, or null for none")
    if all(value is None or value == "" for value in values):
        raise DatelinesError(f"the filter '{name}' has no bound: give one, or leave it out")
    return values[0], values[1]


def _day(value: object, month: int, day: int) -> dt.date | None:
    if value is None or value == "":
        return None
    text = str(value).strip()
    try:
        return dt.date(int(text), month, day) if text.isdigit() else dt.date.fromisoformat(text)
    except ValueError as error:
        raise DatelinesError(
            f"'{text}' is no year or day: write for instance 1987 or 1987-03-31"
        ) from error
