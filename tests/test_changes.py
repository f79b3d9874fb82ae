"""What has changed between two runs, and what of it is more than noise."""

import json
from dataclasses import replace

import pytest

from helpers.reporting.changes import compare_facts
from helpers.reporting.facts import Facts, ShownFigure, ShownTable, TopicFacts, read_facts
from helpers.reporting.nightly import run_night
from helpers.reporting.site import LATEST
from helpers.reporting.tone_changes import ToneFacts
from made import clipping
from made_notebooks import ARGUMENT, CONFIG, PARAMETERS, write


def article(label: str, file: str = "", era: str = "1990s", earliest: str = "1994-01-01"):
    return {
        "label": label, "file": file or f"{label}.txt", "era": era,
        "earliest": earliest, "latest": "1994-12-31", "of": "",
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


def test_what_stands_in_two_tables_is_told_once():
    twins = [table(["1990s", "beef", "1.0", "0.5", "1.5"]) for _ in range(2)]
    before = [twins[0], replace(twins[1], notebook="02_other")]
    after = [replace(t, rows=[["1990s", "beef", "5.0", "4.5", "5.5"]]) for t in before]
    changes = compare_facts(Facts(tables=before), Facts(tables=after))
    assert len(changes.tables) == 2
    ((_, cell),) = changes.beyond_noise
    assert (cell.interval_before, cell.interval_after) == ("0.5 to 1.5", "4.5 to 5.5")


def test_rows_in_the_middle_of_a_long_table_are_not_said_to_be_new_or_gone():
    before = replace(table(["1990s", "beef", "1", "0", "2"]), cut=True)
    after = replace(before, rows=[["1990s", "yen", "1", "0", "2"]])
    assert not compare_facts(Facts(tables=[before]), Facts(tables=[after])).tables
    whole = replace(before, cut=False), replace(after, cut=False)
    (change,) = compare_facts(Facts(tables=[whole[0]]), Facts(tables=[whole[1]])).tables
    assert (change.new, change.gone) == (["1990s, yen"], ["1990s, beef"])


def test_another_verdict_is_told():
    def found(verdict: str) -> Facts:
        rows = [["1990s", "beef", verdict]]
        return Facts(tables=[ShownTable("04", "Key terms", ["era", "term", "verdict"], rows)])

    changes = compare_facts(found("cannot tell"), found("robust"))
    assert [cell.row for _, cell in changes.verdicts] == ["1990s, beef"]
    assert "1 finding got another verdict." in changes.told()


def topic(number: int, status: str = "kept", share: float | None = 0.2, **more) -> TopicFacts:
    low, high = (None, None) if share is None else (share - 0.05, share + 0.05)
    return TopicFacts(number, f"topic {number}", share, low, high, status, **more)


def test_topics_are_born_die_and_shift_beyond_noise_only():
    before = [topic(1), topic(2), topic(3), topic(4), topic(5, "died", None)]
    after = [
        topic(1, share=0.26),
        topic(2, share=0.24),
        topic(3, "died", None),
        topic(4, "split", share=0.1, partners=[6]),
        topic(6, "split", partners=[4]),
        topic(7, "appeared"),
    ]
    changes = compare_facts(Facts(topics=before), Facts(topics=after))
    found = [(change.happened, change.topic.topic, change.shifted) for change in changes.topics]
    assert found == [
        ("born", 7, False), ("died", 3, False), ("split", 4, True), ("split", 6, False),
        ("shifted", 1, True),
    ]  # fmt: skip
    assert changes.topics[1].before == before[2]
    assert changes.told()[1].startswith("Topics: 1 born (7, topic 7), 1 died (3, topic 3), 2 split")


def test_without_intervals_no_topic_is_said_to_have_shifted():
    before = replace(topic(1), low=None, high=None)
    after = [replace(before, share=0.9), topic(2, "kept")]
    changes = compare_facts(Facts(topics=[before, topic(2)]), Facts(topics=after))
    assert not changes.topics


def test_topics_numbered_anew_are_not_held_against_others_of_the_same_number():
    after = [topic(1, "appeared", 0.9), topic(2, "appeared", 0.1)]
    assert not compare_facts(Facts(topics=[topic(1), topic(2)]), Facts(topics=after)).topics


def test_a_mean_tone_that_moved_beyond_noise_is_told():
    before = [
        ToneFacts("1990s", "tone", 40, -0.1, -0.15, -0.05),
        ToneFacts("2020s", "tone", 4, 0, None, None),
    ]
    after = [
        ToneFacts("1990s", "tone", 60, 0.1, 0.05, 0.15),
        ToneFacts("2020s", "tone", 4, 1, None, None),
    ]
    changes = compare_facts(Facts(tone=before), Facts(tone=after))
    assert [change.beyond_noise for change in changes.tone] == [True, False]
    told = " ".join(changes.told())
    assert "the mean tone of 1990s moved from −0.10 to 0.10" in told
    assert "No estimate moved" not in told


def test_new_eras_versions_and_files_that_cannot_be_read_are_told():
    before = {"a": article("A"), "b": article("B")}
    after = {"a": article("A"), "b": article("B") | {"of": "A"}, "c": article("C", era="2020s")}
    unread = {"old.pdf": "broken"}
    changes = compare_facts(
        Facts(before, unread=unread), Facts(after, unread=unread | {"new.pdf": "broken"})
    )
    assert changes.eras == (["2020s"], [])
    assert [now["of"] for _, now in changes.versions] == ["A"]
    assert changes.unread == {"new.pdf": "broken"}
    assert changes.told()[0] == (
        "Articles: 1 new, 1 counted otherwise as a version of another. Eras: 2020s new. "
        "1 more file cannot be read, wholly or in part."
    )


def test_equal_runs_say_that_nothing_changed():
    facts = Facts({"a": article("A")}, [table(["1990s", "beef", "1", "0", "2"])])
    changes = compare_facts(facts, facts)
    assert not changes
    assert changes.told() == [
        "Everything compared is as in the last run, though files, code or settings have changed."
    ]


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


@pytest.mark.nights
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


TOPICS = """\
from helpers import fit_topics, load_corpus
from helpers.analysis.topic_models.continuity import continue_topics, start_of
from helpers.reporting.findings import answer, conclude
from helpers.reporting.lasting_topics import show_topics, topics_before

before = topics_before(corpus, last_run)
found = continue_topics(fit_topics(load_corpus(corpus), 3, start=start_of(before)), before)
show_topics(found, "Topics and their shares")
conclude("x")
answer("y")"""


@pytest.mark.nights
def test_a_night_hands_its_topics_on_to_the_next(tmp_path):
    folder = tmp_path / "clippings"
    folder.mkdir()
    for number in range(24):
        (folder / f"{number:02}.txt").write_text(clipping(number, 1994))
    asking = PARAMETERS + '\nlast_run = ""  # type: str  folder of an earlier run'
    path = write(tmp_path / "notebooks", "01_one", "# Why?", asking, TOPICS)
    notebook = json.loads(path.read_text())
    notebook["cells"][1]["metadata"]["tags"] = ["parameters"]
    path.write_text(json.dumps(notebook))
    (tmp_path / "nightly.toml").write_text(CONFIG)
    latest = tmp_path / "site" / "clippings" / LATEST
    (outcome,) = run_night(tmp_path / "nightly.toml", tmp_path / "notebooks")
    assert outcome.status == "published", outcome
    first = read_facts(latest)
    assert {topic.status for topic in first.topics} == {"appeared"}
    named = (latest / "topics.csv").read_text(encoding="utf-8-sig")
    label = first.topics[0].label
    (latest / "topics.csv").write_text(named.replace(f"1,{label},", "1,Our own name,", 1))
    for number in range(24, 30):
        (folder / f"{number:02}.txt").write_text(clipping(number, 1994))
    (outcome,) = run_night(tmp_path / "nightly.toml", tmp_path / "notebooks")
    assert outcome.status == "published", outcome
    second = read_facts(latest)
    assert "appeared" not in {topic.status for topic in second.topics if topic.topic <= 3}
    assert second.topics[0].label == "Our own name"
    record = (latest / "run.json").read_text()
    assert "last_run" not in record
    assert str(tmp_path) not in record + (latest / "01_one.html").read_text()
    (outcome,) = run_night(tmp_path / "nightly.toml", tmp_path / "notebooks")
    assert outcome.status == "unchanged"
