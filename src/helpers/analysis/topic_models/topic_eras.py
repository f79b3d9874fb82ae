"""How much of each era's articles each topic takes up."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.analysis.authors import authors_of
from helpers.analysis.honesty import count_of
from helpers.analysis.statistics.contrasts import contrast_means
from helpers.analysis.statistics.strata import stratum_names
from helpers.analysis.topics import TopicModel
from helpers.errors import DatelinesError

COVARIATES = ("publisher", "place", "length")

LENGTHS = ("short", "middle", "long")


def topic_shares_by_era(
    model: TopicModel,
    articles: pd.DataFrame,
    eras: Sequence[str],
    *,
    strata: object = None,
    seed: int = 0,
) -> pd.DataFrame:
    """Compare the shares of topics between eras, article by article.

    The shares are those by an article's own words (`TopicModel.word_shares`): what similar
    articles lend would blur the eras. All eras are measured by one model, and of more than two each
    is compared with the rest.

    Parameters
    ----------
    model
        Topics of the corpus.
    articles
        The articles to compare, as `tables.compared` gives them.
    eras
        Eras in the order of time.
    strata
        Stratum of each article, rows as in ``articles``, to compare articles of the same publisher,
        place or length only; see `strata_of`.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per topic and era, as `contrasts.contrast_means` gives them, with columns ``topic``
        and ``number``; shares from 0 to 1.

    Examples
    --------
    >>> from helpers import fit_topics
    >>> texts = ["Beef quotas anger ranchers.", "Ranchers fear beef imports.",
    ...          "The yen climbed past the dollar; yen traders cheered.", "Traders sold yen."]
    >>> model = fit_topics(texts, n_topics=2)
    >>> articles = pd.DataFrame({"article_id": range(4), "era": ["then", "then", "now", "now"]})
    >>> table = topic_shares_by_era(model, articles, ["then", "now"])
    >>> table[["topic", "era", "difference", "p_floor"]].round(2).values.tolist()[:2]
    [['beef · ranchers', 'then', 1.0, 0.33], ['beef · ranchers', 'now', -1.0, 0.33]]
    """
    shares = model.word_shares.loc[articles["article_id"]]
    era = articles.set_index("article_id")["era"]
    table = contrast_means(
        shares, era, eras, name="topic", seed=seed, strata=strata, authors=authors_of(articles)
    )
    numbers = dict(zip(model.labels, model.numbers, strict=True))
    table.insert(1, "number", table["topic"].map(numbers))
    return table


def strata_of(articles: pd.DataFrame, by: str) -> pd.Series:
    """Part articles by what eras may differ in besides time.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles.
    by
        ``'publisher'``, ``'place'``, or ``'length'``: short, middle and long thirds of these
        articles.

    Returns
    -------
    pandas.Series
        Stratum of each article, indexed as ``articles``; ``''`` where it is not known.

    Raises
    ------
    DatelinesError
        If ``by`` is something else.

    Examples
    --------
    >>> strata_of(pd.DataFrame({"n_words": [90, 400, 120, 800, 350, 700]}), "length").to_list()
    ['short', 'middle', 'short', 'long', 'middle', 'long']
    """
    if by not in COVARIATES:
        raise DatelinesError(f"there are no strata by {by!r}: choose {', '.join(COVARIATES)}")
    if by != "length":
        return articles[by].fillna("").astype(object).rename(by)
    words = articles["n_words"].to_numpy(dtype=np.float64)
    bounds = np.quantile(words, [1 / 3, 2 / 3]) if len(words) else np.zeros(2)
    third = np.searchsorted(bounds, words, side="left")
    return pd.Series(np.array(LENGTHS, dtype=object)[third], index=articles.index, name=by)


def strata_sentences(eras: pd.Series, strata: object, by: str) -> list[str]:
    """Say which articles a comparison within strata cannot use.

    Parameters
    ----------
    eras
        Era of each article compared.
    strata
        Stratum of each, as `strata_of` gives them.
    by
        What the strata are.

    Returns
    -------
    list of str
        Plain sentences; empty if every article is used.

    Examples
    --------
    >>> eras = pd.Series(["then", "now", "then", "now"])
    >>> strata_sentences(eras, ["Herald", "Herald", "Star", ""], "publisher")
    ['1 of 2 publishers has articles of one era only and tells nothing about the difference (1 \
article).', 'The publisher of 1 article is not known; it has no part in the comparison.']
    """
    names = stratum_names(strata)
    known = names != ""
    spread = pd.Series(eras.to_numpy())[known].groupby(names[known]).nunique()
    single = spread.index[spread < 2]
    sentences = []
    if len(single):
        has, tells = ("has", "tells") if len(single) == 1 else ("have", "tell")
        lost = count_of(int(names.isin(single).sum()), "article")
        sentences.append(
            f"{len(single):,} of {count_of(len(spread), by)} {has} articles of one era only and "
            f"{tells} nothing about the difference ({lost})."
        )
    if unknown := int((~known).sum()):
        has = "it has" if unknown == 1 else "they have"
        sentences.append(
            f"The {by} of {count_of(unknown, 'article')} is not known; {has} no part in the "
            "comparison."
        )
    return sentences
