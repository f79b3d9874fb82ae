"""Files of every kind: each becomes an article or a problem with a reason, and none is lost."""

import inspect
import json
import os
import random
import signal
import socket
import sys
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus import LocalEngine
from helpers.corpus.extraction import extract_folder
from helpers.errors import DatelinesError
from helpers.intake.extracts import from_extract, to_extract
from helpers.intake.measure import measure
from helpers.intake.model import Capture
from helpers.intake.normalise import decode
from helpers.intake.readers import (
    UnreadableError,
    file_key,
    find_files,
    printable,
)
from made import clipping, folder_of_clippings, store
from nasty import LEAD, STORY, THIRD, within

TEXT = "\n".join(["Ministers Put Off Decision", "", *STORY]) + "\n"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    return folder_of_clippings(tmp_path / "clippings", 2)


def test_files_of_subfolders_are_listed_in_order_and_hidden_ones_are_not(folder):
    (folder / "b" / "c").mkdir(parents=True)
    for name in ("b/z.txt", "b/c/a.txt", ".hidden.txt", "README.md", "catalogue.csv", "A.txt"):
        (folder / name).write_text(TEXT)
    (folder / ".git").mkdir()
    (folder / ".git" / "x.txt").write_text(TEXT)
    assert find_files(folder) == ["0000.txt", "0001.txt", "A.txt", "b/c/a.txt", "b/z.txt"]


def test_links_pipes_and_sockets_are_refused_and_never_opened(folder, tmp_path):
    (tmp_path / "secret.txt").write_text("Nobody asked for this sentence to be read by anyone.")
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "broken.txt").symlink_to(tmp_path / "nothing")
    (folder / "outside").symlink_to(tmp_path)
    (folder / "loop").symlink_to(folder)
    (folder / "self.txt").symlink_to(folder / "self.txt")
    os.mkfifo(folder / "pipe.txt")
    (folder / "zero.txt").symlink_to("/dev/zero")
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(os.path.relpath(folder / "door.txt"))
        with within(30):
            corpus = load_corpus(folder)
    assert len(corpus.articles) == 2
    reasons = corpus.problems.set_index("file")["reason"]
    links = ["broken.txt", "link.txt", "loop", "outside", "self.txt", "zero.txt"]
    assert sorted(reasons.index) == sorted([*links, "door.txt", "pipe.txt"])
    assert reasons[links].str.startswith("a link").all()
    assert reasons[["pipe.txt", "door.txt"]].str.startswith("no plain file").all()


def test_folders_nested_too_deep_for_the_system_are_reported(folder):
    here = os.open(folder, os.O_RDONLY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=here)
        below = os.open("d" * 250, os.O_RDONLY, dir_fd=here)
        os.close(here)
        here = below
    os.close(os.open("deep.txt", os.O_CREAT | os.O_WRONLY, dir_fd=here))
    os.close(here)
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 2
    assert corpus.problems["reason"].tolist() == [
        "cannot be opened (File name too long): give it a shorter name"
    ]


def test_deeply_nested_folders_are_walked_without_a_stack(folder):
    place = folder
    for _ in range(300):
        place /= "d"
        place.mkdir()
    (place / "deep.txt").write_text(TEXT)
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(len(inspect.stack()) + 100)
    try:
        assert len(find_files(folder)) == 3
    finally:
        sys.setrecursionlimit(limit)


@pytest.fixture
def closed(folder):
    """A file and a folder that this user may not open."""
    (folder / "closed.txt").write_text(TEXT)
    (folder / "closed").mkdir()
    (folder / "closed.txt").chmod(0)
    (folder / "closed").chmod(0)
    if os.access(folder / "closed", os.R_OK):
        pytest.skip("nothing is closed to this user")
    yield folder / "closed"
    (folder / "closed").chmod(0o700)


def test_closed_files_and_folders_are_reported(folder, closed):
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 2
    assert corpus.problems[["file", "reason"]].to_numpy().tolist() == [
        ["closed", "a folder that cannot be opened: ask for access to it"],
        ["closed.txt", "cannot be opened (Permission denied): ask for access to it"],
    ]
    with pytest.raises(DatelinesError, match="cannot be opened"):
        load_corpus(closed)


def test_a_file_in_place_of_a_folder_is_told_to_be_one(folder):
    with pytest.raises(DatelinesError, match=r"0000\.txt' is a file: give the folder"):
        load_corpus(f"{folder}/0000.txt")


@pytest.mark.parametrize("name", ["x" * 5000, "no\0name", "missing"])
def test_what_is_no_folder_is_refused_in_one_sentence(folder, name):
    with pytest.raises(DatelinesError, match="there is no folder"):
        load_corpus(f"{folder}/{name}")


NAMES = [
    b"two words.txt",
    b'it\'s "quoted".txt',
    b"two\nlines.txt",
    b"caf\xe9.txt",
    b"\xff\xfe.txt",
    "夕刊 №5.txt".encode(),
    "\u202etxt.evil.txt".encode(),
    b"\x1b[31mred.txt",
    b"=cmd|'calc'!A1.txt",
    b"-rf.txt",
    b"a..txt",
    b"C:\\windows\\x.txt",
    b"%s{0}.txt",
    b"<script>alert(1)<.txt",
    b"n" * 251 + b".txt",
    b"no suffix",
    b"LOUD.TXT",
]


def test_no_file_name_stops_a_run_or_leaves_its_folder(folder, tmp_path):
    for number, name in enumerate(NAMES):
        with open(os.path.join(os.fsencode(folder), name), "w") as file:  # noqa: PTH118, PTH123
            file.write(clipping(number + 10, 1994))
    for _ in range(2):  # with and without a memory of the digests
        corpus = load_corpus(folder)
        assert len(corpus.articles) == 2 + len(NAMES)
        assert corpus.problems.empty
        for name in corpus.articles["file"]:
            assert name.isprintable()
            name.encode()
    assert "caf\\udce9.txt" in set(corpus.articles["file"])
    before = {path.name for path in tmp_path.iterdir()}
    done = extract_folder(folder, tmp_path / "extracts")
    str(done).encode()
    assert {path.name for path in tmp_path.iterdir()} - before == {"extracts"}
    assert len(load_corpus(tmp_path / "extracts").articles) == len(done.written)
    assert [reason for _, reason in done.problems] == [
        "its extract cannot be written: File name too long"
    ]


@given(st.text(st.characters(exclude_characters="/\0"), min_size=1, max_size=40))
def test_any_name_can_be_shown_and_plain_ones_stay(name: str):
    shown = printable(name)
    assert shown.isprintable()
    shown.encode()
    assert shown == name or not name.isprintable()


def test_a_name_with_bad_bytes_is_shown_when_it_is_a_problem(folder):
    with open(os.path.join(os.fsencode(folder), b"bad\xe9\n.txt"), "w"):  # noqa: PTH118, PTH123
        pass
    assert load_corpus(folder).problems["file"].tolist() == ["bad\\udce9\\n.txt"]


@pytest.mark.parametrize(
    "encode",
    [
        lambda text: text.encode("utf-8"),
        lambda text: text.encode("utf-8-sig"),
        lambda text: text.encode("utf-16"),
        lambda text: "\ufeff".encode("utf-16-be") + text.encode("utf-16-be"),
        lambda text: text.encode("utf-16-le"),
        lambda text: text.encode("utf-16-be"),
        lambda text: text.encode("utf-32"),
        lambda text: "\ufeff".encode("utf-32-be") + text.encode("utf-32-be"),
        lambda text: text.encode("cp1252"),
        lambda text: text.encode("utf-8") + b"Caf\xe9s were \x93shut\x94 on Friday, too.\n",
        lambda text: b"Caf\xe9s were \x93shut\x94 on Friday, too.\n" + text.encode("utf-8-sig")[3:],
        lambda text: b"\xef\xbb\xbf" + text.encode() + b"Caf\xe9s were \x93shut\x94 on Friday.\n",
    ],
)
def test_every_encoding_gives_the_same_sentence(tmp_path, encode):
    sentence = "“Not yet,” said the envoy Zoë Lund of the café — it’s a matter of weeks."
    (tmp_path / "a.txt").write_bytes(encode(f"{LEAD}\n{sentence}\n{THIRD}\n"))
    table = load_corpus(tmp_path).table("passages")
    plain = '"Not yet," said the envoy Zoë Lund of the café — it\'s a matter of weeks.'
    assert table["text"].tolist()[:3].count(plain) == 1
    assert all('"shut"' in text for text in table["text"] if "Cafés" in text)
    assert not table["text"].str.contains("[\ufeff\ufffd\0Ã]").any()


@given(st.text(st.characters(codec="ascii", min_codepoint=32), min_size=2, max_size=200))
def test_two_bytes_a_letter_are_told_without_a_mark(text: str):
    assert decode(text.encode("utf-16-le")) == text
    assert decode(text.encode("utf-16-be")) == text


@given(st.text(st.characters(exclude_characters="\0"), max_size=200))
def test_what_was_written_with_a_mark_is_read_as_it_was(text: str):
    text = text.encode("utf-8", "replace").decode("utf-8")
    for encoding in ("utf-8-sig", "utf-16", "utf-32"):
        assert decode(text.encode(encoding)) == text


@given(st.lists(st.one_of(st.text(max_size=20), st.binary(max_size=20)), max_size=8))
def test_lines_in_another_encoding_spoil_no_line_of_good_text(parts: list[str | bytes]):
    good = [p.encode("utf-8", "replace") for p in parts if isinstance(p, str)]
    lines = [p if isinstance(p, bytes) else p.encode("utf-8", "replace") for p in parts]
    data = b"x\n" + b"\n".join(lines)
    text = decode(data)
    for line in good:
        for piece in line.splitlines():
            assert piece.decode() in text


BINARY = {
    "picture": b"\x89PNG\r\n\x1a\n" + b"\0\0\0\rIHDR" + bytes(range(256)) * 20,
    "photo": b"\xff\xd8\xff\xe0" + b"JFIF" * 100,
    "moving": b"GIF89a" + b"x" * 500,
    "paper": b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + TEXT.encode(),
    "office": b"PK\x03\x04" + b"word/document.xml" * 20,
    "packed": b"\x1f\x8b\x08\0" + zlib.compress(TEXT.encode() * 50),
    "random": random.Random(0).randbytes(300_000),
    "short random": random.Random(1).randbytes(400),
    "zeros": b"\0" * 1000,
    "numbers": b"".join(n.to_bytes(4, "little") for n in range(2000)),
}


@pytest.mark.parametrize("kind", BINARY)
def test_what_is_no_text_is_refused_and_never_shown(folder, kind):
    (folder / "a.txt").write_bytes(BINARY[kind])
    problems = load_corpus(folder).problems
    assert set(problems["file"]) == {"a.txt"}
    assert set(problems["status"]) <= {"skipped", "damaged", "empty"}
    for reason in problems["reason"]:
        assert reason.isascii()
        assert reason.isprintable()
        assert len(reason) < 200


@pytest.mark.parametrize(
    "data",
    [b"", b" \t\r\n\x0c ", b"\xef\xbb\xbf", b"\xff\xfe", "\u200b\u2060\n\u00a0".encode(), b"!!!\n"],
)
def test_a_file_without_words_is_a_problem_and_no_article(folder, data):
    (folder / "x.txt").write_bytes(data)
    (folder / "y.txt").write_bytes(data)
    corpus = load_corpus(folder)
    assert len(corpus.articles) == 2
    assert corpus.problems["file"].tolist() == ["x.txt", "y.txt"]


def test_zero_bytes_in_a_text_are_left_out(tmp_path):
    (tmp_path / "a.txt").write_bytes(TEXT.replace("envoy", "en\0voy").encode())
    assert load_corpus(tmp_path).table("passages")["text"].tolist() == STORY


def test_a_file_beyond_the_limit_is_refused_without_being_read(folder):
    with (folder / "huge.txt").open("wb") as file:
        file.truncate(50 * 2**30)  # a hole: no disk is used, but reading it takes minutes
    with within(20):
        corpus = load_corpus(folder)
    (reason,) = corpus.problems["reason"]
    assert reason == "larger than 4,096 MB: cut it into several files"


def test_a_page_of_html_is_read_as_text_and_stays_harmless(tmp_path):
    page = f"<html><head><title>x</title></head><body>\n<p>{LEAD}</p>\n<p>{STORY[1]}</p>\n</body>"
    (tmp_path / "a.txt").write_text(page)
    corpus = load_corpus(tmp_path)
    assert len(corpus.articles) == 1
    assert "<body>" not in corpus._repr_html_()


def test_an_extract_is_one_only_by_its_name(tmp_path):
    record = measure(Capture("a.txt", "0" * 64, TEXT))
    for name in ("a.json", "b.txt"):
        (tmp_path / name).write_text(to_extract(record))
    sources = load_corpus(tmp_path).articles.set_index("file")["source"].to_dict()
    assert sources.pop("a.json") == "extract"
    assert set(sources.values()) <= {"original"}


digests = st.binary(min_size=32, max_size=32).map(bytes.hex)


@given(digests, digests)
def test_keys_tell_contents_and_kinds_apart(left: str, right: str):
    assert (file_key("a.txt", left) == file_key("b.text", right)) == (left == right)
    assert file_key("a.txt", left) != file_key("a.json", right)


def folder_of_everything(folder):
    """All of the above at once."""
    for name, data in BINARY.items():
        (folder / f"{name}.txt").write_bytes(data)
    (folder / "copy.txt").write_bytes((folder / "0000.txt").read_bytes())
    (folder / "COPY.TXT").write_bytes((folder / "0000.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "unclosed.txt").write_text("<div>" * 1000 + '"' * 1000)
    (folder / "half.txt").write_bytes(b"\xe2\x80")
    (folder / "odd.json").write_text('{"format": "datelines extract 1", "article": "\\ud800"}')
    (folder / "link.txt").symlink_to(folder / "0000.txt")
    (folder / "sub").mkdir()
    (folder / "sub" / "0000.txt").write_bytes((folder / "0001.txt").read_bytes())
    os.mkfifo(folder / "sub" / "pipe")


def test_files_seen_are_articles_and_problems(folder):
    folder_of_everything(folder)
    corpus = load_corpus(folder)
    assert sorted(set(corpus.accounts["file"])) == sorted(find_files(folder))
    read = corpus.accounts[corpus.accounts["article_id"] != ""]
    assert sorted(read["article_id"]) == sorted(corpus.articles["article_id"])
    assert set(corpus.accounts["status"]) <= {"ok", "empty", "skipped", "damaged", "duplicate"}
    assert corpus.articles["article_id"].is_unique
    assert (corpus.problems["reason"].str.len() > 4).all()
    copies = corpus.articles[corpus.articles["duplicate_of"] != ""]
    assert len(copies) == 3
    assert set(copies["duplicate_of"]) <= set(corpus.articles["article_id"])


class Meddling:
    """An engine that lets something happen to the files before they are read."""

    def __init__(self, meddle):
        self.meddle = meddle

    def map(self, function, items, /):
        self.meddle()
        return LocalEngine(1).map(function, items)


def test_a_file_that_vanishes_while_the_folder_is_read_is_reported(folder):
    corpus = load_corpus(folder, engine=Meddling((folder / "0000.txt").unlink))
    assert corpus.articles["file"].tolist() == ["0001.txt"]
    assert corpus.problems[["file", "reason"]].to_numpy().tolist() == [
        ["0000.txt", "cannot be opened (No such file or directory): put it back"]
    ]


def test_a_file_that_changes_while_the_folder_is_read_is_reported(folder):
    change = (folder / "0000.txt").write_text
    corpus = load_corpus(folder, engine=Meddling(lambda: change(TEXT)))
    assert corpus.problems[["file", "reason"]].to_numpy().tolist() == [
        ["0000.txt", "changed while it was being read: run again"]
    ]
    assert len(load_corpus(folder).articles) == 2


def test_a_folder_in_which_nothing_can_be_read_says_why(tmp_path):
    (tmp_path / "a\n.txt").touch()
    with pytest.raises(DatelinesError) as refused:
        load_corpus(tmp_path)
    assert "(1 file with problems; a\\n.txt: there are no words in it)" in str(refused.value)
    assert "\n" not in str(refused.value)


def test_one_file_that_a_library_fails_on_stops_no_other(folder, monkeypatch):
    from nltk.tokenize.punkt import PunktSentenceTokenizer

    honest = PunktSentenceTokenizer.tokenize

    def gives_up(self, text, *rest):
        if "Oslo" in text:
            raise TimeoutError("regular-expression match exceeded its time limit")
        return honest(self, text, *rest)

    monkeypatch.setattr(PunktSentenceTokenizer, "tokenize", gives_up)
    corpus = load_corpus(folder, engine=LocalEngine(1))
    assert corpus.articles["file"].tolist() == ["0001.txt"]
    assert corpus.problems["file"].tolist() == ["0000.txt"]
    assert "TimeoutError" in corpus.problems["reason"][0]


def test_an_extract_of_another_version_says_what_to_do(tmp_path, folder):
    extract_folder(folder, tmp_path / "out")
    for path in (tmp_path / "out").iterdir():
        path.write_text(path.read_text().replace("datelines extract 3", "datelines extract 7"))
    with pytest.raises(DatelinesError, match="another version of Datelines: extract it again"):
        load_corpus(tmp_path / "out")
    newest = (folder / "0000.txt").read_bytes()
    (tmp_path / "out" / "new.txt").write_bytes(newest)
    assert len(load_corpus(tmp_path / "out").problems) == 2


def test_an_extract_with_half_a_character_is_refused(tmp_path, folder):
    extract_folder(folder, tmp_path / "out")
    for number, path in enumerate(sorted((tmp_path / "out").iterdir())):
        content = json.loads(path.read_text(encoding="utf-8"))
        if number:
            content["article"]["headline"] = "\ud800"
        path.write_text(json.dumps(content), encoding="utf-8")
    corpus = load_corpus(tmp_path / "out")
    assert corpus.articles["file"].tolist() == ["0000.json"]
    assert corpus.problems["reason"].str.startswith("damaged extract").all()


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner),
    max_leaves=5,
)


@given(st.data())
@settings(max_examples=150, deadline=None)
def test_an_extract_with_any_one_value_changed_is_stored_or_refused(data):
    content = json.loads(to_extract(EXTRACTED))
    place, key = content, data.draw(st.sampled_from(sorted(content)))
    while isinstance(place[key], dict | list) and place[key] and data.draw(st.booleans()):
        place = place[key]
        key = data.draw(st.sampled_from(sorted(place) if isinstance(place, dict) else [0]))
    place[key] = data.draw(json_values)
    try:
        record = from_extract(json.dumps(content).encode())
    except UnreadableError:
        return
    store(record)


EXTRACTED = measure(Capture("a.txt", "ab" * 32, TEXT))


def test_two_clippings_never_share_an_extract(folder, tmp_path):
    (folder / "0000.text").write_text(TEXT)
    done = extract_folder(folder, tmp_path / "out")
    assert done.written == ("0000.json", "0000.txt.json", "0001.json")
    assert done.problems == ()
    (folder / "0000.txt.html").write_text(f"<p>{LEAD}</p><p>{STORY[1]}</p>")
    done = extract_folder(folder, tmp_path / "out")
    assert len(set(done.written)) == len(load_corpus(folder).articles) == 4


def test_a_disk_that_refuses_an_extract_keeps_the_gists_of_the_last_one(folder, tmp_path):
    import resource

    out = tmp_path / "out"
    extract_folder(folder, out)
    before = {path.name: path.read_bytes() for path in out.iterdir()}
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    try:
        with pytest.raises(DatelinesError, match="its extract cannot be written: File too large"):
            extract_folder(folder, out)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
        signal.signal(signal.SIGXFSZ, ignored)
    assert {path.name: path.read_bytes() for path in out.iterdir()} == before


def test_a_file_in_the_place_of_the_folder_for_extracts_is_told(folder, tmp_path):
    (tmp_path / "out").touch()
    with pytest.raises(DatelinesError, match=r"0000\.txt: its extract cannot be written"):
        extract_folder(folder, tmp_path / "out")


def test_the_command_line_prints_any_name(folder, tmp_path, capfd):
    from helpers.cli import main

    with open(os.path.join(os.fsencode(folder), b"caf\xe9.txt"), "w"):  # noqa: PTH118, PTH123
        pass
    assert main(["extract", str(folder), str(tmp_path / "out")]) == 0
    assert "left out: caf\\udce9.txt: there are no words in it" in capfd.readouterr().out
    assert sys.stdout.errors != "surrogateescape"
