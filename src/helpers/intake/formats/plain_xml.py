"""XML parsed so that nothing in it can reach out or blow up."""

from __future__ import annotations

from typing import Any

Element = Any
"""An element of lxml, whose types are not known here."""


def parse_xml(text: str) -> Element | None:
    """Parse a document as far as it goes.

    Parameters
    ----------
    text : str
        The document.

    Returns
    -------
    lxml element or None
        Its root; entities stay as they are, comments are gone. None where nothing can be read.

    Examples
    --------
    >>> parse_xml("<a><b>Talks</b></a>").findtext("b"), parse_xml("talks") is None
    ('Talks', True)
    """
    from lxml import etree

    parser = etree.XMLParser(
        encoding="utf-8", recover=True, resolve_entities=False, no_network=True,
        remove_comments=True, remove_pis=True,
    )  # fmt: skip
    try:
        return etree.fromstring(text.strip("\ufeff \t\r\n").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError:
        return None


def is_called(element: Element, *names: str) -> bool:
    """Tell an element by its name, whatever its namespace.

    Parameters
    ----------
    element : lxml element
        The element.
    *names : str
        Names without a namespace.

    Returns
    -------
    bool
        True where it has one of them.

    Examples
    --------
    >>> is_called(parse_xml("<a xmlns='urn:x'/>"), "a", "b")
    True
    """
    return isinstance(element.tag, str) and element.tag.rpartition("}")[2] in names
