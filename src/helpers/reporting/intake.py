"""What was made of a folder, for a person at a terminal and as files for a spreadsheet."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.corpus.accounts import NOTE, of_clippings
from helpers.corpus.corrections import FILE_NAME
from helpers.errors import DatelinesError
from helpers.intake.dates.said_dates import STATED
from helpers.intake.model import KEPT_KINDS
from helpers.reporting.spreadsheets import write_sheet

if TYPE_CHECKING:
    import pandas as pd

    from helpers.corpus import Corpus

SHOWN_BELOW = 0.75
"""Confidence below which a line is shown to the user for judgement."""

MOST_PAGES = 20
"""Clippings that are shown line by line where nobody asks for others."""

ACCOUNTS_FILE, LINES_FILE = "intake.csv", "doubtful_lines.csv"
LINE_COLUMNS = ["article", "line", "kind", "confidence", "text", "file"]
_ARTICLE_COLUMNS = [
    "headline", "publisher", "byline", "agency", "place", "earliest", "latest", "published",
    "date_basis", "era", "n_words", "n_removed", "ocr_noise", "role", "shared",
]  # fmt: skip
_STATED = tuple(f"{source} says" for source in STATED)
"""How notes on days begin that are stated of an article, not read from a name or a page."""

_NAMED = ("file name says", "address says")
_CONTRADICTED = "(set aside: contradicted by the text)"
"""How notes end on days that the text rules out; a name that tells too little is no news."""

_MOST_SHOWN = 20
_SETTLED = {FILE_NAME: "line"}
_PLURALS = {
    "copy": "copies",
    "near copy": "near copies",
    "full version": "full versions",
    "round-up": "round-ups",
}


def doubtful_lines(corpus: Corpus, most: int | None = None) -> pd.DataFrame:
    """List the lines of which it is not sure that they were rightly kept or taken out.

    Parameters
    ----------
    corpus : Corpus
        The folder.
    most : int, optional
        How many of the most doubtful; all by default.

    Returns
    -------
    pandas.DataFrame
        ``article``, ``line``, ``kind``, ``confidence``, ``text`` (None where it may not be handed
        on) and ``file``: the form in which ``corrections.csv`` is read, so that a person changes
        ``kind`` where it is wrong and puts the file into the folder.
    """
    import pandas as pd

    columns = ["line", "kind", "confidence", "text"]
    frames = [chunk[chunk["confidence"] < SHOWN_BELOW] for chunk in corpus.chunks("lines", columns)]
    found = pd.concat(frames) if frames else pd.DataFrame(columns=["article_id", *columns])
    files = corpus.articles.set_index("article_id")["file"]
    found = found.assign(file=found["article_id"].map(files))
    order = {name: i for i, name in enumerate(corpus.articles["article_id"])}
    found = found.assign(order=found["article_id"].map(order))
    if most is not None:
        found = found.sort_values(["confidence", "order", "line"], kind="stable").head(most)
    found = found.sort_values(["order", "line"], kind="stable")
    return found.rename(columns={"article_id": "article"})[LINE_COLUMNS].reset_index(drop=True)


def lines_to_check(
    corpus: Corpus, articles: Sequence[str] | None = None, most: int = MOST_PAGES
) -> pd.DataFrame:
    """Fetch the lines of the clippings that a person should look at first.

    Parameters
    ----------
    corpus : Corpus
        The folder.
    articles : sequence of str, optional
        Ids of articles; by default those with most lines in doubt, and of those with as many the
        ones with most lines taken out.
    most : int
        How many articles, where none are named.

    Returns
    -------
    pandas.DataFrame
        Rows of the table of lines, with a column ``doubt``; in the order of the articles.

    Raises
    ------
    DatelinesError
        If there is no such article.
    """
    import pandas as pd

    if articles is None:
        counts = pd.concat(
            chunk.assign(
                doubt=chunk["confidence"] < SHOWN_BELOW, out=~chunk["kind"].isin(KEPT_KINDS)
            )
            .groupby("article_id")[["doubt", "out"]]
            .sum()
            for chunk in corpus.chunks("lines", ["confidence", "kind"])
        )
        listed = counts.reindex(corpus.articles["article_id"]).dropna()
        ranked = listed.sort_values(["doubt", "out"], ascending=False, kind="stable")
        articles = list(ranked.index[:most])
    unknown = sorted({*articles} - {*corpus.articles["article_id"]})
    if unknown:
        raise DatelinesError(f"there is no article '{unknown[0]}': see the column article_id")
    found = pd.concat(chunk[chunk["article_id"].isin(articles)] for chunk in corpus.chunks("lines"))
    order = found["article_id"].map(
        {name: i for i, name in enumerate(corpus.articles["article_id"])}
    )
    found = found.assign(doubt=found["confidence"] < SHOWN_BELOW)
    return found.iloc[order.argsort(kind="stable")].reset_index(drop=True)


def account_table(corpus: Corpus) -> pd.DataFrame:
    """Tell of everything found in the folder what became of it.

    Parameters
    ----------
    corpus : Corpus
        The folder.

    Returns
    -------
    pandas.DataFrame
        The rows of ``corpus.accounts`` with what is known of their articles.
    """
    known = corpus.articles.set_index("article_id")[_ARTICLE_COLUMNS]
    aside: dict[str, list[str]] = {}
    for one, note in dates_set_aside(corpus)[["article_id", "note"]].to_numpy():
        aside.setdefault(one, []).append(note)
    table = corpus.accounts.join(known, on="article_id")
    copies = table["status"].eq("duplicate")
    files = corpus.articles.set_index("article_id")["file"]
    first = table.loc[copies, "article_id"].map(
        corpus.articles.set_index("article_id")["duplicate_of"]
    )
    table.loc[copies, "reason"] += " (" + first.map(files) + ")"
    return table.assign(
        date_set_aside=["; ".join(aside.get(one, [])) for one in table["article_id"]]
    )


def dates_set_aside(corpus: Corpus) -> pd.DataFrame:
    """List the days that a clipping's file gives and that were not believed.

    Parameters
    ----------
    corpus : Corpus
        The folder.

    Returns
    -------
    pandas.DataFrame
        Rows of the table of dates, ``article_id``, ``cue`` and ``note``: what headers, columns or
        a table of metadata state, and days in names and addresses that the text contradicts.
    """
    import pandas as pd

    columns = ["article_id", "cue", "kind", "note", "used"]
    chunks = corpus.chunks("dates", columns)
    found = []
    for chunk in chunks:
        said = chunk[chunk["kind"].eq("said") & ~chunk["used"]]
        notes = said["note"]
        ruled_out = notes.str.startswith(_NAMED) & notes.str.endswith(_CONTRADICTED)
        found.append(said[notes.str.startswith(_STATED) | ruled_out])
    nothing = pd.DataFrame(columns=columns)
    return pd.concat([nothing, *found])[["article_id", "cue", "note"]].reset_index(drop=True)


def summarise(corpus: Corpus) -> str:
    """Tell in a few lines what was read, cut, dated, duplicated and refused.

    Parameters
    ----------
    corpus : Corpus
        The folder.

    Returns
    -------
    str
        Several lines, safe to print whatever the folder holds.
    """
    accounts, articles = corpus.accounts, corpus.articles
    own = articles[articles["duplicate_of"] == ""]
    ends = own[["earliest", "latest"]].notna().sum(axis=1)
    versions = articles.loc[articles["duplicate_of"] != "", "role"]
    removed = sum(len(chunk) for chunk in corpus.chunks("removed", ["line"]))
    doubtful = len(doubtful_lines(corpus))
    closed, half, both = (int((ends == n).sum()) for n in (2, 1, 0))
    read, clippings = accounts["article_id"] != "", of_clippings(accounts)
    files = accounts.loc[read, "file"].nunique()
    damaged = int((read & (accounts["status"] == "damaged")).sum())
    aside = dates_set_aside(corpus)
    stated = int(aside["note"].str.startswith(_STATED).sum())
    formats = _by(accounts.loc[read, "format"])
    formats += f"; {damaged:,} of them damaged" if damaged else ""
    cut = f"{count_of(removed, 'line')} taken out; {count_of(doubtful, 'line')} in doubt"
    dated = f"{closed:,} with a closed range, {half:,} open on one side, {both:,} open on both"
    counting = f"; {count_of(len(own), 'article')} {'counts' if len(own) == 1 else 'count'}"
    settled = [
        f"{count_of(n, _SETTLED.get(name, 'file'))} by {name}" for name, n in corpus.settled.items()
    ]
    rows = [
        ("found", f"{count_of(int(read.sum()), 'clipping')} in {count_of(files, 'file')}"),
        ("read", formats),
        ("duplicated", versions_counted(versions) + counting if len(versions) else "none"),
        ("cut", cut),
        ("dated", dated + f"; {count_of(stated, 'stated date')} set aside" * (stated > 0)),
        ("doubted", _contradicted(aside)),
        ("settled", ", ".join(settled)),
        ("refused", _by(clippings.loc[clippings["article_id"] == "", "status"]) or "none"),
    ]
    lines = [f"{name:<12}{text}" for name, text in rows if text]
    order = corpus.problems["status"].map(
        {NOTE: 0, "damaged": 0, "ok": 0, "skipped": 1, "empty": 2}
    )
    counts_first = order - (corpus.problems["where"].str.endswith("count"))
    shown = corpus.problems.iloc[counts_first.argsort(kind="stable")].head(_MOST_SHOWN)
    lines += [
        f"  {file}{': ' * bool(where)}{where}: {reason}"
        for file, where, _, reason in shown.to_numpy()
    ]
    files_of = dict(zip(articles["article_id"], articles["file"], strict=True))
    lines += [
        f"  {files_of[one]}: {note}"
        for one, note in aside[["article_id", "note"]].head(_MOST_SHOWN).to_numpy()
    ]
    if len(aside) > _MOST_SHOWN:
        lines.append(f"  and {len(aside) - _MOST_SHOWN:,} more days set aside, in {ACCOUNTS_FILE}")
    if len(corpus.problems) > len(shown):
        lines.append(f"  and {len(corpus.problems) - len(shown):,} more, listed in {ACCOUNTS_FILE}")
    return "\n".join(lines)


def _contradicted(aside: pd.DataFrame) -> str:
    """Say how many clippings have a file whose day their text rules out, and where to see which."""
    found = aside.loc[aside["note"].str.endswith(_CONTRADICTED), "article_id"].nunique()
    if not found:
        return ""
    whose = (
        "the file of 1 clipping gives" if found == 1 else f"the files of {found:,} clippings give"
    )
    return f"{whose} a day that the text contradicts; which: date_set_aside in {ACCOUNTS_FILE}"


def _by(values: Iterable[str]) -> str:
    import pandas as pd

    counts = pd.Series(list(values), dtype=object).value_counts(sort=False)
    ranked = sorted(counts.items(), key=lambda pair: (-int(pair[1]), str(pair[0])))
    return ", ".join(f"{n:,} {name}" for name, n in ranked)


def versions_counted(roles: Iterable[str]) -> str:
    """Count the versions that others stand for: what they are, or what was done to them.

    Parameters
    ----------
    roles : iterable of str
        Their roles, as in the column ``role`` of a corpus's articles.

    Returns
    -------
    str
        The most frequent first; empty where there are none.

    Examples
    --------
    >>> versions_counted(["cut", "near copy", "cut", "near copy", "round-up"])
    '2 cut, 2 near copies and 1 round-up'
    """
    counts = Counter(roles)
    ranked = sorted(counts, key=lambda role: (-counts[role], role))
    told = [
        f"{counts[role]:,} {_PLURALS.get(role, role) if counts[role] > 1 else role}"
        for role in ranked
    ]
    return " and ".join([*filter(None, [", ".join(told[:-1])]), *told[-1:]])


def write_accounts(corpus: Corpus, out: Path) -> list[Path]:
    """Write what was made of a folder as files for a spreadsheet.

    Parameters
    ----------
    corpus : Corpus
        The folder.
    out : Path
        Folder for the files; made if missing, files of the same names are replaced.

    Returns
    -------
    list of Path
        ``intake.csv`` with a row for each clipping, and ``doubtful_lines.csv``, which can be
        edited and put into the folder as ``corrections.csv``.

    Raises
    ------
    DatelinesError
        If they cannot be written.
    """
    tables = {ACCOUNTS_FILE: account_table(corpus), LINES_FILE: doubtful_lines(corpus)}
    written = []
    try:
        out.mkdir(parents=True, exist_ok=True)
        for name, table in tables.items():
            write_sheet(table, out / name)
            written.append(out / name)
    except OSError as error:
        raise DatelinesError(
            f"nothing can be written to '{out}' ({error.strerror}): choose another folder by --out"
        ) from error
    return written
