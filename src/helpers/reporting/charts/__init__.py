"""The figures of the notebooks: each takes a table and gives a drawing."""

from helpers.reporting.charts.amounts import amounts_by_era
from helpers.reporting.charts.borders import moved_borders
from helpers.reporting.charts.collocations import (
    company_by_era,
    company_changes,
    company_differences,
)
from helpers.reporting.charts.composition import made_of
from helpers.reporting.charts.corpus import removed_lines, timeline
from helpers.reporting.charts.pages import marked_pages
from helpers.reporting.charts.readings import readings, word_shift
from helpers.reporting.charts.sensitivity import moved_terms
from helpers.reporting.charts.slopes import slopes
from helpers.reporting.charts.terms import key_terms
from helpers.reporting.charts.tone import guard_shift, tone_by_article
from helpers.reporting.charts.topic_map import topic_map
from helpers.reporting.charts.topic_times import number_curve, topics_over_time
from helpers.reporting.charts.topic_words import topic_terms, words_within
from helpers.reporting.charts.topics import (
    topic_by_article,
    topic_by_era,
    topics_compared,
)
from helpers.reporting.charts.trends import trend_courses
from helpers.reporting.charts.voice import measures_by_era

__all__ = [
    "amounts_by_era",
    "company_by_era",
    "company_changes",
    "company_differences",
    "guard_shift",
    "key_terms",
    "made_of",
    "marked_pages",
    "measures_by_era",
    "moved_borders",
    "moved_terms",
    "number_curve",
    "readings",
    "removed_lines",
    "slopes",
    "timeline",
    "tone_by_article",
    "topic_by_article",
    "topic_by_era",
    "topic_map",
    "topic_terms",
    "topics_compared",
    "topics_over_time",
    "trend_courses",
    "word_shift",
    "words_within",
]
