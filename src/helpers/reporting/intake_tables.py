"""Tables of what was made of a folder: read, dated, cut, in doubt, in several versions, refused."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from helpers.corpus.accounts import of_clippings
from helpers.reporting.intake import doubtful_lines
from helpers.reporting.show import ROWS_SHOWN
from helpers.reporting.tables import labels_of, quote

if TYPE_CHECKING:
    from helpers.corpus import Corpus


def account_list(corpus: Corpus) -> pd.DataFrame:
    """Count what was found in the folder by format and by what became of it.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    pandas.DataFrame
        ``format`` and a column for each status that occurs, and ``in all``; the last row adds up.
    """
    accounts = of_clippings(corpus.accounts)
    formats = accounts["format"].where(accounts["format"] != "", "not read")
    table = pd.crosstab(formats, accounts["status"], margins=True, margins_name="in all")
    order = ["ok", "duplicate", "damaged", "empty", "skipped", "in all"]
    table = table[[status for status in order if status in table]]
    return table.rename_axis("format").rename_axis(None, axis=1).reset_index()


def problem_list(corpus: Corpus) -> pd.DataFrame:
    """List what could not be read, or not whole, or is not all English.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    pandas.DataFrame
        ``file`` (with the place inside it), ``status``, ``reason``.
    """
    problems = corpus.problems
    places = [
        f"{file}: {where}" if where else file
        for file, where in zip(problems["file"], problems["where"], strict=True)
    ]
    return problems[["status", "reason"]].assign(file=places)[["file", "status", "reason"]]


def evidence_list(corpus: Corpus) -> pd.DataFrame:
    """List the cues that date the articles.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``cue`` (the words that speak), ``what follows``, ``used``. By article; but
        where that is too long to be shown whole, cues that were set aside come first, since the
        doubtful ones are those to look at.
    """
    dates = corpus.table("dates")
    table = pd.DataFrame(
        {
            "article": labels_of(corpus, dates["article_id"]),
            "cue": dates["cue"],
            "what follows": dates["note"],
            "used": dates["used"].map({True: "yes", False: "no"}),
        }
    )
    if len(table) <= ROWS_SHOWN:
        return table
    return table.sort_values("used", kind="stable", ignore_index=True)


def removed_list(corpus: Corpus) -> pd.DataFrame:
    """List the lines that were taken out.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``line`` (its number in the file), ``reason``, ``words``, and ``text`` where
        there is any (extracts have none).
    """
    removed = corpus.table("removed")
    table = pd.DataFrame(
        {
            "article": labels_of(corpus, removed["article_id"]),
            "line": removed["line"],
            "reason": removed["reason"],
            "words": removed["n_words"],
            "text": [quote(text) for text in removed["text"]],
        }
    )
    return table if removed["text"].notna().any() else table.drop(columns="text")


def doubt_list(corpus: Corpus, n: int = 20) -> pd.DataFrame:
    """List the lines about which the cleaning is least sure.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    n : int
        How many.

    Returns
    -------
    pandas.DataFrame
        ``article`` (its id), ``line``, ``taken for``, ``sure by``, and ``text`` where there is any.
    """
    lines = doubtful_lines(corpus, n)
    table = pd.DataFrame(
        {
            "article": lines["article"],
            "line": lines["line"],
            "taken for": lines["kind"],
            "sure by": lines["confidence"].astype(float).round(2),
            "text": [quote(text) for text in lines["text"]],
        }
    )
    return table if lines["text"].notna().any() else table.drop(columns="text")


def version_list(corpus: Corpus) -> pd.DataFrame:
    """List the articles that another one stands for.

    Parameters
    ----------
    corpus : Corpus
        The corpus.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``role``, ``of``, ``percent in common``.
    """
    articles = corpus.articles[corpus.articles["duplicate_of"] != ""]
    return pd.DataFrame(
        {
            "article": articles["label"],
            "role": articles["role"],
            "of": labels_of(corpus, articles["duplicate_of"]),
            "percent in common": (articles["shared"].astype(float) * 100).round().astype(int),
        }
    ).reset_index(drop=True)
