"""How eras differ, and what the folder cannot show about it."""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from helpers.analysis import keyterms
from helpers.analysis.contrasts import contrast_means
from helpers.analysis.honesty import (
    UNDATED,
    Rung,
    count_of,
    floor_sentence,
    left_out_sentences,
    rung,
    rung_sentence,
)
from helpers.analysis.sentiment import tone_by_era
from helpers.analysis.tables import CorpusTables, compared
from helpers.analysis.terms import article_terms
from helpers.analysis.topic_eras import topic_shares_by_era
from helpers.analysis.topics import TopicModel, fit_topics
from helpers.errors import DatelinesError

__all__ = ["EraComparison", "compare_eras", "composition", "topic_shares_by_era"]

MIN_COUNT = 3
NAMED = 5
UNKNOWN = "unknown"


@dataclass(frozen=True, eq=False, repr=False)
class EraComparison:
    """How each era of a corpus differs from the rest of it.

    Attributes
    ----------
    eras
        The eras that have articles, in the order of time.
    rung
        Rung of the honesty ladder on which the comparison stands.
    articles
        The articles compared: dated ones, duplicates once.
    composition
        What each era is made of, see `composition`.
    terms
        Key terms of each era against the rest, indexed by ``term``: a column ``era`` and those of
        `keyterms.term_keyness`. Empty with fewer than two eras.
    topics
        Topic shares by era, see `topic_eras.topic_shares_by_era`.
    tone
        Tone by era, see `sentiment.tone_by_era`.
    model
        The topics; None where there are none to be had.
    limits
        Sentences on what this folder cannot show.
    """

    eras: tuple[str, ...]
    rung: Rung
    articles: pd.DataFrame
    composition: pd.DataFrame
    terms: pd.DataFrame
    topics: pd.DataFrame
    tone: pd.DataFrame
    model: TopicModel | None
    limits: tuple[str, ...]

    def key_terms(self, n: int = 10, *, min_articles: int = 2) -> pd.DataFrame:
        """Give the strongest terms of each era.

        Parameters
        ----------
        n
            How many per era.
        min_articles
            In how many articles of the era a term must be used. With 1, terms of a single article
            get in, which tell about that article.

        Returns
        -------
        pandas.DataFrame
            Rows of `terms` that the era uses more than the rest, by a log-ratio that is above zero
            in two decimals as shown; the highest ``z`` first.
        """
        marked = self.terms["log_ratio"].round(2).gt(0) & self.terms["articles_target"].ge(
            min_articles
        )
        return self.terms[marked].groupby("era", sort=False).head(n)

    def __repr__(self) -> str:
        return f"EraComparison({', '.join(self.eras) or 'no era'}: {self.rung})"


def compare_eras(
    corpus: CorpusTables,
    *,
    model: TopicModel | None = None,
    n_topics: int | None = None,
    random_state: int = 0,
) -> EraComparison:
    """Compare each era of a corpus with the rest in terms, topics and tone.

    Parameters
    ----------
    corpus
        A corpus. Undated articles and duplicates are left out.
    model
        Topics of the corpus; fitted here if not given.
    n_topics
        How many topics to fit, see `fit_topics`.
    random_state
        Seed of whatever is drawn.

    Returns
    -------
    EraComparison
        Also for a corpus of one era or none, with what there is to say about it.
    """
    articles = compared(corpus)
    counts = _counts(corpus, articles)
    eras = tuple(era for era in corpus.eras if counts[era])
    no_topics = ""
    if model is None and eras:
        try:
            model = fit_topics(corpus, n_topics=n_topics, random_state=random_state)
        except DatelinesError as error:
            no_topics = f"No topics: {error}."
    at = rung(counts)
    return EraComparison(
        eras=eras,
        rung=at,
        articles=articles,
        composition=composition(corpus),
        terms=_terms_by_era(corpus, articles, eras, seed=random_state),
        topics=_topics(model, articles, eras, seed=random_state),
        tone=tone_by_era(corpus, seed=random_state),
        model=model,
        limits=tuple(
            [rung_sentence(counts)]
            + _floors(counts, at)
            + _left_out(corpus)
            + _confounds(articles, eras)
            + _chance(at)
            + _one_article_topics(model)
            + ([no_topics] if no_topics else [])
        ),
    )


def composition(corpus: CorpusTables) -> pd.DataFrame:
    """Tell what each era is made of, which every other difference may come from.

    Parameters
    ----------
    corpus
        A corpus.

    Returns
    -------
    pandas.DataFrame
        One row per era in the order of time, ``'undated'`` last if there are such articles:
        ``era``, ``articles`` (each once), ``duplicates`` (left out of all other columns),
        ``words``, ``words_per_article`` (median), ``publishers``, ``places`` and ``agencies`` (the
        five most frequent with their numbers of articles, ``'unknown'`` where not known),
        ``earliest``, ``latest`` (first and last possible day, or None).
    """
    articles = corpus.articles
    names = [*corpus.eras, *([UNDATED] if (articles["era"] == UNDATED).any() else [])]
    rows = [_composition_row(era, articles[articles["era"] == era]) for era in names]
    columns = ["era", "articles", "duplicates", "words", "words_per_article"]
    columns += ["publishers", "places", "agencies", "earliest", "latest"]
    return pd.DataFrame(rows, columns=columns)


def _counts(corpus: CorpusTables, articles: pd.DataFrame) -> dict[str, int]:
    counts = {era: int((articles["era"] == era).sum()) for era in corpus.eras}
    return {**counts, UNDATED: int((corpus.articles["era"] == UNDATED).sum())}


def _terms_by_era(
    corpus: CorpusTables, articles: pd.DataFrame, eras: tuple[str, ...], *, seed: int
) -> pd.DataFrame:
    if len(eras) < 2:
        empty = pd.DataFrame(columns=["era", *keyterms.COLUMNS])
        return empty.rename_axis("term")
    matrix = article_terms(corpus, articles).keeping(count=MIN_COUNT)
    at = rung({era: int((articles["era"] == era).sum()) for era in eras})
    tables = []
    for era in eras:
        is_era = (articles["era"] == era).to_numpy()
        table = keyterms.term_keyness(
            matrix.counts, matrix.terms, is_era, matrix.totals, at=at, seed=seed
        )
        table.insert(0, "era", era)
        tables.append(table)
    return pd.concat(tables)


def _topics(
    model: TopicModel | None, articles: pd.DataFrame, eras: tuple[str, ...], *, seed: int
) -> pd.DataFrame:
    if model is None:
        empty = contrast_means(pd.DataFrame(), pd.Series(dtype=object), (), name="topic")
        empty.insert(1, "number", 0)
        return empty
    return topic_shares_by_era(model, articles, eras, seed=seed)


def _composition_row(era: str, articles: pd.DataFrame) -> tuple[object, ...]:
    own = articles[articles["duplicate_of"] == ""]
    return (
        era,
        len(own),
        len(articles) - len(own),
        int(own["n_words"].sum()),
        float(own["n_words"].median()) if len(own) else np.nan,
        *(_most_frequent(own[column]) for column in ("publisher", "place", "agency")),
        min((day for day in own["earliest"] if not pd.isna(day)), default=None),
        max((day for day in own["latest"] if not pd.isna(day)), default=None),
    )


def _most_frequent(values: pd.Series) -> str:
    counts = values.replace("", UNKNOWN).value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    told = [f"{name} ({counts[name]})" for name in names[:NAMED]]
    more = len(names) - NAMED
    return ", ".join(told + ([f"and {count_of(more, 'other')}"] if more > 0 else []))


def _floors(counts: dict[str, int], at: Rung) -> list[str]:
    if at in (Rung.NOTHING, Rung.TESTS):
        return []
    sizes = sorted(size for era, size in counts.items() if size and era != UNDATED)
    return [floor_sentence(max(sizes[0], sum(sizes[1:])), min(sizes[0], sum(sizes[1:])))]


def _left_out(corpus: CorpusTables) -> list[str]:
    articles = corpus.articles
    own = articles["duplicate_of"] == ""
    undated = int((own & ~articles["era"].isin(corpus.eras)).sum())
    return left_out_sentences(undated, int((~own).sum()))


def _confounds(articles: pd.DataFrame, eras: tuple[str, ...]) -> list[str]:
    if len(eras) < 2:
        return []
    named = articles[articles["publisher"] != ""]
    by_era = named.groupby("era")["publisher"].unique()
    spread = named.groupby("publisher")["era"].nunique()
    if not len(spread):
        return ["No publisher is known, so eras may differ because their publishers do."]
    if spread.max() == 1 and len(by_era) > 1:
        return [
            "No publisher appears in two eras: a difference between the eras cannot be told from "
            "a difference between publishers."
        ]
    single = [era for era in eras if era in by_era.index and len(by_era[era]) == 1]
    if len(spread) > 1 and single:
        return [f"All articles of {era} are from {by_era[era][0]}." for era in single]
    return []


def _chance(at: Rung) -> list[str]:
    if not at.intervals:
        return []
    return ["Of many terms or topics up to one in twenty may lean by chance alone."]


def _one_article_topics(model: TopicModel | None) -> list[str]:
    if model is None or not (number := int(model.carriers["one_article"].sum())):
        return []
    verb = "rests" if number == 1 else "rest"
    return [f"{number} of {count_of(model.n_topics, 'topic')} {verb} on one article."]
