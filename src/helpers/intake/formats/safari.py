"""Pages as Safari saves them (.webarchive): the page and what it shows, in a property list."""

from __future__ import annotations

from collections.abc import Iterator

from helpers.intake.formats.source import Source
from helpers.intake.formats.web_page import read_markup
from helpers.intake.model import Capture, Given, Refusal

_NO_PAGE = "no web archive that can be read: save the page again"


def read_web_archive(source: Source) -> Iterator[Capture | Refusal]:
    """Read the page of a web archive; its pictures, styles and frames are no part of the article.

    Parameters
    ----------
    source : Source
        The file.

    Yields
    ------
    Capture or Refusal
        As :func:`~helpers.intake.formats.web_page.read_web_page`.

    Examples
    --------
    >>> import io, plistlib
    >>> page = {"WebResourceData": b"<p>Talks failed.</p>", "WebResourceMIMEType": "text/html"}
    >>> data = plistlib.dumps({"WebMainResource": page})
    >>> [capture] = read_web_archive(Source("a.webarchive", "", io.BytesIO(data), len(data)))
    >>> capture.text
    'Talks failed.'
    """
    import plistlib

    try:
        main = plistlib.loads(source.data)["WebMainResource"]
        data, kind = main["WebResourceData"], str(main.get("WebResourceMIMEType", "text/html"))
        declared = str(main.get("WebResourceTextEncodingName", ""))
        address = str(main.get("WebResourceURL", ""))
    except Exception:  # the parser raises a dozen kinds of errors over broken lists
        data, kind = None, ""
    if not isinstance(data, bytes):
        yield source.refusal("damaged", _NO_PAGE)
    elif "html" not in kind and not kind.startswith("text/"):
        yield source.refusal("skipped", "no page: the web archive holds a picture or a document")
    else:
        given = Given(address=address if address.startswith(("http://", "https://")) else "")
        yield from read_markup(source, data, declared=declared, given=given)
