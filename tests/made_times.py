"""Sixty years of made-up speeches: no words, only counts, with drifts and a jump where planted."""

import datetime as dt
from collections.abc import Mapping

import numpy as np
import pandas as pd

from made_tables import MadeCorpus

FIRST_YEAR = 1960


def made_years(
    courses: Mapping[str, np.ndarray] | None = None,
    *,
    years: int = 60,
    each: tuple[int, int] = (10, 50),
    plain: int = 40,
    year_effect: float = 0.2,
    like_before: float = 0.0,
    longer: float = 1.0,
    seed: int = 0,
) -> MadeCorpus:
    """Build a corpus of speeches by counts alone.

    ``courses`` gives the rate per 1,000 words of planted terms in each year; ``plain`` terms have
    no course. Rates vary between speeches by their mean, and between years by ``year_effect`` (SD
    of the log), of which ``like_before`` is left over from the year before. Speeches get
    ``longer`` over the years.
    """
    rng = np.random.default_rng(seed)
    numbers = rng.integers(each[0], each[1] + 1, years)
    year = np.repeat(np.arange(years), numbers)
    flat = {f"plain{i:02d}": np.full(years, rate) for i, rate in enumerate(_rates(plain, rng))}
    rates = {**flat, **(courses or {})}
    words = rng.integers(400, 1_600, len(year)) * longer ** (year / years)
    ids = np.array([f"s{i:05d}" for i in range(len(year))])
    days = [dt.date(FIRST_YEAR + y, 1 + i % 12, 1 + i % 28) for i, y in enumerate(year)]
    parts = []
    for term, rate in rates.items():
        effect = _walk(years, year_effect, like_before, rng)
        own = rate[year] / 1_000 * words * np.exp(effect[year]) * rng.gamma(1, 1, len(year))
        count = rng.poisson(own)
        used = count > 0
        parts.append(pd.DataFrame({"article_id": ids[used], "term": term, "count": count[used]}))
    rest = pd.DataFrame({"article_id": ids, "term": "the", "count": words.astype(int)})
    terms = pd.concat([*parts, rest]).sort_values(["article_id", "term"]).assign(passage=0)
    articles = pd.DataFrame(
        {
            "article_id": ids,
            "earliest": pd.Series(days, dtype=object),
            "latest": pd.Series(days, dtype=object),
            "duplicate_of": "",
        }
    )
    return MadeCorpus(articles, (), {"terms": terms.reset_index(drop=True)}, 400)


def _rates(number: int, rng: np.random.Generator) -> np.ndarray:
    return rng.choice([0.3, 1.0, 3.0], number)


def _walk(years: int, spread: float, like_before: float, rng: np.random.Generator) -> np.ndarray:
    effect = rng.normal(0, spread, years)
    for year in range(1, years):
        fresh = np.sqrt(1 - like_before**2) * effect[year]
        effect[year] = like_before * effect[year - 1] + fresh
    return effect
