"""Named actors as terms: one person is one actor, whatever the article calls them."""

import dataclasses
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from helpers import load_corpus
from helpers.analysis.key_terms.era_keyness import era_keyness
from helpers.analysis.key_terms.named_terms import actor_matrix
from helpers.analysis.tables import compared
from helpers.analysis.terms import article_terms
from helpers.corpus.extraction import extract_folder

ARTICLES = {
    "1994-05-02 quota": """Envoy Presses Oslo on Fish Quota

OSLO, May 2 (AP) - Trade Minister Eva Lund told Japan on Monday that the fish quota stays. The \
Japanese had asked for more.
In the harbour Lund said the quota was fair. "It is fair," Lund said of it, and Rolf Hagen, \
who runs two boats there, agreed with Lund.
The Fishery Council had asked Minister Lund for a rule on nets. The Council wants it by June, \
and trade in fish is the trade of the town. Boats trade with Japan too.""",
    "1994-06-03 nets": """Minister Wants New Nets by Autumn

BERGEN, June 3 (AP) - The nets that the crews use must change by autumn, said the ministry.
It was the wish of Minister Lund, it said, and the crews had heard Lund say so for a year now. \
The town of Bergen has asked for help, and the mayor, Kari Berg, met crews there.
At the pier the crews told Berg what nets cost, and they said that Hagen would come as well.""",
    "2024-03-04 port": """Port of Bergen Waits for Steel

BERGEN, March 4 (AP) - Minister Nils Hagen opened the new port on Monday, and Minister Hagen \
praised the crews of the port.
The steel for the second pier is late, the head of the port said, and the trade in steel is slow.
Ships from Japan use the pier, and Mayor Nora Bergen wants more of them. The port was quiet.""",
    "2024-04-05 talks": """Talks on Steel End Without a Word

OSLO, April 5 (AP) - The talks on steel ended on Friday, and nobody would say what was agreed.
Before the talks the crews had hoped that Hagen or Lund would speak, but neither came to Oslo.
In the end the port of Bergen stays as it is, said the town. The steel may come in May.""",
}


def write(folder: Path, names=ARTICLES) -> Path:
    folder.mkdir()
    for name in names:
        (folder / f"{name}.txt").write_text(ARTICLES[name] + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return write(tmp_path_factory.mktemp("names") / "folder")


@pytest.fixture(scope="module")
def corpus(folder):
    return load_corpus(folder)


def counts_of(corpus) -> pd.DataFrame:
    articles = corpus.articles
    matrix = actor_matrix(corpus, articles)
    days = articles["file"].str.slice(0, 10)
    return pd.DataFrame(matrix.counts.toarray(), index=days, columns=list(matrix.terms))


def test_a_surname_counts_for_the_person_named_in_full(corpus):
    found = counts_of(corpus)
    assert "Lund" not in found
    assert (found["Eva Lund"] > 0).to_list() == [True, True, False, True]
    assert found.loc["1994-05-02", "Eva Lund"] >= 3


def test_a_surname_that_two_people_share_is_left_as_printed(corpus):
    found = counts_of(corpus)
    assert found.loc["2024-03-04", "Nils Hagen"] == 1
    assert found.loc["1994-05-02", "Rolf Hagen"] == 1
    assert found["Hagen"].to_list() == [0, 1, 0, 1]


def test_a_surname_that_is_a_place_means_nobody_where_the_article_names_nobody(corpus):
    found = counts_of(corpus)
    assert found.loc["2024-04-05", "Bergen"] == 1
    assert found.loc["2024-04-05"].get("Nora Bergen", 0) == 0


def test_a_title_makes_no_second_person(corpus):
    found = counts_of(corpus)
    assert not [name for name in found if "Mayor" in name]
    assert found.loc["2024-03-04", "Nora Bergen"] == 1


def test_a_country_and_its_people_are_one_actor(corpus):
    found = counts_of(corpus)
    assert "Japanese" not in found
    assert found["Japan"].to_list() == [3, 0, 1, 0]


def test_the_last_word_of_an_institution_means_it_in_its_article(corpus):
    found = counts_of(corpus)
    assert "Council" not in found
    assert found.loc["1994-05-02", "Fishery Council"] >= 2


def test_words_that_are_mostly_written_small_are_no_names(corpus):
    found = counts_of(corpus)
    assert not {"Trade", "The", "Minister", "Steel", "Port"} & {*found.columns}


def test_a_short_name_used_often_in_one_article_is_a_name(tmp_path):
    folder = write(tmp_path / "folder")
    lines = "The crews of NORD said so, and NORD was quiet when NORD heard of it, said NORD. "
    text = "Crews of NORD Wait\n\nOSLO, May 9 (AP) - The nets are late again, they said.\n"
    (folder / "1994-05-09 nord.txt").write_text(text + f"{lines}\n", encoding="utf-8")
    found = counts_of(load_corpus(folder))
    assert found.loc["1994-05-09", "NORD"] == 4


def test_rates_are_of_the_same_words_as_those_of_other_terms(corpus):
    articles = corpus.articles
    matrix, words = actor_matrix(corpus, articles), article_terms(corpus, articles)
    assert (matrix.totals == words.totals).all()
    assert list(matrix.terms) == sorted(matrix.terms)


def test_some_of_the_articles_are_counted_as_asked_for(corpus):
    articles = corpus.articles
    whole = counts_of(corpus)
    turned = actor_matrix(corpus, articles.iloc[[3, 0]])
    found = pd.DataFrame(turned.counts.toarray(), columns=list(turned.terms))
    assert found["Japan"].to_list() == [0, 3]
    assert whole.iloc[0]["Japan"] == 3


def test_no_article_names_nobody(corpus):
    matrix = actor_matrix(corpus, corpus.articles.iloc[:0])
    assert matrix.counts.shape == (0, 0)
    assert matrix.terms == ()


def test_an_extract_gives_the_same_actors_as_its_original(corpus, folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    extracts = load_corpus(tmp_path / "extracts")
    one, other = (actor_matrix(each, each.articles) for each in (corpus, extracts))
    assert one.terms == other.terms
    assert (one.counts != other.counts).nnz == 0
    assert (one.totals == other.totals).all()


def test_the_seeds_give_the_same_actors_as_the_originals(root, shared):
    extracts, originals = load_corpus(root / "seeds"), load_corpus(shared / "seeds")
    one, other = (actor_matrix(each, compared(each)) for each in (extracts, originals))
    assert one.terms == other.terms
    assert (one.counts != other.counts).nnz == 0


def test_chunks_of_any_size_give_the_same_counts(corpus):
    @dataclasses.dataclass(frozen=True)
    class InPieces:
        """The same tables, one article at a time."""

        articles: pd.DataFrame
        eras: tuple[str, ...]

        def table(self, name, columns=None):
            return corpus.table(name, columns)

        def chunks(self, name, columns=None):
            for _, piece in corpus.table(name, columns).groupby("article_id", observed=True):
                yield piece.reset_index(drop=True)

    pieces = InPieces(corpus.articles, corpus.eras)
    one, other = (actor_matrix(each, each.articles) for each in (corpus, pieces))
    assert one.terms == other.terms
    assert (one.counts != other.counts).nnz == 0


def test_eras_are_compared_by_whom_they_name(corpus):
    articles = compared(corpus)
    matrix = actor_matrix(corpus, articles)
    table = era_keyness(matrix, articles["era"].to_numpy(), corpus.eras)
    assert set(table["kind"]) == {"name"}
    assert table["articles_target"].le(table["of_target"]).all()
    last = table[table["era"].eq(corpus.eras[-1])]
    assert np.sign(last.loc["Nils Hagen", "log_ratio"]) == 1
    assert set(table["verdict"]) == {"cannot tell"}
