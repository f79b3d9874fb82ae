"""Filters made again of what was written down of them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import fields
from typing import Any

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
        given = dict(one)
        kind = _KINDS.get(str(given.pop("kind", "")))
        if kind is None or set(given) - {field.name for field in fields(kind)}:
            raise DatelinesError("a saved filter is not known here: choose the articles anew")
        try:
            made.append(kind(**{name: _made(name, value) for name, value in given.items()}))
        except (TypeError, ValueError) as error:
            raise DatelinesError(
                f"a saved filter ({kind.kind}) makes no sense: choose the articles anew"
            ) from error
    return tuple(made)


def _made(name: str, value: Any) -> Any:  # noqa: ANN401
    if name in {"first", "last"} and isinstance(value, str):
        return dt.date.fromisoformat(value)
    if name == "terms":
        return tuple((str(term), float(weight)) for term, weight in value)
    if isinstance(value, list):
        return tuple(str(one) for one in value)
    return value
