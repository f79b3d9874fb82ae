"""A short, stable name for what a figure draws, so that a text comparison notices a change."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Iterable

    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.axis import Axis
    from matplotlib.collections import Collection
    from matplotlib.colorizer import ColorizingArtist
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend
    from matplotlib.lines import Line2D
    from matplotlib.patches import Patch
    from matplotlib.text import Text
    from matplotlib.typing import ColorType
    from numpy.typing import ArrayLike

_DIGITS = 3  # a thousandth of the largest value is finer than an eye or a screen can tell


def fingerprint(figure: Figure) -> str:
    """Name what a figure draws by twelve hexadecimal digits.

    Data, colours, texts, scales, limits and fixed tick labels count; the size of the figure, fonts
    and everything a layout engine moves about do not, so that the same data give the same name on
    every machine.

    Parameters
    ----------
    figure : matplotlib.figure.Figure
        Any figure; it is not changed.

    Returns
    -------
    str
        Twelve hexadecimal digits.

    Examples
    --------
    >>> from matplotlib.figure import Figure
    >>> figure = Figure()
    >>> line, = figure.add_subplot().plot([1, 2, 4])
    >>> before = fingerprint(figure)
    >>> line.set_ydata([1, 2, 5])
    >>> fingerprint(figure) == before
    False
    """
    drawn = {
        "titles": [figure.get_suptitle(), figure.get_supxlabel(), figure.get_supylabel()],
        "texts": [text.get_text() for text in figure.texts],
        "axes": [_axes(axes) for axes in figure.axes],
        "legends": [_legend(legend) for legend in figure.legends],
    }
    written = json.dumps(drawn, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(written.encode()).hexdigest()[:12]


def _axes(axes: Axes) -> dict[str, Any]:
    legend = axes.get_legend()
    return {
        "titles": [axes.get_title(where) for where in ("left", "center", "right")],
        "x": _axis(axes.xaxis),
        "y": _axis(axes.yaxis),
        "lines": [_line(line) for line in _seen(axes.lines)],
        "collections": [_collection(collection) for collection in _seen(axes.collections)],
        "patches": [_patch(patch) for patch in _seen(axes.patches)],
        "images": [_mapped(image) for image in _seen(axes.images)],
        "texts": [_text(text) for text in _seen(axes.texts)],
        "legend": _legend(legend) if legend is not None else None,
    }


def _seen(artists: Iterable[Any]) -> list[Any]:
    return [artist for artist in artists if artist.get_visible()]


def _axis(axis: Axis) -> dict[str, Any]:
    return {
        "label": axis.get_label_text(),
        "scale": axis.get_scale(),
        "limits": _numbers(axis.get_view_interval()),
        "inverted": bool(axis.get_inverted()),
        "ticks": _tick_labels(axis),
    }


def _tick_labels(axis: Axis) -> list[str]:
    """Labels that were set by hand; where ticks go by themselves depends on fonts and size."""
    from matplotlib.category import StrCategoryLocator
    from matplotlib.ticker import FixedLocator

    locator = axis.get_major_locator()
    if not isinstance(locator, FixedLocator | StrCategoryLocator):
        return []
    return [str(label) for label in axis.get_major_formatter().format_ticks(list(locator()))]


def _line(line: Line2D) -> list[Any]:
    return [
        _numbers(line.get_xdata(orig=False)),
        _numbers(line.get_ydata(orig=False)),
        _colours(line.get_color()),
        str(line.get_linestyle()),
        str(line.get_marker()),
        _label(line),
    ]


def _collection(collection: Collection) -> list[Any]:
    values = collection.get_array()
    outlines = [] if np.size(collection.get_offsets()) > 2 else collection.get_paths()
    return [
        _numbers(np.ma.filled(collection.get_offsets(), np.nan)),
        [_numbers(path.vertices) for path in outlines],
        _mapped(collection) if values is not None else _colours(collection.get_facecolor()),
        _colours(collection.get_edgecolor()),
        _numbers(collection.get_sizes()) if hasattr(collection, "get_sizes") else [],
        _label(collection),
    ]


def _patch(patch: Patch) -> list[Any]:
    from matplotlib.patches import FancyArrowPatch

    kind = type(patch).__name__
    if isinstance(patch, FancyArrowPatch):  # its path is known in pixels only
        return [kind, _colours(patch.get_edgecolor())]
    outline = patch.get_path().transformed(patch.get_patch_transform())
    return [
        kind,
        _numbers(outline.vertices),
        _colours(patch.get_facecolor()),
        _colours(patch.get_edgecolor()),
        patch.get_hatch() or "",
        _label(patch),
    ]


def _mapped(mappable: ColorizingArtist) -> list[Any]:
    return [
        _numbers(np.ma.filled(np.ma.asarray(mappable.get_array(), dtype=float), np.nan)),
        mappable.get_cmap().name,
        _numbers(mappable.get_clim()),
    ]


def _text(text: Text) -> list[Any]:
    """Words and colour, and the point an annotation points at; a label may be moved to fit."""
    from matplotlib.text import Annotation

    if isinstance(text, Annotation) and text.xycoords == "data":
        return [text.get_text(), _colours(text.get_color()), _numbers(text.xy)]
    return [text.get_text(), _colours(text.get_color())]


def _legend(legend: Legend) -> list[Any]:
    return [legend.get_title().get_text(), [_text(text) for text in legend.get_texts()]]


def _label(artist: Artist) -> str:
    label = str(artist.get_label())
    return "" if label.startswith("_") else label


def _colours(colours: ColorType | ArrayLike) -> list[str]:
    from matplotlib.colors import to_hex, to_rgba_array

    return [to_hex(colour, keep_alpha=True) for colour in to_rgba_array(colours)]


def _numbers(values: ArrayLike) -> list[Any]:
    """Round to a thousandth of the largest value, so that the last bits of a sum do not count."""
    array = np.asarray(values, dtype=float)
    finite = np.abs(array[np.isfinite(array)])
    largest = float(finite.max()) if finite.size else 0.0
    if largest < 1e-12:
        return _written(np.where(np.isfinite(array), 0.0, array))
    # Round numbers lie on the edge between two roundings; a nudge takes them off it.
    nudged = array * (1 + 1e-7)
    digits = _DIGITS - int(np.floor(np.log10(largest * (1 + 3.1e-7))))
    return _written(np.round(nudged, digits) + 0.0)


def _written(array: np.ndarray) -> list[Any]:
    written: list[Any] = array.astype(str).tolist()
    return written
