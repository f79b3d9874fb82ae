"""What would change a conclusion: every finding of a comparison, tried in all ways that are cheap.

Each finding (a key term, the share of a topic, the tone) is computed again with each article, and
each author of several, left out, with undecided articles in every era that their days allow, with
the border between eras drawn elsewhere, with other stop lists and with all versions of a story
counted. The topics themselves are not fitted again.
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.authors import author_names, authors_of
from helpers.analysis.eras import EraComparison
from helpers.analysis.resampling import Floats
from helpers.analysis.sensitivity.assignments import vary
from helpers.analysis.sensitivity.borders import MOVED, era_borders, moved_borders
from helpers.analysis.sensitivity.era_findings import Pool, era_findings, stratum_codes
from helpers.analysis.sensitivity.sides import NOWHERE, Codes, Quantities
from helpers.analysis.sensitivity.undecided import Spans, possible_eras, spans_of
from helpers.analysis.sensitivity.without_author import without_author
from helpers.analysis.sensitivity.without_one import without_one
from helpers.analysis.tables import CorpusTables, distinct

NOTHING = "nothing tried here"

ONE_ARTICLE = "one article"
ONE_AUTHOR = "one author"
DATES = "undecided dates"
BORDER = "the border between eras"
STOP_LIST = "the stop list"
WORDS = "what rates are taken of"
READING = "how tone is measured"
VERSIONS = "versions of a story"

COLUMNS = (
    *("kind", "era", "name", "strata", "within", "value", "verdict"),
    *("articles", "rest_articles"),
    *("without_one_low", "without_one_high", "without_one_article", "without_one_value"),
    *("turned_by", "turned_to"),
    *("without_author_low", "without_author_high", "turned_by_author", "turned_to_without_author"),
    *("largest_share", "stop_list", "content_words", "versions", "agreement"),
    *("undecided", "dates_low", "dates_high", "dates_share", "dates_every"),
    *("border_positions", "border_low", "border_high", "hangs_on", "weakened_by"),
)


def what_would_change(
    comparison: EraComparison,
    corpus: CorpusTables,
    n: int = 10,
    *,
    spans: Spans | None = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Try to overturn each finding of a comparison of eras.

    Parameters
    ----------
    comparison
        The comparison.
    corpus
        The corpus that it was made of.
    n
        How many key terms of each era are looked at.
    spans
        First and last day of each era; by default those of the corpus, else what its articles show.
    seed
        Seed of the draws where undecided articles can be shared out in more than 1,024 ways.

    Returns
    -------
    pandas.DataFrame
        One row per finding; empty with fewer than two eras, or where no stratum holds articles of
        two. Findings are the key terms, the topics of which an era has more than the rest (by half
        a percentage point), and how the tone of each era differs (of two eras, which mirror each
        other, the more positive one). Within strata everything is computed by the estimate of the
        comparison (Mantel and Haenszel's log-ratio, means within strata), over the strata that have
        both sides after the change.

        - ``kind`` (``'term'``, ``'topic'``, ``'tone'``), ``era``, ``name``; ``strata`` (those of
          the comparison: ``'publisher'``, say; ``''`` without), ``within`` (whether this finding is
          compared within them, as terms and topics are); ``value`` (log-ratio of a term, difference
          of means of a topic or score), ``verdict``; ``articles`` and ``rest_articles`` compared,
          within strata those in strata with both sides
        - ``without_one_low``, ``without_one_high``: range when each article in turn is left out;
          ``without_one_article``: label of the one that matters most, ``without_one_value``: what
          is left without it; ``turned_by``: label of the article without which it comes nearest to
          the other sign or farthest into it, ``''`` unless zero is reached, ``turned_to``: its
          value without that one; 0, and no other sign, where the rest has no use of a term before
          or after (see `sides.Quantities.weigh`)
        - ``without_author_low``, ``without_author_high``, ``turned_by_author``,
          ``turned_to_without_author``: the same when each author of several articles is left out,
          see `without_author`
        - ``largest_share``: part of a term's uses in the era that its largest article has, 0 to 1
        - ``stop_list``: ``'holds'``; ``'on a longer list'``; ``'not among the first n without a
          list'``; ``'not tried'``
        - ``content_words``: the log-ratio if rates are taken of content words only; without strata
          it differs by the same amount for all terms of an era, so their order stays
        - ``versions``: the value if every version of a story counts
        - ``agreement``: share of the ways to measure tone that agree on its sign, 0 to 1
        - ``undecided``: articles that may be of more than one era, or of one or none (and whose
          stratum is known, where there are strata); ``dates_low``, ``dates_high``,
          ``dates_share``, ``dates_every``: see `assignments.Varied`
        - ``border_positions``: how many other days were tried, 0 where no article could move;
          ``border_low``, ``border_high``
        - ``hangs_on``: what gives it the other sign, or takes it out, joined by ``', '``;
          ``'nothing tried here'`` if nothing does
        - ``weakened_by``: what makes its interval take in zero where the verdict is better than
          *cannot tell*; ``''`` if nothing does. Tests are not made again.

        What was not tried is NaN.

    References
    ----------
    Leamer 1985, "Sensitivity analyses would help", American Economic Review 75(3), 308-313.
    """
    if len(comparison.eras) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    pool = _pool(comparison, corpus, spans)
    may = possible_eras(pool.articles, pool.eras, pool.spans)
    tables = [
        _tried(found, quantities, pool, may, seed=seed).assign(
            strata=comparison.strata, within=quantities.strata is not None
        )
        for found, quantities in era_findings(comparison, pool, n)
        if len(found)
    ]
    if not tables:
        return pd.DataFrame(columns=list(COLUMNS))
    table = pd.concat(tables, ignore_index=True)
    return _judged(table)[list(COLUMNS)]


def by_border(
    comparison: EraComparison, corpus: CorpusTables, n: int = 10, *, spans: Spans | None = None
) -> pd.DataFrame:
    """Give each finding with the borders drawn where they are and elsewhere.

    Parameters
    ----------
    comparison, corpus, n, spans
        As for `what_would_change`.

    Returns
    -------
    pandas.DataFrame
        One row per border that can be moved, day and finding: ``before``, ``after`` (the eras it
        parts), ``day`` (first day of the later one), ``now`` (whether that is where it is),
        ``kind``, ``era``, ``name``, ``value``. Empty where no border can be moved.
    """
    columns = ["before", "after", "day", "now", "kind", "era", "name", "value"]
    tables = [pd.DataFrame(columns=columns)]
    if len(comparison.eras) < 2:
        return tables[0]
    pool = _pool(comparison, corpus, spans)
    borders = era_borders(pool.articles, pool.eras, pool.spans)
    present = borders[borders["status"] == MOVED]
    present = present.assign(day=present["first"], now=True)
    for found, quantities in era_findings(comparison, pool, n):
        positions, _, values = moved_borders(quantities, pool.articles, pool.eras, pool.spans)
        base = np.tile(quantities.values(pool.codes[None, :]), (len(present), 1))
        days = pd.concat([present, positions.assign(now=False)])[["before", "after", "day", "now"]]
        together = days.merge(found[["kind", "era", "name"]], how="cross")
        tables.append(together.assign(value=np.concatenate([base, values]).ravel()))
    together = pd.concat(tables[1:], ignore_index=True)
    order = ["before", "kind", "era", "name", "day"]
    ranks = {column: pd.Index(together[column].unique()) for column in order[:-1]}
    keys = together.assign(**{c: ranks[c].get_indexer(together[c]) for c in ranks})
    return together.loc[keys.sort_values(order, kind="stable").index, columns].reset_index(
        drop=True
    )


def _pool(comparison: EraComparison, corpus: CorpusTables, spans: Spans | None) -> Pool:
    own, eras = distinct(corpus), comparison.eras
    spans = spans or getattr(corpus, "spans", None) or spans_of(own, eras)
    may = possible_eras(own, eras, spans)
    there = own["era"].isin(eras).to_numpy() | may[:, :-1].any(axis=1)
    if spans:
        # Articles between two eras, in neither, matter to where a border could be.
        reach = min(first for first, _ in spans.values()), max(last for _, last in spans.values())
        there |= possible_eras(own, ["all"], {"all": reach})[:, 0]
    articles = own[there].reset_index(drop=True)
    return Pool(articles, eras, spans, corpus, stratum_codes(comparison, articles))


def _tried(
    found: pd.DataFrame,
    quantities: Quantities,
    pool: Pool,
    may: NDArray[np.bool_],
    *,
    seed: int,
) -> pd.DataFrame:
    """Put the results of all checks beside the findings."""
    codes, labels = pool.codes, pool.articles["label"].to_numpy()
    authors = np.array(authors_of(pool.articles), dtype=object)
    left = without_one(quantities, codes)
    by_author = without_author(quantities, codes, authors.tolist())
    rows = np.flatnonzero((codes == NOWHERE) & may[:, :-1].any(axis=1) & quantities.able)
    varied = vary(quantities, codes, rows, may[rows], seed=seed)
    positions, moved, values = moved_borders(quantities, pool.articles, pool.eras, pool.spans)
    sizes = {era: _sizes(quantities, codes, era) for era in np.unique(quantities.eras).tolist()}
    base = quantities.values(codes[None, :])[0]
    up = base > 0
    worst, turned = _turned(base, left)
    turning = np.where(up, left["low_row"], left["high_row"])
    author_worst, author_turned = _turned(base, by_author)
    author = np.where(up, by_author["low_author"], by_author["high_author"])
    named = author_names(pool.articles)
    table = found.assign(
        value=base,
        articles=[sizes[era][0] for era in quantities.eras.tolist()],
        rest_articles=[sizes[era][1] for era in quantities.eras.tolist()],
        without_one_low=left["low"],
        without_one_high=left["high"],
        without_one_article=["" if row < 0 else labels[row] for row in left["row"]],
        without_one_value=left["without"],
        turned_by=np.where(turned, labels[turning], ""),
        turned_to=np.where(turned, worst, np.nan),
        without_author_low=by_author["low"],
        without_author_high=by_author["high"],
        turned_by_author=[
            named[name] if turns else "" for name, turns in zip(author, author_turned, strict=True)
        ],
        turned_to_without_author=np.where(author_turned, author_worst, np.nan),
        versions=quantities.scaled(pool.versions).values(codes[None, :])[0],
        agreement=found.get("agreement", np.nan),
        undecided=len(rows),
        dates_low=varied.low if len(rows) else np.nan,
        dates_high=varied.high if len(rows) else np.nan,
        dates_share=varied.share if len(rows) else np.nan,
        dates_every=varied.every,
        border_positions=len(positions),
        border_low=np.fmin.reduce(values, axis=0) if len(values) else np.nan,
        border_high=np.fmax.reduce(values, axis=0) if len(values) else np.nan,
    )
    ways = _Ways(quantities, codes, rows)
    weakened: list[list[str]] = [[] for _ in base]
    for number, verdict in enumerate(found["verdict"]):
        if verdict == "cannot tell" or not _one_sided(quantities.interval(number, codes)):
            continue
        dated = varied.low_codes if up[number] else varied.high_codes
        tries = {
            ONE_ARTICLE: ways.without(np.arange(len(codes)) == turning[number]),
            ONE_AUTHOR: ways.without(
                (np.array(authors) == author[number]) & (author[number] != "")
            ),
            DATES: ways.dated(dated[number]),
            BORDER: _worst(values[:, number], moved, up=bool(up[number])),
        }
        weakened[number] = [
            name
            for name, way in tries.items()
            if way is not None and not _one_sided(quantities.interval(number, way))
        ]
    return table.assign(weakened_by=[", ".join(names) for names in weakened])


def _turned(base: Floats, left: pd.DataFrame) -> tuple[Floats, NDArray[np.bool_]]:
    """Give what is nearest to the other sign, or farthest into it, and whether it reaches zero."""
    worst = np.where(base > 0, left["low"], left["high"])
    return worst, np.where(base > 0, worst <= 0, (worst >= 0) & (base < 0))


def _sizes(quantities: Quantities, codes: Codes, era: int) -> tuple[int, int]:
    target, rest = quantities.used(codes, era)
    return int(target.sum()), int(rest.sum())


@dataclass(frozen=True, eq=False)
class _Ways:
    quantities: Quantities
    codes: Codes
    rows: NDArray[np.int64]

    def without(self, articles: NDArray[np.bool_]) -> Codes | None:
        return np.where(articles, NOWHERE, self.codes) if articles.any() else None

    def dated(self, eras: Codes) -> Codes | None:
        if not len(self.rows):
            return None
        given = self.codes.copy()
        given[self.rows] = eras
        return given


def _worst(values: Floats, codes: NDArray[np.int16], *, up: bool) -> Codes | None:
    known = np.flatnonzero(~np.isnan(values))
    if not len(known):
        return None
    worst = known[np.argmin(values[known]) if up else np.argmax(values[known])]
    way: Codes = codes[worst]
    return way


def _one_sided(interval: tuple[float, float]) -> bool:
    return interval[0] > 0 or interval[1] < 0


def _judged(table: pd.DataFrame) -> pd.DataFrame:
    """Name what overturns each finding."""
    value = table["value"]

    def turns(low: pd.Series, high: pd.Series) -> pd.Series:
        return (value.gt(0) & low.le(0)) | (value.lt(0) & high.ge(0))

    def turned_over(other: pd.Series) -> pd.Series:
        # Zero is what a term comes to that the other side still never uses: no other sign.
        return (value.gt(0) & other.lt(0)) | (value.lt(0) & other.gt(0))

    alone = table[["articles", "rest_articles"]].min(axis=1) < 2
    causes = {
        ONE_ARTICLE: alone | turns(table["without_one_low"], table["without_one_high"]),
        ONE_AUTHOR: turns(table["without_author_low"], table["without_author_high"]),
        DATES: turns(table["dates_low"], table["dates_high"]),
        BORDER: turns(table["border_low"], table["border_high"]),
        STOP_LIST: table["stop_list"].str.contains("longer"),
        WORDS: turned_over(table["content_words"]),
        VERSIONS: turned_over(table["versions"]),
        READING: table["agreement"].lt(1),
    }
    flags = pd.DataFrame(causes).to_numpy(dtype=bool)
    names = list(causes)
    told = [", ".join(names[i] for i in np.flatnonzero(row)) or NOTHING for row in flags]
    return table.assign(hangs_on=told)
