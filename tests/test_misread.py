"""Versions of a story are found by their words where scans left too little of its sentences."""

import datetime as dt
import random
import re
import zlib

import numpy as np
import pytest

from helpers import load_corpus
from helpers.corpus.misread import Versions, versions_by_words, with_misread_years
from made_variants import Story, first_share, made_story, new_lead

SHAPES = {"e": "c", "h": "b", "n": "u", "u": "n", "m": "rn", "l": "1", "i": "l", "o": "0", "s": "5"}
"""Letters that character recognition takes for others."""


def misread(one: Story, seed: int, rate: float = 0.05) -> Story:
    rng = random.Random(seed)
    return [
        "".join(SHAPES[c] if c in SHAPES and rng.random() < rate else c for c in text)
        for text in one
    ]


def story(seed: int) -> Story:
    return made_story(random.Random(seed), sentences=14)


def in_pieces(article, passage, word):
    """Give the words of seven articles at a time."""

    def pieces(wanted):
        for start in range(0, max(article, default=-1) + 1, 7):
            here = (article >= start) & (article < start + 7)
            if wanted is not None:
                here &= wanted[article]
            yield article[here], passage[here], word[here]

    return pieces


def versions(stories: list[Story], noise: float | list[float] = 0.1) -> Versions:
    """Compare stories by words of four letters and more, and by numbers."""
    rows = [
        (number, passage, zlib.crc32(word.encode()) * 2 + word[0].isdigit())
        for number, one in enumerate(stories)
        for passage, text in enumerate(one)
        for word in re.findall(r"[\d.,]*\d|\w+", text.lower())
        if len(word) > 3 or word[0].isdigit()
    ]
    article, passage, word = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return versions_by_words(
        in_pieces(article, passage, word), np.broadcast_to(noise, len(stories))
    )


def pairs(found: Versions) -> set[tuple[int, int]]:
    return {
        (min(pair), max(pair))
        for pair in zip(found.longer.tolist(), found.shorter.tolist(), strict=True)
    }


OTHERS = [misread(story(seed), seed) for seed in range(1000, 1060)]


def test_two_bad_scans_of_a_story_are_one_story_in_a_folder(tmp_path):
    for seed in range(12):
        for paper in range(2):
            text = "\n\n".join(misread(story(seed), 100 * paper + seed, 0.04))
            head = f"How Paper {paper} Told of Matter {seed}\n\nMarch {seed + 1}, 1931\n\n"
            (tmp_path / f"{seed}-{paper}.txt").write_text(head + text, encoding="utf-8")
    articles = load_corpus(tmp_path).articles
    one = articles.assign(story=articles["file"].str.extract(r"^(\d+)-")[0])
    counted = one["duplicate_of"].mask(one["duplicate_of"] == "", one["article_id"])
    sizes = one.groupby(counted)["story"].agg(["nunique", "size"])
    assert (sizes["nunique"] == 1).all()
    assert (sizes["size"] == 2).sum() >= 11
    copies = articles[articles["duplicate_of"] != ""]
    assert set(copies["role"]) == {"near copy"}
    assert (copies["shared"] > 0.5).all()


@pytest.mark.parametrize("rate", [0.02, 0.05])
def test_a_scan_goes_with_a_scan_of_the_same_story_and_of_no_other(rate):
    stories = [story(seed) for seed in range(30)]
    scans = [misread(one, 1, rate) for one in stories] + [misread(one, 2, rate) for one in stories]
    found = pairs(versions([*scans, *OTHERS]))
    expected = {(n, n + 30) for n in range(30)}
    assert found <= expected
    assert len(found) >= 28


def test_a_scan_cut_to_half_below_a_new_first_paragraph_is_found():
    stories = [story(seed) for seed in range(30)]
    cut = [new_lead(first_share(one, 0.6), story(500), random.Random(3)) for one in stories]
    scans = [misread(one, 1, 0.03) for one in stories] + [misread(one, 2, 0.03) for one in cut]
    found = versions([*scans, *OTHERS])
    assert pairs(found) <= {(n, n + 30) for n in range(30)}
    assert len(pairs(found)) >= 20
    assert (found.of_longer < found.of_shorter).mean() > 0.9


def test_sound_articles_are_not_compared_by_words():
    stories = [story(1), story(1)[1:], *(story(seed) for seed in range(2, 20))]
    assert pairs(versions(stories, 0.0)) == set()
    assert pairs(versions(stories, [0.0, 0.1] + [0.0] * 18)) == {(0, 1)}


def test_a_standing_paragraph_makes_no_versions_of_short_scans():
    standing = " ".join(story(77)[:6])
    short = [misread([*story(seed)[:3], standing], seed, 0.03) for seed in range(2)]
    assert pairs(versions([*short, *OTHERS])) == set()


def test_a_scanned_form_with_other_figures_is_no_version():
    form = story(5)
    rng = random.Random(5)
    daily = [
        [f"{text} {rng.randint(100, 999)} {rng.randint(100, 999)}" for text in form]
        for _ in range(2)
    ]
    copied = misread(daily[0], 3)
    stories = [misread(daily[0], 1), misread(daily[1], 2), copied, *OTHERS]
    assert pairs(versions(stories)) == {(0, 2)}


MATCH = (
    "Some {} people watched {} play {} on the meadow behind the {} on Sunday. {} scored from a "
    "corner shortly before the interval, {} added another with a header, and {} was sent off for "
    "shouting at the referee. Next week the winners travel to {}."
)


def test_one_odd_word_ties_no_short_reports_in_the_same_phrases():
    letters, names = random.Random(4), []
    for _ in range(30 * 7):
        names.append("".join(letters.choices("bdfgklmnprst", k=7)).title())
    reports = [[MATCH.format(900 + 7 * n, *names[7 * n : 7 * n + 7])] for n in range(30)]
    noise = [0.013 if n < 3 else 0.0 for n in range(30)] + [0.0] * len(OTHERS)
    assert pairs(versions([*reports, *OTHERS], noise)) == set()


def test_words_in_other_paragraphs_make_no_versions():
    one = story(5)
    words = " ".join(one).split()
    random.Random(2).shuffle(words)
    size = len(words) // len(one)
    strewn = [" ".join(words[i : i + size]) for i in range(0, len(words), size)]
    assert pairs(versions([misread(one, 1), misread(strewn, 2), *OTHERS])) == set()


def test_shares_are_looked_up_in_either_order_and_unknown_elsewhere():
    found = versions([misread(story(3), 1, 0.02), misread(story(3)[:-3], 2, 0.02), *OTHERS])
    of_one, of_other = found.shares(np.array([0, 1, 0]), np.array([1, 0, 5]))
    assert of_one[0] < of_other[0]
    assert (of_one[1], of_other[1]) == (of_other[0], of_one[0])
    assert np.isnan([of_one[2], of_other[2]]).all()


def test_nothing_is_found_among_nothing():
    none = np.empty(0, dtype=np.int64)
    nothing = in_pieces(none, none, none)
    assert len(versions_by_words(nothing, np.empty(0)).longer) == 0
    assert len(versions_by_words(nothing, np.array([0.2, 0.2])).longer) == 0


def test_words_counted_and_compared_in_small_pieces_give_the_same_versions(monkeypatch):
    scans = [misread(story(seed), paper, 0.03) for paper in (1, 2) for seed in range(20)]
    whole = versions([*scans, *OTHERS])
    monkeypatch.setattr("helpers.corpus.misread.AT_ONCE", 50)
    monkeypatch.setattr("helpers.corpus.misread.COMPARED_AT_ONCE", 3)
    apart = versions([*scans, *OTHERS])
    assert len(pairs(whole)) >= 15
    for column in ("longer", "shorter", "of_longer", "of_shorter"):
        both = [sorted(getattr(found, column).tolist()) for found in (whole, apart)]
        assert both[0] == pytest.approx(both[1])


def wrong_years(days: list[str], noise: float = 0.1, by_text: bool = True) -> list[int]:
    """Tell for copies of one story, each compared with each, whose year was misread."""
    n = len(days)
    one, other = np.triu_indices(n, 1)
    shares = np.full(len(one), 0.9)
    ordinals = np.array([dt.date.fromisoformat(day).toordinal() for day in days])
    # The first is damaged a little less than the second, and so on.
    damage = noise + np.arange(n) / 1000 * (noise > 0)
    told = with_misread_years(
        Versions(one, other, shares, shares), (ordinals, ordinals), damage, np.full(n, by_text)
    )
    return sorted({*told.wrong_year.tolist()} - {-1})


def test_of_two_scans_a_year_apart_in_one_figure_the_worse_one_was_misread():
    assert wrong_years(["1994-03-26", "1904-03-26"]) == [1]
    assert wrong_years(["1904-03-26", "1991-03-28"]) == []
    assert wrong_years(["1994-03-26", "1994-03-30"]) == []


def test_of_several_scans_the_year_is_wrong_that_others_do_not_have():
    assert wrong_years(["1904-03-26", "1994-03-26", "1994-03-26"]) == [0]


def test_other_days_stay_apart_and_so_do_years_of_sound_texts_and_of_files():
    assert wrong_years(["1994-03-26", "1904-09-26"]) == []
    assert wrong_years(["1994-12-24", "1995-12-24"]) == []
    assert wrong_years(["1994-03-26", "1904-03-26"], noise=0) == []
    assert wrong_years(["1994-03-26", "1904-03-26"], by_text=False) == []


@pytest.mark.parametrize("year", [1904, 1991])
def test_a_scan_whose_year_was_misread_goes_with_its_copy_and_does_not_stand_for_it(tmp_path, year):
    for seed in range(6):
        for paper in range(2):
            text = misread(story(seed), 100 * paper + seed, 0.03) if paper else story(seed)
            head = f"How Paper {paper} Told of Matter {seed}\n\nMarch {seed + 1}, "
            body = "\n\n".join(text)
            (tmp_path / f"{seed}-{paper}.txt").write_text(
                f"{head}{year if paper else 1994}\n\n{body}", encoding="utf-8"
            )
    articles = load_corpus(tmp_path).articles
    ids = articles.set_index("article_id")["file"]
    copies = articles[articles["duplicate_of"] != ""]
    assert len(copies) >= 5
    assert copies["file"].str.endswith("-1.txt").all()
    assert (copies["duplicate_of"].map(ids).str[0] == copies["file"].str[0]).all()
