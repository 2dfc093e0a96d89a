"""Lines that stand within a sentence, and how they are taken out of it."""

from ..patterns import pattern
from .hyphens import HYPHENS
from .repairs import Edit

MAX_GAP = 100  # characters of white space around such a line
_TORN = pattern(rf"[а-яёА-ЯЁ][{HYPHENS}]?|,")


def before_gap(text: str, start: int) -> str:
    """What stands before a line and the white space around it, at most ``MAX_GAP`` characters of both."""
    return text[max(0, start - MAX_GAP) : start].rstrip()


def tears(text: str, start: int, stop: int, is_number_enough: bool = False) -> bool:
    """Whether the line stands within a sentence, which goes on in a small letter, or in a digit where that is enough.

    >>> tears("Он шёл по\\n12\\nулице.", 10, 12), tears("Вот.\\n12\\nона тоже.", 5, 7), tears("По\\n1\\n4 раза", 3, 4)
    (True, False, False)
    """
    before = before_gap(text, start)
    after = text[stop : stop + MAX_GAP].lstrip()
    return (
        bool(before and after)
        and bool(_TORN.fullmatch(before[-2:]) or _TORN.fullmatch(before[-1:]))
        and ((after[0].islower() and not after[0].isascii()) or (is_number_enough and after[0].isdigit()))
    )


def without(text: str, start: int, stop: int) -> Edit:
    """The line taken out; with the empty lines around it, where it stood within a sentence."""
    if tears(text, start, stop, is_number_enough=True):
        before, after = text[max(0, start - MAX_GAP) : start], text[stop : stop + MAX_GAP]
        kept = before.rstrip()
        is_long_line = len(before) == MAX_GAP and "\n" not in kept and kept[-1].isalpha()
        stop += len(after) - len(after.lstrip())
        return Edit("boilerplate", start - len(before) + len(kept), stop, " " if is_long_line else "\n")
    return Edit("boilerplate", start, min(stop + 1, len(text)), "")
