"""Which foreign letter looks like which Russian one, and the way back to Latin."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from .rows import table_rows

RUSSIAN_LETTERS = "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ"
RUSSIAN = frozenset(RUSSIAN_LETTERS)
PRE_REFORM = frozenset("ѣѢѳѲѵѴ")  # letters of Russian up to 1918 and of no living language
OWN = RUSSIAN | PRE_REFORM  # letters that read as themselves

_COMPATIBILITY = ((0x2100, 0x214F), (0x2160, 0x217F), (0xFF21, 0xFF5A), (0x1D400, 0x1D7CB))
_ACCENTED = ((0x00C0, 0x024F), (0x0386, 0x03CE), (0x1E00, 0x1FFF))
_STRESSABLE = frozenset("аеиоуАЕИОУ")


@dataclass(frozen=True)
class LookAlike:
    """A letter's Russian twin; ``is_close`` means that only the code point tells them apart."""

    target: str
    script: str
    is_close: bool


@lru_cache(maxsize=1)
def _rows() -> dict[str, tuple[LookAlike, ...]]:
    rows: dict[str, tuple[LookAlike, ...]] = {}
    for row in table_rows("look_alikes.tsv"):
        target, distance, script, letters = row.split("\t")
        for letter in letters:
            twin = LookAlike(target, script, distance == "close")
            rows[letter] = tuple(sorted((*rows.get(letter, ()), twin), key=lambda one: not one.is_close))
    return rows


@lru_cache(maxsize=4096)
def look_alikes(letter: str) -> tuple[LookAlike, ...]:
    """The Russian twins of a foreign letter, the closest first; none where it has none.

    >>> [twin.target for twin in look_alikes("ο")], [twin.target for twin in look_alikes("ó")]
    (['о'], ['о'])
    >>> look_alikes("z"), look_alikes("і")
    ((), ())
    """
    found = _rows().get(letter)
    if found is None and _is_within(letter, _COMPATIBILITY):
        plain = unicodedata.normalize("NFKC", letter)
        found = tuple(LookAlike(twin.target, "Other", twin.is_close) for twin in _rows().get(plain, ()))
    if found is None and _is_within(letter, _ACCENTED):
        base = unicodedata.normalize("NFD", letter)[0]
        found = tuple(twin for twin in _rows().get(base, ()) if twin.is_close and twin.target in _STRESSABLE)
    return found or ()


def close_twin(letter: str) -> LookAlike | None:
    """The Russian twin that only the code point tells from the letter; None where there is none.

    >>> [twin and twin.target for twin in map(close_twin, "cβz")]
    ['с', None, None]
    """
    closest = next(iter(look_alikes(letter)), None)
    return closest if closest and closest.is_close else None


def is_exotic(letter: str) -> bool:
    """Whether the letter is neither Latin, accented or plain, nor Greek: then it is no symbol and no word of theirs.

    >>> is_exotic("ʙ"), is_exotic("ⲥ")
    (True, True)
    >>> is_exotic("B"), is_exotic("Β")
    (False, False)
    """
    return letter > "\u024f" and not "\u0370" <= letter <= "\u03ff" and not "\u1e00" <= letter <= "\u1fff"


def is_cyrillic(letter: str) -> bool:
    """Whether the letter is one of any Cyrillic alphabet.

    >>> is_cyrillic("ї"), is_cyrillic("i")
    (True, False)
    """
    return "\u0400" <= letter <= "\u052f"


def _is_within(letter: str, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= ord(letter) <= high for low, high in ranges)


@lru_cache(maxsize=1)
def latin_twins() -> dict[str, str]:
    """The Latin letter behind which each Russian letter can hide, for brands with stray Cyrillic letters."""
    return {
        twin.target: letter for letter, twins in _rows().items() if letter.isascii() for twin in twins if twin.is_close
    }
