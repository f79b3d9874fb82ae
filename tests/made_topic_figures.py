"""Made-up topics for figures, and the tables that go with them."""

import datetime as dt
from dataclasses import replace
from functools import cache
from types import SimpleNamespace

import numpy as np
import pandas as pd

from helpers import fit_topics
from helpers.analysis.topics import TopicModel
from helpers.reporting import charts
from helpers.reporting.theme import Drawing
from made_figures import (
    ERAS,
    LONG,
    WORDS,
    era_contrast,
    eras_of,
    made_articles,
    rung_of,
    shown_texts,
)

ONE_ARTICLE = [
    "steel duties anger makers of steel",
    "makers of steel fear duties of steel",
    "salmon boats",
    "salmon salmon salmon boats boats nets nets nets harbour harbour nets",
]


@cache
def made_model(n_topics: int, n_texts: int = 0) -> TopicModel:
    """Topics of texts that have words of their own and words in common."""
    texts = [
        " ".join([*WORDS[9 * (i % n_topics) : 9 * (i % n_topics) + 9], WORDS[-1 - i % 7]] * 3)
        for i in range(n_texts or 3 * n_topics)
    ]
    return fit_topics(texts, n_topics=n_topics)


@cache
def one_topic() -> TopicModel:
    """Asked for two topics, texts that repeat each other have one."""
    return fit_topics(["beef quota herd"] * 4, n_topics=2)


@cache
def one_article_model() -> TopicModel:
    return fit_topics(ONE_ARTICLE, n_topics=2)


def renumbered(model: TopicModel, first: int, *names: str) -> TopicModel:
    """The same topics under other numbers, the first of them under names that somebody gave."""
    count = model.n_topics
    labels = [*names, *model.labels[len(names) :]]
    return model.arranged(range(count), range(first, first + count), labels)


def long_named(model: TopicModel) -> TopicModel:
    names = [f"{WORDS[i]} · {WORDS[-i - 1]} {WORDS[i + 9]} · {WORDS[i + 30]}" for i in range(90)]
    return renumbered(model, 1, *names[: model.n_topics])


def with_shares(n_topics: int, n_articles: int) -> TopicModel:
    """A model whose shares of articles 0, 1, … are drawn."""
    model = long_named(made_model(n_topics))
    drawn = np.random.default_rng(2).dirichlet(np.ones(n_topics), n_articles)
    shares = pd.DataFrame(drawn, index=pd.RangeIndex(n_articles), columns=list(model.labels))
    return replace(model, word_shares=shares.rename_axis("article_id"))


def numbered(articles: pd.DataFrame) -> pd.DataFrame:
    return articles.assign(article_id=range(len(articles)))


def era_figure(articles: pd.DataFrame, n_topics: int) -> Drawing | None:
    model, articles = with_shares(n_topics, len(articles)), numbered(articles)
    contrast = era_contrast(model.word_shares, articles, "topic")
    return charts.topic_by_era(contrast, model, articles, eras_of(articles), rung_of(articles))


def heat_figure(n_topics: int, n_texts: int, label: str = LONG) -> Drawing:
    articles = numbered(made_articles(n_texts - n_texts // 3, n_texts // 3, label=label))
    return charts.topic_by_article(with_shares(n_topics, n_texts), articles, ERAS[:2])


def made_words(model: TopicModel, *sizes: int) -> pd.DataFrame:
    """Words inside the first topic, every third without an interval, every fifth of one article."""
    return pd.DataFrame(
        [
            {
                "topic": model.labels[0],
                "number": model.numbers[0],
                "era": era,
                "term": f"{WORDS[20 * e + i]} {WORDS[20 * e + i + 1]}",
                "uses": 9 + i,
                "rest_uses": 4,
                "log_ratio": 3.0 - i * 0.3,
                "low": np.nan if i % 3 == 2 else 1.0 - i * 0.3,
                "high": np.nan if i % 3 == 2 else 5.0 - i * 0.3,
                "articles_target": 3 + i,
                "articles_reference": 120,
                "one_article": i % 5 == 4,
                "z": 4.0 - i * 0.3,
                "verdict": "leans",
            }
            for e, (era, size) in enumerate(zip(ERAS, sizes, strict=False))
            for i in range(size)
        ],
        columns=[
            *("topic", "number", "era", "term", "uses", "rest_uses", "log_ratio", "low", "high"),
            *("articles_target", "articles_reference", "one_article", "z", "verdict"),
        ],
    )


def word_figure(n_topics: int, *sizes: int) -> Drawing | None:
    model = long_named(made_model(n_topics))
    return charts.words_within(made_words(model, *sizes), model, 1, ERAS[: len(sizes)])


def made_times(model: TopicModel, n_months: int, without: tuple[int, ...] = ()) -> SimpleNamespace:
    """Shares by month, in every third month of few articles and without interval."""
    drawn = np.random.default_rng(3).dirichlet(np.ones(model.n_topics), n_months)
    rows = [
        {
            "topic": label,
            "number": number,
            "period": f"{1650 + month // 12}-{month % 12 + 1:02d}",
            "start": dt.date(1650 + month // 12, month % 12 + 1, 1),
            "articles": 3 if month % 3 == 1 else 12,
            "mean": drawn[month, topic],
            "low": np.nan if month % 3 == 1 else drawn[month, topic] * 0.8,
            "high": np.nan if month % 3 == 1 else drawn[month, topic] * 1.1,
        }
        for topic, (label, number) in enumerate(zip(model.labels, model.numbers, strict=True))
        for month in range(n_months)
        if month not in without
    ]
    return SimpleNamespace(table=pd.DataFrame(rows), unit="month")


def time_figure(n_topics: int, n_months: int) -> Drawing | None:
    model = long_named(made_model(n_topics))
    return charts.topics_over_time(made_times(model, n_months), model)


def made_curve(size: int) -> pd.DataFrame:
    stability = np.linspace(0.9, 0.4, size)
    table = pd.DataFrame({"n_topics": range(2, 2 + size), "stability": stability})
    return table.assign(low=stability - 0.1, high=stability + 0.1)


def words_of(drawing: Drawing) -> str:
    return " ".join(" ".join(text for text, *_ in shown_texts(drawing)).split())


def firm(model: TopicModel) -> TopicModel:
    """The same model, if all of its topics stay."""
    assert (model.reliability["reliability"] >= 0.5).all()
    assert not model.reliability["one_article"].any()
    return model
