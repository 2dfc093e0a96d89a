"""How Russian a text reads: log-probabilities of its letter pairs and of its upper and lower case."""

from functools import lru_cache
from operator import add

from ..patterns import pattern
from .look_alikes import RUSSIAN
from .rows import table_rows

_BOUNDARY = "_"
_PUNCTUATION = frozenset("«»—–…№")
_PUNCTUATION_COST = -4.0  # nats: rare, but at home in Russian
_SIGNS = frozenset("„“”‘’\u00a0•·−°§©®™\u00ad\u0301€₽\u200b\ufeff\u2009\u202f")
_SIGN_COST = -8.0  # nats: rarer
_ODD_COST = -12.0  # nats: a character that Russian text does not hold
# Rare in Russian and common in wrong decodings: scripts side by side, a capital alone in mid-sentence, an
# ellipsis or a dash that begins a word, a closing quotation mark before one.
_STRANGE = pattern(
    "[A-Za-z][а-яёА-ЯЁ]|[а-яёА-ЯЁ][A-Za-z]|(?<=[A-Za-zа-яё,»] )[А-ЯЁ](?= [а-яё])"
    "|(?<![а-яё.])…[а-яё]|(?<!\\w)[–—€][а-яё]|(?<!\\S)»"
)
_STRANGE_COST = -6.0  # nats
_CONTROL = frozenset(map(chr, (*range(9), *range(14, 32), *range(127, 160))))


@lru_cache(maxsize=1)
def _pairs() -> dict[str, float]:
    """Log-probability in nats of every pair of characters from the alphabet in both cases and the boundary."""
    rows = [row.split("\t") for row in table_rows("letter_pairs.tsv")]
    letters = [row[0] for row in rows if not row[0].startswith("=")]
    letter_logs = {
        (row[0], second): int(value) for row in rows for second, value in zip(letters, row[1:], strict=False)
    }
    case_logs = {
        (row[0][1:], second): int(value)
        for row in rows
        if row[0].startswith("=")
        for second, value in zip("lu_", row[1:], strict=True)
    }
    symbols = {letter: (letter, "l") for letter in letters} | {
        letter.upper(): (letter, "u") for letter in letters if letter != _BOUNDARY
    }
    symbols[_BOUNDARY] = (_BOUNDARY, _BOUNDARY)
    return {
        first + second: (letter_logs[a, b] + case_logs[case_a, case_b]) / 100
        for first, (a, case_a) in symbols.items()
        for second, (b, case_b) in symbols.items()
    }


class _Symbols(dict[int, str]):
    """A translation table: Russian letters stay, all else becomes the boundary."""

    def __missing__(self, code: int) -> str:
        letter = chr(code)
        self[code] = letter if letter in RUSSIAN else _BOUNDARY
        return self[code]


class _Costs(dict[str, float]):
    """What a character costs beyond its pair."""

    def __missing__(self, letter: str) -> float:
        if letter in RUSSIAN or (letter.isascii() and letter not in _CONTROL):
            cost = 0.0
        else:
            cost = _PUNCTUATION_COST if letter in _PUNCTUATION else _SIGN_COST if letter in _SIGNS else _ODD_COST
        self[letter] = cost
        return cost


_SYMBOLS, _COSTS = _Symbols(), _Costs()


def russian_score(text: str) -> float:
    """The log-probability of ``text`` in nats as Russian; the highest of several decodings is the right one.

    >>> russian_score("Привет, мир") > russian_score("оПХБЕР, ЛХП")
    True
    >>> russian_score("")
    0.0
    """
    if not text:
        return 0.0
    plain = f"_{text.translate(_SYMBOLS)}_"
    letters = sum(map(_pairs().__getitem__, map(add, plain, plain[1:])))
    return letters + sum(map(_COSTS.__getitem__, text)) + _STRANGE_COST * len(_STRANGE.findall(text))
