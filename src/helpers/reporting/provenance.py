"""What a report was made of and with: corpus, parameters, versions. No clock and no path."""

from __future__ import annotations

import platform
from importlib.metadata import version
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Sized

PACKAGES = (
    "datelines", "numpy", "pandas", "scipy", "scikit-learn", "nltk", "vaderSentiment",
    "matplotlib", "seaborn", "papermill", "nbconvert",
)  # fmt: skip
"""Packages whose version can change a number or a page."""


class Described(Protocol):
    """What a provenance table asks of a corpus: its name, its digest and its articles."""

    @property
    def name(self) -> str:
        """Short name."""

    @property
    def digest(self) -> str:
        """Hexadecimal digest of what it holds."""

    @property
    def articles(self) -> Sized:
        """One row per article."""


def versions() -> dict[str, str]:
    """Versions of Python and of the packages that make the numbers and the pages.

    Returns
    -------
    dict of str to str
        Name to version, `python` first.

    Examples
    --------
    >>> sorted(versions())[:2]
    ['datelines', 'matplotlib']
    """
    return {"python": platform.python_version()} | {name: version(name) for name in PACKAGES}


def show_provenance(corpus: Described, **parameters: object) -> None:
    """Display what a notebook was computed from: corpus and parameters.

    Parameters
    ----------
    corpus : Corpus
        The corpus the notebook read.
    **parameters
        Parameters of the notebook but the folder, by name; seeds belong here.
    """
    import pandas as pd

    from helpers.reporting.show import display, table

    rows = [
        ("corpus", f"{corpus.name}, {len(corpus.articles):,} articles"),
        ("corpus digest", corpus.digest[:16]),
        *((f"parameter {name}", repr(value)) for name, value in parameters.items()),
    ]
    caption = "What this page was computed from"
    about = {"name": corpus.name, "articles": len(corpus.articles), "digest": corpus.digest}
    display(
        table(pd.DataFrame(rows, columns=["what", "value"]), caption),
        {"datelines": {"table": caption, "corpus": about}},
    )


def show_versions() -> None:
    """Display the versions a notebook was computed with.

    Apart from `show_provenance`, because these differ from machine to machine where the numbers do
    not, and a comparison of notebooks must leave them out.
    """
    import pandas as pd

    from helpers.reporting.show import display, table

    caption = "What this page was computed with"
    frame = pd.DataFrame(list(versions().items()), columns=["package", "version"])
    display(table(frame, caption), {"datelines": {"table": caption}})
