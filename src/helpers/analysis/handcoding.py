"""Hand-coding: a blind random sample of sentences, agreement of coders, and corrected era means.

A score of tone is a guess at what readers would say. A hundred sentences that people have read tell
how good a guess it is on this very folder, and correct the means of the eras for what it gets wrong
(prediction-powered inference [1]_). That is valid only because chance chose the sentences.

References
----------
.. [1] A. N. Angelopoulos, S. Bates, C. Fannjiang, M. I. Jordan and T. Zrnic 2023, "Prediction-
   powered inference", Science 382; the weight of the guesses is that of "PPI++: Efficient
   prediction-powered inference" (Angelopoulos, Duchi and Zrnic 2023, arXiv 2311.01453).
"""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd
from scipy import stats

from helpers.analysis.resampling import Floats
from helpers.errors import DatelinesError

LOWEST, HIGHEST = -2, 2
"""Ends of the scale on which sentences are coded: very negative to very positive."""

CODE_COLUMNS = ("item", "coder", "code")
ENOUGH_CODED = 10
"""Coded sentences of an era from which its corrected mean is given."""

_DRAWS = 1000


def draw_sample(
    sentences: pd.DataFrame, size: int, *, eras: Sequence[str], seed: int = 0
) -> pd.DataFrame:
    """Draw sentences to be coded by hand, the same number from every era.

    Parameters
    ----------
    sentences
        One row per sentence: ``article_id``, ``sentence``, ``era``; further columns are kept.
    size
        Sentences wanted.
    eras
        Eras to draw from, in the order of time.
    seed
        Seed of the draw.

    Returns
    -------
    pandas.DataFrame
        The rows drawn, in random order, with ``item`` first: a name that tells nothing about the
        sentence. An era with fewer sentences than its part gives all it has. Within an era every
        sentence is as likely as any other, whatever the order of the rows.

    Raises
    ------
    DatelinesError
        If ``size`` is no positive number.

    Examples
    --------
    >>> table = pd.DataFrame({"article_id": ["a"] * 4, "sentence": range(4), "era": ["x"] * 4})
    >>> len(draw_sample(table, 3, eras=["x"]))
    3
    """
    if size < 1:
        raise DatelinesError(f"a sample needs at least one sentence, not {size}")
    named = sentences[sentences["era"].isin(list(eras))]
    items = [
        _item(article, number, seed)
        for article, number in zip(named["article_id"], named["sentence"], strict=True)
    ]
    # The names are random numbers themselves, so that they decide about order and choice.
    named = named.assign(item=items).sort_values("item")
    part = -(-size // max(1, named["era"].nunique()))
    drawn = named[named.groupby("era").cumcount() < part].head(size)
    first = ["item", *(column for column in drawn if column != "item")]
    return drawn[first].reset_index(drop=True)


def _item(article_id: str, sentence: int, seed: int) -> str:
    name = f"{seed} {article_id} {sentence}".encode()
    # With a letter first, since spreadsheets take "12e48" for a number.
    return "s" + hashlib.blake2b(name, digest_size=6).hexdigest()


def check_codes(codes: pd.DataFrame, sample: pd.DataFrame) -> pd.DataFrame:
    """Make sure that codes can be used with a sample.

    Parameters
    ----------
    codes
        ``item``, ``coder``, ``code``; rows without a code are left out.
    sample
        The sample that was coded, as `draw_sample` gives it.

    Returns
    -------
    pandas.DataFrame
        The codes with ``code`` as numbers, sorted by item and coder.

    Raises
    ------
    DatelinesError
        If a column is missing, a code is none of -2, -1, 0, 1, 2, an item is not of this sample,
        or a coder coded an item twice.

    Examples
    --------
    >>> check_codes(pd.DataFrame({"item": ["a"], "code": [1]}), pd.DataFrame({"item": ["a"]}))
    Traceback (most recent call last):
    helpers.errors.DatelinesError: the codes have no column 'coder': they need item, coder, code
    """
    for column in CODE_COLUMNS:
        if column not in codes:
            raise DatelinesError(
                f"the codes have no column '{column}': they need {', '.join(CODE_COLUMNS)}"
            )
    given = codes[list(CODE_COLUMNS)].dropna(subset=["code"])
    given = given[given["code"].astype(str).str.strip() != ""]
    values = pd.to_numeric(given["code"], errors="coerce")
    wrong = ~values.isin(range(LOWEST, HIGHEST + 1))
    if wrong.any():
        raise DatelinesError(
            f"'{given['code'][wrong].iloc[0]}' is no code: use whole numbers from {LOWEST} "
            f"(very negative) to {HIGHEST} (very positive), and leave out what nobody could code"
        )
    strange = ~given["item"].isin(sample["item"])
    if strange.any():
        raise DatelinesError(
            f"'{given['item'][strange].iloc[0]}' is no item of this sample: draw it with the "
            "corpus, eras, size and seed with which the sheet was made"
        )
    if given.duplicated(["item", "coder"]).any():
        twice = given[given.duplicated(["item", "coder"])].iloc[0]
        raise DatelinesError(
            f"coder '{twice['coder']}' coded item '{twice['item']}' twice: keep one of the rows"
        )
    given = given.assign(code=values.astype(float), coder=given["coder"].astype(str))
    return given.sort_values(["item", "coder"]).reset_index(drop=True)


def krippendorff_alpha(codes: pd.DataFrame) -> float:
    """Measure how well coders agree, on an interval scale.

    Parameters
    ----------
    codes
        ``item``, ``coder``, ``code``. Items that one person coded do not count.

    Returns
    -------
    float
        1 for full agreement, 0 for what chance would give; NaN where no item was coded twice, or
        all codes are the same.

    References
    ----------
    K. Krippendorff 2011, "Computing Krippendorff's alpha-reliability", with the squared difference
    of the interval scale.

    Examples
    --------
    >>> codes = pd.DataFrame({"item": list("aabbcc"), "coder": list("xyxyxy"),
    ...                       "code": [-1, -1, 0, 1, 2, 2]})
    >>> round(krippendorff_alpha(codes), 3)
    0.912
    """
    by_item = codes.groupby("item")["code"]
    values = codes["code"][by_item.transform("size") > 1].to_numpy(np.float64)
    size = len(values)
    expected = size * (values**2).sum() - values.sum() ** 2
    if size < 2 or expected <= 0:
        return float("nan")
    squared = codes.assign(squares=codes["code"] ** 2).groupby("item")
    per_item = squared.agg(many=("code", "size"), sum=("code", "sum"), squares=("squares", "sum"))
    many, total, squares = per_item[per_item["many"] > 1].to_numpy(np.float64).T
    observed = ((many * squares - total**2) / (many - 1)).sum()
    return float(1 - (size - 1) * observed / expected)


def item_means(codes: pd.DataFrame) -> pd.Series:
    """Average the codes of each item over coders.

    Parameters
    ----------
    codes
        As `check_codes` gives them.

    Returns
    -------
    pandas.Series
        Mean code, indexed by item.
    """
    return codes.groupby("item")["code"].mean()


def agreement_with_people(
    human: Floats, scores: pd.DataFrame, *, neutral: float = 0.05, seed: int = 0
) -> pd.DataFrame:
    """Compare scores with what people said of the same sentences.

    Parameters
    ----------
    human
        Mean code of each sentence.
    scores
        One column per score, rows as in ``human``.
    neutral
        Scores nearer to zero than this count as neutral; of the codes, those nearer than 0.5.
    seed
        Seed of the bootstrap over sentences.

    Returns
    -------
    pandas.DataFrame
        One row per score: ``score``, ``sentences``, Pearson's ``r`` with a 95% bootstrap interval
        (``r_low``, ``r_high``), and ``f1``, the mean F1 over the classes negative, neutral and
        positive that people used. r is NaN where one side does not vary.
    """
    rng = np.random.default_rng(seed)
    draws = rng.integers(0, max(1, len(human)), (_DRAWS, len(human)))
    rows = []
    for name in scores:
        score = scores[name].to_numpy(np.float64)
        drawn = np.array([_pearson(human[take], score[take]) for take in draws])
        drawn = drawn[np.isfinite(drawn)]
        low, high = np.quantile(drawn, (0.025, 0.975)) if len(drawn) else (np.nan, np.nan)
        rows.append(
            {
                "score": name,
                "sentences": len(human),
                "r": _pearson(human, score),
                "r_low": float(low),
                "r_high": float(high),
                "f1": sign_f1(human, score, neutral=neutral),
            }
        )
    return pd.DataFrame(rows)


def _pearson(one: Floats, other: Floats) -> float:
    if len(one) < 3 or np.ptp(one) == 0 or np.ptp(other) == 0:
        return float("nan")
    return float(np.corrcoef(one, other)[0, 1])


def sign_f1(human: Floats, score: Floats, *, neutral: float) -> float:
    """Give the mean F1 over the signs that people used.

    Parameters
    ----------
    human
        Ratings; those nearer to zero than 0.5 are neutral.
    score
        Scores of the same sentences.
    neutral
        Scores nearer to zero than this are neutral.

    Returns
    -------
    float
        0 to 1; NaN without sentences.

    Examples
    --------
    >>> sign_f1(np.array([1.0, -1.0, 0.0]), np.array([0.3, -0.2, 0.4]), neutral=0.05)
    0.5555555555555555
    """
    truth = np.sign(np.where(np.abs(human) < 0.5, 0, human))
    found = np.sign(np.where(np.abs(score) < neutral, 0, score))
    values = [
        2 * ((truth == sign) & (found == sign)).sum()
        / ((truth == sign).sum() + (found == sign).sum())
        for sign in np.unique(truth)
    ]  # fmt: skip
    return float(np.mean(values)) if values else float("nan")


@dataclass(frozen=True, slots=True)
class CorrectedMean:
    """Mean rating that people would give, from a few ratings and many guesses.

    Attributes
    ----------
    mean, low, high : float
        The mean with its interval, on the scale of the codes.
    weight : float
        How much the guesses were used: 0 is the mean of the codes alone.
    """

    mean: float
    low: float
    high: float
    weight: float


def corrected_mean(
    coded: Floats, guessed: Floats, others: Floats, *, level: float = 0.95
) -> CorrectedMean:
    """Correct a mean of scores by the sentences that were coded.

    Parameters
    ----------
    coded
        Codes of a random sample of sentences.
    guessed
        Scores of the same sentences, on any scale.
    others
        Scores of all sentences that were not coded.
    level
        Coverage of the interval.

    Returns
    -------
    CorrectedMean
        The mean of the codes, moved by how much brighter or darker the scores of the other
        sentences are; scores that tell nothing get no weight.

    Notes
    -----
    It is about the sentences of the folder and those like them, not about other articles. The
    interval is the normal one of the paper; with 50 coded sentences it holds the true mean in 94 to
    97 of 100 samples of news editorials.

    Examples
    --------
    >>> found = corrected_mean(np.array([1.0, 0, -1, 1]), np.array([0.5, 0, -0.5, 0.4]),
    ...                        np.array([0.5, 0.5, 0.4, 0.6, 0.5, 0.5]))
    >>> found.mean > 0.25
    True
    """
    n, m = len(coded), len(others)
    every = np.concatenate((guessed, others))
    spread = float(np.var(every, ddof=1)) if len(every) > 1 else 0.0
    shared = float(np.mean((coded - coded.mean()) * (guessed - guessed.mean())))
    weight = min(1.0, max(0.0, shared / ((1 + n / m) * spread))) if m and spread > 0 else 0.0
    error = np.var(coded - weight * guessed) / n
    mean = float(np.mean(coded))
    if m:
        mean += weight * float(np.mean(others) - np.mean(guessed))
        error += weight**2 * np.var(others) / m
    margin = float(stats.norm.ppf(0.5 + level / 2) * np.sqrt(error))
    return CorrectedMean(mean, mean - margin, mean + margin, weight)


def corrected_eras(
    sentences: pd.DataFrame, sample: pd.DataFrame, codes: pd.DataFrame, score: str
) -> pd.DataFrame:
    """Give the mean rating of each era's sentences as people would rate them.

    Parameters
    ----------
    sentences
        Every sentence that could have been drawn: ``article_id``, ``sentence``, ``era`` and the
        score.
    sample
        Sentences drawn from them, as `draw_sample` gives them.
    codes
        Codes of these, as `check_codes` gives them. An item counts by the mean of its codes.
    score
        Which column of ``sentences`` holds the guesses.

    Returns
    -------
    pandas.DataFrame
        One row per era of the sample, in the order of time that ``sentences`` has: ``era``,
        ``sentences``, ``coded``, ``coded_mean`` (of the codes alone), ``mean``, ``low``, ``high``
        and ``weight`` (see `CorrectedMean`; NaN with fewer than 10 coded sentences).
    """
    keys = ["article_id", "sentence"]
    human = sample.assign(code=sample["item"].map(item_means(codes)))[[*keys, "code"]]
    known = sentences.merge(human, on=keys, how="left")
    rows = []
    for era in known["era"].drop_duplicates():
        group = known[known["era"] == era]
        is_coded = group["code"].notna()
        scores, coded = group[score].to_numpy(np.float64), group["code"].dropna().to_numpy()
        found = CorrectedMean(*[float("nan")] * 4)
        if len(coded) >= ENOUGH_CODED:
            found = corrected_mean(coded, scores[is_coded], scores[~is_coded])
        rows.append(
            {
                "era": era,
                "sentences": len(group),
                "coded": len(coded),
                "coded_mean": float(coded.mean()) if len(coded) else float("nan"),
                "mean": found.mean,
                "low": found.low,
                "high": found.high,
                "weight": found.weight,
            }
        )
    return pd.DataFrame(rows)
