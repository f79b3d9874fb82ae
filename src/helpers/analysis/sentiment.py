"""In what tone: from scored sentences to articles, and from articles to eras."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pandas as pd

from helpers.analysis.contrasts import contrast_means
from helpers.analysis.readings import agreement, multiverse
from helpers.analysis.tables import CorpusTables, compared, distinct

Score = Literal["tone", "vader"]

SCORES = ["vader", "tone", "tone_unguarded"]
SUMS = ["n_words", *SCORES, "quoted_words", "n_sentences", "n_scored", "n_guarded"]
MET = {"article_id": "str", "phrase": "str", "phrases": "int64", "shift": "float64"}
SENTENCE_COLUMNS = ["article_id", "n_words", "n_toned", "quoted", *SCORES, "guarded"]


def article_tone(corpus: CorpusTables) -> pd.DataFrame:
    """Average the scores of sentences to articles.

    A score of a whole article would saturate (VADER's compound passes 0.9 in a third of news
    articles); the mean of its sentences agrees better with readers.

    Parameters
    ----------
    corpus
        A corpus; its sentences are read by chunks.

    Returns
    -------
    pandas.DataFrame
        Indexed by ``article_id`` in the order of the corpus, one row per article, duplicates left
        out:

        - ``label``, ``era``
        - ``n_sentences``; ``n_scored``: those in which the lexicon knows a word; ``coverage``:
          their share, 0 to 1
        - ``quoted``: share of the words that stand in quotation marks, 0 to 1
        - ``vader``: mean compound score of VADER, -1 to 1; ``tone``: mean of our own score, -1 to
          1, with names of institutions made neutral; ``shift``: what the guard for names does to it
        - ``guarded``: sentences in which the guard met a phrase

        Scores and shares of an article without sentences are NaN.
    """
    sums = [_article_sums(chunk) for chunk in _sentences(corpus)]
    summed = pd.concat(sums or [pd.DataFrame(columns=SUMS, dtype=float)]).groupby(level=0).sum()
    articles = distinct(corpus).set_index("article_id")
    summed = summed.reindex(articles.index, fill_value=0)
    sentences = summed["n_sentences"].where(summed["n_sentences"] > 0)
    tone, vader = summed["tone"] / sentences, summed["vader"] / sentences
    return pd.DataFrame(
        {
            "label": articles["label"],
            "era": articles["era"],
            "n_sentences": summed["n_sentences"].astype(int),
            "n_scored": summed["n_scored"].astype(int),
            "coverage": summed["n_scored"] / sentences,
            "quoted": summed["quoted_words"] / summed["n_words"].where(summed["n_words"] > 0),
            "vader": vader,
            "tone": tone,
            "shift": tone - summed["tone_unguarded"] / sentences,
            "guarded": summed["n_guarded"].astype(int),
        }
    )


def tone_by_era(corpus: CorpusTables, *, score: Score = "tone", seed: int = 0) -> pd.DataFrame:
    """Compare the tone of eras, article by article.

    Parameters
    ----------
    corpus
        A corpus. Undated articles, duplicates and articles without sentences are left out.
    score
        Which score: our own, with names of institutions made neutral (``'tone'``), or VADER's.
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
    tone = article_tone(corpus).loc[compared(corpus)["article_id"]].dropna(subset=[score])
    agreed = {str(era): share for era, share in agreement(multiverse(corpus, seed=seed)).items()}
    table = contrast_means(
        tone[[score]], tone["era"], corpus.eras, name="score", seed=seed, agreement=agreed
    )
    return table.assign(agreement=table["era"].map(agreed))


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


def guard_effect(corpus: CorpusTables) -> GuardEffect:
    """Show what the guard for names of institutions does to a corpus.

    Parameters
    ----------
    corpus
        A corpus. Duplicates and articles without sentences are left out.

    Returns
    -------
    GuardEffect
        By phrase and by article.
    """
    tone = article_tone(corpus)
    tone = tone[tone["n_sentences"] > 0]
    lists = [_phrases_met(chunk) for chunk in _sentences(corpus)]
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
    columns = sentences[["n_words", *SCORES]].assign(
        quoted_words=sentences["quoted"] * sentences["n_words"],
        n_sentences=1,
        n_scored=(sentences["n_toned"] > 0).astype(int),
        n_guarded=(sentences["guarded"] != "").astype(int),
    )
    return columns[SUMS].groupby(sentences["article_id"]).sum()


def _phrases_met(sentences: pd.DataFrame) -> pd.DataFrame:
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
            "shift": touched["tone"] - touched["tone_unguarded"],
        }
    )
    return table.explode("phrase", ignore_index=True)


def _usual(spellings: pd.Series) -> str:
    counts = spellings.value_counts()
    return str(min(counts[counts == counts.max()].index))
