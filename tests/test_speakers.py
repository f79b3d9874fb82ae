"""Who says a quotation: names in all their forms, pronouns, and callings beside names."""

import pytest

from helpers.intake.quotes.people import People
from helpers.intake.quotes.quotations import find_quotations


def speakers(text: str) -> list[str]:
    """Speakers of the quotations of an article whose paragraphs are parted by " ¶ "."""
    return [q.speaker for q in find_quotations(text.split(" ¶ "))]


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("Gabriel García Solís came. “I wait,” García Solís said.", "Gabriel García Solís"),
        ("Ada van der Molen came. “I wait,” Van der Molen said.", "Ada van der Molen"),
        ("Luis de la Cruz came. “I wait,” said de la Cruz.", "Luis de la Cruz"),
        ("“I wait,” said Corazon delos Reyes, the mayor.", "Corazon delos Reyes"),
        ("Yusuf Abd al-Hadi came. “I wait,” Abd al-Hadi said.", "Yusuf Abd al-Hadi"),
        ("J.P.R. Lund, a baker, came. “I wait,” Lund said.", "J.P.R. Lund"),
        ("Jon Vik Jr., a baker, came. “I wait,” Vik said.", "Jon Vik Jr."),
        ("Jon Vik III came. “I wait,” Mr. Vik said.", "Jon Vik III"),
        ("“I wait,” said Jon Vik Jr., the mayor. “I wait,” Vik said.", "Jon Vik Jr."),
        ("Treasury Secretary Jan Baker came. “I wait,” Baker said.", "Jan Baker"),
        ("The novelist Stephen King came. “I wait,” said King.", "Stephen King"),
        ("Per Vik and Ada Vik came. “I wait,” Mrs Vik said.", "Ada Vik"),
        ("Novelist Beatriz Fontana came. “I wait,” said Fontana.", "Beatriz Fontana"),
        ("General Motors said it would “wait and see”.", "General Motors"),
        ("“I wait,” said Father Luis Prado.", "Luis Prado"),
    ],
)
def test_a_speaker_has_the_full_name_however_it_is_formed(text, speaker):
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("“I wait,” said the head of the mill, Eva Lund.", "Eva Lund"),
        ("“I wait,” said the head of the Dutch millers, Eva Lund.", "Eva Lund"),
        ("“I wait,” said the head of the mill in Molde, West Germany.", "the head"),
        ("“I wait,” wrote the then minister, Eva Lund, in a book.", "Eva Lund"),
        ("According to the county agent, Floyd Mabe, it was “the last of them”.", "Floyd Mabe"),
        ("Eva Lund, head of the mill said it was “the last of them”.", "Eva Lund"),
        ("“I wait,” Eva Lund, member of the mill committee said.", "Eva Lund"),
        ("Eva Lund, head of a firm, which mills, said it was “the last of them”.", "Eva Lund"),
        ("Eva Lund, a miner, Thursday denounced it as “the last of them”.", "Eva Lund"),
        ("MOLDE (XP) - J. Lund, a baker, said it was “the last of them”.", "J. Lund"),
        ("Shares in Orla fell after Eva Lund warned of “a soft spring”.", "Eva Lund"),
        ("In a letter the company said it was “the last of them”.", "the company"),
        ("In a letter to the board Eva Lund said it was “the last of them”.", "Eva Lund"),
        ("In Oslo Eva Lund said it was “the last of them”.", ""),
        ("The daily Signal, quoting a cook, said it was “the last of them”.", "Signal"),
        ("The family said it was “the last of them”.", "the family"),
        ("Dockers, cooks and newspapers called it “the last of them”.", ""),
        ("People say it is “the last of them”.", ""),
        ("Opposition parties called it “the last of them”.", "Opposition parties"),
        ("Two people near the talks said it was “the last of them”.", "two people"),
        ("It was Vik, not Lund, who said it was “the last of them”.", "Vik"),
        ("Eva Lund responded by calling it “the last of them”.", "Eva Lund"),
        ("Eva Lund on Monday called on all to “wait and see”.", "Eva Lund"),
        ("Her friends remember Lund saying, “We wait for rain.”", "Lund"),
        ("Eva Lund liked to say that she was “born in the rain”.", "Eva Lund"),
        ("The critic Eva Lund thought it “the last of them”.", "Eva Lund"),
        ("The report found that the mill had “forgotten the rain”.", "the report"),
        ("A survey found that many fear “the wrong road”.", ""),
        ("“We wait,” Eva Lund went on.", "Eva Lund"),
        ("A nurse laughed and said it was “the last of them”.", "a nurse"),
        ("Eva Lund declined to comment, saying it was “the last of them”.", "Eva Lund"),
        ("The mayor, Eva Lund, refused to sit but told all it was “the last”.", "Eva Lund"),
        ("Eva Lund blamed “the rain of all rains”.", "Eva Lund"),
        ("She feared the rain and not the captain, who called it “the last”.", "the captain"),
        ("Jon Vik said it was “the last of them”, according to the Signal.", "Jon Vik"),
        ("At sea her tutor, Jon Vik, found her “the last of them”.", "Jon Vik"),
        ("“No,” said Jon Vik. Eva Lund was more forgiving: “He means well.”", "Eva Lund"),
        ("Eva Lund said he kept a box marked “old salt and bones”.", ""),
        ("Eva Lund, asked to confirm it, replied by letter: “Which one?”", "Eva Lund"),
        ("The envoy, told of the rain, said it was “the last of them”.", "the envoy"),
        ("Eva Lund disagreed: “We wait.”", "Eva Lund"),
        ("Eva Lund told reporters: ¶ “We wait.”", "Eva Lund"),
        ("Here is how Eva Lund described it: ¶ “We wait.”", "Eva Lund"),
    ],
)
def test_the_subject_is_found_beside_callings_days_and_phrases(text, speaker):
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        # Whoever the sentence before begins with takes the place of an earlier speaker.
        ("“No,” said Jon Vik. ¶ Minister Ada Lund rose. “Wait,” she said.", "Ada Lund"),
        ("Jon Vik said it was “old”. His aide, Kim Eun, sat. “We wait,” she said.", "Kim Eun"),
        ("“No,” said Ada Lund. ¶ Vik Moe, 60, slept. ¶ “No,” he said.", "Vik Moe"),
        ("Tor Rudd, 58, is tried. ¶ “No,” said Ada Lund. ¶ Rudd wept. “No,” he said.", "Tor Rudd"),
        ("“No,” said Ada Lund. John Lund nodded. “None,” he said.", "John Lund"),
        ("Minister Tor Vik’s cook Ada Lund said it was “old”. Vik sat. “No,” he said.", "Tor Vik"),
        ("“No,” said Per Vik. ¶ Ada Vik, 50, sat. “He lies,” she said.", "Ada Vik"),
        ("“No,” said Per Vik. Ada Vik sat. ¶ “He lies,” she said.", "Ada Vik"),
        ("“No,” said two cooks. ¶ Tor Rudd, 50, sat. “I wait,” he said.", "Tor Rudd"),
        # He and she are the last man and the last woman who spoke.
        ("“No,” said Ada Lund. ¶ “Yes,” said Karl Moe. ¶ “Never,” she said.", "Ada Lund"),
        # Bodies and documents are "it", several people "they".
        ("The company shut its mills. “Rain may come,” it said.", "the company"),
        ("“Rain may come,” the report said. ¶ “We wait,” it added.", "the report"),
        ("“Rain may come,” said Ada Lund. “We wait,” it added.", ""),
        ("The bishop's letter was short. “Rain may come,” it began.", "the bishop's letter"),
        ("The police came. They said: “Go home.”", "the police"),
        ("Ada Lund came. “Go home,” they said.", ""),
        # Whoever is asked answers.
        ("“Why?” a cook asked Ada Lund. ¶ “Wait,” she replied.", "Ada Lund"),
        ("“Not yet,” said Karl Moe. ¶ “When?” asked Ada Lund. ¶ “Soon,” he replied.", "Karl Moe"),
        ("“Not yet,” said Ada Lund. ¶ “When?” asked Eva Vik. ¶ “Soon,” he replied.", ""),
        ("“Why?” a cook asked Karl Moe. ¶ “Wait,” she replied.", ""),
    ],
)
def test_pronouns_mean_whoever_the_sentences_before_leave(text, speaker):
    assert speakers(text)[-1] == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "“We wait,” said Ada Berg, Lund's aide. ¶ Per Vik, whose mill was shut on Monday, "
            "looked tired when he answered a miner: ¶ “I wait.”",
            "Per Vik",
        ),
        ("“We wait,” said Jon Lund. Per Vik nodded as he said: “I wait.”", "Per Vik"),
        ("“We wait,” said Jon Lund. The rain had stopped when he said: “I wait.”", "Jon Lund"),
    ],
)
def test_a_pronoun_behind_when_stands_for_whoever_the_sentence_begins_with(text, speaker):
    assert speakers(text)[-1] == speaker


def test_a_speech_over_several_paragraphs_is_of_whoever_is_named_once():
    text = "Per Vik said: ¶ “We wait for rain. ¶ “The mill is shut,” the mayor said."
    assert speakers(text) == ["Per Vik", "Per Vik"]


def test_a_surname_of_two_people_names_neither_and_both_count_as_people():
    people = People()
    people.read("The envoy Eva Lund spoke. The mayor Nils Lund left.")
    assert people.persons == {"Eva Lund", "Nils Lund"}
    assert people.named_in("At last Lund gave way.") == set()
