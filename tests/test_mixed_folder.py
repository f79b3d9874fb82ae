"""A folder as people have it: every format at once, with everything that breaks parsers beside."""

import datetime as dt
import gzip
import io
import json
import os
import random
import tarfile
import zipfile
from email.message import EmailMessage
from html import escape

import pandas as pd
import pytest

from helpers import load_corpus
from helpers.corpus.extraction import extract_folder
from helpers.intake.readers import find_files
from made import clipping
from made_exports import factiva_tagged, lexis_academic, nexis_uni, proquest, reuters_sgml, stories
from nasty import within

GOODS = ["steel", "timber", "salmon", "ships", "paper", "glass", "grain", "coal", "cloth", "copper"]


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


def story(number: int) -> tuple[str, list[str]]:
    """A headline and paragraphs that no other story has."""
    chance = random.Random(number)
    good, other = chance.sample(GOODS, 2)
    names = ["Ada Byron", "Mary Ward", "Kenji Ito", "Eva Lund", "Jon Vik", "Per Holm"]
    first, second = chance.sample(names, 2)
    share = chance.randint(3, 90)
    return (
        f"Envoys Put Off Talks on {good.title()} and {other.title()}",
        [
            f"The envoys of {chance.randint(3, 30)} countries put off their talks on {good} for "
            f"the {share}th time, and nobody could say when the quarrel about {other} would end.",
            f'"We asked for a share of {share} percent and were offered {share // 3}," said the '
            f"delegate {first}, who has led the talks on {good} since the spring of that year.",
            f"Makers of {other} told {second} that {share * 7} of them would have to close by the "
            f"end of the summer unless the duties on {good} were lifted before the harvest.",
        ],
    )


def page(number: int) -> str:
    title, paragraphs = story(number)
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        f"<html lang='en'><head><title>{title}</title></head><body><nav><a href='/'>World</a>"
        f"<a href='/b'>Business</a></nav><article><h1>{title}</h1>{body}</article>"
        "<footer>All rights reserved</footer></body></html>"
    )


def word_file(number: int) -> bytes:
    import docx

    title, paragraphs = story(number)
    document = docx.Document()
    document.add_heading(title)
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def mail(number: int) -> bytes:
    title, paragraphs = story(number)
    message = EmailMessage()
    message["Subject"] = title
    message["From"] = "Press Office <press@harbour.example>"
    message["Date"] = "Tue, 03 May 1994 10:00:00 +0000"
    message.set_content("\n\n".join(paragraphs))
    return message.as_bytes()


def plain(number: int) -> str:
    title, paragraphs = story(number)
    return "\n\n".join([title, *paragraphs]) + "\n"


def rows(numbers: range) -> list[dict[str, str]]:
    return [
        {"title": story(n)[0], "text": "\n".join(story(n)[1]), "date": f"1994-05-{n % 28 + 1:02d}"}
        for n in numbers
    ]


def packed(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return out.getvalue()


def tarred(members: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w:gz") as archive:
        for name, data in members.items():
            about = tarfile.TarInfo(name)
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return out.getvalue()


def parquet(numbers: range) -> bytes:
    out = io.BytesIO()
    pd.DataFrame(rows(numbers)).to_parquet(out)
    return out.getvalue()


def rtf(number: int) -> bytes:
    title, paragraphs = story(number)
    return ("{\\rtf1\\ansi " + "\\par\n".join([title, *paragraphs]) + "}").encode()


def tdm_record(number: int) -> bytes:
    title, paragraphs = story(number)
    text = escape("".join(f"<p>{paragraph}</p>" for paragraph in paragraphs))
    return (
        f"<RECORD><GOID>{number}</GOID><Obj><TitleAtt><Title>{escape(title)}</Title></TitleAtt></Obj>"
        f"<TextInfo><Text>{text}</Text></TextInfo></RECORD>"
    ).encode()


GOOD = {
    "plain.txt": (plain(1).encode(), 1),
    "latin.txt": (plain(2).replace("talks", "café talks").encode("cp1252"), 1),
    "wide.txt": (plain(3).encode("utf-16"), 1),
    "page.html": (page(4).encode(), 1),
    "page.txt": (page(5).encode(), 1),
    "notes.md": (("# " + plain(6)).encode(), 1),
    "letter.docx": (word_file(7), 1),
    "rich.rtf": (rtf(8), 1),
    "mail.eml": (mail(9), 1),
    "table.csv": (pd.DataFrame(rows(range(20, 25))).to_csv(index=False).encode(), 5),
    "table.tsv": (pd.DataFrame(rows(range(30, 33))).to_csv(index=False, sep="\t").encode(), 3),
    "rows.jsonl": ("\n".join(map(json.dumps, rows(range(40, 44)))).encode(), 4),
    "rows.json": (json.dumps({"articles": rows(range(50, 52))}).encode(), 2),
    "rows.js": (f"window.news = {json.dumps(rows(range(55, 57)))};".encode(), 2),
    "rows.parquet": (parquet(range(60, 63)), 3),
    "nexis.txt": (nexis_uni(stories(4, seed=1)).encode(), 4),
    "lexis.txt": (lexis_academic(stories(3, seed=2)).encode(), 3),
    "factiva.txt": (factiva_tagged(stories(3, seed=3)).encode(), 3),
    "proquest.txt": (proquest(stories(3, seed=4)).encode(), 3),
    "record.xml": (tdm_record(59), 1),
    "reuters.sgm": (reuters_sgml(stories(3, seed=5)).encode("latin-1", "replace"), 3),
    "old.zip": (packed({f"{n}.txt": plain(n).encode() for n in range(70, 73)}), 3),
    "old.tar.gz": (tarred({f"a/{n}.html": page(n).encode() for n in range(80, 82)}), 2),
    "one.txt.gz": (gzip.compress(plain(90).encode(), mtime=0), 1),
}
BAD = {
    "empty.txt": b"",
    "blank.txt": b" \r\n\t ",
    "photo.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
    "noise.txt": random.Random(0).randbytes(200_000),
    "cut.zip": packed({"a.txt": plain(91).encode()})[:40],
    "cut.gz": gzip.compress(plain(92).encode() * 50)[:30],
    "bomb.gz": gzip.compress(b"0" * 60_000_000),
    "outside.zip": packed({"../../outside.txt": b"Nobody should find this line anywhere at all."}),
    "cut.docx": word_file(93)[:900],
    "cut.pdf": b"%PDF-1.4\n1 0 obj\n",
    "no columns.csv": b"a,b\n1,2\n3,4\n",
    "deep.html": b"<div>" * 20_000,
    "deep.json": b"[" * 100_000,
    "laughs.xml": b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "ha">]><x>&a;&a;&a;</x>',
    "cut.sgm": b"<!DOCTYPE lewis SYSTEM 'x'>\n<REUTERS NEWID='1'>\n<TEXT>",
}


@pytest.fixture(scope="module")
def mixed(tmp_path_factory):
    folder = tmp_path_factory.mktemp("mixed") / "clippings"
    folder.mkdir()
    for name, (data, _) in GOOD.items():
        (folder / name).write_bytes(data)
    for name, data in BAD.items():
        (folder / name).write_bytes(data)
    (folder / "loop").symlink_to(folder)
    os.mkfifo(folder / "pipe.txt")
    return folder


@pytest.fixture
def corpus(mixed):
    with within(120):
        return load_corpus(mixed)


def test_every_format_gives_all_its_articles_beside_everything_that_is_broken(corpus):
    read = corpus.accounts[corpus.accounts["article_id"] != ""]
    found = read.groupby("file").size().to_dict()
    wanted = {name: n for name, (_, n) in GOOD.items()}
    assert {name: found.get(name, 0) for name in wanted} == wanted
    assert corpus.articles["article_id"].is_unique


def test_everything_in_the_folder_has_a_row_and_what_is_broken_a_reason(corpus, mixed):
    accounts = corpus.accounts
    assert set(accounts["file"]) == set(find_files(mixed))
    wrong = accounts[accounts["file"].isin([*BAD, "loop", "pipe.txt"])]
    assert set(wrong["file"]) == {*BAD, "loop", "pipe.txt"}
    assert wrong.groupby("file")["reason"].agg("max").str.len().min() > 5
    assert not set(wrong["status"]) - {"empty", "skipped", "damaged"}
    assert not corpus.table("passages")["text"].str.contains("Nobody should find").any()


def test_days_that_columns_and_headers_give_are_used_and_labelled(corpus):
    articles = corpus.articles.set_index(["file", "where"])
    row = articles.loc[("table.csv", "row 1")]
    assert row["published"] == dt.date(1994, 5, 21)
    assert row["date_basis"] == "what the file says"
    cues = corpus.table("dates").set_index("article_id")
    note = cues.loc[row["article_id"], "note"]
    assert "column" in note
    assert corpus.articles.loc[corpus.articles["file"] == "nexis.txt", "published"].notna().all()


def test_extracts_of_such_a_folder_give_the_same_numbers(corpus, mixed, tmp_path):
    done = extract_folder(mixed, tmp_path / "extracts")
    assert len(done.written) == len(corpus.articles)
    again = load_corpus(tmp_path / "extracts")
    columns = ["digest", "n_words", "n_sentences", "earliest", "latest", "language", "role"]
    pd.testing.assert_frame_equal(
        corpus.articles[columns].sort_values("digest", ignore_index=True),
        again.articles[columns].sort_values("digest", ignore_index=True),
    )


def test_a_second_load_reads_nothing_through_again(corpus, mixed, tmp_path):
    cache = tmp_path / "cache"
    stamps = {path: path.stat().st_mtime_ns for path in cache.rglob("*.parquet")}
    again = load_corpus(mixed)
    assert again.accounts.equals(corpus.accounts)
    parts = {path: stamp for path, stamp in stamps.items() if path.parent.name != "folders"}
    assert parts == {path: path.stat().st_mtime_ns for path in parts}


def test_one_clipping_more_costs_one_clipping(corpus, mixed, tmp_path):
    cache = tmp_path / "cache"
    before = set(cache.rglob("articles.parquet"))
    (mixed / "new.txt").write_text(clipping(3, 1994), encoding="utf-8")
    try:
        load_corpus(mixed)
        (new,) = set(cache.rglob("articles.parquet")) - before
        assert len(pd.read_parquet(new)) == 1
    finally:
        (mixed / "new.txt").unlink()
