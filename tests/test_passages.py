"""Long paragraphs come in pieces that end where a sentence does and no quotation is open."""

from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.intake.passages import (
    LONGEST_PARAGRAPH,
    USUAL_PASSAGE,
    cut_passages,
    place_quotations,
)
from helpers.intake.quotes.quotations import find_quotations
from helpers.intake.segment import split_sentences, words

SENTENCE = "The keepers of the harbour counted all their eels again on Friday morning."
SAID = '"We counted them. We counted them twice. Nobody helped us with it at all," one said.'


def cut(paragraphs):
    return [
        paragraphs[piece.paragraph][piece.start : piece.end] for piece in cut_passages(paragraphs)
    ]


def test_paragraphs_of_usual_length_stay_as_they_are():
    paragraphs = [SENTENCE, " ".join([SENTENCE] * 20), ""]
    assert cut(paragraphs) == paragraphs


def test_a_text_in_one_line_comes_in_pieces_of_some_sentences():
    pieces = cut([" ".join([SENTENCE] * 100), SENTENCE])
    assert pieces[-1] == SENTENCE
    assert all(
        USUAL_PASSAGE <= len(piece.split()) < 2 * USUAL_PASSAGE + 13 for piece in pieces[:-1]
    )
    assert all(piece.endswith("morning.") for piece in pieces)


def test_no_quotation_is_cut():
    pieces = cut([" ".join([SAID] * 60)])
    assert len(pieces) > 5
    assert all(piece.count('"') % 2 == 0 and piece.endswith("said.") for piece in pieces)


def test_a_mark_that_nobody_closed_keeps_nothing_together():
    assert len(cut(['"' + " ".join([SENTENCE] * 60)])) > 3


SENTENCES = st.lists(
    st.sampled_from([SENTENCE, SAID, "Mr. Ito met Gov. Hale in Salem, Ore. on Monday.", "No? No!"]),
    max_size=120,
)


@given(st.lists(SENTENCES.map(" ".join), max_size=3))
def test_pieces_in_a_row_say_what_the_paragraphs_say(paragraphs):
    pieces = cut(paragraphs)
    assert words(" ".join(pieces)) == words(" ".join(paragraphs))
    whole = [sentence for paragraph in paragraphs for sentence in split_sentences(paragraph)]
    assert [s for piece in pieces for s in split_sentences(piece)] == whole


@given(st.lists(st.text(max_size=80).map(lambda text: f"{text}. " * 90), max_size=2))
def test_any_text_is_cut_without_losing_a_letter(paragraphs):
    together = "".join("".join(paragraphs).split())
    assert "".join("".join(cut(paragraphs)).split()) == together


@given(st.lists(SENTENCES.map(" ".join), max_size=3))
def test_quotations_say_in_the_pieces_what_they_say_in_the_paragraphs(paragraphs):
    found, pieces = find_quotations(paragraphs), cut(paragraphs)
    placed, quoted = place_quotations(found, cut_passages(paragraphs))
    assert [(q.speaker, q.verb, q.n_words) for q in placed] == [
        (q.speaker, q.verb, q.n_words) for q in found
    ]
    assert [pieces[q.passage][q.start : q.end] for q in placed] == [
        paragraphs[q.passage][q.start : q.end] for q in found
    ]
    assert sum(map(len, quoted)) == len(found)


def test_a_speaker_named_before_a_cut_goes_on_speaking():
    more = f"{SENTENCE} " * 9
    told = f'Trade Minister Kenji Ito was calm. {more}"We wait," Ito said.'
    text = f'{told} "They will come." {more * 3}'
    placed, _ = place_quotations(find_quotations([text]), cut_passages([text]))
    assert [q.speaker for q in placed] == ["Kenji Ito", "Kenji Ito"]


def test_a_quotation_without_end_is_quoted_in_all_its_pieces():
    text = f"{SENTENCE} " * 30 + f'He said: "We never closed. {SENTENCE * 2} ' + f"{SENTENCE} " * 30
    pieces = cut_passages([text])
    placed, quoted = place_quotations(find_quotations([text]), pieces)
    assert [q.closed for q in placed] == [False]
    assert [bool(spans) for spans in quoted] == [i >= placed[0].passage for i in range(len(pieces))]


def test_an_article_in_one_line_has_pairs_and_places(tmp_path):
    story = f"OSLO, May 2, 1994 (AP) - {' '.join(['Steel duties were put off.', SENTENCE] * 40)}"
    (tmp_path / "a.txt").write_text(story)
    corpus = load_corpus(tmp_path)
    assert corpus.articles["n_passages"][0] > 3
    terms = corpus.table("terms")
    assert terms.loc[terms["term"] == "steel duties", "count"].sum() == 40
    passages = corpus.table("passages")
    assert passages["n_words"].max() < LONGEST_PARAGRAPH
    assert " ".join(passages["text"]) == story


def test_pages_say_that_paragraphs_are_pieces(tmp_path):
    from helpers.reporting.remarks.corpus import limits

    (tmp_path / "a.txt").write_text(f"OSLO: {' '.join([SENTENCE] * 40)}")
    (tmp_path / "b.txt").write_text(f"OSLO: {SENTENCE}\n{SENTENCE}")
    told = limits(load_corpus(tmp_path))
    assert any(one.startswith("1 article comes in lines of more than 300 words") for one in told)
