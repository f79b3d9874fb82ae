"""Invented articles with every quotation marked by hand: who says it and where it ends.

Each case is a list of paragraphs and a list of (passage, quotation with its marks, speaker). The
speaker is empty where a careful reader could not name one.
"""

CASES: list[tuple[list[str], list[tuple[int, str, str]]]] = [
    (
        ['Envoy Eva Lund left Oslo on Friday. "Nobody gave an inch," Lund said.'],
        [(0, '"Nobody gave an inch,"', "Eva Lund")],
    ),
    (
        ['"The mills are full," said Jon Vik, who runs the works at Molde. "We hire again."'],
        [(0, '"The mills are full,"', "Jon Vik"), (0, '"We hire again."', "Jon Vik")],
    ),
    (
        ["“Timber is dear,” Mary Ward, a builder in Bergen, told the town council."],
        [(0, "“Timber is dear,”", "Mary Ward")],
    ),
    (
        ["``Ships come late,'' harbour master Per Dahl said. ``Some never come.''"],
        [(0, "``Ships come late,''", "Per Dahl"), (0, "``Some never come.''", "Per Dahl")],
    ),
    (
        ["'We shall not sign,' said Mr Tor Berg, the miners' leader, 'before the owners' men do.'"],
        [
            (0, "'We shall not sign,'", "Tor Berg"),
            (0, "'before the owners' men do.'", "Tor Berg"),
        ],
    ),
    (
        ["‘It’s the ministers’ turn,’ she said after Anna Holm had left."],
        [(0, "‘It’s the ministers’ turn,’", "")],
    ),
    (
        ["Le ministre reste calme. « Nous attendrons », dit-il à Lyon."],
        [(0, "« Nous attendrons »", "")],
    ),
    (["„Wir warten“, sagte der Sprecher."], [(0, "„Wir warten“", "")]),
    (["大臣は「待つ」と述べた。"], [(0, "「待つ」", "")]),
    (["”Vi väntar”, sade ministern."], [(0, "”Vi väntar”", "")]),
    (
        [
            'Salmon farmer Liv Moen spoke for an hour. "First came the storm.',
            '"Then came the lice.',
            '"Now come the duties," Moen said.',
        ],
        [
            (0, '"First came the storm.', "Liv Moen"),
            (1, '"Then came the lice.', "Liv Moen"),
            (2, '"Now come the duties,"', "Liv Moen"),
        ],
    ),
    (
        [
            '"We wrote twice," said Nils Aas, head of the paper makers.',
            '"They wrote once," said Eva Lund.',
            "He shrugged.",
        ],
        [(0, '"We wrote twice,"', "Nils Aas"), (1, '"They wrote once,"', "Eva Lund")],
    ),
    (
        ['The envoy, who asked to stay unnamed, said the offer was "thin as ice."'],
        [(0, '"thin as ice."', "the envoy")],
    ),
    (
        ['A ministry official said: "The lists are ready." He would not say more.'],
        [(0, '"The lists are ready."', "a ministry official")],
    ),
    (
        ['Under the so-called "Article 12" the ministers may act. They call it "the hammer".'],
        [(0, '"Article 12"', ""), (0, '"the hammer"', "")],
    ),
    (
        ['Her last book, "The Long Winter," sold well in Oslo.'],
        [(0, '"The Long Winter,"', "")],
    ),
    (
        ['Vik said on Monday that Lund had called the plan "a gift to the rich."'],
        [(0, '"a gift to the rich."', "Lund")],
    ),
    (
        ['"If we close," asked Mr. Dahl, "who will open?"'],
        [(0, '"If we close,"', "Mr. Dahl"), (0, '"who will open?"', "Mr. Dahl")],
    ),
    (
        ['"Who will pay?" Ada Byron asked. "Not us," Per Dahl replied.'],
        [(0, '"Who will pay?"', "Ada Byron"), (0, '"Not us,"', "Per Dahl")],
    ),
    (
        ['Byron did not call the deal "dead", whatever the papers wrote.'],
        [(0, '"dead"', "")],
    ),
    (
        ['The duty was described as "a wall of paper" by makers in four countries.'],
        [(0, '"a wall of paper"', "")],
    ),
    (
        ['According to Prime Minister Karin Strand, "the door is open."'],
        [(0, '"the door is open."', "Karin Strand")],
    ),
    (
        ['"The door is shut," according to a trader in Hamburg.'],
        [(0, '"The door is shut,"', "a trader")],
    ),
    (
        ['The union was "ready for a long fight," its leader, Odd Lie, said.'],
        [(0, '"ready for a long fight,"', "Odd Lie")],
    ),
    (
        [
            "Trade Minister Hana Sato met Foreign Minister Ken Mori.",
            '"We agree on the goal," she said.',
        ],
        [(1, '"We agree on the goal,"', "")],
    ),
    (
        [
            "Trade Minister Hana Sato was in a good mood.",
            '"We agree on the goal," she said. "We differ on the way."',
        ],
        [
            (1, '"We agree on the goal,"', "Hana Sato"),
            (1, '"We differ on the way."', "Hana Sato"),
        ],
    ),
    (
        ['"We agree," Sato said.', '"It took time," she added.', "The hall was cold."],
        [(0, '"We agree,"', "Sato"), (1, '"It took time,"', "Sato")],
    ),
    (
        ['He calls his boat "Hope", and the "Hope" is old.'],
        [(0, '"Hope"', ""), (0, '"Hope"', "")],
    ),
    (
        ['The pipe is 12" wide and the valve 3" long, the maker said.'],
        [],
    ),
    (
        ["They sang rock 'n' roll of the '60s until the miners' choir came."],
        [],
    ),
    (
        ["\"I told him 'no' at once,\" Holm said."],
        [(0, "\"I told him 'no' at once,\"", "Holm")],
    ),
    (
        ["'I told him \"no\" at once,' said Anna Holm."],
        [(0, "'I told him \"no\" at once,'", "Anna Holm")],
    ),
    (
        ['"He said "wait" and left," Holm said.'],
        [(0, '"He said "wait" and left,"', "Holm")],
    ),
    (
        ['"We never signed, said Holm. "Not once," she said.'],
        [(0, '"We never signed, said Holm.', ""), (0, '"Not once,"', "")],
    ),
    (
        ['Strand, in a speech in Lima, urged them to "think again" about grain.'],
        [(0, '"think again"', "Strand")],
    ),
    (
        ['The report said "half the boats are idle" in the north.'],
        [(0, '"half the boats are idle"', "the report")],
    ),
    (
        ['"Half the boats are idle," the report said, "and half the men."'],
        [(0, '"Half the boats are idle,"', "the report"), (0, '"and half the men."', "the report")],
    ),
    (
        ['"Prices fall," said an analyst at a bank in Zurich, adding: "They fall fast."'],
        [(0, '"Prices fall,"', "an analyst"), (0, '"They fall fast."', "an analyst")],
    ),
    (
        ['Aas blamed the weather and said, "Ask the clouds."'],
        [(0, '"Ask the clouds."', "Aas")],
    ),
    (
        ['Asked whether he would resign, Aas answered: "Not this year."'],
        [(0, '"Not this year."', "Aas")],
    ),
    (
        ['On Tuesday the chief negotiator, Pia Lindh, warned of "a cold spring".'],
        [(0, '"a cold spring"', "Pia Lindh")],
    ),
    (
        ['Lindh was quoted by the radio as saying "we shall see."'],
        [(0, '"we shall see."', "Lindh")],
    ),
    (
        ['"We shall see" was all that Lindh would say.'],
        [(0, '"We shall see"', "")],
    ),
    (
        ['U.S. Deputy Trade Representative Walter Kerr said "the clock is ticking."'],
        [(0, '"the clock is ticking."', "Walter Kerr")],
    ),
    (
        ['"The clock is ticking," Deputy U.S. Trade Representative Walter Kerr said Monday.'],
        [(0, '"The clock is ticking,"', "Walter Kerr")],
    ),
    (
        ['"No comment," said Sen. Ruth Cole, R-Ore., on her way out.'],
        [(0, '"No comment,"', "Ruth Cole")],
    ),
    (
        ["Ruth Cole came late.", '"Traffic," Cole said with a smile.'],
        [(1, '"Traffic,"', "Ruth Cole")],
    ),
    (
        [
            "Kenji Ito and Naoko Ito, who are not related, both spoke.",
            '"Steel first," Ito said.',
        ],
        [(1, '"Steel first,"', "Ito")],
    ),
    (
        ['"Steel first," officials in Tokyo said. "Then glass."'],
        [(0, '"Steel first,"', "officials"), (0, '"Then glass."', "officials")],
    ),
    (
        ['The makers said they were "deeply hurt" and that the duty was "a scandal".'],
        [(0, '"deeply hurt"', "the makers"), (0, '"a scandal"', "the makers")],
    ),
    (
        ['"It is over." With these words Strand closed the meeting.'],
        [(0, '"It is over."', "")],
    ),
    (
        ['Strand smiled. "It is over," said the man from the radio.'],
        [(0, '"It is over,"', "")],
    ),
    (
        ['"It was cold" – so Strand began her speech.'],
        [(0, '"It was cold"', "")],
    ),
    (
        ['"We are patient," Strand, the prime minister, told reporters in Oslo.'],
        [(0, '"We are patient,"', "Strand")],
    ),
    (
        ['"We are patient," Strand was expected to say later in the day.'],
        [(0, '"We are patient,"', "")],
    ),
    (
        ['Strand denied that she had said "never" to the envoys.'],
        [(0, '"never"', "she")],
    ),
    (
        ['While Dahl kept silent, Holm shouted "shame" and left the hall.'],
        [(0, '"shame"', "Holm")],
    ),
    (
        ['The ministers, said Holm, were "asleep at the wheel".'],
        [(0, '"asleep at the wheel"', "Holm")],
    ),
    (
        ['Holm, who is 60, said of the duty: "It will pass." Nobody laughed.'],
        [(0, '"It will pass."', "Holm")],
    ),
    (
        ['"It will pass," wrote the Harbour Post.', "Others were less sure."],
        [(0, '"It will pass,"', "Harbour Post")],
    ),
    (
        ["“One market,” the statement said, “needs one rule.”"],
        [(0, "“One market,”", "the statement"), (0, "“needs one rule.”", "the statement")],
    ),
    (
        ["“One market.", "“One rule,” said Karin Strand."],
        [(0, "“One market.", "Karin Strand"), (1, "“One rule,”", "Karin Strand")],
    ),
    (
        ["'One market.", "'One rule,' said Karin Strand, 'and one price.'"],
        [
            (0, "'One market.", "Karin Strand"),
            (1, "'One rule,'", "Karin Strand"),
            (1, "'and one price.'", "Karin Strand"),
        ],
    ),
    (
        ['"Grain" is the word in Lima, "rice" that in Tokyo.'],
        [(0, '"Grain"', ""), (0, '"rice"', "")],
    ),
    (
        ['Mr. Kerr praised the "frank tone" of the talks. "Good people," Mr. Kerr said.'],
        [(0, '"frank tone"', "Mr. Kerr"), (0, '"Good people,"', "Mr. Kerr")],
    ),
    (
        [
            "Walter Kerr flew home. His aide Joan Hill stayed.",
            '"He was tired," Hill said. "I was not."',
            '"Who is not?" Kerr said later.',
        ],
        [
            (1, '"He was tired,"', "Joan Hill"),
            (1, '"I was not."', "Joan Hill"),
            (2, '"Who is not?"', "Walter Kerr"),
        ],
    ),
    (
        ['"The boats," said Dahl, "are old"; "the men," said Holm, "are older."'],
        [
            (0, '"The boats,"', "Dahl"),
            (0, '"are old"', "Dahl"),
            (0, '"the men,"', "Holm"),
            (0, '"are older."', "Holm"),
        ],
    ),
]
