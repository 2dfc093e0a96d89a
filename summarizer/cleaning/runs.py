"""Items one after another that belong together."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def long_runs(items: Iterable[Item], goes_on: Callable[[Item, Item], bool], least: int) -> Iterator[list[Item]]:
    """Runs of at least so many items, in each of which every item goes on from the one before.

    >>> list(long_runs([1, 2, 3, 7, 8, 20], lambda one, other: other == one + 1, 2))
    [[1, 2, 3], [7, 8]]
    """
    run: list[Item] = []
    for item in items:
        if run and not goes_on(run[-1], item):
            if len(run) >= least:
                yield run
            run = []
        run.append(item)
    if len(run) >= least:
        yield run
