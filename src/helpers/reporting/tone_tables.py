"""Tables about tone for readers: the words, the sentences behind them, actors, validity."""

from __future__ import annotations

from hashlib import sha256
from importlib.metadata import version
from typing import TYPE_CHECKING

import pandas as pd

from helpers.intake.data import FOLDER
from helpers.intake.guard import GUARD_FILE, read_guard
from helpers.intake.segment import words
from helpers.intake.vader.lexicon import lexicon_text, vader_lexicon
from helpers.reporting.tables import labels_of, quote

if TYPE_CHECKING:
    from helpers.analysis.sentiment import GuardEffect
    from helpers.analysis.tables import CorpusTables
    from helpers.analysis.wordshift import Score

MOST_ACTORS = 8


def article_list(tone: pd.DataFrame) -> pd.DataFrame:
    """List the tone of each article.

    Parameters
    ----------
    tone : pandas.DataFrame
        See `article_tone`.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``era``, ``sentences``, ``coverage``, ``quoted``, ``vader``, ``tone``.
    """
    columns = ["label", "era", "n_sentences", "coverage", "quoted", "vader", "tone"]
    renamed = tone[columns].rename(columns={"label": "article", "n_sentences": "sentences"})
    return renamed.round(2).reset_index(drop=True)


def telling_sentences(corpus: CorpusTables, n: int = 4) -> pd.DataFrame:
    """List the sentences of the highest and of the lowest tone.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    n : int
        Sentences on either side, at most one an article on each side.

    Returns
    -------
    pandas.DataFrame
        ``tone``, ``era``, ``article``, ``paragraph``, ``in its words (or our gist)``: the sentence
        itself, or the gist of its paragraph.
    """
    columns = ["passage", "sentence", "tone", "text"]
    picked = [_extremes(chunk, n) for chunk in corpus.chunks("sentences", columns)]
    if not picked:
        return pd.DataFrame(columns=["tone", "era", "article", "paragraph"])
    found = _extremes(pd.concat(picked, ignore_index=True), n)
    words = words_of(corpus, found)
    era_of = corpus.articles.set_index("article_id")["era"]
    return pd.DataFrame(
        {
            "tone": found["tone"].round(2),
            "era": found["article_id"].map(era_of),
            "article": labels_of(corpus, found["article_id"]),
            "paragraph": found["passage"] + 1,
            "in its words (or our gist)": [quote(word) for word in words],
        }
    ).reset_index(drop=True)


def _extremes(sentences: pd.DataFrame, n: int) -> pd.DataFrame:
    order = sentences.sort_values(["tone", "article_id", "sentence"], ascending=[False, True, True])
    best = order[order["tone"] > 0].drop_duplicates("article_id").head(n)
    worst = order[order["tone"] < 0].iloc[::-1].drop_duplicates("article_id").head(n)
    return pd.concat([best, worst.iloc[::-1]]).drop_duplicates(["article_id", "sentence"])


def words_of(corpus: CorpusTables, found: pd.DataFrame) -> list[str | None]:
    """Return sentences in their words, or the gists of their paragraphs.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    found : pandas.DataFrame
        Rows of the table ``sentences``: ``article_id``, ``passage``, ``text``.

    Returns
    -------
    list of str or None
        None where there is neither.
    """
    passages = corpus.table("passages", ["passage", "gist"])
    gists = passages.set_index(["article_id", "passage"])["gist"]
    places = zip(found["article_id"], found["passage"], found["text"], strict=True)
    return [
        text if isinstance(text, str) else gists.get((article, passage))
        for article, passage, text in places
    ]


def guard_list(effect: GuardEffect) -> pd.DataFrame:
    """List the phrases that the guard met.

    Parameters
    ----------
    effect : GuardEffect
        See `guard_effect`.

    Returns
    -------
    pandas.DataFrame
        ``phrase``, ``sentences``, ``articles``, ``mean shift`` of these sentences' scores, and its
        part in the ``move of the mean article``.
    """
    table = effect.phrases.rename(
        columns={"mean_shift": "mean shift", "moves": "move of the mean article"}
    )
    return table.round({"mean shift": 2, "move of the mean article": 3})


def word_list(shift: pd.DataFrame, n: int = 10) -> pd.DataFrame:
    """List the words that move the tone of an era most.

    Parameters
    ----------
    shift : pandas.DataFrame
        See `wordshift.word_shift`.
    n : int
        How many.

    Returns
    -------
    pandas.DataFrame
        ``word``, where it stands on either side, its weight, what it moves, and the difference that
        is left without it.
    """
    table = shift.head(n)
    per = (table["rate"].round(1), table["rest_rate"].round(1))
    return pd.DataFrame(
        {
            "word": table["term"],
            "articles": table["articles"].astype(str) + " : " + table["rest_articles"].astype(str),
            "in 100 sentences": per[0].map("{:.1f}".format) + " : " + per[1].map("{:.1f}".format),
            "weight": table["weight"].round(2),
            "moves": table["moves"].round(3),
            "left without it": table["without"].round(3),
        }
    )


def sentences_behind(
    corpus: CorpusTables,
    shift: pd.DataFrame,
    *,
    score: Score = "tone",
    n: int = 3,
    each: int = 2,
) -> pd.DataFrame:
    """Fetch sentences in which the words stand that make a difference.

    Parameters
    ----------
    corpus : CorpusTables
        The corpus.
    shift : pandas.DataFrame
        See `wordshift.word_shift`.
    score : str
        The score that was taken apart.
    n : int
        How many of its first words.
    each : int
        Sentences for each word, of different articles, from the paragraphs in which it weighs most.

    Returns
    -------
    pandas.DataFrame
        ``word``, ``weight`` there, ``era``, ``article``, ``paragraph``, and the sentence, or the
        gist of its paragraph.
    """
    terms = list(shift["term"].head(n))
    eras = corpus.articles.set_index("article_id")["era"]
    toned = corpus.table("toned", columns=["article_id", "passage", "term", score])
    dated = eras.index[eras.isin(list(corpus.eras))]
    toned = toned[toned["term"].isin(terms) & toned["article_id"].isin(dated)]
    toned = toned.astype({"term": str}).assign(size=toned[score].abs().round(6))
    order = toned.sort_values(["size", "article_id", "passage"], ascending=[False, True, True])
    found = order.drop_duplicates(["term", "article_id"]).groupby("term").head(each)
    sentences = corpus.table("sentences", columns=["passage", "text"])
    texts = [_sentence_with(sentences, *place) for place in _places(found)]
    found = found.assign(text=pd.Series(texts, index=found.index, dtype=object))
    found["place"] = found["term"].map({term: i for i, term in enumerate(terms)})
    found = found.sort_values(["place", "size", "article_id"], ascending=[True, False, True])
    return pd.DataFrame(
        {
            "word": found["term"],
            "weight": found[score].round(2),
            "era": found["article_id"].map(eras),
            "article": labels_of(corpus, found["article_id"]),
            "paragraph": found["passage"] + 1,
            "in its words (or our gist)": [quote(word) for word in words_of(corpus, found)],
        }
    ).reset_index(drop=True)


def _places(found: pd.DataFrame) -> list[tuple[str, int, str]]:
    return list(zip(found["article_id"], found["passage"], found["term"], strict=True))


def _sentence_with(sentences: pd.DataFrame, article: str, passage: int, term: str) -> str | None:
    """First sentence of a paragraph that has a word; None where the texts are not at hand."""
    inside = (sentences["article_id"] == article) & (sentences["passage"] == passage)
    texts = [text for text in sentences["text"][inside] if isinstance(text, str)]
    having = (text for text in texts if term in words(text) or term in text.casefold())
    return next(having, next(iter(texts), None))


def actor_list(table: pd.DataFrame, n: int = MOST_ACTORS) -> pd.DataFrame:
    """List the tone near the actors that most articles name.

    Parameters
    ----------
    table : pandas.DataFrame
        See `actors.tone_by_actor`.
    n : int
        Actors.

    Returns
    -------
    pandas.DataFrame
        A row an actor and era.
    """
    names = table["name"].drop_duplicates().head(n)
    shown = table[table["name"].isin(names)]
    columns = ["name", "era", "articles", "sentences", "tone", "elsewhere", "difference"]
    renamed = shown[columns].rename(columns={"name": "actor", "elsewhere": "same articles"})
    return renamed.round(2).reset_index(drop=True)


def validity_card() -> pd.DataFrame:
    """Read how well the scores agree with people's ratings.

    Returns
    -------
    pandas.DataFrame
        Rows as ``make validity`` wrote them: ``set``, ``score``, ``texts``, ``groups``, ``r`` and
        ``f1`` with 95% intervals, ``coverage``; news first.
    """
    return pd.read_csv(FOLDER / "validity.csv")


def card_list(table: pd.DataFrame) -> pd.DataFrame:
    """List the figures of the validity card.

    Parameters
    ----------
    table : pandas.DataFrame
        See `validity_card`.

    Returns
    -------
    pandas.DataFrame
        A row a set and score, intervals in words.
    """

    def with_interval(name: str) -> list[str]:
        return [
            f"{value:.2f} [{low:.2f}, {high:.2f}]"
            for value, low, high in zip(
                table[name], table[f"{name}_low"], table[f"{name}_high"], strict=True
            )
        ]

    return pd.DataFrame(
        {
            "rated texts": table["set"],
            "score": table["score"].replace({"vader_guarded": "VADER, guarded", "vader": "VADER"}),
            "texts": table["texts"],
            "r": with_interval("r"),
            "F1 of the sign": with_interval("f1"),
            "score not zero": table["coverage"],
        }
    )


def scorer_list() -> pd.DataFrame:
    """List what the scores are made of, so that others can cite and check it.

    Returns
    -------
    pandas.DataFrame
        ``part``, ``from``, ``words`` or phrases in it, ``licence``, and the first digits of the
        SHA-256 of its ``digest``.
    """
    weights = FOLDER / "tone_weights.tsv"
    lines = weights.read_text(encoding="utf-8").splitlines()
    n_weights = sum(not line.startswith(("#", ":")) for line in lines)
    rows = [
        ("VADER's lexicon", f"vaderSentiment {version('vaderSentiment')}",
         len(vader_lexicon().valences), "MIT", lexicon_text().encode()),
        ("weights of tone", "ratings of news, lexicons of VADER and TextBlob", n_weights, "MIT",
         weights.read_bytes()),
        ("guard for names", "Datelines, to be edited", len(read_guard()), "MIT",
         GUARD_FILE.read_bytes()),
    ]  # fmt: skip
    table = pd.DataFrame(rows, columns=["part", "from", "words", "licence", "digest"])
    return table.assign(digest=[sha256(data).hexdigest()[:12] for data in table["digest"]])
