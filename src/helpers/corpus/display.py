"""How a corpus shows itself in a notebook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.corpus.periods import UNDATED
from helpers.intake.extracts import cut_run

if TYPE_CHECKING:
    import pandas as pd

LABEL_LENGTH = 44
NO_HEADLINE = "No headline"


def summary(articles: pd.DataFrame, eras: Sequence[str]) -> pd.DataFrame:
    """Count articles by era; see :meth:`helpers.corpus.Corpus.summary`.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table of articles.
    eras : sequence of str
        Eras in time order.

    Returns
    -------
    pandas.DataFrame
        One row an era, the undated last; copies of an article are not counted again.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["era", "n_words", "n_sentences", "earliest", "latest", "duplicate_of"]
    >>> summary(pd.DataFrame([["2025", 9, 1, None, None, ""]], columns=columns), ["2025"])
        era  articles  words  sentences from to
    0  2025         1      9          1    …  …
    """
    import pandas as pd

    own, rows = _once(articles), []
    for era in [*eras, UNDATED]:
        group = own[own["era"] == era]
        if len(group):
            rows.append(
                {
                    "era": era,
                    "articles": len(group),
                    "words": int(group["n_words"].sum()),
                    "sentences": int(group["n_sentences"].sum()),
                    "from": min(_ends(group["earliest"], era), default="…"),
                    "to": max(_ends(group["latest"], era), default="…"),
                }
            )
    return pd.DataFrame(rows)


def _once(articles: pd.DataFrame) -> pd.DataFrame:
    return articles[articles["duplicate_of"] == ""]


def _ends(days: Iterable[dt.date | None], era: str) -> list[str]:
    """Write days; of undated articles none where one is open, since nothing bounds them all."""
    ends = [*days]
    if era == UNDATED and None in ends:
        return []
    return [day.isoformat() for day in ends if day is not None]


def one_line(name: str, articles: pd.DataFrame, eras: Sequence[str], n_problems: int) -> str:
    """Tell in one line what a corpus holds.

    Parameters
    ----------
    name : str
        Name of the folder.
    articles : pandas.DataFrame
        The table of articles.
    eras : sequence of str
        Eras in time order.
    n_problems : int
        Clippings that could not be read, or not whole.

    Returns
    -------
    str
        For instance "seeds: 5 articles, 2,000 words, 80 sentences; 1 era: 2025 (5)".
    """
    own = _once(articles)
    counts = own["era"].value_counts()
    parts = [
        f"{name}: {many(len(articles), 'article')}, "
        f"{many(int(own['n_words'].sum()), 'word')}, "
        f"{many(int(own['n_sentences'].sum()), 'sentence')}",
        f"{many(len(eras), 'era')}: " + ", ".join(f"{era} ({counts.get(era, 0)})" for era in eras)
        if eras
        else "no era could be told",
    ]
    if counts.get(UNDATED, 0):
        parts.append(f"{counts[UNDATED]} in no era")
    copies = len(articles) - len(own)
    if copies:
        parts.append(f"{many(copies, 'version')} of others")
    if n_problems:
        parts.append(f"{many(n_problems, 'clipping')} with problems")
    return "; ".join(parts)


def many(n: int, one: str, several: str = "") -> str:
    """Write a number with its noun.

    Parameters
    ----------
    n : int
        How many.
    one, several : str
        The noun in the singular, and its plural where that does not end in a plain s.

    Returns
    -------
    str
        For instance "1 copy" or "1,200 copies".

    Examples
    --------
    >>> many(2, "copy", "copies")
    '2 copies'
    """
    return f"{n:,} {one if n == 1 else several or one + 's'}"


def as_html(name: str, articles: pd.DataFrame, eras: Sequence[str], n_problems: int) -> str:
    """Show a corpus as one sentence and a table of its eras.

    Parameters
    ----------
    name, articles, eras, n_problems
        As for :func:`one_line`.

    Returns
    -------
    str
        HTML with everything from the folder escaped.
    """
    line = escape(one_line(name, articles, eras, n_problems))
    return f"<p>{line}</p>" + summary(articles, eras).to_html(index=False, escape=True, border=0)


def labels(articles: pd.DataFrame, by_name: Mapping[str, str] | None = None) -> list[str]:
    """Name articles shortly for tables and figures, each name given once.

    Parameters
    ----------
    articles : pandas.DataFrame
        Rows of the table of articles.
    by_name : mapping of str to str, optional
        Ids of articles that their folder names by year, and the year.

    Returns
    -------
    list of str
        The beginning of the headline; without one, the name of its file where the folder names all
        in one manner, its author and year, whom it names most, its place or id. Where several
        would share it, the year stands behind, or a number.

    Examples
    --------
    >>> import pandas as pd
    >>> columns = ["headline", "named", "place", "article_id", "byline", "earliest", "latest"]
    >>> row = ["Talks fail", "", "", "a", "", None, None]
    >>> labels(pd.DataFrame([row] * 2, columns=columns))
    ['Talks fail', 'Talks fail (2)']
    """
    years = by_name or {}
    short = [
        _short(cut_run(str(row.headline)) or _unheaded(row, years.get(str(row.article_id))))
        for row in articles.itertuples()
    ]
    own = [_year(*days) for days in zip(articles["earliest"], articles["latest"], strict=True)]
    of: dict[str, set[int]] = {}
    for label, year in zip(short, own, strict=True):
        of.setdefault(label, set()).update([year] if year else [])
    seen: dict[str, int] = {}
    made = []
    for label, year in zip(short, own, strict=True):
        full = f"{label}, {year}" if year and len(of[label]) > 1 else label
        seen[full] = seen.get(full, 0) + 1
        made.append(full if seen[full] == 1 else f"{full} ({seen[full]})")
    return made


def _short(label: str) -> str:
    if len(label) <= LABEL_LENGTH:
        return label
    return label[:LABEL_LENGTH].rsplit(" ", 1)[0].rstrip(" ,;:") + "…"


def _year(earliest: dt.date | None, latest: dt.date | None) -> int:
    """Year in which an article was written, or 0 where more than one comes into question."""
    return earliest.year if earliest and latest and earliest.year == latest.year else 0


def _unheaded(row: Any, year: str | None) -> str:  # noqa: ANN401  (a row of any table)
    """Name an article without a headline; ``year`` is that in its name, or its folder's."""
    if year:
        name = (row.where if "." in row.where else row.file).rpartition("/")[2]
        short = cut_run(name.rpartition(".")[0] or name).strip()
        return short if year in short else f"{short}, {year}" if short else year
    if row.byline and (own := _year(row.earliest, row.latest)):
        return f"{cut_run(row.byline)}, {own}"
    who = row.named.split(", ")[0] or row.place or row.article_id
    return f"{NO_HEADLINE} ({who})"
