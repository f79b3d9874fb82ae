"""Keyword in context: as many lines as uses, in order, from texts and from extracts."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import date

import pandas as pd
import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.analysis.concordance import LINE_COLUMNS, concordance, concordances
from helpers.analysis.contexts import in_context, may_have, times_used
from helpers.corpus.extraction import extract_folder
from helpers.errors import DatelinesError
from helpers.intake.segment import adjacent_pairs, words, words_and_gaps
from helpers.reporting.concordance import (
    ConcordanceSearch,
    concordance_markup,
    concordance_text,
    search_concordance,
    show_concordance,
)
from helpers.reporting.markup import clean

TEXTS = {
    "a.txt": """Salmon Quarrel Goes On
Published: 3 March 1994

OSLO, March 3 (AP) - The US envoy's salmon offer pleased nobody. "Salmon quotas hurt us," he said.
Salmon quotas came up again: the U.S. wants them gone by last-minute decree.
Nobody in the hall at Oslo spoke of glass, and the old quarrel went on & on.
""",
    "b.txt": """Glass Makers Ask for Help
Published: 9 March 1994

BERGEN, March 9 (AP) - Glass makers asked for help, and "glass" was all they spoke of today.
A salmon quota, glass makers said, helps them as little as 25% on <b>paper</b> did in June.
""",
    "c.txt": """Salmon Prices Fall
Published: 4 March 2024

MOLDE, March 4 (AP) - Salmon fell and fell: SALMON FARMERS blame the sea lice of this warm winter.
The farmers' union wants help from the state, and the state wants the farmers' union to wait.
""",
}
ERAS = {"then": [1990, 1999], "now": [2020, 2029]}


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("concordance") / "clippings"
    root.mkdir()
    for name, text in TEXTS.items():
        (root / name).write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def corpus(folder):
    return load_corpus(folder, eras=ERAS)


@pytest.fixture(scope="module")
def extracts(folder, tmp_path_factory):
    out = tmp_path_factory.mktemp("extracts") / "extracts"
    extract_folder(folder, out)
    return load_corpus(out, eras=ERAS)


@dataclass(frozen=True)
class ArticleByArticle:
    """A corpus whose tables come in a piece for each article; it knows which were read."""

    corpus: object
    read: Counter = field(default_factory=Counter)

    @property
    def articles(self):
        return self.corpus.articles

    @property
    def eras(self):
        return self.corpus.eras

    def table(self, name, columns=None):
        return self.corpus.table(name, columns)

    def chunks(self, name, columns=None):
        for _, chunk in self.corpus.table(name, columns).groupby("article_id", sort=False):
            self.read[name] += 1
            yield chunk


def test_every_term_has_as_many_lines_as_uses(corpus):
    uses = corpus.table("terms").groupby("term")["count"].sum()
    lines, counts = concordances(corpus, list(uses.index))
    assert lines["term"].value_counts().reindex(uses.index).tolist() == uses.tolist()
    assert counts.groupby("term")["uses"].sum().reindex(uses.index).tolist() == uses.tolist()
    assert "salmon quotas" in uses


def test_an_extract_has_the_same_counts_and_the_same_passages(corpus, extracts):
    terms = sorted(set(corpus.table("terms")["term"]))
    (lines, counts), (withheld, same) = (concordances(c, terms) for c in (corpus, extracts))
    pd.testing.assert_frame_equal(counts, same)
    keys = ["term", "article_id", "passage"]
    of_text = lines.groupby(keys, sort=False)["uses"].sum()
    assert of_text.index.tolist() == list(withheld[keys].itertuples(index=False, name=None))
    assert of_text.tolist() == withheld["uses"].tolist()
    assert withheld[["left", "keyword", "right", "sentence"]].isna().all(axis=None)


def test_capitals_possessives_and_house_styles_count_as_they_were_counted(corpus):
    found = concordance(corpus, "US")
    assert found.term == "u.s."
    assert found.lines["keyword"].tolist() == ["US", "U.S."]
    assert concordance(corpus, "Envoy").lines["keyword"].tolist() == ["envoy's"]
    assert concordance(corpus, "‘salmon’").lines["keyword"].tolist() == [
        *("salmon", "Salmon", "Salmon", "salmon", "Salmon", "SALMON"),
    ]


HOUSE_STYLES = {
    "d.txt": """Quotas Hurt U.S. Trade
Published: 3 March 1994

OSLO, March 3 (AP) - The U.S. envoy said U.S. trade in salmon suffered. "It hurts us," he said.
U.K. traders agreed that U.S. trade suffers, and the U.N. was asked to help traders like us.
""",
    "e.txt": """A U.S. Offer Comes
Published: 4 March 2024

MOLDE, March 4 (AP) - An offer of the U.S. on U.S. trade pleased the farmers of Molde this week.
The US trade office, which wrote it by e.g. hand, said: U.S. trade is back, and so are all of us.
""",
}


def test_every_term_can_be_looked_up_as_tables_print_it(tmp_path):
    for name, text in HOUSE_STYLES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    corpus = load_corpus(tmp_path, eras=ERAS)
    uses = corpus.table("terms").groupby("term")["count"].sum()
    assert {"u.s.", "us", "u.s. trade", "u.k.", "u.n."} <= set(uses.index)
    for term, count in uses.items():
        found = concordance(corpus, term)
        assert found.term == term
        assert found.counts["uses"].sum() == len(found.lines) == count
    keywords = set(concordance(corpus, "‘u.s. trade’").lines["keyword"])
    assert keywords == {"U.S. trade", "US trade"}


def test_the_dateline_is_no_context_and_is_not_counted(corpus):
    assert concordance(corpus, "oslo").lines["left"].tolist() == ["Nobody in the hall at "]


def test_lines_go_by_era_time_and_place_and_say_where_they_stand(corpus):
    lines = concordance(corpus, "salmon").lines
    assert tuple(lines.columns) == LINE_COLUMNS
    assert lines["era"].tolist() == ["then"] * 4 + ["now"] * 2
    assert lines["earliest"].is_monotonic_increasing
    assert lines["passage"].tolist()[:3] == [0, 0, 1]
    assert lines["sentence"].tolist()[:3] == [0, 1, 2]
    assert set(lines["article"]) == set(corpus.articles["label"])
    assert lines["latest"].tolist()[-1] == date(2024, 3, 4)


def test_context_goes_on_into_the_sentences_beside_and_cuts_no_word(corpus):
    line = concordance(corpus, "quotas", width=32).lines.iloc[0]
    assert (line["left"], line["right"]) == (
        '…offer pleased nobody. "Salmon ',
        ' hurt us," he said.',
    )
    for width in (0, 5, 20):
        for line in concordance(corpus, "salmon", width=width).lines.itertuples():
            assert max(len(line.left), len(line.right)) <= width + 1


def test_counts_stay_exact_where_lines_are_cut(corpus):
    found = concordance(corpus, "salmon", n=1)
    assert len(found.lines) == 2
    assert found.counts.to_dict("list") == {
        "era": ["then", "now"], "articles": [2, 1], "of": [2, 1], "uses": [4, 2], "shown": [1, 1],
    }  # fmt: skip


def test_few_lines_come_from_as_many_articles_as_there_are(corpus):
    assert concordance(corpus, "salmon", n=2).lines["article_id"].nunique() == 3
    assert len(concordance(corpus, "salmon", n=3).lines) == 5


def test_reading_stops_when_the_lines_are_there(corpus):
    pieces = ArticleByArticle(corpus)
    found = concordance(pieces, "salmon", articles=corpus.articles.iloc[:1])
    assert pieces.read == {"terms": 3, "sentences": 1}
    assert found.counts["uses"].tolist() == [3]


def test_pieces_give_the_same_as_the_whole(corpus, extracts):
    for one in (corpus, extracts):
        for n in (None, 1, 2):
            whole, pieces = (concordance(c, "salmon", n=n) for c in (one, ArticleByArticle(one)))
            pd.testing.assert_frame_equal(whole.lines, pieces.lines)
            pd.testing.assert_frame_equal(whole.counts, pieces.counts)


def test_a_pair_counts_as_in_the_tables_and_in_quotes_as_a_phrase(corpus):
    pair, phrase = concordance(corpus, "glass makers"), concordance(corpus, "“Glass makers”")
    assert (pair.phrase, phrase.phrase) == (False, True)
    assert pair.lines["keyword"].tolist() == phrase.lines["keyword"].tolist()
    with pytest.raises(DatelinesError, match="'farmers union'"):  # it is written "farmers' union"
        concordance(corpus, "farmers union")


def test_a_pair_of_one_paragraph_is_found_in_the_text(corpus):
    found = concordance(corpus, "sea lice")
    assert found.phrase
    assert found.lines["keyword"].tolist() == ["sea lice"]


def test_a_phrase_is_found_whatever_its_capitals_and_not_across_marks(corpus):
    assert concordance(corpus, "the US envoy").lines["keyword"].tolist() == ["The US envoy's"]
    with pytest.raises(DatelinesError, match="no article uses 'quota glass makers'"):
        concordance(corpus, "quota glass makers")


def test_a_phrase_cannot_be_looked_up_in_extracts_and_that_is_said(extracts):
    with pytest.raises(DatelinesError, match="texts, in which phrases are looked up, are withheld"):
        concordance(extracts, "the us envoy")


def test_articles_without_text_are_counted_for_a_phrase(folder, tmp_path):
    extract_folder(folder, tmp_path / "mixed")
    (tmp_path / "mixed" / "c.txt").write_text(TEXTS["c.txt"], encoding="utf-8")
    mixed = load_corpus(tmp_path / "mixed", eras=ERAS)
    found = concordance(mixed, "of this warm winter")
    assert (found.without_text, found.counts["uses"].tolist()) == (2, [0, 1])
    both = concordance(mixed, "salmon")
    assert both.lines["keyword"].isna().tolist() == [True] * 3 + [False] * 2
    assert both.counts["uses"].tolist() == [4, 2]


@pytest.mark.parametrize(
    ("term", "said"),
    [
        ("salmn", "no article uses 'salmn': near it is 'salmon'"),
        ("xylophone", "no article uses 'xylophone': try another word"),
        ("…", "'…' holds no word to look up: give a word or a phrase"),
    ],
)
def test_an_unknown_term_is_told_in_a_sentence_with_what_is_near(corpus, term, said):
    with pytest.raises(DatelinesError) as error:
        concordance(corpus, term)
    assert str(error.value) == said


TEXT = st.lists(
    st.sampled_from(
        ["US", "U.S.", "u.s.", "us", "25%", "1,200", "'", '"', " ", "  ", ", ", ".", "-", "tax",
         "Tax's", "tax-free", "ΟΔΟΣ", "½", "_", "é", "🎣", "$3", "(", "x.y.", "UK's"]
    ),
    max_size=20,
).map("".join)  # fmt: skip


@given(TEXT)
def test_any_word_and_pair_of_a_sentence_is_found_as_often_as_it_was_counted(text):
    for word, count in Counter(words(text)).items():
        assert times_used(pd.Series([text]), word) == [count]
        assert may_have(pd.Series([text]), word).all()
    for pair, count in Counter(adjacent_pairs(*words_and_gaps(text))).items():
        assert times_used(pd.Series([text]), " ".join(pair)) == [count]


@given(TEXT)
def test_context_and_keyword_are_the_sentence_again(text):
    found = sorted(set(words(text)))
    rows = pd.DataFrame({"article_id": ["a"], "passage": [0], "sentence": [0], "text": [text]})
    chosen = pd.DataFrame({"term": found, "article_id": "a", "take": 99}, dtype=object)
    lines = in_context(rows, chosen, 999)
    assert len(lines) == len(words(text))
    for line in lines.itertuples():
        assert line.left + line.keyword + line.right == text
        assert words(line.keyword) == [line.term]


def test_the_page_shows_the_term_in_the_middle_and_counts_above(corpus):
    page = BeautifulSoup(clean(concordance_markup(concordance(corpus, "paper"))), "html.parser")
    assert page.p.get_text() == "“paper”: 1 use in 1 of 3 articles."
    assert page.table.caption.get_text() == "then: 1 use in 1 of 2 articles"
    row = page.tbody.tr
    assert [cell.get_text() for cell in row.find_all("td")][1] == "paper"
    assert row.find("td", class_="before").get_text().endswith("25% on <b>")
    assert row.th["scope"] == "row"
    assert page.find("div", class_="scroll")["tabindex"] == "0"
    assert page.find_all("p")[-1].get_text() == "now: not used (1 article)"


def test_the_page_of_an_extract_says_where_and_no_word_of_the_text(extracts):
    found = concordance(extracts, "salmon", n=1)
    page = BeautifulSoup(concordance_markup(found), "html.parser")
    assert page.tbody.th.get_text() == "Salmon Quarrel Goes On, 1994-03-03, paragraph 1"
    assert page.tbody.td.get_text() == "(text withheld, and no gist) (2 uses)"
    assert "then: 4 uses in 2 of 2 articles, 2 of them shown" in concordance_text(found)


def test_texts_of_clippings_are_escaped(corpus):
    found = concordance(corpus, "paper")
    hostile = found.lines.assign(left="<script>x()</script>", article="<img src=x onerror=y>")
    markup = concordance_markup(type(found)("paper", False, hostile, found.counts))
    page = BeautifulSoup(markup, "html.parser")
    assert not page.find_all(["script", "img"])
    assert "<script>x()</script>" in page.get_text()


def test_an_unknown_term_stops_no_notebook(corpus, capsys):
    show_concordance(corpus, "salmn")
    assert "No article uses 'salmn': near it is 'salmon'." in capsys.readouterr().out


def test_without_anybody_at_the_keyboard_the_lines_are_shown_and_no_widget(corpus, capsys):
    show_concordance(corpus, "glass", n=1)
    shown = capsys.readouterr().out
    search_concordance(corpus, "glass", n=1)
    assert capsys.readouterr().out == shown
    assert "then: 4 uses in 2 of 2 articles, 1 of them shown" in shown


def test_the_field_looks_up_what_is_written_into_it_in_the_era_chosen(corpus):
    pytest.importorskip("ipywidgets")
    search = ConcordanceSearch(corpus, "salmon", n=1)
    (term, era), lines = search.widget.children[0].children, search.widget.children[1]
    assert "6 uses in 3 of 3 articles" in lines.value
    era.value = "now"
    assert "2 uses in 1 of 1 article" in lines.value
    term.value = "<b>zz"
    assert lines.value == "<p>No article uses &#x27;b zz&#x27;: try another word.</p>"
