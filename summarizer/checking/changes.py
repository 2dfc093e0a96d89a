"""Changes that follow from the source's numbers: «на 4 рубля» of «с 33 до 37 рублей», «вдвое» of «на 100 %»."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Final

from summarizer.checking.digits import rounds_to
from summarizer.checking.facts import Quantity

_TOLD_APART: Final = {"percent", "times"}
_NEAR_TIMES: Final = 0.05  # «втрое» for «с 10 до 29»
_NEAR_POINTS: Final = 0.5  # «на 7 %» for 6,6 %
_NEAR_HEDGED: Final = 0.1  # «почти вдвое» for «с 10 до 18»


def find_change(fact: Quantity, source: Sequence[Quantity]) -> Quantity | None:
    """The number of the source from which a change of the summary follows, None where none does.

    >>> from summarizer.checking.figures import find_figures
    >>> source, _ = find_figures("Плата выросла с 30 до 36 рублей.")
    >>> told = ("выросла на 6 рублей", "выросла на 20 %", "в 1,2 раза выросла", "выросла на 7 рублей", "упала на 20 %")
    >>> [bool(find_change(find_figures(text)[0][0], source)) for text in told]
    [True, True, True, False, False]
    """
    if not fact.trend or fact.is_level:
        return None
    ways = ((first, last) for first, last in pairwise(source) if (first.edge, last.edge) == (-1, 1))
    for first, last in ways:
        if any(_is_near(fact, change) for change in _changes(fact, first, last)):
            return first
    told = (one for one in source if one.trend == fact.trend and not one.is_level)
    return next(
        (one for one in told if {one.family, fact.family} == _TOLD_APART and _is_near(fact, _as_other(one))), None
    )


def _changes(fact: Quantity, first: Quantity, last: Quantity) -> Iterator[float]:
    """The change between two ends in the unit of ``fact``; nothing where it goes the other way."""
    way = (last.value - first.value) * fact.trend
    if (first.family, first.noun) != (last.family, last.noun) or min(way, first.value, last.value) <= 0:
        return
    is_share = fact.family in _TOLD_APART or fact.family == "point"
    is_open = first.is_bare and not is_share  # «с 6,2 до 3,3 миллиарда», of what they count
    if fact.family == first.family or (fact.family, first.family) == ("point", "percent") or is_open:
        yield way
    if fact.family == "percent" and first.family != "percent":
        yield way / first.value * 100
    if fact.family == "times":
        yield max(first.value, last.value) / min(first.value, last.value)


def _as_other(quantity: Quantity) -> float:
    """A change in percent as times, and one in times as percent, along its trend; 0 where it is neither."""
    if quantity.family == "percent":
        rest = 1 + quantity.trend * quantity.value / 100
        return max(rest, 1 / rest) if rest > 0 else 0.0
    if quantity.family == "times" and quantity.value > 1:
        return 100 * (quantity.value - 1 if quantity.trend > 0 else 1 - 1 / quantity.value)
    return 0.0


def _is_near(fact: Quantity, change: float) -> bool:
    """Whether a change is as large as one that the summary tells, or rounds to it."""
    near = _NEAR_HEDGED if fact.has_hedge else _NEAR_TIMES if fact.family == "times" else 1e-6
    points = _NEAR_POINTS if fact.family == "percent" else 0.0
    is_rounded = fact.n_digits > 1 and rounds_to(change, fact.value, fact.n_digits)
    return is_rounded or math.isclose(fact.value, change, rel_tol=near, abs_tol=points)
