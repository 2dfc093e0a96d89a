"""Which way a number points: above or below zero, «более» or «менее», up or down."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from summarizer.checking.facts import Quantity
from summarizer.checking.tokens import Token, read_table
from summarizer.cleaning.dictionary import lemma_of

REACH: Final = 6  # words back from «на 20 %» where the verb may stand
_ENDS: Final = frozenset(".,;:—!?")
_SOFTENED: Final = frozenset("почти примерно около более менее чем свыше".split())  # «вырос более чем на 20 %»
_COMPARED: Final = frozenset({"times", "percent"})


@lru_cache(maxsize=1)
def _table() -> Mapping[str, Mapping[str, int]]:
    """The direction of each word, by kind."""
    found: dict[str, dict[str, int]] = {}
    for kind, direction, words in read_table("directions.tsv"):
        found.setdefault(kind, {}).update(dict.fromkeys(words.split(), int(direction)))
    return found


def with_directions(quantity: Quantity, tokens: Sequence[Token], first: int, after: int) -> Quantity:
    """The quantity of tokens ``first`` to ``after`` with its sign, bound and trend.

    >>> from summarizer.checking.tokens import tokenize
    >>> found = with_directions(Quantity("number", "20", 0, 0), tokenize("вырос не менее чем на 20"), 5, 6)
    >>> found.sign, found.bound, found.trend
    (0, 1, 1)
    >>> found = with_directions(Quantity("number", "7", 0, 0), tokenize("5-7 домов"), 2, 3)
    >>> found.sign, found.bound, found.trend
    (0, 0, 0)
    """
    sign = _sign_before(tokens, first) or _sign_behind(tokens, after)
    return replace(quantity, sign=sign, bound=_bound(tokens, first), trend=_trend(quantity, tokens, first, after))


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


def _bound(tokens: Sequence[Token], i: int) -> int:
    """«более 500», «не более чем на 500»."""
    at = i - 1
    while at > 0 and tokens[at].lower in ("чем", "на", "в"):
        at -= 1
    bound = _table()["bound"].get(tokens[at].lower, 0) if at >= 0 else 0
    return -bound if at > 0 and tokens[at - 1].lower == "не" else bound


def _trend(quantity: Quantity, tokens: Sequence[Token], first: int, after: int) -> int:
    """«вырос на 20 %», «на 20 % вырос», «в 5 раз больше»."""
    at = first - 1
    while at > 0 and tokens[at].lower in _SOFTENED:
        at -= 1
    if at < 0 or tokens[at].lower not in ("на", "в"):
        return 0
    table = _table()
    behind = tokens[after].lower if after < len(tokens) else ""
    if behind and lemma_of(behind) in table["trend"]:
        return table["trend"][lemma_of(behind)]
    if behind in table["compared"] and quantity.family in _COMPARED:
        return table["compared"][behind]
    for token in reversed(tokens[max(0, at - REACH) : at]):
        if token.text in _ENDS:
            break
        if lemma_of(token.lower) in table["trend"]:
            return table["trend"][lemma_of(token.lower)]
    return 0
