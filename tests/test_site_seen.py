"""A published site in a browser: links, search, folds, paper, screens, and whoever is shut out."""

import functools
import io
import json
import re
import shutil
import threading
import xml.etree.ElementTree as ET
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from urllib.parse import unquote, urldefrag, urljoin, urlparse

import pytest

from helpers.reporting.nightly import run_night
from helpers.reporting.site import LATEST, past_runs
from seen import POINT, TOOLTIP, drawn, shut_out, wait_until

ROOT = Path(__file__).parents[1]
pytestmark = pytest.mark.lab

CONFIG = """\
title = "Trade by night"

[[report]]
corpus = "clippings"
title = "Five clippings"

[[report]]
corpus = "pictures"
title = "A folder without words"
"""
NOTEBOOKS = [path.stem for path in sorted((ROOT / "notebooks").glob("*.ipynb"))]
KINDS = {
    "index": "index.html",
    "report": f"clippings/{LATEST}/index.html",
    "changes": f"clippings/{LATEST}/changes.html",
    "terms": f"clippings/{LATEST}/04_eras_terms.html",
} | {name: f"clippings/{LATEST}/{name}.html" for name in NOTEBOOKS}
WIDTHS = (360, 800, 1400)
LARGEST = 300_000
LARGEST_PLOT = 1_500_000
PAPER = 672
"""Pixels from margin to margin on A4."""
EDGE = 16 / 25.4 * 72
"""Points of the margin."""


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    """A site of two nights with a clipping more in the second, and a report that fails."""
    folder = tmp_path_factory.mktemp("nights")
    seeds = sorted((ROOT / "seeds").glob("*.json"))
    for name in ("clippings", "pictures"):
        (folder / name).mkdir()
    (folder / "pictures" / "one.png").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 8)
    (folder / "nightly.toml").write_text(CONFIG, encoding="utf-8")
    for path in seeds[:-1]:
        shutil.copy(path, folder / "clippings")
    night(folder)
    of_an_earlier_day(folder / "site" / "clippings")
    shutil.copy(seeds[-1], folder / "clippings")
    night(folder)
    return folder / "site"


def night(folder: Path) -> None:
    outcomes = run_night(folder / "nightly.toml", ROOT / "notebooks")
    assert [outcome.status for outcome in outcomes] == ["published", "failed"], outcomes


def of_an_earlier_day(report: Path) -> None:
    """Let the run be one of an earlier day: of one day, only the last run is kept."""
    (run,) = past_runs(report)
    earlier = run.folder.rename(report / "2026-01-31T0300")
    run.record["when"] = "2026-01-31T03:00:00+00:00"
    (earlier / "run.json").write_text(json.dumps(run.record), encoding="utf-8")
    (report / LATEST).unlink()
    (report / LATEST).symlink_to(earlier.name, target_is_directory=True)


@pytest.fixture(scope="module")
def served(site):
    """The same site from a web server on this machine."""

    class Silent(SimpleHTTPRequestHandler):
        def do_GET(self):
            if self.path == "/favicon.ico":  # browsers ask for it by themselves
                self.send_response(204)
                self.end_headers()
            else:
                super().do_GET()

        def log_message(self, *_):
            """Nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Silent, directory=str(site)))
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def opened(browser):
    """Open an address. What goes wrong, and every request to elsewhere, is kept in a list."""
    contexts = []

    def opener(address: str, width: int = 1400, scheme: str = "light"):
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme)
        contexts.append(context)
        page, trouble = context.new_page(), []
        home = urlparse(address)

        def watch(request):
            asked = urlparse(request.url)
            if asked.scheme != "data" and asked[:2] != home[:2]:
                trouble.append(request.url)

        page.on("request", watch)
        page.on("requestfailed", lambda request: trouble.append(f"failed: {request.url}"))
        page.on(
            "response", lambda answer: trouble.append(answer.url) if answer.status > 399 else None
        )
        page.on("pageerror", lambda error: trouble.append(str(error)))
        page.on(
            "console", lambda m: trouble.append(m.text) if m.type in ("error", "warning") else None
        )
        page.goto(address)
        return page, trouble

    yield opener
    for context in contexts:
        context.close()


LINKS = """() => [...document.querySelectorAll("[href], [src]")]
  .map((e) => e.getAttribute("href") ?? e.getAttribute("src"))
  .filter((address) => !address.startsWith("data:"))"""
ANCHORS = "() => [...document.querySelectorAll('[id]')].map((e) => e.id)"


@pytest.mark.parametrize("way", ["file", "http"])
def test_every_link_leads_to_something_that_is_there(site, served, opened, way):
    home = served if way == "http" else site.as_uri() + "/"
    page, trouble = opened(f"{home}index.html")
    anchors, asked, ahead = {}, [], [f"{home}index.html"]
    while ahead:
        address = ahead.pop()
        if address in anchors:
            continue
        assert address.startswith(home), f"{address} leads out of the site"
        place = site / unquote(address.removeprefix(home))
        assert place.is_file(), f"{address} leads nowhere"
        anchors[address], found = [], []
        if place.suffix == ".html":
            page.goto(address)
            anchors[address], found = page.evaluate(ANCHORS), page.evaluate(LINKS)
        elif place.name == "feed.xml":
            found = [link.get("href") for link in ET.parse(place).iterfind(".//{*}link")]
            assert len(found) > 3
        links = [(address, urljoin(address, link)) for link in found]
        asked += links
        ahead += [urldefrag(link).url for _, link in links]
    for start, link in asked:
        goal, anchor = urldefrag(link)
        assert not anchor or unquote(anchor) in anchors[goal], f"{start}: nothing at {link}"
    met = {(site / unquote(address.removeprefix(home))).resolve() for address in anchors}
    assert met >= {path.resolve() for path in site.rglob("*.html")}
    assert (site / "feed.xml").resolve() in met
    assert trouble == []


def test_the_index_leads_with_status_course_news_and_findings_of_each_report(site, opened):
    page, trouble = opened((site / "index.html").as_uri())
    good, broken = page.query_selector_all("section.card")
    assert good.query_selector(".status").inner_text().startswith("All well last run ")
    assert broken.query_selector(".status").inner_text().startswith("Failed last run ")
    assert "picture" in broken.inner_text()
    assert "1 new" in good.query_selector(".changed").inner_text()
    assert len(good.query_selector_all(".findings li")) == 3
    assert good.query_selector(".spark").get_attribute("aria-label") == "Articles, from 4 to 5"
    assert good.query_selector(".thumbnail").evaluate("image => image.naturalWidth") > 300
    good.query_selector("summary").click()
    runs = good.query_selector_all("details a")
    assert runs[-1].inner_text() == "31 January 2026 at 03:00 UTC"
    runs[-1].click()
    page.wait_for_url("**/2026-01-31T0300/**")
    assert "4 articles" in page.inner_text(".standfirst")
    assert trouble == []


def test_code_is_folded_and_unfolds_alone_or_all_at_once(site, opened):
    page, trouble = opened((site / KINDS["04_eras"]).as_uri())
    shown = "document.querySelectorAll('details.code[open]').length"
    every = page.evaluate("document.querySelectorAll('details.code').length")
    assert every > 10
    assert page.evaluate(shown) == 0
    page.click("details.code summary >> nth=2")
    assert page.evaluate(shown) == 1
    assert page.is_visible("details.code[open] pre")
    page.click("#code-switch")
    assert page.evaluate(shown) == every
    page.click("#code-switch")
    assert page.evaluate(shown) == 0
    page.set_viewport_size({"width": 360, "height": 800})
    assert not page.is_visible("details.code >> nth=2")
    page.click("#code-switch")
    assert page.is_visible("details.code pre >> nth=2")
    assert trouble == []


def test_the_contents_stay_in_sight_and_lead_to_their_sections(site, opened):
    page, trouble = opened((site / KINDS["04_eras"]).as_uri())
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight / 2)")
    assert 0 <= page.locator(".toc.aside li >> nth=0").bounding_box()["y"] < 900
    contents = page.locator(".toc.aside a")
    for number in range(contents.count()):
        contents.nth(number).click()
        heading = page.locator(page.url[page.url.index("#") :])
        assert heading.inner_text() == contents.nth(number).inner_text()
        assert -1 <= heading.bounding_box()["y"] < 900
    page.set_viewport_size({"width": 360, "height": 800})
    page.evaluate("scrollTo(0, 0)")
    page.click(".toc.inline summary")
    page.click(".toc.inline a >> nth=3")
    assert 0 <= page.locator(page.url[page.url.index("#") :]).bounding_box()["y"] < 100
    assert trouble == []


@pytest.mark.parametrize("way", ["file", "http"])
def test_the_plot_of_terms_is_found_answers_and_leads_to_every_use(site, served, opened, way):
    home = served if way == "http" else site.as_uri() + "/"
    page, trouble = opened(f"{home}{KINDS['04_eras']}")
    page.click("text=Open the plot")
    page.wait_for_url("**/04_eras_terms.html")  # until then, questions go to the page before
    drawn(page)
    x, y, term = page.evaluate(POINT)
    page.mouse.move(x - 2, y)
    page.mouse.move(x, y)
    wait_until(page, f"({TOOLTIP})().includes({json.dumps(term)})")
    page.mouse.click(x, y)
    page.wait_for_selector(f"#term:has-text('“{term}”')")
    page.fill("#search", "tariff")
    assert "terms" in page.inner_text("#found")
    page.press("#search", "Enter")
    assert page.inner_text("#term") == "“tariff”"
    uses = page.inner_text("#told p >> nth=1")
    assert re.match(r"\d+ uses in \d articles", uses), uses
    assert page.locator("#told tbody tr").count() > 1
    page.fill("#search", "xylophone")
    assert page.inner_text("#found") == "No such term here."
    page.click("header a")
    page.wait_for_url("**/04_eras.html")
    assert trouble == []


@pytest.mark.parametrize("name", ["04_eras", "terms", "report", "changes"])
def test_a_page_that_is_mailed_alone_still_works(site, opened, tmp_path, name):
    copied = shutil.copy(site / KINDS[name], tmp_path / "mailed.html")
    page, trouble = opened(Path(copied).as_uri())
    if name == "terms":
        drawn(page)
        page.fill("#search", "tariff")
        page.press("#search", "Enter")
        assert page.inner_text("#term") == "“tariff”"
    else:
        assert page.locator("img").count() > 3
        widths = "[...document.images].map((image) => image.naturalWidth)"
        assert min(page.evaluate(widths)) > 100
    if name == "04_eras":
        page.click("#code-switch")
        assert page.is_visible("details.code pre >> nth=2")
    assert trouble == []


def test_pages_are_small(site):
    for path in sorted(site.rglob("*.html")):
        most = LARGEST_PLOT if path.name.endswith("_terms.html") else LARGEST
        assert path.stat().st_size <= most, path.name


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("name", KINDS)
def test_nobody_is_shut_out_on_any_screen(site, opened, name, scheme):
    axe = pytest.importorskip("axe_core_python", reason="axe-core-python is not installed")
    page, trouble = opened((site / KINDS[name]).as_uri(), scheme=scheme)
    if name == "terms":
        drawn(page)
        page.click("#list button >> nth=0")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        overhang = page.evaluate("document.documentElement.scrollWidth - innerWidth")
        assert overhang <= 0, f"{overhang} pixels too wide at {width}"
    if page.locator("#code-switch").count():
        page.click("#code-switch")
    page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = true; })")
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate("new Promise(requestAnimationFrame)")
        assert shut_out(page, axe) == [], f"at {width}"
    assert trouble == []


@pytest.fixture
def printed(site, opened):
    """Print a page as the browser does; gives the page and the paper."""
    pdfium = pytest.importorskip("pypdfium2", reason="pypdfium2 is not installed")
    documents = []

    def printer(name: str, scheme: str = "light"):
        page, _ = opened((site / KINDS[name]).as_uri(), scheme=scheme)
        if name == "terms":
            drawn(page)
        documents.append(pdfium.PdfDocument(io.BytesIO(page.pdf(format="A4"))))
        return page, documents[-1]

    yield printer
    for document in documents:
        document.close()


def words(text: str) -> str:
    """Letters and figures alone: a line may break anywhere, and hyphens go with it."""
    return re.sub(r"\W+", "", text)


@pytest.mark.parametrize("name", KINDS)
def test_paper_has_every_section_and_nothing_cut(printed, name):
    import pypdfium2.raw as pdfium

    page, paper = printed(name)
    texts = [sheet.get_textpage().get_text_range() for sheet in paper]
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PAPER, "height": 900})
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0
    whole = words(re.sub(r"\d+ / \d+\s*$", "", "\n".join(texts), flags=re.M))
    wanted = page.evaluate(
        "() => [...document.querySelectorAll('h1, h2, h3, .headline p, .finding, figcaption')]"
        ".filter((e) => e.offsetHeight).map((e) => e.innerText)"
    )
    assert len(wanted) > 3
    assert [text for text in wanted if words(text) not in whole] == []
    pictures = [
        picture
        for sheet in paper
        for picture in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE])
    ]
    shown = "[...document.images].filter((image) => image.offsetHeight).length"
    assert len(pictures) == page.evaluate(shown)  # one that is split is there twice
    assert name != "terms" or "Articles that use the term" in texts[0]  # drawn, as lines and text
    for sheet, text in zip(paper, texts, strict=True):
        width, height = sheet.get_size()
        for picture in sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]):
            left, low, right, high = picture.get_bounds()
            assert left >= EDGE - 1
            assert right <= width - EDGE + 1
            assert low >= 0
            assert high <= height
        assert len(text) > 40 or list(sheet.get_objects(filter=[pdfium.FPDF_PAGEOBJ_IMAGE]))


@pytest.mark.parametrize("name", ["04_eras", "terms"])
def test_what_is_printed_from_a_dark_screen_is_dark_on_white(printed, name):
    _, paper = printed(name, "dark")
    picture = paper[0].render(scale=1).to_pil().convert("L")
    counts = picture.histogram()
    assert counts[255] > 0.8 * picture.width * picture.height
    assert sum(counts[:60]) > 500


def test_paper_holds_no_code(printed):
    page, paper = printed("04_eras")
    source = page.locator("details.code pre").first.text_content()
    text = words("".join(sheet.get_textpage().get_text_range() for sheet in paper))
    assert words(source)[:60] not in text
