"""Filters as they are asked for: what says nothing, or makes no sense, is refused."""

import json

import pytest

from helpers import fit_topics, load_corpus
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.filter_data import filters_from
from helpers.analysis.working_sets.filters import ToneFilter, TopicFilter, topic_filter
from helpers.errors import DatelinesError
from helpers.reporting.workbench.choosing import filters_asked
from made import folder_of_clippings


@pytest.fixture(scope="module")
def index(tmp_path_factory):
    folder = folder_of_clippings(tmp_path_factory.mktemp("asked") / "news", 24)
    corpus = load_corpus(folder, duplicates="exact")
    return ArticleIndex(corpus, fit_topics(corpus, 3))


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"topic": 0}, "no topic 0: choose one of 1, 2, 3"),
        ({"tone": []}, "takes two values"),
        ({"tone": [None, None]}, "'tone' has no bound"),
        ({"years": []}, "takes two values"),
        ({"years": [None, ""]}, "'years' has no bound"),
        ({"era": ""}, "the filter 'era' is empty"),
        ({"publisher": " "}, "the filter 'publisher' is empty"),
        ({"place": ""}, "the filter 'place' is empty"),
        ({"actor": ""}, "the filter 'actor' is empty"),
        ({"words": ""}, "the filter 'words' is empty"),
        ({"undated": True}, "'undated' says more of 'years'"),
        ({"topic_share": 0.9}, "'topic_share' says more of 'topic'"),
        ({"topic": 1, "topic_share": 7}, "above 0 and up to 1, not '7'"),
        ({"topic": 1, "topic_share": 0}, "above 0 and up to 1, not '0'"),
        ({"topic": 1, "topic_share": float("nan")}, "not 'nan'"),
        ({"tone": [2, None]}, "'2' is no tone"),
        ({"tone": [None, float("nan")]}, "'nan' is no tone"),
        ({"tone": [True, None]}, "'True' is no tone"),
        ({1: "x"}, "cannot be filtered by '1'"),
    ],
)
def test_what_says_nothing_or_makes_no_sense_is_refused(index, asked, said):
    with pytest.raises(DatelinesError, match=said):
        filters_asked(index, asked)


def test_the_ends_of_the_scales_are_in_them(index):
    asked = {"tone": [-1, 1], "topic": 1, "topic_share": 1}
    topic, tone = filters_asked(index, asked)
    assert tone == ToneFilter(-1.0, 1.0)
    assert topic == topic_filter(index, 1, 1.0)


@pytest.mark.parametrize(
    ("share", "said"), [(0.031, "3.1%"), (0.3, "30%"), (1.0, "100%"), (0.29, "29%")]
)
def test_a_share_is_told_as_exactly_as_it_is_compared(share, said):
    assert f"in {said} or more" in TopicFilter(1, share).told()


@pytest.mark.parametrize(
    "saved",
    [
        {"kind": "topic", "number": 1, "at_least": "x"},
        {"kind": "topic", "number": 1, "at_least": 7},
        {"kind": "topic", "number": 1, "at_least": None},
        {"kind": "topic", "number": "1"},
        {"kind": "topic", "number": True},
        {"kind": "topic", "number": 1, "terms": "steel"},
        {"kind": "topic", "number": 1, "terms": [["steel", "x"]]},
        {"kind": "topic", "number": 1, "terms": [[5, 1.0]]},
        {"kind": "topic", "number": 1, "terms": [["steel"]]},
        {"kind": "topic"},
        {"kind": "tone", "low": "a"},
        {"kind": "tone", "high": float("nan")},
        {"kind": "tone", "low": 10**400},
        {"kind": "tone", "low": True},
        {"kind": "words", "term": 5},
        {"kind": "words", "term": ""},
        {"kind": "words", "term": ["steel"]},
        {"kind": "actor", "name": {}},
        {"kind": "days", "first": 5},
        {"kind": "days", "first": "soon"},
        {"kind": "days", "first": "1987-01-01", "perhaps": "no"},
        {"kind": "publisher", "names": 5},
        {"kind": "publisher", "names": []},
        {"kind": "place", "names": [5]},
        {"kind": "era", "eras": "1994"},
        {"kind": "era", "eras": None},
    ],
)
def test_a_saved_filter_of_wrong_types_is_refused(saved):
    with pytest.raises(DatelinesError, match=f"a saved filter \\({saved['kind']}\\) makes no"):
        filters_from([saved])


@pytest.mark.parametrize("saved", [{"kind": []}, {}, 5, "era", None, {"kind": "era", "x": 1}])
def test_what_is_no_saved_filter_is_refused(saved):
    with pytest.raises(DatelinesError, match="a saved filter is not known here"):
        filters_from([saved])


def test_every_kind_of_filter_is_read_again_from_json(index):
    asked = {
        "era": "1994",
        "years": [1994, None],
        "undated": True,
        "place": "Oslo",
        "topic": 2,
        "topic_share": 0.25,
        "tone": [None, 0.4],
        "actor": "Eva Lund",
        "words": '"duties of"',
    }
    filters = filters_asked(index, asked)
    stored = json.loads(json.dumps([one.as_data() for one in filters]))
    assert filters_from(stored) == filters
