"""Parts of an article around its text: headline, byline, credit, dateline, standfirst, notes."""

from helpers.intake.parts.author_names import (
    DATE,
    is_day_alone,
    is_day_of_posting,
    is_prose_beside_day,
)
from helpers.intake.parts.bare_headlines import bare_headline, is_same_headline, repaired_headline
from helpers.intake.parts.bylines import (
    is_author_below_headline,
    is_by_alone,
    is_byline,
    is_known_name,
    is_signature,
    read_byline,
)
from helpers.intake.parts.credits import agency_of, is_credit, is_said_of_work
from helpers.intake.parts.datelines import (
    Dateline,
    is_dateline_alone,
    read_dateline,
    read_dateline_alone,
)
from helpers.intake.parts.headlines import (
    AGE,
    bare_words,
    find_headline,
    headline_end,
    headline_start,
    is_lone_headline,
    is_titled,
    publisher_of,
)
from helpers.intake.parts.notes import (
    is_caption,
    is_continued,
    is_correction,
    is_editors_note,
    is_photographer,
)
from helpers.intake.parts.standfirst import standfirst_length

__all__ = [
    "AGE",
    "DATE",
    "Dateline",
    "agency_of",
    "bare_headline",
    "bare_words",
    "find_headline",
    "headline_end",
    "headline_start",
    "is_author_below_headline",
    "is_by_alone",
    "is_byline",
    "is_caption",
    "is_continued",
    "is_correction",
    "is_credit",
    "is_dateline_alone",
    "is_day_alone",
    "is_day_of_posting",
    "is_editors_note",
    "is_known_name",
    "is_lone_headline",
    "is_photographer",
    "is_prose_beside_day",
    "is_said_of_work",
    "is_same_headline",
    "is_signature",
    "is_titled",
    "publisher_of",
    "read_byline",
    "read_dateline",
    "read_dateline_alone",
    "repaired_headline",
    "standfirst_length",
]
