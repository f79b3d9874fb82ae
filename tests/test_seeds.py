"""The five founding clippings, held against a reader's own marking and against their extracts."""

import csv
import hashlib
import json
import re

import pandas as pd
import pytest

from helpers import load_corpus, read_article
from helpers.corpus.corpus import ARTICLE_TABLES
from helpers.corpus.extraction import extract_folder
from helpers.intake.extracts import cut_run

TEASERS = {8, 10, 12, 14, 16}
MARKED = {
    "000_07ced350e730bbac": {
        "headline": [7], "byline": "James Gerstenzang", "agency": "Los Angeles Times", "place": "",
        "body": range(12, 49, 2),
        "removed": {**dict.fromkeys([1, 2, 3, 4], "masthead"), 5: "weather"},
    },
    "001_fd86fb623a38076b": {
        "headline": [1], "byline": "", "agency": "Reuter", "place": "Jakarta",
        "body": range(3, 16), "removed": {2: "doubled headline"},
    },
    "002_30855b205f41203a": {
        "headline": [1], "byline": "", "agency": "", "place": "", "body": range(3, 22, 2),
        "removed": {23: "paywall", 24: "QR code", 25: "paywall", 26: "QR code", 27: "paywall"},
    },
    "003_eb7cef1c08d66522": {
        "headline": [], "byline": "", "agency": "", "place": "Tokyo", "standfirst": [1],
        "body": range(2, 13), "removed": {},
    },
    "004_86e490de2b8b1a84": {
        "headline": [], "byline": "", "agency": "", "place": "", "standfirst": [1],
        "body": range(2, 6),
        "removed": {
            6: "teaser", **dict.fromkeys(TEASERS, "teaser"),
            **dict.fromkeys(range(7, 16, 2), "clock time"),
            17: "comment prompt", 18: "comment prompt",
        },
    },
}  # fmt: skip


@pytest.mark.parametrize("name", MARKED)
def test_every_line_is_what_a_reader_marked_it_as(shared, name):
    text = (shared / "seeds" / f"{name}.txt").read_text(encoding="utf-8")
    article, marked = read_article(text), MARKED[name]
    numbers = {
        kind: [line.number for line in article.lines if line.kind == kind]
        for kind in ("headline", "standfirst", "body")
    }
    assert numbers["headline"] == marked["headline"]
    assert numbers["standfirst"] == marked.get("standfirst", [])
    assert numbers["body"] == list(marked["body"])
    assert {line.line: line.reason for line in article.removed} == marked["removed"]
    assert (article.byline, article.agency, article.place) == (
        marked["byline"], marked["agency"], marked["place"],
    )  # fmt: skip
    source = [" ".join(line.split()) for line in text.split("\n")]
    body = [source[number - 1] for number in numbers["body"]]
    assert len(article.paragraphs) == len(body)
    for paragraph, line in zip(article.paragraphs, body, strict=True):
        assert re.findall(r"\w+", paragraph) == re.findall(r"\w+", line)


def test_extracts_made_from_the_originals_equal_what_is_committed(shared, root, tmp_path):
    for path in (root / "seeds").glob("*.json"):  # gists are ours and are carried over
        (tmp_path / path.name).write_bytes(path.read_bytes())
    extract_folder(shared / "seeds", tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.glob("*.json")}
    assert made == {path.name: path.read_bytes() for path in (root / "seeds").glob("*.json")}


def test_every_table_is_the_same_from_originals_and_extracts(shared, root):
    original, extract = load_corpus(shared / "seeds"), load_corpus(root / "seeds")
    same = [c for c in original.articles if c not in ("file", "headline", "source")]
    pd.testing.assert_frame_equal(original.articles[same], extract.articles[same])
    for name in ARTICLE_TABLES:
        drop = [] if name == "mentions" else ["text", "gist"]
        left, right = (
            c.table(name).drop(columns=drop, errors="ignore") for c in (original, extract)
        )
        pd.testing.assert_frame_equal(left, right, check_categorical=False)


def test_every_paragraph_has_a_gist_of_one_line(root):
    for path in sorted((root / "seeds").glob("*.json")):
        for passage in json.loads(path.read_text(encoding="utf-8"))["passages"]:
            assert passage["gist"], path.name
            assert "\n" not in passage["gist"]


def test_the_catalogue_agrees_with_the_extracts(root):
    with (root / "seeds" / "catalogue.csv").open(encoding="utf-8", newline="") as lines:
        catalogue = {row["file"]: row for row in csv.DictReader(lines)}
    articles = load_corpus(root / "seeds").articles.set_index("file")
    assert sorted(catalogue) == sorted(articles.index)
    for file, row in catalogue.items():
        article = articles.loc[file]
        assert row["digest"] == article["digest"]
        assert row["headline"] == cut_run(article["headline"])
        assert row["place"] in (article["place"], row["place"] if not article["place"] else "")
        first, last = (pd.Timestamp(row[c]).date() for c in ("earliest", "latest"))
        assert article["earliest"] is None or article["earliest"] <= first, file
        assert article["latest"] is None or last <= article["latest"], file


def test_the_digests_are_those_of_the_originals(shared, root):
    for path in sorted((root / "seeds").glob("*.json")):
        data = (shared / "seeds" / f"{path.stem}.txt").read_bytes()
        content = json.loads(path.read_text(encoding="utf-8"))
        assert content["article"]["digest"] == hashlib.sha256(data).hexdigest()


def test_two_eras_are_found(root):
    corpus = load_corpus(root / "seeds")
    counts = corpus.articles["era"].value_counts()
    assert [counts[era] for era in corpus.eras] == [3, 2]
