"""Terms found in sentences, with what stands before and after them."""

import re
from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

# The very pattern by which words were counted, private though it is: `words_and_gaps` gives words
# as they are counted and not where they stand, and another pattern would not find as many uses.
from helpers.intake.segment import _WORD, words_and_gaps

CUT = "…"

_EVEN = re.compile(r"\d+|[^\d-]+")
"""What of a word with numbers stands in a text as it is counted."""

Starts = dict[str, list[tuple[str, list[str]]]]
"""Terms and their words, by the first of these."""


def in_context(sentences: pd.DataFrame, chosen: pd.DataFrame, width: int) -> pd.DataFrame:
    """Find terms in sentences, and cut out what is around them.

    Parameters
    ----------
    sentences
        Rows of the table of sentences with their texts: ``article_id``, ``passage``, ``sentence``,
        ``text``; articles whole, in order.
    chosen
        Terms to look for: ``term``, ``article_id``, ``take`` (how many uses, the first ones).
    width
        Characters of context on either side; words are not cut. It reaches into the sentences
        before and after in the same passage.

    Returns
    -------
    pandas.DataFrame
        One row per use: ``term``, ``article_id``, ``passage``, ``sentence``, ``start`` (place of
        the first letter in the sentence), ``left``, ``keyword`` (as it is written), ``right``,
        ``uses`` (1).

    Examples
    --------
    >>> text = "Duties rose. The US raised duties."
    >>> row = pd.DataFrame({"article_id": ["a"], "passage": [0], "sentence": [0], "text": [text]})
    >>> chosen = pd.DataFrame({"term": ["u.s."], "article_id": ["a"], "take": [1]})
    >>> in_context(row, chosen, 10)[["left", "keyword", "right"]].values.tolist()
    [['…rose. The ', 'US', ' raised…']]
    """
    mine = chosen[chosen["article_id"].isin(sentences["article_id"])]
    terms = list(dict.fromkeys(mine["term"]))
    starts = _starts(terms)
    likely = sentences
    if len(terms) == 1:
        likely = sentences[may_have(sentences["text"], terms[0])]
    hits = pd.DataFrame(
        [
            (row, term, start, end)
            for row, text in zip(likely.index, likely["text"], strict=True)
            for term, start, end in _matches(text, starts)
        ],
        columns=["at", "term", "start", "end"],
    )
    hits = hits.join(sentences[["article_id", "passage", "sentence"]], on="at")
    hits = hits.merge(mine[["term", "article_id", "take"]], on=["term", "article_id"])
    hits = hits[hits.groupby(["term", "article_id"]).cumcount() < hits["take"]]
    whole = sentences[sentences["article_id"].isin(hits["article_id"])]
    passages = dict(list(whole.groupby(["article_id", "passage"])["text"]))
    around = [
        _context(passages[article, passage], at, start, end, width)
        for article, passage, at, start, end in zip(
            *(hits[c] for c in ("article_id", "passage", "at", "start", "end")), strict=True
        )
    ]
    context = pd.DataFrame(around, columns=["left", "keyword", "right"], index=hits.index)
    columns = ["term", "article_id", "passage", "sentence", "start"]
    return hits[columns].join(context).assign(uses=1)


def _context(
    sentences: pd.Series, at: int, start: int, end: int, width: int
) -> tuple[str, str, str]:
    """Cut what stands before and after a use out of its passage, at whole words."""
    before, text = sentences.index < at, sentences.loc[at]
    left = " ".join([*sentences[before], text[:start]])
    right = " ".join([text[end:], *sentences[sentences.index > at]])
    if len(left) > width:
        left = CUT + left[-width - 1 :].partition(" ")[2]
    if len(right) > width:
        right = right[: width + 1].rpartition(" ")[0] + CUT
    return left, text[start:end], right


def times_used(texts: pd.Series, term: str) -> list[int]:
    """Count a term in sentences.

    Parameters
    ----------
    texts
        Sentences.
    term
        A term or phrase: its words as they are counted, parted by spaces.

    Returns
    -------
    list of int
        Uses in each sentence.

    Examples
    --------
    >>> times_used(pd.Series(["Trade war, trade war!", "A trade, a war."]), "trade war")
    [2, 0]
    """
    starts = _starts([term])
    return [sum(1 for _ in _matches(text, starts)) for text in texts]


def may_have(texts: pd.Series, term: str) -> NDArray[np.bool_]:
    """Rule out texts cheaply: but for points and numbers, a word stands there as it is counted.

    Not so where small letters depend on those around them, as in Greek.

    Parameters
    ----------
    texts
        Sentences; missing ones have no term.
    term
        A term or phrase, as for `times_used`.

    Returns
    -------
    numpy.ndarray of bool
        False where the term cannot be.

    Examples
    --------
    >>> may_have(pd.Series(["Trade wars", "A deal", None]), "trade war")
    array([ True, False, False])
    """
    word = max(term.replace(".", "").split(" "), key=len)
    if any(map(str.isdigit, word)):  # G7 is counted as g-7, and 1990's as 1990s
        word = max(_EVEN.findall(word), key=len)
    if not word.isascii():
        return texts.notna().to_numpy()
    return np.array(
        [isinstance(text, str) and word in text.lower().replace(".", "") for text in texts],
        dtype=bool,
    )


def _starts(terms: Sequence[str]) -> Starts:
    starts: Starts = {}
    for term in terms:
        parts = term.split(" ")
        starts.setdefault(parts[0], []).append((term, parts))
    return starts


def _matches(text: str, starts: Starts) -> Iterator[tuple[str, int, int]]:
    """Find terms in a sentence as they were counted: the term, its first and past-last letter."""
    found, gaps = words_and_gaps(text)
    spans: list[tuple[int, int]] = []
    for i, word in enumerate(found):
        for term, parts in starts.get(word, ()):
            end = i + len(parts)
            if found[i:end] == parts and all(gap == " " for gap in gaps[i : end - 1]):
                spans = spans or [match.span() for match in _WORD.finditer(text)]
                yield term, spans[i][0], spans[end - 1][1]
