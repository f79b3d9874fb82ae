"""Which words make a difference in tone between eras: shift of frequency times weight.

The tone of a sentence is shared out to its words in proportion to their weights, so that the words'
parts add up to it; the parts of all words add up to the difference of the eras, but for rounding
(less than 0.0001). The picture is that of word shifts [1]_, with the article as the unit.

References
----------
.. [1] R. J. Gallagher, M. R. Frank, L. Mitchell, A. J. Schwartz, A. J. Reagan, C. M. Danforth and
   P. S. Dodds 2021, "Generalized word shift graphs", EPJ Data Science 10, 4.
"""

from typing import Literal

import pandas as pd

from helpers.analysis.tables import CorpusTables, compared

Score = Literal["tone", "vader"]

COLUMNS = (
    *("term", "sentences", "rest_sentences", "articles", "rest_articles", "rate", "rest_rate"),
    *("weight", "moves", "without"),
)


def word_shift(corpus: CorpusTables, era: str, *, score: Score = "tone") -> pd.DataFrame:
    """Take the difference of an era to the rest apart into words.

    Parameters
    ----------
    corpus
        A corpus. Undated articles, duplicates and articles without sentences are left out.
    era
        The era; all others are the rest.
    score
        Which score: our own or VADER's, both with names of institutions made neutral.

    Returns
    -------
    pandas.DataFrame
        One row per word that has a part in the score, the one that moves most first:

        - ``term``
        - ``sentences``, ``rest_sentences``, ``articles``, ``rest_articles``: where it stands
        - ``rate``, ``rest_rate``: of a hundred sentences so many have it, averaged over articles
        - ``weight``: its mean part in the score of a sentence that has it
        - ``moves``: its part in the difference of the means; these add up to the difference
        - ``without``: the difference that is left when the word counts nothing

        Empty where there is no second era, or no word with a tone.
    """
    articles = compared(corpus).set_index("article_id")
    counts = _sentence_counts(corpus, articles.index)
    articles = articles.loc[counts.index]
    is_era = articles["era"] == era
    sizes = int(is_era.sum()), int((~is_era).sum())
    words = corpus.table("toned", columns=["article_id", "term", "sentences", score])
    words = words[words["article_id"].isin(counts.index) & (words[score] != 0)]
    if not all(sizes) or words.empty:
        return pd.DataFrame(columns=list(COLUMNS))
    per_sentence = 1 / words["article_id"].map(counts)
    inside = words["article_id"].map(is_era).astype(bool)
    share = per_sentence / inside.map({True: sizes[0], False: -sizes[1]})
    rate = words["sentences"] * share * 100
    words = words.assign(part=words[score] * share, rate=rate, inside=inside)
    table = words.groupby("term").agg(moves=("part", "sum"), **{score: (score, "sum")})
    for is_inside, prefix in ((True, ""), (False, "rest_")):
        side = words[words["inside"] == is_inside].groupby("term")
        table[f"{prefix}sentences"] = side["sentences"].sum()
        table[f"{prefix}articles"] = side["article_id"].nunique()
        table[f"{prefix}rate"] = side["rate"].sum().abs()
    table = table.fillna(0).reset_index()
    table["weight"] = table[score] / (table["sentences"] + table["rest_sentences"])
    table["without"] = table["moves"].sum() - table["moves"]
    table["size"] = table["moves"].abs().round(9)
    table = table.sort_values(["size", "term"], ascending=[False, True])
    counted = [column for column in COLUMNS if column.endswith(("sentences", "articles"))]
    return table.astype(dict.fromkeys(counted, int))[list(COLUMNS)].reset_index(drop=True)


def _sentence_counts(corpus: CorpusTables, articles: pd.Index) -> pd.Series:
    sentences = corpus.table("sentences", columns=["article_id"])
    counts = sentences["article_id"].value_counts()
    return counts.reindex(articles).dropna()
