"""Paragraphs that articles share, in whatever file, order and form they stand."""

import itertools

import pytest

from helpers import load_corpus
from helpers.analysis import overlap
from helpers.analysis.overlap import (
    COLUMNS,
    LEAST_WORDS,
    MOST_SHARING,
    shared_passages,
)
from helpers.corpus.extraction import extract_folder
from nasty import within

OPENING = "OSLO, {day} March 1994 (AP) - "
PARAGRAPHS = [
    "Ministers from nine countries put off a decision on steel duties again on that day.",
    "They will meet again in two weeks, and the envoy Eva Lund hopes for a better mood.",
    "Steel makers in four countries had asked for duties of 25 percent from next month.",
    "Nobody in the harbour towns expects that the quarrel will be over before the winter.",
    "The union of the mill workers wants aid, and it wants that before the next talks.",
]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "clippings").mkdir()
    return tmp_path / "clippings"


def story(folder, name: str, *paragraphs: str, day: int = 1) -> None:
    text = "\n".join([OPENING.format(day=day) + paragraphs[0], *paragraphs[1:]])
    (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def own(name: str) -> str:
    return f"Only the paper of {name.title()}sund has this one sentence about {name} and {name}s."


def by_file(folder) -> dict[frozenset[str], tuple[int, int, float]]:
    corpus = load_corpus(folder, duplicates="exact")
    name = corpus.articles.set_index("article_id")["file"].str.partition(".")[0]
    return {
        frozenset((name[row.article_id], name[row.other_id])): (
            row.passages,
            row.words,
            round(row.share, 3),
        )
        for row in shared_passages(corpus).itertuples()
    }


def test_a_story_cut_from_the_bottom_is_found_in_the_longer_one(folder):
    story(folder, "long", *PARAGRAPHS, day=1)
    story(folder, "short", *PARAGRAPHS[:2], own("b"), day=2)
    story(folder, "other", own("c"), day=3)
    (pair,) = by_file(folder).items()
    words = [len(paragraph.split()) for paragraph in PARAGRAPHS]
    assert pair[0] == {"long", "short"}
    assert pair[1][:2] == (2, sum(words[:2]))
    length = load_corpus(folder).articles.set_index("file").loc["short.txt", "n_words"]
    assert pair[1][2] == round(sum(words[:2]) / length, 3)


def test_the_dateline_and_the_order_of_words_make_no_difference_and_another_word_does(folder):
    story(folder, "a", PARAGRAPHS[0], own("a"), day=1)
    story(folder, "b", PARAGRAPHS[0], own("b"), day=20)
    turned = "On that day ministers from nine countries put off a decision on steel duties again."
    story(folder, "c", turned, own("c"), day=3)
    story(folder, "d", PARAGRAPHS[0].replace("nine", "ten"), own("d"), day=4)
    assert set(by_file(folder)) == {frozenset("ab"), frozenset("ac"), frozenset("bc")}


def test_short_paragraphs_recur_by_chance(folder):
    for name, length in itertools.product("ab", (LEAST_WORDS - 1, LEAST_WORDS)):
        words = " ".join(["Nobody", *["was"] * (length - 2), "glad."])
        story(folder, f"{name}{length}", own(f"{name}{length}"), words)
    assert [sorted(pair) for pair in by_file(folder)] == [[f"a{LEAST_WORDS}", f"b{LEAST_WORDS}"]]


def test_a_paragraph_twice_in_one_article_counts_once(folder):
    story(folder, "a", PARAGRAPHS[0], PARAGRAPHS[0], own("a"))
    story(folder, "b", PARAGRAPHS[0], own("b"))
    (found,) = by_file(folder).values()
    assert found[0] == 1
    assert found[2] <= 1


def test_whole_copies_are_no_pair_and_lend_their_place_to_the_first(folder):
    story(folder, "a", *PARAGRAPHS[:2])
    text = (folder / "a.txt").read_text()
    (folder / "same bytes.txt").write_text(text)
    (folder / "same body.txt").write_text(text + "\nShare on Facebook")
    story(folder, "b", PARAGRAPHS[0], own("b"))
    corpus = load_corpus(folder)
    assert (corpus.articles["duplicate_of"] != "").sum() == 2
    (pair,) = shared_passages(corpus)[["article_id", "other_id"]].to_numpy().tolist()
    kept = set(corpus.articles.loc[corpus.articles["duplicate_of"] == "", "article_id"])
    assert set(pair) == kept


def test_without_anything_shared_there_is_an_empty_table(folder):
    story(folder, "a", own("a"))
    assert shared_passages(load_corpus(folder)).columns.tolist() == COLUMNS
    story(folder, "b", own("b"))
    found = shared_passages(load_corpus(folder))
    assert found.empty
    assert found.columns.tolist() == COLUMNS


def test_the_largest_share_comes_first_and_names_and_order_of_files_do_not_count(
    folder, tmp_path, monkeypatch
):
    story(folder, "a", *PARAGRAPHS, day=1)
    story(folder, "b", *PARAGRAPHS[:4], own("b"), day=2)
    story(folder, "c", *PARAGRAPHS[:2], own("c"), day=3)
    found = shared_passages(load_corpus(folder))
    assert found["share"].is_monotonic_decreasing
    assert found["share"].between(0, 1).all()
    other = tmp_path / "other"
    other.mkdir()
    for old, new in zip("abc", "zxy", strict=True):
        (other / f"{new}.txt").write_text((folder / f"{old}.txt").read_text())
    again = shared_passages(load_corpus(other))
    assert again.equals(found)


def test_extracts_share_what_their_originals_share(folder, tmp_path):
    story(folder, "a", *PARAGRAPHS, day=1)
    story(folder, "b", *PARAGRAPHS[1:3], own("b"), day=2)
    extract_folder(folder, tmp_path / "extracts")
    assert by_file(folder) == by_file(tmp_path / "extracts") != {}


def test_chunks_change_no_pair(folder, monkeypatch, tmp_path):
    for name in "abcdef":
        story(folder, name, PARAGRAPHS[0], own(name))
    whole = shared_passages(load_corpus(folder))
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "other"))
    monkeypatch.setattr("helpers.corpus.listing.MOST_FILES", 1)
    from helpers.corpus import LocalEngine

    cut = load_corpus(folder, engine=LocalEngine(1))
    assert len(list(cut.chunks("passages"))) == 6
    assert shared_passages(cut).equals(whole)
    assert len(whole) == 15


def test_standing_text_of_very_many_articles_is_paired_with_the_first(folder):
    for number in range(MOST_SHARING + 1):
        story(folder, f"{number:03d}", PARAGRAPHS[0], own(f"n{number}"), day=1 + number % 28)
    corpus = load_corpus(folder)
    found = shared_passages(corpus)
    assert set(found["article_id"]) == {corpus.articles["article_id"][0]}
    assert set(found["other_id"]) == set(corpus.articles["article_id"][1:])
    (folder / "000.txt").unlink()
    assert len(shared_passages(load_corpus(folder))) == MOST_SHARING * (MOST_SHARING - 1) // 2


def test_pairs_of_thousands_cost_linear_time():
    articles = [f"{number}" for number in range(200_000)]
    with within(10):
        pairs = list(overlap._pairs(articles))
    assert len(pairs) == len(articles) - 1
