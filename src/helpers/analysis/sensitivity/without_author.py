"""What a comparison of eras owes to single authors: all articles of each left out in turn."""

from collections.abc import Sequence

import numpy as np
import pandas as pd

from helpers.analysis.sensitivity.sides import NOWHERE, Codes, Quantities
from helpers.analysis.sensitivity.without_one import TIE

MOST_CELLS = 4_000_000
"""Authors x articles looked at together."""

COLUMNS = ("low", "high", "low_author", "high_author")


def without_author(quantities: Quantities, codes: Codes, authors: Sequence[str]) -> pd.DataFrame:
    """Leave out each author who wrote several of the articles.

    Parameters
    ----------
    quantities
        What is compared.
    codes
        Era of each article.
    authors
        Author of each article, ``''`` where not known.

    Returns
    -------
    pandas.DataFrame
        One row per quantity: ``low``, ``high``, range of the log-ratio or difference over all
        authors left out, NaN where nobody wrote several, or leaving out any of them would empty a
        side; ``low_author``, ``high_author``, without whose articles it is lowest and highest, the
        first of equals in the order of names, ``''`` where there is none.

    Examples
    --------
    >>> from scipy import sparse
    >>> amounts = sparse.csr_matrix([[8.0], [8.0], [1.0], [1.0], [1.0]])
    >>> quantities = Quantities(amounts, np.full(5, 100.0), np.array([0]), log=True)
    >>> codes = np.array([0, 0, 0, 1, 1], dtype=np.int16)
    >>> without_author(quantities, codes, ["ito", "ito", "lund", "", ""]).round(2).values.tolist()
    [[0.0, 0.0, 'ito', 'ito']]
    """
    who = np.asarray(authors, dtype=object)
    there = quantities.able & (codes != NOWHERE) & (who != "")
    names, counts = np.unique(who[there].astype(str), return_counts=True)
    names = names[counts > 1]
    values = np.full((len(names), len(quantities.eras)), np.nan)
    height = max(1, MOST_CELLS // max(len(codes), 1))
    for start in range(0, len(names), height):
        some = names[start : start + height]
        ways = np.where(who[None, :] == some[:, None], NOWHERE, codes[None, :])
        values[start : start + height] = quantities.values(ways.astype(codes.dtype))
    told = pd.DataFrame(
        {
            "low": np.fmin.reduce(values, axis=0, initial=np.inf),
            "high": np.fmax.reduce(values, axis=0, initial=-np.inf),
        }
    ).replace([np.inf, -np.inf], np.nan)
    rounded = values.round(TIE)
    for column, filled in (("low", np.inf), ("high", -np.inf)):
        known = np.where(np.isnan(rounded), filled, rounded)
        place = (known.argmin if column == "low" else known.argmax)(axis=0) if len(names) else None
        told[f"{column}_author"] = [
            "" if place is None or np.isnan(told[column][i]) else str(names[place[i]])
            for i in range(len(told))
        ]
    return told[list(COLUMNS)]
