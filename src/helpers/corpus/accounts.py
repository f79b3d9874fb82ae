"""What became of everything found in a folder."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from helpers.corpus.corrections import FILE_NAME
from helpers.corpus.descriptions import FILE_NAMES as DESCRIPTIONS
from helpers.corpus.display import many
from helpers.corpus.listing import by_part
from helpers.corpus.store import read_part
from helpers.corpus.working_sets import FILE_NAME as SAVED_NAME
from helpers.intake.readers import printable

if TYPE_CHECKING:
    import pandas as pd

    from helpers.corpus.descriptions import Descriptions
    from helpers.corpus.working_sets import SavedSet

ACCOUNT_COLUMNS = ["file", "where", "format", "encoding", "status", "reason", "article_id"]

NOTE = "note"
"""Status of what is said about a table that the user wrote of the clippings, and is no clipping."""

_NO_CLIPPINGS = frozenset({FILE_NAME, SAVED_NAME, *DESCRIPTIONS})

_COUNT = re.compile(r"(?:^|: )count(?: \(\d+\))?$")
"""Where an export's own count of its articles is told about."""


def accounts_of(
    listed: pd.DataFrame, problems: Mapping[str, str], articles: pd.DataFrame, *, own: bool
) -> pd.DataFrame:
    """Say of each clipping, and of each file that is none, what became of it.

    Parameters
    ----------
    listed : pandas.DataFrame
        As :meth:`~helpers.corpus.listing.Shelf.listed` gives it.
    problems : mapping
        Files that could not be opened, with the reason.
    articles : pandas.DataFrame
        The table of articles, with the ``input`` of each, its place in `listed`.
    own : bool
        Whether to leave out all that is no article of the table, as for a working set.

    Returns
    -------
    pandas.DataFrame
        The columns ``ACCOUNT_COLUMNS``, in the order of files.

    Examples
    --------
    >>> import pandas as pd
    >>> listed = pd.DataFrame(columns=ACCOUNT_COLUMNS[:-1])
    >>> articles = pd.DataFrame(columns=["input", "article_id", "role", "duplicate_of"])
    >>> accounts_of(listed, {"a.png": "a picture"}, articles, own=False)["status"].tolist()
    ['skipped']
    """
    import pandas as pd

    rows = listed.assign(
        file=[printable(file) for file in listed["file"]],
        where=[printable(where) for where in listed["where"]],
        article_id="",
    )[ACCOUNT_COLUMNS]
    rows.loc[articles["input"], "article_id"] = articles["article_id"].to_numpy()
    if own:
        rows = rows[rows["article_id"] != ""]
    copies = articles[articles["duplicate_of"] != ""]
    for at, role, first in zip(
        copies["input"], copies["role"], copies["duplicate_of"], strict=True
    ):
        rows.loc[at, ["status", "reason"]] = ["duplicate", f"{role} of {first}"]
    closed = pd.DataFrame(
        [
            (file, "", "", "", NOTE if file.casefold() in _NO_CLIPPINGS else "skipped", why, "")
            for file, why in ((printable(file), why) for file, why in problems.items())
        ],
        columns=ACCOUNT_COLUMNS,
    )
    together = pd.concat([rows, closed], ignore_index=True)
    return together.sort_values(["file"], kind="stable").reset_index(drop=True)


def of_clippings(accounts: pd.DataFrame) -> pd.DataFrame:
    """Keep the rows that stand for clippings.

    Parameters
    ----------
    accounts : pandas.DataFrame
        As :func:`accounts_of` gives them.

    Returns
    -------
    pandas.DataFrame
        Without notes on the user's own tables, and without an export's count of its articles.

    Examples
    --------
    >>> import pandas as pd
    >>> rows = [("", "empty"), ("", "note"), ("count", "damaged"), ("", "ok")]
    >>> of_clippings(pd.DataFrame(rows, columns=["where", "status"]))["status"].tolist()
    ['empty', 'ok']
    """
    counted = accounts["status"].eq("damaged") & accounts["where"].str.contains(_COUNT)
    return accounts[~accounts["status"].eq(NOTE) & ~counted]


def files_not_read(listed: pd.DataFrame, problems: Mapping[str, str]) -> dict[str, str]:
    """Name the files that hold something that could not be read.

    Parameters
    ----------
    listed : pandas.DataFrame
        As for :func:`accounts_of`; ``record`` is empty where there is no article.
    problems : mapping
        As for :func:`accounts_of`.

    Returns
    -------
    dict
        File to the first reason, in the order of files.

    Examples
    --------
    >>> import pandas as pd
    >>> listed = pd.DataFrame({"file": ["b.txt"], "record": [""], "reason": ["empty"]})
    >>> files_not_read(listed, {"a.txt": "a link"})
    {'a.txt': 'a link', 'b.txt': 'empty'}
    """
    wrong = dict(problems)
    missed = listed[listed["record"] == ""]
    for file, reason in zip(missed["file"], missed["reason"], strict=True):
        wrong.setdefault(file, reason)
    return dict(sorted(wrong.items()))


def wrong_corrections(
    articles: pd.DataFrame,
    corrected: Mapping[str, Mapping[int, str]],
    unknown: Sequence[str],
    saved: SavedSet | None,
) -> str:
    """Say which corrections correct nothing.

    Parameters
    ----------
    articles : pandas.DataFrame
        Articles with the ``key`` of their rows, the ``part`` that holds them and their ``digest``.
    corrected : mapping
        Key to lines and kinds.
    unknown : sequence of str
        Articles that are corrected but not in the folder, by twelve digits of their digest.
    saved : SavedSet or None
        Working set, whose articles alone matter.

    Returns
    -------
    str
        A sentence; empty where all is well.

    Examples
    --------
    >>> import pandas as pd
    >>> none = pd.DataFrame(columns=["key", "part", "digest"])
    >>> wrong_corrections(none, {}, ["0123456789ab"], None).partition(":")[0]
    'corrects 1 article that the folder does not hold (0123456789ab)'
    """
    if saved is not None:
        stems = {digest[:12] for digest in saved.digests}
        unknown = [article for article in unknown if article in stems]
        own = set(articles.loc[articles["digest"].isin(saved.digests), "key"])
        corrected = {key: lines for key, lines in corrected.items() if key in own}
    if unknown:
        return (
            f"corrects {many(len(unknown), 'article')} that the folder does not hold "
            f"({unknown[0]}): remove these rows, or put the originals back; a clipping that was "
            "changed has another id, which intake.csv tells"
        )
    if nowhere := _missing_lines(articles, corrected):
        return (
            f"corrects {many(len(nowhere), 'line')} that no article has (line {nowhere[0][1]} of "
            f"{nowhere[0][0]}): give the number of a line that is not blank"
        )
    return ""


def lines_and_files_settled(
    articles: pd.DataFrame,
    corrected: Mapping[str, Mapping[int, str]],
    described: Descriptions,
) -> dict[str, int]:
    """Count what the user's own tables settle.

    Parameters
    ----------
    articles, corrected
        As for :func:`wrong_corrections`.
    described : Descriptions
        What the folder says of its files.

    Returns
    -------
    dict
        The table of corrections to the number of lines that it corrects, and that of descriptions
        to the number of files with an article that it describes; those alone that settle anything.
    """
    digests = dict(zip(articles["key"], articles["digest"], strict=True))
    named = {(digests[key], line) for key, lines in corrected.items() for line in lines}
    own = articles.loc[articles["source"] == "original", "file"]
    counts = {
        FILE_NAME: len(named) - len(_missing_lines(articles, corrected)),
        described.file: len({printable(file) for file in described.given} & {*own}),
    }
    return {name: n for name, n in counts.items() if n}


def _missing_lines(
    articles: pd.DataFrame, corrected: Mapping[str, Mapping[int, str]]
) -> list[tuple[str, int]]:
    """Find corrections of lines that are not there, by article and line, each once."""
    mine = articles[articles["key"].isin(corrected)]
    located = dict(zip(mine["key"], mine["part"], strict=True))
    digests = dict(zip(mine["key"], mine["digest"], strict=True))
    missing = {(key, line) for key, lines in corrected.items() for line in lines}
    for part, keys in by_part(located, located).items():
        there = read_part(part, "lines", ["line"], keys)
        missing -= set(zip(there["key"], there["line"], strict=True))
    return sorted({(digests[key][:12], line) for key, line in missing})
