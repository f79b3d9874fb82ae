"""Years that the names of a folder's files give, where the folder is named by them throughout.

One name may hold any number, or the year that an article is about. Where nearly all names of a
folder have a year in the same place ("1947-Truman.txt", "1994/a.txt") it is how somebody filed
them, and the texts that date themselves tell whether it is the year they are from.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple

from helpers.corpus.periods import Day
from helpers.intake.dating import BASES, SAID_BASIS, STYLE_BASIS

if TYPE_CHECKING:
    import pandas as pd

FEWEST_NAMES = 3
"""Names beside each other that make a custom."""

MOST_OTHERS, MOST_AGAINST = 0.2, 0.1
"""Most names without a year in its place, and most dated texts from another year, as shares."""

FEWEST_PROOFS = 5
"""Texts that must bear out years in names alike but for these, which may be plain numbers."""

_TOKEN = re.compile(r"\d+|[^\W\d_]+")
_YEAR = re.compile(r"1[6-9]\d\d|20\d\d")


class NamedYear(NamedTuple):
    """What the name of a file says of its article's year.

    Attributes
    ----------
    cue : str
        The year, as in the name.
    first, last : datetime.date
        Its first and last day.
    used : bool
        Whether the text allows it.
    """

    cue: str
    first: dt.date
    last: dt.date
    used: bool

    @property
    def note(self) -> str:
        """What follows from it, in words."""
        told = f"the folder names its files by year: {self.cue}"
        return told if self.used else f"{told} (set aside: contradicted by the text)"


def date_by_names(articles: pd.DataFrame) -> tuple[pd.DataFrame, dict[int, NamedYear]]:
    """Narrow the ranges of articles to the years in the names of their files.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row an article, with ``file``, ``where``, ``earliest``, ``latest``, ``published`` and
        ``date_basis`` by the article's own words and what is said of it.

    Returns
    -------
    pandas.DataFrame
        The same; where a name's year leaves days of the range, these.
    dict of int to NamedYear
        For the rows whose names have a year by which the folder goes, what follows.

    Notes
    -----
    A year is taken where at least three names beside each other have one in the same place and at
    most a fifth have none there, and nine in ten texts that bound their own time allow the year. Of
    names of files that differ by the number alone five texts must bear the years out: "clip-1994"
    may be the 1,994th.

    Examples
    --------
    >>> import pandas as pd
    >>> names = [f"{year}-{who}.txt" for year, who in zip(range(1947, 1952), "abcde")]
    >>> table = pd.DataFrame({"file": names, "where": "", "earliest": None, "latest": None,
    ...                       "published": None, "date_basis": "none"})
    >>> dated, found = date_by_names(table)
    >>> dated["latest"][0].isoformat(), found[0].note
    ('1947-12-31', 'the folder names its files by year: 1947')
    """
    import pandas as pd

    years = _years(articles)
    if not years:
        return articles, {}
    columns = {c: list(articles[c]) for c in ("earliest", "latest", "date_basis")}
    found = {}
    for row, year in years.items():
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        earliest, latest = columns["earliest"][row], columns["latest"][row]
        hint = columns["date_basis"][row] == STYLE_BASIS
        used = hint or _allows(earliest, latest, year)
        found[row] = NamedYear(str(year), first, last, used)
        if used:
            columns["earliest"][row] = first if hint else max(first, earliest or first)
            columns["latest"][row] = last if hint else min(last, latest or last)
            columns["date_basis"][row] = _with_names(columns["date_basis"][row])
    changed = {c: pd.Series(v, index=articles.index, dtype=object) for c, v in columns.items()}
    return articles.assign(**changed), found


def with_named_years(
    cues: pd.DataFrame, article_ids: Sequence[str], years: Mapping[str, NamedYear]
) -> pd.DataFrame:
    """Put what names say of some articles below the cues of their texts.

    Parameters
    ----------
    cues : pandas.DataFrame
        Rows of the table ``dates``, with ``article_id`` and any of its columns.
    article_ids : sequence of str
        The articles that the rows are of, those without a row too.
    years : mapping of str to NamedYear
        Article to the year that its name gives.

    Returns
    -------
    pandas.DataFrame
        One more row for each of the articles in ``years``.
    """
    import pandas as pd

    rows = [
        {
            "article_id": one,
            "cue": years[one].cue,
            "kind": "said",
            "earliest": years[one].first,
            "latest": years[one].last,
            "note": years[one].note,
            "used": years[one].used,
        }
        for one in article_ids
        if one in years
    ]
    if not rows:
        return cues
    return pd.concat([cues, pd.DataFrame(rows)[[*cues]]], ignore_index=True)


def _with_names(basis: str) -> str:
    told = {*basis.split(", "), SAID_BASIS} - {STYLE_BASIS}
    return ", ".join(base for base in BASES if base in told)


def _years(articles: pd.DataFrame) -> dict[int, int]:
    """Years by row, of the folders that are named by them."""
    beside: dict[tuple[tuple[str, ...], bool], dict[str, list[int]]]
    beside = defaultdict(lambda: defaultdict(list))
    for row, names in enumerate(zip(articles["file"], articles["where"], strict=True)):
        place = _place(*names)
        for depth, name in enumerate(place, start=1):
            beside[place[: depth - 1], depth == len(place)][name].append(row)
    ranges = list(
        zip(articles["earliest"], articles["latest"], articles["date_basis"], strict=True)
    )
    years: dict[int, int] = {}
    for (_, of_files), rows in sorted(beside.items()):
        named = _custom(sorted(rows))
        own = {row: year for name, year in named.items() for row in rows[name]}
        needed = FEWEST_PROOFS if of_files and _differ_by_year_alone(named) else 0
        if _is_borne_out(own, ranges, needed):
            years |= own
    return dict(sorted(years.items()))


def _place(file: str, where: str) -> tuple[str, ...]:
    """Names of folders and of the file, without its ending; what an archive holds goes deeper."""
    path = [*file.split("/"), *(where.split("/") if "." in where else ())]
    return *path[:-1], path[-1].partition(".")[0]


def _custom(names: Sequence[str]) -> dict[str, int]:
    """Years of the names, where nearly all have one in the same place and no other number there."""
    if len(names) < FEWEST_NAMES:
        return {}
    tokens = {name: _TOKEN.findall(name) for name in names}
    places: Counter[int] = Counter()
    for parts in tokens.values():
        found = [i for i, part in enumerate(parts) if _YEAR.fullmatch(part)]
        if len(found) == 1:  # counted from both ends: what is before or behind it has any length
            places.update({found[0], found[0] - len(parts)})
    if not places:
        return {}
    at, count = min(places.items(), key=lambda item: (-item[1], item[0] < 0, abs(item[0])))
    if count < FEWEST_NAMES or len(names) - count > MOST_OTHERS * len(names):
        return {}
    held = {name: parts[at] for name, parts in tokens.items() if -len(parts) <= at < len(parts)}
    return {name: int(part) for name, part in held.items() if _YEAR.fullmatch(part)}


def _differ_by_year_alone(named: Mapping[str, int]) -> bool:
    return len({name.replace(str(year), "#") for name, year in named.items()}) == 1


def _is_borne_out(
    years: Mapping[int, int], ranges: Sequence[tuple[Day, Day, str]], needed: int
) -> bool:
    """Tell whether the texts that bound their own time are from these years."""
    bounded = [
        _allows(earliest, latest, year)
        for row, year in years.items()
        for earliest, latest, basis in [ranges[row]]
        if (earliest or latest) and basis != STYLE_BASIS
    ]
    return len(bounded) >= needed and bounded.count(False) <= MOST_AGAINST * len(bounded)


def _allows(earliest: Day, latest: Day, year: int) -> bool:
    starts = earliest is None or earliest.year <= year
    return starts and (latest is None or latest.year >= year)
