"""In what tone: from scored sentences to articles, and from articles to eras."""

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from helpers.analysis.authors import authors_of
from helpers.analysis.readings import (
    COLUMNS,
    MAIN,
    MOSTLY_QUOTED,
    SCORERS,
    Reading,
    agreement,
    multiverse,
)
from helpers.analysis.statistics.contrasts import contrast_means
from helpers.analysis.tables import CorpusTables, compared, distinct

SUMS = ["n_words", *COLUMNS, "quoted_words", "n_sentences", "n_scored", "n_guarded"]
MET = {"article_id": "str", "phrase": "str", "phrases": "int64", "shift": "float64"}
SENTENCE_COLUMNS = ["article_id", "n_words", "n_toned", "quoted", *COLUMNS, "guarded"]


def article_tone(corpus: CorpusTables, reading: Reading = MAIN) -> pd.DataFrame:
    """Average the scores of sentences to articles.

    A score of a whole article would saturate (VADER's compound passes 0.9 in a third of news
    articles); the mean of its sentences agrees better with readers.

    Parameters
    ----------
    corpus
        A corpus; its sentences are read by chunks.
    reading
        Which score, and whether with the guard for names. Speech and headline do not matter here.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``article_id`` in the order of the corpus, one row per article, duplicates left
        out:

        - ``label``, ``era``
        - ``n_sentences``; ``n_scored``: those in which a word has a tone; ``coverage``: their
          share, 0 to 1
        - ``quoted``: share of the words that are quoted, 0 to 1
        - ``tone``: mean score, -1 to 1; ``shift``: what the guard for names does to that score;
          ``vader``: mean compound score of VADER as it is, -1 to 1
        - ``guarded``: sentences in which the guard met a phrase

        Scores and shares of an article without sentences are NaN.
    """
    sums = [_article_sums(chunk) for chunk in _sentences(corpus)]
    summed = pd.concat(sums or [pd.DataFrame(columns=SUMS, dtype=float)]).groupby(level=0).sum()
    articles = distinct(corpus).set_index("article_id")
    summed = summed.reindex(articles.index, fill_value=0)
    sentences = summed["n_sentences"].where(summed["n_sentences"] > 0)
    without, with_guard = (summed[column] / sentences for column in SCORERS[reading.scorer])
    return pd.DataFrame(
        {
            "label": articles["label"],
            "era": articles["era"],
            "n_sentences": summed["n_sentences"].astype(int),
            "n_scored": summed["n_scored"].astype(int),
            "coverage": summed["n_scored"] / sentences,
            "quoted": summed["quoted_words"] / summed["n_words"].where(summed["n_words"] > 0),
            "vader": summed["vader"] / sentences,
            "tone": summed[reading.column] / sentences,
            "shift": with_guard - without,
            "guarded": summed["n_guarded"].astype(int),
        }
    )


def tone_by_era(corpus: CorpusTables, reading: Reading = MAIN, *, seed: int = 0) -> pd.DataFrame:
    """Compare the tone of eras, article by article.

    Parameters
    ----------
    corpus
        A corpus. Undated articles, duplicates and articles without sentences are left out.
    reading
        Which score, and whether with the guard for names, with all sentences and no headline.
    seed
        Seed of the permutation test where the splits are drawn.

    Returns
    -------
    pandas.DataFrame
        One row per era, as `contrasts.contrast_means` gives them, with columns ``score`` and
        ``agreement``: the share of the `readings.READINGS` in which the difference has the same
        sign, without which no verdict is given. The level of a score means little; only differences
        do.
    """
    articles = compared(corpus).set_index("article_id")
    tone = article_tone(corpus, reading).loc[articles.index].dropna(subset=["tone"])
    authors = authors_of(articles.loc[tone.index])
    readings = multiverse(corpus, reading, seed=seed)
    agreed = {str(era): share for era, share in agreement(readings).items()}
    values = tone[["tone"]].set_axis([reading.column], axis=1)
    table = contrast_means(
        values,
        tone["era"],
        corpus.eras,
        name="score",
        seed=seed,
        agreement=agreed,
        authors=authors,
    )
    return table.assign(agreement=table["era"].map(agreed))


def tone_of_speech(corpus: CorpusTables, reading: Reading = MAIN) -> pd.DataFrame:
    """Score quoted speech apart from the writers' own words.

    Parameters
    ----------
    corpus
        A corpus. Undated articles and duplicates are left out.
    reading
        Which score, and whether with the guard for names.

    Returns
    -------
    pandas.DataFrame
        One row per era and kind of sentence (``'speech'``: more than half quoted;
        ``'own words'``): ``era``, ``words``, ``articles`` that have such sentences, ``sentences``,
        and ``tone``, the mean over these articles of their mean.
    """
    eras = compared(corpus).set_index("article_id")["era"]
    table = corpus.table("sentences", columns=["article_id", "quoted", reading.column])
    table = table[table["article_id"].isin(eras.index)].astype({"article_id": str})
    speech = (table["quoted"] > MOSTLY_QUOTED).map({True: "speech", False: "own words"})
    means = table.assign(words=speech).groupby(["article_id", "words"])[reading.column]
    by_article = means.agg(["mean", "size"]).reset_index()
    by_article["era"] = pd.Categorical(by_article["article_id"].map(eras), list(corpus.eras))
    found = by_article.groupby(["era", "words"], observed=True).agg(
        articles=("size", "size"), sentences=("size", "sum"), tone=("mean", "mean")
    )
    return found.reset_index().astype({"era": str})


@dataclass(frozen=True, eq=False)
class GuardEffect:
    """What it changes to take names of institutions for names.

    Attributes
    ----------
    phrases
        One row per phrase that the guard met, the one that moves most first: ``phrase``,
        ``sentences`` and ``articles`` that hold it, ``mean_shift`` (of the tone of these
        sentences), ``moves`` (its part in the change of the mean over articles;
        sentences with several phrases are shared out evenly, so that the parts add up).
    articles
        Indexed by ``article_id``: ``label``, ``era``, ``before``, ``tone`` (after), ``shift``,
        ``guarded`` (sentences touched).
    """

    phrases: pd.DataFrame
    articles: pd.DataFrame


def guard_effect(corpus: CorpusTables, scorer: str = "tone") -> GuardEffect:
    """Show what the guard for names of institutions does to a corpus.

    Parameters
    ----------
    corpus
        A corpus. Duplicates and articles without sentences are left out.
    scorer
        Our own score (``'tone'``) or VADER's (``'vader'``).

    Returns
    -------
    GuardEffect
        By phrase and by article.
    """
    tone = article_tone(corpus, Reading(scorer))
    tone = tone[tone["n_sentences"] > 0]
    lists = [_phrases_met(chunk, *SCORERS[scorer]) for chunk in _sentences(corpus)]
    met = pd.concat([pd.DataFrame(columns=list(MET)), *lists], ignore_index=True).astype(MET)
    met = met[met["article_id"].isin(tone.index)]
    sentences = tone["n_sentences"].reindex(met["article_id"]).to_numpy()
    moves = met["shift"] / met["phrases"] / sentences / max(len(tone), 1)
    met = met.assign(moves=moves, key=met["phrase"].str.lower())
    phrases = met.groupby("key").agg(
        phrase=("phrase", _usual),
        sentences=("shift", "size"),
        articles=("article_id", "nunique"),
        mean_shift=("shift", "mean"),
        moves=("moves", "sum"),
    )
    phrases["size"] = phrases["moves"].abs().round(9)
    phrases = phrases.sort_values(["size", "phrase"], ascending=[False, True])
    articles = tone.assign(before=tone["tone"] - tone["shift"])
    columns = ["label", "era", "before", "tone", "shift", "guarded"]
    return GuardEffect(phrases.drop(columns="size").reset_index(drop=True), articles[columns])


def _sentences(corpus: CorpusTables) -> Iterator[pd.DataFrame]:
    return corpus.chunks("sentences", columns=SENTENCE_COLUMNS)


def _article_sums(sentences: pd.DataFrame) -> pd.DataFrame:
    columns = sentences[["n_words", *COLUMNS]].assign(
        quoted_words=sentences["quoted"] * sentences["n_words"],
        n_sentences=1,
        n_scored=(sentences["n_toned"] > 0).astype(int),
        n_guarded=(sentences["guarded"] != "").astype(int),
    )
    return columns[SUMS].groupby(sentences["article_id"]).sum()


def _phrases_met(sentences: pd.DataFrame, before: str, after: str) -> pd.DataFrame:
    """Give one row per sentence and distinct phrase in it."""
    touched = sentences[sentences["guarded"] != ""]
    lists = [
        list({phrase.lower(): phrase for phrase in met.split("; ")}.values())
        for met in touched["guarded"]
    ]
    table = pd.DataFrame(
        {
            "article_id": touched["article_id"],
            "phrase": lists,
            "phrases": [len(phrases) for phrases in lists],
            "shift": touched[after] - touched[before],
        }
    )
    return table.explode("phrase", ignore_index=True)


def _usual(spellings: pd.Series) -> str:
    counts = spellings.value_counts()
    return str(min(counts[counts == counts.max()].index))
