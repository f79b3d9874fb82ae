"""Sentences and figures about what would change a conclusion."""

import datetime as dt
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from helpers.analysis.eras import compare_eras
from helpers.analysis.sensitivity.borders import COLUMNS as BORDER_COLUMNS
from helpers.analysis.sensitivity.borders import FIXED, FREE, MOVED, era_borders
from helpers.analysis.sensitivity.checks import (
    COLUMNS,
    DATES,
    NOTHING,
    ONE_ARTICLE,
    READING,
    VERSIONS,
    WORDS,
    by_border,
    what_would_change,
)
from helpers.analysis.sensitivity.undecided import undecided_articles
from helpers.reporting.charts.borders import moved_borders
from helpers.reporting.charts.sensitivity import moved_terms
from helpers.reporting.remarks import sensitivity as remarks
from helpers.reporting.remarks.sides import open_before
from helpers.reporting.sensitivity_tables import finding_list, undecided_list
from made_tables import Story, made_corpus

DAY = dt.date


def finding(name, **more):
    row = {
        "kind": "term",
        "era": "then",
        "name": name,
        "strata": "",
        "within": False,
        "value": 1.5,
        "verdict": "cannot tell",
        "articles": 8,
        "rest_articles": 9,
        "without_one_low": 0.8,
        "without_one_high": 2.0,
        "without_one_article": "Story a",
        "without_one_value": 0.8,
        "turned_by": "",
        "turned_to": np.nan,
        "without_author_low": np.nan,
        "without_author_high": np.nan,
        "turned_by_author": "",
        "turned_to_without_author": np.nan,
        "largest_share": 0.3,
        "stop_list": "holds",
        "content_words": 1.6,
        "versions": 1.5,
        "agreement": np.nan,
        "undecided": 0,
        "dates_low": np.nan,
        "dates_high": np.nan,
        "dates_share": np.nan,
        "dates_every": True,
        "border_positions": 0,
        "border_low": np.nan,
        "border_high": np.nan,
        "hangs_on": NOTHING,
        "weakened_by": "",
    }
    return row | more


def turned(name, article="Story a", to=-0.4, **more):
    return finding(name, **{"turned_by": article, "turned_to": to, "hangs_on": ONE_ARTICLE} | more)


def table(*rows):
    return pd.DataFrame(list(rows), columns=list(COLUMNS))


def borders(*rows):
    return pd.DataFrame(list(rows), columns=list(BORDER_COLUMNS))


def test_where_nothing_gives_way_all_findings_keep_their_side():
    said = remarks.holds(table(finding("quota"), finding("dumping")))
    assert said == (
        "All 2 findings looked at (2 key terms) keep their side whatever was tried on them: each "
        "article left out and other stop lists. To keep its side is no proof: most terms that set "
        "random halves of one collection apart keep theirs, too."
    )


def test_only_what_was_tried_is_claimed():
    nothing = finding("quota", kind="tone", without_one_low=np.nan, agreement=1.0)
    assert "left out" not in remarks.holds(table(nothing))
    dated = finding("quota", undecided=3, border_positions=4)
    said = remarks.holds(table(dated))
    assert "undecided articles in every era" in said
    assert "borders drawn elsewhere" in said
    assert "undecided" not in remarks.holds(table(finding("quota")))


def test_topics_are_said_to_stay_as_they_were_fitted():
    assert "the topics stay as fitted" in remarks.holds(table(finding("a", kind="topic")))
    assert "topics" not in remarks.holds(table(finding("a")))


def test_what_gives_way_is_counted_by_cause():
    said = remarks.holds(
        table(
            finding("a"),
            turned("b"),
            turned("c", hangs_on=f"{ONE_ARTICLE}, {DATES}"),
            finding("d", hangs_on=DATES),
        )
    )
    assert said.startswith("1 of the 4 findings looked at (4 key terms) keeps its side")
    assert "The other 3 hang on single articles (2) and undecided dates (2), some on more" in said


def test_one_finding_that_gives_way_is_told_as_one():
    said = remarks.holds(table(finding("a"), finding("b"), turned("c")))
    assert "2 of the 3 findings" in said
    assert "The other hangs on one article." in said
    assert remarks.holds(table(turned("c"), turned("d"))).startswith("None of the 2 findings")


@pytest.mark.parametrize(
    ("articles", "words"),
    [
        (1, "has one article, which cannot be left out"),
        (2, "then has 2 articles, and leaving one out leaves a single one"),
        (3, "With 3 articles in then, a sign that holds is a fact about these articles"),
    ],
)
def test_small_eras_are_said_to_show_nothing_beyond_their_articles(articles, words):
    assert words in remarks.holds(table(finding("a", articles=articles)))


def test_eras_of_five_need_no_such_warning():
    assert "no evidence" not in remarks.holds(table(finding("a", articles=5)))


def test_an_interval_that_takes_zero_in_is_told():
    said = remarks.holds(table(finding("quota", verdict="leans", weakened_by=ONE_ARTICLE)))
    assert "The interval of *quota* takes in zero" in said


def test_the_article_is_named_and_what_changes_sides_without_it():
    said = remarks.without_an_article(
        table(turned("dumping", "Talks *fail*"), turned("quota", "Talks *fail*"), finding("yen"))
    )
    assert said == "Leave out *Talks \\*fail\\** and *dumping* and *quota* change sides."


def test_what_comes_to_zero_is_not_said_to_have_differed():
    said = remarks.without_an_article(table(turned("dumping", to=-0.001)))
    assert said == "Leave out *Story a* and the difference of *dumping* comes to zero."
    one, other, over = turned("dumping", to=0.0), turned("yen", to=0.001), turned("quota")
    said = remarks.without_an_article(table(one, other, over))
    assert said == (
        "Leave out *Story a* and *quota* changes sides and the differences of *dumping* and *yen* "
        "come to zero."
    )


def test_articles_beyond_the_third_are_counted():
    said = remarks.without_an_article(table(*(turned(f"t{i}", f"Story {i}") for i in range(5))))
    assert said.count("Leave out") == 3
    assert said.endswith("2 more hang on 2 others.")


def test_terms_of_one_article_are_named_with_their_share():
    said = remarks.without_an_article(table(finding("quota", largest_share=0.8), finding("yen")))
    assert "No single article turns any of 2 findings" in said
    assert "*quota* (80%) owes three quarters or more of the era's uses to one article." in said


def test_where_no_article_can_be_left_out_that_is_said():
    said = remarks.without_an_article(table(finding("a", without_one_low=np.nan)))
    assert said == "No article can be left out without emptying an era."


def test_without_undecided_articles_no_date_was_varied():
    assert "no date to vary" in remarks.undecided_dates(table(finding("a")))


def test_undecided_articles_that_change_nothing_are_said_to_change_nothing():
    said = remarks.undecided_dates(table(finding("a", undecided=1, dates_low=1.0, dates_share=1.0)))
    assert said == (
        "1 article may belong to more than one era, or to one or none, by its days, and has no "
        "part in the comparison. Even where it would do most harm, it overturns none of the 1 "
        "finding."
    )


def test_what_undecided_articles_overturn_at_worst_is_told_apart_from_more_often_than_not():
    rows = [
        finding("a", undecided=9, hangs_on=DATES, dates_share=0.9, dates_every=False),
        finding("b", undecided=9, hangs_on=DATES, dates_share=0.2, dates_every=False),
        finding("c", undecided=9, dates_share=1.0, dates_every=False),
    ]
    said = remarks.undecided_dates(table(*rows))
    assert "they overturn 2 of the 3 findings" in said
    told = "(1,024 draws), this one changes sides or comes to zero more often than not: *b*."
    assert told in said
    assert "*a*" not in said
    both = [{**row, "dates_share": 0.2} for row in rows[:2]]
    several = remarks.undecided_dates(table(*both))
    assert "these change sides or come to zero more often than not: *a* and *b*." in several
    every = remarks.undecided_dates(table(*({**row, "dates_every": True} for row in rows[:1])))
    assert "Over all ways to place them, no finding changes sides more often than not." in every


def test_a_border_in_a_gap_is_free():
    row = ("then", "now", DAY(1995, 7, 5), DAY(2025, 4, 10), 10_871, 0, (), FREE)
    said = remarks.where_borders_lie(borders(row), table(finding("a")))
    assert said == (
        "Between then and now lie 10,871 days (30 years) without an article of either: the border "
        "can be anywhere there without changing anything, and nothing could be tried."
    )


def test_a_border_that_could_not_be_tried_is_no_check_passed():
    stories = [
        Story(f"s{i}", era, (f"prices grain {word}",))
        for i, (era, word) in enumerate(
            [("then", "quota"), ("then", "quota"), ("undated", ""), ("now", "yen"), ("now", "yen")]
        )
    ]
    corpus = made_corpus(stories)
    first = [DAY(1994, 1, 5), DAY(1995, 7, 5), DAY(1995, 1, 1), DAY(2025, 4, 10), DAY(2025, 6, 1)]
    last = [*first[:2], DAY(2025, 5, 1), *first[3:]]
    days = {"earliest": pd.Series(first, dtype=object), "latest": pd.Series(last, dtype=object)}
    corpus = replace(corpus, articles=corpus.articles.assign(**days))
    comparison = compare_eras(corpus)
    found = what_would_change(comparison, corpus)
    assert found["border_positions"].eq(0).all()
    box = remarks.box(found, era_borders(corpus.articles, comparison.eras))
    assert "borders drawn elsewhere" not in box
    assert "nothing could be tried" in box
    assert "No border tried" not in box


def test_a_border_that_was_moved_tells_how_far_and_what_gave_way():
    days = (DAY(1990, 1, 1), DAY(1991, 1, 1))
    row = ("then", "now", DAY(1990, 6, 1), DAY(1990, 6, 2), 0, 0, days, MOVED)
    held = finding("a", border_positions=2, border_low=0.2, border_high=1.9)
    gone = finding("b", border_positions=2, border_low=-0.2, border_high=1.9)
    said = remarks.where_borders_lie(borders(row), table(held, gone))
    assert "was tried at 2 other days, from 1990-01-01 to 1991-01-01." in said
    assert "*b* hangs on where the border is drawn; the other 1 does not." in said
    said = remarks.where_borders_lie(borders(row), table(held))
    assert said.endswith("No border tried turns any of 1 finding.")


def test_a_border_that_cannot_be_moved_is_said_to_have_stayed():
    row = ("then", "now", DAY(1990, 6, 1), DAY(1990, 6, 2), 0, 0, (), FIXED)
    assert "was not moved" in remarks.where_borders_lie(borders(row), table(finding("a")))


def test_stop_lists_are_told_by_what_they_hide_and_take_out():
    said = remarks.stop_list(
        table(
            finding("a", stop_list="not among the first 5 without a list"),
            finding("interest", stop_list="on a longer list"),
            finding("c", hangs_on=WORDS, content_words=-0.1),
        )
    )
    assert "Without a stop list 1 of the 3 key terms would not be among those shown" in said
    assert "would take out *interest*" in said
    assert "move log-ratios by 1.60 at most" in said
    assert "*c* would change sides" in said
    assert remarks.stop_list(table(finding("a", kind="tone"))).startswith("There is no key term")


def test_a_name_that_several_eras_have_is_told_with_its_era():
    said = remarks.without_an_article(
        table(turned("talks"), finding("talks", era="now"), turned("tone", kind="tone"))
    )
    assert said == "Leave out *Story a* and *talks* in then and the tone of then change sides."


def test_the_box_is_a_list_with_all_that_applies():
    rows = table(
        turned("a"),
        finding("tone", kind="tone", agreement=0.8, hangs_on=READING),
        finding("b", hangs_on=VERSIONS),
    )
    box = remarks.box(rows)
    lines = box.split("\n")
    assert all(line.startswith("- ") for line in lines)
    assert any("hangs on how tone is measured" in line for line in lines)
    assert any("hangs on counting each story once" in line for line in lines)
    assert remarks.box(table()) == f"- {remarks.UNCOMPARED}"


def test_one_era_leaves_nothing_to_say():
    for said in (
        remarks.holds(table()),
        remarks.without_an_article(table()),
        remarks.undecided_dates(table()),
        remarks.where_borders_lie(borders(), table()),
    ):
        assert said == remarks.UNCOMPARED


@pytest.fixture(scope="module")
def dense():
    stories = [
        Story(
            f"s{i:02}",
            "then" if i < 12 else "now",
            (f"prices grain {'quota quota' if i < 14 else 'tariff tariff'}",),
        )
        for i in range(24)
    ]
    corpus = made_corpus(stories)
    days = pd.Series([DAY(1990, 1, 1) + dt.timedelta(7 * i) for i in range(24)], dtype=object)
    corpus = replace(corpus, articles=corpus.articles.assign(earliest=days, latest=days))
    return corpus, compare_eras(corpus)


def test_sentences_of_a_real_comparison_agree_with_its_table(dense):
    corpus, comparison = dense
    found = what_would_change(comparison, corpus)
    box = remarks.box(found, era_borders(corpus.articles, comparison.eras))
    firm = int((found["hangs_on"] == NOTHING).sum())
    assert str(firm) in box.split("\n")[0]
    assert "was tried at 6 other days" in box


def test_the_figure_of_moved_terms_has_a_row_for_each_term(dense):
    corpus, comparison = dense
    found = what_would_change(comparison, corpus)
    drawing = moved_terms(found, comparison.eras)
    terms = found[found["kind"] == "term"]
    assert drawing.data["name"].tolist() == terms["name"].tolist()
    panels = drawing.figure.axes
    labels = [label.get_text() for axes in panels for label in axes.get_yticklabels()]
    assert labels == terms["name"].tolist()
    assert "border elsewhere" in drawing.alt
    assert "undecided" not in drawing.alt
    assert moved_terms(found[found["kind"] == "tone"], comparison.eras) is None


def test_the_figure_of_moved_borders_has_a_line_for_each_term(dense):
    corpus, comparison = dense
    drawing = moved_borders(by_border(comparison, corpus), comparison.eras)
    assert len(drawing.data) == 7 * len(drawing.data.drop_duplicates(["era", "name"]))
    (axes,) = drawing.figure.axes
    names = {text.get_text() for text in axes.texts} - {"as compared"}
    assert names == set(drawing.data["name"])
    assert moved_borders(by_border(comparison, corpus).iloc[:0], comparison.eras) is None


def test_the_table_for_readers_leaves_out_what_was_not_tried(dense):
    corpus, comparison = dense
    found = finding_list(what_would_change(comparison, corpus))
    assert "undecided dates" not in found
    assert found.loc[found["kind"] == "term", "border elsewhere"].str.contains(" to ").all()
    assert (found.loc[found["kind"] != "term", "in one article"] == "").all()
    one = finding_list(table(finding("quota", without_one_low=-0.091, largest_share=np.nan)))
    assert one["one article left out"].tolist() == ["\N{MINUS SIGN}0.09 to +2.00"]
    assert list(one.columns)[-1] == "hangs on"
    assert "stop list" not in one


def test_undecided_articles_are_listed_with_what_they_may_be():
    given_list = pd.DataFrame(
        {
            "label": ["Quotas", "Yen"],
            "earliest": [DAY(1990, 1, 1), None],
            "latest": [DAY(2000, 1, 1), None],
            "may_be": ["then or now", "then"],
            "or_none": [False, True],
        }
    )
    found = undecided_list(given_list)
    assert found["may be"].tolist() == ["then or now", "then or none"]
    assert found["article"].tolist() == ["Quotas", "Yen"]


def test_where_no_article_is_undecided_the_list_is_empty(dense):
    corpus, comparison = dense
    found = undecided_list(undecided_articles(corpus.articles, comparison.eras))
    assert found.empty
    assert list(found.columns) == ["article", "earliest", "latest", "may be"]


def within(name, **more):
    return finding(name, **{"strata": "publisher", "within": True} | more)


def tone_beside(**more):
    """The tone in a comparison within publishers, which is over all articles."""
    return within("tone", **{"kind": "tone", "within": False} | more)


def test_within_strata_the_box_says_so_first_and_what_is_not_compared_within_them():
    box = remarks.box(table(within("quota"), tone_beside(agreement=1.0)))
    first = box.split("\n")[0]
    assert first == (
        "- Everything is computed again within articles of the same publisher, as the comparison "
        "is: a publisher that loses one side of the comparison has no part in it any more. The "
        "tone is compared over all articles, here as above."
    )
    assert "over all articles" not in remarks.box(table(within("quota")))
    alone = remarks.box(table(tone_beside())).split("\n")[0]
    assert alone == (
        "- No publisher has articles of two eras, so that no word and no topic can be compared "
        "within the same publisher: what follows is about the tone over all articles."
    )
    assert "computed again" not in remarks.box(table(finding("quota")))
    assert "a group of lengths that loses" in remarks.box(table(within("quota", strata="length")))


def test_a_single_finding_that_nothing_turns_is_told_in_the_singular():
    said = remarks.without_an_article(table(finding("quota")))
    assert said.startswith("No single article turns the one finding looked at when it is left out.")
    said = remarks.without_an_article(table(finding("quota"), finding("dumping")))
    assert said.startswith("No single article turns any of 2 findings when it is left out.")


def test_where_no_group_of_lengths_has_two_eras_it_is_called_so():
    alone = remarks.box(table(tone_beside(strata="length")))
    assert alone.startswith("- No group of lengths has articles of two eras, so that no word")


def test_within_strata_few_articles_are_those_that_are_compared():
    said = remarks.holds(table(within("quota", articles=2), tone_beside()))
    assert "Within the same publisher then has 2 articles, and leaving one out leaves" in said
    said = remarks.holds(table(within("quota", articles=4)))
    assert "With 4 articles in then within the same publisher, a sign that holds is" in said
    said = remarks.holds(table(within("quota", rest_articles=1)))
    assert "Within the same publisher one side has one article, which cannot be left out" in said
    # Where the tone has the fewest articles, no publisher is spoken of.
    said = remarks.holds(table(within("quota"), tone_beside(articles=2)))
    assert "then has 2 articles" in said
    assert "publisher" not in said


def test_within_strata_nothing_to_leave_out_is_said_of_what_is_compared():
    said = remarks.without_an_article(table(within("quota", without_one_low=np.nan)))
    assert said == (
        "No article can be left out without losing all that is of one publisher in two eras."
    )


def test_undecided_articles_of_an_unknown_publisher_are_told_of():
    rows = table(
        within("quota", undecided=1, dates_low=1.0),
        tone_beside(undecided=3, dates_low=1.0),
    )
    said = remarks.undecided_dates(rows)
    assert said.startswith("3 articles may belong to more than one era")
    told = "Of 2 articles of these the publisher is not known: they are tried on the tone alone."
    assert told in said
    assert "not known" not in remarks.undecided_dates(table(within("quota", undecided=1)))
    none = remarks.undecided_dates(table(within("quota")))
    assert none == (
        "No article whose publisher is known is undecided between eras, so there was no date to "
        "vary."
    )


def test_the_order_of_key_terms_is_said_to_stay_only_where_it_does():
    same = remarks.stop_list(table(within("a", content_words=1.7), within("b", value=1.0)))
    assert "keep the order within an era" in same
    other = table(within("a", content_words=1.1), within("b", value=1.0, content_words=1.2))
    assert "change their order within an era" in remarks.stop_list(other)


def test_the_figure_within_strata_says_which_rest_it_is():
    rows = table(within("quota"), within("beef", era="now", value=-0.2))
    drawing = moved_terms(rows, ["then", "now"])
    assert "the rest of the same publisher" in drawing.figure.get_supxlabel()
    assert "same" not in moved_terms(table(finding("a")), ["then"]).figure.get_supxlabel()


def test_findings_that_were_open_to_begin_with_are_counted():
    told = pd.DataFrame({"verdict": ["robust", "cannot tell", "cannot tell"]})
    assert open_before(told) == [
        "The verdict of 2 of the 3 findings is *cannot tell* to begin with."
    ]
    assert open_before(told[1:]) == open_before(told[:1]) == []


def test_a_term_that_changes_sides_is_drawn_before_others():
    day = dt.date
    rows = [
        ("then", "now", day(1995 + year, 1, 1), year == 0, "term", "then", name, value)
        for year in (0, 1)
        for name, value in zip("abcdef", (5, 4, 3, 2, 1, 1 - 2 * year), strict=True)
    ]
    columns = ["before", "after", "day", "now", "kind", "era", "name", "value"]
    drawing = moved_borders(pd.DataFrame(rows, columns=columns), ["then", "now"])
    assert drawing is not None
    assert set(drawing.data["name"]) == {"a", "b", "c", "f"}
    assert drawing.alt.endswith("f change sides.")
