"""Russian as it was spelt before 1918, in the spelling of today: «бо-лѣзни», «новаго», «онъ»."""

from functools import lru_cache
from typing import Final

from ..patterns import pattern
from .dictionary import is_known

ONLY_OLD: Final = frozenset("ѣѳѵ")  # «і» is a letter of other languages of today
_LETTERS: Final = str.maketrans("ѣіѳѵѢІѲѴ", "еифиЕИФИ")
_ENDINGS: Final = {"аго": "ого", "яго": "его", "ыя": "ые", "ия": "ие", "ъ": ""}
_ENDING: Final = pattern(r"(?<=\w\w)(?:аго|яго|ыя|ия)\b|ъ\b")


def with_letters_of_today(text: str) -> str:
    """The same length of text without the letters that are gone.

    >>> with_letters_of_today("Въ полѣ")
    'Въ поле'
    """
    return text.translate(_LETTERS)


def as_spelt_today(text: str) -> str:
    """The text in the spelling of today, as far as letters and endings tell.

    >>> as_spelt_today("Онъ изъ-подъ новаго дома"), as_spelt_today("объём")
    ('Он из-под нового дома', 'объём')
    """
    return _ENDING.sub(lambda ending: _ENDINGS[ending[0]], with_letters_of_today(text))


@lru_cache(maxsize=16384)
def is_word(word: str) -> bool:
    """Whether the dictionary knows the word as it is spelt, or as the spelling before 1918 would be today.

    >>> is_word("виновнаго"), is_word("изъ-подъ")
    (True, True)
    >>> is_word("чикагого")
    False
    """
    return is_known(word) or is_known(as_spelt_today(word.lower()))
