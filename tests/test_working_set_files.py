"""Working sets on disk: what they keep of their folder, and what may not break or replace what."""

import json
from pathlib import Path

import pytest

from helpers import load_corpus
from helpers.analysis.working_sets.filters import ActorFilter, PlaceFilter, WordFilter
from helpers.corpus.extraction import extract_folder
from helpers.corpus.saving import save_working_set
from helpers.corpus.working_sets import FILE_NAME, read_working_set
from helpers.errors import DatelinesError
from helpers.intake.readers import find_files
from helpers.reporting.workbench.choosing import index_of
from helpers.reporting.workbench.desk import Workbench
from helpers.reporting.workbench.saving import saved_filters
from made import clipping, folder_of_clippings


@pytest.fixture
def folder(tmp_path):
    return folder_of_clippings(tmp_path / "news", 8)


@pytest.fixture
def corpus(folder):
    return load_corpus(folder)


def ids_of(corpus, n=3):
    return list(corpus.articles["article_id"][:n])


@pytest.fixture
def out(corpus, folder, tmp_path):
    save_working_set(corpus, ids_of(corpus), tmp_path / "set", source=folder)
    return tmp_path / "set"


def contents(folder):
    return {path.name: path.read_bytes() for path in folder.iterdir() if path.is_file()}


def changed(out, **entries):
    path = out / FILE_NAME
    content = json.loads(path.read_text(encoding="utf-8")) | entries
    path.write_text(json.dumps(content), encoding="utf-8")


# Extracts replace nothing but extracts


def json_originals(folder):
    folder.mkdir()
    for number in range(6):
        lines = clipping(number, 1994).splitlines()
        story = {"headline": lines[0], "text": "\n\n".join(lines[3:7]), "date": "1994-05-03"}
        (folder / f"s{number}.json").write_text(json.dumps(story), encoding="utf-8")
    return folder


def test_extracts_of_a_set_never_replace_the_originals(tmp_path):
    source = json_originals(tmp_path / "originals")
    corpus = load_corpus(source)
    out = tmp_path / "set"
    save_working_set(corpus, ids_of(corpus), out, source=source)
    before = contents(source)
    (tmp_path / "link").symlink_to(source, target_is_directory=True)
    for place in (source, tmp_path / "link", tmp_path / "set" / ".." / "originals"):
        with pytest.raises(DatelinesError, match="need a folder of their own"):
            extract_folder(out, place)
    for place in (out, out / "extracts"):
        with pytest.raises(DatelinesError, match=r"folder of their own|lie in the working set"):
            extract_folder(out, place)
    assert contents(source) == before
    assert len(load_corpus(out).articles) == 3


def test_a_file_that_is_no_extract_is_not_replaced_by_one(tmp_path):
    source = json_originals(tmp_path / "a")
    mine = json_originals(tmp_path / "b")
    (mine / "s0.json").unlink()
    before = contents(mine)
    done = extract_folder(source, mine)
    assert done.written == ("s0.json",)
    assert [file for file, _ in done.problems] == [f"s{number}.json" for number in range(1, 6)]
    assert "its extract would replace 's1.json', which is none" in done.problems[0][1]
    assert {name: contents(mine)[name] for name in before} == before
    again = extract_folder(source, tmp_path / "c")
    assert len(again.written) == len(extract_folder(source, tmp_path / "c").written) == 6


def test_extracts_of_extracts_are_said_to_be_there_already(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    corpus = load_corpus(tmp_path / "extracts")
    save_working_set(corpus, ids_of(corpus), tmp_path / "set", source=tmp_path / "extracts")
    with pytest.raises(DatelinesError, match="are extracts already: hand on the folder 'extracts'"):
        extract_folder(tmp_path / "set", tmp_path / "again")


# Where a set may lie


def test_a_set_is_not_saved_among_clippings_or_in_another_set(corpus, folder, out):
    for target in (folder / "set", folder / "deep" / "set"):
        with pytest.raises(DatelinesError, match="would lie among the clippings of 'news'"):
            save_working_set(corpus, ids_of(corpus), target, source=folder)
    with pytest.raises(DatelinesError, match="would lie in the working set 'set'"):
        save_working_set(corpus, ids_of(corpus), out / "b", source=folder)
    inner = load_corpus(out)
    with pytest.raises(DatelinesError, match="would lie among the clippings of 'news'"):
        save_working_set(inner, ids_of(inner), folder / "b", source=out)
    assert load_corpus(folder).problems.empty
    assert len(load_corpus(out).articles) == 3


def test_what_windows_adds_and_sets_put_into_a_folder_are_no_clippings(folder, out):
    for place in (folder, out):
        (place / "Thumbs.db").write_bytes(b"\xd0\xcf\x11\xe0")
        (place / "desktop.ini").write_text("[.ShellClassInfo]", encoding="utf-8")
    (folder / "moved").mkdir()
    (folder / "moved" / FILE_NAME).write_bytes((out / FILE_NAME).read_bytes())
    assert find_files(folder) == [f"{number:04}.txt" for number in range(8)]
    assert load_corpus(folder).problems.empty
    assert len(load_corpus(out).articles) == 3


def test_a_list_written_anew_by_another_program_is_still_a_set(out):
    path = out / FILE_NAME
    content = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(content, indent=4), encoding="utf-8-sig")
    assert len(load_corpus(out).articles) == 3
    path.write_text(json.dumps(content, sort_keys=True), encoding="utf-8")
    assert len(load_corpus(out).articles) == 3
    path.write_text(json.dumps(content)[:-9], encoding="utf-8-sig")
    with pytest.raises(DatelinesError, match="is damaged or of another version"):
        load_corpus(out)


def test_ids_and_sources_of_another_corpus_are_refused(corpus, folder, tmp_path):
    other = folder_of_clippings(tmp_path / "other", 3)
    with pytest.raises(DatelinesError, match=r"does not have 1 article .* \(nobody\)"):
        save_working_set(corpus, [*ids_of(corpus), "nobody"], tmp_path / "set", source=folder)
    with pytest.raises(DatelinesError, match="'news' was not loaded from"):
        save_working_set(corpus, ids_of(corpus), tmp_path / "set", source=other)
    assert not (tmp_path / "set").exists()


# What a set keeps


def test_what_counts_once_is_kept_with_a_set(folder, tmp_path):
    text = (folder / "0001.txt").read_text(encoding="utf-8")
    shorter = "\n".join(text.splitlines()[:-2]) + "\n"
    (folder / "short.txt").write_text(shorter, encoding="utf-8")
    once, kept = load_corpus(folder), load_corpus(folder, duplicates="keep")
    assert (once.articles["duplicate_of"] != "").sum() == 1
    every = list(kept.articles["article_id"])
    save_working_set(kept, every, tmp_path / "all", source=folder)
    loaded = load_corpus(tmp_path / "all")
    assert (loaded.articles["duplicate_of"] == "").all()
    near = load_corpus(tmp_path / "all", duplicates="near")
    assert (near.articles["duplicate_of"] != "").sum() == 1
    longest = load_corpus(folder, representative="longest")
    save_working_set(longest, every, tmp_path / "longest", source=folder)
    assert load_corpus(tmp_path / "longest").representative == "longest"
    changed(tmp_path / "all", duplicates="perhaps")
    with pytest.raises(DatelinesError, match="duplicates cannot be 'perhaps'"):
        load_corpus(tmp_path / "all")


@pytest.mark.parametrize("eras", ["auto", {}, None])
def test_eras_that_nobody_named_stay_found(corpus, folder, tmp_path, eras):
    save_working_set(corpus, ids_of(corpus), tmp_path / "set", source=folder, eras=eras)
    assert not read_working_set(tmp_path / "set").named


def test_a_set_of_a_set_keeps_eras_that_none_of_its_articles_has(folder, tmp_path):
    eras = {"then": [1990, 1999], "later": [2000, 2030]}
    corpus = load_corpus(folder, eras=eras)
    then = list(corpus.articles.query("era == 'then'")["article_id"])
    assert 1 < len(then) < len(corpus.articles)
    one, two = tmp_path / "one", tmp_path / "two"
    save_working_set(corpus, then, one, source=folder, eras=eras)
    inner = load_corpus(one)
    assert (inner.eras, inner.spans) == (("then",), corpus.spans)
    assert corpus.only(then).spans == corpus.spans
    save_working_set(inner, then[:1], two, source=one)
    assert read_working_set(two).spans == corpus.spans
    assert load_corpus(two).spans == corpus.spans


def test_filters_of_a_set_that_the_folder_cannot_be_asked_for_are_not_kept(
    corpus, folder, tmp_path
):
    def filters(*chosen):
        return [one.as_data() for one in chosen]

    one, two, three = (tmp_path / name for name in ("one", "two", "three"))
    place, word, actor = PlaceFilter(("Oslo",)), WordFilter("salmon"), ActorFilter("Eva Lund")
    ids = ids_of(corpus, 8)
    save_working_set(corpus, ids, one, source=folder, filters=filters(place, actor))
    inner = load_corpus(one)
    save_working_set(inner, ids, two, source=one, filters=filters(word))
    save_working_set(inner, ids, three, source=one, filters=filters(word, actor), told="All.")
    assert saved_filters(one) == (place, actor)
    assert saved_filters(two) == (place, actor, word)
    told = read_working_set(three).told
    assert told.startswith("All. Actors and topics were found anew within the working set")
    with pytest.raises(DatelinesError, match="load it as a corpus instead"):
        saved_filters(three)


# What is wrong with a list, or with its articles


@pytest.mark.parametrize(
    "eras",
    [
        {"undated": ["1994-01-01", "1994-12-31"]},
        {"": ["1994-01-01", "1994-12-31"]},
        {"a": ["1994-12-31", "1994-01-01"]},
        {"a": ["1994-01-01", "1995-12-31"], "b": ["1995-01-01", "1996-12-31"]},
        {"a\x1b[2J": ["1994-01-01", "1994-12-31"]},
        {"a": [10**30, 10**31]},
        ["a"],
    ],
)
def test_eras_that_make_no_sense_are_a_damage(out, eras):
    changed(out, eras=eras)
    with pytest.raises(DatelinesError, match="is damaged or of another version"):
        load_corpus(out)


@pytest.mark.parametrize("source", ["x" * 100_000, "../a\x1b[2J", "../\ud800", "../a\0b"])
def test_a_source_that_cannot_be_is_told_in_one_line_that_can_be_shown(out, source):
    changed(out, source=source)
    with pytest.raises(DatelinesError, match="was chosen from a folder") as told:
        load_corpus(out)
    assert str(told.value).isprintable()
    assert len(str(told.value)) < 700


def test_a_source_or_columns_of_another_kind_are_a_damage(out):
    for entries in ({"source": 5}, {"source": None}, {"columns": {"colour": "b"}, "source": "."}):
        changed(out, **entries)
        with pytest.raises(DatelinesError, match="is damaged or of another version"):
            load_corpus(out)


def test_a_source_that_is_gone_is_named_as_seen_from_the_set(out, folder, tmp_path):
    folder.rename(tmp_path / "elsewhere")
    with pytest.raises(DatelinesError, match=r"is not at '\.\./news' as seen from there") as told:
        load_corpus(out)
    assert str(tmp_path) not in str(told.value)


def test_corrections_that_correct_nothing_in_the_set_are_told(corpus, folder, out):
    inside, outside = corpus.articles["article_id"].iloc[[0, 5]]
    rows = "article,line,kind\n{},999,teaser\n"
    (folder / "corrections.csv").write_text(rows.format(inside), encoding="utf-8")
    [problem] = load_corpus(out).problems.to_dict("records")
    assert problem["file"] == "corrections.csv"
    assert problem["reason"].startswith(
        f"corrects 1 line that no article has (line 999 of {inside}"
    )
    (folder / "corrections.csv").write_text(rows.format(outside), encoding="utf-8")
    assert len(load_corpus(folder).problems) == 1
    assert load_corpus(out).problems.empty


def test_why_an_article_of_a_set_may_be_missing_is_told(corpus, folder, out):
    first = folder / corpus.articles["file"].iloc[0]
    first.rename(folder.parent / "away.txt")
    first.symlink_to(folder.parent / "away.txt")
    [problem] = load_corpus(out).problems.to_dict("records")
    assert problem["file"] == FILE_NAME
    assert problem["reason"].endswith(
        f"(1 file there could not be read, the first: {first.name}: a link: links are not "
        "followed, put a copy of the file here)"
    )


def test_what_is_said_of_a_saved_set_names_no_place_that_is_not_there(
    corpus, folder, tmp_path, monkeypatch
):
    index = index_of(corpus, None, 0)
    monkeypatch.chdir(tmp_path)
    for save_as in ("x1", "deep/er/x1", tmp_path / "far" / "x1"):
        desk = Workbench(index, source=folder, save_as=save_as)
        told = desk.save("x1")
        assert told.startswith("Saved as “x1”: 8 articles.")
        assert "/" not in told
        readme = (desk.place("x1") / "README.md").read_text(encoding="utf-8")
        assert 'in the folder that it lies in,\n\n    datelines report --corpus "x1"' in readme
        assert len(load_corpus(Path(desk.place("x1"))).articles) == 8
