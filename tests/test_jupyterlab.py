"""JupyterLab in a real browser: every notebook runs, shows its figures, and answers to clicks."""

import contextlib
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
        code = [cell for cell in read_notebook(path).cells if cell.cell_type == "code"]
        return all(cell.execution_count for cell in code)

    wait_for(done, f"{path.name} did not run to its end")
    return read_notebook(path)


def figures(notebook) -> int:
    outputs = [output for cell in notebook.cells for output in cell.get("outputs", [])]
    return sum("image/png" in output.get("data", {}) for output in outputs)


def kinds(notebook) -> list[str]:
    return [output.output_type for cell in notebook.cells for output in cell.get("outputs", [])]


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_every_notebook_runs_to_its_end_and_shows_its_figures(lab, opened, name):
    path = lab[0] / "notebooks" / name
    page = opened(name)
    executed = run_all(page, path)
    assert "error" not in kinds(executed)
    assert not [
        output.text
        for cell in executed.cells
        for output in cell.get("outputs", [])
        if output.get("name") == "stderr"
    ]
    figures = [
        o for c in executed.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})
    ]
    stored = read_notebook(ROOT / "notebooks" / name)
    wanted = [
        o for c in stored.cells for o in c.get("outputs", []) if "image/png" in o.get("data", {})
    ]
    assert len(figures) == len(wanted) > 0
    page.locator(".jp-Notebook").first.hover()
    for _ in range(40):
        if page.locator(".jp-RenderedImage img").count():
            break
        page.mouse.wheel(0, 700)
        page.wait_for_timeout(100)
    picture = page.locator(".jp-RenderedImage img").first
    assert picture.evaluate("image => image.naturalWidth") > 300


def test_a_changed_parameter_changes_what_is_shown(lab, opened):
    path = lab[0] / "notebooks" / "04_eras.ipynb"
    page = opened("04_eras.ipynb")
    cell = page.locator(".jp-CodeCell .cm-content", has_text="n_terms = ").first
    cell.click()
    source = next(c.source for c in read_notebook(path).cells if "n_terms = " in c.source)
    page.keyboard.press("Control+a")
    page.keyboard.insert_text(source.replace("n_terms = 10", "n_terms = 2"))
    executed = run_all(page, path)
    assert "error" not in kinds(executed)
    table = next(
        o.data["text/plain"]
        for c in executed.cells
        for o in c.get("outputs", [])
        if "with every measure" in o.get("data", {}).get("text/plain", "")
    )
    assert len(table.splitlines()) == 2 + 4  # caption and head, two terms of each era


def test_the_concordance_answers_to_what_is_typed(lab, opened):
    path = lab[0] / "notebooks" / "04_eras.ipynb"
    page = opened("04_eras.ipynb")
    run_all(page, path)
    page.locator(".jp-Notebook").first.hover()
    field = page.locator(".jupyter-widgets input[type=text]").first
    for _ in range(120):
        if field.count() and field.is_visible():
            break
        page.mouse.wheel(0, 500)
        page.wait_for_timeout(100)
    field.fill("tariff")
    field.press("Enter")
    page.wait_for_selector("text=“tariff”: 9 uses", timeout=30_000)
    field.fill("zzz")
    field.press("Enter")
    page.wait_for_selector("text=no article", timeout=30_000)
