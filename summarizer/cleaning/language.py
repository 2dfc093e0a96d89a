"""Whether a text is Russian, told apart from its Cyrillic neighbours by letters and by a few words."""

import re

from summarizer.patterns import pattern

MAX_OTHER_SHARE = 0.015  # letters of other Cyrillic alphabets: Serbian about 4 %, Ukrainian 9 %, Kazakh 20 %
MAX_BULGARIAN_SHARE = 0.003  # ъ before a consonant or at a word's end: Bulgarian about 1.5 %, Russian none
MIN_RUSSIAN_SHARE = 0.5
MIN_FINAL_SHARE = 0.025  # ъ after a consonant at a word's end: before the reform about 5 %, a quoted name less

_LINE_WINDOW = 2000  # characters of a long line that are judged together
# Runs, not letters: findall makes a string of each match, a hundred megabytes of a book's letters.
_LETTERS = pattern(r"[^\W\d_]+")
_RUSSIAN = pattern(r"[а-яёА-ЯЁ]+")
_OTHER = pattern(r"[\u0400\u0402-\u040f\u0450\u0452-\u0481\u048a-\u052f\u1c80-\u1c88\ua640-\ua66e]")
_BULGARIAN_SIGN = pattern(r"ъ(?=[а-дж-э]|[\W\d_]|$)", re.IGNORECASE)
_BULGARIAN_WORD = pattern(r"(?<!\w)(?:се|че|ще|са|съм|със|във|които|който|която|тази|този|също|беше|няма)(?!\w)")
_PRE_REFORM_SIGN = pattern(r"[ѣѢ]")
_FINAL_SIGN = pattern(r"[бвгджзклмнпрстфхцчшщ]ъ(?!\w)", re.IGNORECASE)
_PRE_REFORM_VOWEL = pattern(r"[ыэіЫЭІ]")  # not in old Bulgarian, which has ѣ as well
_RUSSIAN_SIGN = pattern(r"[ыэёЫЭЁ]")


def russian_share(text: str) -> float:
    """The share of the letters that are letters of the Russian alphabet, 0 where there is no letter.

    >>> russian_share("кот и cat")
    0.5714285714285714
    >>> russian_share("42")
    0.0
    """
    n_letters = _n_letters(_LETTERS, text)
    return _n_letters(_RUSSIAN, text) / n_letters if n_letters else 0.0


def _n_letters(runs: re.Pattern[str], text: str) -> int:
    return sum(map(len, runs.findall(text)))


def is_russian(text: str) -> bool:
    """Whether most letters are Russian and no other Cyrillic language shows.

    >>> is_russian("Совет директоров собрался вчера.")
    True
    >>> is_russian("Рада директорів зібралася вчора."), is_russian("Съветът на директорите се събра вчера.")
    (False, False)
    >>> is_russian("The board met yesterday.")
    False
    """
    return russian_share(text) >= MIN_RUSSIAN_SHARE and not is_other_cyrillic(text)


def is_other_cyrillic(text: str) -> bool:
    """Whether the Cyrillic of ``text`` is Ukrainian, Belarusian, Bulgarian, Serbian, Kazakh or the like.

    >>> is_other_cyrillic("Ова књига је нова.")
    True
    >>> is_other_cyrillic("Это новая книга."), is_other_cyrillic("Новыя вѣсти объ этомъ дѣлѣ.")
    (False, False)
    """
    n_russian, n_other = _n_letters(_RUSSIAN, text), len(_OTHER.findall(text))
    if _is_pre_reform(text, n_russian + n_other):
        return False
    if n_other > MAX_OTHER_SHARE * (n_russian + n_other):
        return True
    n_bulgarian = len(_BULGARIAN_SIGN.findall(text)) + 2 * len(_BULGARIAN_WORD.findall(text))
    n_signs = len(_RUSSIAN_SIGN.findall(text))
    return n_bulgarian > max(MAX_BULGARIAN_SHARE * n_russian, n_signs)


def is_pre_reform(text: str) -> bool:
    """Whether a text is Russian in the spelling of before 1918.

    >>> is_pre_reform("Онъ потерялъ въ этотъ день обозъ."), is_pre_reform("Он потерял обоз.")
    (True, False)
    """
    return _is_pre_reform(text, _n_letters(_LETTERS, text))


def _is_pre_reform(text: str, n_letters: int) -> bool:
    """Whether a Cyrillic text is Russian of before 1918.

    >>> _is_pre_reform("Онъ потерялъ въ этотъ день обозъ.", 27), _is_pre_reform("Донесеніе о дѣлѣ.", 13)
    (True, True)
    >>> _is_pre_reform("У газеті «Кіевлянинъ» про це писали багато разів.", 40)
    False
    """
    if not _PRE_REFORM_VOWEL.search(text):
        return False
    return bool(_PRE_REFORM_SIGN.search(text)) or len(_FINAL_SIGN.findall(text)) > MIN_FINAL_SHARE * n_letters


class LineLanguage:
    """Whether the lines of a text are in another Cyrillic language; each is read once, from left to right."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._stop = -1
        self._is_other = False

    def is_other_at(self, offset: int) -> bool:
        """Whether the line around ``offset`` (at most ``_LINE_WINDOW`` characters on) is not Russian but Cyrillic.

        >>> LineLanguage("Кот сидит.\\nКіт сидить.").is_other_at(12)
        True
        >>> LineLanguage("Кот сидит.\\nКіт сидить.").is_other_at(2)
        False
        """
        if offset >= self._stop:
            low = max(0, offset - _LINE_WINDOW, self._stop)
            start = max(self._text.rfind("\n", low, offset) + 1, low)
            stop = self._text.find("\n", offset, offset + _LINE_WINDOW)
            self._stop = stop if stop >= 0 else min(len(self._text), offset + _LINE_WINDOW) + 1
            self._is_other = is_other_cyrillic(self._text[start : self._stop])
        return self._is_other
