"""Tables as readers see them: every row comes from the corpus, of originals and of extracts."""

from typing import NamedTuple

import pandas as pd
import pytest

from helpers import compare_eras, fit_topics, load_corpus
from helpers.analysis.overlap import shared_passages
from helpers.analysis.sentiment import guard_effect, tone_by_era
from helpers.corpus.extraction import extract_folder
from helpers.reporting import intake_tables, show, tables, tone_tables
from helpers.reporting.tables import LONGEST_QUOTE, WITHHELD
from made import clipping, folder_of_clippings

QUOTED = "in its words (or our gist)"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    folder = folder_of_clippings(tmp_path / "clippings", 12)
    (folder / "wordy.txt").write_text(
        "Nobody Knows the End\n\nOSLO, May 4, 1994: The United States signed, and nobody was glad. "
        + "It is a sad and bad day for the steel of the United States and of Bergen, she said. " * 9
    )
    return folder


@pytest.fixture(params=["originals", "extracts"])
def corpus(request, folder, tmp_path):
    if request.param == "originals":
        return load_corpus(folder)
    extract_folder(folder, tmp_path / "extracts")
    return load_corpus(tmp_path / "extracts")


@pytest.fixture
def both(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    return load_corpus(folder), load_corpus(tmp_path / "extracts")


@pytest.fixture
def plain(tmp_path):
    """One undated article of which nothing was taken out."""
    (tmp_path / "plain").mkdir()
    (tmp_path / "plain" / "a.txt").write_text("Nobody can tell when all of this was written down.")
    return load_corpus(tmp_path / "plain")


class Dated(NamedTuple):
    """As much of a corpus as its dates need."""

    articles: pd.DataFrame
    dates: pd.DataFrame

    def table(self, _name: str) -> pd.DataFrame:
        """Give the cues."""
        return self.dates


def labels(corpus) -> set[str]:
    return set(corpus.articles["label"])


def all_tables(corpus) -> dict[str, pd.DataFrame]:
    comparison = compare_eras(corpus)
    made = {
        "articles": tables.article_list(corpus),
        "evidence": intake_tables.evidence_list(corpus),
        "removed": intake_tables.removed_list(corpus),
        "overlap": tables.overlap_list(corpus, shared_passages(corpus)),
        **{kind: tables.named_list(corpus, kind) for kind in ("name", "office", "money", "rate")},
        "tone": tables.contrast_list(tone_by_era(corpus), "score", 3),
        "telling": tone_tables.telling_sentences(corpus),
        "guard": tone_tables.guard_list(guard_effect(corpus)),
        "key terms": tables.key_term_list(comparison.key_terms(5)),
        "composition": tables.composition_list(comparison.composition),
    }
    if comparison.model is not None:
        made |= {
            "topics": tables.topic_list(comparison.model),
            "topic evidence": tables.topic_evidence(corpus, comparison.model),
            "topic shares": tables.contrast_list(comparison.topics, "topic"),
        }
    return made


def test_an_extract_makes_the_tables_of_its_original_but_for_what_is_quoted(both):
    left, right = map(all_tables, both)
    assert left.keys() == right.keys()
    for name in left:
        originals, extracts = (
            made[name].drop(columns=["text", QUOTED], errors="ignore") for made in (left, right)
        )
        pd.testing.assert_frame_equal(originals, extracts)
        assert ("text" in left[name]) == (name == "removed")
        assert "text" not in right[name]
        if QUOTED in right[name]:
            assert set(right[name][QUOTED]) == {WITHHELD}
            assert not {WITHHELD} & set(left[name][QUOTED])


def test_tables_show_labels_and_no_ids(corpus):
    ids = set(corpus.articles["article_id"])
    for name, table in all_tables(corpus).items():
        shown = set(table.astype(str).to_numpy().ravel()) | set(map(str, table.columns))
        assert not ids & shown, name
        assert not {"nan", "None", "NaT"} & shown, name
        if "article" in table and name != "topics":
            assert set(table["article"]) <= labels(corpus), name


def test_every_article_is_listed_once_in_order_of_time(corpus):
    table = tables.article_list(corpus)
    assert table["article"].tolist() == corpus.articles["label"].tolist()
    assert table["words"].sum() == corpus.table("sentences")["n_words"].sum()
    assert table["earliest"].map(str).is_monotonic_increasing
    assert "stands for it" not in table


def test_copies_are_listed_with_their_original(folder):
    text = (folder / "0001.txt").read_text()
    (folder / "copy.txt").write_text(text)
    (folder / "framed.txt").write_text(text + "Advertisement\n")
    corpus = load_corpus(folder)
    table = tables.article_list(corpus)
    copies = table[table["stands for it"] != ""]
    assert len(copies) == 2
    assert len(set(copies["stands for it"])) == 1
    assert set(copies["stands for it"]) <= set(table.loc[table["stands for it"] == "", "article"])
    mentions = corpus.table("mentions")
    for kind in ("name", "rate"):
        named = tables.named_list(corpus, kind, n=100)
        assert named["mentions"].sum() == mentions.loc[mentions["kind"] == kind, "count"].sum()
        assert named["articles"].max() <= 13


def test_every_cue_is_listed_with_what_follows(corpus):
    table, dates = intake_tables.evidence_list(corpus), corpus.table("dates")
    assert len(table) == len(dates) > 0
    assert table["cue"].tolist() == dates["cue"].tolist()
    assert (table["used"] == "yes").sum() == dates["used"].sum()


def test_of_a_long_list_of_cues_those_set_aside_are_among_the_rows_shown(corpus):
    cues = pd.DataFrame({"article_id": corpus.articles["article_id"].iloc[0], "used": True},
                        index=range(90)).assign(cue="a day", note="it was a Monday")  # fmt: skip
    cues.loc[[40, 50], "used"] = False
    table = intake_tables.evidence_list(Dated(corpus.articles, cues))
    assert table["used"].tolist() == ["no"] * 2 + ["yes"] * 88
    short = intake_tables.evidence_list(Dated(corpus.articles, cues[40:60]))
    assert short["used"].tolist().index("no", 1) == 10


def test_every_removed_line_is_listed_with_its_reason(corpus):
    table, removed = intake_tables.removed_list(corpus), corpus.table("removed")
    assert len(table) == len(removed) == corpus.articles["n_removed"].sum()
    assert table["reason"].value_counts().to_dict() == {"date line": 12, "share bar": 12}
    assert table["words"].sum() == removed["n_words"].sum()


def test_removed_lines_of_originals_are_quoted_beside_those_of_extracts(folder, tmp_path):
    mixed = tmp_path / "mixed"
    mixed.mkdir()
    extract_folder(folder, mixed)
    (mixed / "0000.json").unlink()
    (mixed / "0000.txt").write_text((folder / "0000.txt").read_text())
    table = intake_tables.removed_list(load_corpus(mixed))
    assert (table["text"] == WITHHELD).sum() == len(table) - 2
    assert "Share on Facebook" in set(table["text"])


def test_pairs_are_listed_with_percent_of_the_shorter(folder):
    text = (folder / "0001.txt").read_text()
    (folder / "longer.txt").write_text(
        text.replace("Share on", "Nobody from there came to the talks.\nShare on")
    )
    corpus = load_corpus(folder, duplicates="exact")
    table = tables.overlap_list(corpus, shared_passages(corpus))
    (row,) = table.to_dict("records")
    assert {row["article"], row["other"]} <= labels(corpus)
    assert row["article"] != row["other"]
    assert row["percent of the shorter"] == 100


def test_names_are_counted_by_article_and_era(corpus):
    table = tables.named_list(corpus, "name", n=100)
    mentions = corpus.table("mentions")
    names = mentions[mentions["kind"] == "name"]
    for row in table.itertuples():
        own = names[names["text"] == row.name]
        assert row.articles == own["article_id"].nunique()
        assert row.mentions == own["count"].sum()
    assert (table[list(corpus.eras)].sum(axis=1) <= table["articles"]).all()
    assert table["articles"].is_monotonic_decreasing
    assert len(tables.named_list(corpus, "name", n=3)) == 3


def test_rates_of_a_folder_without_any_are_an_empty_table(plain):
    for kind in ("name", "rate", "money", "office", "date"):
        table = tables.named_list(plain, kind)
        assert table.empty
        assert table.columns[:3].tolist() == [kind, "articles", "mentions"]


def test_topics_are_listed_by_number_with_their_terms(corpus):
    model = fit_topics(corpus)
    table = tables.topic_list(model, n_terms=3)
    assert table["topic"].tolist() == list(range(1, model.n_topics + 1))
    assert table["terms"].tolist() == [", ".join(terms) for terms in model.top_terms(3)]
    assert table["percent in one article"].between(0, 100).all()
    assert table["reliability"].between(0, 1).all()
    evidence = tables.topic_evidence(corpus, model, n=2)
    assert set(evidence["topic"]) <= set(table["topic"])
    assert evidence["percent"].between(0, 100).all()
    assert not evidence.duplicated(["topic", "article"]).any()


def test_telling_sentences_are_the_brightest_and_the_darkest_one_an_article(corpus):
    table = tone_tables.telling_sentences(corpus, 3)
    sentences = corpus.table("sentences")
    assert table["tone"].is_monotonic_decreasing
    assert table["tone"].iloc[0] == sentences["tone"].max().round(2)
    assert table["tone"].iloc[-1] == sentences["tone"].min().round(2)
    assert (table["tone"] != 0).all()
    bright, dark = table[table["tone"] > 0], table[table["tone"] < 0]
    for side in (bright, dark):
        assert 0 < len(side) <= 3
        assert not side["article"].duplicated().any()
    assert (table["paragraph"] >= 1).all()


def test_telling_sentences_do_not_depend_on_chunks(folder, tmp_path, monkeypatch):
    from helpers.corpus import LocalEngine

    whole = tone_tables.telling_sentences(load_corpus(folder))
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "other"))
    monkeypatch.setattr("helpers.corpus.listing.MOST_FILES", 1)
    cut = load_corpus(folder, engine=LocalEngine(1))
    assert len(list(cut.chunks("sentences"))) == 13
    pd.testing.assert_frame_equal(tone_tables.telling_sentences(cut), whole)


def test_a_gist_stands_where_a_sentence_may_not(folder, tmp_path):
    import json

    extract_folder(folder, tmp_path / "extracts")
    for path in (tmp_path / "extracts").iterdir():
        content = json.loads(path.read_text())
        for number, passage in enumerate(content["passages"], start=1):
            passage["gist"] = f"gist of paragraph {number}"
        path.write_text(json.dumps(content))
    table = tone_tables.telling_sentences(load_corpus(tmp_path / "extracts"))
    assert (table[QUOTED] == "gist of paragraph " + table["paragraph"].astype(str)).all()


def test_long_quotations_are_cut_at_a_word():
    assert tables.quote("word " * 200).endswith("word…")
    assert len(tables.quote("word " * 200)) <= LONGEST_QUOTE + 1
    assert tables.quote("a few words") == "a few words"
    for nothing in (None, "", float("nan"), pd.NA):
        assert tables.quote(nothing) == WITHHELD
    assert len(tables.quote("x" * 1000)) <= LONGEST_QUOTE + 1


def test_guarded_phrases_are_listed_with_what_they_move(corpus):
    table = tone_tables.guard_list(guard_effect(corpus))
    assert table["phrase"].tolist() == ["United States"]
    assert table["sentences"].tolist() == [10]
    assert table["mean shift"].iloc[0] < 0


def test_key_terms_are_listed_with_the_articles_that_use_them(corpus):
    comparison = compare_eras(corpus)
    key = comparison.key_terms(5)
    table = tables.key_term_list(key)
    assert table["term"].tolist() == key.index.tolist()
    assert table["uses"].tolist() == key["target"].tolist()
    sizes = comparison.articles["era"].value_counts()
    for row in table.itertuples():
        inside, outside = map(int, row.articles.split(" : "))
        assert 2 <= inside <= sizes[row.era]
        assert 0 <= outside <= len(comparison.articles) - sizes[row.era]


def test_the_composition_has_a_column_for_each_era(corpus):
    table = tables.composition_list(compare_eras(corpus).composition)
    assert table.columns.tolist() == list(corpus.eras)
    assert table.loc["articles"].tolist() == ["7", "6"]


def test_with_one_era_means_stand_alone(tmp_path):
    folder = tmp_path / "one"
    folder.mkdir()
    for number in range(3):
        (folder / f"{number}.txt").write_text(clipping(number, 1994))
    corpus = load_corpus(folder)
    table = tables.contrast_list(tone_by_era(corpus), "score")
    assert {"p", "difference", "verdict"}.isdisjoint(table.columns)
    assert table["articles"].tolist() == [3]


def test_a_folder_of_almost_nothing_gives_empty_tables(plain):
    made = all_tables(plain)
    assert len(made["articles"]) == 1
    for name in ("evidence", "removed", "overlap", "tone", "guard", "key terms"):
        assert made[name].empty, name


def test_an_open_day_is_written_as_a_word(plain):
    row = tables.article_list(plain).iloc[0]
    assert (row["earliest"], row["latest"]) == ("open", "open")


def test_an_era_named_like_a_column_has_a_column_of_its_own(folder):
    corpus = load_corpus(folder, eras={"mentions": [1990, 1999], "articles": [2000, 2030]})
    table = tables.named_list(corpus, "name", n=100)
    assert list(table.columns) == [
        "name",
        "articles",
        "mentions",
        "mentions (era)",
        "articles (era)",
    ]
    assert (table["mentions"] >= table["articles"]).all()


def test_authors_and_newspapers_stand_beside_their_articles_where_they_are_known(corpus):
    assert not {"author", "newspaper"} & set(tables.article_list(corpus))
    size = len(corpus.articles)
    told = corpus.articles.assign(
        byline=["Eva <b>Lund</b>", *[""] * (size - 1)],
        publisher=[*[""] * (size - 1), "Star & Sons"],
    )
    table = tables.article_list(Dated(told, told))
    assert list(table.columns)[:4] == ["article", "author", "newspaper", "era"]
    assert table["author"].to_list() == ["Eva <b>Lund</b>", *[""] * (size - 1)]
    assert table["newspaper"].iloc[-1] == "Star & Sons"
    written = show.table(table, "Articles")["text/html"]
    assert "Eva &lt;b&gt;Lund&lt;/b&gt;" in written
    assert "Star &amp; Sons" in written


def test_what_is_known_of_no_article_has_no_column(plain):
    assert not {"place", "credit", "author", "newspaper"} & set(tables.article_list(plain))
