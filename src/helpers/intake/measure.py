"""One article measured: cleaned, dated, cut and counted, as rows of the corpus tables."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from helpers.intake.actors import find_actors
from helpers.intake.clean import read_article
from helpers.intake.drafts import Cut, Draft, finished
from helpers.intake.guard import guard
from helpers.intake.language import (
    MOSTLY,
    SCORED_LANGUAGES,
    detect_language,
    other_language,
)
from helpers.intake.mentions import Mention, find_mentions
from helpers.intake.model import KEPT_KINDS, NOTHING_GIVEN, Article, Capture, Given
from helpers.intake.ocr import ocr_noise
from helpers.intake.parts import read_byline, read_dateline
from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.credits import is_office
from helpers.intake.passages import cut_passages, place_quotations
from helpers.intake.quotes.quotations import find_quotations, quoted_shares
from helpers.intake.records import SCHEMA, Record, Row
from helpers.intake.segment import adjacent_pairs, split_sentences, words, words_and_gaps
from helpers.intake.sketches import sketch
from helpers.intake.stopwords import STOP_WORDS

_BESIDE_NAMES = re.compile(r" in [A-Z]|,? Special to | ?\(")
"""What follows the names of authors: where they were, or the paper that they wrote for."""

_MARKS = bytes(code for code in range(128) if not chr(code).isalnum())


def measure(capture: Capture, kinds: Sequence[str] = (), told: Given = NOTHING_GIVEN) -> Record:
    """Clean, date, cut and score one capture.

    Parameters
    ----------
    capture : Capture
        The clipping.
    kinds, told
        As for :func:`draft`.

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
    return finished([draft(capture, kinds, told)])[0]


def draft(capture: Capture, kinds: Sequence[str] = (), told: Given = NOTHING_GIVEN) -> Draft:
    """Clean, date and cut one capture, and leave it to be scored.

    Parameters
    ----------
    capture : Capture
        The clipping.
    kinds : sequence of str, optional
        Kind of each line that is settled, as for :func:`~helpers.intake.clean.read_article`.
    told : Given, optional
        What a person says of the article: its headline, publisher and byline go before those that
        the page has, its language before what the text looks like. The rest of it is to be in
        ``capture.given``.

    Returns
    -------
    Draft
        For :func:`~helpers.intake.drafts.finished`.

    Examples
    --------
    >>> found = draft(Capture("a.txt", "0" * 64, "OSLO: Talks failed again. Nobody was glad."))
    >>> found.record.article["n_sentences"], found.record.sentences
    (2, [])
    """
    name = capture.name or capture.file.rpartition("/")[2]
    article = read_article(capture.text, name=name, kinds=kinds, given=capture.given)
    settled = {
        what: value
        for what in ("headline", "publisher", "byline")
        if (value := getattr(told, what))
    }
    article = replace(article, **settled) if settled else article
    whole = list(article.paragraphs)
    whole[:1] = [paragraph[article.dateline_length :] for paragraph in whole[:1]]
    pieces = cut_passages(whole)
    passages = [whole[piece.paragraph][piece.start : piece.end] for piece in pieces]
    dateline = "".join(article.paragraphs[:1])[: article.dateline_length]
    cut, gaps = _cut(passages)
    counts = [
        Counter(itertools.chain.from_iterable(tokens for _, tokens in sentences))
        for sentences in cut
    ]
    listed = [sorted(count.items()) for count in counts]
    pairs = _shared_pairs(counts, cut, gaps)
    mentions = [find_mentions(text) for text in passages]
    quotations, spans = place_quotations(find_quotations(whole), pieces)
    quoted = [
        quoted_shares(passages[i], [sentence for sentence, _ in sentences], spans[i])
        for i, sentences in enumerate(cut)
    ]
    sentences = [sentence for passage in cut for sentence, _ in passage]
    headline = article.headline or capture.given.headline
    body = "\n".join(passages)
    language, other = _languages(body, passages, told.language)
    record = Record(
        article=_article_row(capture, article, cut)
        | {
            "language": language,
            "ocr_noise": round(ocr_noise(body), 3),
            "named": _most_named(mentions),
        },
        passages=[
            {
                "passage": i,
                "n_words": counts[i].total(),
                "fingerprint": _fingerprint(listed[i]),
                "text": passages[i] if i else dateline + passages[i],
                "gist": None,
            }
            for i in range(len(passages))
        ],
        lines=_line_rows(article),
        terms=[
            {"passage": i, "term": term, "count": count}
            for i in range(len(passages))
            for term, count in sorted([*listed[i], *pairs[i].items()])
        ],
        mentions=[
            {"passage": i, "kind": kind, "text": text, "count": times}
            for i, found in enumerate(mentions)
            for kind, text, times in found
        ],
        quotations=[
            {column: getattr(quotation, column) for column in SCHEMA["quotations"]}
            for quotation in quotations
        ],
        sketches=[
            {"passage": i, "hash": value} for i, value in sketch(_without_datelines(cut, passages))
        ],
        dates=[
            {column: getattr(evidence, column) for column in SCHEMA["dates"]}
            for evidence in article.dated.evidence
        ],
    )
    return Draft(record, cut, quoted, find_actors(passages, sentences), headline, other)


def _line_rows(article: Article) -> list[Row]:
    return [
        {
            "line": line.number,
            "kind": line.kind,
            "confidence": round(line.confidence, 3),
            "n_words": len(line.text.split()),
            "print": line_print(line.text),
            "text": line.text,
        }
        for line in article.lines
    ]


def line_print(text: str) -> int:
    """Digest of a line's letters and digits, to find the line again on other pages.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    int
        Below 2**63; the same whatever the line's capitals, marks and spaces.

    Examples
    --------
    >>> line_print("Read next:") == line_print("READ NEXT")
    True
    """
    letters = _letters_and_digits(text)
    return int.from_bytes(hashlib.blake2b(letters, digest_size=8).digest(), "big") >> 1


def _letters_and_digits(text: str) -> bytes:
    if text.isascii():
        return text.lower().encode().translate(None, _MARKS)
    return "".join(filter(str.isalnum, text.casefold())).encode()


def _article_row(
    capture: Capture,
    article: Article,
    cut: Cut,
) -> Row:
    given = article.given
    counts = Counter(word for sentences in cut for _, tokens in sentences for word in tokens)
    stated, wrote_for = _stated(given.byline)
    return {
        "digest": capture.digest,
        "headline": article.headline or given.headline,
        "publisher": article.publisher or given.publisher,
        "byline": article.byline or stated,
        "agency": article.agency or ("" if article.byline else wrote_for),
        "place": article.place or given.place,
        "earliest": article.dated.earliest,
        "latest": article.dated.latest,
        "published": article.dated.best,
        "date_basis": article.dated.basis,
        "standfirst_words": len(words(article.standfirst)),
        "n_words": counts.total(),
        "n_sentences": sum(map(len, cut)),
        "n_passages": len(cut),
        "n_removed": sum(kind not in KEPT_KINDS for kind in article.lines.kinds),
        "body": _fingerprint(sorted(counts.items())),
        "source": "original",
    }


def _stated(byline: str) -> tuple[str, str]:
    """Part the authors that a column, a field or a page names from what they wrote for."""
    if not byline or "\n" in byline:
        return byline, ""
    names, credit = read_byline(f"By {byline}")
    agency = known_agency(credit)
    if not names:
        return ("", agency) if agency else (byline, "")
    rest = byline.removeprefix(names)
    told = agency or is_office(credit) or _BESIDE_NAMES.match(rest)
    same = sorted(words(names.replace(" and ", " "))) == sorted(words(byline.replace(" and ", " ")))
    return (names, agency) if told or same else (byline, "")


def _languages(body: str, passages: Sequence[str], told: str) -> tuple[str, tuple[str, float]]:
    """Tell the language of an article and that of parts of it, as `Draft` has it."""
    code = told or detect_language(body)[0]
    if told or code not in SCORED_LANGUAGES:
        return code, ("", 0.0)
    other, share = other_language(passages)
    return other if share >= MOSTLY else code, (other, share)


def _most_named(mentions: list[list[Mention]]) -> str:
    """Return the two people or bodies named most often, by full name or its last word."""
    named = Counter[str]()
    for mention in itertools.chain(*mentions):
        if mention.kind == "name":
            named[mention.text] += mention.times
    full = [name for name in named if 1 <= name.count(" ") <= 2]
    guarded = guard(full) if full else []
    often = {
        name: named[name] + named[name.split()[-1]]
        for name, found in zip(full, guarded, strict=True)
        if not found.phrases
    }
    return ", ".join(sorted(often, key=lambda name: (-often[name], name))[:2])


def _fingerprint(counts: Sequence[tuple[str, int]]) -> str:
    """Digest of a paragraph's words, sorted, to find it again in other articles."""
    listed = "\n".join([f"{term} {n}" for term, n in counts])
    return hashlib.blake2b(listed.encode(), digest_size=8).hexdigest()


def _cut(passages: Sequence[str]) -> tuple[Cut, list[list[list[str]]]]:
    """Cut passages into sentences and these into words; second what stands between the words."""
    cut, gaps = [], []
    for text in passages:
        sentences = split_sentences(text)
        found = [words_and_gaps(sentence) for sentence in sentences]
        cut.append([(sentence, pair[0]) for sentence, pair in zip(sentences, found, strict=True)])
        gaps.append([pair[1] for pair in found])
    return cut, gaps


def _without_datelines(cut: Cut, passages: Sequence[str]) -> Cut:
    """Leave out the datelines that briefs in a round-up keep, as each story's own is left out."""
    lengths = [read_dateline(text).length for text in passages]
    return [
        _cut([text[length:]])[0][0] if length else sentences
        for text, length, sentences in zip(passages, lengths, cut, strict=True)
    ]


def _shared_pairs(
    counts: Sequence[Counter[str]], cut: Cut, gaps: Sequence[Sequence[list[str]]]
) -> list[dict[str, int]]:
    """Two-word terms that the article uses in more than one paragraph, counted by paragraph."""
    telling = set(filter(_content, set[str]().union(*counts)))
    counted = [
        Counter(
            f"{left} {right}"
            for (_, tokens), between in zip(sentences, spaces, strict=True)
            for left, right in adjacent_pairs(tokens, between)
            if left in telling and right in telling
        )
        for sentences, spaces in zip(cut, gaps, strict=True)
    ]
    spread = Counter(itertools.chain.from_iterable(counted))
    return [{pair: n for pair, n in found.items() if spread[pair] > 1} for found in counted]


def _content(word: str) -> bool:
    telling = len(word) > 1 and word not in STOP_WORDS
    return telling and (word.isalpha() or any(map(str.isalpha, word)))
