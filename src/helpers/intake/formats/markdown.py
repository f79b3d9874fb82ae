"""Markdown files, as note-taking programs and web clippers write them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from helpers.intake.formats.encodings import decode_text, is_binary
from helpers.intake.formats.localised_dates import read_days
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import NO_TEXT, captures_of
from helpers.intake.model import NOTHING_GIVEN, Capture, Given, Refusal

_FRONT = re.compile(
    r"\ufeff?---[ \t]*\r?\n(.{0,20000}?)\r?\n(?:---|\.\.\.)[ \t]*(?:\r?\n|\Z)", re.DOTALL
)
_FIELD = re.compile(r"([A-Za-z][\w -]{0,40}):[ \t]*(.*)")
_NAMES = {
    "headline": ("title", "headline"),
    "byline": ("author", "authors", "byline", "creator"),
    "publisher": ("publisher", "publication", "newspaper", "site", "site_name", "sitename"),
    "place": ("place", "dateline", "location"),
    "address": ("url", "source", "source_url", "link", "canonical", "address"),
    "language": ("lang", "language"),
}
_DAYS = ("date", "published", "publication date", "published_at", "pubdate", "date_published")
_LONGEST_FIELD = 400
_DEEPEST = 50
_MARKS = "*_[]`~"
_MOST_MARKS = 20_000
"""Marks inside lines; with more of them a file is no note, and would take its parser seconds."""
_BLANK = re.compile("\n{4,}")
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_TAG = re.compile(r"<(?>/?[A-Za-z!][^<>]*+)>")


def read_markdown(source: Source) -> Iterator[Capture | Refusal]:
    r"""Read a Markdown file.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        Its text without the marks; a title of the first degree is the headline. Fields above the
        text ("front matter") are evidence.

    Examples
    --------
    >>> import io
    >>> data = b"---\ndate: 1994-11-12\n---\n# Talks fail\n\nThey [failed](http://a.example)."
    >>> [capture] = read_markdown(Source("a.md", "", io.BytesIO(data), len(data)))
    >>> capture.text, capture.kinds, capture.given.day
    ('Talks fail\n\nThey failed.', ('headline', '', ''), datetime.date(1994, 11, 12))
    """
    import mistune

    found = decode_text(source.data)
    if is_binary(found.text):
        yield source.refusal("skipped", NO_TEXT)
        return
    front = _FRONT.match(found.text)
    given = _given(front[1]) if front else Given()
    text = _BLANK.sub("\n\n\n", found.text[front.end() :] if front else found.text)
    damage = found.damage
    try:
        if sum(map(text.count, _MARKS)) > _MOST_MARKS:
            raise RecursionError
        parse = mistune.create_markdown(renderer=None, plugins=["table", "strikethrough"])
        tokens: Any = parse(text)
        lines = list(_lines(tokens, 0))
    except Exception:  # nested more deeply, or marked more often, than its parser can bear
        lines = [(line, "") for line in text.splitlines()]
        damage += ("its Markdown could not be parsed: the marks are left in",)
    titles = [i for i, (_, kind) in enumerate(lines) if kind]
    lines = [(line, kind if titles[:1] == [i] else "") for i, (line, kind) in enumerate(lines)]
    while lines and not lines[-1][0]:
        lines.pop()
    yield from captures_of(
        source, "\n".join(line for line, _ in lines), format="Markdown", encoding=found.encoding,
        damage=damage, given=given, kinds=tuple(kind for _, kind in lines) if titles else (),
    )  # fmt: skip


def _lines(tokens: Iterable[Mapping[str, Any]], depth: int) -> Iterator[tuple[str, str]]:
    """Lines of the blocks, each block but the items of a list followed by a blank line."""
    if depth > _DEEPEST:
        raise RecursionError
    for token in tokens:
        kind = token["type"]
        if kind in {"blank_line", "thematic_break"}:
            continue
        if kind in {"paragraph", "heading", "block_text", "table_cell"}:
            title = kind == "heading" and token["attrs"]["level"] == 1
            found = _split(_inline(token.get("children", ()), depth))
            yield from ((line, "headline" if title else "") for line in found)
            if kind in {"paragraph", "heading"}:
                yield "", ""
        elif kind in {"block_code", "block_html"}:
            raw = token.get("raw", "")
            raw = _TAG.sub("", _COMMENT.sub("", raw)) if kind == "block_html" else raw
            yield from ((line, "") for line in _split(raw))
            yield "", ""
        else:
            yield from _lines(token.get("children", ()), depth + 1)
            if kind in {"list", "table"}:
                yield "", ""


def _inline(tokens: Iterable[Mapping[str, Any]], depth: int) -> str:
    if depth > _DEEPEST:
        raise RecursionError
    parts = []
    for token in tokens:
        kind = token["type"]
        if kind == "linebreak":
            parts.append("\n")
        elif kind == "softbreak":
            parts.append(" ")
        elif kind == "inline_html":
            continue
        elif "children" in token:
            parts.append(_inline(token["children"], depth + 1))
        else:
            parts.append(token.get("raw", ""))
    return "".join(parts)


def _split(text: str) -> list[str]:
    return [line for line in (" ".join(line.split()) for line in text.split("\n")) if line]


def _given(front: str) -> Given:
    fields: dict[str, str] = {}
    for line in front.splitlines():
        if found := _FIELD.fullmatch(line.rstrip()):
            value = found[2].strip().strip("\"'[]").strip()
            fields.setdefault(found[1].lower(), value if len(value) <= _LONGEST_FIELD else "")
    known = {
        name: next((fields[key] for key in keys if fields.get(key)), "")
        for name, keys in _NAMES.items()
    }
    known["language"] = known["language"][:2].lower()
    if not known["address"].startswith(("http://", "https://")):
        known["publisher"] = known["publisher"] or known["address"]
        known["address"] = ""
    days = (read_days(fields.get(key, "")) for key in _DAYS)
    first, last = next(filter(None, days), (None, None))
    return replace(
        NOTHING_GIVEN,
        **known,
        day=first,
        last_day=None if first == last else last,
        day_source="metadata" if first else "",
    )
