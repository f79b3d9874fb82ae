"""JSON that a script wraps: in a call, as web services hand it out, or in an assignment."""

from __future__ import annotations

import re

_REMARK = r"/\*(?>[^*]|\*(?!/)){0,2000}\*/|//[^\n]{0,2000}(?:\n|\Z)"
_NAME = r"[A-Za-z_$][\w$]{0,80}(?:\.[A-Za-z_$][\w$]{0,80}|\[\s?[\"']?[\w$.-]{1,80}[\"']?\s?\]){0,6}"
_BEFORE = re.compile(
    rf"(?:[\s;\ufeff\0]|{_REMARK}){{0,2000}}+"
    r"(?:\)\]\}'?,?\s*|while\s*\(1\);?\s*|for\s*\(;;\);?\s*)?"  # so that no other site runs it
    r"(?:export\s+default\s+"
    rf"|(?:(?:export\s+)?(?:var|let|const)\s+)?{_NAME}\s*=\s*"
    rf"|(?:(?:typeof\s+)?{_NAME}\s*(?:===?\s*[\"']function[\"']\s*)?&&\s*)?{_NAME}\s*\(\s*"
    r"(?:[\w\"'.-]{1,40}\s*,\s*){0,3}|\(\s*)?"
    r"(?:JSON\.parse\s*\(\s*[\"'])?(?=[\[{])"
)
_BEHIND = re.compile(rf"(?:[\s;),\ufeff\0]|{_REMARK})*+")
_DATA = re.compile(r"\[?\s*\{\s*(?:\\?\"[^\"\n]{1,80}\"|[A-Za-z_$][\w$]{0,40})\s*:")


def start_of_json(text: str, at: int = 0) -> int:
    """Find where JSON begins behind what a script has before it.

    Parameters
    ----------
    text : str
        A file, or a part of it.
    at : int
        Where to begin.

    Returns
    -------
    int
        Place of its bracket; ``at`` where no JSON stands there.

    Examples
    --------
    >>> start_of_json('window.news = [{"title": "Steel"}];'), start_of_json("Talks (failed)")
    (14, 0)
    """
    found = _BEFORE.match(text, at)
    return found.end() if found else at


def end_of_json(text: str, at: int) -> int:
    """Find where what closes a call, an assignment or a list ends.

    Parameters
    ----------
    text : str
        A file, or a part of it.
    at : int
        Place behind the JSON.

    Returns
    -------
    int
        Place of what follows; the length of the text where nothing does.

    Examples
    --------
    >>> end_of_json("[1]); // all", 3)
    12
    """
    return _BEHIND.match(text, at).end()  # type: ignore[union-attr]


def is_wrapped(start: str) -> bool:
    """Tell whether a text is data that a script wraps.

    Parameters
    ----------
    start : str
        The first characters of a file.

    Returns
    -------
    bool
        True where an object with named fields, or a list of such, is assigned or handed over.

    Examples
    --------
    >>> is_wrapped('callback([{"title": "Steel"}])'), is_wrapped("f = [1, 2]"), is_wrapped("{a: 1}")
    (True, False, False)
    """
    at = start_of_json(start)
    return at > 0 and bool(start[:at].strip()) and bool(_DATA.match(start, at))
