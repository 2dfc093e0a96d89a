"""Numbers of a summary against those of its source."""

import math
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.clock import is_one_time
from summarizer.checking.counted import ERAS
from summarizer.checking.digits import round_step, rounds_to
from summarizer.checking.facts import EXACT, OCCASION, Held, Quantity, hold_alike, hold_by
from summarizer.patterns import pattern

_VERSION: Final = pattern(r"\d+\.\d+")
_NEAR: Final = 0.05  # «около 1 500» may stand for 1 487, «почти 40» for 38
_NEAR_ROUND: Final = 0.1  # «около 300» for 280, «почти 4 часа» for «3 часа 40 минут», where but one digit is told
_NEAR_BOUND: Final = 0.25  # «более тысячи» may stand for 1 240
_NEAR_SHARE: Final = 3.0  # «почти половина» may stand for 48 %, in percent; «четверть» for 24 %
_NEAR_BARE_SHARE: Final = 1.5
_NEAR_MONTHS: Final = 0.1  # «три месяца» may stand for 12 weeks
_NEAR_UNIT: Final = 0.3  # of a unit: «почти две недели» may stand for 12 days
OPPOSED: Final = "в тексте сказано обратное"
_DAYS: Final = {"month": 30.4, "day": 1.0, "hour": 1 / 24}  # «год» and «12 месяцев» are one


def hold_quantity(fact: Quantity, source: Sequence[Quantity], years: Collection[int] = ()) -> Held:
    """How the source's numbers hold one of the summary.

    A number counts with its unit; nouns are compared only as far as they surely differ: people are
    not things.
    """
    equal = [other for other in source if is_equal(fact, other)]
    fitting = [other for other in equal if may_fit(fact, other) and not fact.is_opposed(other)]
    opposed = [other for other in equal if may_fit(fact, other) and fact.is_opposed(other)]
    same_noun = [o for o in fitting if (o.family, o.noun) == (fact.family, fact.noun)]
    rivals = _alike(fact, source)
    if fitting:
        return hold_alike(fact, (same_noun or fitting)[0], "другая запись")
    if opposed:
        return hold_by(fact, "other", OPPOSED, opposed[0])
    if fact.is_bare and fact.value in years:
        return Held(fact, "form", "год")
    if fact.is_ordinal and fact.noun in ERAS and fact.value in {math.ceil(year / 100) for year in years}:
        return Held(fact, "form", "век")
    rounded = [other for other in source if is_rounded(fact, other)]
    if rounded:
        return hold_by(fact, "form", "округлено", rounded[0])
    if fact.is_loose and not rivals:
        return Held(fact, "open", "слово, а не число")
    if fact.is_ago and not any(other.is_ago for other in source):
        return Held(fact, "open", "срок зависит от даты текста")
    said = equal or [o for o in source if math.isclose(o.value / o.factor, fact.value / fact.factor, rel_tol=1e-6)]
    if said:
        return hold_by(fact, "other", "в тексте это число относится к другому", said[0])
    if rivals:
        return hold_by(fact, "absent", "в тексте другое число", rivals[0])
    return Held(fact, "absent")


def is_equal(fact: Quantity, other: Quantity) -> bool:
    """Whether two numbers are the same, whatever they count."""
    if is_one_time(fact, other):
        return True
    if (fact.is_clock or other.is_clock) and fact.family == other.family == "pair":
        return False  # 12:10 and 10:12; of scores the order says nothing
    if _is_other_version(fact, other):
        return False
    if fact.is_ordinal != other.is_ordinal and fact.is_ordinal and other.noun and other.noun != fact.noun:
        return False
    if fact.family in _DAYS and other.family in _DAYS and fact.family != other.family:
        near = _NEAR_MONTHS if "month" in (fact.family, other.family) else 0.02
        return math.isclose(fact.value * _DAYS[fact.family], other.value * _DAYS[other.family], rel_tol=near)
    if fact.family == "percent" and other.family == "percent" and (fact.is_loose or other.is_loose):
        return _is_like_share(fact, other)
    if fact.is_clock and other.is_clock:
        return False  # «в 8 утра» and «в 8 вечера»
    written = other.value / other.factor if fact.is_bare else other.value  # «старше двенадцати» for «старше 12 лет»
    return math.isclose(fact.value, written, rel_tol=1e-6)


def _is_like_share(fact: Quantity, other: Quantity) -> bool:
    """«почти половина» for 48 %, «больше половины» for 57 %."""
    more = other.value - fact.value
    if fact.bound:
        return 0 <= more * fact.bound < _NEAR_BOUND * fact.value
    return abs(more) <= (_NEAR_SHARE if fact.has_hedge else _NEAR_BARE_SHARE)


def _is_other_version(fact: Quantity, other: Quantity) -> bool:
    """3.10 is not 3.1 where both have a point: a decimal has a comma, or counts in units."""
    if fact.family or other.family or fact.text == other.text or fact.value != other.value:
        return False
    return bool(_VERSION.fullmatch(fact.text) and _VERSION.fullmatch(other.text))


def may_fit(fact: Quantity, other: Quantity, is_strict: bool = False) -> bool:
    """Whether what two numbers count may be the same."""
    if is_one_time(fact, other):
        return True
    if fact.family or other.family:
        is_time = fact.family in _DAYS and other.family in _DAYS
        is_label = "label" in (fact.family, other.family) and (fact.is_ordinal or other.is_ordinal)
        is_open = is_label or fact.is_bare or other.is_bare or _is_occasion(fact, other)
        return fact.family == other.family or is_time or (is_open and not is_strict)
    if fact.noun and other.noun and fact.noun != other.noun:
        is_open = fact.is_ordinal or None in (fact.is_animate, other.is_animate)
        return (is_open or fact.is_animate == other.is_animate) and not is_strict
    return True


def _is_occasion(fact: Quantity, other: Quantity) -> bool:
    """«показали 6 раз» for «после шести представлений»."""
    return fact.noun == OCCASION and other.family == "" and other.is_animate is False


def _alike(fact: Quantity, source: Sequence[Quantity]) -> list[Quantity]:
    """Other numbers of the source with the same unit or noun."""
    return [
        other
        for other in source
        if (other.family, other.noun) == (fact.family, fact.noun) and not fact.is_bare and not is_equal(fact, other)
    ]


def is_rounded(fact: Quantity, other: Quantity) -> bool:
    """Whether the other number, rounded, gives this one of the same."""
    is_other_unit = {fact.family, other.family} <= _DAYS.keys() and fact.family != other.family
    if is_other_unit:  # «менее полутора месяцев» for 40 дней
        value = other.value * _DAYS[other.family] / _DAYS[fact.family]
        other = replace(other, value=value, family=fact.family, n_digits=EXACT)
    if other.n_digits <= fact.n_digits or fact.is_ordinal or other.is_ordinal or fact.is_opposed(other):
        return False
    if _is_other_version(fact, other):
        return False
    is_same = may_fit(fact, other, is_strict=True)
    are_counted = not (fact.family or other.family or fact.is_bare or other.is_bare)
    is_short = fact.is_bare and fact.scale > 1 and other.factor == 1  # «почти восемь тысяч» for 7990 рублей
    if (fact.has_hedge or fact.bound) and (is_same or is_short or (are_counted and may_fit(fact, other))):
        return _is_within(fact, other)
    return is_same and fact.n_digits >= 2 and rounds_to(other.value, fact.value, fact.n_digits)


def _is_within(fact: Quantity, other: Quantity) -> bool:
    """«почти 500» for 487, «более 40» for 43,8: up to the next round number, at most a quarter of it away."""
    if not fact.value:
        return False  # «более 0» rounds nothing
    if not fact.bound:
        is_coarser = fact.family in _DAYS and other.factor < fact.factor
        near_unit = _NEAR_UNIT * fact.factor if is_coarser else 0.0
        near = _NEAR_ROUND if fact.n_digits == 1 else _NEAR
        return math.isclose(fact.value, other.value, rel_tol=near, abs_tol=near_unit)
    step = round_step(fact.value, fact.n_digits)
    steps = 5 if round(fact.value / step) % 5 == 0 else 1  # «более полутора», «более 25»
    room = min(steps * step, _NEAR_BOUND * fact.value)
    return 0 < (other.value - fact.value) * fact.bound <= room * (1 + 1e-6)
