"""The company of a word by era: which words stand in its paragraphs, and how that differs."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from helpers.analysis.authors import authors_of
from helpers.analysis.collocation.company_contrasts import (
    CONTRASTS,
    ENOUGH_USES,
    REST,
    VERDICTS,
    company_contrasts,
)
from helpers.analysis.collocation.log_dice import HIGHEST, Tie, interval, ties
from helpers.analysis.collocation.paragraph_company import PairCounts, count_pairs
from helpers.analysis.honesty import Rung, count_of, floor_sentence, rung
from helpers.analysis.statistics.ratio_counts import column_sums
from helpers.analysis.tables import CorpusTables

PROFILE = (
    *("term", "era", "together", "articles", "term_passages", "expected"),
    *("log_dice", "low", "high", "one_article"),
)


@dataclass(frozen=True, eq=False, repr=False)
class Collocations:
    """The company of a word by era.

    Attributes
    ----------
    node
        The word.
    eras
        The eras compared, in the order of time.
    rung
        Rung of the honesty ladder, by the articles of each era that use the word.
    exploratory
        Whether an era has fewer than 50 uses of it; no verdict is then more than a hint.
    uses
        One row per era: ``era``, ``articles``, ``node_articles`` (that use the word),
        ``node_uses``, ``passages``, ``node_passages``, ``words_per_passage`` (mean length of a
        paragraph with the word).
    profile
        One row per word of the company and era: ``term``, ``era``, ``together`` (paragraphs with
        both), ``articles`` (with such paragraphs), ``term_passages``, ``expected`` (meetings if
        the term were spread over the era's words evenly), ``log_dice`` with the 95% interval
        ``low``, ``high`` over articles (NaN where they never meet), ``one_article`` (one article
        has them all). The words most closely tied over all articles first.
    contrasts
        One row per word, era and what it is held against (the rest; and where there are more than
        two eras, each later one): log-Dice on either side (a pair that never meets counts as half
        a time), ``difference`` with its interval, ``pull_difference`` with its interval (see
        `log_dice.ties`), ``p`` and ``pull_p`` of the two, ``p_floor``, ``p_authors`` and
        ``authors_floor`` (the larger p of the two, and the least there can be, with the articles of
        each author kept together, see `statistics.whole_authors`; NaN where nobody wrote several of
        a side), ``p_adjusted`` (of the largest p, for false discoveries over the table of one
        contrast; NaN unless tests are allowed), ``one_article``, ``remark``, ``verdict``.
    n_pairs
        How many words meet it in two paragraphs or more; the profile has the first of them.
    limits
        Sentences on what cannot be told here.
    """

    node: str
    eras: tuple[str, ...]
    rung: Rung
    exploratory: bool
    uses: pd.DataFrame
    profile: pd.DataFrame
    contrasts: pd.DataFrame
    n_pairs: int
    limits: tuple[str, ...]

    def closest(self, n: int = 8, *, min_articles: int = 2) -> pd.DataFrame:
        """Give the words most closely tied to the node in each era.

        Parameters
        ----------
        n
            How many per era.
        min_articles
            In how many articles of the era they must meet. With 1, pairs of a single article get
            in, which tell about that article.

        Returns
        -------
        pandas.DataFrame
            Rows of ``profile``, era by era, the highest log-Dice first.
        """
        kept = self.profile[self.profile["articles"] >= max(1, min_articles)]
        place = {era: number for number, era in enumerate(self.eras)}
        order = kept.assign(place=kept["era"].map(place), size=-kept["log_dice"].round(9))
        order = order.sort_values(["place", "size", "term"])
        return order.groupby("era", sort=False).head(n)[list(PROFILE)].reset_index(drop=True)

    def widest(self, n: int = 12, *, against: str = REST) -> pd.DataFrame:
        """Give the words whose tie to the node differs most between eras.

        Parameters
        ----------
        n
            How many words.
        against
            ``'the rest'`` or the name of an era.

        Returns
        -------
        pandas.DataFrame
            Rows of ``contrasts``, one per word (that of the era in which it is tied closer):
            verdicts first, then the largest difference; pairs that rest on one article last.
        """
        table = self.contrasts
        kept = table[(table["against"] == against) & (table["difference"] > 0)]
        order = kept.assign(
            place=kept["verdict"].map(VERDICTS.index), size=-kept["difference"].round(9)
        ).sort_values(["place", "one_article", "size", "term"])
        first = order.drop_duplicates("term").head(n)
        return first[list(CONTRASTS)].reset_index(drop=True)

    def __repr__(self) -> str:
        return f"Collocations({self.node!r}, {', '.join(self.eras) or 'no era'}: {self.rung})"


def collocates(
    corpus: CorpusTables,
    node: str,
    articles: pd.DataFrame,
    eras: Sequence[str],
    *,
    n: int = 200,
    seed: int = 0,
) -> Collocations:
    """Compare the company of a word between eras.

    Two words are in company where they stand in one paragraph; order and distance are not known.
    The tie is log-Dice, with intervals and tests over articles. A difference gets a verdict only
    where log-Dice and the pull (which longer paragraphs move the other way) agree on it with their
    intervals, so that eras of longer paragraphs are not taken for eras of closer ties.

    Parameters
    ----------
    corpus
        A corpus.
    node
        A content word, or a pair of words joined by a space; case does not matter.
    articles
        The articles to compare, as `tables.compared` gives them.
    eras
        Eras in the order of time; articles of others are left out.
    n
        How many words of its company to compare at most: those most closely tied to it over all
        eras together.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    Collocations
        Also for one era, without contrasts.

    Raises
    ------
    DatelinesError
        If the node is no content word, or no article of these eras uses it; the message names the
        terms most like it.

    Notes
    -----
    False alarms where eras do not differ: articles with a word from BBC News or from Reuters
    stories of 1987, three times as many without it, dealt out at random; 60, 60, 40 and 8 runs:

    ============ ============ ================ ====================== ======
    articles     p up to 0.05 interval without leaning verdicts       robust
                              zero
    ============ ============ ================ ====================== ======
    2 and 3      0.01 to 0.02 0                none (nothing allowed) none
    5 and 5      0.01 to 0.02 0                0.01                   none
    20 and 20    0.02 to 0.03 0.001            0.01 to 0.02           none
    100 and 100  0.05         0.02             0.02                   none
    ============ ============ ================ ====================== ======

    With paragraphs of one era three times as long (100 and 100 articles) log-Dice alone raised
    false alarms for 0.35 of the words by p and 0.28 by interval; verdicts, which ask the pull as
    well, for 0.02 (1 of 2,400 robust).

    References
    ----------
    Rychlý 2008, A lexicographer-friendly association score, Proceedings of RASLAN, 6-9; Benjamini
    and Hochberg 1995, Journal of the Royal Statistical Society B 57(1), 289-300.

    Examples
    --------
    >>> from helpers import load_corpus
    >>> corpus = load_corpus("seeds")
    >>> found = collocates(corpus, "Japan", corpus.articles, corpus.eras)
    >>> found.closest(2)[["term", "together", "articles"]].values.tolist()
    [['trade', 7, 3], ['states', 5, 2], ['u.s.', 8, 2], ['tariff', 5, 2]]
    """
    own = articles[articles["era"].isin(list(eras))].sort_values("article_id")
    counts = count_pairs(corpus, node, own, n=n)
    era = own["era"].to_numpy()
    present = tuple(name for name in eras if (era == name).any())
    uses = pd.DataFrame([_uses(name, counts[era == name]) for name in present])
    users = dict(zip(present, uses["node_articles"].tolist(), strict=True))
    found = {name: ties(counts[era == name]) for name in present}
    at, few = rung(users), bool((uses["node_uses"] < ENOUGH_USES).any())
    contrasts = company_contrasts(counts, era, present, found, authors_of(own), seed=seed)
    return Collocations(
        node=counts.node,
        eras=present,
        rung=at,
        exploratory=few,
        uses=uses,
        profile=_profile(counts, era, present, found),
        contrasts=contrasts,
        n_pairs=counts.n_pairs,
        limits=tuple(_limits(counts, uses, at, few=few)),
    )


def _uses(era: str, counts: PairCounts) -> dict[str, object]:
    passages = counts.node_passages.sum()
    return {
        "era": era,
        "articles": len(counts),
        "node_articles": int((counts.node_passages > 0).sum()),
        "node_uses": int(counts.node_uses.sum()),
        "passages": int(counts.passages.sum()),
        "node_passages": int(passages),
        "words_per_passage": counts.node_words.sum() / passages if passages else np.nan,
    }


def _profile(
    counts: PairCounts,
    era: NDArray[np.object_],
    present: Sequence[str],
    found: Mapping[str, Tie],
) -> pd.DataFrame:
    tables = []
    for name in present:
        own, tie = counts[era == name], found[name]
        together, term = column_sums(own.together), column_sums(own.term_passages)
        low, high = interval(tie.log_dice, tie.log_dice_error, tie.freedom)
        meetings = column_sums(own.together > 0)
        tables.append(
            pd.DataFrame(
                {
                    "term": list(counts.terms),
                    "era": name,
                    "together": together.astype(np.int64),
                    "articles": meetings.astype(np.int64),
                    "term_passages": term.astype(np.int64),
                    "expected": term * own.node_words.sum() / max(1.0, own.words.sum()),
                    "log_dice": np.where(together > 0, tie.log_dice, np.nan),
                    "low": low,
                    "high": np.minimum(high, HIGHEST),
                    "one_article": meetings == 1,
                }
            )
        )
    if not tables:
        return pd.DataFrame(columns=list(PROFILE))
    return pd.concat(tables).sort_index(kind="stable").reset_index(drop=True)[list(PROFILE)]


def _limits(counts: PairCounts, uses: pd.DataFrame, at: Rung, *, few: bool) -> Iterator[str]:
    yield (
        "Company is counted by paragraph: order and distance of the words within it are not looked "
        "at."
    )
    if " " in counts.node:
        yield (
            f"“{counts.node}” is known only from articles that use it in two paragraphs or more."
        )
    users = uses["node_articles"].tolist()
    if len(uses) > 1 and not at.tests and min(users) > 0:
        smallest, total = min(uses["articles"]), int(uses["articles"].sum())
        yield floor_sentence(total - smallest, smallest)
    if few:
        fewest = int(uses["node_uses"].min())
        era = uses["era"].iloc[int(uses["node_uses"].argmin())]
        yield (
            f"{era} has {count_of(fewest, 'use')} of “{counts.node}”, and "
            f"fewer than {ENOUGH_USES} make whatever is said here exploratory: a hint where to "
            "read."
        )
    lengths = uses["words_per_passage"].dropna()
    if len(lengths) > 1 and lengths.max() > 1.25 * lengths.min():
        told = ", ".join(
            f"{row['words_per_passage']:.0f} in {row['era']}" for _, row in uses.dropna().iterrows()
        )
        yield (
            f"Paragraphs with “{counts.node}” differ in length (mean words: {told}). Longer ones "
            "raise log-Dice by themselves; a verdict asks that the rate per word says the same."
        )
