"""The cues of all that the words of a line may tell, which are looked for together."""

from __future__ import annotations

from collections.abc import Sequence

from helpers.intake.lines.cues import Cues
from helpers.intake.lines.framed import framed
from helpers.intake.lines.page_notices import NOTICES
from helpers.intake.lines.patterns import CHROME, END_MARKERS

_SAID = frozenset(
    {"says:\n", "said:\n", "dice:\n", "diz:\n", "sagt:\n", "schrieb:\n", "reply\n", "report\n"}
)
"""Ends of lines that may introduce a reader's comment."""

_BY = frozenset(
    {"\nby ", "\nby:", "\nbyl", "\nvon", "\npar", "\npor", "\ndi ", "\nav ", "\naf ", "\ndoo",
     "\nint", "\nsto", "\ntex", "\ntek", "\ntes", "\nwor", "\nwri", "\npos", "\nrep", "\naut",
     "]0", "]1", "]2", "]3"}
)  # fmt: skip
"""First three letters of bylines, and a day behind the town where a database cites the author."""

# The rare ones are the largest, so that one look at all tells whether there is any.
NOTE, CAPTION, CONTINUED, CREDITED, SIDEBAR, CLOSED = 1, 2, 4, 8, 16, 32
"""What a line may be by a cue in it: a note of the editors, a caption, a jump to another page, who
had a part in the text, the heading of a box of points, and a paragraph with the mark that closes a
text in a magazine."""

_HINTS = {
    **dict.fromkeys(
        ("note", "editor", "eds", "correct", "clarif", "version", "misstat", "this article",
         "appeared", "this story", "this report", "disclos", "disclaim", "for the record", "errat",
         "apologi", "expressed"), NOTE),
    **dict.fromkeys(
        ("photo", "image", "picture", "getty", "credit", "file", "reuters", "afp", "(ap", "/ap",
         "ap/", "ap /", "caption", "illustration", "courtesy", "above:", "below:", "shutterstock",
         "handout", "cartoon by"), CAPTION),
    **dict.fromkeys(
        ("contin", "cont.", "cont'd", "page", "see ", "turn ", "add ", ", from ", "\nmore",
         *(f"{mark}{space}more" for mark in "([*_-" for space in ("", " "))), CONTINUED),
    **dict.fromkeys(("reporting", "editing", "contributed", "compiled by", "with files"), CREDITED),
    **dict.fromkeys(
        ("\ntimeline", "\na timeline", "\nkey dates", "\nkey fa", "\nkey fig", "\nkey mo",
         "\nkey num", "\nkey point", "\nkey take", "\nwhat we know", "\nwhat to know",
         "\nfast facts", "\nfact box", "\nfactbox", "\nquick guide", "by the numbers",
         "in numbers", "in figures", "at a glance", "\nhighlights", "\nsummary", "\nai summary",
         "poll\n", "quiz\n", "have your say\n"), SIDEBAR),
    **dict.fromkeys(("♦\n", "■\n", "∎\n"), CLOSED),
}  # fmt: skip

NAMES_AUTHOR, SAYS, GIVES_NOTICE = 64, 128, 256
"""That a line may name the author, introduce a reader's comment, or speak of the page itself; the
last of these may be told along with any other."""

TOLD = {**_HINTS, **dict.fromkeys(_BY, NAMES_AUTHOR), **dict.fromkeys(_SAID, SAYS)}
TOLD |= {cue: TOLD.get(cue, 0) | GIVES_NOTICE for cue in NOTICES.cues}
"""What each cue tells that is none of chrome or of an end marker."""

CUES = Cues([*CHROME.cues, *END_MARKERS.cues, *TOLD])
"""All that is looked for, in one walk over a page."""


def reasons_alone(lines: Sequence[str]) -> tuple[dict[int, str], dict[int, str]]:
    """Return the reasons for lines by their words alone.

    Parameters
    ----------
    lines : sequence of str
        The lines, without space at either end and without line ends in them.

    Returns
    -------
    reasons, markers : dict of int to str
        Position of a line to its reason, by the patterns of chrome and of end markers.

    Examples
    --------
    >>> reasons_alone(["Advertisement", "Steel was short.", "Read next"])
    ({0: 'advertisement'}, {2: 'teaser'})
    """
    cued = CUES.find(framed(lines))
    return CHROME.reasons(lines, cued), END_MARKERS.reasons(lines, cued)
