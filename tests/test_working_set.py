"""Working sets: what filters keep and say, the sentences behind, and sets that are saved."""

import csv
import datetime as dt
import json
import shutil

import numpy as np
import pandas as pd
import pytest

from helpers import fit_topics, load_corpus
from helpers.analysis.concordance import concordance
from helpers.analysis.sentiment import article_tone
from helpers.analysis.tables import distinct
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.cross_tables import FIGURES, cross_table
from helpers.analysis.working_sets.evidence import sentences_behind
from helpers.analysis.working_sets.filter_data import filters_from
from helpers.analysis.working_sets.filters import (
    ActorFilter,
    DayFilter,
    EraFilter,
    PlaceFilter,
    PublisherFilter,
    ToneFilter,
    TopicFilter,
    WordFilter,
    topic_filter,
)
from helpers.analysis.working_sets.search import search
from helpers.analysis.working_sets.selection import WorkingSet
from helpers.corpus.corpus import ARTICLE_TABLES
from helpers.corpus.extraction import extract_folder
from helpers.corpus.saving import check_name, save_working_set
from helpers.corpus.working_sets import FILE_NAME, folders_read, read_working_set
from helpers.errors import DatelinesError
from made import clipping, folder_of_clippings
from made_tables import Story, made_corpus

THEN, NOW = "1994", "2024"


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Forty clippings, and a table that holds six more in one file."""
    made = folder_of_clippings(tmp_path_factory.mktemp("working") / "news", 40)
    with (made / "more.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["headline", "date", "text"])
        for number in range(40, 46):
            lines = clipping(number, 2024).splitlines()
            rows.writerow([lines[0], f"2024-05-{number - 30}", "\n\n".join(lines[3:7])])
    return made


@pytest.fixture(scope="module")
def corpus(folder):
    return load_corpus(folder, duplicates="exact")


@pytest.fixture(scope="module")
def index(corpus):
    return ArticleIndex(corpus, fit_topics(corpus, 4))


@pytest.fixture(scope="module")
def every(index):
    return WorkingSet(index)


@pytest.fixture(scope="module")
def extracts(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("extracts") / "news"
    extract_folder(folder, out)
    loaded = load_corpus(out, duplicates="exact")
    return ArticleIndex(loaded, fit_topics(loaded, 4))


def saved(corpus, ids, tmp_path, folder, name="set", **more):
    out = tmp_path / name
    save_working_set(corpus, list(ids), out, source=folder, **more)
    return out


# What filters keep


def test_each_filter_keeps_what_the_tables_say(corpus, index, every):
    articles = distinct(corpus)
    ids = articles["article_id"]
    tone = article_tone(corpus)["tone"].to_numpy()
    terms = corpus.table("terms")
    salmon = ids.isin(terms.loc[terms["term"] == "salmon", "article_id"])
    share = index.model.word_shares.iloc[:, 1].to_numpy()
    middle = float(np.median(tone).round(3))
    wanted = {
        EraFilter((NOW,)): articles["era"] == NOW,
        PlaceFilter(("Oslo", "Molde")): articles["place"].isin(["Oslo", "Molde"]),
        WordFilter("Salmon"): salmon,
        ToneFilter(high=middle): tone < middle,
        ToneFilter(low=middle): tone >= middle,
        topic_filter(index, 2, 0.4): share >= 0.4,
    }
    for filter_, kept in wanted.items():
        assert 0 < kept.sum() < len(ids)
        assert every.where(filter_).kept.tolist() == kept.tolist(), filter_


def test_filters_together_keep_what_all_of_them_keep_in_any_order(every):
    filters = [EraFilter((THEN,)), WordFilter("duties"), ToneFilter(high=0.2)]
    one, other = every.where(*filters), every.where(*reversed(filters))
    apart = [every.where(filter_).kept for filter_ in filters]
    assert one.kept.tolist() == other.kept.tolist() == (apart[0] & apart[1] & apart[2]).tolist()
    assert one.size == len(one.articles) == len(one.corpus().articles) > 0


def test_steps_tell_what_each_filter_takes_away(every):
    chosen = every.where(EraFilter((NOW,)), PlaceFilter(("Oslo",)), WordFilter("steel"))
    steps = chosen.steps()
    assert steps["filter"].tolist() == ["era 2024", "written in Oslo", "uses “steel”"]
    assert steps["taken_away"].sum() == len(every.articles) - chosen.size
    assert steps["left"].iloc[-1] == chosen.size
    assert steps["alone"].iloc[1] == every.where(PlaceFilter(("Oslo",))).size
    assert chosen.told() == (
        f"{chosen.size} of 46 articles: era 2024, written in Oslo, uses “steel”"
    )
    assert chosen.where(EraFilter((NOW,))).told() == chosen.told()
    assert every.steps().empty
    assert every.told() == "all 46 articles"


def test_a_choice_of_the_one_article_there_is_says_so(tmp_path):
    (tmp_path / "only.txt").write_text(clipping(1, 1994), encoding="utf-8")
    assert WorkingSet(ArticleIndex(load_corpus(tmp_path))).told() == "the only article"


def test_days_are_certain_or_possible():
    stories = [Story(name, "then", ("a b",)) for name in "abcd"]
    made = made_corpus(stories)
    day = dt.date
    made.articles["earliest"] = [day(1987, 1, 1), day(1987, 5, 1), None, None]
    made.articles["latest"] = [day(1987, 2, 1), day(1988, 5, 1), day(1986, 1, 1), None]
    sure = WorkingSet(ArticleIndex(made)).where(DayFilter(day(1987, 1, 1), day(1987, 12, 31)))
    perhaps = WorkingSet(ArticleIndex(made)).where(
        DayFilter(day(1987, 1, 1), day(1987, 12, 31), perhaps=True)
    )
    assert sure.kept.tolist() == [True, False, False, False]
    assert perhaps.kept.tolist() == [True, True, False, True]
    assert "for certain" in sure.told()
    assert "or perhaps so" in perhaps.told()


def test_actors_are_those_of_the_comparison_of_eras(index, every):
    assert "Eva Lund" in index.actors.terms
    named = every.where(ActorFilter("Eva Lund"))
    column = index.actors.terms.index("Eva Lund")
    assert named.kept.tolist() == (index.actors.counts[:, column].toarray().ravel() > 0).tolist()
    assert named.size > 30


@pytest.mark.parametrize(
    ("filter_", "said"),
    [
        (EraFilter(("Vikings",)), "an era 'Vikings': choose one of 1994, 2024, undated"),
        (PlaceFilter(("oslo",)), "did you mean Oslo"),
        (PublisherFilter(("Star",)), "no article has a publisher that is known"),
        (TopicFilter(9), "there is no topic 9: choose one of 1, 2, 3, 4"),
        (TopicFilter(1, 0.3, (("qqq", 1.0),)), "is not found among the topics"),
        (ActorFilter("Eva Lind"), "did you mean Eva Lund"),
        (WordFilter("salmonn"), "near it is 'salmon'"),
    ],
)
def test_what_is_not_there_is_refused_in_one_sentence(every, filter_, said):
    with pytest.raises(DatelinesError, match=said) as told:
        _ = every.where(filter_).kept
    assert "\n" not in str(told.value)


@pytest.mark.parametrize(
    "make",
    [
        lambda: ToneFilter(0.2, 0.1),
        lambda: DayFilter(dt.date(1999, 1, 1), dt.date(1998, 1, 1)),
        lambda: filters_from([{"kind": "mood"}]),
        lambda: filters_from([{"kind": "era", "eras": ["1994"], "code": "x"}]),
        lambda: filters_from([{"kind": "days", "first": "yesterday"}]),
    ],
)
def test_filters_that_make_no_sense_are_refused(make):
    with pytest.raises(DatelinesError):
        make()


def test_a_folder_without_topics_says_so(corpus):
    bare = WorkingSet(ArticleIndex(corpus))
    with pytest.raises(DatelinesError, match="no topics"):
        _ = bare.where(TopicFilter(1)).kept
    assert cross_table(bare, "topics").counts.empty
    assert len(cross_table(bare, "terms", n=3).counts) == 3


def test_filters_survive_being_written_down(index):
    filters = (
        EraFilter((NOW,)),
        DayFilter(dt.date(1994, 3, 1), None, perhaps=True),
        PlaceFilter(("Oslo",)),
        topic_filter(index, 1, 0.25),
        ToneFilter(-0.5, 0.5),
        ActorFilter("Eva Lund"),
        WordFilter("steel"),
    )
    assert filters_from(json.loads(json.dumps([one.as_data() for one in filters]))) == filters


def test_a_topic_is_known_again_by_its_terms_under_another_number(corpus, index):
    model = index.model
    turned = model.arranged([3, 2, 1, 0], [1, 2, 3, 4], list(reversed(model.labels)))
    asked = topic_filter(index, 1, 0.3)
    again = WorkingSet(ArticleIndex(corpus, turned)).where(asked)
    assert again.kept.tolist() == WorkingSet(index).where(asked).kept.tolist()
    number = WorkingSet(ArticleIndex(corpus, turned)).where(TopicFilter(1, 0.3))
    assert number.kept.tolist() != again.kept.tolist()


# Searches


@pytest.mark.parametrize("term", ["salmon", "Eva Lund", '"not over"', "the mood was", "Oslo"])
@pytest.mark.parametrize("n", [1, 4, 50])
def test_a_search_gives_the_lines_and_counts_of_the_concordance(corpus, index, term, n):
    slow, quick = concordance(corpus, term, n=n), search(index, term, n=n)
    pd.testing.assert_frame_equal(slow.lines, quick.lines)
    pd.testing.assert_frame_equal(slow.counts, quick.counts, check_dtype=False)
    assert (slow.term, slow.phrase) == (quick.term, quick.phrase)


def test_a_search_stays_within_the_working_set(corpus, index, every):
    chosen = every.where(PlaceFilter(("Oslo",)))
    within = concordance(corpus, "steel", articles=chosen.articles, n=3)
    found = search(index, "steel", chosen.kept, n=3)
    pd.testing.assert_frame_equal(within.lines, found.lines)
    pd.testing.assert_frame_equal(within.counts, found.counts, check_dtype=False)
    assert set(found.lines["article_id"]) <= set(chosen.articles["article_id"])
    none = every.where(WordFilter("glass"), WordFilter("salmon"))
    assert none.size == 0
    with pytest.raises(DatelinesError, match="no article of the working set uses"):
        search(index, "timber", none.kept)


def test_a_phrase_of_withheld_texts_cannot_be_found(extracts):
    with pytest.raises(DatelinesError, match="withheld"):
        search(extracts, '"not over"')
    with pytest.raises(DatelinesError, match="no article uses 'qqq rrr'"):
        search(extracts, '"qqq rrr"')


# Figures and the sentences behind them


@pytest.mark.parametrize("figure", FIGURES)
def test_every_cell_of_a_figure_is_a_choice_of_as_many_articles(every, figure):
    chosen = every.where(WordFilter("duties"))
    table = cross_table(chosen, figure, n=5)
    assert list(table.counts.columns) == [THEN, NOW]
    assert table.of.sum() == chosen.size
    for row in table.counts.index:
        for era in table.counts.columns:
            behind = chosen.where(*table.cell(row, era))
            assert behind.size == table.counts.loc[row, era]
    row, era = table.fullest()
    assert table.counts.loc[row, era] == table.counts.to_numpy().max()


def test_thirds_of_tone_part_the_folder(every):
    table = cross_table(every, "tone")
    assert len(table.counts) == 3
    assert table.counts.to_numpy().sum() == every.size


def test_what_no_figure_has_is_refused(every):
    with pytest.raises(DatelinesError, match="there is no figure 'mood'"):
        cross_table(every, "mood")
    with pytest.raises(DatelinesError, match="the figure has no '1812'"):
        cross_table(every, "tone").cell("middle third", "1812")
    nothing = every.where(WordFilter("glass"), WordFilter("salmon"))
    assert cross_table(nothing, "tone").fullest() is None


def test_sentences_behind_a_word_use_it_and_those_behind_an_actor_name_it(every):
    word = sentences_behind(every.where(WordFilter("salmon")), 6)
    assert len(word) == 6
    assert word["text"].str.contains("salmon", case=False).all()
    assert word["article_id"].is_unique
    actor = sentences_behind(every.where(ActorFilter("Eva Lund")), 5)
    assert actor["text"].str.contains("Lund").all()
    assert actor["why"].eq("names Eva Lund").all()


def test_sentences_behind_a_tone_go_from_the_end_that_was_asked_for(corpus, every):
    low = sentences_behind(every.where(ToneFilter(high=1.0)), 3)
    scores = corpus.table("sentences").set_index(["article_id", "sentence"])["tone"]
    for row in low.itertuples():
        own = scores.loc[row.article_id]
        assert own[row.sentence] == own.min()
    high = sentences_behind(every.where(ToneFilter(low=-1.0)), 3)
    for row in high.itertuples():
        own = scores.loc[row.article_id]
        assert own[row.sentence] == own.max()


def test_sentences_behind_a_topic_use_its_terms(index, every):
    asked = topic_filter(index, 1, 0.5)
    behind = sentences_behind(every.where(asked), 4)
    terms = {term for term, _ in asked.terms}
    for text in behind["text"]:
        assert terms & set(text.lower().replace(".", " ").replace(",", " ").split())
    assert behind["why"].str.startswith("topic 1:").all()


def test_where_articles_are_few_each_gives_more_sentences(every):
    one = every.where(PlaceFilter(("Oslo",)), EraFilter((THEN,)), WordFilter("steel"))
    found = sentences_behind(one, 100)
    assert found["article_id"].duplicated().any()
    assert not found.duplicated(["article_id", "sentence"]).any()
    assert sentences_behind(every.where(WordFilter("glass"), WordFilter("salmon"))).empty


def test_what_says_most_ranks_the_sentences_whatever_the_order(every):
    filters = WordFilter("timber"), ToneFilter(high=0.5)
    one, other = every.where(*filters), every.where(*reversed(filters))
    pd.testing.assert_frame_equal(sentences_behind(one, 3), sentences_behind(other, 3))
    assert sentences_behind(one, 3)["why"].str.contains("use").all()
    assert sentences_behind(one, 3, filters[1])["why"].str.startswith("tone").all()


@pytest.mark.parametrize("figure", FIGURES)
def test_extracts_give_the_same_counts_and_passages_in_place_of_sentences(every, extracts, figure):
    own, other = cross_table(every, figure, n=4), cross_table(WorkingSet(extracts), figure, n=4)
    pd.testing.assert_frame_equal(own.counts, other.counts)
    row, era = own.fullest()
    told = sentences_behind(every.where(*own.cell(row, era)), 4)
    withheld = sentences_behind(WorkingSet(extracts).where(*other.cell(row, era)), 4)
    same = ["article_id", "passage", "why"]
    pd.testing.assert_frame_equal(told[same], withheld[same])
    assert withheld["text"].isna().all()
    assert not withheld.duplicated(["article_id", "passage"]).any()


def test_only_the_articles_that_are_shown_are_read(corpus, index, every, monkeypatch):
    read = []
    whole = type(corpus).chunks

    def watched(self, name, columns=None):
        for chunk in whole(self, name, columns):
            if columns is None or "text" in columns:
                read.extend(chunk["article_id"].unique())
            yield chunk

    monkeypatch.setattr(type(corpus), "chunks", watched)
    sentences_behind(every, 3)
    assert len(set(read)) == 3
    read.clear()
    search(index, "duties", n=2)
    assert len(set(read)) == 4


# Saved sets


def assert_same_numbers(corpus, loaded, ids):
    own = corpus.articles[corpus.articles["article_id"].isin(ids)].reset_index(drop=True)
    pd.testing.assert_frame_equal(loaded.articles, own)
    for table in ARTICLE_TABLES:
        whole = corpus.table(table)
        part = whole[whole["article_id"].isin(ids)].reset_index(drop=True)
        pd.testing.assert_frame_equal(loaded.table(table), part, check_dtype=len(part) > 0)
    pd.testing.assert_frame_equal(article_tone(loaded), article_tone(corpus).loc[own["article_id"]])


def test_a_saved_set_has_the_numbers_of_the_large_corpus(corpus, every, folder, tmp_path):
    chosen = every.where(WordFilter("salmon"))
    ids = list(chosen.articles["article_id"])
    out = saved(corpus, ids, tmp_path, folder)
    loaded = load_corpus(out, duplicates="exact")
    assert_same_numbers(corpus, loaded, ids)
    assert loaded.name == "set"
    assert (loaded.eras, loaded.spans) == (corpus.eras, corpus.spans)
    assert loaded.digest == corpus.only(ids).digest != corpus.digest
    pd.testing.assert_frame_equal(loaded.accounts, corpus.only(ids).accounts)
    assert_same_numbers(corpus, corpus.only(ids), ids)


def test_of_a_file_of_several_only_the_chosen_come_out(corpus, folder, tmp_path):
    rows = corpus.articles[corpus.articles["file"] == "more.csv"]
    assert len(rows) == 6
    ids = list(rows["article_id"].iloc[[1, 4]])
    loaded = load_corpus(saved(corpus, ids, tmp_path, folder), duplicates="exact")
    assert sorted(loaded.articles["article_id"]) == sorted(ids)
    assert_same_numbers(corpus, loaded, ids)


def test_what_the_rest_of_the_folder_settled_stays_settled(folder, tmp_path):
    made = folder_of_clippings(tmp_path / "near", 12)
    slogan = "Your friendly paper from the harbour brings you this every single morning"
    for path in sorted(made.iterdir()):
        path.write_text(path.read_text(encoding="utf-8") + slogan + "\n", encoding="utf-8")
    text = (made / "0003.txt").read_text(encoding="utf-8")
    (made / "later.txt").write_text(text.replace("Envoys Meet", "Envoys meet"), encoding="utf-8")
    corpus = load_corpus(made)
    assert (corpus.articles["duplicate_of"] != "").sum() > 0
    lead = corpus.articles.set_index("article_id")["duplicate_of"]
    ids = list(lead[lead == ""].index[:3])
    loaded = load_corpus(saved(corpus, ids, tmp_path, made))
    family = [*ids, *lead[lead.isin(ids)].index]
    assert_versions = corpus.articles[corpus.articles["article_id"].isin(family)]
    pd.testing.assert_frame_equal(loaded.articles, assert_versions.reset_index(drop=True))
    pd.testing.assert_frame_equal(
        loaded.table("lines"),
        corpus.table("lines").query("article_id in @ids").reset_index(drop=True),
    )


def test_a_version_counts_where_the_one_that_counted_is_not_in_the_set(tmp_path):
    made = folder_of_clippings(tmp_path / "news", 4)
    text = (made / "0001.txt").read_text(encoding="utf-8")
    shorter = "\n".join(text.splitlines()[:-2]) + "\n"
    (made / "short.txt").write_text(shorter, encoding="utf-8")
    kept = load_corpus(made, duplicates="keep")
    near = load_corpus(made)
    [copy] = near.articles.query("duplicate_of != ''").to_dict("records")
    version, lead = copy["article_id"], copy["duplicate_of"]
    out = saved(kept, [version], tmp_path, made)
    loaded = load_corpus(out, duplicates="near")
    [only] = loaded.articles.to_dict("records")
    assert (only["article_id"], only["duplicate_of"], only["role"]) == (version, "", "")
    assert lead not in set(loaded.table("sentences")["article_id"])
    assert len(loaded.table("sentences"))


def test_the_list_holds_no_text_and_says_how_it_was_chosen(corpus, every, folder, tmp_path):
    chosen = every.where(PlaceFilter(("Oslo",)))
    out = saved(
        corpus,
        chosen.articles["article_id"],
        tmp_path,
        folder,
        told=chosen.told(),
        filters=[one.as_data() for one in chosen.filters],
    )
    assert sorted(path.name for path in out.iterdir()) == ["README.md", FILE_NAME]
    assert folders_read(out) == (out, folder.resolve())
    assert folders_read(folder) == (folder,)
    text = (out / FILE_NAME).read_text(encoding="utf-8")
    assert "Lund" not in text
    assert "written in Oslo" in (out / "README.md").read_text(encoding="utf-8")
    kept = read_working_set(out)
    assert WorkingSet(every.index, filters_from(kept.filters)).size == chosen.size
    assert len(kept.digests) == chosen.size


def test_filters_are_applied_again_to_a_folder_that_has_grown(tmp_path):
    made = folder_of_clippings(tmp_path / "news", 8)
    corpus = load_corpus(made)
    chosen = WorkingSet(ArticleIndex(corpus)).where(PlaceFilter(("Oslo",)))
    data = [one.as_data() for one in chosen.filters]
    ids = chosen.articles["article_id"]
    out = saved(corpus, ids, tmp_path, made, filters=data)
    (made / "new.txt").write_text(clipping(30, 2024), encoding="utf-8")
    grown = load_corpus(made)
    assert len(load_corpus(out).articles) == chosen.size
    again = WorkingSet(ArticleIndex(grown), filters_from(read_working_set(out).filters))
    assert again.size == chosen.size + 1


def test_a_set_of_a_set_points_at_the_folder_of_the_clippings(corpus, every, folder, tmp_path):
    first = every.where(PlaceFilter(("Oslo", "Molde")))
    ids = list(first.articles["article_id"])
    data = [one.as_data() for one in first.filters]
    one = saved(corpus, ids, tmp_path, folder, "one", filters=data)
    inner = load_corpus(one, duplicates="exact")
    more = [EraFilter((NOW,)).as_data()]
    two = saved(inner, ids[:3], tmp_path, one, "two", filters=more)
    shutil.rmtree(one)
    assert load_corpus(two, duplicates="exact").articles["article_id"].tolist() == ids[:3]
    assert [data["kind"] for data in read_working_set(two).filters] == ["place", "era"]


def test_both_folders_can_be_moved_together(folder, tmp_path):
    shutil.copytree(folder, tmp_path / "a" / "news")
    copied = load_corpus(tmp_path / "a" / "news")
    ids = list(copied.articles["article_id"][:3])
    saved(copied, ids, tmp_path / "a" / "sets", tmp_path / "a" / "news")
    (tmp_path / "a").rename(tmp_path / "b")
    assert len(load_corpus(tmp_path / "b" / "sets" / "set").articles) == 3


def test_eras_and_columns_are_those_that_the_articles_were_chosen_with(folder, tmp_path):
    table = tmp_path / "tables"
    table.mkdir()
    lines = [clipping(number, 1994 + 3 * number).splitlines() for number in range(6)]
    with (table / "t.csv").open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file)
        rows.writerow(["foo", "bar", "when"])
        rows.writerows(
            [line[0], "\n\n".join(line[3:7]), f"{1994 + 3 * number}-05-03"]
            for number, line in enumerate(lines)
        )
    columns = {"headline": "foo", "text": "bar", "date": "when"}
    eras = {"early": [1990, 1999], "late": [2000, 2020]}
    corpus = load_corpus(table, eras=eras, columns=columns)
    ids = list(corpus.articles["article_id"][1:5])
    out = saved(corpus, ids, tmp_path, table, eras=eras, columns=columns)
    loaded = load_corpus(out)
    assert_same_numbers(corpus, loaded, ids)
    assert loaded.eras == ("early", "late")
    other = load_corpus(out, eras={"all": [1990, 2020]})
    assert other.eras == ("all",)


def test_nothing_is_written_over_without_saying_so(corpus, folder, tmp_path):
    ids = list(corpus.articles["article_id"])
    out = saved(corpus, ids[:3], tmp_path, folder)
    before = (out / FILE_NAME).read_bytes()
    saved(corpus, ids[:3], tmp_path, folder)
    with pytest.raises(DatelinesError, match="another working set 'set' already"):
        saved(corpus, ids[:4], tmp_path, folder)
    assert (out / FILE_NAME).read_bytes() == before
    saved(corpus, ids[:4], tmp_path, folder, replace=True)
    assert len(load_corpus(out).articles) == 4
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "mine.txt").write_text("mine")
    with pytest.raises(DatelinesError, match="holds files and is no working set"):
        saved(corpus, ids[:3], tmp_path, folder, "full", replace=True)
    (tmp_path / "file").write_text("x")
    with pytest.raises(DatelinesError, match="is a file"):
        saved(corpus, ids[:3], tmp_path, folder, "file")
    with pytest.raises(DatelinesError, match="holds no article"):
        saved(corpus, [], tmp_path, folder, "none")


@pytest.mark.parametrize("name", ["", " ", ".hidden", "a/../b\n", "con", "x" * 61, "a:b", "end."])
def test_a_bad_name_gets_one_sentence(corpus, folder, tmp_path, name):
    target = tmp_path / "x"
    with pytest.raises(DatelinesError) as told:
        save_working_set(
            corpus, corpus.articles["article_id"][:1], f"{target}/{name}", source=folder
        ) if name.strip() else check_name(name)
    assert "\n" not in str(told.value)
    assert not target.exists()


def test_a_source_that_is_gone_or_lost_articles_is_told(corpus, tmp_path):
    made = folder_of_clippings(tmp_path / "news", 6)
    small = load_corpus(made)
    ids = list(small.articles["article_id"])
    out = saved(small, ids[:3], tmp_path, made)
    first = small.articles["file"].iloc[0]
    (made / first).unlink()
    loaded = load_corpus(out)
    assert len(loaded.articles) == 2
    [problem] = loaded.problems.to_dict("records")
    assert problem["file"] == FILE_NAME
    assert "names 1 article that 'news' no longer holds" in problem["reason"]
    for path in made.iterdir():
        path.unlink()
    (made / "other.txt").write_text(clipping(17, 1999), encoding="utf-8")
    with pytest.raises(DatelinesError, match="names 3 articles that 'news' no longer holds"):
        load_corpus(out)
    shutil.rmtree(made)
    with pytest.raises(DatelinesError, match="was chosen from a folder 'news' that is not at"):
        load_corpus(out)


@pytest.mark.parametrize(
    "change",
    [
        lambda content: content.pop("articles"),
        lambda content: content.update(articles=["../../etc"]),
        lambda content: content.update(articles=[]),
        lambda content: content.update(eras={"a": ["x", "y"]}),
        lambda content: content.update(columns=[]),
        lambda content: content.update(format="datelines working set 99"),
    ],
)
def test_a_damaged_list_is_told(corpus, folder, tmp_path, change):
    out = saved(corpus, corpus.articles["article_id"][:2], tmp_path, folder)
    content = json.loads((out / FILE_NAME).read_text(encoding="utf-8"))
    change(content)
    (out / FILE_NAME).write_text(json.dumps(content), encoding="utf-8")
    with pytest.raises(DatelinesError, match="is damaged or of another version"):
        load_corpus(out)


def test_clippings_beside_the_list_are_no_part_of_it(corpus, folder, tmp_path):
    out = saved(corpus, corpus.articles["article_id"][:2], tmp_path, folder)
    (out / "corrections.csv").write_text("article,line,kind\n", encoding="utf-8")
    assert len(load_corpus(out).articles) == 2
    (out / "stray.txt").write_text(clipping(1, 1994), encoding="utf-8")
    with pytest.raises(DatelinesError, match=r"holds 'stray.txt' besides"):
        load_corpus(out)


def test_a_file_of_the_same_name_that_is_not_ours_is_any_file(tmp_path):
    made = folder_of_clippings(tmp_path / "news", 4)
    (made / FILE_NAME).write_text('{"format": "of somebody else"}', encoding="utf-8")
    assert len(load_corpus(made).articles) == 4


def test_extracts_of_a_set_are_those_of_its_articles(corpus, folder, tmp_path):
    ids = list(corpus.articles["article_id"][:3])
    out = saved(corpus, ids, tmp_path, folder)
    done = extract_folder(out, tmp_path / "extracts")
    assert len(done.written) == 3
    assert not done.problems
    shared = load_corpus(tmp_path / "extracts", duplicates="exact")
    assert shared.articles["article_id"].tolist() == ids
    assert shared.articles["n_words"].tolist() == corpus.articles["n_words"][:3].tolist()
