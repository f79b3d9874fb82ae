"""The methods paragraph: it says what was done, no more, and names every work that it rests on."""

import dataclasses
import datetime as dt
import math
import re

import numpy as np
import pandas as pd
import pytest

from helpers import compare_eras, load_corpus
from helpers.analysis.honesty import Rung
from helpers.analysis.statistics.strata import split_within
from helpers.reporting.methods import _beyond, methods_paragraph
from helpers.reporting.provenance import versions
from helpers.reporting.references import REFERENCES
from made import clipping, folder_of_clippings

BARE = "Nobody can tell when this page was written, or by whom, or for which of the papers."


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def load(tmp_path):
    """Load a folder of so many clippings, half of 1994 and half of 2024."""

    def load(n: int, *texts: str, name: str = "clippings", **options):
        folder = folder_of_clippings(tmp_path / name, n)
        for number, text in enumerate(texts):
            (folder / f"more{number}.txt").write_text(text, encoding="utf-8")
        return load_corpus(folder, **options)

    return load


def told(corpus, seed: int = 0) -> tuple[str, list[str]]:
    """The paragraph, and the entries of its list."""
    comparison = compare_eras(corpus, random_state=seed)
    said = methods_paragraph(comparison, corpus)
    paragraph, entries = said.split("\n\n**References**\n\n")
    assert "\n" not in paragraph
    return paragraph, entries.split("\n")


def test_few_articles_are_described_and_nothing_is_said_of_tests(load):
    paragraph, entries = told(load(6))
    assert "describe these articles only" in paragraph
    assert "no verdict was drawn from the p-values" in paragraph
    inferred = ("permutation", "interval", "smallest p", "significant", "false discover", "lean to")
    assert not [word for word in inferred[:-1] if word in paragraph.lower()]
    assert not [e for e in entries if "Permutation" in e or "Welch" in e or "Benjamini" in e]


def test_intervals_are_told_where_they_are_allowed_and_tests_are_not(load):
    paragraph, entries = told(load(12))
    assert "The article, not the word, is the unit" in paragraph
    assert "95% intervals" in paragraph
    assert "no difference is called significant" in paragraph
    assert "permutation" not in paragraph
    assert any("Welch, B. L. (1947)" in entry for entry in entries)


def test_tests_are_told_with_their_splits_floor_and_number(load):
    corpus = load(44)
    comparison = compare_eras(corpus)
    assert comparison.rung is Rung.TESTS
    paragraph, entries = told(corpus)
    assert "permutation of whole articles" in paragraph
    assert "9,999 drawn splits and the observed one (Phipson and Smyth 2010)" in paragraph
    assert "the smallest p that can be reached is 0.0001" in paragraph
    tables = {"terms": comparison.terms, "topics": comparison.topics, "tone": comparison.tone}
    for name, table in tables.items():
        once = table[table["era"] == comparison.eras[0]]  # of two eras each mirrors the other
        assert f"{int(once['p_adjusted'].notna().sum()):,} for {name}" in paragraph
    assert any("Benjamini, Y. and Hochberg, Y. (1995)" in entry for entry in entries)


def test_within_strata_the_splits_are_those_of_the_strata(load):
    corpus = load(44)
    comparison = compare_eras(corpus)
    eras = comparison.articles["era"]
    rank = eras.groupby(eras).cumcount()
    names = np.where(rank < 2, "Herald", [f"Paper of {era}" for era in eras])
    articles = comparison.articles.assign(publisher=names)
    within = split_within((eras == comparison.eras[0]).to_numpy(), names)
    assert within.ways == math.comb(4, 2)
    by = dataclasses.replace(comparison, articles=articles, strata="publisher")
    paragraph = methods_paragraph(by, corpus)
    assert "among those of the same publisher, with all 6 splits (an exact test)" in paragraph
    assert "the smallest p that can be reached is 0.33" in paragraph
    apart = articles.assign(publisher=[f"Paper of {era}" for era in eras])
    nothing = methods_paragraph(dataclasses.replace(by, articles=apart, rung=Rung.NOTHING), corpus)
    assert (
        "No publisher has articles of two eras, so that no word and no topic can be compared "
        "within the same publisher."
    ) in nothing
    assert "fewer than two eras" not in nothing
    assert "how far an era leans" not in nothing
    assert "Tone is the mean over the sentences" in nothing
    assert (
        "Tone was compared over all articles, whatever their publisher, with the interval of "
        "Welch (Welch 1947), by permutation of whole articles between an era and the rest, where "
        "the smallest p is 0.0001"
    ) in nothing


def test_within_strata_the_smallest_era_is_told_as_that_of_the_strata(load):
    corpus = load(44)
    comparison = compare_eras(corpus)
    eras = comparison.articles["era"]
    rank = eras.groupby(eras).cumcount()
    names = np.where(rank < 6, "Herald", [f"Paper of {era}" for era in eras])
    articles = comparison.articles.assign(publisher=names)
    by = dataclasses.replace(comparison, articles=articles, strata="publisher", rung=Rung.INTERVALS)
    paragraph = methods_paragraph(by, corpus)
    assert (
        f"Since within articles of the same publisher {comparison.eras[0]} has 6 articles, of 22 "
        "in all, fewer than 20, no difference is called significant"
    ) in paragraph
    assert "the smallest era" not in paragraph


def test_one_era_is_not_compared(load, tmp_path):
    folder = tmp_path / "one"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(clipping(number, 1994), encoding="utf-8")
    paragraph, entries = told(load_corpus(folder))
    assert "nothing was compared" in paragraph
    assert "(3 articles, " in paragraph.replace("; 3", " (3")
    assert [entry.split(",")[0] for entry in entries] == ["- Harris", "- Pedregosa", "- Virtanen"]


def test_copies_and_undated_articles_are_counted_as_left_out(load):
    corpus = load(6, clipping(0, 1994), BARE)
    paragraph, _ = told(corpus)
    assert "holds 8 articles, 6 of which (" in paragraph
    assert (
        "1 article repeating another one and 1 article that could not be dated to one era were "
        "left out"
    ) in paragraph
    assert "left out" not in told(load(6, name="plain"))[0]
    assert (
        "1 article that could not be dated to one era was left out"
        in (told(load(6, BARE, name="undated"))[0])
    )


def test_how_articles_were_dated_is_told(load):
    assert "Dates: 6 articles to a day." in told(load(6))[0]
    by_content = (
        "Envoys meet on glass\n\nPresident Bill Clinton met Prime Minister Tomiichi Murayama and "
        "spoke with him of glass. The makers of glass want duties on foreign glass.\n"
    )
    eras = {"then": [1990, 1999], "now": [2020, 2029]}
    paragraph, _ = told(load(6, by_content, name="by content", eras=eras))
    assert re.search(
        r"6 articles to a day; 1 article to a range of days \(median \d+\), "
        r"1 of them by words and names of their time alone\.",
        paragraph,
    )


def test_of_eras_found_in_a_folder_it_is_told_whose_days_may_lie_beyond():
    day = dt.date
    articles = pd.DataFrame(
        {
            "earliest": [day(1994, 1, 1), day(1994, 5, 1), None],
            "latest": [day(1994, 2, 1), day(1996, 5, 1), day(1994, 2, 1)],
        }
    )
    span = day(1994, 1, 1), day(1994, 12, 31)
    assert _beyond(articles, span) == "; the days of 2 may lie beyond"
    assert _beyond(articles[:1], span) == ""


@pytest.mark.parametrize("articles", [6, 12, 44])
def test_every_work_that_is_named_is_listed_and_no_other(load, articles: int):
    paragraph, entries = told(load(articles))
    named = {
        key for key, (name, _) in REFERENCES.items() if re.search(rf"[(;] ?{name}[;)]", paragraph)
    }
    assert entries == [f"- {full}" for full in sorted(REFERENCES[key][1] for key in named)]
    years = re.findall(r"\b(?:19|20)\d\d(?=[;)])", paragraph)
    assert len(years) >= len(named)


def test_every_reference_has_an_author_a_year_and_a_place_where_it_appeared():
    for name, full in REFERENCES.values():
        author, year = name.split()[0].rstrip(","), name.split()[-1]
        assert full.startswith(author)
        assert f"({year})" in full
        assert full.endswith(".")
        assert "*" in full or "Lancaster" in full


def test_versions_digest_and_seed_are_those_of_the_run(load):
    corpus = load(6)
    paragraph, _ = told(corpus, seed=7)
    for name in ("numpy", "scipy", "datelines"):
        assert f"{name} {versions()[name]}" in paragraph
    assert corpus.digest[:16] in paragraph
    assert "with seed 7." in paragraph


def test_names_of_folders_and_eras_cannot_become_markup(load):
    corpus = load(6, name="a *b* [c](d)")
    assert r"“a \*b\* \[c\](d)”" in told(corpus)[0]
