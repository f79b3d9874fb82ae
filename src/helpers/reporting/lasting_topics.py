"""Topics that go on from one night to the next: taken from the last run, handed to the next one."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.reporting.topic_exports import earlier_topics
from helpers.reporting.topic_files import FILE_NAME, keep_topics, topics_beside

if TYPE_CHECKING:
    import pandas as pd

    from helpers.analysis.topic_models.continuity import Continued, KnownTopic

DIGITS = 3


def topics_before(corpus: str | Path, last_run: str | Path = "") -> tuple[KnownTopic, ...]:
    """Give the topics that those of this run may be.

    Parameters
    ----------
    corpus : str or Path
        Folder of the clippings; labels of a ``topics.csv`` in it are used.
    last_run : str or Path
        Folder of the last run, whose ``topics.csv`` is continued; '' for none.

    Returns
    -------
    tuple of KnownTopic
        Nothing where there is neither.

    Raises
    ------
    DatelinesError
        If a ``topics.csv`` is of no use, see `topic_files.read_topics`.

    Examples
    --------
    >>> topics_before("seeds")
    ()
    """
    if not last_run:
        return topics_beside(corpus)
    return earlier_topics(None, Path(corpus), Path(last_run))


def topic_shares(continued: Continued) -> pd.DataFrame:
    """List the topics with their share of the folder, and what became of them since the last run.

    Parameters
    ----------
    continued : Continued
        The topics of this run under their lasting numbers.

    Returns
    -------
    pandas.DataFrame
        ``topic`` (number), ``label``, ``share`` (mean over the articles, of their words, 0 to 1)
        with ``low`` and ``high``, the 95% t interval over the articles (missing for fewer than
        five), ``status`` (see `continuity.STATUSES`) and ``partners`` (numbers of other topics, for
        what has split or merged). Topics of the last run that are gone have no share.
    """
    from helpers.analysis.honesty import INTERVALS_FROM
    from helpers.analysis.resampling import mean_interval

    shares = continued.model.word_shares
    means, lows, highs = mean_interval(shares.to_numpy())
    numbers = continued.model.numbers
    table = continued.changes[["topic", "label", "status", "partners"]].copy()
    bounds = ("low", lows.clip(0, 1)), ("high", highs.clip(0, 1))
    for place, (name, values) in enumerate((("share", means), *bounds)):
        known = dict(zip(numbers, values.round(DIGITS), strict=True))
        shown = name == "share" or len(shares) >= INTERVALS_FROM
        table.insert(2 + place, name, table["topic"].map(known if shown else {}).astype(float))
    return table


def show_topics(continued: Continued, caption: str) -> None:
    """Display `topic_shares`, and hand the topics to the next run.

    Parameters
    ----------
    continued : Continued
        The topics of this run.
    caption : str
        What the table shows; plain text.
    """
    import pandas as pd

    from helpers.reporting.show import display, table

    listed = topic_shares(continued)
    told = "since the last run"
    shown = (
        listed[listed["share"].notna()].drop(columns="partners").rename(columns={"status": told})
    )
    if (shown[told] == "appeared").all():  # there was no last run, or none like this one
        shown = shown.drop(columns=told)
    with_values = listed.astype(object).where(pd.notna(listed), None)
    rows = [dict(zip(listed.columns, row, strict=True))
            for row in with_values.itertuples(index=False)]  # fmt: skip
    about = {"table": caption, "topics": {"rows": rows, "sheet": _sheet(continued)}}
    display(table(shown.dropna(axis=1, how="all"), caption), {"datelines": about})


def _sheet(continued: Continued) -> str:
    with tempfile.TemporaryDirectory(prefix="datelines-") as folder:
        path = Path(folder) / FILE_NAME
        keep_topics(continued, path)
        return path.read_bytes().decode("utf-8-sig")
