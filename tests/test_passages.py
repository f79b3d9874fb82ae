"""Long paragraphs come in pieces that end where a sentence does and no quotation is open."""

from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.intake.passages import LONGEST_PARAGRAPH, USUAL_PASSAGE, cut_passages
from helpers.intake.segment import split_sentences, words

SENTENCE = "The keepers of the harbour counted all their eels again on Friday morning."
SAID = '"We counted them. We counted them twice. Nobody helped us with it at all," one said.'


def test_paragraphs_of_usual_length_stay_as_they_are():
    paragraphs = [SENTENCE, " ".join([SENTENCE] * 20), ""]
    assert cut_passages(paragraphs) == paragraphs


def test_a_text_in_one_line_comes_in_pieces_of_some_sentences():
    pieces = cut_passages([" ".join([SENTENCE] * 100), SENTENCE])
    assert pieces[-1] == SENTENCE
    assert all(
        USUAL_PASSAGE <= len(piece.split()) < 2 * USUAL_PASSAGE + 13 for piece in pieces[:-1]
    )
    assert all(piece.endswith("morning.") for piece in pieces)


def test_no_quotation_is_cut():
    speech = " ".join([SAID] * 60)
    pieces = cut_passages([speech])
    assert len(pieces) > 5
    assert all(piece.count('"') % 2 == 0 and piece.endswith("said.") for piece in pieces)


def test_one_quotation_without_end_stays_whole():
    speech = '"' + " ".join([SENTENCE] * 60)
    assert cut_passages([speech]) == [speech]


SENTENCES = st.lists(
    st.sampled_from([SENTENCE, SAID, "Mr. Ito met Gov. Hale in Salem, Ore. on Monday.", "No? No!"]),
    max_size=120,
)


@given(st.lists(SENTENCES.map(" ".join), max_size=3))
def test_pieces_in_a_row_say_what_the_paragraphs_say(paragraphs):
    pieces = cut_passages(paragraphs)
    assert words(" ".join(pieces)) == words(" ".join(paragraphs))
    whole = [sentence for paragraph in paragraphs for sentence in split_sentences(paragraph)]
    assert [s for piece in pieces for s in split_sentences(piece)] == whole


@given(st.lists(st.text(max_size=80).map(lambda text: f"{text}. " * 90), max_size=2))
def test_any_text_is_cut_without_losing_a_letter(paragraphs):
    together = "".join("".join(paragraphs).split())
    assert "".join("".join(cut_passages(paragraphs)).split()) == together


def test_an_article_in_one_line_has_pairs_and_places(tmp_path):
    story = f"OSLO, May 2, 1994 (AP) - {' '.join(['Steel duties were put off.', SENTENCE] * 40)}"
    (tmp_path / "a.txt").write_text(story)
    corpus = load_corpus(tmp_path)
    assert corpus.articles["n_passages"][0] > 3
    terms = corpus.table("terms")
    assert terms.loc[terms["term"] == "steel duties", "count"].sum() == 40
    assert corpus.table("passages")["n_words"].max() < LONGEST_PARAGRAPH
