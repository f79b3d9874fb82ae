"""How likely each line is to be part of the article: two small additive models, one after another.

The first scores a line by its look and its neighbours, the second adds what the rest of the page
tells. Both are logistic regressions over codes, one weight a code, in ``line_weights.tsv``;
``tools/train_line_model.py`` makes that file.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np

from helpers.intake.data import FOLDER
from helpers.intake.lines.line_context import CONTEXT, context
from helpers.intake.lines.line_features import LOCAL, Look

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

WEIGHTS = FOLDER / "line_weights.tsv"
"""Weights of both models."""


_MOST_CODES = 256


class Additive:
    """Sum of one weight a feature, looked up by the feature's code.

    Parameters
    ----------
    bias : float
        What a line has before any feature is looked at.
    weights : sequence of sequence of float
        For each feature the weights of its codes; a code beyond the last one counts as the last.
        All codes are below 256.
    """

    def __init__(self, bias: float, weights: Sequence[Sequence[float]]) -> None:
        self.bias = bias
        # In rows of one width no code is beyond the last.
        self.weights = np.array([[*row, *[row[-1]] * (_MOST_CODES - len(row))] for row in weights])
        self.offsets = _MOST_CODES * np.arange(len(weights))[:, None]

    def score(self, codes: NDArray[np.int64]) -> NDArray[np.float64]:
        """Log-odds of each line.

        Parameters
        ----------
        codes : array
            A row for each feature, with one code a line.

        Returns
        -------
        array
            One number a line; above 0 where it is rather part of the article.
        """
        total: NDArray[np.float64] = np.add.reduce(self.weights.take(codes + self.offsets), 0)
        total += self.bias
        return total


def read_weights(path: Path) -> tuple[Additive, Additive]:
    """Read the weights of both models.

    Parameters
    ----------
    path : Path
        A file of tab-separated lines: feature, and the weights of its codes parted by spaces.

    Returns
    -------
    tuple of Additive
        Local model and context model.
    """
    rows = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            name, weights = line.split("\t")
            rows[name] = [float(w) for w in weights.split(" ")]
    nothing = [0.0]  # what a new feature has before the models are trained with it
    return (
        Additive(rows["local_bias"][0], [rows.get(name, nothing) for name in LOCAL]),
        Additive(rows["context_bias"][0], [rows.get(name, nothing) for name in CONTEXT]),
    )


_SHIPPED = read_weights(WEIGHTS)


def score_lines(look: Look, models: tuple[Additive, Additive] | None = None) -> NDArray[np.float64]:
    """Score the lines of a page.

    Parameters
    ----------
    look : Look
        What they look like.
    models : tuple of Additive, optional
        Local and context model; those of ``line_weights.tsv`` unless given.

    Returns
    -------
    array
        Log-odds that a line is part of the running text.
    """
    local, second = models or _SHIPPED
    return second.score(context(look, local.score(look.codes)))
