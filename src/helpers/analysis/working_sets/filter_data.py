"""Filters made again of what was written down of them."""

import datetime as dt
import math
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from typing import Any

from helpers.analysis.working_sets.article_index import TopicTerms
from helpers.analysis.working_sets.filters import (
    ActorFilter,
    DayFilter,
    EraFilter,
    Filter,
    PlaceFilter,
    PublisherFilter,
    ToneFilter,
    TopicFilter,
    WordFilter,
)
from helpers.errors import DatelinesError

_KINDS: Mapping[str, type[Filter]] = {
    filter_.kind: filter_
    for filter_ in (
        EraFilter,
        DayFilter,
        PublisherFilter,
        PlaceFilter,
        TopicFilter,
        ToneFilter,
        ActorFilter,
        WordFilter,
    )
}


def filters_from(data: Iterable[Mapping[str, Any]]) -> tuple[Filter, ...]:
    """Make filters again of what `Filter.as_data` gave.

    Parameters
    ----------
    data
        One mapping a filter.

    Returns
    -------
    tuple of Filter
        In the same order.

    Raises
    ------
    DatelinesError
        If one of them makes no sense.

    Examples
    --------
    >>> filters_from([EraFilter(("1987",)).as_data(), ToneFilter(high=0.0).as_data()])
    (EraFilter(eras=('1987',)), ToneFilter(low=None, high=0.0))
    """
    made = []
    for one in data:
        given = dict(one) if isinstance(one, Mapping) else {}
        kind = _KINDS.get(str(given.pop("kind", "")))
        if kind is None or set(given) - {field.name for field in fields(kind)}:
            raise DatelinesError("a saved filter is not known here: choose the articles anew")
        try:
            made.append(kind(**{name: _READ[name](value) for name, value in given.items()}))
        except (TypeError, ValueError, OverflowError) as error:
            raise DatelinesError(
                f"a saved filter ({kind.kind}) makes no sense: choose the articles anew"
            ) from error
    return tuple(made)


def _text(value: object) -> str:
    if not isinstance(value, str) or not value.strip():
        raise TypeError
    return value


def _texts(value: object) -> tuple[str, ...]:
    # A text is a sequence of texts, too: era "1994" is not the eras "1", "9", "9" and "4".
    if not isinstance(value, list | tuple) or not value:
        raise TypeError
    return tuple(map(_text, value))


def _day(value: object) -> dt.date | None:
    return None if value is None else dt.date.fromisoformat(_text(value))


def _flag(value: object) -> bool:
    if not isinstance(value, bool):
        raise TypeError
    return value


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise TypeError
    if not math.isfinite(value):
        raise ValueError
    return value


def _bound(value: object) -> float | None:
    return None if value is None else _number(value)


def _topic_number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise TypeError
    return value


def _share(value: object) -> float:
    share = _number(value)
    if not 0 <= share <= 1:
        raise ValueError
    return share


def _terms(value: object) -> TopicTerms:
    if not isinstance(value, list | tuple):
        raise TypeError
    return tuple((_text(term), float(_number(weight))) for term, weight in value)


_READ: Mapping[str, Callable[[object], Any]] = {
    "eras": _texts,
    "names": _texts,
    "first": _day,
    "last": _day,
    "perhaps": _flag,
    "number": _topic_number,
    "at_least": _share,
    "terms": _terms,
    "low": _bound,
    "high": _bound,
    "name": _text,
    "term": _text,
}
