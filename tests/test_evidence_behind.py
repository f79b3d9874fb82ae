"""What is shown behind a choice: passages that name whom they are shown for, shares of pieces."""

import re

import pandas as pd
import pytest

from helpers import fit_topics, load_corpus
from helpers.analysis.key_terms.named_terms import named_actors
from helpers.analysis.working_sets.article_index import ArticleIndex
from helpers.analysis.working_sets.evidence import sentences_behind
from helpers.analysis.working_sets.filters import ActorFilter, WordFilter, topic_filter
from helpers.analysis.working_sets.search import search
from helpers.analysis.working_sets.selection import WorkingSet
from helpers.corpus.extraction import extract_folder
from helpers.errors import DatelinesError
from made import folder_of_clippings

BANK = """Makers Ask the Bank for Help
Published: {day} March {year}

MOLDE, March {day} (AP) - In cold Oslo the makers met in the morning to talk of round {number}.
The makers of glass asked the Bank of Oslo for money, and nobody at the Bank of Oslo replied.
Rain fell over Oslo all day, and the roads to Oslo were closed until the late evening.
In the north the Bank of Oslo has few branches, and the makers there pay more for money.
"""

SURNAMES = """Envoys Meet Again
Published: 9 March 2024

MOLDE, March 9 (AP) - The envoy Eva Lund said that the glass makers had asked for higher duties.
In the same hall the mayor Nils Lund said that he wanted no duties at all on foreign glass.
Everybody knew that this time Lund would not give way, and that the quarrel would go on.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    made = folder_of_clippings(tmp_path_factory.mktemp("behind") / "news", 24)
    for number, year in enumerate((1994, 1994, 2024)):
        text = BANK.format(day=11 + number, year=year, number=number)
        (made / f"bank{number}.txt").write_text(text, encoding="utf-8")
    (made / "surnames.txt").write_text(SURNAMES, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def index(folder):
    corpus = load_corpus(folder, duplicates="exact")
    return ArticleIndex(corpus, fit_topics(corpus, 3))


@pytest.fixture(scope="module")
def extracts(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("behind") / "extracts"
    extract_folder(folder, out)
    corpus = load_corpus(out, duplicates="exact")
    return ArticleIndex(corpus, fit_topics(corpus, 3))


def test_a_passage_shown_for_an_institution_names_it(index, extracts):
    found = sentences_behind(WorkingSet(index), 12, ActorFilter("Bank of Oslo"))
    assert len(found) == 6
    assert found["text"].str.contains("Bank of Oslo", regex=False).all()
    # The passage with most mentions stands first, and the town alone in none.
    assert sorted(found["passage"].unique()) == [1, 3]
    assert found.drop_duplicates("article_id")["passage"].eq(1).all()
    withheld = sentences_behind(WorkingSet(extracts), 12, ActorFilter("Bank of Oslo"))
    same = ["article_id", "passage", "why"]
    pd.testing.assert_frame_equal(found[same], withheld[same])


def test_a_town_is_not_the_institution_that_is_called_after_it(index):
    articles, times = index.actor_columns.of("Bank of Oslo")
    assert times.tolist() == [3, 3, 3]
    own = index.actor_columns.of("Oslo")[0]
    assert set(articles) <= set(own)


def test_a_surname_of_two_people_is_shown_for_neither(index):
    two = index.articles["label"].str.contains("Envoys Meet Again").to_numpy()
    row = int(two.nonzero()[0][0])
    assert row in index.actor_columns.of("Eva Lund")[0]
    found = sentences_behind(WorkingSet(index), 200, ActorFilter("Eva Lund"))
    of_two = found[found["article_id"] == index.articles["article_id"].iloc[row]]
    assert of_two["text"].str.contains("Eva Lund").all()
    assert len(of_two) == 1


def test_printed_names_are_given_back_as_whom_they_count_for(index):
    named = named_actors(index.corpus, index.articles)
    two = index.articles["label"].str.contains("Envoys Meet Again").to_numpy()
    rows = pd.Series([int((~two).nonzero()[0][0]), int(two.nonzero()[0][0]), 0])
    told = named.resolved(rows, pd.Series(["Lund", "Lund", "Nobody"]))
    assert told.tolist() == ["Eva Lund", "Lund", "Nobody"]
    nothing = named_actors(index.corpus, index.articles.iloc[:0])
    assert nothing.resolved(rows, pd.Series(["Lund", "Lund", "Nobody"])).tolist()[0] == "Lund"


def test_behind_a_cell_with_nobody_of_the_name_there_is_nothing(index):
    chosen = WorkingSet(index).where(WordFilter("salmon"))
    assert sentences_behind(chosen, 3, ActorFilter("Bank of Oslo")).empty


def test_the_share_of_a_topic_is_told_of_the_paragraphs_it_was_measured_in(index):
    found = sentences_behind(WorkingSet(index), 100, topic_filter(index, 1))
    assert len(found)
    pieces = index.pieces
    for row in found.itertuples():
        told = re.fullmatch(r"topic 1: (\d+)% of paragraphs? (\d+)(?: to (\d+))?", row.why)
        share, first = int(told[1]), int(told[2]) - 1
        last = int(told[3]) - 1 if told[3] else first
        assert first <= row.passage <= last
        own = (pieces["article_id"] == row.article_id) & (pieces["passage"] == first)
        own &= pieces["last_passage"] == last
        shares = index.piece_shares[own.to_numpy(), 0]
        assert [round(100 * value) for value in shares] == [share]


def test_no_share_is_told_as_nothing(index):
    # Some piece has a trace of each topic, and is shown for none of them by it.
    traces = (index.piece_shares > 0) & (index.piece_shares < 0.005)
    assert traces.any()
    for number in index.model.numbers:
        why = sentences_behind(WorkingSet(index), 200, topic_filter(index, number))["why"]
        assert not why.str.contains(": 0%").any()


@pytest.mark.parametrize("n", [0, -1])
def test_less_than_one_line_is_refused(index, n):
    with pytest.raises(DatelinesError, match="ask for 1 or more"):
        sentences_behind(WorkingSet(index), n)
    with pytest.raises(DatelinesError, match="ask for 1 or more"):
        search(index, "duties", n=n)
