"""The workbench in a real browser: typed, chosen, pressed, saved."""

import time

import pytest

from helpers import load_corpus
from helpers.corpus.working_sets import read_working_set
from test_jupyterlab import lab, opened, run_all, scroll_to, wait_for  # noqa: F401

pytestmark = pytest.mark.lab


def field(name: str, kind: str = "input") -> str:
    return f".jupyter-widgets:has(> .widget-label:text-is('{name}')) {kind}"


def test_articles_are_searched_chosen_followed_to_their_sentences_and_saved(lab, opened):  # noqa: F811
    folder, _ = lab
    page = opened("05_explore.ipynb")
    run_all(page, folder / "notebooks" / "05_explore.ipynb")

    look_up = scroll_to(page, field("Look up"))
    look_up.fill("tariff")
    look_up.press("Enter")
    page.wait_for_selector("text=“tariff”: 9 uses in 3 of 5 articles", timeout=30_000)

    page.locator(".jp-Notebook").first.hover()
    page.mouse.wheel(0, -100_000)
    era = scroll_to(page, field("Era", "select"))
    era.select_option("2025")
    page.wait_for_selector("text=2 of 5 articles: era 2025.", timeout=30_000)
    words = page.locator(field("Uses")).first
    words.fill("zzz")
    words.press("Enter")
    page.wait_for_selector("text=No article uses 'zzz'", timeout=30_000)
    words.fill("")
    words.press("Enter")

    scroll_to(page, "text=/“tariff”: 6 uses in 2 of 2 articles/")
    rows = scroll_to(page, field("Rows", "select"))
    rows.select_option("actors")
    number = scroll_to(page, "button[title='Ryosei Akazawa, 2025: 2 of 2 articles']")
    # On a busy machine the table may be drawn once more under the key; people press again, too.
    behind = page.locator("text=/2 of 5 articles: era 2025, names Ryosei Akazawa/")
    pressed: list[float] = []

    def opens() -> bool:
        if not pressed or time.monotonic() - pressed[-1] > 10:
            number.press("Enter")
            pressed.append(time.monotonic())
        page.wait_for_timeout(200)
        return behind.count() > 0

    wait_for(opens, "the number opened nothing")

    name = scroll_to(page, field("Name"))
    name.fill("of 2025")
    page.locator("button:has-text('Save')").last.click()
    page.wait_for_selector("text=/Saved as “of 2025”.*2 articles/", timeout=30_000)
    out = folder / "working-sets" / "of 2025"
    wait_for(lambda: read_working_set(out) is not None, "nothing was saved")
    assert read_working_set(out).told == "2 of 5 articles: era 2025"
    assert load_corpus(out).articles["era"].tolist() == ["2025", "2025"]
    page.locator("button:has-text('Save')").last.click()
    page.wait_for_selector("text=/Saved as “of 2025”/", timeout=30_000)
