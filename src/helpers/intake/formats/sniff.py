"""What format a file has, by its content first and its name second."""

from __future__ import annotations

import csv
import json
import re

from helpers.intake.formats.column_names import TEXT, known_columns
from helpers.intake.formats.encodings import decode_bytes, is_binary, whole_characters
from helpers.intake.formats.json_in_script import is_wrapped, start_of_json

PICTURE = "no text: the file is a picture, save the words in it as plain text (.txt)"
_RECORDING = "no text: the file is a recording, save its words as plain text (.txt)"
_PROGRAM = "no text: the file is a program or its data, take it out of the folder"
_OLD_OFFICE = (
    "no text: the file is an old office document (.doc, .xls, .msg), save it as .docx or .txt"
)
_OFFICE = "no text: the file is an office document of another kind, save it as .docx or .txt"
_SHEET = "no text: the file is a spreadsheet, save it as CSV"
_OUTLOOK = "no text: the file is a bundle of Outlook (winmail.dat), save what is in it file by file"
_PACKED = "no text: the file is an archive of a kind that is not read, unpack it here"
_OTHER_XML = "no page: the file is XML of another kind, save the article in it as plain text (.txt)"
_FEED = "no article: the file is a feed, a list of articles, save the articles themselves"
_REFERENCES = (
    "no article: the file is a list of references (RIS, EndNote, BibTeX), "
    "export it as CSV with a column for the text"
)
_EXTRACT = (
    "no article: the file is an extract of Datelines that was replaced or renamed, call it .json "
    "to have it read"
)
_EXTRACT_START = re.compile(rb'\s*\{\s*"format"\s*:\s*"datelines extract ')
_LINK_START = "[InternetShortcut]"
_LINK = "no article: the file is a link to a page, save the page itself"
_IN_CLOUD = "not on this computer: the file is in iCloud, download it, and run this again"
_PAGE_PARTS = "no article: the file tells how a web page looks or works, leave it or take it out"
_ORGANISER = "no article: the file is a calendar or a card with addresses, leave it or take it out"
_POSTSCRIPT = "no text: the file is a PostScript document, save it as PDF or plain text (.txt)"

_MAGIC = (
    (b"BEGIN:VCALENDAR", _ORGANISER),
    (b"BEGIN:VCARD", _ORGANISER),
    (b"PAR1", "Parquet"),
    (b"WARC/1.", "WARC"),
    (b"{\\rtf", "RTF"),
    (b"%PDF-", "PDF"),
    (b"\x1f\x8b", "gzip"),
    (b"\x89PNG", PICTURE),
    (b"\xff\xd8\xff", PICTURE),
    (b"GIF87a", PICTURE),
    (b"GIF89a", PICTURE),
    (b"II*\0", PICTURE),
    (b"MM\0*", PICTURE),
    (b"AT&TFORM", PICTURE),
    (b"\0\0\0\x0cjP  ", PICTURE),
    (b"\xd0\xcf\x11\xe0", _OLD_OFFICE),
    (b"\x78\x9f\x3e\x22", _OUTLOOK),
    (b"\xfd7zXZ", _PACKED),
    (b"7z\xbc\xaf\x27\x1c", _PACKED),
    (b"Rar!\x1a", _PACKED),
    (b"\x28\xb5\x2f\xfd", _PACKED),
    (b"%!PS", _POSTSCRIPT),
    (b"OggS", _RECORDING),
    (b"fLaC", _RECORDING),
    (b"\x1aE\xdf\xa3", _RECORDING),
    (b"\x7fELF", _PROGRAM),
    (b"\xca\xfe\xba\xbe", _PROGRAM),
    (b"\xcf\xfa\xed\xfe", _PROGRAM),
    (b"SQLite format 3\0", _PROGRAM),
    (b"OTTO\0", _PROGRAM),
    (b"wOFF", _PROGRAM),
    (b"wOF2", _PROGRAM),
)
_MAGIC_IF_BINARY = ((b"BM", PICTURE), (b"MZ", _PROGRAM), (b"ID3", _RECORDING))
_BZIP = re.compile(b"BZh[1-9]1AY&SY")
_RIFF = {b"WEBP": PICTURE, b"WAVE": _RECORDING, b"AVI ": _RECORDING}
_ZIP = (b"PK\x03\x04", b"PK\x05\x06")

DELIMITERS = (",", ";", "\t", "|")
"""What may part the cells of a table."""

_LONGEST_HEADER_LINE = 400
_OFFICE_PARTS = (b"[Content_Types].xml", b"_rels/", b"docProps/", b"customXml/", b"word/", b"xl/",
                 b"ppt/")  # fmt: skip
"""First names in office documents: an archive of clippings may hold whole ones, not compressed."""

_SUFFIXES = {
    "htm": "HTML", "html": "HTML", "xhtml": "HTML", "shtml": "HTML", "xml": "HTML",
    "md": "Markdown", "markdown": "Markdown", "eml": "mail", "mht": "mail", "mhtml": "mail",
    "csv": "delimited", "tsv": "delimited", "tab": "delimited",
    "jsonl": "JSON lines", "ndjson": "JSON lines", "json": "JSON",
    "docx": "Word", "docm": "Word", "tar": "tar",
}  # fmt: skip
_OF_PAGES = frozenset({"css", "js", "mjs"})
"""Endings of what browsers save beside a page; some add ".download" to scripts."""

_PROPERTY_LISTS = {"webarchive": "web archive", "webloc": _LINK, "icloud": _IN_CLOUD}
_OF_APPLE = frozenset({"pages", "numbers", "key"})
"""Endings of documents that are archives of pictures and of data that no other program reads."""

_LINED = frozenset({"delimited", "Markdown"})

_HTML_START = re.compile(
    r"<(?:!--[^>]{0,400}-->\s*<)?(?:!doctype\s+html|html[\s>]|head[\s>]|body[\s>])",
    re.IGNORECASE,
)
_HTML_TAG = re.compile(
    r"<(?:html|head|body|title|meta|link|script|style|p|div|span|table|tr|td|h[1-6]|a|br|ul|li"
    r"|article|section|header|main|nav|img|b|i|em|strong|font|center|blockquote)(?:\s[^<>]{0,400})?/?>",
    re.IGNORECASE,
)
_REUTERS = re.compile(r"<!doctype\s+lewis|<reuters\s", re.IGNORECASE)
_PROLOGUE = r"(?:<\?[^<>]{0,400}>\s*|<!--[^>]{0,400}-->\s*){0,9}+"
_DOCTYPE = re.compile(_PROLOGUE + r"<!doctype\s+([^\s<>\[]{1,60})", re.IGNORECASE)
_PAGE_TYPES = frozenset({"html", "nitf", "tei", "tei.2"})
_TDM_STUDIO = re.compile(_PROLOGUE + r"<RECORDS?[\s>](?=.*?<(?:GOID|TitleAtt)>)", re.DOTALL)
_SCANNED = re.compile(_PROLOGUE + r"<(?:[\w.-]{1,20}:)?(?:alto|PcGts)[\s>]", re.IGNORECASE)
_HOCR = re.compile(r"<meta\s+name=[\"']ocr-(?:system|capabilities)[\"']", re.IGNORECASE)
_NEWSML = re.compile(
    _PROLOGUE + r"<(?:[\w.-]{1,20}:)?(?:newsMessage|newsItem)\s[^<>]{0,2000}iptc\.org/std/nar",
    re.IGNORECASE,
)
_FEED_START = re.compile(_PROLOGUE + r"<(?:rss|feed|rdf:rdf|urlset|sitemapindex|opml)[\s>]", re.I)
_REFERENCES_START = re.compile(
    r"TY  - [A-Z]{3,8}[ \t]*\r?\n[A-Z][A-Z0-9]  - |%0 [A-Z][^\r\n]{2,40}\r?\n%[A-Z0-9] "
    r"|@[A-Za-z]{4,20}[ \t]*\{[^\s{},]{0,120},\s*[A-Za-z_-]{2,30}[ \t]*="
)
_HEADER = re.compile(r"(?:From )?([A-Za-z][A-Za-z-]{1,40}):[ \t]|[ \t]+\S")
_BRACKET_ALONE = re.compile(r"\{[ \t]*\r?\n")
_FIELD_NAME = re.compile(r'"([^"\n]{1,60})"\s*:')
_BETWEEN_MAILS = re.compile(
    r"From \S{1,200} [^\r\n]{0,40}?\d\d?:\d\d[^\r\n]{0,40}\d{4}[^\r\n]*\r?\n"
)
_MAIL_TRACES = frozenset(
    {"mime-version", "message-id", "received", "content-type", "return-path", "delivered-to"}
)


def begins_as_extract(head: bytes) -> bool:
    """Tell whether a file begins as extracts do, whatever its name.

    Parameters
    ----------
    head : bytes
        Its first bytes.

    Returns
    -------
    bool
        True for extracts of any version.

    Examples
    --------
    >>> begins_as_extract(b'{"format": "datelines extract 2"'), begins_as_extract(b"[]")
    (True, False)
    """
    return _EXTRACT_START.match(head) is not None


def format_of(name: str, head: bytes) -> str:
    """Tell the format of a file.

    Parameters
    ----------
    name : str
        Its name.
    head : bytes
        Its first 4 kB.

    Returns
    -------
    str
        Name of a format of :mod:`helpers.intake.formats.registry`, or a clause that says why the
        file is not read.

    Examples
    --------
    >>> format_of("a.txt", b"Talks failed.")
    'text'
    >>> format_of("a.txt", b"<!DOCTYPE html><title>Talks failed</title>")
    'HTML'
    """
    suffix = name.rpartition(".")[2].lower() if "." in name else ""
    if found := _by_first_bytes(suffix, head):
        return found
    if suffix in _PROPERTY_LISTS and (head.startswith(b"bplist") or b"<plist" in head):
        return _PROPERTY_LISTS[suffix]
    text = decode_bytes(whole_characters(head))[0]
    if suffix in _OF_PAGES or (suffix == "download" and ".js" in name.lower()):
        return "JSON" if is_wrapped(text) and _names_clippings(text) else _PAGE_PARTS
    if is_binary(text):
        return _SUFFIXES["tar"] if suffix == "tar" else "text"
    start = text.lstrip("\ufeff \t\r\n\f\0")
    if start.startswith(_LINK_START):
        return _LINK
    return _by_start(suffix, start) if start else _blank(suffix)


def _blank(suffix: str) -> str:
    return "text" if _SUFFIXES.get(suffix) == "Word" else _SUFFIXES.get(suffix, "text")


def _by_first_bytes(suffix: str, head: bytes) -> str:  # noqa: PLR0911
    if head.startswith(_ZIP):
        return _zip(suffix, head)
    for start, found in _MAGIC:
        if head.startswith(start):
            return found
    if _BZIP.match(head):
        return _PACKED
    if begins_as_extract(head):
        return _EXTRACT
    if head[257:262] == b"ustar":
        return "tar"
    if head.startswith(b"RIFF") and head[8:12] in _RIFF:
        return _RIFF[head[8:12]]
    if head[4:8] == b"ftyp":
        return PICTURE if head[8:12] in {b"heic", b"heix", b"mif1", b"avif"} else _RECORDING
    if b"\0" in head[:64]:
        for start, found in _MAGIC_IF_BINARY:
            if head.startswith(start):
                return found
    junk, found_pdf, _ = head[:1024].partition(b"%PDF-")
    if found_pdf and (suffix == "pdf" or not junk.strip() or is_binary(decode_bytes(junk)[0])):
        return "PDF"
    return ""


def _zip(suffix: str, head: bytes) -> str:
    """Tell office documents, which are archives inside, from archives of clippings."""
    first = head[30 : 30 + int.from_bytes(head[26:28], "little")]
    if first == b"mimetype" or suffix in _OF_APPLE:
        return _OFFICE
    if first.startswith(_OFFICE_PARTS) and (
        b"[Content_Types].xml" in head or b"_rels/.rels" in head[:200]
    ):
        if b"word/" in head or suffix in {"docx", "docm"}:
            return "Word"
        if b"xl/" in head or suffix in {"xlsx", "xlsm"}:
            return _SHEET
        if b"ppt/" in head or suffix == "pptx":
            return _OFFICE
    return "Word" if suffix == "docx" else "zip"


def _by_start(suffix: str, start: str) -> str:  # noqa: PLR0911
    by_name = _SUFFIXES.get(suffix, "text")
    if start[0] == "<" and (found := _markup(start)):
        return found
    if by_name == "HTML" and not _is_mail(start, by_name=False):  # browsers save pages as mail
        return "HTML" if _HTML_TAG.search(start) else "text"
    if (between := _BETWEEN_MAILS.match(start)) and _is_mail(start[between.end() :], by_name=True):
        return "mail folder"
    if _is_mail(start, by_name == "mail"):
        return "mail"
    if found := _json(start, by_name):
        return found
    if by_name in _LINED:
        return by_name
    return _of_text(start) if by_name == "text" else "text"


def _markup(start: str) -> str:  # noqa: PLR0911
    """Name what begins with a tag, if it is more than a bracket in a text."""
    if _REUTERS.match(start):
        return "Reuters SGML"
    if _TDM_STUDIO.match(start):
        return "TDM Studio record"
    if _SCANNED.match(start) or _HOCR.search(start):
        return "scanned page"
    if _NEWSML.match(start):
        return "NewsML"
    if start.startswith("<?xml") and "<svg" in start:
        return PICTURE
    if _FEED_START.match(start):
        return _FEED
    if (declared := _DOCTYPE.match(start)) and declared[1].lower() not in _PAGE_TYPES:
        return PICTURE if declared[1].lower() == "svg" else _OTHER_XML
    is_page = start.startswith("<?xml") or _HTML_START.match(start)
    return "HTML" if is_page or len(_HTML_TAG.findall(start)) >= 2 else ""


def _of_text(start: str) -> str:
    """Name what is in a file whose name tells nothing."""
    if _REFERENCES_START.match(start):
        return _REFERENCES
    if _is_table(start):
        return "delimited"
    return "HTML" if _has_page_head(start) else "text"


def _has_page_head(start: str) -> bool:
    """Tell a page whose saved copy starts with a line of something else."""
    first = _HTML_START.search(start[:2000])
    return bool(first) and len(_HTML_TAG.findall(start)) >= 3


def _is_table(start: str) -> bool:
    """Tell a table by its first line, which names columns for a text and more, and its first row.

    Of a row with a long text, the beginning alone may be there.
    """
    first, _, rest = start.partition("\n")
    rest = rest.lstrip()
    for delimiter in DELIMITERS if len(first) <= _LONGEST_HEADER_LINE else ():
        names = [name.strip(' "\r') for name in first.split(delimiter)]
        known = known_columns(names, {}) if len(names) > 1 else {}
        if TEXT in known and len(known) > 1:
            lines = iter(rest.splitlines(keepends=True))
            row = next(csv.reader(lines, delimiter=delimiter), [])
            is_cut = next(lines, None) is None and '"' in rest
            if len(row) >= (2 if is_cut else len(known)):
                return True
    return False


def _is_mail(start: str, by_name: bool) -> bool:
    """Tell a message by its header: sender and subject or day, and traces of the transport."""
    names = set()
    for line in start.splitlines():
        if not (header := _HEADER.match(line)):
            break
        names.add((header[1] or "").lower())
    if by_name:
        return bool(names & (_MAIL_TRACES | {"from", "subject", "date"}))
    return "from" in names and bool(names & {"subject", "date"}) and bool(names & _MAIL_TRACES)


def _json(start: str, by_name: str) -> str:
    """Name the kind of JSON, if it is any: whole objects line by line, or one document."""
    if start[0] not in "{[":
        by_both = by_name.startswith("JSON") and (start_of_json(start) or _is_value(start))
        return "JSON" if by_both or is_wrapped(start) else ""
    if by_name.startswith("JSON"):
        in_lines = by_name == "JSON lines" and start[0] == "{" and not _BRACKET_ALONE.match(start)
        return "JSON lines" if in_lines or _first_line_is_object(start) else "JSON"
    if by_name != "text":
        return ""
    if _first_line_is_object(start):
        return "JSON lines"
    return "JSON" if re.match(r'\{\s*"[^"\n]{1,80}"\s*:|\[\s*\{\s*"', start) else ""


def _names_clippings(start: str) -> bool:
    """Tell data about articles from those that make a page work."""
    known = known_columns(_FIELD_NAME.findall(start), {})
    return TEXT in known and "headline" in known


def _is_value(start: str) -> bool:
    """Tell JSON that is a single number, word or text."""
    try:
        json.loads(start)
    except (ValueError, RecursionError):
        return False
    return True


def _first_line_is_object(start: str) -> bool:
    first, line_end, rest = start.partition("\n")
    if not line_end or not rest.lstrip().startswith("{"):
        return False
    try:
        return isinstance(json.loads(first), dict)
    except (ValueError, RecursionError):
        return False
