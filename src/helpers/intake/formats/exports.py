"""Which text is an export of a news database, and which reader takes it apart."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from helpers.intake.formats.factiva import is_factiva, read_factiva
from helpers.intake.formats.nexis import is_nexis, read_nexis
from helpers.intake.formats.proquest import is_proquest, read_proquest
from helpers.intake.model import Capture, Refusal

ExportReader = Callable[..., Iterator[Capture | Refusal]]
"""Takes the source and its text, and by name ``format``, ``encoding``, ``damage``, ``given``."""

_HEAD = 20_000
_SIGNS: tuple[tuple[tuple[str, ...], Callable[[str], bool], ExportReader], ...] = (
    (("_" * 40, "proquest"), is_proquest, read_proquest),
    (
        ("length:", "länge:", "longueur:", "longitud:", "lunghezza:", "lengte:", "load-date:",
         "job number:", " documents\n", " dokument", "documents (", "end of document"),
        is_nexis, read_nexis,
    ),
    (
        ("\ndocument ", " words\n", " mots\n", " wörter\n", " palabras\n", " parole\n",
         " woorden\n", "hd ", "hd\t", "hd|", "factiva", "........"),
        is_factiva, read_factiva,
    ),
)  # fmt: skip
"""What stands in the first pages of each database's exports, in lower case: a cheap test."""


def find_export(text: str) -> ExportReader | None:
    """Find the reader of a database's export.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    callable or None
        A generator function, to be called with the source and the text and, by name, ``format``,
        ``encoding``, ``damage`` and ``given``; None for a text that is no export.

    Examples
    --------
    >>> find_export("OSLO: Talks failed again.") is None
    True
    """
    head = text[:_HEAD].casefold().replace("\r", "\n")
    for signs, is_export, read in _SIGNS:
        if any(sign in head for sign in signs) and is_export(text):
            return read
    return None
