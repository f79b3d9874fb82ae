"""Made corpora with everything that voice is measured from: speech, mentions, sentences."""

import dataclasses
from collections.abc import Mapping, Sequence

import pandas as pd

from made_tables import MadeCorpus, Story, made_corpus

QUOTED = ["article_id", "passage", "n_words", "speaker", "verb", "continued", "closed", "scare"]
MENTIONED = ["article_id", "passage", "kind", "text", "count"]


def said(
    article: str,
    speaker: str = "",
    verb: str = "",
    *,
    n_words: int = 10,
    passage: int = 0,
    continued: bool = False,
    scare: bool = False,
) -> tuple[object, ...]:
    """Make a row of the table of quotations."""
    return (article, passage, n_words, speaker, verb, continued, True, scare)


def spoken_corpus(
    stories: Sequence[Story],
    eras: tuple[str, ...] = ("then", "now"),
    *,
    quotations: Sequence[tuple[object, ...]] = (),
    mentions: Sequence[tuple[object, ...]] = (),
    columns: Mapping[str, Sequence[object]] | None = None,
    chunk: int = 3,
) -> MadeCorpus:
    """Make a corpus whose sentences are its paragraphs, with quotations and mentions."""
    corpus = made_corpus(stories, eras, chunk)
    passages = corpus.tables["passages"]
    quoted = {story.article_id: story.quoted for story in stories}
    sentences = passages[["article_id", "passage", "n_words"]].assign(
        sentence=range(len(passages)), quoted=passages["article_id"].map(quoted)
    )
    tables = {
        **corpus.tables,
        "sentences": sentences,
        "quotations": pd.DataFrame(list(quotations), columns=QUOTED).astype(
            {"continued": bool, "scare": bool}
        ),
        "mentions": pd.DataFrame(list(mentions), columns=MENTIONED),
    }
    articles = corpus.articles.assign(**(columns or {}))
    return dataclasses.replace(corpus, articles=articles, tables=tables)
