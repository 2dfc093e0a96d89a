"""Times of day: «18:30», «18.30» and «6 часов 30 минут вечера» are one, «3:2» and «длился 18 часов» are none."""

import re
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import Quantity

HALF_DAY: Final = 12  # hours
_TIME: Final = re.compile(r"(\d{1,2})[:.]([0-5]\d)")
_AT: Final = frozenset("в во к с со до на около после".split())
_LATE: Final = frozenset({"дня", "вечера"})
_OF_PART: Final = frozenset({"утра", "ночи", *_LATE})
_PARTS: Final = frozenset({"утро", "вечер", "ночь"})  # «в 8 утра»


def with_clock(quantity: Quantity, before: str, behind: str) -> Quantity:
    """A number with the time of day that it may tell, and whether it can be nothing else.

    Args:
        quantity: Any.
        before: The word before it, in lower case.
        behind: The word behind it, in lower case.

    >>> [with_clock(Quantity("number", text, 0, 0), "в", "").clock for text in ("18:30", "18.30")]
    [1110, 1110]
    >>> with_clock(Quantity("number", "3:2", 0, 0, family="pair"), "", "").clock
    """
    is_at = before in _AT
    written = _TIME.fullmatch(quantity.text)
    if written and int(written[1]) <= 24:
        return replace(quantity, clock=int(written[1]) * 60 + int(written[2]), is_clock=is_at)
    is_hour = quantity.family == "hour" or quantity.is_bare or quantity.noun in _PARTS
    if not (is_at and is_hour and 0 < quantity.value <= 24) or quantity.is_ordinal:
        return quantity
    is_late = behind in _LATE and quantity.value < HALF_DAY
    is_midnight = behind == "ночи" and quantity.value == HALF_DAY
    hours = quantity.value + HALF_DAY * (is_late - is_midnight)
    return replace(quantity, clock=round(hours * 60), is_clock=behind in _OF_PART)


def is_one_time(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers tell the same time of day, one of them surely; «в 8 часов» may be «в 8 вечера»."""
    if not (one.is_clock or other.is_clock) or one.clock is None or other.clock is None:
        return False
    is_unsaid = one.is_clock != other.is_clock and min(one.clock, other.clock) + HALF_DAY * 60 == max(
        one.clock, other.clock
    )
    return one.clock == other.clock or is_unsaid


def is_other_time(one: Quantity, other: Quantity) -> bool:
    """Whether both surely tell times of day, different ones: «в 8 утра» and «в 8 вечера»."""
    return one.is_clock and other.is_clock and one.clock != other.clock
