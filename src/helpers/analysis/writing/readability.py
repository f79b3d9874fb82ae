"""How hard articles are to read: lengths of sentences and of words."""

import numpy as np
import pandas as pd

from helpers.analysis.authors import authors_of
from helpers.analysis.tables import CorpusTables, compared, distinct
from helpers.analysis.writing.measures import Measure, contrast_measures, count_words

LONG = 7
"""Letters from which a word is long."""

MEASURES = (
    Measure("words_per_sentence", "Length of sentences", "words", 1, 1),
    Measure("long_words", "Words of seven letters and more", "% of words", 100, 1),
    Measure("lix", "LIX", "points", 1, 1),
)


def is_long(word: str) -> bool:
    """Tell whether a word has more than six letters.

    Parameters
    ----------
    word
        A word; digits, points, hyphens and apostrophes are not letters.

    Returns
    -------
    bool

    Examples
    --------
    >>> is_long("tariffs"), is_long("u.s.-led"), is_long("1,234,567")
    (True, False, False)
    """
    return len(word) >= LONG and sum(map(str.isalpha, word)) >= LONG


def lix(words: float, sentences: float, long_words: float) -> float:
    """Compute Björnsson's index of readability.

    Parameters
    ----------
    words, sentences, long_words
        How many there are; words of more than six letters are long.

    Returns
    -------
    float
        Words per sentence plus long words in a hundred: about 25 in books for children, 45 in
        newspapers, 55 and more in official prose; NaN without words or sentences.

    References
    ----------
    Björnsson 1968, "Läsbarhet", Stockholm: Liber; in English: Björnsson 1983, "Readability of
    newspapers in 11 languages", Reading Research Quarterly 18(4), 480-497.

    Examples
    --------
    >>> lix(100, 5, 30)
    50.0
    """
    if not words or not sentences:
        return float("nan")
    return words / sentences + 100 * long_words / words


def article_readability(corpus: CorpusTables) -> pd.DataFrame:
    """Measure how hard each article is to read.

    Parameters
    ----------
    corpus
        A corpus; sentences and terms are read by chunks.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``article_id`` in the order of the corpus, duplicates left out: ``label``,
        ``era``, ``n_words``, ``n_sentences`` (those with a word), ``words_per_sentence``,
        ``long_words`` (share of the words, 0 to 1), ``lix`` (points, see `lix`); NaN for articles
        without words. What is cut into sentences wrongly, such as tables of figures, counts too.
    """
    sums = [pd.DataFrame(columns=["words", "sentences"], dtype=np.float64)]
    for chunk in corpus.chunks("sentences", columns=["article_id", "n_words"]):
        there = chunk.assign(sentences=(chunk["n_words"] > 0).astype(np.float64))
        summed = there.groupby(there["article_id"].astype(str))[["n_words", "sentences"]].sum()
        sums.append(summed.set_axis(["words", "sentences"], axis=1))
    articles = distinct(corpus).set_index("article_id")
    by_sentence = pd.concat(sums).reindex(articles.index, fill_value=0.0)
    by_word = count_words(corpus, {"long": is_long}).reindex(articles.index, fill_value=0.0)
    sentences = by_sentence["sentences"].where(by_sentence["sentences"] > 0)
    length = by_sentence["words"] / sentences
    share = by_word["long"] / by_word["words"].where(by_word["words"] > 0)
    return pd.DataFrame(
        {
            "label": articles["label"],
            "era": articles["era"],
            "n_words": by_word["words"].astype(int),
            "n_sentences": by_sentence["sentences"].astype(int),
            "words_per_sentence": length,
            "long_words": share,
            "lix": length + 100 * share,
        }
    )


def readability_by_era(
    corpus: CorpusTables, *, strata: pd.Series | None = None, seed: int = 0
) -> pd.DataFrame:
    """Compare eras in how hard their articles are to read.

    Parameters
    ----------
    corpus
        A corpus. Undated articles, duplicates and articles without words are left out.
    strata
        Stratum of each article of `tables.compared`, to compare within strata only; see
        `topic_eras.strata_of`.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per measure of `MEASURES` and era, see `measures.contrast_measures`.
    """
    articles = compared(corpus)
    found = article_readability(corpus).loc[articles["article_id"]]
    values = found[[measure.name for measure in MEASURES]]
    return contrast_measures(
        values,
        found["era"],
        corpus.eras,
        measures=MEASURES,
        authors=authors_of(articles),
        strata=strata,
        seed=seed,
    )
