"""How eras differ, and what the folder cannot show about it."""

import itertools
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import pandas as pd

from helpers.analysis.authors import authors_of, authors_sentence
from helpers.analysis.composition import CATEGORIES, composition
from helpers.analysis.confounds import confounds
from helpers.analysis.honesty import (
    UNDATED,
    Rung,
    count_of,
    floor_sentence,
    format_p,
    left_out_sentences,
    rung,
    rung_sentence,
    uncompared_within,
)
from helpers.analysis.key_terms.era_keyness import COLUMNS, era_keyness
from helpers.analysis.key_terms.named_terms import actor_matrix
from helpers.analysis.sentiment import tone_by_era
from helpers.analysis.statistics.contrasts import contrast_means
from helpers.analysis.tables import CorpusTables, compared
from helpers.analysis.terms import TermMatrix, article_terms
from helpers.analysis.topic_models.topic_eras import strata_of, topic_shares_by_era
from helpers.analysis.topics import TopicModel, fit_topics
from helpers.errors import DatelinesError

__all__ = ["EraComparison", "compare_eras", "composition", "topic_shares_by_era"]

MIN_COUNT = 3
TOLD_CONFOUNDS = ("inseparable", "known of one era")
"""What of the composition limits every other finding; the rest stands in its table."""


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
        What each era is made of, see `composition.composition`.
    terms
        Key terms of each era against the rest, see `era_keyness.era_keyness`. Empty with fewer
        than two eras.
    topics
        Topic shares by era, see `topic_eras.topic_shares_by_era`.
    tone
        Tone by era, see `sentiment.tone_by_era`.
    model
        The topics; None where there are none to be had.
    strata
        What articles are compared within (``'publisher'``, ``'place'``, ``'length'``); ``''`` where
        all are compared.
    limits
        Sentences on what this folder cannot show.
    counts
        Counts of all terms, a row per row of ``articles``.
    names
        The same of the actors that are named.
    seed
        Seed of what was drawn.
    """

    eras: tuple[str, ...]
    rung: Rung
    articles: pd.DataFrame
    composition: pd.DataFrame
    terms: pd.DataFrame
    topics: pd.DataFrame
    tone: pd.DataFrame
    model: TopicModel | None
    strata: str
    limits: tuple[str, ...]
    counts: TermMatrix = field(repr=False)
    names: TermMatrix = field(repr=False)
    seed: int = 0

    @cached_property
    def uncompared(self) -> tuple[str, ...]:
        """The eras that share no stratum with another one, where articles are compared in such."""
        if not self.strata:
            return ()
        shared = _shared(self.articles["era"], strata_of(self.articles, self.strata), self.eras)
        return tuple(era for era in self.eras if not shared[era])

    @cached_property
    def pairs(self) -> pd.DataFrame:
        """Key terms of every pair of eras, either way round; computed when first asked for."""
        return _keyness(self.counts, self.articles, self.eras, self.strata, self.seed, pairs=True)

    @cached_property
    def actors(self) -> pd.DataFrame:
        """Whom each era names more than the rest, as `terms`; computed when first asked for."""
        return _keyness(self.names, self.articles, self.eras, self.strata, self.seed)

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
            in two decimals as shown; the highest ``z`` first. Within strata it is the log-ratio
            within them, and an era that shares none with another one has no such terms.
        """
        return _strongest(self.terms, n, min_articles, self.strata)

    def telling_term(self) -> str:
        """Give a term to read about first.

        Returns
        -------
        str
            The strongest of the key terms; where there is none, the strongest term of the first
            topic, or ``"news"``.
        """
        key = self.key_terms(1)
        if len(key):
            return str(key.index[int(key["z"].abs().round(9).to_numpy().argmax())])
        return self.model.top_terms(1)[0][0] if self.model is not None else "news"

    def key_pairs(self, n: int = 5, *, min_articles: int = 2) -> pd.DataFrame:
        """Give the strongest terms of each era against each other one.

        Parameters
        ----------
        n, min_articles
            As for `key_terms`, for each pair.

        Returns
        -------
        pandas.DataFrame
            Rows of `pairs`.
        """
        return _strongest(self.pairs, n, min_articles, self.strata)

    def key_actors(self, n: int = 10, *, min_articles: int = 2) -> pd.DataFrame:
        """Give the names that set each era off.

        Parameters
        ----------
        n, min_articles
            As for `key_terms`.

        Returns
        -------
        pandas.DataFrame
            Rows of `actors`.
        """
        return _strongest(self.actors, n, min_articles, self.strata)

    def __repr__(self) -> str:
        return f"EraComparison({', '.join(self.eras) or 'no era'}: {self.rung})"


def compare_eras(
    corpus: CorpusTables,
    *,
    model: TopicModel | None = None,
    n_topics: int | None = None,
    strata: str = "",
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
    strata
        ``'publisher'``, ``'place'`` or ``'length'``: terms and topics are compared, and articles
        shuffled, within these only, so that what they make is not put down to time. ``''`` compares
        all with all.
    random_state
        Seed of whatever is drawn.

    Returns
    -------
    EraComparison
        Also for a corpus of one era or none, with what there is to say about it.

    Raises
    ------
    DatelinesError
        If there are no strata of that name.
    """
    articles = compared(corpus)
    sizes = {era: int((articles["era"] == era).sum()) for era in corpus.eras}
    own = corpus.articles["duplicate_of"] == ""
    sizes[UNDATED] = int((own & (corpus.articles["era"] == UNDATED)).sum())
    eras = tuple(era for era in corpus.eras if sizes[era])
    parted = strata_of(articles, strata) if strata else None
    shared = None if parted is None else _shared(articles["era"], parted, eras)
    no_topics = ""
    if model is None and eras:
        try:
            model = fit_topics(corpus, n_topics=n_topics, random_state=random_state)
        except DatelinesError as error:
            no_topics = f"No topics: {error}."
    at = rung(sizes if shared is None else shared)
    counts = article_terms(corpus, articles).keeping(count=MIN_COUNT)
    terms = _keyness(counts, articles, eras, strata, random_state)
    return EraComparison(
        eras=eras,
        rung=at,
        articles=articles,
        composition=composition(corpus),
        terms=terms,
        topics=_topics(model, articles, eras, parted, seed=random_state),
        tone=tone_by_era(corpus, seed=random_state),
        model=model,
        strata=strata,
        limits=tuple(
            [rung_sentence(sizes, within=strata, compared=shared)]
            + _apart(articles, eras, shared, strata)
            + _floors(terms, at, strata)
            + _left_out(corpus)
            + [f"The era {era} has no article." for era in corpus.eras if not sizes[era]]
            + _confounds(corpus)
            + _authors(terms, articles)
            + _chance(at)
            + _one_article_topics(model)
            + ([no_topics] if no_topics else [])
        ),
        counts=counts,
        names=actor_matrix(corpus, articles),
        seed=random_state,
    )


def _keyness(
    counts: TermMatrix,
    articles: pd.DataFrame,
    eras: tuple[str, ...],
    strata: str,
    seed: int,
    *,
    pairs: bool = False,
) -> pd.DataFrame:
    if len(eras) < 2:
        return pd.DataFrame(columns=list(COLUMNS)).rename_axis("term")
    return era_keyness(
        counts,
        articles["era"].to_list(),
        eras,
        against="each" if pairs else "rest",
        strata=strata_of(articles, strata).to_list() if strata else None,
        authors=authors_of(articles),
        min_count=MIN_COUNT,
        seed=seed,
    )


def _strongest(terms: pd.DataFrame, n: int, min_articles: int, strata: str) -> pd.DataFrame:
    ratio = terms["log_ratio_within" if strata else "log_ratio"].astype(np.float64)
    marked = ratio.round(2).gt(0) & terms["articles_target"].ge(min_articles)
    return terms[marked].groupby(["era", "against"], sort=False).head(n)


def _topics(
    model: TopicModel | None,
    articles: pd.DataFrame,
    eras: tuple[str, ...],
    strata: pd.Series | None,
    *,
    seed: int,
) -> pd.DataFrame:
    if model is None:
        empty = contrast_means(pd.DataFrame(), pd.Series(dtype=object), (), name="topic")
        empty.insert(1, "number", 0)
        return empty
    return topic_shares_by_era(model, articles, eras, strata=strata, seed=seed)


def _shared(eras: pd.Series, strata: pd.Series, order: tuple[str, ...]) -> dict[str, int]:
    """Count the articles of each era in strata that hold articles of two eras or more."""
    both = eras.groupby(strata.to_numpy()).transform("nunique").gt(1) & strata.ne("").to_numpy()
    return {era: int((eras[both] == era).sum()) for era in order}


def _apart(
    articles: pd.DataFrame, eras: tuple[str, ...], shared: Mapping[str, int] | None, strata: str
) -> list[str]:
    """Name the eras, and the pairs, that cannot be compared within strata where others can."""
    if shared is None or not any(shared.values()):
        return []
    names = strata_of(articles, strata)
    held = {era: set(names[articles["era"] == era]) - {""} for era in eras}
    alone = [(era, "") for era in eras if not shared[era]]
    pairs = itertools.combinations([era for era in eras if shared[era]], 2)
    apart = [(one, other) for one, other in pairs if held[one].isdisjoint(held[other])]
    return [f"{uncompared_within(strata, *named)}." for named in alone + apart]


def _floors(terms: pd.DataFrame, at: Rung, strata: str) -> list[str]:
    if strata:
        terms = terms[terms["log_ratio_within"].notna()]
    if at in (Rung.NOTHING, Rung.TESTS) or terms.empty:
        return []
    worst = terms.iloc[int(terms["p_floor"].astype(float).to_numpy().argmax())]
    if strata:
        return [
            f"Within articles of the same {strata} the smallest p a permutation test can reach is "
            f"{format_p(float(worst['p_floor']))}."
        ]
    fewer, more = sorted((int(worst["of_target"]), int(worst["of_reference"])))
    return [floor_sentence(more, fewer)]


def _left_out(corpus: CorpusTables) -> list[str]:
    articles = corpus.articles
    own = articles["duplicate_of"] == ""
    undated = int((own & ~articles["era"].isin(corpus.eras)).sum())
    return left_out_sentences(undated, int((~own).sum()))


def _confounds(corpus: CorpusTables) -> list[str]:
    mixed = confounds(corpus)
    mixed = mixed[mixed["covariate"].isin(CATEGORIES)]
    unknown = list(mixed.loc[mixed["finding"] == "unknown", "covariate"])
    said = [
        f"For no article is the {_either(unknown)} known: the eras may differ by it, and nothing "
        "here can show that."
    ]
    # Where strata would leave no article of some era, nothing can be told within them.
    alone = (mixed["finding"] == "unbalanced") & (mixed["smallest"] == 0)
    told = mixed["finding"].isin(TOLD_CONFOUNDS) | alone
    return said * bool(unknown) + [str(sentence) for sentence in mixed.loc[told, "sentence"]]


def _authors(terms: pd.DataFrame, articles: pd.DataFrame) -> list[str]:
    """Say that authors were kept together, where that was done."""
    told = "" if terms["p_authors"].isna().all() else authors_sentence(articles)
    return [
        f"{told} So no word, topic or tone leans or is robust here that is not also beyond chance "
        "when the articles of an author are kept together."
    ] * bool(told)


def _either(names: list[str]) -> str:
    *first, last = names or [""]
    return f"{', '.join(first)} or {last}" if first else last


def _chance(at: Rung) -> list[str]:
    if not at.intervals:
        return []
    return ["Of many terms or topics up to one in twenty may lean by chance alone."]


def _one_article_topics(model: TopicModel | None) -> list[str]:
    if model is None or not (number := int(model.carriers["one_article"].sum())):
        return []
    verb = "rests" if number == 1 else "rest"
    return [f"{number} of {count_of(model.n_topics, 'topic')} {verb} on one article."]
