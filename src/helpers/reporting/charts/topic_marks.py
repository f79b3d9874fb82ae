"""What every figure of topics says alike: number, name, colour, and which topics to doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.analysis.topic_models.topic_labels import label_topics
from helpers.reporting.rows import rows
from helpers.reporting.theme import INK, PALE, QUIET, WIDTH, shorten, text_width, topic_colour

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

    from helpers.analysis.topics import TopicModel

RELIABLE = 0.5
"""Share of a topic's terms that must survive when articles are left out."""
RELIABILITY = (
    "Reliability: overlap of the topic's ten strongest terms with those found when articles are "
    "left out (terms in both lists, of those in either)."
)
DOUBT = (
    "doubtful topics. Too few of their strongest terms come again when articles are left out "
    "(reliability below 50%), or one article has nearly all of their words."
)
JOINT = " · "
"""Between the terms of a label."""
SMALL = 9
"""Points of names and notes."""
_NAMING_TERMS = 10
_SHORTEST = 6
_ROOM = WIDTH - 0.2


@dataclass(frozen=True)
class TopicMark:
    """How a topic is written and drawn.

    Attributes
    ----------
    number
        Its lasting number.
    label
        Its label in the model.
    own_name
        The label where it is not made of these terms: somebody gave it, or it was kept from an
        earlier run. '' else.
    share
        Of all words, 0 to 1.
    kept
        Share of its terms that stay when articles are left out, NaN where not known.
    one_article
        Whether one article has nearly all of it.
    """

    number: int
    label: str
    own_name: str
    share: float
    kept: float
    one_article: bool

    @property
    def doubtful(self) -> bool:
        """Whether nothing should be said with it."""
        return not self.kept >= RELIABLE or self.one_article

    @property
    def colour(self) -> str:
        """Its own colour, or grey where it is doubtful."""
        return PALE if self.doubtful else topic_colour(self.number)

    @property
    def tag(self) -> str:
        """Its number, in brackets where it is doubtful."""
        return f"({self.number})" if self.doubtful else str(self.number)

    @property
    def reliability(self) -> str:
        """Its reliability in words."""
        return "not refitted" if math.isnan(self.kept) else f"{self.kept:.0%}"

    def named(self, room: float) -> str:
        """Write its label, as many terms of it as there is room for.

        Parameters
        ----------
        room
            Inches.

        Returns
        -------
        str
            For instance ``'beef · quota'``.
        """
        return fit_parts(self.label.split(JOINT), JOINT, room)


def topic_marks(model: TopicModel) -> list[TopicMark]:
    """Say how each topic of a model is written and drawn.

    Parameters
    ----------
    model : TopicModel
        The topics.

    Returns
    -------
    list of TopicMark
        In the order of the model.
    """
    words = model.passages.groupby("article_id")["n_words"].sum().reindex(model.word_shares.index)
    mass = model.word_shares.mul(words.fillna(0), axis=0).sum()
    share = (mass / max(float(mass.sum()), 1.0)).to_list()
    made = set(label_topics(model.top_terms(_NAMING_TERMS)))
    return [
        TopicMark(
            number=number,
            label=label,
            own_name="" if label in made else label,
            share=float(part),
            kept=float(row.reliability),
            one_article=bool(row.one_article),
        )
        for number, label, part, row in zip(
            model.numbers, model.labels, share, rows(model.reliability), strict=True
        )
    ]


def largest_marks(marks: Sequence[TopicMark], most: int) -> list[TopicMark]:
    """Pick the topics with the largest share of the words.

    Parameters
    ----------
    marks : sequence of TopicMark
        All topics.
    most : int
        How many fit.

    Returns
    -------
    list of TopicMark
        As many, in the order in which they came.
    """
    order = sorted(range(len(marks)), key=lambda place: (-round(marks[place].share, 9), place))
    return [marks[place] for place in sorted(order[:most])]


def fit_parts(parts: Sequence[str], joint: str, room: float) -> str:
    """Join as many parts as there is room for, the first of them in any case.

    Parameters
    ----------
    parts : sequence of str
        Terms, the most important first.
    joint : str
        What stands between them.
    room : float
        Inches.

    Returns
    -------
    str
        In letters that can be drawn; '' where there are no parts.

    Examples
    --------
    >>> fit_parts(["beef", "quota", "herd"], ", ", 0.8)
    'beef, quota'
    """
    text = ""
    for part in parts:
        longest = len(part)
        drawn = shorten(part, longest)
        if not text:
            while longest > _SHORTEST and text_width(drawn, SMALL) > room:
                longest -= 1
                drawn = shorten(part, longest)
            text = drawn
        elif text_width(longer := f"{text}{joint}{drawn}", SMALL) <= room:
            text = longer
        else:
            break
    return text


def wrapped(text: str, room: float = _ROOM) -> list[str]:
    """Break a note into lines.

    Parameters
    ----------
    text : str
        One or more sentences.
    room : float
        Inches; a little less than the width of a figure by default.

    Returns
    -------
    list of str
        Its lines.
    """
    lines: list[str] = []
    for word in text.split():
        if lines and text_width(longer := f"{lines[-1]} {word}", SMALL) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


def write_below(figure: Figure, *notes: str) -> None:
    """Write notes below a figure, each on lines of its own.

    Parameters
    ----------
    figure : Figure
        The figure.
    *notes : str
        What to say; empty ones are left out.
    """
    lines = [line for note in notes for line in wrapped(note)]
    if lines:
        figure.supxlabel("\n".join(lines), x=0.01, horizontalalignment="left", fontsize=SMALL)


def head_panel(axes: Axes, mark: TopicMark, name: str) -> None:
    """Write above a panel which topic it is about.

    Parameters
    ----------
    axes : Axes
        The panel.
    mark : TopicMark
        The topic.
    name : str
        A second line, in small type; '' for none.
    """
    tone = QUIET if mark.doubtful else INK
    title = f"Topic {mark.number}{', doubtful' if mark.doubtful else ''}"
    axes.set_title(title, color=tone, fontsize=10, pad=16 if name else None)
    if name:
        axes.annotate(name, (0, 1), (0, 4), "axes fraction", "offset points",
                      fontsize=SMALL, color=tone)  # fmt: skip


def doubts_told(marks: Sequence[TopicMark]) -> str:
    """Name the doubtful topics in a sentence for somebody who cannot see the figure.

    Parameters
    ----------
    marks : sequence of TopicMark
        The topics drawn.

    Returns
    -------
    str
        A sentence; '' where there is none to doubt.
    """
    found = [str(mark.number) for mark in marks if mark.doubtful]
    return f"Doubtful: {', '.join(found)}." if found else ""
