"""Datelines: where, when and for whom a story was filed."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from helpers.intake.data import read_names, read_words
from helpers.intake.lines.patterns import MONTH
from helpers.intake.parts.agencies import known_agency
from helpers.intake.parts.credits import agency_of
from helpers.intake.quotes.word_classes import CLASSES
from helpers.intake.stopwords import STOP_WORDS

NOT_PLACES = read_words("not_places.txt")
"""Capitals before a colon or dash that are no place, alone or after other words."""

REGIONS = frozenset(read_names("regions.tsv"))
"""States, provinces and countries that follow a town, in lower case."""

LONGEST = 200
"""Characters within which a dateline must end."""

_LETTER = r"[^\W\d_]"
_WORD = re.compile(rf"{_LETTER}+(?:(?:\.'|[.'’-]){_LETTER}+){{0,5}}\.?")
_LINK = re.compile(r"/|,? (?:and|AND) | ?, ?| (?=\S)")
_WEEKDAY = r"(?:(?:Mon|Tues?|Wed(?:nes)?|Thu(?:rs)?|Fri|Sat(?:ur)?|Sun)(?:day|\.)?|Today)"
_DATE = rf"(?:{MONTH}\s?\d{{1,2}}(?:st|nd|rd|th)?|\d{{1,2}}(?:st|nd|rd|th)?\s{MONTH})"
_DAY = re.compile(
    rf"(?:(?:{_WEEKDAY},?\s)?{_DATE}(?:,?\s{_WEEKDAY})?|{_WEEKDAY})(?:,?\s(?:18|19|20)\d\d)?(?!\w)\.?",
    re.IGNORECASE,
)
_DATE_WORD = re.compile(rf"{MONTH}|{_WEEKDAY}", re.IGNORECASE)
_SOURCE = re.compile(r"[-–—]{0,2}\s?(?:\(([^()]{2,40})\)|\[([^\[\]]{2,40})\]|/([\w -]{2,30})/)")
_WIRE = re.compile(r"(?:ITAR-|RIA )?[A-Za-z]{2,9}\b")
_CUT_OFF = re.compile(r",\s[A-Z]\b(?!\.)")
_GAP = re.compile(r"[,.\s]{0,3}")
_MARK = re.compile(r"(:|[-–—―]+|_{1,2}(?=\s)|[•·|>])(\s*)")
_DIGIT = re.compile(r"\d")
_STARS = re.compile(r"[*#•>\s]{1,8}")
_BY = re.compile(r"by\s+(?=\S)", re.IGNORECASE)
_CAPITALS = re.compile(r"(?<=[a-z.,|–—-] )[^\W\d_a-zß-ÿ]{3}")
_ANSWERS = CLASSES["first word of an answer"]
_JOINING = CLASSES["joining word in a place"]
_WORD_OF_TEXT = re.compile(
    rf"\s(?!(?i:(?:{'|'.join(sorted(_JOINING))})\b|{_DATE_WORD.pattern}))[a-z]"
)
_SIGN = re.compile(r"[^\w\s]|\d")
_POWERS = frozenset({"US", "UK", "EC", "EU", "UN", "USSR"})
_SHORT = frozenset({"DC", "NY", "NJ", "US", "UK", "UAE", "USA", "BC", "KY", "CA", "TX"})
_MIXED = re.compile(r"(?:Mc|La|Le|De)[A-Z]{3}")
_PIECE = re.compile(r"[^\s/-]+")
_MISREAD = re.compile(r"[l1|0](?<=[A-Z][l1|0])(?=[A-Z])")  # a look back first is slower
_CAPITAL_OF = {"l": "I", "1": "I", "|": "I", "0": "O"}
"""What scanners read for a letter among capitals: one character for one, so that lengths stay."""
_LONE_PLACE = re.compile(rf"{_LETTER}{{6,}}\.")
_TICKER = re.compile(r"[A-Z]{2}\.[A-Z]{1,2}$")
_SMALL = _JOINING | {"au", "aux", "der", "di", "du", "el", "en", "las", "les", "los", "sur", "sul"}


@dataclass(frozen=True, slots=True)
class Dateline:
    """Where a story was filed, by whom, and how long its dateline is.

    Attributes
    ----------
    place, agency : str
        Empty where there is none.
    length : int
        Characters from the start of the paragraph to its first word of text.
    byline : str
        What stands before the place where the author is named in the same line; mostly empty.
    """

    place: str = ""
    agency: str = ""
    length: int = 0
    byline: str = ""


_NONE = Dateline()


def read_dateline(paragraph: str) -> Dateline:
    """Read the dateline at the start of a story.

    Parameters
    ----------
    paragraph : str
        First paragraph of the body.

    Returns
    -------
    Dateline
        Empty where the paragraph has none. A line that begins with an agency alone,
        "(Reuters) - ...", has no place.

    Examples
    --------
    >>> read_dateline("OSLO, March 2 (AP) -- Talks went on.")
    Dateline(place='Oslo', agency='AP', length=22, byline='')
    >>> read_dateline("Talks went on.")
    Dateline(place='', agency='', length=0, byline='')
    """
    head = _MISREAD.sub(lambda found: _CAPITAL_OF[found[0]], paragraph[:LONGEST])
    if not _may_begin(head):
        return _NONE
    stars = _STARS.match(head)
    start = stars.end() if stars else 0
    found = _read(head, start)
    if found.length or not (by := _BY.match(head, start)):
        return found
    for match in _CAPITALS.finditer(head, by.end()):
        found = _read(head, match.start())
        if found.length:
            return replace(found, byline=head[start : match.start()].strip(" ,-–—|"))
    return _NONE


def is_dateline_alone(line: str) -> bool:
    """Tell whether a line is a dateline and nothing else.

    Parameters
    ----------
    line : str
        One line.

    Returns
    -------
    bool
        True for a place with a day, an agency, a region or a dash; a bare place may be a section.

    Examples
    --------
    >>> is_dateline_alone("GENEVA, June 27 (AP) --"), is_dateline_alone("GENEVA")
    (True, False)
    """
    if not 4 <= len(line) <= 80 or not ("," in line or "(" in line or line[-1] in "-–—―"):
        return False
    if _BY.match(line):
        return False
    opened, text = _opening_alone(line)
    if opened.mark_at < len(text) or not opened.believed():
        return False
    dashed = line.rstrip()[-1] in "-–—―"
    _, _, region = opened.place.rpartition(", ")
    return bool(
        opened.day or opened.known or (opened.in_capitals and (dashed or _is_region(region)))
    )


def read_dateline_alone(line: str) -> Dateline:
    """Read a dateline that stands on a line of its own.

    Parameters
    ----------
    line : str
        A line of which `is_dateline_alone` is true.

    Returns
    -------
    Dateline
        With place and agency.

    Examples
    --------
    >>> read_dateline_alone("GENEVA, June 27 (AP) --").place
    'Geneva'
    """
    return _opening_alone(line)[0].as_dateline()


def _opening_alone(line: str) -> tuple[_Opening, str]:
    text = line.rstrip(" :-–—―.,")
    return _Opening(text + " - ", 0), text


def _may_begin(head: str) -> bool:
    """Tell cheaply whether a line can begin with a dateline at all."""
    if head[:1] in ("", '"', "'"):
        return False
    if head[:3] in ("By ", "by "):
        return True
    small = head[1:2].islower() or (head[1:2] == " " and head[2:3].islower())
    if not small or head[2:4].isupper():
        return True
    if "(" not in head[:80] and not _DIGIT.search(head, 0, 80):
        return False
    text = _WORD_OF_TEXT.search(head)
    return text is None or bool(_SIGN.search(head, 0, text.start()))


def _read(head: str, start: int) -> Dateline:
    opened = _Opening(head, start)
    if not opened.believed() or not opened.leads_to_text():
        return _NONE
    return opened.as_dateline()


class _Opening:
    """The pieces of what may be a dateline: place, day, source, mark."""

    def __init__(self, head: str, start: int) -> None:
        self.head = head
        self.day = self.source = ""
        self.comma_before_day = False
        i = self._read_place(start)
        i = self._read_tail(i)
        self.known = known_agency(self.source)
        gap = _GAP.match(head, i)
        mark = _MARK.match(head, gap.end() if gap else i)
        if mark and self.source == "" and (named := self._agency_between_marks(mark.end())):
            self.source, self.known, mark = named
        self.mark_at = mark.start() if mark else i
        self.mark, self.space = (mark[1], bool(mark[2])) if mark else ("", True)
        self.spaced_before = i < len(head) and head[i] in " ,.)"
        self.end = mark.end() if mark else i + (i < len(head) and head[i] == " ")

    def _read_place(self, start: int) -> int:
        """Take words with a capital as long as they follow each other; return where they end."""
        head, i = self.head, start
        for _ in range(9):
            word = _WORD.match(head, i)
            if word is None or not (word[0][0].isupper() or word[0] in _JOINING):
                break
            end = word.end()
            link = _LINK.match(head, end)
            i = end
            if link is None:
                break
            self.comma_before_day = "," in link[0]
            if _DAY.match(head, link.end()):
                break
            follows = _WORD.match(head, link.end())
            if follows is None or not (follows[0][0].isupper() or follows[0] in _JOINING):
                break
            i = link.end()
        self.place = head[start:i].rstrip(" ,/")
        end = start + len(self.place)
        town, comma, last = self.place.rpartition(",")
        if comma and known_agency(last) and not _is_region(last):
            self.place, self.source = town, last.strip()
        elif comma and len(last.strip()) == 1:  # what a transmission left of the month
            self.place = town
        return end

    def _read_tail(self, i: int) -> int:
        head = self.head
        for _ in range(3):
            gap = _GAP.match(head, i)
            at = gap.end() if gap else i
            if not self.day and (day := _DAY.match(head, at)):
                self.day, i = day[0], day.end()
            elif not self.source and (source := _SOURCE.match(head, at)):
                name = next(filter(None, source.groups()))
                if source[0][0] in "-–—" and not known_agency(name):
                    break
                self.source, i = name, source.end()
            elif self.day and not self.source and (wire := _WIRE.match(head, at)):
                if not known_agency(wire[0]):
                    break
                self.source, i = wire[0], wire.end()
            elif cut := _CUT_OFF.match(head, i):
                i = cut.end()
            else:
                break
        if _DATE_WORD.search(self.source) and _DAY.search(self.source):
            self.day, self.source = self.day or self.source, ""
        return i

    def _agency_between_marks(self, i: int) -> tuple[str, str, re.Match[str]] | None:
        """Read the agency of "GENEVA - AP - ..." or "GENEVA — (AP) — ..."."""
        source = _SOURCE.match(self.head, i) or _WIRE.match(self.head, i)
        if source is None:
            return None
        name = source[0].strip(" ()[]/-–—")
        gap = _GAP.match(self.head, source.end())
        mark = _MARK.match(self.head, gap.end() if gap else source.end())
        known = known_agency(name)
        return (name, known, mark) if known and mark else None

    @property
    def agency(self) -> str:
        return self.known or agency_of(self.source)

    @property
    def in_capitals(self) -> bool:
        town = self.place.split(",", maxsplit=1)[0]
        words = [w for w in re.split(r"[\s/]", town) if w and w not in _JOINING]
        return sum(map(_is_capitals, words)) == len(words) > 0 and sum(map(str.isalpha, town)) >= 3

    def as_dateline(self) -> Dateline:
        # A scanner's full stop for a comma; short words and those after a comma are abbreviated.
        place = self.place.rstrip(".") if _LONE_PLACE.fullmatch(self.place) else self.place
        return Dateline(_title(place), self.agency, self.end)

    def believed(self) -> bool:
        """Tell whether the pieces are a dateline's."""
        if not self.place:
            return bool(self.known) and self.mark != ""
        town, _, region = self.place.partition(",")
        if _is_no_place(town) and not (self.in_capitals and _is_region(region)):
            return False
        if not self.in_capitals:
            return bool(self.known or (self.day and self.comma_before_day and self.mark))
        # "DELHI, Sept. 21. The minister ..."
        full_stop = self.comma_before_day and self.day[-1:] == "." and _DIGIT.search(self.day)
        if self.known or (self.day and (self.mark or full_stop)):
            return self.mark != "-" or self.space or bool(self.source)
        if not self.mark or self.mark in "•·|>" or (self.mark == "-" and not self.space):
            return False
        return not self.source or self.source[0].isupper()

    def leads_to_text(self) -> bool:
        """Tell whether what follows begins like a story."""
        follows = self.head[self.end : self.end + 40]
        if not follows.strip():
            return False
        if not self.mark:
            return follows[0].isupper()
        if self.day or self.known or self.source or not self.place:
            return True
        first = follows.split(maxsplit=1)[0].casefold().rstrip(",.")
        if "," not in self.place and self.mark == ":" and first in _ANSWERS:
            return False
        capitals = follows.replace("l", "I").isupper()  # scanners take I for a small l
        if follows[0].islower() or follows[0] in "-–—:" or capitals:
            return False
        return "," in self.place or sum(map(str.isalpha, self.place)) >= 4


def _is_region(text: str) -> bool:
    name = text.strip(" .").casefold()
    return name in REGIONS or f"{name}." in REGIONS


def _is_capitals(word: str) -> bool:
    return word.isupper() or (bool(_MIXED.match(word)) and word[2:].isupper())


def _is_no_place(town: str) -> bool:
    words = [w for w in re.split(r"[\s/]", town) if w]
    if " OF THE " in town.upper():  # "STATE OF THE CROPS. - ..." is what the text is about
        return True
    if not words or len(words) > 6 or words[-1].upper().rstrip(".") in NOT_PLACES:
        return True
    if words[0].replace(".", "") in _POWERS or _TICKER.search(town):
        return True
    plain = {w.casefold() for w in words}
    if any(w in STOP_WORDS and w not in _JOINING for w in plain) or plain <= _JOINING:
        return True
    return bool(_DATE_WORD.fullmatch(words[0]))


def _title(place: str) -> str:
    """Capitals of a telex made a name: "PORT-AU-PRINCE" is Port-au-Prince, "N.Y." stays."""
    return _PIECE.sub(lambda m: _titled(m[0], first=m.start() == 0), place)


def _titled(word: str, *, first: bool) -> str:
    if not first and word.casefold() in _SMALL:
        return word.casefold()
    if _MIXED.match(word):
        return word[:3] + word[3:].lower()
    bare = word.rstrip(".,")
    if not word.isupper() or "." in bare or (len(bare) <= 3 and not first and bare in _SHORT):
        return word
    return "'".join(part.capitalize() for part in word.split("'"))
