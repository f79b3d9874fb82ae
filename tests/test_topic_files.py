"""Topics in files: what a person edits is read as it was meant, what is wrong is said."""

import csv
import io
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.analysis.topic_models.continuity import KnownTopic, continue_topics
from helpers.analysis.topics import fit_topics
from helpers.errors import DatelinesError
from helpers.reporting.spreadsheets import cell, text_of, write_sheet
from helpers.reporting.topic_exports import (
    MARKER,
    document_topics,
    earlier_topics,
    export_topics,
    pyldavis_inputs,
    topic_terms,
)
from helpers.reporting.topic_files import COLUMNS, keep_topics, read_topics, topics_beside
from made import folder_of_clippings
from made_tables import Story, made_corpus

WORDS = {
    "farm": "beef quota rancher cattle pasture import herd butcher dairy grain",
    "money": "yen dollar trader currency reserve bank deposit mint bullion coin",
    "sea": "harbour tanker captain cargo sailor freight anchor pilot strait dock",
}


def corpus_of(size: int = 12, themes=("farm", "money", "sea")):
    stories = []
    for number in range(size):
        theme = themes[number % len(themes)]
        words = np.random.default_rng((len(theme), number)).choice(WORDS[theme].split(), 60)
        stories.append(Story(f"{theme}{number:03d}", "then", (" ".join(words),)))
    return made_corpus(stories, eras=("then",))


@pytest.fixture(scope="module")
def continued():
    return continue_topics(fit_topics(corpus_of(), n_topics=3), ())


def with_gone(continued):
    """Give topics of which one is gone."""
    fewer = fit_topics(corpus_of(themes=("farm", "money")), n_topics=2)
    return continue_topics(fewer, continued.topics)


def labelled(continued, *labels):
    topics = [
        KnownTopic(t.number, label, t.label_by_terms, t.weights)
        for t, label in zip(continued.topics, labels, strict=True)
    ]
    return continue_topics(continued.model, topics)


def rows_of(path):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def edited(path, **cells):
    """Write the file again with other cells in its first row, as a spreadsheet would."""
    rows = rows_of(path)
    rows[0] |= cells
    pd.DataFrame(rows).to_csv(path, index=False, encoding="utf-8-sig")


def test_what_is_written_is_read_again(continued, tmp_path):
    path = tmp_path / "topics.csv"
    keep_topics(continued, path)
    assert read_topics(path) == continued.topics
    gone = with_gone(continued)
    keep_topics(gone, path)
    assert read_topics(path) == gone.topics
    assert [topic.gone for topic in gone.topics] == [False, False, True]
    assert [p.name for p in tmp_path.iterdir()] == ["topics.csv"]


def test_the_file_says_what_a_reader_wants_to_know(continued, tmp_path):
    path = tmp_path / "topics.csv"
    gone = with_gone(continued)
    keep_topics(gone, path)
    rows = rows_of(path)
    assert tuple(rows[0]) == COLUMNS
    assert [row["state"] for row in rows] == ["current", "current", "gone"]
    assert sum(float(row["share"]) for row in rows[:2]) == pytest.approx(1, abs=0.001)
    assert all(0 <= float(row["reliability"]) <= 1 for row in rows[:2])
    assert rows[2]["share"] == rows[2]["reliability"] == ""
    assert rows[0]["terms"].split(", ") == gone.model.top_terms(10)[0]


@pytest.mark.parametrize(
    "label",
    [
        "=HYPERLINK(1)", "+1", "-2", "@x", "'=1", "''-x", "'round", 'say "so", he said; yes',
        "Ünïcode ✓", "3.0", "US$ and £",
    ],
)  # fmt: skip
def test_any_label_comes_back_as_it_was_and_is_no_formula(continued, tmp_path, label):
    path = tmp_path / "topics.csv"
    keep_topics(labelled(continued, label, "two", "three"), path)
    assert read_topics(path)[0].label == label
    written = rows_of(path)[0]["label"]
    assert written[0] not in "=@" and (written[0] not in "+-" or written[1:].isdecimal())


@given(st.text(max_size=30))
def test_cells_of_sheets_can_be_undone(text):
    assert text_of(cell(text)) == text


def test_a_large_sheet_can_be_written_in_pieces(tmp_path):
    table = pd.DataFrame({"a": ["x", "y", "z"], "b": [1.0, 2.5, None]})
    write_sheet(table, tmp_path / "whole.csv")
    write_sheet((table.iloc[i : i + 1] for i in range(3)), tmp_path / "pieces.csv")
    whole, pieces = (tmp_path / f"{name}.csv" for name in ("whole", "pieces"))
    assert whole.read_bytes() == pieces.read_bytes()


def test_a_sheet_that_cannot_be_finished_leaves_the_old_one(tmp_path):
    def pieces():
        yield pd.DataFrame({"a": [1]})
        raise OSError(28, "No space left on device")

    path = tmp_path / "sheet.csv"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(OSError, match="No space"):
        write_sheet(pieces(), path)
    assert path.read_text(encoding="utf-8") == "old"
    assert len([*tmp_path.iterdir()]) == 1


@pytest.mark.parametrize(("separator", "encoding"), [
    (",", "utf-8"), (";", "utf-8-sig"), (";", "utf-8"), ("\t", "utf-16"), ("\t", "utf-8"),
])  # fmt: skip
@pytest.mark.parametrize("ends", ["\n", "\r\n", "\r"])
def test_files_of_spreadsheets_are_read(continued, tmp_path, separator, encoding, ends):
    path = tmp_path / "topics.csv"
    keep_topics(continued, path)
    rows = rows_of(path)
    rows[0]["label"], rows[0]["topic"] = " Das Fleisch;\tdie Höfe ", "1,0"
    text = pd.DataFrame(rows).to_csv(index=False, sep=separator, lineterminator=ends)
    path.write_bytes(text.encode(encoding))
    found = read_topics(path)
    assert found[0].label == "Das Fleisch; die Höfe"
    assert found[0].named
    assert found[1:] == continued.topics[1:]
    assert found[0].weights == continued.topics[0].weights


def test_rows_may_be_sorted_taken_out_or_empty_and_columns_added(continued, tmp_path):
    path = tmp_path / "topics.csv"
    keep_topics(continued, path)
    rows = rows_of(path)
    blank = dict.fromkeys(rows[0], "")
    table = pd.DataFrame([rows[2], blank, rows[0]]).assign(notes="mine")
    table[["notes", *COLUMNS]].to_csv(path, index=False)
    assert read_topics(path) == (continued.topics[0], continued.topics[2])


def test_an_emptied_label_is_that_of_the_terms_again(continued, tmp_path):
    path = tmp_path / "topics.csv"
    keep_topics(labelled(continued, "one", "two", "three"), path)
    edited(path, label="")
    topic = read_topics(path)[0]
    assert topic.label == topic.label_by_terms
    assert not topic.named


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ({"topic": "two"}, "line 2 of '.*topics.csv' has no number of a topic, but 'two'"),
        ({"topic": "0"}, "has no number of a topic, but '0'"),
        ({"topic": "1.5"}, "has no number of a topic, but '1.5'"),
        ({"topic": "9" * 5000}, "has no number of a topic, but '9999.*…'"),
        ({"topic": "2"}, "lines 2 and 3 of '.*' both have topic 2: take one out"),
        ({"label": "two"}, "lines 2 and 3 of '.*' both have the label 'two'"),
        ({"label": "x" * 201}, "has a label of 201 characters"),
        ({"label": "", "label_by_terms": ""}, "has no label: write one"),
        ({"state": "sleeping"}, "has the state 'sleeping': it must be 'current' or 'gone'"),
        ({"weights": "beef 1.0; quota"}, "has 'quota' among the weights"),
        ({"weights": "beef 7"}, "has 'beef 7' among the weights"),
        ({"weights": "beef nan"}, "has 'beef nan' among the weights"),
        ({"weights": "0.5"}, "has '0.5' among the weights"),
    ],
)
def test_what_is_wrong_with_a_row_is_said_in_one_sentence(continued, tmp_path, cells, message):
    path = tmp_path / "topics.csv"
    keep_topics(labelled(continued, "one", "two", "three"), path)
    edited(path, **cells)
    with pytest.raises(DatelinesError, match=message) as raised:
        read_topics(path)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("column", ["topic", "label", "state", "label_by_terms", "weights"])
def test_a_missing_column_is_named(continued, tmp_path, column):
    path = tmp_path / "topics.csv"
    keep_topics(continued, path)
    pd.DataFrame(rows_of(path)).drop(columns=column).to_csv(path, index=False)
    with pytest.raises(DatelinesError, match=f"has no column '{column}': its first line must be"):
        read_topics(path)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "has no column 'topic'"),
        ("topic,label\n1,caf\u00e9".encode("latin-1"), "is not in UTF-8: save it"),
        (b"\xff\xfe\x00", "is not in UTF-8"),
        (b"\x00\x01\x02", "has no column 'topic'"),
        (",".join(COLUMNS).encode() + b"\n1," + b"x" * 200_000, "cannot be read as a table"),
    ],
)
def test_a_file_of_another_kind_is_refused(tmp_path, content, message):
    path = tmp_path / "topics.csv"
    path.write_bytes(content)
    with pytest.raises(DatelinesError, match=message):
        read_topics(path)


def test_a_file_that_cannot_be_opened_is_refused(tmp_path):
    with pytest.raises(DatelinesError, match="cannot be read: No such file"):
        read_topics(tmp_path / "nowhere.csv")
    with pytest.raises(DatelinesError, match="cannot be read: Is a directory"):
        read_topics(tmp_path)
    assert topics_beside(tmp_path) == ()


def test_a_folder_that_cannot_be_written_to_is_told(continued, tmp_path):
    with pytest.raises(DatelinesError, match=r"cannot be written to '.*No such file"):
        keep_topics(continued, tmp_path / "missing" / "topics.csv")


@pytest.fixture
def folder(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    return folder_of_clippings(tmp_path / "clippings", 16)


def run(folder):
    """Fit the topics of a folder and continue those that are kept in it."""
    corpus = load_corpus(folder, duplicates="keep")
    continued = continue_topics(fit_topics(corpus, n_topics=3), topics_beside(folder))
    keep_topics(continued, folder / "topics.csv")
    return continued


def test_edited_labels_stay_when_articles_are_added_and_left_out(folder):
    first = run(folder)
    edited(folder / "topics.csv", label="Quarrels of envoys")
    for number in (1, 9):
        (folder / f"{number:04d}.txt").unlink()
    fewer = run(folder)
    assert fewer.model.labels[0] == "Quarrels of envoys"
    folder_of_clippings(folder, 20)
    more = run(folder)
    assert more.model.labels[0] == "Quarrels of envoys"
    assert more.model.numbers[0] == first.model.numbers[0] == 1
    assert more.topics[0].named
    again = run(folder)
    assert again.topics == more.topics
    assert (again.changes["status"] == "kept").all()


def test_the_file_of_topics_is_no_clipping(folder):
    before = load_corpus(folder, duplicates="keep")
    run(folder)
    after = load_corpus(folder, duplicates="keep")
    assert after.digest == before.digest
    assert len(after.articles) == 16
    assert after.problems.empty
    assert "topics.csv" not in {*after.accounts["file"]}


# Tables for other programs.


def test_an_export_has_the_tables_and_says_what_they_hold(continued, tmp_path):
    out = tmp_path / "deep" / "out"
    articles = corpus_of().articles.assign(headline="=Title")
    written = export_topics(continued, out, articles)
    assert sorted(path.name for path in written) == sorted(path.name for path in out.iterdir())
    told = (out / MARKER).read_text(encoding="utf-8")
    for name in ("topics", "topic_terms", "document_topics"):
        section = told.partition(f"## {name}")[2].partition("\n## ")[0]
        assert section
        for column in rows_of(out / f"{name}.csv")[0]:
            assert f"`{column}`" in section
    assert rows_of(out / "document_topics.csv")[0]["headline"] == "'=Title"
    assert pd.read_parquet(out / "document_topics.parquet")["headline"][0] == "=Title"


def test_both_kinds_of_files_hold_the_same_rows(continued, tmp_path):
    export_topics(continued, tmp_path / "out", corpus_of().articles)
    for name in ("topic_terms", "document_topics"):
        sheet = pd.read_csv(tmp_path / "out" / f"{name}.csv", keep_default_na=False)
        table = pd.read_parquet(tmp_path / "out" / f"{name}.parquet")
        pd.testing.assert_frame_equal(sheet, table, check_dtype=False, rtol=0, atol=0)


def test_same_topics_give_the_same_bytes(continued, tmp_path):
    for name in ("one", "two"):
        model = fit_topics(corpus_of(), n_topics=3)
        export_topics(model, tmp_path / name, corpus_of().articles)
    export_topics(continued, tmp_path / "one", corpus_of().articles)
    for path in (tmp_path / "one").iterdir():
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


def test_tables_agree_with_the_model(continued):
    model = continued.model
    terms = topic_terms(model)
    for number, top in zip(model.numbers, model.top_terms(5), strict=True):
        own = terms[terms["topic"] == number]
        assert own["term"].to_list()[:5] == top
        assert own["rank"].to_list() == list(range(1, len(own) + 1))
        assert own["weight"].iloc[0] == 1
        assert own["part"].sum() == pytest.approx(1, abs=1e-4)
    documents = pd.concat(document_topics(model, corpus_of().articles))
    assert len(documents) == 12 * 3
    assert {"label", "era"} <= {*documents.columns}
    for column, table in (("share", model.shares), ("word_share", model.word_shares)):
        wide = documents.pivot_table(index="article_id", columns="topic", values=column)
        assert wide.to_numpy() == pytest.approx(table.sort_index().to_numpy(), abs=1e-6)


def test_texts_without_a_corpus_can_be_exported(tmp_path):
    texts = [" ".join(words.split()[i : i + 6]) for words in WORDS.values() for i in range(4)]
    export_topics(fit_topics(texts, n_topics=3), tmp_path / "out")
    table = pd.read_parquet(tmp_path / "out" / "document_topics.parquet")
    assert table["article_id"].to_list() == [i for i in range(12) for _ in range(3)]
    assert "headline" not in table


def test_a_folder_of_others_is_not_written_to(continued, tmp_path):
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    with pytest.raises(DatelinesError, match="holds files and is not an export of topics"):
        export_topics(continued, tmp_path)
    (tmp_path / MARKER).write_text("# My columns", encoding="utf-8")
    with pytest.raises(DatelinesError, match="is not an export of topics"):
        export_topics(continued, tmp_path)
    with pytest.raises(DatelinesError, match="is a file"):
        export_topics(continued, tmp_path / "notes.txt")
    assert {path.name for path in tmp_path.iterdir()} == {"notes.txt", MARKER}


def test_an_export_over_an_earlier_one_loses_no_label_of_a_person_and_no_other_file(
    continued, tmp_path
):
    out = tmp_path / "out"
    export_topics(labelled(continued, "Ranches", "Coins", "Ships"), out)
    (out / "notes.txt").write_text("mine", encoding="utf-8")
    first = (out / "topics.csv").read_bytes()
    written = export_topics(continued, out)
    assert written[-1].name == "topics.old.csv"
    assert written[-1].read_bytes() == first
    edited(out / "topics.csv", weights="no weights")
    assert export_topics(continued, out)[-1].name == "topics.old1.csv"
    assert export_topics(continued, out)[-1].name == MARKER
    assert (out / "notes.txt").read_text(encoding="utf-8") == "mine"


def test_earlier_topics_are_those_of_the_last_export_under_the_labels_of_the_folder(
    continued, tmp_path
):
    corpus, out = tmp_path / "clippings", tmp_path / "out"
    corpus.mkdir()
    assert earlier_topics(None, corpus, out) == ()
    export_topics(labelled(continued, "a", "b", "c"), out)
    assert [t.label for t in earlier_topics(None, corpus, out)] == ["a", "b", "c"]
    keep_topics(labelled(continued, "d", "e", "f"), corpus / "topics.csv")
    assert [t.label for t in earlier_topics(None, corpus, out)] == ["d", "e", "f"]
    assert [t.label for t in earlier_topics(out / "topics.csv", corpus, out)] == ["a", "b", "c"]
    later = (*continued.topics, replace(continued.topics[0], number=4, label="g", gone=True))
    keep_topics(replace(continued, topics=later), out / "topics.csv")
    found = earlier_topics(None, corpus, out)
    assert [(t.number, t.label) for t in found] == [(1, "d"), (2, "e"), (3, "f"), (4, "g")]
    (out / "topics.csv").unlink()
    assert [t.number for t in earlier_topics(None, corpus, out)] == [1, 2, 3]


def test_distributions_are_as_pyldavis_checks_them(continued):
    inputs = pyldavis_inputs(continued.model)
    terms, documents = inputs["topic_term_dists"], inputs["doc_topic_dists"]
    assert terms.shape == (3, len(inputs["vocab"]))
    assert documents.shape == (len(inputs["doc_lengths"]), 3)
    assert terms.sum(axis=1) == pytest.approx([1] * 3, abs=1e-12)
    assert documents.sum(axis=1) == pytest.approx([1] * 12, abs=1e-12)
    assert (terms.sum(axis=0) > 0).all()
    assert (inputs["doc_lengths"] == 60).all()
    assert (inputs["term_frequency"] > 0).all()
    tables = corpus_of().table("terms").groupby("term")["count"].sum()
    assert inputs["term_frequency"].tolist() == tables[inputs["vocab"]].to_list()
    assert len({*inputs["vocab"]}) == len(inputs["vocab"])


@pytest.mark.peers
@pytest.mark.filterwarnings("ignore")
def test_pyldavis_draws_the_topics(continued):
    pyldavis = pytest.importorskip("pyLDAvis")
    inputs = pyldavis_inputs(continued.model)
    prepared = pyldavis.prepare(**inputs, sort_topics=False, n_jobs=1)
    assert prepared.topic_order == [1, 2, 3]
    sizes = prepared.topic_coordinates["Freq"]
    weights = (inputs["doc_topic_dists"] * inputs["doc_lengths"][:, None]).sum(axis=0)
    assert sizes.to_list() == pytest.approx((weights / weights.sum() * 100).tolist())
    for number, terms in enumerate(continued.model.top_terms(5), start=1):
        table = prepared.sorted_terms(number, 1.0)
        assert {*terms} <= {*table["Term"][:12]}
    page = io.StringIO()
    pyldavis.save_html(prepared, page)
    assert "ldavis" in page.getvalue()
