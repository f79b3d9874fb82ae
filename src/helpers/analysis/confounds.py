"""Which differences between eras cannot be told from differences of publisher, place or length."""

import numpy as np
import pandas as pd

from helpers.analysis.composition import CATEGORIES, covariates
from helpers.analysis.honesty import Rung, count_of, rung
from helpers.analysis.resampling import Flags, Floats
from helpers.analysis.statistics.strata import stratum_names
from helpers.analysis.tables import CorpusTables
from helpers.analysis.topic_models.topic_eras import strata_of
from helpers.intake.data import language_name

NUMBERS = {
    "length": "n_words",
    "quoted speech": "quoted",
    "damage by scanning": "ocr_noise",
}
"""Properties of an article that are numbers, and their columns in `composition.covariates`."""

BALANCED = 0.1
"""Up to this standardised difference two sides count as alike in a property (Austin 2009)."""

WEAK = 0.1
"""Up to this Cramer's V a property counts as hardly associated with the eras (Cohen 1988)."""

MANY_AUTHORS = 8
"""Authors from which shuffling them whole can reach a p below 0.05."""

PLURALS = {"agency": "agencies"}

NONE_OF = {
    "quoted speech": "has quoted speech",
    "damage by scanning": "shows damage by scanning",
}
"""What no article does where a number is zero in all."""

COLUMNS = (
    *("covariate", "known", "of", "values", "measure", "association", "raw"),
    *("shared", "usable", "smallest", "rung", "finding", "sentence"),
)


def cramers_v(table: object, *, corrected: bool = True) -> float:
    """Measure how strongly two properties go together.

    Parameters
    ----------
    table
        Counts, values of one property x values of the other.
    corrected
        Whether to take off what chance adds in small tables.

    Returns
    -------
    float
        From 0 (none) to 1 (one settles the other); NaN where a side has fewer than two values, and
        with ``corrected`` where there are as many values as articles, which says nothing.

    References
    ----------
    Bergsma 2013, "A bias-correction for Cramer's V and Tschuprow's T", Journal of the Korean
    Statistical Society 42(3), 323-328.

    Examples
    --------
    >>> round(cramers_v([[30, 10], [10, 30]]), 3), cramers_v([[5, 0], [0, 5]], corrected=False)
    (0.49, 1.0)
    """
    counts = np.asarray(table, dtype=np.float64)
    counts = counts[counts.sum(axis=1) > 0][:, counts.sum(axis=0) > 0]
    rows, columns = counts.shape
    total = counts.sum()
    if min(rows, columns) < 2:
        return float("nan")
    expected = counts.sum(axis=1, keepdims=True) * counts.sum(axis=0) / total
    phi2 = float(((counts - expected) ** 2 / expected).sum() / total)
    if not corrected:
        return float(np.sqrt(phi2 / (min(rows, columns) - 1)))
    phi2 = max(0.0, phi2 - (rows - 1) * (columns - 1) / (total - 1))
    width = min(k - (k - 1) ** 2 / (total - 1) for k in (rows, columns))
    return float(min(1.0, np.sqrt(phi2 / (width - 1)))) if width > 1 + 1e-9 else float("nan")


def standardised_difference(values: Floats, is_target: Flags) -> float:
    """Measure how far apart two sides are in a property, in standard deviations.

    Parameters
    ----------
    values
        One number per article; NaN where not known.
    is_target
        One flag per article.

    Returns
    -------
    float
        Mean of the target less mean of the rest, over the root of their mean variance; NaN where a
        side has fewer than two articles or neither side varies.

    References
    ----------
    Austin 2009, "Balance diagnostics for comparing the distribution of baseline covariates between
    treatment groups in propensity-score matched samples", Statistics in Medicine 28, 3083-3107.

    Examples
    --------
    >>> round(standardised_difference(np.array([3.0, 5, 1, 3]), np.array([1, 1, 0, 0], bool)), 3)
    1.414
    """
    known = ~np.isnan(values)
    target, rest = values[known & is_target], values[known & ~is_target]
    if min(len(target), len(rest)) < 2:
        return float("nan")
    spread = float(np.sqrt((target.var(ddof=1) + rest.var(ddof=1)) / 2))
    # What does not vary but for rounding has no spread to measure in.
    least = 1e-9 * max(abs(target.mean()), abs(rest.mean()))
    return float((target.mean() - rest.mean()) / spread) if spread > least else float("nan")


def confounds(corpus: CorpusTables) -> pd.DataFrame:
    """Hold the eras against publishers, places, agencies, authors, languages, genres and lengths.

    Parameters
    ----------
    corpus
        A corpus. Undated articles and duplicates are left out.

    Returns
    -------
    pandas.DataFrame
        One row per property; empty with fewer than two eras.

        - ``covariate``; ``known``, ``of``: articles of which it is known, and articles compared
        - ``values``: how many values it has; of a number, the three thirds that strata are made of
        - ``measure``, ``association``: Cramer's V of eras and values with Bergsma's correction, or
          the standardised difference from the rest that is largest in size; NaN where there is none
        - ``raw``: Cramer's V without the correction; NaN for numbers
        - ``shared``, ``usable``: strata that hold articles of two eras or more, and articles in
          them: what a comparison within strata can use; ``smallest``: of these the articles of the
          era that has fewest; ``rung``: the rung of the honesty ladder it would stand on
        - ``finding``: ``'unknown'`` (of no article), ``'one value'`` (the same in all),
          ``'inseparable'`` (no value in two eras), ``'known of one era'``, ``'unbalanced'``,
          ``'balanced'``, or ``'cannot tell'`` (weakly associated, but an era has four articles or
          fewer)
        - ``sentence``: the same for a reader
    """
    found = covariates(corpus)
    found = found[found["era"].isin(corpus.eras)].reset_index(drop=True)
    eras = [era for era in corpus.eras if (found["era"] == era).any()]
    if len(eras) < 2:
        return pd.DataFrame(columns=list(COLUMNS))
    rows = [_category(name, found, eras) for name in CATEGORIES]
    rows += [_number(name, column, found, eras) for name, column in NUMBERS.items()]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def thirds(values: pd.Series) -> pd.Series:
    """Part articles into three by a number, as strata.

    Parameters
    ----------
    values
        One number per article; NaN where not known.

    Returns
    -------
    pandas.Series
        ``'short'``, ``'middle'``, ``'long'`` as in `topic_eras.strata_of`; ``''`` where not known.

    Examples
    --------
    >>> thirds(pd.Series([0.1, 0.5, 0.9, float("nan")])).to_list()
    ['short', 'middle', 'long', '']
    """
    known = values.dropna()
    parted = strata_of(known.rename("n_words").to_frame(), "length")
    return parted.reindex(values.index).fillna("")


def _category(name: str, found: pd.DataFrame, eras: list[str]) -> tuple[object, ...]:
    known = found[found[name] != ""]
    table = pd.crosstab(known[name], known["era"])
    association = cramers_v(table) if len(known) else np.nan
    raw = cramers_v(table, corrected=False) if len(known) else np.nan
    within = _within(found, found[name], eras)
    finding = _finding(table, within, found, association, WEAK)
    head = (name, len(known), len(found), len(table), "Cramer's V", association, raw)
    told = _category_sentence(name, found, table, finding, within)
    return (*head, *_counted(within, eras), finding, told)


def _number(name: str, column: str, found: pd.DataFrame, eras: list[str]) -> tuple[object, ...]:
    values = found[column].to_numpy(dtype=np.float64)
    known = found[~np.isnan(values)]
    strata = thirds(found[column])
    table = pd.crosstab(strata[strata != ""], found.loc[strata != "", "era"])
    apart = {e: standardised_difference(values, (found["era"] == e).to_numpy()) for e in eras}
    era = max(eras, key=lambda e: -1 if np.isnan(apart[e]) else abs(round(apart[e], 9)))
    within = _within(found, strata, eras)
    finding = _finding(table, within, found, abs(apart[era]), BALANCED)
    if len(known) and known[column].min() == known[column].max():
        finding = "one value"
    head = (name, len(known), len(found), len(table), "standardised difference", apart[era])
    ordered = known.sort_values("era", key=lambda own: own.map(eras.index), kind="stable")
    told = _number_sentence(name, ordered[column], ordered["era"], finding, (era, apart[era]))
    if finding == "one value" and len(known) < len(found):
        left = f"{len(found) - len(known):,} of {count_of(len(found), 'article')}"
        told += f" The {name} of {left} is not known."
    return (*head, np.nan, *_counted(within, eras), finding, told)


def _within(found: pd.DataFrame, strata: pd.Series, eras: list[str]) -> pd.DataFrame:
    """Keep the articles that lie in strata of two eras or more."""
    names = stratum_names(strata).to_numpy()
    known = found[["era"]].assign(stratum=names)[names != ""]
    spread = known.groupby("stratum")["era"].transform("nunique")
    used: pd.DataFrame = known[(spread > 1) & known["era"].isin(eras)]
    return used


def _counted(within: pd.DataFrame, eras: list[str]) -> tuple[int, int, int, Rung]:
    counts = {era: int((within["era"] == era).sum()) for era in eras}
    return within["stratum"].nunique(), len(within), min(counts.values()), rung(counts)


def _finding(
    table: pd.DataFrame, within: pd.DataFrame, found: pd.DataFrame, association: float, limit: float
) -> str:
    if not len(table):
        return "unknown"
    if table.shape[1] < 2:
        return "known of one era"
    if len(table) == 1:
        return "one value"
    if within.empty:
        return "inseparable"
    if np.isnan(association) or association > limit:
        return "unbalanced"
    sizes = {str(era): int(size) for era, size in found["era"].value_counts().items()}
    return "balanced" if rung(sizes).intervals else "cannot tell"


def _category_sentence(
    name: str, found: pd.DataFrame, table: pd.DataFrame, finding: str, within: pd.DataFrame
) -> str:
    size, known, many = len(found), int(table.to_numpy().sum()), PLURALS.get(name, f"{name}s")
    every = count_of(size, "article")
    missing = f" The {name} of {size - known:,} of {every} is not known." if known < size else ""
    if finding == "unknown":
        return (
            f"The {name} of no article is known: the eras may differ because their {many} do, and "
            "nothing here can show it."
        )
    if finding == "known of one era":
        return (
            f"The {name} is known in {table.columns[0]} only ({known:,} of {every}): nothing here "
            f"can tell era from {name}."
        )
    if finding == "one value":
        which = "All articles" if known == size else f"All articles of known {name}"
        if tongue := _language(name, table.index[0]):
            return f"{which} are in {tongue}.{missing}"
        return f"{which} have the same {name}: {table.index[0]}.{missing}"
    if finding == "inseparable":
        lead = " and ".join(_settled(name, found, table)[:2])
        told = f"{lead[:1].upper()}{lead[1:]}, and n" if lead else "N"
        return f"{told}o {name} appears in two eras: {_inseparable(name, len(table))}.{missing}"
    apart = {
        "balanced": f"The eras hardly differ in {name}",
        "unbalanced": f"The eras differ in {name}",
        "cannot tell": f"There are too few articles to say whether the eras differ in {name}",
    }[finding]
    kept = [str(era) for era in found["era"].unique() if (within["era"] == era).any()]
    lost = [str(era) for era in found["era"].unique() if str(era) not in kept]
    none = f", none of {' or '.join(lost)}" if lost else ""
    return (
        f"{apart}: within {many} that two eras or more share ({within['stratum'].nunique():,}), "
        f"{len(within):,} of {every} can be compared{none}.{missing}"
    )


def _inseparable(name: str, values: int) -> str:
    """Say what follows; of many authors it can be told whether they differ as eras do."""
    if name == "author" and values >= MANY_AUTHORS:
        return "what tells eras apart may tell authors apart"
    return f"nothing here can tell era from {name}"


def _settled(name: str, found: pd.DataFrame, table: pd.DataFrame) -> list[str]:
    """Name the eras of which one value is everything."""
    told = []
    for era in table.columns:
        own = table[era][table[era] > 0]
        if len(own) == 1 and int(own.iloc[0]) == int((found["era"] == era).sum()):
            value = own.index[0]
            from_it = f"every article of {era} is from {value}"
            of_it = f"the {name} of every article of {era} is {value}"
            if tongue := _language(name, value):
                of_it = f"every article of {era} is in {tongue}"
            told.append(from_it if name in ("publisher", "place", "agency") else of_it)
    return told


def _language(name: str, value: object) -> str:
    """Give the English name of a language by its code; '' for other properties and codes."""
    return language_name(str(value)) if name == "language" else ""


def _number_sentence(
    name: str, values: pd.Series, eras: pd.Series, finding: str, apart: tuple[str, float]
) -> str:
    if finding == "unknown":
        return f"The {name} of no article is known."
    if finding == "one value":
        if name in NONE_OF and not values.any():
            return f"No article {NONE_OF[name]}."
        return f"The {name} is the same in all articles."
    medians = values.groupby(eras, sort=False).median()
    unit, factor, digits = (" words", 1, 0) if values.name == "n_words" else ("%", 100, 1)
    written = ", ".join(
        f"{median * factor:,.{digits}f}{unit} in {era}" for era, median in medians.items()
    )
    era, size = apart
    told = f"the mean of {era} lies {abs(size):.1f} standard deviations from that of the rest"
    if np.isnan(size):
        told = "too few articles to say how far apart"
    elif finding == "balanced":
        told = "the eras hardly differ"
    return f"Of {name} the medians are {written}; {told}."
