"""Copies of a story are found however papers cut and change them, and other stories are not."""

import datetime as dt
import hashlib
import random
import re
from collections import Counter

import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus.containment import as_table
from helpers.corpus.duplicates import find_duplicates
from helpers.errors import DatelinesError
from helpers.intake.segment import split_sentences, words
from helpers.intake.sketches import sketch
from made_variants import EDITS, Story, first_share, house_style, in_chrome, made_story, round_up


def tables(stories: list[Story], **columns: list[object]) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Facts and sketches of stories, as a corpus has them."""
    rows, facts = [], []
    for number, story in enumerate(stories):
        regular = [text.translate({0x201C: '"', 0x201D: '"', 0x2019: "'"}) for text in story]
        cut = [[(s, words(s)) for s in split_sentences(text)] for text in regular]
        rows += [(number, passage, value) for passage, value in sketch(cut)]
        counts = Counter(word for passage in cut for _, tokens in passage for word in tokens)
        body = hashlib.sha256(repr(sorted(counts.items())).encode()).hexdigest()
        facts.append((f"a{number:03d}", body, counts.total()))
    articles = pd.DataFrame(facts, columns=["article_id", "body", "n_words"])
    given_columns = dict.fromkeys(("headline", "publisher", "agency"), "") | columns
    given_columns = {"earliest": None, "latest": None} | given_columns
    articles = articles.assign(**{c: pd.Series(v, index=articles.index, dtype=object)
                                  for c, v in given_columns.items()})  # fmt: skip
    return articles, pd.DataFrame(rows, columns=["article", "passage", "hash"])


def found(stories: list[Story], representative: str = "earliest", **columns: list[object]):
    return find_duplicates(*tables(stories, **columns), representative=representative)


def story(seed: int, sentences: int = 16) -> Story:
    return made_story(random.Random(seed), sentences=sentences)


OTHERS = [story(seed) for seed in range(1000, 1020)]


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_copy_goes_back_to_its_story(edit: str):
    rng = random.Random(5)
    stories = [story(seed) for seed in range(20)]
    copies = [EDITS[edit](one, story(500 + seed), rng) for seed, one in enumerate(stories)]
    table = found([*stories, *copies, *OTHERS], "longest")
    assert (table["family"][:20] > 0).all()
    assert (table["family"][:20].to_numpy() == table["family"][20:40].to_numpy()).all()
    assert (table["family"][40:] == 0).all()
    assert table["family"].nunique() == 21


def test_most_briefs_are_found_by_what_is_left_below_a_new_first_paragraph():
    rng = random.Random(5)
    briefs = [story(seed, sentences=4) for seed in range(40)]
    copies = [EDITS["first paragraph rewritten"](one, story(500), rng) for one in briefs]
    family = found([*briefs, *copies, *OTHERS])["family"].to_numpy()
    together = (family[:40] > 0) & (family[:40] == family[40:80])
    assert together.mean() >= 0.85
    assert (family[80:] == 0).all()


HEADLINE = "Harbour dues dispute nears its end"


def test_a_brief_with_a_new_first_paragraph_is_found_by_the_headline_that_it_kept():
    rng = random.Random(5)
    briefs = [story(seed, sentences=3) for seed in range(200)]
    copies = [EDITS["first paragraph rewritten"](one, story(500), rng) for one in briefs]
    headlines = [f"{one[0].split()[0]} {HEADLINE}" for one in briefs]
    alone = found([*briefs, *copies, *OTHERS])["family"].to_numpy()
    family = found(
        [*briefs, *copies, *OTHERS],
        headline=[*headlines, *map(str.upper, headlines), *[""] * len(OTHERS)],
    )["family"].to_numpy()
    paragraphs = np.array([len(one) > 1 for one in briefs])
    together = (family[:200] > 0) & (family[:200] == family[200:400])
    assert together[paragraphs].mean() >= 0.98
    assert ((alone[:200] > 0) & (alone[:200] == alone[200:400]))[paragraphs].mean() < 0.9
    assert (family[400:] == 0).all()
    assert len(set(family[:200][together])) == together.sum()


def brief_and_rewritten() -> list[Story]:
    lead, other = (" ".join(story(seed, sentences=n)) for seed, n in ((31, 3), (32, 2)))
    shared = story(33, sentences=1)
    return [[lead, *shared], [other, *shared]]


def test_one_headline_makes_one_story_of_articles_that_share_a_paragraph():
    both = brief_and_rewritten()
    assert (found(both)["family"] == 0).all()
    assert (
        found(both, headline=[HEADLINE, "Something else was put above it"])["family"] == 0
    ).all()
    table = found(both, headline=[HEADLINE] * 2)
    assert (table["family"] == 1).all()
    assert table["role"].tolist() == ["original", "rewritten"]


def test_one_headline_makes_no_story_of_articles_that_share_nothing():
    assert (found(OTHERS[:4], headline=[HEADLINE] * 4)["family"] == 0).all()


def test_one_headline_makes_no_story_of_articles_with_one_paragraph_of_several_in_common():
    shared = story(33, sentences=1)
    several = [[*(text for one in range(3) for text in story(seed + one, sentences=1)), *shared]
               for seed in (40, 50)]  # fmt: skip
    assert (found(several, headline=[HEADLINE] * 2)["family"] == 0).all()


def test_the_headline_of_a_column_ties_no_two_weeks_together():
    both, days = brief_and_rewritten(), [dt.date(1994, 5, 2), dt.date(1994, 5, 9)]
    named = {"headline": [HEADLINE] * 2}
    assert (found(both, earliest=days, latest=days, **named)["family"] == 0).all()
    days[1] = dt.date(1994, 5, 6)
    assert (found(both, earliest=days, latest=days, **named)["family"] == 1).all()


def test_a_headline_that_many_articles_have_says_nothing_of_them():
    one, rewritten = brief_and_rewritten()
    copies = [in_chrome(one, random.Random(seed)) for seed in range(8)]
    table = found([one, rewritten, *copies], headline=[HEADLINE] * 10)
    assert table["family"].tolist() == [1, 0, *[1] * 8]
    table = found([one, rewritten, *copies[1:]], headline=[HEADLINE] * 9)
    assert (table["family"] == 1).all()


def test_a_headline_above_several_stories_is_that_of_a_column():
    both, named = brief_and_rewritten(), {"headline": [HEADLINE] * 3}
    assert (found([*both, OTHERS[0]], **named)["family"] == 0).all()
    assert (found([*both, house_style(both[0])], **named)["family"] == 1).all()


def test_a_headline_of_one_or_two_words_says_nothing():
    both = brief_and_rewritten()
    assert (found(both, headline=["Letters to the Editor"] * 2)["family"] == 0).all()


def test_stories_without_copies_stand_alone():
    table = found(OTHERS)
    assert (table["duplicate_of"] == "").all()
    assert (table["role"] == "").all()
    assert (table["shared"] == 0).all()
    assert (table["family"] == 0).all()


def test_roles_are_told_as_compared_with_the_original():
    one = story(1)
    stories = [
        one,
        list(one),
        house_style(one),
        first_share(one, 0.5),
        [*one, *story(2)[:8]],
        *OTHERS,
    ]
    days = [dt.date(1994, 5, 2)] + [dt.date(1994, 5, 3)] * (len(stories) - 1)
    table = found(stories, earliest=days, latest=days)
    assert table["role"][:5].tolist() == ["original", "copy", "near copy", "cut", "expanded"]
    assert table["duplicate_of"][:5].tolist() == ["", "a000", "a000", "a000", "a000"]
    assert table["shared"][1] == 1
    assert table["shared"][3] > 0.9


def test_a_round_up_belongs_to_a_story_but_ties_no_stories_together():
    stories = [story(seed) for seed in range(5)]
    table = found([*stories, round_up(stories, 0.4), *OTHERS])
    assert table["role"][5] == "round-up"
    assert table["duplicate_of"][5] in set(table.index.map("a{:03d}".format)[:5])
    assert (table["duplicate_of"][:5] == "").all()
    assert sorted(table["family"][:5]) == [0, 0, 0, 0, 1]


def test_a_page_with_teasers_of_other_stories_belongs_to_the_one_whose_headline_it_has():
    brief, others = story(40, sentences=3), [story(seed, sentences=6) for seed in range(5)]
    page = [*brief, *round_up(others, 0.5)]
    headlines = ["Harbour dues rise again", *(f"Paper number {n} on twine" for n in range(5))]
    for last in (headlines[0], "Something else was put above it"):
        table = found([brief, *others, page], headline=[*headlines, last])
        assert table["role"][6] == "round-up"
        assert (table["duplicate_of"][6] == "a000") == (last == headlines[0])
        assert (table["duplicate_of"][:6] == "").all()


def test_a_round_up_is_told_where_its_stories_have_copies_of_their_own():
    stories = [story(seed) for seed in range(5)]
    copies = [first_share(one, 0.5) for one in stories] + [house_style(one) for one in stories]
    table = found([*stories, *copies, round_up(stories, 0.4)])
    assert table["role"][15] == "round-up"
    families = [set(table["duplicate_of"][[i, i + 5, i + 10]]) - {""} for i in range(5)]
    assert families == [{f"a{i:03d}"} for i in range(5)]


def test_two_round_ups_of_the_same_stories_tie_none_of_them_together():
    stories = [story(seed) for seed in range(6)]
    mixed = [round_up(stories[:4], 0.4), round_up(stories[2:], 0.4), round_up(stories[1:5], 0.3)]
    table = found([*stories, *mixed])
    assert (table["role"][6:] == "round-up").all()
    assert (table["duplicate_of"][:6] == "").all()


def test_a_story_is_no_round_up_of_a_brief_and_of_a_copy_below_a_new_first_paragraph():
    one = [" ".join(story(31, sentences=4)), *story(33, sentences=12)]
    rewritten = ["Envoys met again at noon.", *one[1:7]]
    table = found([one, one[:1], rewritten, *OTHERS], "longest")
    assert table["role"][:3].tolist() == ["original", "cut", "cut"]


def test_a_version_that_shares_little_with_the_one_that_stands_for_it_is_rewritten():
    one, own, other = story(1), story(2, sentences=3), story(3, sentences=3)
    versions = [[*own, *one[:8]], one, [*one[8:], *other]]
    days = [dt.date(1994, 5, 2 + n) for n in range(3)]
    table = found([*versions, *OTHERS], latest=[*days, *[None] * len(OTHERS)])
    assert table["role"][:3].tolist() == ["original", "near copy", "rewritten"]
    assert table["shared"][2] < 0.1


def test_the_first_paragraph_of_another_story_below_a_copy_ties_the_two_stories_no_more():
    one, other = story(1), [" ".join(story(2, sentences=3)), *story(3)]
    below = [*one, f"Elsewhere {other[0]}"]
    table = found([one, below, other, other[:1], *OTHERS], "longest")
    assert table["family"][:4].tolist() == [1, 1, 2, 2]


def test_a_round_up_is_nobodys_original():
    stories = [story(seed) for seed in range(5)]
    days = [dt.date(1994, 5, 1)] + [dt.date(1994, 5, 9)] * 5
    table = found([round_up(stories, 0.5), *stories], latest=days)
    assert table["role"][0] == "round-up"
    assert "a000" not in set(table["duplicate_of"])


def test_a_round_up_that_is_mostly_its_own_counts_for_itself():
    stories = [story(seed) for seed in range(2)]
    own = [text for seed in range(20, 26) for text in first_share(story(seed), 0.4)]
    table = found([*stories, [*round_up(stories, 0.4), *own]])
    assert (table["duplicate_of"] == "").all()


def test_a_chain_from_paper_to_paper_is_one_family():
    wire = story(1, sentences=20)
    cut = first_share(wire, 0.6)
    expanded = [*cut, *story(2, sentences=8)]
    table = found([wire, cut, expanded, first_share(expanded, 0.7), *OTHERS])
    assert table["family"][:4].tolist() == [1, 1, 1, 1]


def test_a_standing_paragraph_does_not_make_copies():
    standing = story(77, sentences=4)
    stories = [[*story(seed, sentences=8), *standing] for seed in range(12)]
    assert (found(stories)["family"] == 0).all()


def test_a_standing_paragraph_does_not_make_copies_in_a_small_folder_either():
    standing = story(77, sentences=4)
    stories = [[*story(seed, sentences=8), *standing] for seed in range(3)]
    assert (found(stories)["family"] == 0).all()


def weekly(count: int) -> tuple[list[Story], list[object]]:
    """Short stories above the same long paragraph, and their days."""
    standing = " ".join(story(77, sentences=7))
    own = [[*story(seed, sentences=3), standing] for seed in range(count)]
    return own, [dt.date(1931, 3, 2) + dt.timedelta(5 * week) for week in range(count)]


def test_a_long_standing_paragraph_makes_no_copies_of_the_short_articles_of_a_series():
    own, days = weekly(12)
    others = [dt.date(1931, 3, 2)] * len(OTHERS)
    table = found([*own, *OTHERS], earliest=[*days, *others], latest=[*days, *others])
    assert (table["family"] == 0).all()


def test_an_article_that_is_all_standing_paragraph_ties_no_series_together():
    own, days = weekly(12)
    stories = [*own, own[0][-1:], *OTHERS]
    others = [dt.date(1931, 3, 2)] * len(OTHERS)
    table = found(stories, earliest=[*days, None, *others], latest=[*days, None, *others])
    assert (table["family"][:12] == 0).all()


def test_digests_that_follow_one_another_hide_no_brief_of_a_story_in_them():
    wires = [[*story(seed, 4), *story(100 + seed, 8)] for seed in range(12)]
    briefs = [[" ".join(one[:4])] for one in wires]
    digests = [[text for one in briefs[n : n + 3] for text in one] for n in range(10)]
    day = [dt.date(1931, 3, 2) + dt.timedelta(2 * n) for n in range(12)]
    days = [*day, *day, *day[2:], *[day[0]] * len(OTHERS)]
    table = found([*wires, *briefs, *digests, *OTHERS], earliest=days, latest=days)
    assert (table["family"][:12].to_numpy() == table["family"][12:24].to_numpy()).all()
    assert table["family"][:12].nunique() == 12


def test_a_short_story_printed_again_and_again_is_one_story():
    short = story(5, sentences=4)
    short = [" ".join(short)]
    days = [dt.date(1931, 3, 2) + dt.timedelta(5 * week) for week in range(5)]
    others = [dt.date(1931, 3, 2)] * len(OTHERS)
    copies = [[f"{short[0]} {text}"] for text in ("", "Again.", "And again.", "Once more.", "Now.")]
    table = found([*copies, *OTHERS], earliest=[*days, *others], latest=[*days, *others])
    assert (table["family"][:5] == 1).all()


def test_a_story_kept_for_some_days_in_one_paragraph_below_new_ones_stays_one_story():
    own, days = weekly(2)
    others = [dt.date(1931, 3, 2)] * len(OTHERS)
    table = found([*own, *OTHERS], earliest=[*days, *others], latest=[*days, *others])
    assert table["family"][:2].tolist() == [1, 1]
    assert (table["family"][2:] == 0).all()


def test_lines_left_of_the_page_do_not_hide_a_cut_copy():
    rng = random.Random(1)
    stories = [story(seed) for seed in range(12)]
    copies = [in_chrome(first_share(one, 0.5), rng) for one in stories]
    table = found([*stories, *copies])
    assert (table["family"][:12].to_numpy() == table["family"][12:].to_numpy()).all()
    assert table["family"].nunique() == 12


def test_short_lines_left_of_the_same_page_make_no_copies_of_short_stories():
    lines = [" ".join(text.split()[:8]) for text in made_story(random.Random(9), sentences=24)][:6]
    pages = []
    for seed in range(2):
        own = [text for one in story(seed, sentences=6) for text in one.split(". ")][:6]
        pages.append([*lines[:3], *own, *lines[3:]])
    table = found([*pages, *OTHERS])
    assert (table["family"] == 0).all()


def test_background_in_one_place_makes_no_copies_where_all_else_differs():
    background = story(77, sentences=7)
    stories = [[*story(seed, sentences=10), *background] for seed in range(2)]
    assert (found([*stories, *OTHERS])["family"] == 0).all()


def test_two_reports_that_quote_one_speech_are_two_stories():
    speech = [" ".join(story(77, sentences=4)), " ".join(story(78, sentences=4))]
    short = [*story(1, sentences=2), speech[0], *story(2, sentences=2), speech[1]]
    long = [*story(3, sentences=20), *speech, *story(4, sentences=20)]
    assert (found([short, long, *OTHERS])["family"] == 0).all()


FORM = (
    "The board of {} declared a quarterly payout of {} crowns a share on its common stock, "
    "payable on May {} to holders of record on April {}.",
    "Net profit of the quarter came to {} crowns after {} crowns a year earlier, on sales of {} "
    "crowns, and the order book stood at {} crowns at the end of the period.",
)


def test_a_form_filled_in_with_other_figures_is_another_story():
    names = ("Grindal Mills", "Orkla Twine", "Sula Kilns", "Hitra Ropeworks")
    stories = []
    for n, name in enumerate(names):
        first = FORM[0].format(name, f"{n + 1}.{n}5", 3 + 5 * n, 2 + 6 * n)
        second = FORM[1].format(*(f"{7 * n + k}{n}{k},{n}00" for k in range(1, 5)))
        stories.append([first, second])
    assert (found(stories)["family"] == 0).all()
    assert found([*stories, stories[0]])["role"].tolist().count("copy") == 1


def test_articles_of_a_few_words_are_compared_by_their_bodies_alone():
    stories = [["Rain again."], ["Rain again."], ["Rain, no end."], ["No end."]]
    assert found(stories)["role"].tolist() == ["original", "copy", "", ""]


def test_articles_without_words_are_no_copies_of_one_another():
    assert (found([["..."], ["?"]])["role"] == "").all()


def test_the_earliest_the_longest_or_the_agency_stands_for_a_family():
    wire = story(3)
    stories = [first_share(wire, 0.5), house_style(wire), [*wire, *story(4)[:3]], *OTHERS[:3]]
    columns = {
        "latest": [dt.date(1994, 5, n + 1) for n in range(6)],
        "agency": ["", "AP", "", "", "", ""],
    }
    for choice, first in (("earliest", "a000"), ("longest", "a002"), ("agency", "a001")):
        table = found(stories, choice, **columns)
        assert set(table["duplicate_of"][:3]) == {"", first}


def test_an_article_published_by_an_agency_is_the_agencys():
    wire = story(3)
    publishers = ["Molde Courier", "Associated Press", "Bergen Post"]
    table = found([wire, first_share(wire, 0.5), wire], "agency", publisher=publishers)
    assert set(table["duplicate_of"]) == {"", "a001"}


def test_an_article_without_a_date_comes_after_one_with_a_date():
    wire = story(3)
    table = found([wire, first_share(wire, 0.6)], latest=[None, dt.date(1994, 5, 1)])
    assert table["duplicate_of"].tolist() == ["a001", ""]


def test_the_next_of_a_series_is_no_copy_of_the_last_but_a_reprint_is():
    month = story(3, sentences=14)
    following = [*first_share(month, 0.5), *story(4, sentences=6)]
    days = [dt.date(1994, 5, 2), dt.date(1994, 6, 2)]
    assert (found([month, following], earliest=days, latest=days)["family"] == 0).all()
    assert (found([month, following])["family"] == 1).all()
    reprint = first_share(month, 0.7)
    assert (found([month, reprint], earliest=days, latest=days)["family"] == 1).all()


def test_an_unknown_choice_is_refused():
    with pytest.raises(DatelinesError, match="'best'"):
        found(OTHERS[:2], "best")


def test_an_empty_folder_has_an_empty_table():
    articles, sketches = tables(OTHERS[:1])
    assert len(find_duplicates(articles[:0], sketches[:0])) == 0


def test_the_index_is_that_of_the_articles():
    articles, sketches = tables([*OTHERS[:2], OTHERS[0]])
    articles.index = pd.Index([7, 3, 9])
    table = find_duplicates(articles, sketches)
    assert table.index.tolist() == [7, 3, 9]
    assert table["role"].tolist() == ["original", "", "copy"]


def test_the_order_of_articles_and_hashes_does_not_matter():
    stories = [story(seed) for seed in range(6)]
    everything = [*stories, *(first_share(one, 0.5) for one in stories), round_up(stories, 0.3)]
    articles, sketches = tables(everything)
    table = find_duplicates(articles, sketches)
    order = np.random.default_rng(0).permutation(len(articles))
    place = np.argsort(order)
    moved = sketches.assign(article=place[sketches["article"]]).sample(frac=1, random_state=1)
    again = find_duplicates(articles.iloc[order].reset_index(drop=True), moved)
    columns = ["duplicate_of", "role", "shared"]
    assert again[columns].iloc[place].to_numpy().tolist() == table[columns].to_numpy().tolist()


def test_a_story_in_hundreds_of_papers_is_one_family():
    wire = story(8, sentences=24)
    rng = random.Random(2)
    copies = [in_chrome(first_share(wire, 0.3 + rng.random() * 0.7), rng) for _ in range(200)]
    table = found([wire, *copies, *OTHERS])
    assert (table["family"][:201] == 1).mean() > 0.98
    assert (table["family"][201:] == 0).all()


def item(seed: int) -> str:
    return " ".join(story(seed, sentences=2))


def test_lists_that_keep_half_of_their_items_from_one_issue_to_the_next_are_no_copies():
    days = [[item(600 + 100 * n + k) for k in range(8)] for n in range(3)]
    diaries = [days[0]]
    for new in days[1:]:
        kept = diaries[-1]
        diaries.append([kept[0], new[0], kept[2], new[2], kept[5], new[4], kept[7], new[7]])
    table = found([*diaries, *OTHERS])
    assert (table["family"] == 0).all()
    assert (table["role"] == "").all()


def test_digests_of_which_the_next_begins_with_the_last_items_of_the_one_before_are_no_copies():
    items = [item(600 + k) for k in range(16)]
    digests = [items[start : start + 6] for start in (0, 3, 6, 9)]
    assert (found([*digests, *OTHERS])["family"] == 0).all()


def test_a_copy_cut_and_with_own_paragraphs_below_its_beginning_is_a_copy():
    wire, own = [item(600 + k) for k in range(10)], [item(700 + k) for k in range(3)]
    table = found([wire, [wire[0], *own, *wire[1:5]], *OTHERS])
    assert (table["family"][:2] == 1).all()


def test_what_is_written_anew_every_week_is_no_copy_of_the_week_before():
    week = [item(600 + k) for k in range(6)]
    following = [*week[:4], *(item(700 + k) for k in range(2))]
    days = [dt.date(1994, 5, 2), dt.date(1994, 5, 9)]
    assert (found([week, following], earliest=days, latest=days)["family"] == 0).all()
    days[1] = dt.date(1994, 5, 8)
    assert (found([week, following], earliest=days, latest=days)["family"] == 1).all()


def quoted(quotation: Story) -> list[Story]:
    """Two stories that have a quotation in common, below their first paragraphs."""
    own = [[item(600 + 10 * n + k) for k in range(6)] for n in range(2)]
    return [[*one[:at], *quotation, *one[at:]] for one, at in zip(own, (2, 4), strict=True)]


def test_a_brief_that_is_what_two_stories_quote_ties_them_no_more():
    quotation = story(77, sentences=5)
    stories = quoted(quotation)
    assert (found([*stories, quotation, *OTHERS])["family"] == 0).all()
    assert found([stories[0], quotation, *OTHERS])["role"][:2].tolist() == ["original", "cut"]


def test_words_of_a_scan_tie_no_stories_that_quote_the_same(tmp_path):
    quotation = [" ".join(story(77, sentences=5))]
    stories = quoted(quotation)
    scan = [text if text in quotation else text.replace("e", "c") for text in stories[0]]
    for number, text in enumerate([scan, stories[1], quotation, *OTHERS]):
        body = "\n\n".join(text)
        (tmp_path / f"{number:02}.txt").write_text(f"Matter {number} of harbours\n\n{body}\n")
    articles = load_corpus(tmp_path).articles
    assert articles["ocr_noise"].max() > 0.01
    assert (articles["duplicate_of"] == "").all()


def test_a_review_of_the_year_parts_no_copies_of_the_briefs_in_it():
    stories = [story(seed, sentences=8) for seed in range(6)]
    stories = [[" ".join(one[:4]), " ".join(one[4:])] for one in stories]
    copies = [one[:1] for one in stories]
    review = [text for one in copies for text in one]
    day = [dt.date(1994, month, 2) for month in range(1, 7)]
    days = [*day, *(one + dt.timedelta(1) for one in day), dt.date(1994, 12, 30)]
    days += [dt.date(1994, 5, 2)] * len(OTHERS)
    table = found([*stories, *copies, review, *OTHERS], earliest=days, latest=days)
    assert (table["family"][:6] > 0).all()
    assert (table["family"][:6].to_numpy() == table["family"][6:12].to_numpy()).all()
    assert table["family"][:6].nunique() == 6


def test_one_paragraph_of_several_in_common_makes_no_copies_of_short_articles():
    shared = " ".join(story(77, sentences=5))
    short = [" ".join(story(600 + k, sentences=1)) for k in range(3)]
    longer = [item(700 + k) for k in range(4)]
    assert (found([[*short, shared], [*longer, shared], *OTHERS])["family"] == 0).all()


def test_a_text_reworded_from_end_to_end_is_found_by_what_is_left_all_over_it():
    plain = [text for text in story(600, sentences=200) if not re.search(r"\d", text)]
    one = [" ".join(plain[k : k + 3]) for k in range(0, 12, 3)]
    own = plain[20:]
    reworded = [" ".join([*own[k : k + 2], plain[k + 2]]) for k in range(0, 12, 3)]
    assert (found([one, reworded, *OTHERS])["family"][:2] == 1).all()
    quoting = [*own[:12], plain[2], plain[5]]
    assert (found([one, quoting, *OTHERS])["family"] == 0).all()


REPORT = [
    "Work at Grindal begins when the ice has gone and the timber has come down the river.",
    "The yard will build {} ferries for the islands. It paid {} crowns for the slip that the town "
    "had leased to the ropeworks of Sula. Sailings by night, {} a week, stay as they are.",
    "Nobody in the harbour wanted the old slip back, neither the council nor the pilots.",
]


def report(*figures: str) -> Story:
    return [REPORT[0], REPORT[1].format(*figures), REPORT[2]]


def test_a_correction_of_some_figures_is_a_copy_and_a_form_filled_in_is_none():
    one, other = report("14", "78,500", "29"), report("23", "12,900", "17")
    note = "This replaces an item of this morning."
    corrected = [[note, *report(str(number), "58,700", "29")] for number in range(15, 25)]
    assert np.mean([found([one, new])["family"].all() for new in corrected]) >= 0.9
    assert (found([one, other])["family"] == 0).all()


def test_a_full_story_dated_less_closely_stands_for_what_was_cut_from_it():
    wire = story(3)
    stories = [wire, first_share(wire, 0.5), *OTHERS]
    rest = [None] * len(OTHERS)
    ends = [dt.date(1994, 5, 1), dt.date(1994, 5, 5)], [dt.date(1994, 5, 31), dt.date(1994, 5, 5)]
    table = found(stories, earliest=[*ends[0], *rest], latest=[*ends[1], *rest])
    assert table["role"][:2].tolist() == ["original", "cut"]
    ends[0][0] = dt.date(1994, 5, 6)
    table = found(stories, earliest=[*ends[0], *rest], latest=[*ends[1], *rest])
    assert table["role"][:2].tolist() == ["expanded", "original"]


def test_a_full_story_without_a_date_is_no_expansion_of_its_cut():
    wire = story(3)
    day = [None, dt.date(1994, 5, 1)]
    table = found([wire, first_share(wire, 0.5)], earliest=day, latest=day)
    assert table["role"].tolist() == ["full version", "original"]
    assert table["duplicate_of"].tolist() == ["a001", ""]


HASHES = st.lists(st.tuples(st.integers(0, 9), st.integers(0, 3), st.integers(0, 40)), max_size=120)


@settings(deadline=None)
@given(HASHES)
def test_any_sketches_give_a_sound_table(rows: list[tuple[int, int, int]]):
    ids, bodies = [f"a{n}" for n in range(10)], [f"b{n}" for n in range(10)]
    articles = pd.DataFrame({"article_id": ids, "body": bodies, "n_words": range(10)})
    articles = articles.assign(earliest=None, latest=None, headline="", publisher="", agency="")
    table = find_duplicates(articles, pd.DataFrame(rows, columns=["article", "passage", "hash"]))
    known = dict(zip(articles["article_id"], table["duplicate_of"], strict=True))
    assert all(known[of] == "" for of in table["duplicate_of"] if of)
    assert ((table["duplicate_of"] == "") | (table["family"] > 0)).all()
    assert table["shared"].between(0, 1).all()


def test_shares_are_weighted_by_rarity():
    article = np.repeat([0, 1, 2, 3], [4, 4, 4, 4])
    hashes = np.array([2, 4, 6, 8, 2, 4, 6, 10, 2, 12, 14, 16, 2, 18, 20, 22])
    links = as_table(article, np.zeros(16, dtype=np.int64), hashes, 4, np.zeros(4)).links()
    assert links.shared.tolist() == [3]
    assert 0 < links.of_smaller[0] < 0.75
