"""Names, offices, sums of money, rates and dates that a paragraph mentions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from helpers.intake.lines.patterns import MONTH
from helpers.intake.quotes.word_classes import BEFORE_NAME, BETWEEN_NAMES, FIRST_LETTER
from helpers.intake.stopwords import STOP_WORDS

LONGEST_NAME, LONGEST_NAME_TEXT = 5, 80
"""Words but particles, and characters; a longer run of capitals is a headline or a list."""


class Mention(NamedTuple):
    """What is mentioned, of which kind, and how often in the paragraph."""

    kind: str
    text: str
    times: int


_SCALE = r"(?:\s?(?:thousand|million|billion|trillion|mln|bln|m|bn|tn)\b)?"
# Bounded, since a search that runs to the end of a table of figures from each of them never ends.
_NUMBER = r"\d{1,15}(?:,\d{3}){0,5}(?:\.\d{1,9})?"
_MONEY = re.compile(
    rf"(?:US|A|C|HK|NZ|S|NT)?[$£€¥]\s?{_NUMBER}{_SCALE}"
    rf"|\b{_NUMBER}{_SCALE}\s(?:dollars?|dlrs|yen|pounds|marks|francs|euros?|yuan)\b"
)
_RATE = re.compile(rf"\b{_NUMBER}\s?(?:%|per\s?cent\b|pct\b)")
_WEEKDAY = r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_DATE = re.compile(
    rf"\b(?:{MONTH}\s\d{{1,2}}(?:,\s\d{{4}})?|\d{{1,2}}\s{MONTH}(?:\s\d{{4}})?|{_WEEKDAY})(?!\w)"
)
_TITLES = (
    r"President|Prime Minister|Premier|Chancellor|Minister|Secretary|Representative|Ambassador|"
    r"Governor|Senator|Sen\.|Rep\.|Gov\.|Chairman|Commissioner|Chief Cabinet Secretary"
)
_OFFICE = re.compile(rf"\b(?:[A-Z][a-z]+\s){{0,2}}(?:{_TITLES})(?=\s[A-Z])")
_REST = r"[^\W\d_]+(?:['-][^\W\d_]+)*"
_PLAIN_WORD = rf"(?:(?:[A-Z]\.)+|[^\W\d_a-zß-ÿ]{_REST})"
_NAME_WORD = rf"(?:{BEFORE_NAME}{_PLAIN_WORD})"
_PARTICLES = rf"(?:(?:{BETWEEN_NAMES})\s){{1,3}}"
_FIRST_WORD = (
    rf"{FIRST_LETTER}(?:(?<![ae])(?:(?<=[A-Z])\.(?:[A-Z]\.)*|{_REST})"
    rf"|(?<=[ae])(?<!\w.)l-{_PLAIN_WORD})"
)
_NAME = re.compile(rf"{_FIRST_WORD}(?:\s(?:of\s(?:the\s)?|{_PARTICLES})?{_NAME_WORD})*")
_PART = re.compile(rf"{_PLAIN_WORD}(?:\s(?:(?:of|de|van|von)\s(?:the\s)?)?{_PLAIN_WORD})*")
_INSIDE = re.compile(rf"(?<=\s)(?:{BETWEEN_NAMES})(?=\s)")
_PARTICLE_FIRST = re.compile(rf"(?:Van|Von|De|Di|Da)\s{_PARTICLES}")
_PREFIXES = ("al-", "el-")
_TITLED = re.compile(
    rf".*\b(?:(?:Mr|Mrs|Ms|Dr)\.?|(?:{_TITLES})(?:\s(?:of|for)\s(?:the\s)?[A-Z]\w+)?)(?:\s|$)"
)
_NO_NAME = re.compile(rf"{MONTH}|{_WEEKDAY}|US|UK|(?:[A-Z]\.)+|Chief|Mr|Mrs|Ms|Dr")


def _plain(text: str) -> str:
    return " ".join(text.split())


def _as_percent(text: str) -> str:
    return re.sub(r"[^\d.,]", "", text).rstrip(".,") + "%"


_MONTHS = "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"
_CURRENCIES = (*"$£€¥", "dollar", "dlrs", "yen", "pounds", "marks", "francs", "euro", "yuan")
_KINDS = (
    ("date", ("day", *_MONTHS), _DATE, _plain),
    ("money", _CURRENCIES, _MONEY, _plain),
    ("rate", ("%", "cent", "pct"), _RATE, _as_percent),
    ("office", tuple(_TITLES.replace("\\", "").split("|")), _OFFICE, _plain),
)
"""Kinds of mentions: strings of which a paragraph with one has one, and the pattern."""


def find_mentions(paragraph: str) -> list[Mention]:
    """Find what a paragraph mentions by name or number.

    A single capitalised word at the start of a sentence counts as a name only where the paragraph
    has it elsewhere too: most such words are capitalised for their place alone.

    Parameters
    ----------
    paragraph : str
        One paragraph.

    Returns
    -------
    list of Mention
        Kinds ``"name"``, ``"office"``, ``"money"``, ``"rate"`` and ``"date"``, sorted by kind and
        text.

    Examples
    --------
    >>> for mention in find_mentions("On May 3 Minister Eva Lund gave $2 million, or 4 percent."):
    ...     print(*mention)
    date May 3 1
    money $2 million 1
    name Eva Lund 1
    office Minister 1
    rate 4% 1
    """
    met = [("name", name) for name in _names(paragraph)]
    for kind, signs, pattern, clean in _KINDS:
        if any(map(paragraph.__contains__, signs)):
            met += [(kind, clean(match.group())) for match in pattern.finditer(paragraph)]
    return [Mention(*one, times) for one, times in sorted(Counter(met).items())]


def _names(paragraph: str) -> list[str]:
    loose: list[str] = []
    names: list[str] = []
    for name, start in _runs(paragraph):
        if not name or _too_long(name):
            continue
        if surname := _PARTICLE_FIRST.match(name):  # "Van der Berg" is "van der Berg" after a stop
            names.append(name[surname.end() :])
            continue
        before = paragraph[max(0, start - 20) : start].rstrip(" \"'(")
        at_start = not before or before[-1] in ".!?:"
        alone = " " not in name and not name.startswith(_PREFIXES)
        (loose if at_start and alone else names).append(name)
    known = set(names) | {part for name in names for part in name.split()}
    loose = [_small(name) if _small(name) in known else name for name in loose]
    return names + [name for name in loose if name in known]


def _small(name: str) -> str:
    """Name as it is written inside a sentence: "al-Hadi" for "Al-Hadi"."""
    small = name[0].lower() + name[1:]
    return small if small.startswith(_PREFIXES) else name


def _runs(paragraph: str) -> Iterator[tuple[str, int]]:
    """Find names without their titles, and where the runs of capitalised words begin.

    A run that is too long is parted at particles.
    """
    for match in _NAME.finditer(paragraph):
        name = _untitled(match.group())
        if _too_long(name) and _INSIDE.search(match.group()):
            for part in _PART.finditer(paragraph, *match.span()):
                yield _untitled(part.group()), part.start()
        else:
            yield name, match.start()


def _untitled(run: str) -> str:
    titled = _TITLED.match(run)
    return _trimmed(run[titled.end() :] if titled else run)


def _too_long(name: str) -> bool:
    if name.count(" ") < LONGEST_NAME and len(name) <= LONGEST_NAME_TEXT:
        return False
    n_words = len(name.split()) - len(_INSIDE.findall(name))
    return n_words > LONGEST_NAME or len(name) > LONGEST_NAME_TEXT


def _trimmed(name: str) -> str:
    """Drop what is capitalised for another reason at either end of a name."""
    parts = name.removesuffix("'s").split()
    kept = [i for i, part in enumerate(parts) if not _is_no_name(part)]
    return " ".join(parts[kept[0] : kept[-1] + 1]) if kept else ""


def _is_no_name(word: str) -> bool:
    if word.startswith(_PREFIXES):
        return False
    # Letters of scripts without capitals pass the pattern, which knows the Latin ones alone.
    common = not word[0].isupper() or word.lower() in STOP_WORDS
    return common or bool(_NO_NAME.fullmatch(word))
