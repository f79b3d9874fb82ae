"""The interactive page of key terms: bounded, the same every time, safe and offline."""

import json
import re

import pytest
from bs4 import BeautifulSoup

from helpers import compare_eras, load_corpus
from helpers.corpus.extraction import extract_folder
from helpers.reporting import explorer
from helpers.reporting.explorer import explorer_payload, show_explorer
from helpers.reporting.explorer_page import explorer_parts, script_json
from helpers.reporting.publish import report
from made import folder_of_clippings
from made_explorers import HOSTILE, hostile, pages
from made_notebooks import PARAMETERS, write

MOST_BYTES = 1_500_000
SHOW = """\
from helpers import compare_eras, load_corpus
from helpers.reporting.explorer import show_explorer

clippings = load_corpus(corpus)
show_explorer(compare_eras(clippings, n_topics=2), clippings, "Terms by era")"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return folder_of_clippings(tmp_path_factory.mktemp("explorer") / "clippings", 12)


@pytest.fixture(scope="module")
def corpus(folder):
    return load_corpus(folder)


@pytest.fixture(scope="module")
def comparison(corpus):
    return compare_eras(corpus, n_topics=2)


@pytest.fixture(scope="module")
def payload(comparison, corpus):
    return explorer_payload(comparison, corpus, "Terms by era")


def test_a_payload_is_the_same_again_and_survives_a_notebook(payload, folder):
    again = load_corpus(folder)
    other = explorer_payload(compare_eras(again, n_topics=2), again, "Terms  by era\n")
    assert other == payload
    assert json.loads(json.dumps(payload)) == payload


def test_every_line_is_of_its_term(payload):
    assert sum(map(len, payload["lines"])) > len(payload["terms"])
    for (term, *_), lines in zip(payload["terms"], payload["lines"], strict=True):
        for sentence, start, end in lines:
            assert payload["sentences"][sentence][1][start:end].lower().startswith(term[:3])


def test_lines_count_for_an_era_no_more_than_its_uses(payload):
    for counts, lines in zip(payload["counts"], payload["lines"], strict=True):
        for era, (_, uses) in enumerate(counts):
            sentences = (payload["sentences"][line[0]] for line in lines)
            of_era = [
                s for s in sentences if payload["articles"][payload["passages"][s[0]][0]][4] == era
            ]
            assert len(of_era) <= min(uses, explorer.LINES)


def test_an_extract_gives_the_same_numbers_and_no_sentence(folder, payload, tmp_path):
    extract_folder(folder, tmp_path / "extracts")
    extracts = load_corpus(tmp_path / "extracts")
    withheld = explorer_payload(compare_eras(extracts, n_topics=2), extracts, "Terms by era")
    for part in ("eras", "axes", "terms", "counts", "verdicts", "views"):
        assert withheld[part] == payload[part]
    assert withheld["sentences"] == []
    assert all(len(line) == 2 for lines in withheld["lines"] for line in lines)
    written = json.dumps(withheld)
    assert not [text for _, text in payload["sentences"] if text in written]


def test_a_payload_keeps_to_its_room_and_says_what_it_leaves_out(
    comparison, corpus, payload, monkeypatch
):
    monkeypatch.setattr(explorer, "MOST_BYTES", 7_000)
    small = explorer_payload(comparison, corpus, "Terms by era")
    assert len(json.dumps(small).encode()) < 8_500
    assert small["terms"] == payload["terms"]
    assert 0 < sum(map(len, small["lines"])) < sum(map(len, payload["lines"]))
    (told,) = re.findall(
        r"; ([\d,]+) lines more had no room or are too long", " ".join(small["notes"])
    )
    missing = sum(map(len, payload["lines"])) - sum(map(len, small["lines"]))
    assert int(told.replace(",", "")) >= missing
    assert "no room" not in " ".join(payload["notes"])


def test_lines_of_long_sentences_are_left_out_and_that_is_said(
    comparison, corpus, payload, monkeypatch
):
    longest = max(len(text) for _, text in payload["sentences"])
    monkeypatch.setattr(explorer, "LONGEST", longest - 1)
    shorter = explorer_payload(comparison, corpus, "Terms by era")
    left_out = sum(map(len, payload["lines"])) - sum(map(len, shorter["lines"]))
    assert left_out > 0
    told = f"; {left_out} line{'s' if left_out > 1 else ''} more had no room or "
    assert told + ("are" if left_out > 1 else "is") + " too long." in " ".join(shorter["notes"])


def test_what_stands_in_a_script_element_cannot_end_it():
    written = script_json([HOSTILE, "\ud800"])
    assert not set("<>&\u2028") & set(written)
    assert json.loads(written)[0] == HOSTILE
    written.encode("utf-8")


def test_the_page_is_offline_bounded_and_runs_no_text_as_code(payload, tmp_path):
    page = pages(payload, tmp_path)["04_eras_terms.html"]
    assert len(page.encode()) < MOST_BYTES
    soup = BeautifulSoup(page, "html.parser")
    policy = soup.find("meta", {"http-equiv": "Content-Security-Policy"})["content"]
    assert policy.startswith("default-src 'none'; img-src data:; ")
    scripts = policy.partition("script-src ")[2].partition(";")[0].split()
    assert all(source.startswith("'sha256-") for source in scripts)
    assert len(scripts) == len([s for s in soup.find_all("script") if not s.get("type")])
    assert not soup.find_all(["link", "iframe", "object", "embed"])
    assert not [element for element in soup.find_all(True) if element.get("src")]


def test_the_largest_payload_leaves_the_page_within_bounds(payload, tmp_path):
    empty = pages(payload | {"sentences": []}, tmp_path)["04_eras_terms.html"]
    assert len(empty.encode()) + explorer.MOST_BYTES * 1.02 < MOST_BYTES


def test_two_builds_are_the_same_bytes(payload, tmp_path):
    assert pages(payload, tmp_path / "a") == pages(payload, tmp_path / "b")


def test_the_page_of_the_notebook_leads_to_it_and_holds_nothing_of_it(payload, tmp_path):
    files = pages(payload, tmp_path)
    assert sorted(files) == ["04_eras.html", "04_eras_terms.html", "index.html"]
    page = BeautifulSoup(files["04_eras.html"], "html.parser")
    link = page.main.find("a", href="04_eras_terms.html")
    assert link.get_text() == "Open the plot"
    assert link.parent.code.get_text() == "04_eras_terms.html"
    assert len(files["04_eras.html"].encode()) < 60_000
    assert "04_eras.html" in files["04_eras_terms.html"]


@pytest.mark.parametrize("payload", [7, {}, [], {"caption": "x"}])
def test_what_is_no_payload_makes_no_page(payload, tmp_path):
    with pytest.raises(ValueError, match="no payload"):
        explorer_parts(payload, "")
    assert sorted(pages(payload, tmp_path)) == ["04_eras.html", "index.html"]


def test_texts_of_a_corpus_stay_texts_in_the_page(payload, tmp_path):
    clean, spoiled = (
        BeautifulSoup(pages(p, tmp_path)["04_eras_terms.html"], "html.parser")
        for p in (payload, hostile(payload))
    )
    assert not spoiled.find_all("img")
    assert [s.get("type") for s in spoiled.find_all("script")] == [
        s.get("type") for s in clean.find_all("script")
    ]
    assert spoiled.find(class_="standfirst").get_text().startswith("</script>")


def test_a_figure_is_shown_with_the_payload_beside_it(comparison, corpus, capsys):
    show_explorer(comparison, corpus, "Terms by era")
    shown = capsys.readouterr().out
    assert "Terms by era\\n[figure" in shown or "Terms by era\n[figure" in shown
    assert "On the published page this plot opens" in shown


def test_with_one_era_there_is_no_plot_and_no_payload(tmp_path, capsys):
    folder = folder_of_clippings(tmp_path / "c", 3)
    corpus = load_corpus(folder, eras={"all": [1980, 2030]})
    show_explorer(compare_eras(corpus, n_topics=2), corpus, "Terms by era")
    shown = capsys.readouterr().out
    assert "there is nothing to draw here" in shown
    assert "this plot opens" not in shown


def test_a_report_puts_the_page_up_beside_the_notebooks_own(folder, payload, tmp_path):
    write(tmp_path / "notebooks", "04_eras", "# How?", PARAMETERS, SHOW)
    out = report(folder, tmp_path / "out" / "x", [], tmp_path / "notebooks").parent
    assert sorted(path.name for path in out.iterdir()) == [
        "04_eras.html", "04_eras_terms.html", "index.html", "ro-crate-metadata.json", "run.json",
        "thumbnail.png",
    ]  # fmt: skip
    page = BeautifulSoup((out / "04_eras_terms.html").read_text(encoding="utf-8"), "html.parser")
    assert json.loads(page.find(id="explorer-data").string) == payload
    assert str(folder) not in page.get_text()
    soup = BeautifulSoup((out / "04_eras.html").read_text(encoding="utf-8"), "html.parser")
    assert soup.figure.img["alt"].endswith(".")
    assert soup.find("a", href="04_eras_terms.html")
