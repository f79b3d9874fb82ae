"""Whatever is found in a folder is accounted for: read, cut, dated, duplicated or refused."""

import csv
import io
import zipfile

import pytest

from helpers import load_corpus
from helpers.cli import main
from helpers.corpus import LocalEngine, progress
from helpers.corpus.repeats import repeated_lines
from helpers.corpus.store import parts_folder, whole_parts, write_part
from helpers.errors import DatelinesError
from helpers.intake.lines.page_tail import SURE_AT_MOST
from helpers.reporting.intake import (
    SHOWN_BELOW,
    account_table,
    lines_to_check,
    summarise,
    versions_counted,
    write_accounts,
)
from helpers.reporting.intake_tables import account_list
from helpers.reporting.remarks.corpus import dating, pages_shown, what_is_here
from helpers.reporting.spreadsheets import LONGEST_CELL
from made import clipping, folder_of_clippings
from made_exports import proquest, stories

STATUSES = {"ok", "empty", "skipped", "damaged", "duplicate", "note"}


@pytest.fixture(autouse=True)
def own_cache(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))


@pytest.fixture
def folder(tmp_path):
    return folder_of_clippings(tmp_path / "clippings", 4)


def table_of_clippings(n: int) -> str:
    out = io.StringIO()
    rows = csv.writer(out)
    rows.writerow(["Headline", "Story"])
    for number in range(n):
        head, _, story = clipping(number, 1994).partition("\n")
        rows.writerow([head, story])
    return out.getvalue()


def test_every_file_has_a_row_with_a_status_and_a_reason(folder):
    (folder / "copy.txt").write_bytes((folder / "0001.txt").read_bytes())
    (folder / "empty.txt").touch()
    (folder / "photo.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(100))
    (folder / "link.txt").symlink_to(folder / "0000.txt")
    accounts = load_corpus(folder).accounts
    assert sorted(accounts["file"]) == sorted(p.name for p in folder.iterdir())
    told = accounts.set_index("file")
    assert told["status"].to_dict() == {
        **{f"{n:04d}.txt": "ok" for n in range(4)},
        "copy.txt": "duplicate", "empty.txt": "empty", "photo.png": "skipped",
        "link.txt": "skipped",
    }  # fmt: skip
    assert (told.loc[told["status"] != "ok", "reason"] != "").all()
    assert told.loc["copy.txt", "reason"].startswith("copy of ")


def test_a_table_of_clippings_has_a_row_each_and_slices_change_none(folder, monkeypatch, tmp_path):
    (folder / "many.csv").write_text(table_of_clippings(60), encoding="utf-8")
    options = {"columns": {"text": "Story"}, "duplicates": "keep"}
    whole = load_corpus(folder, engine=LocalEngine(1), **options)
    rows = whole.accounts[whole.accounts["file"] == "many.csv"]
    assert rows["where"].tolist() == [f"row {n}" for n in range(1, 61)]
    assert set(rows["status"]) <= {"ok", "duplicate"}
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "other"))
    monkeypatch.setattr("helpers.corpus.build.SLICE_BYTES", 4000)
    monkeypatch.setattr("helpers.corpus.build.MOST_FILES", 7)
    cut = load_corpus(folder, engine=LocalEngine(2), **options)
    assert len(whole_parts(parts_folder())) > 4
    assert whole.accounts.equals(cut.accounts)
    assert whole.articles.equals(cut.articles)
    for name in ("sentences", "lines", "sketches"):
        assert whole.table(name).equals(cut.table(name))


def test_members_of_an_archive_are_named_by_their_place(folder):
    with zipfile.ZipFile(folder / "old.zip", "w") as archive:
        archive.writestr("1994/a.txt", clipping(7, 1994))
        archive.writestr("1994/b.txt", "")
    accounts = load_corpus(folder).accounts
    rows = accounts[accounts["file"] == "old.zip"].set_index("where")["status"]
    assert rows.to_dict() == {"1994/a.txt": "ok", "1994/b.txt": "empty"}


def test_a_language_that_is_not_scored_is_set_aside_with_a_message(folder):
    sentence = "Die Minister der neun Länder haben die Entscheidung über die Zölle vertagt. "
    (folder / "de.txt").write_text(sentence * 3 + "\n" + sentence * 2, encoding="utf-8")
    corpus = load_corpus(folder)
    assert "de.txt" not in set(corpus.articles["file"])
    (reason,) = corpus.problems.loc[corpus.problems["file"] == "de.txt", "reason"]
    assert reason == "written in German: only English is counted and scored"


@pytest.mark.parametrize(
    "line",
    [
        "The Harbour Post is the voice of the coast and its people.",
        "Our paper is printed on recycled paper from Bergen by the same press and the same people "
        "as when it was founded",
    ],
)
def test_lines_that_many_stories_share_are_taken_out_and_told(tmp_path, line):
    folder, alone = tmp_path / "paper", tmp_path / "one"
    folder.mkdir()
    alone.mkdir()
    for number in range(6):
        text = clipping(number, 1994).replace("Share on Facebook", line)
        (folder / f"{number}.txt").write_text(text, encoding="utf-8")
    (alone / "0.txt").write_bytes((folder / "0.txt").read_bytes())
    single = load_corpus(alone).table("lines")
    assert single.loc[single["text"] == line, "kind"].tolist() == ["body"]
    together = load_corpus(folder).table("lines")
    assert set(together.loc[together["text"] == line, "kind"]) == {"repeated in the folder"}


MENU = "Harbour Herald Weather Ships Auctions Letters"


def test_a_menu_that_other_pages_lost_is_no_article_where_nothing_else_is_left(tmp_path):
    """Pages with no text but the same menu would else be taken for copies of one story."""
    keys = [f"k{n}" for n in range(6)]
    lines = [
        {"key": key, "line": 1, "kind": kind, "confidence": sure, "n_words": 6, "print": 77}
        for key, kind, sure in zip(
            keys, ["masthead"] * 3 + ["body"] * 3, [0.95] * 3 + [0.6] * 3, strict=True
        )
    ]
    teased = [
        {"key": key, "line": 2, "kind": kind, "confidence": sure, "n_words": 6, "print": 88}
        for key, kind, sure in zip(
            keys[:4], ["teaser"] * 3 + ["body"], [0.9] * 3 + [0.6], strict=True
        )
    ]
    write_part({"lines": [row | {"text": MENU} for row in [*lines, *teased]]}, tmp_path)
    (part,) = whole_parts(tmp_path)
    stories = {key: min(n, 3) for n, key in enumerate(keys)}
    found = repeated_lines({part: set(keys)}, stories)
    assert found == {key: {1: "repeated in the folder"} for key in keys[3:]}


def test_a_paragraph_of_background_in_several_stories_stays(tmp_path):
    background = "Oslo and Bergen have quarrelled about duties since the spring of last year."
    folder = tmp_path / "wire"
    folder.mkdir()
    for number in range(4):
        lines = clipping(number, 1994).splitlines()
        lines.insert(5, background)
        (folder / f"{number}.txt").write_text("\n".join(lines), encoding="utf-8")
    kinds = load_corpus(folder).table("lines").set_index("text")["kind"]
    assert set(kinds[background]) == {"body"}


def test_the_command_prints_what_was_made_and_writes_it_as_csv(folder, tmp_path, capsys):
    (folder / "=cmd|'calc'!A1.txt").write_bytes(b"\x89PNG\r\n\x1a\n")
    assert main(["intake", str(folder), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    assert "found       4 clippings in 4 files" in told
    assert "refused     1 skipped" in told
    written = (tmp_path / "out" / "intake.csv").read_text(encoding="utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(written)))
    assert len(rows) == 5
    assert sum(row["status"] == "ok" for row in rows) == 4
    assert not any(value.startswith("=") for row in rows for value in row.values())
    assert {row["published"] for row in rows if row["article_id"]} != {""}


def test_notes_on_the_users_own_tables_are_counted_as_no_clipping(folder):
    (folder / "empty.txt").touch()
    known = load_corpus(folder).articles["article_id"].iloc[0]
    rows = f"{known},1,headline\n{known},900,body\n"
    (folder / "corrections.csv").write_text(f"article,line,kind\n{rows}")
    (folder / "metadata.csv").write_text("file,author\n0001.txt,Ada Byron\n0009.txt,Bo Chen\n")
    corpus = load_corpus(folder)
    told = summarise(corpus)
    assert "found       4 clippings in 4 files" in told
    assert "refused     1 empty\n" in told
    assert "settled     1 line by corrections.csv, 1 file by metadata.csv\n" in told
    assert "  corrections.csv: corrects 1 line that no article has" in told
    assert "  metadata.csv: no file of this folder is called '0009.txt'" in told
    said = what_is_here(corpus).replace("\\", "")
    assert "1 clipping could not be read or counted." in said
    assert said.endswith(
        " 1 line is what corrections.csv says and 1 file is described by metadata.csv."
    )
    assert "1 clipping with problems" in repr(corpus)
    assert account_list(corpus)["in all"].iloc[-1] == 5


def test_an_exports_own_count_is_counted_as_no_clipping(folder):
    (folder / "z.txt").write_text(proquest(stories(3), said=9), encoding="utf-8")
    corpus = load_corpus(folder)
    assert "z.txt: count: the export says 9" in summarise(corpus)
    assert "refused     1 skipped\n" in summarise(corpus)  # the export's cover page
    assert "1 clipping could not be read or counted." in what_is_here(corpus)
    assert account_list(corpus)["in all"].iloc[-1] == 8


def test_dated_articles_are_counted_alike_at_the_terminal_and_on_the_page(folder):
    for name in ("copy.txt", "other.txt"):
        (folder / name).write_bytes((folder / "0001.txt").read_bytes())
    (folder / "bare.txt").write_text("Nobody can tell when this page was written, or by whom.\n")
    corpus = load_corpus(folder)
    told = summarise(corpus)
    assert "duplicated  2 copies; 5 articles count\n" in told
    assert "dated       4 with a closed range, 0 open on one side, 1 open on both\n" in told
    said = dating(corpus.articles)
    assert said.startswith("4 of 5 articles have a range closed on both sides; 1 is open on both;")


def test_a_copy_names_the_file_that_stands_for_it(folder):
    (folder / "copy.txt").write_bytes((folder / "0001.txt").read_bytes())
    table = account_table(load_corpus(folder)).set_index("file")
    assert table.loc["copy.txt", "reason"].endswith(" (0001.txt)")


def test_the_command_takes_columns_and_refuses_what_is_none(folder, tmp_path, capsys):
    (folder / "few.csv").write_text(table_of_clippings(3), encoding="utf-8")
    words = ["intake", str(folder), "--out", str(tmp_path / "out"), "--columns"]
    assert main([*words, "text=Story", "headline=Headline"]) == 0
    assert "7 clippings in 5 files" in capsys.readouterr().out
    assert main([*words, "Story"]) == 2
    assert "--columns takes WHAT=NAME" in capsys.readouterr().err
    assert main([*words, "body=Story"]) == 2
    assert "columns cannot be 'body': choose one of text" in capsys.readouterr().err


def test_what_an_export_lacks_is_told_first(folder, tmp_path, capsys):
    for number in range(30):
        (folder / f"a{number}.txt").touch()
    (folder / "z.txt").write_text(proquest(stories(3), said=9), encoding="utf-8")
    assert main(["intake", str(folder), "--out", str(tmp_path / "out")]) == 0
    told = capsys.readouterr().out
    first = next(line for line in told.splitlines() if line.startswith("  "))
    assert first.startswith("  z.txt: count: the export says 9")
    assert " more, listed in intake.csv" in told


def test_locks_of_word_processors_are_no_clippings(folder):
    (folder / "~$letter.docx").write_bytes(b"\x05Owner" + bytes(50))
    assert "~$letter.docx" not in set(load_corpus(folder).accounts["file"])


def test_a_long_line_is_cut_in_the_files_for_spreadsheets(folder, tmp_path):
    text = (folder / "0000.txt").read_text(encoding="utf-8")
    (folder / "0000.txt").write_text(text + "word " * 5000 + "\n", encoding="utf-8")
    for path in write_accounts(load_corpus(folder), tmp_path / "out"):
        rows = csv.reader(io.StringIO(path.read_text(encoding="utf-8-sig")))
        assert max(len(cell) for row in rows for cell in row) <= LONGEST_CELL + 1


def test_a_place_that_cannot_be_written_to_is_told(folder, tmp_path):
    (tmp_path / "file").touch()
    with pytest.raises(DatelinesError, match="choose another folder by --out"):
        write_accounts(load_corpus(folder), tmp_path / "file")


def test_the_accounts_are_the_same_for_the_same_folder(folder, tmp_path):
    (folder / "empty.txt").touch()
    first = [path.read_bytes() for path in write_accounts(load_corpus(folder), tmp_path / "a")]
    second = [path.read_bytes() for path in write_accounts(load_corpus(folder), tmp_path / "b")]
    assert first == second
    assert summarise(load_corpus(folder)) == summarise(load_corpus(folder))
    table = account_table(load_corpus(folder))
    assert set(table["status"]) <= STATUSES


def test_lines_to_check_are_whole_clippings_and_an_unknown_one_is_refused(folder):
    corpus = load_corpus(folder)
    lines = lines_to_check(corpus, most=2)
    assert lines["article_id"].nunique() == 2
    whole = corpus.table("lines")
    assert len(lines) == whole["article_id"].isin(lines["article_id"]).sum()
    with pytest.raises(DatelinesError, match="there is no article 'nobody'"):
        lines_to_check(corpus, ["nobody"])


def test_prose_that_goes_for_want_of_certainty_is_shown_to_a_person():
    assert SURE_AT_MOST < SHOWN_BELOW


def test_clippings_with_most_to_check_are_shown_and_their_choice_is_told(folder):
    text = (folder / "0003.txt").read_text(encoding="utf-8")
    menu = "Advertisement\n" * 3
    (folder / "0003.txt").write_text(f"{menu}{text}{menu}", encoding="utf-8")
    corpus = load_corpus(folder)
    lines = corpus.table("lines")
    doubts = lines["confidence"] < SHOWN_BELOW
    first = lines_to_check(corpus, most=1)
    files = corpus.articles.set_index("article_id")["file"]
    assert doubts.sum() == 0
    assert {files[one] for one in first["article_id"]} == {"0003.txt"}
    assert pages_shown(first, corpus.articles).startswith("1 of 4 clippings is shown: those with")
    assert pages_shown(lines_to_check(corpus), corpus.articles) == "All 4 clippings are shown."


@pytest.mark.parametrize(
    ("argument", "told"),
    [({"duplicates": "none"}, "near, exact, keep"), ({"representative": "best"}, "earliest")],
)
def test_a_choice_that_does_not_exist_is_refused(folder, argument, told):
    with pytest.raises(DatelinesError, match=told):
        load_corpus(folder, **argument)


def test_versions_are_counted_in_the_singular_and_the_plural():
    assert versions_counted([]) == ""
    assert versions_counted(["copy"]) == "1 copy"
    roles = ["copy", "near copy", "cut", "copy", "near copy", "expanded", "cut", "copy"]
    assert versions_counted(roles) == "3 copies, 2 cut, 2 near copies and 1 expanded"
    assert versions_counted(["full version"] * 2) == "2 full versions"


def test_days_in_names_that_texts_contradict_are_counted_and_listed(tmp_path):
    folder = tmp_path / "clippings"
    folder.mkdir()
    text = "LEITH, May 6, 1994 (AP) - The board put off its vote on the crane.\n\nNobody was glad."
    for name in ("crane-2009-01-01.txt", "board_1994-05-06.txt"):
        (folder / name).write_text(text.replace("crane", name[:5]), encoding="utf-8")
    corpus = load_corpus(folder)
    told = "file name says 2009-01-01 (set aside: contradicted by the text)"
    table = account_table(corpus).set_index("file")["date_set_aside"]
    assert table.to_dict() == {"crane-2009-01-01.txt": told, "board_1994-05-06.txt": ""}
    said = summarise(corpus)
    assert (
        "the file of 1 clipping gives a day that the text contradicts; which: date_set_aside in "
        "intake.csv"
    ) in said
    assert f"crane-2009-01-01.txt: {told}" in said
    assert "stated date" not in said


def test_tables_that_intake_wrote_are_no_clippings_where_they_lie_among_them(folder, tmp_path):
    text = (folder / "0000.txt").read_text(encoding="utf-8")
    (folder / "0000.txt").write_text(f"{text}\nMinisters meet again\n" * 3, encoding="utf-8")
    before = load_corpus(folder)
    lines, articles = tmp_path / "out" / "doubtful_lines.csv", tmp_path / "out" / "intake.csv"
    write_accounts(before, tmp_path / "out")
    extra = "0123456789ab,4,body,0.6,Nobody who was there was glad of it.,a.txt\n"
    lines.write_text(lines.read_text(encoding="utf-8-sig") + extra, encoding="utf-8-sig")
    for path in (lines, articles):
        (folder / path.name).write_bytes(path.read_bytes())
    after = load_corpus(folder)
    assert after.digest == before.digest
    told = after.accounts.set_index("file")["reason"]
    assert "call it corrections.csv" in told["doubtful_lines.csv"]
    assert "keep it elsewhere" in told["intake.csv"]


@pytest.mark.parametrize("out", ["clippings", "clippings/tables"])
def test_nothing_is_written_among_the_clippings(folder, tmp_path, capsys, out):
    before = sorted(folder.rglob("*"))
    assert main(["intake", str(folder), "--out", str(tmp_path / out)]) == 2
    assert "is in the folder of the clippings" in capsys.readouterr().err
    assert sorted(folder.rglob("*")) == before


@pytest.mark.parametrize("given", ["0", "-3", "many"])
def test_a_largest_clipping_of_no_size_is_refused(folder, capsys, given):
    with pytest.raises(SystemExit) as ended:
        main(["intake", str(folder), f"--largest={given}"])
    assert ended.value.code == 2
    assert "is no whole number of megabytes from 1 up" in capsys.readouterr().err


def test_how_much_lies_ahead_is_told_before_anything_is_read(folder):
    told = []
    load_corpus(folder, progress=lambda done, total: told.append((done, total)))
    size = sum(path.stat().st_size for path in folder.iterdir())
    assert (told[0], told[-1]) == ((0, size), (size, size))


def test_the_bar_moves_while_one_piece_of_work_is_done(tmp_path, monkeypatch):
    monkeypatch.setattr(progress, "_SECONDS", 0.001)
    folder = folder_of_clippings(tmp_path / "clippings", 60)
    told = []
    load_corpus(folder, progress=lambda *now: told.append(now))
    done = [n for n, _ in told]
    assert done == sorted(done)
    assert len(set(done)) > 2
    assert {total for _, total in told} == {done[-1]}
    assert not list(parts_folder().glob(".measured"))
