"""The figures of the notebooks: each takes a table and gives a drawing."""

from helpers.reporting.charts.corpus import removed_lines, timeline
from helpers.reporting.charts.pages import marked_pages
from helpers.reporting.charts.readings import readings, word_shift
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

__all__ = [
    "guard_shift",
    "key_terms",
    "marked_pages",
    "number_curve",
    "readings",
    "removed_lines",
    "timeline",
    "tone_by_article",
    "topic_by_article",
    "topic_by_era",
    "topic_map",
    "topic_terms",
    "topics_compared",
    "topics_over_time",
    "word_shift",
    "words_within",
]
