"""From the articles found in an export to clippings, and an account of what did not come out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from helpers.intake.formats.columns import language_code
from helpers.intake.formats.export_parts import LISTED, Draft, Sheet, in_small_letters, without_by
from helpers.intake.formats.localised_dates import find_day
from helpers.intake.formats.source import Source
from helpers.intake.model import BODY, Capture, Given, Refusal

_MOST_RUNS = 20
"""Runs of missing articles that are named."""


def clippings(
    source: Source,
    sheet: Sheet,
    drafts: Sequence[Draft],
    *,
    format: str,  # noqa: A002  (the field's name)
    encoding: str,
    damage: tuple[str, ...],
) -> Iterator[Capture | Refusal]:
    """Make a clipping of each article, and account for the lines that belong to none.

    Parameters
    ----------
    source : Source
        The file.
    sheet : Sheet
        Its lines.
    drafts : sequence of Draft
        The articles, in order; they do not overlap.
    format, encoding, damage
        As in :class:`~helpers.intake.model.Capture`.

    Yields
    ------
    Capture or Refusal
        One for each article, and one for the lines above, between and below them.
    """
    seen: Counter[str] = Counter()
    outside, position = 0, 0
    for draft in drafts:
        outside += len(sheet.filled(position, draft.start))
        position = draft.stop
        seen[draft.part] += 1
        part = draft.part + (f" ({seen[draft.part]})" if seen[draft.part] > 1 else "")
        if BODY in draft.kinds.values():
            lines, kinds = _parted(sheet, draft)
            yield source.capture(
                "\n".join(lines),
                part=part,
                given=_given(draft.facts),
                kinds=tuple(kinds),
                format=format,
                encoding=encoding,
                damage=(*damage, *draft.damage),
            )
        else:
            about = _lines(len(draft.kinds))
            clause = f"the export holds no text of this article ({about} about it)"
            yield source.refusal("empty", f"{clause}: export it again in full", part)
    outside += len(sheet.filled(position, len(sheet.lines)))
    if outside:
        clause = f"no article: the export's own cover page and lists ({_lines(outside)})"
        yield source.refusal("skipped", clause, "cover page")


def _parted(sheet: Sheet, draft: Draft) -> tuple[list[str], list[str]]:
    """Lines of an article and their kinds, with a blank line wherever the kind changes.

    A hard-wrapped text is joined to paragraphs later on, and "BODY:" must not become a part of one.
    """
    lines: list[str] = []
    kinds: list[str] = []
    for i in range(min(draft.kinds), max(draft.kinds) + 1):
        kind = draft.kinds.get(i, "")
        if kind and kinds and kinds[-1] not in ("", kind):
            lines.append("")
            kinds.append("")
        lines.append(sheet.found[i])
        kinds.append(kind)
    return lines, kinds


def _lines(number: int) -> str:
    return f"{number:,} line{'s' * (number != 1)}"


def _given(facts: dict[str, str]) -> Given:
    from helpers.intake.parts.surnames_first import surnames_last

    place = _place(facts.get("dateline", ""))
    day = find_day(facts.get("day", ""))
    address = facts.get("address", "")
    return Given(
        headline=facts.get("headline", ""),
        byline=surnames_last(without_by(facts.get("byline", "")), place),
        publisher=facts.get("publisher", ""),
        place=place,
        language=language_code(facts.get("language", "")),
        address=address if address.startswith(("http://", "https://")) else "",
        day=day,
        day_source="export header" if day else "",
    )


def _place(dateline: str) -> str:
    """Place of a dateline: what stands before a comma that a day follows."""
    place, comma, rest = dateline.rpartition(",")
    has_day = comma and any(map(str.isdigit, rest))
    return in_small_letters(place.strip() if has_day else dateline.rstrip(" -:."))


def counts(source: Source, drafts: Iterable[Draft]) -> Iterator[Refusal]:
    """Compare the articles found with what the export's counters say.

    Parameters
    ----------
    source : Source
        The file.
    drafts : iterable of Draft
        The articles.

    Yields
    ------
    Refusal
        One for each export in the file, of which articles are missing.
    """
    exports: dict[tuple[int, int], list[int]] = {}
    seen: Counter[tuple[int, int]] = Counter()
    for draft in drafts:
        if draft.total:
            counted = (draft.total, draft.number)
            exports.setdefault((draft.total, seen[counted]), []).append(draft.number)
            seen[counted] += 1
    for k, ((total, _), numbers) in enumerate(exports.items(), start=1):
        gaps = _gaps(numbers, total)
        if gaps:
            missing = total - len(numbers)
            which = f"{_spans(gaps)} {'are' if missing > 1 else 'is'} missing"
            part = "count" if k == 1 else f"count ({k})"
            yield miscount(source, total, len(numbers), which, part)


def _gaps(numbers: Iterable[int], total: int) -> list[tuple[int, int]]:
    """First and last of each run of numbers that are missing."""
    found, last = [], 0
    for number in [*sorted(numbers), total + 1]:
        if number > last + 1:
            found.append((last + 1, number - 1))
        last = number
    return found


def count_by_list(
    source: Source, said: int, cover: Sequence[str], drafts: Sequence[Draft]
) -> Iterator[Refusal]:
    """Compare the articles found with the number, and the list, on an export's cover page.

    Parameters
    ----------
    source : Source
        The file.
    said : int
        Number of articles by the cover page; 0 where it does not tell.
    cover : sequence of str
        Lines of the cover page.
    drafts : sequence of Draft
        The articles.

    Yields
    ------
    Refusal
        One where the numbers differ, naming what is missing where the list tells.
    """
    if not said or said == len(drafts):
        return
    if said < len(drafts):
        yield miscount(source, said, len(drafts), "a story may have been cut in two")
        return
    titles = Counter(_title(draft.facts.get("headline", "")) for draft in drafts)
    missing = []
    for match in map(LISTED.fullmatch, cover):
        if match:
            title = _title(match[2])
            if titles[title]:
                titles[title] -= 1
            else:
                missing.append(int(match[1]))
    if len(missing) == said - len(drafts):
        which = f"{spans(missing)} of its list {'are' if missing[1:] else 'is'} missing"
    else:
        which = "its list does not tell which are missing"
    yield miscount(source, said, len(drafts), which)


def _title(headline: str) -> str:
    return "".join(filter(str.isalnum, headline.casefold()))[:60]


def miscount(source: Source, said: int, found: int, which: str, part: str = "count") -> Refusal:
    """Say that an export has not come out whole.

    Parameters
    ----------
    source : Source
        The file.
    said, found : int
        Number of articles by the export's own count, and of those that were found.
    which : str
        What is known of the difference.
    part : str
        Name of the count.

    Returns
    -------
    Refusal
        With the status ``"damaged"``.
    """
    said_words = f"{said:,} document{'s' * (said != 1)}"
    clause = f"the export says {said_words}, {found:,} {'were' if found != 1 else 'was'} found"
    return source.refusal("damaged", f"{clause}: {which}", part)


def spans(numbers: Iterable[int]) -> str:
    """Write numbers with runs drawn together.

    Parameters
    ----------
    numbers : iterable of int
        At least one.

    Returns
    -------
    str
        For a sentence.

    Examples
    --------
    >>> spans([17]), spans([2, 3, 4, 9])
    ('number 17', 'numbers 2-4 and 9')
    """
    runs: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return _spans(runs)


def _spans(runs: Sequence[tuple[int, int]]) -> str:
    words = [f"{a}-{b}" if b > a else f"{a}" for a, b in runs[:_MOST_RUNS]]
    if len(runs) > _MOST_RUNS:
        words.append(f"{len(runs) - _MOST_RUNS:,} more runs")
    listed = " and ".join(filter(None, [", ".join(words[:-1]), words[-1]]))
    return f"number{'s' * (len(runs) > 1 or runs[0][1] > runs[0][0])} {listed}"
