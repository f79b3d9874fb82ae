"""Passages: paragraphs as they are, and the pieces of texts that lost theirs.

A table of articles or a flattened page often has a whole text in one line. Which words stand
together, and where a term stands, would be told of the article alone; so long paragraphs are cut
where a sentence ends and no quotation is open.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from helpers.intake.quotes.quote_marks import quoted_spans
from helpers.intake.segment import split_sentences

LONGEST_PARAGRAPH = 300
"""Words; newspapers print hardly any that is longer."""

USUAL_PASSAGE = 120
"""Words from which a piece of a longer one ends with its sentence."""


def cut_passages(paragraphs: Sequence[str]) -> list[str]:
    """Cut paragraphs that are too long to be ones.

    Parameters
    ----------
    paragraphs : sequence of str
        The body of an article.

    Returns
    -------
    list of str
        The paragraphs, those of more than 300 words in pieces of 120 words and some; what the
        pieces say in a row is what the paragraph says.

    Examples
    --------
    >>> cut_passages(["Talks failed. Nobody was glad."])
    ['Talks failed. Nobody was glad.']
    >>> [len(piece.split()) for piece in cut_passages(["Talks failed again in Oslo. " * 100])]
    [120, 120, 120, 140]
    """
    if not any(map(_is_too_long, paragraphs)):
        return list(paragraphs)
    spans = quoted_spans(paragraphs)
    return [
        piece
        for paragraph, quoted in zip(paragraphs, spans, strict=True)
        for piece in (
            _pieces(paragraph, [(span.start, span.end) for span in quoted])
            if _is_too_long(paragraph)
            else [paragraph]
        )
    ]


def _is_too_long(paragraph: str) -> bool:
    return paragraph.count(" ") >= LONGEST_PARAGRAPH


def _pieces(paragraph: str, quoted: Sequence[tuple[int, int]]) -> Iterator[str]:
    start = end = 0
    for sentence in split_sentences(paragraph):
        end = max(end, paragraph.find(sentence, end) + len(sentence))
        enough = paragraph.count(" ", start, end) >= USUAL_PASSAGE - 1
        rest = paragraph.count(" ", end) >= USUAL_PASSAGE
        if enough and rest and not any(first < end < last for first, last in quoted):
            yield paragraph[start:end].strip()
            start = end
    yield paragraph[start:].strip()
