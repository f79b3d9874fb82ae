"""Bytes to characters, whatever program wrote them, with an account of what was lost.

The order is that of what proves itself: a byte order mark, UTF-16 and UTF-32 by where their zero
bytes stand, UTF-8 (which text in another encoding hardly ever happens to be), what the file itself
declares, and only then a guess by what the characters would look like.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from dataclasses import dataclass

from helpers.intake.formats.mojibake import put_right

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_DECLARED = {
    "iso8859_1": "cp1252",
    "ascii": "cp1252",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
    "iso8859_9": "cp1254",
    "tis_620": "cp874",
    "iso8859_11": "cp874",
}
"""Encodings that pages declare, and the larger ones that browsers read them as."""

_GUESSED = [
    "cp1252", "cp1250", "iso8859_2", "cp852", "cp1251", "koi8_r", "iso8859_5", "cp866",
    "mac_cyrillic", "cp1253", "iso8859_7", "cp1254", "cp1255", "cp1256", "cp1257", "cp932",
    "euc_jp", "gb18030", "big5", "cp949", "cp874", "mac_roman", "cp850",
]  # fmt: skip
_KNOWN = frozenset([*_GUESSED, *_DECLARED.values(), "utf_8", "iso2022_jp", "koi8_u", "iso8859_15"])
_NAMES = {
    "cp1250": "windows-1250", "cp1251": "windows-1251", "cp1252": "windows-1252",
    "cp1253": "windows-1253", "cp1254": "windows-1254", "cp1255": "windows-1255",
    "cp1256": "windows-1256", "cp1257": "windows-1257", "cp874": "windows-874",
    "cp932": "Shift-JIS", "euc_jp": "EUC-JP", "iso2022_jp": "ISO-2022-JP", "gb18030": "GB18030",
    "big5": "Big5", "big5hkscs": "Big5", "cp949": "EUC-KR", "koi8_r": "KOI8-R", "koi8_u": "KOI8-U",
    "iso8859_2": "ISO-8859-2", "iso8859_5": "ISO-8859-5", "iso8859_7": "ISO-8859-7",
    "iso8859_15": "ISO-8859-15", "mac_roman": "Mac Roman", "mac_cyrillic": "Mac Cyrillic",
    "cp866": "DOS 866", "cp850": "DOS 850", "cp852": "DOS 852",
}  # fmt: skip
"""How encodings are called where readers see them."""

_SAMPLE = 1 << 16
_MOST_ODD = 0.05
_HIGH = bytes(range(128, 256))
_HIGH_RUN = re.compile(b"[\x80-\xff]+")
_HIRAGANA = re.compile("[\u3041-\u3096]")
_BINARY_SHARE = 0.05
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b") | {127})
_PUNCTUATION_BETWEEN = "‚ƒ„†‡ˆ‰‹˜™›“”¡¢£¤¥¦§¨©«¬®¯°±²³¶¹º»¼½¾¿×÷•€"
_ODD = re.compile(
    f"(?<=[^\\W\\d_])[{_PUNCTUATION_BETWEEN}](?=[^\\W\\d_])"
    "|(?<=[a-z])[À-ÖØ-ÞŒŠŽŸ]|(?<=[A-Z])[À-ÖØ-ÞŒŠŽŸ](?=[a-z])|[À-ÖØ-ÞŒŠŽŸ](?=[A-Z][a-z])"
    "|(?<= )[ÐÑÒÓÔÕ](?= )|Ÿ(?=[a-z])|[À-ÖØ-öø-ÿ]{3}"
    "|[\x80-\x9f\ufffd\u2200-\u259f\ufb01\ufb02\uf8ff]"
)
"""What Western text does not have: signs and capitals inside words, accents in a row."""

_LATIN_9 = re.compile(
    rb"\d ?\xa4(?!\w)|(?<!\w)\xa4\d+(?:[.,]\d|[\d.,]* ?(?:[mb]n?|million|billion)\b)"
    rb"|[a-z]\xbd[a-z]"
)
"""What shows ISO-8859-15: an amount with the byte that is the euro sign there, and oe in a word.

In Windows-1252 it would be a sign for any money at all, and a half inside a word. The section sign
of old Macintoshes stands before a bare number.
"""

_OF_WINDOWS = re.compile(rb"[\x80-\x9f]")

_SURROGATES = re.compile("[\ud800-\udfff]")
_SEQUENCE = re.compile(
    b"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_SEVERAL_BYTES = frozenset({"cp932", "euc_jp", "gb18030", "big5", "cp949"})
_STRAY = "datelines.stray"
_MOST_STRAY_BYTES, _MOST_LINES = 100_000, 200_000
_FEWEST_WIDE = 64
_WIDE_SPACES = " \n\u3000\u3001\u3002\uff0c"


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text of a file, and how it was had.

    Attributes
    ----------
    text : str
        Always free of zero characters and lone surrogates, so that it can be written anywhere.
    encoding : str
        Name of the encoding as readers know it.
    confidence : float
        From 0 to 1; 1 where the bytes prove it.
    damage : tuple of str
        What was wrong, one clause each.
    """

    text: str
    encoding: str
    confidence: float
    damage: tuple[str, ...] = ()


def decode_text(data: bytes, declared: str = "") -> Decoded:
    """Turn the bytes of a text into characters, and mend what other programs did to them.

    Parameters
    ----------
    data : bytes
        The whole text.
    declared : str
        Encoding that the file says it is in; it is believed where the bytes are possible in it.

    Returns
    -------
    Decoded
        The text, with zero bytes left out and text that had been decoded wrongly before it was
        saved put right; both are told as damage. Quotation marks stay as they are.

    Examples
    --------
    >>> decode_text("Zürich".encode("cp1252"))
    Decoded(text='Zürich', encoding='windows-1252', confidence=0.9, damage=())
    >>> decode_text("ZÃ¼rich".encode()).text
    'Zürich'
    """
    text, encoding, confidence = decode_bytes(data, declared)
    damage = []
    if " and " in encoding:
        damage.append(f"lines in different encodings ({encoding})")
    if lost := text.count("\ufffd"):
        damage.append(f"{lost:,} unreadable {_plural('character', lost)}")
    if zeros := text.count("\0"):
        text = text.strip("\0")  # what a disk or a download left before or behind a text
        few = text.count("\0") <= _BINARY_SHARE * len(text)
        text = text.replace("\0", "" if few else "\ufffd")  # many are no text, see is_binary
        damage.append(f"{zeros:,} zero {_plural('byte', zeros)} left out")
    text, mended = (text, 0) if is_binary(text) else put_right(text)  # random bytes take seconds
    if mended:
        clause = (
            f"{mended:,} {_plural('line', mended)} had been saved in a wrong encoding: put right"
        )
        damage.append(clause)
    return Decoded(text, encoding, confidence, tuple(damage))


def _plural(noun: str, number: int) -> str:
    return noun if number == 1 else f"{noun}s"


def decode_bytes(data: bytes, declared: str = "") -> tuple[str, str, float]:
    """Turn bytes into characters, and change nothing else.

    Parameters
    ----------
    data : bytes
        The whole text.
    declared : str
        Encoding that the file says it is in.

    Returns
    -------
    text : str
        Bytes that fit no encoding become U+FFFD.
    encoding : str
        Name of the encoding, or of two where lines differ.
    confidence : float
        From 0 to 1.

    Examples
    --------
    >>> decode_bytes("Москва".encode("utf-16"))
    ('Москва', 'utf-16', 1.0)
    """
    for mark, wide in _BOMS:
        if data.startswith(mark) and wide != "utf-8":
            return without_surrogates(data.decode(wide, "replace")), wide, 1.0
    if b"\0" in data[:_SAMPLE] and (wide := _wide(data[:_SAMPLE])):
        return without_surrogates(data.decode(wide, "replace")), wide, 0.9
    bare = data.removeprefix(codecs.BOM_UTF8)
    try:
        text = bare.decode("utf-8")
    except UnicodeDecodeError:
        return _other(bare, declared)
    if b"\x1b$" in data and (japanese := _strict(data, "iso2022_jp")):
        return japanese, _NAMES["iso2022_jp"], 0.9
    return text, "utf-8", 1.0


def whole_characters(data: bytes) -> bytes:
    r"""Leave out the half of a character of UTF-8 that a cut has left at the end.

    Parameters
    ----------
    data : bytes
        The start of a text.

    Returns
    -------
    bytes
        The same, or up to three bytes less.

    Examples
    --------
    >>> whole_characters("caf\u00e9".encode()[:4])
    b'caf'
    """
    for length, first in ((1, 0xC2), (2, 0xE0), (3, 0xF0)):
        end = data[-length:]
        if len(end) == length and first <= end[0] <= 0xF4:
            return data if any(b & 0xC0 != 0x80 for b in end[1:]) else data[:-length]
    return data


def without_surrogates(text: str) -> str:
    r"""Replace halves of characters, which no file can hold, by U+FFFD.

    Parameters
    ----------
    text : str
        Any text, for instance from JSON.

    Returns
    -------
    str
        The same, fit to be encoded.

    Examples
    --------
    >>> without_surrogates("a\ud800b")
    'a\ufffdb'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return _SURROGATES.sub("\ufffd", text)
    return text


def is_binary(text: str) -> bool:
    r"""Tell whether what was decoded is no text: a picture, a program, random bytes.

    Parameters
    ----------
    text : str
        The decoded text, or its start.

    Returns
    -------
    bool
        True where control characters and undecodable bytes make up more than a twentieth.

    Examples
    --------
    >>> is_binary("\x01\x02\x03abc"), is_binary("abc")
    (True, False)
    """
    sample = text[:100_000]
    data = sample.encode("utf-8", "surrogatepass")
    controls = len(data) - len(data.translate(None, _CONTROLS))
    strange = controls + sample.count("\ufffd")
    return strange > _BINARY_SHARE * len(sample)


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except UnicodeError:
        return ""


def _wide(sample: bytes) -> str:
    """Name the encoding of two or four bytes a character, if it is one of these."""
    for codec, zeros in (("utf-32-le", sample[3::4]), ("utf-32-be", sample[::4])):
        whole = sample[: len(sample) // 4 * 4]
        if len(zeros) > 3 and not zeros.strip(b"\0") and _reads_well(_strict(whole, codec)):
            return codec
    start = sample[:2000]
    even, odd = (start[i::2].count(0) / len(start[i::2] or b" ") for i in (0, 1))
    if max(even, odd) > 0.7 and min(even, odd) < 0.05:  # Latin letters have one zero byte each
        return "utf-16-le" if odd > even else "utf-16-be"
    if len(sample) >= _FEWEST_WIDE:
        cut = sample[: len(sample) // 2 * 2 - 2]  # a pair of surrogates may be cut at the end
        for codec in ("utf-16-le", "utf-16-be"):
            if any(_reads_well(_strict(part, codec)) for part in (sample, cut)):
                return codec
    return ""


def _reads_well(text: str) -> bool:
    """Tell text from numbers that happen to be characters: it has spaces, hardly a control."""
    sample = text[:2000]
    spaces = sum(map(sample.count, _WIDE_SPACES))
    if not 40 * spaces >= len(sample) > 0:
        return False
    odd = sum(unicodedata.category(c) in {"Cc", "Cn", "Co"} and c not in "\t\n\r\f" for c in sample)
    return odd <= 0.01 * len(sample)


def _other(data: bytes, declared: str) -> tuple[str, str, float]:
    """Decode what is not UTF-8, line by line where some lines are."""
    if (codec := _codec(declared)) and (text := _strict(data, codec)):
        return text, _name(codec), 0.95
    lines = data.splitlines(keepends=True) if _SEQUENCE.search(data) else [data]
    if sum(not line.isascii() for line in lines) > _MOST_LINES:
        lines = [data]
    strange = [line for line in lines if not _strict(line, "utf-8")]
    n_utf8 = sum(not line.isascii() for line in lines) - len(strange)
    codec, confidence = _guess(b"".join(strange)[:_SAMPLE])
    by_chance = n_utf8 <= 0.1 * len(strange) and codec in _SEVERAL_BYTES
    if by_chance and (text := _strict(data, codec)):
        return text, _name(codec), confidence
    parts = [_line(line, codec) for line in lines]
    read_as = sorted({name for _, names in parts for name in names}, key=lambda n: n != "utf-8")
    name = " and ".join(read_as)
    return "".join(text for text, _ in parts), name, 0.6 if "utf-8" in read_as else confidence


def _line(line: bytes, codec: str) -> tuple[str, tuple[str, ...]]:
    """Text of a line, and the names of the encodings it took."""
    if line.isascii():
        return line.decode("ascii"), ()
    if text := _strict(line, "utf-8"):
        return text, ("utf-8",)
    text = line.decode("utf-8", "replace")
    lost = text.count("\ufffd") - line.count(b"\xef\xbf\xbd")
    if lost < _MOST_STRAY_BYTES and lost <= len(_SEQUENCE.findall(line)):
        mixed = line.decode("utf-8", _STRAY)
        return mixed, ("utf-8",) if mixed == text else ("utf-8", _name("cp1252"))
    return line.decode(codec, "replace"), (_name(codec),)


def _stray(error: UnicodeError) -> tuple[str, int]:
    """Read a byte that stands alone among UTF-8 as Windows-1252; half a character is lost."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    alone = error.end - error.start == 1 and error.end < len(error.object)
    byte = error.object[error.start : error.end]
    return byte.decode("cp1252", "replace") if alone else "\ufffd", error.end


codecs.register_error(_STRAY, _stray)


def _codec(declared: str) -> str:
    """Python's name of a declared encoding, if it is one for whole texts."""
    try:
        codec = codecs.lookup(declared.strip()).name.replace("-", "_")
    except (LookupError, ValueError):
        return ""
    codec = _DECLARED.get(codec, codec)
    return codec if codec in _KNOWN else ""


def _name(codec: str) -> str:
    return _NAMES.get(codec, codec)


def _guess(sample: bytes) -> tuple[str, float]:
    """Find the encoding in which bytes that are no UTF-8 make the most likely text."""
    if len(sample.translate(None, _CONTROLS)) < (1 - _BINARY_SHARE) * len(sample):
        return "cp1252", 0.1  # no text at all, so that a detector would only waste time
    n_high = len(sample) - len(sample.translate(None, _HIGH))
    around = [sample[max(0, m.start() - 1) : m.end() + 2] for m in _HIGH_RUN.finditer(sample)]
    western = ["cp1252", "mac_roman", "cp850"]  # in text of some length their accents are few
    if 4 * n_high > len(sample):
        western = ["cp1252"] if n_high <= 20 else []
    if western and _LATIN_9.search(sample) and not _OF_WINDOWS.search(sample):
        western.insert(0, "iso8859_15")
    for codec in western:
        if len(_ODD.findall(b"\n".join(around).decode(codec, "replace"))) <= _MOST_ODD * n_high:
            return codec, 0.9
    for codec in ("cp932", "euc_jp"):
        if len(_HIRAGANA.findall(sample.decode(codec, "ignore"))) > 0.1 * n_high:
            return codec, 0.9
    from charset_normalizer import from_bytes

    best = from_bytes(sample, cp_isolation=_GUESSED, preemptive_behaviour=False).best()
    if best is None:
        return "cp1252", 0.5
    return best.encoding, round(max(0.5, 0.9 - best.chaos), 2)
