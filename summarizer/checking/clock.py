"""Times of day: «18:30», «18.30», «половина седьмого» and «6 часов 30 минут вечера» are one, «3:2» is none."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import EXACT, Quantity
from summarizer.checking.tokens import Token, numerals, token_at
from summarizer.cleaning.dictionary import readings_of
from summarizer.patterns import pattern

HALF_DAY: Final = 12  # hours
_TIME: Final = pattern(r"(\d{1,2})[:.]([0-5]\d)")
_AT: Final = frozenset("в во к с со до на около после".split())
_LATE: Final = frozenset({"дня", "вечера"})
_OF_PART: Final = frozenset({"утра", "ночи", *_LATE})
_PARTS: Final = frozenset({"утро", "вечер", "ночь"})  # «в 8 утра»
_PAST: Final = {"половина": 30, "половине": 30, "половину": 30, "половины": 30, "четверть": 15, "четверти": 15}
_HALF: Final = "пол"  # «полвосьмого»
_MASCULINE: Final = ("ого", "его", "ьего")


def read_spoken_time(tokens: Sequence[Token], i: int) -> tuple[Quantity, int] | None:
    """«половина восьмого», «полвосьмого», «четверть девятого», «без десяти пять» at token i, and the index after it.

    >>> from summarizer.checking.tokens import tokenize
    >>> [read_spoken_time(tokenize(text), 0)[0].clock for text in ("половина восьмого вечера", "без четверти семь")]
    [1170, 405]
    >>> read_spoken_time(tokenize("половина второго тайма"), 0)
    """
    words = [token.lower for token in tokens[i : i + 3]]
    hour, after = 0, i
    if words[0] == "без" and len(words) == 3:
        before = 15 if words[1] == "четверти" else _number(words[1], "unit", "teen", "ten")
        hour, minutes, after = _number(words[2], "unit", "teen"), -before, i + 3
        hour = hour if before else 0
    elif words[0] in _PAST and len(words) > 1:
        hour, minutes, after = _begun(words[1]), _PAST[words[0]], i + 2
    elif words[0].startswith(_HALF):
        hour, minutes, after = _begun(words[0].removeprefix(_HALF)), 30, i + 1
    if not 0 < hour <= HALF_DAY or _is_of_thing(tokens, after):
        return None
    behind = token_at(tokens, after).lower
    is_late = behind in _LATE and hour < HALF_DAY
    clock = hour * 60 + HALF_DAY * 60 * is_late + (minutes if minutes < 0 else minutes - 60)
    time = Quantity("number", "", tokens[i].start, tokens[after - 1].stop, float(clock), family="pair", n_digits=EXACT)
    return replace(time, clock=clock, is_clock=True), after


def _number(word: str, *kinds: str) -> int:
    numeral = numerals().get(word)
    return int(numeral.value) if numeral and numeral.kind in kinds else 0


def _begun(word: str) -> int:
    """The hour that «восьмого» ends."""
    return _number(word, "ordinal") if word.endswith(_MASCULINE) else 0


def _is_of_thing(tokens: Sequence[Token], i: int) -> bool:
    """«половина второго тайма»."""
    word = token_at(tokens, i).lower
    return word not in _OF_PART and readings_of(word)[0].grammemes >= {"NOUN", "gent"}


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
    if quantity.is_clock:  # «половина седьмого»
        return quantity
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
    is_unsaid = one.is_clock != other.is_clock and abs(one.clock - other.clock) == HALF_DAY * 60
    return one.clock == other.clock or is_unsaid
