"""What has changed between two runs, and what of it is more than noise."""

import json
from dataclasses import replace

from helpers.reporting.changes import compare_facts
from helpers.reporting.facts import Facts, ShownFigure, ShownTable, read_facts
from helpers.reporting.nightly import run_night
from helpers.reporting.site import LATEST
from made_notebooks import ARGUMENT, PARAMETERS, write
from test_nightly import CONFIG


def article(label: str, file: str = "", era: str = "1990s", earliest: str = "1994-01-01"):
    return {
        "label": label, "file": file or f"{label}.txt", "era": era,
        "earliest": earliest, "latest": "1994-12-31",
    }  # fmt: skip


def table(*rows: list[str], caption: str = "Key terms") -> ShownTable:
    return ShownTable("04_eras", caption, ["era", "term", "log-ratio", "low", "high"], list(rows))


def test_articles_are_new_gone_edited_or_dated_otherwise():
    before = {"a": article("A"), "b": article("B"), "c": article("C"), "d": article("D")}
    after = {
        "a": article("A"),
        "b": article("B", earliest="1994-06-01"),
        "c2": article("C"),
        "e": article("E"),
    }
    changes = compare_facts(Facts(before), Facts(after))
    assert [about["label"] for about in changes.new] == ["E"]
    assert [about["label"] for about in changes.gone] == ["D"]
    assert [about["label"] for about in changes.edited] == ["C"]
    assert [now["earliest"] for _, now in changes.redated] == ["1994-06-01"]
    assert changes.told()[0] == ("Articles: 1 new, 1 gone, 1 with another text, 1 dated otherwise.")


def test_rows_are_known_by_their_names_whatever_their_order():
    before = table(["1990s", "beef", "1.0", "0.5", "1.5"], ["2020s", "beef", "−1.0", "−2", "0"])
    after = table(["2020s", "beef", "−1.0", "−2", "0"], ["1990s", "yen", "1.0", "0.5", "1.5"])
    (change,) = compare_facts(Facts(tables=[before]), Facts(tables=[after])).tables
    assert (change.new, change.gone, change.cells) == (["1990s, yen"], ["1990s, beef"], [])


def test_an_estimate_moved_beyond_noise_only_outside_both_intervals():
    before = table(["1990s", "beef", "1.00", "0.50", "1.50"])
    for value, low, high, beyond in (
        ("1.40", "1.20", "1.60", False),
        ("1.60", "0.90", "2.30", False),
        ("2.00", "1.60", "2.40", True),
        ("−0.20", "−0.60", "0.20", True),
        ("1,200", "1,100", "1,300", True),
    ):
        after = table(["1990s", "beef", value, low, high])
        changes = compare_facts(Facts(tables=[before]), Facts(tables=[after]))
        assert [cell.column for _, cell in changes.beyond_noise] == ["log-ratio"] * beyond
        assert ("Beyond what its intervals allow" in " ".join(changes.told())) == beyond


def test_without_intervals_nothing_is_said_to_be_beyond_noise():
    before = ShownTable("04_eras", "Tone", ["era", "difference"], [["1990s", "0.1"]])
    after = replace(before, rows=[["1990s", "0.9"]])
    changes = compare_facts(Facts(tables=[before]), Facts(tables=[after]))
    assert [cell.after for change in changes.tables for cell in change.cells] == ["0.9"]
    assert not changes.beyond_noise


def test_equal_runs_say_that_nothing_changed():
    facts = Facts({"a": article("A")}, [table(["1990s", "beef", "1", "0", "2"])])
    changes = compare_facts(facts, facts)
    assert not changes
    assert "those of the last run" in changes.told()[0]


def test_tables_about_the_run_itself_are_left_out():
    def versions(number: str) -> ShownTable:
        rows = [["python", number]]
        return ShownTable("01", "What this page was computed with", ["package", "version"], rows)

    before, after = (Facts(tables=[versions(number)]) for number in ("3.11", "3.12"))
    assert not compare_facts(before, after)


def test_figures_differ_by_what_they_draw():
    figure = ShownFigure("01", "Years", "Bars", "f1", "01-1.png")
    other = replace(figure, fingerprint="f2")
    new = replace(figure, caption="Tone")
    changes = compare_facts(Facts(figures=[figure]), Facts(figures=[other, new]))
    assert changes.figures == [(figure, other), (None, new)]


SHOWS = """\
import pandas as pd
from pathlib import Path
from matplotlib.figure import Figure
from helpers.reporting.show import show, show_table

names = sorted(path.name for path in Path(corpus).glob("*.txt"))
data = pd.DataFrame({"clipping": names, "letters": [len(name) for name in names]})
show_table(data, "Clippings <b>")
figure = Figure(figsize=(4, 2))
axes = figure.add_subplot()
bars = axes.bar(data["clipping"], data["letters"])
show(figure, alt="Bars.", caption="Letters", data=data)"""


def test_a_night_tells_what_the_run_before_did_not_have(tmp_path):
    folder = tmp_path / "clippings"
    folder.mkdir()
    (folder / "one.txt").write_text("A first story of nobody's about beef.")
    write(tmp_path / "notebooks", "01_one", "# Why?", PARAMETERS, SHOWS, ARGUMENT)
    (tmp_path / "nightly.toml").write_text(CONFIG)
    run_night(tmp_path / "nightly.toml", tmp_path / "notebooks")
    latest = tmp_path / "site" / "clippings" / LATEST
    assert not (latest / "changes.html").exists()
    (folder / "two & more.txt").write_text("A second story, quite another one.")
    run_night(tmp_path / "nightly.toml", tmp_path / "notebooks")
    page = (latest / "changes.html").read_text()
    assert "Clippings &lt;b&gt;" in page
    assert "two &amp; more.txt" in page
    assert page.count("data:image/png;base64,") == 2
    told = json.loads((latest / "run.json").read_text())["changes"]
    assert told == [
        "Articles: 1 new.",
        "No estimate moved beyond its intervals, where there are any.",
        "1 table and 1 figure differ.",
    ]
    assert "Articles: 1 new." in (tmp_path / "site" / "index.html").read_text()
    assert "Articles: 1 new." in (tmp_path / "site" / "feed.xml").read_text()
    facts = read_facts(latest)
    assert [row[0] for row in facts.tables[0].rows] == ["one.txt", "two & more.txt"]


def test_facts_that_cannot_be_read_are_none(tmp_path):
    assert read_facts(tmp_path) is None
    (tmp_path / "facts.json").write_text('{"articles": {}}')
    assert read_facts(tmp_path) is None
