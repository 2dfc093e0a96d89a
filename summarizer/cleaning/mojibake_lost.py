"""Letters of UTF-8 of which the wrong reading kept one half: control characters and hard blanks do not survive copying.

«Рспания» is «Испания» whose second byte cp1251 does not have, «Р оссия» is «Россия» after its hard blank became a plain
one. The dictionary says which of the few possible letters stood there.
"""

import math
import re
from functools import lru_cache
from itertools import product
from typing import Final

from ..patterns import pattern
from .dictionary import is_finite_verb, is_known
from .letter_pairs import russian_score

FIRST, SECOND = "\ue000", "\ue001"  # halves of a letter: its first byte was 0xD0, 0xD1
LOST: Final = {  # what a half may have been: the second byte is no character of the codec, or a soft hyphen
    "cp1251": {FIRST: "ИЭ", SECOND: ""},
    "cp1252": {FIRST: "АНЭЁ", SECOND: "эся"},
}
MAX_READINGS = 81
_WORD = pattern(rf"[^\W\d_{FIRST}{SECOND}]*[{FIRST}{SECOND}](?:[^\W\d_]|[{FIRST}{SECOND}])*")
_TORN = pattern(rf"(?<![^\W_]){FIRST} (?=([а-яёА-ЯЁ{FIRST}{SECOND}]+))")  # «Р оссия»: U+00A0 was the second half of Р


def fill_halves(text: str, codec: str) -> str:
    """``text`` with the likeliest letter for each half.

    >>> fill_halves("\\ue000спания и \\ue000 оссия", "cp1251"), fill_halves("Сегодн\\ue001 \\ue000нна", "cp1252")
    ('Испания и Россия', 'Сегодня Анна')
    """
    if FIRST not in text and SECOND not in text:
        return text
    text = _TORN.sub(lambda torn: _torn(torn[0], _likeliest(torn[1], codec)), text)
    return _WORD.sub(lambda word: _filled(word[0], codec, text[word.end() :][:40]), text)


def _torn(half: str, rest: str) -> str:
    """«Р» where that makes a word of what follows, or where that is no word alone."""
    return "Р" if is_known("р" + rest) or (rest.islower() and not is_known(rest)) else half


def _filled(word: str, codec: str, after: str) -> str:
    if word == SECOND:  # «с» or «я»
        following = re.match(r"\s*([а-яё]+)", after)
        return "я" if following and is_finite_verb(following[1]) else "с"
    with_r = word[:-1] + "Р"  # «СССР » with a plain blank for the second half
    if len(word) > 1 and word.endswith(FIRST) and after.startswith(" ") and is_known(with_r):
        return with_r
    return _likeliest(word, codec)


@lru_cache(maxsize=16384)
def _likeliest(word: str, codec: str) -> str:
    """The reading that the dictionary knows, or else the most Russian one; the word itself where there are too many."""
    choices = [LOST[codec].get(letter, letter) for letter in word]
    if not 0 < math.prod(map(len, choices)) <= MAX_READINGS:
        return word
    readings = list(map("".join, product(*choices)))
    return next((reading for reading in readings if is_known(reading)), max(readings, key=russian_score))
