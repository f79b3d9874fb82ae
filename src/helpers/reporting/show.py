"""Figures and tables as our notebooks show them: described, compared by text, and closed."""

from __future__ import annotations

import base64
import io
import re
from functools import partial
from html import escape
from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError
from helpers.reporting.fingerprint import fingerprint
from helpers.reporting.numerals import digits_of, is_label, number

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas as pd
    from matplotlib.figure import Figure
    from PIL import Image

DPI = 150
"""Pixels an inch: sharp in print, and a page of six figures stays below 300 kB."""

_CSS_PIXELS_PER_INCH = 96
_COLOURS = 64
_UNLIKE = 0.5
"""How far colours may be from those drawn, of 255: root mean square over all pixels."""
_FARTHEST = 32
"""How far any one may be: too little to be seen on an edge, and none where a surface is meant."""

ROWS_SHOWN = 60
"""Rows of a table; of a longer one the first and the last half of these are shown."""

NUMBERS_SHOWN = 400
"""Rows of the numbers behind a figure, which are there to be complete and stay folded on a page."""


def show(figure: Figure, *, alt: str, caption: str, data: pd.DataFrame) -> None:
    """Display a figure once, with its description, its caption and the numbers it draws.

    The text form of the figure ends with a fingerprint of what it draws, because a comparison of
    notebooks looks at texts and not at pictures. The figure is closed.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        The figure to show.
    alt : str
        What somebody who cannot see the figure has to know; one or two sentences.
    caption : str
        What is drawn and in which unit; plain text, shown below the figure.
    data : pandas.DataFrame
        The numbers behind the figure, one row per thing drawn, rounded for display.

    Raises
    ------
    DatelinesError
        Where `alt` or `caption` is empty, or `data` has no rows.

    Examples
    --------
    >>> import pandas as pd
    >>> from matplotlib.figure import Figure
    >>> figure, data = Figure(), pd.DataFrame({"year": [1980, 1990], "articles": [2, 3]})
    >>> bars = figure.add_subplot().bar(data["year"], data["articles"])
    >>> show(figure, alt="", caption="Articles by year", data=data)
    Traceback (most recent call last):
    helpers.errors.DatelinesError: a figure needs an alt text: say in a sentence what it shows
    """
    import matplotlib.pyplot as plt

    _require(alt, "a figure needs an alt text: say in a sentence what it shows")
    _require(caption, "a figure needs a caption: say what is drawn and in which unit")
    if data.empty:
        raise DatelinesError("a figure needs its numbers: pass a table with at least one row")
    alt, caption = _one_line(alt), _one_line(caption)
    name = fingerprint(figure)
    picture, width, height = _png(figure)
    plt.close(figure)
    about = {"alt": alt, "caption": caption, "width": width, "height": height}
    display(
        {"image/png": picture, "text/plain": f"{caption}\n[figure {name}]"},
        {"image/png": about, "datelines": {"figure": name}},
    )
    # JupyterLab shows a picture without its caption, so its numbers, which follow, carry it.
    rows = NUMBERS_SHOWN if len(data) <= NUMBERS_SHOWN else ROWS_SHOWN
    shown, plain = (table(data, above, rows=rows) for above in (caption, ""))
    numbers = {**shown, "text/plain": plain["text/plain"]}
    display(numbers, {"datelines": {"numbers_of": name}})


def show_table(frame: pd.DataFrame, caption: str, whole: str = "") -> None:
    """Display a table under a caption.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table, its floats rounded for display; where it has no rows, a sentence says so.
        Thousands are parted by commas but in columns of years, versions and ids. An index without a
        name that only counts the rows is left out. At most 60 rows are shown, the first and the
        last thirty, and it is said below how many there are.
    caption : str
        What the rows are and in which unit; plain text.
    whole : str
        The code that gives all rows, told where some are left out.

    Raises
    ------
    DatelinesError
        Where `caption` is empty.

    Examples
    --------
    >>> import pandas as pd
    >>> show_table(pd.DataFrame({"era": ["1980s"], "articles": [2]}), " ")
    Traceback (most recent call last):
    helpers.errors.DatelinesError: a table needs a caption: say what its rows are
    """
    _require(caption, "a table needs a caption: say what its rows are")
    if frame.empty:
        nothing = f"{re.split('[:;,]', _one_line(caption))[0]}: none."
        display({"text/plain": nothing, "text/html": f"<p>{escape(nothing)}</p>"}, {})
        return
    written = table(frame, _one_line(caption), whole)
    display(written, {"datelines": {"table": _one_line(caption)}})


def _require(text: str, message: str) -> None:
    if not text.strip():
        raise DatelinesError(message)


def _one_line(text: str) -> str:
    return " ".join(text.split())


def display(data: Mapping[str, str], metadata: Mapping[str, object]) -> None:
    """Display one output in several forms, with metadata that a page can read.

    Parameters
    ----------
    data : mapping of str to str
        MIME type to content.
    metadata : mapping of str to object
        JSON; what we say ourselves stands under `datelines`.
    """
    from IPython.display import display as publish

    publish(dict(data), metadata=dict(metadata), raw=True)  # type: ignore[no-untyped-call]


def _png(figure: Figure) -> tuple[str, int, int]:
    """Draw to a palette PNG; gives base64, width and height, these in CSS pixels."""
    from PIL import Image

    drawn, written = io.BytesIO(), io.BytesIO()
    figure.savefig(
        drawn,
        format="png",
        dpi=DPI,
        bbox_inches="tight",
        pad_inches=0.08,
        facecolor="white",
        metadata={"Software": None},
    )
    picture = _with_few_colours(Image.open(drawn).convert("RGB"))
    picture.save(written, format="PNG", optimize=True)
    scale = _CSS_PIXELS_PER_INCH / DPI
    width, height = (round(side * scale) for side in picture.size)
    return base64.b64encode(written.getvalue()).decode("ascii"), width, height


def _with_few_colours(picture: Image.Image) -> Image.Image:
    """Keep the colours that a figure needs most as they are, and round all others to them.

    Mean colours, as image libraries choose them, would give an era another blue in each figure.
    One after the other that is kept by which most is gained, until what is left cannot be seen.
    """
    import numpy as np
    from PIL import Image

    pixels = np.asarray(picture)
    codes = pixels.astype(np.int32) @ np.array([1 << 16, 1 << 8, 1], dtype=np.int32)
    found, place, counts = np.unique(codes, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, found >> 8 & 255, found & 255], axis=1).astype(np.int64)
    nearest = np.zeros(len(found), dtype=np.uint8)
    kept, away = [counts.argmax()], ((colours - colours[counts.argmax()]) ** 2).sum(axis=1)
    while len(kept) < _COLOURS:
        loss = away * counts
        unlike = loss.sum() > _UNLIKE**2 * 3 * counts.sum()
        if not unlike and away.max() <= _FARTHEST**2:
            break
        kept.append((loss if unlike else away).argmax())
        distance = ((colours - colours[kept[-1]]) ** 2).sum(axis=1)
        nearest[distance < away] = len(kept) - 1
        away = np.minimum(away, distance)
    small = Image.fromarray(nearest[place].reshape(codes.shape), mode="P")
    small.putpalette(colours[kept].astype(np.uint8).tobytes())
    return small


def table(
    frame: pd.DataFrame, caption: str, whole: str = "", *, rows: int = ROWS_SHOWN
) -> dict[str, str]:
    """Write a table as HTML and as text.

    Parameters
    ----------
    frame : pandas.DataFrame
        The table.
    caption : str
        Plain text; '' for none.
    whole : str
        The code that gives all rows; '' where it need not be told.
    rows : int
        Rows shown at most. Below a table that has more a sentence says how many it has.

    Returns
    -------
    dict of str to str
        `text/html` and `text/plain`.

    Examples
    --------
    >>> import pandas as pd
    >>> table(pd.DataFrame({"n": range(9)}), "Numbers", rows=4)["text/plain"].splitlines()[-1]
    '4 of 9 rows are shown, the first and the last 2.'
    """
    import pandas as pd

    counts_rows = isinstance(frame.index, pd.RangeIndex) and frame.index.name is None
    writers = [_writer(frame.iloc[:, place]) for place in range(frame.shape[1])]
    with pd.option_context("display.max_colwidth", None):
        options: dict[str, Any] = {"formatters": writers, "na_rep": "–", "max_rows": rows}
        markup = frame.to_html(index=not counts_rows, border=0, **options)
        text = frame.to_string(index=not counts_rows, **options)
    if caption:
        markup, text = _captioned(markup, caption), f"{caption}\n{text}"
    if len(frame) > rows:  # pandas shows as many at either end
        half = rows // 2
        told = f"{half * 2} of {len(frame):,} rows are shown, the first and the last {half}"
        code = f"; <code>{escape(whole)}</code> has all" if whole else ""
        markup = f'{markup}\n<p class="size">{told}{code}.</p>'
        text = f"{text}\n{told}{f'; {whole} has all' if whole else ''}."
    return {"text/html": markup, "text/plain": text}


def _writer(column: pd.Series) -> Callable[[float], str] | None:
    """Say how to write a column of numbers; what is a name or no number stays as it is."""
    import numpy as np
    import pandas as pd

    kind = pd.api.types
    if not kind.is_numeric_dtype(column) or kind.is_bool_dtype(column) or is_label(column.name):
        return None
    values = column.to_numpy(dtype=float, na_value=np.nan)
    return partial(number, digits=digits_of(values))


def _captioned(markup: str, caption: str) -> str:
    opening, rest = markup.split(">", 1)
    return f"{opening}>\n  <caption>{escape(caption)}</caption>{rest}"
