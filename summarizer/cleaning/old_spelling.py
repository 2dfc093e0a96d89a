"""Russian as it was spelt before 1918, in the spelling of today: «бо-лѣзни», «новаго», «онъ»."""

import re
from typing import Final

ONLY_OLD: Final = frozenset("ѣѳѵ")  # «і» is a letter of other languages of today
_LETTERS: Final = str.maketrans("ѣіѳѵѢІѲѴ", "еифиЕИФИ")
_ENDINGS: Final = {"аго": "ого", "яго": "его", "ыя": "ые", "ия": "ие", "ъ": ""}
_ENDING: Final = re.compile(r"(?<=\w\w)(?:аго|яго|ыя|ия)\b|ъ\b")


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
