"""Years in the names of files, where a folder goes by them. Every text here is made up."""

import datetime as dt
import random
import zipfile

import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from helpers import load_corpus
from helpers.corpus.named_years import date_by_names

day = dt.date
SAID = "what the file says"
YEARS = (1947, 1953, 1994, 1995)
STORY = "The keepers counted the eels again, and nobody who was there was glad of what they saw."


def articles(files, ranges=(), where=None, basis="relative days and years"):
    """The columns that are read, with open ranges where none are given."""
    ranges = [*ranges, *[(None, None)] * (len(files) - len(ranges))]
    return pd.DataFrame(
        {
            "file": files,
            "where": where or [""] * len(files),
            "source": "original",
            "earliest": [first for first, _ in ranges],
            "latest": [last for _, last in ranges],
            "published": None,
            "date_basis": [basis if any(one) else "none" for one in ranges],
        }
    )


def years(table):
    return {row: int(found.cue) for row, found in date_by_names(table)[1].items()}


@pytest.mark.parametrize(
    "files",
    [
        ["1947-Truman.txt", "1953-Ike.txt", "1961-Kennedy.txt"],
        ["Truman 1947.docx", "Ike (1953).pdf", "State of the Union, Kennedy, 1961.txt"],
        ["un/1947/a.txt", "un/1953/b.txt", "un/1961/c.txt"],
        ["Truman.1947.txt", "Ike.1953.txt", "JFK.1961.txt"],
        ["1947 J. Smith.txt", "1953 J. Jones.txt", "1961 J. Brown.txt"],
        ["SOTU_1947_HST.txt", "SOTU_1953_DDE.txt", "SOTU_1961_JFK.txt"],
    ],
)
def test_years_in_one_place_of_all_names_are_read(files):
    dated, found = date_by_names(articles(files))
    assert [one.cue for one in found.values()] == ["1947", "1953", "1961"]
    assert dated["earliest"].tolist() == [day(1947, 1, 1), day(1953, 1, 1), day(1961, 1, 1)]
    assert dated["latest"].tolist() == [day(1947, 12, 31), day(1953, 12, 31), day(1961, 12, 31)]
    assert dated["date_basis"].tolist() == [SAID] * 3


@pytest.mark.parametrize(
    "files",
    [
        ["1947-Truman.txt", "1953-Ike.txt"],
        ["1947-a.txt", "b.txt", "c.txt", "d.txt", "1953-e.txt", "1961-f.txt"],
        ["clip-0001.txt", "clip-1987.txt", "clip-1988.txt", "clip-2500.txt"],
        ["clip-1987.txt", "clip-1988.txt", "clip-1989.txt", "clip-1990.txt"],
        ["1945-1947 a.txt", "1950-1953 b.txt", "1961-1963 c.txt"],
        ["clip-1987.txt.gz", "clip-1988.txt.gz", "clip-1989.txt.gz"],
        ["Box 1851/a.txt", "Box 1852/b.txt", "Box 1853/c.txt"],
        ["agenda-2030-water.txt", "agenda-2030-oil.txt", "agenda-2030-fish.txt"],
    ],
)
def test_numbers_that_need_not_be_years_are_left_alone(files):
    table = articles(files)
    dated, found = date_by_names(table)
    assert found == {}
    pd.testing.assert_frame_equal(dated, table)


def test_names_that_differ_by_the_number_alone_need_texts_that_bear_them_out():
    files = [f"clip-{year}.txt" for year in range(1990, 1996)]
    own = [(day(year, 2, 1), day(year, 3, 1)) for year in range(1990, 1996)]
    assert years(articles(files, own[:4])) == {}
    assert years(articles(files, own[:5])) == dict(enumerate(range(1990, 1996)))


def test_of_a_folder_and_a_file_of_different_years_neither_is_taken():
    inside = ["1947/1914-a.txt", "1947/1939-b.txt", "1947/1945-c.txt"]
    assert years(articles([*inside, "1948/eels.txt", "1949/carp.txt"])) == {3: 1948, 4: 1949}


def test_texts_that_leave_an_end_open_bear_nothing_out():
    files = [f"clip-{year}.txt" for year in range(2001, 2011)]
    assert years(articles(files, [(day(1985, 1, 1), None)] * 10)) == {}


def test_a_best_guess_of_another_year_is_dropped():
    files = ["1947-a.txt", "1953-b.txt", "1961-c.txt"]
    guessed = articles(files, [(day(1940, 1, 1), day(1970, 1, 1))] * 3)
    dated, _ = date_by_names(guessed.assign(published=day(1953, 3, 4)))
    assert dated["published"].tolist() == [None, day(1953, 3, 4), None]


def test_texts_of_other_years_show_that_the_names_tell_what_texts_are_about():
    files = ["1947-zoo.txt", "1953-eels.txt", "1961-carp.txt"]
    later = [(day(2015, 1, 1), None), (day(2015, 1, 1), None), (None, None)]
    table = articles(files, later)
    dated, found = date_by_names(table)
    pd.testing.assert_frame_equal(dated, table, check_dtype=False)
    assert not any(one.used for one in found.values())
    doubt = "set aside: contradicted by 2 of 2 dated texts of files named so"
    assert [one.note for one in found.values()] == [
        f"the folder names its files by year: {year} ({doubt})" for year in (1947, 1953, 1961)
    ]


def test_a_file_that_bears_out_its_folder_is_believed_whatever_files_beside_it_say():
    names = [f"{year}/{year}-{who}.txt" for year in (1947, 1953, 1961) for who in "abcd"]
    others = [(day(2015, 1, 1), None)] * 2 + [(None, None)] * 10
    assert set(years(articles(names, others))) == set(range(12))


def test_a_text_that_contradicts_its_name_is_believed():
    files = [f"{1950 + i}-{'abcdefghijkl'[i]}.txt" for i in range(12)]
    own = [(day(1950 + i, 1, 1), None) for i in range(11)] + [(day(1999, 1, 1), None)]
    dated, found = date_by_names(articles(files, own))
    assert not found[11].used
    assert found[11].note.endswith("(set aside: contradicted by the text)")
    assert dated["earliest"][11] == day(1999, 1, 1)
    assert dated["latest"][11] is None
    assert dated["latest"][10] == day(1960, 12, 31)


def test_the_days_that_text_and_name_both_allow_are_left():
    files = ["1947-a.txt", "1953-b.txt", "1961-c.txt"]
    own = [(day(1947, 3, 5), day(1949, 1, 1)), (None, day(1953, 6, 1)), (day(1960, 1, 1), None)]
    dated, _ = date_by_names(articles(files, own))
    assert dated["earliest"].tolist() == [day(1947, 3, 5), day(1953, 1, 1), day(1961, 1, 1)]
    assert dated["latest"].tolist() == [day(1947, 12, 31), day(1953, 6, 1), day(1961, 12, 31)]
    assert set(dated["date_basis"]) == {f"relative days and years, {SAID}"}


def test_a_name_outdoes_hints_of_style():
    files = ["1947-a.txt", "1953-b.txt", "1961-c.txt"]
    hints = [(day(1976, 1, 1), day(2002, 1, 1))] * 3
    dated, _ = date_by_names(articles(files, hints, basis="hints of style"))
    assert dated["latest"].tolist() == [day(1947, 12, 31), day(1953, 12, 31), day(1961, 12, 31)]
    assert set(dated["date_basis"]) == {SAID}


@pytest.mark.parametrize("columns", [None, ["used"], ["kind", "used"], ["cue"]])
def test_hints_that_a_name_outdoes_are_not_said_to_be_used(tmp_path, columns):
    goods = {"1941-eels": "Eels", "1947-carp": "All the carp of that pond", "1953-bats": "A bat"}
    for name, what in goods.items():
        text = (
            f"{what} cost 3 mln dlrs.\n{what} had cost 2 mln dlrs, or 9 pct less, in the lakes.\n"
        )
        (tmp_path / f"{name}.txt").write_text(text, "utf-8")
    cues = load_corpus(tmp_path).table("dates", columns=columns)
    assert list(cues.columns) == ["article_id", *(columns or cues.columns[1:])]
    whole = load_corpus(tmp_path).table("dates")
    assert set(whole.loc[whole["kind"] == "hint", "used"]) == {False}
    assert set(whole.loc[whole["kind"] == "said", "used"]) == {True}
    assert len(cues) == len(whole)


def test_what_an_archive_holds_is_named_too():
    inside = ["talks/1947-a.txt", "talks/1953-b.txt", "talks/1961-c.txt"]
    assert years(articles(["all.zip"] * 3, where=inside)) == {0: 1947, 1: 1953, 2: 1961}
    rows = ["row 1947", "row 1953", "row 1961"]
    assert years(articles(["all.csv"] * 3, where=rows)) == {}


@given(st.lists(st.tuples(st.text("19a/-. 7", max_size=12), st.text("19a/-.", max_size=6))))
def test_any_names_are_read_without_failing(names):
    table = articles([file for file, _ in names], where=[where for _, where in names])
    dated, found = date_by_names(table)
    assert len(dated) == len(names)
    assert all(one.first.year == int(one.cue) for one in found.values())


def test_a_folder_named_by_years_has_eras_and_says_why(tmp_path):
    for year in (1947, 1948, 1994, 1995):
        (tmp_path / f"{year}-{'eels' if year % 2 else 'carp'}.txt").write_text(
            f"OSLO: {STORY} There were {year % 7} of them."
        )
    corpus = load_corpus(tmp_path)
    assert corpus.eras == ("1947–1948", "1994–1995")
    dates = corpus.table("dates", ["cue", "note", "used"])
    told = dates[dates["note"].str.startswith("the folder names its files by year")]
    assert told["cue"].tolist() == ["1947", "1948", "1994", "1995"]
    assert told["used"].all()
    assert corpus.articles["label"].tolist()[0] == "1947-eels"
    half = corpus.only(corpus.articles["article_id"][:2])
    assert half.table("dates")["note"].str.contains("names its files").sum() == 2


def test_members_of_an_archive_are_dated_by_their_own_names(tmp_path):
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        archive.writestr("eels-1994-01-30.txt", f"OSLO: {STORY}")
        archive.writestr("carp.txt", f"BERGEN: {STORY} More of it is not known.")
    found = load_corpus(tmp_path).articles.set_index("where")
    assert str(found.loc["eels-1994-01-30.txt", "published"]) == "1994-01-30"
    assert found.loc["carp.txt", "date_basis"] == "none"


@pytest.mark.parametrize("form", ["folder", "zip", "table"])
def test_an_extract_is_dated_as_its_original_is(tmp_path, form):
    from helpers.corpus.extraction import extract_folder

    originals, extracts = tmp_path / "originals", tmp_path / "extracts"
    originals.mkdir()
    texts = {
        f"{y}-{'abc'[y % 3]}.txt": f"OSLO: {STORY} It was {y % 9}. Two cost 3 mln dlrs."
        for y in YEARS
    }
    if form == "folder":
        for name, text in texts.items():
            (originals / name).write_text(text)
    elif form == "zip":
        with zipfile.ZipFile(originals / "all.zip", "w") as archive:
            for name, text in texts.items():
                archive.writestr(name, text)
    else:
        rows = "\n".join(f'"{text}"' for text in texts.values())
        (originals / "1947-talks.csv").write_text(f"text\n{rows}\n")
    extract_folder(originals, extracts)
    kept = ["earliest", "latest", "date_basis", "era"]
    loaded = [load_corpus(folder) for folder in (originals, extracts)]
    ranges, again = (corpus.articles[kept].to_numpy().tolist() for corpus in loaded)
    assert ranges == again
    cues, again = (sorted(c.table("dates")[["note", "used"]].to_numpy().tolist()) for c in loaded)
    assert cues == again
    named = [day(1947, 1, 1), day(1947, 12, 31), SAID]
    hinted = [day(1960, 1, 1), day(2003, 12, 31), "hints of style"]
    assert ranges[0][:3] == (hinted if form == "table" else named)


def test_articles_without_a_headline_go_by_the_name_or_by_author_and_year(tmp_path):
    for year in (1947, 1953, 1961):
        (tmp_path / f"{year}-{'abc'[year % 3]}.txt").write_text(f"OSLO: {STORY} It was {year % 9}.")
    assert load_corpus(tmp_path).articles["label"].tolist() == ["1947-a", "1953-a", "1961-c"]
    scans = tmp_path / "scans"
    for year, name in ((1947, "scan"), (1953, "scan"), (1961, " ")):
        (scans / str(year)).mkdir(parents=True)
        (scans / str(year) / f"{name}.txt").write_text(f"OSLO: {STORY} It was {year % 9}.")
    assert load_corpus(scans).articles["label"].tolist() == ["scan, 1947", "scan, 1953", "1961"]
    table = tmp_path / "table"
    table.mkdir()
    rows = [f'{year},Ada {"ABC"[year % 3]},"{STORY} It was {year % 9}."' for year in (1947, 1953)]
    (table / "all.csv").write_text("\n".join(["year,speaker,text", *rows]))
    assert load_corpus(table).articles["label"].tolist() == ["Ada A, 1947", "Ada A, 1953"]


@pytest.fixture(scope="module")
def speeches(tmp_path_factory):
    """One speech a year; the later half speaks of carp, and two speeches of rowing, one mostly."""
    folder = tmp_path_factory.mktemp("speeches")
    syllables = [a + b for a in "bdfgklmnprst" for b in "aeiou"]
    for year in range(1960, 2008):
        chance = random.Random(year)
        drawn = ["".join(chance.choices(syllables, k=3)) for _ in range(80)]
        said = " ".join(f"The {word} was {chance.choice(drawn)}." for word in drawn)
        subject = "carp and their ponds" if year >= 1985 else "eels and their nets"
        rowing = "The keepers were rowing. " * {1962: 40, 1963: 1}.get(year, 0)
        text = f"OSLO: They spoke of {subject}. {said} {rowing}They spoke of {subject} again."
        (folder / f"{year}-{'abc'[year % 3]}.txt").write_text(text)
    return load_corpus(folder)


def test_headlines_that_come_again_go_by_their_year(tmp_path):
    for n, date in enumerate(("May 2, 1994", "May 3, 1995", "May 4, 1995")):
        head = f"Talks On The Eels Fail Again\n\n{date}\n\n"
        (tmp_path / f"{n}.txt").write_text(f"{head}OSLO (AP) - {STORY} It was {n}.\n{STORY * 2}")
    assert load_corpus(tmp_path, duplicates="keep").articles["label"].tolist() == [
        "Talks On The Eels Fail Again, 1994",
        "Talks On The Eels Fail Again, 1995",
        "Talks On The Eels Fail Again, 1995 (2)",
    ]


def test_where_no_gap_parts_the_eras_pages_and_methods_say_so(speeches):
    from helpers import compare_eras
    from helpers.reporting.methods import methods_paragraph
    from helpers.reporting.remarks import composition, corpus

    assert speeches.eras == ("1960–1984", "1985–2007")
    assert speeches.halved_at == day(1985, 1, 1)
    sentence = "No gap stands out in these years: they are halved at 1985, a round year like others"
    assert sentence in corpus.what_is_here(speeches)
    assert "what the articles and their files say, there are 2 eras" in corpus.what_is_here(
        speeches
    )
    comparison = compare_eras(speeches)
    assert sentence in composition.made_of(comparison.composition, speeches.halved_at)
    paragraph = methods_paragraph(comparison, speeches)
    assert "no gap stands out, and the border, 1985, is a round year." in paragraph
    assert "48 of them with what the file or its name says" in paragraph


def test_eras_that_somebody_names_are_not_called_halves(speeches):
    named = load_corpus(speeches.folder, eras={"a": [1960, 1984], "b": [1985, 2007]})
    assert named.halved_at is None


def test_the_first_sentence_names_only_terms_that_can_be_told_apart(speeches):
    from helpers import compare_eras
    from helpers.reporting.remarks import eras

    comparison = compare_eras(speeches)
    told = eras.how_they_differ(comparison)
    assert "**1985–2007** speaks more than the rest of" in told
    assert "*carp*" in told
    assert "rowing" in set(comparison.key_terms(10).index)
    assert "rowing" not in told
