"""Passages: paragraphs as they are, and the pieces of texts that lost theirs.

A table of articles or a flattened page often has a whole text in one line. Which words stand
together, and where a term stands, would be told of the article alone; so long paragraphs are cut
where a sentence ends and no quotation is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from helpers.intake.quotes.quotations import Quotation
from helpers.intake.quotes.quote_marks import quoted_spans
from helpers.intake.segment import split_sentences

LONGEST_PARAGRAPH = 300
"""Words; newspapers print hardly any that is longer."""

USUAL_PASSAGE = 120
"""Words from which a piece of a longer one ends with its sentence."""


class Passage(NamedTuple):
    """A paragraph, or a piece of one.

    Attributes
    ----------
    paragraph : int
        Which, from 0.
    start, end : int
        Characters of it.
    """

    paragraph: int
    start: int
    end: int


def cut_passages(paragraphs: Sequence[str]) -> list[Passage]:
    """Cut paragraphs that are too long to be ones.

    Parameters
    ----------
    paragraphs : sequence of str
        The body of an article.

    Returns
    -------
    list of Passage
        The paragraphs, those of more than 300 words in pieces of 120 words and some. Between two
        pieces there is nothing but space.

    Examples
    --------
    >>> cut_passages(["Talks failed. Nobody was glad."])
    [Passage(paragraph=0, start=0, end=30)]
    >>> text = "Talks failed again in Oslo. " * 100
    >>> [len(text[piece.start : piece.end].split()) for piece in cut_passages([text])]
    [120, 120, 120, 140]
    """
    spans = quoted_spans(paragraphs) if any(map(_is_too_long, paragraphs)) else []
    found = []
    for i, text in enumerate(paragraphs):
        if _is_too_long(text):
            # A mark that nobody closed keeps nothing together.
            closed = [(span.start, span.end) for span in spans[i] if span.closed]
            found += [Passage(i, start, end) for start, end in _pieces(text, closed)]
        else:
            found.append(Passage(i, 0, len(text)))
    return found


def place_quotations(
    quotations: Sequence[Quotation], passages: Sequence[Passage]
) -> tuple[list[Quotation], list[list[tuple[int, int]]]]:
    """Put quotations that were found in whole paragraphs into their pieces.

    Parameters
    ----------
    quotations : sequence of Quotation
        In order.
    passages : sequence of Passage
        As `cut_passages` gives them.

    Returns
    -------
    list of Quotation
        The same, each in the piece in which it begins, and ending there at the latest.
    list of list of (int, int)
        For each piece, what of it is quoted.
    """
    placed = []
    quoted: list[list[tuple[int, int]]] = [[] for _ in passages]
    first = 0
    for one in quotations:
        while (passages[first].paragraph, passages[first].end) <= (one.passage, one.start):
            first += 1
        start = passages[first].start
        end = min(one.end, passages[first].end)
        placed.append(replace(one, passage=first, start=one.start - start, end=end - start))
        for i in range(first, len(passages)):
            piece = passages[i]
            if piece.paragraph > one.passage or piece.start >= one.end:
                break
            span = max(one.start, piece.start), min(one.end, piece.end)
            quoted[i].append((span[0] - piece.start, span[1] - piece.start))
    return placed, quoted


def _is_too_long(paragraph: str) -> bool:
    return paragraph.count(" ") >= LONGEST_PARAGRAPH


def _pieces(text: str, quoted: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    left = text.count(" ")
    start = end = words = at = 0
    for sentence in split_sentences(text):
        place = text.find(sentence, end)
        behind = place + len(sentence) if place >= 0 else end
        spaces = text.count(" ", end, behind)
        words, left, end = words + spaces, left - spaces, behind
        if words < USUAL_PASSAGE - 1 or left < USUAL_PASSAGE:
            continue
        while at < len(quoted) and quoted[at][1] <= end:
            at += 1
        if at == len(quoted) or end <= quoted[at][0]:
            yield start, end
            start = end = end + len(text[end : end + 1])  # the space behind it
            words, left = 0, left - 1
    yield start, len(text)
