"""A small corpus made by hand: tables as the analysis sees them, without any file."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

import pandas as pd

from helpers.analysis.readings import COLUMNS


@dataclass(frozen=True)
class Story:
    """One made-up article: its paragraphs, and scores of its sentences and headline.

    Scores without the guard stand in ``vader``, those with it in ``tone``, by whichever scorer.
    """

    article_id: str
    era: str
    paragraphs: tuple[str, ...]
    vader: tuple[float, ...] = (0.0,)
    tone: tuple[float, ...] = ()
    guarded: tuple[str, ...] = ()
    publisher: str = ""
    duplicate_of: str = ""
    quoted: float = 0.0
    headline: float | None = None


@dataclass(frozen=True)
class MadeCorpus:
    """What the analysis needs of a corpus."""

    articles: pd.DataFrame
    eras: tuple[str, ...]
    tables: dict[str, pd.DataFrame] = field(repr=False)
    chunk: int = 3

    def table(self, name: str, columns: Sequence[str] | None = None) -> pd.DataFrame:
        table = self.tables[name]
        return table if columns is None else table[list(columns)]

    def chunks(self, name: str, columns: Sequence[str] | None = None) -> Iterator[pd.DataFrame]:
        table = self.table(name, columns)
        place = pd.factorize(table["article_id"])[0] // self.chunk
        for _, piece in table.groupby(place):
            yield piece.reset_index(drop=True)


def made_corpus(
    stories: Sequence[Story], eras: tuple[str, ...] = ("then", "now"), chunk: int = 3
) -> MadeCorpus:
    """Build the tables of a few stories; words are what stands between spaces."""
    own = [story for story in stories if not story.duplicate_of]
    articles = [
        {
            "article_id": story.article_id,
            "label": f"Story {story.article_id}",
            "era": story.era,
            "publisher": story.publisher,
            "place": "",
            "agency": "",
            "earliest": None,
            "latest": None,
            "n_words": sum(len(p.split()) for p in story.paragraphs),
            "duplicate_of": story.duplicate_of,
            **{f"headline_{column}": story.headline for column in COLUMNS},
        }
        for story in stories
    ]
    passages = [
        (story.article_id, number, len(text.split()), text, None)
        for story in own
        for number, text in enumerate(story.paragraphs)
    ]
    terms = [
        (story.article_id, number, term, count)
        for story in own
        for number, text in enumerate(story.paragraphs)
        for term, count in sorted(Counter(text.split()).items())
    ]
    sentences = [row for story in own for row in _sentences(story)]
    return MadeCorpus(
        pd.DataFrame(articles),
        eras,
        {
            "passages": pd.DataFrame(
                passages, columns=["article_id", "passage", "n_words", "text", "gist"]
            ),
            "actors": pd.DataFrame(columns=["article_id", "sentence", "kind", "name"]),
            "mentions": pd.DataFrame(columns=["article_id", "passage", "kind", "text", "count"]),
            "terms": pd.DataFrame(terms, columns=["article_id", "passage", "term", "count"]),
            "sentences": pd.DataFrame(
                sentences,
                columns=[
                    "article_id",
                    "sentence",
                    "n_words",
                    "n_toned",
                    "quoted",
                    "vader",
                    "tone_unguarded",
                    "vader_guarded",
                    "tone",
                    "guarded",
                ],
            ),
        },
        chunk,
    )


def _sentences(story: Story) -> list[tuple[object, ...]]:
    tone = story.tone or story.vader
    guarded = story.guarded or ("",) * len(story.vader)
    return [
        (story.article_id, i, 10, int(bool(v)), story.quoted, v, v, t, t, g)
        for i, (v, t, g) in enumerate(zip(story.vader, tone, guarded, strict=True))
    ]
