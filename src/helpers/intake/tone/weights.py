"""The weights that tone is reckoned with, and how a word in a text is found among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from helpers.intake.data import FOLDER

WEIGHTS = FOLDER / "tone_weights.tsv"
"""One weight a word, and the numbers of the model."""

SHIFTERS = FOLDER / "tone_shifters.tsv"
"""Words that turn or strengthen the tone of words after them."""

UNKNOWN, MARK, FIRST = 0, 1, 2
"""Codes of a word without weight, of the mark before a sentence, and of the first term."""


@dataclass(frozen=True)
class ToneModel:
    """An additive model of tone.

    Attributes
    ----------
    terms : tuple of str
        Words with a weight, in lower case, and shifters.
    weights : array of float
        One weight a term; 0 for a shifter without tone of its own.
    turns, strengthens : array of bool
        Which terms turn or strengthen what follows.
    bias : float
        What a sentence has before any word is looked at.
    turned : float
        What the weight of a turned word is multiplied by.
    strengthened : float
        What the weight of a strengthened word is multiplied by.
    zone, spread : float
        Make scores of sums, see :func:`helpers.intake.tone.words.squash`.
    codes : dict
        Term in UTF-8, in lower case, with a capital or in capitals, to the number of the term + 2.
    """

    terms: tuple[str, ...]
    weights: npt.NDArray[np.float64]
    turns: npt.NDArray[np.bool_]
    strengthens: npt.NDArray[np.bool_]
    bias: float
    turned: float
    strengthened: float
    zone: float
    spread: float
    codes: dict[bytes, int]


def make_model(
    weights: Mapping[str, float],
    numbers: Mapping[str, float],
    shifters: Mapping[str, str],
) -> ToneModel:
    """Make a model of weights and numbers.

    Parameters
    ----------
    weights : mapping
        Word to weight.
    numbers : mapping
        ``bias``, ``turned``, ``strengthened``, ``zone`` and ``spread``.
    shifters : mapping
        Word to "turns" or "strengthens".

    Returns
    -------
    ToneModel
        Ready to score with.

    Examples
    --------
    >>> names = ["bias", "turned", "strengthened", "zone", "spread"]
    >>> make_model({"good": 1.0}, dict.fromkeys(names, 1.0), {"not": "turns"}).terms
    ('good', 'not')
    """
    terms = tuple(sorted({*weights, *shifters}))
    codes = {b"\x01": MARK}
    for number, term in enumerate(terms, FIRST):
        for form in (term.upper(), term.capitalize(), term):
            codes[form.encode()] = number
    return ToneModel(
        terms=terms,
        weights=np.array([0.0, 0.0, *(weights.get(term, 0.0) for term in terms)]),
        turns=_which(terms, shifters, "turns"),
        strengthens=_which(terms, shifters, "strengthens"),
        bias=numbers["bias"],
        turned=numbers["turned"],
        strengthened=numbers["strengthened"],
        zone=numbers["zone"],
        spread=numbers["spread"],
        codes=codes,
    )


def _which(terms: Iterable[str], shifters: Mapping[str, str], kind: str) -> npt.NDArray[np.bool_]:
    return np.array([False, False, *(shifters.get(term) == kind for term in terms)])


def read_shifters(path: Path = SHIFTERS) -> dict[str, str]:
    """Read the words that turn or strengthen others.

    Parameters
    ----------
    path : Path
        File of word, tab and kind; lines that start with ``#`` are comments.

    Returns
    -------
    dict
        Word to kind.

    Examples
    --------
    >>> read_shifters()["never"]
    'turns'
    """
    return dict(row for row in _rows(path))


def read_model(path: Path = WEIGHTS) -> ToneModel:
    """Read a model.

    Parameters
    ----------
    path : Path
        File of word, tab and weight; the lines of the model's numbers begin with a colon.

    Returns
    -------
    ToneModel
        Ready to score with.

    Examples
    --------
    >>> model = read_model()
    >>> bool(model.weights[model.codes[b"war"]] < 0)
    True
    """
    rows = {term: float(weight) for term, weight in _rows(path)}
    numbers = {term[1:]: weight for term, weight in rows.items() if term.startswith(":")}
    weights = {term: weight for term, weight in rows.items() if not term.startswith(":")}
    return make_model(weights, numbers, read_shifters())


@lru_cache(maxsize=1)
def shipped_model() -> ToneModel:
    """Return the model of ``tone_weights.tsv``, read once.

    Returns
    -------
    ToneModel
        The model that :func:`helpers.intake.tone.words.score_tone` uses.

    Examples
    --------
    >>> "war" in shipped_model().terms
    True
    """
    return read_model()


def _rows(path: Path) -> list[tuple[str, str]]:
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = (line.split("\t") for line in lines if line and not line.startswith("#"))
    return [(row[0], row[1]) for row in rows]
