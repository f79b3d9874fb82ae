"""Who is quoted in each era, and with which verbs."""

import pandas as pd

from helpers.analysis.tables import CorpusTables, compared
from helpers.intake.data import read_words

NEUTRAL = read_words("neutral_verbs.txt")
"""Reporting verbs that tell no more than that something was said, asked or answered."""

NOT_TOLD = ""
"""Speaker of a quotation whose speaker is not told, or not found."""


def is_named(speaker: str) -> bool:
    """Tell whether a speaker goes by a name.

    Parameters
    ----------
    speaker
        As in the table of quotations; ``''`` where not known.

    Returns
    -------
    bool
        True for people and bodies with a name, False for "an official" and for nobody.

    Examples
    --------
    >>> is_named("Eva Lund"), is_named("a Treasury official"), is_named("")
    (True, False, False)
    """
    return speaker[:1].isupper()


def verb_kind(verb: str) -> str:
    """Tell what kind of reporting verb stands with a quotation.

    Parameters
    ----------
    verb
        As printed, in lower case; ``''`` where there is none.

    Returns
    -------
    str
        ``'neutral'`` ("said", "asked", "according to"), ``'marked'`` for verbs that judge, stress
        or colour what is said ("claimed", "insisted"), ``''`` without a verb.

    References
    ----------
    Caldas-Coulthard 1994, "On reporting reporting: the representation of speech in factual and
    factional narratives", in Coulthard (ed.), Advances in Written Text Analysis, 295-308: neutral
    and structuring verbs against all others.

    Examples
    --------
    >>> [verb_kind(verb) for verb in ("said", "according to", "insisted", "")]
    ['neutral', 'neutral', 'marked', '']
    """
    if not verb:
        return ""
    return "neutral" if verb.split(" ", 1)[0] in NEUTRAL else "marked"


def speakers_by_era(corpus: CorpusTables) -> pd.DataFrame:
    """Count who is quoted in each era.

    Parameters
    ----------
    corpus
        A corpus; its quotations are read by chunks. Undated articles, duplicates and scare quotes
        are left out.

    Returns
    -------
    pandas.DataFrame
        One row per era and speaker, eras in the order of time, the speaker of most articles first:
        ``era``, ``speaker`` (the fullest name in the article; ``''`` where not told), ``named``
        (see `is_named`), ``articles``, ``quotations``, ``words``, ``share`` (of the era's quoted
        words, 0 to 1). A speaker whose name one article shortens throughout counts apart.
    """
    table = _by_era(corpus, "speaker")
    table["named"] = table["speaker"].map(is_named).astype(bool)
    columns = ["era", "speaker", "named", "articles", "quotations", "words", "share"]
    return _ranked(table, corpus, "speaker", ["articles", "words"])[columns]


def verbs_by_era(corpus: CorpusTables) -> pd.DataFrame:
    """Count the verbs with which each era reports speech.

    Parameters
    ----------
    corpus
        A corpus; its quotations are read by chunks. Undated articles, duplicates, scare quotes and
        quotations without a verb are left out.

    Returns
    -------
    pandas.DataFrame
        One row per era and verb as printed, the most used first: ``era``, ``verb``, ``kind`` (see
        `verb_kind`), ``articles``, ``quotations``, ``share`` (of the era's verbs, 0 to 1).
    """
    table = _by_era(corpus, "verb")
    table = table[table["verb"] != ""].copy()
    table["kind"] = table["verb"].map(verb_kind)
    table["share"] = table["quotations"] / table.groupby("era")["quotations"].transform("sum")
    columns = ["era", "verb", "kind", "articles", "quotations", "share"]
    return _ranked(table, corpus, "verb", ["quotations", "articles"])[columns]


def quotations_of(
    corpus: CorpusTables, *, speaker: str | None = None, verb: str | None = None
) -> pd.DataFrame:
    """Find the quotations behind a row of `speakers_by_era` or `verbs_by_era`.

    Parameters
    ----------
    corpus
        A corpus. Undated articles, duplicates and scare quotes are left out.
    speaker, verb
        Whose, and with which verb; all where not given.

    Returns
    -------
    pandas.DataFrame
        One row per quotation in the order of the corpus: ``era``, ``label``, ``article_id``,
        ``passage``, ``last_passage`` (the same), ``n_words``, ``speaker``, ``verb``.
    """
    articles = compared(corpus).set_index("article_id")
    columns = ["article_id", "passage", "n_words", "speaker", "verb", "scare"]
    found = [pd.DataFrame(columns=columns)]
    for chunk in corpus.chunks("quotations", columns=columns):
        known = articles.index.get_indexer(pd.Index(chunk["article_id"])) >= 0
        own = chunk[~chunk["scare"].astype(bool) & known]
        own = own if speaker is None else own[own["speaker"] == speaker]
        found.append(own if verb is None else own[own["verb"] == verb])
    table = pd.concat([part for part in found if len(part)] or found, ignore_index=True)
    table = table.assign(
        era=table["article_id"].map(articles["era"]),
        label=table["article_id"].map(articles["label"]),
        last_passage=table["passage"],
    )
    order = ["era", "label", "article_id", "passage", "last_passage", "n_words", "speaker", "verb"]
    return table[order]


def _by_era(corpus: CorpusTables, column: str) -> pd.DataFrame:
    """Sum quotations by era and a column: articles, quotations, words, share of the words."""
    eras = compared(corpus).set_index("article_id")["era"]
    counts = ["articles", "quotations", "words"]
    blocks = [pd.DataFrame(columns=["era", column, *counts])]
    needed = ["article_id", "n_words", column, "continued", "scare"]
    for chunk in corpus.chunks("quotations", columns=list(dict.fromkeys(needed))):
        own = chunk[~chunk["scare"].astype(bool)].assign(era=chunk["article_id"].map(eras))
        own = own[own["era"].notna()].assign(first=lambda rows: ~rows["continued"].astype(bool))
        grouped = own.groupby(["era", column], observed=True).agg(
            articles=("article_id", "nunique"),
            quotations=("first", "sum"),
            words=("n_words", "sum"),
        )
        blocks.append(grouped.reset_index())
    joined = pd.concat([b for b in blocks if len(b)] or blocks)
    table = joined.groupby(["era", column], observed=True)[counts].sum().reset_index()
    table = table.astype(dict.fromkeys(counts, int))
    total = table.groupby("era")["words"].transform("sum")
    return table.assign(share=table["words"] / total.where(total > 0))


def _ranked(table: pd.DataFrame, corpus: CorpusTables, name: str, by: list[str]) -> pd.DataFrame:
    place = {era: number for number, era in enumerate(corpus.eras)}
    table = table.assign(place=table["era"].map(place))
    ascending = [True, *(False for _ in by), True]
    ranked = table.sort_values(["place", *by, name], ascending=ascending)
    return ranked.reset_index(drop=True)
