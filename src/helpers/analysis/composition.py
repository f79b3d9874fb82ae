"""What each era is made of: publishers, places, lengths, kinds of article, speech, how dated."""

import re

import numpy as np
import pandas as pd

from helpers.analysis.authors import author_names, authors_of, names_in_files
from helpers.analysis.honesty import UNDATED, count_of
from helpers.analysis.tables import CorpusTables, distinct
from helpers.intake.data import read_names

NAMED = 5
"""So many values are named of each property; the rest are counted."""

UNKNOWN = "unknown"
GENRE_UNKNOWN = "not known"

CATEGORIES = ("publisher", "place", "agency", "author", "language", "genre")
"""Properties of an article that are names."""

FROM_NAMES = ("office holders", "names of their time")
"""Ways to date an article (``date_basis``) by the names in its text."""

FROM_WORDS = frozenset({*FROM_NAMES, "hints of style"})
"""Ways to date an article that look at nothing but its words."""

LABELS = {
    "letter": r"letters?(?: to the editors?)?|readers'? letters",
    "opinion": r"opinions?|op-ed|commentary|comment|guest column|column|viewpoint|perspective",
    "editorial": r"editorials?|leading article|leader",
    "interview": r"interview|q ?(?:&|and) ?a",
    "analysis": r"(?:news )?analysis|explainer|talking point",
    "review": r"(?:book|film) review",
    "obituary": r"obituary|obituaries",
}
"""What a headline may begin with, and the kind of article that it then announces."""

_LABEL = re.compile(
    r"\s*(?:"
    + "|".join(f"(?P<{genre}>{words})" for genre, words in LABELS.items())
    + r")\s*(?:[:|–—]|-(?!\w)|(?P<wire>-)|$)",
    re.IGNORECASE,
)

COLUMNS = (
    *("era", "articles", "duplicates", "words", "words_per_article"),
    *("publishers", "places", "agencies", "authors", "earliest", "latest"),
    *("languages", "genres", "words_low", "words_high", "percent_quoted", "dated_by"),
    "dated_by_words_alone",
)


def genres(articles: pd.DataFrame) -> pd.Series:
    """Tell kinds of articles, from what stands in the table of articles alone.

    A headline may begin with its label ("Letter:", "ANALYSIS -"); an article credited to a news
    agency is an agency's; one with a byline is signed. Nothing is guessed from the text.

    Parameters
    ----------
    articles
        Rows of a corpus's table of articles; columns that are missing count as empty.

    Returns
    -------
    pandas.Series
        Indexed as ``articles``: a key of `LABELS`, ``'agency story'``, ``'signed article'`` or
        ``'not known'``.

    Examples
    --------
    >>> genres(pd.DataFrame({"headline": ["Letter: On quotas", "Quotas bite", "Quotas"],
    ...                      "agency": ["", "Reuters", ""], "byline": ["", "", ""]})).to_list()
    ['letter', 'agency story', 'not known']
    """
    agencies = set(read_names("agencies.tsv").values())
    agency, byline = (column_of(articles, name).to_numpy() for name in ("agency", "byline"))
    found = np.full(len(articles), GENRE_UNKNOWN, dtype=object)
    found[byline != ""] = "signed article"
    found[np.isin(agency, sorted(agencies))] = "agency story"
    matches = [_LABEL.match(headline) for headline in column_of(articles, "headline")]
    for place, match in enumerate(matches):
        # "INTERVIEW-Minister", as agencies write, is a label; "Leader-led" is none.
        if match and (not match["wire"] or match[0].isupper()):
            found[place] = next(genre for genre in LABELS if match[genre])
    return pd.Series(found, index=articles.index, name="genre")


def covariates(corpus: CorpusTables) -> pd.DataFrame:
    """Gather what eras may differ in besides time, article by article.

    Parameters
    ----------
    corpus
        A corpus; its sentences are read by chunks.

    Returns
    -------
    pandas.DataFrame
        One row per article in the order of the corpus, duplicates left out: ``article_id``,
        ``label``, ``era``; ``publisher``, ``place``, ``agency``, ``author`` (the byline),
        ``language``, ``genre`` (``''`` where not known); ``date_basis``; ``n_words``; ``quoted``
        (share of the words that are quoted, 0 to 1, NaN without sentences); ``ocr_noise``
        (share of words damaged by scanning).
    """
    own = distinct(corpus)
    table = own[["article_id", "label", "era"]].copy()
    for name in CATEGORIES[:-1]:
        table[name] = column_of(own, "byline" if name == "author" else name)
    table["language"] = table["language"].replace("und", "")
    table["genre"] = genres(own).replace(GENRE_UNKNOWN, "")
    table["date_basis"] = column_of(own, "date_basis")
    table["n_words"] = own["n_words"].astype(np.float64)
    table["quoted"] = own["article_id"].map(quoted_share(corpus)).astype(np.float64)
    noise = own["ocr_noise"] if "ocr_noise" in own else pd.Series(np.nan, index=own.index)
    table["ocr_noise"] = noise.astype(np.float64)
    return table


def quoted_share(corpus: CorpusTables) -> pd.Series:
    """Measure how much of each article is quoted speech.

    Parameters
    ----------
    corpus
        A corpus; its sentences are read by chunks.

    Returns
    -------
    pandas.Series
        Share of the words, 0 to 1, indexed by ``article_id``; articles without words are missing.
    """
    sums = [pd.DataFrame(columns=["quoted", "n_words"], dtype=np.float64)]
    for chunk in corpus.chunks("sentences", columns=["article_id", "n_words", "quoted"]):
        weighted = chunk[["n_words"]].assign(quoted=chunk["quoted"] * chunk["n_words"])
        sums.append(weighted.groupby(chunk["article_id"].astype(str)).sum())
    summed = pd.concat(sums)
    summed = summed[summed["n_words"] > 0]
    return (summed["quoted"] / summed["n_words"]).rename("quoted")


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
        ``words``, ``words_per_article`` (median), ``publishers``, ``places``, ``agencies`` and
        ``authors`` (the five most frequent with their numbers of articles, ``'unknown'`` where not
        known),
        ``earliest``, ``latest`` (first and last possible day, or None), ``languages``, ``genres``
        (see `genres`), ``words_low`` and ``words_high`` (quartiles of the articles' lengths),
        ``percent_quoted`` (mean over articles of the share of words in quotation marks, 0 to 100),
        ``dated_by`` (ways in which articles were dated; one article may have several) and
        ``dated_by_words_alone`` (articles whose era rests on words they use and nothing else).
    """
    found = covariates(corpus)
    own = distinct(corpus)
    found["earliest"], found["latest"] = own["earliest"], own["latest"]
    names = author_names(own)
    found["author"] = [names.get(author, "") for author in authors_of(own)]
    every = corpus.articles["era"].value_counts()
    eras = [*corpus.eras, *([UNDATED] if UNDATED in every.index else [])]
    rows = [_row(era, found[found["era"] == era], int(every.get(era, 0))) for era in eras]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def composition_counts(corpus: CorpusTables) -> pd.DataFrame:
    """Count articles by era and value of each property, for figures.

    Parameters
    ----------
    corpus
        A corpus.

    Returns
    -------
    pandas.DataFrame
        ``covariate`` (see `CATEGORIES`, but for authors: most write once), ``value``
        (``'unknown'`` where not known), ``era``, ``articles``, ``share`` (of the era's articles,
        0 to 1); by property, the value of most articles first, eras in the order of time,
        ``'undated'`` last.
    """
    found = covariates(corpus)
    order = [*corpus.eras, UNDATED]
    found = found[found["era"].isin(order)]
    blocks = []
    for name in CATEGORIES:
        if name == "author":
            continue
        values = found[name].replace("", UNKNOWN).rename("value")
        table = pd.crosstab(values, found["era"])
        table = table.reindex(columns=[era for era in order if era in table.columns])
        # Values are sorted by name, and a stable sort leaves equals in that order.
        table = table.loc[table.sum(axis=1).sort_values(ascending=False, kind="stable").index]
        shares = (table / table.sum(axis=0)).to_numpy()
        blocks.append(
            pd.DataFrame(
                {
                    "covariate": name,
                    "value": np.repeat(table.index.to_numpy(), table.shape[1]),
                    "era": np.tile(table.columns.to_numpy(), len(table)),
                    "articles": table.to_numpy().ravel(),
                    "share": shares.ravel(),
                }
            )
        )
    return pd.concat(blocks, ignore_index=True).astype({"articles": int})


def authors_by_era(corpus: CorpusTables) -> pd.DataFrame:
    """Count the articles of each author by era.

    Parameters
    ----------
    corpus
        A corpus. Duplicates are left out.

    Returns
    -------
    pandas.DataFrame
        One row per author, who wrote most first: ``author`` (as `authors.author_names` writes it;
        ``name in file names`` where no article says who wrote it, see `authors.names_in_files`), a
        column of articles for each era in the order of time, ``'undated'`` last, and ``in all``.
        Empty where no author is known.
    """
    own = distinct(corpus)
    authors, names = authors_of(own), author_names(own)
    head = "name in file names" if authors == names_in_files(own) else "author"
    known = own.assign(name=[names.get(author, "") for author in authors])
    known = known[known["name"] != ""]
    eras = [era for era in (*corpus.eras, UNDATED) if (own["era"] == era).any()]
    counts = pd.crosstab(known["name"], known["era"]).reindex(columns=eras, fill_value=0)
    table = counts.assign(**{"in all": counts.sum(axis=1)})
    table = table.sort_values("in all", ascending=False, kind="stable").rename_axis(head)
    return table.rename_axis(None, axis="columns").reset_index()


def column_of(articles: pd.DataFrame, name: str) -> pd.Series:
    """Take a column of texts, empty where it or a value is missing.

    Parameters
    ----------
    articles
        A table.
    name
        The column.

    Returns
    -------
    pandas.Series
        Texts, indexed as ``articles``.

    Examples
    --------
    >>> column_of(pd.DataFrame({"place": ["Oslo", None]}), "place").to_list()
    ['Oslo', '']
    """
    if name not in articles:
        return pd.Series("", index=articles.index, name=name, dtype=object)
    return articles[name].fillna("").astype(str).astype(object)


def _row(era: str, own: pd.DataFrame, every: int) -> tuple[object, ...]:
    words = own["n_words"]
    ways = own["date_basis"].str.split(", ")
    some = ways[own["date_basis"] != ""]
    from_words = sum(set(way) <= FROM_WORDS for way in some)
    return (
        era,
        len(own),
        every - len(own),
        int(words.sum()),
        float(words.median()) if len(own) else np.nan,
        *(_most_frequent(own[column]) for column in ("publisher", "place", "agency", "author")),
        min((day for day in own["earliest"] if not pd.isna(day)), default=None),
        max((day for day in own["latest"] if not pd.isna(day)), default=None),
        _most_frequent(own["language"]),
        _most_frequent(own["genre"], GENRE_UNKNOWN),
        *(float(words.quantile(q)) if len(own) else np.nan for q in (0.25, 0.75)),
        float(own["quoted"].mean() * 100),
        _most_frequent(ways.explode().dropna()),
        int(from_words),
    )


def _most_frequent(values: pd.Series, unknown: str = UNKNOWN) -> str:
    counts = values.replace("", unknown).value_counts()
    names = sorted(counts.index, key=lambda name: (-counts[name], name))
    told = [f"{name} ({counts[name]})" for name in names[:NAMED]]
    more = len(names) - NAMED
    return ", ".join(told + ([f"and {count_of(more, 'other')}"] if more > 0 else []))
