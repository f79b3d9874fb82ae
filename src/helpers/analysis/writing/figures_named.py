"""Which sums, percentages and days each era names, in how many articles, and where."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.tables import CorpusTables, compared
from helpers.analysis.writing.amounts import (
    MAYBE_SCALE,
    SUM_FROM,
    Amount,
    parse_money,
    parse_rate,
)
from helpers.errors import DatelinesError

PARSERS: dict[str, Callable[[str], Amount | None]] = {"money": parse_money, "rate": parse_rate}

TARIFF_WORDS = ("tariff", "tariffs", "duty", "duties", "levies", "surcharge", "surcharges")
"""A percentage in a passage that has one of these words may be the rate of a tariff.

"Levy" is missing: counts of words in lower case cannot tell it from the surname.
"""

DEADLINE_WORDS = ("deadline", "deadlines", "expire", "expires", "expired", "ultimatum", "until")
"""A day in a passage that has one of these words may be a deadline."""

SMALL = 1_000
_PASSAGES = np.int64(1 << 24)

NAMED_COLUMNS = ("era", "unit", "size", "value", "written", "articles", "mentions", "doubt")
UNIT_COLUMNS = (
    *("era", "unit", "size", "articles", "mentions", "different", "median", "smallest"),
    *("largest", "largest_written", "largest_articles"),
)


@dataclass(frozen=True, eq=False)
class Figures:
    """The figures that eras name.

    Attributes
    ----------
    kind
        ``'money'`` or ``'rate'``.
    near
        Only passages with one of these words were looked at; empty for all.
    named
        One row per era and figure, that of most articles first: ``era``, ``unit`` (currency or
        ``'%'``), ``size`` (``'a million or more'``, ``'less'``; ``''`` for percentages),
        ``value``, ``written`` (its usual spelling), ``articles``, ``mentions``, ``doubt``. Figures
        of one value in different spellings are one.
    by_unit
        One row per era, unit and size: ``articles`` that name such a figure, ``mentions``,
        ``different`` values, ``median`` (each value once an article), ``smallest``, ``largest``,
        ``largest_written``, ``largest_articles`` (that name it). Figures in doubt are left out.
    unread
        What could not be read as a figure: ``era``, ``written``, ``articles``, ``mentions``.
    articles
        Articles of each era, by name.
    """

    kind: str
    near: tuple[str, ...]
    named: pd.DataFrame
    by_unit: pd.DataFrame
    unread: pd.DataFrame
    articles: dict[str, int]


def figures_named(
    corpus: CorpusTables, kind: str = "money", *, near: tuple[str, ...] = ()
) -> Figures:
    """Gather the sums of money or the percentages that each era names.

    Sums are compared in the currency named, as written: nothing is converted, and a dollar of one
    year is not worth what it is in another.

    Parameters
    ----------
    corpus
        A corpus; its mentions are read by chunks. Undated articles and duplicates are left out.
    kind
        ``'money'`` or ``'rate'``.
    near
        If given, only passages with one of these lower-case words count; see `TARIFF_WORDS`.

    Returns
    -------
    Figures
        By era and value, by era and unit, and what could not be read.

    Raises
    ------
    DatelinesError
        If ``kind`` is something else.
    """
    if kind not in PARSERS:
        raise DatelinesError(f"there are no figures of kind {kind!r}: choose money or rate")
    sums: list[pd.DataFrame] = []
    spellings: list[pd.DataFrame] = []
    carriers: list[pd.DataFrame] = []
    unread: list[pd.DataFrame] = []
    keys = ["era", "unit", "size", "value", "doubt"]
    for chunk in _read(corpus, kind, near):
        known = chunk[chunk["unit"] != ""]
        sums.append(_counted(known, keys))
        spellings.append(known.groupby([*keys, "text"])["count"].sum().reset_index())
        carriers.append(_counted(known[known["doubt"] == ""], ["era", "unit", "size"]))
        unread.append(_counted(chunk[chunk["unit"] == ""], ["era", "text"]))
    named = _joined(sums, keys).merge(_usual(spellings, keys), on=keys, how="left")
    named = _ordered(named, corpus, ["articles", "mentions"], ["unit", "value", "doubt"])
    by_unit = _by_unit(named, _joined(carriers, ["era", "unit", "size"]))
    missed = _joined(unread, ["era", "text"]).rename(columns={"text": "written"})
    own = compared(corpus)["era"]
    return Figures(
        kind=kind,
        near=tuple(near),
        named=named[list(NAMED_COLUMNS)],
        by_unit=_ordered(by_unit, corpus, ["articles", "mentions"], ["unit", "size"])[
            list(UNIT_COLUMNS)
        ],
        unread=_ordered(missed, corpus, ["articles", "mentions"], ["written"]),
        articles={era: int((own == era).sum()) for era in corpus.eras},
    )


def days_named(corpus: CorpusTables, *, near: tuple[str, ...] = ()) -> pd.DataFrame:
    """List the days that each era names, as they are written.

    Parameters
    ----------
    corpus
        A corpus; its mentions are read by chunks. Undated articles and duplicates are left out.
    near
        If given, only passages with one of these lower-case words count; see `DEADLINE_WORDS`.

    Returns
    -------
    pandas.DataFrame
        One row per era and day, the day of most articles first: ``era``, ``written``, ``articles``,
        ``mentions``. A day without its year may be one of several.
    """
    found = [_counted(chunk, ["era", "text"]) for chunk in _read(corpus, "date", near)]
    table = _joined(found, ["era", "text"]).rename(columns={"text": "written"})
    return _ordered(table, corpus, ["articles", "mentions"], ["written"])


def evidence(
    corpus: CorpusTables,
    kind: str,
    rows: pd.DataFrame | None = None,
    *,
    near: tuple[str, ...] = (),
    per: int | None = None,
    per_era: int | None = None,
) -> pd.DataFrame:
    """Tell where figures or days are named.

    Parameters
    ----------
    corpus
        A corpus; its mentions are read by chunks.
    kind
        ``'money'``, ``'rate'`` or ``'date'``.
    rows
        Rows of `Figures.named` or `days_named`; all where not given.
    near
        As for `figures_named`.
    per
        At most so many passages for each row, each of another article; all where not given.
    per_era
        At most so many rows of each era, the first ones; all where not given.

    Returns
    -------
    pandas.DataFrame
        One row per passage and figure, by era in the order of time, then by article in the order of
        the corpus and by passage: ``era``, ``label``,
        ``article_id``, ``passage``, ``last_passage`` (the same), ``text`` (as written), ``count``,
        and of figures ``unit``, ``value``, ``doubt``. `topic_evidence.read_passages` puts the words
        or the gist to it.
    """
    articles = compared(corpus).set_index("article_id")
    labels = articles["label"]
    keys = ["era", "text"] if kind == "date" else ["era", "unit", "value", "doubt"]
    wanted = None if rows is None else rows.rename(columns={"written": "text"})[keys]
    taken = dict.fromkeys(map(tuple, wanted.to_numpy().tolist()), 0) if wanted is not None else {}
    values = [] if kind == "date" else ["unit", "value", "doubt"]
    columns = ["era", "label", "article_id", "passage", "last_passage", "text", "count", *values]
    found = [pd.DataFrame(columns=columns)]
    for chunk in _read(corpus, kind, near):
        own = chunk if wanted is None else chunk.merge(wanted.drop_duplicates(), on=keys)
        if per is not None and len(own):
            own = own.drop_duplicates([*keys, "article_id"])
            before = [taken.get(key, 0) for key in map(tuple, own[keys].to_numpy().tolist())]
            own = own[(own.groupby(keys, dropna=False).cumcount() + before) < per]
            for key in map(tuple, own[keys].to_numpy().tolist()):
                taken[key] = taken.get(key, 0) + 1
        if len(own):
            named = own.assign(label=own["article_id"].map(labels), last_passage=own["passage"])
            found.append(named[columns])
    table = pd.concat([part for part in found if len(part)] or found, ignore_index=True)
    places = (
        pd.Index(list(corpus.eras)).get_indexer(pd.Index(table["era"])),
        articles.index.get_indexer(pd.Index(table["article_id"])),
        table["passage"].to_numpy(dtype=np.int64),
    )
    table = table.iloc[np.lexsort(places[::-1])]
    table = table if per_era is None else table.groupby("era", sort=False).head(per_era)
    return table.reset_index(drop=True)


def _read(corpus: CorpusTables, kind: str, near: tuple[str, ...]) -> Iterator[pd.DataFrame]:
    """Yield the mentions of a kind, with their era and what they say."""
    articles = compared(corpus)
    eras = articles.set_index("article_id")["era"]
    place = pd.Series(np.arange(len(articles), dtype=np.int64), index=articles["article_id"])
    beside = _passages_with(corpus, place, near) if near else None
    columns = ["article_id", "passage", "kind", "text", "count"]
    for chunk in corpus.chunks("mentions", columns=columns):
        own = chunk[chunk["kind"] == kind]
        own = own.assign(era=own["article_id"].map(eras).astype(object))
        own = own[own["era"].notna()]
        if beside is not None:
            own = own[np.isin(_key(own, place), beside)]
        yield own if kind == "date" else _valued(own, PARSERS[kind])


def _passages_with(
    corpus: CorpusTables, place: pd.Series, words: tuple[str, ...]
) -> NDArray[np.int64]:
    found = [np.empty(0, dtype=np.int64)]
    for chunk in corpus.chunks("terms", columns=["article_id", "passage", "term"]):
        codes, uniques = pd.factorize(chunk["term"])
        own = chunk[np.isin(codes, np.flatnonzero(np.isin(uniques.astype(object), words)))]
        own = own[own["article_id"].map(place).notna()]
        found.append(np.unique(_key(own, place)))
    return np.concatenate(found)


def _key(rows: pd.DataFrame, place: pd.Series) -> NDArray[np.int64]:
    """Give each passage a number, so that a set of them needs little room."""
    article = rows["article_id"].map(place).to_numpy(dtype=np.int64)
    key: NDArray[np.int64] = article * _PASSAGES + rows["passage"].to_numpy(dtype=np.int64)
    return key


def _valued(rows: pd.DataFrame, parse: Callable[[str], Amount | None]) -> pd.DataFrame:
    """Read each mention: unit '' where it cannot be read."""
    codes, uniques = pd.factorize(rows["text"])
    read = [parse(text) or Amount(np.nan, 0, "", np.nan) for text in uniques]
    table = pd.DataFrame(read, columns=list(Amount._fields)).iloc[codes]
    rows = rows.reset_index(drop=True).join(table.reset_index(drop=True))
    money = (rows["unit"] != "") & (rows["unit"] != "%")
    large = money & (rows["value"] >= SUM_FROM)
    rows["size"] = np.where(large, "a million or more", np.where(money, "less", ""))
    # "$3 to $4 billion" is met as "$3" and "$4 billion".
    bare = money & (rows["scale"] == 1) & (rows["value"] < SMALL) & (rows["doubt"] == "")
    if bare.any():
        scaled = large.groupby([rows["article_id"], rows["passage"], rows["unit"]]).transform("any")
        rows["doubt"] = rows["doubt"].mask(bare & scaled, MAYBE_SCALE)
    return rows


def _counted(rows: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    grouped = rows.groupby(keys, dropna=False)
    return grouped.agg(articles=("article_id", "nunique"), mentions=("count", "sum")).reset_index()


def _joined(blocks: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """Add up counts of chunks; no article lies in two."""
    found = [block for block in blocks if len(block)]
    if not found:
        return pd.DataFrame(columns=[*keys, "articles", "mentions"])
    table = pd.concat(found).groupby(keys, dropna=False)[["articles", "mentions"]].sum()
    return table.astype(int).reset_index()


def _usual(blocks: list[pd.DataFrame], keys: list[str]) -> pd.DataFrame:
    """Find the most frequent spelling of each figure, the first by letter of equals."""
    found = [block for block in blocks if len(block)]
    if not found:
        return pd.DataFrame(columns=[*keys, "written"])
    table = pd.concat(found).groupby([*keys, "text"])["count"].sum().reset_index()
    table = table.sort_values(["count", "text"], ascending=[False, True])
    return table.drop_duplicates(keys).rename(columns={"text": "written"})[[*keys, "written"]]


def _by_unit(named: pd.DataFrame, carriers: pd.DataFrame) -> pd.DataFrame:
    keys = ["era", "unit", "size"]
    sure = named[named["doubt"] == ""].sort_values("value", kind="stable")
    rows = []
    for key, group in sure.groupby(keys):
        last = group.iloc[-1]
        values, weights = group["value"].to_numpy(), group["articles"].to_numpy()
        rows.append(
            (
                *key,
                len(group),
                _median(values, weights),
                values[0],
                values[-1],
                last["written"],
                int(last["articles"]),
            )
        )
    columns = ["different", "median", "smallest", "largest", "largest_written", "largest_articles"]
    table = pd.DataFrame(rows, columns=[*keys, *columns])
    return carriers.merge(table, on=keys) if len(table) else pd.DataFrame(columns=UNIT_COLUMNS)


def _median(values: NDArray[np.float64], weights: NDArray[np.int64]) -> float:
    """Take the median of sorted values that come so many times each."""
    ends = np.cumsum(weights)
    low = np.searchsorted(ends, (ends[-1] + 1) // 2)
    high = np.searchsorted(ends, ends[-1] // 2 + 1)
    return float((values[low] + values[high]) / 2)


def _ordered(
    table: pd.DataFrame, corpus: CorpusTables, down: list[str], up: list[str]
) -> pd.DataFrame:
    """Sort by era in the order of time, then by counts, then by name."""
    place = {era: number for number, era in enumerate(corpus.eras)}
    table = table.assign(place=table["era"].map(place))
    ascending = [True, *(False for _ in down), *(True for _ in up)]
    ranked = table.sort_values(["place", *down, *up], ascending=ascending)
    return ranked.drop(columns="place").reset_index(drop=True)
