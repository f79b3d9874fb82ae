"""Headlines: which line is one, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence, Set

from helpers.intake.data import read_words
from helpers.intake.lines.layout import Block
from helpers.intake.parts.author_names import is_day_alone, is_name, names_in_places
from helpers.intake.parts.bylines import is_known_name
from helpers.intake.parts.credits import is_office
from helpers.intake.quotes.names import FIRST_NAMES
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.stopwords import STOP_WORDS

_LONGER = re.compile(r"[^\W\d_]{4,}")
_BULLET = re.compile(r"[*+•·-] |o (?=[A-Z])")
AGE = "This article is more than "
"""How sites warn, above the headline and below it, that a story is old."""

_UNFINISHED = CLASSES["word that no headline ends with"]
NAMED_PAPER = (
    r"(?:The )?(?:[A-Z][\w.]+ ){0,4}(?:Times|Post|News|Journal|Herald|Tribune|Gazette|Courier|"
    r"Chronicle|Press|Star|Globe|Daily|Weekly|Sun|Mail|Guardian|Independent|Observer|Standard|Telegraph|"
    r"Express|Mirror|Bulletin|Dispatch|Monitor|Inquirer|Examiner|Economist|Magazine|Online|Ledger|"
    r"Register|Sentinel|Advertiser|Argus|Statesman|Gleaner|Enquirer|Mercury|Echo|Review|Recorder|Intelligencer)"
)
"""What a paper's name is like by its last word."""

_OF_ARCHIVE = " Archives"
_is_paper = re.compile(f"{NAMED_PAPER}(?:{_OF_ARCHIVE})?").fullmatch
_SECTIONS = CLASSES["word of a section or a menu"] | {"foreign", "local", "news", "world"}

MOST_OF_MASTHEAD = 12
"""Lines above a headline beyond which the first of them is a menu's."""

_MARKS = b".,:;?!'\"()"
_SLASH_PARTS = bytes.maketrans(b"/", b" ")
_SAYS_NOTHING = (STOP_WORDS - {"us"}).union("-–—|&/•·+»")
"""Without points the country is written like the pronoun, which few titles have."""

_FUNCTION_WORDS = read_words("prose_words.txt")

_LEAST_INSIDE, _LEAST_SPACES, _MOST_OF_PAGE = 21, 3, 100_000
"""Characters and spaces of a line that no other has in it by chance; how much of a page is looked
through."""

_FEW = 8
"""Lines above the text; where there are more, most of them are the site's menu."""

_LEAST_SCORE, _DOUBLED, _USUAL_LENGTH, _ALONE = 1.2, 1.0, 5, 3
"""Score of a headline, what it is worth that the page has a line twice, and words from which a line
is not too brief to be one among more than three."""


def publisher_of(masthead: list[str]) -> str:
    """Return the paper's name where the top of the page gives it before a dash or bar.

    Parameters
    ----------
    masthead : list of str
        The lines above the headline.

    Returns
    -------
    str
        The name, or an empty string.

    Examples
    --------
    >>> publisher_of(["The Harbour Post - Online", "Since 1901"])
    'The Harbour Post'
    """
    if not masthead or len(masthead) > MOST_OF_MASTHEAD:
        return ""
    name, mark, _ = (
        masthead[0].partition(" - ") if " - " in masthead[0] else masthead[0].partition(" | ")
    )
    parts = name.split()
    titled = all(word[0].isupper() or word in {"of", "the", "and", "&"} for word in parts)
    section = len(parts) == 1 and name.casefold() in _SECTIONS
    return name if mark and 1 <= len(parts) <= 5 and titled and not section else ""


def is_titled(text: str) -> bool:
    """Tell whether a line is written like a title, in capitals or with capitals at most words.

    Parameters
    ----------
    text : str
        One line.

    Returns
    -------
    bool
        True if three of four of its longer words begin with a capital.

    Examples
    --------
    >>> is_titled("Ministers Seek Deal With U.S."), is_titled("Ministers seek a deal.")
    (True, False)
    """
    longer = _LONGER.findall(text)
    return len(longer) >= 2 and sum(word[0].isupper() for word in longer) >= 0.75 * len(longer)


def _is_all_titled(text: str) -> bool:
    """Tell a title, which ends with an abbreviation perhaps, from a caption full of names."""
    longer = _LONGER.findall(text)
    return len(longer) >= 2 and all(word[0].isupper() for word in longer)


def find_headline(
    above: Sequence[str],
    page: str,
    lead_words: Set[str],
    near_day: Collection[int] = (),
) -> int | None:
    """Pick the headline among the lines above the text.

    A headline shares words with the text under it, stands near it and right above the author's name
    or the day, has more than a few words, and is often there twice.

    Parameters
    ----------
    above : sequence of str
        Lines above the text (above the byline where there is one) that are no known chrome.
    page : str
        All lines of the page, with a line end before and behind each.
    lead_words : set of str
        The `bare_words` of the first paragraphs of the body.
    near_day : collection of int
        Positions in ``above`` of lines right above a byline or a day.

    Returns
    -------
    int or None
        Position in ``above``; None where nothing is good enough, as in a capture that lost its
        headline.

    Examples
    --------
    >>> above = ["World", "Ministers Put Off Decision"]
    >>> find_headline(above, "", bare_words("The ministers put off a decision."))
    1
    """
    if not above:
        return None
    likely = [*enumerate(above)]
    if len(likely) > _FEW:
        telling = lead_words - _FUNCTION_WORDS
        related = [row for row in likely[:-3] if not telling.isdisjoint(row[1].lower().split())]
        likely = related + likely[-3:]
    best, best_score, longer = None, 0.0, False
    for place, (i, text) in enumerate(likely, start=1):
        score = _headline_score(text, lead_words, alone=len(likely) <= _ALONE)
        if score <= 0 or is_day_alone(text) or _is_author(text, lead_words):
            continue
        if longer and is_office(text) and is_name(above[i - 1], least=2):
            continue  # "Courier Reporter" below the name
        of_two = text.count(" ") == 1  # a section of the paper, unless nothing else will do
        score += 1.0 * place / len(likely) + 0.4 * (i in near_day)
        if longer and (of_two or score + _DOUBLED < best_score):
            continue
        score += _DOUBLED * _is_doubled(text, page)
        if score >= best_score or (longer < (not of_two)):
            best, best_score, longer = i, score, not of_two
    return best if best_score >= _LEAST_SCORE else None


def _is_author(text: str, lead_words: Set[str]) -> bool:
    """Tell an author's line, perhaps with the place, from a title that names whom it tells of."""
    if text[: text.find(" ")].capitalize() not in FIRST_NAMES:
        return False
    names = [text] if is_known_name(text) else names_in_places(text)
    return bool(names) and lead_words.isdisjoint(name.split()[-1].lower() for name in names)


def is_lone_headline(text: str) -> bool:
    """Tell whether the only line above a byline is the headline, whatever words it has.

    Parameters
    ----------
    text : str
        The line.

    Returns
    -------
    bool
        False for a single word, which may be a section, for a sentence and for a paper's name.

    Examples
    --------
    >>> [is_lone_headline(line) for line in ("Who Pays?", "Opinion", "The Harbour Post")]
    [True, False, False]
    """
    size = text.count(" ") + 1
    mark = text[-1:].strip(".:;,")
    return 2 <= size <= 15 and bool(mark) and _is_paper(text) is None


def plain_words(text: str) -> set[str]:
    """Return the words that say something, more quickly and roughly than `segment.words` does.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    set of str
        In small letters, without the marks around them and without function words.

    Examples
    --------
    >>> sorted(plain_words("The ministers, they say, put off Oslo's talks."))
    ['ministers', 'oslo', 'talks']
    """
    return bare_words(text) - _SAYS_NOTHING


def bare_words(text: str) -> set[str]:
    """Return the words of a text, function words too.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    set of str
        In small letters, without the marks around them.

    Examples
    --------
    >>> sorted(bare_words("The ministers' talks."))
    ['ministers', 'talks', 'the']
    """
    # As bytes all marks go in one walk; no byte of another character is like a mark's.
    data = (
        text.lower()
        .replace("'s", "")
        .encode("utf-8", "surrogatepass")
        .translate(_SLASH_PARTS, _MARKS)
    )
    return set(data.decode("utf-8", "surrogatepass").split())


def _is_doubled(text: str, page: str) -> bool:
    """Tell whether a page has a line again, a longer one also inside another."""
    if len(text) >= _LEAST_INSIDE and text.count(" ") >= _LEAST_SPACES:
        return page.count(text, 0, _MOST_OF_PAGE) > 1
    line = f"\n{text}\n"  # of two in a row the line end between them counts for one alone
    return page.count(line, 0, _MOST_OF_PAGE) + (f"{line}{text}\n" in page) > 1


def _headline_score(text: str, lead_words: Set[str], *, alone: bool) -> float:
    n_words = text.count(" ") + 1
    titled = _is_all_titled if text.endswith(".") else is_titled
    if not 2 <= n_words <= 30 or (text.endswith((".", ":", ";")) and not titled(text)):
        return 0.0
    of_archive = text.endswith(_OF_ARCHIVE) and _is_paper(text)
    if of_archive or (text[1:2] == " " and _BULLET.match(text)) or text.startswith(AGE):
        return 0.0
    content = plain_words(text)
    if len(content) < 2:
        return 0.0
    shared = len(content & lead_words)
    if n_words == 2 and shared < len(content):
        return 0.0
    if (not shared and publisher_of([text])) or ((not shared or n_words == 2) and _is_paper(text)):
        return 0.0
    # One word more than there are: of few words all are soon shared.
    score = 0.3 + 2.0 * shared / (len(content) + 1)
    brief = 1 - min(n_words, _USUAL_LENGTH) / _USUAL_LENGTH
    return score if alone else score - 1.5 * brief


def headline_end(above: Sequence[Block], index: int) -> int:
    """Tell where a headline ends that runs over two or three lines.

    Parameters
    ----------
    above : sequence of Block
        Blocks above the text.
    index : int
        Position of the headline's first line.

    Returns
    -------
    int
        Position behind its last line: ``index + 1`` for a headline of one line.

    Examples
    --------
    >>> lines = ["Ministers Put Off Decision on", "Steel Duties", "By Ada Byron"]
    >>> headline_end([Block(line, (i,), 0) for i, line in enumerate(lines)], 0)
    2
    """
    end = index + 1
    while end < min(len(above), index + 3):
        line, following = above[end - 1], above[end]
        if following.group != line.group or len(following.text) > 90:
            break
        if following.text.startswith(AGE):
            break
        last = line.text.split()[-1].casefold()
        open_end = last in _UNFINISHED or line.text[-1] in ",-–—&"
        lower = following.text[0].islower() and not f"{following.text} ".startswith(("by ", "by:"))
        if line.text[-1] in ".?!" or not (open_end or lower):
            break
        end += 1
    return end


def headline_start(above: Sequence[Block], index: int) -> int:
    """Tell where a headline begins whose found line may be its second or third.

    Parameters
    ----------
    above : sequence of Block
        Blocks above the text.
    index : int
        Position of the line that was found.

    Returns
    -------
    int
        Position of its first line.
    """
    start = index
    while start > max(0, index - 2) and headline_end(above[: start + 1], start - 1) == start + 1:
        start -= 1
    return start
