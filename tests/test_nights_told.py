"""Nights that go wrong, or find little: what readers are told, and what they are not."""

import json
import re
import shutil
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from helpers.cli import main
from helpers.reporting.changes import UNREAD, compare_facts
from helpers.reporting.facts import Facts, ShownTable
from helpers.reporting.nightly import run_night
from helpers.reporting.site import LATEST, past_runs, place, thin_out
from helpers.reporting.tone_changes import ToneFacts
from made_notebooks import CONFIG, PARAMETERS, write
from test_changes import TOPICS, article, table, topic

pytestmark = pytest.mark.nights

UNCHANGED = (
    "Everything compared is as in the last run, though files, code or settings have changed."
)


def run(folder: Path) -> str:
    (outcome,) = run_night(folder / "nightly.toml", folder / "notebooks")
    return outcome.status


def report_of(night: Path) -> Path:
    return night / "site" / "clippings"


def told(night: Path) -> list[str]:
    return json.loads((report_of(night) / LATEST / "run.json").read_text())["changes"]


def says(folder: Path, text: str) -> list[str]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path.name for path in files if text.encode() in path.read_bytes()]


def test_no_file_of_a_site_says_where_it_lies_nor_where_the_clippings_do(night):
    from made import clipping

    shutil.rmtree(night / "clippings")
    (night / "clippings").mkdir()
    for number in range(24):
        (night / "clippings" / f"{number:02}.txt").write_text(clipping(number, 1994))
    asking = PARAMETERS + '\nlast_run = ""  # type: str  folder of an earlier run'
    path = write(night / "notebooks", "01_one", "# Why?", asking, TOPICS)
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["metadata"]["tags"] = ["parameters"]
    path.write_text(json.dumps(notebook))
    assert run(night) == "published"
    (night / "clippings" / "new.txt").write_text(clipping(30, 1994))
    assert run(night) == "published"
    notebook["cells"][2]["source"] = TOPICS + "\nraise ValueError(f'{corpus} {last_run}')"
    path.write_text(json.dumps(notebook))
    assert run(night) == "failed"
    (newest, *_) = past_runs(report_of(night))
    copy = (newest.folder / "01_one.ipynb").read_text()
    assert '"evalue": "clippings site/clippings/2' in copy
    assert 'corpus = \\"clippings\\"' in copy
    assert not says(night / "site", str(night))
    assert not says(report_of(night), 'last_run = \\"site')
    assert not says(report_of(night), "last_run&quot; site")
    assert "last_run" not in (newest.folder / "run.json").read_text()


def rows(file: str, *labels: str, text: str = "") -> dict:
    return {f"{label}{text}": article(label, file) for label in labels}


def test_articles_of_a_file_with_many_are_new_and_gone_and_not_edited():
    before = rows("export.csv", "A", "B", "C", "D")
    changes = compare_facts(Facts(before), Facts(rows("export.csv", "C", "D", "E", "F", "G")))
    assert [about["label"] for about in changes.new] == ["E", "F", "G"]
    assert [about["label"] for about in changes.gone] == ["A", "B"]
    assert not changes.edited
    corrected = rows("export.csv", "A", "C", "D") | rows("export.csv", "B", text=" corrected")
    changes = compare_facts(Facts(before), Facts(corrected))
    assert [about["label"] for about in changes.edited] == ["B"]
    assert not [*changes.new, *changes.gone]


def test_an_article_under_a_label_of_several_is_not_said_to_be_edited():
    before = rows("box.mbox", "Re: talks", "Re: talks (2)", "Other")
    after = rows("box.mbox", "Re: talks (2)", "Other") | rows("box.mbox", "Re: talks", text="!")
    changes = compare_facts(Facts(before), Facts(after))
    assert (len(changes.new), len(changes.gone), len(changes.edited)) == (1, 1, 0)


def test_a_failure_is_over_once_all_is_as_in_the_last_good_run(night):
    run(night)
    (night / "clippings").rename(night / "away")
    (night / "clippings").mkdir()
    assert run(night) == "failed"
    front = night / "site" / "index.html"
    assert 'class="failed">Failed' in front.read_text()
    (night / "clippings").rmdir()
    (night / "away").rename(night / "clippings")
    for _ in range(2):
        assert run(night) == "unchanged"
        assert 'class="failed">Failed' not in front.read_text()
        assert "All well" in front.read_text()
    write(night / "notebooks", "01_one", "# Why?", PARAMETERS, "1 / 0")
    assert run(night) == "failed"
    assert 'class="failed">Failed' in front.read_text()


def test_a_latest_that_has_become_a_folder_is_a_link_again(night):
    run(night)
    latest = report_of(night) / LATEST
    run_folder = latest.resolve()
    for text in (None, "One more story."):
        latest.unlink()
        shutil.copytree(run_folder, latest)
        if text:
            (night / "clippings" / "new.txt").write_text(text)
        assert run(night) == ("published" if text else "unchanged")
        assert latest.is_symlink()
        assert latest.resolve() == past_runs(report_of(night))[0].folder
        assert not list(report_of(night).glob(".*"))


LASTING = ["topic", "label", "share", "low", "high"]


def shares(*cells: list[str], caption: str = "Shares") -> ShownTable:
    return ShownTable("02_topics", caption, LASTING, list(cells))


def by_era(*cells: list[str]) -> ShownTable:
    columns = ["topic", "era", "mean", "low", "high"]
    return ShownTable("02_topics", "By era", columns, list(cells))


def test_topics_are_known_by_their_numbers_where_their_labels_change_places():
    before = [
        shares(["1", "beef", "0.5", "0.45", "0.55"], ["2", "yen", "0.2", "0.15", "0.25"]),
        by_era(["beef", "1990s", "0.5", "0.45", "0.55"], ["yen", "1990s", "0.2", "0.15", "0.25"]),
    ]
    after = [
        shares(["1", "yen", "0.5", "0.45", "0.55"], ["2", "beef", "0.2", "0.15", "0.25"]),
        by_era(["yen", "1990s", "0.5", "0.45", "0.55"], ["beef", "1990s", "0.2", "0.15", "0.25"]),
    ]
    first = [replace(topic(1), label="beef"), replace(topic(2), label="yen")]
    second = [replace(topic(1), label="yen"), replace(topic(2), label="beef")]
    changes = compare_facts(Facts(tables=before, topics=first), Facts(tables=after, topics=second))
    assert not changes.beyond_noise
    (change,) = changes.tables
    assert not [*change.new, *change.gone]
    assert [(cell.row, cell.column) for cell in change.cells] == [
        ("1, yen", "label"), ("2, beef", "label"),
    ]  # fmt: skip
    unnamed = compare_facts(Facts(tables=before[:1]), Facts(tables=after[:1]))
    assert not unnamed.beyond_noise
    assert not unnamed.tables[0].new


def test_tables_of_topics_that_were_found_anew_are_not_compared():
    before = shares(["1", "beef", "0.5", "0.45", "0.55"])
    after = shares(["1", "yen", "0.9", "0.85", "0.95"])
    anew = [replace(topic(1, "appeared", 0.9), label="yen")]
    changes = compare_facts(
        Facts(tables=[before], topics=[topic(1)]), Facts(tables=[after], topics=anew)
    )
    assert not changes.tables
    assert changes.told()[1] == (
        "The topics do not continue those of the last run: they are not compared."
    )


def test_where_a_share_has_moved_nobody_says_that_no_estimate_did():
    before, after = (table(["1990s", "beef", value, "0", "2"]) for value in ("1.0", "1.1"))
    changes = compare_facts(
        Facts(tables=[before], topics=[topic(1)]),
        Facts(tables=[after], topics=[topic(1, share=0.9)]),
    )
    said = " ".join(changes.told())
    assert "1 with another share, beyond its interval" in said
    assert "No estimate moved" not in said


def put(report: Path, when: datetime, *, failed: bool = False) -> Path:
    pages = report.parent / "pages"
    pages.mkdir()
    (pages / "run.json").write_text(json.dumps({"when": when.isoformat(timespec="seconds")}))
    return place(pages, report, when, failed=failed)


def test_a_clock_that_was_ahead_once_rules_neither_latest_nor_what_is_kept(tmp_path):
    report = tmp_path / "report"
    report.mkdir()
    put(report, datetime(2027, 6, 1, 3, tzinfo=UTC))
    start = datetime(2026, 11, 22, 3, tzinfo=UTC)
    for day in range(40):
        newest = put(report, start + timedelta(days=day))
        assert past_runs(report)[0].folder == newest == (report / LATEST).resolve()
        thin_out(report, daily=5, monthly=2)
    made = [found.made[:10] for found in past_runs(report)]
    assert made == [
        "2026-12-31", "2026-12-30", "2026-12-29", "2026-12-28", "2026-12-27", "2026-11-30",
    ]  # fmt: skip
    failed = put(report, start + timedelta(days=41), failed=True)
    assert past_runs(report)[0].folder == failed


def test_a_night_after_a_clock_that_was_ahead_is_compared_with_the_last_one(night, monkeypatch):
    run(night)
    (first,) = past_runs(report_of(night))
    ahead = first.folder.with_name("2099-06-01T0300")
    (report_of(night) / LATEST).unlink()
    first.folder.rename(ahead)
    (night / "clippings" / "new.txt").write_text("One more story.")
    assert run(night) == "published"
    assert run(night) == "unchanged"
    assert told(night)[0] == "Articles: 1 new."
    assert "2099" not in (night / "site" / "index.html").read_text().replace("/2099", "")


def test_a_run_that_says_the_same_is_told_so_and_one_without_a_last_says_nothing(night):
    run(night)
    assert told(night) == []
    (night / "nightly.toml").write_text(CONFIG.replace("top = 4", "top = 5"))
    assert run(night) == "published"
    assert told(night) == [UNCHANGED]
    assert UNCHANGED in (night / "site" / "index.html").read_text()
    (report_of(night) / LATEST / "facts.json").write_text('{"articles": ')
    (night / "clippings" / "new.txt").write_text("One more story.")
    assert run(night) == "published"
    assert told(night) == [UNREAD]


def test_renamed_eras_are_told_once_and_not_article_by_article():
    before = {"a": article("A", era="one"), "b": article("B", era="one"), "c": article("C")}
    after = {"a": article("A", era="two"), "b": article("B", era="two"), "c": article("C")}
    changes = compare_facts(Facts(before), Facts(after))
    assert not [*changes.redated, *changes.other_era]
    assert changes.told() == ["The articles are the same. Eras: one is called two now."]
    assert changes


def test_articles_of_the_same_range_in_another_era_are_not_dated_otherwise():
    before = {"a": article("A", era="one"), "b": article("B", era="one")}
    after = {"a": article("A", era="two"), "b": article("B", era="one")}
    changes = compare_facts(Facts(before), Facts(after))
    assert changes.told() == ["Articles: 1 in another era. Eras: two new."]
    split = {"a": article("A", era="two"), "b": article("B", era="three")}
    changes = compare_facts(Facts(before), Facts(split))
    assert changes.told() == ["Articles: 2 in another era. Eras: three, two new; one gone."]


def test_a_folder_that_is_away_is_the_trouble_of_its_report_alone(night, capsys):
    away = '\n[[report]]\nname = "away"\ncorpus = "gone"\n'
    (night / "nightly.toml").write_text(CONFIG + away)
    outcomes = run_night(night / "nightly.toml", night / "notebooks")
    assert [outcome.status for outcome in outcomes] == ["published", "failed"]
    front = (night / "site" / "index.html").read_text()
    assert "There is no folder &#39;gone&#39;" in front
    assert not says(night / "site", str(night))
    words = ["--config", str(night / "nightly.toml"), "--notebooks", str(night / "notebooks")]
    assert main(["nightly", *words]) == 1
    for _ in range(8):
        run_night(night / "nightly.toml", night / "notebooks")
    assert len(past_runs(night / "site" / "away")) == 5


def test_signed_estimates_are_numbers():
    for sign in ("+", "−", ""):
        before = table(["1990s", "beef", f"{sign}1.00", f"{sign}0.90", f"{sign}1.10"])
        if sign == "−":
            before = table(["1990s", "beef", "−1.00", "−1.10", "−0.90"])
        after = table(["1990s", "beef", "+2.00", "+1.60", "+2.40"])
        changes = compare_facts(Facts(tables=[before]), Facts(tables=[after]))
        assert len(changes.beyond_noise) == 1


def test_of_a_cell_that_is_no_number_nothing_is_said(tmp_path):
    before = table(["1990s", "beef", "1.00", "0.50", "1.50"])
    after = table(["1990s", "beef", "–", "–", "–"])
    (change,) = compare_facts(Facts(tables=[before]), Facts(tables=[after])).tables
    cell = change.cells[0]
    assert (cell.interval_before, cell.interval_after, cell.beyond_noise) == ("", "", False)
    assert "<td>no</td>" not in page_of(Facts(tables=[before]), Facts(tables=[after]), tmp_path)


def page_of(before: Facts, after: Facts, folder: Path) -> str:
    from helpers.reporting.changes_page import write_changes
    from helpers.reporting.site import PastRun

    last = PastRun(folder / "2026-01-01T0300", {})
    write_changes(compare_facts(before, after), last, "Trade", folder)
    return (folder / "changes.html").read_text(encoding="utf-8")


def tones(*means: float) -> list[ToneFacts]:
    return [
        ToneFacts(f"era {at}", "tone", 9, mean, mean - 0.0005, mean + 0.0005)
        for at, mean in enumerate(means)
    ]


def test_means_are_written_with_the_digits_in_which_they_differ(tmp_path):
    before, after = Facts(tone=tones(-0.001, -0.004)), Facts(tone=tones(0.004, 0.1))
    said = " ".join(compare_facts(before, after).told())
    assert "moved from −0.001 to 0.004" in said
    assert "moved from 0.00 to 0.10" in said
    page = page_of(before, after, tmp_path)
    assert re.search(r"<td>−0\.001 \(.*?<td>0\.004 \(", page)
    assert "−0.00 " not in page
    assert "-0.00" not in page


@pytest.mark.parametrize(
    ("number", "words"), [(3, "1 other mean score."), (4, "2 other mean scores.")]
)
def test_more_means_are_counted_in_words_that_agree(number, words):
    changes = compare_facts(Facts(tone=tones(*[0.1] * number)), Facts(tone=tones(*[0.3] * number)))
    assert f"So did {words}" in changes.told()
