"""Panels where somebody is at the screen, plain outputs where nobody is."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.errors import DatelinesError
from helpers.reporting.show import display

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping


def by_hand() -> bool:
    """Tell whether somebody runs this cell: front ends name the cell, programs do not.

    Returns
    -------
    bool
        False outside of a kernel.

    Examples
    --------
    >>> by_hand()
    False
    """
    from IPython import get_ipython

    kernel = getattr(get_ipython(), "kernel", None)
    if kernel is None:
        return False
    return "cellId" in kernel.get_parent("shell").get("metadata", {})


def widgets() -> Any:  # noqa: ANN401  (a module that has no types)
    """Import ipywidgets.

    Returns
    -------
    module
        The library.

    Raises
    ------
    DatelinesError
        If it is not installed.
    """
    try:
        import ipywidgets
    except ImportError as error:
        raise DatelinesError(
            "the panels of the workbench need ipywidgets: pip install 'datelines[lab]', or set the "
            "parameters at the top and run again"
        ) from error
    return ipywidgets


def text(markup: str) -> str:
    """Set HTML for a widget, which sets lines wide and the cells of tables without any space.

    Parameters
    ----------
    markup : str
        HTML, everything from the corpus escaped.

    Returns
    -------
    str
        HTML with a style of its own.
    """
    return f'<style>{_STYLE}</style><div class="datelines-text">{markup}</div>'


_STYLE = (
    ".datelines-text{line-height:1.4}"
    ".datelines-text .dataframe :is(td,th){padding:1px 14px 1px 0;text-align:left}"
    ".datelines-text .dataframe caption{text-align:left;font-weight:bold}"
)


def show_panel(
    make: Callable[[], Any], forms: Mapping[str, str], about: Mapping[str, object]
) -> None:
    """Show a panel to somebody at the screen, and the same without it to anybody else.

    What stands without it is stored beside the panel, for whoever opens the saved notebook.

    Parameters
    ----------
    make : callable
        Makes the widget; not called where nobody is at the screen.
    forms : mapping of str to str
        MIME type to content.
    about : mapping
        Metadata, put under ``datelines``.
    """
    if not by_hand():
        display(forms, {"datelines": dict(about)})
        return
    try:
        view = make()._repr_mimebundle_()
    except DatelinesError as error:
        display(forms, {"datelines": dict(about)})
        told = f"{error}."
        display({"text/plain": told}, {})
        return
    display({**forms, **view, "text/html": forms["text/html"]}, {"datelines": dict(about)})
