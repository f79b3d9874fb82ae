"""Working sets that readers keep, and filters that they kept before."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from helpers.analysis.honesty import count_of
from helpers.analysis.working_sets.filter_data import filters_from
from helpers.corpus.saving import check_name, save_working_set
from helpers.corpus.working_sets import read_working_set
from helpers.errors import DatelinesError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.analysis.working_sets.filters import Filter
    from helpers.analysis.working_sets.selection import WorkingSet
    from helpers.corpus import Corpus


def saved_filters(folder: str | Path) -> tuple[Filter, ...]:
    """Read how a working set was chosen, to choose so again.

    Parameters
    ----------
    folder : str or Path
        Folder of a working set.

    Returns
    -------
    tuple of Filter
        What its articles had to have.

    Raises
    ------
    DatelinesError
        If the folder is no working set, or its articles were named one by one, or chosen in
        another working set by what was found anew in that one.
    """
    saved = read_working_set(Path(folder))
    if saved is None:
        raise DatelinesError(f"'{folder}' is no working set: give the folder of a saved one")
    if not saved.filters:
        raise DatelinesError(
            f"the working set '{Path(folder).name}' was chosen without filters, or by actors or "
            "topics found anew in another working set: load it as a corpus instead"
        )
    return filters_from(saved.filters)


def save_chosen(
    corpus: Corpus,
    chosen: WorkingSet,
    name: str,
    *,
    keep_in: str | Path,
    source: str | Path,
    eras: Mapping[str, Sequence[int | str]] | None = None,
    columns: Mapping[str, str] | None = None,
    replace: bool = False,
) -> str:
    """Save the articles that were chosen, and say so.

    Parameters
    ----------
    corpus : Corpus
        The corpus.
    chosen : WorkingSet
        The articles.
    name : str
        Name of the working set.
    keep_in : str or Path
        Folder in which it gets a folder of its own.
    source, eras, columns, replace
        As for `save_working_set`.

    Returns
    -------
    str
        One sentence, plain text.

    Raises
    ------
    DatelinesError
        If it cannot be saved under this name.
    """
    check_name(name)
    save_working_set(
        corpus,
        list(chosen.articles["article_id"]),
        Path(keep_in) / name,
        source=source,
        told=chosen.told(),
        filters=[one.as_data() for one in chosen.filters],
        eras=eras,
        columns=columns,
        replace=replace,
    )
    return (
        f"Saved as “{name}”: {count_of(chosen.size, 'article')}. This folder can be used as a "
        "corpus: its README.md says how."
    )
