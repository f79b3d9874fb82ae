"""Keyword in context within a working set, quick on large folders."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

# How a term is read is the concordance's affair: two readings would give two counts.
from helpers.analysis.concordance import Concordance, concordance
from helpers.analysis.contexts import may_have, times_used
from helpers.analysis.honesty import count_of
from helpers.analysis.looked_up import asked_for, is_countable
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.term_uses import Rows
from helpers.errors import DatelinesError


@dataclass(frozen=True, eq=False)
class Uses:
    """Which articles use a term.

    Attributes
    ----------
    term
        The term as it is counted.
    phrase
        Whether it was looked up in the texts.
    rows, counts
        Numbers of the articles, ascending, and how often each uses it.
    withheld
        Numbers of articles that have all words of a phrase, but no text to look it up in.
    """

    term: str
    phrase: bool
    rows: Rows
    counts: Rows
    withheld: Rows


def find_uses(index: ArticleIndex, term: str) -> Uses:
    """Find the articles that use a term.

    Parameters
    ----------
    index
        Articles.
    term
        A word, two words, or a phrase, see `concordance`. A phrase is looked up in the texts of
        those articles alone that have all its words.

    Returns
    -------
    Uses
        One article at least.

    Raises
    ------
    DatelinesError
        If no article uses it, with the terms nearest to it.
    """
    known = index.found.get(term)
    if known is None:
        known = _find(index, term)
        index.found[term] = known
    return known


def _find(index: ArticleIndex, term: str) -> Uses:
    name, quoted = asked_for(term)
    if not quoted and is_countable(name):
        rows, counts = index.terms.of(name)
        if len(rows):
            return Uses(name, False, rows, counts, rows[:0])
    candidates = index.terms.having_all(name.split(" "))
    uses = np.zeros(len(index.articles), dtype=np.int64)
    withheld = np.zeros(len(index.articles), dtype=bool)
    if len(candidates) and (quoted or " " in name):
        place = pd.Index(index.articles["article_id"])
        corpus = index.narrowed(candidates)
        for chunk in corpus.chunks("sentences", columns=["article_id", "text"]):
            gone = chunk.loc[chunk["text"].isna(), "article_id"].unique()
            withheld[place.get_indexer(pd.Index(gone))] = True
            likely = chunk[may_have(chunk["text"], name)]
            owners = place.get_indexer(pd.Index(likely["article_id"]))
            np.add.at(uses, owners, np.array(times_used(likely["text"], name), dtype=np.int64))
    rows = np.flatnonzero(uses)
    if not len(rows):
        raise DatelinesError(_unknown(index, name, int(withheld.sum())))
    return Uses(name, True, rows, uses[rows], np.flatnonzero(withheld))


def _unknown(index: ArticleIndex, name: str, withheld: int) -> str:
    if withheld:
        return (
            f"'{name}' is not among the terms of this folder, and the texts, in which phrases are "
            f"looked up, are withheld ({count_of(withheld, 'article')} with all its words): look "
            "up one of them"
        )
    missing = [word for word in name.split(" ") if word not in index.terms.place]
    near = index.terms.nearest(missing[0] if missing else name)
    told = ", ".join(f"'{term}'" for term in near)
    verb = "is" if len(near) == 1 else "are"
    return f"no article uses '{name}': " + (
        f"near it {verb} {told}" if near else "try another word"
    )


def search(
    index: ArticleIndex, term: str, kept: np.ndarray | None = None, *, n: int = 10
) -> Concordance:
    """Show a term in its context, within a working set.

    The same lines and counts as `concordance` gives, but that only the articles shown are read.

    Parameters
    ----------
    index
        Articles.
    term
        A word, two words, or a phrase.
    kept
        One flag for each article: whether it belongs to the working set; all by default.
    n
        Lines of each era at the most, spread over its articles.

    Returns
    -------
    Concordance
        Lines and counts.

    Raises
    ------
    DatelinesError
        If no article of the working set uses the term, or fewer than one line is asked for.
    """
    if n < 1:
        raise DatelinesError(f"{n} lines cannot be shown: ask for 1 or more")
    uses = find_uses(index, term)
    own = np.ones(len(index.articles), dtype=bool) if kept is None else kept
    rows, counts = uses.rows[own[uses.rows]], uses.counts[own[uses.rows]]
    if not len(rows):
        others = count_of(len(uses.rows), "other")
        raise DatelinesError(
            f"no article of the working set uses '{uses.term}', while {others} of the folder do: "
            "take a filter away"
        )
    shown = _spread(rows, index, n)
    wanted = index.articles.iloc[shown].reset_index(drop=True)
    asked = f'"{uses.term}"' if uses.phrase else uses.term
    found = concordance(index.narrowed(shown), asked, articles=wanted, n=n)
    table = _counts(index, index.articles[own], rows, counts, found.lines)
    without_text = int(own[uses.withheld].sum())
    return Concordance(uses.term, uses.phrase, found.lines, table, without_text)


def _spread(rows: Rows, index: ArticleIndex, n: int) -> Rows:
    """Choose the articles that lines come from: of each era as many as lines, over its time."""
    eras = index.articles["era"].to_numpy()[rows]
    chosen = []
    for era in dict.fromkeys(eras):
        own = rows[eras == era]
        if len(own) > n:
            own = own[np.linspace(0, len(own) - 1, n).round().astype(int)]
        chosen.append(own)
    return np.sort(np.concatenate(chosen))


def _counts(
    index: ArticleIndex, own: pd.DataFrame, rows: Rows, counts: Rows, lines: pd.DataFrame
) -> pd.DataFrame:
    """Count articles and uses by era, whatever lines are shown."""
    there = own["era"].value_counts()
    names = [era for era in index.corpus.eras if era in there]
    names += [era for era in there.index if era not in names]
    eras = pd.Series(index.articles["era"].to_numpy()[rows])
    shown = lines.groupby("era")["uses"].sum()
    return pd.DataFrame(
        {
            "era": names,
            "articles": eras.value_counts().reindex(names, fill_value=0).to_numpy(),
            "of": there.reindex(names).to_numpy(),
            "uses": pd.Series(counts).groupby(eras).sum().reindex(names, fill_value=0).to_numpy(),
            "shown": shown.reindex(names, fill_value=0).to_numpy().astype(int),
        }
    )
