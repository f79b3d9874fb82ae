"""Archives give what their members hold, within bounds, and write and follow nothing."""

import gzip
import io
import os
import stat
import struct
import tarfile
import warnings
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from helpers.intake.formats.archives import read_gzip, read_tar, read_zip
from helpers.intake.formats.unpacking import bad_name
from made_exports import apart, lines_with, nexis_uni, source_of, stories

TEXT = "OSLO: Talks on the quay failed again, and nobody was glad of it."
MANY = [(f"1994/{i}.txt", f"{TEXT} It was number {i}.") for i in range(500)]


def zipped(members, method=zipfile.ZIP_DEFLATED):
    file = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(file, "w", method) as archive:
        warnings.simplefilter("ignore")
        for name, content in members:
            archive.writestr(name, content)
    return file.getvalue()


def tarred(members, mode="w", format_=tarfile.PAX_FORMAT):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode=mode, format=format_) as archive:
        for name, content in members:
            about = tarfile.TarInfo(name)
            data = content.encode() if isinstance(content, str) else content
            about.size = len(data)
            archive.addfile(about, io.BytesIO(data))
    return file.getvalue()


def linked(*kinds):
    file = io.BytesIO()
    with tarfile.open(fileobj=file, mode="w") as archive:
        for i, kind in enumerate(kinds):
            about = tarfile.TarInfo(f"{i}.txt")
            about.type = kind
            about.linkname = "/etc/hosts"
            archive.addfile(about)
    return file.getvalue()


def unzip(data, name="a.zip", **limits):
    return apart(read_zip(source_of(data, name, **limits)))


def untar(data, name="a.tar", **limits):
    return apart(read_tar(source_of(data, name, **limits)))


def gunzip(data, name="a.txt.gz", **limits):
    return apart(read_gzip(source_of(data, name, **limits)))


WAYS = {
    "zip": (unzip, zipped),
    "stored zip": (unzip, lambda members: zipped(members, zipfile.ZIP_STORED)),
    "tar": (untar, tarred),
    "old tar": (untar, lambda members: tarred(members, format_=tarfile.USTAR_FORMAT)),
    "GNU tar": (untar, lambda members: tarred(members, format_=tarfile.GNU_FORMAT)),
    "tar.gz": (lambda data, **how: gunzip(data, "a.tar.gz", **how),
               lambda members: tarred(members, "w:gz")),
    "tgz": (lambda data, **how: gunzip(data, "a.tgz", **how),
            lambda members: tarred(members, "w:gz")),
}  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_five_hundred_members_are_five_hundred_clippings_in_order(way):
    read, write = WAYS[way]
    captures, refusals = read(write(MANY))
    assert refusals == []
    assert [(c.where, c.text) for c in captures] == MANY


@pytest.mark.parametrize("way", WAYS)
def test_names_that_lead_elsewhere_are_refused_and_nothing_is_written(way, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    read, write = WAYS[way]
    names = ["../../up.txt", "/root.txt", "C:\\disk.txt", "a/../../b.txt", "..\\c.txt"]
    captures, refusals = read(write([*((name, TEXT) for name in names), ("good.txt", TEXT)]))
    assert [c.where for c in captures] == ["good.txt"]
    assert [(r.where, r.status) for r in refusals] == [(name, "skipped") for name in names]
    assert list(tmp_path.iterdir()) == []


def test_names_that_are_none_are_refused():
    assert bad_name("a\0.txt")
    assert bad_name("")
    assert bad_name("/")
    assert bad_name("1994/a.txt") == ""


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "C:\\a.txt", "/"])
def test_whoever_packed_a_name_that_is_refused_is_told_what_to_do(name):
    assert bad_name(name).endswith(": unpack it and put the file here")


def test_a_member_without_a_name_is_told():
    data = zipped([("a.txt", TEXT), ("b.txt", TEXT)]).replace(b"b.txt", b"\0.txt")
    captures, refusals = unzip(data)
    assert len(captures) == 1
    assert [r.reason for r in refusals] == ["its name is no name: unpack it and put the file here"]


def test_control_characters_in_names_are_shown_as_escapes():
    captures, _ = untar(tarred([("a\x1b[31m\n.txt", TEXT)]))
    assert captures[0].where == "a\\x1b[31m\\n.txt"


def test_links_and_devices_are_refused_and_not_followed():
    kinds = [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.BLKTYPE, tarfile.FIFOTYPE]
    captures, refusals = untar(linked(*kinds))
    assert captures == []
    assert {r.reason for r in refusals} == {
        "a link or a device: put a copy of the file into the archive"
    }
    assert len(refusals) == 5
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        about = zipfile.ZipInfo("link.txt")
        about.external_attr = (stat.S_IFLNK | 0o777) << 16
        archive.writestr(about, "/etc/hosts")
    captures, refusals = unzip(file.getvalue())
    assert (captures, len(refusals)) == ([], 1)


def test_encrypted_members_are_refused_and_the_others_read():
    data = bytearray(zipped([("a.txt", TEXT), ("b.txt", TEXT)]))
    place = data.index(b"PK\x01\x02")
    data[place + 8] |= 1
    captures, refusals = unzip(bytes(data))
    assert [c.where for c in captures] == ["b.txt"]
    assert "encrypted" in refusals[0].reason


@pytest.mark.parametrize("way", WAYS)
def test_the_same_name_twice_gives_two_clippings(way):
    read, write = WAYS[way]
    names = ["a.txt", "a.txt", "A.txt"]
    captures, _ = read(write([(name, f"{TEXT} Number {i}.") for i, name in enumerate(names)]))
    assert [c.where for c in captures] == ["a.txt", "a.txt (2)", "A.txt"]
    assert len({c.digest for c in captures}) == 3


@pytest.mark.parametrize("way", WAYS)
def test_hidden_members_are_counted(way):
    read, write = WAYS[way]
    hidden = ["__MACOSX/._a.txt", ".DS_Store", "1994/.hidden/b.txt", "1994/Thumbs.db", "README.md",
              "PaxHeader/a.txt", "1994/Icon\r"]  # fmt: skip
    captures, refusals = read(write([("a.txt", TEXT), *((name, "x") for name in hidden)]))
    assert len(captures) == 1
    assert [(r.where, r.status) for r in refusals] == [("hidden files", "skipped")]
    assert refusals[0].reason.startswith("7 files are hidden")


def test_members_are_read_by_their_format_and_told_with_their_place():
    members = [
        ("empty.txt", ""), ("t.csv", "date,text\n1994-05-03,Talks failed.\n"),
        ("l.jsonl", '{"text": "One."}\n'), ("e.json", '{"format": "datelines extract 2"}'),
        ("n.txt", nexis_uni(stories(3))), ("z.zip", zipped([("deep.txt", TEXT)])),
        ("g.txt.gz", gzip.compress(TEXT.encode())),
    ]  # fmt: skip
    captures, refusals = unzip(zipped(members))
    assert [c.where for c in captures] == [
        "t.csv row 1", "l.jsonl row 1", "n.txt document 1", "n.txt document 2", "n.txt document 3",
        "z.zip/deep.txt", "g.txt.gz/g.txt",
    ]  # fmt: skip
    assert lines_with(captures[2], "body")
    assert [(r.where, r.status) for r in refusals] == [
        ("empty.txt", "empty"), ("e.json", "skipped"), ("n.txt cover page", "skipped"),
    ]  # fmt: skip


@pytest.mark.parametrize("way", WAYS)
def test_a_bomb_ends_the_reading_of_its_archive(way):
    read, write = WAYS[way]
    members = [("good.txt", TEXT), ("bomb.txt", "a" * 5_000_000), ("after.txt", TEXT)]
    captures, refusals = read(write(members), article=1 << 20, unpacked=1 << 21)
    assert [c.where for c in captures] == ["good.txt"]
    assert [(r.where, r.status) for r in refusals] == [("rest", "skipped")]
    assert "would unpack to more than" in refusals[0].reason


def test_the_ratio_is_counted_and_not_believed():
    data = bytearray(zipped([("bomb.txt", "a" * 5_000_000)]))
    place = data.index(b"PK\x01\x02")
    data[place + 24 : place + 28] = struct.pack("<I", 10)  # it claims ten bytes
    captures, refusals = unzip(bytes(data), article=1 << 20)
    assert captures == []
    assert refusals
    data = zipped([("bomb.txt", "a" * 5_000_000)])
    captures, refusals = unzip(data, article=1 << 20)
    assert captures == []
    assert "more than 200 times its size" in refusals[0].reason


def test_a_bomb_inside_archives_is_counted_over_all_of_them():
    inner = zipped([("a.txt", "a" * 900_000)])
    outer = zipped([(f"{i}.zip", inner) for i in range(9)], zipfile.ZIP_STORED)
    captures, refusals = unzip(outer, article=1 << 20, unpacked=1 << 21)
    assert 1 <= len(captures) < 3
    assert any("would unpack to more than" in r.reason for r in refusals)


def test_a_packed_bomb_of_one_file_gives_nothing():
    data = gzip.compress(b"a" * 30_000_000)
    captures, refusals = gunzip(data)
    assert captures == []
    assert [(r.where, r.status) for r in refusals] == [("", "skipped")]


def test_archives_inside_archives_are_read_to_a_depth():
    data = zipped([("good.txt", TEXT)])
    for i in range(2):
        data = zipped([("good.txt", TEXT), (f"{i}.zip", data)])
    captures, refusals = unzip(data)
    assert (len(captures), refusals) == (3, [])
    for i in range(2, 6):
        data = zipped([("good.txt", TEXT), (f"{i}.zip", data)])
    captures, refusals = unzip(data)
    assert len(captures) == 3
    assert "3 deep" in refusals[0].reason


@pytest.mark.parametrize("way", WAYS)
def test_too_many_members_end_the_reading(way):
    read, write = WAYS[way]
    captures, refusals = read(write(MANY), members=100)
    assert len(captures) == 100
    assert [(r.status, r.reason.partition(":")[0]) for r in refusals] == [
        ("skipped", "holds too many files")
    ]


def test_a_directory_too_large_to_be_true_is_not_read():
    data = bytearray(zipped([("a.txt", TEXT)]))
    data[-10:-6] = struct.pack("<I", 2**31)
    captures, refusals = unzip(bytes(data))
    assert captures == []
    assert "too many files" in refusals[0].reason


@pytest.mark.parametrize("way", WAYS)
def test_a_cut_archive_keeps_its_good_members(way):
    read, write = WAYS[way]
    members = [(f"{i}.txt", os.urandom(6000).hex() + TEXT) for i in range(20)]
    data = write(members)
    captures, refusals = read(data[: len(data) // 2])
    assert 5 <= len(captures) < 20
    assert [(c.where, c.text) for c in captures] == members[: len(captures)]
    assert "damaged" in {r.status for r in refusals}


@pytest.mark.parametrize("method", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED])
def test_an_archive_that_ends_in_one_inside_it_loses_no_file(method):
    inner = zipped([("c.txt", f"{TEXT} C")])
    whole = zipped([("a.txt", f"{TEXT} A"), ("b.zip", inner), ("d.txt", f"{TEXT} D")], method)
    captures, refusals = unzip(whole[:-40])
    assert [capture.text[-1] for capture in captures] == ["A", "C", "D"]
    assert "the archive is damaged or breaks off" in refusals[-1].reason


def test_archives_joined_to_one_file_are_all_read():
    one, other = (zipped([(f"{name}.txt", f"{TEXT} {name}")]) for name in "ab")
    captures, refusals = unzip(one + other)
    assert [capture.text[-1] for capture in captures] == ["a", "b"]
    assert [refusal.status for refusal in refusals] == ["damaged"]


def test_an_archive_behind_a_program_that_unpacks_it_is_whole():
    captures, refusals = unzip(b"MZ" + bytes(400) + zipped([("a.txt", TEXT)]))
    assert [capture.text for capture in captures] == [TEXT]
    assert refusals == []


@pytest.mark.parametrize("way", WAYS)
def test_an_archive_cut_after_its_last_member_is_told(way):
    read, write = WAYS[way]
    data = write(MANY[:3])
    cut = data[:1024] if way[-3:] == "tar" else data[:-9]
    captures, refusals = read(cut)
    assert 1 <= len(captures) <= 3
    assert "damaged" in {r.status for r in refusals}


def test_a_cut_packed_file_is_read_as_far_as_it_goes_and_marked():
    data = gzip.compress("\n".join(f"Line {i} of the text is here." for i in range(999)).encode())
    captures, refusals = gunzip(data[: len(data) // 2])
    assert captures[0].text.startswith("Line 0 of the text")
    assert "breaks off" in captures[0].damage[-1]
    assert [r.status for r in refusals] == ["damaged"]


def test_a_member_that_claims_gigabytes_in_a_header_costs_no_memory():
    about = tarfile.TarInfo("a.txt")
    about.type = tarfile.XHDTYPE
    about.size = 2**33
    data = about.tobuf(tarfile.GNU_FORMAT) + b"\0" * 4096
    captures, refusals = untar(data)
    assert captures == []
    assert {r.status for r in refusals} <= {"skipped", "damaged"}
    assert refusals


def test_empty_archives_are_told():
    assert [r.status for r in unzip(zipped([]))[1]] == ["empty"]
    assert [r.status for r in untar(tarred([]))[1]] == ["empty"]
    assert [r.status for r in gunzip(gzip.compress(b""))[1]] == ["empty"]


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 3000), st.sampled_from(sorted(WAYS)))
def test_no_bytes_make_the_readers_raise(junk, place, way):
    read, write = WAYS[way]
    data = write([("a.txt", TEXT), ("b.csv", "text\nOne.\n")])
    place %= len(data)
    for bad in (junk, data[:place] + junk + data[place:], data[:place]):
        captures, refusals = read(bad)
        assert captures or refusals
