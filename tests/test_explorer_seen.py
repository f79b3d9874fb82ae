"""The interactive page of key terms in a browser: by mouse, by keyboard, on any screen."""

import copy

import pytest

from helpers import compare_eras, load_corpus
from helpers.reporting.explorer import explorer_payload
from made import folder_of_clippings
from made_explorers import hostile, pages
from seen import POINT, TOOLTIP, drawn, shut_out, wait_until


@pytest.fixture(scope="module")
def payload(tmp_path_factory):
    corpus = load_corpus(folder_of_clippings(tmp_path_factory.mktemp("seen") / "clippings", 12))
    return explorer_payload(compare_eras(corpus, n_topics=2), corpus, "Terms by era")


@pytest.fixture
def opened(browser, tmp_path):
    """Open the page of a payload; everything that goes wrong in it is kept in a list."""
    contexts = []

    def opener(payload, width=1400, scheme="light"):
        (tmp_path / "page.html").write_text(
            pages(payload, tmp_path)["04_eras_terms.html"], encoding="utf-8", newline="\n"
        )
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page, trouble = context.new_page(), []
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else 0
        )
        page.on("request", lambda r: None if r.url.startswith("file:") else trouble.append(r.url))
        page.goto((tmp_path / "page.html").as_uri())
        drawn(page)
        return page, trouble

    yield opener
    for context in contexts:
        context.close()


def test_a_term_is_found_and_read_by_keyboard_alone(opened, payload):
    page, trouble = opened(payload)
    page.focus("#search")
    page.keyboard.type(payload["terms"][3][0])
    page.keyboard.press("Enter")
    assert page.inner_text("#term") == f"“{payload['terms'][3][0]}”"
    assert page.evaluate("document.activeElement.id") == "evidence"
    assert len(page.query_selector_all("#told tbody tr")) == len(payload["lines"][3])
    page.focus("#search")
    page.fill("#search", "")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    assert page.inner_text("#term") == f"“{payload['terms'][1][0]}”"
    assert trouble == []


def test_the_lines_have_the_term_in_the_middle_and_exact_counts_above(opened, payload):
    page, _ = opened(payload)
    term, uses, articles, _ = payload["terms"][0]
    page.click("#list button >> nth=0")
    assert f"{uses} uses in {articles} articles" in page.inner_text("#told")
    captions = [caption.inner_text() for caption in page.query_selector_all("#told caption")]
    for (era, size), (carriers, times) in zip(payload["eras"], payload["counts"][0], strict=True):
        if times > 1:
            start = f"{era}: {times} uses in {carriers} of {size} articles"
            assert any(caption.startswith(start) for caption in captions)
    cells = [cell.inner_text().lower() for cell in page.query_selector_all("#told tbody td.term")]
    assert set(cells) == {term}


def test_a_point_tells_its_term_when_pointed_at_and_opens_its_lines_when_clicked(opened, payload):
    page, trouble = opened(payload)
    x, y, term = page.evaluate(POINT)
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    wait_until(page, f"({TOOLTIP})().includes('log-ratio')")
    page.mouse.click(x, y)
    wait_until(page, "document.getElementById('term').textContent.startsWith('“')")
    assert page.inner_text("#term") == f"“{term}”"
    assert trouble == []


def test_zoom_works_by_buttons(opened, payload):
    page, trouble = opened(payload)
    across = "Bokeh.documents[0].get_model_by_name('plot').x_range"
    widths = f"{across}.end - {across}.start"
    whole = page.evaluate(widths)
    page.click("#closer")
    assert page.evaluate(widths) < whole
    page.click("#whole")
    assert page.evaluate(widths) == pytest.approx(whole)
    assert trouble == []


@pytest.mark.parametrize("asked", ["US TRADE", '"tariff"', " “u.s.  Trade” ", "tariff."])
def test_a_term_is_found_without_its_points_and_in_quotation_marks(opened, payload, asked):
    written = copy.deepcopy(payload)
    wanted = "u.s. trade" if "tr" in asked.lower() else "tariff"
    written["terms"][2][0] = wanted
    page, _ = opened(written)
    page.fill("#search", asked)
    assert page.inner_text("#found") == "1 term."
    page.press("#search", "Enter")
    assert page.inner_text("#term") == f"“{wanted}”"


def test_a_long_name_of_an_era_does_not_widen_the_page(opened, payload):
    long = copy.deepcopy(payload)
    for number, era in enumerate(long["eras"]):
        era[0] = f"{number}{'administration_of_the_' * 4}years"
    page, _ = opened(long, width=390)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_term_that_is_not_there_is_told(opened, payload):
    page, _ = opened(payload)
    page.fill("#search", "xylophone")
    assert page.inner_text("#found") == "No such term here."


def test_hostile_texts_are_shown_and_never_obeyed(opened, payload):
    page, trouble = opened(hostile(payload))
    x, y, _ = page.evaluate(POINT)
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    for number in range(3):
        page.click(f"#list button >> nth={number}")
    page.wait_for_timeout(300)
    assert page.evaluate("window.hit") is None
    assert "<script>" in page.inner_text("#told")
    assert trouble == []


def test_the_page_of_extracts_shows_gists_and_where_they_stand(opened, payload):
    withheld = copy.deepcopy(payload) | {"sentences": []}
    withheld["lines"] = [
        [[number % len(payload["passages"]), 2]] for number in range(len(payload["terms"]))
    ]
    withheld["passages"] = [[a, p, "Envoys were cross."] for a, p, _ in payload["passages"]]
    page, trouble = opened(withheld)
    page.click("#list button >> nth=0")
    assert page.inner_text("#told td.gist") == "Envoys were cross. (2 uses)"
    assert "paragraph" in page.inner_text("#told tbody th")
    assert trouble == []


def test_more_eras_can_be_chosen_one_by_one(opened, payload):
    three = copy.deepcopy(payload)
    view = three["views"][0]
    three["views"] = [{"era": era, "other": None, "points": view["points"]} for era in (0, 1)]
    page, trouble = opened(three)
    assert page.inner_text("#left") == "← more in the rest"
    page.select_option("#era", "1")
    assert page.inner_text("#right") == f"more in {payload['eras'][1][0]} →"
    assert trouble == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [1400, 390])
def test_nobody_is_shut_out_in_light_dark_and_on_a_telephone(opened, payload, width, scheme):
    module = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    page, trouble = opened(payload, width, scheme)
    page.click("#list button >> nth=0")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert trouble == []
    assert shut_out(page, module) == []
