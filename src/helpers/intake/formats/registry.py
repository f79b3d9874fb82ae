"""Which module reads which format; each is imported when a file first needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module

from helpers.intake.formats.sniff import format_of
from helpers.intake.formats.source import MEGABYTE, Source
from helpers.intake.model import Capture, Refusal

Reader = Callable[[Source], Iterator[Capture | Refusal]]

_HOMES = {
    "text": "text.read_text",
    "HTML": "web_page.read_web_page",
    "web archive": "safari.read_web_archive",
    "Markdown": "markdown.read_markdown",
    "Word": "word.read_word",
    "PDF": "pdf.read_pdf",
    "RTF": "rich_text.read_rich_text",
    "mail": "mail.read_mail",
    "mail folder": "mail_folder.read_mail_folder",
    "delimited": "tables.read_delimited",
    "Parquet": "parquet.read_parquet",
    "JSON": "json_rows.read_json",
    "JSON lines": "json_rows.read_json_lines",
    "Reuters SGML": "reuters_sgml.read_reuters_sgml",
    "TDM Studio record": "tdm_studio.read_tdm_studio",
    "NewsML": "newsml.read_newsml",
    "scanned page": "scanned_pages.read_scanned_page",
    "WARC": "warc.read_warc",
    "zip": "archives.read_zip",
    "tar": "archives.read_tar",
    "gzip": "archives.read_gzip",
}

_ONE_CLIPPING = frozenset(
    {
        "HTML",
        "web archive",
        "Markdown",
        "Word",
        "PDF",
        "RTF",
        "mail",
        "TDM Studio record",
        "NewsML",
        "scanned page",
    }
)


def read_source(source: Source) -> Iterator[Capture | Refusal]:
    """Read all clippings of a source, whatever its format.

    Parameters
    ----------
    source : Source
        A file or a member of an archive.

    Yields
    ------
    Capture or Refusal
        One for each clipping, in order; a refusal for whatever cannot be read.
    """
    found = format_of(source.name, source.head())
    if found not in _HOMES:
        yield source.refusal("skipped", found)
        return
    if found in _ONE_CLIPPING and source.size > source.options.limits.article:
        largest = source.options.limits.article // MEGABYTE
        yield source.refusal("skipped", f"larger than {largest:,} MB: cut it into articles")
        return
    module, _, function = _HOMES[found].partition(".")
    read: Reader = getattr(import_module(f"helpers.intake.formats.{module}"), function)
    yield from read(source)
