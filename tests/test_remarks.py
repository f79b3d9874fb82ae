"""Sentences that code writes: their numbers are those of the tables, and one of a thing is one."""

import dataclasses
import math
import re

import pandas as pd
import pytest

from helpers import compare_eras, fit_topics, load_corpus
from helpers.analysis.confounds import confounds
from helpers.analysis.eras import topic_shares_by_era
from helpers.analysis.honesty import Rung, rung
from helpers.analysis.overlap import shared_passages
from helpers.analysis.sentiment import article_tone, guard_effect, tone_by_era
from helpers.analysis.tables import compared, distinct
from helpers.analysis.topic_models.topic_number import stability_by_number
from helpers.analysis.topic_models.topic_times import topics_over_time
from helpers.intake.tone.norms import read_norms
from helpers.reporting.findings import plain
from helpers.reporting.intake import summarise
from helpers.reporting.remarks import corpus as remarks
from helpers.reporting.remarks import eras as era_remarks
from helpers.reporting.remarks import tone as tone_remarks
from helpers.reporting.remarks import topics as topic_remarks
from made import clipping, folder_of_clippings

ONE = "OSLO, May 2, 1994 (AP) - Talks about the steel of Bergen failed again on that very day."
BARE = "Nobody can tell when this page was written, or by whom, or for which of the papers."
NOUNS = (
    "article line word file pair day sentence phrase topic passage comparison use time row "
    "standfirst"
)
ONE_NOUN = re.compile(rf"\b(?<![.,])1 ({'|'.join(f'{noun}s' for noun in NOUNS.split())})\b")
MANY_NOUN = re.compile(rf"\b(?:0|\d*[02-9]|\d+1) ({'|'.join(NOUNS.split())})\b")
ONE_VERB = re.compile(r"(?:^|[;:.] )1 (?:of [\d,]+ )?\w+ (were|are|have|share|tell|lose|rest)\b")


def grammatical(text: str) -> bool:
    """Whether no noun or verb disagrees with the number before it, and no sentence is empty."""
    wrong = [pattern.search(text) for pattern in (ONE_NOUN, MANY_NOUN, ONE_VERB)]
    return not any(wrong) and not re.search(
        r"^[.;,]|(?<!\.)\.\.(?!\.)|\s[.;,](?!\.)|  |\bnan\b|None\b(?! tells)", text
    )


def numbers(text: str) -> list[int]:
    return [
        int(n.replace(",", "")) for n in re.findall(r"(?<![\w.−+])\d[\d,]*(?![\w.%]|\.\d)", text)
    ]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def load(tmp_path):
    """Load clippings given by their texts, in a folder of a chosen name."""

    def load(*texts: str, name: str = "clippings", **options):
        folder = tmp_path / name
        folder.mkdir()
        for number, text in enumerate(texts):
            (folder / f"{number}.txt").write_text(text, encoding="utf-8")
        return load_corpus(folder, **options)

    return load


@pytest.fixture
def two_eras(tmp_path):
    return load_corpus(folder_of_clippings(tmp_path / "two eras", 12))


FOLDERS = {
    "one article": [ONE],
    "one article and one line": [f"{ONE}\nShare on Facebook"],
    "two articles": [ONE, clipping(3, 1994)],
    "one of each era": [clipping(1, 1994), clipping(2, 2024)],
    "one era": [clipping(n, 1994) for n in range(4)],
    "two eras": [clipping(n, 1994 if n < 3 else 2024) for n in range(6)],
    "no era": [BARE, BARE.replace("page", "sheet")],
    "one undated": [*(clipping(n, 1994) for n in range(3)), BARE],
    "no removed lines": [clipping(n, 1994).replace("Share on Facebook\n", "") for n in range(3)],
    "a copy": [clipping(1, 1994), clipping(1, 1994), clipping(2, 1994)],
    "two copies": [
        *[clipping(1, 1994)] * 2, clipping(1, 1994) + "Advertisement", clipping(2, 2024),
    ],
    "a copy of another era": [
        *(clipping(n, 1994) for n in range(3)),
        clipping(1, 1994).replace(" March 1994", " May 2024"),
    ],
    "a problem": [clipping(1, 1994), ""],
    "two problems": [clipping(1, 1994), "", "!!!"],
    "another language": [clipping(1, 1994), "Nikt nie wie, kiedy napisano te zdania i po co."],
}  # fmt: skip


def everything_said(corpus) -> dict[str, str]:
    """All remarks that the notebooks make about a folder, as far as they can be made."""
    articles, removed = corpus.articles, corpus.table("removed")
    tone, by_era, at = article_tone(corpus), tone_by_era(corpus), ladder(corpus)
    comparison = compare_eras(corpus)
    said = {
        "what is here": remarks.what_is_here(corpus),
        "dating": remarks.dating(articles),
        "removals": remarks.removals(removed, articles),
        "overlaps": remarks.overlaps(shared_passages(corpus)),
        "size": remarks.bullets([remarks.size_limit(corpus)]),
        "limits": remarks.bullets(remarks.limits(corpus)),
        "tone": tone_remarks.in_what_tone(tone, by_era, at),
        "left out": tone_remarks.left_out(by_era),
        "guard": tone_remarks.guard(guard_effect(corpus)),
        "coverage": tone_remarks.coverage(tone),
        "tone limits": remarks.bullets(tone_remarks.limits(confounds(corpus))),
        "eras": era_remarks.how_they_differ(comparison),
        "key terms": era_remarks.key_terms(comparison),
        "most telling": era_remarks.most_telling(comparison),
        "composition": era_remarks.composition_first(comparison.composition),
        "comparison limits": remarks.bullets(comparison.limits),
        "topics by era": topic_remarks.by_era(comparison.topics, comparison.rung, comparison.model),
    }
    if comparison.model is not None:
        said |= {
            "topics": topic_remarks.what_it_is_about(comparison.model),
            "reliability": topic_remarks.reliability(comparison.model),
            "topic limits": remarks.bullets(topic_remarks.limits(comparison.model)),
            "number of topics": topic_remarks.number(
                comparison.model, stability_by_number(comparison.model, [2, 3])
            ),
            "over time": topic_remarks.trends(
                topics_over_time(comparison.model, comparison.articles)
            ),
        }
    return said


def ladder(corpus) -> Rung:
    return rung(compared(corpus)["era"].value_counts().to_dict())


@pytest.mark.parametrize("folder", FOLDERS)
def test_every_remark_about_any_folder_is_a_sentence(load, folder):
    for what, text in everything_said(load(*FOLDERS[folder])).items():
        assert grammatical(text), (what, text)
        assert text.rstrip("*").endswith("."), (what, text)


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_said_to_be_here_is_what_the_tables_hold(load, folder):
    corpus = load(*FOLDERS[folder])
    text = remarks.what_is_here(corpus)
    own = distinct(corpus)
    removed = len(corpus.table("removed"))
    assert own["n_words"].sum() == corpus.table("sentences")["n_words"].sum()
    assert own["n_removed"].sum() == removed
    assert f" {len(corpus.articles)} article" in text
    assert f" {own['n_words'].sum():,} word" in text
    assert (f" {removed} line" in text) == (removed > 0)
    copies = len(corpus.articles) - len(own)
    assert ("version" in text) == (copies > 0)
    told = f" {copies} article{'s are' if copies > 1 else ' is a'} version"
    assert (told in text) == (copies > 0)
    unread = (corpus.accounts["article_id"] == "").sum()
    assert ("could not be read" in text) == (unread > 0)
    for era in corpus.eras:
        assert f"**{era}** ({(own['era'] == era).sum()})" in text
    shown = repr(corpus)
    assert f"{own['n_words'].sum():,} word" in shown
    placed = sum(map(int, re.findall(r"\((\d+)\)", shown)))
    apart = sum(map(int, re.findall(r"(\d+) (?:in no era|version)", shown)))
    assert placed + apart == len(corpus.articles) or not corpus.eras
    assert corpus.summary()["articles"].sum() == len(own)
    assert corpus.summary()["words"].sum() == own["n_words"].sum()
    assert grammatical(shown)


@pytest.mark.parametrize("folder", FOLDERS)
def test_what_is_said_of_removed_lines_is_what_the_table_holds(load, folder):
    corpus = load(*FOLDERS[folder])
    removed = corpus.table("removed")
    text = remarks.removals(removed, corpus.articles)
    if removed.empty:
        assert "No line was taken out" in text
        return
    lines, words = numbers(text)[:2]
    assert lines == len(removed)
    assert words == removed["n_words"].sum()
    share = words / (words + corpus.table("sentences")["n_words"].sum())
    assert f"{share:.0%} of all words" in text
    (reason, count) = re.findall(r"reason is ([\w ]+) \((\d+)\)", text)[0]
    assert (
        int(count) == (removed["reason"] == reason).sum() == removed["reason"].value_counts().max()
    )


def test_of_one_article_nothing_is_said_in_the_plural(load):
    corpus = load(f"{ONE}\nShare on Facebook\nAdvertisement", name="one")
    assert "2 lines on its page were no part of it" in remarks.what_is_here(corpus)
    twice = load(ONE, ONE, name="twice")
    assert "words in the 1 that counts; no line" in remarks.what_is_here(twice)
    bare = load(BARE, name="bare")
    assert "It does not tell closely enough" in remarks.what_is_here(bare)
    assert "1 article of 1 cannot be dated to a day." in remarks.limits(bare)


def test_articles_partly_in_another_language_are_told(load):
    french = (
        "La ville fermera au printemps deux des trois ardoisières de la vallée, a déclaré mardi le "
        "maire aux ouvriers. Ils attendaient la nouvelle depuis l'an dernier, quand le prix de "
        "l'ardoise est tombé au-dessous du coût de la taille. Le syndicat se réunira vendredi."
    )
    english = clipping(0, 1994)
    assert "another language" not in " ".join(remarks.limits(load(english, name="none")))
    one = load(f"{english}\n\n{french}\n\n{french}", name="one")
    assert set(one.accounts["status"]) == {"ok"}
    assert one.problems["reason"].str.contains("partly written in French").tolist() == [True]
    assert any(
        sentence.startswith("1 article is partly written in another language")
        for sentence in remarks.limits(one)
    )
    assert "0.txt: partly written in French" in summarise(one)


def test_clippings_of_a_few_words_are_told(load):
    texts = [clipping(n, 1994) for n in range(3)]
    told = "fewer than 25 words"
    assert told not in " ".join(remarks.limits(load(*texts, name="long")))
    one = load(*texts, "Ask the library about the films.", name="one")
    assert any(
        sentence.startswith(f"1 article has {told}: perhaps it is a note, or a page whose text")
        for sentence in remarks.limits(one)
    )
    two = load(*texts, "Ask the library about the films.", "Look for more of it.", name="two")
    assert any(sentence.startswith(f"2 articles have {told}:") for sentence in remarks.limits(two))


def test_an_article_in_no_era_is_told_to_be_dated_too_loosely(load):
    corpus = load(*(clipping(n, 1994) for n in range(3)), BARE)
    assert "; 1 is dated too loosely to be placed." in remarks.what_is_here(corpus)


@pytest.mark.parametrize(
    ("last", "told"),
    [
        (["1994-06-10"], "The closed range is 40 days wide."),
        (["2004-05-01"], "The closed range is 3,653 days wide, about 10 years."),
        (["1994-06-10", "2004-05-01"], "are 40 to 3,653 days wide, the widest about 10 years."),
    ],
)
def test_a_wide_range_is_told_in_years_too(last, told):
    days = {"earliest": pd.Timestamp("1994-05-02").date(), "published": None, "duplicate_of": ""}
    rows = [{**days, "latest": pd.Timestamp(day).date()} for day in last]
    assert remarks.dating(pd.DataFrame(rows, dtype=object)).endswith(told)


def test_counts_of_dated_articles_add_up():
    day = pd.Timestamp("1994-05-02").date()
    later = pd.Timestamp("1994-05-11").date()
    columns = ["earliest", "latest", "published", "duplicate_of"]
    ranges = [(day, later, None), (day, day, day), (None, day, None), (None, None, None)]
    for n in range(1, 4):
        for picked in (
            ranges[:1] * n,
            ranges[1:2] * n,
            ranges[2:3] * n,
            ranges[3:] * n,
            ranges * n,
        ):
            articles = pd.DataFrame(
                picked, columns=["earliest", "latest", "published"], dtype=object
            ).assign(duplicate_of="")
            text = remarks.dating(articles)
            closed = sum(bool(a and b) for a, b, _ in picked)
            assert grammatical(text), text
            assert text.startswith(f"{closed} of {len(picked)} article")
            half = sum((a is None) != (b is None) for a, b, _ in picked)
            neither = sum(a is b is None for a, b, _ in picked)
            assert (f" {half} {'is' if half == 1 else 'are'} open" in text) == (half > 0)
            both = f" {neither} {'is' if neither == 1 else 'are'} open on both"
            assert (both in text) == (neither > 0)
            known = sum(bool(c) for *_, c in picked)
            assert f"for {known}." in text.replace(";", ".") or not known
            assert ("wide" in text) == (closed > 0)
    assert "range is 10 days wide" in remarks.dating(
        pd.DataFrame([(*ranges[0], "")], columns=columns, dtype=object)
    )


def test_a_copy_is_no_article_of_its_own_for_what_a_folder_allows(load):
    texts = [clipping(n, 1994 if n < 5 else 2024) for n in range(9)]
    without = load(*texts, name="without")
    copied = load(*texts, texts[8], texts[8] + "Advertisement\n", name="copied")
    assert len(copied.articles) == 11
    assert remarks.size_limit(copied) == remarks.size_limit(without)
    assert "(2024) has 4 articles" in remarks.size_limit(copied)
    assert remarks.limits(copied) == remarks.limits(without)
    assert compare_eras(copied).rung is Rung.DESCRIPTION


def test_the_tone_that_is_told_is_that_of_the_table(two_eras):
    tone, by_era, at = article_tone(two_eras), tone_by_era(two_eras), ladder(two_eras)
    text = tone_remarks.in_what_tone(tone, by_era, at)
    assert numbers(text)[:2] == [len(two_eras.table("sentences")), 12]
    for row in by_era.itertuples():
        own = tone.loc[tone["era"] == row.era, "tone"].mean()
        assert row.mean == pytest.approx(own)
        norm = read_norms()["tone"]
        assert f"{abs(own - norm.mean) / norm.article_sd:.1f} SD more" in text
    covered = tone_remarks.coverage(tone)
    assert numbers(covered)[:2] == [tone["n_scored"].sum(), len(two_eras.table("sentences"))]


def test_what_the_guard_is_said_to_move_is_what_moves(load):
    corpus = load(
        "OSLO: The United States signed. The United States paid. Nobody else did so on Friday.",
        "BERGEN: The mood was good on Monday, and nobody spoke of the steel from abroad.",
    )
    effect = guard_effect(corpus, "vader")
    text = tone_remarks.guard(effect, "VADER score")
    assert "moves the VADER score of the mean article" in text
    assert "met 1 phrase in 1 of 2 articles" in text
    assert "*United States*, in 2 sentences, whose scores move by" in text
    shift = effect.phrases.iloc[0]["mean_shift"]
    assert f"by {shift:+.2f} on".replace("-", "−") in text
    once = load("OSLO: The United States signed. Nobody else did so on that Friday.", name="once")
    assert "in 1 sentence, whose score moves by" in tone_remarks.guard(guard_effect(once, "vader"))
    assert "and leaves the tone of the mean article at" in tone_remarks.guard(guard_effect(once))


def test_the_topics_that_are_told_are_those_of_the_model(two_eras):
    model = fit_topics(two_eras)
    text = topic_remarks.what_it_is_about(model)
    assert numbers(text)[:3] == [12, len(model.passages), model.n_topics]
    mean = model.word_shares.mean()
    for label in model.labels[:4]:
        assert f"*{plain(label)}* ({mean[label]:.0%}" in text
    contrast = topic_shares_by_era(model, two_eras.articles, two_eras.eras)
    firm = contrast[~contrast["number"].isin(topic_remarks.doubtful(model))]
    widest = firm.loc[firm["difference"].abs().round(9).idxmax()]
    said = topic_remarks.by_era(contrast, ladder(two_eras), model)
    assert topic_remarks.widest_topic(contrast, model) == widest["number"]
    assert f"*{plain(widest['topic'])}*: {widest['mean']:.0%}" in said
    assert f"{len(contrast) // 2} comparisons" in said  # of two eras each mirrors the other


@pytest.mark.parametrize(
    ("firm", "of", "opening"),
    [
        (0, 3, "Not one rests on several articles and is found"),
        (1, 3, "1 of the 3 topics rests on several articles and is found"),
        (2, 3, "2 of the 3 topics rest on several articles and are found"),
        (3, 3, "Every one rests on several articles and is found"),
    ],
)
def test_it_is_plain_how_many_topics_can_be_relied_on(
    two_eras, monkeypatch, firm: int, of: int, opening: str
):
    monkeypatch.setattr(topic_remarks, "doubtful", lambda model: set(range(of - firm)))
    text = topic_remarks.what_it_is_about(fit_topics(two_eras, n_topics=of))
    assert f". {opening} again when articles are left out." in text


def test_a_term_of_one_era_alone_is_said_to_be_in_none_of_the_other_articles(two_eras):
    comparison = compare_eras(two_eras)
    row = comparison.key_terms(1).sort_values("z").iloc[-1]
    said = era_remarks.most_telling(comparison)
    rest = len(comparison.articles) - (comparison.articles["era"] == row.era).sum()
    assert row.reference == 0
    assert f"against none in the {rest} articles elsewhere" in said


def test_without_any_gap_between_eras_none_is_told(load):
    corpus = load(*FOLDERS["one of each era"])
    comparison = compare_eras(corpus)
    assert comparison.topics["difference"].abs().max() == 0
    said = topic_remarks.by_era(comparison.topics, comparison.rung, comparison.model)
    assert said.startswith("No topic that can be relied on has a larger share in one era")


def test_the_key_terms_that_are_told_are_those_of_the_table(two_eras):
    comparison = compare_eras(two_eras)
    text = era_remarks.most_telling(comparison)
    best = comparison.key_terms(1).sort_values("z", ascending=False).iloc[0]
    terms = two_eras.table("terms").merge(two_eras.articles[["article_id", "era"]])
    uses = terms[terms["term"] == best.name].groupby("era")["count"].sum()
    assert f"*{plain(best.name)}*: {uses[best['era']]} use" in text
    assert f"against {uses.drop(best['era']).sum() or 'none'} in" in text
    said = era_remarks.key_terms(comparison)
    assert f"{len(comparison.terms) // 2:,} comparisons" in said
    assert f"{comparison.terms['one_article'].sum():,} of the rows" in said
    words = era_remarks.composition_first(comparison.composition)
    assert numbers(words)[:2] == [6, comparison.composition["words"].iloc[0]]


HARM = "<img src=x onerror=alert(1)> *bold* [link](javascript:alert(1)) `code` $x$ | # _"


def harmless(text: str) -> bool:
    """Whether Markdown that holds this text renders nothing but the text."""
    return not re.search(r"<img|(?<!\\)\[link|(?<!\\)`code|\$x|(?<!\\)\*bold", text)


def test_what_a_clipping_or_a_user_wrote_is_shown_as_it_is(load, two_eras):
    name = HARM.replace("/", "")
    options = {"eras": {f"old {name}": [1990, 1999], f"new {name}": [2020, 2029]}}
    texts = [
        clipping(n, 1994 if n < 5 else 2024).replace("Envoys Meet in", f"{HARM} Envoys Meet in")
        for n in range(10)
    ]
    corpus = load(*texts, name=name[:80], **options)
    assert corpus.eras == tuple(options["eras"])
    for what, text in everything_said(corpus).items():
        assert harmless(text), (what, text)
    removed = two_eras.table("removed").assign(reason=HARM)
    assert harmless(remarks.removals(removed, two_eras.articles))
    tone = article_tone(two_eras).assign(label=HARM)
    assert harmless(tone_remarks.coverage(tone))


def test_lists_are_written_as_one_writes_them():
    assert remarks.listed([]) == ""
    assert remarks.listed(["one"]) == "one"
    assert remarks.listed(["one", "two"]) == "one and two"
    assert remarks.listed(["one", "two", "three"]) == "one, two and three"


@pytest.mark.parametrize(
    "text", ["1 articles", "2 article", "1 line were", "x;  y", ". No", "a nan"]
)
def test_a_sentence_that_disagrees_with_itself_would_be_noticed(text):
    assert not grammatical(text)


def contrast_of(rows: list[tuple[str, int, float, float, float]], *, strata: bool = False):
    columns = ["topic", "number", "mean", "rest", "difference"]
    table = pd.DataFrame(rows, columns=columns).assign(
        era="then", p=0.04, p_floor=0.001, p_authors=0.2, authors_floor=0.01, verdict="leans"
    )
    return table.assign(strata=2, used=9, rest_used=9) if strata else table


def test_the_widest_gap_is_that_of_a_topic_to_rely_on_and_the_sentence_says_so(two_eras):
    model = fit_topics(two_eras)
    loose = topic_remarks.doubtful(model)
    firm = [number for number in model.numbers if number not in loose]
    sure = contrast_of([(model.labels[0], firm[0], 0.3, 0.1, 0.2)])
    assert topic_remarks.by_era(sure, Rung.TESTS, model).startswith("The widest gap is topic")
    kept = (
        "With the articles of each author kept together, p is 0.20 (the smallest possible is 0.010)"
    )
    assert kept in topic_remarks.by_era(sure, Rung.TESTS, model)
    untested = topic_remarks.by_era(sure.assign(p_authors=math.nan), Rung.TESTS, model)
    assert "author" not in untested
    unsure = contrast_of([("quota", 99, 0.9, 0.1, 0.8), (model.labels[0], firm[0], 0.3, 0.1, 0.2)])
    doubted = dataclasses.replace(model, numbers=(99, *model.numbers[1:]))
    doubted.__dict__["reliability"] = model.reliability.assign(
        reliability=[0.1, *[0.9] * (model.n_topics - 1)], one_article=False
    )
    numbered = unsure.assign(number=[99, doubted.numbers[1]])
    said = topic_remarks.by_era(numbered, Rung.TESTS, doubted)
    assert said.startswith("Of the topics that can be relied on, the widest gap is topic")
    assert "30% of an article's words in then, 10% in the rest" in said
    alone = topic_remarks.by_era(numbered[:1], Rung.TESTS, doubted)
    assert alone.startswith("All topics are doubtful; of these, the widest gap is topic 99")


def test_within_strata_the_difference_within_them_is_told(two_eras):
    model = fit_topics(two_eras)
    rows = [(model.labels[0], model.numbers[0], 0.43, 0.29, -0.099)]
    said = topic_remarks.by_era(contrast_of(rows, strata=True), Rung.TESTS, model)
    assert "10 percentage points less of an article's words" in said
    assert "43%" not in said
    nothing = contrast_of([(*rows[0][:4], math.nan)], strata=True)
    said = topic_remarks.by_era(nothing, Rung.TESTS, model)
    assert said.startswith("No stratum has articles of two eras")
    both = pd.concat([nothing, nothing.assign(era="now")])
    assert topic_remarks.by_era(both, Rung.NOTHING, model) == said
    alone = topic_remarks.by_era(nothing, Rung.NOTHING, model)
    assert alone == "There is one era only, so its shares stand alone."
    assert topic_remarks.widest_topic(nothing, model) == model.numbers[0]


def test_where_no_publisher_has_two_eras_every_sentence_on_words_says_so(two_eras):
    articles = two_eras.articles
    apart = dataclasses.replace(
        two_eras, articles=articles.assign(publisher="Paper of " + articles["era"])
    )
    comparison = compare_eras(apart, strata="publisher")
    uncompared = (
        "No publisher has articles of two eras, so that no word and no topic can be compared "
        "within the same publisher."
    )
    assert era_remarks.how_they_differ(comparison) == uncompared
    assert era_remarks.key_terms(comparison) == uncompared
    assert era_remarks.most_telling(comparison) == uncompared
    assert comparison.limits[0] == uncompared
    about_topics = topic_remarks.by_era(comparison.topics, comparison.rung, comparison.model)
    assert about_topics == uncompared.replace("publisher", "stratum")


def test_an_era_that_shares_no_publisher_is_named_where_key_terms_are_told(load):
    years = (1964, 1994, 2024)
    eras = {f"{year // 10}0s": [year, year] for year in years}
    texts = [clipping(n, years[n % 3]) for n in range(12)]
    corpus = load(*texts, eras=eras)
    names = corpus.articles["era"].eq("1960s").map({True: "Star", False: "Herald"})
    parted = dataclasses.replace(corpus, articles=corpus.articles.assign(publisher=names))
    comparison = compare_eras(parted, strata="publisher")
    said = era_remarks.key_terms(comparison)
    assert said.endswith(
        "No publisher has articles of 1960s and of another era, so that no word and no topic of "
        "1960s can be compared within the same publisher."
    )
    others = (comparison.terms["era"] != "1960s").sum()
    assert f"{others:,} comparisons" in said
    assert "reach here is 1.00" not in said


def test_where_no_article_can_be_left_out_for_tone_only_tone_is_spoken_of():
    columns = ["era", "difference", "without_low", "without_high", "articles", "rest_articles"]
    contrast = pd.DataFrame([("then", 0.1, 0.1, 0.2, 1, 3)], columns=columns)
    assert tone_remarks.left_out(contrast).startswith("For tone no article can be left out")


@pytest.mark.parametrize(
    ("low", "high", "told"),
    [
        (-0.0045, 0.02, "from −0.004 to +0.020: its sign hangs on a single article."),
        (-0.02, 0.0004, "from −0.0200 to +0.0004: its sign hangs on a single article."),
        (0.0, 0.02, "from 0.00 to +0.02: its sign hangs on a single article."),
        (0.11, 0.2, "from +0.11 to +0.20: its sign does not hang on any single article."),
    ],
)
def test_a_range_is_written_so_that_its_signs_can_be_seen(low, high, told):
    columns = ["era", "difference", "without_low", "without_high", "articles", "rest_articles"]
    contrast = pd.DataFrame([("then", 0.01, low, high, 9, 9)], columns=columns)
    assert told in tone_remarks.left_out(contrast.assign(verdict="leans"))
