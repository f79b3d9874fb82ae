"""Headlines: which line is one, and what it is without what clings to it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from helpers.intake.data import read_words
from helpers.intake.lines.layout import Block
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.segment import words
from helpers.intake.stopwords import STOP_WORDS

_LONGER = re.compile(r"[^\W\d_]{4,}")
_SITE_MARK = re.compile(r"\s+[|–—•·»:-]\s+|\s*[|»]\s*|:\s+")
_KICKER = re.compile(r"(?P<label>[^\W\d_][\w&' -]{1,24}?)\s*(?:\||»|>|/)\s*(?=\S)")
_GLUED = re.compile(r"(?<=[^\W\d_])(?<=[a-zß-ÿ])(?=[A-Z][A-Za-z])")
_BULLET = re.compile(r"[*+•·-] |o (?=[A-Z])")
_AGE = "This article is more than "
"""How sites warn, above the headline and below it, that a story is old."""

_UNFINISHED = CLASSES["word that no headline ends with"]
NAMED_PAPER = (
    r"(?:The )?(?:[A-Z][\w.]+ ){0,4}(?:Times|Post|News|Journal|Herald|Tribune|Gazette|Courier|"
    r"Chronicle|Press|Star|Globe|Daily|Weekly|Sun|Mail|Guardian|Independent|Observer|Standard|Telegraph|"
    r"Express|Mirror|Bulletin|Dispatch|Monitor|Inquirer|Examiner|Economist|Magazine|Online|Ledger|"
    r"Register|Sentinel|Advertiser|Argus|Statesman|Gleaner|Enquirer)"
)
"""What a paper's name is like by its last word."""

_is_paper = re.compile(NAMED_PAPER).fullmatch
_PAPER = re.compile(rf"{NAMED_PAPER}|The [A-Z]\w+(?: [A-Z]\w+)?")

_MARKS = b".,:;?!'\"()"
_SLASH_PARTS = bytes.maketrans(b"/", b" ")
_SAYS_NOTHING = (STOP_WORDS - {"us"}).union("-–—|&/•·+»")
"""Without points the country is written like the pronoun, which few titles have."""

_FUNCTION_WORDS = read_words("prose_words.txt")

_FEW = 8
"""Lines above the text; where there are more, most of them are the site's menu."""

LONGEST_SITE = 40
"""Characters of the longest name of a site behind a headline."""


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
    if not masthead or len(masthead) > 12:
        return ""
    name, mark, _ = (
        masthead[0].partition(" - ") if " - " in masthead[0] else masthead[0].partition(" | ")
    )
    parts = name.split()
    titled = all(word[0].isupper() or word in {"of", "the", "and", "&"} for word in parts)
    return name if mark and 1 <= len(parts) <= 5 and titled else ""


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


def find_headline(above: Sequence[str], doubled: Collection[str], lead: str) -> int | None:
    """Pick the headline among the lines above the text.

    A headline shares words with the text under it, stands near it, and is often there twice.

    Parameters
    ----------
    above : sequence of str
        Lines above the text (above the byline where there is one) that are no known chrome.
    doubled : collection of str
        Texts that the page has more than once.
    lead : str
        First paragraphs of the body.

    Returns
    -------
    int or None
        Position in ``above``; None where nothing is good enough, as in a capture that lost its
        headline.

    Examples
    --------
    >>> above = ["World", "Ministers Put Off Decision"]
    >>> find_headline(above, [], "The ministers put off a decision.")
    1
    """
    if not above:
        return None
    lead_words = _bare_words(lead.lower())
    likely = [*enumerate(above)]
    if len(likely) > _FEW:
        telling = lead_words - _FUNCTION_WORDS
        related = [row for row in likely[:-3] if not telling.isdisjoint(row[1].lower().split())]
        likely = related + likely[-3:]
    best, best_score, longer = None, 0.0, False
    for place, (i, text) in enumerate(likely, start=1):
        score = _headline_score(text, lead_words)
        if score <= 0:
            continue
        score += 1.0 * (text in doubled) + 1.0 * place / len(likely)
        of_two = text.count(" ") == 1  # a section of the paper, unless nothing else will do
        if (score >= best_score and not (of_two and longer)) or (longer < (not of_two)):
            best, best_score, longer = i, score, not of_two
    alone = len(likely) <= 3
    return best if best_score >= (1.2 if alone else 1.6) else None


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
    return _bare_words(text.lower()) - _SAYS_NOTHING


def _bare_words(text: str) -> set[str]:
    """Words of a text in small letters, without the marks around them."""
    # As bytes all marks go in one walk; no byte of another character is like a mark's.
    data = text.replace("'s", "").encode("utf-8", "surrogatepass").translate(_SLASH_PARTS, _MARKS)
    return set(data.decode("utf-8", "surrogatepass").split())


def _headline_score(text: str, lead_words: set[str]) -> float:
    n_words = text.count(" ") + 1
    if not 2 <= n_words <= 30 or (text.endswith((".", ":", ";")) and not is_titled(text)):
        return 0.0
    if (text[1:2] == " " and _BULLET.match(text)) or text.startswith(_AGE):
        return 0.0
    content = plain_words(text)
    if len(content) < 2:
        return 0.0
    shared = len(content & lead_words) / len(content)
    if n_words == 2 and shared < 1:
        return 0.0
    if not shared and (publisher_of([text]) or _is_paper(text)):
        return 0.0
    return 0.3 + 2.0 * shared


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
        if following.text.startswith(_AGE):
            break
        last = line.text.split()[-1].casefold()
        open_end = last in _UNFINISHED or line.text[-1] in ",-–—&"
        lower = following.text[0].islower() and not following.text.startswith("by ")
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


def is_same_headline(line: str, headline: str) -> bool:
    """Tell a headline's double: in other capitals or spacing, or with the name of the site.

    Parameters
    ----------
    line : str
        Another line of the page.
    headline : str
        The headline.

    Returns
    -------
    bool
        True for "TITLE", "Title | The Paper" and "The Paper: Title".

    Examples
    --------
    >>> is_same_headline("MINISTERS MEET IN OSLO - The Courier", "Ministers Meet in Oslo")
    True
    """
    if len(line) > 2 * len(headline) + 80:
        return False
    title, other = _letters(headline), _letters(line[: len(headline) + 80])
    if not title:
        return False
    if title == other:
        return True
    if len(title) < 12 or not (other.startswith(title) or other.endswith(title)):
        return False
    pieces = _SITE_MARK.split(line)
    site_after = len(pieces) > 1 and len(pieces[-1]) <= LONGEST_SITE
    site_before = len(pieces) > 1 and len(pieces[0]) <= LONGEST_SITE
    return (site_after and _letters("".join(pieces[:-1])) == title) or (
        site_before and _letters("".join(pieces[1:])) == title
    )


def bare_headline(headline: str, page: Collection[str]) -> str:
    """Take the section label and the name of the site off a headline, with evidence for each.

    Parameters
    ----------
    headline : str
        The headline as found.
    page : collection of str
        The other lines of the page.

    Returns
    -------
    str
        The headline without a label in capitals before a bar ("WORLD | ..."), and without a last
        part behind a bar or dash where the page has the headline without it, has that part alone,
        or where the part is written like a paper's name.

    Examples
    --------
    >>> bare_headline("WORLD | Ministers Meet in Oslo - The Courier", ["The Courier"])
    'Ministers Meet in Oslo'
    """
    match = _KICKER.match(headline)
    if match and (match["label"].isupper() or match["label"] in page):
        rest = headline[match.end() :]
        headline = rest if rest.count(" ") >= 2 else headline
    marks = list(re.finditer(r"\s+[|–—•·»-]\s+|\s*\|\s*", headline))
    if not marks:
        return headline
    title, site = headline[: marks[-1].start()], headline[marks[-1].end() :]
    if title.count(" ") < 2 or not 2 <= len(site) <= LONGEST_SITE:
        return headline
    known = site in page or title in page
    barred = "|" in marks[-1][0] and site.count(" ") <= 3
    return title if known or barred or _PAPER.fullmatch(site) else headline


def repaired_headline(headline: str, text_words: Collection[str]) -> str:
    """Put back spaces that a headline lost with its markup, where the text proves it.

    Parameters
    ----------
    headline : str
        The headline as found.
    text_words : collection of str
        Words of the article's text as `helpers.intake.segment.words` gives them.

    Returns
    -------
    str
        The headline; a word is parted at an inner capital only where both parts stand separately in
        the text and the whole does not.

    Examples
    --------
    >>> repaired_headline("Last-DitchOffer by YouTube", {"last-ditch", "offer", "you", "youtube"})
    'Last-Ditch Offer by YouTube'
    """
    known = text_words if isinstance(text_words, (set, frozenset)) else set(text_words)
    return " ".join(_parted(token, known) for token in headline.split(" "))


def _parted(token: str, known: Collection[str]) -> str:
    for match in list(_GLUED.finditer(token))[:5]:
        left, right = token[: match.start()], token[match.start() :]
        if len(left) < 3 or len(right) < 3 or all(word in known for word in words(token)):
            continue
        if all(_stands(part, known) for part in (left, right)):
            return f"{left} {_parted(right, known)}"
    return token


def _stands(part: str, known: Collection[str]) -> bool:
    found = words(part)
    if not found:
        return False
    return all(
        word in known or ("-" in word and all(piece in known for piece in word.split("-")))
        for word in found
    )


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text.casefold()))
