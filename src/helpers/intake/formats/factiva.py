"""Exports of Factiva, in the form of the printed article or with the codes of its fields.

Either way an article ends with its accession number, "Document DAIEX00000020010823dq63000xl", or
the same with "Dokument" or "Documento" where the interface is in another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from helpers.intake.formats.columns import language_code
from helpers.intake.formats.export_accounts import clippings, miscount
from helpers.intake.formats.export_parts import (
    FIELD,
    Draft,
    Sheet,
    day_line,
    is_copyright,
    is_page_number,
    tail_start,
)
from helpers.intake.formats.source import Source
from helpers.intake.model import BODY, NOTHING_GIVEN, Capture, Given, Refusal

FORMAT = "Factiva export"

_ACCESSION = re.compile(
    r"(?:AN[ |]{1,3})?(?:Documento?|Dokument) ((?=[A-Za-z]*\d)[A-Za-z0-9]{16,48})[ |]{0,3}"
)
_WORDS = re.compile(
    r"\d{1,3}(?:[,. ]?\d{3}){0,2} "
    r"(?:words?|mots|wörter|worte|palabras|parole|woorden|palavras|слов)",
    re.IGNORECASE,
)
_LABEL = re.compile(r"([A-Z]{2,3})(?:[ |]{1,3}|$)(.{0,2000})")
_STRONG = re.compile(r"^[ \t]*(?:LP|TD)(?:[ \t]*$|[ \t]*\||\t| {2})", re.MULTILINE)
_STARTS_TEXT = re.compile(r"[ \t]*(LP|TD)[ \t|]+(?=[^\s|])")
_LISTED = re.compile(r".{1,300}?\.{4,} ?\d{1,5}")
_LONGEST_LISTED = 400
_CLOCK = re.compile(r"\d{1,2}[:.]\d{2}(?: ?[AP]M)?(?: [A-Z]{2,4})?")

_ABOVE = {
    "SE": "section", "CLM": "section", "HD": "headline", "HL": "headline", "CR": "credit",
    "BY": "byline", "WC": "length", "PD": "day", "ET": "clock", "SN": "publisher", "SC": "section",
    "ED": "section", "PG": "section", "VOL": "section", "LA": "language", "CY": "copyright",
}  # fmt: skip
_BELOW = frozenset({"CT", "RF", "ART", "CO", "IN", "NS", "RE", "IPC", "IPD", "PUB", "AN"})
_CODED = frozenset({"CO", "IN", "NS", "RE"})
_NEAR = 12
_MOST_HEADLINE_LINES = 5
_SHORTEST_HEADLINE = 4
"""Words of a headline below which a name may stand alone; a section has fewer."""


def is_factiva(text: str) -> bool:
    r"""Tell whether a text is an export of Factiva.

    Parameters
    ----------
    text : str
        The text.

    Returns
    -------
    bool
        True where articles have its headers.

    Examples
    --------
    >>> is_factiva("Steel talks fail\n5 words\n3 June 1994\nThe Daily Example\nDAIEX\nEnglish\n"
    ...            "(c) 1994 Example\n\nNo duties.\n\nDocument DAIEX00000020010823dq63000xl\n")
    True
    """
    sheet = Sheet(text)
    filled = sheet.filled(0, len(sheet.lines))
    return bool(_anchors(sheet, filled)) and any(
        _ends(sheet.lines[i]) or sheet.lines[i][:3] in ("HD ", "HD|", "HD") for i in filled
    )


def read_factiva(
    source: Source,
    text: str,
    *,
    format: str = "",  # noqa: A002  (what carried the export does not matter)
    encoding: str = "",
    damage: tuple[str, ...] = (),
    given: Given = NOTHING_GIVEN,
) -> Iterator[Capture | Refusal]:
    """Read an export of Factiva.

    Parameters
    ----------
    source : Source
        The file.
    text : str
        Its text.
    format : str
        What the file was read as.
    encoding, damage
        As in :class:`~helpers.intake.model.Capture`.
    given : Given
        What the file says of itself, which is true of no single article.

    Yields
    ------
    Capture or Refusal
        One for each article; one for lists and the summary of the search; one where the list of
        contents names more articles.
    """
    sheet = Sheet(_labels_apart(_labels_with_values(text)))
    drafts = _drafts(sheet)
    for place, draft in enumerate(drafts, start=1):
        draft.part = draft.part or f"document {place}"
        if _is_tagged(sheet, draft):
            _read_tagged(sheet, draft)
        else:
            _read_printed(sheet, draft)
    yield from clippings(source, sheet, drafts, format=FORMAT, encoding=encoding, damage=damage)
    cover = sheet.lines[: drafts[0].start] if drafts else []
    listed = sum(_is_listed(line) for line in cover)
    if listed and listed != len(drafts):
        yield miscount(source, listed, len(drafts), "compare its list of contents")


def _labels_apart(text: str) -> str:
    """Put the labels of the text (LP, TD) on lines of their own."""
    if not any(label in text for label in ("LP ", "LP\t", "LP|", "TD ", "TD\t", "TD|")):
        return text
    strong = _STRONG.search(text) is not None
    lines = []
    due = ""
    for line in text.splitlines():
        match = _STARTS_TEXT.match(line)
        if line.startswith("HD"):
            due = "LP TD"
        if match and match[1] in due and (not strong or _STRONG.match(line)):
            lines += [line[: match.end()].rstrip(), line[match.end() :]]
            due = due.partition(match[1])[2]
        else:
            lines.append(line)
            label = line.strip(" \t|")
            due = due.partition(label)[2] if label and label in due.split() else due
    return "\n".join(lines)


def _labels_with_values(text: str) -> str:
    """Join the labels below a text to what they label; tables of pages have them on two lines."""
    lines = text.splitlines()
    if not any(line.strip(" \t|") == "HD" for line in lines):
        return text
    joined: list[str] = []
    for line in lines:
        label = joined[-1].strip(" \t|") if joined else ""
        value = line.strip(" \t|")
        if label in _BELOW and value and value not in _BELOW:
            joined[-1] = f"{label} {value}"
        else:
            joined.append(line)
    return "\n".join(joined)


def _ends(line: str) -> str:
    """Return the accession number of a line that ends an article."""
    if "ument" not in line[:16] or len(line) > 80:
        return ""
    match = _ACCESSION.fullmatch(line)
    return match[1] if match else ""


def _label(line: str) -> tuple[str, str]:
    match = _LABEL.match(line) if line[:2].isupper() else None
    return (match[1], match[2].strip(" |")) if match else ("", "")


def _anchors(sheet: Sheet, filled: list[int]) -> list[int]:
    """Positions of the lines that give an article's length, the day of publication after them."""
    found = []
    for k, i in enumerate(filled):
        line = sheet.lines[i]
        if len(line) > 60 or not any(map(str.isdigit, line)):
            continue
        label, value = _label(line)
        if label == "WC":
            line = value
        if _WORDS.fullmatch(line.strip(" |")):
            after = (sheet.lines[j] for j in filled[k + 1 : k + 4])
            if any(day_line(_label(a)[1] if _label(a)[0] == "PD" else a) for a in after):
                found.append(k)
    return found


def _sure(sheet: Sheet, filled: list[int], anchors: list[int]) -> list[int]:
    """Leave out lines of a story that look like a length: no notice of rights follows them."""
    coded = [k for k in anchors if _label(sheet.lines[filled[k]])[0] == "WC"]
    if coded:
        return coded
    near = ((k, [sheet.lines[i] for i in filled[k : k + _NEAR]]) for k in anchors[1:])
    return anchors[:1] + [k for k, lines in near if any(map(is_copyright, lines))]


def _drafts(sheet: Sheet) -> list[Draft]:
    """Articles between accession numbers, and between headers where a number is missing."""
    drafts: list[Draft] = []
    ends = [i + 1 for i, line in enumerate(sheet.lines) if _ends(line)]
    summary = next(
        (i for i in range(ends[-1] if ends else 0, len(sheet.lines))
         if sheet.lines[i].casefold() == "search summary"),
        len(sheet.lines),
    )  # fmt: skip
    last = ends[-1] if ends else 0
    start = 0
    for end in [*ends, summary]:
        filled = sheet.filled(start, end)
        if not filled:
            continue
        anchors = _sure(sheet, filled, _anchors(sheet, filled))
        starts = [_first_line(sheet, filled, k) for k in anchors]
        if end > last and not starts and drafts:
            break
        listed = any(_is_listed(sheet.lines[i]) for i in filled[:200])
        if starts and (drafts or not listed):
            starts[0] = start
        bounds = [*(starts or [start]), end]
        for a, b in pairwise(bounds):
            drafts.append(Draft(a, b))
            number = _ends(sheet.lines[b - 1]) if b == end <= last else ""
            if number:
                drafts[-1].part = f"Document {number}"
            else:
                drafts[-1].damage.append("its accession number is missing")
        if not starts:
            drafts[-1].damage.append("it has no header")
        start = end
    return drafts


def _first_line(sheet: Sheet, filled: list[int], k: int) -> int:
    """First line of the header whose length stands at position ``k``."""
    if _label(sheet.lines[filled[k]])[0] == "WC":
        while k > 0 and _label(sheet.lines[filled[k]])[0] not in ("HD", "SE", "CLM"):
            k -= 1
        while k > 0 and _label(sheet.lines[filled[k - 1]])[0] in ("SE", "CLM", "HD"):
            k -= 1
        return filled[k]
    first = k
    while first > max(0, k - _MOST_HEADLINE_LINES):
        above = sheet.lines[filled[first - 1]]
        parted = filled[first] - filled[first - 1] > 1
        if is_page_number(above) or _is_listed(above):
            break
        if parted and first < k and not (first == k - 1 and _is_byline(sheet.lines[filled[first]])):
            break
        first -= 1
    return filled[first]


def _is_listed(line: str) -> bool:
    return len(line) <= _LONGEST_LISTED and _LISTED.fullmatch(line) is not None


def _is_byline(line: str) -> bool:
    from helpers.intake.parts import is_byline

    return is_byline(line)


def _is_name_alone(sheet: Sheet, draft: Draft, titles: list[int]) -> bool:
    """Tell an author named without "By" from the second line of a headline.

    The first word of a line that goes on had no room in the line above; and a name's words are
    nowhere in the article in small letters.
    """
    from helpers.intake.parts.bylines import is_signature

    above, line = (sheet.lines[i] for i in titles[-2:])
    if not is_signature(f"({line})") or above.count(" ") < _SHORTEST_HEADLINE - 1:
        return False
    article = [sheet.lines[i] for i in sheet.filled(draft.start, draft.stop)]
    if len(above) + len(line.split()[0]) >= max(map(len, article)):
        return False
    names = {word.casefold() for word in line.split() if word[0].isupper()}
    return names.isdisjoint(word.strip(".,;:!?\"'()") for text in article for word in text.split())


def _is_tagged(sheet: Sheet, draft: Draft) -> bool:
    near = sheet.filled(draft.start, draft.stop)[:_NEAR]
    labels = [_label(sheet.lines[i])[0] for i in near]
    return "HD" in labels[:3] and bool({"WC", "PD"} & set(labels))


def _read_tagged(sheet: Sheet, draft: Draft) -> None:
    filled = sheet.filled(draft.start, draft.stop)
    current = ""
    body = draft.stop
    for i in filled:
        label, value = _label(sheet.lines[i])
        if label in ("LP", "TD"):
            body = i
            break
        if label in _ABOVE:
            current = _ABOVE[label]
        else:
            value = sheet.lines[i].strip(" |")
        if current:
            draft.facts[current] = f"{draft.facts.get(current, '')} {value}".strip()
        draft.kinds[i] = "copyright" if current == "copyright" else FIELD
    tail = tail_start(sheet, body, draft.stop, _is_below)
    for i in sheet.filled(body, draft.stop):
        line = sheet.lines[i]
        is_label = line.strip(" |") in ("LP", "TD")
        draft.kinds[i] = FIELD if i >= tail or is_label or is_page_number(line) else BODY


def _is_below(line: str) -> bool:
    """Tell whether a line begins a field below the text."""
    label, value = _label(line)
    if label not in _BELOW:
        return bool(_ends(line))
    return label not in _CODED or not value or " : " in value


def _read_printed(sheet: Sheet, draft: Draft) -> None:
    filled = sheet.filled(draft.start, draft.stop)
    anchors = _anchors(sheet, filled)
    if anchors:
        k = anchors[0]
        _read_titles(sheet, draft, filled[:k])
        body = _read_facts(sheet, draft, filled, k)
    else:
        body = 0
    for i in filled[body:]:
        line = sheet.lines[i]
        draft.kinds[i] = FIELD if _ends(line) or is_page_number(line) else BODY


def _read_titles(sheet: Sheet, draft: Draft, above: list[int]) -> None:
    """Name section, headline and byline above the length."""
    pages = [i for i in above if is_page_number(sheet.lines[i])]
    draft.kinds.update(dict.fromkeys(pages, FIELD))
    titles = [i for i in above if i not in pages]
    if len(titles) > 1 and (
        _is_byline(sheet.lines[titles[-1]]) or _is_name_alone(sheet, draft, titles)
    ):
        byline = titles.pop()
        draft.kinds[byline] = "byline"
        draft.note("byline", sheet.lines[byline])
    if len(titles) > 1:
        first, second = (sheet.lines[i].count(" ") + 1 for i in titles[:2])
        if first <= 3 and 2 * first <= second:
            draft.kinds[titles.pop(0)] = FIELD
    draft.kinds.update(dict.fromkeys(titles, "headline"))
    draft.note("headline", " ".join(sheet.lines[i] for i in titles))


def _read_facts(sheet: Sheet, draft: Draft, filled: list[int], k: int) -> int:
    """Name the lines from the length to the notice of rights; return where the text begins."""
    near = range(k, min(k + _NEAR, len(filled)))
    rights = next((j for j in near if is_copyright(sheet.lines[filled[j]])), -1)
    languages = (j for j in near if len(sheet.lines[filled[j]]) < 30
                 and language_code(sheet.lines[filled[j]]))  # fmt: skip
    language = next(languages, -1)
    day = next(j for j in near if day_line(sheet.lines[filled[j]]))
    end = next((j for j in (rights, language) if j > day), min(day + 2, len(filled) - 1))
    for j in range(k, end + 1):
        i = filled[j]
        line = sheet.lines[i]
        kind = FIELD
        if j == day:
            kind = "date line"
            draft.note("day", line)
        elif is_copyright(line):
            kind = "copyright"
        elif j > day and "publisher" not in draft.facts and not _CLOCK.fullmatch(line):
            kind = "masthead"
            draft.note("publisher", line)
        elif j == language:
            draft.note("language", line)
        draft.kinds[i] = kind
    while end + 1 < len(filled) and filled[end + 1] == filled[end] + 1 and rights > day:
        if not is_copyright(sheet.lines[filled[end + 1]]):
            break
        end += 1
        draft.kinds[filled[end]] = "copyright"
    return end + 1
