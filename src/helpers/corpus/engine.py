"""The one seam through which work over chunks of files runs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Protocol, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")


class Engine(Protocol):
    """Anything that maps a pure function over items; a Dask client's executor is one.

    The function and its items are pickled, results come back in the order of the items.
    """

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterable[Result]:
        """Apply the function to every item."""
        ...


@dataclass(frozen=True, slots=True)
class LocalEngine:
    """Processes on this machine, one a core.

    Attributes
    ----------
    processes : int
        How many; 0 for as many as there are cores, 1 for none but this one.

    Examples
    --------
    >>> list(LocalEngine(1).map(abs, [-1, -2]))
    [1, 2]
    """

    processes: int = 0

    def map(self, function: Callable[[Item], Result], items: Iterable[Item], /) -> Iterator[Result]:
        """Apply the function to every item; few items are not worth a process of their own."""
        work: Sequence[Item] = list(items)
        if self.processes == 1 or len(work) < 2:
            yield from map(function, work)
            return
        # joblib's workers, unlike those of multiprocessing, also start from a script without a
        # main guard and from a notebook.
        from joblib import Parallel, delayed

        run = Parallel(n_jobs=self.processes or -1, return_as="generator")
        yield from run(delayed(function)(item) for item in work)
