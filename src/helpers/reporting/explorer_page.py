"""The interactive page of key terms: Bokeh draws, a few lines of our own search and list."""

from __future__ import annotations

import base64
import hashlib
import json
import math
from functools import cache
from pathlib import Path
from typing import Any

from helpers.analysis.honesty import Rung
from helpers.reporting.theme import INK, PALE, PALETTE, QUIET, era_colours

MIME = "application/vnd.datelines.explorer+json"
"""Type of the output in which a notebook keeps what such a page needs."""

_TEMPLATE = Path(__file__).parent / "template"
_KEYS = frozenset(
    (
        *("caption", "rung", "eras", "axes", "terms", "counts", "verdicts", "views"),
        *("articles", "passages", "sentences", "lines", "notes"),
    )
)
_ON_DARK = ("#56b4e9", "#f0894d", "#2fc79b", "#e3a6c6", "#cf9a78", "#c49bff")
"""Colours of eras that stand out on a dark page, in the order of the palette."""
_TICKS = (2, 3, 5, 10, 20, 50, 100, 200, 500)
_TOOLTIP = (
    f'<div style="color:{INK};font:13px/1.5 system-ui,sans-serif"><b>@term</b><br>log-ratio @told'
    "<br>articles: @articles</div>"
)
"""Bokeh puts texts into the places marked by an @ as texts."""
_UNSAFE = {ord(sign): f"\\u{ord(sign):04x}" for sign in "<>&\u2028\u2029"}


def explorer_parts(payload: dict[str, Any], shared_script: str) -> dict[str, Any]:
    """Give the template of the page what it needs.

    Parameters
    ----------
    payload : dict
        As `explorer_payload` gives it, read back from a notebook.
    shared_script : str
        The script of all pages.

    Returns
    -------
    dict
        ``data``, ``plot`` and ``look`` (JSON that can stand in a script element), ``bokeh`` and
        ``explorer_script`` (scripts), ``explorer_style``, ``policy``, ``caption``, ``notes``,
        ``described`` (whether the folder allows description only).

    Raises
    ------
    ValueError
        If it is no such payload.
    """
    if not isinstance(payload, dict) or payload.keys() != _KEYS or not payload["views"]:
        raise ValueError("no payload of an explorer")
    try:
        look = _look([str(name) for name, _ in payload["eras"]])
        plot = _plot(*map(float, payload["axes"]))
    except (TypeError, IndexError) as error:
        raise ValueError("no payload of an explorer") from error
    bokeh, script = bokeh_script(), _read("explorer.js")
    scripts = " ".join(_hash(text) for text in (bokeh, script, shared_script))
    policy = (
        # Bokeh writes styles as it draws. Nothing from a corpus can: texts stay texts.
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src {scripts}; base-uri 'none'; form-action 'none'"
    )
    return {
        "data": script_json(payload),
        "plot": script_json(plot),
        "look": script_json(look),
        "bokeh": bokeh,
        "explorer_script": script,
        "explorer_style": _read("explorer.css"),
        "policy": policy,
        "caption": str(payload["caption"]),
        "notes": [str(note) for note in payload["notes"]],
        "described": payload["rung"] == str(Rung.DESCRIPTION),
    }


def script_json(content: object) -> str:
    r"""Write JSON that can stand in a script element whatever texts it holds.

    Parameters
    ----------
    content : object
        Anything that JSON can say.

    Returns
    -------
    str
        JSON in which no tag, comment or line end of a script can begin or end.

    Examples
    --------
    >>> print(script_json(["</script><!--"]))
    ["\u003c/script\u003e\u003c!--"]
    """
    text = json.dumps(content, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.translate(_UNSAFE).encode("utf-8", "backslashreplace").decode("utf-8")


@cache
def bokeh_script() -> str:
    """Read the script that Bokeh ships, without widgets and other extensions.

    Returns
    -------
    str
        The script, which holds no end tag.

    Raises
    ------
    ValueError
        If a later Bokeh ships one that cannot be put into a page as it is.
    """
    import bokeh

    path = Path(bokeh.__file__).parent / "server" / "static" / "js" / "bokeh.min.js"
    script = path.read_text(encoding="utf-8")
    if "</script" in script.lower() or "<!--" in script:
        raise ValueError("the script of this Bokeh cannot stand in a page")
    return script


def _read(name: str) -> str:
    return (_TEMPLATE / name).read_text(encoding="utf-8")


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode()).digest()
    return f"'sha256-{base64.b64encode(digest).decode()}'"


def _look(eras: list[str]) -> dict[str, Any]:
    """Colours of each era, of the rest, and of terms that cannot be told from chance."""
    light = era_colours(eras)
    dark = dict(zip(PALETTE, _ON_DARK, strict=True))
    return {
        "light": {"eras": [light[era] for era in eras], "rest": QUIET, "chance": PALE, "ink": INK},
        "dark": {
            "eras": [dark.get(light[era], light[era]) for era in eras],
            "rest": "#a8a196",
            "chance": "#5f594f",
            "ink": "#ebe6dc",
        },
    }


def _plot(widest: float, low: float, high: float) -> dict[str, Any]:
    """Make the plot without its points, which the page's script puts in, as Bokeh writes it."""
    from bokeh.core.properties import value
    from bokeh.embed import json_item
    from bokeh.models import ColumnDataSource, FixedTicker, HoverTool, Range1d, TapTool
    from bokeh.models.annotations import LabelSet
    from bokeh.plotting import figure

    hover = HoverTool(tooltips=_TOOLTIP)
    plot = figure(
        name="plot",
        x_range=Range1d(start=-widest, end=widest),
        y_range=Range1d(start=low, end=high),
        sizing_mode="stretch_both",
        min_border_right=12,
        toolbar_location=None,
        tools=[hover, TapTool()],
        background_fill_color=None,
        border_fill_color=None,
        outline_line_color=None,
    )
    columns = ("x", "y", "size", "fill", "line", "alpha", "term", "told", "articles")
    points = ColumnDataSource({name: [] for name in columns}, name="points")
    drawn = plot.scatter(
        "x", "y", size="size", fill_color="fill", line_color="line", alpha="alpha", source=points
    )
    drawn.nonselection_glyph = drawn.selection_glyph = None
    ring = ColumnDataSource({name: [] for name in ("x", "y", "size", "ink")}, name="ring")
    plot.scatter(
        "x", "y", size="size", fill_color=None, line_color="ink", line_width=2.5, source=ring
    )
    names = ColumnDataSource({name: [] for name in ("x", "y", "text", "right", "up")}, name="names")
    labels = LabelSet(
        name="labels",
        x="x",
        y="y",
        text="text",
        x_offset="right",
        y_offset="up",
        text_baseline="middle",
        text_font=value("system-ui, sans-serif"),
        text_font_size=value("12px"),
        source=names,
    )
    plot.add_layout(labels)
    hover.renderers = [drawn]
    ticks = [*_TICKS, *(10**power * step for power in range(3, 8) for step in (1, 2, 5))]
    plot.yaxis.ticker = FixedTicker(ticks=[round(math.log2(tick), 6) for tick in ticks])
    plot.yaxis.major_label_overrides = {round(math.log2(tick), 6): f"{tick:,}" for tick in ticks}
    plot.yaxis.axis_label = "Articles that use the term"
    for axis in (plot.xaxis, plot.yaxis):
        axis.axis_label_text_font_style = "normal"
        axis.minor_tick_line_color = None
    item: dict[str, Any] = _with_own_ids(dict(json_item(plot)), {})
    return item


def _with_own_ids(part: Any, ids: dict[str, str]) -> Any:  # noqa: ANN401  (JSON)
    """Give models new numbers, in the order in which they are written: Bokeh counts on and on."""
    if isinstance(part, dict):
        return {
            key: ids.setdefault(value, f"m{len(ids)}")
            if key in ("id", "root_id") and isinstance(value, str)
            else _with_own_ids(value, ids)
            for key, value in part.items()
        }
    if isinstance(part, list):
        return [_with_own_ids(value, ids) for value in part]
    return part
