"""What can be worked out of numbers that stand together: sums, differences, shares, averages, times, dates."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import combinations, permutations
from typing import Final

from summarizer.checking.compare_numbers import is_equal, is_rounded, may_fit
from summarizer.checking.digits import rounds_to
from summarizer.checking.facts import EXACT, YEAR, Moment, Quantity

_NEAR_TIMES: Final = 0.05  # «втрое» for «с 10 до 29»
_NEAR_HEDGED: Final = 0.1  # «почти вдвое» for «с 10 до 18»
_NEAR_BOUND: Final = 0.25  # «в полтора с лишним раза» for «с 21 до 34»
_NEAR_POINTS: Final = 0.5  # «на 7 %» for 6,6 %, of a change
_NEAR_MONTHS: Final = 3  # of half a year
_DAY: Final = 24  # hours
_NO_NUMBERS: Final = frozenset({"label", "pair"})
_SHARES: Final = frozenset({"percent", "times", "point"})


@dataclass(frozen=True)
class Result:
    """What follows of some numbers, in the unit of the number that is asked for."""

    value: float
    operands: tuple[Quantity, ...]
    is_share: bool = False  # of a number, told in a word: «половина»

    @property
    def is_change(self) -> bool:
        """Whether it is worked out of «с 10 до 20», or is one change told otherwise: «вдвое» for «на 100 %»."""
        return [one.edge for one in self.operands] == [-1, 1] or len(self.operands) == 1

    @property
    def is_of_one_kind(self) -> bool:
        """Whether all its numbers count the same, so that none is told of each of another."""
        return len({(one.family, one.noun) for one in self.operands}) == 1


def is_result(fact: Quantity, value: float, is_change: bool = False) -> bool:
    """Whether a number tells a result: the same, or, of a change or with «около» and the like, one that rounds to it.

    >>> [is_result(Quantity("number", "", 0, 0, 12.0, family="percent", n_digits=2), 12.12, c) for c in (True, False)]
    [True, False]
    """
    if value <= 0 or not math.isfinite(value):
        return False
    exact = replace(fact, value=value, n_digits=EXACT, has_hedge=False, bound=0, is_loose=False, text="")
    if fact.family == "times":
        if fact.bound:
            return 0 <= (value - fact.value) * fact.bound <= _NEAR_BOUND * fact.value
        return math.isclose(fact.value, value, rel_tol=_NEAR_HEDGED if fact.has_hedge else _NEAR_TIMES)
    if is_equal(fact, exact) or (is_change and fact.family == "percent" and abs(fact.value - value) <= _NEAR_POINTS):
        return True
    may_round = fact.has_hedge or (is_change and fact.n_digits > 1)
    is_near = may_round and rounds_to(value / fact.factor, fact.value / fact.factor, fact.n_digits)
    return is_near or ((fact.has_hedge or fact.bound != 0) and is_rounded(fact, exact))


def results(fact: Quantity, numbers: Sequence[Quantity], is_average: bool) -> Iterator[Result]:
    """What may stand behind a number of a summary.

    Args:
        fact: The number.
        numbers: Of the source, in order.
        is_average: Whether the summary tells an average, or a rate.
    """
    plain = [q for q in numbers if not (q.is_ordinal or q.is_clock or q.family in _NO_NUMBERS)]
    alike = [q for q in plain if _may_add(fact, q)]
    yield from _sums(fact, alike)
    yield from _parts(fact, alike, [q for q in plain if q.family in _SHARES])
    if fact.family in ("percent", "times"):
        yield from _ratios(fact, [q for q in plain if q.family not in _SHARES])
        yield from _changes(fact, plain)
    if is_average:
        for one, other in permutations(plain, 2):
            is_other = other not in alike or (fact.is_bare and one.family != other.family)
            if one in alike and is_other and other.value:
                n = other.value / other.factor
                yield Result(_value(fact, one) / n, (one, other))
                yield Result(_value(fact, one) * n, (one, other))
    if fact.family == "hour":
        for one, other in combinations([q for q in numbers if q.clock is not None], 2):
            hours = ((other.clock or 0) - (one.clock or 0)) / 60
            yield from (Result(hours % day, (one, other)) for day in (_DAY, _DAY / 2))  # «в 9» may be in the evening


def _sums(fact: Quantity, numbers: Sequence[Quantity]) -> Iterator[Result]:
    """Sums and differences of two numbers, sums of more that follow each other."""
    for one, other in combinations(numbers, 2):
        if _may_add(one, other):
            low, high = sorted((_value(fact, one), _value(fact, other)))
            yield Result(low + high, (one, other))
            if not _is_other_way(fact, one, other):
                yield Result(high - low, (one, other))
    for first, last in combinations(range(len(numbers) + 1), 2):
        run = numbers[first:last]
        if len(run) > 2 and all(_may_add(run[0], one) for one in run):
            values = [_value(fact, one) for one in run]
            yield Result(sum(values), tuple(run))
            yield Result(2 * max(values) - sum(values), tuple(run))  # what is left of the largest


def _may_add(one: Quantity, other: Quantity) -> bool:
    """Whether one number may be added to the other: per cent and their points may."""
    if {one.family, other.family} == {"percent", "point"}:
        return True
    return one.family == other.family if one.family and other.family else may_fit(one, other)


def _value(fact: Quantity, operand: Quantity) -> float:
    """An operand in the unit of ``fact``: one that tells no unit counts in the same."""
    if fact.is_bare:
        return operand.value / operand.factor
    return operand.value * (fact.factor if operand.is_bare else 1)


def _is_other_way(fact: Quantity, first: Quantity, last: Quantity) -> bool:
    """«упал на 6» for «с 30 до 36»."""
    return (first.edge, last.edge) == (-1, 1) and (last.value - first.value) * fact.trend < 0


def _parts(fact: Quantity, numbers: Sequence[Quantity], shares: Sequence[Quantity]) -> Iterator[Result]:
    """A share of a number, what it is a share of, and numbers before and after a change."""
    for share in shares:
        for one in numbers if share.family != fact.family else ():
            value = _value(fact, one)
            if share.family == "times" and share.value:
                factors = [share.value, 1 / share.value]
            elif share.family == "percent" and 0 < share.value < 100:
                part = share.value / 100
                factors = [part, 1 / part, 1 + part, 1 - part, 1 / (1 + part), 1 / (1 - part)]
            else:
                factors = []
            in_word = share.value / 100 if share.family == "percent" and share.is_loose else None
            yield from (Result(value * factor, (one, share), factor == in_word) for factor in factors)


def _ratios(fact: Quantity, numbers: Sequence[Quantity]) -> Iterator[Result]:
    """How large one number is against another, and how much larger: in times, or in per cent that are no exact ones."""
    for one, other in combinations(numbers, 2):
        low, high = sorted((_value(other, one), other.value))
        if low <= 0 or not _may_add(one, other) or _is_other_way(fact, one, other):
            continue
        if fact.family == "times":
            yield Result(high / low, (one, other))
        else:
            for value in (100 * low / high, 100 * (high - low) / low, 100 * (high - low) / high):
                yield Result(value, (one, other))


def _changes(fact: Quantity, numbers: Sequence[Quantity]) -> Iterator[Result]:
    """A change that the source tells in times in per cent, and the other way: «вдвое» for «на 100 %»."""
    for one in numbers:
        if (
            one.trend != fact.trend
            or not one.trend
            or one.is_level
            or {one.family, fact.family} != {"percent", "times"}
        ):
            continue
        if one.family == "percent":
            rest = 1 + one.trend * one.value / 100
            yield Result(max(rest, 1 / rest) if rest > 0 else 0.0, (one,))
        elif one.value > 1:
            yield Result(100 * (one.value - 1 if one.trend > 0 else 1 - 1 / one.value), (one,))


def is_apart(fact: Moment, other: Moment, span: Quantity | Moment) -> bool:
    """Whether a date is so far from another as a time tells: «три года», «10 дней», «вчера».

    >>> third, fifth = (Moment("date", "", 0, 0, month=5, day=day) for day in (3, 5))
    >>> is_apart(third, fifth, Quantity("number", "", 0, 0, 2.0, family="day"))
    True
    >>> is_apart(fifth, third, Moment("date", "вчера", 0, 0, relative=-1))
    False
    """
    if fact.month is None:
        years = abs(fact.year - other.year) if fact.year and other.year else 0
        return isinstance(span, Quantity) and span.factor == YEAR and 0 < years * YEAR == span.value
    day, its = _day(fact), _day(other)
    apart = (day - its).days if day and its else 0
    if isinstance(span, Moment):
        return apart == span.relative
    return span.family == "day" and 0 < abs(apart) == span.value


def is_months(fact: Quantity, one: Moment, other: Moment) -> bool:
    """Whether a number of months, or of half years, tells how far two months are apart, the last one counted or not.

    >>> march, october = (Moment("date", "", 0, 0, month=month) for month in (3, 10))
    >>> is_months(Quantity("number", "", 0, 0, 8.0, family="month"), march, october)
    True
    >>> is_months(Quantity("number", "", 0, 0, 9.0, family="month"), march, october)
    False
    """
    first, last = one.year or other.year or 0, other.year or one.year or 0
    apart = abs((last - first) * YEAR + (other.month or 0) - (one.month or 0))
    if fact.factor == 1:
        return fact.value in ((apart,) if one.day else (apart, apart + 1))
    return fact.value % YEAR == YEAR / 2 and abs(apart - fact.value) <= _NEAR_MONTHS


def _day(moment: Moment) -> date | None:
    """A day of a year; None where the day is not told, or there is none."""
    try:
        return date(moment.year or 2000, moment.month or 0, moment.day or 0)
    except ValueError:
        return None
