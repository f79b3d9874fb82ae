"""Damage by character recognition: more of it gives a higher estimate, sound text next to none."""

import random
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.ocr import WARN_FROM, ocr_noise

SOUND = """
Growers along the river said that the frost had ruined half of the barley and that any help from the
ministry would come too late for most of them. The minister, who visited three farms near the coast,
promised that loans would be paid out before the end of the month, but the farmers wanted to know
what would become of those whose cattle had already been sold. Dealers expect the price of flour to
rise by a tenth within weeks. Bakers have asked the town council whether bread could be sold by
weight again, as it was during the strike of the dockers, when nobody knew how long the grain in the
harbour would last. An engineer of the water works warned that the dikes were in bad repair and that
another wet spring could flood the lower quarters of the town. Nobody at the council wished to
comment on the question, although its chairman had earlier called the report careless and unfair.
"""
SHAPES = {
    **dict(zip("ecolinuhtsagfr", "ce01lunbf5o9ti", strict=True)),
    **{"m": "rn", "d": "cl", "w": "vv"},
}
"""What letters are taken for."""


def damaged(text: str, rate: float, seed: int = 0) -> str:
    rng = random.Random(seed)
    return "".join(SHAPES.get(c, c) if rng.random() < rate else c for c in text)


def mean_estimate(rate: float) -> float:
    return sum(ocr_noise(damaged(SOUND, rate, seed)) for seed in range(20)) / 20


def test_the_estimate_grows_with_the_damage():
    estimates = [mean_estimate(rate) for rate in (0, 0.01, 0.02, 0.05, 0.1)]
    assert estimates == sorted(estimates)
    assert estimates[0] == 0


@pytest.mark.parametrize("rate", [0.02, 0.05, 0.1])
def test_the_estimate_is_near_the_share_of_damaged_words(rate: float):
    sound = SOUND.split() * 20
    spoiled = [word for seed in range(20) for word in damaged(SOUND, rate, seed).split()]
    true = sum(a != b for a, b in zip(sound, spoiled, strict=True)) / len(sound)
    assert 0.6 * true < mean_estimate(rate) < 1.4 * true


def test_five_percent_of_wrong_characters_are_worth_a_warning_and_none_are_not():
    assert all(ocr_noise(damaged(SOUND, 0.05, seed)) >= WARN_FROM for seed in range(20))
    assert ocr_noise(SOUND) < WARN_FROM


@pytest.mark.parametrize(
    "rest",
    [
        "Jean-Pierre Lefèvre, Sørensen, McDonald, DeVries, O'Brien and the YouTube star "
        "eBay and iPhone",
        "see www.example.org/a1b2c3 or write to desk@example.org; https://example.org/x?y=z",
        "e.g. U.S. a.m. p.m. i.e. No. 5 Inc. plc Corp. Mr. St. 20th 1990s 3rd 10pm 5bn 30km 12.5m",
        "MD-11 F-16 G7 COVID-19 CO2 H2SO4 B-52 A320 mp3 4x4 Boeing-747s Nasdaq-100",
        "shr 12 cts vs 9 cts net 3.1 mln dlrs vs 2.2 mln revs 30.4 mln dlrs six mths qtr avg shrs",
        "café façade naïve Müller São Gdańsk über coöperate señor",
    ],
)
def test_names_addresses_abbreviations_and_symbols_are_no_damage(rest: str):
    assert ocr_noise(SOUND + rest) < 0.03


def test_a_text_in_capitals_is_judged_like_another():
    assert ocr_noise(SOUND.upper()) < 0.03
    assert ocr_noise(damaged(SOUND, 0.1).upper()) > 0.1


@pytest.mark.parametrize(
    "text",
    [
        "Die Minister haben sich getroffen und wollen ihre Gespräche im Herbst "
        "fortsetzen, sagte er. ",
        "Les pêcheurs ont refusé de vendre leur poisson aux usines qui paient trop peu "
        "cette année. ",
        "Rybacy z północy nie chcą już sprzedawać ryb fabrykom, które płacą za mało za ich pracę. ",
        "Рыбаки севера больше не хотят продавать рыбу заводам, которые платят слишком мало. ",
    ],
)
def test_another_language_is_no_damage(text: str):
    assert ocr_noise(text * 10) == 0


@pytest.mark.parametrize(
    "spoiled",
    ["g0vernment", "wiIl", "l987", "min|ster", "tbe", "0fficial", "wor\ufffdd", "goVernment"],
)
def test_damage_is_seen(spoiled: str):
    words = SOUND.split()
    for place in range(0, len(words), 10):
        words[place] = spoiled + "s" * (place // 20 % 2)
    assert ocr_noise(" ".join(words)) > 0


def test_a_term_that_comes_again_and_again_is_no_damage():
    assert ocr_noise(SOUND + "the soyqmeal " * 20) < 0.03


def broken(text: str, rate: float, seed: int) -> str:
    rng = random.Random(seed)
    words = text.split()
    for i, word in enumerate(words):
        if len(word) > 2 and rng.random() < rate:
            at = rng.randrange(1, len(word))
            words[i] = f"{word[:at]} {word[at:]}"
    return " ".join(words)


def joined(text: str, rate: float, seed: int) -> str:
    rng = random.Random(seed)
    return "".join(c if c != " " or rng.random() >= rate else "" for c in " ".join(text.split()))


@pytest.mark.parametrize(("spoil", "lost"), [(broken, 1), (joined, 2)])
def test_words_broken_or_run_together_count_as_damaged(spoil, lost: int):
    for rate in (0.05, 0.1, 0.2):
        mean = sum(ocr_noise(spoil(SOUND, rate, seed)) for seed in range(20)) / 20
        assert 0.6 * lost * rate < mean < 1.4 * lost * rate


@pytest.mark.parametrize("spoil", [broken, joined])
def test_many_words_broken_or_run_together_are_worth_a_warning(spoil):
    assert all(ocr_noise(spoil(SOUND, 0.2, seed)) >= WARN_FROM for seed in range(20))


def test_compounds_are_joins_only_among_others_that_are():
    compounds = SOUND + "The millowner met the shipmasters at the grainmarket. " * 2
    assert ocr_noise(compounds) == 0
    among = SOUND.replace("of the", "ofthe").replace("on the", "onthe")
    alone = ocr_noise(among)
    assert ocr_noise(among + "The millowner met the shipmasters at the grainmarket.") > alone > 0


def test_one_word_that_looks_joined_is_not_worth_a_warning_in_a_short_text():
    brief = (
        "Harrow Oil said it has put its onshore and offshore wells under one manager, who will see "
        "to onshore drilling from the town of Pell. Offshore work stays where it was."
    )
    assert ocr_noise(brief) < WARN_FROM


def test_a_long_s_read_as_f_is_damage():
    assert ocr_noise(re.sub("s(?=[a-z])", "f", SOUND)) >= WARN_FROM


@pytest.mark.parametrize("text", ["", "Oslo", "tbe g0vernment wiIl", "1 2 3 4"])
def test_of_a_few_words_nothing_is_said(text: str):
    assert ocr_noise(text) == 0


@given(st.text(max_size=600))
def test_any_text_gets_a_share(text: str):
    assert 0 <= ocr_noise(text) <= 1
    assert ocr_noise(text) == ocr_noise(text)


@pytest.mark.parametrize("piece", ["a", " ", "a ", "aI", "a.", "0a", "\ud800 ", "~"])
def test_odd_texts_are_no_trouble(piece: str):
    assert 0 <= ocr_noise(piece * 200_000) <= 1


SOUND_THOUGH_ODD = {
    "chemists' words": """The spill contained trichlorofluoromethane, hexamethylenetetramine and
    acetylsalicylic wastes, said the agency, along with polyvinylchloride granules, phthalates,
    dioxins, chlorpyrifos and methyl ether. Workers who mixed paraquat with diquat and glyphosate
    showed cholinesterase levels below the norm. A toxicologist said that organophosphates are
    stored in fat; the xylene would evaporate, but the polychlorinated biphenyls would stay. The
    owners of the plant were told to pay for new tanks, and the town asked that the river be closed
    to anglers until samples taken below the weir had been found clean twice in a month.""",
    "slang": """Gonna be a helluva fight, said the champ. Ain't nobody whuppin me, he hollered, and
    pfft, went the other corner. The ringmen shrugged and spat. It was past midnight when the hubbub
    died and the rhythm of the jukebox took over; a few guys in tuxes jived till the cops came by,
    and the champ was driven home in a borrowed jalopy.""",
    "short forms of the wires": """Shr profit 14 cts vs loss three cts. NOTE: yr-ago net includes
    chg pretax for writedown of oil rigs, or 11 cts a shr. Mkt value up. Co said bkgs for the qtr
    were 12 mln dlrs. It expects div of two cts qtly. Prior qtr restated for acctg chg, and the
    owners of the tug firm were told that it would pay for new barges from its own means.""",
    "a quotation in another language": """"Wir haben nichts gewusst," the manager told the court,
    "und wenn wir etwas gewusst hätten, so hätten wir geschwiegen." He then asked for water. "Das
    Unternehmen schuldet niemandem etwas, und schon gar nicht denen, die zugeschaut haben." The
    judge asked him to speak through the interpreter, who had fallen asleep in the heat, and the
    hearing was put off until the following Wednesday, when the clerk would be asked to read.""",
    "Scots": """The auld harbour-maister o' Muckleness was sair fashed the day whan the skippers
    telt him that nane o' them wad gang oot gin the haar didna lift. "Ye maun bide," quo' he, "for I
    hae nae pilot and the wife's brither has taen the wee boat ower tae Kirkhaven wi' a creel o'
    partans." The bairns stood roond aboot, gawpin, and auld Elspet frae the smiddy gied them ilk a
    bannock.""",
    "names in a program": """The clerk who wrote load_rates.py had called one table tmp_fx and the
    other tmp_fx_old, so that run_night() read last_week for this_week. Nobody saw it until the
    bank asked why the guilder had not moved. A second program, check_rows, would have told, but it
    was switched off when the log_dir was full. The town now pays for two to look at each run.""",
    "half of it in another language": SOUND[:450] + """
    Die Minister haben sich getroffen und wollen ihre Gespräche im Herbst fortsetzen, sagte er.
    Wenn nichts geschieht, müssen die Werften im nächsten Jahr schließen, und niemand weiß, wovon
    die Arbeiter dann leben sollen. Im Rathaus wollte sich gestern keiner zu den Plänen äußern.
    """,
}  # fmt: skip


@pytest.mark.parametrize("kind", SOUND_THOUGH_ODD)
def test_words_of_another_kind_are_no_damage(kind: str):
    assert ocr_noise(SOUND_THOUGH_ODD[kind]) < WARN_FROM


@pytest.mark.parametrize("kind", ["chemists' words", "slang", "short forms of the wires"])
def test_damage_is_seen_among_words_of_another_kind(kind: str):
    text = SOUND_THOUGH_ODD[kind]
    assert sum(ocr_noise(damaged(text, 0.1, seed)) for seed in range(20)) / 20 > WARN_FROM
