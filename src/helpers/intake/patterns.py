"""What lines that are no article look like, each pattern with the reason it gives."""

from __future__ import annotations

import re

from helpers.intake.data import read_names, read_patterns, read_words

MONTH = (
    r"(?:Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|"
    r"Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\.?"
)

CHROME = read_patterns("chrome_lines.tsv")
"""Reasons and the patterns that must match a whole line, in the order they are tried."""

END_MARKERS = read_patterns("end_markers.tsv")
"""Lines after which a page has nothing more of the article, and the reason for what follows."""

BYLINE = re.compile(
    r"(?:by|von|par|por)\s+(?P<name>[^\W\d_][\w.'-]*(?:\s+(?:[^\W\d_][\w.'-]*|and|&|,)){0,9}?)"
    r"(?:\s*[,|]\s*(?P<credit>.{2,60}))?",
    re.IGNORECASE,
)
AGENCIES = read_names("agencies.tsv")
"""Agencies as they are written in credits and datelines (lower case), and the name we give."""

_PLACE = r"[^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'-]*(?:[ ][^\W\d_a-zß-ÿ][^\W\d_a-zß-ÿ.'-]*){0,3}"
_TITLE_PLACE = r"[^\W\d_a-zß-ÿ][\w.'-]+(?:[ ][^\W\d_a-zß-ÿ][\w.'-]+){0,3}"
_REGION = r"(?:,\s[^\W\d_a-zß-ÿ][\w.'-]*(?:[ ][^\W\d_a-zß-ÿ][\w.'-]*)?)?"
_DAY = rf"(?i:\d{{1,2}}\s+{MONTH}|{MONTH}\s+\d{{1,2}})(?:,?\s+\d{{4}})?"
_SOURCE = r"\((?P<{}>[^()]{{2,40}})\)"
DATELINE = re.compile(
    rf"(?:(?P<place>{_PLACE}{_REGION})(?:,?\s+(?P<day>{_DAY}))?"
    rf"|(?P<titled>{_TITLE_PLACE}{_REGION}),\s+(?P<titled_day>{_DAY}))"
    rf"(?:,?\s*{_SOURCE.format('source')}|,\s+(?P<wire>Reuters?|AP|AFP|UPI|dpa|Kyodo|Xinhua))?\s*(?::|--|[-–—]+|,\s*--)\s+(?=\S)"
    rf"|(?P<sourced>{_TITLE_PLACE}{_REGION})\s*{_SOURCE.format('agency')}\s*(?::|--|[-–—])\s+(?=\S)"
)
"""Dateline at the start of a paragraph: place in capitals, or with a day, or with an agency."""

NOT_PLACES = read_words("not_places.txt")
"""Capitals before a colon that are no place."""
