"""Which way a number points: above or below zero, «более» or «менее», up or down."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise, takewhile
from typing import Final

from summarizer.checking.facts import Quantity
from summarizer.checking.tokens import Token, numerals, read_table, token_at
from summarizer.cleaning.dictionary import lemma_of, readings_of

REACH: Final = 6  # words back from «на 20 %» where the verb may stand, or from «до 42» where «с 38» may
_ENDS: Final = frozenset(".,;:—!?")
_SOFTENED: Final = frozenset("почти примерно около более менее чем свыше".split())  # «вырос более чем на 20 %»
_COMPARED: Final = frozenset({"times", "percent", "point"})  # «на 2 млн меньше» may be said of the other side
_BY: Final = frozenset({"на", "в"})  # «вырос на 20 %», «в 2 раза»
_FROM: Final = frozenset({"с", "со", "от"})
_BEHIND_BOUND: Final = frozenset("чем на в за до с у".split())  # «не менее чем за 500»


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, int]]:
    """The direction of each word, by kind."""
    found: dict[str, dict[str, int]] = {}
    for kind, direction, words in (row for row in read_table("directions.tsv") if row[0] != "per"):
        found.setdefault(kind, {}).update(dict.fromkeys(words.split(), int(direction)))
    return found


def trend_verbs(direction: int) -> list[str]:
    """The verbs of things that go up, 1, or down, −1."""
    return [verb for verb, way in _table()["trend"].items() if way == direction]


@lru_cache(maxsize=1)
def _table_of_rates() -> Mapping[str, float]:
    """The hours of what stands behind «в» in a rate."""
    return {
        word: float(hours)
        for kind, hours, words in read_table("directions.tsv")
        if kind == "per"
        for word in words.split()
    }


def with_directions(quantity: Quantity, tokens: Sequence[Token], first: int, after: int) -> Quantity:
    """The quantity of tokens ``first`` to ``after`` with its sign, bound and trend.

    >>> from summarizer.checking.tokens import tokenize
    >>> found = with_directions(Quantity("number", "20", 0, 0), tokenize("вырос не менее чем на 20"), 5, 6)
    >>> found.sign, found.bound, found.trend, found.is_level
    (0, 1, 1, False)
    >>> found = with_directions(Quantity("number", "20", 0, 0), tokenize("упал с 25 до 20"), 4, 5)
    >>> found.bound, found.trend, found.is_level, found.edge
    (0, -1, True, 1)
    >>> found = with_directions(Quantity("number", "7", 0, 0), tokenize("5-7 домов"), 2, 3)
    >>> found.sign, found.bound, found.trend
    (0, 0, 0)
    """
    sign = _sign_before(tokens, first) or _sign_behind(tokens, after)
    edge = _edge(tokens, first, after)
    trend = _trend(quantity, tokens, first, after)
    level = 0 if trend else _level(tokens, first, edge)
    bound = _bound(tokens, first, is_end=bool(edge or level)) or quantity.bound
    told = replace(quantity, sign=sign, bound=bound, trend=trend or level, is_level=bool(level), edge=edge)
    return replace(told, per_hours=_per_hours(tokens, after))


def _sign_before(tokens: Sequence[Token], i: int) -> int:
    """«минус 5», «−5»; in «5-7» and «5 - 7» the dash is none."""
    if not i:
        return 0
    one, other = tokens[i - 1], tokens[i - 2] if i > 1 else None
    if one.kind == "sign" and (one.stop < tokens[i].start or (other and _is_dash(other, one))):
        return 0
    return _table()["before"].get(one.lower, 0)


def _is_dash(before: Token, sign: Token) -> bool:
    return before.kind == "number" or (before.kind == "word" and before.stop == sign.start)


def _sign_behind(tokens: Sequence[Token], i: int) -> int:
    """«5 градусов мороза», «5 градусов ниже нуля»."""
    words = [token.lower for token in tokens[i : i + 2]]
    if words[1:] == ["нуля"]:
        return _table()["compared"].get(words[0], 0)
    return _table()["behind"].get(words[0], 0) if words else 0


def _bound(tokens: Sequence[Token], i: int, is_end: bool) -> int:
    """«более 500», «не более чем на 500», «не превысит 500», «до 500» that is no end of a way."""
    at = i - 1
    while at > 0 and tokens[at].lower in _BEHIND_BOUND:
        at -= 1
    table = _table()
    word = token_at(tokens, at).lower
    bound = table["bound"].get(word) or table["bound"].get(lemma_of(word), 0)
    if not bound:
        is_limit = not is_end and token_at(tokens, i - 2).text != ","  # no «вырос на 5 %, до 80»
        return table["limit"].get(token_at(tokens, i - 1).lower, 0) if is_limit else 0
    before = at - 1 if at > 1 and lemma_of(tokens[at - 1].lower) == "быть" else at  # «не будет ниже 500»
    return -bound if before > 0 and tokens[before - 1].lower == "не" else bound


def _edge(tokens: Sequence[Token], first: int, after: int) -> int:
    """−1 for «с 38», 1 for «до 42» of «с 38 до 42»."""
    before = token_at(tokens, first - 1).lower
    if before in _FROM:
        ahead = list(_until_end(tokens[after : after + REACH]))
        ends = pairwise(ahead)
        return -1 if any(one.lower == "до" and _is_number(other) for one, other in ends) else 0
    behind = list(_until_end(tokens[max(0, first - 1 - REACH) : first - 1][::-1])) if before == "до" else []
    starts = pairwise(behind)
    return 1 if any(other.lower in _FROM and _is_number(one) for one, other in starts) else 0


def _is_number(token: Token) -> bool:
    return token.kind == "number" or token.lower in numerals()


def _until_end(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens up to the end of their clause."""
    return takewhile(lambda token: token.text not in _ENDS, tokens)


def _level(tokens: Sequence[Token], first: int, edge: int) -> int:
    """«вырос до 20», and both ends of «вырос с 10 до 20»."""
    return _verb_before(tokens, first - 1) if edge or token_at(tokens, first - 1).lower == "до" else 0


def _trend(quantity: Quantity, tokens: Sequence[Token], first: int, after: int) -> int:
    """«вырос на 20 %», «на 20 % вырос», «вырос вдвое», «в 5 раз больше»."""
    at = first - 1
    while at >= 0 and tokens[at].lower in _SOFTENED:
        at -= 1
    is_word = quantity.family == "times" and tokens[first].kind == "word" and after == first + 1  # «вдвое»
    if not is_word and (at < 0 or tokens[at].lower not in _BY):
        return 0
    table = _table()
    behind = [token.lower for token in _until_end(tokens[after : after + 2])]
    if behind and lemma_of(behind[0]) in table["trend"]:
        return table["trend"][lemma_of(behind[0])]
    if behind and behind[0] in table["compared"] and quantity.family in _COMPARED:
        return table["compared"][behind[0]]
    return _verb_before(tokens, at + is_word)


def _verb_before(tokens: Sequence[Token], at: int) -> int:
    """The direction of the nearest verb of a trend before token ``at``."""
    for token in _until_end(tokens[max(0, at - REACH) : at][::-1]):
        if lemma_of(token.lower) in _table()["trend"]:
            return _table()["trend"][lemma_of(token.lower)]
    return 0


def _per_hours(tokens: Sequence[Token], i: int) -> float:
    """The hours of «в сутки», «в месяц» behind a number or what it counts; «в час пик», «в день выборов» are none."""
    ahead = [token.lower for token in _until_end(tokens[i : i + 4])]
    at = ahead.index("в") if "в" in ahead[:3] else -1
    hours = _table_of_rates().get(ahead[at + 1], 0.0) if 0 <= at < len(ahead) - 1 else 0.0
    behind = token_at(tokens, i + at + 2).lower
    return 0.0 if hours and "NOUN" in readings_of(behind)[0].grammemes else hours
