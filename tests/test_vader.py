"""VADER in batches gives what NLTK gives, to the last bit, whatever the sentences and the batch."""

import gzip
import json
import random
import sys
import threading
import tracemalloc
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from helpers.intake.vader.batch import Scores, score_batch
from helpers.intake.vader.forms import MOST_FORMS, MOST_TOKENS, known_forms
from helpers.intake.vader.lexicon import lexicon_text, vader_lexicon

FEW, MANY = 6000, 200_000
"""Made sentences that are compared; in the long run all real ones are, too."""

short_and_long = pytest.mark.parametrize("size", [FEW, pytest.param(MANY, marks=pytest.mark.long)])


def nltk_analyser():
    from nltk.sentiment.vader import SentimentIntensityAnalyzer, VaderConstants

    class Telling(SentimentIntensityAnalyzer):
        """NLTK's own, which keeps the valences of the last sentence."""

        def __init__(self):
            self.lexicon_file = lexicon_text().rstrip("\n")
            self.lexicon = self.make_lex_dict()
            self.constants = VaderConstants()

        def score_valence(self, sentiments, text):
            self.valences = [float(valence) for valence in sentiments if valence]
            return super().score_valence(sentiments, text)

    return Telling()


NLTK = nltk_analyser()


def ours(scores: Scores) -> list[tuple[list[str], list[float]]]:
    """Scores and valences of each sentence, floats written so that the last bit and sign show."""
    columns = (scores.compound, scores.positive, scores.negative, scores.neutral)
    valences = [[] for _ in scores.compound]
    for sentence, valence in zip(scores.sentence.tolist(), scores.valence.tolist(), strict=True):
        if valence:
            valences[sentence].append(valence)
    rows = zip(*(column.tolist() for column in columns), strict=True)
    return [([v.hex() for v in row], own) for row, own in zip(rows, valences, strict=True)]


def theirs(sentence: str) -> tuple[list[str], list[float]]:
    scores = NLTK.polarity_scores(sentence)
    return [scores[key].hex() for key in ("compound", "pos", "neg", "neu")], NLTK.valences


def differences(sentences: list[str], **options: int) -> list[str]:
    found = ours(score_batch(sentences, **options))
    return [s for s, own in zip(sentences, found, strict=True) if own != theirs(s)]


BY_RULE = {
    "no words": ["", " ", "\n", "a", "a b c", "!", "?!?", "... -- !!", "\x00", "\u2028\u3000"],
    "no word with tone": ["The committee met on Monday.", "Who? What??", "WHO AND what!"],
    "single letters do not count": ["not a good plan", "not a b c good plan", "I \u2014 am good"],
    "marks at one end": ["good.", "'good", "good!!", "good?!?!", "good!!!!", "good,.", "(good)"],
    "marks within": ["good-natured", "so-so good", "good/bad", "'good'", "good's", "d'bad"],
    "emoticons": [
        ":)", ":-(", "x :D y", ":D", "xD", "8)", "<3 <3", ":-\xde", "well :) !", "good:)",
    ],
    "capitals": ["GOOD", "A GOOD plan", "GOOD BAD", "GOOD 1987", "A VERY good plan", "a GOOD b"],
    "boosters": ["very good", "VERY good plan", "hardly good", "very bad", "really very so good"],
    "boosters are no tone": ["very", "so", "more and more", "Most"],
    "three words back": ["not one two good", "not one two six good", "very one two bad"],
    "a word with tone between": ["not great good", "very great good", "not war war good"],
    "negations": [
        "not good", "isn't good", "ISN'T good", "don't, good", "xn'tx good", "Without bad",
    ],
    "never so": ["never so good", "never this one good", "Never so good", "never one so good"],
    "so without never": ["we think so good", "one two this bad", "so good", "two so good"],
    "least": ["least good", "the least good", "at least good", "very least good", "LEAST bad plan"],
    "but": [
        "good but bad", "bad, but good", "but good", "good BUT", "good but bad but good", "but",
    ],
    "kind of": [
        "kind of good", "a kind of good", "Kind OF good", "kind, of good", "kind", "kind of",
    ],
    "kind of after kind": ["kind of good and kind people", "kind people, kind of good"],
    "weakeners": ["one sort of good", "one two kind of nice good", "one two just enough good"],
    "idioms": [
        "they cut the mustard", "he was the bomb", "the one bad ass", "three two yeah right",
        "a b the kiss of death here", "hand to mouth they live good", "one two three the shit",
        "one two three bad ass", "three of a kiss of death good plan", "two Yeah right good",
    ],
    "idioms in a row": ["we were the bomb the shit bad ass", "least the kiss of death, least good"],
    "idioms and least": [
        "one the least bad ass", "cut the mustard least good", "two least the bomb",
    ],
    "idioms and but": ["that plan was the bomb but bad", "bad but that plan was the bomb"],
    "the first place counts": [
        "not good good", "good not good", "very good, good good.", "bad Bad",
    ],
    "sums that cancel": [
        "agree alarm", "good bad good bad!", "agree alarm agree alarm!!", "hope hurt",
    ],
    "marks of emphasis": [
        "good!", "good!!!!!!", "good?", "good??", "good???", "bad????!", "no!? ok",
    ],
    "odd letters": [
        "goo\u0130d", "LI\u212aE", "li\u212ae it", "\ufb01ne", "stra\xdfe \xdfad", "go\u0301od",
        "good\xa0plan", "not\u2003good", "bad\x85good", "don\u2019t good", "\ud800 good",
        "good\x00", "\x00good", "go\x00od", "good\x1fbad", "\u200bgood", "GOOD \xdf",
        "\u2014 good \u2014",
    ],
}  # fmt: skip


@pytest.mark.parametrize("rule", BY_RULE)
def test_a_sentence_gets_what_nltk_gives_it(rule: str):
    assert differences(BY_RULE[rule]) == []
    assert differences([f"{s} and then some words more" for s in BY_RULE[rule]]) == []
    assert differences([f"Three words before {s}" for s in BY_RULE[rule]]) == []


def test_each_rule_has_a_sentence_that_feels_it():
    """What the words alone would give, which is wrong for each of these."""
    feeling = ["not good", "very good", "the least good", "good but bad", "A GOOD plan", "good!",
               "one two three the shit", "one sort of good", "it was so good"]  # fmt: skip
    for sentence in feeling:
        words = [NLTK.lexicon.get(word.strip("!").lower(), 0.0) for word in sentence.split()]
        NLTK.polarity_scores(sentence)
        emphasis = "!" in sentence
        assert emphasis or sum(NLTK.valences) != sum(words), sentence


LEXICON = vader_lexicon()
CHARGED = [*LEXICON.boosters, *LEXICON.negations, *(" ".join(p.words) for p in LEXICON.phrases)]
CHARGED += ["but", "least", "at least", "very least", "never so", "never this", "so", "this",
            "kind", "of", "of death", "the", "sort", "enough", "right", "mustard"]  # fmt: skip
PLAIN = ["table", "Monday", "committee", "1987", "x", "a", "percent", "harbour", "U.S.", "émigré"]
ODD = ["\x00", "\u0130", "\u0131", "\u00df", "\u017f", "\u212a", "\u00e9", "e\u0301", "\u2014",
       "\u201c", "\u201d", "\u2019", "\u200d", "\U0001f600", "\u01c5", "\ud800"]  # fmt: skip
SPACES = [" ", " ", " ", "  ", "\t", "\n", "\r\n", "\x0b", "\x1c", "\x85", "\xa0", "\u2028",
          "\u3000"]  # fmt: skip
MARKS = [".", "!", "?", ",", ";", ":", "-", "'", '"', "!!", "!!!", "??", "???", "?!?", "!?!?", ").",
         "n't", ":)", "..."]  # fmt: skip


def made_word(chance: random.Random, toned: list[str]) -> str:
    kind = chance.random()
    word = chance.choice(toned if kind < 0.4 else CHARGED if kind < 0.8 else PLAIN)
    form = chance.random()
    if form < 0.15:
        word = word.upper()
    elif form < 0.3:
        word = word.title()
    elif form < 0.33:
        word = word.swapcase()
    if chance.random() < 0.15:
        word += chance.choice(MARKS)
    if chance.random() < 0.05:
        word = chance.choice(MARKS) + word
    if chance.random() < 0.04:
        at = chance.randint(0, len(word))
        word = word[:at] + chance.choice(ODD) + word[at:]
    return word


def made_sentence(chance: random.Random) -> str:
    """Words that feel the rules, more thickly than anybody would write; few, so that some recur."""
    toned = chance.sample(LEXICON.alphabetical, 4)
    words = [made_word(chance, toned) for _ in range(chance.choice((1, 2, 3, 5, 8, 13, 21)))]
    spaces = [" "] * 20 if chance.random() < 0.8 else SPACES
    return "".join(word + chance.choice(spaces) for word in words)


@short_and_long
def test_made_sentences_get_what_nltk_gives_them(size: int):
    chance = random.Random(size)
    left = size
    while left > 0:
        sentences = [made_sentence(chance) for _ in range(min(left, 5000))]
        assert differences(sentences) == []
        left -= len(sentences)


@short_and_long
def test_valences_that_cancel_are_added_up_as_this_python_does(size: int):
    """Before Python 3.12 a rest of 1e-16 is left, which one exclamation mark makes a score."""
    chance = random.Random(size)
    words = [word for word in LEXICON.alphabetical if word.isalpha()]
    against: dict[float, list[str]] = {}
    for word in words:
        against.setdefault(-LEXICON.valences[word], []).append(word)
    sentences = []
    for _ in range(size // 4 if size == FEW else size // 10):
        drawn = chance.choices(words, k=chance.choice((2, 3, 4, 6)))
        drawn += [chance.choice(against.get(LEXICON.valences[w], ["table"])) for w in drawn]
        chance.shuffle(drawn)
        sentences.append(" table table table ".join(drawn) + "!")
    assert differences(sentences) == []


def mutated(chance: random.Random, sentence: str) -> str:
    words = sentence.split(" ")
    for _ in range(chance.randint(1, 4)):
        at = chance.randrange(len(words))
        change = chance.randrange(5)
        if change == 0:
            words[at] = words[at].upper()
        elif change == 1:
            words.insert(at, chance.choice(CHARGED))
        elif change == 2:
            words[at] += chance.choice(MARKS)
        elif change == 3:
            words.insert(at, chance.choice(LEXICON.alphabetical))
        else:
            words[at] = words[chance.randrange(len(words))]
    return chance.choice(SPACES).join(words)


def real_texts(folder: Path) -> list[str]:
    """All texts of the evaluation data, and each of their lines."""
    texts = []
    for path in sorted(folder.glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as rows:
            for row in map(json.loads, rows):
                texts += [value for value in row.values() if isinstance(value, str)]
    lines = [line for text in texts for line in text.split("\n")]
    return list(dict.fromkeys([*texts, *lines]))


@short_and_long
def test_real_texts_get_what_nltk_gives_them(shared: Path, size: int):
    folder = shared / "eval" / "data"
    if not folder.is_dir():
        pytest.skip("the evaluation data (../shared/eval) are not on this machine")
    texts = real_texts(folder)
    chance = random.Random(size)
    if size == FEW:
        texts = chance.sample(texts, FEW)
    assert len(differences(texts)) == 0
    short = [text for text in texts if len(text) < 400]
    assert len(differences([mutated(chance, chance.choice(short)) for _ in texts])) == 0


pieces = st.one_of(
    st.sampled_from(LEXICON.alphabetical),
    st.sampled_from(CHARGED),
    st.sampled_from([*PLAIN, *ODD, *MARKS, *SPACES]),
    st.text(max_size=4),
    st.text(st.characters(categories=["Cs", "Cc", "Zs", "Lu", "Mn"]), max_size=3),
)
changes = st.sampled_from([str, str, str.upper, str.title, str.swapcase, str.casefold])
made = st.lists(
    st.builds(lambda piece, change, gap: change(piece) + gap, pieces, changes,
              st.sampled_from(["", *SPACES, *MARKS])), max_size=12,
).map("".join)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(st.lists(made, max_size=6), st.integers(1, 80))
@example(["good\nbad", "\n", "", "very"], 1)
def test_any_text_in_any_batch_gets_what_nltk_gives_it(sentences: list[str], at_once: int):
    assert differences(sentences, at_once=at_once) == []


@settings(max_examples=200, deadline=None)
@given(st.text(alphabet=st.characters(), max_size=60))
def test_any_characters_at_all_get_what_nltk_gives_them(text: str):
    assert differences([text, f"very {text} good", f"good{text}"]) == []


@settings(max_examples=50, deadline=None)
@given(st.integers(), st.integers(1, 3000))
def test_scores_do_not_depend_on_what_else_is_in_the_batch(seed: int, at_once: int):
    chance = random.Random(seed)
    sentences = [made_sentence(chance) for _ in range(30)]
    alone = [ours(score_batch([sentence]))[0] for sentence in sentences]
    assert ours(score_batch(sentences, at_once=at_once)) == alone
    assert ours(score_batch(tuple(reversed(sentences)))) == alone[::-1]


def test_every_character_that_parts_words_does_so_here():
    spaces = [c for c in map(chr, range(sys.maxunicode + 1)) if c.isspace()]
    assert len(spaces) > 20
    assert differences([f"not{c}x{c}good{c}" for c in spaces]) == []


def test_every_word_of_the_lexicon_is_known_in_any_letters_and_with_any_mark():
    words = LEXICON.alphabetical
    assert differences([*words, *(f"{w.upper()}, they said" for w in words)]) == []
    assert differences([f"{w}{mark}" for w in words for mark in ("!!", ".", "'")]) == []


def test_the_words_that_make_a_score_are_named():
    scores = score_batch(["A table.", "The plan is not GOOD, but the war hurts!"])
    parts = zip(scores.word.tolist(), scores.valence.tolist(), strict=True)
    words = [(scores.words[word], round(valence, 3)) for word, valence in parts]
    assert words == [("good", -0.974), ("war", -4.35), ("hurts", -3.15)]
    assert scores.sentence.tolist() == [1, 1, 1]


def test_a_batch_of_nothing_has_no_scores():
    scores = score_batch([])
    assert len(scores.compound) == len(scores.neutral) == len(scores.word) == 0


@pytest.mark.parametrize(
    "word", ["good", "GOOD", "very", "not", "kind of", "the bomb", "'", "😀", "x"]
)
def test_a_very_long_text_is_scored(word: str):
    assert differences([f"{word} " * 20_000, word * 20_000, f"{word} BAD " * 10_000]) == []


def test_memory_is_that_of_the_scores_and_of_one_piece():
    chance = random.Random(3)
    few = [made_sentence(chance) for _ in range(3000)]
    many = few * 6
    peaks = []
    for sentences in (few, many):
        score_batch(sentences)
        tracemalloc.start()
        score_batch(sentences, at_once=1 << 15)
        peaks.append(tracemalloc.get_traced_memory()[1])
        tracemalloc.stop()
    words = len(score_batch(many).word) / len(many)
    # Scores, lengths and, twice while the pieces are put together, the words.
    assert (peaks[1] - peaks[0]) / (len(many) - len(few)) < 60 + 45 * words


def test_words_met_in_the_past_are_forgotten_when_they_are_too_many():
    long = next(w for w in LEXICON.alphabetical if w.isalpha() and len(w) >= 16)
    cases = ["".join(c.upper() if n >> k & 1 else c for k, c in enumerate(long))
             for n in range(MOST_FORMS + 5)]  # fmt: skip
    score_batch(cases)
    strange = [f"é{n} good" for n in range(MOST_TOKENS + 5)]
    assert set(score_batch(strange).compound.tolist()) == {score_batch(["éa good"]).compound[0]}
    assert len(known_forms().words) < MOST_FORMS
    assert differences([*cases[:50], *strange[:50], *cases[-50:]]) == []


def test_threads_do_not_disturb_each_other():
    chance = random.Random(5)
    batches = [[made_sentence(chance) for _ in range(1500)] for _ in range(4)]
    found: dict[int, list] = {}

    def work(number: int) -> None:
        found[number] = ours(score_batch(batches[number], at_once=2000))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [found[n] for n in range(4)] == [ours(score_batch(batch)) for batch in batches]
