"""What tests in a browser look at: the plot of terms, and what axe finds."""

import json
import time
from pathlib import Path
from types import ModuleType

POINT = """() => {
  const all = Bokeh.documents[0], plot = all.get_model_by_name("plot");
  const points = all.get_model_by_name("points").data, view = Bokeh.index.roots[0];
  const place = document.getElementById("plot").getBoundingClientRect(), frame = view.frame.bbox;
  const part = (value, range) => (value - range.start) / (range.end - range.start);
  return [place.left + frame.left + part(points.x[0], plot.x_range) * frame.width,
          place.top + frame.top + (1 - part(points.y[0], plot.y_range)) * frame.height,
          points.term[0]];
}"""
TOOLTIP = """() => {
  const told = (e) => (e.className === "bk-tooltip-content" ? e.textContent : "");
  const texts = (root) => [...root.querySelectorAll("*")]
    .map((e) => told(e) + (e.shadowRoot ? texts(e.shadowRoot) : "")).join("");
  return texts(document);
}"""
"""The text of the little window at a point, through all shadow roots."""

_AXE = """axe.run(document, {resultTypes: ["violations"], runOnly: [
  "wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"
]}).then((told) => JSON.stringify(told.violations))"""


def wait_until(page, expression: str, seconds: float = 30) -> None:
    """Ask again until a page says yes; its policy forbids it to ask itself, as Playwright would."""
    end = time.monotonic() + seconds
    while not page.evaluate(expression):
        assert time.monotonic() < end, expression
        page.wait_for_timeout(100)


def drawn(page) -> None:
    """Wait until the plot of terms is there."""
    names = "window.Bokeh?.documents[0]?.get_model_by_name('names')"
    wait_until(page, f"{names}?.data.x.length > 0")


def shut_out(page, axe: ModuleType) -> list[dict]:
    """Violations of WCAG A and AA and of good practice that axe finds on a page."""
    session = page.context.new_cdp_session(page)  # past the policy, which lets no other script in

    def evaluate(expression: str):
        wanted = {"expression": expression, "awaitPromise": True, "returnByValue": True}
        return session.send("Runtime.evaluate", wanted)["result"].get("value")

    if not evaluate("'axe' in window"):
        path = next(Path(axe.__path__[0]).rglob("axe*.js"))
        evaluate(f"{path.read_text(encoding='utf-8')};0")
    found = json.loads(evaluate(_AXE))
    session.detach()
    return found
