"""One article as rows of the corpus tables, the form in which it is stored and passed on."""

from __future__ import annotations

import datetime as dt
import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from helpers.intake.clean import read_article
from helpers.intake.mentions import Mention, find_mentions
from helpers.intake.model import Article, Capture
from helpers.intake.scoring import guarded_phrases, score_sentence, words_with_tone
from helpers.intake.segment import adjacent_pairs, split_sentences, words
from helpers.intake.stopwords import STOP_WORDS

Row = dict[str, Any]
SCHEMA: dict[str, dict[str, str]] = {
    table: dict(column.split(":") for column in columns.split())
    for table, columns in {
        "articles": """digest:name headline:text publisher:text byline:text agency:text place:text
            language:text earliest:day? latest:day? published:day? date_basis:text
            standfirst_words:count n_words:count n_sentences:count n_passages:count n_removed:count
            body:text source:text named:text""",
        "passages": "passage:count n_words:count fingerprint:text text:text? gist:text?",
        "sentences": """passage:count sentence:count n_words:count n_toned:count quoted:number
            vader:number tone:number guarded:text text:text?""",
        "removed": "line:count reason:text n_words:count text:text?",
        "terms": "passage:count term:name count:count",
        "mentions": "passage:count kind:text text:text count:count",
        "dates": "cue:text kind:text earliest:day? latest:day? note:text used:flag",
    }.items()
}
"""Columns of each table and what they hold; a question mark where None may stand."""

_PYTHON_TYPES: dict[str, type | tuple[type, ...]] = {
    "name": str, "text": str, "day": dt.date, "count": int, "number": (int, float), "flag": bool,
}  # fmt: skip
_RANGES = {"count": (0, 2**31 - 1), "number": (-1, 1)}
ENGLISH_SHARE = 0.2
"""Share of function words from which a text is taken for English."""


@dataclass(frozen=True, slots=True)
class Record:
    """An article measured: one row for the table of articles, and its rows of the other tables.

    Attributes
    ----------
    article : dict
        Columns of the table ``articles`` that depend on this article alone.
    passages, sentences, removed, terms, mentions, dates : list of dict
        Rows of these tables, without the article's id.
    """

    article: Row
    passages: list[Row] = field(default_factory=list)
    sentences: list[Row] = field(default_factory=list)
    removed: list[Row] = field(default_factory=list)
    terms: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    dates: list[Row] = field(default_factory=list)


def measure(capture: Capture) -> Record:
    """Clean, date, cut and score one capture.

    Parameters
    ----------
    capture : Capture
        The clipping.

    Returns
    -------
    Record
        Its rows. Everything that needs the order of words is done here, once, so that the rows
        without their texts give the same results.

    Examples
    --------
    >>> record = measure(Capture("a.txt", "0" * 64, "OSLO: Talks failed again. Nobody was glad."))
    >>> record.article["place"], record.article["n_sentences"]
    ('Oslo', 2)
    """
    article = read_article(capture.text, name=capture.file)
    passages = [_without_dateline(article, i) for i in range(len(article.paragraphs))]
    cut = [[(s, words(s)) for s in split_sentences(text)] for text in passages]
    counts = [Counter(word for _, tokens in sentences for word in tokens) for sentences in cut]
    pairs = _shared_pairs(cut)
    mentions = [find_mentions(text) for text in passages]
    return Record(
        article=_article_row(capture, article, counts, cut) | {"named": _most_named(mentions)},
        passages=[
            {
                "passage": i,
                "n_words": counts[i].total(),
                "fingerprint": _fingerprint(counts[i]),
                "text": article.paragraphs[i],
                "gist": None,
            }
            for i in range(len(passages))
        ],
        sentences=_sentence_rows(cut),
        removed=[
            {"line": r.line, "reason": r.reason, "n_words": len(words(r.text)), "text": r.text}
            for r in article.removed
        ],
        terms=[
            {"passage": i, "term": term, "count": count}
            for i in range(len(passages))
            for term, count in sorted((counts[i] + pairs[i]).items())
        ],
        mentions=[
            {"passage": i, "kind": kind, "text": text, "count": times}
            for i, found in enumerate(mentions)
            for kind, text, times in found
        ],
        dates=[
            {column: getattr(evidence, column) for column in SCHEMA["dates"]}
            for evidence in article.dated.evidence
        ],
    )


def _without_dateline(article: Article, i: int) -> str:
    paragraph = article.paragraphs[i]
    return paragraph[article.dateline_length :] if i == 0 else paragraph


def _article_row(
    capture: Capture,
    article: Article,
    counts: list[Counter[str]],
    cut: list[list[tuple[str, list[str]]]],
) -> Row:
    n_words = sum(count.total() for count in counts)
    function_words = sum(n for count in counts for word, n in count.items() if word in STOP_WORDS)
    return {
        "digest": capture.digest,
        "headline": article.headline,
        "publisher": article.publisher,
        "byline": article.byline,
        "agency": article.agency,
        "place": article.place,
        "language": "en" if function_words >= ENGLISH_SHARE * max(1, n_words) else "other",
        "earliest": article.dated.earliest,
        "latest": article.dated.latest,
        "published": article.dated.best,
        "date_basis": article.dated.basis,
        "standfirst_words": len(words(article.standfirst)),
        "n_words": n_words,
        "n_sentences": sum(map(len, cut)),
        "n_passages": len(cut),
        "n_removed": len(article.removed),
        "body": _fingerprint(_together(counts)),
        "source": "original",
    }


def _together(counts: Iterable[Counter[str]]) -> Counter[str]:
    """Add up in place: a sum of Counters copies the whole for each of them."""
    whole = Counter[str]()
    for count in counts:
        whole.update(count)
    return whole


def _most_named(mentions: list[list[Mention]]) -> str:
    """Return the two people or bodies named most often, by full name or its last word."""
    named = Counter[str]()
    for mention in itertools.chain(*mentions):
        if mention.kind == "name":
            named[mention.text] += mention.times
    full = [n for n in named if 1 <= n.count(" ") <= 2 and not guarded_phrases(n)]
    often = {name: named[name] + named[name.split()[-1]] for name in full}
    return ", ".join(sorted(full, key=lambda name: (-often[name], name))[:2])


def _fingerprint(counts: Counter[str]) -> str:
    """Digest of a paragraph's words whatever their order, to find it again in other articles."""
    listed = "\n".join(f"{term} {n}" for term, n in sorted(counts.items()))
    return hashlib.blake2b(listed.encode(), digest_size=8).hexdigest()


def _shared_pairs(cut: list[list[tuple[str, list[str]]]]) -> list[Counter[str]]:
    """Two-word terms that the article uses in more than one paragraph, counted by paragraph."""
    counted = [
        Counter(
            f"{left} {right}"
            for sentence, _ in sentences
            for left, right in adjacent_pairs(sentence)
            if _content(left) and _content(right)
        )
        for sentences in cut
    ]
    spread = Counter(pair for counter in counted for pair in counter)
    return [Counter({p: n for p, n in counter.items() if spread[p] > 1}) for counter in counted]


def _content(word: str) -> bool:
    return word not in STOP_WORDS and word[0].isalpha() and len(word) > 1


def _sentence_rows(cut: list[list[tuple[str, list[str]]]]) -> list[Row]:
    rows: list[Row] = []
    for i, sentences in enumerate(cut):
        inside = False
        for sentence, tokens in sentences:
            quoted, inside = quoted_share(sentence, inside)
            vader, tone = score_sentence(sentence)
            rows.append(
                {
                    "passage": i,
                    "sentence": len(rows),
                    "n_words": len(tokens),
                    "n_toned": words_with_tone(tokens),
                    "quoted": round(quoted, 4),
                    "vader": vader,
                    "tone": tone,
                    "guarded": "; ".join(guarded_phrases(sentence)),
                    "text": sentence,
                }
            )
    return rows


def quoted_share(sentence: str, inside: bool) -> tuple[float, bool]:
    """Share of a sentence's words that stand in double quotation marks.

    Parameters
    ----------
    sentence : str
        One sentence, quotation marks made regular.
    inside : bool
        Whether a quotation is open where the sentence begins.

    Returns
    -------
    float
        Between 0 and 1.
    bool
        Whether a quotation is open where it ends.

    Examples
    --------
    >>> quoted_share('He said: "Not yet."', False)
    (0.5, False)
    """
    quoted = total = 0
    for part in sentence.split('"'):
        n = len(words(part))
        total += n
        quoted += n * inside
        inside = not inside
    return (quoted / total if total else 0.0), not inside


def as_date(value: str | dt.date | None) -> dt.date | None:
    """Return a date from its ISO form; None stays None.

    Parameters
    ----------
    value : str, datetime.date or None
        For instance ``"1994-11-12"``.

    Returns
    -------
    datetime.date or None
        The day.

    Examples
    --------
    >>> as_date("1994-11-12")
    datetime.date(1994, 11, 12)
    """
    return dt.date.fromisoformat(value) if isinstance(value, str) else value


def check(record: Record) -> None:
    """Make sure that a record which came from outside has every column, of the right kind.

    Parameters
    ----------
    record : Record
        For instance read from an extract.

    Raises
    ------
    TypeError
        If a column is missing, unknown, or holds something of another kind than it should.
    ValueError
        If a value cannot be, or the article's row does not agree with the others.

    Examples
    --------
    >>> check(Record({}))
    Traceback (most recent call last):
    TypeError: articles: wrong columns
    """
    for table, columns in SCHEMA.items():
        rows = [record.article] if table == "articles" else getattr(record, table)
        for row in rows:
            if row.keys() != columns.keys():
                raise TypeError(f"{table}: wrong columns")
            for column, kind in columns.items():
                _check_value(f"{table}: {column}", row[column], kind)
    if not re.fullmatch("[0-9a-f]{64}", record.article["digest"]):
        raise ValueError("articles: digest: not a SHA-256")
    for column, rows in (
        ("n_passages", record.passages),
        ("n_sentences", record.sentences),
        ("n_removed", record.removed),
    ):
        if record.article[column] != len(rows):
            raise ValueError(f"articles: {column}: not the number of rows")


def _check_value(name: str, value: object, kind: str) -> None:
    optional = kind.endswith("?")
    if value is None and optional:
        return
    kind = kind.rstrip("?")
    expected = _PYTHON_TYPES[kind]
    if not isinstance(value, expected) or (isinstance(value, bool) and expected is not bool):
        raise TypeError(f"{name}: wrong kind of value")
    if isinstance(value, str):
        value.encode()  # half of a character, as JSON can spell it, cannot be stored
    if isinstance(value, int | float) and kind in _RANGES:
        smallest, largest = _RANGES[kind]
        if not smallest <= value <= largest:
            raise ValueError(f"{name}: out of range")
