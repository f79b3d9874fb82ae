"""Exports of Nexis Uni, and of LexisNexis Academic before it.

Nexis Uni puts "End of Document" after each article and a cover page with a list before them all;
LexisNexis Academic puts "7 of 500 DOCUMENTS" before each. Both have varied over the years, so an
article is found by several of its marks together, and the articles are counted against the
export's own numbers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from helpers.intake.formats.export_accounts import clippings, count_by_list, counts
from helpers.intake.formats.export_parts import (
    END_MARKS,
    FIELD,
    LISTED,
    Draft,
    Sheet,
    day_line,
    field_of,
    is_copyright,
    is_end_mark,
    is_page_number,
    mark_tail,
    tail_start,
)
from helpers.intake.formats.source import Source
from helpers.intake.model import BODY, NOTHING_GIVEN, Capture, Given, Refusal

FORMAT = "Nexis export"

_COUNTER = re.compile(
    r"(?:focus - )?(?P<before>(?:document|dokument|documento) )?(?P<number>\d{1,6}) "
    r"(?:of|von|de|van|di|sur) (?P<total>\d{1,6})"
    r"(?P<after> (?:documents?|dokumenten?|dokumente|documenten|documentos?|documenti))?",
    re.IGNORECASE,
)
_ON_COVER = re.compile(
    r"(?:documents?|document\(s\)|dokumente?|documentos?|documenti) ?\((\d{1,6})\)", re.IGNORECASE
)
_N_WORDS = re.compile(r"[\d.,]{1,9} \w{1,12}\.?")
_HEADS = END_MARKS | {"classification", "graphic", "notes", "correction", "grafik"}
_HEADS_ABOVE = frozenset({"Graphic", "Graphics", "Grafik", "Correction", "Notes"})
_NEVER_BELOW = frozenset({"", "length", "body", "headline", "byline", "dateline"})
_COVER = frozenset({"job number", "user name", "date and time"})
_BODY_NAMES = frozenset({"body", "text", "volltext", "texte", "corps", "cuerpo", "texto", "corpo"})

_NEAR = 15
"""Lines that are not blank, within which the marks of one article's header stand."""

_DENSE = 12
"""Lines of a header among which one at least is blank where blank lines were kept."""

_EDITION = re.compile(r"\b(?:edition|final|ed\.)\b|ausgabe|édition|edición", re.IGNORECASE)

_LONGEST_HEADER = 60
_MOST_HEADLINE_LINES = 4


def is_nexis(text: str) -> bool:
    r"""Tell whether a text is an export of Nexis.

    Parameters
    ----------
    text : str
        The text.

    Returns
    -------
    bool
        True where it has the marks of an article's beginning and end.

    Examples
    --------
    >>> is_nexis("Steel talks fail\nThe Daily Example\nJune 3, 1994\nLength: 5 words\nBody\n"
    ...          "No duties were agreed on.\nLoad-Date: June 3, 1994\nEnd of Document\n")
    True
    """
    lines = [line.strip() for line in text.splitlines()]
    return _has_counters(lines) or _has_ends(lines)


def _has_counters(lines: list[str]) -> bool:
    """Look for a counter, and for a field of an article."""
    short = (line for line in lines if len(line) <= _LONGEST_HEADER)
    matches = map(_COUNTER.fullmatch, short)
    if not any(match and (match["before"] or match["after"]) for match in matches):
        return False
    return any(field_of(line)[0] in ("length", "body", "load date") for line in lines)


def _has_ends(lines: list[str]) -> bool:
    marks = {field_of(line)[0] for line in lines if ":" in line[:40]} & {"length", "load date"}
    bodies = any(map(_is_body_mark, lines))
    ends = any(map(is_end_mark, lines))
    return len(marks) + bodies + ends >= 3 and (ends or bodies)


def read_nexis(
    source: Source,
    text: str,
    *,
    format: str = "",  # noqa: A002  (what carried the export does not matter)
    encoding: str = "",
    damage: tuple[str, ...] = (),
    given: Given = NOTHING_GIVEN,
) -> Iterator[Capture | Refusal]:
    """Read an export of Nexis.

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
        One for each article; one for the cover page; one for a count that does not come out.
    """
    sheet = Sheet(text)
    counters = _counters(sheet)
    drafts = _by_counters(sheet, counters) if counters else _by_ends(sheet)
    for place, draft in enumerate(drafts, start=1):
        draft.part = f"document {draft.number or place}"
        _read_article(sheet, draft, numbered=bool(draft.total))
    yield from clippings(source, sheet, drafts, format=FORMAT, encoding=encoding, damage=damage)
    if counters:
        yield from counts(source, drafts)
    else:
        cover = sheet.lines[: drafts[0].start] if drafts else []
        matches = (_ON_COVER.fullmatch(line) for line in cover if len(line) < 40)
        said = next((int(match[1]) for match in matches if match), 0)
        yield from count_by_list(source, said, cover, drafts)


def _counters(sheet: Sheet) -> list[tuple[int, int, int]]:
    """Index, number and total of each line that counts articles.

    A line of a story may look like one: it counts if it is the next number, or if a header follows.
    """
    found: list[tuple[int, int, int]] = []
    for i, line in enumerate(sheet.lines):
        if not 6 <= len(line) <= _LONGEST_HEADER or not any(map(str.isdigit, line)):
            continue
        match = _COUNTER.fullmatch(line)
        if not match or not (match["before"] or match["after"]):
            continue
        number, total = int(match["number"]), int(match["total"])
        if not 1 <= number <= total:
            continue
        expected = found and (number, total) == (found[-1][1] + 1, found[-1][2])
        if (expected and match["after"]) or _header_follows(sheet, i + 1):
            found.append((i, number, total))
    return found


def _header_follows(sheet: Sheet, start: int) -> bool:
    near = sheet.filled(start, min(start + 60, len(sheet.lines)))[:_NEAR]
    names = {field_of(sheet.lines[i])[0] for i in near}
    return bool(names & {"length", "body", "headline"}) or any(
        day_line(sheet.lines[i]) for i in near[:6]
    )


def _by_counters(sheet: Sheet, counters: list[tuple[int, int, int]]) -> list[Draft]:
    ends = [i for i, _, _ in counters[1:]] + [len(sheet.lines)]
    return [
        Draft(i, end, number, total) for (i, number, total), end in zip(counters, ends, strict=True)
    ]


def _by_ends(sheet: Sheet) -> list[Draft]:
    """Articles between end marks, and between headers where an end mark is missing."""
    drafts: list[Draft] = []
    start = 0
    ends = [i + 1 for i, line in enumerate(sheet.lines) if is_end_mark(line)]
    last = ends[-1] if ends else 0
    for end in [*ends, len(sheet.lines)]:
        filled = sheet.filled(start, end)
        starts = _header_starts(sheet, filled)
        if not filled or (drafts and end > last and not starts):
            break  # what stands below the last article
        if starts and (drafts or not _is_cover(sheet, start, starts[0])):
            starts[0] = start
        bounds = [*(starts or [start]), end]
        for a, b in pairwise(bounds):
            drafts.append(Draft(a, b))
            if b != end or end > last:
                drafts[-1].damage.append("its end mark is missing")
        if not starts:
            drafts[-1].damage.append("it has no header")
        start = end
    return drafts


def _is_cover(sheet: Sheet, start: int, stop: int) -> bool:
    """Tell a cover page from a first article whose header is not known as one."""
    lines = [sheet.lines[i] for i in sheet.filled(start, stop)]
    return any(
        line.partition(":")[0].casefold() in _COVER or _ON_COVER.fullmatch(line[:60])
        for line in lines
    )


def _header_starts(sheet: Sheet, filled: list[int]) -> list[int]:
    """First line of each article, by the marks of a header: day, length, and body after them."""
    starts: list[int] = []
    last_body = -1
    for k, i in enumerate(filled):
        if k <= last_body or field_of(sheet.lines[i])[0] != "length":
            continue
        after = filled[k : k + _NEAR]
        body = next((j for j, b in enumerate(after) if _is_body_mark(sheet.lines[b])), None)
        days = [d for d in range(max(last_body + 1, k - _NEAR), k)
                if day_line(sheet.lines[filled[d]])]  # fmt: skip
        if body is None or not (days or not starts):
            continue
        if not _N_WORDS.match(field_of(sheet.lines[i])[1]) and starts:
            continue
        day = days[-1] if days else k
        starts.append(filled[_headline_above(sheet, filled, day, last_body + 1)])
        last_body = k + body
    return starts


def _headline_above(sheet: Sheet, filled: list[int], day: int, lowest: int) -> int:
    """Position of the first line of the headline: above the publication, which is above the day."""
    first = max(day - 2, lowest)
    if len(filled) > 1 and filled[-1] - filled[0] >= len(filled) * 1.1:  # blank lines part blocks
        while (
            first > max(lowest, day - _MOST_HEADLINE_LINES)
            and filled[first - 1] == filled[first] - 1
            and not _ends_tail(sheet.lines[filled[first - 1]])
        ):
            first -= 1
    return first


def _ends_tail(line: str) -> bool:
    return bool(field_of(line)[0]) or is_page_number(line) or LISTED.fullmatch(line) is not None


def _is_body_mark(line: str) -> bool:
    return len(line) < 20 and line.rstrip(" :").casefold() in _BODY_NAMES


def _read_article(sheet: Sheet, draft: Draft, *, numbered: bool) -> None:
    """Give each line of an article its kind."""
    body = _read_header(sheet, draft, numbered=numbered)
    headline = draft.facts.get("headline", "")
    tail = _classification(sheet, body, draft.stop, headline)
    for i in sheet.filled(body, tail):
        line = sheet.lines[i]
        if is_page_number(line):
            draft.kinds[i] = FIELD
        else:
            draft.kinds[i] = "doubled headline" if line == headline else BODY
    mark_tail(sheet, draft, tail, _HEADS)


def _classification(sheet: Sheet, start: int, stop: int, headline: str) -> int:
    """Find where the fields below the text begin."""
    filled = sheet.filled(start, stop)
    tail = tail_start(sheet, start, stop, _is_field, headline)
    for k in range(len(filled) - 1, -1, -1):
        if sheet.lines[filled[k]].casefold() == "classification":
            if tail_start(sheet, filled[k], stop, _is_field, headline) == filled[k]:
                tail = filled[k]
            break
    above = [i for i in filled if i < tail][-10:]
    heads = (i for i in above if sheet.lines[i] in _HEADS_ABOVE)
    return next(heads, tail)


def _is_field(line: str) -> bool:
    if line.casefold() in _HEADS or is_copyright(line):
        return True
    return field_of(line)[0] not in _NEVER_BELOW


def _read_header(sheet: Sheet, draft: Draft, *, numbered: bool) -> int:
    """Give the lines above the text their kinds, and return where the text begins."""
    filled = sheet.filled(draft.start, draft.stop)
    end = _header_end(sheet, filled)
    plain: list[int] = []
    day = -1
    current = ""
    for k, i in enumerate(filled[:end]):
        line = sheet.lines[i]
        name, value = field_of(line)
        if name or _is_body_mark(line):
            draft.kinds[i], current = FIELD, name
            draft.note(name, value)
        elif k and current and filled[k - 1] == i - 1 and not _is_dense(filled):
            draft.kinds[i] = FIELD
            if current in draft.facts:
                draft.facts[current] = f"{draft.facts[current]} {line}"
        elif is_copyright(line):
            draft.kinds[i], current = "copyright", ""
        elif is_page_number(line) or (k == 0 and numbered):
            draft.kinds[i], current = FIELD, ""
        else:
            current = ""
            plain.append(i)
            if day_line(line) and not any(draft.kinds.get(j) == FIELD for j in filled[1:k]):
                day = i
    _name_plain(sheet, draft, plain, day, numbered=numbered)
    return filled[end] if end < len(filled) else draft.stop


def _header_end(sheet: Sheet, filled: list[int]) -> int:
    """Position of the first line of text: after the body mark, else after the header's fields."""
    names = [field_of(sheet.lines[i])[0] for i in filled[:_LONGEST_HEADER]]
    for k, name in enumerate(names):
        if _is_body_mark(sheet.lines[filled[k]]) or name == "body":
            return k + 1
    if "length" in names:
        k = names.index("length")
    else:
        k = max((k for k, name in enumerate(names[:_NEAR]) if name), default=-1)
    if k < 0:
        days = [k for k, i in enumerate(filled[:_NEAR]) if day_line(sheet.lines[i])]
        return min(days[0] + 2, len(filled)) if days else 0
    k += 1
    while k < len(names) and (names[k] or _continues(filled, names, k)):
        k += 1
    return k


def _continues(filled: list[int], names: list[str], k: int) -> bool:
    """Tell whether a line belongs to the field on the line right above it."""
    above = filled[k - 1] == filled[k] - 1 and names[k - 1] not in ("", "length")
    return above and not _is_dense(filled)


def _is_dense(filled: list[int]) -> bool:
    """Tell whether a page has lost its blank lines: then each line is a paragraph or a field."""
    first = filled[:_DENSE]
    return len(first) > 1 and first[-1] - first[0] == len(first) - 1


def _name_plain(sheet: Sheet, draft: Draft, plain: list[int], day: int, *, numbered: bool) -> None:
    """Tell headline, publication and edition among the header's lines without a name."""
    above = [i for i in plain if i < day]
    below = [i for i in plain if i > day] if day >= 0 else plain
    if day >= 0:
        draft.kinds[day] = "date line"
        draft.facts["day"] = sheet.lines[day]
        dense = _is_dense(sheet.filled(draft.start, draft.stop))
        while below and below[0] == day + 1:  # the edition stands right below the day
            if dense and not _EDITION.search(sheet.lines[below[0]]):
                break
            day = below.pop(0)
            draft.kinds[day] = FIELD
    if numbered:
        titles, mastheads = below, above
    else:
        titles, mastheads = above[:-1], above[-1:]
        if not titles and not mastheads:
            titles, mastheads = below[:1], below[1:2]
        draft.kinds.update(dict.fromkeys(below, FIELD))
    if not above and numbered:
        titles, mastheads = below[1:], below[:1]
    draft.kinds.update(dict.fromkeys(mastheads, "masthead"))
    if mastheads:
        draft.facts["publisher"] = sheet.lines[mastheads[0]]
    if "headline" in draft.facts:
        draft.kinds.update(dict.fromkeys(titles, FIELD))
        return
    doubles = [i for i in titles[1:] if sheet.lines[i] == sheet.lines[titles[0]]]
    draft.kinds.update(dict.fromkeys(doubles, "doubled headline"))
    titles = [i for i in titles if i not in doubles]
    first = next((k for k in range(1, len(titles)) if titles[k] != titles[k - 1] + 1), len(titles))
    draft.kinds.update(dict.fromkeys(titles[:first], "headline"))
    draft.kinds.update(dict.fromkeys(titles[first:], "standfirst"))
    draft.note("headline", " ".join(sheet.lines[i] for i in titles[:first]))
