"""Exports of ProQuest: articles between rules of underscores, or below "Document 1 of 20"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.intake.formats.export_accounts import clippings, count_by_list, counts
from helpers.intake.formats.export_parts import (
    FIELD,
    LISTED,
    Draft,
    Sheet,
    field_of,
    is_copyright,
    is_page_number,
    mark_tail,
    tail_start,
)
from helpers.intake.formats.localised_dates import find_day
from helpers.intake.formats.source import Source
from helpers.intake.model import BODY, NOTHING_GIVEN, Capture, Given, Refusal

FORMAT = "ProQuest export"

_SHORTEST_RULE = 40
_COUNTER = re.compile(
    r"(?:document|dokument|documento) (\d{1,6}) (?:of|von|de|di|sur) (\d{1,6})", re.IGNORECASE
)
_DAY_IN_INFO = re.compile(r"\d{1,2} [^\W\d_]{3,12}\.? \d{4}|[^\W\d_]{3,12}\.? \d{1,2}, \d{4}")
_NO_TEXT = frozenset({"none available", "not available", "full text not available", "none"})
_LATE = frozenset({"identifier", "load date", "day", "language"})
"""Fields that stand below the text, without which an article is not at its end."""

_HEADS = {"abstract": "abstract", "abstract (english)": "abstract", "full text": "body",
          "details": "classification", "links": "classification"}  # fmt: skip
"""Fields that newer exports head with a line of their own, and what follows on the next line."""

_LONGEST_HEAD = 20
_NEAR = 12
"""Lines that are not blank, within which a field follows the number of an article."""

_NEVER_BELOW = frozenset({"", "body", "byline", "abstract"})


def is_proquest(text: str) -> bool:
    r"""Tell whether a text is an export of ProQuest.

    Parameters
    ----------
    text : str
        The text.

    Returns
    -------
    bool
        True where it has fields of articles, and what parts articles: rules of underscores, or the
        numbers of articles beside the name of the database.

    Examples
    --------
    >>> rule = "_" * 60
    >>> is_proquest(f"{rule}\nSteel talks fail\nAuthor: Berg, Ada\nFull text: No duties.\n"
    ...             f"ProQuest document ID: 430\n{rule}")
    True
    """
    lines = [line.strip() for line in text.splitlines()]
    names = {_field_of(line)[0] for line in lines if ":" in line[:40] or len(line) < _LONGEST_HEAD}
    if len(names & {"body", "identifier", "abstract", "publisher", "day", "byline"}) < 2:
        return False
    if "_" * _SHORTEST_RULE in text:
        return True
    return "proquest" in text.casefold() and (
        names >= {"body", "identifier"} or any(_COUNTER.fullmatch(line[:60]) for line in lines)
    )


def _field_of(line: str) -> tuple[str, str]:
    """Read a field, whether its name stands before a colon or on a line of its own."""
    return field_of(line) if ":" in line else (_HEADS.get(line.casefold(), ""), "")


def read_proquest(
    source: Source,
    text: str,
    *,
    format: str = "",  # noqa: A002  (what carried the export does not matter)
    encoding: str = "",
    damage: tuple[str, ...] = (),
    given: Given = NOTHING_GIVEN,
) -> Iterator[Capture | Refusal]:
    """Read an export of ProQuest.

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
        One for each article; one for the lists around them; one for a count that does not come out.
    """
    sheet = Sheet(text)
    drafts = _drafts(sheet)
    for place, draft in enumerate(drafts, start=1):
        draft.part = f"document {draft.number or place}"
        _read_article(sheet, draft)
    yield from clippings(source, sheet, drafts, format=FORMAT, encoding=encoding, damage=damage)
    yield from counts(source, drafts)
    if drafts and not any(draft.total for draft in drafts):
        cover = sheet.lines[: drafts[0].start]
        numbers = [int(match[1]) for match in map(LISTED.fullmatch, cover) if match]
        yield from count_by_list(source, max(numbers, default=0), _without_pages(cover), drafts)


def _without_pages(cover: list[str]) -> list[str]:
    """Lines of the list of contents without dots and page numbers."""
    return [line.rstrip(" 0123456789").rstrip(" .") if "..." in line else line for line in cover]


def _drafts(sheet: Sheet) -> list[Draft]:
    """Parts between rules that are articles; a rule inside a story parts nothing."""
    rules = _borders(sheet)
    drafts: list[Draft] = []
    unfinished = False
    for start, stop in zip([0, *rules], [*rules, len(sheet.lines)], strict=True):
        filled = sheet.filled(start, stop)
        counter = next(filter(None, map(_COUNTER.fullmatch, (sheet.lines[i][:60]
                              for i in filled[:3]))), None)  # fmt: skip
        names = [_field_of(sheet.lines[i])[0] for i in filled]
        has_text = "body" in names
        if counter or (len(set(filter(None, names))) >= 3 and (has_text or not unfinished)):
            number, total = (int(counter[1]), int(counter[2])) if counter else (0, 0)
            drafts.append(Draft(start, stop, number, total))
        elif unfinished:
            drafts[-1].stop = stop
        else:
            continue
        unfinished = not _LATE & set(names)
    _give_back_end(sheet, drafts)
    return drafts


def _borders(sheet: Sheet) -> list[int]:
    """Rules, and numbers of articles that stand below none and above the fields of an article."""
    filled = sheet.filled(0, len(sheet.lines))
    borders: list[int] = []
    last_rule = -_NEAR
    for k, i in enumerate(filled):
        line = sheet.lines[i]
        if len(line) >= _SHORTEST_RULE and not line.strip("_"):
            borders.append(i)
            last_rule = k
        elif k - last_rule > 3 and _COUNTER.fullmatch(line[:60]):
            near = (_field_of(sheet.lines[j])[0] for j in filled[k + 1 : k + 1 + _NEAR])
            if any(near):
                borders.append(i)
    return borders


def _give_back_end(sheet: Sheet, drafts: list[Draft]) -> None:
    """Let the last article, if it lacks its last fields, not swallow the notices at the end."""
    if not drafts:
        return
    last = drafts[-1]
    filled = sheet.filled(last.start, last.stop)
    rules = [i for i in filled[1:] if not sheet.lines[i].strip("_")]
    below = [sheet.lines[i] for i in filled if rules and i > rules[-1]]
    if below and len(below) <= 12 and any("proquest llc" in line.casefold() for line in below):
        last.stop = rules[-1]


def _read_article(sheet: Sheet, draft: Draft) -> None:
    """Give each line its kind. A label on the first line of the text stays where it is."""
    filled = sheet.filled(draft.start, draft.stop)
    position, current = 0, "title"
    titles: list[int] = []
    for k, i in enumerate(filled):
        line = sheet.lines[i]
        name, value = _field_of(line)
        if name == "body":
            break
        position = k + 1
        draft.kinds[i] = FIELD
        if name:
            current = name
            draft.note(name, value)
            if line[:16].casefold() == "publication info":
                _read_info(draft, value)
        elif not line.strip("_") or _COUNTER.fullmatch(line[:60]) or is_page_number(line):
            continue
        elif current == "title" and not line.startswith("http"):
            titles.append(i)
        elif current in draft.facts and filled[k - 1] == i - 1:
            draft.facts[current] = f"{draft.facts[current]} {line}"[:2000]
    draft.kinds.update(dict.fromkeys(titles, "headline"))
    if titles:
        draft.facts["headline"] = " ".join(sheet.lines[i] for i in titles)
    if position < len(filled):
        _read_text(sheet, draft, filled[position])


def _read_text(sheet: Sheet, draft: Draft, first: int) -> None:
    """Mark the text and the fields below it; a label on the first line of the text is cut off."""
    tail = tail_start(sheet, first + 1, draft.stop, _is_field)
    value = field_of(sheet.lines[first])[1]
    if value.rstrip(" .").casefold() in _NO_TEXT:
        draft.kinds[first] = FIELD
    else:
        draft.kinds[first] = BODY if value else FIELD
        found = sheet.found[first]
        sheet.found[first] = found[found.index(":") + 1 :].lstrip() if value else found
    for i in sheet.filled(first + 1, tail):
        draft.kinds[i] = FIELD if is_page_number(sheet.lines[i]) else BODY
    mark_tail(sheet, draft, tail, frozenset(_HEADS))
    if "publisher" in draft.facts:
        draft.facts["publisher"] = draft.facts["publisher"].partition(";")[0].strip()


def _is_field(line: str) -> bool:
    if _field_of(line)[0] not in _NEVER_BELOW or is_copyright(line):
        return True
    return len(line) < 200 and "proquest llc" in line.casefold()


def _read_info(draft: Draft, info: str) -> None:
    """Read "The Daily Example ; Exampleton [Exampleton]03 Jun 1994: A6"."""
    publisher = re.split(r" ?;| , ", info, maxsplit=1)[0]
    match = _DAY_IN_INFO.search(info[:500])
    if match and find_day(match[0]):
        draft.note("day", match[0])
    draft.note("publisher", publisher.strip())
