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

FEWEST_PROOFS, WIDEST_PROOF = 5, dt.timedelta(days=3 * 366)
"""Texts that must bear out numbers that need not be years, and how well these must be dated."""

_ENDING = re.compile(r"(?:\.[A-Za-z]\w{0,7})?(?:\.gz)?$")
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
    doubt : str
        What it is contradicted by; empty where nothing does.
    outdoes_hints : bool
        Whether hints of style are of another year, and no longer count.
    """

    cue: str
    first: dt.date
    last: dt.date
    doubt: str = ""
    outdoes_hints: bool = False

    @property
    def used(self) -> bool:
        """Whether it bounds the range."""
        return not self.doubt

    @property
    def note(self) -> str:
        """What follows from it, in words."""
        told = f"the folder names its files by year: {self.cue}"
        return f"{told} (set aside: contradicted by {self.doubt})" if self.doubt else told

    def as_row(self) -> dict[str, object]:
        """Give it as a row of the table ``dates``.

        Returns
        -------
        dict
            Without the article's id.
        """
        return {
            "cue": self.cue,
            "kind": "said",
            "earliest": self.first,
            "latest": self.last,
            "note": self.note,
            "used": self.used,
        }


def date_by_names(articles: pd.DataFrame) -> tuple[pd.DataFrame, dict[int, NamedYear]]:
    """Narrow the ranges of articles to the years in the names of their files.

    Parameters
    ----------
    articles : pandas.DataFrame
        One row an article, with ``file``, ``where``, ``source``, ``earliest``, ``latest``,
        ``published`` and ``date_basis`` by the article's own words and what is said of it. Extracts
        have been dated by the names of their originals.

    Returns
    -------
    pandas.DataFrame
        The same; where a name's year leaves days of the range, these.
    dict of int to NamedYear
        For the rows whose names have a year by which the folder goes, what follows; nothing does
        where other texts beside them are dated to other years.

    Notes
    -----
    A year is taken where at least three names beside each other have one in the same place and at
    most a fifth have none there, and nine in ten texts that bound their own time allow the year.
    Five texts that are dated to three years must bear it out where the numbers need not be years:
    of names that differ by them alone ("clip-1994" may be the 1,994th, "Box 1994" a box), and where
    all are the same ("agenda-2030"). Where folder and file have different years, neither is taken.

    Examples
    --------
    >>> import pandas as pd
    >>> names = [f"{year}-{who}.txt" for year, who in zip(range(1947, 1952), "abcde")]
    >>> table = pd.DataFrame({"file": names, "where": "", "source": "original",
    ...                       "earliest": None, "latest": None, "published": None,
    ...                       "date_basis": "none"})
    >>> dated, found = date_by_names(table)
    >>> dated["latest"][0].isoformat(), found[0].note
    ('1947-12-31', 'the folder names its files by year: 1947')
    """
    import pandas as pd

    years = _years(articles)
    if not years:
        return articles, {}
    names = ("earliest", "latest", "published", "date_basis")
    columns = {name: list(articles[name]) for name in names}
    found = {}
    for row, (year, doubted) in years.items():
        first, last = dt.date(year, 1, 1), dt.date(year, 12, 31)
        earliest, latest = columns["earliest"][row], columns["latest"][row]
        basis = columns["date_basis"][row]
        agrees = _allows(earliest, latest, year)
        outdone = basis == STYLE_BASIS and not agrees and not doubted
        doubt = doubted if agrees or outdone else doubted or _contradiction(basis)
        found[row] = NamedYear(str(year), first, last, doubt, outdone)
        if doubt:
            continue
        columns["earliest"][row] = first = first if outdone else max(first, earliest or first)
        columns["latest"][row] = last = last if outdone else min(last, latest or last)
        columns["date_basis"][row] = _with_names("" if outdone else basis)
        best = columns["published"][row]
        columns["published"][row] = best if best and first <= best <= last else None
    changed = {c: pd.Series(v, index=articles.index, dtype=object) for c, v in columns.items()}
    return articles.assign(**changed), found


def with_named_years(
    cues: pd.DataFrame, article_ids: Sequence[str], years: Mapping[str, NamedYear]
) -> pd.DataFrame:
    """Put what names say of some articles below the cues of their texts.

    Parameters
    ----------
    cues : pandas.DataFrame
        Rows of the table ``dates``, with ``article_id`` and any of its columns; with ``kind`` where
        it has ``used``.
    article_ids : sequence of str
        The articles that the rows are of, those without a row too.
    years : mapping of str to NamedYear
        Article to the year that its name gives.

    Returns
    -------
    pandas.DataFrame
        One more row for each of the articles in ``years``; hints that it outdoes are not used.
    """
    import pandas as pd

    outdone = {one for one, year in years.items() if year.outdoes_hints}
    if outdone and "used" in cues:
        kept = ~(cues["article_id"].isin(outdone) & cues["kind"].eq("hint"))
        cues = cues.assign(used=cues["used"] & kept)
    rows = [{"article_id": one} | years[one].as_row() for one in article_ids if one in years]
    if not rows:
        return cues
    return pd.concat([cues, pd.DataFrame(rows)[[*cues]]], ignore_index=True)


def _with_names(basis: str) -> str:
    told = {*basis.split(", "), SAID_BASIS}
    return ", ".join(base for base in BASES if base in told)


def _contradiction(basis: str) -> str:
    return "what the file itself says" if SAID_BASIS in basis.split(", ") else "the text"


def _years(articles: pd.DataFrame) -> dict[int, tuple[int, str]]:
    """Years by row, of the folders that are named by them, and what speaks against them all."""
    beside: dict[tuple[tuple[str, ...], bool], dict[str, list[int]]]
    beside = defaultdict(lambda: defaultdict(list))
    places = zip(articles["file"], articles["where"], articles["source"], strict=True)
    for row, (file, where, source) in enumerate(places):
        if source != "original":
            continue
        place = _place(file, where)
        for depth, name in enumerate(place, start=1):
            beside[place[: depth - 1], depth == len(place)][name].append(row)
    ranges = list(
        zip(articles["earliest"], articles["latest"], articles["date_basis"], strict=True)
    )
    years: dict[int, set[tuple[int, str]]] = defaultdict(set)
    for (_, of_files), rows in sorted(beside.items()):
        named = _custom(sorted(rows))
        own = {row: year for name, year in named.items() for row in rows[name]}
        borne, doubt = _borne_out(own, ranges)
        if borne >= (FEWEST_PROOFS if _is_doubtful(named, of_files) else 0):
            for row, year in own.items():
                years[row].add((year, doubt))
    return {
        row: min(found)  # one that nothing speaks against, if there is one
        for row, found in sorted(years.items())
        if len({year for year, _ in found}) == 1
    }


def _place(file: str, where: str) -> tuple[str, ...]:
    """Names of folders and of the file, without its ending; what an archive holds goes deeper."""
    inside = where.split("/") if "." in where and not file.endswith(".gz") else []
    path = [*file.split("/"), *inside]
    return *path[:-1], _ENDING.sub("", path[-1])


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


def _is_doubtful(named: Mapping[str, int], of_files: bool) -> bool:
    """Tell whether the numbers may be those of clips or boxes, or what all texts are about."""
    others = {name.replace(str(year), "#") for name, year in named.items()}
    bare = others == {"#"} and not of_files
    return (len(others) == 1 and not bare) or len({*named.values()}) == 1


def _borne_out(years: Mapping[int, int], ranges: Sequence[tuple[Day, Day, str]]) -> tuple[int, str]:
    """Count the texts that are dated to these years, and tell if too many bound are of others."""
    against = bounded = proofs = 0
    for row, year in years.items():
        earliest, latest, basis = ranges[row]
        if (earliest or latest) and basis != STYLE_BASIS:
            allowed = _allows(earliest, latest, year)
            bounded += 1
            against += not allowed
            proofs += bool(allowed and earliest and latest and latest - earliest <= WIDEST_PROOF)
    contradicted = against > MOST_AGAINST * bounded
    told = f"{against:,} of {bounded:,} dated texts of files named so"
    return proofs, told if contradicted else ""


def _allows(earliest: Day, latest: Day, year: int) -> bool:
    starts = earliest is None or earliest.year <= year
    return starts and (latest is None or latest.year >= year)
