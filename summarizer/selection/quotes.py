"""Quotation marks and brackets of one sentence: which are left open, which close what it did not open."""

import re
from collections.abc import Sequence
from typing import Final

_DOUBLE: Final = re.compile('["“”„]')
_QUOTES: Final = re.compile("[«»]")
_BRACKETS: Final = re.compile(r"\(|(?<!\w)\w{1,2}\)|[:;]-?\)+|\)")  # «1)», «:)» in one: they may be none


def with_guillemets(text: str) -> str:
    """The same length of text with all double quotation marks as « or », by what stands before each.

    >>> with_guillemets('“Да”, — сказал он. „Нет“. Завод "Рубин".')
    '«Да», — сказал он. «Нет». Завод «Рубин».'
    """
    return _DOUBLE.sub(lambda mark: "«" if mark[0] == "„" or not mark.start() or _opens(text, mark) else "»", text)


def _opens(text: str, mark: re.Match[str]) -> bool:
    return mark[0] != "”" and text[mark.start() - 1] in " \u00a0\n(—–-«„“"


def open_quotes(text: str) -> tuple[bool, bool]:
    """Whether a quotation or a bracket is left open, and whether one is closed that was not opened.

    >>> open_quotes("Он сказал: «Мы успеем."), open_quotes("Мы рады», — сказал мэр.")
    ((True, False), (False, True))
    >>> open_quotes("Решили: 1) завод «Рубин» (бывший) закрыть; 2) землю продать :)")
    (False, False)
    >>> open_quotes("Завод продал участок (12 га) компании, писал(а) «Вестник» (п. 3).")
    (False, False)
    """
    ends = [_ends(_QUOTES.findall(text), "«"), _ends(_BRACKETS.findall(text), "(")]
    return any(opens for opens, _ in ends), any(closes for _, closes in ends)


def _ends(marks: Sequence[str], opening: str) -> tuple[bool, bool]:
    """The same of marks of one kind; one that may be none closes only what is open."""
    depth, closes = 0, False
    for mark in marks:
        if mark == opening:
            depth += 1
        elif depth:
            depth -= 1
        else:
            closes |= len(mark) == 1
    return depth > 0, closes
