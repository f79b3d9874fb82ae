"""Text of table cells and JSON fields that hold HTML, as content systems export it."""

from __future__ import annotations

import re

from helpers.intake.formats.markup import lines_of, parse, strip_tags

_MARKUP = re.compile(
    r"</(?:p|div|span|a|b|i|em|strong|li|h[1-6])>|<(?:br|p)(?:\s[^<>]{0,200})?/?>", re.IGNORECASE
)


def plain_text(text: str) -> str:
    r"""Free a cell from HTML, if it holds any: every block becomes a paragraph.

    Nothing is judged here: which lines belong to the article is found out later.

    Parameters
    ----------
    text : str
        The cell.

    Returns
    -------
    str
        The same where it holds no HTML.

    Examples
    --------
    >>> plain_text("<p>Talks <b>failed</b>.</p><p>Prices &amp; wages rose.</p>")
    'Talks failed.\n\nPrices & wages rose.'
    >>> plain_text("a < b, and 3 > 2")
    'a < b, and 3 > 2'
    """
    if "<" not in text or not _MARKUP.search(text):
        return text
    tree, whole = parse(text)
    return "\n\n".join(lines_of(tree) if tree is not None and whole else strip_tags(text))
