"""A table beside the clippings says when, where and by whom each of them was printed."""

import datetime as dt
import os
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus import descriptions as module
from helpers.corpus.corrections import FILE_NAME as CORRECTIONS
from helpers.corpus.descriptions import LEAST_TEXT, Files
from helpers.corpus.extraction import extract_folder
from helpers.errors import DatelinesError
from helpers.reporting.corpus_state import look_at
from helpers.reporting.intake import account_table, summarise
from nasty import STORY

HEAD = "Ministers Put Off Decision"


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    folder = tmp_path / "clippings"
    (folder / "old").mkdir(parents=True)
    for place in ("steel.txt", "talks.txt", "old/fish.txt"):
        text = "\n\n".join([HEAD, *STORY, f"The {place[:-4]} talks go on."])
        (folder / place).write_text(text, encoding="utf-8")
    return folder


def describe(folder, *rows: str, name: str = "metadata.csv") -> None:
    (folder / name).write_text("\n".join(rows) + "\n", encoding="utf-8")


def articles(folder, **more):
    return load_corpus(folder, duplicates="keep", **more).articles.set_index("file")


def problem(folder, file: str = "metadata.csv") -> str:
    problems = load_corpus(folder).problems
    return "; ".join(problems.loc[problems["file"] == file, "reason"])


def test_files_get_what_their_rows_say(folder):
    describe(
        folder,
        "file,title,author,newspaper,date",
        "steel.txt,A Decision Put Off,Ada Byron,The Courier,1994-05-03",
        "old/fish.txt,,Bo Chen,The Post,March 1996",
    )
    found = articles(folder)
    steel, fish, talks = (found.loc[f] for f in ("steel.txt", "old/fish.txt", "talks.txt"))
    assert list(steel[["headline", "byline", "publisher"]]) == [
        "A Decision Put Off",
        "Ada Byron",
        "The Courier",
    ]
    assert steel["published"] == dt.date(1994, 5, 3)
    assert (fish["headline"], fish["byline"], fish["publisher"]) == (HEAD, "Bo Chen", "The Post")
    assert (fish["earliest"], fish["latest"]) == (dt.date(1996, 3, 1), dt.date(1996, 3, 31))
    assert (talks["headline"], talks["byline"], talks["earliest"]) == (HEAD, "", None)
    corpus = load_corpus(folder)
    assert corpus.problems.empty
    assert "metadata.csv" not in set(corpus.accounts["file"])
    assert "metadata table says 1994-05-03" in set(corpus.table("dates")["note"])


def test_a_day_in_the_table_is_evidence_that_the_text_can_contradict(folder):
    lead = STORY[0].replace("OSLO (Reuter):", "OSLO, May 6, 1994 (AP) -")
    text = "\n\n".join([HEAD, lead, *STORY[1:]])
    (folder / "steel.txt").write_text(text, encoding="utf-8")
    describe(folder, "file,date", "steel.txt,2009-01-01")
    assert articles(folder).loc["steel.txt", "published"].year == 1994
    corpus = load_corpus(folder, duplicates="keep")
    told = "metadata table says 2009-01-01 (set aside: contradicted by the text)"
    assert told in set(corpus.table("dates")["note"])
    assert account_table(corpus).set_index("file").loc["steel.txt", "date_set_aside"] == told
    assert "1 stated date set aside" in summarise(corpus)
    assert f"steel.txt: {told}" in summarise(corpus)


@pytest.mark.parametrize(
    "called",
    ["steel.txt", "STEEL.TXT", "steel", "./steel.txt", r"C:\texts\steel.txt", "texts/steel.txt"],
)
def test_files_are_known_by_path_name_or_stem(folder, called):
    describe(folder, "document,author", f"{called},Ada Byron")
    assert articles(folder).loc["steel.txt", "byline"] == "Ada Byron"
    assert problem(folder) == ""


def test_names_are_the_same_however_their_accents_are_stored(folder):
    name = "décision.txt"
    (folder / "steel.txt").rename(folder / unicodedata.normalize("NFD", name))
    describe(folder, "file,author", f"{unicodedata.normalize('NFC', name)},Ada Byron")
    assert sorted(articles(folder)["byline"]) == ["", "", "Ada Byron"]


def test_a_name_that_two_files_have_means_neither(folder):
    (folder / "old" / "steel.htm").write_text("\n\n".join(STORY), encoding="utf-8")
    describe(folder, "file,author", "old/steel.htm,Ada Byron", "steel,Bo Chen")
    found = articles(folder)["byline"]
    assert found["old/steel.htm"] == "Ada Byron"
    assert found["steel.txt"] == ""
    assert "two files or more may be called 'steel': write their paths" in problem(folder)


def test_the_column_of_files_is_found_by_what_it_holds(folder):
    for name in ("steel.txt", "talks.txt"):
        (folder / name).rename(folder / name.replace("steel", "1994").replace("talks", "1995"))
    describe(folder, "year;item;author", "1994;1995.txt;Ada Byron", "1995;1994.txt;Bo Chen")
    # Both columns name both files; the first of two as good is taken, unless one is called so.
    assert articles(folder).loc["1994.txt", "byline"] == "Ada Byron"
    describe(folder, "year;path;author", "1994;1995.txt;Ada Byron", "1995;1994.txt;Bo Chen")
    assert articles(folder).loc["1994.txt", "byline"] == "Bo Chen"


def test_a_table_in_tabs_and_one_with_columns_that_the_user_names(folder):
    describe(folder, "file\tSchreiber", "steel.txt\tAda Byron", name="Metadata.TSV")
    assert articles(folder).loc["steel.txt", "byline"] == ""
    named = articles(folder, columns={"byline": "Schreiber"})
    assert named.loc["steel.txt", "byline"] == "Ada Byron"


def test_a_table_of_clippings_is_read_as_such_whatever_it_is_called(folder):
    text = " ".join(STORY)
    assert len(text) > LEAST_TEXT
    describe(folder, "file,text", f'steel.txt,"{text}"')
    assert set(articles(folder)["where"]) == {"", "row 1"}
    describe(folder, "id,text", f'7,"{STORY[0]}"')
    assert set(articles(folder)["where"]) == {"", "row 1"}


def test_a_short_text_beside_names_of_files_is_a_description(folder):
    describe(folder, "file,text,author", "steel.txt,about steel,Ada Byron")
    found = articles(folder)
    assert set(found["where"]) == {""}
    assert found.loc["steel.txt", "byline"] == "Ada Byron"


def test_what_is_wrong_with_the_table_is_said_and_the_rest_is_used(folder):
    describe(
        folder,
        "file,author,date",
        "steel.txt,Ada Byron,3/4/1995",
        "steel.txt,Bo Chen,",
        "fsh.txt,Cy Dean,",
        "talks.txt",
    )
    assert articles(folder).loc["steel.txt", "byline"] == "Ada Byron"
    said = problem(folder)
    assert "no file of this folder is called 'fsh.txt', as a row of it says" in said
    assert "none of its rows is about 'old/fish.txt' (and 1 more)" in said
    assert "its rows about 'steel.txt' differ: the first one counts" in said
    assert "for instance '3/4/1995': write days as 1995-02-01" in said
    assert "1 row of it cannot be read (the row has 1 field and the header 3" in said


def test_rows_about_files_that_were_left_out_are_no_mistake(folder):
    files = ("steel.txt", "talks.txt", "old/fish.txt", "elsewhere.txt")
    describe(folder, "file,author", *(f"{file},Ada Byron" for file in files))
    assert problem(folder) == ""


def test_a_table_that_names_no_file_is_told_how_to(folder):
    describe(folder, "number,author", "17,Ada Byron")
    assert problem(folder) == (
        "it has no text, and none of its columns names files of this folder: write their names "
        "into a column 'file', as in 'old/fish.txt'"
    )
    assert len(articles(folder)) == 3


def test_a_table_by_another_name_is_told_its_name(folder):
    describe(folder, "file,author", "steel.txt,Ada Byron", name="index.csv")
    told = "if it describes files, put it on top of the folder as metadata.csv"
    assert told in problem(folder, "index.csv")


def test_only_files_whose_row_changed_are_read_anew(folder, monkeypatch):
    from helpers.corpus import listing

    built = []

    def watched(units, parts):
        found = missing(units, parts)
        built.extend(unit.file for unit in found)
        return found

    missing = listing._missing
    describe(folder, "file,author", "steel.txt,Ada Byron", "talks.txt,Bo Chen")
    before = look_at(folder)
    load_corpus(folder)
    monkeypatch.setattr(listing, "_missing", watched)
    load_corpus(folder)
    assert built == []
    describe(folder, "file,author", "steel.txt,Ada Byron", "talks.txt,Cy Dean")
    assert articles(folder).loc["talks.txt", "byline"] == "Cy Dean"
    assert set(built) == {"talks.txt"}
    assert look_at(folder).content != before.content


def test_what_the_table_says_stays_with_corrected_lines_and_in_extracts(folder, tmp_path):
    describe(folder, "file,author,date", "steel.txt,Ada Byron,1994-05-03")
    one = articles(folder).loc["steel.txt", "article_id"]
    (folder / CORRECTIONS).write_text(f"article,line,kind\n{one},3,teaser\n", encoding="utf-8")
    found = articles(folder).loc["steel.txt"]
    assert (found["byline"], found["published"]) == ("Ada Byron", dt.date(1994, 5, 3))
    assert found["n_removed"] == 1
    extract_folder(folder, tmp_path / "extracts")
    kept = load_corpus(tmp_path / "extracts", duplicates="keep").articles
    kept = kept.set_index("article_id").loc[one]
    assert (kept["byline"], kept["published"]) == ("Ada Byron", dt.date(1994, 5, 3))


def test_a_file_of_several_clippings_shares_what_is_true_of_all(folder):
    rows = [f'"{STORY[0]} {STORY[1]}",Cy Dean,', f'"{STORY[1]} {STORY[0]}",,The Herald']
    describe(folder, "text,author,newspaper", *rows, name="table.csv")
    describe(
        folder,
        "file,title,author,newspaper,date",
        "table.csv,All of them,Ada Byron,The Courier,1994-05-03",
    )
    found = articles(folder).loc["table.csv"].sort_values("where")
    assert list(found["byline"]) == ["Cy Dean", ""]
    assert list(found["publisher"]) == ["The Courier", "The Herald"]
    assert set(found["headline"]) == {""}
    assert set(found["published"]) == {dt.date(1994, 5, 3)}


def test_the_language_that_a_person_names_goes_before_what_the_text_looks_like(folder):
    german = "Die Minister der neun Länder haben die Entscheidung über die Zölle vertagt. "
    (folder / "de.txt").write_text(german * 3, encoding="utf-8")
    describe(folder, "file,language", "de.txt,English", "steel.txt,fr")
    assert articles(folder).loc["de.txt", "language"] == "en"
    assert problem(folder, "de.txt") == ""
    assert problem(folder, "steel.txt").startswith("written in French")


def test_the_language_of_a_file_holds_for_all_its_clippings(folder):
    rows = [f'"{STORY[0]} {STORY[1]}"', f'"{STORY[1]} {STORY[0]}"']
    describe(folder, "text", *rows, name="table.csv")
    describe(folder, "file,language", "table.csv,German")
    reasons = load_corpus(folder).problems["reason"].tolist()
    assert reasons == ["written in German: only English is counted and scored"] * 2


def test_a_path_of_other_folders_is_about_another_file(folder):
    (folder / "new").mkdir()
    (folder / "old" / "fish.txt").rename(folder / "new" / "fish.txt")
    (folder / "old" / "ship.txt").write_text("\n\n".join(STORY), encoding="utf-8")
    describe(
        folder,
        "file,author",
        "old/fish.txt,Ada Byron",
        "new/fish.txt,Bo Chen",
        "box.zip/steel.txt,Cy Dean",
        "old/talks.txt,Di Evans",
    )
    found = articles(folder)["byline"]
    assert found["new/fish.txt"] == "Bo Chen"
    assert found["talks.txt"] == ""
    (folder / "box.zip").write_bytes(b"PK")
    assert articles(folder)["byline"]["steel.txt"] == ""


def test_the_whole_path_goes_before_a_name(folder):
    describe(folder, "file,author", "fish.txt,Ada Byron", "old/fish.txt,Bo Chen")
    assert articles(folder)["byline"]["old/fish.txt"] == "Bo Chen"
    assert "its rows about 'old/fish.txt' differ" in problem(folder)


def test_names_that_differ_in_capitals_are_two_files(folder):
    (folder / "STEEL.txt").write_text("\n\n".join(STORY), encoding="utf-8")
    describe(folder, "file,author", "steel.txt,Ada Byron", "STEEL.txt,Bo Chen", "Steel.txt,Cy Dean")
    found = articles(folder)["byline"]
    assert (found["steel.txt"], found["STEEL.txt"]) == ("Ada Byron", "Bo Chen")
    assert "two files or more may be called 'Steel.txt': write their paths" in problem(folder)


def test_one_long_text_makes_no_table_of_clippings(folder):
    text = " ".join(STORY) * 2
    describe(
        folder,
        "file,author,content",
        f'steel.txt,Ada Byron,"{text}"',
        "talks.txt,Bo Chen,",
        "old/fish.txt,,",
    )
    assert set(articles(folder)["where"]) == {""}
    assert articles(folder)["byline"]["talks.txt"] == "Bo Chen"
    assert "1 text in it are not read" not in problem(folder)
    assert "1 text in it is not read, since it describes files" in problem(folder)


def test_of_columns_with_one_name_the_filled_one_counts(folder):
    describe(folder, "title,title,author,author", "steel.txt,A Decision Put Off,,Ada Byron")
    steel = articles(folder).loc["steel.txt"]
    assert (steel["headline"], steel["byline"]) == ("A Decision Put Off", "Ada Byron")
    describe(folder, "headline,text,text", f'Other Steel,,"{STORY[0]}"', name="table.csv")
    assert "Other Steel" in set(articles(folder)["headline"])


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (("steel.txt,Ada Byron", "talks.txt,Bo Chen", "fish.txt,"), "it has no header"),
        (("file,Schreiberin", "steel.txt,Ada Byron"), "no column but that with the names of files"),
        (("file,author",), "it has a header and no rows"),
        (("",), "it is empty"),
        (("file,author", "stel.txt,Ada Byron"), "names no file of this folder (one row"),
    ],
)
def test_a_table_of_which_nothing_can_be_used_says_why(folder, rows, told):
    describe(folder, *rows)
    assert told in problem(folder)
    assert len(articles(folder)) == 3


def test_a_line_that_names_the_delimiter_is_no_header(folder):
    describe(folder, "sep=;", "file;author", "steel.txt;Ada Byron, jr")
    assert articles(folder)["byline"]["steel.txt"] == "Ada Byron, jr"


def test_a_column_called_file_goes_before_one_of_years(folder):
    for old, new in (("steel.txt", "1994.txt"), ("talks.txt", "1995.txt")):
        (folder / old).rename(folder / new)
    describe(folder, "file,year", "1994.txt,1995", "1959.txt,1994")
    assert articles(folder)["earliest"]["1994.txt"] == dt.date(1995, 1, 1)
    assert "no file of this folder is called '1959.txt'" in problem(folder)


def test_markup_in_cells_is_no_part_of_names(folder):
    describe(folder, "file,title,author", "steel.txt,Steel &amp; Iron,<b>Ada</b> Byron")
    steel = articles(folder).loc["steel.txt"]
    assert (steel["headline"], steel["byline"]) == ("Steel & Iron", "Ada Byron")


def test_a_large_table_is_read_to_its_end_only_where_it_describes_files(folder, monkeypatch):
    monkeypatch.setattr(module, "SAMPLE", 2)
    asked = []

    def watched(source, most=None):
        asked.append(most)
        return read(source, most)

    read = module.read_rows
    monkeypatch.setattr(module, "read_rows", watched)
    rows = ("a.txt,Di Evans,", "b.txt,Ed Frey,", "c.txt,Flo Gray,", "steel.txt,Ada Byron,")
    describe(folder, "file,author,text", *rows)
    assert articles(folder)["byline"]["steel.txt"] == "Ada Byron"
    assert asked == [2, None]
    text = " ".join(STORY)
    describe(folder, "file,author,text", *(f'{i}.txt,Ada Byron,"{text}"' for i in range(4)))
    assert (articles(folder)["where"] == "row 4").any()
    assert asked == [2, None, 2]


def test_extracts_are_not_described_anew_and_that_is_said(folder, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    describe(tmp_path / "extracts", "file,author", "steel.json,Ada Byron", "talks.json,")
    assert "1 file that it describes is an extract" in problem(tmp_path / "extracts")


@pytest.mark.parametrize("name", ["metadata.csv", "corrections.csv"])
def test_what_is_no_plain_file_is_not_waited_for(folder, name):
    os.mkfifo(folder / name)
    if name == "corrections.csv":
        with pytest.raises(DatelinesError, match="is no plain file"):
            load_corpus(folder)
    else:
        assert "no plain file" in problem(folder)


@given(
    st.lists(st.text(alphabet="aB1./\\ é", min_size=1, max_size=6), max_size=8, unique=True),
    st.text(alphabet="aB1./\\ é", max_size=8),
)
def test_a_file_is_found_by_its_own_path(names, told):
    files = Files(names)
    assert {*files.find(told)} <= {*names}
    paths = [module._path(name) for name in names]
    for name, path in zip(names, paths, strict=True):
        if paths.count(path) == 1:
            assert files.find(name) == [name]
