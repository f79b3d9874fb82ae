"""Copies of a story: exact, near, cut, expanded, and put together in round-ups."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any

from helpers.corpus.containment import as_table
from helpers.corpus.families import find_families
from helpers.corpus.misread import versions_by_words, with_misread_years
from helpers.errors import DatelinesError
from helpers.intake.data import read_names
from helpers.intake.dating import SAID_BASIS
from helpers.intake.sketches import headline_hash

if TYPE_CHECKING:
    import numpy as np
    import pandas as pd
    from numpy.typing import NDArray

    from helpers.corpus.containment import Flags, Numbers, Shares, Sketches
    from helpers.corpus.families import Families
    from helpers.corpus.misread import Versions, WordRows

REPRESENTATIVES = ("earliest", "longest", "agency")
CLEARLY_MORE, REWRITTEN = 0.15, 0.5
"""Difference between what a copy lacks and what it adds that makes it cut or expanded; share in
common below which one that is neither is rewritten."""
HAS_ALL, DATED = 0.8, 366
"""An article that has that share of a shorter one and is clearly more was there before that was cut
from it, unless it is certainly later; it stands for both if its own days are known to so many, as
one without a date would take the story out of every comparison in time."""
_FAR = "9999-99-99"


def find_duplicates(
    articles: pd.DataFrame,
    sketches: pd.DataFrame,
    *,
    words: WordRows | None = None,
    representative: str = "earliest",
) -> pd.DataFrame:
    """Find the articles of a folder that go back to the same story.

    Parameters
    ----------
    articles : pandas.DataFrame
        With the columns ``article_id``, ``body`` (a fingerprint: the same for bodies of the same
        words), ``n_words``, ``earliest`` and ``latest`` (the days between which it was written, or
        None), ``headline``, ``publisher`` and ``agency``.
    sketches : pandas.DataFrame
        One row a hash of :func:`helpers.intake.sketches.sketch`: ``article`` (position in
        ``articles``), ``passage`` and ``hash``.
    words : callable, optional
        Gives words of articles as `helpers.corpus.misread` takes them. Articles whose
        ``ocr_noise`` tells that they were misread are then compared by their words too; and where
        ``date_basis`` does not name the file, the year in their text may be misread as well.
    representative : str
        Which article of a family stands for it: the ``"earliest"``, that is the one that was
        certainly there first, or one dated less closely of which that is a cut; the
        ``"longest"``; or one that names an ``"agency"`` or was published by one. Ties go to the
        earlier, the longer, the lower id.

    Returns
    -------
    pandas.DataFrame
        Indexed like ``articles``:

        - ``duplicate_of``: id of the article that stands for this one, empty if it counts itself
        - ``role``: empty for an article without copies; ``"original"`` for the one that stands
          for a family; ``"copy"`` (the same words), ``"near copy"``, ``"cut"``, ``"expanded"``,
          as compared with the original; ``"full version"`` for what is longer and not certainly
          later, so that the one with a date may be a cut of it; ``"rewritten"``, with less than
          half of the text in common, as where it kept the headline or was copied from another
          version; ``"round-up"``, put together from several stories
        - ``shared``: share of the smaller one's sketch that is found in the other, or of its words
          where one was misread; 0 where ``duplicate_of`` is empty
        - ``family``: number of the family from 1, in the order of ``articles``; 0 for none

        A round-up whose parts are mostly found elsewhere is set aside for the story whose headline
        it has, or of which it has most; one with as much that is found nowhere else counts for
        itself.

    Raises
    ------
    DatelinesError
        If there is no such choice of a representative.

    References
    ----------
    Broder 1997, "On the resemblance and containment of documents". Containment rather than
    resemblance, because papers cut agency copy from the bottom.

    Examples
    --------
    >>> import pandas as pd
    >>> articles = pd.DataFrame({
    ...     "article_id": ["a", "b", "c"], "body": ["x", "y", "z"], "n_words": [90, 45, 80],
    ...     "earliest": None, "latest": None, "headline": "", "publisher": "", "agency": ""})
    >>> rows = [(0, i, 2 * i) for i in range(12)] + [(1, i, 2 * i) for i in range(6)]
    >>> sketches = pd.DataFrame(rows, columns=["article", "passage", "hash"])
    >>> find_duplicates(articles, sketches)[["duplicate_of", "role"]].to_numpy().tolist()
    [['', 'original'], ['a', 'cut'], ['', '']]
    """
    import numpy as np
    import pandas as pd

    if representative not in REPRESENTATIVES:
        raise DatelinesError(
            f"there is no representative '{representative}': choose one of "
            + ", ".join(REPRESENTATIVES)
        )
    n = len(articles)
    preference = _preference(articles, representative)
    ids = articles["article_id"].to_numpy(dtype=object)
    body = articles["body"].astype(str).to_numpy(dtype=object)
    wordless = articles["n_words"].to_numpy(dtype=np.int64) == 0
    text = pd.factorize(np.where(wordless, ids, body))[0].astype(np.int64)
    n_texts = int(text.max()) + 1 if n else 0
    by_preference = np.argsort(preference)
    first = np.zeros(n_texts, dtype=np.int64)
    first[text[by_preference[::-1]]] = by_preference[::-1]

    article = sketches["article"].to_numpy(dtype=np.int64)
    # Files of the same content have their sketch once, and not always under the one that stands.
    sketched = by_preference[np.isin(by_preference, article)]
    giver = first.copy()
    giver[text[sketched[::-1]]] = sketched[::-1]
    one_each = giver[text[article]] == article
    table = as_table(
        text[article[one_each]],
        sketches["passage"].to_numpy(dtype=np.int64)[one_each],
        sketches["hash"].to_numpy(dtype=np.int64)[one_each],
        n_texts,
        np.array(list(map(headline_hash, articles["headline"].to_numpy()[first])), dtype=np.int64),
    )
    misread = None
    ends = (articles["earliest"], dt.date.min), (articles["latest"], dt.date.max)
    days = _days(*ends[0])[first], _days(*ends[1])[first]
    if words is not None:
        once = partial(_one_of_each_text, words, text, giver)
        noise = articles["ocr_noise"].fillna(0.0).to_numpy(dtype=np.float64)
        by_text = ~articles["date_basis"].str.contains(SAID_BASIS).to_numpy(dtype=bool)
        misread = with_misread_years(
            versions_by_words(once, noise[first]),
            days,
            noise[first],
            by_text[first],
        )
    families = find_families(table, preference[first], *days, misread)
    if representative == "earliest":
        families = _with_full_versions_first(table, families, misread, preference[first], days)
    stands_for = families.stands_for
    role, shared = _compared(table, families, misread, days)

    original = first[stands_for[text]]
    alone = np.bincount(original, minlength=n)[original] == 1
    stands = original == np.arange(n)
    roles = role[text]
    roles[stands] = np.where(alone[stands], "", "original")
    roles[stands & families.round_up[text]] = "round-up"
    return pd.DataFrame(
        {
            "duplicate_of": np.where(stands, "", ids[original]).astype(object),
            "role": roles,
            "shared": np.where(stands, 0.0, shared[text].round(4)),
            "family": np.where(alone, 0, _numbered(original, ~alone)),
        },
        index=articles.index,
    )


def _one_of_each_text(
    words: WordRows, text: Numbers, giver: Numbers, wanted: Flags | None
) -> Iterator[tuple[Numbers, Numbers, Numbers]]:
    """Give the words of texts instead of articles, of which several may have the same."""
    for article, passage, word in words(None if wanted is None else wanted[text]):
        its = giver[text[article]] == article
        yield text[article[its]], passage[its], word[its]


def _with_full_versions_first(
    table: Sketches,
    families: Families,
    misread: Versions | None,
    preference: Numbers,
    days: tuple[Numbers, Numbers],
) -> Families:
    """Let stand what is longer and not certainly later for what was cut from it."""
    import numpy as np

    stands_for, n = families.stands_for, len(preference)
    changed, found_in, finds = _shares(table, families)
    stand_in = stands_for[changed]
    full = (finds >= HAS_ALL) & (finds - found_in >= CLEARLY_MORE)
    full &= _perhaps_first(changed, stand_in, days) & ~families.round_up[changed]
    full &= days[1][changed] - days[0][changed] <= DATED
    if misread is not None and misread.wrong_year is not None:
        full &= ~np.isin(changed, misread.wrong_year)
    order = np.flatnonzero(full)
    order = order[np.argsort(-preference[changed[order]], kind="stable")]
    leads = np.arange(n)
    leads[stand_in[order]] = changed[order]
    return replace(families, stands_for=leads[stands_for])


def _perhaps_first(one: Numbers, other: Numbers, days: tuple[Numbers, Numbers]) -> Flags:
    first: Flags = days[0][one] <= days[1][other]
    return first


def _shares(table: Sketches, families: Families) -> tuple[Numbers, Shares, Shares]:
    """List texts that another one stands for, what of each is found there, and the reverse."""
    import numpy as np

    stands_for = families.stands_for
    changed = np.flatnonzero(stands_for != np.arange(len(stands_for)))
    stand_in = stands_for[changed]
    swapped = table.size[changed] < table.size[stand_in]
    links = table.compare(
        np.where(swapped, stand_in, changed), np.where(swapped, changed, stand_in)
    )
    return (
        changed,
        np.where(swapped, links.of_smaller, links.of_larger),
        np.where(swapped, links.of_larger, links.of_smaller),
    )


def _compared(
    table: Sketches, families: Families, misread: Versions | None, days: tuple[Numbers, Numbers]
) -> tuple[NDArray[np.object_], Shares]:
    """Roles of all texts as compared with the one that stands for them, and what they share."""
    import numpy as np

    stands_for = families.stands_for
    changed, found_in, finds = _shares(table, families)
    stand_in = stands_for[changed]
    in_common = np.where(table.size[changed] < table.size[stand_in], found_in, finds)
    if misread is not None:
        of_changed, of_stand_in = misread.shares(changed, stand_in)
        told = np.fmax(of_changed, of_stand_in) > in_common
        found_in = np.where(told, of_changed, found_in)
        finds = np.where(told, of_stand_in, finds)
        in_common = np.where(told, np.fmax(of_changed, of_stand_in), in_common)
    # Of a copy, what of it is found in the original, less what of the original is found in it.
    balance = found_in - finds
    role = np.full(len(stands_for), "copy", dtype=object)
    role[changed] = np.where(in_common < REWRITTEN, "rewritten", "near copy")
    role[changed[balance >= CLEARLY_MORE]] = "cut"
    longer = balance <= -CLEARLY_MORE
    role[changed[longer]] = "expanded"
    longer &= (finds >= HAS_ALL) & _perhaps_first(changed, stand_in, days)
    role[changed[longer]] = "full version"
    role[families.round_up] = "round-up"
    shared = np.ones(len(stands_for))
    shared[changed] = np.minimum(in_common, 1.0)
    return role, shared


def _days(column: pd.Series[Any], otherwise: dt.date) -> NDArray[np.int64]:
    """Count days; an open end is the first or the last day there is."""
    import numpy as np

    known = column.notna()
    days = [
        (
            dt.date.fromisoformat(day) if isinstance(day, str) else day if there else otherwise
        ).toordinal()
        for day, there in zip(column, known, strict=True)
    ]
    return np.array(days, dtype=np.int64)


def _numbered(original: NDArray[np.int64], chosen: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Give families numbers, in the order of their first articles."""
    import numpy as np
    import pandas as pd

    numbers = np.zeros(len(original), dtype=np.int64)
    numbers[chosen] = pd.factorize(original[chosen])[0] + 1
    return numbers


def _preference(articles: pd.DataFrame, representative: str) -> NDArray[np.int64]:
    """Rank the articles: the lowest of a family stands for it."""
    import numpy as np
    import pandas as pd

    day = articles["latest"]
    by = {
        "agency": ~_from_agency(articles),
        "longest": -articles["n_words"].to_numpy(dtype=np.int64),
        "earliest": day.astype(str).where(day.notna(), _FAR).to_numpy(dtype=object),
        "id": articles["article_id"].to_numpy(dtype=object),
    }
    order = {
        "earliest": ["earliest", "longest", "id"],
        "longest": ["longest", "earliest", "id"],
        "agency": ["agency", "earliest", "longest", "id"],
    }[representative]
    ranked = pd.DataFrame(by).sort_values(order, kind="stable").index.to_numpy()
    preference = np.empty(len(ranked), dtype=np.int64)
    preference[ranked] = np.arange(len(ranked))
    return preference


def _from_agency(articles: pd.DataFrame) -> NDArray[np.bool_]:
    known = read_names("agencies.tsv")
    names = {*known, *(name.lower() for name in known.values())}
    named = articles["agency"].astype(str) != ""
    published: NDArray[np.bool_] = (
        named | articles["publisher"].astype(str).str.lower().isin(names)
    ).to_numpy(dtype=bool)
    return published
