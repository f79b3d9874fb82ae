"""Articles measured but for their tone, which is scored for many of them at once.

To begin with a batch of sentences costs as much as to score a hundred of them, and an article has
a dozen.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import accumulate, chain, pairwise

from helpers.intake.actors import Actor
from helpers.intake.records import SCORES, Record, Row
from helpers.intake.scoring import Scored, score

TELLING = 0.01
"""Part in the tone of a sentence from which a word counts as one with a tone."""

Cut = list[list[tuple[str, list[str]]]]
"""Sentences of each passage, each with its words."""


@dataclass(frozen=True, slots=True)
class Draft:
    """An article of which all is known but its tone.

    Attributes
    ----------
    record : Record
        Its rows, without those of sentences, words of tone and actors.
    cut : list
        Its sentences, passage by passage, each with its words.
    quoted : list of list of float
        Share of each sentence that is quoted.
    actors : list of Actor
        Who the sentences speak of.
    headline : str
        Its headline; may be empty.
    other : (str, float)
        The language other than English that parts of it are in, and their share, as
        :func:`~helpers.intake.language.other_language` tells them; none where the language of the
        whole settles what becomes of it.
    """

    record: Record
    cut: Cut
    quoted: list[list[float]]
    actors: list[Actor]
    headline: str
    other: tuple[str, float]

    @property
    def texts(self) -> list[str]:
        """Sentences, words around actors, and the headline: what is to be scored, in order."""
        sentences = [sentence for passage in self.cut for sentence, _ in passage]
        return [*sentences, *(actor.window for actor in self.actors), self.headline]

    def with_scores(self, scored: Scored) -> Record:
        """Put in what hangs on the tone.

        Parameters
        ----------
        scored : Scored
            Scores of ``texts``.

        Returns
        -------
        Record
            All rows.
        """
        n_sentences = sum(map(len, self.cut))
        return replace(
            self.record,
            article=self.record.article | _headline_scores(scored, self.headline),
            sentences=_sentence_rows(self.cut, self.quoted, scored),
            toned=_toned_rows(self.cut, scored),
            actors=_actor_rows(self.actors, scored, n_sentences),
        )


def finished(drafts: Sequence[Draft]) -> list[Record]:
    """Score articles.

    Parameters
    ----------
    drafts : sequence of Draft
        As `helpers.intake.measure.draft` makes them. How many there are, and which, changes no
        score.

    Returns
    -------
    list of Record
        One for each.

    Examples
    --------
    >>> finished([])
    []
    """
    texts = [one.texts for one in drafts]
    scored = score([*chain.from_iterable(texts)])
    ends = [0, *accumulate(map(len, texts))]
    return [
        one.with_scores(scored.part(*place))
        for one, place in zip(drafts, pairwise(ends), strict=True)
    ]


def _headline_scores(scored: Scored, headline: str) -> Row:
    """Scores of the headline, which was scored last; none where there is no headline."""
    return {
        f"headline_{column}": float(getattr(scored, column)[-1]) if headline else None
        for column in SCORES
    }


def _actor_rows(actors: Sequence[Actor], scored: Scored, first: int) -> list[Row]:
    """Score actors by the mean of their sentence and of the words around them.

    Either alone is farther from what people say of the actor (``benchmarks/actors.py``).
    """
    tone, vader = scored.tone.tolist(), scored.vader_guarded.tolist()
    return [
        {
            "sentence": actor.sentence,
            "kind": actor.kind,
            "name": actor.name,
            "tone": round((tone[actor.sentence] + tone[i]) / 2, 5),
            "vader": round((vader[actor.sentence] + vader[i]) / 2, 5),
        }
        for i, actor in enumerate(actors, start=first)
    ]


def _toned_rows(cut: Cut, scored: Scored) -> list[Row]:
    """Add up the parts of the words by paragraph, as fine as an extract may be."""
    rows: list[Row] = []
    first = 0
    for i, sentences in enumerate(cut):
        found: dict[str, list[float]] = {}
        for parts in scored.parts[first : first + len(sentences)]:
            for term, (tone, vader) in parts.items():
                sums = found.setdefault(term, [0, 0.0, 0.0])
                sums[0] += 1
                sums[1] += tone
                sums[2] += vader
        first += len(sentences)
        rows += [
            {
                "passage": i,
                "term": term,
                "sentences": int(number),
                "tone": round(tone, 5),
                "vader": round(vader, 5),
            }
            for term, (number, tone, vader) in sorted(found.items())
        ]
    return rows


def _sentence_rows(cut: Cut, quoted: list[list[float]], scored: Scored) -> list[Row]:
    values = zip(*(getattr(scored, column).tolist() for column in SCORES), strict=True)
    rows: list[Row] = []
    for i, sentences in enumerate(cut):
        for (sentence, tokens), share in zip(sentences, quoted[i], strict=True):
            place = len(rows)
            rows.append(
                {
                    "passage": i,
                    "sentence": place,
                    "n_words": len(tokens),
                    "n_toned": sum(
                        abs(tone) >= TELLING for tone, _ in scored.parts[place].values()
                    ),
                    "quoted": round(share, 4),
                    **dict(zip(SCORES, next(values), strict=True)),
                    "guarded": "; ".join(scored.phrases[place]),
                    "text": sentence,
                }
            )
    return rows
