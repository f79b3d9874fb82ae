"""Rich text (.rtf), as word processors and databases export it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from helpers.intake.formats.encodings import without_surrogates
from helpers.intake.formats.source import Source
from helpers.intake.formats.text import captures_of
from helpers.intake.model import Capture, Refusal

_MISSING = "reading .rtf files needs striprtf: pip install 'datelines[documents]'"
_BROKEN = (
    "no RTF that can be read: the file is broken, get it again or save it as plain text (.txt)"
)
_LONGEST_FONT_TABLE = 1 << 16
_BRACE = re.compile("[{}]")
_HIGH = re.compile("[\x80-\xff]")


def read_rich_text(source: Source) -> Iterator[Capture | Refusal]:
    """Read an RTF document.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        One capture, or several where the document is the export of a database.
    """
    try:
        from striprtf.striprtf import rtf_to_text
    except ImportError:
        yield source.refusal("skipped", _MISSING)
        return
    raw = source.data.decode("latin-1").replace("\0", "")
    damage = () if raw.rstrip().endswith("}") else ("the document is cut off",)
    if not _font_table_ends(raw):
        yield source.refusal("damaged", _BROKEN)
        return
    try:
        escaped = _HIGH.sub(lambda m: f"\\'{ord(m[0]):02x}", raw)
        text: str = rtf_to_text(escaped, encoding="cp1252", errors="replace")  # type: ignore[no-untyped-call]
    except Exception:  # whatever its parser raises over a broken document
        yield source.refusal("damaged", _BROKEN)
        return
    yield from captures_of(source, without_surrogates(text), format="RTF", damage=damage)


def _font_table_ends(raw: str) -> bool:
    """Tell whether the table of fonts is closed soon: the parser takes squares of its length."""
    start = raw.find("{\\fonttbl")
    if start < 0:
        return True
    depth = 0
    for brace in _BRACE.finditer(raw, start, start + _LONGEST_FONT_TABLE):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return True
    return False
