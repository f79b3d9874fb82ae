"""Text of any encoding, and what was lost or mended on the way."""

import hashlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers.intake.formats.encodings import decode_bytes, decode_text, without_surrogates
from nasty import within

ENGLISH = "“Not yet,” said the envoy Zoë Lund of the café — it’s a matter of weeks, £5 or so.\n"
RUSSIAN = "Министры девяти стран отложили решение о пошлинах, сообщил представитель в Женеве.\n"
JAPANESE = "九か国の閣僚は鉄鋼関税に関する決定を延期した。二週間後に再び会合を開く。\n"
CHINESE = "九个国家的部长推迟了关于钢铁关税的决定。发言人说，他们将在两周后再次会面。\n"
TAIWANESE = "九個國家的部長推遲了關於鋼鐵關稅的決定。發言人說，他們將在兩週後再次會面。\n"
KOREAN = "아홉 개 나라의 장관들이 철강 관세에 대한 결정을 미루었다고 대변인이 말했다.\n"
GREEK = "Οι υπουργοί εννέα χωρών ανέβαλαν την απόφαση για τους δασμούς στον χάλυβα.\n"


@pytest.mark.parametrize(
    ("text", "codec", "name"),
    [
        (ENGLISH, "cp1252", "windows-1252"),
        (ENGLISH * 20, "cp1252", "windows-1252"),
        ("Café\n", "cp1252", "windows-1252"),
        ("“It isn’t over,” she said in Málaga.\n", "mac_roman", "Mac Roman"),
        ("Die Minister in Zürich verschoben die Entscheidung über Zölle.\n", "cp850", "DOS 850"),
        (RUSSIAN, "cp1251", "windows-1251"),
        (RUSSIAN, "koi8_r", "KOI8-R"),
        (RUSSIAN, "cp866", "DOS 866"),
        (JAPANESE, "cp932", "Shift-JIS"),
        (JAPANESE, "euc_jp", "EUC-JP"),
        (JAPANESE, "iso2022_jp", "ISO-2022-JP"),
        (CHINESE * 2, "gb18030", "GB18030"),
        (TAIWANESE * 2, "big5", "Big5"),
        (KOREAN * 2, "cp949", "EUC-KR"),
        (GREEK, "cp1253", "windows-1253"),
    ],
)
def test_encodings_before_unicode_are_told_by_their_characters(text, codec, name):
    found = decode_text(text.encode(codec))
    assert (found.text, found.encoding, found.damage) == (text, name, ())
    assert 0.5 <= found.confidence < 1


@pytest.mark.parametrize(
    "text",
    [
        "The ferry costs 12 € a day, and 4,50€ for a child.\n",
        "The board put aside €3.5 million for the quay in Málaga.\n",
        "They asked for €40m and got half.\n",
        "Le cœur de la ville bat près du café.\n",
    ],
)
def test_amounts_in_euro_and_ligatures_tell_the_latin_alphabet_that_has_them(text):
    text = "She said so, Zoë Lund: £5 and no more.\n" + text
    found = decode_text(text.encode("iso8859_15"))
    assert found.text == text
    assert found.encoding == "ISO-8859-15"


@pytest.mark.parametrize(
    ("text", "codec"),
    [
        ("¤ Ferries stop in Málaga\n¤ Prices of zinc rise\n", "cp1252"),
        ("A 2½d stamp and 3½ lb of salt, said Zoë Lund.\n", "cp1252"),
        ("“It costs 12 ¤ or so,” she said.\n", "cp1252"),
        ("See §12 of the law, and §130 too.\n", "mac_roman"),
    ],
)
def test_a_sign_for_any_money_or_a_half_is_no_proof_of_it(text, codec):
    assert decode_text(text.encode(codec)).encoding != "ISO-8859-15"


def test_random_bytes_are_not_searched_for_wrong_decodings():
    data = b"".join(hashlib.sha256(bytes([i, j])).digest() for i in range(99) for j in range(99))
    assert not any("wrong encoding" in clause for clause in decode_text(data).damage)


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-32-be"])
@pytest.mark.parametrize("text", [ENGLISH, RUSSIAN, JAPANESE, CHINESE, KOREAN])
def test_wide_characters_without_a_mark_are_told_by_their_zeros_and_spaces(text, codec):
    assert decode_text((text * 4).encode(codec)).text == text * 4


@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "utf-32"])
def test_a_mark_is_honoured_and_sure(codec):
    found = decode_text(RUSSIAN.encode(codec))
    assert (found.text, found.confidence) == (RUSSIAN, 1.0)


def test_a_declared_encoding_is_believed_where_the_bytes_allow_it():
    text = "Ministři devíti zemí odložili rozhodnutí o clech, řekl mluvčí.\n"
    assert decode_text(text.encode("iso8859_2"), "ISO-8859-2").text == text
    assert decode_text(text.encode(), "iso-8859-2").text == text
    assert decode_text(ENGLISH.encode("cp1252"), "utf-8").text == ENGLISH
    assert decode_text(ENGLISH.encode("cp1252"), "iso-8859-1").text == ENGLISH


@pytest.mark.parametrize(
    "declared", ["rot13", "base64", "idna", "utf_7", "unicode_escape", "\0", "é"]
)
def test_what_is_no_encoding_of_texts_is_never_used(declared):
    assert decode_text(ENGLISH.encode("cp1252"), declared).text == ENGLISH


def test_lines_in_different_encodings_are_each_read_in_their_own():
    found = decode_text(ENGLISH.encode() + ENGLISH.encode("cp1252") + ENGLISH.encode())
    assert found.text == ENGLISH * 3
    assert found.encoding == "utf-8 and windows-1252"
    assert found.damage == ("lines in different encodings (utf-8 and windows-1252)",)


def test_one_stray_byte_spoils_no_line_of_utf8():
    assert decode_text("“Yes” — caf".encode() + b"\xe9 in Oslo\n").text == "“Yes” — café in Oslo\n"


def test_a_character_cut_in_half_is_counted():
    found = decode_text("“Talks” failed, they said, in Zü".encode()[:-1])
    assert found.text == "“Talks” failed, they said, in Z\ufffd"
    assert found.damage == ("1 unreadable character",)


def test_zero_bytes_around_a_text_do_not_make_it_a_picture():
    found = decode_text(b"\0" * 512 + ENGLISH.encode() + b"\0" * 4096)
    assert (found.text, found.damage) == (ENGLISH, ("4,608 zero bytes left out",))
    assert decode_text(b"\0" * 512).text == ""


def test_zero_bytes_are_left_out_and_counted():
    found = decode_text(b"The en\0voy of the nine said no again on Friday\0.\n" * 2)
    assert found.text == "The envoy of the nine said no again on Friday.\n" * 2
    assert found.damage == ("4 zero bytes left out",)


def test_text_saved_in_a_wrong_encoding_is_put_right_and_quotation_marks_stay():
    text = "“Not yet,” said Zoë Lund of the café — it’s a matter of weeks.\nPlain.\n"
    once = text.encode().decode("cp1252", "replace").replace("â€\ufffd", "â€\x9d")
    found = decode_text(once.encode())
    assert found.text == text
    assert found.damage == ("1 line had been saved in a wrong encoding: put right",)
    twice = once.encode().decode("latin-1")
    assert decode_text(twice.encode()).text == text


def test_accents_that_happen_to_look_odd_are_left_alone():
    for text in ("SÃO PAULO’s café” – Ä”", "Île-de-France, Ñandú, Çelik", "naïve façade, 5 €"):
        assert decode_text(text.encode()).text == text
        assert decode_text(text.encode()).damage == ()


def test_halves_of_characters_are_replaced():
    assert without_surrogates("a\ud800b\udfffc") == "a\ufffdb\ufffdc"
    assert without_surrogates("a\U0001f600b") == "a\U0001f600b"


@given(st.binary(max_size=600), st.sampled_from(["", "utf-8", "shift_jis", "latin-1", "nothing"]))
def test_any_bytes_become_a_text_that_can_be_written(data, declared):
    found = decode_text(data, declared)
    found.text.encode("utf-8")
    assert "\0" not in found.text
    assert 0 <= found.confidence <= 1
    assert decode_text(data, declared) == found


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"])))
def test_utf8_is_read_as_it_was_written(text):
    assert decode_bytes(text.encode("utf-8-sig"))[0] == text


@pytest.mark.parametrize(
    "unit",
    [b"\xe9", b"\xc3\xa9\xe9", b"\r\xe9", b"\r\xe9\r\xc3\xa9", b"a\0", b"abc\0", b"\x1b$",
     b"\xc3\x83\xc2\xa9", b"\x81", b"\xe2\x80", b"x", b" ", b"\n", b"\xff\xfe", b"\x00\x01"],
)  # fmt: skip
def test_decoding_takes_time_in_proportion_to_the_length(unit):
    with within(20):
        decode_text(unit * (1_000_000 // len(unit)))
