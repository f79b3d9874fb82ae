"""Languages: English is never taken for another, running text of others is recognised."""

import io
import time
from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake import language
from helpers.intake.data import language_name
from helpers.intake.formats.source import Source
from helpers.intake.language import (
    PARTLY,
    SCORED_LANGUAGES,
    detect_language,
    english_share,
    other_language,
    sample_of,
)
from helpers.intake.model import NOTHING_GIVEN, Given
from helpers.intake.reading import Result, read_results

FOREIGN = {
    "de": "Die Minister haben sich am Dienstag in Bergen getroffen und wollen die "
    "Gespräche bald fortsetzen.",
    "fr": "Les pêcheurs de la côte ont refusé de vendre leur poisson aux usines qui "
    "paient trop peu.",
    "es": "Los pescadores del norte no quieren vender su pescado a las fábricas que "
    "pagan muy poco.",
    "pt": "Os pescadores do norte não querem vender o peixe para as fábricas que "
    "pagam muito pouco.",
    "it": "I pescatori del nord non vogliono vendere il pesce alle fabbriche che "
    "pagano troppo poco.",
    "nl": "De vissers van het noorden willen hun vis niet meer verkopen aan de "
    "fabrieken in de stad.",
    "sv": "Fiskarna i norr vill inte längre sälja sin fisk till fabrikerna som betalar för lite.",
    "pl": "Rybacy z północy nie chcą już sprzedawać ryb fabrykom, które płacą za "
    "mało za ich pracę.",
    "tr": "Kuzeydeki balıkçılar artık balıklarını çok az ödeyen fabrikalara satmak "
    "istemiyorlar ve bekliyorlar.",
    "id": "Para nelayan di utara tidak ingin lagi menjual ikan mereka kepada pabrik "
    "yang membayar terlalu sedikit.",
    "fi": "Pohjoisen kalastajat eivät enää halua myydä kalaa tehtaille, jotka "
    "maksavat liian vähän siitä.",
    "ru": "Рыбаки севера больше не хотят продавать рыбу заводам, которые платят слишком мало.",
    "el": "Οι ψαράδες του βορρά δεν θέλουν πια να πουλούν τα ψάρια τους στα εργοστάσια.",
    "ja": "北の漁師たちは、安すぎる値段で魚を工場に売りたくないと話している。",
    "ko": "북쪽의 어부들은 너무 적게 주는 공장에 더 이상 생선을 팔고 싶어하지 않는다.",
    "zh": "北方的渔民不愿意再把鱼卖给出价太低的工厂，他们说谈判没有结果。",
    "ar": "لا يريد صيادو الشمال بيع أسماكهم للمصانع التي تدفع القليل جدا مقابل عملهم.",
    "he": "הדייגים בצפון אינם רוצים עוד למכור את הדגים למפעלים שמשלמים מעט מדי.",
}  # fmt: skip

ENGLISH = [
    "Growers said that the frost had ruined half of the barley, and that help would come too late.",
    "GROWERS SAID THE FROST HAD RUINED HALF OF THE BARLEY AND HELP WOULD BE TOO LATE",
    "Jean-Pierre Lefèvre, Giulia Bianchi and Søren Østergård met in Łódź, where they "
    "signed the pact.",
    '"C\'est fini," said Mr. Dupont of the Société des Pêcheurs, and left for the Hôtel de Ville.',
]
NOT_FOREIGN = [
    "Shr 14 cts vs 9 cts Net 2.1 mln vs 1.4 mln Revs 30.2 mln vs 27.7 mln Six mths Shr 22 cts",
    "BANCO DI MONTE ALTO UNIT ISSUES BOND",
    "CIE DES MINES DU NORD SEES PROFIT RISE",
    "Lefèvre, Bianchi, Østergård, Nakamura, Oyelaran, Kowalczyk, Papadopoulos, Guðmundsdóttir",
    "Oslo 12 14 3 Bergen 9 11 7 Molde 4 4 4 Drammen 15 2 2 Tromso 1 0 8",
    "Rain Hits Barley Harvest",
]


SAME = {"ms": "id"}
"""Indonesian and Malay are told apart in longer texts only."""


def code_of(text: str) -> str:
    code = detect_language(text)[0]
    return SAME.get(code, code)


@pytest.mark.parametrize("code", FOREIGN)
def test_running_text_of_another_language_is_recognised(code: str):
    assert code_of(FOREIGN[code]) == code


@pytest.mark.parametrize("code", FOREIGN)
def test_a_long_text_is_recognised_too(code: str):
    text = (FOREIGN[code] + " ") * 60
    assert code_of(text) == code
    assert detect_language(text)[1] > 0.5


@pytest.mark.parametrize("text", ENGLISH)
def test_english_is_english_whatever_its_names_and_capitals(text: str):
    assert detect_language(text)[0] == "en"


@pytest.mark.parametrize("text", NOT_FOREIGN)
def test_tables_names_and_headlines_are_not_called_foreign(text: str):
    assert detect_language(text)[0] in ("en", "und")


@pytest.mark.parametrize("text", ["", "   \n", "12.5 14.0 3.75", "Oslo", "* * *", "§ 5"])
def test_a_text_without_words_is_undetermined(text: str):
    assert detect_language(text) == ("und", 0.0)


def test_an_english_article_with_quotations_in_another_language_is_english():
    text = f"{ENGLISH[0]} {FOREIGN['fr']} {ENGLISH[2]}"
    assert detect_language(text)[0] == "en"


def test_a_foreign_article_with_an_english_headline_is_foreign():
    text = "Fishermen of the North Refuse\n\n" + (FOREIGN["de"] + " ") * 8
    assert detect_language(text)[0] == "de"


def test_the_end_of_a_long_text_counts():
    assert sample_of("a" * 900 + "b" * 900 + "c" * 900, 300).split() == [
        "a" * 100,
        "b" * 100,
        "c" * 100,
    ]


def test_the_share_of_english_words_is_one_for_function_words_alone():
    assert english_share("the of and to") == 1
    assert english_share("") == 0


@given(st.text(max_size=400))
def test_any_text_gets_a_code_and_a_probability(text: str):
    code, probability = detect_language(text)
    assert code.islower()
    assert 0 <= probability <= 1
    assert detect_language(text) == (code, probability)


@pytest.mark.parametrize(
    "text", ["a" * 10**6, " " * 10**6, "\ud800" * 1000, "\0" * 1000, "'" * 10**6]
)
def test_odd_texts_are_no_trouble(text: str):
    assert detect_language(text)[0] in ("und", "en")


@pytest.mark.parametrize(
    "text",
    [
        '"On verra bien ce que fera la ville," the deputy told reporters. "Il faut attendre et ne '
        "pas se fâcher.\" His group, the Union des Ports de l'Ouest, meets Monday.",
        "'On ne peut pas continuer comme cela,' Mr Duval sighed. 'Les gens sont fatigués, les "
        "caisses sont vides.' Colleagues nodded.",
        '"Das ist doch kein Angebot," Mr Vogel said. "Wir wollen Geld und keine Worte." Talks '
        "resume Monday.",
        "Joop van den Berg, Onno Terpstra, Hans van der Meer and Frits de Wit met Wim van Dongen "
        "of De Noordelijke Bank. Algemene Bank Drenthe rose. Visserij Maatschappij fell.",
        "Cast: Violetta, Anna Ricci; Alfredo, Gino di Carlo; Germont, Ettore Bassi. Arias: Sempre "
        "libera, Di Provenza il mar, Addio del passato. Ovation lasted twelve minutes.",
    ],
)
def test_english_with_names_titles_and_quotations_of_another_language_is_not_set_aside(text: str):
    assert detect_language(text)[0] in ("en", "und")


@pytest.mark.parametrize(
    ("codes", "text"),
    [
        ("pl", "Rzad zapowiedzial we wtorek podwyzke podatku od soli. Opozycja sprzeciwia sie i "
         "zada nowych wyborow. Premier ma odpowiedziec wieczorem."),
        ("cs sk", "Vlada v utery navrhla zvysit dan ze soli. Opozice je proti a zada nove volby. "
         "Premier ma odpovedet vecer."),
        ("id ms", "Pemerintah mengusulkan kenaikan pajak garam mulai tahun depan. Pihak oposisi "
         "menolak dan menuntut pemilihan baru."),
        ("hr bs sr", "Vlada je u utorak predložila povećanje poreza na sol od sljedeće godine. "
         "Oporba se protivi i traži nove izbore."),
        ("es", "El Valencia venció 2-1 al Murcia con goles de Ruiz (12) y Ferrer (78). Expulsado "
         "Molina. El Sporting empató 0-0 con el Betis en el campo de la capital."),
        ("ja", "Seifu wa kayobi, rainen kara shio no zei wo hikiageru koto wo teian shita. Yato wa "
         "kore ni hantai shi, atarashii senkyo wo yokyu shite iru."),
        ("vi mis", "Chinh phu hom thu Ba de nghi tang thue muoi tu dau nam toi. Phe doi lap phan "
         "doi va doi bau cu moi. Thu tuong se tra loi vao buoi toi."),
    ],
)  # fmt: skip
def test_short_articles_of_another_language_are_not_taken_for_english(codes: str, text: str):
    assert detect_language(text)[0] in codes.split()


def test_every_language_told_has_a_name():
    for text in (
        "Senatus die Martis decrevit vectigal salis proximo anno augendum esse. Adversarii autem "
        "negant et nova comitia poscunt.",
        "La registaro proponis marde altigi la imposton pri salo ekde la venonta jaro. La opozicio "
        "postulas novajn elektojn.",
        "Cynigiodd y llywodraeth ddydd Mawrth godi'r dreth ar halen o'r flwyddyn nesaf. Mae'r "
        "gwrthbleidiau yn erbyn.",
    ):
        assert language_name(detect_language(text)[0]) in ("Latin", "Esperanto", "Welsh")


def test_a_long_text_without_a_function_word_of_english_is_set_aside_unnamed():
    haitian = (
        "Mache a fèmen depi lendi maten paske dlo larivyè a antre nan tout boutik yo. Machann yo "
        "di yo pèdi anpil diri ak pwa, epi yo pa konnen kilè yo pral kapab louvri ankò. Majistra "
        "vil la pwomèt voye kamyon pou ede yo, men jiska jodi a pèsonn poko wè anyen."
    )
    assert detect_language(haitian)[0] == "mis"


def test_english_words_without_function_words_are_not_set_aside():
    keywords = (
        "match team play win score goal league season coach player injury club fan final cup title "
        "match lose draw home ground point table leader transfer fee sign contract manager resign "
        "board chairman owner debt ticket price sponsor stadium build plan council vote delay"
    )
    assert detect_language(keywords)[0] in ("en", "und")


@pytest.mark.parametrize("text", ["'a " * 600, "'" * 1800, "'a'b" * 450])
def test_lone_quotation_marks_take_no_time(text: str):
    detect_language(text[:900])  # the first of all reads the model
    started = time.perf_counter()
    detect_language(text)
    assert time.perf_counter() - started < 0.3


HALF_ENGLISH = (
    "The town will close two of the three slate quarries in the valley next spring, the mayor told "
    "quarrymen on Tuesday. They had been waiting for the news since last year, when the price of "
    "slate fell below the cost of cutting it. The union will meet on Friday."
)
HALF_FRENCH = (
    "La ville fermera au printemps deux des trois ardoisières de la vallée, a déclaré mardi le "
    "maire aux ouvriers. Ils attendaient la nouvelle depuis l'an dernier, quand le prix de "
    "l'ardoise est tombé au-dessous du coût de la taille. Le syndicat se réunira vendredi."
)


def read(*paragraphs: str, told: Given = NOTHING_GIVEN) -> Result:
    data = "\n\n".join(paragraphs).encode()
    [result] = read_results(Source("a.txt", "", io.BytesIO(data), len(data)), told=told)
    return result


def test_an_article_half_in_another_language_is_kept_and_told():
    for paragraphs in ((HALF_ENGLISH, HALF_FRENCH), (HALF_FRENCH, HALF_ENGLISH, HALF_ENGLISH)):
        result = read(*paragraphs)
        assert result.status == "ok"
        assert result.reason == "partly written in French, which is counted as if it were English"


def test_an_article_mostly_in_another_language_is_set_aside():
    result = read(HALF_FRENCH, HALF_FRENCH.replace("ville", "commune"), HALF_ENGLISH)
    assert result.status == "skipped"
    assert "written in French" in result.reason


def test_an_article_that_somebody_calls_english_counts_without_a_word():
    result = read(HALF_FRENCH, HALF_ENGLISH, told=Given(language="en"))
    assert result.status == "ok"


def test_a_sentence_in_another_language_does_not_make_an_article_half_foreign():
    assert other_language([HALF_ENGLISH, f'"{FOREIGN["fr"]}"', HALF_ENGLISH])[1] < 0.25
    assert read(HALF_ENGLISH, f'"{FOREIGN["fr"]}"', HALF_ENGLISH).status == "ok"


@given(
    st.lists(st.sampled_from([HALF_ENGLISH, HALF_FRENCH, FOREIGN["de"] * 2, "Oslo"]), max_size=9)
)
def test_the_share_of_another_language_is_that_of_its_paragraphs(paragraphs: list[str]):
    foreign = Counter[str]()
    for text in paragraphs:
        if (code := detect_language(text)[0]) not in SCORED_LANGUAGES:
            foreign[code] += len(text)
    share = foreign.total() / max(1, sum(map(len, paragraphs)))
    other, told = other_language(paragraphs)
    if max(share, told) >= PARTLY:
        assert told == round(share, 2)
        assert foreign[other] == max(foreign.values())


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """What the detector is asked."""
    samples: list[str] = []
    detector = language._detector()

    class Listening:
        def rank(self, sample: str) -> list[tuple[str, float]]:
            samples.append(sample)
            return detector.rank(sample)

    language._detect.cache_clear()
    monkeypatch.setattr(language, "_detector", Listening)
    return samples


def test_the_detector_is_asked_once_for_a_paragraph(asked: list[str]):
    read(HALF_FRENCH, HALF_FRENCH.replace("ville", "commune"), *[HALF_ENGLISH] * 3)
    assert len(asked) == len(set(asked)) == 2


def test_the_detector_is_not_asked_where_function_words_settle_it(asked: list[str]):
    nonsense = "bola karo nemi tosa pelu rano fami dole suna kero mita golu bena risa topa"
    assert detect_language(f"{nonsense} of {nonsense} when {nonsense} and") == ("en", 0.5)
    assert not asked


def test_set_aside_articles_name_languages_in_words():
    latin = (
        "Senatus die Martis decrevit vectigal salis proximo anno augendum esse. Adversarii autem "
        "negant et nova comitia poscunt."
    )
    assert read(latin).reason == "written in Latin: only English is counted and scored"
