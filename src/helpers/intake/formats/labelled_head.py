"""Heads of labelled lines ("Title: ...", "Date: ...") that people put above a text they copied."""

from __future__ import annotations

from dataclasses import replace

from helpers.intake.formats.column_names import TEXT, known_columns
from helpers.intake.formats.columns import given_of
from helpers.intake.formats.export_parts import FIELD
from helpers.intake.model import NOTHING_GIVEN, Given
from helpers.intake.normalise import split_lines

_BESIDES = frozenset(
    {"page", "pages", "section", "edition", "length", "words", "word count", "id", "no", "number",
     "keywords", "tags", "subject", "category", "volume", "issue", "database", "accessed",
     "retrieved", "seite", "ressort", "rubrique", "ausgabe"}
)  # fmt: skip
"""Labels that may stand among the others and tell nothing that is kept."""

_LONGEST_LABEL, _LONGEST_LINE, _MOST_LINES = 24, 300, 24
_LEAST_KNOWN = 2


def read_head(text: str) -> tuple[Given, tuple[str, ...]]:
    r"""Read the labelled lines with which a text begins.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Given
        What they say; nothing where there is no such head, which has a headline and one thing more.
    tuple of str
        Kind of each line of the text, empty for those below the head; none without a head.

    Examples
    --------
    >>> given, kinds = read_head("Title: Talks fail\nDate: 3 May 1994\n\nTalks failed.")
    >>> given.headline, given.day.isoformat(), kinds
    ('Talks fail', '1994-05-03', ('export field', 'export field', '', ''))
    >>> read_head("Title: a word with two meanings.")[1]
    ()
    """
    if ":" not in text[: 2 * _LONGEST_LINE]:
        return NOTHING_GIVEN, ()
    lines = split_lines(text)
    said: dict[str, str] = {}
    places: dict[str, int] = {}
    kinds = [""] * len(lines)
    for i, line in enumerate(lines[:_MOST_LINES]):
        if not line.strip():
            if said:
                break
            continue
        label, colon, value = line.strip().partition(":")
        label = label.strip().casefold()
        what = _part(label) if len(label) <= _LONGEST_LABEL else ""
        known = (what and what not in said) or label in _BESIDES
        if not colon or len(line) > _LONGEST_LINE or not known or (what == TEXT and value.strip()):
            break
        kinds[i] = FIELD
        if what:
            said[what], places[what] = value.strip(), i
    told = [what for what, value in said.items() if value and what != TEXT]
    if "headline" not in told or len(told) < _LEAST_KNOWN or not any(lines[len(said) :]):
        return NOTHING_GIVEN, ()
    given = given_of(said.get)
    if given.day is None and "date" in places:  # the line may still tell more to those who date
        kinds[places["date"]] = "date line"
    return replace(given, day_source="export header" if given.day else ""), tuple(kinds)


def _part(label: str) -> str:
    return "byline" if label == "by" else next(iter(known_columns([label], {})), "")
