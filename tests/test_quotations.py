"""Quotations: where they begin and end, and who says them."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.quotes.quotations import find_quotations, quoted_shares
from helpers.intake.segment import split_sentences
from made_quotations import CASES
from nasty import PUMPED, pumped, within

marks = st.sampled_from(
    [*"\"'“”‘’„«»‹›「」『』`", "``", "''", " said ", " Ito ", " he ", "Ito said: ", ". ", ", ",
     "The men's ", "word ", "\n"]
)  # fmt: skip
paragraphs = st.lists(st.one_of(st.lists(marks, max_size=25).map("".join), st.text(max_size=80)))


@given(paragraphs)
@settings(max_examples=300, deadline=None)
def test_quotations_of_any_text_lie_inside_it_in_order_and_apart(texts: list[str]):
    found = find_quotations(texts)
    end = (-1, 0)
    for quotation in found:
        text = texts[quotation.passage]
        assert 0 <= quotation.start < quotation.end <= len(text)
        assert (quotation.passage, quotation.start) >= end
        end = (quotation.passage, quotation.end)
        assert quotation.n_words >= 0
        assert not (quotation.scare and quotation.speaker)


@given(paragraphs)
@settings(max_examples=100, deadline=None)
def test_shares_of_any_sentences_are_shares(texts: list[str]):
    found = find_quotations(texts)
    for i, text in enumerate(texts):
        spans = [(q.start, q.end) for q in found if q.passage == i]
        shares = quoted_shares(text, split_sentences(text), spans)
        assert len(shares) == len(split_sentences(text))
        assert all(0 <= share <= 1 for share in shares)


def test_every_marked_quotation_is_found_to_the_character():
    for texts, marked in CASES:
        found = [(q.passage, texts[q.passage][q.start : q.end]) for q in find_quotations(texts)]
        assert found == [(passage, quotation) for passage, quotation, _ in marked]


def test_speakers_are_right_nearly_always_and_mostly_found():
    right = named = wanted = 0
    for texts, marked in CASES:
        for quotation, (_, _, speaker) in zip(find_quotations(texts), marked, strict=True):
            right += bool(speaker) and quotation.speaker == speaker
            named += bool(quotation.speaker)
            wanted += bool(speaker) and speaker != "she"
    assert right / named >= 0.95
    assert right / wanted >= 0.9


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ('"No," said Ito.', "said"),
        ('"No," Ito told reporters.', "told"),
        ('Ito, a miner, warned: "No."', "warned"),
        ('According to Ito, "no."', "according to"),
        ('Ito was quoted as saying "no."', "saying"),
        ('"No," he added.', "added"),
        ('He likes the word "no".', ""),
        ('In 1987 she wrote to him that it was "all stairs".', "wrote"),
        ('Ito threatened to "burn the lot".', "threatened"),
        ('Ito dismissed the letter as "a joke".', "dismissed"),
    ],
)
def test_the_reporting_verb_is_told(text, verb):
    assert [quotation.verb for quotation in find_quotations([text])] == [verb]


NOBODY_ELSE = [
    ('Trade Secretary Ada Lund denounced what she called "open robbery".', "Ada Lund"),
    ('The envoys denounced what Ada Lund called "open robbery".', "Ada Lund"),
    ('Opponents of Ada Lund said the vote was "rigged".', "opponents"),
    ('Daly testified that he had "no memory" of it.', "Daly"),
    ('"It rained," Ada Kelly has often said.', "Ada Kelly"),
    ('The agency quoted Ito as saying the city was "calm".', "Ito"),
    ('Radio Molde cited an unnamed official as saying talks were "useful".', "an unnamed official"),
    ('"The city is calm," the agency quoted Ito as saying.', "Ito"),
    ('"The city is calm," the radio quoted sailors as saying.', ""),
    ('"The city is calm," Ito was quoted as saying.', "Ito"),
    ('Ito and Lund said the plan was "dead".', ""),
    ('The mayor and the priest said the plan was "dead".', ""),
    ('"It is dead," said Ito and Lund.', ""),
    ('"It is dead," Ito and Lund said.', ""),
    ('"It is dead," said Ito and left.', "Ito"),
    ('Vik\'s lawyer, citing Lund, said the deal was "void".', "Vik's lawyer"),
    ('Lund denied the claim of Ito that he had "cooked the books".', ""),
    ('Lund denied: "I never cooked the books."', "Lund"),
    ('Lund, asked whether Ito had been "dishonest", smiled.', ""),
    ('Lund, a miner, asked whether Ito had been "dishonest".', "Lund"),
    ('Eva Lund, whose song "Low Tide" sold well, said the label was "greedy".', "Eva Lund"),
    ('Said Ito: "We wait for rain."', "Ito"),
    ('Mr Ito rose and said: "I beg to move."', "Ito"),
    ('Both the mayor and the harbour master have said the plan is "dead".', ""),
    ('The plumber and the cook said the plan was "dead".', ""),
    ('"Yes we can" was a slogan of those years, Lund said.', ""),
    ('"Mutual respect" is in the treaty, Lund said.', ""),
    ('Neither Ito nor the harbour master said the plan was "dead".', ""),
    ('Sailors quoted Ito as shouting "Fire!" twice.', "Ito"),
    ('Ito was quoted by the evening paper as telling friends the war was "lost".', "Ito"),
]


@pytest.mark.parametrize(("text", "speaker"), NOBODY_ELSE)
def test_who_only_stands_near_the_verb_is_not_the_speaker(text, speaker):
    said = find_quotations([text])[-1].speaker
    assert said.removeprefix("Mr ") == speaker


@pytest.mark.parametrize(
    "text",
    [
        'Mr Vik said James "Jim" Lund was ill.',
        'On the radio\'s "Meet the Mayor," Mr Vik said the bill was dead.',
        'The film "Tides" was shown, the mayor said.',
        'In a report titled "Grain and Debt in the North," the bank said prices would fall.',
        'The law, known as the "sunset rule", ends in May, officials said.',
        'Under the headline "A Poor Bargain," the Molde Post argued that the pact helps nobody.',
        'At "The Old Mill," Lund argued that prices must fall.',
        'Critics say that "Mayor Smiles," as he is known, never smiles.',
        'Lawyers argued that the words "at all times" meant nothing.',
    ],
)
def test_nobody_says_a_title_a_nickname_or_a_name_for_a_thing(text):
    [quotation] = find_quotations([text])
    assert (quotation.speaker, quotation.verb, quotation.scare) == ("", "", True)


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        ('"It is over," said Robert "Bud" Lund. "We go."', ["Robert Lund", "", "Robert Lund"]),
        ('William "the Ox" Lund came. "We go," Lund said.', ["", "William Lund"]),
        ('"Stop the War," Ada Lund said.', ["Ada Lund"]),
        ('Vik called it "mad", Lund called it "bright".', ["Vik", "Lund"]),
        ('"The Long Winter," said Ada Lund.', ["Ada Lund"]),
    ],
)
def test_nicknames_and_capitals_keep_no_speaker_out(text, speakers):
    assert [q.speaker for q in find_quotations([text])] == speakers


def test_a_measure_in_inches_ends_no_quotation():
    text = '"It is a 17" screen," said Eva Lund. "We won in 1945," she said. "More than 90".'
    found = [text[q.start : q.end] for q in find_quotations([text])]
    assert found == ['"It is a 17" screen,"', '"We won in 1945,"', '"More than 90"']


def test_a_possessive_ends_no_quotation_that_goes_on_in_the_next_paragraph():
    texts = ["'The pits' owners are in Oslo.", "'They never come,' said Eva Lund."]
    found = find_quotations(texts)
    assert [q.end for q in found] == [len(texts[0]), 18]
    assert [q.speaker for q in found] == ["Eva Lund", "Eva Lund"]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ('Vik (Labour) said: "Never again."', "Vik"),
        ('"Never again," Vik (Lab, Molde) told the House.', "Vik"),
        ('Mr. Vik, a welder, shook his head. "They came at night," he said.', "Mr. Vik"),
        ('Mr. Vik met Ms. Lund. "They came at night," she said.', "Ms. Lund"),
        ('"It rains," said Ada Lund. Mr. Vik was angry. "It does not," he said.', "Mr. Vik"),
        ('"It rains," said Kit Lund. Mr. Vik was angry. "It does not," he said.', ""),
        ('"It rains," said Ada Lund. "It does not," he said.', ""),
        ('Jon Vik met Ada Lund. "It rains," Vik said. "It pours," she said.', "Ada Lund"),
        ('Jon Vik met Ada Lund. "It rains," he said.', "Jon Vik"),
        ('"No," said Jon Vik. Minister Ute Holm left. "Old songs," she said.', "Ute Holm"),
        ('The mayor, who drew 40,000 people in Molde, said it was "a feast".', "the mayor"),
        ('The study was by a club whose head, Ada Lund, replied that "it rains".', "Ada Lund"),
        ('It was made by a club, whose head, Ada Lund, replied that "it rains".', "Ada Lund"),
        ('Officials insist that the plan is "sound".', "officials"),
        ('Officials will not insist that the plan is "sound".', ""),
        ('"We wait," wrote the Harbour Post.', "Harbour Post"),
        ('"We wait," the Free Church said.', "Free Church"),
        ('"No," said Mary Church. "We go," she said.', "Mary Church"),
        ('A man in the crowd shouted "Liar!" and was led away.', "a man"),
        ('A man shouted "Liar!" at her. Bishop Mora went on. "I say," he said.', ""),
        ('His first film, a long one, failed. "We were poor," he says.', ""),
        ('"No," Mr. Vik said. The judge looked up. "Louder," she said.', "the judge"),
        ('A reporter asked Vik if it was true. "No," he said.', ""),
        ('A reporter asked Vik: "Is it true?" "No," he said.', "Vik"),
        ('Vik, whom Lund calls "the mouse," said Lund was "a cat".', ""),
        ('"Is it true?" a reporter asked. "No."', ""),
        ('"Is it true?" asked Ada Lund. "No."', "Ada Lund"),
        ('Bishop Mora visited the camp. "They wanted shoes," he said.', "Mora"),
        ('Jon Vik agreed. His neighbour, Per Dahl, did not. "It is mad," he said.', "Per Dahl"),
        ('An aide said Mr Vik had smiled and said: "A good try."', ""),
        ('Vik said the talks had failed and added that all was "lost".', "Vik"),
        ('The envoy laughed at the news. "I have heard worse," he said.', "the envoy"),
        ('"Go," said Per Vik. Another envoy was less kind. "They failed," he said.', ""),
        ('The mayor accused Jon Vik of theft. "He knows it," she said.', "the mayor"),
        (
            'The ministry called it "mad." Its author, Lily Vik, laughed. "Yes," she said.',
            "Lily Vik",
        ),
        ('"It is mad," the ministry said. "We go," he said.', ""),
        ('"It rains," said Ada Lund of Mill Moor. "It pours," he said.', ""),
        ('"It rains," said Jon Vik. Ada Lund smiled. "It pours," he said.', "Jon Vik"),
        ('"Will you go?" Eva Lund asked him. "Of course," she replied.', ""),
        (
            'The International Monetary Fund warned of "severe risks".',
            "International Monetary Fund",
        ),
        ('"We wait," the State Department said.', "the State Department"),
        ('"We wait," Secretary of State Ada Lund said.', "Ada Lund"),
        ('"We wait," Chancellor of the Exchequer Ada Lund said.', "Ada Lund"),
        ('The Ministry of Fish and Timber said it was "fair".', "the Ministry of Fish and Timber"),
        ('"No," said the Bank of England.', "the Bank of England"),
        ('"No," the Ministry of Foreign Trade said.', "the Ministry of Foreign Trade"),
        ('"We wait," Trade Minister Jane Park said.', "Jane Park"),
        ('"We wait," Mme. Ada Lund said.', "Ada Lund"),
        ('Ada Lund, in remarks carried by the radio, urged all to "wait".', "Ada Lund"),
        ('The deal collapsed and the plumber said it was "dead".', "the plumber"),
        ('The plumber noted that the pipes were "rotten".', "the plumber"),
        ('The plan is old; its author, Ada Lund, called it "the best we had."', "Ada Lund"),
        ('Eva "Bud" Lund, a welder, laughed. "Son," she said.', "Eva Lund"),
    ],
)
def test_people_with_titles_and_parties_and_offices_speak_by_their_names(text, speaker):
    assert find_quotations([text])[-1].speaker == speaker


@pytest.mark.parametrize(
    ("text", "speaker", "verb"),
    [
        ('The note read: "Go home."', "the note", "read"),
        ('"Go home," read the note on the door.', "the note", "read"),
        ('"Go home," read one of the banners.', "one of the banners", "read"),
        ('"Go home," the letter begins.', "the letter", "begins"),
        ('The report, which is long, found "grave faults" in the mill.', "the report", "found"),
        ('A sign over the gate says: "No work today."', "a sign", "says"),
        ('The charter guarantees "free passage" to all.', "the charter", "guarantees"),
        ('Divers found "a ring of gold".', "", ""),
        ('Ada Lund read "The Salt Road" in a day.', "", ""),
        ('In the words of one trader, "the bank sleeps."', "one trader", ""),
        ('It was, in the words of Ada Lund, "a long night."', "Ada Lund", ""),
        ('"A long night," as Ada Lund put it.', "Ada Lund", ""),
        ('Vik recalls that the mayor greeted her with the words "Not you."', "the mayor", ""),
        ('Ada Lund, the mayor, put it this way: "We wait."', "Ada Lund", ""),
        ('Ada Lund chose her words with care: "We wait."', "Ada Lund", ""),
        ('Ada Lund was blunter: "Never again."', "Ada Lund", ""),
        ('The mayor had a short answer: "Never again."', "the mayor", ""),
        ('The mayor had a warning from the docks: "Never again."', "", ""),
        ('The mayor was greeted by sailors: "Never again."', "", ""),
        ('Asked for a word, Ada Lund\'s reply was: "Never again."', "Ada Lund", ""),
        ('Ada Lund shrugged. "Never again."', "Ada Lund", ""),
        ('"Go?" Ada Lund said, sitting. She looked at her hands. "Never again."', "Ada Lund", ""),
        ('Ada Lund nodded to Jon Vik. "Never again."', "", ""),
        ('Ada Lund left. "Never again."', "", ""),
        ('Ada Lund: "Never again."', "Ada Lund", ""),
        ('Police said the thief left a note reading "Sorry."', "a note", "reading"),
        ('She held a sign that read "We wait."', "a sign", "read"),
        ('The mill, once hailed by the mayor as "the best we had," shut.', "the mayor", "hailed"),
        ('The pact, described by Ada Lund as "a truce," held.', "Ada Lund", "described"),
        ('The union rejected the offer as "crumbs".', "the union", "rejected"),
        ('The union rejected the "final offer".', "", ""),
        ('He got a message that said "burn it all."', "a message", "said"),
        ('According to an aide, the mayor would end each day with "Well, good night!"', "", ""),
        ('The mayor ended the day with "Well, good night!"', "the mayor", ""),
        ('Ada Lund likes to say that "fences are for cattle."', "Ada Lund", "say"),
        ('Sailors said Vik was a man who used to say "fences are for cattle."', "", "say"),
        ('It took, in the coroner\'s words, "half a minute."', "the coroner", ""),
        ('The panel heard Ada Lund, who said the fish were "full of lead".', "Ada Lund", "said"),
        ('Mr Vik, whom the union has called "a bully," left.', "the union", "called"),
        ('The mayor: "Never again."', "the mayor", ""),
        ('Free Fish: "A song of the quays."', "", ""),
    ],
)
def test_who_is_quoted_without_a_reporting_verb_is_told(text, speaker, verb):
    last = find_quotations([text])[-1]
    assert (last.speaker, last.verb) == (speaker, verb)


FIRST = '"Rents will rise," said Kit Lund.'
OWN_SUBJECTS = [
    ("said a tax inspector.", "a tax inspector"),
    ("said my grandmother.", "my grandmother"),
    ("said a plumber from Leeds.", "a plumber"),
    ("said the landlady, who had three rooms.", "the landlady"),
    ("said his opponent on Monday.", "his opponent"),
    ("said one of the dockers.", "one of the dockers"),
    ("said a woman in the queue.", "a woman"),
    ("said two sailors.", "two sailors"),
    ("said a plumber, Joe Hall.", "Joe Hall"),
    ("a tax inspector said.", "a tax inspector"),
    ("a woman in the queue said.", "a woman"),
    ("one of the dockers told us.", "one of the dockers"),
    ("two sailors said.", "two sailors"),
    ("a plumber, Joe Hall, said.", "Joe Hall"),
    ("according to a plumber.", "a plumber"),
    ("said a nurse.", "a nurse"),
    ("he said.", "Kit Lund"),
    ("she said with a smile.", "Kit Lund"),
    ("said sailors on the quay.", ""),
    ("said others in the queue.", ""),
    ("said Lund's grandmother.", ""),
    ("they said.", ""),
    ("laughed a plumber.", ""),
    ("a plumber thundered.", ""),
]


@pytest.mark.parametrize(("behind", "speaker"), OWN_SUBJECTS)
def test_a_verb_with_a_subject_of_its_own_never_takes_the_speaker_before(behind, speaker):
    second = f'"It is all lies," {behind}'
    assert [q.speaker for q in find_quotations([f"{FIRST} {second}"])] == ["Kit Lund", speaker]
    assert [q.speaker for q in find_quotations([FIRST, second])] == ["Kit Lund", speaker]


@pytest.mark.parametrize(
    ("before", "speaker"),
    [
        ("A plumber said:", "a plumber"),
        ("According to a plumber,", "a plumber"),
        ("On Friday, the landlady told us:", "the landlady"),
        ("They all said:", ""),
    ],
)
def test_a_subject_before_a_quotation_keeps_the_earlier_speaker_out(before, speaker):
    text = f'{FIRST} {before} "It is all lies."'
    assert [q.speaker for q in find_quotations([text])] == ["Kit Lund", speaker]


def test_who_stands_up_in_the_same_sentence_is_not_the_speaker_before():
    text = '"Rents will rise," said Kit Lund while a plumber stood up and said: "It is all lies."'
    assert [q.speaker for q in find_quotations([text])] == ["Kit Lund", ""]


def test_a_quotation_without_a_verb_goes_on_with_the_speaker_before():
    texts = [f'{FIRST} "They must."', '"No," said a plumber. "Never again."']
    texts += ['"He never paid," the landlady said of Mr. Grubb. "Not once."']
    speakers = [q.speaker for q in find_quotations(texts)]
    assert speakers[4:] == ["the landlady", "the landlady"]
    assert speakers[:4] == ["Kit Lund", "Kit Lund", "a plumber", "a plumber"]


@pytest.mark.parametrize(
    ("between", "speaker"),
    [
        ('"It is all lies," said my grandmother.', ""),
        ('"It is all lies," said two sailors.', ""),
        ('"It is all lies," said sailors on the quay.', ""),
        ('"It is all lies," said a docker. Another docker said no.', ""),
        ('"It is all lies," said a docker. "All of it." Another docker said no.', ""),
        ('"It is all lies," said a docker.', "a docker"),
        ('"It is all lies," they said.', "Kit Lund"),
    ],
)
def test_he_is_nobody_who_spoke_before_somebody_else(between, speaker):
    text = f'{FIRST} {between} "We leave," he said.'
    assert [q.speaker for q in find_quotations([text])][-1] == speaker


@pytest.mark.parametrize("name", ["Ada von der Heide", "Hamid al-Hadi", "Karl zu Berg"])
def test_a_speaker_with_particles_has_one_name(name):
    surname = name.split(" ")[-1]
    texts = [f'"We wait," said Minister {name}.', f'"We wait on," {surname} said.']
    assert [q.speaker for q in find_quotations(texts)] == [name, name]


def test_the_end_of_a_quotation_over_two_paragraphs_keeps_its_own_verb():
    texts = ['Eva Lund said: "Rents will rise.', '"It is all lies," one of them said.']
    assert [q.speaker for q in find_quotations(texts)] == ["Eva Lund", ""]


def test_an_odd_number_of_marks_spoils_one_paragraph_only():
    texts = ['The man"s hat. "Lost', 'Then "found" again.', '"Good," said Ito.']
    found = find_quotations(texts)
    assert [(q.passage, q.closed) for q in found if q.passage] == [(1, True), (2, True)]
    assert not find_quotations(texts)[0].closed
    assert found[-1].speaker == "Ito"


def test_terms_and_titles_are_told_from_speech():
    text = 'The "hammer clause" of the book "Trade Without Tears" was read. "It is long," Ito said.'
    assert [(q.scare, q.speaker) for q in find_quotations([text])] == [
        (True, ""), (True, ""), (False, "Ito"),
    ]  # fmt: skip


def test_a_quotation_goes_on_in_the_next_paragraph():
    texts = ['"One.', '"Two," said Ito.', '"Three," said Lund.']
    found = find_quotations(texts)
    assert [(q.continued, q.closed, q.speaker) for q in found] == [
        (False, False, "Ito"), (True, True, "Ito"), (False, True, "Lund"),
    ]  # fmt: skip


def test_shares_follow_the_marks_across_sentences():
    text = 'Ito said: "One two. Three four." Then he left.'
    [quotation] = find_quotations([text])
    shares = quoted_shares(text, split_sentences(text), [(quotation.start, quotation.end)])
    assert shares == [0.5, 1.0, 0.0]


@pytest.mark.parametrize("name", PUMPED)
@pytest.mark.slow
def test_a_long_hostile_paragraph_costs_linear_time(name):
    with within(20):
        find_quotations([pumped(PUMPED[name], 300_000), '"Good," said Ito.'])


@pytest.mark.parametrize(
    "pattern",
    ['" ', ' "', '"a" ', '"a," he said. ', "'a ", "'a' ", "a' ", "“ ", "« ", '"a', "said Ito, ",
     'Ito said "a" and ', "according to ", "Ito, who ", '"\n', "``", "Abc de "],
)  # fmt: skip
@pytest.mark.slow
def test_very_many_marks_cost_linear_time(pattern):
    text = pumped(pattern, 200_000)
    with within(20):
        find_quotations([text])
        find_quotations(text[:60_000].split(" "))


def test_very_many_names_and_quotations_cost_linear_time():
    texts = [f'Envoy Ada Name{n} left. "We go on," he said.' for n in range(5_000)]
    with within(20):
        assert len(find_quotations(texts)) == 5_000
