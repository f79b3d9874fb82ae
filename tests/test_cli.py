"""The command line: what it prints, how it ends, and that it starts at once."""

import subprocess
import sys
from pathlib import Path

import pytest
from bs4 import BeautifulSoup

from helpers.cli import main
from made import folder_of_clippings
from made_notebooks import PARAMETERS, clippings, write


@pytest.fixture
def project(tmp_path, monkeypatch):
    write(tmp_path / "notebooks", "01_corpus", "# What?", PARAMETERS, "assert top < 100")
    clippings(tmp_path / "clippings")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_report_takes_the_folder_of_the_notebooks_and_says_what_to_open(project, capsys):
    assert main(["report"]) == 0
    assert capsys.readouterr().out == f"open {Path('reports/clippings/index.html')}\n"
    assert (project / "reports" / "clippings" / "index.html").is_file()


def test_report_on_another_folder_goes_to_a_report_of_its_name(project, capsys):
    clippings(project / "elsewhere" / "news")
    assert main(["report", "--corpus", "elsewhere/news", "-p", "top", "9"]) == 0
    page = (project / "reports" / "news" / "01_corpus.html").read_text(encoding="utf-8")
    assert "top = 9" in BeautifulSoup(page, "html.parser").get_text()
    assert "open" in capsys.readouterr().out


def test_a_failing_notebook_ends_with_1_and_one_line_that_says_where(project, capsys):
    assert main(["report", "-p", "top", "100"]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    last = told.err.splitlines()[-1]
    assert last.startswith("datelines: 01_corpus failed in code cell 3")
    assert last.endswith(str(Path("reports/clippings.failed/01_corpus.ipynb")))
    assert not (project / "reports" / "clippings").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["-p", "tap", "5"], "did you mean 'top'"),
        (["-p", "top", "many"], "must be a whole number, not 'many'"),
        (["--corpus", "nowhere"], "there is no folder 'nowhere'"),
        (["--corpus", "notebooks/01_corpus.ipynb"], "01_corpus.ipynb' is a file"),
        (["--notebooks", "nowhere"], "no folder 'nowhere'"),
        (["--notebooks", "clippings"], "no notebooks in 'clippings'"),
        (["--out", "notebooks"], "is not a report"),
    ],
)
def test_what_the_user_can_put_right_ends_with_2_and_one_line(project, capsys, arguments, said):
    assert main(["report", *arguments]) == 2
    told = capsys.readouterr().err
    assert said in told
    assert told.count("\n") == 1
    assert not (project / "reports").exists()


def test_without_a_command_the_usage_is_told(capsys):
    with pytest.raises(SystemExit) as ended:
        main([])
    assert ended.value.code == 2
    assert "usage: datelines" in capsys.readouterr().err


def test_the_command_line_starts_without_heavy_libraries():
    code = (
        "import sys, helpers.cli as cli\n"
        "cli._parser().format_help()\n"
        "heavy = {'pandas', 'numpy', 'papermill', 'nbconvert', 'matplotlib', 'sklearn', 'nltk'}\n"
        "sys.exit(len(heavy & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (["-p", "eras", '{"a": [1999, 1990]}'], "ends before it begins"),
        (["-p", "eras", '{"a": [1990, 1999], "b": [1999, 2004]}'], "overlap"),
        (["--corpus", "junk"], "no clipping in"),
    ],
)
def test_a_folder_or_eras_of_no_use_are_told_before_any_notebook_runs(  # noqa: PLR0917
    tmp_path, root, monkeypatch, capsys, given, message
):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    (tmp_path / "junk").mkdir()
    (tmp_path / "junk" / "scan.pdf").write_bytes(b"%PDF-1.4 nothing")
    corpus = [] if "--corpus" in given else ["--corpus", str(root / "seeds")]
    assert main(["report", *corpus, "--notebooks", str(root / "notebooks"), *given]) == 2
    told = capsys.readouterr().err
    assert message in told
    assert told.count("\n") == 1
    assert not (tmp_path / "reports").exists()


@pytest.fixture
def news(tmp_path, monkeypatch):
    monkeypatch.setenv("DATELINES_CACHE", str(tmp_path / "cache"))
    monkeypatch.chdir(tmp_path)
    return folder_of_clippings(tmp_path / "news", 12)


def test_topics_are_written_as_tables_and_go_on_from_run_to_run(news, capsys):
    assert main(["topics", "news", "--topics", "3"]) == 0
    out = news.parent / "reports" / "news-topics"
    told = capsys.readouterr().out.splitlines()
    assert told[0].startswith("found       3 topics in ")
    assert told[4].startswith("There is no earlier run")
    assert told[-1].startswith(f"written     {Path('reports/news-topics/topics.csv')}, ")
    sheet = (out / "topics.csv").read_text(encoding="utf-8-sig")
    label = sheet.splitlines()[1].split(",")[1]
    (out / "topics.csv").write_text(sheet.replace(f"1,{label},", "1,Quarrels,", 1), "utf-8")
    before = {path.name: path.read_bytes() for path in out.glob("*.parquet")}
    assert main(["topics", "news", "--topics", "3"]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[1].endswith("  Quarrels")
    assert told[4] == (
        "Since the last run 3 of 3 topics have stayed as they were; 1 label of yours is in use."
    )
    assert (out / "topics.csv").read_text(encoding="utf-8-sig").splitlines()[1][
        :11
    ] == "1,Quarrels,"
    assert before.keys() == {path.name for path in out.glob("*.parquet")}


def test_topics_go_on_from_the_file_in_the_folder_or_the_one_named(news, capsys):
    assert main(["topics", "news", "--topics", "3", "--out", "first"]) == 0
    sheet = Path("first/topics.csv").read_text(encoding="utf-8-sig")
    (news / "topics.csv").write_text(sheet, encoding="utf-8")
    assert main(["topics", "news", "--topics", "3", "--out", "second"]) == 0
    assert "3 of 3 topics have stayed" in capsys.readouterr().out
    kept = [line for line in sheet.splitlines() if not line.startswith("2,")]
    Path("other.csv").write_text("\n".join(kept), encoding="utf-8")
    named = ["--before", "other.csv", "--out", "third"]
    assert main(["topics", "news", "--topics", "3", *named]) == 0
    assert "Topic 4, " in capsys.readouterr().out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nowhere"], "there is no folder 'nowhere'"),
        (["news", "--topics", "1"], "1 topic cannot be found here"),
        (["news", "--before", "none.csv"], "'none.csv' cannot be read: No such file"),
        (["news", "--before", "news/0001.txt"], "has no column 'topic'"),
        (["news", "--out", "other"], "'other' holds files and is not an export of topics"),
        (["news", "--out", "news"], "'news' is in the folder of the clippings"),
        (["news", "--out", "news/tables"], "'news/tables' is in the folder of the clippings"),
        (["news", "--out", "other/a.txt"], "'other/a.txt' is a file"),
        (["other"], "topics are what several articles share, and here is one"),
    ],
)
def test_topics_that_cannot_be_had_end_with_2_and_one_line(news, capsys, arguments, said):
    (news.parent / "other").mkdir()
    text = (news / "0001.txt").read_text(encoding="utf-8")
    (news.parent / "other" / "a.txt").write_text(text, encoding="utf-8")
    there = sorted(news.parent.rglob("*.*"))
    assert main(["topics", *arguments]) == 2
    told = capsys.readouterr()
    assert said in told.err
    assert told.err.count("\n") == 1
    assert told.out == ""
    made = {*news.parent.rglob("*.*")} - {*there}
    assert {path for path in made if "cache" not in path.parts} == set()
