"""Sentences about what is in a folder, with their numbers."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

import pandas as pd

from helpers.analysis.honesty import UNDATED, count_of, rung_sentence
from helpers.analysis.tables import distinct, to_a_day
from helpers.corpus.accounts import of_clippings
from helpers.corpus.corrections import FILE_NAME
from helpers.intake.dating import SAID_BASIS
from helpers.intake.model import BODY
from helpers.intake.ocr import WARN_FROM
from helpers.intake.passages import LONGEST_PARAGRAPH
from helpers.intake.reading import PARTLY_IN
from helpers.reporting.findings import plain
from helpers.reporting.intake import versions_counted

if TYPE_CHECKING:
    from helpers.corpus import Corpus

FEWEST_WORDS = 25
"""Words below which a clipping is hardly an article."""


def listed(items: list[str]) -> str:
    """Join items as one writes them in a sentence.

    Parameters
    ----------
    items : list of str
        The items.

    Returns
    -------
    str
        With commas, and "and" before the last.

    Examples
    --------
    >>> listed(["one", "two", "three"])
    'one, two and three'
    """
    return " and ".join([", ".join(items[:-1]), items[-1]]) if len(items) > 1 else "".join(items)


def bullets(sentences: tuple[str, ...] | list[str]) -> str:
    """Write sentences as a Markdown list.

    Parameters
    ----------
    sentences : sequence of str
        Plain sentences.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> print(bullets(["One.", "Two."]))
    - One.
    - Two.
    """
    return "\n".join(f"- {plain(sentence)}" for sentence in sentences)


def what_is_here(corpus: Corpus) -> str:
    """Say what a folder holds.

    Parameters
    ----------
    corpus : Corpus
        The folder.

    Returns
    -------
    str
        Two or three sentences of Markdown.
    """
    articles, own = corpus.articles, distinct(corpus)
    words = count_of(int(own["n_words"].sum()), "word")
    holds = f"The folder **{plain(corpus.name)}** holds {count_of(len(articles), 'article')}"
    counts = f" in the {len(own):,} that {'counts' if len(own) == 1 else 'count'}"
    counted = counts * (len(own) < len(articles))
    parts = [f"{holds} with {words}{counted}; {_taken_out(int(own['n_removed'].sum()), len(own))}."]
    parts.append(_eras(own, corpus.eras))
    if corpus.halved_at:
        parts.append(halved(corpus.halved_at))
    versions = articles.loc[articles["duplicate_of"] != "", "role"]
    if len(versions):
        what = "article is a version" if len(versions) == 1 else "articles are versions"
        kinds = versions_counted(versions)
        parts.append(f"{len(versions):,} {what} of another one ({kinds}); each story counts once.")
    unread = int((of_clippings(corpus.accounts)["article_id"] == "").sum())
    if unread:
        parts.append(f"{count_of(unread, 'clipping')} could not be read or counted.")
    if corpus.settled:
        parts.append(_settled(corpus.settled))
    return " ".join(parts)


def _settled(counts: Mapping[str, int]) -> str:
    told = []
    for name, n in counts.items():
        are = "is" if n == 1 else "are"
        if name == FILE_NAME:
            told.append(f"{count_of(n, 'line')} {are} what {plain(name)} says")
        else:
            told.append(f"{count_of(n, 'file')} {are} described by {plain(name)}")
    return f"{listed(told)}."


def _taken_out(lines: int, articles: int) -> str:
    pages, them = ("its page", "it") if articles == 1 else ("their pages", "them")
    if not lines:
        return f"no line had to be taken out of {pages}"
    if lines == 1:
        return f"1 line on {pages} was no part of {them} and was taken out, with the reason"
    taken = f"{lines:,} lines on {pages} were no part of {them} and were taken out"
    return f"{taken}, each with a reason"


def _eras(articles: pd.DataFrame, eras: tuple[str, ...]) -> str:
    counts = articles["era"].value_counts()
    undated = int(counts.get(UNDATED, 0))
    if not eras:
        none = "It does not tell" if len(articles) == 1 else "None tells"
        return f"{none} closely enough when it was written to give it an era."
    named = listed([f"**{plain(era)}** ({counts.get(era, 0):,})" for era in eras])
    there = "there is one era" if len(eras) == 1 else f"there are {len(eras)} eras"
    left = f"; {undated:,} {'is' if undated == 1 else 'are'} dated too loosely to be placed"
    left *= undated > 0
    said = articles["date_basis"].str.contains(SAID_BASIS, regex=False).any()
    who = "the articles and their files" if said else "the articles"
    return f"Dated by what {who} say, {there}: {named}{left}."


def halved(border: dt.date) -> str:
    """Say that no gap parts the eras.

    Parameters
    ----------
    border : datetime.date
        First day of the later one.

    Returns
    -------
    str
        One sentence.
    """
    return (
        f"No gap stands out in these years: they are halved at {border.year}, a round year like "
        "others; "
        "the parameter *eras* draws the border elsewhere."
    )


def dating(articles: pd.DataFrame) -> str:
    """Say how closely the articles that count could be dated.

    Parameters
    ----------
    articles : pandas.DataFrame
        The table of articles; versions of others in it are left out.

    Returns
    -------
    str
        One or two sentences.
    """
    articles = articles[articles["duplicate_of"] == ""]
    closed = articles[articles["earliest"].notna() & articles["latest"].notna()]
    known = int(to_a_day(articles).sum())
    guessed = int(articles["published"].notna().sum()) - known
    neither = int((articles["earliest"].isna() & articles["latest"].isna()).sum())
    half = len(articles) - len(closed) - neither
    have = "has" if 1 in (len(closed), len(articles)) else "have"
    of_all = f"{len(closed):,} of {count_of(len(articles), 'article')}"
    parts = [f"{of_all} {have} a range closed on both sides"]
    if half:
        parts.append(f"{half:,} {'is' if half == 1 else 'are'} open on one side")
    if neither:
        parts.append(f"{neither:,} {'is' if neither == 1 else 'are'} open on both")
    parts.append(
        f"a single day stands out for {known:,}" if known else "no single day stands out for any"
    )
    if guessed:
        what = "the likeliest day is" if guessed == 1 else "the likeliest days are"
        parts.append(f"for {guessed:,} more {what} a guess, which bounds nothing")
    sentence = "; ".join(parts) + "."
    if len(closed):
        widths = sorted((last - first).days + 1 for first, last in _ends(closed))
        width = f"{widths[0]:,} to {widths[-1]:,} days"
        if widths[0] == widths[-1]:
            width = count_of(widths[0], "day")
        ranges = "range is" if len(closed) == 1 else "ranges are"
        years = round(widths[-1] / 365.25)
        about = f", {'the widest ' * (widths[0] != widths[-1])}about {years} years" * (years > 1)
        sentence += f" The closed {ranges} {width} wide{about}."
    return sentence


def _ends(articles: pd.DataFrame) -> Iterator[tuple[dt.date, dt.date]]:
    return zip(articles["earliest"], articles["latest"], strict=True)


def removals(removed: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say what was taken out.

    Parameters
    ----------
    removed : pandas.DataFrame
        The table of removed lines.
    articles : pandas.DataFrame
        The table of articles.

    Returns
    -------
    str
        One or two sentences.
    """
    if removed.empty:
        return "No line was taken out: none looks like anything but a part of its article."
    articles = articles[articles["duplicate_of"] == ""]
    counts = removed["reason"].value_counts()
    often = min(counts[counts == counts.max()].index)
    words = int(removed["n_words"].sum())
    share = words / max(1, words + int(articles["n_words"].sum()))
    standfirsts = int((articles["standfirst_words"] > 0).sum())
    text = (
        f"{count_of(len(removed), 'line')} with {count_of(words, 'word')} "
        f"{'was' if len(removed) == 1 else 'were'} taken out, "
        f"{share:.0%} of "
        f"all words in the files; the most frequent reason is {plain(often)} ({counts[often]:,})."
    )
    if standfirsts:
        stands = "stands" if standfirsts == 1 else "stand"
        text += (
            f" {count_of(standfirsts, 'standfirst')} {stands} apart from the body and "
            f"{'is' if standfirsts == 1 else 'are'} not counted with it."
        )
    return text


def pages_shown(checked: pd.DataFrame, articles: pd.DataFrame) -> str:
    """Say which clippings are shown line by line.

    Parameters
    ----------
    checked : pandas.DataFrame
        Lines of some clippings, as `lines_to_check` gives them.
    articles : pandas.DataFrame
        The table of articles.

    Returns
    -------
    str
        One sentence.
    """
    shown = checked["article_id"].nunique()
    of = int((articles["duplicate_of"] == "").sum())
    if shown >= of:
        return "The one clipping is shown." if of == 1 else f"All {of:,} clippings are shown."
    return (
        f"{shown:,} of {count_of(of, 'clipping')} {'is' if shown == 1 else 'are'} shown: those "
        "with most lines in doubt, and then those with most lines taken out. "
        "`lines_to_check(clippings, [...])` shows others by their ids, which `datelines intake` "
        "lists."
    )


def overlaps(pairs: pd.DataFrame) -> str:
    """Say how many articles share paragraphs.

    Parameters
    ----------
    pairs : pandas.DataFrame
        See `shared_passages`.

    Returns
    -------
    str
        One sentence.
    """
    if pairs.empty:
        return (
            "No two articles share a paragraph word for word. Rewritten copies are not found in "
            "this way."
        )
    most = pairs.iloc[0]
    share = f"{most['share']:.0%} of the shorter article"
    if len(pairs) == 1:
        return f"Two articles share a paragraph word for word, {share}."
    return f"{len(pairs):,} pairs of articles share a paragraph word for word, the closest {share}."


def _without_paragraphs(corpus: Corpus) -> int:
    """Count the articles of which a line of text is longer than any paragraph."""
    long: set[str] = set()
    for chunk in corpus.chunks("lines", ["kind", "n_words"]):
        some = chunk[(chunk["kind"] == BODY) & (chunk["n_words"] > LONGEST_PARAGRAPH)]
        long.update(some["article_id"])
    return len(long)


def size_limit(corpus: Corpus) -> str:
    """Say what a folder of this size allows.

    Parameters
    ----------
    corpus : Corpus
        The folder.

    Returns
    -------
    str
        One or two plain sentences.
    """
    eras = distinct(corpus)["era"]
    return rung_sentence({era: int((eras == era).sum()) for era in [*corpus.eras, UNDATED]})


def limits(corpus: Corpus) -> list[str]:
    """Say what the folder as it is cannot show.

    Parameters
    ----------
    corpus : Corpus
        The folder.

    Returns
    -------
    list of str
        Plain sentences.
    """
    articles = distinct(corpus)
    found = [size_limit(corpus)]
    wide = articles[~to_a_day(articles)]
    if len(wide):
        found.append(
            f"{count_of(len(wide), 'article')} of {len(articles):,} cannot be dated to a day"
            + ": which came first is not known where their ranges overlap." * (len(articles) > 1)
            + "." * (len(articles) == 1)
        )
    if short := int((articles["n_words"] < FEWEST_WORDS).sum()):
        what = (
            "has fewer than {} words: perhaps it is a note, or a page whose text lies"
            if short == 1
            else "have fewer than {} words: perhaps they are notes, or pages whose text lies"
        ).format(FEWEST_WORDS)
        found.append(f"{count_of(short, 'article')} {what} behind a paywall.")
    if cut := _without_paragraphs(corpus):
        come = "comes" if cut == 1 else "come"
        found.append(
            f"{count_of(cut, 'article')} {come} in lines of more than {LONGEST_PARAGRAPH} words: "
            "what is called a paragraph of them is a piece cut at the end of a sentence."
        )
    unknown = int((articles["publisher"] == "").sum())
    if unknown:
        found.append(
            f"The page does not name the publisher of {count_of(unknown, 'article')}: differences "
            "between "
            "papers and differences between eras cannot be told apart there."
        )
    foreign = int((articles["language"] != "en").sum())
    if foreign:
        found.append(
            f"The language of {count_of(foreign, 'article')} cannot be told, because "
            f"{'it has' if foreign == 1 else 'they have'} too little running text; "
            f"{'it counts' if foreign == 1 else 'they count'} as English."
        )
    own = corpus.accounts["article_id"].isin(articles["article_id"])
    if mixed := int(corpus.accounts.loc[own, "reason"].str.contains(PARTLY_IN).sum()):
        found.append(
            f"{count_of(mixed, 'article')} {'is' if mixed == 1 else 'are'} partly written in "
            "another language, whose words are counted and scored as if they were English."
        )
    damaged = int((articles["ocr_noise"] >= WARN_FROM).sum())
    if damaged:
        found.append(
            f"{count_of(damaged, 'article')} {'looks' if damaged == 1 else 'look'} badly scanned: "
            "damaged words are counted and scored as they stand."
        )
    return found
