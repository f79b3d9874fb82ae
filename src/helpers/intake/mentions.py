"""Names, offices, sums of money, rates and dates that a paragraph mentions."""

from __future__ import annotations

import re
from collections import Counter
from typing import NamedTuple

from helpers.intake.lines.patterns import MONTH
from helpers.intake.stopwords import STOP_WORDS

LONGEST_NAME, LONGEST_NAME_TEXT = 5, 80
"""Words and characters; a longer run of capitals is a headline or a list."""


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
_CAPITALISED = r"[^\W\d_a-zß-ÿ][^\W\d_]+(?:['-][^\W\d_]+)*"
_NAME_WORD = rf"(?:(?:[A-Z]\.)+|{_CAPITALISED})"
_NAME = re.compile(rf"{_NAME_WORD}(?:\s(?:(?:of|de|van|von)\s(?:the\s)?)?{_NAME_WORD})*")
_TITLED = re.compile(
    rf".*\b(?:(?:Mr|Mrs|Ms|Dr)\.?|(?:{_TITLES})(?:\s(?:of|for)\s(?:the\s)?[A-Z]\w+)?)(?:\s|$)"
)
_NO_NAME = re.compile(rf"{MONTH}|{_WEEKDAY}|US|UK|(?:[A-Z]\.)+|Chief|Mr|Mrs|Ms|Dr")


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
    found = Counter(
        (kind, clean(match.group()))
        for kind, pattern, clean in (
            ("date", _DATE, _plain),
            ("money", _MONEY, _plain),
            ("rate", _RATE, _as_percent),
            ("office", _OFFICE, _plain),
        )
        for match in pattern.finditer(paragraph)
    )
    found.update(("name", name) for name in _names(paragraph))
    return [Mention(kind, text, found[kind, text]) for kind, text in sorted(found)]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _as_percent(text: str) -> str:
    return re.sub(r"[^\d.,]", "", text).rstrip(".,") + "%"


def _names(paragraph: str) -> list[str]:
    loose: list[str] = []
    names: list[str] = []
    for match in _NAME.finditer(paragraph):
        run = match.group()
        titled = _TITLED.match(run)
        name = _trimmed(run[titled.end() :] if titled else run)
        if not name or name.count(" ") >= LONGEST_NAME or len(name) > LONGEST_NAME_TEXT:
            continue
        before = paragraph[max(0, match.start() - 20) : match.start()].rstrip(" \"'(")
        at_start = not before or before[-1] in ".!?:"
        (loose if at_start and " " not in name else names).append(name)
    known = set(names) | {part for name in names for part in name.split()}
    return names + [name for name in loose if name in known]


def _trimmed(name: str) -> str:
    """Drop what is capitalised for another reason at either end of a name."""
    parts = name.removesuffix("'s").split()
    kept = [i for i, part in enumerate(parts) if not _is_no_name(part)]
    return " ".join(parts[kept[0] : kept[-1] + 1]) if kept else ""


def _is_no_name(word: str) -> bool:
    # Letters of scripts without capitals pass the pattern, which knows the Latin ones alone.
    common = not word[0].isupper() or word.lower() in STOP_WORDS
    return common or bool(_NO_NAME.fullmatch(word))
