"""Labelled lines ("Title: ...", "Date: ...") that people and databases put around a text."""

from __future__ import annotations

import re
from dataclasses import replace

from helpers.intake.formats.column_names import TEXT, known_columns
from helpers.intake.formats.columns import given_of
from helpers.intake.formats.export_parts import FIELD, field_of, is_copyright
from helpers.intake.lines.patterns import MONTH
from helpers.intake.model import NOTHING_GIVEN, Given
from helpers.intake.normalise import split_lines

_BESIDES = frozenset(
    {"page", "pages", "section", "edition", "length", "words", "word count", "id", "no", "number",
     "keywords", "tags", "subject", "category", "volume", "issue", "database", "accessed",
     "retrieved", "seite", "ressort", "rubrique", "ausgabe", "record", "lexile", "memo",
     "full text word count", "persistent link", "openurl link", "dokumentnummer", "slug", "embargo",
     "strap", "strapline", "standfirst", "kicker", "deck", "dek", "subhead", "pic cap",
     "picture caption"}
)  # fmt: skip
"""Labels that may stand among the others and tell nothing that is kept."""

_BELOW = frozenset(
    {"memo", "caption", "record", "record number", "gale document number", "persistent link",
     "openurl link", "dauerhafte adresse des dokuments", "full text word count"}
)  # fmt: skip
"""Labels of databases below a text, besides those of the fields in their exports."""

_CITATION = re.compile(r"source citation(?: \([^()]{0,40}\))?:?", re.IGNORECASE)
"""Line above the citation with which some databases end."""

_IN_CITED = re.compile(
    r"[\s.,;:(-]{1,4}(?:vom |of )?"
    r"(?P<day>\d{4}-\d\d?-\d\d?|\d\d?[./]\d\d?[./]\d{4}"
    rf"|(?:\d{{1,2}}\.? ?)?{MONTH}[ -]?(?:\d{{1,2}}, ?)?\d{{4}})\b",
    re.IGNORECASE,
)
"""Day with which the rest of a citation begins: "The Pier. 3/4/1995, p12"."""

_LONGEST_LABEL, _LONGEST_LINE, _MOST_LINES = 24, 300, 24
_LONGEST_APART = 150
"""Characters of a labelled line that stands below a blank one; a longer one is a paragraph."""

_LONGEST_ABOVE = 80
"""Characters of a line above labels with a title among them: the page of a paper, or a note."""

_LEAST_KNOWN, _LEAST_BELOW_TITLE = 2, 3
"""Labels of a head that tell something kept, and labels below a title that has none itself."""

_ALSO = {"by": "byline", "author/byline": "byline", "from": "publisher"}
"""Labels above a text that no column is called."""

_ANY_LABEL = re.compile(r"[A-Z][\w/&()-]*(?: [\w/&()-]+){0,4}:\s.{0,80}(?<![.!?\"”])")
"""A label that nobody knows, among others; what it says is no sentence."""
_MOST_BELOW = 12


def read_head(text: str) -> tuple[Given, tuple[str, ...]]:
    r"""Read the labelled lines with which a text begins, and those with which it then ends.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    Given
        What they say; nothing where there is no such head, which has a headline and one thing more.
    tuple of str
        Kind of each line of the text, empty for those between; none without a head.

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
    said, places, end = _labelled(lines)
    told = [what for what, value in said.items() if value and what != TEXT]
    if "headline" not in told or len(told) < _LEAST_KNOWN or not any(lines[end:]):
        return NOTHING_GIVEN, ()
    kinds = [FIELD if i < end and line.strip() else "" for i, line in enumerate(lines)]
    if said["headline"] == lines[places["headline"]].strip():
        kinds[places["headline"]] = "headline"
    paper, day = _cited(said.get("publisher", ""))
    said["publisher"] = paper
    if day and "date" not in said:
        said["date"], places["date"] = day, places["publisher"]
    given = given_of(said.get)
    if given.day is None and "date" in places:  # the line may still tell more to those who date
        kinds[places["date"]] = "date line"
    for i in _fields_below(lines, end, said.get("byline", "")):
        kinds[i] = FIELD
    return replace(given, day_source="export header" if given.day else ""), tuple(kinds)


def _labelled(lines: list[str]) -> tuple[dict[str, str], dict[str, int], int]:
    """Collect what labels say, their lines, and the index of the first line below them."""
    said: dict[str, str] = {}
    places: dict[str, int] = {}
    titles = _above_labels(lines)
    end, n_read, apart = 0, 0, False
    for i, line in enumerate(lines):
        if not line.strip() or i in titles:
            apart = n_read > 0
            continue
        label, colon, value = line.strip().partition(":")
        label = label.strip().casefold()
        what = _part(label, value) if len(label) <= _LONGEST_LABEL else ""
        new = bool(what) and what not in said
        known = new or _may_stand(label, line.strip(), n_read, apart=apart or TEXT in said)
        longest = _LONGEST_APART if apart else _LONGEST_LINE
        if not colon or len(line) > longest or not known or (what == TEXT and value.strip()):
            break
        end, n_read, apart = i + 1, n_read + 1, False
        if new:
            said[what], places[what] = value.strip(), i
        if n_read == _MOST_LINES:
            break
    if titles and "headline" not in said:
        if n_read < _LEAST_BELOW_TITLE:
            return {}, {}, 0
        said["headline"], places["headline"] = lines[titles[0]].strip(), titles[0]
        if len(titles) > 1 and "publisher" not in said:
            said["publisher"], places["publisher"] = lines[titles[1]].strip(), titles[1]
    elif titles and (len(titles) > 1 or len(lines[titles[0]]) > _LONGEST_ABOVE):
        return {}, {}, 0
    return said, places, end


def _above_labels(lines: list[str]) -> list[int]:
    """Title, and paper with day, that stand above the labels without one of their own."""
    filled = [i for i, line in enumerate(lines[:_MOST_LINES]) if line.strip()][:3]
    above: list[int] = []
    for i in filled:
        line = lines[i].strip()
        label, colon, value = line.partition(":")
        label = label.strip().casefold()
        known = len(label) <= _LONGEST_LABEL and (_part(label, value) or label in _BESIDES)
        if colon and (known or field_of(line)[0]):
            return above
        above.append(i)
        if len(line) > _LONGEST_APART or (len(above) == 2 and not _cited(line)[1]):
            return []
    return []


def _may_stand(label: str, line: str, n_read: int, *, apart: bool) -> bool:
    """Tell whether a line may stand among labelled ones, though it tells nothing that is kept."""
    if label in _BESIDES or (n_read and field_of(line)[0]):
        return True
    return n_read >= _LEAST_BELOW_TITLE and not apart and _ANY_LABEL.fullmatch(line) is not None


def _part(label: str, value: str) -> str:
    if label in _ALSO:
        return "" if "@" in value else _ALSO[label]
    return next(iter(known_columns([label], {})), "")


def _cited(publisher: str) -> tuple[str, str]:
    """Part a paper's name from the day and the page that a database writes behind it."""
    found = _IN_CITED.search(publisher[:_LONGEST_LINE])
    if found is None or not found.start():
        return publisher, ""
    return publisher[: found.start()], found["day"]


def _fields_below(lines: list[str], start: int, byline: str) -> list[int]:
    """Lines of a database with which the text ends, its author's name among them."""
    filled = [i for i in range(start, len(lines)) if lines[i].strip()][1:]
    below = filled[-_MOST_BELOW:]
    cited = next((i for i in below if _CITATION.fullmatch(lines[i].strip())), len(lines))
    found = [i for i in filled if i >= cited]
    for i in reversed([i for i in filled if i < cited]):
        line = " ".join(lines[i].split())
        label = line.partition(":")[0].casefold()
        named = found and (line in (byline, f"By {byline}") or not any(map(str.isalnum, line)))
        if not (named or label in _BELOW or field_of(line)[0] or is_copyright(line)):
            break
        found.append(i)
    return found
