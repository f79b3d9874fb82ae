"""JupyterLab in a real browser: every notebook runs, shows its figures, and answers to clicks."""

import contextlib
import csv
import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from pathlib import Path

import pytest

from helpers.reporting.files import read_notebook, write_notebook
from made import folder_of_clippings

ROOT = Path(__file__).parents[1]
NOTEBOOKS = sorted(path.name for path in (ROOT / "notebooks").glob("*.ipynb"))
SECONDS = 180
IDLE = "text=/ipykernel.*Idle/"
pytestmark = pytest.mark.lab


@pytest.fixture(scope="module")
def lab(tmp_path_factory):
    """JupyterLab on a copy of the notebooks whose outputs were taken out; gives folder, address."""
    pytest.importorskip("jupyterlab", reason="JupyterLab is not installed")
    folder = tmp_path_factory.mktemp("lab")
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    (folder / "notebooks").mkdir()
    for name in NOTEBOOKS:
        notebook = read_notebook(ROOT / "notebooks" / name)
        for cell in notebook.cells:
            if cell.cell_type == "code":
                cell.outputs, cell.execution_count = [], None
        write_notebook(notebook, folder / "notebooks" / name)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    own = {"JUPYTER_CONFIG_DIR": "config", "JUPYTER_DATA_DIR": "data", "IPYTHONDIR": "ipython"}
    own["DATELINES_CACHE"] = "cache"
    environment = os.environ | {name: str(folder / part) for name, part in own.items()}
    environment |= {"PYTHONHASHSEED": "0", "OMP_NUM_THREADS": "1"}
    environment.pop("MPLBACKEND", None)
    options = {"ip": "127.0.0.1", "port": port, "token": "", "password": "", "allow_root": True}
    options |= {"open_browser": False, "root_dir": folder}
    words = [f"--ServerApp.{name}={value}" for name, value in options.items()]
    with (folder / "log").open("w") as log:
        server = subprocess.Popen(
            [sys.executable, "-m", "jupyterlab", *words],
            cwd=folder, env=environment, stdout=log, stderr=log,
        )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    try:
        wait_for(lambda: asked(f"{address}/api") is not None, "JupyterLab did not start")
        yield folder, address
    finally:
        server.terminate()
        server.wait(30)


def asked(address: str):
    with contextlib.suppress(OSError, ValueError), urllib.request.urlopen(address) as answer:
        return json.loads(answer.read())
    return None


def wait_for(done, message: str, seconds: float = SECONDS) -> None:
    end = time.monotonic() + seconds
    while not done():
        assert time.monotonic() < end, message
        time.sleep(0.2)


@pytest.fixture
def opened(browser, lab):
    """Open a notebook in the browser."""
    _, address = lab
    context = browser.new_context(viewport={"width": 1300, "height": 900})

    def opener(name: str):
        page = context.new_page()
        page.goto(f"{address}/lab/tree/notebooks/{name}?reset", wait_until="domcontentloaded")
        page.wait_for_selector(".jp-CodeCell .cm-content", timeout=SECONDS * 1000)
        page.wait_for_selector(IDLE, timeout=SECONDS * 1000)
        return page

    yield opener
    context.close()
    for kernel in kernels(address):
        request = urllib.request.Request(f"{address}/api/kernels/{kernel['id']}", method="DELETE")
        with contextlib.suppress(OSError):
            urllib.request.urlopen(request)


def kernels(address: str) -> list:
    return asked(f"{address}/api/kernels") or []


def run_all(page, path: Path):
    """Run all cells from the menu, save, and give what is on disk then."""
    page.click(".lm-MenuBar-item:has-text('Run')")
    page.click(".lm-Menu-itemLabel:text-is('Run All Cells')")

    def done() -> bool:
        page.wait_for_timeout(2000)
        page.wait_for_selector(IDLE, timeout=SECONDS * 1000)
        page.keyboard.press("Control+s")
        page.wait_for_timeout(1000)
        saved = read_notebook(path)
        assert not errors(saved)
        return all(cell.execution_count for cell in saved.cells if cell.cell_type == "code")

    wait_for(done, f"{path.name} did not run to its end")
    return read_notebook(path)


def figures(notebook) -> int:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def scroll_to(page, wanted: str):
    """Scroll until something is on the screen: JupyterLab draws no cell before."""
    page.locator(".jp-Notebook").first.hover()
    place = page.locator(wanted).first
    for _ in range(150):
        if place.count() and place.is_visible():
            break
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(100)
    return place


def change(page, path: Path, **changes: str) -> None:
    """Type other values into the cell of parameters."""
    cell = next(c for c in read_notebook(path).cells if "parameters" in c.metadata.get("tags", []))
    lines = cell.source.splitlines()
    for name, value in changes.items():
        (place,) = [i for i, line in enumerate(lines) if line.startswith(f"{name} = ")]
        lines[place] = f"{name} = {value}"
    page.locator(".jp-CodeCell .cm-content", has_text="corpus = ").first.click()
    page.keyboard.press("Control+a")
    page.keyboard.insert_text("\n".join(lines))


def errors(notebook) -> list[str]:
    """Errors and warnings that a notebook shows."""
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return [
        output.get("evalue") or output.text
        for output in outputs
        if output.output_type == "error" or output.get("name") == "stderr"
    ]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_to_its_end_and_shows_its_figures(lab, opened, name):
    path = lab[0] / "notebooks" / name
    page = opened(name)
    executed = run_all(page, path)
    assert figures(executed) == figures(read_notebook(ROOT / "notebooks" / name))
    picture = scroll_to(page, ".jp-RenderedImage img")
    assert picture.evaluate("image => image.naturalWidth") > 300


def test_a_changed_parameter_counts_and_the_concordance_answers_to_what_is_typed(lab, opened):
    path = lab[0] / "notebooks" / "04_eras.ipynb"
    page = opened("04_eras.ipynb")
    change(page, path, n_terms="2")
    executed = run_all(page, path)
    table = next(
        o.data["text/plain"]
        for c in executed.cells
        for o in c.get("outputs", [])
        if "with every measure" in o.get("data", {}).get("text/plain", "")
    )
    assert len(table.splitlines()) == 2 + 4  # caption and head, two terms of each era
    field = scroll_to(page, ".jupyter-widgets input[type=text]")
    field.fill("tariff")
    field.press("Enter")
    page.wait_for_selector("text=“tariff”: 9 uses", timeout=30_000)
    assert page.locator("text=/^2025: .* uses? in/").count() == 1
    eras = page.locator(".jupyter-widgets select").first
    eras.select_option(index=1)
    page.wait_for_selector("text=/^2025: .* uses? in/", state="detached", timeout=30_000)
    field.fill("zzz")
    field.press("Enter")
    page.wait_for_selector("text=no article", timeout=30_000)


def test_sentences_are_coded_by_hand_with_the_mouse_and_kept_at_once(lab, opened):
    clippings = folder_of_clippings(lab[0] / "clippings", 12)
    path = lab[0] / "notebooks" / "03_sentiment.ipynb"
    page = opened("03_sentiment.ipynb")
    change(page, path, corpus='"../clippings"', coder='"eva"', to_code="4")
    run_all(page, path)
    scroll_to(page, ".jupyter-widgets:has-text('0 of 4 sentences are coded')")
    for button, told in (
        ("-1 negative", "1 of 4"),
        ("+2 very positive", "2 of 4"),
        ("back", "1 of 4"),
        ("+1 positive", "2 of 4"),
        ("cannot say", "3 of 4"),
        ("neutral", "4 of 4"),
    ):
        page.click(f".jupyter-widgets button:text-is('{button}')")
        page.wait_for_selector(f"text={told} sentences are coded", timeout=30_000)
    page.wait_for_selector("text=Thank you: all are coded.")
    assert page.is_disabled(".jupyter-widgets button:text-is('neutral')")
    with (clippings / "codes_eva.csv").open(encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["coder"], row["code"].strip()) for row in rows] == [
        ("eva", "-1"), ("eva", "1"), ("eva", ""), ("eva", "0"),
    ]  # fmt: skip
    assert all(row["text"] for row in rows)
    page.locator(".jp-CodeCell .cm-content", has_text="start_coding").first.click()
    page.keyboard.press("Shift+Enter")
    page.wait_for_selector("text=Agreement of the scores with the codes", timeout=60_000)
