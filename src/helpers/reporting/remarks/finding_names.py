"""How findings are named in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.reporting.findings import plain
from helpers.reporting.remarks.corpus import listed
from helpers.reporting.rows import rows

if TYPE_CHECKING:
    import pandas as pd

MOST_NAMED = 5


def kinds_of(findings: pd.DataFrame) -> str:
    """Count findings by kind.

    Parameters
    ----------
    findings : pandas.DataFrame
        See `helpers.analysis.sensitivity.checks.what_would_change`.

    Returns
    -------
    str
        For instance ``'2 key terms and 1 difference in tone'``.

    Examples
    --------
    >>> import pandas as pd
    >>> kinds_of(pd.DataFrame({"kind": ["tone", "term", "term"]}))
    '2 key terms and 1 difference in tone'
    """
    kinds = findings["kind"].value_counts()
    parts = [
        ("term", "key term"),
        ("topic", "share of a topic"),
        ("tone", "difference in tone"),
    ]
    plurals = {"term": "key terms", "topic": "shares of topics", "tone": "differences in tone"}
    return listed(
        [
            f"{kinds[kind]:,} {name if kinds[kind] == 1 else plurals[kind]}"
            for kind, name in parts
            if kind in kinds
        ]
    )


def names_of(own: pd.DataFrame, findings: pd.DataFrame) -> str:
    """Name some findings, the first five of them.

    Parameters
    ----------
    own : pandas.DataFrame
        The findings to name.
    findings : pandas.DataFrame
        All of them: a name that several eras have is told with its era.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"kind": ["term", "tone"], "era": "then", "name": ["quota", "tone"]})
    >>> names_of(table, table)
    '*quota* and the tone of then'
    """
    named = [name_of(row, findings) for row in rows(own.head(MOST_NAMED))]
    more = [f"{len(own) - MOST_NAMED:,} more"] if len(own) > MOST_NAMED else []
    return listed(named + more)


def name_of(row: Any, findings: pd.DataFrame) -> str:  # noqa: ANN401  (a row holds anything)
    """Name a finding.

    Parameters
    ----------
    row : named tuple
        A row of the findings.
    findings : pandas.DataFrame
        All of them.

    Returns
    -------
    str
        Markdown.

    Examples
    --------
    >>> import pandas as pd
    >>> table = pd.DataFrame({"kind": ["topic"], "era": ["then"], "name": ["beef and rice"]})
    >>> name_of(next(table.itertuples()), table)
    'the topic *beef and rice*'
    """
    if row.kind == "tone":
        return f"the tone of {plain(row.era)}"
    named = f"*{plain(row.name)}*"
    if row.kind == "topic":
        named = f"the topic {named}"
    several = len(set(findings.loc[findings["name"] == row.name, "era"])) > 1
    return f"{named} in {plain(row.era)}" if several else named


def capital(text: str) -> str:
    """Begin a text with a capital letter.

    Parameters
    ----------
    text : str
        Any text.

    Returns
    -------
    str
        The text; what begins with a sign of Markdown stays as it is.

    Examples
    --------
    >>> capital("the tone of then"), capital("*quota*")
    ('The tone of then', '*quota*')
    """
    return text[:1].upper() + text[1:]
