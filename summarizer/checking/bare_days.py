"""Days whose month stands earlier in their sentence: «Сеяли 5 мая, всходы появились 27-го»."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Final

from summarizer.checking.facts import Moment
from summarizer.checking.tokens import Token, token_at
from summarizer.cleaning.dictionary import readings_of

_ENDS: Final = frozenset(".!?")
_SUFFIXES: Final = frozenset({"го", "е", "му", "м"})
_NOMINAL: Final = frozenset({"NOUN", "ADJF", "PRTF"})
N_TOKENS: Final = 3  # a number, a hyphen, an ending


def find_bare_days(tokens: Sequence[Token], moments: Sequence[Moment], taken: set[int]) -> Iterator[Moment]:
    """The days that take their month from the last full date before them; their tokens join those taken.

    >>> from summarizer.checking.tokens import tokenize
    >>> date = Moment("date", "5 мая", 0, 5, month=5, day=5)
    >>> [(d.text, d.day, d.month) for d in find_bare_days(tokenize("5 мая, не 27-го"), [date], {0, 1})]
    [('27-го', 27, 5)]
    >>> list(find_bare_days(tokenize("5 мая, до 27-го тура"), [date], {0, 1}))
    []
    """
    dated = [moment for moment in moments if moment.day is not None]
    for i, token in enumerate(tokens[: 1 - N_TOKENS] if dated else ()):
        before = [moment for moment in dated if moment.stop <= token.start][-1:]
        if before and i not in taken and _is_day(tokens, i) and not _ends_between(tokens, before[0].stop, token.start):
            taken.update(range(i, i + N_TOKENS))
            stop = tokens[i + N_TOKENS - 1].stop
            text = "".join(one.text for one in tokens[i : i + N_TOKENS])
            yield replace(before[0], text=text, start=token.start, stop=stop, day=int(token.text))


def _is_day(tokens: Sequence[Token], i: int) -> bool:
    """Whether «27-го» begins at token i and names no thing: «27-го числа», not «27-го тура»."""
    number, hyphen, ending = tokens[i : i + N_TOKENS]
    is_glued = hyphen.text == "-" and number.stop == hyphen.start and hyphen.stop == ending.start
    if not (is_glued and number.text.isdigit() and 1 <= int(number.text) <= 31 and ending.lower in _SUFFIXES):
        return False
    behind = token_at(tokens, i + N_TOKENS).lower
    return behind == "числа" or not readings_of(behind)[0].grammemes & _NOMINAL


def _ends_between(tokens: Sequence[Token], start: int, stop: int) -> bool:
    return any(token.text in _ENDS for token in tokens if start <= token.start < stop)
