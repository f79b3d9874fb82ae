"""From a drawing to a figure in a notebook."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.reporting.findings import say
from helpers.reporting.show import show

if TYPE_CHECKING:
    from helpers.reporting.theme import Drawing


def draw(drawing: Drawing | None, caption: str) -> None:
    """Show a drawing with its caption, or say that there is nothing to draw.

    Parameters
    ----------
    drawing : Drawing or None
        What a function of `helpers.reporting.charts` gives: None where a figure would be empty.
    caption : str
        What is drawn and in which unit; plain text.
    """
    if drawing is None:
        say(f"*{caption}*: there is nothing to draw here.")
    else:
        show(drawing.figure, alt=drawing.alt, caption=caption, data=drawing.data)
