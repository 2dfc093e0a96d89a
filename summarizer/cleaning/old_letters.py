"""The Latin i of a Russian text in the spelling of before 1918, where a scan or a keyboard had no «і»."""

from typing import Final

from ..patterns import pattern
from .evidence import Evidence
from .look_alikes import OWN
from .repairs import Edit
from .tokens import suspicious_tokens

_LATIN_I: Final = str.maketrans("iIïÏ", "іІіІ")
_LETTERS: Final = OWN | frozenset("iIïÏіІ")
_OLD: Final = pattern(r"[ѣѢ]|[бвгджзклмнпрстфхцчшщБВГДЖЗКЛМНПРСТФХЦЧШЩ][ъЪ](?!\w)")  # of the same line
_WINDOW: Final = 300  # characters on each side of a word that are looked at


def repair_old_i(text: str, _: Evidence) -> list[Edit]:
    """The edits that make the i of words with Russian letters Cyrillic, in lines that are spelt as before 1918.

    >>> from .repairs import apply_edits
    >>> old = "Въ засѣданiи Россiйской думы."
    >>> apply_edits(old, repair_old_i(old, Evidence()))
    'Въ засѣданіи Россійской думы.'
    >>> repair_old_i("Сайт iТулы открыт.", Evidence()), repair_old_i("Онъ читалъ Virginie.", Evidence())
    ([], [])
    """
    if "i" not in text and "I" not in text and "ï" not in text and "Ï" not in text:
        return []
    return [
        token.becomes(token.word.translate(_LATIN_I))
        for token in suspicious_tokens(text)
        if token.is_mixed and _LETTERS.issuperset(token.word) and _is_old(text, token.start)
    ]


def _is_old(text: str, offset: int) -> bool:
    """Whether the line around an offset is in the old spelling."""
    before = text[max(0, offset - _WINDOW) : offset].rpartition("\n")[2]
    behind = text[offset : offset + _WINDOW].partition("\n")[0]
    return bool(_OLD.search(before + behind))
