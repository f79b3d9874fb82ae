"""Lines about the article: notes of its editors, corrections, jumps to other pages, captions."""

from __future__ import annotations

import re

from helpers.intake.data import read_patterns
from helpers.intake.parts.agencies import known_agency

LONGEST_CAPTION = 600
"""Characters; a longer line is no caption."""

_LONGEST_CREDIT = 90
"""Characters of who took a picture."""

_ARTICLE = (
    r"(?:article|story|report|column|post|version|dispatch|item|piece|review|interview|essay|"
    r"obituary|headline|caption|chart|map|graphic|subheading|summary|page|feature|blog post|"
    r"news article)"
)
_PAGE = (
    r"(?:(?:pages?|pp?\.|pg\.?) ?(?:[A-Z]-?)?\d{1,3}|(?:[A-Z]-?)?\d{1,3}[A-Z]?|"
    r"(?:the )?(?:back|next|front|inside|first|following|preceding|previous) page|"
    r"page (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve))"
    r"(?:,? col(?:umn|\.)? ?\d{1,2})?"
)


def line_pattern(kind: str, before: str, after: str = "") -> re.Pattern[str]:
    """Join the rows of one kind in ``note_lines.tsv``.

    Parameters
    ----------
    kind : str
        The first column.
    before, after : str, optional
        Expressions around the joined rows.

    Returns
    -------
    re.Pattern
        Blind to case.

    Examples
    --------
    >>> bool(line_pattern("correction", "").match("We regret the error."))
    True
    """
    rows = [row.pattern for reason, row in read_patterns("note_lines.tsv") if reason == kind]
    joined = "|".join(rows).replace("{ARTICLE}", _ARTICLE).replace("{PAGE}", _PAGE)
    return re.compile(f"{before}(?:{joined}){after}", re.IGNORECASE)


_OPEN = r"[\s(\[*_-]*"
_EDITORS_NOTE = line_pattern("editor's note", _OPEN)
_CORRECTION = line_pattern("correction", _OPEN)
_CONTINUED = line_pattern("continued line", _OPEN, r"[\s.)\]*_>»→-]*")
_CAPTION_START = line_pattern("caption", r"[\s(\[*]*")
_BRACKET = re.compile(r"\(([^()]{2,120})\)[\s.]*$|\[([^\[\]]{2,120})\][\s.]*$")
_CREDIT_WORD = line_pattern("word of a picture credit", r"\b", r"\b")
_HOUSE_WORD = line_pattern("word of a picture agency", r"\b", r"\b")
_PERSON = r"[^\W\d_a-zß-ÿ][\w.'-]{0,20}(?: (?:[^\W\d_a-zß-ÿ][\w.'-]{0,20}|de|van|von|al|bin)){1,4}"
_FULL_NAME = re.compile(_PERSON)
_SLASHED_END = re.compile(
    rf"(?:(?P<name>{_PERSON}) ?[/|] ?(?P<house>[^/|.:;]{{2,40}}(?: ?/ ?[^/|.:;]{{2,40}}){{0,2}})"
    rf"|(?P<first>[A-Z][\w ]{{1,20}}) ?/ ?(?P<after>{_PERSON})(?: ?/ ?[\w ]{{2,30}})?"
    rf"|(?P<photo>{_PERSON},? (?:for )?[\w .]{{2,40}} (?:file )?photos?))[\s.)\]]*"
)
_SENTENCE_BEFORE = re.compile(r"[.!?][\"']?\s*$")


def is_editors_note(line: str) -> bool:
    """Tell whether a line is a word of the editors about the article.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for notes, and for where else the article appeared.

    Examples
    --------
    >>> is_editors_note("Editor's note: names were changed."), is_editors_note("Editors met.")
    (True, False)
    """
    return bool(_EDITORS_NOTE.match(line[:400]))


def is_correction(line: str) -> bool:
    """Tell whether a line corrects the article or says that it was corrected.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "Correction: ..." and "An earlier version of this article ...".

    Examples
    --------
    >>> is_correction("Correction: May 4, 1994, Wednesday"), is_correction("Corrections take time.")
    (True, False)
    """
    return bool(_CORRECTION.match(line[:400]))


def is_continued(line: str) -> bool:
    """Tell whether a line only says where the article goes on or came from.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "Continued on page 4", "See TRADE, Page A6" and "(MORE)".

    Examples
    --------
    >>> is_continued("See TRADE, Page A6"), is_continued("See what happened on page 4 of the deal")
    (True, False)
    """
    return 4 <= len(line) <= 90 and bool(_CONTINUED.fullmatch(line))


def is_caption(line: str) -> bool:
    """Tell by its credit whether a line stood under a picture.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "Envoys in Oslo. (AP Photo/Ada Byron)", "Ada Byron/Reuters" and "File photo".

    Examples
    --------
    >>> is_caption("Envoys meet in Oslo on Friday. REUTERS/Ada Byron")
    True
    >>> is_caption("The envoys met in Oslo on Friday (AP reported no result).")
    False
    """
    if not 4 <= len(line) <= LONGEST_CAPTION:
        return False
    if _CAPTION_START.match(line):
        return True
    if line[-1] in ").]" and (match := _BRACKET.search(line[-125:])):
        return _is_credit_in_brackets(match[1] or match[2], line[: len(line) - len(match[0])])
    return ("/" in line or "|" in line or "hoto" in line[-40:]) and _ends_in_credit(line)


def is_photographer(line: str) -> bool:
    """Tell whether a line is no more than who took a picture, and for whom.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for "Ada Byron/Reuters".

    Examples
    --------
    >>> is_photographer("Ada Byron/Getty Images"), is_photographer("Envoys meet. Ada Byron/Reuters")
    (True, False)
    """
    match = _SLASHED_END.fullmatch(line) if "/" in line and len(line) <= _LONGEST_CREDIT else None
    return match is not None and bool(match["house"]) and _is_house(match["house"])


def _is_credit_in_brackets(inside: str, before: str) -> bool:
    if known_agency(inside):
        # "... on Friday. (AP)" signs a story off; a caption is short and rarely ends before it.
        return len(before.split()) <= 40 and not _SENTENCE_BEFORE.search(before)
    if len(inside.split()) > 12:
        return False
    if "/" in inside:
        person, _, house = inside.rpartition("/")
        if _is_house(house) or (house[:1].isupper() and _FULL_NAME.fullmatch(person)):
            return True
    return bool(_CREDIT_WORD.search(inside)) and any(c.isupper() for c in inside)


def _ends_in_credit(line: str) -> bool:
    tail = line[-130:]
    starts = [0] if len(line) <= 130 else []
    starts += [m.end() for m in re.finditer(r"[.!?:;,)|][\"']?\s+", tail)]
    for start in starts:
        match = _SLASHED_END.fullmatch(tail, start)
        if match is None:
            continue
        if match["photo"] or (match["house"] and _is_house(match["house"])):
            return True
        if match["house"] and match["house"].isupper() and tail[:start].rstrip().endswith("|"):
            return True
        if match["first"] and known_agency(match["first"]):
            return True
    return False


def _is_house(name: str) -> bool:
    return bool(known_agency(name) or _HOUSE_WORD.search(name))
